//! What only its owner may read in the folder of the book.

#[cfg(unix)]
use std::fs;
use std::{io, path::Path};

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
