//! Where damaged things go: nothing is deleted that somebody might still get something out of.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, Utc};

use crate::{disk::Disk, patience::patiently};

/// The folder for what one opening puts aside, made when there is something.
pub(crate) struct Quarantine {
    disk: Arc<dyn Disk>,
    root: PathBuf,
    made: Option<PathBuf>,
}

impl Quarantine {
    pub(crate) fn new(home: &Path, disk: Arc<dyn Disk>) -> Quarantine {
        Quarantine { disk, root: home.join("quarantine"), made: None }
    }

    fn folder(&mut self) -> io::Result<PathBuf> {
        if let Some(folder) = &self.made {
            return Ok(folder.clone());
        }
        let unnamed = self.root.join("unnamed");
        self.disk.make_folder(&unnamed)?;
        // The folder says itself when it was made: the store has no clock.
        let time: DateTime<Utc> = fs::metadata(&unnamed)?.modified()?.into();
        let time = time.format("%Y%m%dT%H%M%SZ").to_string();
        let names = std::iter::once(time.clone()).chain((2..).map(|n| format!("{time}-{n}")));
        for name in names {
            let folder = self.root.join(name);
            if !folder.try_exists()? {
                self.disk.rename(&unnamed, &folder)?;
                self.disk.sync_folder(&self.root)?;
                self.made = Some(folder.clone());
                return Ok(folder);
            }
        }
        Ok(unnamed)
    }

    /// A path that is not taken.
    fn free(&mut self, name: &str) -> io::Result<PathBuf> {
        let folder = self.folder()?;
        let mut path = folder.join(name);
        let mut n = 2;
        while path.try_exists()? {
            path = folder.join(format!("{n}-{name}"));
            n += 1;
        }
        Ok(path)
    }

    /// Copies a file here that is about to be replaced. Gives where the copy is.
    pub(crate) fn copy(&mut self, path: &Path) -> io::Result<PathBuf> {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("unnamed");
        self.keep(name, &fs::read(path)?)
    }

    /// Moves a file or a folder here under this name. Gives where it is now.
    pub(crate) fn take_as(&mut self, path: &Path, name: &str) -> io::Result<PathBuf> {
        let kept = self.free(name)?;
        // Windows moves nothing that is open, and sled closes its files a moment after it is dropped.
        let is_open = |error: &io::Error| cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied;
        patiently(is_open, || self.disk.rename(path, &kept))?;
        Ok(kept)
    }

    /// Writes bytes here that are about to be cut off. Gives where they are.
    pub(crate) fn keep(&mut self, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        let kept = self.free(name)?;
        let mut tape = self.disk.create(&kept)?;
        tape.append(bytes)?;
        tape.sync()?;
        kept.parent().map_or(Ok(()), |folder| self.disk.sync_folder(folder))?;
        Ok(kept)
    }
}
