//! The book under torture as a folder: what it says of itself, and how it is opened, whether it is locked or not.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use kith_key::{Cost, Key, Lock};

use super::recorder::Recorder;
use crate::{
    Book, StoreError,
    about::{self, About},
    anew,
    journal::shelf::Shelf,
};

/// The one key of all these books, when they are locked.
fn key() -> &'static (Key, Lock) {
    static KEY: OnceLock<(Key, Lock)> = OnceLock::new();
    KEY.get_or_init(|| {
        let key = Key::random().expect("randomness");
        let (lock, _) = Lock::new(&key, "a long walk", Cost::TEST).expect("a lock");
        (key, lock)
    })
}

/// Opens the book, with its key if it is locked.
pub(super) fn open(home: &Path, disk: &Recorder) -> Result<Book, StoreError> {
    Book::open_on(home, Arc::new(disk.clone()), Some(&key().0))
}

/// Locks the book, or takes the lock off.
pub(super) fn turn_lock(home: &Path, disk: &Recorder) -> Result<(), StoreError> {
    let (key, lock) = key();
    let disk = Arc::new(disk.clone());
    match is_locked(home) {
        true => anew::write_anew(home, disk, Some(key), None),
        false => anew::write_anew(home, disk, None, Some((key, lock))),
    }
}

pub(super) fn is_locked(home: &Path) -> bool {
    about(home).lock.is_some()
}

fn about(home: &Path) -> About {
    about::read(home).expect("a book").unwrap_or_else(|| panic!("no book in {}", home.display()))
}

/// The journal of the book, for reading.
pub(super) fn shelf(home: &Path) -> Shelf {
    let about = about(home);
    let cipher = about.cipher(Some(&key().0)).expect("the key of the book");
    Shelf::new(about.folder(home, "journal"), Arc::new(Recorder::default()), cipher)
}

/// Where one of the parts of the book lies now.
pub(super) fn part(home: &Path, name: &str) -> PathBuf {
    about(home).folder(home, name)
}
