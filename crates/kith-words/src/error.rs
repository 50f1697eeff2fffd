//! What went wrong, in words: what happened, what was kept, and what to do next. Never a code or a stack trace.

use std::io;

use kith_app::{AppError, Notice, ReadOnly, error::Kind};
use kith_core::{Status, recurrence::RuleError};
use kith_exchange::{Foreign, ReadError, photo::PhotoError};
use kith_store::{IndexTrouble, MadeFrom, SnapshotTrouble, StoreError};

use crate::{Arg, Words};

impl Words {
    /// Why something was not done, and what to do about it.
    pub fn error(&self, error: &AppError) -> String {
        match error {
            AppError::NobodyNamed(typed) => self.with("error-nobody-named", &[("typed", typed.into())]),
            AppError::SeveralNamed { typed, people } => {
                let names = self.list(people.iter().map(|(_, name)| name.as_str()));
                self.with("error-several-named", &[("typed", typed.into()), ("names", names.into())])
            }
            AppError::Gone(kind) => self.text(match kind {
                Kind::Person => "error-gone-person",
                Kind::Cadence => "error-gone-cadence",
                Kind::CheckIn => "error-gone-check-in",
                Kind::Prompt => "error-gone-prompt",
                Kind::Plan => "error-gone-plan",
                Kind::Starter => "error-gone-starter",
                Kind::Helpline => "error-gone-helpline",
                Kind::Community => "error-gone-community",
                Kind::Gathering => "error-gone-gathering",
                Kind::Report => "error-gone-report",
                Kind::Timer => "error-gone-timer",
                Kind::OffTime => "error-gone-off-time",
                Kind::Boundary => "error-gone-boundary",
            }),
            AppError::NoCommunityName => self.text("error-no-community-name"),
            AppError::NoCommunityNamed(typed) => {
                self.with("error-no-community-named", &[("typed", typed.into())])
            }
            AppError::SeveralCommunities { typed, names } => {
                let names = self.list(names.iter().map(String::as_str));
                self.with("error-several-communities", &[("typed", typed.into()), ("names", names.into())])
            }
            AppError::NotAMember(name) => self.with("error-not-a-member", &[("name", name.into())]),
            AppError::AlreadyAttended => self.text("error-already-attended"),
            AppError::FromCalendar => self.text("error-from-calendar"),
            AppError::NoGatherings => self.text("error-no-gatherings"),
            AppError::Calendar(error) => self.calendar_error(*error),
            AppError::NoFile(path) => {
                self.with("error-no-file", &[("path", path.display().to_string().into())])
            }
            AppError::NothingToKeep => self.text("error-nothing-to-keep"),
            AppError::NoHelpline => self.text("error-no-helpline"),
            AppError::NoName => self.text("error-no-name"),
            AppError::NothingToImport => self.text("error-nothing-to-import"),
            AppError::NoPeople => self.text("error-no-people"),
            AppError::NoMode => self.text("error-no-mode"),
            AppError::ReactionFloor => self.text("error-reaction-floor"),
            AppError::InFuture(day) => self.with("error-in-future", &[("day", self.date(*day).into())]),
            AppError::InPast => self.text("error-in-past"),
            AppError::BadWhen(text) => self.with("error-bad-when", &[("text", text.into())]),
            AppError::BadRule(error) => self.rule_error(error),
            AppError::NothingAsked(name) => self.with("error-nothing-asked", &[("name", name.into())]),
            AppError::NotActive { name, status } => self.not_active(name, *status),
            AppError::PlanTimes => self.text("error-plan-times"),
            AppError::PlanOver(state) => self.with("error-plan-over", &[("state", state.name().into())]),
            AppError::PlansWith { name, count } => {
                self.with("error-plans-with", &[("name", name.into()), ("count", (*count).into())])
            }
            AppError::NoFolder(path) => {
                self.with("error-no-folder", &[("path", path.display().to_string().into())])
            }
            AppError::InBook(path) => {
                self.with("error-in-book", &[("path", path.display().to_string().into())])
            }
            AppError::OutOfRange(setting) => {
                self.with("error-out-of-range", &[("setting", (*setting).into())])
            }
            AppError::NothingToDoAgain => self.text("error-nothing-to-do-again"),
            AppError::NobodyTicked => self.text("error-nobody-ticked"),
            AppError::Sample => self.text("error-sample"),
            AppError::NoSample => self.text("error-no-sample"),
            AppError::NothingToUndo => self.text("error-nothing-to-undo"),
            AppError::Locked => self.text("error-locked"),
            AppError::NoLock => self.text("error-no-lock"),
            AppError::Key(error) => self.key_error(error),
            AppError::Sealed(error) => self.sealed_error(error),
            AppError::Protection(error) => self.protection_error(error),
            AppError::ClockNotSettable => self.text("error-clock"),
            AppError::Import(error) => self.read_error(error),
            AppError::Photo(error) => self.photo_error(*error),
            AppError::Backup(error) => self.error(error),
            AppError::InFile { why, .. } => self.error(why),
            AppError::Store(error) => self.store_error(error),
        }
    }

    /// Why the book can only be read: for a line above every page.
    pub fn read_only(&self, why: &ReadOnly) -> String {
        match why {
            ReadOnly::NewerBook { .. } => self.text("error-newer-book"),
            ReadOnly::DiskFailed(reason) => {
                self.with("error-disk-failed", &[("reason", without_number(reason).into())])
            }
            // What sled says of it is for no reader.
            ReadOnly::IndexFailed(_) => self.text("error-index-failed"),
            ReadOnly::Folder(kind) => {
                let reason = self.io_error(&io::Error::from(*kind));
                self.with("error-read-only", &[("reason", reason.into())])
            }
        }
    }

    fn not_active(&self, name: &str, status: Status) -> String {
        self.with("error-not-active", &[("name", name.into()), ("status", status.name().into())])
    }

    fn photo_error(&self, error: PhotoError) -> String {
        match error {
            PhotoError::Kind => self.text("error-photo-kind"),
            PhotoError::TooLarge { limit } => {
                self.with("error-photo-too-large", &[("size", self.size(limit).into())])
            }
            PhotoError::TooManyPixels => self.text("error-photo-too-many-pixels"),
            PhotoError::Damaged => self.text("error-photo-damaged"),
        }
    }

    pub(crate) fn rule_error(&self, error: &RuleError) -> String {
        match error {
            RuleError::Syntax(what) => self.with("error-rule-syntax", &[("what", what.into())]),
            RuleError::TooFine => self.text("error-rule-too-fine"),
            RuleError::TooLong => self.text("error-rule-too-long"),
            RuleError::TooMany => self.text("error-rule-too-many"),
            RuleError::NoOccurrence => self.text("error-rule-never"),
        }
    }

    fn read_error(&self, error: &ReadError) -> String {
        let line = |line: usize| ("line", Arg::from(line.to_string()));
        match *error {
            ReadError::Empty => self.text("error-empty-file"),
            ReadError::Unknown => self.text("error-unknown-file"),
            ReadError::Foreign(foreign) => self.text(match foreign {
                Foreign::Archive => "error-foreign-archive",
                Foreign::Document => "error-foreign-document",
                Foreign::Pdf => "error-foreign-pdf",
                Foreign::Picture => "error-foreign-picture",
                Foreign::Encrypted => "error-foreign-encrypted",
                Foreign::Database => "error-foreign-database",
                Foreign::Calendar => "error-foreign-calendar",
                Foreign::Markup => "error-foreign-markup",
                Foreign::Program => "error-foreign-program",
            }),
            ReadError::Broken { line: at } => self.with("error-broken-file", &[line(at)]),
            ReadError::NoNames => self.text("error-no-names"),
            ReadError::Book => self.text("error-book-file"),
            ReadError::Fault => self.text("error-import-fault"),
            ReadError::Cancelled => self.text("error-import-cancelled"),
            ReadError::TooManyColumns { limit, line: at } => {
                self.with("error-too-many-columns", &[("limit", limit.into()), line(at)])
            }
            ReadError::NotText { line: at } => self.with("error-not-text", &[line(at)]),
            ReadError::TooLarge { limit } => {
                self.with("error-too-large", &[("size", self.size(limit).into())])
            }
            ReadError::TooManyCards { limit, line: at } => {
                self.with("error-too-many-cards", &[("limit", limit.into()), line(at)])
            }
            ReadError::TooManyFieldsOfOne { limit, line: at } => {
                self.with("error-too-many-fields-of-one", &[("limit", limit.into()), line(at)])
            }
            ReadError::TooManyFields { limit, line: at } => {
                self.with("error-too-many-fields", &[("limit", limit.into()), line(at)])
            }
        }
    }

    fn store_error(&self, error: &StoreError) -> String {
        match error {
            StoreError::Running { pid: Some(pid) } => {
                self.with("error-running-pid", &[("pid", pid.to_string().into())])
            }
            StoreError::Running { pid: None } => self.text("error-running"),
            StoreError::Folder { path, source } if is_full(source) => {
                self.with("error-folder-full", &[("path", path.display().to_string().into())])
            }
            StoreError::Folder { path, source } => {
                let path = path.display().to_string();
                self.with("error-folder", &[("path", path.into()), ("reason", self.io_error(source).into())])
            }
            StoreError::ReadOnly(why) => self.read_only(why),
            StoreError::DiskFull => self.text("error-disk-full"),
            StoreError::DiskFailed(source) => {
                self.with("error-disk-failed", &[("reason", self.io_error(source).into())])
            }
            StoreError::Damaged { .. } => self.text("error-damaged"),
            StoreError::Index(_) => self.text("error-index"),
            StoreError::Locked => self.text("error-locked"),
            StoreError::LockLost => self.text("error-lock-lost"),
            StoreError::Snapshot(why) => {
                self.with("error-backup", &[("why", self.snapshot_trouble(why).into())])
            }
            StoreError::Exists { path } => {
                self.with("error-exists", &[("path", path.display().to_string().into())])
            }
        }
    }

    /// Why a file cannot be used as a backup, to follow a colon: "its end is missing".
    pub fn snapshot_trouble(&self, why: &SnapshotTrouble) -> String {
        match why {
            SnapshotTrouble::NoSnapshot => self.text("backup-none"),
            SnapshotTrouble::NotAFile => self.text("backup-not-a-file"),
            SnapshotTrouble::Protected => self.text("backup-protected"),
            SnapshotTrouble::Locked => self.text("backup-locked"),
            SnapshotTrouble::Newer { .. } => self.text("backup-newer"),
            SnapshotTrouble::Cut => self.text("backup-cut"),
            SnapshotTrouble::Damaged { line } => {
                self.with("backup-damaged", &[("line", line.to_string().into())])
            }
            SnapshotTrouble::TooLarge => self.text("backup-too-large"),
            SnapshotTrouble::Unreadable(reason) => without_number(reason).to_owned(),
        }
    }

    /// Why a file or folder could not be used, to follow a colon: "there is no such file or folder".
    pub fn io_error(&self, error: &io::Error) -> String {
        match error.kind() {
            io::ErrorKind::NotFound => self.text("io-not-found"),
            io::ErrorKind::PermissionDenied => self.text("io-not-allowed"),
            io::ErrorKind::ReadOnlyFilesystem => self.text("io-read-only"),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => self.text("io-full"),
            io::ErrorKind::NotADirectory => self.text("io-not-a-folder"),
            io::ErrorKind::IsADirectory => self.text("io-a-folder"),
            io::ErrorKind::InvalidData => self.text("io-not-text"),
            // The system says it in its own words, in the language it is set to.
            _ => without_number(&error.to_string()).to_owned(),
        }
    }

    /// What opening the book had to mend.
    pub fn notice(&self, notice: &Notice) -> String {
        let kept = |path: &std::path::Path| Arg::from(path.display().to_string());
        match notice {
            Notice::UnfinishedActCut { kept: path, .. } => {
                self.with("notice-unfinished", &[("path", kept(path))])
            }
            Notice::JournalDamaged { first_seq, last_seq, kept: path } => {
                let count = ("count", Arg::from(last_seq.saturating_sub(*first_seq) + 1));
                match path {
                    Some(path) => self.with("notice-damaged-kept", &[count, ("path", kept(path))]),
                    None => self.with("notice-damaged", &[count]),
                }
            }
            Notice::BookFileMended { kept: path, from } => {
                let from = match from {
                    MadeFrom::Itself => "itself",
                    MadeFrom::Copy => "copy",
                    MadeFrom::Snapshot => "backup",
                    MadeFrom::Folders => "folders",
                };
                let what = self.with("notice-book-file", &[("from", from.into())]);
                match path {
                    Some(path) => {
                        self.with("notice-book-file-kept", &[("what", what.into()), ("path", kept(path))])
                    }
                    None => what,
                }
            }
            Notice::NothingLeft => self.text("notice-nothing-left"),
            Notice::WritingPutAside { kept: path } => {
                self.with("notice-writing-aside", &[("path", kept(path))])
            }
            Notice::IndexRebuilt { why: IndexTrouble::OtherJournal, kept: Some(path), .. } => {
                self.with("notice-rebuilt-other", &[("path", kept(path))])
            }
            Notice::IndexRebuilt { whole: true, .. } => self.text("notice-rebuilt"),
            Notice::IndexRebuilt { whole: false, .. } => self.text("notice-rebuilt-damaged"),
            Notice::Restored { from, made, records, lost, open_end } => {
                let what = [
                    ("records", Arg::from(*records)),
                    ("day", self.date(made.date_naive()).into()),
                    ("path", kept(from)),
                ];
                let restored = self.with("notice-restored", &what);
                match (many(lost), open_end) {
                    (0, false) => restored,
                    (0, true) => self.with("notice-lost-unknown", &[("restored", restored.into())]),
                    (lost, _) => {
                        self.with("notice-lost", &[("restored", restored.into()), ("lost", lost.into())])
                    }
                }
            }
            Notice::NotRestored { lost } => self.with("notice-not-restored", &[("lost", many(lost).into())]),
            Notice::BackupsOfAnother { folder } => {
                self.with("notice-backups-of-another", &[("path", kept(folder))])
            }
            Notice::SnapshotDamaged { why, kept: path } => {
                let why = self.snapshot_trouble(why);
                self.with("notice-backup-damaged", &[("why", why.into()), ("path", kept(path))])
            }
        }
    }
}

/// Whether what is missing is room.
fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// What the system said, without the number that std adds to it.
fn without_number(said: &str) -> &str {
    said.rsplit_once(" (os error ").map_or(said, |(said, _)| said)
}

/// How many numbers there are in some ranges, both ends included.
fn many(ranges: &[(u64, u64)]) -> u64 {
    ranges.iter().map(|(first, last)| last.saturating_sub(*first) + 1).sum()
}
