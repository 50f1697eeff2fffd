//! Snapshots: the whole book as it was at one line of the journal, in one file that needs neither the journal, nor
//! the index, nor Kith to be read.
//!
//! The journal is the record; a snapshot is what is left when a part of that is not. It is made from the journal
//! alone, so making one also proves that all of the journal can be read. A backup is a snapshot somewhere else, an
//! export is one without compression.
//!
//! ```text
//! {"kith":"book","format":1,"since":"2026-11-22T09:00:00Z","at":"2026-11-23T10:42:32Z","seq":17}
//! {"put":"person","v":1,"data":{…}}
//! {"end":{"people":1,"check_ins":0,"prompts":0,"photos":0,"plans":0,"starters":0,"communities":0,"noted":0,"sha256":"…"}}
//! ```
//!
//! In one of a locked book each record is sealed in a string ([`crate::cipher`]), and the header has its lock.

mod census;
mod check;
mod difference;
mod file;
mod folder;
mod key;
pub(crate) mod known;
mod of_book;
mod opens;
mod read;
pub(crate) mod repair;
mod rewrite;
mod thin;
mod walk;
mod write;

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use check::{CheckReport, IndexProblem, JournalFound, Problem};
pub use difference::{Difference, Source};
pub use file::{Form, Readers};
pub(crate) use folder::Folder;
pub use of_book::SnapshotFile;
pub use opens::{Asks, Opens};
pub(crate) use read::{Reader, examine};
pub(crate) use rewrite::rewrite;
pub(crate) use write::hex;

use crate::{Counts, cipher::Cipher};

/// The format that this Kith writes.
const FORMAT: u32 = 1;
/// What a record in a snapshot of a locked book is sealed about.
const RECORD: &str = "kith snapshot record";

/// What a snapshot says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Manifest {
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The number of the last act in it.
    pub seq: u64,
    /// How many records it has.
    pub counts: Counts,
    /// Whether everything of the book is in it, as far as it says: an export may leave something out.
    pub whole: bool,
}

/// A snapshot in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snapshot {
    /// The file.
    pub path: PathBuf,
    /// How many bytes it takes.
    pub bytes: u64,
    /// What it says of itself.
    pub manifest: Manifest,
}

/// Why a file cannot be used as a snapshot.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, Serialize, Deserialize)]
pub enum SnapshotTrouble {
    /// It is something else.
    #[error("it is no snapshot of a book")]
    NoSnapshot,
    /// It is a folder, a pipe, a device or a link to nothing.
    #[error("it is not a file")]
    NotAFile,
    /// It is protected with age, and has to be opened with its passphrase or key first ([`crate::Book::asks`]).
    #[error("it is protected with age")]
    Protected,
    /// It is of a locked book, and is not read without the key of that ([`crate::Book::asks`]).
    #[error("it is of a locked book")]
    Locked,
    /// A newer Kith made it.
    #[error("a newer Kith made it (version {version})")]
    Newer {
        /// The version of the format, or of a record, that is too high.
        version: u32,
    },
    /// It ends before its last line.
    #[error("its end is missing")]
    Cut,
    /// It is not as it was written.
    #[error("line {line} is damaged")]
    Damaged {
        /// The first line that shows it, counted from 1.
        line: u64,
    },
    /// It has more, or longer lines, than a book of people can have.
    #[error("it is larger than any book")]
    TooLarge,
    /// The system could not read it.
    #[error("{0}")]
    Unreadable(String),
}

/// Reads a file that is not locked from its beginning to its end, and says what it is a snapshot of if all of it is in order.
///
/// # Errors
/// What is wrong with it.
pub fn verify(path: &Path) -> Result<Manifest, SnapshotTrouble> {
    examine(Source::File(path), &Cipher::default())
}
