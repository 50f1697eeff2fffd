//! `book.json`: what a Kith needs to know before it touches anything else in the folder.
//!
//! ```json
//! {"format":2,"id":"…","generation":1}
//! ```
//!
//! It says in which folders the book lies. A book that is written anew, because it is locked now or no more, lies
//! beside the old one until this file says otherwise: putting it in place is what switches, in one step. Because the
//! lock of a book is in it, there is a copy of it, which holds when the file itself cannot be read.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use kith_key::{Key, Lock};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    Notice, StoreError,
    cipher::Cipher,
    disk::{Disk, write_whole},
    quarantine::{self, Quarantine},
};

/// The format of the book that this Kith writes.
pub(crate) const FORMAT: u32 = 2;

/// What is said of a book.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct About {
    pub format: u32,
    /// What the book is called in the system's keyring, made when it is begun.
    #[serde(default)]
    pub id: String,
    /// Which writing of the book holds.
    #[serde(default = "first")]
    pub generation: u32,
    /// How it is locked, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<Lock>,
    /// Of a locked book: whether something may lie in the quarantine that is not sealed yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub aside_in_clear: bool,
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

fn first() -> u32 {
    1
}

/// The folders that a book lies in.
pub(crate) const FOLDERS: [&str; 3] = ["journal", "index", "snapshots"];

impl About {
    /// A book that is begun.
    fn new() -> About {
        let id = uuid::Uuid::new_v4().to_string();
        About {
            format: FORMAT,
            id,
            generation: first(),
            lock: None,
            aside_in_clear: false,
            unknown: Map::new(),
        }
    }

    /// One of the [`FOLDERS`].
    pub(crate) fn folder(&self, home: &Path, name: &str) -> PathBuf {
        match self.generation {
            1 => home.join(name),
            generation => home.join(format!("{name}-{generation}")),
        }
    }

    /// What the book is read and written with.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when it is locked and `key` is not its key.
    pub(crate) fn cipher(&self, key: Option<&Key>) -> Result<Cipher, StoreError> {
        match (&self.lock, key) {
            (None, _) => Ok(Cipher::default()),
            (Some(lock), Some(key)) if lock.belongs_to(key).is_ok() => Ok(Cipher::new(key, lock)),
            (Some(_), _) => Err(StoreError::Locked),
        }
    }

    /// The same book, written anew.
    pub(crate) fn next(&self, lock: Option<Lock>) -> About {
        About { generation: self.generation + 1, aside_in_clear: lock.is_some(), lock, ..self.clone() }
    }

    /// Seals what still lies in the quarantine in the clear. What hinders it now is tried again at the next opening.
    pub(crate) fn with_aside_sealed(self, home: &Path, disk: &dyn Disk, cipher: &Cipher) -> About {
        if !self.aside_in_clear || quarantine::rewrite(home, disk, &Cipher::default(), cipher).is_err() {
            return self;
        }
        let sealed = About { aside_in_clear: false, ..self.clone() };
        match sealed.write(home, disk) {
            Ok(()) => sealed,
            Err(_) => self,
        }
    }

    /// Puts it in place: from then on it holds.
    pub(crate) fn write(&self, home: &Path, disk: &dyn Disk) -> io::Result<()> {
        let bytes = serde_json::to_vec(self).map_err(io::Error::other)?;
        write_whole(disk, &path(home), &bytes)?;
        write_whole(disk, &copy(home), &bytes)
    }

    /// Brings a book of an older format to this one, step by step.
    pub(crate) fn migrated(mut self, home: &Path, disk: &dyn Disk) -> io::Result<About> {
        while let Some(step) = STEPS.get((self.format as usize).wrapping_sub(1)) {
            step(&mut self);
            self.write(home, disk)?;
        }
        Ok(self)
    }
}

/// What makes a book of each format one of the next: the first of format 1, and so on. What a step writes outside of
/// `book.json` it writes beside what was there, so that until that is in place nothing has happened.
const STEPS: [fn(&mut About); (FORMAT - 1) as usize] = [one_to_two];

/// A book of format 1 has no id, is never locked, and was written once.
fn one_to_two(about: &mut About) {
    *about = About { unknown: std::mem::take(&mut about.unknown), ..About::new() };
    about.format = 2;
}

fn path(home: &Path) -> PathBuf {
    home.join("book.json")
}

fn copy(home: &Path) -> PathBuf {
    home.join("book.copy.json")
}

/// What is said of the book in `home`, as far as it can be read; `None` of a folder without a book.
pub(crate) fn read(home: &Path) -> io::Result<Option<About>> {
    let journals = journals(home)?;
    let said = match (readable(&path(home))?, readable(&copy(home))?) {
        (Readable::Yes(about), _) => return Ok(Some(*about)),
        (_, Readable::Yes(about)) => *about,
        (Readable::Missing, Readable::Missing) if journals.is_empty() => return Ok(None),
        _ => About::new(),
    };
    // The copy may be older than the file was. Of two writings the earlier is whole: the later is only begun while
    // the earlier holds, and the earlier is only removed when the later does.
    let generation = match journals.contains(&said.generation) {
        true => said.generation,
        false => journals.first().copied().unwrap_or(said.generation),
    };
    Ok(Some(About { generation, ..said }))
}

/// What is said of the book in `home`; of a folder without one, what is written there now. What cannot be read is put
/// aside and made again from what can.
pub(crate) fn ensure(
    home: &Path,
    disk: &dyn Disk,
    quarantine: &mut Quarantine,
) -> io::Result<(About, Option<Notice>)> {
    let known = read(home)?;
    let damaged = matches!(readable(&path(home))?, Readable::No);
    let about = known.clone().unwrap_or_else(About::new);
    let mut notice = None;
    if damaged {
        notice = Some(Notice::BookFileMended { kept: quarantine.copy(&path(home))? });
    }
    let is_whole =
        |path: PathBuf| Ok::<_, io::Error>(readable(&path)? == Readable::Yes(Box::new(about.clone())));
    // One of an older format is written when it is brought to this one.
    if about.format == FORMAT && !(is_whole(path(home))? && is_whole(copy(home))?) {
        about.write(home, disk)?;
    }
    Ok((about, notice))
}

#[derive(PartialEq)]
enum Readable {
    Yes(Box<About>),
    No,
    Missing,
}

fn readable(path: &Path) -> io::Result<Readable> {
    match fs::read(path) {
        // An unfinished file of that name is what a crash in the first moment of a book leaves.
        Ok(bytes) if bytes.is_empty() => Ok(Readable::Missing),
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).map_or(Readable::No, Readable::Yes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Readable::Missing),
        Err(error) => Err(error),
    }
}

/// The writings of the book that there are journals of, the earliest first.
fn journals(home: &Path) -> io::Result<Vec<u32>> {
    let entries = match fs::read_dir(home) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        found.extend(entry?.file_name().to_str().and_then(|name| generation_of(name, "journal")));
    }
    found.sort_unstable();
    Ok(found)
}

/// Which writing a folder belongs to, if it is one of this kind.
fn generation_of(name: &str, folder: &str) -> Option<u32> {
    match name.strip_prefix(folder)? {
        "" => Some(first()),
        rest => rest.strip_prefix('-')?.parse().ok(),
    }
}

/// Removes what other writings of the book have left: one that never held, or one that holds no more. To be asked only
/// when `book.json` itself says which one holds.
pub(crate) fn tidy(about: &About, home: &Path, disk: &dyn Disk) -> io::Result<()> {
    if !about.folder(home, "journal").is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(home)? {
        let name = entry?.file_name();
        let of = |folder: &&str| name.to_str().and_then(|name| generation_of(name, folder));
        if FOLDERS.iter().find_map(of).is_some_and(|generation| generation != about.generation) {
            disk.remove_folder(&home.join(name))?;
        }
    }
    Ok(())
}
