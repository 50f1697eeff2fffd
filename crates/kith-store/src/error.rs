//! What can go wrong with the book, and what opening it had to mend, as data for the faces to put in words.

use std::{io, path::PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Counts, SnapshotTrouble};

/// Why the book did not do what was asked. After an error of `commit` the book is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another Kith has this book open.
    #[error("this book is open in another Kith{}", .pid.map(|pid| format!(" (pid {pid})")).unwrap_or_default())]
    Running {
        /// Its process id, where it could be read.
        pid: Option<u32>,
    },
    /// The book is locked: it opens with its key only.
    #[error("the book is locked")]
    Locked,
    /// `book.json` and its copy are gone or damaged, no snapshot in the folder has the lock that was in them, and the
    /// journal is sealed. Nothing was written.
    #[error("the lock of the book is lost")]
    LockLost,
    /// The folder cannot be made, read or written.
    #[error("{}: {source}", .path.display())]
    Folder {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The book is open for reading only; nothing was written.
    #[error("the book is open for reading only: {0}")]
    ReadOnly(ReadOnly),
    /// There is no room on the disk; nothing was written. The next commit tries again.
    #[error("there is no room on the disk")]
    DiskFull,
    /// The disk refused the write; nothing was written. The next commit tries again, in another file.
    #[error("the disk failed: {0}")]
    DiskFailed(io::Error),
    /// The journal is damaged where a record of it was to be read. The next opening looks through all of it.
    #[error("segment {segment} of the journal is damaged")]
    Damaged {
        /// The number of the segment's first line, which is its name.
        segment: u64,
    },
    /// A file cannot be used as a snapshot; nothing was changed.
    #[error("the snapshot cannot be used: {0}")]
    Snapshot(SnapshotTrouble),
    /// There is a file of this name, and it was not touched.
    #[error("{} is there already", .path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The index failed in a way that opening could not mend. The journal has everything that was acknowledged.
    #[error("the index failed: {0}")]
    Index(String),
}

/// Why the book can be read and not written.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ReadOnly {
    /// It was written by a newer Kith.
    #[error("a newer Kith wrote it (version {version})")]
    NewerBook {
        /// The version of the book's format, or of a record in it, that is too high.
        version: u32,
    },
    /// Writing failed. The next act is tried all the same, in another file.
    #[error("the disk failed: {0}")]
    DiskFailed(String),
    /// The index could not take an act that is on the disk. Opening the book again ends it.
    #[error("the index failed: {0}")]
    IndexFailed(String),
    /// Nothing can be written in its folder. Opening the book again, when that has changed, ends it.
    #[error("its folder cannot be written: {0}")]
    Folder(io::ErrorKind),
}

impl ReadOnly {
    /// Whether an act is tried all the same.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self, ReadOnly::DiskFailed(_))
    }
}

/// What opening the book had to mend. All but what is of no interest later can be kept until somebody has read it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Notice {
    /// The journal ended in the middle of an act, which was therefore never acknowledged. It was cut off.
    UnfinishedActCut {
        /// How many bytes were cut.
        bytes: u64,
        /// Where they were put.
        kept: PathBuf,
    },
    /// Acts in the journal are damaged or gone. What is left of their lines was put aside.
    JournalDamaged {
        /// The first damaged number.
        first_seq: u64,
        /// The last damaged number.
        last_seq: u64,
        /// Where the damaged lines are; `None` when nothing of them is left.
        kept: Option<PathBuf>,
    },
    /// `book.json` or its copy could not be believed, and was made again.
    BookFileMended {
        /// Where the damaged one is; `None` when there was none.
        kept: Option<PathBuf>,
        /// What it was made again from.
        from: MadeFrom,
    },
    /// Nothing of the book but its file was left in the folder, so it begins empty.
    NothingLeft,
    /// Another writing of the book, or of a segment of it, may have changes that the one which holds does not have, or a file
    /// is called like a segment and is none. It was put aside.
    WritingPutAside {
        /// Where its journal is, or what else there is of it.
        kept: PathBuf,
    },
    /// The index was made again from the journal.
    #[serde(skip)]
    IndexRebuilt {
        /// Why.
        why: IndexTrouble,
        /// Where the old index is; `None` when there was none.
        kept: Option<PathBuf>,
        /// How many records there are now.
        counts: Counts,
        /// Whether the journal had everything that it is known to have had.
        whole: bool,
    },
    /// What acts that are damaged or gone had changed was put back from a snapshot.
    Restored {
        /// The snapshot.
        from: PathBuf,
        /// When that was made.
        made: DateTime<Utc>,
        /// How many records were put back or removed.
        records: u64,
        /// The first and last numbers of those acts that came after it, and are lost.
        lost: Vec<(u64, u64)>,
        /// Whether there may have been acts after it that nothing tells of: the end of the journal is gone, and the
        /// index with it.
        open_end: bool,
    },
    /// There was no snapshot to put back from what acts that are damaged or gone had changed.
    NotRestored {
        /// Their first and last numbers.
        lost: Vec<(u64, u64)>,
    },
    /// There are snapshots, but of another book than the journal, or of a part of one: nothing was put back from them.
    BackupsOfAnother {
        /// Where they are.
        folder: PathBuf,
    },
    /// A snapshot could not be used and was put aside.
    SnapshotDamaged {
        /// What is wrong with it.
        why: SnapshotTrouble,
        /// Where it is now.
        kept: PathBuf,
    },
}

impl Notice {
    /// Whether it tells of damage to what was kept, and not only of what every crash leaves.
    pub fn is_of_damage(&self) -> bool {
        match self {
            Notice::UnfinishedActCut { .. } => false,
            Notice::IndexRebuilt { why, .. } => *why != IndexTrouble::Missing,
            Notice::JournalDamaged { .. }
            | Notice::BookFileMended { .. }
            | Notice::NothingLeft
            | Notice::WritingPutAside { .. }
            | Notice::Restored { .. }
            | Notice::NotRestored { .. }
            | Notice::BackupsOfAnother { .. }
            | Notice::SnapshotDamaged { .. } => true,
        }
    }

    /// Whether this tells of a part of the damage to these lines; then it tells of all of that from now on.
    pub(crate) fn takes_in(&mut self, first: u64, last: u64) -> bool {
        match self {
            Notice::JournalDamaged { first_seq, last_seq, .. }
                if first <= *first_seq && *last_seq <= last =>
            {
                (*first_seq, *last_seq) = (first, last);
                true
            }
            _ => false,
        }
    }

    /// Whether this tells of all the damage that `other` tells of.
    pub(crate) fn covers(&self, other: &Notice) -> bool {
        match (self, other) {
            (
                Notice::JournalDamaged { first_seq, last_seq, .. },
                Notice::JournalDamaged { first_seq: first, last_seq: last, kept: None },
            ) => first_seq <= first && last <= last_seq,
            _ => false,
        }
    }
}

/// What `book.json` or its copy was made again from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum MadeFrom {
    /// From `book.json` itself: its copy was damaged.
    Itself,
    /// From its copy.
    Copy,
    /// From a snapshot, which has the lock that the book had then.
    Snapshot,
    /// From what lies in the folder.
    Folders,
}

/// Why an index was made again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IndexTrouble {
    /// It was not there.
    Missing,
    /// It could not be opened or read.
    Unreadable,
    /// It has acts that the journal does not have, or the journal was mended.
    Disagrees,
    /// The journal is another than the one it was made from: a line that both have is not the same.
    OtherJournal,
}
