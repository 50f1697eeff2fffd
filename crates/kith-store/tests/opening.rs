//! Opening a book that a crash, a disk or a newer Kith left behind.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use common::*;
use kith_core::{CheckIn, CheckInId, Settings};
use kith_store::{Book, Change, IndexTrouble, Key, Notice, ReadOnly, Record, StoreError};
use rstest::rstest;

fn journal(home: &Path) -> PathBuf {
    home.join("journal/0000000001.jsonl")
}

/// Acts that touch one another.
fn acts() -> Vec<Vec<Change>> {
    vec![
        vec![put_person(person(1, "Ana")), put_person(person(2, "Luis"))],
        vec![put_check_in(check_in(1, &[1, 2], 10))],
        vec![put_prompt(prompt(1, 2, 20))],
        vec![put_check_in(check_in(1, &[2], 30)), put_check_in(check_in(2, &[1], 5))],
        vec![Change::Remove(Key::Person(person_id(2)))],
    ]
}

/// A book with these acts, closed.
fn book_with(acts: &[Vec<Change>]) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let book = Book::open(home.path()).unwrap();
    for changes in acts {
        book.commit(act(changes.clone())).unwrap();
    }
    home
}

/// How long the journal is after each of the acts.
fn ends(home: &Path) -> Vec<usize> {
    ends_of(&fs::read(journal(home)).unwrap())
}

fn ends_of(bytes: &[u8]) -> Vec<usize> {
    bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect()
}

/// A copy of the book as it was with an index up to `indexed` acts.
fn with_index_of(home: &Path, indexed: usize) -> tempfile::TempDir {
    let older = book_with(&acts()[..indexed]);
    let copied = tempfile::tempdir().unwrap();
    copy(home, copied.path());
    fs::remove_dir_all(copied.path().join("index")).unwrap();
    copy(&older.path().join("index"), &copied.path().join("index"));
    copied
}

#[test]
fn a_journal_cut_anywhere_opens_with_every_whole_act_and_nothing_else() {
    let mut acts = acts();
    acts.truncate(3);
    acts.push(vec![Change::Remove(Key::Prompt(prompt_id(1)))]);
    acts.push(vec![Change::Put(Record::Settings(Box::new(Settings {
        daily_cap: 1,
        ..Settings::default()
    })))]);
    let home = book_with(&acts);
    let whole = fs::read(journal(home.path())).unwrap();
    let ends = ends(home.path());
    // Every byte of the last two lines, with the index as it was before them.
    let at_crash = with_index_of(home.path(), 3);
    let model = |acts_kept: usize| Model::of(&acts[..acts_kept]);
    for len in ends[2]..=whole.len() {
        let crashed = tempfile::tempdir().unwrap();
        copy(at_crash.path(), crashed.path());
        fs::write(journal(crashed.path()), &whole[..len]).unwrap();
        let book = Book::open(crashed.path()).unwrap();
        let kept = ends.iter().filter(|end| **end <= len).count();
        assert_eq!(book.prompts(9).unwrap(), model(kept).prompts(), "cut at {len}");
        assert_eq!(book.settings().unwrap(), model(kept).settings, "cut at {len}");
        assert_eq!(book.notices().is_empty(), ends.contains(&len), "cut at {len}");
        if !ends.contains(&len) && len % 64 != 0 {
            continue;
        }
        model(kept).assert_is(&book);
        // And it goes on from there.
        let committed = book.commit(act(vec![put_person(person(9, "Zoe"))])).unwrap();
        assert_eq!(committed.seq, kept as u64 + 1);
        drop(book);
        let book = Book::open(crashed.path()).unwrap();
        assert_eq!(book.notices(), []);
        let mut model = model(kept);
        model.commit(&[put_person(person(9, "Zoe"))]);
        model.assert_is(&book);
    }
}

#[test]
fn a_long_act_without_its_last_line_never_was() {
    let long: Vec<Change> = (10..200)
        .map(|n| {
            let mut person = person(n, "one of many");
            person.note = "x".repeat(3_000);
            put_person(person)
        })
        .collect();
    let mut acts = acts();
    acts.push(long);
    let home = book_with(&acts);
    let ends = ends(home.path());
    assert!(ends.len() > 8, "the last act is several lines");
    for cut in 6..ends.len() {
        let crashed = with_index_of(home.path(), 5);
        let whole = fs::read(journal(home.path())).unwrap();
        fs::write(journal(crashed.path()), &whole[..ends[cut - 1]]).unwrap();
        let book = Book::open(crashed.path()).unwrap();
        assert!(matches!(book.notices(), [Notice::UnfinishedActCut { .. }]), "{:?}", book.notices());
        Model::of(&acts[..5]).assert_is(&book);
    }
}

#[test]
fn what_is_cut_off_is_kept() {
    let home = book_with(&acts());
    let mut bytes = fs::read(journal(home.path())).unwrap();
    bytes.extend_from_slice(b"{\"seq\":6,\"crc\":\"00");
    fs::write(journal(home.path()), bytes).unwrap();
    let book = Book::open(home.path()).unwrap();
    let [Notice::UnfinishedActCut { bytes: 18, kept }] = book.notices() else {
        panic!("{:?}", book.notices())
    };
    assert!(kept.starts_with(home.path().join("quarantine")));
    assert_eq!(fs::read(kept).unwrap(), b"{\"seq\":6,\"crc\":\"00");
}

#[rstest]
#[case::from_the_beginning(0)]
#[case::from_the_second(2)]
#[case::from_the_last_but_one(4)]
fn an_index_that_is_behind_is_caught_up(#[case] indexed: usize) {
    let home = book_with(&acts());
    let behind = with_index_of(home.path(), indexed);
    let book = Book::open(behind.path()).unwrap();
    assert_eq!(book.notices(), []);
    Model::of(&acts()).assert_is(&book);
}

fn garbage(index: &Path) {
    let slot = index.join("1");
    for entry in fs::read_dir(slot).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::write(path, [0xa5; 4096]).unwrap();
        }
    }
}

fn nothing(index: &Path) {
    fs::remove_dir_all(index).unwrap();
}

fn empty_files(index: &Path) {
    fs::write(index.join("1/db"), []).unwrap();
    fs::write(index.join("1/conf"), []).unwrap();
}

fn of_another_book(index: &Path) {
    let other = book_with(&[vec![], vec![], vec![], vec![], vec![put_person(person(77, "Somebody else"))]]);
    nothing(index);
    copy(&other.path().join("index"), index);
}

fn ahead(index: &Path) {
    let mut more = acts();
    more.push(vec![put_person(person(78, "Never there"))]);
    let other = book_with(&more);
    nothing(index);
    copy(&other.path().join("index"), index);
}

#[rstest]
#[case(garbage, true)]
#[case(nothing, true)]
#[case(empty_files, true)]
#[case(of_another_book, true)]
#[case(ahead, false)]
fn an_index_that_cannot_be_used_is_made_again(#[case] damage: fn(&Path), #[case] nothing_is_missing: bool) {
    let home = book_with(&acts());
    damage(&home.path().join("index"));
    let book = Book::open(home.path()).unwrap();
    let rebuilt = book.notices().iter().find_map(|notice| match notice {
        Notice::IndexRebuilt { why, kept, counts, whole } => Some((why, kept, counts, *whole)),
        _ => None,
    });
    let (why, kept, counts, whole) = rebuilt.unwrap();
    // An index that knows more than the journal tells that the end of the journal is gone.
    assert_eq!(whole, nothing_is_missing);
    assert_eq!(kept.is_none(), *why == IndexTrouble::Missing && !home.path().join("quarantine").exists());
    assert_eq!(*counts, book.counts().unwrap());
    Model::of(&acts()).assert_is(&book);
    drop(book);
    assert_eq!(Book::open(home.path()).unwrap().notices(), []);
}

#[test]
fn what_a_crash_of_sled_leaves_does_not_hinder() {
    let home = book_with(&acts());
    fs::write(home.path().join("index/1/snap.0000000000000042.generating"), []).unwrap();
    let book = Book::open(home.path()).unwrap();
    assert_eq!(book.notices(), []);
    Model::of(&acts()).assert_is(&book);
}

#[test]
fn a_damaged_line_in_the_middle_is_put_aside_and_told_and_the_rest_is_kept() {
    let mut acts = acts();
    acts.truncate(4);
    let home = book_with(&acts);
    let ends = ends(home.path());
    let mut bytes = fs::read(journal(home.path())).unwrap();
    bytes[ends[1] + 70] ^= 1;
    fs::write(journal(home.path()), &bytes).unwrap();
    let book = Book::open(home.path()).unwrap();
    let [
        Notice::JournalDamaged { first_seq: 3, last_seq: 3, kept: Some(kept) },
        Notice::IndexRebuilt { whole: false, .. },
        Notice::NotRestored { lost },
    ] = book.notices()
    else {
        panic!("{:?}", book.notices())
    };
    assert_eq!(*lost, [(3, 3)]);
    assert_eq!(fs::read(kept).unwrap(), bytes);
    acts.remove(2);
    Model::of(&acts).assert_is(&book);
    // The fifth says that the damage is known.
    assert_eq!(book.commit(act(vec![])).unwrap().seq, 6);
}

#[test]
fn a_damaged_member_of_a_sealed_segment_is_noticed_when_it_is_read_and_told_by_the_next_opening() {
    let home = tempfile::tempdir().unwrap();
    let book = Book::open(home.path()).unwrap();
    for n in 0..20 {
        let mut person = person(n, "somebody");
        person.note =
            (0..30_000u64).map(|i| format!("{:x}", i.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
        book.commit(act(vec![put_person(person)])).unwrap();
    }
    drop(book);
    let sealed = home.path().join("journal/0000000001.jsonl.gz");
    let mut bytes = fs::read(&sealed).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&sealed, &bytes).unwrap();

    let book = Book::open(home.path()).unwrap();
    let damaged: Vec<u8> = (0..20).filter(|n| book.person(person_id(*n)).is_err()).collect();
    // One, or two when the end of one and the beginning of the next are in the same member.
    let [first, .., last] = [damaged[0], damaged[damaged.len() - 1]];
    assert!(last - first <= 1, "{damaged:?}");
    let error = book.person(person_id(first)).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { segment: 1 }), "{error:?}");
    drop(book);

    let book = Book::open(home.path()).unwrap();
    let told: Vec<_> = book
        .notices()
        .iter()
        .filter_map(|notice| match notice {
            Notice::JournalDamaged { first_seq, last_seq, kept: Some(kept) } => {
                Some((*first_seq, *last_seq, fs::read(kept).unwrap()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(told, [(u64::from(first) + 1, u64::from(last) + 1, bytes)]);
    for n in 0..20 {
        assert_eq!(book.person(person_id(n)).unwrap().is_none(), damaged.contains(&n));
    }
}

/// Every file of the book's record, with what is in it.
fn record(home: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> =
        fs::read_dir(home.join("journal")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.push(home.join("book.json"));
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
}

fn assert_only_read(home: &Path, version: u32) {
    let before = record(home);
    let book = Book::open(home).unwrap();
    assert_eq!(book.read_only(), Some(ReadOnly::NewerBook { version }));
    assert_eq!(book.person(person_id(1)).unwrap(), Some(person(1, "Ana")));
    assert_eq!(book.rows().unwrap().len(), 2);
    let refused = book.commit(act(vec![put_person(person(3, "Zoe"))])).unwrap_err();
    assert!(matches!(refused, StoreError::ReadOnly(ReadOnly::NewerBook { .. })), "{refused:?}");
    drop(book);
    assert_eq!(record(home), before);
}

#[test]
fn a_book_of_a_newer_format_is_read_and_never_written() {
    let home = book_with(&acts()[..1]);
    for file in ["book.json", "book.copy.json"] {
        fs::write(home.path().join(file), r#"{"format":3,"since":"2031"}"#).unwrap();
    }
    // Not even what looks unfinished is touched.
    let mut bytes = fs::read(journal(home.path())).unwrap();
    bytes.extend_from_slice(b"{\"a line of the future\"");
    fs::write(journal(home.path()), bytes).unwrap();
    assert_only_read(home.path(), 3);
}

#[rstest]
#[case::of_a_newer_version(r#"{"put":"person","v":7,"data":{"name":{"given":"Zoe"}}}"#, 7)]
#[case::of_an_unknown_kind(r#"{"put":"gift","v":1,"data":{"what":"a book"}}"#, 1)]
#[case::removing_one_of_an_unknown_kind(
    r#"{"remove":"gift","v":1,"id":"01a20244-e800-79d4-b066-a9c8fed35f66"}"#,
    1
)]
fn a_book_with_a_record_of_a_newer_kith_is_read_and_never_written(
    #[case] change: &str,
    #[case] version: u32,
) {
    let home = book_with(&acts()[..1]);
    let body = format!(r#"{{"at":"2031-01-01T00:00:00Z","act":"x","changes":[{change}]}}"#);
    let crc = crc32c::crc32c(format!("2{body}").as_bytes());
    let line = format!("{{\"seq\":2,\"crc\":\"{crc:08x}\",\"body\":{body}}}\n");
    let mut bytes = fs::read(journal(home.path())).unwrap();
    bytes.extend_from_slice(line.as_bytes());
    fs::write(journal(home.path()), bytes).unwrap();
    assert_only_read(home.path(), version);
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error_that_names_it() {
    let parent = tempfile::tempdir().unwrap();
    let file = parent.path().join("a file");
    fs::write(&file, []).unwrap();
    let error = Book::open(&file.join("kith")).unwrap_err();
    assert!(matches!(&error, StoreError::Folder { path, .. } if path.starts_with(&file)), "{error:?}");
}

const CHILD: &str = "KITH_STORE_TEST_OPENS";

/// Not a test of its own: what the test below starts as another process.
#[test]
fn child_that_opens_a_book() {
    let Some(home) = std::env::var_os(CHILD) else { return };
    match Book::open(Path::new(&home)) {
        Err(StoreError::Running { pid }) => println!("running in {pid:?}"),
        other => println!("{other:?}"),
    }
}

#[test]
fn a_second_process_is_told_which_one_has_the_book() {
    let home = book_with(&acts());
    let book = Book::open(home.path()).unwrap();
    let second = || {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "child_that_opens_a_book", "--nocapture"]).env(CHILD, home.path());
        String::from_utf8(child.output().unwrap().stdout).unwrap()
    };
    let told = second();
    assert!(told.contains(&format!("running in Some({})", std::process::id())), "{told}");
    drop(book);
    let opened = second();
    assert!(opened.contains("Ok(Book"), "{opened}");
}

#[test]
fn settings_that_were_never_saved_are_the_defaults() {
    let home = book_with(&[]);
    let book = Book::open(home.path()).unwrap();
    assert_eq!(book.settings().unwrap(), Settings::default());
    let capped = Settings { daily_cap: 1, ..Default::default() };
    book.commit(act(vec![Change::Put(Record::Settings(Box::new(capped.clone())))])).unwrap();
    let journal = fs::read_to_string(journal(home.path())).unwrap();
    assert!(journal.contains(r#""data":{"daily_cap":1}}"#), "{journal}");
    assert_eq!(book.settings().unwrap(), capped);
}

/// A book of five long acts in three segments, of which two are sealed.
fn book_of_segments() -> tempfile::TempDir {
    let note = "was there ".repeat(450_000);
    let log = |n| vec![put_check_in(CheckIn { note: note.clone(), ..check_in(n, &[1], n.into()) })];
    book_with(&(1..=5).map(log).collect::<Vec<_>>())
}

#[test]
fn segments_that_are_gone_or_cut_are_told_by_the_next_opening() {
    let home = book_of_segments();
    let segment = |first: u64| home.path().join(format!("journal/{first:010}.jsonl.gz"));
    fs::remove_file(segment(1)).unwrap();
    let bytes = fs::read(segment(3)).unwrap();
    fs::write(segment(3), &bytes[..bytes.len() / 4 * 3]).unwrap();
    let book = Book::open(home.path()).unwrap();
    let told = book.notices().iter().filter_map(|notice| match notice {
        Notice::JournalDamaged { first_seq, last_seq, .. } => Some((*first_seq, *last_seq)),
        _ => None,
    });
    assert_eq!(told.collect::<Vec<_>>(), [(1, 2), (4, 4)], "{:?}", book.notices());
    let is_there = |n: &u8| book.check_in(check_in_id(*n)).unwrap().is_some();
    assert_eq!((1..=5).filter(is_there).collect::<Vec<_>>(), [3, 5]);
    drop(book);
    assert_eq!(Book::open(home.path()).unwrap().notices(), []);
}

#[test]
fn many_check_ins_that_begin_alike_are_told_apart() {
    let home = tempfile::tempdir().unwrap();
    let id = |n: u16| {
        let mut id = [7; 16];
        id[14..].copy_from_slice(&n.to_be_bytes());
        CheckInId::from_bytes(id)
    };
    let logged = |n: u16| CheckIn { id: id(n), ..check_in(1, &[1], i64::from(n)) };
    // In no order, and more than a block of the index holds.
    let all: Vec<u16> = (0..400).map(|n| n * 7 % 400).collect();
    let book = Book::open(home.path()).unwrap();
    for some in all.chunks(90) {
        book.commit(act(some.iter().map(|n| put_check_in(logged(*n))).collect())).unwrap();
    }
    let edited = |n: u16| CheckIn { note: "another".to_owned(), ..logged(n) };
    let edits = (0..400).step_by(3).map(|n| put_check_in(edited(n)));
    let removed = (1..400).step_by(3).map(|n| Change::Remove(Key::CheckIn(id(n))));
    book.commit(act(edits.chain(removed).collect())).unwrap();
    let assert_is = |book: &Book| {
        for n in 0..400 {
            let expected = [Some(edited(n)), None, Some(logged(n))][usize::from(n % 3)].clone();
            assert_eq!(book.check_in(id(n)).unwrap(), expected);
        }
        assert_eq!(book.check_in(id(400)).unwrap(), None);
        assert_eq!(book.counts().unwrap().check_ins, 267);
    };
    assert_is(&book);
    drop(book);
    nothing(&home.path().join("index"));
    assert_is(&Book::open(home.path()).unwrap());
}

#[test]
fn an_index_of_another_version_of_kith_is_made_again_without_a_word() {
    let home = book_with(&acts());
    {
        let index = sled::open(home.path().join("index/1")).unwrap();
        let book = index.open_tree("book").unwrap();
        let meta = book.get("m").unwrap().unwrap();
        let mut meta: serde_json::Value = serde_json::from_slice(&meta).unwrap();
        meta["format"] = 1.into();
        book.insert("m", meta.to_string().as_bytes()).unwrap();
        index.flush().unwrap();
    }
    let book = Book::open(home.path()).unwrap();
    assert_eq!(book.notices(), []);
    Model::of(&acts()).assert_is(&book);
    drop(book);
    assert!(!home.path().join("quarantine").exists());
    assert!(!home.path().join("index/1").exists());
}

#[rstest]
#[case::empty("")]
#[case::of_something_else("garbage\n")]
fn a_file_that_is_called_like_a_segment_takes_nothing_away(
    #[case] text: &str,
    #[values(2, 4)] first: u64,
    #[values(false, true)] goes_on: bool,
) {
    let home = book_with(&acts());
    let stray = home.path().join(format!("journal/{first:010}.jsonl"));
    fs::write(&stray, text).unwrap();
    let whole = fs::read(journal(home.path())).unwrap();
    if goes_on {
        // Another segment follows, as after the disk had failed.
        let next = put_check_in(check_in(7, &[1], 40));
        let (older, newer) = (book_with(&acts()), book_with(&[acts(), vec![vec![next]]].concat()));
        let rest = fs::read(journal(newer.path()))
            .unwrap()
            .split_off(fs::read(journal(older.path())).unwrap().len());
        fs::write(home.path().join("journal/0000000006.jsonl"), rest).unwrap();
    }
    let book = Book::open(home.path()).unwrap();
    let told = book.notices().iter().any(|notice| matches!(notice, Notice::WritingPutAside { .. }));
    assert_eq!(told, !text.is_empty(), "{:?}", book.notices());
    let lost =
        |notice: &Notice| matches!(notice, Notice::JournalDamaged { .. } | Notice::UnfinishedActCut { .. });
    assert!(!book.notices().iter().any(lost), "{:?}", book.notices());
    assert!(fs::read(journal(home.path())).unwrap() == whole && !stray.exists());
    let mut model = Model::of(&acts());
    if goes_on {
        model.commit(&[put_check_in(check_in(7, &[1], 40))]);
    }
    model.assert_is(&book);
}

#[rstest]
#[case::as_damage_where_the_index_has_it(true)]
#[case::as_cut_off_where_nothing_knows_of_it(false)]
fn what_a_file_called_like_the_last_line_takes_away_is_kept_and_told(#[case] with_index: bool) {
    let home = book_with(&acts());
    let whole = fs::read(journal(home.path())).unwrap();
    fs::write(home.path().join("journal/0000000005.jsonl"), "").unwrap();
    if !with_index {
        fs::remove_dir_all(home.path().join("index")).unwrap();
    }
    let book = Book::open(home.path()).unwrap();
    let kept = book.notices().iter().find_map(|notice| match notice {
        Notice::JournalDamaged { first_seq: 5, last_seq: 5, kept: Some(kept) } if with_index => Some(kept),
        Notice::UnfinishedActCut { kept, .. } if !with_index => Some(kept),
        _ => None,
    });
    let kept = kept.map(|kept| fs::read(kept).unwrap());
    assert_eq!(kept.expect("told"), whole[ends_of(&whole)[3]..]);
}

#[test]
fn a_journal_that_kith_did_not_write_last_is_told_as_another() {
    let (home, other) = (book_with(&acts()), book_with(&[vec![put_person(person(3, "Zoe"))]]));
    for n in 4..8 {
        Book::open(other.path()).unwrap().commit(act(vec![put_person(person(n, "Somebody"))])).unwrap();
    }
    fs::copy(journal(other.path()), journal(home.path())).unwrap();
    let book = Book::open(home.path()).unwrap();
    let [Notice::IndexRebuilt { why: IndexTrouble::OtherJournal, kept: Some(kept), .. }] = book.notices()
    else {
        panic!("{:?}", book.notices())
    };
    assert!(kept.is_dir());
}
