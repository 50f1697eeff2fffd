//! Writing a closed book anew: to lock it, and to unlock it for good.
//!
//! The new book is written beside the old one, whole and synced, and then `book.json` is put in place: a crash before
//! that leaves the old book, one after it the new, and either way the next opening removes the other. What is
//! removed may still be found on the disk by who looks for it; no program can promise otherwise.

use std::{fs, io, path::Path, sync::Arc};

use kith_key::{Key, Lock as Wrapped};

use crate::{
    Book, ReadOnly, StoreError,
    about::{self, About},
    cipher::Cipher,
    disk::{Disk, RealDisk},
    index::slots::Slots,
    journal::{
        body, line, scan, sealed,
        shelf::{Segment, Shelf},
    },
    lock::Lock,
    open::migrating,
    quarantine::{self, Quarantine},
    snapshot::{self, Folder, known},
};

/// How a book is locked: what unwraps its key, and what it is called in the system's keyring.
#[derive(Clone, PartialEq, Debug)]
pub struct Locked {
    /// The id of the book.
    pub id: String,
    /// Its key, wrapped.
    pub lock: Wrapped,
}

impl Book {
    /// Whether there is a book in `home`.
    ///
    /// # Errors
    /// [`StoreError::LockLost`], [`StoreError::Folder`].
    pub fn is_in(home: &Path) -> Result<bool, StoreError> {
        Ok(about::read(home)?.is_some())
    }

    /// How the book in `home` is locked; `None` when it is not, or when there is no book.
    ///
    /// # Errors
    /// [`StoreError::LockLost`], [`StoreError::Folder`].
    pub fn locked(home: &Path) -> Result<Option<Locked>, StoreError> {
        let about = about::read(home)?;
        Ok(about.and_then(|About { id, lock, .. }| lock.map(|lock| Locked { id, lock })))
    }

    /// Locks the book in `home`, which is closed: everything in it is written anew, sealed with `key`.
    ///
    /// # Errors
    /// [`StoreError::Running`] when it is open; [`StoreError::Locked`] when it is locked already;
    /// [`StoreError::ReadOnly`] when a newer Kith wrote it; [`StoreError::Damaged`] when it cannot be read whole; [`StoreError::DiskFull`], [`StoreError::Folder`]. The book
    /// is as it was then.
    pub fn put_lock(home: &Path, key: &Key, lock: &Wrapped) -> Result<(), StoreError> {
        write_anew(home, Arc::new(RealDisk), None, Some((key, lock)))
    }

    /// Unlocks the book in `home` for good: everything in it is written anew, readable to whoever has the folder.
    ///
    /// # Errors
    /// See [`Book::put_lock`].
    pub fn take_lock_off(home: &Path, key: &Key) -> Result<(), StoreError> {
        write_anew(home, Arc::new(RealDisk), Some(key), None)
    }
}

fn failed(path: &Path) -> impl Fn(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| match source.kind() {
        io::ErrorKind::StorageFull => StoreError::DiskFull,
        _ => StoreError::Folder { path: path.clone(), source },
    }
}

fn known(home: &Path) -> Result<About, StoreError> {
    about::read(home)?.ok_or_else(|| failed(home)(io::ErrorKind::NotFound.into()))
}

pub(crate) fn write_anew(
    home: &Path,
    disk: Arc<dyn Disk>,
    from: Option<&Key>,
    to: Option<(&Key, &Wrapped)>,
) -> Result<(), StoreError> {
    let alone = Lock::take(home)?;
    let old = known(home)?;
    if old.format > about::FORMAT {
        return Err(StoreError::ReadOnly(ReadOnly::NewerBook { version: old.format }));
    }
    let from = &old.cipher(from)?;
    let old = migrating::migrated(old, home, &disk, from, alone.taken_at())?;
    let to = &to.map(|(key, lock)| Cipher::new(key, lock)).unwrap_or_default();
    let mut aside = Quarantine::new(home, Arc::clone(&disk));
    let (old, _) = about::tidy(old, home, &*disk, &mut aside).map_err(failed(home))?;
    let new = old.next(to.lock());
    write_journal(home, &disk, (&old, from), (&new, to))?;
    let of = |about: &About| Folder::new(about.folder(home, "snapshots"), Arc::clone(&disk));
    snapshot::rewrite(&of(&old), from, &of(&new), to)?;
    Slots::new(new.folder(home, "index")).announce(&*disk).map_err(failed(home))?;
    let mut standing = old;
    if from.is_on() && !to.is_on() {
        // While there is a key for it. Should the rest not come to pass, it is sealed again.
        standing.aside_in_clear = true;
        standing.write(home, &*disk).map_err(failed(home))?;
        quarantine::rewrite(home, &*disk, from, to).map_err(failed(home))?;
    }
    if let Err(error) = new.write(home, &*disk) {
        // The new one may be in place all the same, and whoever reads this error is told that nothing has changed.
        let _ = standing.write(home, &*disk);
        return Err(failed(home)(error));
    }
    // The new book holds. What is left of the old one is removed and sealed now, or by the next opening.
    let _ = about::tidy(new.clone(), home, &*disk, &mut aside);
    new.with_aside_sealed(home, &*disk, to);
    Ok(())
}

type Writing<'a> = (&'a About, &'a Cipher);

fn write_journal(
    home: &Path,
    disk: &Arc<dyn Disk>,
    (old, from): Writing<'_>,
    (new, to): Writing<'_>,
) -> Result<(), StoreError> {
    let shelf = Shelf::new(old.folder(home, "journal"), Arc::clone(disk), from.clone());
    let copy = Shelf::new(new.folder(home, "journal"), Arc::clone(disk), to.clone());
    disk.make_folder(copy.folder()).map_err(failed(copy.folder()))?;
    for segment in shelf.segments().map_err(failed(shelf.folder()))? {
        let raw = segment.raw().map_err(failed(&segment.path))?;
        let lines = rewritten(&raw, from, to).ok_or(StoreError::Damaged { segment: segment.first })?;
        write_segment(&copy, &segment, &lines).map_err(failed(copy.folder()))?;
    }
    // The lines keep their numbers, and so do those that are missing.
    let known = known::read(&shelf);
    if !known.is_empty() {
        known::add(&copy, &known).map_err(failed(copy.folder()))?;
    }
    disk.sync_folder(copy.folder()).and_then(|()| disk.sync_folder(home)).map_err(failed(copy.folder()))
}

/// The lines of a segment for another cipher; `None` when there is one that cannot be read.
fn rewritten(raw: &[u8], from: &Cipher, to: &Cipher) -> Option<Vec<u8>> {
    let mut lines = Vec::with_capacity(raw.len());
    for found in scan::lines(raw) {
        let old = found.line?;
        line::write(&mut lines, old.seq, &body::rewritten(old.body, from, to)?);
    }
    Some(lines)
}

fn write_segment(copy: &Shelf, segment: &Segment, lines: &[u8]) -> io::Result<()> {
    let (path, bytes) = match segment.sealed {
        true => {
            let mut bytes = Vec::new();
            sealed::seal(lines, &mut bytes)?;
            (copy.sealed_path(segment.first), bytes)
        }
        false => (copy.plain_path(segment.first), lines.to_vec()),
    };
    let mut tape = copy.disk().create(&path)?;
    tape.append(&bytes)?;
    tape.sync()?;
    drop(tape);
    // What cannot be read back is found while the old book still holds.
    match fs::read(&path)? == bytes {
        true => Ok(()),
        false => Err(io::Error::other("a segment does not read as it was written")),
    }
}
