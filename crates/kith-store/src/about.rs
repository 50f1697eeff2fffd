//! `book.json`: what a Kith needs to know before it touches anything else in the folder.
//!
//! ```json
//! {"format":2,"id":"…","generation":1,"crc":"5f1c09ab"}
//! ```
//!
//! It says in which folders the book lies. A book that is written anew, because it is locked now or no more, lies
//! beside the old one until this file says otherwise: putting it in place is what switches, in one step. Because the
//! lock of a book is in it, there is a copy of it, which holds when the file itself does not ([`found`]).
//!
//! `crc` is the CRC-32C of all bytes before it, from the brace to the last before the comma. One flipped bit of this file
//! could otherwise say that the book is another one, or has no lock. A Kith that wrote none is believed as far as the
//! copy and the folders agree with it.

pub(crate) mod found;
mod tidy;

use std::{
    io,
    path::{Path, PathBuf},
};

use crc32c::crc32c;
use kith_key::{Key, Lock};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    Notice, StoreError,
    cipher::Cipher,
    disk::{Disk, write_whole},
    quarantine::{self, Quarantine},
};

pub(crate) use tidy::tidy;

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
    #[serde(default)]
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

/// The first writing of a book.
const FIRST: u32 = 1;

/// The folders that a book lies in.
pub(crate) const FOLDERS: [&str; 3] = ["journal", "index", "snapshots"];

/// What stands before the checksum, and what behind it; it has eight digits.
const CRC: &[u8] = br#","crc":""#;
const CRC_END: &[u8] = br#""}"#;
const CRC_DIGITS: usize = 8;

impl About {
    /// A book that is begun.
    fn new() -> About {
        let id = uuid::Uuid::new_v4().to_string();
        About {
            format: FORMAT,
            id,
            generation: FIRST,
            lock: None,
            aside_in_clear: false,
            unknown: Map::new(),
        }
    }

    /// What these bytes say, and whether their checksum says that nothing else was meant; `None` when they say nothing.
    fn parse(bytes: &[u8]) -> Option<(About, Sum)> {
        let (json, sum) = split(bytes);
        let mut about: About = match sum {
            Sum::None => serde_json::from_slice(bytes).ok()?,
            _ => serde_json::from_slice(&[json, b"}"].concat()).ok()?,
        };
        // A Kith of before there was one keeps it as it keeps all that it does not know.
        about.unknown.remove("crc");
        match (about.format, about.generation) {
            (0, _) => return None,
            // Neither is missing from what a Kith of this format wrote.
            (FORMAT, 0) => return None,
            (FORMAT, _) if about.id.is_empty() => return None,
            (_, 0) => about.generation = FIRST,
            _ => {}
        }
        Some((about, sum))
    }

    /// What is written of it.
    fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec(self).map_err(io::Error::other)?;
        bytes.pop();
        let sum = format!("{:08x}", crc32c(&bytes));
        Ok([&bytes, CRC, sum.as_bytes(), CRC_END].concat())
    }

    /// One of the [`FOLDERS`].
    pub(crate) fn folder(&self, home: &Path, name: &str) -> PathBuf {
        folder(home, name, self.generation)
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
        let bytes = self.bytes()?;
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

/// What a checksum says of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sum {
    /// It is as it was written.
    Right,
    /// Something in it is another than was written; or a Kith that knows of no checksum wrote it since.
    Wrong,
    /// There is none.
    None,
}

/// What stands before the checksum, and what that says.
fn split(bytes: &[u8]) -> (&[u8], Sum) {
    let end = CRC.len() + CRC_DIGITS + CRC_END.len();
    let Some((json, end)) = bytes.len().checked_sub(end).map(|at| bytes.split_at(at)) else {
        return (bytes, Sum::None);
    };
    match end.strip_prefix(CRC).and_then(|digits| digits.strip_suffix(CRC_END)) {
        None => (bytes, Sum::None),
        Some(digits) if digits == format!("{:08x}", crc32c(json)).as_bytes() => (json, Sum::Right),
        Some(_) => (json, Sum::Wrong),
    }
}

fn path(home: &Path) -> PathBuf {
    home.join("book.json")
}

fn copy(home: &Path) -> PathBuf {
    home.join("book.copy.json")
}

fn folder(home: &Path, name: &str, generation: u32) -> PathBuf {
    match generation {
        FIRST => home.join(name),
        generation => home.join(format!("{name}-{generation}")),
    }
}

fn failed(path: &Path) -> impl Fn(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::Folder { path: path.clone(), source }
}

/// What is said of the book in `home`, as far as it can be read; `None` of a folder without a book.
///
/// # Errors
/// [`StoreError::LockLost`]; [`StoreError::Folder`].
pub(crate) fn read(home: &Path) -> Result<Option<About>, StoreError> {
    Ok(found::find(home, None)?.map(|found| found.about))
}

/// What is said of the book in `home`; of a folder without one, what is written there now. What cannot be believed is
/// put aside and made again from what can.
///
/// # Errors
/// [`StoreError::LockLost`], and then nothing was written; [`StoreError::Folder`].
pub(crate) fn ensure(
    home: &Path,
    disk: &dyn Disk,
    quarantine: &mut Quarantine,
    key: Option<&Key>,
) -> Result<(About, Option<Notice>), StoreError> {
    let Some(found) = found::find(home, key)? else {
        let about = About::new();
        // Before the file: one without any folder is then what is left of a book, and never its beginning.
        disk.make_folder(&about.folder(home, "journal")).map_err(failed(home))?;
        about.write(home, disk).map_err(failed(&path(home)))?;
        return Ok((about, None));
    };
    // One of an older format is written when it is brought to this one.
    if found.about.format != FORMAT {
        return Ok((found.about, None));
    }
    let mended = found.mended(home, disk, quarantine).map_err(failed(&path(home)))?;
    let mended = mended.or_else(|| found.is_alone.then_some(Notice::NothingLeft));
    Ok((found.about, mended))
}

/// Which writing a folder belongs to, if it is one of this kind.
fn generation_of(name: &str, folder: &str) -> Option<u32> {
    match name.strip_prefix(folder)? {
        "" => Some(FIRST),
        rest => rest.strip_prefix('-')?.parse().ok(),
    }
}
