//! Where things lie on this system, and how a file of somebody's people is written.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// The folder of the book, unless another is named: the system's place for data of this user and program.
pub fn default_home() -> Option<PathBuf> {
    directories::ProjectDirs::from("org", "Kith", "Kith").map(|dirs| dirs.data_local_dir().to_owned())
}

/// Writes a whole file that only its owner can read. Written beside its place and then moved there, so that a failure
/// leaves what was there before.
///
/// # Errors
/// Whatever the file system says.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = private(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&part, path)).inspect_err(|_| drop(fs::remove_file(&part)))
}

fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
