//! The book: one folder, opened once, read by many threads and written by one at a time.

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard},
};

use chrono::{DateTime, Utc};
use kith_core::{
    CheckIn, CheckInId, Community, Person, PersonId, Photo, Plan, Prompt, PromptId, Row, Settings, Starter,
};
use tempfile::TempDir;

use crate::{
    Act, Committed, Counts, Key, Notice, ReadOnly, Record, StoreError,
    about::{self, About},
    disk::{Disk, RealDisk},
    index::{
        Index,
        slots::{Slots, TidyAfter},
    },
    journal::{
        Appended, Fault, Journal,
        body::{Head, Step},
        shelf::Shelf,
    },
    lock::Lock,
    open::{self, Opened, again},
    plan::{self, Lookup},
    replay::AT_ONCE,
    snapshot::{self, repair},
};

/// The index is given to the system after so many acts, so that little has to be applied again after a crash.
const FLUSH_EVERY: usize = 64;

/// After an act with so many changes the segments it filled are sealed at once; else that waits until the book
/// is closed, so that no short act waits for it.
const LONG: usize = 1000;

/// The book of one folder. One process has it open at a time; within it, it may be shared by threads.
pub struct Book {
    home: PathBuf,
    about: About,
    index: RwLock<Index>,
    /// Behind the index, so that it is closed first.
    _tidy: Option<TidyAfter>,
    shelf: Arc<Shelf>,
    snapshots: snapshot::Folder,
    /// Held by whoever makes a snapshot.
    snapshotting: Mutex<()>,
    notices: Vec<Notice>,
    writer: Mutex<Writer>,
    read_only: Mutex<Option<ReadOnly>>,
    _scratch: Option<TempDir>,
    _lock: Option<Lock>,
}

struct Writer {
    /// `None` in a book that is only read.
    journal: Option<Journal>,
    /// How many acts were applied since the index was flushed.
    unflushed: usize,
}

impl fmt::Debug for Book {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Book").field("home", &self.home).finish_non_exhaustive()
    }
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Book {
    /// Opens the book in `home`, making what is missing: folders with mode 0700, files with 0600.
    ///
    /// # Errors
    /// [`StoreError::Running`] when it is open elsewhere; [`StoreError::Folder`] when the folder cannot be made or
    /// written; [`StoreError::Index`] when even a new index cannot be used.
    pub fn open(home: &Path) -> Result<Book, StoreError> {
        Book::open_on(home, Arc::new(RealDisk), None)
    }

    /// The same for a book that is locked.
    ///
    /// # Errors
    /// See [`Book::open`].
    pub fn open_with(home: &Path, key: &kith_key::Key) -> Result<Book, StoreError> {
        Book::open_on(home, Arc::new(RealDisk), Some(key))
    }

    pub(crate) fn open_on(
        home: &Path,
        disk: Arc<dyn Disk>,
        key: Option<&kith_key::Key>,
    ) -> Result<Book, StoreError> {
        let Opened { about, index, shelf, snapshots, wound, journal, read_only, notices, scratch, lock } =
            open::open(home, disk, key)?;
        let slots = Slots::new(about.folder(home, "index"));
        let mut book = Book {
            home: home.to_owned(),
            about,
            index: RwLock::new(index),
            _tidy: journal.is_some().then(|| TidyAfter(slots)),
            shelf,
            snapshots,
            snapshotting: Mutex::new(()),
            notices,
            writer: Mutex::new(Writer { journal, unflushed: 0 }),
            read_only: Mutex::new(read_only),
            _scratch: scratch,
            _lock: lock,
        };
        if let Some(pending) = wound {
            let told = repair::close(&book, pending);
            book.notices.extend(told);
        }
        Ok(book)
    }

    pub(crate) fn index(&self) -> RwLockReadGuard<'_, Index> {
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn slots(&self) -> Slots {
        Slots::new(self.about.folder(&self.home, "index"))
    }

    pub(crate) fn shelf(&self) -> Arc<Shelf> {
        Arc::clone(&self.shelf)
    }

    pub(crate) fn snapshot_folder(&self) -> snapshot::Folder {
        self.snapshots.clone()
    }

    pub(crate) fn snapshotting(&self) -> MutexGuard<'_, ()> {
        unpoisoned(&self.snapshotting)
    }

    /// Looks through the whole journal and makes the index again, as opening a damaged book does; what the journal has
    /// lost is put back from a snapshot. Whoever reads waits meanwhile. A snapshot that is damaged is put aside, and a
    /// new one made in its place. Gives what was mended; the instant is that of the acts this may take.
    ///
    /// Nobody may decide on what to commit from the time this is called until it returns.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] with a book that a newer Kith wrote; else as opening it. It can be tried again.
    pub fn repair(&self, at: DateTime<Utc>) -> Result<Vec<Notice>, StoreError> {
        self.acknowledged()?;
        // A damaged journal gives none; then an older one has to do.
        let _ = self.snapshot(at);
        let no_snapshot_meanwhile = self.snapshotting();
        let (mut notices, wound) = {
            let mut writer = unpoisoned(&self.writer);
            let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
            let again = again::again(&self.home, &self.about, self.shelf(), &mut index, at)?;
            writer.journal = Some(again.journal);
            (again.notices, again.wound)
        };
        notices.extend(wound.into_iter().flat_map(|pending| repair::close(self, pending)));
        notices.extend(repair::put_aside_damaged(self));
        drop(no_snapshot_meanwhile);
        if notices.iter().any(|notice| matches!(notice, Notice::SnapshotDamaged { .. })) {
            // Where there is no room for it now, it is made when the next one is due.
            let _ = self.snapshot(at);
        }
        Ok(notices)
    }

    /// Does something while nobody writes, and gives it the number of the last act.
    pub(crate) fn while_still<T>(&self, work: impl FnOnce(u64) -> T) -> T {
        let writer = unpoisoned(&self.writer);
        work(writer.journal.as_ref().map_or(0, Journal::last_seq))
    }

    /// The number of the last act that was acknowledged; `None` in a book that a newer Kith wrote.
    pub(crate) fn last_seq(&self) -> Option<u64> {
        let journal = unpoisoned(&self.writer).journal.as_ref().map(Journal::last_seq);
        journal.or_else(|| match self.read_only() {
            Some(ReadOnly::NewerBook { .. }) => None,
            _ => self.index().meta().ok().flatten().map(|meta| meta.seq),
        })
    }

    /// Whether it looks as if the book in `home` could be written now, without opening it.
    pub fn could_be_written(home: &Path) -> bool {
        let disk: Arc<dyn Disk> = Arc::new(RealDisk);
        let has_room = |about: &About| open::migrating::has_room(about, home, &disk);
        Lock::could_be_taken(home)
            && disk.room(home).is_ok_and(|room| room >= open::SCANT)
            && about::read(home).is_ok_and(|about| about.as_ref().is_none_or(has_room))
    }

    /// Wraps the key of this book, which is locked, another way: by another passphrase, another phrase, with or without
    /// the keyring. Nothing else is written; snapshots from now on have this lock.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`], [`StoreError::Folder`].
    pub fn change_lock(&self, lock: &kith_key::Lock) -> Result<(), StoreError> {
        if let Some(why) = self.read_only() {
            return Err(StoreError::ReadOnly(why));
        }
        let about = About { lock: Some(lock.clone()), ..self.about.clone() };
        let written = about.write(&self.home, self.shelf.disk());
        written.map_err(|source| StoreError::Folder { path: self.home.clone(), source })?;
        self.shelf.cipher().is_wrapped_by(lock);
        Ok(())
    }

    /// Its folder.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// What opening had to mend.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Why it cannot be written, if so. This may begin while it is open.
    pub fn read_only(&self) -> Option<ReadOnly> {
        unpoisoned(&self.read_only).clone()
    }

    /// Every person, small, in the order of their ids.
    ///
    /// # Errors
    /// [`StoreError::Index`], as all that read.
    pub fn rows(&self) -> Result<Vec<Row>, StoreError> {
        self.index().rows()
    }

    /// One person, small.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn row(&self, person: PersonId) -> Result<Option<Row>, StoreError> {
        self.index().row(person)
    }

    /// One person.
    ///
    /// # Errors
    /// [`StoreError::Index`]; [`StoreError::Damaged`] or [`StoreError::Folder`] when the journal cannot be read, as
    /// all that give whole records.
    pub fn person(&self, person: PersonId) -> Result<Option<Person>, StoreError> {
        self.index().person(person)
    }

    /// The picture of a person, if there is one.
    ///
    /// # Errors
    /// See [`Book::person`].
    pub fn photo(&self, person: PersonId) -> Result<Option<Photo>, StoreError> {
        self.index().photo(person)
    }

    /// A number that is another one when the picture of a person is another one, without reading it.
    ///
    /// # Errors
    /// See [`Book::person`].
    pub fn photo_mark(&self, person: PersonId) -> Result<Option<u64>, StoreError> {
        self.index().photo_mark(person)
    }

    /// One check-in.
    ///
    /// # Errors
    /// See [`Book::person`].
    pub fn check_in(&self, check_in: CheckInId) -> Result<Option<CheckIn>, StoreError> {
        self.index().check_in(check_in)
    }

    /// Check-ins with a person, the newest by `at` first; of two at one instant the one written last.
    ///
    /// # Errors
    /// See [`Book::person`].
    pub fn history(&self, person: PersonId, skip: usize, limit: usize) -> Result<Vec<CheckIn>, StoreError> {
        self.index().history(person, skip, limit)
    }

    /// The check-ins logged last, with whomever, the newest by `logged` first. Some hundred at most.
    ///
    /// # Errors
    /// See [`Book::person`].
    pub fn recent(&self, limit: usize) -> Result<Vec<CheckIn>, StoreError> {
        self.index().recent(limit)
    }

    /// One prompt.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn prompt(&self, prompt: PromptId) -> Result<Option<Prompt>, StoreError> {
        self.index().prompt(prompt)
    }

    /// All prompts for a person, the last fired first.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn prompts_of(&self, person: PersonId) -> Result<Vec<Prompt>, StoreError> {
        self.index().prompts_of(person)
    }

    /// The prompts fired last, for whomever, the newest first.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn prompts(&self, limit: usize) -> Result<Vec<Prompt>, StoreError> {
        self.index().prompts(limit)
    }

    /// The settings; the defaults while none were saved.
    ///
    /// # Errors
    /// See [`Book::person`].
    pub fn settings(&self) -> Result<Settings, StoreError> {
        self.index().settings()
    }

    /// The record with this key; for `None` the settings, if any were saved.
    ///
    /// # Errors
    /// See [`Book::person`].
    pub fn record(&self, key: Option<Key>) -> Result<Option<Record>, StoreError> {
        self.index().record(key)
    }

    /// How many records there are.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn counts(&self) -> Result<Counts, StoreError> {
        Ok(self.index().meta()?.map(|meta| meta.counts()).unwrap_or_default())
    }

    /// A note of a face under this name.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn draft(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.index().draft(key)
    }

    /// Keeps a note of a face, or forgets it. Drafts are no part of the book's history, and may be lost in a
    /// power cut.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn set_draft(&self, key: &str, text: Option<&str>) -> Result<(), StoreError> {
        self.index().set_draft(key, text)?;
        self.index().flush()
    }

    /// Writes an act. When this returns `Ok` it is on the disk.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`], [`StoreError::DiskFull`], [`StoreError::DiskFailed`], or one of reading what the
    /// records were. Nothing was written then.
    pub fn commit(&self, act: Act) -> Result<Committed, StoreError> {
        let mut writer = unpoisoned(&self.writer);
        if let Some(why) = self.read_only().filter(|why| !why.may_pass()) {
            return Err(StoreError::ReadOnly(why));
        }
        let Writer { journal: Some(journal), unflushed } = &mut *writer else {
            return Err(StoreError::Index("a book without a journal can only be read".to_owned()));
        };
        let steps = plan::plan(act.changes, &*self.index())?;
        let head = Head { at: act.at, act: act.name.into(), by: act.by, undoes: act.undoes };
        let appended = journal.append(&head, &steps).map_err(|fault| self.refused(fault))?;
        let seq = appended.seq;
        *unpoisoned(&self.read_only) = None;
        if let Err(error) = self.apply(steps, &appended) {
            // The act is on the disk, and the next opening applies it; until then the index is not up to date.
            *unpoisoned(&self.read_only) = Some(ReadOnly::IndexFailed(error.to_string()));
            return Ok(Committed { seq });
        }
        *unflushed += 1;
        if *unflushed >= FLUSH_EVERY {
            // Flushing only saves work after a crash; if it fails there is more of it.
            let _ = self.index().flush();
            *unflushed = 0;
        }
        if appended.places.len() >= LONG {
            // Sealing only saves space; what is left is sealed when the book is closed.
            let _ = journal.seal();
        }
        self.keep_layout(journal);
        Ok(Committed { seq })
    }

    /// Tries whether the disk takes writes again after it failed; [`Book::read_only`] tells.
    pub fn recover(&self) {
        let mut writer = unpoisoned(&self.writer);
        if let (Some(ReadOnly::DiskFailed(_)), Some(journal)) = (self.read_only(), &mut writer.journal)
            && journal.recover().is_ok()
        {
            *unpoisoned(&self.read_only) = None;
        }
    }

    /// Tells the index which segments there are now. What it does not know yet cannot be missed; nothing else fails.
    fn keep_layout(&self, journal: &mut Journal) {
        if journal.take_turned() {
            let _ = journal.shelf().layout().map(|layout| self.index().set_layout(&layout));
        }
    }

    fn refused(&self, fault: Fault) -> StoreError {
        match fault {
            Fault::NoRoom => StoreError::DiskFull,
            Fault::Failed(error) => {
                *unpoisoned(&self.read_only) = Some(ReadOnly::DiskFailed(error.to_string()));
                StoreError::DiskFailed(error)
            }
        }
    }

    /// Applies an act to the index, a long one piece by piece; the last piece says that it is applied.
    fn apply(&self, steps: Vec<Step>, appended: &Appended) -> Result<(), StoreError> {
        let work = || {
            let index = self.index();
            let mut projection = index.projection()?;
            let mut held = 0;
            for (step, place) in steps.into_iter().zip(appended.places.iter().copied()) {
                projection.step(step, place)?;
                held += 1;
                if held == AT_ONCE {
                    projection.pause()?;
                    held = 0;
                }
            }
            projection.finish((appended.seq, appended.crc))
        };
        catch_unwind(AssertUnwindSafe(work))
            .unwrap_or_else(|_| Err(StoreError::Index("sled panicked".to_owned())))
    }
}

impl Lookup for Index {
    fn record(&self, key: Option<Key>) -> Result<Option<Record>, StoreError> {
        Index::record(self, key)
    }

    fn check_ins_with(&self, person: PersonId) -> Result<Vec<CheckIn>, StoreError> {
        self.history(person, 0, usize::MAX)
    }

    fn prompts_for(&self, person: PersonId) -> Result<Vec<Prompt>, StoreError> {
        self.prompts_of(person)
    }

    fn plans_with(&self, person: PersonId) -> Result<Vec<Plan>, StoreError> {
        self.kept_of(person)
    }

    fn starters_for(&self, person: PersonId) -> Result<Vec<Starter>, StoreError> {
        self.kept_of(person)
    }

    fn communities_with(&self, person: PersonId) -> Result<Vec<Community>, StoreError> {
        self.kept_of(person)
    }
}

impl Drop for Book {
    fn drop(&mut self) {
        // None of this loses anything when it fails: the journal has it all.
        if let Some(journal) = &mut unpoisoned(&self.writer).journal {
            let _ = journal.seal();
            self.keep_layout(journal);
            let _ = self.index().flush();
            let _ = self.index().copy_if_grown(&self.slots());
        }
    }
}
