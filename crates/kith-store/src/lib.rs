//! The book on disk.
//!
//! The journal is the record: an act is acknowledged when its last line is synced there. Everything else in the
//! folder can be made again from it; sled is the index over it, holds where things are, and is made again when it
//! disagrees. This crate knows records, not use cases: what is due, what may be removed and what a person reads
//! about it is decided elsewhere. It reads no clock; the instants it writes come in with the act.
//!
//! | in the folder | what it is |
//! |---|---|
//! | `book.json`, `book.copy.json` | the format of the book, which of its writings holds, and how it is locked |
//! | `journal/0000000001.jsonl` | a segment of the journal, named by its first line; `.jsonl.gz` when it is full |
//! | `index/` | sled |
//! | `snapshots/20261123T104232Z.jsonl.gz` | the whole book as it was then |
//! | `quarantine/20261123T104232Z/` | what an opening put aside |
//! | `kith.lock`, `kith.pid` | held by the process that has it open, and its number |

// What the tests share names this crate from outside.
#[cfg(test)]
extern crate self as kith_store;

mod about;
mod act;
mod acted;
mod ahead;
mod anew;
mod book;
mod cipher;
mod disk;
mod error;
#[cfg(test)]
mod faults;
mod folder;
#[doc(hidden)]
pub mod fuzz;
mod index;
mod journal;
mod kind;
mod lock;
mod open;
mod patience;
mod place;
mod plan;
mod quarantine;
mod replay;
mod snapshot;
#[cfg(test)]
mod torture;

pub use act::{Act, By, Change, Committed, Counts, Key, Record};
pub use acted::{Acted, Changed, Tally, Turned};
pub use anew::Locked;
pub use book::Book;
pub use error::{IndexTrouble, MadeFrom, Notice, ReadOnly, StoreError};
pub use snapshot::{
    Asks, CheckReport, Difference, Form, IndexProblem, JournalFound, Manifest, Opens, Problem, Readers,
    Snapshot, SnapshotFile, SnapshotTrouble, Source, verify,
};
