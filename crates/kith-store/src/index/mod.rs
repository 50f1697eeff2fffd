//! The index: where each record is in the journal, in the orders they are asked for, and the row of each person.
//!
//! It lies in sled, and everything in it can be made again from the journal. It says itself up to which line of
//! the journal it goes; each batch is atomic, so that is always true.

pub(crate) mod block;
mod closing;
mod facts;
mod kept;
pub(crate) mod keys;
pub(crate) mod layout;
pub(crate) mod pending;
pub(crate) mod project;
pub(crate) mod read;
pub(crate) mod slots;
pub(crate) mod tree;

use std::{
    collections::BTreeMap,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard},
};

use closing::Closing;
use pending::Run;
use serde::{Deserialize, Serialize};
use tree::Tree;

use crate::{
    Counts, StoreError,
    disk::{Disk, RealDisk},
    folder,
    journal::shelf::Shelf,
    patience::{MOMENT, patiently},
    place::Place,
};

/// The layout of the index, and what the rows in it are made of. With another it is made again.
pub(crate) const FORMAT: u32 = 5;

/// A person's check-ins by when they were: instant, place, mode. Of two at one instant the one written last is
/// the newer.
pub(crate) const TIMELINE: Run = Run { key: keys::INSTANT + 12, width: keys::INSTANT + Place::SIZE + 1 };
/// All check-ins: the beginning of the id, place.
pub(crate) const BY_ID: Run = Run { key: keys::ID_START + Place::SIZE, width: keys::ID_START + Place::SIZE };

/// What the index says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Meta {
    pub format: u32,
    /// The line of the journal up to which it goes,
    pub seq: u64,
    /// and the checksum of that.
    pub crc: u32,
    pub people: u64,
    pub check_ins: u64,
    pub prompts: u64,
    /// An index of before there were any does not say.
    #[serde(default)]
    pub photos: u64,
    #[serde(default)]
    pub plans: u64,
    #[serde(default)]
    pub starters: u64,
    #[serde(default)]
    pub communities: u64,
    #[serde(default)]
    pub noted: u64,
    /// The greatest version of the records of each kind it was made from.
    pub versions: BTreeMap<String, u32>,
    /// The check-ins logged last are all those above this one.
    pub recent_floor: Option<Vec<u8>>,
    /// How many bytes it took when it was last copied, 0 before.
    pub size_when_copied: u64,
}

impl Meta {
    fn new() -> Meta {
        Meta {
            format: FORMAT,
            seq: 0,
            crc: 0,
            people: 0,
            check_ins: 0,
            prompts: 0,
            photos: 0,
            plans: 0,
            starters: 0,
            communities: 0,
            noted: 0,
            versions: BTreeMap::new(),
            recent_floor: None,
            size_when_copied: 0,
        }
    }

    fn to_bytes(&self) -> Result<Vec<u8>, StoreError> {
        serde_json::to_vec(self).map_err(|error| StoreError::Index(error.to_string()))
    }

    pub(crate) fn counts(&self) -> Counts {
        let Meta { people, check_ins, prompts, photos, plans, starters, communities, noted, .. } = *self;
        Counts { people, check_ins, prompts, photos, plans, starters, communities, noted }
    }
}

/// The index of one book.
pub(crate) struct Index {
    db: sled::Db,
    tree: Tree,
    drafts: Tree,
    shelf: Arc<Shelf>,
    /// Held for reading by whoever reads several keys, for writing while a batch is written.
    gate: RwLock<()>,
    /// Behind all that is of sled.
    _closing: Closing,
}

impl From<sled::Error> for StoreError {
    fn from(error: sled::Error) -> StoreError {
        StoreError::Index(error.to_string())
    }
}

fn malformed() -> StoreError {
    StoreError::Index("an entry has not the form it should have".to_owned())
}

impl Index {
    /// Opens the index in this folder, making it if it is not there.
    ///
    /// # Errors
    /// [`StoreError::Index`] when sled cannot, also when it panics.
    pub(crate) fn open(folder: &Path, shelf: Arc<Shelf>) -> Result<Index, StoreError> {
        let failed = |source| StoreError::Folder { path: folder.to_owned(), source };
        RealDisk.make_folder(folder).map_err(failed)?;
        remove_unfinished_snapshots(folder).map_err(failed)?;
        let (_closing, db) = Closing::of(open_patiently(folder)?);
        let cipher = shelf.cipher();
        let tree = Tree::new(db.open_tree("book")?, cipher.clone());
        let drafts = Tree::new(db.open_tree("drafts")?, cipher.clone());
        folder::keep_to_owner(folder).map_err(failed)?;
        Ok(Index { db, tree, drafts, shelf, gate: RwLock::new(()), _closing })
    }

    /// The journal it is made from.
    pub(crate) fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    fn alone(&self) -> RwLockReadGuard<'_, ()> {
        self.gate.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// What it says of itself; `None` of one just made.
    pub(crate) fn meta(&self) -> Result<Option<Meta>, StoreError> {
        let bytes = self.value(keys::META)?;
        bytes.map(|bytes| serde_json::from_slice(&bytes).map_err(|_| malformed())).transpose()
    }

    /// Makes an empty index one that says so.
    pub(crate) fn begin(&self) -> Result<(), StoreError> {
        self.set_value(keys::META, Meta::new().to_bytes()?)
    }

    /// The value of one key.
    fn value(&self, key: &[u8]) -> Result<Option<sled::IVec>, StoreError> {
        Ok(self.tree.get(key)?)
    }

    fn set_value(&self, key: &[u8], value: Vec<u8>) -> Result<(), StoreError> {
        self.tree.insert(key, value)?;
        Ok(())
    }

    /// Gives what was applied to the system. It may still be lost in a power cut, and is then applied again.
    pub(crate) fn flush(&self) -> Result<(), StoreError> {
        self.db.flush()?;
        Ok(())
    }

    pub(crate) fn draft(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.drafts.get(key)?.map(|text| String::from_utf8_lossy(&text).into_owned()))
    }

    pub(crate) fn set_draft(&self, key: &str, text: Option<&str>) -> Result<(), StoreError> {
        match text {
            Some(text) => self.drafts.insert(key, text)?,
            None => self.drafts.remove(key)?,
        };
        Ok(())
    }

    /// All drafts, as far as they can be read.
    pub(crate) fn drafts(&self) -> Vec<(sled::IVec, sled::IVec)> {
        self.drafts.iter().map_while(Result::ok).collect()
    }

    pub(crate) fn set_drafts(&self, drafts: Vec<(sled::IVec, sled::IVec)>) -> Result<(), StoreError> {
        for (key, text) in drafts {
            self.drafts.insert(key, text)?;
        }
        Ok(())
    }
}

/// A crash while sled opens can leave these, and then it does not open again (sled 0.34.7).
fn remove_unfinished_snapshots(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// sled lets go of its own lock a moment after it is dropped, so a book that is closed and opened again at once
/// finds it taken. Other processes are kept out by the lock of the book.
fn open_patiently(folder: &Path) -> Result<sled::Db, StoreError> {
    let is_locked = |error: &sled::Error| matches!(error, sled::Error::Io(error) if is_locked(error));
    Ok(patiently(MOMENT, is_locked, || open_once(folder))?)
}

/// sled holds what it has read in leaves of sixteen entries, blocks and all, and gives back what is above the capacity only
/// after some ten thousand looks: each of the 256 parts of its cache counts after 64. Until then it is bounded by the
/// size of the index.
fn open_once(folder: &Path) -> sled::Result<sled::Db> {
    let config = sled::Config::new()
        .path(folder)
        .cache_capacity(32 << 20)
        .mode(sled::Mode::LowSpace)
        .flush_every_ms(None);
    catch_unwind(AssertUnwindSafe(|| config.open()))
        .unwrap_or_else(|_| Err(sled::Error::ReportableBug("sled panicked while opening".to_owned())))
}

fn is_locked(error: &std::io::Error) -> bool {
    // sled gives the lock no kind of its own.
    error.kind() == std::io::ErrorKind::WouldBlock || error.to_string().contains("lock")
}
