//! The few things the book does to a disk, so that a test can let any of them fail, or end the world between any two.
//!
//! Everything in the folder of the book that is not sled's own is changed through here and nowhere else. Reading is
//! not: what was read wrong is found by checksums.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek, SeekFrom, Write},
    path::Path,
};

/// The disk the book is on.
pub(crate) trait Disk: Send + Sync {
    /// Opens a file for appending, making it if it is not there.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Tape>>;
    /// Makes a file, or empties the one there is.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Tape>>;
    /// Makes a folder only its owner can read, with those it is in. That it is there is durable when this returns.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Gives a file or folder another name; a file of that name is replaced.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder with what is in it.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// How many bytes are free.
    fn room(&self, folder: &Path) -> io::Result<u64>;
    /// How long pieces of the journal get.
    fn sizes(&self) -> Sizes {
        Sizes::default()
    }
}

/// How long pieces of the journal get, in bytes. A test has them short, so that a few acts make many.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    /// A segment is full when it is this long.
    pub segment: u64,
    /// A line of an act that has more ends when its body is this long.
    pub line: usize,
    /// This much is written at once.
    pub write: usize,
}

impl Default for Sizes {
    fn default() -> Sizes {
        Sizes { segment: 8 << 20, line: 64 << 10, write: 1 << 20 }
    }
}

/// A file open for appending.
pub(crate) trait Tape: Send {
    /// Appends.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Returns when everything appended is on the disk.
    fn sync(&mut self) -> io::Result<()>;
    /// Cuts off what is behind the first `len` bytes.
    fn cut(&mut self, len: u64) -> io::Result<()>;
}

/// Puts a whole file in place: after a crash there is the old one or the new one, and once this returns the new one.
pub(crate) fn write_whole(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = path.with_extension("tmp");
    let mut tape = disk.create(&unfinished)?;
    tape.append(bytes)?;
    tape.sync()?;
    drop(tape);
    disk.rename(&unfinished, path)?;
    path.parent().map_or(Ok(()), |folder| disk.sync_folder(folder))
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

    fn create(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        Ok(Box::new(owner_only().write(true).create(true).truncate(true).open(path)?))
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        // The last ancestor of a relative path is the name of nothing, and always there.
        let is_missing = |path: &&Path| !path.as_os_str().is_empty() && !path.is_dir();
        let missing: Vec<&Path> = path.ancestors().take_while(is_missing).collect();
        #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has a mode to set"))]
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        for folder in missing.into_iter().rev() {
            builder.create(folder)?;
            // A relative path of one part lies in the folder with the name of nothing.
            let parent = folder.parent().map(|parent| if parent == "" { Path::new(".") } else { parent });
            parent.map_or(Ok(()), |parent| self.sync_folder(parent))?;
        }
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        // Windows keeps names by itself, and does not open folders as files.
        if cfg!(windows) { Ok(()) } else { File::open(folder)?.sync_all() }
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
