//! The folder of the book and what says which version of Kith made it.

use std::{fs, io, path::Path};

use serde::{Deserialize, Serialize};

use crate::disk::{Disk, write_whole};

/// The format of the book that this Kith writes.
pub(crate) const FORMAT: u32 = 1;

/// `book.json`: what a Kith of another version needs to know before it touches anything.
#[derive(Serialize, Deserialize)]
struct About {
    format: u32,
}

/// Makes what somebody else made in a folder readable to its owner only, as far as files and folders right in it go.
#[cfg(unix)]
pub(crate) fn keep_to_owner(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let mode = if entry.file_type()?.is_dir() { 0o700 } else { 0o600 };
        if entry.metadata()?.permissions().mode() & 0o777 != mode {
            fs::set_permissions(entry.path(), fs::Permissions::from_mode(mode))?;
        }
    }
    Ok(())
}

/// On Windows what is in a user's folder is that user's already.
#[cfg(not(unix))]
pub(crate) fn keep_to_owner(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The format of the book in `home`; of an empty folder that of this Kith, which is written there.
pub(crate) fn format(home: &Path, disk: &dyn Disk) -> io::Result<u32> {
    let path = home.join("book.json");
    match fs::read(&path) {
        // An unfinished file of that name is what a crash in the first moment of a book leaves.
        Ok(bytes) if !bytes.is_empty() => {
            let about: About = serde_json::from_slice(&bytes).map_err(io::Error::other)?;
            Ok(about.format)
        }
        Ok(_) => write_format(&path, disk),
        Err(error) if error.kind() == io::ErrorKind::NotFound => write_format(&path, disk),
        Err(error) => Err(error),
    }
}

fn write_format(path: &Path, disk: &dyn Disk) -> io::Result<u32> {
    let about = serde_json::to_vec(&About { format: FORMAT }).map_err(io::Error::other)?;
    write_whole(disk, path, &about)?;
    Ok(FORMAT)
}
