//! The book as long as it is open: it is closed to be locked or unlocked, and opened again when something outside of
//! Kith has changed.

use std::{
    ops::Deref,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

use kith_key::Key;
use kith_store::{Book, StoreError};

use crate::AppError;

/// The book of one folder, open or not.
pub(crate) struct Held {
    home: PathBuf,
    state: Mutex<State>,
    /// Told when somebody has given the book back.
    given_back: Condvar,
}

#[derive(Default)]
struct State {
    book: Option<Arc<Book>>,
    /// How many have it in their hands.
    users: usize,
}

/// The book in somebody's hands. It is not closed before it is given back.
pub(crate) struct InUse<'a> {
    held: &'a Held,
    book: Arc<Book>,
}

impl Held {
    /// A book that is not open yet.
    pub fn closed(home: &Path) -> Held {
        Held { home: home.to_owned(), state: Mutex::default(), given_back: Condvar::new() }
    }

    pub fn home(&self) -> &Path {
        &self.home
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The book.
    ///
    /// # Errors
    /// [`AppError::Locked`] while it is not open.
    pub fn book(&self) -> Result<InUse<'_>, AppError> {
        let mut state = self.state();
        let book = state.book.clone().ok_or(AppError::Locked)?;
        state.users += 1;
        Ok(InUse { held: self, book })
    }

    /// Opens it.
    pub fn open(&self, key: Option<&Key>) -> Result<(), AppError> {
        let mut state = self.state();
        if state.book.is_none() {
            let book = match key {
                Some(key) => Book::open_with(&self.home, key),
                None => Book::open(&self.home),
            };
            state.book = Some(Arc::new(book?));
        }
        Ok(())
    }

    /// Closes it, and returns when nobody has it any more. Whoever asks for it from now on does not get it.
    pub fn close(&self) {
        let mut state = self.state();
        let book = state.book.take();
        while state.users > 0 {
            state = self.given_back.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        drop(state);
        drop(book);
    }

    /// How it is locked, whether it is open or not.
    pub fn lock(&self) -> Result<Option<kith_store::Locked>, StoreError> {
        Book::locked(&self.home)
    }
}

impl Deref for InUse<'_> {
    type Target = Book;

    fn deref(&self) -> &Book {
        &self.book
    }
}

impl Drop for InUse<'_> {
    fn drop(&mut self) {
        self.held.state().users -= 1;
        self.held.given_back.notify_all();
    }
}
