//! Which records there are and what they say, of a book too large to be held in memory: of each record forty bytes,
//! its key and a fingerprint.

use std::hash::{DefaultHasher, Hasher};

use serde_json::value::RawValue;

use super::{
    key::{self, Plain},
    walk::{self, Walked},
};
use crate::{Counts, StoreError, journal::shelf::Shelf};

/// What is known of one record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Entry {
    pub key: Plain,
    /// Whether it is there; else it was removed.
    pub there: bool,
    /// The how-manieth change of the journal it was last changed by.
    pub at: u32,
    /// Of what it says. Two records that differ have different ones, but for one in 2⁶⁴.
    pub print: u64,
}

/// Fewer entries than these are not worth sorting in between.
const FEW: usize = 1 << 16;

/// The records of a book, being gathered.
#[derive(Default)]
pub(crate) struct Census {
    entries: Vec<Entry>,
    /// How many entries were left when they were last sorted out.
    settled: usize,
    changes: u32,
}

/// The fingerprint of a record.
pub(crate) fn print(version: u32, data: &RawValue) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write_u32(version);
    hasher.write(data.get().as_bytes());
    hasher.finish()
}

impl Census {
    /// Takes the next change into account.
    pub(crate) fn take(&mut self, key: Plain, print: Option<u64>) -> Result<(), StoreError> {
        let there = print.is_some();
        self.entries.push(Entry { key, there, at: self.changes, print: print.unwrap_or(0) });
        let full = || StoreError::Index("the journal has more changes than can be counted".to_owned());
        self.changes = self.changes.checked_add(1).ok_or_else(full)?;
        if self.entries.len() >= FEW.max(2 * self.settled) {
            self.settle();
        }
        Ok(())
    }

    /// Leaves of each record what was said of it last.
    fn settle(&mut self) {
        self.entries.sort_unstable_by_key(|entry| (entry.key, std::cmp::Reverse(entry.at)));
        self.entries.dedup_by_key(|entry| entry.key);
        self.settled = self.entries.len();
    }

    /// How many changes were taken into account.
    pub(crate) fn changes(&self) -> u32 {
        self.changes
    }

    /// What is known of each record, in the order of their keys.
    pub(crate) fn finish(mut self) -> Vec<Entry> {
        self.settle();
        self.entries
    }
}

/// The records as the journal has them after the line `upto`.
pub(crate) struct Journal {
    pub entries: Vec<Entry>,
    /// How many changes the journal has.
    pub changes: u32,
    /// How many changes there are up to the line that was asked for.
    pub before: u32,
    pub walked: Walked,
}

/// Counts the records in the journal up to the line `upto`, and the changes up to the line `before`.
pub(crate) fn of_journal(shelf: &Shelf, upto: u64, before: u64) -> Result<Journal, StoreError> {
    let mut census = Census::default();
    let mut changes_before = 0;
    let walked = walk::walk(shelf, upto, |found| {
        for told in found.told()? {
            census.take(told.key, told.data.map(|data| print(told.version, data)))?;
        }
        if found.seq <= before {
            changes_before = census.changes();
        }
        Ok(())
    })?;
    let changes = census.changes();
    Ok(Journal { entries: census.finish(), changes, before: changes_before, walked })
}

impl Journal {
    /// How many records there are.
    pub(crate) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        self.entries.iter().filter(|entry| entry.there).for_each(|entry| {
            key::count(&mut counts, entry.key.kind());
        });
        counts
    }

    /// Which changes are the last of a record that is there.
    pub(crate) fn last_changes(&self) -> Ordinals {
        let mut ordinals = Ordinals(vec![0; (self.changes as usize).div_ceil(64)]);
        self.entries.iter().filter(|entry| entry.there).for_each(|entry| ordinals.insert(entry.at));
        ordinals
    }
}

/// A set of changes, a bit each.
pub(crate) struct Ordinals(Vec<u64>);

impl Ordinals {
    fn insert(&mut self, at: u32) {
        if let Some(word) = self.0.get_mut(at as usize / 64) {
            *word |= 1 << (at % 64);
        }
    }

    pub(crate) fn contains(&self, at: u32) -> bool {
        self.0.get(at as usize / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
    }
}
