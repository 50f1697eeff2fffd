//! Backups: the snapshots that Kith keeps by itself, those a person takes elsewhere, and the way back from both.
//!
//! A snapshot that fails must not fail what somebody is doing: it is told by [`App::backup_status`], and tried again
//! with the next one that is due.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, TimeDelta, Utc};
use kith_core::{Person, PersonId};
use kith_key::backup::Protection;
use kith_store::{
    Change, CheckReport, Counts, Difference, Form, Key, Manifest, Notice, Opens, Readers, Record, Snapshot,
    SnapshotFile, Source, StoreError,
};

use crate::{
    App, AppError,
    lock::LockState,
    shared::{By, Decided},
};

/// A snapshot is due so long after the last one, if the book has changed since.
const EVERY: TimeDelta = TimeDelta::minutes(30);

/// The same where somebody waits for it.
const DAILY: TimeDelta = TimeDelta::days(1);

/// So many names are given of those whom restoring would touch.
const NAMES: usize = 10;

/// A backup of more bytes than this is not read only to say what it has: a page shows thirty of them.
const QUICKLY_READ: u64 = 2 << 20;

/// How it stands with the backups Kith keeps by itself.
#[derive(Clone, Debug)]
pub struct BackupStatus {
    /// Where they lie.
    pub folder: PathBuf,
    /// The newest.
    pub newest: Option<SnapshotFile>,
    /// How many there are.
    pub count: usize,
    /// Why the last one that was due was not made, and when that was.
    pub trouble: Option<(DateTime<Utc>, Arc<AppError>)>,
}

/// How many records of a kind would change.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Tallied {
    /// So many are in the backup and not in the book.
    pub added: usize,
    /// So many are in both, and differ.
    pub changed: usize,
    /// So many are in the book and not in the backup.
    pub removed: usize,
}

/// What restoring a backup would change, or did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RestorePreview {
    /// When the backup was made.
    pub made: DateTime<Utc>,
    /// How many records it has.
    pub counts: Counts,
    /// People.
    pub people: Tallied,
    /// The first of those who would come back,
    pub added: Vec<String>,
    /// of those who would be as they were,
    pub changed: Vec<String>,
    /// and of those who would leave the book.
    pub removed: Vec<String>,
    /// Check-ins.
    pub check_ins: Tallied,
    /// Prompts.
    pub prompts: Tallied,
    /// Pictures.
    pub photos: Tallied,
    /// Plans.
    pub plans: Tallied,
    /// What conversations can be opened with.
    pub starters: Tallied,
    /// Groups.
    pub communities: Tallied,
    /// What was noted that is no contact.
    pub noted: Tallied,
    /// Whether the settings would change.
    pub settings: bool,
    /// Whether it is an export that leaves out a part of its book.
    pub part: bool,
    /// Whether the backup is of a locked book, and this one has no lock.
    pub unlocked: bool,
}

impl RestorePreview {
    /// Whether restoring would change nothing.
    pub fn is_nothing(&self) -> bool {
        let none = Tallied::default();
        let RestorePreview {
            people, check_ins, prompts, photos, plans, starters, communities, noted, ..
        } = self;
        let all = [people, check_ins, prompts, photos, plans, starters, communities, noted];
        !self.settings && all.iter().all(|tallied| **tallied == none)
    }
}

/// What is known in memory of the snapshots.
#[derive(Default)]
pub(crate) struct Keeping {
    /// When one was made or tried last, and of which line if it was made; `None` before anybody asked.
    last: Option<(DateTime<Utc>, Option<u64>)>,
    trouble: Option<(DateTime<Utc>, Arc<AppError>)>,
    /// What was found in the files of these names and sizes; none of them is ever written again.
    counted: BTreeMap<(PathBuf, u64), Counts>,
}

impl App {
    /// Takes a backup to a file that is not there yet. It is compressed unless the file's name ends in `.jsonl` (before
    /// an `.age`). It is read back before this returns.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn backup_to(&self, path: &Path, readers: Readers<'_>) -> Result<Snapshot, AppError> {
        let form = Form { gzip: !is_lines(path), readers, only: None };
        Ok(self.book()?.snapshot_to(path, self.now(), form)?)
    }

    /// Writes the book, or what in it is of one person, as lines of JSON, for these readers: whole, or for
    /// [`Readers::Others`] without what is private.
    ///
    /// # Errors
    /// [`AppError::Store`]; what was written then is not whole.
    pub fn export_book(
        &self,
        out: &mut dyn Write,
        readers: Readers<'_>,
        only: Option<PersonId>,
    ) -> Result<Manifest, AppError> {
        let form = Form { gzip: false, readers, only };
        Ok(self.book()?.export(self.now(), out, form)?)
    }

    /// The whole book, compressed and protected, and read back as far as that is possible without the secret half of
    /// a key.
    ///
    /// # Errors
    /// [`AppError::Store`], [`AppError::Protection`].
    pub fn export_protected(&self, by: &Protection) -> Result<(Vec<u8>, Manifest), AppError> {
        let book = self.book()?;
        let mut file = Vec::new();
        let form = Form { gzip: true, readers: Readers::Of(by), only: None };
        let manifest = book.export(self.now(), &mut file, form)?;
        if let Some(opener) = by.opener(&file[..])? {
            let opens = Opens::default().protected(opener);
            book.verify(Source::Bytes(&file), &opens).map_err(StoreError::Snapshot)?;
        }
        Ok((file, manifest))
    }

    /// The snapshots in the folder of the book, the newest first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn backups(&self) -> Result<Vec<SnapshotFile>, AppError> {
        Ok(self.book()?.snapshots()?)
    }

    /// How many records a backup in the folder of the book has. `None` for one that cannot be read, and for one so
    /// large that reading it takes long.
    pub fn backup_counts(&self, file: &SnapshotFile) -> Option<Counts> {
        let key = (file.path.clone(), file.bytes);
        let known = self.keeping().counted.get(&key).copied();
        if known.is_some() || file.bytes > QUICKLY_READ {
            return known;
        }
        let counts = self.book().ok()?.verify(Source::File(&file.path), &Opens::default()).ok()?.counts;
        self.keeping().counted.insert(key, counts);
        Some(counts)
    }

    /// How it stands with the backups Kith keeps by itself.
    pub fn backup_status(&self) -> BackupStatus {
        let files = self.backups().unwrap_or_default();
        BackupStatus {
            folder: self.book().map_or_else(|_| self.home().to_owned(), |book| book.snapshots_lie_in()),
            count: files.len(),
            newest: files.into_iter().next(),
            trouble: self.keeping().trouble.clone(),
        }
    }

    /// What restoring a backup would change, with what opens it ([`App::backup_wants`]).
    ///
    /// # Errors
    /// [`AppError::Store`] when it cannot be used.
    pub fn restore_preview(&self, source: Source<'_>, opens: &Opens) -> Result<RestorePreview, AppError> {
        Ok(self.compared(source, opens)?.0)
    }

    /// Makes the book what it was in a backup, of this book or of any other. What it is now is kept in a snapshot
    /// first, and the whole is one act, which can be taken back.
    ///
    /// # Errors
    /// [`AppError::Store`]; then nothing was changed.
    pub fn restore(&self, source: Source<'_>, opens: &Opens) -> Result<RestorePreview, AppError> {
        self.allow_only_own()?;
        if self.book()?.acknowledged()? > 0 {
            self.keep_snapshot()?;
        }
        self.act(By::User, "restore", |_, _| {
            // Again, now that nobody can show the other book any more.
            self.allow_only_own()?;
            let (answer, changes) = self.compared(source, opens)?;
            Ok(Decided { changes, answer })
        })
    }

    /// Verifies the journal, the snapshots and the index.
    ///
    /// # Errors
    /// [`AppError::Store`] when they cannot even be looked at.
    pub fn check(&self) -> Result<CheckReport, AppError> {
        Ok(self.book()?.check()?)
    }

    /// Mends what can be mended: the index is made again, and what the journal has lost is put back from a snapshot.
    ///
    /// # Errors
    /// [`AppError::Store`]. It can be tried again.
    pub fn repair(&self) -> Result<Vec<Notice>, AppError> {
        // Nobody decides on the book while it is mended.
        let _past = self.past();
        let notices = self.book()?.repair(self.now())?;
        self.reload()?;
        Ok(notices)
    }

    /// Whether a snapshot is due: the book has changed since the last, and that was half an hour ago.
    pub fn snapshot_due(&self) -> bool {
        self.is_snapshot_due(EVERY)
    }

    /// Makes a snapshot when the last was made a day ago or more and the book has changed since: for a face that does
    /// one thing and ends, whose user waits for it.
    pub fn keep_daily_snapshot(&self) {
        if self.is_snapshot_due(DAILY) {
            // The status tells when that could not be done.
            let _ = self.keep_snapshot();
        }
    }

    fn is_snapshot_due(&self, every: TimeDelta) -> bool {
        if self.is_sample() {
            return false;
        }
        let Ok(Ok(seq)) = self.book().map(|book| book.acknowledged()) else { return false };
        let mut keeping = self.keeping();
        if keeping.last.is_none() {
            let newest = self.backups().unwrap_or_default().into_iter().next();
            keeping.last = newest.map(|newest| (newest.at, newest.seq));
        }
        match keeping.last {
            None => seq > 0,
            // A clock that was set back is no reason to wait for years.
            Some((at, of)) => of != Some(seq) && (self.now() - at).abs() >= every,
        }
    }

    /// Whether a snapshot is due; whoever is told so makes it, and nobody else is.
    pub(crate) fn claim_snapshot(&self) -> bool {
        let due = self.snapshot_due();
        if due {
            self.keeping().last = Some((self.now(), None));
        }
        due
    }

    /// Makes a snapshot in the folder of the book, and thins out the older ones. This takes a while with a large book.
    ///
    /// # Errors
    /// [`AppError::Store`]; that is also in [`App::backup_status`] until one succeeds.
    pub fn keep_snapshot(&self) -> Result<Snapshot, AppError> {
        let now = self.now();
        self.keeping().last = Some((now, None));
        let made = self.book().and_then(|book| Ok(book.snapshot(now)?));
        let mut keeping = self.keeping();
        match made {
            Ok(snapshot) => {
                keeping.last = Some((now, Some(snapshot.manifest.seq)));
                keeping.trouble = None;
                keeping.counted.insert((snapshot.path.clone(), snapshot.bytes), snapshot.manifest.counts);
                Ok(snapshot)
            }
            Err(error) => {
                let told = Arc::new(error);
                keeping.trouble = Some((now, Arc::clone(&told)));
                Err(AppError::Backup(told))
            }
        }
    }

    /// What restoring would change, and the changes themselves.
    fn compared(&self, source: Source<'_>, opens: &Opens) -> Result<(RestorePreview, Vec<Change>), AppError> {
        let Difference { manifest, changes } = self.book()?.difference(source, opens)?;
        let unlocked = opens.is_of_a_locked_book() && self.lock_state()? == LockState::Off;
        let mut preview = RestorePreview {
            made: manifest.at,
            counts: manifest.counts,
            people: Tallied::default(),
            added: Vec::new(),
            changed: Vec::new(),
            removed: Vec::new(),
            check_ins: Tallied::default(),
            prompts: Tallied::default(),
            photos: Tallied::default(),
            plans: Tallied::default(),
            starters: Tallied::default(),
            communities: Tallied::default(),
            noted: Tallied::default(),
            settings: false,
            part: !manifest.whole,
            unlocked,
        };
        let known: BTreeSet<PersonId> = self.cache().rows.iter().map(|row| row.id).collect();
        let book = self.book()?;
        for change in &changes {
            match change {
                Change::Put(Record::Person(person)) => {
                    preview.person(person, known.contains(&person.id));
                }
                Change::Put(Record::CheckIn(check_in)) => {
                    preview.check_ins.put(book.check_in(check_in.id)?.is_some());
                }
                Change::Put(Record::Prompt(prompt)) => {
                    preview.prompts.put(book.prompt(prompt.id)?.is_some());
                }
                Change::Put(Record::Photo(photo)) => preview.photos.put(book.photo(photo.id)?.is_some()),
                Change::Put(Record::Plan(plan)) => preview.plans.put(book.plan(plan.id)?.is_some()),
                Change::Put(Record::Starter(starter)) => {
                    preview.starters.put(book.starter(starter.id)?.is_some());
                }
                Change::Put(Record::Community(community)) => {
                    preview.communities.put(book.community(community.id)?.is_some());
                }
                Change::Put(Record::Noted(noted)) => preview.noted.put(book.noted(noted.id)?.is_some()),
                Change::Put(Record::Settings(_)) => preview.settings = true,
                Change::Remove(Key::Person(id)) => {
                    preview.people.removed += 1;
                    note(&mut preview.removed, || self.cache().name(*id));
                }
                Change::Remove(Key::CheckIn(_)) => preview.check_ins.removed += 1,
                Change::Remove(Key::Prompt(_)) => preview.prompts.removed += 1,
                Change::Remove(Key::Photo(_)) => preview.photos.removed += 1,
                Change::Remove(Key::Plan(_)) => preview.plans.removed += 1,
                Change::Remove(Key::Starter(_)) => preview.starters.removed += 1,
                Change::Remove(Key::Community(_)) => preview.communities.removed += 1,
                Change::Remove(Key::Noted(_)) => preview.noted.removed += 1,
            }
        }
        Ok((preview, changes))
    }
}

impl Tallied {
    fn put(&mut self, known: bool) {
        match known {
            true => self.changed += 1,
            false => self.added += 1,
        }
    }
}

impl RestorePreview {
    fn person(&mut self, person: &Person, known: bool) {
        self.people.put(known);
        let names = if known { &mut self.changed } else { &mut self.added };
        note(names, || person.name.clone());
    }
}

/// Whether a file of this name has lines of text, protected or not.
fn is_lines(path: &Path) -> bool {
    let ends_in = |path: &Path, ending| path.extension().is_some_and(|extension| extension == ending);
    if ends_in(path, "age") { ends_in(&path.with_extension(""), "jsonl") } else { ends_in(path, "jsonl") }
}

fn note(names: &mut Vec<String>, name: impl FnOnce() -> String) {
    if names.len() < NAMES {
        names.push(name());
    }
}
