//! The few things the journal does to a disk, so that a test can let any of them fail.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek, SeekFrom, Write},
    path::Path,
};

/// Where segments are made.
pub(crate) trait Disk: Send + Sync {
    /// Opens a segment for appending, making it if it is not there.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Tape>>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Removes a segment.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// How many bytes are free.
    fn room(&self, folder: &Path) -> io::Result<u64>;
}

/// A segment open for appending.
pub(crate) trait Tape: Send {
    /// Appends.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Returns when everything appended is on the disk.
    fn sync(&mut self) -> io::Result<()>;
    /// Cuts off what is behind the first `len` bytes.
    fn cut(&mut self, len: u64) -> io::Result<()>;
}

/// The disk of this machine.
pub(crate) struct RealDisk;

impl Disk for RealDisk {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        // Not by appending: Windows cuts nothing that is only open for that.
        let mut file = owner_only().write(true).create(true).truncate(false).open(path)?;
        file.seek(SeekFrom::End(0))?;
        Ok(Box::new(file))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        // Windows keeps names by itself, and does not open folders as files.
        if cfg!(windows) { Ok(()) } else { File::open(folder)?.sync_all() }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn room(&self, folder: &Path) -> io::Result<u64> {
        fs4::available_space(folder)
    }
}

impl Tape for File {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn cut(&mut self, len: u64) -> io::Result<()> {
        self.set_len(len)?;
        self.seek(SeekFrom::Start(len)).map(drop)
    }
}

/// Options that make a file only its owner can read.
pub(crate) fn owner_only() -> OpenOptions {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has a mode to set"))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
