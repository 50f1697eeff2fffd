//! Snapshots that were damaged where they lie, and what a snapshot does not change.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::fs;

use common::*;
use kith_core::Settings;
use kith_store::{Book, Change, Notice, Opens, Record, Source};
use rstest::rstest;

fn book_with(changes: Vec<Change>) -> (tempfile::TempDir, Book) {
    let home = tempfile::tempdir().unwrap();
    let book = Book::open(home.path()).unwrap();
    book.commit(act(changes)).unwrap();
    (home, book)
}

#[test]
fn a_repair_puts_a_damaged_snapshot_aside_and_makes_a_new_one() {
    let (home, book) = book_with(vec![put_person(person(1, "Ana"))]);
    let whole = book.snapshot(minute(0)).unwrap();
    book.commit(act(vec![put_person(person(2, "Luis"))])).unwrap();
    let damaged = book.snapshot(minute(30)).unwrap();
    let mut bytes = fs::read(&damaged.path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    fs::write(&damaged.path, &bytes).unwrap();
    assert!(!book.check().unwrap().problems.is_empty());
    let notices = book.repair(minute(60)).unwrap();
    let [Notice::SnapshotDamaged { kept, .. }] = &notices[..] else { panic!("{notices:?}") };
    assert!(kept.starts_with(home.path().join("quarantine")));
    assert_eq!(fs::read(kept).unwrap(), bytes);
    assert_eq!(book.check().unwrap().problems, []);
    let there: Vec<_> = book.snapshots().unwrap().into_iter().map(|snapshot| snapshot.path).collect();
    assert!(there.contains(&whole.path) && !there.contains(&damaged.path), "{there:?}");
    assert_eq!(book.verify(Source::File(&there[0]), &Opens::default()).unwrap().at, minute(60));
    assert_eq!(book.repair(minute(90)).unwrap(), []);
}

fn settings(daily_cap: u8) -> Option<Settings> {
    Some(Settings { daily_cap, ..Settings::default() })
}

#[rstest]
#[case::never_saved_in_both(None, None, None)]
#[case::saved_as_they_were_anyway(None, Some(Settings::default()), None)]
#[case::saved_in_the_snapshot_as_they_were_anyway(Some(Settings::default()), None, None)]
#[case::the_same(settings(7), settings(7), None)]
#[case::changed_since_the_snapshot(None, settings(7), Some(Settings::default()))]
#[case::changed_in_the_snapshot(settings(7), None, settings(7))]
fn settings_that_were_never_saved_are_the_defaults(
    #[case] in_snapshot: Option<Settings>,
    #[case] now: Option<Settings>,
    #[case] put: Option<Settings>,
) {
    let with = |settings: Option<Settings>| {
        let mut changes = vec![put_person(person(1, "Ana"))];
        changes.extend(settings.map(|settings| Change::Put(Record::Settings(Box::new(settings)))));
        book_with(changes)
    };
    let (_there, then) = with(in_snapshot);
    let (_here, book) = with(now);
    let snapshot = then.snapshot(minute(0)).unwrap();
    let changes = book.difference(Source::File(&snapshot.path), &Opens::default()).unwrap().changes;
    let expected: Vec<_> =
        put.into_iter().map(|settings| Change::Put(Record::Settings(Box::new(settings)))).collect();
    assert_eq!(changes, expected);
}
