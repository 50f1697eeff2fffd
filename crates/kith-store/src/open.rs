//! Opening a book: finding out what is there and making it whole, so that whatever a crash has left opens.
//!
//! First the lock and the format, then the index, then the journal; the journal is right where they disagree. A book
//! that cannot be written, or that a newer Kith wrote, is opened for reading ([`reading`]).

pub(crate) mod again;
pub(crate) mod migrating;
mod reading;

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::Arc,
};

use kith_key::Key;
use tempfile::TempDir;

use crate::{
    IndexTrouble, Notice, ReadOnly, StoreError,
    about::{self, About},
    disk::Disk,
    index::{
        self, Index, Meta,
        layout::Layout,
        slots::{self, Slots},
    },
    journal::{
        Journal,
        mend::{self, Mended},
        shelf::Shelf,
    },
    kind::Kind,
    lock::Lock,
    quarantine::Quarantine,
    replay::{Newer, ReplayError, replay},
    snapshot::{
        Folder,
        repair::{self, Pending, Wound},
    },
};

/// With less room than this, in bytes, a book is only read: sled does not survive a full disk as well as the journal.
pub(crate) const SCANT: u64 = 1 << 20;

/// What an open book is made of.
pub(crate) struct Opened {
    pub about: About,
    pub index: Index,
    pub shelf: Arc<Shelf>,
    pub snapshots: Folder,
    /// What the journal has lost, to be put back from a snapshot.
    pub wound: Option<Pending>,
    /// `None` in a book that is only read.
    pub journal: Option<Journal>,
    pub read_only: Option<ReadOnly>,
    pub notices: Vec<Notice>,
    /// Where the index of a book lies that is only read; removed with this.
    pub scratch: Option<TempDir>,
    /// `None` where nothing can be written, not even a lock.
    pub lock: Option<Lock>,
}

/// Opens the book in `home`, making what is missing.
pub(crate) fn open(home: &Path, disk: Arc<dyn Disk>, key: Option<&Key>) -> Result<Opened, StoreError> {
    match open_for_writing(home, Arc::clone(&disk), key) {
        Err(StoreError::Folder { source, .. })
            if is_unwritable(&source) && home.join("book.json").exists() =>
        {
            reading::open(home, disk, key, ReadOnly::Folder(source.kind()), None)
        }
        opened => opened,
    }
}

fn is_unwritable(error: &io::Error) -> bool {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    matches!(error.kind(), PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull)
}

fn open_for_writing(home: &Path, disk: Arc<dyn Disk>, key: Option<&Key>) -> Result<Opened, StoreError> {
    disk.make_folder(home).map_err(at(home))?;
    let lock = Lock::take(home)?;
    if disk.room(home).is_ok_and(|room| room < SCANT) {
        return Err(at(home)(io::ErrorKind::StorageFull.into()));
    }
    let mut quarantine = Quarantine::new(home, Arc::clone(&disk));
    let (about, mended) = about::ensure(home, &*disk, &mut quarantine, key)?;
    if about.format > about::FORMAT {
        return reading::open(home, disk, key, ReadOnly::NewerBook { version: about.format }, Some(lock));
    }
    let cipher = about.cipher(key)?;
    let about = match migrating::migrated(about, home, &disk, &cipher, lock.taken_at()) {
        Err(StoreError::Folder { source, .. }) => {
            return reading::open(home, disk, key, ReadOnly::Folder(source.kind()), Some(lock));
        }
        migrated => migrated?,
    };
    let (about, put_aside) = match mended {
        None => about::tidy(about, home, &*disk, &mut quarantine).map_err(at(home))?,
        Some(_) => (about, None),
    };
    let about = about.with_aside_sealed(home, &*disk, &cipher);
    let journal = about.folder(home, "journal");
    disk.make_folder(&journal).map_err(at(&journal))?;
    let shelf = Arc::new(Shelf::new(journal, Arc::clone(&disk), cipher));
    let mut opening = Opening::new(home, about, shelf);
    opening.quarantine = quarantine;
    opening.notices.extend(mended.into_iter().chain(put_aside));
    match opening.book() {
        Ok((index, mended)) => opening.opened(index, mended, lock),
        Err(ReplayError::Newer(version)) => {
            reading::open(home, disk, key, ReadOnly::NewerBook { version }, Some(lock))
        }
        Err(error) => Err(failed(error)),
    }
}

fn failed(error: ReplayError) -> StoreError {
    match error {
        ReplayError::Newer(version) => StoreError::ReadOnly(ReadOnly::NewerBook { version }),
        ReplayError::Disagrees => StoreError::Index("it disagrees with what it was made from".to_owned()),
        ReplayError::Store(error) => error,
    }
}

fn at(path: &Path) -> impl Fn(std::io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::Folder { path: path.clone(), source }
}

struct Opening<'a> {
    home: &'a Path,
    about: About,
    shelf: Arc<Shelf>,
    slots: Slots,
    snapshots: Folder,
    quarantine: Quarantine,
    notices: Vec<Notice>,
    /// What the journal has lost.
    wound: Option<Wound>,
}

/// An index that cannot be used: itself, if it was opened, and what is wrong with it, if anything is.
type Unusable = (Option<Index>, Option<IndexTrouble>);

impl<'a> Opening<'a> {
    fn new(home: &'a Path, about: About, shelf: Arc<Shelf>) -> Opening<'a> {
        Opening {
            home,
            slots: Slots::new(about.folder(home, "index")),
            snapshots: Folder::new(about.folder(home, "snapshots"), shelf.disk_handle()),
            quarantine: Quarantine::new(home, shelf.disk_handle()),
            about,
            shelf,
            notices: Vec::new(),
            wound: None,
        }
    }

    fn opened(self, index: Index, mended: Mended, lock: Lock) -> Result<Opened, StoreError> {
        let journal = self.journal(mended)?;
        Ok(Opened {
            about: self.about,
            index,
            shelf: self.shelf,
            snapshots: self.snapshots,
            wound: self.wound.map(|wound| Pending {
                wound,
                quarantine: self.quarantine,
                at: lock.taken_at(),
            }),
            journal: Some(journal),
            read_only: None,
            notices: self.notices,
            scratch: None,
            lock: Some(lock),
        })
    }

    /// The mended journal, for writing. Where something is missing it goes on behind that; else it is trusted again.
    fn journal(&self, mended: Mended) -> Result<Journal, StoreError> {
        let mut journal = Journal::new(Arc::clone(&self.shelf), mended.end, mended.full);
        match &self.wound {
            Some(wound) => journal.go_on_behind(wound.seen),
            None => self.shelf.trust().map_err(at(self.shelf.folder()))?,
        }
        Ok(journal)
    }

    fn book(&mut self) -> Result<(Index, Mended), ReplayError> {
        let (index, trouble) = match self.index()? {
            Ok(index) => match self.caught_up(&index)? {
                Ok(mended) => return Ok((index, mended)),
                Err(trouble) => (Some(index), Some(trouble)),
            },
            Err(unusable) => unusable,
        };
        self.rebuild(index, trouble)
    }

    /// The index there is, if it can be used.
    fn index(&self) -> Result<Result<Index, Unusable>, ReplayError> {
        let Some(path) = self.slots.current().map_err(at(self.home))? else {
            // One that is not made yet is not missing: the book was locked, or unlocked.
            return Ok(Err((None, (!self.slots.is_announced()).then_some(IndexTrouble::Missing))));
        };
        let index = match Index::open(&path, Arc::clone(&self.shelf)) {
            Ok(index) => index,
            Err(StoreError::Index(_)) => return Ok(Err((None, Some(IndexTrouble::Unreadable)))),
            Err(error) => return Err(error.into()),
        };
        match index.meta() {
            Ok(Some(meta)) if meta.format != index::FORMAT => Ok(Err((Some(index), None))),
            Ok(Some(meta)) => match newer_than_known(&meta) {
                Some(version) => Err(ReplayError::Newer(version)),
                None => Ok(Ok(index)),
            },
            Ok(None) => Ok(Err((Some(index), Some(IndexTrouble::Missing)))),
            Err(_) => Ok(Err((Some(index), Some(IndexTrouble::Unreadable)))),
        }
    }

    /// Mends the journal and applies what the index does not have yet.
    fn caught_up(&mut self, index: &Index) -> Result<Result<Mended, IndexTrouble>, ReplayError> {
        let replaced = !index.layout()?.is_kept_by(&self.layout()?);
        let mended = self.mend(replaced)?;
        let Some(meta) = index.meta()? else { return Ok(Err(IndexTrouble::Missing)) };
        let last = mended.end.as_ref().map_or((0, 0), |(_, end)| (end.seq, end.crc));
        if meta.seq > last.0 {
            // The index is about to be put aside, and is the only one that knows this.
            self.shelf.suspect(meta.seq).map_err(at(self.shelf.folder()))?;
        }
        if meta.seq == last.0 && meta.crc != last.1 && !mended.moved {
            return Ok(Err(IndexTrouble::OtherJournal));
        }
        if mended.moved || replaced || self.is_damaged() || meta.seq > last.0 {
            return Ok(Err(IndexTrouble::Disagrees));
        }
        if meta.seq == last.0 {
            index.set_layout(&self.layout()?)?;
            return Ok(Ok(mended));
        }
        let all = u64::MAX;
        let replayed = guarded(|| replay(index, &self.shelf, (meta.seq, meta.crc), all, Newer::Refuse));
        match replayed {
            // A line that says nothing Kith understands is damage, and the whole journal is looked through for it.
            Ok(replayed) => {
                if !replayed.senseless.is_empty() {
                    return Ok(Err(IndexTrouble::Disagrees));
                }
                index.set_layout(&self.layout()?)?;
                Ok(Ok(mended))
            }
            Err(ReplayError::Newer(version)) => Err(ReplayError::Newer(version)),
            Err(ReplayError::Store(StoreError::Locked)) => Err(StoreError::Locked.into()),
            Err(ReplayError::Store(StoreError::Index(_))) => Ok(Err(IndexTrouble::Unreadable)),
            Err(ReplayError::Disagrees) => Ok(Err(IndexTrouble::OtherJournal)),
            Err(ReplayError::Store(_)) => Ok(Err(IndexTrouble::Disagrees)),
        }
    }

    fn layout(&self) -> Result<Layout, ReplayError> {
        Ok(self.shelf.layout().map_err(at(self.shelf.folder()))?)
    }

    fn mend(&mut self, thorough: bool) -> Result<Mended, ReplayError> {
        let mended = mend::open(&self.shelf, &mut self.quarantine, thorough);
        let mut mended = mended.map_err(at(self.shelf.folder()))?;
        // A gap stays in the journal, and is met again when it is looked through once more.
        mended.notices.retain(|notice| !self.notices.iter().any(|told| told.covers(notice)));
        if mended.notices.iter().any(is_damage) {
            let wound = self.survey()?;
            mended.notices.retain(|notice| is_new(notice, wound.as_ref()));
        }
        self.notices.append(&mut mended.notices);
        Ok(mended)
    }

    fn is_damaged(&self) -> bool {
        self.notices.iter().any(is_damage)
    }

    /// Finds out what the journal has lost, and tells what was not told yet.
    fn examine(&mut self) -> Result<(), ReplayError> {
        let Some(wound) = self.survey()? else { return Ok(()) };
        self.shelf.suspect(wound.seen).map_err(at(self.shelf.folder()))?;
        self.tell_what_was_cut(&wound);
        for (first_seq, last_seq) in wound.holes.iter().copied() {
            let notice = Notice::JournalDamaged { first_seq, last_seq, kept: None };
            if !self.notices.iter_mut().any(|told| told.covers(&notice) || told.takes_in(first_seq, last_seq))
            {
                self.notices.push(notice);
            }
        }
        self.wound = Some(wound);
        Ok(())
    }

    /// What the journal has lost.
    fn survey(&self) -> Result<Option<Wound>, ReplayError> {
        let suspected = self.shelf.suspected().map_err(at(self.shelf.folder()))?;
        Ok(repair::survey(&self.shelf, &self.snapshots, suspected.unwrap_or(0))?)
    }

    /// What was cut off at the end was acknowledged, if something knows of lines there.
    fn tell_what_was_cut(&mut self, wound: &Wound) {
        let Some((first_seq, last_seq)) = wound.end() else { return };
        for notice in &mut self.notices {
            if let Notice::UnfinishedActCut { kept, .. } = notice {
                let kept = Some(std::mem::take(kept));
                *notice = Notice::JournalDamaged { first_seq, last_seq, kept };
            }
        }
    }

    /// Makes the index again, and keeps the drafts, which are nowhere else. Without trouble there is nothing to tell:
    /// another version of Kith laid it out in another way.
    fn rebuild(
        &mut self,
        old: Option<Index>,
        trouble: Option<IndexTrouble>,
    ) -> Result<(Index, Mended), ReplayError> {
        let mended = self.mend(true)?;
        self.examine()?;
        let drafts = old.map(|old| old.drafts()).unwrap_or_default();
        let kept = match self.slots.current().map_err(at(self.home))? {
            // Nothing is amiss with it; the next opening removes it.
            Some(_) if trouble.is_none() => None,
            Some(old) => Some(self.quarantine.take_as(&old, "index").map_err(at(&old))?),
            None => None,
        };
        let path = self.slots.next().map_err(at(self.home))?;
        let index = Index::open(&path, Arc::clone(&self.shelf))?;
        index.begin()?;
        slots::mark_whole(&path).map_err(at(&path))?;
        guarded(|| replay(&index, &self.shelf, (0, 0), u64::MAX, Newer::Refuse))?;
        index.set_drafts(drafts)?;
        index.set_layout(&self.layout()?)?;
        index.flush()?;
        self.slots.is_made(self.shelf.disk()).map_err(at(&path))?;
        // A book that is new has an index that is new, and nothing to tell.
        if let Some(why) = trouble.filter(|_| mended.end.is_some() || kept.is_some()) {
            let counts = index.meta()?.map(|meta| meta.counts()).unwrap_or_default();
            self.notices.push(Notice::IndexRebuilt { why, kept, counts, whole: self.wound.is_none() });
        }
        Ok((index, mended))
    }
}

fn is_damage(notice: &Notice) -> bool {
    matches!(notice, Notice::JournalDamaged { .. })
}

/// Whether this is of what is missing now; else it was told by an earlier opening.
fn is_new(notice: &Notice, wound: Option<&Wound>) -> bool {
    match notice {
        Notice::JournalDamaged { first_seq, last_seq, .. } => {
            wound.is_some_and(|wound| wound.has(*first_seq, *last_seq))
        }
        _ => true,
    }
}

/// The version that is too high, of a kind of records the index was made from.
fn newer_than_known(meta: &Meta) -> Option<u32> {
    let is_newer = |name: &str, version: u32| Kind::named(name).is_none_or(|kind| version > kind.version());
    meta.versions.iter().find(|(name, version)| is_newer(name, **version)).map(|(_, version)| *version)
}

/// sled panics on some damage; that is one more index that cannot be used.
fn guarded<T>(work: impl FnOnce() -> Result<T, ReplayError>) -> Result<T, ReplayError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(StoreError::Index("sled panicked".to_owned()).into()))
}
