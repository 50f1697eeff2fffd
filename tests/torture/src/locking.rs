//! Books under a lock, which one passphrase opens.

use std::{path::Path, process::ExitCode};

use kith_app::AppError;
use kith_key::{Cost, Key, Lock};
use kith_store::{Book, StoreError};
use kith_words::Words;

use crate::Failed;

/// What opens every lock that is put on here.
pub const PASSPHRASE: &str = "a walk along the river";

/// A key, and the lock that [`PASSPHRASE`] opens. Making one out of the other is quick here: it is not what is tried.
fn lock() -> Result<(Key, Lock), Failed> {
    let key = Key::random()?;
    let (lock, _) = Lock::new(&key, PASSPHRASE, Cost::TEST)?;
    Ok((key, lock))
}

/// Puts a lock on the closed book in `home`.
///
/// # Errors
/// What the store says.
pub fn put(home: &Path) -> Result<(), Failed> {
    let (key, lock) = lock()?;
    Ok(Book::put_lock(home, &key, &lock)?)
}

/// The child: puts a lock on as the app has the store do it, and says in words why not.
pub fn serve(home: &Path) -> ExitCode {
    let put = lock().map(|(key, lock)| Book::put_lock(home, &key, &lock));
    let why = match put {
        Ok(Ok(())) => return ExitCode::SUCCESS,
        Ok(Err(error)) => Words::new(Some("en")).error(&AppError::from(error)),
        Err(error) => error.to_string(),
    };
    eprintln!("{why}");
    ExitCode::FAILURE
}

/// Whether the book in `home` is locked.
///
/// # Errors
/// What the store says.
pub fn is_on(home: &Path) -> Result<bool, StoreError> {
    Ok(Book::locked(home)?.is_some())
}

/// Opens the book, locked or not.
///
/// # Errors
/// What the store says.
pub fn open(home: &Path) -> Result<Book, Failed> {
    Ok(match Book::locked(home)? {
        Some(locked) => Book::open_with(home, &locked.lock.open(PASSPHRASE)?)?,
        None => Book::open(home)?,
    })
}
