//! The journal tells what was done, the latest first, and what each act changed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::{fs, path::Path};

use common::*;
use kith_core::{CheckIn, Plan, Settings};
use kith_store::{Act, Acted, Book, By, Change, Key, Record, StoreError, Tally, Turned};
use proptest::prelude::*;

fn opened(home: &Path) -> Book {
    Book::open(home).unwrap()
}

/// The numbers of all acts, read `at_once` at a time.
fn numbers(book: &Book, at_once: usize) -> Vec<u64> {
    let mut seqs: Vec<u64> = Vec::new();
    loop {
        let page = book.acts(seqs.last().copied(), at_once).unwrap();
        seqs.extend(page.iter().map(|act| act.seq));
        if page.len() < at_once {
            return seqs;
        }
    }
}

fn latest(book: &Book) -> Acted {
    book.acts(None, 1).unwrap().remove(0)
}

#[test]
fn an_act_says_when_what_who_and_what_it_takes_back() {
    let home = tempfile::tempdir().unwrap();
    let book = opened(home.path());
    assert_eq!(book.acts(None, 9).unwrap(), []);
    book.commit(Act::new(minute(1), "people.add", vec![put_person(person(1, "Ana"))])).unwrap();
    book.commit(Act { by: By::Kith, ..Act::new(minute(2), "prompts", vec![put_prompt(prompt(1, 1, 2))]) })
        .unwrap();
    let removal = vec![Change::Remove(Key::Person(person_id(1)))];
    book.commit(Act { undoes: Some(1), ..Act::new(minute(3), "undo", removal) }).unwrap();
    let acts = book.acts(None, 9).unwrap();
    let told: Vec<_> = acts.iter().map(|act| (act.seq, act.at, &*act.name, act.by, act.undoes)).collect();
    assert_eq!(
        told,
        [
            (3, minute(3), "undo", By::User, Some(1)),
            (2, minute(2), "prompts", By::Kith, None),
            (1, minute(1), "people.add", By::User, None),
        ]
    );
    assert_eq!(book.acted(2).unwrap().as_ref(), Some(&acts[1]));
    assert_eq!((book.acted(4).unwrap(), book.acted(0).unwrap()), (None, None));
    let undone = book.changed(&acts[0], 9).unwrap();
    let before: Vec<_> =
        undone.iter().map(|changed| (changed.before.clone(), changed.after.clone())).collect();
    let ana = Record::Person(Box::new(person(1, "Ana")));
    assert_eq!(before, [(Some(ana), None), (Some(Record::Prompt(prompt(1, 1, 2))), None)]);
}

#[test]
fn lines_written_before_acts_said_who_did_them_are_read() {
    let home = tempfile::tempdir().unwrap();
    let book = opened(home.path());
    for name in ["log", "prompts", "undo"] {
        book.commit(Act::new(minute(0), name, vec![put_person(person(1, name))])).unwrap();
    }
    let journal = fs::read_to_string(home.path().join("journal/0000000001.jsonl")).unwrap();
    assert!(!journal.contains("\"by\"") && !journal.contains("\"undoes\""), "{journal}");
    let told: Vec<_> =
        book.acts(None, 9).unwrap().into_iter().map(|act| (act.name, act.by, act.undoes)).collect();
    let told: Vec<_> = told.iter().map(|(name, by, undoes)| (&**name, *by, *undoes)).collect();
    assert_eq!(told, [("undo", By::User, None), ("prompts", By::Kith, None), ("log", By::User, None)]);
}

#[test]
fn settings_are_told_as_they_were_and_are() {
    let home = tempfile::tempdir().unwrap();
    let book = opened(home.path());
    let capped = |daily_cap| Record::Settings(Box::new(Settings { daily_cap, ..Settings::default() }));
    book.commit(act(vec![Change::Put(capped(5))])).unwrap();
    let first = book.changed(&latest(&book), 9).unwrap();
    assert_eq!((first[0].key, &first[0].before, &first[0].after), (None, &None, &Some(capped(5))));
    book.commit(act(vec![Change::Put(capped(7))])).unwrap();
    let second = book.changed(&latest(&book), 9).unwrap();
    assert_eq!((&second[0].before, &second[0].after), (&Some(capped(5)), &Some(capped(7))));
}

#[test]
fn a_long_act_is_one_act_and_told_in_parts() {
    let home = tempfile::tempdir().unwrap();
    let book = opened(home.path());
    book.commit(act(vec![put_person(person(0, "before"))])).unwrap();
    let long: Vec<Change> = (0..=u8::MAX)
        .map(|n| {
            let mut person = person(n, &format!("person {n}"));
            person.note = "é".repeat(2_000);
            put_person(person)
        })
        .collect();
    let committed = book.commit(Act::new(minute(1), "import", long)).unwrap();
    assert!(committed.seq > 4, "{committed:?}");
    book.commit(act(vec![Change::Remove(Key::Person(person_id(7)))])).unwrap();
    assert_eq!(numbers(&book, 2), [committed.seq + 1, committed.seq, 1]);
    let import = book.acted(committed.seq).unwrap().unwrap();
    assert_eq!(book.acted(committed.seq - 1).unwrap(), None);
    let people = Turned { added: 255, changed: 1, removed: 0 };
    assert_eq!(book.tally(&import).unwrap(), Tally { people, ..Tally::default() });
    let names = |most| -> Vec<String> {
        let name = |record| match record {
            Some(Record::Person(person)) => person.name,
            other => panic!("{other:?}"),
        };
        book.changed(&import, most).unwrap().into_iter().map(|changed| name(changed.after)).collect()
    };
    assert_eq!(names(2), ["person 0", "person 1"]);
    assert_eq!(names(usize::MAX).len(), 256);
    // The number of a line in the middle of an act leaves out all of it.
    assert_eq!(book.acts(Some(committed.seq - 1), 9).unwrap().len(), 1);
}

/// A book of twelve acts of two lines each in two segments; the fourth from last begins in the sealed one and ends
/// in the other.
fn in_two_segments(home: &Path) -> Book {
    let book = opened(home);
    for n in 0..12 {
        let mut person = person(n, "somebody");
        // A photo that came with a vCard, say.
        person.vcard = vec![format!("PHOTO:{}", "0123456789abcdef".repeat(65_536))];
        book.commit(act(vec![put_person(person), put_check_in(check_in(n, &[n], 0))])).unwrap();
    }
    drop(book);
    assert!(home.join("journal/0000000001.jsonl.gz").is_file());
    opened(home)
}

#[test]
fn acts_are_read_from_sealed_segments_and_over_their_edges() {
    let home = tempfile::tempdir().unwrap();
    let book = in_two_segments(home.path());
    let all: Vec<u64> = (1..=12).rev().map(|n| n * 2).collect();
    assert_eq!(numbers(&book, 5), all);
    let acts = book.acts(None, 100).unwrap();
    assert_eq!(acts.iter().map(|act| act.seq).collect::<Vec<_>>(), all);
    for (act, n) in acts.iter().rev().zip(0..) {
        let keys: Vec<_> = book.changed(act, 9).unwrap().into_iter().map(|changed| changed.key).collect();
        assert_eq!(keys, [Some(Key::Person(person_id(n))), Some(Key::CheckIn(check_in_id(n)))]);
    }
}

#[test]
fn what_a_crash_left_unfinished_is_no_act() {
    let home = tempfile::tempdir().unwrap();
    let book = opened(home.path());
    book.commit(act(vec![put_person(person(1, "Ana"))])).unwrap();
    // As while another act is being written: a line of it is there, and half of the next.
    let path = home.path().join("journal/0000000001.jsonl");
    let journal = fs::read_to_string(&path).unwrap();
    let begun = journal.replace("{\"at\"", "{\"more\":true,\"at\"");
    fs::write(&path, format!("{journal}{begun}{{\"seq\":3,\"cr")).unwrap();
    assert_eq!(numbers(&book, 5), [1]);
    drop(book);
    let book = opened(home.path());
    assert_eq!(book.notices().len(), 1);
    assert_eq!(numbers(&book, 5), [1]);
}

#[test]
fn a_damaged_act_is_not_passed_over_in_silence() {
    let home = tempfile::tempdir().unwrap();
    let book = in_two_segments(home.path());
    let path = home.path().join("journal/0000000001.jsonl.gz");
    let mut file = fs::read(&path).unwrap();
    let middle = file.len() / 2;
    file[middle] ^= 0x55;
    fs::write(&path, file).unwrap();
    assert_eq!(book.acts(None, 3).unwrap().len(), 3);
    assert!(matches!(book.acts(None, 12), Err(StoreError::Damaged { segment: 1 })));
    drop(book);
    // The next opening mends and tells it; what can be read is read from then on.
    let book = opened(home.path());
    assert!(!book.notices().is_empty());
    let acts = book.acts(None, 100).unwrap();
    assert!(acts.len() >= 11, "{}", acts.len());
    // All but the one that says that the damage is known.
    for act in acts.iter().filter(|act| act.name != "repair.done") {
        assert!(book.tally(act).unwrap().total() > 0);
    }
}

#[test]
fn a_removed_person_is_told_with_all_that_went_with_them() {
    let home = tempfile::tempdir().unwrap();
    let book = opened(home.path());
    let changes = vec![
        put_person(person(1, "Ana")),
        put_person(person(2, "Luis")),
        put_check_in(check_in(1, &[1], 0)),
        put_check_in(check_in(2, &[1, 2], 1)),
        put_prompt(prompt(1, 1, 0)),
        put_plan(plan(1, &[1], None)),
        put_plan(plan(2, &[1, 2], Some(60))),
        put_starter(starter(1, 1, "the play")),
        put_starter(starter(2, 2, "the book")),
        put_community(community(1, &[1], "the choir")),
        put_community(community(2, &[2], "the table")),
        put_noted(noted(1, 20)),
    ];
    book.commit(act(changes)).unwrap();
    book.commit(act(vec![Change::Remove(Key::Person(person_id(1)))])).unwrap();
    let removed = Turned { removed: 1, ..Turned::default() };
    let tally = Tally {
        people: removed,
        check_ins: Turned { changed: 1, removed: 1, added: 0 },
        prompts: removed,
        plans: Turned { changed: 1, removed: 1, added: 0 },
        starters: removed,
        communities: Turned { changed: 1, ..Turned::default() },
        ..Tally::default()
    };
    assert_eq!(book.tally(&latest(&book)).unwrap(), tally);
    let removal = latest(&book);
    let named = |n| book.names(&removal, person_id(n)).unwrap();
    assert_eq!((named(1), named(2), named(3)), (true, true, false));
    let shared = book
        .changed(&latest(&book), usize::MAX)
        .unwrap()
        .into_iter()
        .find(|changed| changed.key == Some(Key::CheckIn(check_in_id(2))));
    let left = CheckIn { people: vec![person_id(2)], ..check_in(2, &[1, 2], 1) };
    assert_eq!(shared.unwrap().after, Some(Record::CheckIn(left)));
    let planned = Plan { people: vec![person_id(2)], ..plan(2, &[1, 2], Some(60)) };
    assert_eq!(book.plans().unwrap(), [planned]);
    assert_eq!(book.starters().unwrap(), [starter(2, 2, "the book")]);
    assert_eq!(
        book.communities().unwrap(),
        [community(1, &[], "the choir"), community(2, &[2], "the table")]
    );
    assert_eq!(book.all_noted().unwrap(), [noted(1, 20)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn the_journal_says_what_every_record_was(
        acts in prop::collection::vec(prop::collection::vec((0..8u8, prop::option::of("[a-z]{1,6}")), 0..6), 1..20),
        at_once in 1..7usize,
    ) {
        let home = tempfile::tempdir().unwrap();
        let book = opened(home.path());
        let mut states = vec![Model::default()];
        for one in &acts {
            let changes: Vec<Change> = one.iter().map(|(n, name)| match name {
                Some(name) => put_person(person(*n, name)),
                None => Change::Remove(Key::Person(person_id(*n))),
            }).collect();
            book.commit(act(changes.clone())).unwrap();
            let mut model = states[states.len() - 1].clone();
            model.commit(&changes);
            states.push(model);
        }
        drop(book);
        let book = opened(home.path());
        let seqs = numbers(&book, at_once);
        prop_assert_eq!(seqs.len(), acts.len());
        for (seq, pair) in seqs.iter().rev().zip(states.windows(2)) {
            let told = book.acted(*seq).unwrap().unwrap();
            for changed in book.changed(&told, usize::MAX).unwrap() {
                let Some(Key::Person(id)) = changed.key else { panic!("{changed:?}") };
                let of = |model: &Model| model.people.get(&id).cloned().map(|p| Record::Person(Box::new(p)));
                prop_assert_eq!((changed.before, changed.after), (of(&pair[0]), of(&pair[1])));
            }
        }
    }
}
