//! Books as the Kith of their time wrote them, one of each format there ever was. Whatever Kith becomes, it opens them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
};

use common::*;
use kith_key::{Cost, Key as BookKey, KeyError, Lock};
use kith_store::{Book, Form, Notice, ReadOnly, Readers, StoreError};
use rstest::rstest;
use serde_json::Value;
use tempfile::TempDir;

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

fn golden(format: u64) -> PathBuf {
    data().join(format!("book-format-{format}"))
}

fn copied(format: u64) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    copy(&golden(format), home.path());
    home
}

fn format_of(home: &Path) -> u64 {
    let about: Value = serde_json::from_slice(&fs::read(home.join("book.json")).unwrap()).unwrap();
    about["format"].as_u64().unwrap()
}

/// The format that this Kith writes.
fn present() -> u64 {
    let home = tempfile::tempdir().unwrap();
    drop(Book::open(home.path()).unwrap());
    format_of(home.path())
}

/// The records of an export: what is between its first line and its last, in an order of their own.
fn records(export: &[u8]) -> Vec<Value> {
    let lines = std::str::from_utf8(export).unwrap().lines();
    let lines: Vec<Value> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut records: Vec<Value> = lines.into_iter().filter(|line| line.get("put").is_some()).collect();
    records.sort_by_key(|record| (record["put"].to_string(), record["data"]["id"].to_string()));
    records
}

/// What is in every golden book.
fn listing() -> Vec<Value> {
    records(&fs::read(data().join("golden.jsonl")).unwrap())
}

fn exported(book: &Book) -> Vec<Value> {
    let mut out = Vec::new();
    let form = Form { gzip: false, readers: Readers::Everybody, only: None };
    book.export(minute(0), &mut out, form).unwrap();
    records(&out)
}

/// The record in a line of the listing, as its index gives it.
fn indexed(book: &Book, listed: &Value) -> Value {
    let id = || listed["data"]["id"].as_str().unwrap();
    match listed["put"].as_str().unwrap() {
        "person" => serde_json::to_value(book.person(id().parse().unwrap()).unwrap().unwrap()),
        "check-in" => serde_json::to_value(book.check_in(id().parse().unwrap()).unwrap().unwrap()),
        "prompt" => serde_json::to_value(book.prompt(id().parse().unwrap()).unwrap().unwrap()),
        "photo" => serde_json::to_value(book.photo(id().parse().unwrap()).unwrap().unwrap()),
        "plan" => serde_json::to_value(book.plan(id().parse().unwrap()).unwrap().unwrap()),
        "starter" => serde_json::to_value(book.starter(id().parse().unwrap()).unwrap().unwrap()),
        "community" => serde_json::to_value(book.community(id().parse().unwrap()).unwrap().unwrap()),
        "noted" => serde_json::to_value(book.noted(id().parse().unwrap()).unwrap().unwrap()),
        _ => serde_json::to_value(book.settings().unwrap().differences()),
    }
    .unwrap()
}

/// How many of its acts somebody did.
const ACTS: usize = 11;

#[rstest]
#[case::of_format_1(1)]
#[case::of_format_2(2)]
fn a_golden_book_opens_with_everything_in_it(#[case] format: u64) {
    let home = copied(format);
    let book = Book::open(home.path()).unwrap();
    assert_eq!((book.notices(), book.read_only()), (&[][..], None));
    assert_eq!(exported(&book), listing());
    for listed in listing() {
        assert_eq!(indexed(&book, &listed), listed["data"]);
    }
    let counted = |name: &str| listing().iter().filter(|listed| listed["put"] == name).count() as u64;
    let counts = book.counts().unwrap();
    assert_eq!(counts.people, counted("person"));
    assert_eq!(counts.check_ins, counted("check-in"));
    assert_eq!(counts.prompts, counted("prompt"));
    assert_eq!(book.acts(None, usize::MAX).unwrap().len(), ACTS);
    assert!(book.check().unwrap().problems.is_empty());
    // What it was is in a snapshot, if it had to become another.
    let kept: Vec<_> = book.snapshots().unwrap().into_iter().map(|snapshot| snapshot.seq).collect();
    let migrated = format < present();
    assert_eq!(kept, vec![Some(book.acknowledged().unwrap()); usize::from(migrated)]);
    // It takes the next act, and opens with that.
    let guest = person(250, "Somebody new");
    book.commit(act(vec![put_person(guest.clone())])).unwrap();
    drop(book);
    let book = Book::open(home.path()).unwrap();
    assert_eq!((book.notices(), book.read_only()), (&[][..], None));
    assert_eq!(book.person(person_id(250)).unwrap(), Some(guest));
    assert_eq!(book.snapshots().unwrap().len(), kept.len());
    assert_eq!(exported(&book).len(), listing().len() + 1);
    assert_eq!(format_of(home.path()), present());
}

#[rstest]
#[case::by_its_passphrase(|lock: &Lock| lock.open("a long walk by the river"))]
#[case::by_its_recovery_phrase(|lock: &Lock| lock.open_with_phrase(
    "kind street rebuild step funny weather fabric unlock jazz animal silk funny"
))]
fn a_locked_golden_book_opens_with_everything_in_it(#[case] opened: fn(&Lock) -> Result<BookKey, KeyError>) {
    let home = tempfile::tempdir().unwrap();
    copy(&data().join("book-format-2-locked"), home.path());
    assert!(Book::open(home.path()).is_err(), "without its key it stays closed");
    let lock = Book::locked(home.path()).unwrap().unwrap().lock;
    let book = Book::open_with(home.path(), &opened(&lock).unwrap()).unwrap();
    assert_eq!((book.notices(), book.read_only()), (&[][..], None));
    let listing = records(&fs::read(data().join("golden-locked.jsonl")).unwrap());
    assert_eq!(exported(&book), listing);
    for listed in listing {
        assert_eq!(indexed(&book, &listed), listed["data"]);
    }
    assert!(book.check().unwrap().problems.is_empty());
}

#[test]
fn every_format_there_ever_was_has_its_golden_book() {
    for format in 1..=present() {
        assert_eq!(format_of(&golden(format)), format, "see tests/data/README.md");
    }
}

#[test]
fn an_old_book_is_locked_with_everything_in_it() {
    let home = copied(1);
    let key = BookKey::random().unwrap();
    let (lock, _) = Lock::new(&key, "a long walk", Cost::TEST).unwrap();
    Book::put_lock(home.path(), &key, &lock).unwrap();
    let book = Book::open_with(home.path(), &key).unwrap();
    assert_eq!(exported(&book), listing());
    assert_eq!(book.snapshots().unwrap().len(), 1);
}

#[test]
fn the_book_of_a_newer_kith_is_not_locked() {
    let home = copied(present());
    for file in ["book.json", "book.copy.json"] {
        fs::write(home.path().join(file), r#"{"format":999,"generation":1}"#).unwrap();
    }
    let key = BookKey::random().unwrap();
    let (lock, _) = Lock::new(&key, "a long walk", Cost::TEST).unwrap();
    let refused = Book::put_lock(home.path(), &key, &lock).unwrap_err();
    assert!(matches!(refused, StoreError::ReadOnly(ReadOnly::NewerBook { version: 999 })), "{refused:?}");
}

#[test]
fn an_old_book_whose_journal_is_damaged_is_mended_in_the_present_format() {
    let home = copied(1);
    let segment = home.path().join("journal/0000000004.jsonl");
    let mut lines = fs::read(&segment).unwrap();
    lines[40] ^= 1;
    fs::write(&segment, lines).unwrap();
    fs::remove_dir_all(home.path().join("index")).unwrap();
    let book = Book::open(home.path()).unwrap();
    let told = |notice: &Notice| matches!(notice, Notice::JournalDamaged { first_seq: 4, last_seq: 4, .. });
    assert!(book.notices().iter().any(told), "{:?}", book.notices());
    let lost = exported(&book);
    assert_eq!(lost.len(), listing().len() - 1, "the contact in that line, and nothing else");
    assert_eq!(format_of(home.path()), present());
}
