//! Where the index lies: `index/1`, and `index/2` once it was written anew to save space, and so on.
//!
//! sled keeps a multiple of what it holds, and more with every write (measured: 228 MB for the 29 MB of a million
//! check-ins, of which a copy takes 43 MB; a thousand check-ins logged one by one add 4 to 7 MB, and the room of what
//! they replace is used again only where half of a segment is free). So an index that has grown is copied when the book
//! is closed. A copy counts once it is whole; what it replaces is removed when the index is closed, or by the next
//! opening.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{Index, keys};
use crate::{
    StoreError,
    disk::{self, Disk, RealDisk},
};

/// An index smaller than this is not worth copying, in bytes.
const SMALL: u64 = 40 << 20;

/// The folders of the index.
pub(crate) struct Slots {
    root: PathBuf,
}

impl Slots {
    pub(crate) fn new(root: PathBuf) -> Slots {
        Slots { root }
    }

    fn numbers(&self) -> io::Result<Vec<u32>> {
        let entries = match fs::read_dir(&self.root) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut numbers = Vec::new();
        for entry in entries {
            numbers.extend(entry?.file_name().to_str().and_then(|name| name.parse::<u32>().ok()));
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    fn path(&self, number: u32) -> PathBuf {
        self.root.join(number.to_string())
    }

    /// The index there is.
    pub(crate) fn whole(&self) -> io::Result<Option<PathBuf>> {
        let is_whole = |path: &PathBuf| whole_mark(path).exists();
        Ok(self.numbers()?.into_iter().rev().map(|number| self.path(number)).find(is_whole))
    }

    /// The index there is; what it replaced is removed.
    pub(crate) fn current(&self) -> io::Result<Option<PathBuf>> {
        let current = self.whole()?;
        for path in self.numbers()?.into_iter().map(|number| self.path(number)) {
            if Some(&path) != current.as_ref() {
                // What is still open on Windows is removed by a later opening.
                let _ = fs::remove_dir_all(path);
            }
        }
        Ok(current)
    }

    /// Notes that there is no index yet, and that none is missing: this writing of the book is new.
    pub(crate) fn announce(&self, disk: &dyn Disk) -> io::Result<()> {
        disk.make_folder(&self.root)?;
        disk.create(&self.announcement())?.sync()?;
        disk.sync_folder(&self.root)
    }

    /// Whether that was noted.
    pub(crate) fn is_announced(&self) -> bool {
        self.announcement().exists()
    }

    /// There is one now: one that is not there from now on is missing.
    pub(crate) fn is_made(&self, disk: &dyn Disk) -> io::Result<()> {
        if self.is_announced() { disk.remove(&self.announcement()) } else { Ok(()) }
    }

    fn announcement(&self) -> PathBuf {
        self.root.join("to-be-made")
    }

    /// A folder for a new index, not there yet.
    pub(crate) fn next(&self) -> io::Result<PathBuf> {
        Ok(self.path(self.numbers()?.last().map_or(1, |last| last + 1)))
    }
}

/// Removes what a copy has replaced, once the index is closed: a field behind it.
pub(crate) struct TidyAfter(pub Slots);

impl Drop for TidyAfter {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next opening.
        let _ = self.0.current();
    }
}

fn whole_mark(path: &Path) -> PathBuf {
    path.join("whole")
}

/// From now on the index in this folder counts.
pub(crate) fn mark_whole(path: &Path) -> io::Result<()> {
    disk::owner_only().write(true).create(true).truncate(false).open(whole_mark(path)).map(drop)
}

impl Index {
    /// Copies the index to a new folder if it has grown much since it was made.
    pub(crate) fn copy_if_grown(&self, slots: &Slots) -> Result<(), StoreError> {
        let Some(mut meta) = self.meta()? else { return Ok(()) };
        let size = self.db.size_on_disk()?;
        if size < SMALL || size < meta.size_when_copied / 2 * 3 {
            return Ok(());
        }
        let path = slots.next().map_err(|source| StoreError::Folder { path: slots.root.clone(), source })?;
        let failed = |source| StoreError::Folder { path: path.clone(), source };
        RealDisk.make_folder(&path).map_err(failed)?;
        let copied = self.copy_to(&path).and_then(|copy| {
            meta.size_when_copied = copy.db.size_on_disk()?;
            copy.tree.insert(keys::META, meta.to_bytes()?)?;
            copy.flush()?;
            // What sled calls a flush does not wait for the disk.
            fs::File::open(path.join("db")).and_then(|file| file.sync_all()).map_err(failed)
        });
        match copied {
            Ok(()) => mark_whole(&path).map_err(failed),
            Err(error) => {
                // If this fails the next opening removes it.
                let _ = fs::remove_dir_all(&path);
                Err(error)
            }
        }
    }

    fn copy_to(&self, path: &Path) -> Result<Index, StoreError> {
        let copy = Index::open(path, self.shelf.clone())?;
        // First the keys, so that the blocks are written once they have their place: a node of sled that is split
        // is written again with all its values.
        for only_blocks in [false, true] {
            for (n, item) in self.tree.iter().enumerate() {
                let (key, value) = item?;
                match (keys::is_block(&key), only_blocks) {
                    (true, false) => copy.tree.insert(key, &[])?,
                    (false, true) => continue,
                    _ => copy.tree.insert(key, value)?,
                };
                if n % 1024 == 1023 {
                    copy.flush()?;
                }
            }
        }
        for item in self.drafts.iter() {
            let (key, text) = item?;
            copy.drafts.insert(key, text)?;
        }
        Ok(copy)
    }
}
