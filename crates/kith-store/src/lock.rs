//! One process has a book open at a time.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::Path,
    time::Duration,
};

use chrono::{DateTime, Utc};

use crate::{StoreError, disk, patience::patiently};

/// A command holds the book for a moment only: what comes meanwhile waits for it, and is not refused.
const TURN: Duration = Duration::from_secs(3);

/// The lock of a book, held while this lives; the system lets go of it when the process ends, however it ends.
pub(crate) struct Lock {
    _file: File,
    taken_at: DateTime<Utc>,
}

impl Lock {
    /// Whether the file that is locked can be written, if it is there.
    pub(crate) fn could_be_taken(home: &Path) -> bool {
        fs::OpenOptions::new().write(true).open(home.join("kith.lock")).is_ok()
    }

    /// Locks the book in `home`. Where another has it, this waits for up to three seconds.
    ///
    /// # Errors
    /// [`StoreError::Running`] when another process, or another [`crate::Book`] of this one, has it then still.
    pub(crate) fn take(home: &Path) -> Result<Lock, StoreError> {
        let path = home.join("kith.lock");
        // Beside the lock and not in it, because Windows lets nobody read a locked file.
        let pid_path = home.join("kith.pid");
        let failed = |source| StoreError::Folder { path: path.clone(), source };
        let file = disk::owner_only().write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        let is_taken = |error: &TryLockError| matches!(error, TryLockError::WouldBlock);
        match patiently(TURN, is_taken, || file.try_lock()) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::Running { pid: read_pid(&pid_path) }),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        // Who has it is only told; a disk too full for that has the lock all the same.
        let _ = write_pid(&pid_path);
        // The file that was just written says when that was: the store has no clock.
        let written = fs::metadata(&pid_path).and_then(|file| file.modified());
        let taken_at = written.map_or(DateTime::UNIX_EPOCH, DateTime::from);
        Ok(Lock { _file: file, taken_at })
    }

    /// When it was taken, as the file system says.
    pub(crate) fn taken_at(&self) -> DateTime<Utc> {
        self.taken_at
    }
}

fn read_pid(path: &Path) -> Option<u32> {
    fs::read_to_string(path).ok()?.trim().parse().ok()
}

fn write_pid(path: &Path) -> io::Result<()> {
    let mut file = disk::owner_only().write(true).create(true).truncate(true).open(path)?;
    io::Write::write_all(&mut file, std::process::id().to_string().as_bytes())
}
