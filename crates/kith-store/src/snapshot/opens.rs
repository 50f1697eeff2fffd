//! What opens a backup that does not open by itself: one that is protected with age, one of a locked book, or one of a
//! locked book that somebody has protected besides.
//!
//! The header of a snapshot holds the lock of its book, so the file alone is enough where nothing else of that book is
//! left. What was found to open it is kept here, so that a passphrase is asked for and worked on once.

use std::io::{BufRead, Read};

use kith_key::{
    Key, Lock,
    backup::{Opener, OpensBy, SEEN, is_age, opens_by},
};

use super::{
    SnapshotTrouble, Source,
    read::{self, Reader},
};
use crate::{Book, StoreError, cipher::Cipher};

/// What opens a backup, as far as it is known. Nothing of it can be printed.
#[derive(Clone, Default, Debug)]
pub struct Opens {
    age: Option<Opener>,
    cipher: Option<Cipher>,
}

/// What a backup asks for before it can be read.
#[derive(Clone, PartialEq, Debug)]
pub enum Asks {
    /// Nothing (more).
    Nothing,
    /// What it is protected by with age.
    Protection(OpensBy),
    /// The passphrase or the recovery phrase of the book it is of, which this lock tells.
    Lock(Box<Lock>),
}

impl Opens {
    /// With this the protection opens.
    #[must_use]
    pub fn protected(self, opener: Opener) -> Opens {
        Opens { age: Some(opener), ..self }
    }

    /// With this key, which is that of the lock, what is sealed opens.
    #[must_use]
    pub fn sealed(self, key: &Key, lock: &Lock) -> Opens {
        Opens { cipher: Some(Cipher::new(key, lock)), ..self }
    }

    /// Whether a locked book's key is what opens it.
    pub fn is_of_a_locked_book(&self) -> bool {
        self.cipher.is_some()
    }

    /// Begins to read a snapshot, of the book with the cipher `own` if none is known for it.
    pub(crate) fn reader<'a>(
        &'a self,
        source: Source<'a>,
        own: &'a Cipher,
    ) -> Result<Reader<'a>, SnapshotTrouble> {
        Reader::begin(read::input(source, self.age.as_ref())?, self.cipher.as_ref().unwrap_or(own))
    }
}

impl Source<'_> {
    /// What it has, byte for byte.
    ///
    /// # Errors
    /// [`SnapshotTrouble`] when the file cannot be opened.
    pub fn bytes(&self) -> Result<impl BufRead, SnapshotTrouble> {
        read::raw(*self)
    }

    /// What it is protected by, if it is.
    fn protection(&self) -> Result<Option<OpensBy>, SnapshotTrouble> {
        let mut beginning = Vec::new();
        let bytes = read::raw(*self)?.take(SEEN as u64).read_to_end(&mut beginning);
        bytes.map_err(|error| read::unreadable(&error))?;
        if !is_age(&beginning) {
            return Ok(None);
        }
        opens_by(read::raw(*self)?).map(Some).map_err(|why| read::not_opened(&why))
    }
}

impl Book {
    /// What a backup, of this book or of any other, asks for besides what is known to open it.
    ///
    /// # Errors
    /// [`StoreError::Snapshot`] when it cannot be used.
    pub fn asks(&self, source: Source<'_>, opens: &Opens) -> Result<Asks, StoreError> {
        if opens.age.is_none()
            && let Some(by) = source.protection()?
        {
            return Ok(Asks::Protection(by));
        }
        let shelf = self.shelf();
        let Some(lock) = opens.reader(source, shelf.cipher())?.lock()? else { return Ok(Asks::Nothing) };
        let is_its_key = |cipher: &Cipher| cipher.opens(&lock);
        match opens.cipher.as_ref().map_or_else(|| is_its_key(shelf.cipher()), is_its_key) {
            true => Ok(Asks::Nothing),
            false => Ok(Asks::Lock(Box::new(lock))),
        }
    }
}
