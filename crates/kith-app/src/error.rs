//! What can go wrong in a use case. Each variant exists because a face says something of its own about it.

use std::path::PathBuf;

use chrono::NaiveDate;
use kith_core::{PersonId, PlanState, Status, recurrence::RuleError};
use kith_exchange::{ReadError, gatherings::CalendarError, photo::PhotoError};
use kith_key::{KeyError, backup::BackupError};
use kith_store::StoreError;

/// Why something was not done. The book is as it was.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Nobody in the book has this name, or part of a name.
    #[error("nobody in the book is called “{0}”")]
    NobodyNamed(String),
    /// The name fits several people.
    #[error("“{typed}” fits several people")]
    SeveralNamed {
        /// What was typed.
        typed: String,
        /// Whom it fits.
        people: Vec<(PersonId, String)>,
    },
    /// The person, cadence, check-in, prompt, plan, starter or helpline is not in the book (any more).
    #[error("there is no such {0}")]
    Gone(Kind),
    /// A name is needed.
    #[error("a person needs a name")]
    NoName,
    /// A community needs a name.
    #[error("a community needs a name")]
    NoCommunityName,
    /// No community is called like this.
    #[error("no community is called “{0}”")]
    NoCommunityNamed(String),
    /// The name fits several communities.
    #[error("“{typed}” fits several communities")]
    SeveralCommunities {
        /// What was typed.
        typed: String,
        /// Which it fits.
        names: Vec<String>,
    },
    /// Only members can be ticked.
    #[error("{0} is not a member")]
    NotAMember(String),
    /// Who was there is logged already: the check-in is what to correct.
    #[error("who was there is logged already")]
    AlreadyAttended,
    /// The gatherings are those of a calendar, and are changed there.
    #[error("the gatherings are those of a calendar")]
    FromCalendar,
    /// The calendar has no event that Kith can keep.
    #[error("there is no gathering in the calendar")]
    NoGatherings,
    /// The calendar could not be read.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// There is no such file, or the path to it does not begin at the root.
    #[error("{}: no such file", .0.display())]
    NoFile(PathBuf),
    /// What to keep as a starter was not said.
    #[error("there is nothing to keep")]
    NothingToKeep,
    /// A helpline needs a name and a number.
    #[error("a helpline needs a name and a number")]
    NoHelpline,
    /// A check-in needs at least one person.
    #[error("a check-in needs somebody")]
    NoPeople,
    /// How they were in contact was not said.
    #[error("how you were in contact is missing")]
    NoMode,
    /// A cadence cannot ask for a mere reaction.
    #[error("a reaction is not contact")]
    ReactionFloor,
    /// The contact lies in the future.
    #[error("{0} has not come yet")]
    InFuture(NaiveDate),
    /// The time to wait for has passed already.
    #[error("that moment has passed")]
    InPast,
    /// The text for a day or time was not understood.
    #[error("“{0}” is not a day or time")]
    BadWhen(String),
    /// The RRULE cannot be used.
    #[error(transparent)]
    BadRule(#[from] RuleError),
    /// There is nothing to snooze or skip: the person is asked for by no cadence.
    #[error("no cadence asks for {0} now")]
    NothingAsked(String),
    /// They are resting, ended or have died: nothing is asked, so nothing can be paused or asked.
    #[error("{name} is {}", status.name())]
    NotActive {
        /// Who.
        name: String,
        /// How it stands.
        status: Status,
    },
    /// A plan that was agreed on has one time, a proposal one to three.
    #[error("a plan that is agreed on has one time, a proposal up to three")]
    PlanTimes,
    /// The plan happened, moved or was let go: it stays as it is.
    #[error("the plan is {}", .0.name())]
    PlanOver(PlanState),
    /// A name does not tell which plan is meant.
    #[error("there are {count} open plans with {name}")]
    PlansWith {
        /// With whom.
        name: String,
        /// How many there are.
        count: usize,
    },
    /// A setting is outside its range.
    #[error("{0} is out of range")]
    OutOfRange(&'static str),
    /// There is no such folder, or the path to it does not begin at the root.
    #[error("{}: no such folder", .0.display())]
    NoFolder(PathBuf),
    /// The folder is that of the book, in which nobody else is to read.
    #[error("{}: in the folder of the book", .0.display())]
    InBook(PathBuf),
    /// A note, or how it left you, of a gathering with nobody there of the book.
    #[error("a note of a gathering needs somebody who was there")]
    NobodyTicked,
    /// What is shown is the made-up book, which is thrown away.
    #[error("this is the made-up book")]
    Sample,
    /// The made-up book is not there.
    #[error("there is no made-up book")]
    NoSample,
    /// Nothing can be undone (any more).
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// Nothing was taken back after which nothing else was done.
    #[error("there is nothing to do again")]
    NothingToDoAgain,
    /// The clock is the system's and is not Kith's to set.
    #[error("the system's clock cannot be set")]
    ClockNotSettable,
    /// The book is locked, and has to be unlocked first.
    #[error("the book is locked")]
    Locked,
    /// The book is not locked, so there is nothing to unlock, and nothing to lock now.
    #[error("the book has no lock")]
    NoLock,
    /// The lock did not open, or could not be made.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A backup of a locked book did not open with what was typed.
    #[error(transparent)]
    Sealed(KeyError),
    /// A protected backup did not open, or a backup could not be protected.
    #[error(transparent)]
    Protection(#[from] BackupError),
    /// The address book could not be read.
    #[error(transparent)]
    Import(#[from] ReadError),
    /// The same of one of several files.
    #[error("file {}: {why}", file + 1)]
    InFile {
        /// The how-manieth, from 0.
        file: usize,
        /// What is wrong with it.
        why: Box<AppError>,
    },
    /// The picture cannot be used.
    #[error(transparent)]
    Photo(#[from] PhotoError),
    /// Nothing was read that could be brought in.
    #[error("there is nothing to bring in")]
    NothingToImport,
    /// A snapshot could not be made; that is also in [`crate::BackupStatus`].
    #[error(transparent)]
    Backup(std::sync::Arc<AppError>),
    /// The book could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is gone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A person.
    Person,
    /// A cadence.
    Cadence,
    /// A check-in.
    CheckIn,
    /// A prompt.
    Prompt,
    /// A plan.
    Plan,
    /// A promise, or something somebody saw and kept.
    Starter,
    /// A helpline.
    Helpline,
    /// A community.
    Community,
    /// A gathering of a community.
    Gathering,
    /// Minutes that were reported.
    Report,
    /// A timer that runs.
    Timer,
    /// A time without social media.
    OffTime,
    /// A boundary with somebody.
    Boundary,
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Kind::Person => "person",
            Kind::Cadence => "cadence",
            Kind::CheckIn => "check-in",
            Kind::Prompt => "prompt",
            Kind::Plan => "plan",
            Kind::Starter => "starter",
            Kind::Helpline => "helpline",
            Kind::Community => "community",
            Kind::Gathering => "gathering",
            Kind::Report => "report",
            Kind::Timer => "timer",
            Kind::OffTime => "time without social media",
            Kind::Boundary => "boundary",
        })
    }
}
