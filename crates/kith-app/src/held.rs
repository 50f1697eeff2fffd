//! The book as long as it is open: it is closed to be locked or unlocked, and opened again when something outside of
//! Kith has changed.

use std::{
    io,
    ops::Deref,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
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
    /// Why it has to be opened again, if so: its index does not do what it should.
    ailing: Option<String>,
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
    /// [`AppError::Locked`] while it is not open; [`StoreError::Index`] if it could not be opened again.
    pub fn book(&self) -> Result<InUse<'_>, AppError> {
        let mut state = self.state();
        let Some(book) = state.book.clone() else {
            return Err(state.ailing.clone().map_or(AppError::Locked, |why| StoreError::Index(why).into()));
        };
        state.users += 1;
        Ok(InUse { held: self, book })
    }

    /// Why it has to be opened again, if so.
    pub fn ailing(&self) -> Option<String> {
        self.state().ailing.clone()
    }

    /// Notes that it has to be opened again. Until it is closed it is given all the same.
    pub fn ails(&self, why: &impl ToString) {
        self.state().ailing = Some(why.to_string());
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
            state.ailing = None;
        }
        Ok(())
    }

    /// Opens the one that there was, and never begins another: its folder may be on a disk that was taken away.
    pub fn open_again(&self, key: Option<&Key>) -> Result<(), AppError> {
        if !Book::is_in(&self.home)? {
            let source = io::ErrorKind::NotFound.into();
            return Err(StoreError::Folder { path: self.home.clone(), source }.into());
        }
        self.open(key)
    }

    /// Closes it, and returns when nobody has it any more. Whoever asks for it from now on does not get it.
    pub fn close(&self) {
        let mut state = self.state();
        let book = state.book.take();
        state.ailing = None;
        while state.users > 0 {
            state = self.given_back.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        drop(state);
        // Whoever gave it back has said so a moment before they let go of it: the book ends with the last of them, and
        // its folder is free when this returns.
        let mut book = book;
        while let Some(last) = book.take() {
            book = Arc::try_unwrap(last).err();
            if book.is_some() {
                thread::yield_now();
            }
        }
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

#[cfg(test)]
mod tests {
    use std::fs;

    use kith_store::ReadOnly;

    use super::*;
    use crate::{App, StillClock, parse_moment};

    fn open(home: &Path) -> App {
        let moment = parse_moment("2026-11-22T09:00:00+01:00", chrono_tz::Europe::Madrid).expect("a moment");
        App::open(home, Arc::new(StillClock::new(moment))).expect("open")
    }

    fn is_index_failed(app: &App) -> bool {
        matches!(app.read_only(), Some(ReadOnly::IndexFailed(_)))
    }

    #[test]
    fn a_book_whose_index_fails_is_opened_again_by_the_next_act() {
        let home = tempfile::tempdir().expect("folder");
        let app = open(home.path());
        app.add_person("Ana", |_| {}).expect("add");
        app.held().ails(&"the index failed");
        assert!(is_index_failed(&app) && app.cache().rows.len() == 1, "it is read meanwhile");
        app.add_person("Ben", |_| {}).expect("add");
        assert_eq!((app.read_only(), app.cache().rows.len()), (None, 2));
    }

    #[test]
    fn a_book_whose_index_fails_is_opened_again_by_an_undo() {
        let home = tempfile::tempdir().expect("folder");
        let app = open(home.path());
        app.add_person("Ana", |_| {}).expect("add");
        app.held().ails(&"the index failed");
        app.undo(None).expect("undone");
        assert_eq!((app.read_only(), app.cache().rows.len()), (None, 0));
    }

    #[test]
    fn a_book_that_has_gone_away_is_not_begun_anew_and_is_there_again_when_it_comes_back() {
        let above = tempfile::tempdir().expect("folder");
        let (home, away) = (above.path().join("book"), above.path().join("away"));
        let app = open(&home);
        app.add_person("Ana", |_| {}).expect("add");
        fs::rename(&home, &away).expect("rename");
        app.held().ails(&"the index failed");
        assert!(app.add_person("Ben", |_| {}).is_err() && is_index_failed(&app) && !app.is_locked());
        let begun = Book::is_in(&home).expect("look");
        fs::remove_dir_all(&home).ok();
        fs::rename(&away, &home).expect("rename");
        app.add_person("Ben", |_| {}).expect("add");
        assert_eq!((begun, app.read_only(), app.cache().rows.len()), (false, None, 2));
    }
}
