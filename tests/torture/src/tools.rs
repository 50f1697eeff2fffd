//! Small tools: copying a book, and what only some machines have.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Failed, program};

/// Copies a folder with all that is in it; sockets are passed over.
///
/// # Errors
/// When something cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy(&entry.path(), &target)?;
        } else if kind.is_file() {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Puts a copy of a folder in the place of another.
///
/// # Errors
/// When something cannot be read, written or removed.
pub fn renew(from: &Path, to: &Path) -> io::Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    copy(from, to)
}

/// Whether a program is installed.
pub fn installed(program: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join(program).is_file())
}

/// A small file system in memory, for as long as this lives.
pub struct Tmpfs {
    at: PathBuf,
}

impl Tmpfs {
    /// Mounts one of so many megabytes on a folder; `Err` with the reason where that is not allowed.
    pub fn mount(at: &Path, megabytes: u32) -> Result<Tmpfs, String> {
        if !cfg!(target_os = "linux") {
            return Err("only Linux has tmpfs".to_owned());
        }
        fs::create_dir_all(at).map_err(|error| error.to_string())?;
        mount(&["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "kith-torture"], at)
            .map_err(|why| format!("a file system cannot be mounted here (that takes root): {why}"))?;
        Ok(Tmpfs { at: at.to_owned() })
    }

    /// Changes it: `size=48m`, `ro`, `rw`.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn change(&self, options: &str) -> Result<(), Failed> {
        // A process that another test starts has what is open here, to be written too, until it is its own program.
        const TRIES: usize = 200;
        let options = ["-o", &format!("remount,{options}")];
        let mut changed = mount(&options, &self.at);
        for _ in 1..TRIES {
            match &changed {
                Err(why) if why.contains("busy") => changed = mount(&options, &self.at),
                _ => break,
            }
        }
        Ok(changed?)
    }
}

impl Drop for Tmpfs {
    fn drop(&mut self) {
        if let Err(error) = Command::new("umount").arg(&self.at).status() {
            eprintln!("{} is still mounted: {error}", self.at.display());
        }
    }
}

fn mount(arguments: &[&str], at: &Path) -> Result<(), String> {
    let mut command = Command::new("mount");
    command.args(arguments).arg(at);
    let ended = program::end(command, "").map_err(|error| error.to_string())?;
    if ended.code == Some(0) { Ok(()) } else { Err(ended.err.trim().to_owned()) }
}
