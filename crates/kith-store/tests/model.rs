//! Random acts, undone ones among them, with reopens and crashes: the book always says what plain maps say.
//!
//! A few hundred sequences with the other tests; ten thousand with `KITH_TORTURE=full`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::{fs, path::Path};

use common::*;
use kith_core::{CheckIn, Fate, Mode, Settings};
use kith_store::{Book, Change, Key, Notice, Record};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Move {
    Commit(Vec<Change>),
    /// Takes back the last act.
    Undo,
    Reopen,
    LoseIndex,
    /// The process is gone, with this much of one more act behind the journal, in 256ths of it.
    Crash(u8),
}

fn people() -> impl Strategy<Value = u8> {
    0..6u8
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => (people(), "[a-zé]{1,8}").prop_map(|(n, name)| put_person(person(n, &name))),
        1 => people().prop_map(|n| Change::Remove(Key::Person(person_id(n)))),
        8 => (0..40u8, prop::collection::btree_set(people(), 0..3), -50..50i64, 0..5u8).prop_map(|(n, with, at, mode)| {
            let with: Vec<u8> = with.into_iter().collect();
            let mode = [Mode::Reaction, Mode::Message, Mode::Voice, Mode::Video, Mode::InPerson][usize::from(mode)];
            put_check_in(CheckIn { mode, ..check_in(n, &with, at * 600) })
        }),
        2 => (0..40u8).prop_map(|n| Change::Remove(Key::CheckIn(check_in_id(n)))),
        3 => (0..20u8, people(), 0..9i64, 0..3u8).prop_map(|(n, of, fired, fate)| {
            let mut prompt = prompt(n, of, fired * 1440);
            prompt.fate = match fate {
                0 => Fate::Fired,
                1 => Fate::Snoozed { until: minute(fired * 1440 + 60) },
                _ => Fate::Skipped { day: minute(fired * 1440).date_naive() },
            };
            put_prompt(prompt)
        }),
        1 => (0..20u8).prop_map(|n| Change::Remove(Key::Prompt(prompt_id(n)))),
        2 => (people(), any::<u8>()).prop_map(|(of, look)| put_photo(of, look)),
        1 => people().prop_map(|of| Change::Remove(Key::Photo(person_id(of)))),
        3 => (0..20u8, prop::collection::btree_set(people(), 0..3), prop::option::of(0..50i64)).prop_map(|(n, with, at)| {
            let with: Vec<u8> = with.into_iter().collect();
            put_plan(plan(n, &with, at.map(|at| at * 600)))
        }),
        1 => (0..20u8).prop_map(|n| Change::Remove(Key::Plan(plan_id(n)))),
        3 => (0..20u8, people(), "[a-zé]{1,8}").prop_map(|(n, of, text)| put_starter(starter(n, of, &text))),
        1 => (0..20u8).prop_map(|n| Change::Remove(Key::Starter(starter_id(n)))),
        3 => (0..20u8, prop::collection::btree_set(people(), 0..4), "[a-zé]{1,8}").prop_map(|(n, members, name)| {
            put_community(community(n, &members.into_iter().collect::<Vec<_>>(), &name))
        }),
        1 => (0..20u8).prop_map(|n| Change::Remove(Key::Community(community_id(n)))),
        2 => (0..20u8, 1..600u32).prop_map(|(n, minutes)| put_noted(noted(n, minutes))),
        1 => (0..20u8).prop_map(|n| Change::Remove(Key::Noted(noted_id(n)))),
        1 => (0..9u8).prop_map(|daily_cap| {
            Change::Put(Record::Settings(Box::new(Settings { daily_cap, ..Settings::default() })))
        }),
    ]
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        12 => prop::collection::vec(change(), 0..6).prop_map(Move::Commit),
        2 => Just(Move::Undo),
        2 => Just(Move::Reopen),
        1 => any::<u8>().prop_map(Move::Crash),
        1 => Just(Move::LoseIndex),
    ];
    prop::collection::vec(one, 1..30)
}

/// What takes back the last act, if there is one.
fn undoing(book: &Book) -> Vec<Change> {
    let Some(last) = book.acts(None, 1).unwrap().pop() else { return Vec::new() };
    let changed = book.changed(&last, usize::MAX).unwrap();
    let back = changed.into_iter().map(|changed| match (changed.before, changed.key) {
        (Some(before), _) => Change::Put(before),
        (None, Some(key)) => Change::Remove(key),
        (None, None) => Change::Put(Record::Settings(Box::default())),
    });
    back.collect()
}

/// A folder as a process leaves it that is killed: with all it wrote, and a piece of what it was about to.
fn crashed(home: &Path, piece: u8) -> tempfile::TempDir {
    let copied = quick_folder();
    copy(home, copied.path());
    let folder = copied.path().join("journal");
    let mut segments: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    segments.sort();
    if let Some(last) = segments.pop().filter(|last| last.extension().is_some_and(|name| name == "jsonl")) {
        let mut bytes = fs::read(&last).unwrap();
        let line = bytes.iter().rev().skip(1).position(|byte| *byte == b'\n').unwrap_or(bytes.len() - 1) + 1;
        let line = bytes.len() - line.min(bytes.len())..bytes.len();
        bytes.extend_from_within(line.start..line.start + line.len() * usize::from(piece) / 256);
        fs::write(last, bytes).unwrap();
    }
    copied
}

fn cases() -> u32 {
    if std::env::var_os("KITH_TORTURE").is_some_and(|form| form == "full") { 10_000 } else { 300 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]
    #[test]
    fn a_book_is_what_plain_maps_are(moves in moves()) {
        let mut home = quick_folder();
        let mut book = Book::open(home.path()).unwrap();
        let mut model = Model::default();
        // The maps as they were before the last act that changed anything.
        let mut before = Model::default();
        for one in moves {
            match one {
                Move::Commit(changes) => {
                    before = model.clone();
                    book.commit(act(changes.clone())).unwrap();
                    model.commit(&changes);
                }
                Move::Undo => {
                    let changes = undoing(&book);
                    book.commit(act(changes.clone())).unwrap();
                    let undone = model.clone();
                    model.commit(&changes);
                    // Removing a person again takes along what named them before they came.
                    let removes = changes.iter().any(|change| matches!(change, Change::Remove(Key::Person(_))));
                    prop_assert!(removes || model.has_what(&before));
                    before = undone;
                }
                Move::Reopen => {
                    drop(book);
                    book = Book::open(home.path()).unwrap();
                    prop_assert_eq!(book.notices(), &[]);
                }
                Move::LoseIndex => {
                    drop(book);
                    fs::remove_dir_all(home.path().join("index")).unwrap();
                    book = Book::open(home.path()).unwrap();
                }
                Move::Crash(piece) => {
                    let left = crashed(home.path(), piece);
                    drop(book);
                    home = left;
                    book = Book::open(home.path()).unwrap();
                    let cut = |notice: &Notice| matches!(notice, Notice::UnfinishedActCut { .. });
                    prop_assert!(book.notices().iter().all(cut), "{:?}", book.notices());
                }
            }
        }
        model.assert_is(&book);
    }
}
