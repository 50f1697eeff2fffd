//! The folder of the snapshots: `snapshots/20261123T104232Z.jsonl.gz`, named by when each was made.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, NaiveDateTime, SubsecRound, Utc};

use super::{
    Form, Readers, Snapshot, SnapshotTrouble, Source, file,
    read::{Header, Reader},
    thin,
    write::Failed,
};
use crate::{StoreError, cipher::Cipher, disk::Disk, journal::shelf::Shelf};

const TIME: &str = "%Y%m%dT%H%M%SZ";
const ENDING: &str = ".jsonl.gz";
/// So much is left free for the journal and the index when a snapshot is made.
const RESERVE: u64 = 16 << 20;

/// The snapshots of a book.
#[derive(Clone)]
pub(crate) struct Folder {
    path: PathBuf,
    disk: Arc<dyn Disk>,
}

/// A snapshot there is, which nobody has looked into yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Listed {
    pub path: PathBuf,
    /// When it was made, as its name says.
    pub at: DateTime<Utc>,
    /// Which of those made in that second.
    number: u32,
    pub bytes: u64,
}

impl Listed {
    /// What its first line says.
    pub(crate) fn header(&self) -> Result<Header, SnapshotTrouble> {
        Reader::open(Source::File(&self.path), &Cipher::default()).map(|reader| reader.header())
    }
}

impl Folder {
    pub(crate) fn new(path: PathBuf, disk: Arc<dyn Disk>) -> Folder {
        Folder { path, disk }
    }

    pub(crate) fn disk(&self) -> Arc<dyn Disk> {
        Arc::clone(&self.disk)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The snapshots there are, the newest first.
    pub(crate) fn list(&self) -> io::Result<Vec<Listed>> {
        let entries = match fs::read_dir(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry?;
            let named = entry.file_name().to_str().and_then(read_name);
            if let Some((at, number)) = named {
                found.push(Listed { path: entry.path(), at, number, bytes: entry.metadata()?.len() });
            }
        }
        found.sort_by_key(|listed| std::cmp::Reverse((listed.at, listed.number)));
        Ok(found)
    }

    /// Makes a snapshot of the book as it was after the line `upto`, and reads it back.
    ///
    /// # Errors
    /// As [`write::write`]. What was begun is taken away then.
    pub(crate) fn take(&self, shelf: &Shelf, upto: u64, at: DateTime<Utc>) -> Result<Snapshot, StoreError> {
        let failed = |error: io::Error| Failed::Out(error).about(&self.path);
        self.disk.make_folder(&self.path).map_err(failed)?;
        self.remove_unfinished().map_err(failed)?;
        self.check_room(shelf)?;
        let path = self.free(at).map_err(failed)?;
        let form = Form { gzip: true, readers: Readers::OfTheBook, only: None };
        file::write(&*self.disk, shelf, upto, at, &path, form)
    }

    /// A name that is not taken, behind those of the same second: of these the number says which is the newest.
    fn free(&self, at: DateTime<Utc>) -> io::Result<PathBuf> {
        let second = at.trunc_subsecs(0);
        let of_second = self.list()?.into_iter().filter(|listed| listed.at == second);
        let time = at.format(TIME);
        Ok(self.path.join(match of_second.map(|listed| listed.number).max() {
            None => format!("{time}{ENDING}"),
            Some(number) => format!("{time}-{}{ENDING}", number + 1),
        }))
    }

    /// A snapshot takes hardly more than the journal it is made from.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`].
    pub(crate) fn check_room(&self, shelf: &Shelf) -> Result<(), StoreError> {
        let mut needed = RESERVE;
        for segment in shelf.segments().map_err(|error| Failed::Out(error).about(shelf.folder()))? {
            needed += fs::metadata(&segment.path).map_or(0, |file| file.len());
        }
        match self.disk.room(&self.path) {
            Ok(room) if room < needed => Err(StoreError::DiskFull),
            // A system that does not say how much room there is will say when there is none.
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Removes what a crash has left.
    fn remove_unfinished(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.path)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "tmp") {
                self.disk.remove(&path)?;
            }
        }
        Ok(())
    }

    /// Removes the snapshots that newer ones stand for, as it is at `now`. Those of a later time were made when the clock was
    /// wrong: they stand for nobody, and are left until their time has come. Gives how many are left.
    pub(crate) fn thin(&self, now: DateTime<Utc>) -> io::Result<usize> {
        let (past, later): (Vec<_>, Vec<_>) = self.list()?.into_iter().partition(|listed| listed.at <= now);
        let oldest_first: Vec<_> = past.into_iter().rev().collect();
        let made: Vec<_> = oldest_first.iter().map(|listed| listed.at).collect();
        let kept = thin::keep(&made);
        for (listed, kept) in oldest_first.iter().zip(&kept) {
            if !kept {
                self.disk.remove(&listed.path)?;
            }
        }
        Ok(later.len() + kept.iter().filter(|kept| **kept).count())
    }
}

/// When the snapshot with this name was made, and which of that second it is.
fn read_name(name: &str) -> Option<(DateTime<Utc>, u32)> {
    let name = name.strip_suffix(ENDING)?;
    let (time, number) = match name.split_once('-') {
        Some((time, number)) => (time, number.parse().ok()?),
        None => (name, 1),
    };
    Some((NaiveDateTime::parse_from_str(time, TIME).ok()?.and_utc(), number))
}
