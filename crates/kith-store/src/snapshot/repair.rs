//! Putting back what the journal has lost.
//!
//! When acts in the journal are damaged or gone, the newest snapshot that is whole says what the book was at its line.
//! The acts after that line which can be read say what they changed since; everything else is put back as the snapshot
//! has it. That is an act like any other, so it is in the history; and a last line says that the damage is known, so
//! that it is told once.

use std::io;

use chrono::{DateTime, Utc};

use super::{
    Difference, Folder, Opens, SnapshotTrouble, Source,
    difference::{self, Failed},
    folder::Listed,
    known,
    read::Header,
    walk::{self, REPAIR, REPAIRED},
};
use crate::{Act, Book, By, Notice, StoreError, journal::shelf::Shelf, quarantine::Quarantine};

/// What is missing from the journal, and was not told before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Wound {
    /// The first and last numbers of the lines that are missing.
    pub holes: Vec<(u64, u64)>,
    /// The greatest number that a line is known to have had.
    pub seen: u64,
    /// When the book was begun, as far as its journal says.
    since: Option<DateTime<Utc>>,
    /// Whether only a snapshot tells of `seen`, so that there may have been more.
    open_end: bool,
}

impl Wound {
    /// Whether a line with one of these numbers is missing.
    pub(crate) fn has(&self, first: u64, last: u64) -> bool {
        self.holes.iter().any(|hole| hole.0 <= last && first <= hole.1)
    }

    /// The lines that are missing at the end of the journal, if they are and it is known where it ended.
    pub(crate) fn end(&self) -> Option<(u64, u64)> {
        self.holes.last().copied().filter(|hole| hole.1 == self.seen && !self.open_end)
    }

    /// What a snapshot of the line `seq` does not have of it.
    fn after(&self, seq: u64) -> Vec<(u64, u64)> {
        let after = self.holes.iter().filter(|hole| hole.1 > seq);
        after.map(|hole| (hole.0.max(seq + 1), hole.1)).collect()
    }
}

/// Looks through a mended journal for what is missing. `seen` is a line that it is known to have had.
///
/// # Errors
/// [`StoreError::Folder`] when the journal cannot be read.
pub(crate) fn survey(shelf: &Shelf, snapshots: &Folder, seen: u64) -> Result<Option<Wound>, StoreError> {
    let walked = walk::walk(shelf, u64::MAX, |line| Ok(line.told().map(drop)?))?;
    let known = seen.max(walked.last);
    let mut seen = known;
    for listed in snapshots.list().unwrap_or_default() {
        // Only one that is whole is believed: its number is where the journal goes on.
        if let Ok(header) = listed.header()
            && header.seq > seen
            && is_of(&header, walked.since)
            && super::examine(Source::File(&listed.path), shelf.cipher()).is_ok()
        {
            seen = header.seq;
        }
    }
    let mut holes: Vec<_> = walked.holes.iter().map(|hole| (hole.first_seq, hole.last_seq)).collect();
    if seen > walked.last {
        holes.push((walked.last + 1, seen));
    }
    Ok((!holes.is_empty()).then_some(Wound { holes, seen, since: walked.since, open_end: seen > known }))
}

/// Whether a snapshot can be of the book that was begun at this instant, all of it: what an export leaves out is not gone.
fn is_of(header: &Header, since: Option<DateTime<Utc>>) -> bool {
    header.is_whole() && (header.since.is_none() || since.is_none() || header.since == since)
}

/// Puts back what can be put back, and writes down that the rest is gone. Gives what to tell.
///
/// When the disk does not take it, that is not told here: the next opening tries again.
pub(crate) fn close(book: &Book, Pending { wound, mut quarantine, at }: Pending) -> Vec<Notice> {
    let mut told = Vec::new();
    if closed(book, &wound, &mut quarantine, at, &mut told).is_ok()
        && known::add(&book.shelf(), &wound.holes).is_ok()
    {
        // If the mark stays, the next opening looks through the journal once more, and finds it in order.
        let _ = book.shelf().trust();
    }
    told
}

fn closed(
    book: &Book,
    wound: &Wound,
    quarantine: &mut Quarantine,
    at: DateTime<Utc>,
    told: &mut Vec<Notice>,
) -> Result<(), StoreError> {
    let act = |name, changes| Act { by: By::Kith, ..Act::new(at, name, changes) };
    let newest = newest(book, wound, quarantine, told)?;
    let notice = match newest {
        Some((listed, difference)) => {
            let Difference { manifest, changes } = difference;
            let records = changes.len() as u64;
            if !changes.is_empty() {
                book.commit(act(REPAIR, changes))?;
            }
            let lost = wound.after(manifest.seq);
            Notice::Restored { from: listed.path, made: manifest.at, records, lost, open_end: wound.open_end }
        }
        None => Notice::NotRestored { lost: wound.holes.clone() },
    };
    book.commit(act(REPAIRED, Vec::new()))?;
    told.push(notice);
    Ok(())
}

/// The newest snapshot that is whole, and what it has that the journal has not. Those that are damaged are put aside.
fn newest(
    book: &Book,
    wound: &Wound,
    quarantine: &mut Quarantine,
    told: &mut Vec<Notice>,
) -> Result<Option<(Listed, Difference)>, StoreError> {
    let (mut candidates, mut others) = (Vec::new(), false);
    for listed in book.snapshot_folder().list().unwrap_or_default() {
        match listed.header() {
            Ok(header) if is_of(&header, wound.since) => candidates.push((header.seq, listed)),
            Ok(_) => others = true,
            Err(why) => put_aside(&listed, why, quarantine, told),
        }
    }
    candidates.sort_by_key(|(seq, _)| std::cmp::Reverse(*seq));
    for (seq, listed) in candidates {
        let source = Source::File(&listed.path);
        match difference::between(
            &book.shelf(),
            u64::MAX,
            &*book.index(),
            (source, &Opens::default()),
            Some(seq),
        ) {
            Ok(difference) => return Ok(Some((listed, difference))),
            Err(Failed::Snapshot(why)) => put_aside(&listed, why, quarantine, told),
            Err(Failed::Book(error)) => return Err(error),
        }
    }
    if others {
        told.push(Notice::BackupsOfAnother { folder: book.snapshot_folder().path().to_owned() });
    }
    Ok(None)
}

/// Puts every snapshot of the book aside that is damaged. Gives what to tell.
pub(crate) fn put_aside_damaged(book: &Book) -> Vec<Notice> {
    let mut quarantine = Quarantine::new(book.home(), book.shelf().disk_handle());
    let mut told = Vec::new();
    for listed in book.snapshot_folder().list().unwrap_or_default() {
        if let Err(why) = super::examine(Source::File(&listed.path), book.shelf().cipher()) {
            put_aside(&listed, why, &mut quarantine, &mut told);
        }
    }
    told
}

fn put_aside(listed: &Listed, why: SnapshotTrouble, quarantine: &mut Quarantine, told: &mut Vec<Notice>) {
    use SnapshotTrouble::{Locked, Newer, Protected, Unreadable};
    // None of these is damage: somebody else may still read it.
    if matches!(why, Newer { .. } | Unreadable(_) | Locked | Protected) {
        return;
    }
    let name = listed.path.file_name().and_then(|name| name.to_str()).unwrap_or("snapshot");
    let kept: io::Result<_> = quarantine.take_as(&listed.path, name);
    told.extend(kept.ok().map(|kept| Notice::SnapshotDamaged { why, kept }));
}

/// What [`close`] needs of a book, held until the book is there.
pub(crate) struct Pending {
    pub wound: Wound,
    pub quarantine: Quarantine,
    /// When it is done.
    pub at: DateTime<Utc>,
}
