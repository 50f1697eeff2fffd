//! Opening a book that nothing may be written to: a newer Kith's, or one in a folder that cannot be written.
//!
//! Its journal is read into an index outside of its folder, which is thrown away afterwards. Nothing of the book is
//! touched, not even to mend it: what cannot be read is left out.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Arc,
};

use kith_key::Key;
use tempfile::TempDir;

use super::{Opened, at, guarded};
use crate::{
    ReadOnly, StoreError, about,
    disk::Disk,
    index::{self, Index, slots::Slots},
    journal::{scan, shelf::Shelf},
    lock::Lock,
    replay::{Newer, ReplayError, replay},
    snapshot::Folder,
};

/// Opens the book for reading.
pub(super) fn open(
    home: &Path,
    disk: Arc<dyn Disk>,
    key: Option<&Key>,
    why: ReadOnly,
    lock: Option<Lock>,
) -> Result<Opened, StoreError> {
    let about = about::read(home)?.ok_or_else(|| at(home)(ErrorKind::NotFound.into()))?;
    let cipher = about.cipher(key)?;
    let snapshots = Folder::new(about.folder(home, "snapshots"), Arc::clone(&disk));
    let shelf = Arc::new(Shelf::new(about.folder(home, "journal"), disk, cipher).untouched());
    let last = last_seq(&shelf)?;
    let newer = match why {
        ReadOnly::NewerBook { .. } => Newer::Guess,
        _ => Newer::Refuse,
    };
    let known = match newer {
        Newer::Refuse => copy_of_index(about.folder(home, "index"), &shelf, last)?,
        Newer::Guess => None,
    };
    let (scratch, index) = match known {
        Some(known) => known,
        None => {
            let scratch = scratch()?;
            let index = from_journal(scratch.path(), &shelf, last, newer)?;
            (scratch, index)
        }
    };
    Ok(Opened {
        about,
        index,
        shelf,
        snapshots,
        wound: None,
        journal: None,
        read_only: Some(why),
        notices: Vec::new(),
        scratch: Some(scratch),
        lock,
    })
}

fn scratch() -> Result<TempDir, StoreError> {
    tempfile::Builder::new().prefix("kith-").tempdir().map_err(at(&std::env::temp_dir()))
}

/// The last line of the last whole act.
pub(super) fn last_seq(shelf: &Shelf) -> Result<u64, StoreError> {
    if !shelf.folder().is_dir() {
        return Ok(0);
    }
    let failed = at(shelf.folder());
    for segment in shelf.segments().map_err(&failed)?.iter().rev() {
        if let Some(end) = scan::scan(&segment.raw().map_err(&failed)?).end {
            return Ok(end.seq);
        }
    }
    Ok(0)
}

/// The index of the book, if it can be used: reading a long journal takes its time.
fn copy_of_index(
    root: PathBuf,
    shelf: &Arc<Shelf>,
    last: u64,
) -> Result<Option<(TempDir, Index)>, StoreError> {
    let Some(current) = Slots::new(root.clone()).whole().map_err(at(&root))? else { return Ok(None) };
    let scratch = scratch()?;
    copy(&current, scratch.path()).map_err(at(&current))?;
    let Ok(index) = Index::open(scratch.path(), Arc::clone(shelf)) else { return Ok(None) };
    let meta = match index.meta() {
        Ok(Some(meta)) if meta.format == index::FORMAT && meta.seq <= last => meta,
        Ok(_) | Err(_) => return Ok(None),
    };
    let caught_up = guarded(|| replay(&index, shelf, (meta.seq, meta.crc), last, Newer::Refuse));
    Ok(caught_up.is_ok().then_some((scratch, index)))
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => {
                fs::create_dir(&target)?;
                copy(&entry.path(), &target)?;
            }
            false => drop(fs::copy(entry.path(), target)?),
        }
    }
    Ok(())
}

fn from_journal(scratch: &Path, shelf: &Arc<Shelf>, last: u64, newer: Newer) -> Result<Index, StoreError> {
    let index = Index::open(scratch, Arc::clone(shelf))?;
    index.begin()?;
    if last > 0 {
        guarded(|| replay(&index, shelf, (0, 0), last, newer)).map_err(|error| match error {
            ReplayError::Store(error) => error,
            error => StoreError::Index(error.to_string()),
        })?;
    }
    Ok(index)
}
