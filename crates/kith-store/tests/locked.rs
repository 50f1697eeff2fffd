//! A book that is locked: nothing of it can be read without its key, and with it everything as before.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::{fs, path::Path};

use common::*;
use kith_key::{Cost, Key, Lock};
use kith_store::{Book, Notice, StoreError};
use tempfile::TempDir;

fn key() -> (Key, Lock) {
    let key = Key::random().unwrap();
    let (lock, _) = Lock::new(&key, "a long walk", Cost::TEST).unwrap();
    (key, lock)
}

/// A book with a few acts in it, the texts of which say PLAIN.
fn telling_book() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let book = Book::open(home.path()).unwrap();
    for n in 1..=5 {
        let mut person = person(n, &format!("PLAIN name {n}"));
        person.note = format!("PLAIN note {n}");
        book.commit(act(vec![put_person(person)])).unwrap();
    }
    book.set_draft("log", Some("PLAIN draft")).unwrap();
    book.snapshot(minute(9)).unwrap();
    home
}

fn names(book: &Book) -> Vec<String> {
    book.rows().unwrap().into_iter().map(|row| row.name).collect()
}

/// The files below a folder in which the text is found.
fn telling(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(telling(&path, text)),
            false => {
                let bytes = fs::read(&path).unwrap();
                if bytes.windows(text.len()).any(|window| window == text.as_bytes()) {
                    found.push(path.display().to_string());
                }
            }
        }
    }
    found
}

#[test]
fn a_locked_book_opens_with_its_key_alone_and_tells_nothing_without() {
    let home = telling_book();
    assert!(!telling(home.path(), "PLAIN").is_empty());
    let (key, lock) = key();
    Book::put_lock(home.path(), &key, &lock).unwrap();
    assert_eq!(telling(home.path(), "PLAIN"), [""; 0]);
    assert!(matches!(Book::open(home.path()), Err(StoreError::Locked)));
    let locked = Book::locked(home.path()).unwrap().unwrap();
    let book = Book::open_with(home.path(), &locked.lock.open("a long walk").unwrap()).unwrap();
    assert_eq!(book.notices(), [], "that its index is new is nothing to tell");
    assert_eq!(names(&book).len(), 5);
    assert_eq!(book.person(person_id(3)).unwrap().unwrap().note, "PLAIN note 3");
    assert!(book.check().unwrap().problems.is_empty());
    book.commit(act(vec![put_person(person(6, "PLAIN name 6"))])).unwrap();
    book.snapshot(minute(10)).unwrap();
    book.set_draft("log", Some("PLAIN draft")).unwrap();
    assert_eq!(book.acts(None, 10).unwrap().len(), 6);
    drop(book);
    assert_eq!(telling(home.path(), "PLAIN"), [""; 0]);
    let book = Book::open_with(home.path(), &key).unwrap();
    assert_eq!(book.notices(), []);
    assert_eq!(book.draft("log").unwrap().as_deref(), Some("PLAIN draft"));
    assert_eq!(names(&book).len(), 6);
}

#[test]
fn a_book_that_is_unlocked_for_good_is_as_it_was() {
    let home = telling_book();
    let before = fs::read(home.path().join("journal/0000000001.jsonl")).unwrap();
    let (key, lock) = key();
    Book::put_lock(home.path(), &key, &lock).unwrap();
    Book::take_lock_off(home.path(), &key).unwrap();
    assert_eq!(fs::read(home.path().join("journal-3/0000000001.jsonl")).unwrap(), before);
    assert!(!home.path().join("journal").exists() && !home.path().join("journal-2").exists());
    assert_eq!(names(&Book::open(home.path()).unwrap()).len(), 5);
}

#[test]
fn another_passphrase_writes_nothing_of_the_book_anew() {
    let home = telling_book();
    let (key, lock) = key();
    Book::put_lock(home.path(), &key, &lock).unwrap();
    let journal = home.path().join("journal-2/0000000001.jsonl");
    let before = fs::read(&journal).unwrap();
    let lock = lock.with_passphrase(&key, "an even longer walk", Cost::TEST).unwrap();
    Book::open_with(home.path(), &key).unwrap().change_lock(&lock).unwrap();
    let locked = Book::locked(home.path()).unwrap().unwrap();
    assert!(locked.lock.open("a long walk").is_err());
    assert!(locked.lock.open("an even longer walk").is_ok());
    assert_eq!(fs::read(&journal).unwrap(), before);
}

#[test]
fn another_key_reads_nothing_and_changes_nothing_in_the_journal() {
    let home = telling_book();
    let (key, lock) = key();
    Book::put_lock(home.path(), &key, &lock).unwrap();
    let journal = home.path().join("journal-2/0000000001.jsonl");
    let before = fs::read(&journal).unwrap();
    assert!(matches!(Book::open_with(home.path(), &Key::random().unwrap()), Err(StoreError::Locked)));
    assert_eq!(fs::read(&journal).unwrap(), before);
    assert_eq!(names(&Book::open_with(home.path(), &key).unwrap()).len(), 5);
}

#[test]
fn what_was_put_aside_is_sealed_too_and_comes_back() {
    let home = telling_book();
    let aside = home.path().join("quarantine/20260101T000000Z");
    fs::create_dir_all(&aside).unwrap();
    fs::write(aside.join("part.jsonl"), "PLAIN and torn").unwrap();
    let (key, lock) = key();
    Book::put_lock(home.path(), &key, &lock).unwrap();
    assert_eq!(telling(home.path(), "PLAIN"), [""; 0]);
    Book::take_lock_off(home.path(), &key).unwrap();
    assert_eq!(fs::read_to_string(aside.join("part.jsonl")).unwrap(), "PLAIN and torn");
}

#[test]
fn a_book_that_is_open_is_not_locked_under_somebody() {
    let home = telling_book();
    let _book = Book::open(home.path()).unwrap();
    let (key, lock) = key();
    assert!(matches!(Book::put_lock(home.path(), &key, &lock), Err(StoreError::Running { .. })));
    assert!(Book::locked(home.path()).unwrap().is_none());
}

#[test]
fn a_lost_book_file_comes_back_from_its_copy_with_the_lock() {
    let home = telling_book();
    let (key, lock) = key();
    Book::put_lock(home.path(), &key, &lock).unwrap();
    let file = home.path().join("book.json");
    for damaged in [None, Some(&b""[..]), Some(b"{\"format\":2,\"gen"), Some(&[0; 300])] {
        match damaged {
            None => fs::remove_file(&file).unwrap(),
            Some(bytes) => fs::write(&file, bytes).unwrap(),
        }
        let locked = Book::locked(home.path()).unwrap().unwrap();
        assert_eq!(locked.lock, lock);
        let book = Book::open_with(home.path(), &key).unwrap();
        assert_eq!(names(&book).len(), 5);
        let told = book.notices().iter().any(|notice| matches!(notice, Notice::BookFileMended { .. }));
        assert_eq!(told, damaged.is_some_and(|bytes| !bytes.is_empty()));
    }
}

#[test]
fn what_the_journal_of_a_locked_book_lost_comes_back_from_its_snapshots() {
    let home = telling_book();
    let (key, lock) = key();
    Book::put_lock(home.path(), &key, &lock).unwrap();
    let journal = home.path().join("journal-2/0000000001.jsonl");
    let mut bytes = fs::read(&journal).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&journal, bytes).unwrap();
    let book = Book::open_with(home.path(), &key).unwrap();
    assert!(!book.notices().is_empty());
    assert_eq!(names(&book).len(), 5);
    drop(book);
    assert_eq!(telling(home.path(), "PLAIN"), [""; 0]);
}
