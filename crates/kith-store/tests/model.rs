//! Random acts with reopens: the book always says what plain maps say.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::*;
use kith_core::{CheckIn, Fate, Mode, Settings};
use kith_store::{Book, Change, Key, Record};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Move {
    Commit(Vec<Change>),
    Reopen,
    LoseIndex,
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
        1 => (0..9u8).prop_map(|daily_cap| {
            Change::Put(Record::Settings(Settings { daily_cap, ..Settings::default() }))
        }),
    ]
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        12 => prop::collection::vec(change(), 0..6).prop_map(Move::Commit),
        2 => Just(Move::Reopen),
        1 => Just(Move::LoseIndex),
    ];
    prop::collection::vec(one, 1..30)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn a_book_is_what_plain_maps_are(moves in moves()) {
        let home = tempfile::tempdir().unwrap();
        let mut book = Book::open(home.path()).unwrap();
        let mut model = Model::default();
        for one in moves {
            match one {
                Move::Commit(changes) => {
                    book.commit(act(changes.clone())).unwrap();
                    model.commit(&changes);
                }
                Move::Reopen => {
                    drop(book);
                    book = Book::open(home.path()).unwrap();
                    prop_assert_eq!(book.notices(), &[]);
                }
                Move::LoseIndex => {
                    drop(book);
                    std::fs::remove_dir_all(home.path().join("index")).unwrap();
                    book = Book::open(home.path()).unwrap();
                }
            }
        }
        model.assert_is(&book);
    }
}
