//! Backups that do not open by themselves: protected ones, and those of locked books.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use kith_app::{
    App, AppError, BackupError, KeyError, Opens, Protection, Readers, SnapshotTrouble, Source, StillClock,
    Wanted, Work, parse_moment,
};
use kith_key::MemoryKeyring;
use kith_store::StoreError;
use rstest::rstest;
use tempfile::TempDir;

const PASSPHRASE: &str = " a quay at six ";
/// Of the book, while that of the backup is the other.
const OF_BOOK: &str = "four words and spaces";
const KEY_FILE: &str = include_str!("../../kith-key/tests/golden/age-key.txt");
const RECIPIENT: &str = "age1cj0uqsmxdkqzn5xcug90rex8f2tvcc8wpsp0j48jpp6wjd63kvgsugmngg";

fn book(people: &[&str]) -> (TempDir, App) {
    let home = tempfile::tempdir().expect("a folder");
    let moment = parse_moment("2026-11-22T09:00:00[Europe/Madrid]", chrono_tz::Tz::UTC).expect("a moment");
    let clock = Arc::new(StillClock::new(moment));
    let app = App::open_with(home.path(), clock, Arc::new(MemoryKeyring::default())).expect("a book");
    for name in people {
        app.add_person(name, |person| person.note = format!("what {name} told")).expect("a person");
    }
    (home, app)
}

fn lock(app: &App) -> String {
    let phrase = app.begin_lock(OF_BOOK).expect("begun").join(" ");
    app.finish_lock(&phrase, false).expect("locked");
    phrase
}

fn by_passphrase() -> Protection {
    Protection::passphrase(PASSPHRASE, Work::TEST).expect("long enough")
}

fn by_key() -> Protection {
    Protection::recipient(RECIPIENT).expect("a key")
}

fn names(app: &App) -> Vec<String> {
    let list = app.export_people(kith_app::Form::Vcard(kith_app::Version::V4), None).expect("cards");
    list.lines().filter_map(|line| line.strip_prefix("FN:")).map(str::to_owned).collect()
}

/// A backup of a book with Ana in it, protected.
fn protected(by: &Protection) -> (TempDir, PathBuf) {
    let (home, app) = book(&["Ana"]);
    let file = home.path().join("mine.age");
    app.backup_to(&file, Readers::Of(by)).expect("a backup");
    (home, file)
}

/// Opens a backup with these answers, one after the other.
fn opened(app: &App, source: Source<'_>, answers: &[(Wanted, &str)]) -> Opens {
    let mut opens = Opens::default();
    for (wanted, answer) in answers {
        assert_eq!(app.backup_wants(source, &opens).expect("a backup"), Some(*wanted));
        opens = app.open_backup(source, &opens, answer).expect("opened");
    }
    assert_eq!(app.backup_wants(source, &opens).expect("a backup"), None);
    opens
}

/// That the book with Zoe in it, and what was done to it, is what it was.
fn assert_unchanged(app: &App) {
    assert_eq!(names(app), ["Zoe"]);
    assert_eq!(app.acts(None, 10).expect("acts").acts.len(), 1);
}

#[rstest]
#[case::passphrase(by_passphrase(), Wanted::Passphrase, PASSPHRASE)]
#[case::key(by_key(), Wanted::Identity, KEY_FILE)]
fn a_protected_backup_is_restored_in_another_book_with_what_opens_it(
    #[case] by: Protection,
    #[case] wanted: Wanted,
    #[case] answer: &str,
) {
    let (_folder, file) = protected(&by);
    let bytes = fs::read(&file).expect("a file");
    assert!(bytes.starts_with(b"age-encryption.org/v1\n"));
    for source in [Source::File(&file), Source::Bytes(&bytes)] {
        let (_home, app) = book(&["Zoe"]);
        let opens = opened(&app, source, &[(wanted, answer)]);
        let preview = app.restore_preview(source, &opens).expect("a preview");
        assert_eq!(
            (preview.added.as_slice(), preview.removed.as_slice()),
            (&["Ana".to_owned()][..], &["Zoe".to_owned()][..])
        );
        assert_unchanged(&app);
        assert_eq!(app.restore(source, &opens).expect("restored"), preview);
        assert_eq!(names(&app), ["Ana"]);
        app.undo(None).expect("undone");
        assert_eq!(names(&app), ["Zoe"]);
    }
}

#[test]
fn a_protected_backup_of_a_locked_book_needs_nothing_of_the_book() {
    let (home, app) = book(&["Ana"]);
    lock(&app);
    let file = home.path().join("mine.age");
    app.backup_to(&file, Readers::Of(&by_passphrase())).expect("a backup");
    let (in_memory, manifest) = app.export_protected(&by_passphrase()).expect("a backup");
    assert_eq!(manifest.counts.people, 1);
    for source in [Source::File(&file), Source::Bytes(&in_memory)] {
        let (_home, other) = book(&["Zoe"]);
        let opens = opened(&other, source, &[(Wanted::Passphrase, PASSPHRASE)]);
        other.restore(source, &opens).expect("restored");
        assert_eq!(names(&other), ["Ana"]);
    }
}

#[test]
fn what_does_not_open_a_backup_is_told_for_what_it_is_and_changes_nothing() {
    let (_home, app) = book(&["Zoe"]);
    let (_one, for_passphrase) = protected(&by_passphrase());
    let (_two, for_key) = protected(&by_key());
    let try_with =
        |file: &Path, typed: &str| match app.open_backup(Source::File(file), &Opens::default(), typed) {
            Err(AppError::Protection(why)) => why,
            other => panic!("{other:?}"),
        };
    assert!(matches!(try_with(&for_passphrase, PASSPHRASE.trim()), BackupError::WrongPassphrase));
    assert!(matches!(try_with(&for_passphrase, ""), BackupError::WrongPassphrase));
    assert!(matches!(try_with(&for_key, "AGE-SECRET-KEY-1"), BackupError::BadIdentity));
    let unopened = app.restore(Source::File(&for_passphrase), &Opens::default());
    assert!(matches!(unopened, Err(AppError::Store(StoreError::Snapshot(SnapshotTrouble::Protected)))));
    // What opens one backup opens no other.
    let (_three, other) = protected(&by_passphrase());
    let opens = opened(&app, Source::File(&other), &[(Wanted::Passphrase, PASSPHRASE)]);
    assert!(app.restore_preview(Source::File(&for_passphrase), &opens).is_err());
    assert_unchanged(&app);
}

#[test]
fn a_protected_file_of_something_else_is_no_backup() {
    let (_home, app) = book(&["Zoe"]);
    let mut file = Vec::new();
    let mut writing = by_passphrase().begin(&mut file).expect("begun");
    writing.write_all(b"Dear Ana,\n").and_then(|()| writing.finish()).expect("written");
    let source = Source::Bytes(&file);
    let opens = app.open_backup(source, &Opens::default(), PASSPHRASE).expect("opened");
    let refused = app.backup_wants(source, &opens);
    assert!(
        matches!(refused, Err(AppError::Store(StoreError::Snapshot(SnapshotTrouble::NoSnapshot)))),
        "{refused:?}"
    );
    assert!(app.restore(source, &opens).is_err());
    assert_unchanged(&app);
}

/// Every way a file can be cut, and a bit of it flipped, at some two hundred places.
#[test]
fn a_protected_backup_that_was_cut_or_changed_is_refused_and_changes_nothing() {
    let (_folder, file) = protected(&by_passphrase());
    let whole = fs::read(&file).expect("a file");
    let (_home, app) = book(&["Zoe"]);
    let known = opened(&app, Source::Bytes(&whole), &[(Wanted::Passphrase, PASSPHRASE)]);
    for at in (0..whole.len()).step_by(whole.len() / 200 + 1) {
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        for damaged in [&whole[..at], &flipped[..]] {
            let source = Source::Bytes(damaged);
            let typed = app.open_backup(source, &Opens::default(), PASSPHRASE);
            let read = typed.and_then(|opens| app.restore_preview(source, &opens));
            assert!(read.is_err(), "byte {at} of {}", whole.len());
            assert!(app.restore_preview(source, &known).is_err(), "byte {at} of {}", whole.len());
        }
    }
    assert_unchanged(&app);
}

#[rstest]
#[case::passphrase_into_a_plain_book(false, false)]
#[case::phrase_into_a_plain_book(true, false)]
#[case::passphrase_into_a_locked_book(false, true)]
#[case::phrase_into_a_locked_book(true, true)]
fn the_sealed_backup_of_a_lost_book_opens_by_its_passphrase_and_its_recovery_phrase(
    #[case] by_phrase: bool,
    #[case] into_locked: bool,
) {
    let (lost, app) = book(&["Ana"]);
    let phrase = lock(&app);
    let file = lost.path().join("mine.jsonl.gz");
    app.backup_to(&file, Readers::OfTheBook).expect("a backup");
    let source = Source::File(&file);
    assert_eq!(app.backup_wants(source, &Opens::default()).expect("a backup"), None, "its own book opens it");
    drop(app);

    let (_home, app) = book(&["Zoe"]);
    if into_locked {
        lock(&app);
    }
    let other = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    for (wrong, why) in [("not the passphrase", KeyError::WrongPassphrase), (other, KeyError::WrongPhrase)] {
        let refused = app.open_backup(source, &Opens::default(), wrong);
        let told = matches!(&refused, Err(AppError::Sealed(told)) if told.to_string() == why.to_string());
        assert!(told, "{refused:?}");
    }
    assert!(app.restore(source, &Opens::default()).is_err());
    assert_unchanged(&app);
    let opens = opened(&app, source, &[(Wanted::Lock, if by_phrase { &phrase } else { OF_BOOK })]);
    assert_eq!(app.restore(source, &opens).expect("restored").added, ["Ana"]);
    assert_eq!(names(&app), ["Ana"]);
    assert_eq!(app.check().expect("a report").problems, []);
    app.undo(None).expect("undone");
    assert_eq!(names(&app), ["Zoe"]);
}

#[test]
fn a_sealed_backup_that_somebody_protected_besides_asks_for_both() {
    let (lost, app) = book(&["Ana"]);
    lock(&app);
    let sealed = lost.path().join("mine.jsonl");
    app.backup_to(&sealed, Readers::OfTheBook).expect("a backup");
    let mut file = Vec::new();
    let mut writing = by_passphrase().begin(&mut file).expect("begun");
    let bytes = fs::read(&sealed).expect("a file");
    writing.write_all(&bytes).and_then(|()| writing.finish()).expect("written");
    let (_home, app) = book(&["Zoe"]);
    let source = Source::Bytes(&file);
    let opens = opened(&app, source, &[(Wanted::Passphrase, PASSPHRASE), (Wanted::Lock, OF_BOOK)]);
    app.restore(source, &opens).expect("restored");
    assert_eq!(names(&app), ["Ana"]);
}

#[test]
fn a_protected_backup_takes_no_name_that_is_taken_and_leaves_nothing_half_done() {
    let (home, app) = book(&["Ana"]);
    let taken = home.path().join("taken.age");
    fs::write(&taken, "mine").expect("written");
    let refused = app.backup_to(&taken, Readers::Of(&by_passphrase()));
    assert!(matches!(refused, Err(AppError::Store(StoreError::Exists { .. }))), "{refused:?}");
    let nowhere = home.path().join("no such folder/mine.age");
    assert!(app.backup_to(&nowhere, Readers::Of(&by_passphrase())).is_err());
    assert_eq!(fs::read(&taken).expect("a file"), b"mine");
    assert!(!home.path().join("taken.age.tmp").exists());
}
