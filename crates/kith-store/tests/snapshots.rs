//! Snapshots: what is in them, what they put back, and what is said about those that cannot be used.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
};

use common::*;
use kith_core::Settings;
use kith_store::{
    Act, Book, Change, Form, IndexProblem, Key, Notice, Opens, Problem, Readers, Record, Snapshot,
    SnapshotTrouble, Source, StoreError, verify,
};
use proptest::prelude::*;
use rstest::rstest;

/// Acts that touch one another.
fn acts() -> Vec<Vec<Change>> {
    vec![
        vec![put_person(person(1, "Ana")), put_person(person(2, "Luis"))],
        vec![put_check_in(check_in(1, &[1, 2], 10))],
        vec![put_prompt(prompt(1, 2, 20)), put_check_in(check_in(9, &[1], 7))],
        vec![put_check_in(check_in(1, &[2], 30)), put_check_in(check_in(2, &[1], 5))],
        vec![Change::Remove(Key::CheckIn(check_in_id(9)))],
        vec![
            Change::Put(Record::Settings(Box::new(Settings { daily_cap: 7, ..Settings::default() }))),
            put_plan(plan(1, &[1, 2], Some(60))),
            put_starter(starter(2, 1, "the book")),
            put_community(community(1, &[1, 2], "the choir")),
            put_noted(noted(1, 20)),
        ],
    ]
}

/// Lines of text that everybody can read.
const PLAIN: Form<'_> = Form { gzip: false, readers: Readers::Everybody, only: None };

fn new_book() -> (tempfile::TempDir, Book) {
    let home = tempfile::tempdir().unwrap();
    let book = Book::open(home.path()).unwrap();
    (home, book)
}

fn commit(book: &Book, acts: &[Vec<Change>]) {
    for changes in acts {
        book.commit(act(changes.clone())).unwrap();
    }
}

/// A closed book with the acts, and a snapshot after the first `at` of them.
fn book_with_snapshot(acts: &[Vec<Change>], at: usize) -> (tempfile::TempDir, Snapshot) {
    let (home, book) = new_book();
    commit(&book, &acts[..at]);
    let snapshot = book.snapshot(minute(60)).unwrap();
    commit(&book, &acts[at..]);
    drop(book);
    (home, snapshot)
}

fn unzipped(path: &Path) -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    text
}

fn zip(path: &Path, text: &[u8]) {
    let mut encoder =
        flate2::write::GzEncoder::new(fs::File::create(path).unwrap(), flate2::Compression::fast());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap();
}

fn journal(home: &Path) -> PathBuf {
    home.join("journal/0000000001.jsonl")
}

/// Where each line of the journal ends.
fn ends(home: &Path) -> Vec<usize> {
    let bytes = fs::read(journal(home)).unwrap();
    bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect()
}

fn damage_line(home: &Path, line: usize) {
    let mut bytes = fs::read(journal(home)).unwrap();
    let at = ends(home)[line - 1] - 20;
    bytes[at] ^= 1;
    fs::write(journal(home), bytes).unwrap();
}

fn restored(book: &Book) -> (u64, Vec<(u64, u64)>) {
    let found = book.notices().iter().find_map(|notice| match notice {
        Notice::Restored { records, lost, .. } => Some((*records, lost.clone())),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("{:?}", book.notices()))
}

#[test]
fn a_snapshot_is_json_lines_that_anybody_can_read() {
    let (_home, snapshot) = book_with_snapshot(&acts(), 6);
    assert!(snapshot.path.ends_with("snapshots/20260101T100000Z.jsonl.gz"), "{snapshot:?}");
    let text = unzipped(&snapshot.path);
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["kith"], "book");
    assert_eq!(lines[0]["format"], 1);
    assert_eq!(lines[0]["seq"], 6);
    assert_eq!(lines[0]["at"], "2026-01-01T10:00:00Z");
    let puts: Vec<_> = lines.iter().filter_map(|line| line["put"].as_str()).collect();
    let expected = ["person", "person", "prompt", "check-in", "check-in", "settings"];
    assert_eq!(puts, [&expected[..], &["community", "noted", "plan", "starter"]].concat());
    let end = &lines[lines.len() - 1]["end"];
    assert_eq!((&end["people"], &end["check_ins"], &end["prompts"]), (&2.into(), &2.into(), &1.into()));
    assert_eq!((&end["photos"], &end["plans"], &end["starters"]), (&0.into(), &1.into(), &1.into()));
    assert_eq!((&end["communities"], &end["noted"]), (&1.into(), &1.into()));
    assert_eq!(verify(&snapshot.path).unwrap(), snapshot.manifest);
}

#[test]
fn a_snapshot_of_a_kith_that_knew_of_no_plans_is_read() {
    use sha2::{Digest, Sha256};
    let lines = concat!(
        r#"{"kith":"book","format":1,"at":"2026-11-23T10:42:32Z","seq":1}"#,
        "\n",
        r#"{"put":"person","v":1,"data":{"id":"01010101-0101-7001-8001-010101010101","name":"Ana","added":"2026-01-01T09:00:00Z"}}"#,
        "\n"
    );
    let sha256: String = Sha256::digest(lines).iter().map(|byte| format!("{byte:02x}")).collect();
    let end = format!(r#"{{"end":{{"people":1,"check_ins":0,"prompts":0,"sha256":"{sha256}"}}}}"#);
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("old.jsonl");
    fs::write(&file, format!("{lines}{end}\n")).unwrap();
    let counts = verify(&file).unwrap().counts;
    assert_eq!((counts.people, counts.plans, counts.starters), (1, 0, 0));
}

#[rstest]
#[case::as_a_newer_kith_wrote_it(true, SnapshotTrouble::Newer { version: 1 })]
#[case::damaged_in_its_kind(false, SnapshotTrouble::Damaged { line: 2 })]
fn a_kind_that_nobody_knows_is_a_newer_kiths_only_if_the_checksum_says_so(
    #[case] whole: bool,
    #[case] why: SnapshotTrouble,
) {
    use sha2::{Digest, Sha256};
    let header = concat!(r#"{"kith":"book","format":1,"at":"2026-11-23T10:42:32Z","seq":1}"#, "\n");
    let of_kind = |kind: &str| {
        format!(
            "{header}{{\"put\":\"{kind}\",\"v\":1,\"data\":{{\"id\":\"01010101-0101-7001-8001-010101010101\"}}}}\n"
        )
    };
    let written = of_kind(if whole { "hologram" } else { "person" });
    let sha256: String = Sha256::digest(&written).iter().map(|byte| format!("{byte:02x}")).collect();
    let end = format!(r#"{{"end":{{"people":0,"check_ins":0,"prompts":0,"sha256":"{sha256}"}}}}"#);
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("other.jsonl");
    fs::write(&file, format!("{}{end}\n", of_kind("hologram"))).unwrap();
    assert_eq!(verify(&file).unwrap_err(), why);
}

#[test]
fn two_snapshots_of_one_second_have_two_names_and_the_newer_is_listed_first() {
    let (_home, book) = new_book();
    commit(&book, &acts());
    let first = book.snapshot(minute(0)).unwrap();
    let second = book.snapshot(minute(0)).unwrap();
    let listed: Vec<_> = book.snapshots().unwrap().into_iter().map(|file| file.path).collect();
    assert_eq!(listed, [second.path, first.path]);
}

#[test]
fn old_snapshots_are_thinned_when_one_is_made() {
    let (_home, book) = new_book();
    commit(&book, &acts());
    for half_hour in 0..30 {
        book.snapshot(minute(30 * half_hour)).unwrap();
    }
    // The eight newest; the day, the week and the month before them are one and the same day.
    assert_eq!(book.snapshots().unwrap().len(), 8);
    assert_eq!(book.snapshots().unwrap()[0].at, minute(30 * 29));
}

#[test]
fn a_backup_never_replaces_a_file() {
    let (home, book) = new_book();
    commit(&book, &acts());
    let file = home.path().join("mine.jsonl");
    fs::write(&file, "mine").unwrap();
    let refused = book.snapshot_to(&file, minute(0), PLAIN).unwrap_err();
    assert!(matches!(refused, StoreError::Exists { .. }), "{refused:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    let other = home.path().join("other.jsonl");
    let snapshot = book.snapshot_to(&other, minute(0), PLAIN).unwrap();
    let mut exported = Vec::new();
    assert_eq!(book.export(minute(0), &mut exported, PLAIN).unwrap(), snapshot.manifest);
    assert_eq!(fs::read(&other).unwrap(), exported);
}

#[test]
fn a_snapshot_made_while_others_write_is_the_book_after_exactly_one_act() {
    let (home, book) = new_book();
    let written: Vec<Vec<Change>> = (0..200u8)
        .map(|n| match n % 3 {
            0 => vec![put_person(person(n / 3, "somebody"))],
            1 => vec![put_check_in(check_in(n, &[n / 3], i64::from(n)))],
            _ => vec![Change::Remove(Key::CheckIn(check_in_id(n.checked_sub(31).unwrap_or(n))))],
        })
        .collect();
    let snapshots = std::thread::scope(|scope| {
        let writer = scope.spawn(|| commit(&book, &written));
        let mut snapshots = Vec::new();
        for n in 0.. {
            snapshots.push(book.snapshot(minute(n)).unwrap());
            if writer.is_finished() {
                break;
            }
        }
        writer.join().unwrap();
        snapshots
    });
    for snapshot in &snapshots[snapshots.len().saturating_sub(6)..] {
        let seq = usize::try_from(snapshot.manifest.seq).unwrap();
        let (_other, copy) = new_book();
        restore(&copy, &snapshot.path);
        Model::of(&written[..seq]).assert_same_records(&copy);
    }
    drop((book, home));
}

fn restore(book: &Book, path: &Path) {
    let difference = book.difference(Source::File(path), &Opens::default()).unwrap();
    book.commit(Act { name: "restore", ..act(difference.changes) }).unwrap();
}

#[test]
fn what_was_restored_is_undone_by_restoring_what_was_there_before() {
    let (_home, book) = new_book();
    commit(&book, &acts()[..4]);
    let old = book.snapshot(minute(0)).unwrap();
    commit(&book, &[vec![Change::Remove(Key::Person(person_id(2)))], vec![put_person(person(3, "Zoe"))]]);
    let new = book.snapshot(minute(1)).unwrap();
    restore(&book, &old.path);
    Model::of(&acts()[..4]).assert_same_records(&book);
    assert_eq!(book.difference(Source::File(&old.path), &Opens::default()).unwrap().changes, []);
    restore(&book, &new.path);
    assert_eq!(book.person(person_id(2)).unwrap(), None);
    assert_eq!(book.person(person_id(3)).unwrap(), Some(person(3, "Zoe")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn any_book_comes_back_from_its_snapshot_into_any_other(
        ours in random::acts(), theirs in random::acts(),
    ) {
        let (_home, book) = new_book();
        commit(&book, &ours);
        let snapshot = book.snapshot(minute(0)).unwrap();
        let (_other, other) = new_book();
        commit(&other, &theirs);
        restore(&other, &snapshot.path);
        Model::of(&ours).assert_same_records(&other);
        prop_assert_eq!(other.check().unwrap().problems, []);
        prop_assert_eq!(book.check().unwrap().problems, []);
    }

    /// A line of the journal is damaged; a snapshot was made at some time before or after.
    #[test]
    fn a_damaged_act_comes_back_from_the_snapshot_if_it_is_in_it(
        acts in prop::collection::vec(random::act(), 3..14), damaged in any::<prop::sample::Index>(),
        made in any::<prop::sample::Index>(),
    ) {
        let made = 1 + made.index(acts.len());
        // The last line is cut, not damaged, for all that can be known.
        let damaged = 1 + damaged.index(acts.len() - 1);
        let (home, _) = book_with_snapshot(&acts, made);
        damage_line(home.path(), damaged);
        let book = Book::open(home.path()).unwrap();
        if damaged <= made {
            Model::of(&acts).assert_same_records(&book);
            prop_assert_eq!(restored(&book).1, &[]);
        } else {
            let seq = damaged as u64;
            prop_assert_eq!(restored(&book).1, &[(seq, seq)]);
        }
        drop(book);
        let book = Book::open(home.path()).unwrap();
        prop_assert_eq!(book.notices(), &[]);
        let report = book.check().unwrap();
        prop_assert_eq!(report.problems, []);
        book.snapshot(minute(99)).unwrap();
    }
}

#[test]
fn damage_to_what_was_before_a_repair_is_told_and_put_back_too() {
    let (home, _) = book_with_snapshot(&acts(), 6);
    damage_line(home.path(), 4);
    drop(Book::open(home.path()).unwrap());
    // It was closed behind the gap, and sealed.
    let sealed = home.path().join("journal/0000000001.jsonl.gz");
    let mut bytes = fs::read(&sealed).unwrap();
    bytes[100] ^= 1;
    fs::write(&sealed, bytes).unwrap();
    fs::remove_dir_all(home.path().join("index")).unwrap();
    let book = Book::open(home.path()).unwrap();
    let told = |notice: &Notice| matches!(notice, Notice::JournalDamaged { first_seq: 1, .. });
    assert!(book.notices().iter().any(told), "{:?}", book.notices());
    Model::of(&acts()).assert_same_records(&book);
    drop(book);
    assert_eq!(Book::open(home.path()).unwrap().notices(), []);
}

#[test]
fn damage_is_told_once_and_stays_known_when_the_index_is_made_again() {
    let (home, _) = book_with_snapshot(&acts(), 5);
    damage_line(home.path(), 3);
    let book = Book::open(home.path()).unwrap();
    let (records, lost) = restored(&book);
    assert!(records > 0 && lost.is_empty());
    Model::of(&acts()).assert_same_records(&book);
    commit(&book, &[vec![put_person(person(3, "Zoe"))]]);
    drop(book);
    fs::remove_dir_all(home.path().join("index")).unwrap();
    let book = Book::open(home.path()).unwrap();
    assert!(matches!(book.notices(), [Notice::IndexRebuilt { .. }]), "{:?}", book.notices());
    let mut model = Model::of(&acts());
    model.commit(&[put_person(person(3, "Zoe"))]);
    model.assert_same_records(&book);
}

#[rstest]
#[case::with_its_index(true)]
#[case::without_its_index(false)]
fn a_journal_that_is_gone_comes_back_from_the_snapshot(#[case] index: bool) {
    let (home, _) = book_with_snapshot(&acts(), 4);
    fs::remove_dir_all(home.path().join("journal")).unwrap();
    if !index {
        fs::remove_dir_all(home.path().join("index")).unwrap();
    }
    let book = Book::open(home.path()).unwrap();
    // Without the index nothing is left that knows of the last two acts.
    let lost: &[(u64, u64)] = if index { &[(5, 6)] } else { &[] };
    assert_eq!(restored(&book).1, lost);
    let says = |notice: &Notice| matches!(notice, Notice::Restored { open_end: true, .. });
    assert_eq!(book.notices().iter().any(says), !index, "{:?}", book.notices());
    Model::of(&acts()[..4]).assert_same_records(&book);
    let next = book.commit(act(vec![put_person(person(3, "Zoe"))])).unwrap().seq;
    assert!(next > if index { 6 } else { 4 }, "{next}");
    drop(book);
    let book = Book::open(home.path()).unwrap();
    assert_eq!(book.notices(), []);
    assert!(book.person(person_id(3)).unwrap().is_some());
}

#[test]
fn a_hole_without_a_snapshot_is_told_and_the_rest_is_there() {
    let (home, book) = new_book();
    commit(&book, &acts()[..4]);
    drop(book);
    assert_eq!(not_put_back(home.path()).check().unwrap().problems, []);
}

/// Damages the second line of four, which nothing brings back.
fn not_put_back(home: &Path) -> Book {
    damage_line(home, 2);
    let book = Book::open(home).unwrap();
    let told = Notice::NotRestored { lost: vec![(2, 2)] };
    assert!(book.notices().contains(&told), "{:?}", book.notices());
    assert_eq!(book.counts().unwrap().people, 2);
    book
}

#[test]
fn a_damaged_snapshot_is_put_aside_and_the_one_before_it_is_used() {
    let (home, book) = new_book();
    commit(&book, &acts()[..3]);
    book.snapshot(minute(0)).unwrap();
    commit(&book, &acts()[3..5]);
    let newer = book.snapshot(minute(60)).unwrap();
    drop(book);
    let mut bytes = fs::read(&newer.path).unwrap();
    // In the checksum at its end: within the text it could make a kind into one that a newer Kith may know.
    let checksum = bytes.len() - 6;
    bytes[checksum] ^= 0x10;
    fs::write(&newer.path, &bytes).unwrap();
    damage_line(home.path(), 2);
    let book = Book::open(home.path()).unwrap();
    let kept = book.notices().iter().find_map(|notice| match notice {
        Notice::SnapshotDamaged { kept, .. } => Some(kept),
        _ => None,
    });
    assert_eq!(fs::read(kept.unwrap()).unwrap(), bytes);
    assert!(!newer.path.exists());
    assert_eq!(restored(&book).1, []);
    Model::of(&acts()[..5]).assert_same_records(&book);
}

#[rstest]
#[case::without_what_is_private(Form { gzip: true, readers: Readers::Others, only: None })]
#[case::of_one_person(Form { gzip: true, readers: Readers::Everybody, only: Some(person_id(1)) })]
fn an_export_of_a_part_of_the_book_says_so_and_repairs_nothing(#[case] part: Form<'static>) {
    let (home, book) = new_book();
    commit(&book, &acts()[..4]);
    fs::create_dir_all(home.path().join("snapshots")).unwrap();
    let file = home.path().join("snapshots/20260101T100000Z.jsonl.gz");
    assert!(!book.snapshot_to(&file, minute(0), part).unwrap().manifest.whole);
    drop(book);
    not_put_back(home.path());
}

#[test]
fn a_snapshot_of_another_book_repairs_nothing() {
    let (home, book) = new_book();
    book.commit(Act { at: minute(7), ..act(acts()[0].clone()) }).unwrap();
    commit(&book, &acts()[1..4]);
    drop(book);
    let (_other, foreign) = book_with_snapshot(&[vec![put_person(person(8, "A stranger"))]], 1);
    fs::create_dir_all(home.path().join("snapshots")).unwrap();
    fs::copy(&foreign.path, home.path().join("snapshots/20260101T100000Z.jsonl.gz")).unwrap();
    damage_line(home.path(), 2);
    let book = Book::open(home.path()).unwrap();
    assert!(book.notices().iter().any(|notice| matches!(notice, Notice::NotRestored { .. })));
    let others = Notice::BackupsOfAnother { folder: home.path().join("snapshots") };
    assert!(book.notices().contains(&others), "{:?}", book.notices());
    assert_eq!(book.person(person_id(8)).unwrap(), None);
}

/// Text in place of a snapshot, and what is wrong with it.
#[rstest]
#[case::nothing("", SnapshotTrouble::NoSnapshot)]
#[case::a_letter("Dear Ana,\n", SnapshotTrouble::NoSnapshot)]
#[case::other_json("{\"a\":1}\n", SnapshotTrouble::NoSnapshot)]
#[case::protected("age-encryption.org/v1\n-> scrypt", SnapshotTrouble::Protected)]
#[case::newer("{\"kith\":\"book\",\"format\":2,\"what\":\"ever\"}\n", SnapshotTrouble::Newer { version: 2 })]
#[case::only_a_header(
    "{\"kith\":\"book\",\"format\":1,\"at\":\"2026-01-01T00:00:00Z\",\"seq\":1}\n",
    SnapshotTrouble::Cut
)]
fn a_file_that_is_no_snapshot_is_refused(#[case] text: &str, #[case] why: SnapshotTrouble) {
    let (home, book) = new_book();
    commit(&book, &acts());
    let file = home.path().join("file");
    fs::write(&file, text).unwrap();
    let refused = book.difference(Source::File(&file), &Opens::default()).unwrap_err();
    assert!(matches!(&refused, StoreError::Snapshot(told) if *told == why), "{refused:?}");
    zip(&file, text.as_bytes());
    assert_eq!(
        verify(&file).unwrap_err(),
        if text.starts_with("age") { SnapshotTrouble::NoSnapshot } else { why }
    );
}

#[test]
fn no_changed_line_of_a_snapshot_goes_unnoticed() {
    let (home, snapshot) = book_with_snapshot(&acts(), 6);
    let text = unzipped(&snapshot.path);
    let file = home.path().join("changed");
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        for changed in [Vec::new(), vec![*line, *line], vec![lines[(at + 1) % lines.len()]]] {
            let before = &lines[..at];
            let text = [before, &changed, &lines[at + 1..]].concat().join("\n") + "\n";
            fs::write(&file, text).unwrap();
            assert!(verify(&file).is_err(), "line {at}: {changed:?}");
        }
    }
    for cut in 0..text.len() {
        fs::write(&file, &text.as_bytes()[..cut]).unwrap();
        assert!(verify(&file).is_err(), "cut at {cut}");
    }
}

#[test]
fn a_line_without_end_does_not_fill_the_memory() {
    let (home, _) = book_with_snapshot(&acts(), 6);
    let file = home.path().join("bomb");
    let mut encoder =
        flate2::write::GzEncoder::new(fs::File::create(&file).unwrap(), flate2::Compression::fast());
    encoder
        .write_all(b"{\"kith\":\"book\",\"format\":1,\"at\":\"2026-01-01T00:00:00Z\",\"seq\":1}\n{\"put\":\"")
        .unwrap();
    for _ in 0..64 {
        encoder.write_all(&vec![b'a'; 1 << 20]).unwrap();
    }
    encoder.finish().unwrap();
    assert_eq!(verify(&file).unwrap_err(), SnapshotTrouble::TooLarge);
}

#[test]
fn a_snapshot_of_a_damaged_journal_is_not_made_and_the_next_opening_mends() {
    let (home, book) = new_book();
    commit(&book, &acts());
    damage_line(home.path(), 2);
    let refused = book.snapshot(minute(0)).unwrap_err();
    assert!(matches!(refused, StoreError::Damaged { segment: 1 }), "{refused:?}");
    assert_eq!(book.snapshots().unwrap(), []);
    let problems = book.check().unwrap().problems;
    assert!(problems.contains(&Problem::Missing { first_seq: 2, last_seq: 2 }), "{problems:?}");
    drop(book);
    let book = Book::open(home.path()).unwrap();
    assert!(
        book.notices().iter().any(|notice| matches!(notice, Notice::JournalDamaged { first_seq: 2, .. }))
    );
}

#[test]
fn a_check_finds_a_damaged_snapshot_and_an_index_that_says_something_else() {
    let (home, snapshot) = book_with_snapshot(&acts(), 6);
    // The index of another book, which has as many records and the same last line.
    let (other, _) = book_with_snapshot(&acts(), 6);
    let book = Book::open(home.path()).unwrap();
    let report = book.check().unwrap();
    assert_eq!(report.problems, []);
    assert_eq!((report.journal.lines, report.journal.last_seq), (6, 6));
    assert_eq!(report.counts, book.counts().unwrap());
    assert_eq!(report.snapshots[0].1, Some(snapshot.manifest.clone()));
    let text = unzipped(&snapshot.path);
    zip(&snapshot.path, &text.as_bytes()[..text.len() - 40]);
    let problems = book.check().unwrap().problems;
    assert_eq!(problems, [Problem::Snapshot { path: snapshot.path, why: SnapshotTrouble::Cut }]);
    drop(book);
    // Two names of one length change places in the journal, under the index: the places are right, the rows are not.
    let bytes = fs::read(journal(other.path())).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let first = text.lines().next().unwrap();
    let body = &first[first.find("\"body\":").unwrap() + 7..first.len() - 1];
    let body = body.replacen("Luis", "Lola", 1);
    let line = format!(
        "{{\"seq\":1,\"crc\":\"{:08x}\",\"body\":{body}}}",
        crc32c::crc32c(format!("1{body}").as_bytes())
    );
    fs::write(journal(other.path()), text.replacen(first, &line, 1)).unwrap();
    let book = Book::open(other.path()).unwrap();
    assert_eq!(book.check().unwrap().problems, [Problem::Index(IndexProblem::Rows(1))]);
}

#[test]
fn a_book_is_mended_while_it_is_open() {
    let (home, book) = new_book();
    commit(&book, &acts()[..5]);
    book.snapshot(minute(0)).unwrap();
    commit(&book, &acts()[5..]);
    book.set_draft("log", Some("coffee with A")).unwrap();
    damage_line(home.path(), 2);
    assert!(!book.check().unwrap().problems.is_empty());
    let notices = book.repair(minute(60)).unwrap();
    let restored =
        notices.iter().any(|notice| matches!(notice, Notice::Restored { lost, .. } if lost.is_empty()));
    assert!(restored, "{notices:?}");
    Model::of(&acts()).assert_same_records(&book);
    assert_eq!(book.check().unwrap().problems, []);
    assert_eq!(book.draft("log").unwrap().as_deref(), Some("coffee with A"));
    commit(&book, &[vec![put_person(person(3, "Zoe"))]]);
    drop(book);
    let book = Book::open(home.path()).unwrap();
    assert_eq!(book.notices(), []);
    assert_eq!(book.counts().unwrap().people, 3);
}

/// Random acts.
mod random {
    use super::*;

    pub fn act() -> impl Strategy<Value = Vec<Change>> {
        prop::collection::vec(change(), 0..5)
    }

    pub fn acts() -> impl Strategy<Value = Vec<Vec<Change>>> {
        prop::collection::vec(act(), 0..12)
    }

    fn change() -> impl Strategy<Value = Change> {
        prop_oneof![
            3 => (0..5u8, "[a-zé]{1,8}").prop_map(|(n, name)| put_person(person(n, &name))),
            1 => (0..5u8).prop_map(|n| Change::Remove(Key::Person(person_id(n)))),
            6 => (0..20u8, prop::collection::btree_set(0..5u8, 0..3), -50..50i64).prop_map(|(n, with, at)| {
                put_check_in(check_in(n, &with.into_iter().collect::<Vec<_>>(), at * 60))
            }),
            2 => (0..20u8).prop_map(|n| Change::Remove(Key::CheckIn(check_in_id(n)))),
            2 => (0..9u8, 0..5u8, 0..9i64).prop_map(|(n, of, fired)| put_prompt(prompt(n, of, fired * 60))),
            1 => (0..9u8).prop_map(|n| Change::Remove(Key::Prompt(prompt_id(n)))),
            3 => (0..9u8, prop::collection::btree_set(0..5u8, 0..3), prop::option::of(0..50i64)).prop_map(|(n, with, at)| {
                put_plan(plan(n, &with.into_iter().collect::<Vec<_>>(), at.map(|at| at * 60)))
            }),
            1 => (0..9u8).prop_map(|n| Change::Remove(Key::Plan(plan_id(n)))),
            2 => (0..9u8, 0..5u8, "[a-zé]{1,8}").prop_map(|(n, of, text)| put_starter(starter(n, of, &text))),
            1 => (0..9u8).prop_map(|n| Change::Remove(Key::Starter(starter_id(n)))),
            2 => (0..9u8, prop::collection::btree_set(0..5u8, 0..4), "[a-zé]{1,8}").prop_map(|(n, members, name)| {
                put_community(community(n, &members.into_iter().collect::<Vec<_>>(), &name))
            }),
            1 => (0..9u8).prop_map(|n| Change::Remove(Key::Community(community_id(n)))),
            2 => (0..9u8, 1..600u32).prop_map(|(n, minutes)| put_noted(noted(n, minutes))),
            1 => (0..9u8).prop_map(|n| Change::Remove(Key::Noted(noted_id(n)))),
            1 => (1..9u8).prop_map(|daily_cap| {
                Change::Put(Record::Settings(Box::new(Settings { daily_cap, ..Settings::default() })))
            }),
        ]
    }
}

#[test]
fn a_snapshot_that_was_just_made_stays_whatever_the_clock_said_when_others_were() {
    let (_home, book) = new_book();
    for day in 1..40 {
        book.snapshot(minute(day * 1440 + 1_000_000)).unwrap();
    }
    for _ in 0..12 {
        let made = book.snapshot(minute(60)).unwrap();
        assert!(made.path.exists(), "{:?}", made.path);
    }
}
