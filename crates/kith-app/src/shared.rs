//! The book in memory, and the one way to change it.
//!
//! Every change goes through [`App::act`]: decide on what is there, commit (durable when it returns), bring the rows
//! in memory up to date, remember how to undo, tell the faces. One act at a time; reading never waits for a disk.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard,
        atomic::{AtomicBool, Ordering},
    },
};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use kith_core::{PersonId, Region, due::Frame, row::Row};
use kith_key::Keyring;
pub(crate) use kith_store::By;
use kith_store::{Act, Book, Change, Notice, ReadOnly, StoreError};
use tokio::sync::watch;

use crate::{
    AppError, Moment,
    backups::Keeping,
    cache::{Cache, keep},
    calendar,
    clock::{Clock, WhatIf},
    communities,
    counted::{Counted, Turned},
    held::{Held, InUse},
    lock::Keys,
    past::Past,
    sample,
    undo::{self, Touched},
};

/// Kith, as a face sees it. Cheap to clone.
#[derive(Clone)]
pub struct App {
    shared: Arc<Shared>,
    clock: Arc<dyn Clock>,
}

struct Shared {
    own: Held,
    /// The made-up book, if there is one.
    sample: Held,
    shows_sample: AtomicBool,
    making_sample: Mutex<()>,
    keys: Keys,
    cache: RwLock<Cache>,
    /// Held from deciding to committing, so that two acts never decide on the same past.
    past: Mutex<Past>,
    keeping: Mutex<Keeping>,
    calendar: Mutex<calendar::Keeping>,
    gatherings: Mutex<communities::Reading>,
    read: Mutex<Vec<Notice>>,
    counted: Counted,
    changed: watch::Sender<u64>,
}

/// What an act decided: the changes to commit, and what to answer once they are durable.
pub(crate) struct Decided<T> {
    pub changes: Vec<Change>,
    pub answer: T,
}

impl App {
    /// Opens the book in the folder `home`, or begins one there. A book that is locked is only opened if the system's
    /// keyring holds what unlocks it; else everything but [`App::unlock`] is refused.
    ///
    /// # Errors
    /// [`AppError::Store`] when another Kith has it open, or when the folder cannot be used.
    pub fn open(home: &Path, clock: Arc<dyn Clock>) -> Result<App, AppError> {
        App::open_with(home, clock, Arc::new(kith_key::SystemKeyring))
    }

    /// The same with another keyring.
    ///
    /// # Errors
    /// See [`App::open`].
    pub fn open_with(home: &Path, clock: Arc<dyn Clock>, keyring: Arc<dyn Keyring>) -> Result<App, AppError> {
        let shared = Shared {
            own: Held::closed(home),
            sample: Held::closed(&home.join(sample::FOLDER)),
            shows_sample: AtomicBool::new(false),
            making_sample: Mutex::default(),
            keys: Keys::new(keyring),
            cache: RwLock::default(),
            past: Mutex::default(),
            keeping: Mutex::default(),
            calendar: Mutex::default(),
            gatherings: Mutex::default(),
            read: Mutex::default(),
            counted: Counted::default(),
            changed: watch::Sender::new(0),
        };
        let app = App { shared: Arc::new(shared), clock };
        app.open_if_possible()?;
        if app.book().is_ok() {
            sample::clear(home);
        }
        // One that does not open keeps nobody from their own book: that is shown, and the other can be thrown away.
        if sample::is_in(home) {
            let _ = app.show_sample(true);
        }
        Ok(app)
    }

    /// The same book, seen at `moment`: what if it were then?
    pub fn at(&self, moment: Moment) -> App {
        self.with_clock(Arc::new(WhatIf(moment)))
    }

    /// The same book with another clock.
    pub fn with_clock(&self, clock: Arc<dyn Clock>) -> App {
        App { shared: Arc::clone(&self.shared), clock }
    }

    /// The clock.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// What time it is.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The zone in force.
    pub fn zone(&self) -> Tz {
        self.clock.zone()
    }

    /// What time it is here, as the wall clock shows it.
    pub fn local_now(&self) -> DateTime<Tz> {
        self.now().with_timezone(&self.zone())
    }

    /// Sets the clock, where it can be set: a demonstration's or a test's, never the system's.
    ///
    /// # Errors
    /// [`AppError::ClockNotSettable`].
    pub fn set_clock(&self, moment: Moment) -> Result<(), AppError> {
        match self.clock.set(moment) {
            true => {
                self.announce_change();
                Ok(())
            }
            false => Err(AppError::ClockNotSettable),
        }
    }

    /// The country whose telephone numbers need no country code: that of the locale in force.
    pub(crate) fn region(&self) -> Option<Region> {
        let set = self.cache().settings.locale.clone();
        set.or_else(sys_locale::get_locale).and_then(|locale| Region::of_locale(&locale))
    }

    /// The folder of the book that is shown.
    pub fn home(&self) -> &Path {
        self.held().home()
    }

    /// The folder of the user's own book, whichever is shown: where a running Kith is found.
    pub fn own_home(&self) -> &Path {
        self.shared.own.home()
    }

    pub(crate) fn shows_sample(&self) -> bool {
        self.shared.shows_sample.load(Ordering::SeqCst)
    }

    /// Held while the made-up book is made or thrown away.
    pub(crate) fn making_sample(&self) -> MutexGuard<'_, ()> {
        self.shared.making_sample.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows the made-up book, or the user's own again. That one stays open all the while, so that no other Kith begins on
    /// it; but one with a lock is closed, for whoever looks around is not to be let in by throwing the other away.
    pub(crate) fn show_sample(&self, yes: bool) -> Result<(), AppError> {
        // Held until everything in memory is that of the book which is shown: an act that waits decides on that, and is
        // committed to that.
        let mut past = self.past();
        if yes {
            self.shared.sample.open(None)?;
            if self.shared.own.lock().is_ok_and(|lock| lock.is_some()) {
                self.forget_own_key();
                self.shared.own.close();
            }
        }
        self.shared.shows_sample.store(yes, Ordering::SeqCst);
        *past = Past::default();
        *self.keeping() = Keeping::default();
        *self.shared.calendar.lock().unwrap_or_else(PoisonError::into_inner) = calendar::Keeping::default();
        self.read().clear();
        if !yes {
            self.shared.sample.close();
            if self.book().is_err() {
                return self.open_if_possible();
            }
        }
        self.reload()
    }

    /// Why nothing can be written at present, if so.
    pub fn read_only(&self) -> Option<ReadOnly> {
        match self.held().ailing() {
            Some(why) => Some(ReadOnly::IndexFailed(why)),
            None => self.book().ok()?.read_only(),
        }
    }

    /// Looks whether what hindered writing is gone: the disk takes writes again, or the folder can be written.
    pub fn recover(&self) {
        match self.read_only() {
            Some(ReadOnly::DiskFailed(_)) => {
                let recovered = self.book().is_ok_and(|book| {
                    book.recover();
                    book.read_only().is_none()
                });
                if recovered {
                    self.announce_change();
                }
            }
            Some(ReadOnly::Folder(_)) if !Book::could_be_written(self.home()) => {}
            // What cannot be opened again now is tried again the next time.
            Some(ReadOnly::Folder(_) | ReadOnly::IndexFailed(_)) => self.open_again(),
            Some(ReadOnly::NewerBook { .. }) | None => {}
        }
    }

    /// A number that changes whenever the book does: to show it anew.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.shared.changed.subscribe()
    }

    /// What a face noted for itself under `key` (an unfinished text, the page last open), if anything.
    pub fn draft(&self, key: &str) -> Result<Option<String>, AppError> {
        Ok(self.book()?.draft(key)?)
    }

    /// Notes something for a face; an empty text forgets it. It is not part of the book's history.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn set_draft(&self, key: &str, text: &str) -> Result<(), AppError> {
        Ok(self.book()?.set_draft(key, Some(text).filter(|text| !text.is_empty()))?)
    }

    /// The book, which is not closed before this is given back.
    ///
    /// # Errors
    /// [`AppError::Locked`].
    pub(crate) fn book(&self) -> Result<InUse<'_>, AppError> {
        self.held().book()
    }

    pub(crate) fn held(&self) -> &Held {
        match self.shows_sample() {
            true => &self.shared.sample,
            false => &self.shared.own,
        }
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.shared.keys
    }

    /// Reads everything that is kept in memory anew, or forgets it when the book is not open.
    pub(crate) fn reload(&self) -> Result<(), AppError> {
        let fresh = match self.book() {
            Ok(book) => Cache::of(&book)?,
            Err(_) => Cache::default(),
        };
        if self.book().is_ok() {
            let mut calendar = self.shared.calendar.lock().unwrap_or_else(PoisonError::into_inner);
            calendar.begins_in(fresh.settings.calendar_folder.as_deref());
        }
        *self.shared.cache.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        self.shared.counted.forget();
        self.keep_notices();
        self.announce_change();
        Ok(())
    }

    pub(crate) fn cache(&self) -> RwLockReadGuard<'_, Cache> {
        self.shared.cache.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Decides on the book as it is, commits what was decided, and answers when it is durable.
    pub(crate) fn act<T>(
        &self,
        by: By,
        name: &'static str,
        decide: impl FnOnce(&Cache, &Frame<'_>) -> Result<Decided<T>, AppError>,
    ) -> Result<T, AppError> {
        self.recover();
        if by == By::User {
            self.seen();
        }
        let mut past = self.past();
        let decided = {
            let cache = self.cache();
            let frame = Frame { now: self.now(), zone: self.zone(), settings: &cache.settings };
            decide(&cache, &frame)?
        };
        if decided.changes.is_empty() {
            return Ok(decided.answer);
        }
        let Decided { changes, answer } = decided;
        let seq = self.commit(Act { by, ..Act::new(self.now(), name, changes) })?;
        if by == By::User {
            past.did(seq, name);
        }
        drop(past);
        self.recover();
        Ok(answer)
    }

    pub(crate) fn past(&self) -> MutexGuard<'_, Past> {
        self.shared.past.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Commits an act and brings the rows in memory up to date. Whoever calls it holds the past.
    pub(crate) fn commit(&self, mut act: Act) -> Result<u64, AppError> {
        communities::reopen(&mut act.changes, &self.cache(), act.at);
        let touched = undo::touched(&*self.book()?, &act.changes)?;
        let turned = Turned::of(&act.changes);
        let committed = self.book()?.commit(act)?;
        self.shared.counted.follow(turned);
        if let Err(error) = self.refresh(&touched) {
            // The act is on the disk and is not to be refused, or somebody does it twice; the rows are read when the
            // book is opened again.
            self.held().ails(&error);
        }
        self.announce_change();
        Ok(committed.seq)
    }

    pub(crate) fn keeping(&self) -> MutexGuard<'_, Keeping> {
        self.shared.keeping.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The notices that somebody has said to have read.
    pub(crate) fn read(&self) -> MutexGuard<'_, Vec<Notice>> {
        self.shared.read.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is counted of all check-ins.
    pub(crate) fn counted(&self) -> &Counted {
        &self.shared.counted
    }

    pub(crate) fn kept_in(&self) -> &Mutex<calendar::Keeping> {
        &self.shared.calendar
    }

    /// What is known of the calendars that communities are read from.
    pub(crate) fn read_from(&self) -> &Mutex<communities::Reading> {
        &self.shared.gatherings
    }

    fn refresh(&self, touched: &Touched) -> Result<(), AppError> {
        let settings = self.book()?.settings()?;
        let fresh: BTreeMap<PersonId, Option<Row>> = touched
            .people
            .iter()
            .map(|id| Ok((*id, self.book()?.row(*id)?)))
            .collect::<Result<_, AppError>>()?;
        let plans = self.read_again(&touched.plans, Book::plan)?;
        let starters = self.read_again(&touched.starters, Book::starter)?;
        let communities = self.read_again(&touched.communities, Book::community)?;
        let noted = self.read_again(&touched.noted, Book::noted)?;
        let mut cache = self.shared.cache.write().unwrap_or_else(PoisonError::into_inner);
        cache.settings = settings;
        for (id, row) in fresh {
            cache.replace(id, row);
        }
        plans.into_iter().for_each(|(id, plan)| keep(&mut cache.plans, id, plan));
        starters.into_iter().for_each(|(id, starter)| keep(&mut cache.starters, id, starter));
        communities.into_iter().for_each(|(id, community)| keep(&mut cache.communities, id, community));
        noted.into_iter().for_each(|(id, noted)| keep(&mut cache.noted, id, noted));
        Ok(())
    }

    fn read_again<I: Copy, T>(
        &self,
        ids: &BTreeSet<I>,
        read: impl Fn(&Book, I) -> Result<Option<T>, StoreError>,
    ) -> Result<Vec<(I, Option<T>)>, AppError> {
        ids.iter().map(|id| Ok((*id, read(&*self.book()?, *id)?))).collect()
    }

    /// Has the faces look again, at a change of the book or because time went by.
    pub(crate) fn announce_change(&self) {
        self.shared.changed.send_modify(|number| *number += 1);
    }
}

#[cfg(test)]
mod tests;
