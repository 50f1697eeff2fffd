//! Opening a backup that does not open by itself: it asks for a passphrase or key of its own, for the passphrase or
//! recovery phrase of the book it is of, or for one after the other.
//!
//! What it asks for is asked first; what was typed is tried next; what opens it is then kept by whoever asked, so that
//! nothing has to be typed twice. The book is not touched by any of this.

use kith_key::backup::{Opener, OpensBy, Unprotection};
use kith_store::{Asks, Opens, Source, StoreError};
use serde::{Deserialize, Serialize};

use crate::{App, AppError, lock::either};

/// What somebody has to be asked for before a backup can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    /// The passphrase it is protected with.
    Passphrase,
    /// The secret key it is protected for, as in a file of `age-keygen`.
    Identity,
    /// The passphrase or the recovery phrase of the book it is of.
    Lock,
}

impl App {
    /// What a backup asks for besides what is known to open it; `None` when it can be read.
    ///
    /// # Errors
    /// [`AppError::Store`] when it cannot be used.
    pub fn backup_wants(&self, source: Source<'_>, opens: &Opens) -> Result<Option<Wanted>, AppError> {
        Ok(match self.book()?.asks(source, opens)? {
            Asks::Nothing => None,
            Asks::Protection(OpensBy::Passphrase) => Some(Wanted::Passphrase),
            Asks::Protection(OpensBy::Identity) => Some(Wanted::Identity),
            Asks::Lock(_) => Some(Wanted::Lock),
        })
    }

    /// Opens a backup with what was typed (or, for [`Wanted::Identity`], what a file says), as far as that goes: it may
    /// ask for more then.
    ///
    /// # Errors
    /// [`AppError::Protection`] or [`AppError::Sealed`] when that does not open it; [`AppError::Store`].
    pub fn open_backup(&self, source: Source<'_>, opens: &Opens, typed: &str) -> Result<Opens, AppError> {
        let opens = opens.clone();
        let with = match self.book()?.asks(source, &opens)? {
            Asks::Nothing => return Ok(opens),
            Asks::Lock(lock) => {
                let key = either(&lock, typed).map_err(AppError::Sealed)?;
                return Ok(opens.sealed(&key, &lock));
            }
            Asks::Protection(OpensBy::Passphrase) => Unprotection::Passphrase(typed),
            Asks::Protection(OpensBy::Identity) => Unprotection::Identity(typed),
        };
        let file = source.bytes().map_err(StoreError::Snapshot)?;
        Ok(opens.protected(Opener::new(file, with)?))
    }
}
