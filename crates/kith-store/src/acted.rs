//! What the journal tells of acts that were done: enough to take one back, and to say in words what it changed.

use chrono::{DateTime, Utc};
use kith_core::PersonId;

use crate::{Book, By, Key, Record, StoreError, journal::back, place::Place};

/// An act as it stands in the journal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acted {
    /// Its number, which is that of its last line.
    pub seq: u64,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// What was done, as in [`Act::name`](crate::Act::name). A newer Kith may have names that this one does not know.
    pub name: String,
    /// Who did it.
    pub by: By,
    /// The number of the act that it takes back, if it does that. Acts named `undo` that were written before this was
    /// noted have none.
    pub undoes: Option<u64>,
    /// Where the bodies of its lines are, in their order.
    pub(crate) lines: Vec<Place>,
}

/// What an act did to one record.
#[derive(Clone, PartialEq, Debug)]
pub struct Changed {
    /// Which record; `None` for the settings.
    pub key: Option<Key>,
    /// What it was; `None` when the act added it, and for settings none of which had been saved.
    pub before: Option<Record>,
    /// What it became; `None` when the act removed it.
    pub after: Option<Record>,
}

/// How many records an act changed, by kind.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Tally {
    /// People.
    pub people: Turned,
    /// Check-ins.
    pub check_ins: Turned,
    /// Prompts.
    pub prompts: Turned,
    /// Pictures of people.
    pub photos: Turned,
    /// Plans.
    pub plans: Turned,
    /// What conversations can be opened with.
    pub starters: Turned,
    /// Groups.
    pub communities: Turned,
    /// What was noted that is no contact.
    pub noted: Turned,
    /// The settings, of which there is one record.
    pub settings: Turned,
}

/// How many records of one kind an act changed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Turned {
    /// How many came.
    pub added: u64,
    /// How many were there and are another now.
    pub changed: u64,
    /// How many went.
    pub removed: u64,
}

impl Tally {
    /// How many records in all.
    pub fn total(&self) -> u64 {
        let Tally { people, check_ins, prompts, photos, plans, starters, communities, noted, settings } =
            *self;
        [people, check_ins, prompts, photos, plans, starters, communities, noted, settings]
            .into_iter()
            .map(|turned| turned.added + turned.changed + turned.removed)
            .sum()
    }
}

impl Book {
    /// Acts in the journal, the latest first: the `limit` latest of those with a number less than `before`. One
    /// segment of the journal at a time is in memory, and nothing of what the acts changed.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Folder`] when the journal cannot be read, as all that read acts.
    pub fn acts(&self, before: Option<u64>, limit: usize) -> Result<Vec<Acted>, StoreError> {
        let last = self.index().meta()?.map_or(0, |meta| meta.seq);
        let last = before.map_or(last, |before| last.min(before.saturating_sub(1)));
        back::acts(self.index().shelf(), last, limit)
    }

    /// The act with this number, if there is one.
    ///
    /// # Errors
    /// See [`Book::acts`].
    pub fn acted(&self, seq: u64) -> Result<Option<Acted>, StoreError> {
        let latest = self.acts(seq.checked_add(1), 1)?.pop();
        Ok(latest.filter(|act| act.seq == seq))
    }

    /// The first `most` records that an act changed, in the order of the journal: whose they are, then when.
    ///
    /// # Errors
    /// See [`Book::acts`].
    pub fn changed(&self, act: &Acted, most: usize) -> Result<Vec<Changed>, StoreError> {
        back::changes(self.index().shelf(), act, most)
    }

    /// How many records an act added, changed and removed: one line of it at a time is in memory.
    ///
    /// # Errors
    /// See [`Book::acts`].
    pub fn tally(&self, act: &Acted) -> Result<Tally, StoreError> {
        back::tally(self.index().shelf(), act)
    }

    /// Whether an act changed anything that names this person: them, a check-in with them, a prompt for them. One line
    /// of it at a time is in memory.
    ///
    /// # Errors
    /// See [`Book::acts`].
    pub fn names(&self, act: &Acted, person: PersonId) -> Result<bool, StoreError> {
        back::names(self.index().shelf(), act, person)
    }
}
