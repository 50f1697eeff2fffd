//! What a book keeps, and that it keeps it over being closed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::{fs, path::Path};

use common::*;
use kith_core::{CheckIn, Extra, Mode, Settings};
use kith_store::{Book, Change, Key, Record};
use serde_json::json;

fn extra() -> Extra {
    let extra = json!({"from_the_future": {"deep": [1, 2.5, null, "é"]}, "flag": true});
    extra.as_object().unwrap().clone()
}

fn reopened(home: &Path) -> Book {
    Book::open(home).unwrap()
}

#[test]
fn every_record_keeps_fields_it_does_not_know() {
    let home = tempfile::tempdir().unwrap();
    let mut person = person(1, "Ana");
    person.extra = extra();
    person.cadences[0].extra = extra();
    person.vcard = vec!["X-WHATEVER;A=b:c".to_owned()];
    let mut check_in = check_in(1, &[1], 0);
    check_in.extra = extra();
    let mut prompt = prompt(1, 1, 0);
    prompt.extra = extra();
    let settings = Settings { daily_cap: 5, extra: extra(), ..Settings::default() };
    let changes = vec![
        put_person(person.clone()),
        put_check_in(check_in.clone()),
        put_prompt(prompt.clone()),
        Change::Put(Record::Settings(Box::new(settings.clone()))),
    ];
    reopened(home.path()).commit(act(changes)).unwrap();
    for _ in 0..2 {
        let book = reopened(home.path());
        assert_eq!(book.person(person.id).unwrap(), Some(person.clone()));
        assert_eq!(book.check_in(check_in.id).unwrap(), Some(check_in.clone()));
        assert_eq!(book.prompt(prompt.id).unwrap(), Some(prompt.clone()));
        assert_eq!(book.settings().unwrap(), settings);
        drop(book);
        // The second time from the journal alone.
        fs::remove_dir_all(home.path().join("index")).unwrap();
    }
}

#[test]
fn the_journal_says_what_each_record_was() {
    let home = tempfile::tempdir().unwrap();
    let book = reopened(home.path());
    book.commit(act(vec![put_check_in(check_in(1, &[1], 0))])).unwrap();
    let edited = CheckIn { mode: Mode::InPerson, ..check_in(1, &[1], 5) };
    book.commit(act(vec![put_check_in(edited)])).unwrap();
    let committed = book.commit(act(vec![Change::Remove(Key::CheckIn(check_in_id(1)))])).unwrap();
    assert_eq!(committed.seq, 3);
    let journal = fs::read_to_string(home.path().join("journal/0000000001.jsonl")).unwrap();
    let lines: Vec<serde_json::Value> =
        journal.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let changes: Vec<_> = lines.iter().map(|line| &line["body"]["changes"][0]).collect();
    assert_eq!(lines[0]["body"]["act"], "test");
    assert_eq!(lines[0]["body"]["at"], "2026-01-01T09:00:00Z");
    assert_eq!(changes[0]["put"], "check-in");
    assert_eq!(changes[0].get("was"), None);
    assert_eq!(changes[1]["was"], changes[0]["data"]);
    assert_eq!(changes[2]["remove"], "check-in");
    assert_eq!(changes[2]["id"], changes[1]["data"]["id"]);
    assert_eq!(changes[2]["was"], changes[1]["data"]);
}

#[test]
fn of_several_changes_of_one_record_the_last_holds() {
    let home = tempfile::tempdir().unwrap();
    let book = reopened(home.path());
    let changes = vec![
        put_person(person(1, "Ana")),
        put_person(person(2, "Luis")),
        put_person(person(1, "Ana María")),
        Change::Remove(Key::Person(person_id(2))),
    ];
    book.commit(act(changes)).unwrap();
    let names: Vec<String> = book.rows().unwrap().into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["Ana María"]);
}

#[test]
fn a_removed_person_is_out_of_what_they_shared_and_the_rest_of_theirs_is_gone() {
    let home = tempfile::tempdir().unwrap();
    let book = reopened(home.path());
    let changes = vec![
        put_person(person(1, "Ana")),
        put_person(person(2, "Luis")),
        put_check_in(check_in(1, &[1], 0)),
        put_check_in(check_in(2, &[1, 2], 1)),
        put_prompt(prompt(1, 1, 0)),
        put_prompt(prompt(2, 2, 0)),
    ];
    book.commit(act(changes)).unwrap();
    book.commit(act(vec![Change::Remove(Key::Person(person_id(1)))])).unwrap();
    assert_eq!(book.check_in(check_in_id(1)).unwrap(), None);
    assert_eq!(book.history(person_id(2), 0, 9).unwrap(), [check_in(2, &[2], 1)]);
    assert_eq!(book.history(person_id(1), 0, 9).unwrap(), []);
    assert_eq!(book.prompts(9).unwrap(), [prompt(2, 2, 0)]);
}

#[test]
fn the_act_decides_about_records_of_a_removed_person_that_it_names() {
    let home = tempfile::tempdir().unwrap();
    let book = reopened(home.path());
    book.commit(act(vec![put_person(person(1, "Ana")), put_check_in(check_in(1, &[1], 0))])).unwrap();
    let handed_over = check_in(1, &[2], 0);
    let changes = vec![Change::Remove(Key::Person(person_id(1))), put_check_in(handed_over.clone())];
    book.commit(act(changes)).unwrap();
    assert_eq!(book.check_in(check_in_id(1)).unwrap(), Some(handed_over));
}

#[test]
fn a_long_act_is_several_lines_and_one_act() {
    let home = tempfile::tempdir().unwrap();
    let mut model = Model::default();
    let people: Vec<u8> = (0..=u8::MAX).collect();
    let changes: Vec<Change> = people
        .iter()
        .map(|n| {
            let mut person = person(*n, &format!("person {n}"));
            // Lines of an act are cut at 64 kB, so this takes some.
            person.note = "é".repeat(2_000);
            put_person(person)
        })
        .chain(people.iter().map(|n| put_check_in(check_in(*n, &[*n, n.wrapping_add(1)], i64::from(*n)))))
        .collect();
    let book = reopened(home.path());
    let committed = book.commit(act(changes.clone())).unwrap();
    assert!(committed.seq > 4, "{committed:?}");
    model.commit(&changes);
    model.assert_is(&book);
    drop(book);
    model.assert_is(&reopened(home.path()));
}

#[test]
fn full_segments_are_sealed_and_read_as_before() {
    let home = tempfile::tempdir().unwrap();
    let book = reopened(home.path());
    let mut model = Model::default();
    for n in 0..12 {
        let mut person = person(n, "somebody");
        // A photo that came with a vCard, say.
        person.vcard = vec![format!("PHOTO:{}", "0123456789abcdef".repeat(65_536))];
        let changes = vec![put_person(person), put_check_in(check_in(n, &[n], 0))];
        book.commit(act(changes.clone())).unwrap();
        model.commit(&changes);
    }
    drop(book);
    let names = |folder: &Path| {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&home.path().join("journal")), ["0000000001.jsonl.gz", "0000000016.jsonl"]);
    let book = reopened(home.path());
    assert_eq!(book.notices(), []);
    model.assert_is(&book);
    let committed = book.commit(act(vec![put_person(person(50, "one more"))])).unwrap();
    // Each act before was two lines, and one of them began in one segment and ended in the next.
    assert_eq!(committed.seq, 25);
    drop(book);
    fs::remove_dir_all(home.path().join("index")).unwrap();
    model.commit(&[put_person(person(50, "one more"))]);
    model.assert_is(&reopened(home.path()));
}

#[test]
fn what_was_logged_last_is_found_again_when_an_import_is_taken_back() {
    let home = tempfile::tempdir().unwrap();
    let book = reopened(home.path());
    let old = |n: u16| {
        let id = kith_core::CheckInId::new(minute(i64::from(n)));
        CheckIn { id, logged: minute(i64::from(n)), ..check_in(1, &[1], 0) }
    };
    let logged: Vec<CheckIn> = (0..300).map(old).collect();
    let imported: Vec<CheckIn> = (300..700).map(old).collect();
    book.commit(act(logged.iter().cloned().map(put_check_in).collect())).unwrap();
    book.commit(act(imported.iter().cloned().map(put_check_in).collect())).unwrap();
    let newest = |all: &[CheckIn]| all.iter().rev().take(50).cloned().collect::<Vec<_>>();
    assert_eq!(book.recent(50).unwrap(), newest(&imported));
    let removals = imported.iter().map(|check_in| Change::Remove(Key::CheckIn(check_in.id))).collect();
    book.commit(act(removals)).unwrap();
    assert_eq!(book.recent(50).unwrap(), newest(&logged));
    // And what is older than all that is known does not come in between.
    book.commit(act(vec![put_check_in(CheckIn { id: check_in_id(9), ..old(0) })])).unwrap();
    assert_eq!(book.recent(50).unwrap(), newest(&logged));
}

#[test]
fn drafts_outlive_the_index() {
    let home = tempfile::tempdir().unwrap();
    let book = reopened(home.path());
    book.set_draft("log", Some("coffee with A")).unwrap();
    book.set_draft("page", Some("/people")).unwrap();
    book.set_draft("page", None).unwrap();
    assert_eq!(book.draft("log").unwrap().as_deref(), Some("coffee with A"));
    assert_eq!(book.draft("page").unwrap(), None);
    book.commit(act(vec![put_person(person(1, "Ana"))])).unwrap();
    drop(book);
    // An index that goes further than the journal is not believed, but its drafts are kept.
    fs::remove_file(home.path().join("journal/0000000001.jsonl")).unwrap();
    let book = reopened(home.path());
    assert!(!book.notices().is_empty());
    assert_eq!(book.draft("log").unwrap().as_deref(), Some("coffee with A"));
}

#[test]
fn whoever_reads_while_acts_are_written_sees_whole_acts() {
    const ACTS: u8 = 60;
    let home = tempfile::tempdir().unwrap();
    let book = reopened(home.path());
    book.commit(act(vec![put_person(person(1, "Ana")), put_person(person(2, "Luis"))])).unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for n in 0..ACTS {
                book.commit(act(vec![put_check_in(check_in(n, &[1, 2], i64::from(n) % 7))])).unwrap();
            }
        });
        let mut seen = 0;
        while !writer.is_finished() {
            let history = book.history(person_id(1), 0, usize::MAX).unwrap();
            assert!(history.len() >= seen, "{} after {seen}", history.len());
            seen = history.len();
            let row = book.row(person_id(2)).unwrap().unwrap();
            assert!(row.summary.count as usize >= seen, "the row of the other is behind");
        }
    });
    assert_eq!(book.history(person_id(2), 0, usize::MAX).unwrap().len(), usize::from(ACTS));
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_book() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let home = parent.path().join("new/kith");
    let book = reopened(&home);
    book.commit(act(vec![put_person(person(1, "Ana"))])).unwrap();
    let mode = |path: &str| fs::metadata(home.join(path)).unwrap().permissions().mode() & 0o777;
    for folder in ["", "journal", "index", "index/1", "index/1/blobs"] {
        assert_eq!(mode(folder), 0o700, "{folder}");
    }
    for file in ["book.json", "kith.lock", "kith.pid", "journal/0000000001.jsonl", "index/1/db"] {
        assert_eq!(mode(file), 0o600, "{file}");
    }
}
