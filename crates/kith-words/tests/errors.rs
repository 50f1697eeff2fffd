//! Every error says what happened, what was kept and what to do, and no code or debugging text gets through.

use std::{io, path::PathBuf};

use kith_app::{AppError, BackupError, Counts, Notice, ReadOnly, error::Kind};
use kith_core::{PersonId, PlanState, Status, recurrence::RuleError};
use kith_exchange::{Foreign, ReadError, photo::PhotoError};
use kith_key::KeyError;
use kith_store::{IndexTrouble, MadeFrom, SnapshotTrouble, StoreError};
use kith_words::Words;
use rstest::rstest;

fn words() -> Words {
    Words::new(Some("en-GB"))
}

fn folder(kind: io::ErrorKind) -> AppError {
    AppError::Store(StoreError::Folder { path: PathBuf::from("/books/kith"), source: io::Error::from(kind) })
}

fn several(names: &[&str]) -> AppError {
    let id: PersonId = "00000000-0000-7000-8000-000000000001".parse().expect("an id");
    let people = names.iter().map(|name| (id, (*name).to_owned())).collect();
    AppError::SeveralNamed { typed: "Ana".to_owned(), people }
}

#[rstest]
#[case(several(&["Ana Ruiz", "Ana Gil"]), "“Ana” fits Ana Ruiz and Ana Gil. Say which, with more of the name.")]
#[case(
    AppError::Store(StoreError::Running { pid: Some(4711) }),
    "Another Kith (pid 4711) has this book open, and was waited for in vain. Nothing was changed; use that one, or try \
     again when it is done."
)]
#[case(
    folder(io::ErrorKind::PermissionDenied),
    "Kith cannot use /books/kith: you are not allowed to. Nothing was changed. Choose another folder, or make this one \
     yours to write in."
)]
#[case(
    AppError::InFuture("2027-01-02".parse().expect("a date")),
    "2 January 2027 has not come yet. Nothing was logged; log the contact once it has happened."
)]
#[case(
    AppError::Import(ReadError::TooLarge { limit: 50_000_000 }),
    "The file is larger than 50 MB, and nobody was added. Export the address book in parts, or without pictures."
)]
#[case(
    AppError::NotActive { name: "Ana".to_owned(), status: Status::Deceased },
    "Ana has died. Kith asks for nothing."
)]
#[case(
    AppError::PlansWith { name: "Ana".to_owned(), count: 0 },
    "There is no open plan with Ana. Nothing was changed; make one first."
)]
#[case(AppError::PlanOver(PlanState::Dropped), "This plan was let go. Nothing was changed; make a new one.")]
#[case(
    AppError::OutOfRange("daily_cap"),
    "Kith can ask for 1 to 20 people a day. The setting stays as it was."
)]
fn an_error_reads_as_a_sentence(#[case] error: AppError, #[case] expected: &str) {
    assert_eq!(words().error(&error), expected);
}

#[test]
fn every_error_is_a_sentence_of_its_own() {
    let text = || "text".to_owned();
    let broken = || io::Error::from(io::ErrorKind::BrokenPipe);
    let errors = [
        AppError::NobodyNamed(text()),
        several(&["Ana Ruiz", "Ana Gil"]),
        AppError::Gone(Kind::Person),
        AppError::Gone(Kind::Cadence),
        AppError::Gone(Kind::CheckIn),
        AppError::Gone(Kind::Prompt),
        AppError::NoName,
        AppError::NoPeople,
        AppError::NothingToKeep,
        AppError::NoHelpline,
        AppError::Gone(Kind::Helpline),
        AppError::OutOfRange("going_through"),
        AppError::NoMode,
        AppError::ReactionFloor,
        AppError::InFuture(Default::default()),
        AppError::InPast,
        AppError::BadWhen(text()),
        AppError::BadRule(RuleError::Syntax(text())),
        AppError::BadRule(RuleError::TooFine),
        AppError::BadRule(RuleError::TooLong),
        AppError::BadRule(RuleError::TooMany),
        AppError::BadRule(RuleError::NoOccurrence),
        AppError::NothingAsked(text()),
        AppError::NotActive { name: text(), status: Status::Resting },
        AppError::NotActive { name: text(), status: Status::Ended },
        AppError::PlanTimes,
        AppError::PlanOver(PlanState::Happened),
        AppError::PlanOver(PlanState::Moved),
        AppError::PlanOver(PlanState::Dropped),
        AppError::PlansWith { name: text(), count: 0 },
        AppError::PlansWith { name: text(), count: 2 },
        AppError::OutOfRange("quiet_hours"),
        AppError::NoFolder("/a/folder".into()),
        AppError::InBook("/a/folder".into()),
        AppError::OutOfRange("minutes"),
        AppError::NothingToUndo,
        AppError::NothingToDoAgain,
        AppError::Locked,
        AppError::NoLock,
        AppError::Key(KeyError::TooShort { least: 8 }),
        AppError::Key(KeyError::WrongPassphrase),
        AppError::Key(KeyError::WordCount { found: 11 }),
        AppError::Key(KeyError::UnknownWord { place: 3 }),
        AppError::Key(KeyError::PhraseChecksum),
        AppError::Key(KeyError::WrongPhrase),
        AppError::Key(KeyError::NotByKeyring),
        AppError::Key(KeyError::NoKeyring(text())),
        AppError::Key(KeyError::Newer),
        AppError::Key(KeyError::Damaged),
        AppError::Sealed(KeyError::WrongPassphrase),
        AppError::Sealed(KeyError::WrongPhrase),
        AppError::Sealed(KeyError::Newer),
        AppError::Sealed(KeyError::Damaged),
        AppError::Protection(BackupError::BadRecipient),
        AppError::Protection(BackupError::BadIdentity),
        AppError::Protection(BackupError::WrongPassphrase),
        AppError::Protection(BackupError::WrongIdentity),
        AppError::Protection(BackupError::NeedsPassphrase),
        AppError::Protection(BackupError::NeedsIdentity),
        AppError::Protection(BackupError::TooCostly),
        AppError::Protection(BackupError::Damaged),
        AppError::Protection(BackupError::Io(broken())),
        AppError::ClockNotSettable,
        AppError::Photo(PhotoError::Kind),
        AppError::Photo(PhotoError::TooLarge { limit: 2_000_000 }),
        AppError::Photo(PhotoError::TooManyPixels),
        AppError::Photo(PhotoError::Damaged),
        AppError::Import(ReadError::Empty),
        AppError::Import(ReadError::Unknown),
        AppError::Import(ReadError::Foreign(Foreign::Archive)),
        AppError::Import(ReadError::Foreign(Foreign::Document)),
        AppError::Import(ReadError::Foreign(Foreign::Pdf)),
        AppError::Import(ReadError::Foreign(Foreign::Picture)),
        AppError::Import(ReadError::Foreign(Foreign::Encrypted)),
        AppError::Import(ReadError::Foreign(Foreign::Database)),
        AppError::Import(ReadError::Foreign(Foreign::Calendar)),
        AppError::Import(ReadError::Foreign(Foreign::Markup)),
        AppError::Import(ReadError::Foreign(Foreign::Program)),
        AppError::Import(ReadError::Broken { line: 3 }),
        AppError::Import(ReadError::NoNames),
        AppError::Import(ReadError::Book),
        AppError::Import(ReadError::Fault),
        AppError::Import(ReadError::Cancelled),
        AppError::Import(ReadError::TooManyColumns { limit: 1_000, line: 3 }),
        AppError::Import(ReadError::NotText { line: 3 }),
        AppError::Import(ReadError::TooManyCards { limit: 50_000, line: 3 }),
        AppError::Import(ReadError::TooManyFields { limit: 50_000, line: 3 }),
        AppError::Store(StoreError::Running { pid: None }),
        folder(io::ErrorKind::NotFound),
        folder(io::ErrorKind::ReadOnlyFilesystem),
        folder(io::ErrorKind::StorageFull),
        folder(io::ErrorKind::NotADirectory),
        folder(io::ErrorKind::IsADirectory),
        folder(io::ErrorKind::InvalidData),
        folder(io::ErrorKind::BrokenPipe),
        AppError::Store(StoreError::ReadOnly(ReadOnly::NewerBook { version: 7 })),
        AppError::Store(StoreError::ReadOnly(ReadOnly::IndexFailed(text()))),
        AppError::Store(StoreError::ReadOnly(ReadOnly::Folder(io::ErrorKind::ReadOnlyFilesystem))),
        AppError::Store(StoreError::DiskFull),
        AppError::Store(StoreError::DiskFailed(broken())),
        AppError::Store(StoreError::Damaged { segment: 7 }),
        AppError::Store(StoreError::Index(text())),
        AppError::Store(StoreError::LockLost),
        AppError::Store(StoreError::Exists { path: PathBuf::from("/backup") }),
        AppError::Store(StoreError::Snapshot(SnapshotTrouble::NoSnapshot)),
        AppError::Store(StoreError::Snapshot(SnapshotTrouble::NotAFile)),
        AppError::Store(StoreError::Snapshot(SnapshotTrouble::Protected)),
        AppError::Store(StoreError::Snapshot(SnapshotTrouble::Newer { version: 2 })),
        AppError::Store(StoreError::Snapshot(SnapshotTrouble::Cut)),
        AppError::Store(StoreError::Snapshot(SnapshotTrouble::Damaged { line: 2 })),
        AppError::Store(StoreError::Snapshot(SnapshotTrouble::TooLarge)),
    ];
    let mut sentences: Vec<String> = errors.iter().map(|error| words().error(error)).collect();
    for sentence in &sentences {
        assert!(sentence.ends_with(['.', '?']), "{sentence}");
        assert!(sentence.chars().count() <= 200, "{sentence}");
        assert!(!sentence.contains(['{', '}', '$']), "{sentence}");
    }
    sentences.sort();
    sentences.dedup();
    assert_eq!(sentences.len(), errors.len(), "two errors say the same");
}

#[rstest]
#[case(
    Notice::JournalDamaged { first_seq: 3, last_seq: 5, kept: None },
    "3 changes are gone from the journal."
)]
#[case(
    Notice::JournalDamaged { first_seq: 3, last_seq: 3, kept: Some(PathBuf::from("/books/damaged")) },
    "A change in the journal is damaged. What is left of it is in /books/damaged."
)]
#[case(
    Notice::Restored {
        from: PathBuf::from("/books/snapshot"),
        made: Default::default(),
        records: 12,
        lost: vec![(3, 4), (7, 7)],
        open_end: false,
    },
    "12 entries were put back from the backup of 1 January 1970 (/books/snapshot). 3 changes came after that backup and \
     are lost."
)]
#[case(
    Notice::Restored {
        from: PathBuf::from("/books/snapshot"),
        made: Default::default(),
        records: 12,
        lost: vec![],
        open_end: true,
    },
    "12 entries were put back from the backup of 1 January 1970 (/books/snapshot). Anything done after that backup is \
     not there."
)]
#[case(
    Notice::IndexRebuilt { why: IndexTrouble::Missing, kept: None, counts: Default::default(), whole: false },
    "The index was made again from what is left of the journal."
)]
#[case(
    Notice::NotRestored { lost: vec![(3, 3)] },
    "Kith has no backup to put the missing change back from. If you keep one elsewhere, restore it."
)]
#[case(
    Notice::BackupsOfAnother { folder: PathBuf::from("/books/snapshots") },
    "The backups in /books/snapshots are of another book than the one that lies there now, as when its journal was \
     exchanged, or of a part of one. If one of them is of yours, restore it."
)]
#[case(
    Notice::SnapshotDamaged { why: SnapshotTrouble::Cut, kept: PathBuf::from("/books/snapshot") },
    "A backup cannot be used and was put aside: its end is missing. It is in /books/snapshot now."
)]
#[case(
    Notice::BookFileMended { kept: Some(PathBuf::from("/books/quarantine/book.json")), from: MadeFrom::Copy },
    "The file that says how your book lies (book.json) was damaged, and was made again from its copy. The damaged one \
     is in /books/quarantine/book.json."
)]
#[case(
    Notice::NothingLeft,
    "Of your book nothing was left in its folder but the file that says how it lies (book.json), so it begins empty. If \
     there was somebody in it, restore a backup, or put the folder back from a copy."
)]
#[case(
    Notice::BookFileMended { kept: None, from: MadeFrom::Snapshot },
    "The file that says how your book lies (book.json) and its copy were gone or damaged, and were made again from a \
     backup. The book opens with the passphrase it had when that was made."
)]
#[case(
    Notice::WritingPutAside { kept: PathBuf::from("/books/quarantine/journal-2") },
    "Beside your book lay another writing of it, or a file that is no part of it; there may be changes in it that are not \
     in this one. Nothing of it was removed: it is in /books/quarantine/journal-2 now."
)]
#[case(
    Notice::IndexRebuilt {
        why: IndexTrouble::OtherJournal,
        kept: Some(PathBuf::from("/books/quarantine/index")),
        counts: Counts::default(),
        whole: true,
    },
    "What is in the folder of your book is not what Kith wrote last, as after an older copy was laid over it. The book is \
     as this journal says. If something is missing, restore a backup; what Kith knew before is in /books/quarantine/index."
)]
#[case(
    Notice::UnfinishedActCut { bytes: 12, kept: PathBuf::from("/books/cut") },
    "The last change was cut off before it was saved, when Kith or the computer stopped. Everything before it is \
     there; what there was of it is in /books/cut."
)]
fn what_had_to_be_mended_is_told(#[case] notice: Notice, #[case] expected: &str) {
    assert_eq!(words().notice(&notice), expected);
}
