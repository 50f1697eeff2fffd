//! Which lines of the journal are known to be missing, so that each is told once.
//!
//! It is a list beside the segments, and not a line among them: a line cannot say of those before it which were missing
//! when it was written, and which were lost later. When the list is lost the same is told and put back once more.

use std::{fs, io, path::PathBuf};

use crate::{disk::write_whole, journal::shelf::Shelf};

fn path(shelf: &Shelf) -> PathBuf {
    shelf.folder().join("missing")
}

/// The first and last numbers of lines that were told to be missing.
pub(crate) fn read(shelf: &Shelf) -> Vec<(u64, u64)> {
    fs::read(path(shelf)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// Notes that these were told too.
pub(crate) fn add(shelf: &Shelf, holes: &[(u64, u64)]) -> io::Result<()> {
    let mut known = read(shelf);
    known.extend_from_slice(holes);
    known.sort_unstable();
    known.dedup();
    write_whole(shelf.disk(), &path(shelf), &serde_json::to_vec(&known)?)
}
