//! The book on disk.
//!
//! The journal is the record: an act is acknowledged when its line is synced there. Everything else in the
//! folder can be made again from it; sled is the fast index over it and is thrown away when it disagrees.
//! This crate knows records, not use cases: what is due, what may be removed and what a person reads about it is
//! decided elsewhere. It reads no clock; the instants it writes come in with the act.

mod act;
mod book;
mod error;
mod row;

pub use act::{Act, Change, Committed, Counts, Key, Record};
pub use book::Book;
pub use error::{IndexTrouble, Notice, ReadOnly, StoreError};
pub use row::Row;
