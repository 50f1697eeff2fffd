//! What is asked of the book: one act, as the records it puts and removes.
//!
//! An act is all or nothing. It names what was done, so that the history page and Undo can be built on the
//! journal alone.

use chrono::{DateTime, Utc};
use kith_core::{
    CheckIn, CheckInId, Community, CommunityId, Noted, NotedId, Person, PersonId, Photo, Plan, PlanId,
    Prompt, PromptId, Settings, Starter, StarterId,
};

/// One act.
#[derive(Clone, PartialEq, Debug)]
pub struct Act {
    /// When it was done.
    pub at: DateTime<Utc>,
    /// What was done: `people.add`, `log`. A fixed name, never words for a person.
    pub name: &'static str,
    /// Who did it.
    pub by: By,
    /// The number of the act that this one takes back, if it does that.
    pub undoes: Option<u64>,
    /// What it changes. Of several changes of one record the last holds.
    pub changes: Vec<Change>,
}

impl Act {
    /// An act of the user that takes nothing back.
    pub fn new(at: DateTime<Utc>, name: &'static str, changes: Vec<Change>) -> Act {
        Act { at, name, by: By::User, undoes: None, changes }
    }
}

/// Who did an act.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
pub enum By {
    /// The user, who can take it back.
    #[default]
    User,
    /// Kith itself: a prompt that was fired, a repair.
    Kith,
}

/// One change of one record.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// Writes a record, new or in place of the one with its id.
    Put(Record),
    /// Removes a record; nothing happens when there is none.
    ///
    /// Removing a person also removes their prompts, their starters, their picture and the check-ins and plans with nobody
    /// else, and takes them out of the check-ins, plans and communities they share, except for records that the act changes itself.
    Remove(Key),
}

/// A record of any kind.
#[derive(Clone, PartialEq, Debug)]
pub enum Record {
    /// A person.
    Person(Box<Person>),
    /// One logged contact.
    CheckIn(CheckIn),
    /// One prompt.
    Prompt(Prompt),
    /// The settings, of which there is one record.
    Settings(Box<Settings>),
    /// The picture of a person.
    Photo(Photo),
    /// A plan.
    Plan(Box<Plan>),
    /// Something to open the next conversation with.
    Starter(Starter),
    /// A group.
    Community(Box<Community>),
    /// Something that is no contact.
    Noted(Noted),
}

/// Which record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Key {
    /// A person.
    Person(PersonId),
    /// One logged contact.
    CheckIn(CheckInId),
    /// One prompt.
    Prompt(PromptId),
    /// The picture of a person.
    Photo(PersonId),
    /// A plan.
    Plan(PlanId),
    /// Something to open the next conversation with.
    Starter(StarterId),
    /// A group.
    Community(CommunityId),
    /// Something that is no contact.
    Noted(NotedId),
}

/// An act that is on the disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Committed {
    /// Its number in the journal; later acts have greater ones.
    pub seq: u64,
}

/// How many records there are.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Counts {
    /// People.
    pub people: u64,
    /// Check-ins; one with several people counts once.
    pub check_ins: u64,
    /// Prompts.
    pub prompts: u64,
    /// Pictures of people.
    pub photos: u64,
    /// Plans, those that are over too.
    pub plans: u64,
    /// What conversations can be opened with, also what was talked about.
    pub starters: u64,
    /// Groups.
    pub communities: u64,
    /// What was noted that is no contact.
    pub noted: u64,
}
