//! The command line's grammar. `kith --help` prints what is written here.

mod communities;
mod details;
mod insights;
mod plan;
mod scrolling;
mod starters;
mod support;
mod whole;

use std::{num::NonZeroUsize, path::PathBuf};

use chrono::{NaiveDate, NaiveDateTime};
use clap::{Args, Parser, Subcommand};
pub use communities::{Communities, CommunitiesCommand};
pub use details::Details;
pub use insights::Insights;
use kith_core::{Circle, Felt, Interval, Mode, StartedBy, Status, SupportRole, now::Have};
pub use plan::{NewTimes, Plan, PlanCommand};
pub use scrolling::Ring;
pub use starters::{Instead, Promise};
pub use support::GoingThrough;
pub use whole::{Backup, Duplicates, Format, Import, Lock, Restore, Switch};

/// Keep real contact with the people you trust.
///
/// Intervals are written 3d, 3w, 3mo, 1y. Names may be shortened as long as they fit one person.
/// Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
#[derive(Parser, Debug)]
#[command(name = "kith", version, max_term_width = 100)]
pub struct Cli {
    /// The folder of the book
    #[arg(long, global = true, env = "KITH_HOME", value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// What time it shall be for this call: 2026-11-22T09:00:00[Europe/Madrid]
    #[arg(long, global = true, value_name = "TIME")]
    pub now: Option<String>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Read passphrases from standard input, a line each: of the locked book first, then of the backup
    #[arg(long, global = true)]
    pub passphrase_stdin: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Whom to reach now
    Due(Due),
    /// Who would be good to call now, or for an evening to meet: kith now 20m
    Now {
        /// How much time there is: 20m, 2h, evening
        #[arg(default_value = "20m")]
        have: Have,
    },
    /// Who carries what for you, where your net is thin, and what could be done about it
    Support,
    /// Whom to turn to now: kith need listening
    Need {
        /// For what: listening, practical-help, advice, company or professional
        #[arg(value_parser = support::role)]
        role: SupportRole,
    },
    /// Somebody is going through something: ask for contact with them more often, for a while
    GoingThrough(GoingThrough),
    /// After a long time away: give everybody beyond the first few a day in the coming weeks
    Spread,
    /// A book of made-up people, to look around in
    Sample {
        /// Throw it away, and show your own book again
        #[arg(long)]
        throw_away: bool,
    },
    /// Log a contact: kith log "coffee with Ana and Luis yesterday, 1h"
    Log(Log),
    /// The people in the book
    #[command(subcommand)]
    People(Box<People>),
    /// How often you mean to be in contact with somebody
    #[command(subcommand)]
    Cadence(Cadence),
    /// Calls and meetings to agree on; what there is, if nothing else is said
    Plan(Plan),
    /// Groups with their own gatherings; what comes and which there are, if nothing else is said
    Communities(Communities),
    /// Ask again later
    Snooze(Snooze),
    /// Let this occurrence go
    Skip(Skip),
    /// Ask for nobody, or not for one person, for a while
    Pause(Pause),
    /// Go on asking
    Resume {
        /// Only for this person
        person: Option<String>,
    },
    /// What was asked, when, and what became of it
    Prompts {
        /// How many at most
        #[arg(long, default_value = "20")]
        limit: NonZeroUsize,
    },
    /// How it goes: time with people, face to face, what was meant and what came about
    Insights(Insights),
    /// The week in five lines; the last one that is over if nothing is said
    LookBack {
        /// The week in which this day lies: 2026-11-22, yesterday
        #[arg(long, value_name = "DAY")]
        week: Option<String>,
    },
    /// Something you saw of somebody, instead of a like: kith instead Ana "her first day at the clinic"
    Instead(Instead),
    /// What a conversation with somebody can begin with
    Starters {
        /// With whom
        person: String,
    },
    /// What you said you would do: kith promise Ana "send the photos"
    Promise(Promise),
    /// Tick off a promise, or what was seen and spoken of
    Kept {
        /// Its id (from “kith starters NAME --json”)
        id: String,
    },
    /// Note how long you scrolled, or see how the week stands: kith scrolled 20m
    Scrolled {
        /// How long: 20m, 1h
        #[arg(value_parser = scrolling::minutes)]
        length: Option<u32>,
    },
    /// A few minutes of scrolling, then Kith tells you if it runs: kith timer 10m; “stop” ends it early
    Timer {
        /// How long: 10m; or stop
        #[arg(value_parser = scrolling::ring)]
        ring: Option<Ring>,
    },
    /// The check-ins of a person, or the ones logged last
    History {
        /// Whose
        person: Option<String>,
        /// How many at most
        #[arg(long, default_value = "20")]
        limit: NonZeroUsize,
    },
    /// Take a check-in out of the book again
    Unlog {
        /// The id of the check-in
        id: String,
    },
    /// Take back what was done last, as far back as you like
    Undo {
        /// Do again what was just taken back
        #[arg(long)]
        again: bool,
    },
    /// What was done when, the latest first
    Changes {
        /// How many at most
        #[arg(long, default_value = "20")]
        limit: NonZeroUsize,
        /// Only what was done before the act with this number
        #[arg(long, value_name = "SEQ")]
        before: Option<u64>,
    },
    /// Bring people in: vCard, CSV, JSContact, Monica, friends.md, or another book of Kith
    ///
    /// What a file is is found by looking into it. Who is in the book already is told more of, and nobody is doubled.
    Import(Import),
    /// Take people out as vCards or as a table, or the whole book as lines of JSON
    Export {
        /// Where to; standard output if not given
        file: Option<PathBuf>,
        /// Only this person
        #[arg(long, value_name = "NAME")]
        only: Option<String>,
        /// 3.0 or 4.0
        #[arg(long, default_value = "4.0", value_parser = ["3.0", "4.0"])]
        vcard: String,
        /// The people, or everything
        #[arg(long, value_enum, default_value_t = Format::Vcard)]
        format: Format,
        /// With what is private: how contacts left you, minutes scrolled, needs (of jsonl; the other forms never have it)
        #[arg(long)]
        private: bool,
    },
    /// Keep the whole book in a file, and read it back
    ///
    /// The backup of a locked book is sealed: it opens with the passphrase of the book, or with its recovery phrase. One
    /// with --passphrase or --recipient opens with that alone, in Kith and with the program age.
    Backup(Backup),
    /// Make the book what it was in a backup; “kith undo” takes that back
    ///
    /// A backup that is protected, or is of a locked book, asks for its passphrase in the terminal; a script says
    /// --passphrase-stdin.
    Restore(Restore),
    /// Look whether everything Kith has kept can be read, and says the same. Ends with code 1 if not
    Check {
        /// Mend what can be mended
        #[arg(long)]
        repair: bool,
    },
    /// Lock the book with a passphrase, open it, or take the lock off
    #[command(subcommand)]
    Lock(Lock),
    /// What Kith does: show the settings, or change one
    Settings {
        /// Which, and to what: daily_cap=5 (the value as JSON or plain text)
        change: Vec<String>,
    },
    /// Move the clock of a Kith that was started with one (for demonstrations)
    #[command(hide = true)]
    Clock {
        /// To when
        time: String,
    },
}

/// Whom to reach now.
#[derive(Args, Debug)]
pub struct Due {
    /// Also those beyond the daily cap, and those held back
    #[arg(long)]
    pub all: bool,
}

/// A contact to log.
#[derive(Args, Debug)]
pub struct Log {
    /// In words: with whom, how, when, how long
    #[arg(conflicts_with = "with", required_unless_present = "with")]
    pub text: Vec<String>,
    /// With whom
    #[arg(long, num_args = 1.., value_name = "NAME")]
    pub with: Vec<String>,
    /// How: in-person, video, voice, message (or reaction)
    #[arg(long)]
    pub mode: Option<Mode>,
    /// When: 2026-11-22, 2026-11-22T17:00, yesterday, "2 days ago"
    #[arg(long, value_name = "WHEN")]
    pub at: Option<String>,
    /// How long
    #[arg(long, value_name = "N")]
    pub minutes: Option<u32>,
    /// What stayed of it
    #[arg(long)]
    pub note: Option<String>,
    /// What you said you would do
    #[arg(long, value_name = "TEXT")]
    pub promise: Option<String>,
    /// Who started it: me or them
    #[arg(long, value_name = "WHO", value_parser = started_by)]
    pub started: Option<StartedBy>,
    /// How it left you: energised, same or drained; private, and in no export unless asked for
    #[arg(long, value_parser = felt)]
    pub felt: Option<Felt>,
}

/// People.
#[derive(Subcommand, Debug)]
pub enum People {
    /// Add somebody
    Add {
        /// Their name
        name: String,
        /// What is known of them.
        #[command(flatten)]
        details: Details,
    },
    /// List people
    List {
        /// Only this circle
        #[arg(long)]
        circle: Option<Circle>,
        /// Only this status; ended and deceased are listed only when asked for
        #[arg(long, value_parser = status)]
        status: Option<Status>,
    },
    /// Everything about somebody
    Show {
        /// Who
        person: String,
    },
    /// Change somebody
    Edit {
        /// Who
        person: String,
        /// Their new name
        #[arg(long)]
        name: Option<String>,
        /// Whether to ask for contact: active, resting, ended, deceased
        #[arg(long, value_parser = status)]
        status: Option<Status>,
        /// What changes.
        #[command(flatten)]
        details: Details,
    },
    /// Find people by anything
    Find {
        /// What to look for
        text: Vec<String>,
    },
    /// Remove somebody, with the history that was with them alone
    Remove {
        /// Who
        person: String,
    },
    /// Who could be one person, the likeliest first
    Duplicates {
        /// How many pairs at most
        #[arg(long, default_value = "100")]
        limit: NonZeroUsize,
    },
    /// Make one person out of two: nothing that either says is lost, and the past of both is one
    ///
    /// Of two values that cannot both stand, that of KEPT stands; the other is kept among the details. Two who have one
    /// name are named by their ids, from “kith people duplicates --json”.
    Merge {
        /// Who stays
        kept: String,
        /// Who becomes part of them
        other: String,
    },
}

/// Something, or expressly nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Choice<T>(pub Option<T>);

/// Cadences.
#[derive(Subcommand, Debug)]
pub enum Cadence {
    /// Give somebody a cadence
    Add {
        /// Who
        person: String,
        /// When it asks again.
        #[command(flatten)]
        repeat: Repeat,
        /// The least that counts: in-person, video, voice or message
        #[arg(long)]
        mode: Mode,
    },
    /// The cadences of somebody
    List {
        /// Whose
        person: String,
    },
    /// Take a cadence away
    Remove {
        /// Whose
        person: String,
        /// Which: its id (from `cadence list --json`), or its number in the list
        cadence: String,
    },
    /// The next dates a cadence would bring; needs no book
    Preview {
        /// When it asks again.
        #[command(flatten)]
        repeat: Repeat,
        /// The day of the last contact (for --every)
        #[arg(long, value_name = "DATE")]
        last: Option<NaiveDate>,
        /// How many
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=1000))]
        count: u16,
    },
}

/// When a cadence asks again.
#[derive(Args, Debug)]
pub struct Repeat {
    /// So long after the last contact: 3w
    #[arg(long, value_name = "INTERVAL", required_unless_present = "rrule", conflicts_with = "rrule")]
    pub every: Option<Interval>,
    /// An RRULE (RFC 5545): FREQ=MONTHLY;BYDAY=2TU
    #[arg(long, value_name = "RULE", requires = "start")]
    pub rrule: Option<String>,
    /// From when the RRULE counts, in local time: 2026-01-13T19:00
    #[arg(long, value_name = "LOCAL", value_parser = local, conflicts_with = "every")]
    pub start: Option<NaiveDateTime>,
    /// The time zone of its times; the one in force if not given
    #[arg(long)]
    pub zone: Option<String>,
}

/// Ask again later.
#[derive(Args, Debug)]
pub struct Snooze {
    /// Who
    pub person: String,
    /// For how long: 1d is tomorrow, and what is meant if nothing is said
    #[arg(long = "for", value_name = "INTERVAL", conflicts_with_all = ["until", "hours"])]
    pub interval: Option<Interval>,
    /// Until this day or local time
    #[arg(long, value_name = "WHEN", conflicts_with = "hours")]
    pub until: Option<String>,
    /// For so many hours
    #[arg(long)]
    pub hours: Option<u32>,
    /// Only this cadence
    #[arg(long, value_name = "ID")]
    pub cadence: Option<String>,
}

/// Let an occurrence go.
#[derive(Args, Debug)]
pub struct Skip {
    /// Who
    pub person: String,
    /// Only this cadence; its next occurrence may be still to come
    #[arg(long, value_name = "ID")]
    pub cadence: Option<String>,
}

/// Ask for nobody, or not for one person, for a while.
#[derive(Args, Debug)]
pub struct Pause {
    /// Only for this person
    pub person: Option<String>,
    /// For how long: 2w (until tomorrow, if nothing is said)
    #[arg(long = "for", value_name = "INTERVAL", conflicts_with = "until")]
    pub interval: Option<Interval>,
    /// Until this day
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
}

fn started_by(text: &str) -> Result<StartedBy, String> {
    match text {
        "me" => Ok(StartedBy::Me),
        "them" => Ok(StartedBy::Them),
        _ => Err(format!("“{text}” is neither me nor them")),
    }
}

fn felt(text: &str) -> Result<Felt, String> {
    match text {
        "energised" | "lifted" => Ok(Felt::Lifted),
        "same" | "even" => Ok(Felt::Even),
        "drained" => Ok(Felt::Drained),
        _ => Err(format!("“{text}” is not how a contact leaves one: energised, same or drained")),
    }
}

fn status(text: &str) -> Result<Status, String> {
    let known = Status::ALL.into_iter().find(|status| status.name() == text);
    known.ok_or_else(|| format!("“{text}” is not a status: active, resting, ended or deceased"))
}

fn local(text: &str) -> Result<NaiveDateTime, String> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .ok_or_else(|| format!("“{text}” is not a local time: write 2026-01-13T19:00"))
}
