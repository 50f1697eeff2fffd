//! What a book can be asked about its snapshots.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};

use super::{
    CheckReport, Difference, Folder, Form, Manifest, Opens, Snapshot, SnapshotTrouble, Source, check,
    difference::{self, Failed},
    file, read,
};
use crate::{Book, ReadOnly, StoreError};

/// A snapshot in the folder of the book, which nobody has looked into yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SnapshotFile {
    /// The file.
    pub path: PathBuf,
    /// When it was made, as its name says.
    pub at: DateTime<Utc>,
    /// How many bytes it takes.
    pub bytes: u64,
    /// The number of the last act in it, as its first line says; `None` when that cannot be read.
    pub seq: Option<u64>,
}

impl Book {
    /// Makes a snapshot of the book as it is now, reads it back, and removes those that newer ones stand for. It
    /// holds up nobody: an act that is committed meanwhile is not in it.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] or [`StoreError::Folder`] when it cannot be written; [`StoreError::Damaged`] when a
    /// part of the journal cannot be read, and the next opening will look through all of it; [`StoreError::ReadOnly`]
    /// with a book that a newer Kith wrote. What was begun is taken away.
    pub fn snapshot(&self, at: DateTime<Utc>) -> Result<Snapshot, StoreError> {
        let _one_at_a_time = self.snapshotting();
        let upto = self.acknowledged()?;
        let snapshot = self.snapshot_folder().take(&self.shelf(), upto, at)?;
        // What could not be removed now is when the next one is made.
        let _ = self.snapshot_folder().thin(at);
        Ok(snapshot)
    }

    /// Makes a snapshot in a file that is not there yet, and reads it back.
    ///
    /// # Errors
    /// [`StoreError::Exists`]; else as [`Book::snapshot`].
    pub fn snapshot_to(
        &self,
        path: &Path,
        at: DateTime<Utc>,
        form: Form<'_>,
    ) -> Result<Snapshot, StoreError> {
        let _one_at_a_time = self.snapshotting();
        let upto = self.acknowledged()?;
        let is_there = path.try_exists();
        if is_there.map_err(|source| StoreError::Folder { path: path.to_owned(), source })? {
            return Err(StoreError::Exists { path: path.to_owned() });
        }
        let shelf = self.shelf();
        file::write(shelf.disk(), &shelf, upto, at, path, form)
    }

    /// Writes a snapshot to something else than a file.
    ///
    /// # Errors
    /// As [`Book::snapshot`]; when `out` fails that is a [`StoreError::Folder`] of no path. What was written is no
    /// snapshot then.
    pub fn export(
        &self,
        at: DateTime<Utc>,
        out: &mut dyn Write,
        form: Form<'_>,
    ) -> Result<Manifest, StoreError> {
        let upto = self.acknowledged()?;
        file::pour(&self.shelf(), upto, at, out, form).map_err(|failed| failed.about(Path::new("")))
    }

    /// Where the snapshots of the book lie.
    pub fn snapshots_lie_in(&self) -> PathBuf {
        self.snapshot_folder().path().to_owned()
    }

    /// Reads a snapshot from its beginning to its end, and says what it is of if all of it is in order.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn verify(&self, source: Source<'_>, opens: &Opens) -> Result<Manifest, SnapshotTrouble> {
        opens.reader(source, self.shelf().cipher()).and_then(read::to_the_end)
    }

    /// The snapshots in the folder of the book, the newest first.
    ///
    /// # Errors
    /// [`StoreError::Folder`].
    pub fn snapshots(&self) -> Result<Vec<SnapshotFile>, StoreError> {
        let folder: Folder = self.snapshot_folder();
        let listed =
            folder.list().map_err(|source| StoreError::Folder { path: folder.path().to_owned(), source })?;
        Ok(listed
            .into_iter()
            .map(|listed| {
                let seq = listed.header().ok().map(|header| header.seq);
                SnapshotFile { path: listed.path, at: listed.at, bytes: listed.bytes, seq }
            })
            .collect())
    }

    /// What makes this book the one in a snapshot, of this book or of any other, with what opens that.
    ///
    /// # Errors
    /// [`StoreError::Snapshot`] when it cannot be used; else as all that read.
    pub fn difference(&self, source: Source<'_>, opens: &Opens) -> Result<Difference, StoreError> {
        let upto = self.acknowledged()?;
        let found = difference::between(&self.shelf(), upto, &*self.index(), (source, opens), None);
        found.map_err(|failed| match failed {
            Failed::Snapshot(why) => StoreError::Snapshot(why),
            Failed::Book(error) => error,
        })
    }

    /// Verifies everything: each line of the journal, each snapshot, and the index against the journal. It may take a
    /// minute with a very large book; logs wait only if the index has to be looked at twice.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] with a book that a newer Kith wrote; [`StoreError::Folder`] when the journal cannot be
    /// read at all. Whatever is wrong is in the report.
    pub fn check(&self) -> Result<CheckReport, StoreError> {
        let upto = self.acknowledged()?;
        check::check(self, upto)
    }

    /// The number of the last act that was acknowledged.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] with a book that a newer Kith wrote, of which that is not known.
    pub fn acknowledged(&self) -> Result<u64, StoreError> {
        self.last_seq().ok_or_else(|| {
            StoreError::ReadOnly(self.read_only().unwrap_or(ReadOnly::NewerBook { version: 0 }))
        })
    }
}

impl From<SnapshotTrouble> for StoreError {
    fn from(why: SnapshotTrouble) -> StoreError {
        StoreError::Snapshot(why)
    }
}
