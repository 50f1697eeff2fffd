//! What makes a record unreadable to whoever has not the key of the book. Of a book that is not locked it changes
//! nothing, so that there is one way to write and read both.
//!
//! A part of a line is sealed about the part it is, a value of the index about its key: neither can stand in for
//! another kind of thing. Which lines there are, and in what order, is not hidden and not sealed.

use std::{
    borrow::Cow,
    io,
    sync::{Arc, PoisonError, RwLock},
};

use kith_key::{Key, Lock};

/// The key of the book and what wraps it, if it is locked. The key stays the same for good; what wraps it may be another
/// from now on, for whoever has a copy of this.
#[derive(Clone, Default, Debug)]
pub(crate) struct Cipher(Option<(Key, Arc<RwLock<Lock>>)>);

/// It was sealed with another key, or is damaged, or is sealed and there is no key.
#[derive(Debug, thiserror::Error)]
#[error("it cannot be read with the key of this book")]
pub(crate) struct Unreadable;

impl Cipher {
    pub(crate) fn new(key: &Key, lock: &Lock) -> Cipher {
        Cipher(Some((key.clone(), Arc::new(RwLock::new(lock.clone())))))
    }

    fn key(&self) -> Option<&Key> {
        self.0.as_ref().map(|(key, _)| key)
    }

    /// What wraps the key.
    pub(crate) fn lock(&self) -> Option<Lock> {
        let (_, lock) = self.0.as_ref()?;
        Some(lock.read().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// The key is wrapped by this from now on.
    pub(crate) fn is_wrapped_by(&self, new: &Lock) {
        if let Some((_, lock)) = &self.0 {
            *lock.write().unwrap_or_else(PoisonError::into_inner) = new.clone();
        }
    }

    /// Whether the key is that of this lock.
    pub(crate) fn opens(&self, lock: &Lock) -> bool {
        self.key().is_some_and(|key| lock.belongs_to(key).is_ok())
    }

    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// JSON as it is written: as it is, or sealed in a JSON string.
    pub(crate) fn json<'a>(&self, about: &str, json: &'a [u8]) -> io::Result<Cow<'a, [u8]>> {
        let Some(key) = self.key() else { return Ok(Cow::Borrowed(json)) };
        let sealed = key.seal_text(about.as_bytes(), json).map_err(io::Error::other)?;
        // Base64 has nothing in it that JSON would escape.
        Ok(Cow::Owned([b"\"", sealed.as_bytes(), b"\""].concat()))
    }

    /// The JSON that [`Cipher::json`] wrote. What is no JSON string was written without a key.
    pub(crate) fn read_json<'a>(&self, about: &str, written: &'a [u8]) -> Result<Cow<'a, [u8]>, Unreadable> {
        let Some(sealed) = written.strip_prefix(b"\"") else { return Ok(Cow::Borrowed(written)) };
        let sealed = sealed.strip_suffix(b"\"").and_then(|sealed| std::str::from_utf8(sealed).ok());
        let key = self.key().ok_or(Unreadable)?;
        key.open_text(about.as_bytes(), sealed.ok_or(Unreadable)?).map(Cow::Owned).map_err(|_| Unreadable)
    }

    /// A value of the index as it is written.
    pub(crate) fn value(&self, about: &[u8], value: Vec<u8>) -> io::Result<Vec<u8>> {
        match self.key() {
            Some(key) => key.seal(about, &value).map_err(io::Error::other),
            None => Ok(value),
        }
    }

    /// The value that [`Cipher::value`] wrote.
    pub(crate) fn read_value<'a>(
        &self,
        about: &[u8],
        written: &'a [u8],
    ) -> Result<Cow<'a, [u8]>, Unreadable> {
        match self.key() {
            Some(key) => key.open(about, written).map(Cow::Owned).map_err(|_| Unreadable),
            None => Ok(Cow::Borrowed(written)),
        }
    }
}
