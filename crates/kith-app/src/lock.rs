//! The lock of the book: put on, opened, closed, changed, taken off.
//!
//! A locked book has one key, which a passphrase unwraps, a recovery phrase for the day the passphrase is forgotten,
//! and if the person likes the system's keyring, so that nothing has to be typed. While the book is closed Kith knows
//! nothing of anybody: lists are empty, and nothing is asked.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kith_key::{Cost, Key, KeyError, Keyring, Lock, RecoveryPhrase};
use kith_store::{Book, Locked};

use crate::{App, AppError, reminder::Reminder};

/// How it stands with the lock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LockState {
    /// There is none.
    Off,
    /// There is one, and it is open.
    Open {
        /// Whether the system's keyring opens it.
        keyring: bool,
    },
    /// There is one, and it is closed.
    Closed {
        /// Whether the system's keyring should open it.
        keyring: bool,
    },
}

/// What opens a lock.
#[derive(Clone, Copy)]
pub enum By<'a> {
    /// The passphrase.
    Passphrase(&'a str),
    /// The recovery phrase, as somebody types it.
    Phrase(&'a str),
    /// Either of them, typed into the same field.
    Either(&'a str),
}

/// The key while the book is open, and a lock that is being made.
pub(crate) struct Keys {
    keyring: Arc<dyn Keyring>,
    key: Mutex<Option<Key>>,
    begun: Mutex<Option<Begun>>,
    reminder: Mutex<Reminder>,
}

/// A lock that is not put on before its recovery phrase was typed.
struct Begun {
    key: Key,
    lock: Lock,
}

impl Keys {
    pub fn new(keyring: Arc<dyn Keyring>) -> Keys {
        Keys { keyring, key: Mutex::default(), begun: Mutex::default(), reminder: Mutex::default() }
    }

    fn key(&self) -> MutexGuard<'_, Option<Key>> {
        self.key.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begun(&self) -> MutexGuard<'_, Option<Begun>> {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reminder(&self) -> MutexGuard<'_, Reminder> {
        self.reminder.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn by_keyring(&self, locked: &Locked) -> Option<Key> {
        if !locked.lock.opens_by_keyring() {
            return None;
        }
        let secret = self.keyring.get(&locked.id).ok()??;
        locked.lock.open_with_keyring(&secret).ok()
    }
}

/// The key that what was typed opens. Reading it as a recovery phrase costs nothing, so that comes first; what is wrong
/// with a phrase is told only of what has as many words as one.
pub(crate) fn either(lock: &Lock, typed: &str) -> Result<Key, KeyError> {
    let as_phrase = match lock.open_with_phrase(typed) {
        Ok(key) => return Ok(key),
        Err(error) => error,
    };
    match lock.open(typed) {
        Err(KeyError::WrongPassphrase) if typed.split_whitespace().count() == RecoveryPhrase::WORDS => {
            Err(as_phrase)
        }
        opened => opened,
    }
}

impl App {
    /// How it stands with the lock.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn lock_state(&self) -> Result<LockState, AppError> {
        Ok(match self.held().lock()? {
            None => LockState::Off,
            Some(locked) => {
                let keyring = locked.lock.opens_by_keyring();
                match self.is_locked() {
                    true => LockState::Closed { keyring },
                    false => LockState::Open { keyring },
                }
            }
        })
    }

    /// Whether the book is closed, so that everything but [`App::unlock`] is refused.
    pub fn is_locked(&self) -> bool {
        matches!(self.book(), Err(AppError::Locked))
    }

    /// Whether to say now that Kith is locked, which is said once a day.
    pub(crate) fn says_locked(&self) -> bool {
        let closed = matches!(self.lock_state(), Ok(LockState::Closed { .. }));
        closed && self.keys().reminder().due(self.local_now().naive_local())
    }

    /// Opens the lock.
    ///
    /// # Errors
    /// [`AppError::Key`] when it does not open; [`AppError::NoLock`]; [`AppError::Store`] when the book does not.
    pub fn unlock(&self, by: By<'_>) -> Result<(), AppError> {
        let key = self.key_by(by)?;
        let _alone = self.past();
        self.held().open(Some(&key))?;
        *self.keys().key() = Some(key);
        self.reload()
    }

    fn key_by(&self, by: By<'_>) -> Result<Key, AppError> {
        let Locked { lock, .. } = self.held().lock()?.ok_or(AppError::NoLock)?;
        Ok(match by {
            By::Passphrase(passphrase) => lock.open(passphrase)?,
            By::Phrase(words) => lock.open_with_phrase(words)?,
            By::Either(typed) => either(&lock, typed)?,
        })
    }

    /// Closes the lock.
    ///
    /// # Errors
    /// [`AppError::NoLock`] when there is none to close.
    pub fn lock_now(&self) -> Result<(), AppError> {
        if self.held().lock()?.is_none() {
            return Err(AppError::NoLock);
        }
        let mut past = self.past();
        *past = Default::default();
        if !self.is_locked() {
            *self.keys().reminder() = Reminder::of(&self.settings(), Some(self.local_now().date_naive()));
        }
        self.held().close();
        *self.keys().key() = None;
        self.reload()
    }

    /// Makes a lock, which is not on before [`App::finish_lock`]. Gives the words of its recovery phrase, to be shown
    /// this once and written down.
    ///
    /// # Errors
    /// [`AppError::Key`], as when the passphrase is too short.
    pub fn begin_lock(&self, passphrase: &str) -> Result<Vec<&'static str>, AppError> {
        self.allow_only_own()?;
        drop(self.book()?);
        let key = Key::random()?;
        let (lock, phrase) = Lock::new(&key, passphrase, Cost::BOOK)?;
        *self.keys().begun() = Some(Begun { key, lock });
        Ok(RecoveryPhrase::words(&phrase).collect())
    }

    /// Puts on the lock that was begun: the whole book is written anew. `typed` is the recovery phrase, which shows
    /// that it was written down.
    ///
    /// # Errors
    /// [`AppError::Key`] when the phrase is another, or the keyring refuses; [`AppError::NoLock`] when none was begun;
    /// [`AppError::Store`] when the book cannot be written anew. It is as it was then.
    pub fn finish_lock(&self, typed: &str, keyring: bool) -> Result<(), AppError> {
        let (key, lock) = {
            let begun = self.keys().begun();
            let Begun { key, lock } = begun.as_ref().ok_or(AppError::NoLock)?;
            lock.open_with_phrase(typed)?;
            (key.clone(), lock.clone())
        };
        self.anew(Some(key.clone()), |home| Book::put_lock(home, &key, &lock))?;
        *self.keys().begun() = None;
        if keyring { self.use_keyring(true) } else { Ok(()) }
    }

    /// Takes the lock off: the whole book is written anew, readable to whoever has its folder.
    ///
    /// # Errors
    /// See [`App::unlock`] and [`App::finish_lock`].
    pub fn take_lock_off(&self, by: By<'_>) -> Result<(), AppError> {
        let key = self.key_by(by)?;
        let locked = self.held().lock()?;
        self.anew(None, |home| Book::take_lock_off(home, &key))?;
        if let Some(Locked { id, lock }) = locked
            && lock.opens_by_keyring()
        {
            // What the keyring keeps opens nothing any more.
            let _ = self.keys().keyring.forget(&id);
        }
        Ok(())
    }

    /// Another passphrase. Nothing of the book is written anew.
    ///
    /// # Errors
    /// See [`App::unlock`].
    pub fn change_passphrase(&self, by: By<'_>, new: &str) -> Result<(), AppError> {
        let key = self.key_by(by)?;
        self.change_lock(|lock| lock.with_passphrase(&key, new, Cost::BOOK))?;
        // Should `book.json` and its copy be lost, the lock is taken from the newest snapshot: it is to be this one. The
        // passphrase is another also when there is no room for that; what hinders it is told among the backups.
        let _ = self.keep_snapshot();
        Ok(())
    }

    /// Whether the system's keyring opens the lock from now on.
    ///
    /// # Errors
    /// [`AppError::Key`] when the keyring refuses; [`AppError::NoLock`], [`AppError::Locked`].
    pub fn use_keyring(&self, yes: bool) -> Result<(), AppError> {
        let Locked { id, .. } = self.held().lock()?.ok_or(AppError::NoLock)?;
        let key = self.keys().key().clone().ok_or(AppError::Locked)?;
        let keyring = Arc::clone(&self.keys().keyring);
        self.change_lock(|lock| match yes {
            true => {
                let (lock, secret) = lock.with_keyring(&key)?;
                keyring.set(&id, &secret)?;
                Ok(lock)
            }
            false => {
                keyring.forget(&id)?;
                Ok(lock.without_keyring())
            }
        })
    }

    fn change_lock(&self, change: impl FnOnce(&Lock) -> Result<Lock, KeyError>) -> Result<(), AppError> {
        let _alone = self.past();
        let Locked { lock, .. } = self.held().lock()?.ok_or(AppError::NoLock)?;
        Ok(self.book()?.change_lock(&change(&lock)?)?)
    }

    /// Opens the book, unless it is locked and the keyring does not open it.
    pub(crate) fn open_if_possible(&self) -> Result<(), AppError> {
        let key = match self.held().lock()? {
            None => None,
            Some(locked) => match self.keys().by_keyring(&locked) {
                Some(key) => Some(key),
                None => return Ok(()),
            },
        };
        self.held().open(key.as_ref())?;
        *self.keys().key() = key;
        self.reload()
    }

    /// Forgets what opens the user's own book, which is about to be closed.
    pub(crate) fn forget_own_key(&self) {
        *self.keys().key() = None;
    }

    /// Closes the book and opens it again, if that can be.
    pub(crate) fn open_again(&self) {
        {
            let mut past = self.past();
            if self.is_sample() {
                // It has no lock.
                self.held().close();
                *past = Default::default();
                return self.open_closed(None);
            }
        }
        let key = self.keys().key().clone();
        // There is no work that could fail; what else refuses it refuses whoever comes next as well.
        let _ = self.anew(key, |_| Ok(()));
    }

    /// Closes the book, does something to it, and opens it again with this key.
    fn anew(
        &self,
        key: Option<Key>,
        work: impl FnOnce(&std::path::Path) -> Result<(), kith_store::StoreError>,
    ) -> Result<(), AppError> {
        let mut past = self.past();
        self.allow_only_own()?;
        if self.is_locked() {
            return Err(AppError::Locked);
        }
        let old = self.keys().key().clone();
        self.held().close();
        *past = Default::default();
        let done = work(self.home());
        let key = if done.is_ok() { key } else { old };
        *self.keys().key() = key.clone();
        self.open_closed(key.as_ref());
        Ok(done?)
    }

    /// Opens the book that was just closed. That it cannot be opened says nothing of what was done to it: it is noted, told
    /// to whoever needs the book next, and tried again then.
    fn open_closed(&self, key: Option<&Key>) {
        let opened = self.held().open_again(key).and_then(|()| self.reload());
        let _ = opened.inspect_err(|error| self.held().ails(error));
    }
}
