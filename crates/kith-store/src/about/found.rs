//! Which word about the book holds: that of `book.json`, that of its copy, or what the folders themselves tell.
//!
//! A word is believed when its checksum is right and the folders it names are there. Of what older Kiths wrote, without
//! a checksum, the one is believed that agrees with the other or with the folders. When neither can be believed, the
//! journal tells which writing there is and whether it is sealed, and a snapshot has its lock. A sealed journal whose
//! lock is nowhere is left alone: a new `book.json` would say that there is none, and nobody would look for it any more.

use std::{
    cmp::Reverse,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use kith_key::{Key, Lock};

use super::{About, FORMAT, Sum, copy, failed, folder, generation_of, path};
use crate::{
    MadeFrom, Notice, StoreError,
    cipher::Cipher,
    disk::{Disk, RealDisk},
    journal::{body, scan, shelf::Shelf},
    quarantine::Quarantine,
    snapshot::{Folder, Reader, Source},
};

/// What is said of a book, and who says it.
pub(crate) struct Found {
    pub about: About,
    /// Whether nothing else of the book is left.
    pub is_alone: bool,
    from: Word,
    file: Heard,
    copy: Heard,
}

/// Whose word holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Word {
    File,
    Copy,
    Snapshot,
    Folders,
}

/// What one of the two files is.
enum Heard {
    Missing,
    Broken(Vec<u8>),
    Says(Box<Said>),
}

struct Said {
    about: About,
    sum: Sum,
    bytes: Vec<u8>,
}

/// What is said of the book in `home`; `None` of a folder without one. With the key of the book a lock that is not
/// its lock is not believed.
///
/// # Errors
/// [`StoreError::LockLost`]; [`StoreError::Folder`].
pub(crate) fn find(home: &Path, key: Option<&Key>) -> Result<Option<Found>, StoreError> {
    let at = path(home);
    let (file, copy) = hear(&at).and_then(|file| Ok((file, hear(&copy(home))?))).map_err(failed(&at))?;
    let there = Writings::of(home).map_err(failed(home))?;
    if let Some(word) = believed(home, &file, &copy, &there, key) {
        let of = if word == Word::File { &file } else { &copy };
        let about = of.said().map(|said| said.about.clone());
        return Ok(about.map(|about| Found { about, is_alone: there.is_over(home), from: word, file, copy }));
    }
    if matches!((&file, &copy), (Heard::Missing, Heard::Missing)) && there.is_nothing(home) {
        return Ok(None);
    }
    let base = file.said().or(copy.said()).map(|said| said.about.clone());
    let (about, from) = of_folders(home, base, &there, key)?;
    Ok(Some(Found { about, is_alone: false, from, file, copy }))
}

fn hear(path: &Path) -> io::Result<Heard> {
    match fs::read(path) {
        // An unfinished file of that name is what a crash in the first moment of a book leaves.
        Ok(bytes) if bytes.is_empty() => Ok(Heard::Missing),
        Ok(bytes) => Ok(match About::parse(&bytes) {
            Some((about, sum)) => Heard::Says(Box::new(Said { about, sum, bytes })),
            None => Heard::Broken(bytes),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Heard::Missing),
        Err(error) => Err(error),
    }
}

impl Heard {
    fn said(&self) -> Option<&Said> {
        match self {
            Heard::Says(said) => Some(said),
            Heard::Missing | Heard::Broken(_) => None,
        }
    }

    fn bytes(&self) -> Option<&[u8]> {
        match self {
            Heard::Missing => None,
            Heard::Broken(bytes) => Some(bytes),
            Heard::Says(said) => Some(&said.bytes),
        }
    }
}

/// Which of the two is believed, if one is.
fn believed(home: &Path, file: &Heard, copy: &Heard, there: &Writings, key: Option<&Key>) -> Option<Word> {
    // No one flipped bit is in both.
    let agree = file.bytes().is_some() && file.bytes() == copy.bytes();
    let candidates = [(Word::File, file.said()), (Word::Copy, copy.said())];
    candidates
        .into_iter()
        .filter_map(|(word, said)| said.map(|said| (word, said)))
        .filter(|(_, Said { sum, .. })| *sum != Sum::Wrong || agree)
        .filter(|(_, Said { about, sum, .. })| {
            there.has(about) && (*sum == Sum::Right || is_sealed_as_said(home, about))
        })
        .max_by_key(|(word, Said { about, sum, .. })| {
            let right = *sum == Sum::Right;
            let lock = about.lock.as_ref().is_none_or(|lock| is_of_book(lock, key));
            // Whoever writes a newer format writes a checksum.
            (right, lock, right || about.format <= FORMAT, *word == Word::File)
        })
        .map(|(word, _)| word)
}

fn is_of_book(lock: &Lock, key: Option<&Key>) -> bool {
    lock.is_whole() && key.is_none_or(|key| lock.belongs_to(key).is_ok())
}

/// Whether the journal does not speak against what is said of the lock.
fn is_sealed_as_said(home: &Path, about: &About) -> bool {
    about.format > FORMAT
        || is_sealed(&about.folder(home, "journal")).is_none_or(|sealed| sealed == about.lock.is_some())
}

/// Whether the first line of a journal that can be read is that of a locked book; `None` when there is no such line.
fn is_sealed(journal: &Path) -> Option<bool> {
    let shelf = shelf(journal);
    for segment in shelf.segments().ok()? {
        let Ok(raw) = shelf.raw(&segment) else { continue };
        if let Some(line) = scan::lines(&raw).find_map(|found| found.line) {
            return Some(body::is_sealed(line.body));
        }
    }
    None
}

/// For reading only.
fn shelf(journal: &Path) -> Shelf {
    Shelf::new(journal.to_owned(), Arc::new(RealDisk), Cipher::default()).untouched()
}

/// The writings of a book that there are folders of.
struct Writings {
    journals: Vec<u32>,
    snapshots: Vec<u32>,
    indexes: Vec<u32>,
}

impl Writings {
    fn of(home: &Path) -> io::Result<Writings> {
        let mut there = Writings { journals: Vec::new(), snapshots: Vec::new(), indexes: Vec::new() };
        let entries = match fs::read_dir(home) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(there),
            entries => entries?,
        };
        for entry in entries {
            let name = entry?.file_name();
            let of = |folder| name.to_str().and_then(|name| generation_of(name, folder));
            there.journals.extend(of("journal"));
            there.snapshots.extend(of("snapshots"));
            there.indexes.extend(of("index"));
        }
        Ok(there)
    }

    /// Those that count: of a writing whose journal is gone there may still be snapshots, or an index that tells of it.
    fn all(&self) -> &[u32] {
        let of = [&self.journals, &self.snapshots, &self.indexes];
        of.into_iter().find(|of| !of.is_empty()).map_or(&[], Vec::as_slice)
    }

    /// Whether none of them has anything in it.
    fn is_nothing(&self, home: &Path) -> bool {
        let folders =
            |name, of: &[u32]| of.iter().map(|generation| folder(home, name, *generation)).collect();
        let all: [Vec<_>; 3] = [
            folders("journal", &self.journals),
            folders("snapshots", &self.snapshots),
            folders("index", &self.indexes),
        ];
        let is_empty =
            |folder: &PathBuf| fs::read_dir(folder).is_ok_and(|mut inside| inside.next().is_none());
        all.iter().flatten().all(is_empty)
    }

    /// Whether a book was here, and nothing of it is left. One that begins has the folder of its journal, and no snapshots
    /// yet.
    fn is_over(&self, home: &Path) -> bool {
        let begins = !self.journals.is_empty() && self.snapshots.is_empty();
        !begins && self.is_nothing(home)
    }

    /// Whether it is said of one that is there. In what folders a newer Kith keeps a book is not known here.
    fn has(&self, about: &About) -> bool {
        about.format > FORMAT || self.all().is_empty() || self.all().contains(&about.generation)
    }

    /// The one with the most lines; of two with as many the earlier, for the later is only begun while that holds.
    fn fullest(&self, home: &Path) -> Option<u32> {
        let lines = |generation: u32| {
            let shelf = shelf(&folder(home, "journal", generation));
            let count = |raw: Vec<u8>| scan::lines(&raw).filter(|found| found.line.is_some()).count();
            let segments = shelf.segments().unwrap_or_default();
            segments.iter().filter_map(|segment| shelf.raw(segment).ok()).map(count).sum::<usize>()
        };
        self.all().iter().copied().max_by_key(|generation| (lines(*generation), Reverse(*generation)))
    }
}

/// What the folders tell, with what else is known.
fn of_folders(
    home: &Path,
    base: Option<About>,
    there: &Writings,
    key: Option<&Key>,
) -> Result<(About, Word), StoreError> {
    let base = base.filter(|about| about.format == FORMAT).unwrap_or_else(About::new);
    let Some(generation) = there.fullest(home) else { return Ok((base, Word::Folders)) };
    let sealed = is_sealed(&folder(home, "journal", generation));
    let own = base.lock.clone().filter(|_| base.generation == generation);
    let kept = || lock_in(&folder(home, "snapshots", generation), key);
    let (lock, from) = match sealed {
        // The lock of a writing is that of its snapshots; that of another writing has another key.
        Some(true) => match (own, kept()) {
            (Some(own), _) if is_of_book(&own, key) => (Some(own), Word::Folders),
            (_, Some(kept)) => (Some(kept), Word::Snapshot),
            (_, None) => match base.lock.clone().filter(|lock| is_of_book(lock, key)) {
                Some(lock) => (Some(lock), Word::Folders),
                None => return Err(StoreError::LockLost),
            },
        },
        // Nobody gets in without the passphrase who did not before.
        Some(false) => (base.lock.clone(), Word::Folders),
        None => match kept() {
            Some(kept) => (Some(kept), Word::Snapshot),
            None => (base.lock.clone(), Word::Folders),
        },
    };
    Ok((About { format: FORMAT, generation, lock, ..base }, from))
}

/// The lock in the newest snapshot of a folder whose first line has one.
fn lock_in(snapshots: &Path, key: Option<&Key>) -> Option<Lock> {
    let listed = Folder::new(snapshots.to_owned(), Arc::new(RealDisk)).list().unwrap_or_default();
    listed.iter().find_map(|listed| {
        let lock = Reader::open(Source::File(&listed.path), &Cipher::default()).and_then(|it| it.lock());
        lock.ok().flatten().filter(|lock| is_of_book(lock, key))
    })
}

impl Found {
    /// Writes what holds wherever something else stands; that is put aside. Gives what to tell, if it was damage.
    pub(super) fn mended(
        &self,
        home: &Path,
        disk: &dyn Disk,
        quarantine: &mut Quarantine,
    ) -> io::Result<Option<Notice>> {
        let bytes = self.about.bytes()?;
        let mut kept = None;
        for (path, heard) in [(path(home), &self.file), (copy(home), &self.copy)] {
            let same = heard.said().is_some_and(|said| said.about == self.about && said.sum != Sum::Wrong);
            let known = heard.bytes().is_none() || same || self.agree();
            if !known {
                let aside = quarantine.copy(&path)?;
                kept = kept.or(Some(aside));
            }
        }
        if [&self.file, &self.copy].iter().any(|heard| heard.bytes() != Some(&bytes)) {
            self.about.write(home, disk)?;
        }
        let from = match self.from {
            Word::File => MadeFrom::Itself,
            Word::Copy => MadeFrom::Copy,
            Word::Snapshot => MadeFrom::Snapshot,
            Word::Folders => MadeFrom::Folders,
        };
        let alone = matches!(self.from, Word::Snapshot | Word::Folders);
        Ok((alone || kept.is_some() && !self.is_left_by_a_crash())
            .then_some(Notice::BookFileMended { kept, from }))
    }

    /// Whether both files say the same, and are believed for that.
    fn agree(&self) -> bool {
        self.from == Word::File && self.file.bytes() == self.copy.bytes()
    }

    /// Whether the copy is an earlier word of the same book: it is written after the file.
    fn is_left_by_a_crash(&self) -> bool {
        match (self.from, self.file.said(), self.copy.said()) {
            (Word::File, Some(file), Some(copy)) => {
                file.sum == Sum::Right
                    && copy.sum != Sum::Wrong
                    && copy.about.id == file.about.id
                    && (copy.sum == Sum::Right || copy.about.generation < file.about.generation)
            }
            _ => false,
        }
    }
}
