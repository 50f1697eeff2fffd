//! Opening a book that nothing may be written to: a newer Kith's, or one in a folder that cannot be written.
//!
//! Its journal is read into an index outside of its folder, which is thrown away afterwards. Nothing of the book is
//! touched, not even to mend it: what cannot be read is left out.

use std::{
    env, fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Arc,
};

use kith_key::Key;
use tempfile::TempDir;

use super::{Opened, at, failed, guarded};
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
    let (scratch, index) = in_one_of(&places(), |folder| {
        let known = match newer {
            Newer::Refuse => copy_of_index(about.folder(home, "index"), &folder.join("copy"), &shelf, last)?,
            Newer::Guess => None,
        };
        known.map_or_else(|| from_journal(&folder.join("anew"), &shelf, last, newer), Ok)
    })?;
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

/// Where something may be written that is thrown away: that the disk of the book is full, or cannot be written, is why
/// it is only read, and the system's folder for such things may lie on the same disk. The others are in memory.
fn places() -> Vec<PathBuf> {
    let runtime = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let memory = Path::new("/dev/shm").to_owned();
    [Some(env::temp_dir()), runtime, Some(memory)].into_iter().flatten().collect()
}

/// Makes something in a folder of its own, in the first place that takes it.
///
/// # Errors
/// What the first place said, when none takes it.
fn in_one_of<T>(
    places: &[PathBuf],
    make: impl Fn(&Path) -> Result<T, StoreError>,
) -> Result<(TempDir, T), StoreError> {
    let mut first = None;
    for place in places {
        let made = tempfile::Builder::new().prefix("kith-").tempdir_in(place).map_err(at(place)).and_then(
            |scratch| {
                let made = guarded(|| Ok(make(scratch.path())?)).map_err(failed)?;
                Ok((scratch, made))
            },
        );
        match made {
            Err(error @ (StoreError::Folder { .. } | StoreError::Index(_))) => first = first.or(Some(error)),
            made => return made,
        }
    }
    Err(first.unwrap_or_else(|| at(Path::new(""))(ErrorKind::NotFound.into())))
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
    target: &Path,
    shelf: &Arc<Shelf>,
    last: u64,
) -> Result<Option<Index>, StoreError> {
    let Some(current) = Slots::new(root.clone()).whole().map_err(at(&root))? else { return Ok(None) };
    fs::create_dir(target).and_then(|()| copy(&current, target)).map_err(at(target))?;
    let Ok(index) = Index::open(target, Arc::clone(shelf)) else { return Ok(None) };
    let meta = match index.meta() {
        Ok(Some(meta)) if meta.format == index::FORMAT && meta.seq <= last => meta,
        Ok(_) | Err(_) => return Ok(None),
    };
    let caught_up = guarded(|| replay(&index, shelf, (meta.seq, meta.crc), last, Newer::Refuse));
    Ok(caught_up.is_ok().then_some(index))
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

fn from_journal(target: &Path, shelf: &Arc<Shelf>, last: u64, newer: Newer) -> Result<Index, StoreError> {
    let index = Index::open(target, Arc::clone(shelf))?;
    index.begin()?;
    if last > 0 {
        guarded(|| replay(&index, shelf, (0, 0), last, newer)).map_err(|error| match error {
            ReplayError::Store(error) => error,
            error => StoreError::Index(error.to_string()),
        })?;
    }
    Ok(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_one_place_takes_nothing_the_next_is_tried() {
        let (full, free) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let places = [full.path().join("is not there"), full.path().to_owned(), free.path().to_owned()];
        let no_room = |folder: &Path| Err(at(folder)(ErrorKind::StorageFull.into()));
        let make = |folder: &Path| match folder.starts_with(full.path()) {
            true => no_room(folder),
            false => fs::write(folder.join("index"), "rows").map_err(at(folder)),
        };
        let (scratch, ()) = in_one_of(&places, make).expect("made");
        assert!(scratch.path().starts_with(free.path()) && scratch.path().join("index").is_file());
        let refused = in_one_of(&places[1..2], make).map(drop).expect_err("there is no room");
        assert!(
            matches!(refused, StoreError::Folder { source, .. } if source.kind() == ErrorKind::StorageFull)
        );
        assert_eq!(fs::read_dir(full.path()).expect("a folder").count(), 0, "nothing is left behind");
    }
}
