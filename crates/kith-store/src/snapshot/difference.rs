//! What makes a book the one in a snapshot: the records to be put and removed, and no others.
//!
//! Both sides are counted first and compared by fingerprint; only what differs is read and held in memory.

use std::{collections::BTreeSet, path::Path};

use kith_core::{CheckIn, PersonId};

use super::{
    Manifest, Opens, SnapshotTrouble,
    census::{self, Census, Entry},
    key::Plain,
    read::Reader,
};
use crate::{Change, Key, Record, StoreError, journal::shelf::Shelf, plan::Lookup};

/// Where a snapshot is read from.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// A file.
    File(&'a Path),
    /// Memory.
    Bytes(&'a [u8]),
}

/// What makes a book the one in a snapshot.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference {
    /// What the snapshot says of itself.
    pub manifest: Manifest,
    /// What to change.
    pub changes: Vec<Change>,
}

/// Why there is no difference to tell.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failed {
    #[error(transparent)]
    Snapshot(#[from] SnapshotTrouble),
    #[error(transparent)]
    Book(#[from] StoreError),
}

/// What makes the book with this journal, up to the line `upto`, the one in the snapshot. With `touched_after` records
/// stay as they are that the journal changed after that line.
///
/// # Errors
/// [`Failed`], when one of the two cannot be read.
pub(crate) fn between(
    shelf: &Shelf,
    upto: u64,
    book: &impl Lookup,
    (source, opens): (Source<'_>, &Opens),
    touched_after: Option<u64>,
) -> Result<Difference, Failed> {
    let read = || opens.reader(source, shelf.cipher());
    let (manifest, theirs) = count(read()?)?;
    let journal = census::of_journal(shelf, upto, touched_after.unwrap_or(u64::MAX))?;
    let is_touched = |entry: &Entry| touched_after.is_some() && entry.at >= journal.before;
    let compared = compare(&journal.entries, &theirs, is_touched);
    drop((journal, theirs));
    let mut changes = put(&compared.put, book, read)?;
    let gone: BTreeSet<PersonId> = compared.removed.iter().filter_map(|key| person(*key)).collect();
    for removed in &compared.removed {
        match removed.key() {
            Some(key) => changes.push(Change::Remove(key)),
            None => changes.extend(unless_same(book, None, Record::Settings(Box::default()))?),
        }
    }
    keep_what_depends(&gone, &compared, book, &mut changes)?;
    Ok(Difference { manifest, changes })
}

/// The records of a snapshot, each of which can be read.
fn count(mut reader: Reader<'_>) -> Result<(Manifest, Vec<Entry>), Failed> {
    let header = reader.header();
    let mut census = Census::default();
    while let Some(put) = reader.next()? {
        let (key, print) = (put.key, census::print(put.version, put.data));
        if put.record().is_none() {
            return Err(reader.damaged().into());
        }
        census.take(key, Some(print))?;
    }
    let records = census.changes() as usize;
    let entries = census.finish();
    if entries.len() != records {
        // One of them is there twice, which no snapshot is written with.
        return Err(reader.damaged().into());
    }
    Ok((header.manifest(reader.counts()), entries))
}

/// What differs, in the order of keys.
struct Compared {
    put: Vec<Plain>,
    removed: Vec<Plain>,
}

/// Compares two lists in the order of keys.
fn compare(ours: &[Entry], theirs: &[Entry], is_touched: impl Fn(&Entry) -> bool) -> Compared {
    let mut compared = Compared { put: Vec::new(), removed: Vec::new() };
    let mut ours = ours.iter().peekable();
    for their in theirs {
        while let Some(our) = ours.next_if(|our| our.key < their.key) {
            if our.there && !is_touched(our) {
                compared.removed.push(our.key);
            }
        }
        let our = ours.next_if(|our| our.key == their.key);
        let stays = our.is_some_and(|our| is_touched(our) || (our.there && our.print == their.print));
        if !stays {
            compared.put.push(their.key);
        }
    }
    compared.removed.extend(ours.filter(|our| our.there && !is_touched(our)).map(|our| our.key));
    compared
}

/// The records with these keys, as the snapshot has them, but for those the book has like that.
fn put<'a>(
    keys: &[Plain],
    book: &impl Lookup,
    read: impl FnOnce() -> Result<Reader<'a>, SnapshotTrouble>,
) -> Result<Vec<Change>, Failed> {
    let mut changes = Vec::with_capacity(keys.len());
    if keys.is_empty() {
        return Ok(changes);
    }
    let mut reader = read()?;
    while let Some(put) = reader.next()? {
        if keys.binary_search(&put.key).is_err() {
            continue;
        }
        let key = put.key.key();
        let Some(record) = put.record() else { return Err(reader.damaged().into()) };
        changes.extend(unless_same(book, key, record)?);
    }
    Ok(changes)
}

/// The change that puts a record, unless the book has it like that. Settings that were never saved are the defaults.
fn unless_same(book: &impl Lookup, key: Option<Key>, record: Record) -> Result<Option<Change>, StoreError> {
    let now = match (book.record(key)?, key) {
        (None, None) => Some(Record::Settings(Box::default())),
        (now, _) => now,
    };
    Ok((now.as_ref() != Some(&record)).then_some(Change::Put(record)))
}

fn person(key: Plain) -> Option<PersonId> {
    match key.key() {
        Some(Key::Person(id)) => Some(id),
        _ => None,
    }
}

/// Removing a person takes with it what hangs on them. What shall stay has to be said.
fn keep_what_depends(
    gone: &BTreeSet<PersonId>,
    compared: &Compared,
    book: &impl Lookup,
    changes: &mut Vec<Change>,
) -> Result<(), StoreError> {
    let is_settled = |key: Key| {
        let key = Plain::of(Some(key));
        compared.put.binary_search(&key).is_ok() || compared.removed.binary_search(&key).is_ok()
    };
    let (mut kept, mut planned, mut gathered) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for person in gone {
        let photo = Some(Key::Photo(*person));
        if !photo.is_some_and(is_settled) {
            changes.extend(book.record(photo)?.map(Change::Put));
        }
        let check_ins = book.check_ins_with(*person)?.into_iter();
        for check_in in check_ins.filter(|check_in: &CheckIn| !is_settled(Key::CheckIn(check_in.id))) {
            if kept.insert(check_in.id) {
                changes.push(Change::Put(Record::CheckIn(check_in)));
            }
        }
        let prompts = book.prompts_for(*person)?.into_iter();
        let prompts = prompts.filter(|prompt| !is_settled(Key::Prompt(prompt.id)));
        changes.extend(prompts.map(|prompt| Change::Put(Record::Prompt(prompt))));
        let starters = book.starters_for(*person)?.into_iter();
        let starters = starters.filter(|starter| !is_settled(Key::Starter(starter.id)));
        changes.extend(starters.map(|starter| Change::Put(Record::Starter(starter))));
        let communities = book.communities_with(*person)?.into_iter();
        for community in communities.filter(|community| !is_settled(Key::Community(community.id))) {
            if gathered.insert(community.id) {
                changes.push(Change::Put(Record::Community(Box::new(community))));
            }
        }
        let plans = book.plans_with(*person)?.into_iter();
        for plan in plans.filter(|plan| !is_settled(Key::Plan(plan.id))) {
            if planned.insert(plan.id) {
                changes.push(Change::Put(Record::Plan(Box::new(plan))));
            }
        }
    }
    Ok(())
}
