//! `book.json` and its copy, damaged bit by bit, or gone: the book is there all the same, and nothing of it is removed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use common::*;
use kith_key::{Cost, Key, Lock};
use kith_store::{Book, MadeFrom, Notice, StoreError};
use rstest::rstest;
use tempfile::TempDir;

const FILES: [&str; 2] = ["book.json", "book.copy.json"];

struct Sample {
    home: TempDir,
    lock: Option<(Key, Lock)>,
}

impl Sample {
    fn new(locked: bool) -> Sample {
        let home = quick_folder();
        let book = Book::open(home.path()).unwrap();
        for n in 1..=3 {
            book.commit(act(vec![put_person(person(n, "somebody"))])).unwrap();
        }
        book.snapshot(minute(9)).unwrap();
        drop(book);
        let lock = locked.then(|| {
            let key = Key::random().unwrap();
            let (lock, _) = Lock::new(&key, "a long walk", Cost::TEST).unwrap();
            Book::put_lock(home.path(), &key, &lock).unwrap();
            (key, lock)
        });
        let sample = Sample { home, lock };
        drop(sample.open().unwrap());
        sample
    }

    fn path(&self) -> &Path {
        self.home.path()
    }

    fn lock(&self) -> Option<Lock> {
        self.lock.as_ref().map(|(_, lock)| lock.clone())
    }

    fn open(&self) -> Result<Book, StoreError> {
        match &self.lock {
            Some((key, _)) => Book::open_with(self.path(), key),
            None => Book::open(self.path()),
        }
    }

    /// Both files as an older Kith wrote them.
    fn without_checksums(&self) {
        for file in FILES {
            let path = self.path().join(file);
            let mut about: BTreeMap<String, serde_json::Value> =
                serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            about.remove("crc").unwrap();
            fs::write(path, serde_json::to_vec(&about).unwrap()).unwrap();
        }
    }

    /// What must never go: the journal and the snapshots, byte for byte.
    fn record(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        for folder in fs::read_dir(self.path()).unwrap().map(|entry| entry.unwrap().path()) {
            let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
            if name.starts_with("journal") || name.starts_with("snapshots") {
                for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                    found.insert(file.clone(), fs::read(file).unwrap());
                }
            }
        }
        found
    }

    /// Opens it twice, with everything there each time. Gives what the first opening told.
    fn opens_whole(&self, what: &str) -> Vec<Notice> {
        let record = self.record();
        let mut told = Vec::new();
        for _ in 0..2 {
            let book = self.open().unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_eq!(book.rows().unwrap().len(), 3, "{what}");
            assert_eq!(book.read_only(), None, "{what}");
            told.push(book.notices().to_vec());
            drop(book);
            assert_eq!(Book::locked(self.path()).unwrap().map(|it| it.lock), self.lock(), "{what}");
        }
        assert_eq!(self.record(), record, "{what}");
        assert_eq!(told[1], [], "{what}: the second opening has nothing to tell");
        told.swap_remove(0)
    }

    fn kept(&self) -> Vec<Vec<u8>> {
        let mut kept = Vec::new();
        for folder in fs::read_dir(self.path().join("quarantine")).into_iter().flatten() {
            for file in fs::read_dir(folder.unwrap().path()).unwrap() {
                kept.push(fs::read(file.unwrap().path()).unwrap());
            }
        }
        kept
    }
}

/// How many bits are left out between two that are tried with the whole book.
fn step() -> usize {
    let in_full = std::env::var_os("KITH_TORTURE").is_some_and(|form| form == "full");
    if in_full { 1 } else { 127 }
}

#[rstest]
fn whichever_bit_of_the_book_file_flips_the_book_is_whole_and_nothing_is_removed(
    #[values(false, true)] locked: bool,
    #[values(0, 1)] file: usize,
    #[values(true, false)] summed: bool,
) {
    let sample = Sample::new(locked);
    if !summed {
        sample.without_checksums();
    }
    let whole = FILES.map(|file| fs::read(sample.path().join(file)).unwrap());
    for bit in 0..whole[file].len() * 8 {
        let mut flipped = whole[file].clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        for (name, bytes) in FILES.iter().zip(&whole) {
            fs::write(sample.path().join(name), bytes).unwrap();
        }
        fs::write(sample.path().join(FILES[file]), &flipped).unwrap();
        let what = format!("bit {bit} of {}", FILES[file]);
        let lock = Book::locked(sample.path()).unwrap().map(|it| it.lock);
        // What is in no checksum may be another word in the old form; but there is a lock, or there is none.
        assert_eq!(lock.is_some(), locked, "{what}");
        if summed {
            assert_eq!(lock, sample.lock(), "{what}");
        }
        if bit % step() == 0 && summed {
            let told = sample.opens_whole(&what);
            let is_told = |notice: &Notice| matches!(notice, Notice::BookFileMended { kept: Some(_), .. });
            assert!(told.iter().any(is_told), "{what}: {told:?}");
            assert!(sample.kept().contains(&flipped), "{what}: the damaged one is kept");
            fs::remove_dir_all(sample.path().join("quarantine")).unwrap();
        } else if bit % step() == 0 {
            let book = sample.open().unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_eq!(book.rows().unwrap().len(), 3, "{what}");
        }
    }
}

#[test]
fn a_book_file_without_a_checksum_is_believed_and_gets_one() {
    let sample = Sample::new(true);
    let before = FILES.map(|file| fs::read(sample.path().join(file)).unwrap());
    sample.without_checksums();
    assert_eq!(sample.opens_whole("as an older Kith left it"), []);
    assert_eq!(FILES.map(|file| fs::read(sample.path().join(file)).unwrap()), before);
}

#[test]
fn a_checksum_that_an_older_kith_left_as_it_was_is_no_damage() {
    let sample = Sample::new(false);
    for file in FILES {
        let text = fs::read_to_string(sample.path().join(file)).unwrap();
        let text = text.replacen("{", r#"{"later":1,"#, 1);
        fs::write(sample.path().join(file), text).unwrap();
    }
    assert_eq!(sample.opens_whole("both say the same"), []);
}

#[test]
fn a_copy_that_a_crash_left_behind_is_no_damage() {
    let sample = Sample::new(true);
    let copy = fs::read(sample.path().join(FILES[1])).unwrap();
    let (key, lock) = sample.lock.clone().unwrap();
    let later = lock.with_passphrase(&key, "an even longer walk", Cost::TEST).unwrap();
    Book::open_with(sample.path(), &key).unwrap().change_lock(&later).unwrap();
    fs::write(sample.path().join(FILES[1]), copy).unwrap();
    let sample = Sample { lock: Some((key, later)), ..sample };
    assert_eq!(sample.opens_whole("the file came first"), []);
}

#[rstest]
#[case::both_gone(None)]
#[case::both_damaged(Some(&b"{\"format\":2,"[..]))]
fn a_locked_book_that_lost_both_files_has_its_lock_from_a_snapshot(#[case] left: Option<&[u8]>) {
    let sample = Sample::new(true);
    for file in FILES {
        match left {
            None => fs::remove_file(sample.path().join(file)).unwrap(),
            Some(bytes) => fs::write(sample.path().join(file), bytes).unwrap(),
        }
    }
    let told = sample.opens_whole("both files are lost");
    let is_told = |notice: &Notice| match notice {
        Notice::BookFileMended { kept, from: MadeFrom::Snapshot } => kept.is_some() == left.is_some(),
        _ => false,
    };
    assert!(told.iter().any(is_told), "{told:?}");
}

#[rstest]
#[case::both_gone(None)]
#[case::both_damaged(Some(&b"{\"format\":2,"[..]))]
#[case::both_say_that_there_is_no_lock(Some(&br#"{"format":2,"id":"made again","generation":2}"#[..]))]
fn a_locked_book_whose_lock_is_nowhere_is_refused_and_left_alone(#[case] left: Option<&[u8]>) {
    let sample = Sample::new(true);
    fs::remove_dir_all(sample.path().join("snapshots-2")).unwrap();
    for file in FILES {
        match left {
            None => fs::remove_file(sample.path().join(file)).unwrap(),
            Some(bytes) => fs::write(sample.path().join(file), bytes).unwrap(),
        }
    }
    let record = sample.record();
    for _ in 0..2 {
        assert!(matches!(Book::locked(sample.path()), Err(StoreError::LockLost)));
        assert!(matches!(Book::open(sample.path()), Err(StoreError::LockLost)));
        assert!(matches!(sample.open(), Err(StoreError::LockLost)));
        for file in FILES {
            assert_eq!(fs::read(sample.path().join(file)).ok().as_deref(), left);
        }
        assert_eq!(sample.record(), record);
    }
}

#[test]
fn a_plain_book_that_lost_both_files_is_found_by_its_folders_and_told() {
    let sample = Sample::new(false);
    for file in FILES {
        fs::remove_file(sample.path().join(file)).unwrap();
    }
    let told = sample.opens_whole("both files are gone");
    assert_eq!(told, [Notice::BookFileMended { kept: None, from: MadeFrom::Folders }]);
}

#[rstest]
#[case::plain(false, false)]
#[case::locked(true, false)]
#[case::plain_with_its_folders_empty(false, true)]
#[case::locked_with_its_folders_empty(true, true)]
fn a_book_of_which_nothing_but_its_file_is_left_begins_empty_and_says_so(
    #[case] locked: bool,
    #[case] with_folders: bool,
) {
    let sample = Sample::new(locked);
    for folder in fs::read_dir(sample.path()).unwrap().map(|entry| entry.unwrap().path()) {
        if folder.is_dir() {
            fs::remove_dir_all(&folder).unwrap();
            if with_folders {
                fs::create_dir(folder).unwrap();
            }
        }
    }
    let book = sample.open().unwrap();
    assert_eq!((book.notices(), book.rows().unwrap().len()), (&[Notice::NothingLeft][..], 0));
    book.commit(act(vec![put_person(person(4, "somebody new"))])).unwrap();
    drop(book);
    let book = sample.open().unwrap();
    assert_eq!((book.notices(), book.rows().unwrap().len()), (&[][..], 1));
    assert_eq!(Book::locked(sample.path()).unwrap().map(|it| it.lock), sample.lock());
}

#[test]
fn a_later_writing_of_which_only_the_index_is_left_is_told_and_put_aside() {
    let sample = Sample::new(false);
    let (home, key) = (sample.path(), Key::random().unwrap());
    Book::put_lock(home, &key, &Lock::new(&key, "a long walk", Cost::TEST).unwrap().0).unwrap();
    drop(Book::open_with(home, &key).unwrap());
    Book::take_lock_off(home, &key).unwrap();
    drop(Book::open(home).unwrap());
    ["journal-3", "snapshots-3"].iter().for_each(|folder| fs::remove_dir_all(home.join(folder)).unwrap());
    FILES.iter().for_each(|file| fs::remove_file(home.join(file)).unwrap());
    let book = Book::open(home).unwrap();
    assert!(book.notices().contains(&Notice::NotRestored { lost: vec![(1, 3)] }), "{:?}", book.notices());
    let is_kept = |notice: &Notice| matches!(notice, Notice::IndexRebuilt { kept: Some(_), .. });
    assert!(book.notices().iter().any(is_kept), "{:?}", book.notices());
}

#[rstest]
#[case::before_its_file(false)]
#[case::after_its_file(true)]
fn the_beginning_of_a_book_that_a_crash_cut_short_is_no_loss(#[case] with_file: bool) {
    let home = quick_folder();
    if with_file {
        drop(Book::open(home.path()).unwrap());
        ["index", "journal"].iter().for_each(|name| fs::remove_dir_all(home.path().join(name)).unwrap());
        fs::remove_file(home.path().join("book.copy.json")).unwrap();
    }
    fs::create_dir(home.path().join("journal")).unwrap();
    assert_eq!(Book::open(home.path()).unwrap().notices(), []);
}

#[test]
fn a_writing_that_has_more_than_the_one_that_holds_is_put_aside() {
    let sample = Sample::new(false);
    let other = sample.path().join("journal-2");
    fs::create_dir(&other).unwrap();
    copy(&sample.path().join("journal"), &other);
    let longer = Sample::new(false);
    longer.open().unwrap().commit(act(vec![put_person(person(9, "one more"))])).unwrap();
    copy(&longer.path().join("journal"), &other);
    let before = fs::read(other.join("0000000001.jsonl")).unwrap();
    let book = sample.open().unwrap();
    let [Notice::WritingPutAside { kept }] = book.notices() else { panic!("{:?}", book.notices()) };
    assert!(!other.exists());
    assert_eq!(fs::read(kept.join("0000000001.jsonl")).unwrap(), before);
    assert_eq!(book.rows().unwrap().len(), 3);
}

#[test]
fn a_writing_that_has_nothing_more_is_removed() {
    let sample = Sample::new(false);
    let other = sample.path().join("journal-2");
    copy(&sample.path().join("journal"), &other);
    assert_eq!(sample.opens_whole_after_removing(&other), []);
}

impl Sample {
    fn opens_whole_after_removing(&self, folder: &Path) -> Vec<Notice> {
        let book = self.open().unwrap();
        assert!(!folder.exists() && !self.path().join("quarantine").exists());
        assert_eq!(book.rows().unwrap().len(), 3);
        book.notices().to_vec()
    }
}
