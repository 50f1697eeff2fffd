//! Bringing a book of an older format to this one.
//!
//! What a migration makes of a book it makes beside what was there ([`About::migrated`]), so a crash in the middle of
//! one leaves the old book or the new. The snapshot taken before is for the case that the migration itself is wrong:
//! the old book can be had back from it, also years later, when nobody remembers that there was one.
//!
//! Without that snapshot nothing is migrated: when the disk does not take it, the book is opened for reading, which
//! every format can be, and says why it is not written; it is migrated when it is opened with room on the disk. Only
//! a journal that is itself damaged holds up nothing: no snapshot can be made of that, the mending that follows keeps
//! every byte it takes out, and puts back what the older snapshots have.

use std::{io, path::Path, sync::Arc};

use chrono::{DateTime, Utc};

use super::{at, reading::last_seq};
use crate::{
    StoreError,
    about::{About, FORMAT},
    cipher::Cipher,
    disk::Disk,
    journal::shelf::Shelf,
    snapshot::{self, Folder, Source},
};

/// Brings the book in `home` to the format that this Kith writes. Of one that has acknowledged anything a snapshot is
/// made first, said to be of `now`.
///
/// # Errors
/// [`StoreError::Folder`] when the disk does not take it; the book is as it was then.
pub(crate) fn migrated(
    about: About,
    home: &Path,
    disk: &Arc<dyn Disk>,
    cipher: &Cipher,
    now: DateTime<Utc>,
) -> Result<About, StoreError> {
    if about.format >= FORMAT {
        return Ok(about);
    }
    keep(&about, home, disk, cipher, now)?;
    about.migrated(home, &**disk).map_err(at(home))
}

/// Whether there is room for what [`migrated`] would write.
pub(crate) fn has_room(about: &About, home: &Path, disk: &Arc<dyn Disk>) -> bool {
    about.format >= FORMAT || {
        let (shelf, snapshots) = lies_in(about, home, disk, &Cipher::default());
        !shelf.folder().is_dir() || snapshots.check_room(&shelf).is_ok()
    }
}

fn lies_in(about: &About, home: &Path, disk: &Arc<dyn Disk>, cipher: &Cipher) -> (Shelf, Folder) {
    let shelf = Shelf::new(about.folder(home, "journal"), Arc::clone(disk), cipher.clone());
    (shelf, Folder::new(about.folder(home, "snapshots"), Arc::clone(disk)))
}

/// Makes a snapshot of the book, unless there is one already, or nothing to keep.
fn keep(
    about: &About,
    home: &Path,
    disk: &Arc<dyn Disk>,
    cipher: &Cipher,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (shelf, snapshots) = lies_in(about, home, disk, cipher);
    let upto = last_seq(&shelf)?;
    if upto == 0 || is_kept(&snapshots, upto, cipher) {
        return Ok(());
    }
    match snapshots.take(&shelf, upto, now) {
        Ok(_) | Err(StoreError::Damaged { .. }) => Ok(()),
        Err(StoreError::DiskFull) => Err(at(snapshots.path())(io::ErrorKind::StorageFull.into())),
        Err(error) => Err(error),
    }
}

/// Whether the newest snapshot is of this line and whole: a crash after it was made, and before the migration was.
fn is_kept(snapshots: &Folder, upto: u64, cipher: &Cipher) -> bool {
    let listed = snapshots.list().unwrap_or_default();
    let kept = |path: &Path| snapshot::examine(Source::File(path), cipher);
    listed.first().is_some_and(|newest| kept(&newest.path).is_ok_and(|manifest| manifest.seq == upto))
}
