//! Where damaged things go: nothing is deleted that somebody might still get something out of.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, Utc};

use crate::{
    cipher::Cipher,
    disk::{Disk, write_whole},
    patience::{MOMENT, patiently},
};

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
        patiently(MOMENT, is_open, || self.disk.rename(path, &kept))?;
        for folder in [kept.parent(), path.parent()].into_iter().flatten() {
            self.disk.sync_folder(folder)?;
        }
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

/// What ends the name of a file whose bytes are sealed.
const LOCKED: &str = "locked";
/// A file is sealed in pieces of so many bytes.
const PIECE: usize = 1 << 20;

/// Writes what was put aside for another cipher: what lies in the folder of a locked book is sealed, also here. It
/// may be left at any point, and asked for again.
pub(crate) fn rewrite(home: &Path, disk: &dyn Disk, from: &Cipher, to: &Cipher) -> io::Result<()> {
    let mut folders = vec![home.join("quarantine")];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            match entry.file_type()?.is_dir() {
                true => folders.push(entry.path()),
                false => rewrite_file(&entry.path(), disk, from, to)?,
            }
        }
    }
    Ok(())
}

fn rewrite_file(path: &Path, disk: &dyn Disk, from: &Cipher, to: &Cipher) -> io::Result<()> {
    let is_sealed = path.extension().is_some_and(|extension| extension == LOCKED);
    let bytes = fs::read(path)?;
    let (target, bytes) = match (is_sealed, to.is_on()) {
        (false, true) => {
            let mut name = path.as_os_str().to_owned();
            name.push(format!(".{LOCKED}"));
            (name.into(), sealed(&bytes, to)?)
        }
        (true, false) => match opened(&bytes, from) {
            Some(plain) => (path.with_extension(""), plain),
            // Not ours, or damaged: it stays as it is.
            None => return Ok(()),
        },
        _ => return Ok(()),
    };
    write_whole(disk, &target, &bytes)?;
    disk.remove(path)
}

/// Each piece sealed, with its length before it in four bytes.
fn sealed(bytes: &[u8], cipher: &Cipher) -> io::Result<Vec<u8>> {
    let mut sealed = Vec::with_capacity(bytes.len() + bytes.len() / 1024 + 64);
    for (number, piece) in bytes.chunks(PIECE).enumerate() {
        let piece = cipher.value(&about(number), piece.to_vec())?;
        sealed.extend_from_slice(&u32::try_from(piece.len()).map_err(io::Error::other)?.to_be_bytes());
        sealed.extend_from_slice(&piece);
    }
    Ok(sealed)
}

fn opened(mut sealed: &[u8], cipher: &Cipher) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(sealed.len());
    for number in 0.. {
        let Some((len, rest)) = sealed.split_first_chunk() else { break };
        let (piece, rest) = rest.split_at_checked(u32::from_be_bytes(*len) as usize)?;
        bytes.extend_from_slice(&cipher.read_value(&about(number), piece).ok()?);
        sealed = rest;
    }
    sealed.is_empty().then_some(bytes)
}

/// What a piece is sealed about.
fn about(number: usize) -> Vec<u8> {
    format!("kith quarantine {number}").into_bytes()
}
