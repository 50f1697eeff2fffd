//! Words for what can go wrong with the lock of a book.

use kith_app::lock::LockState;
use kith_key::KeyError;

use crate::{Arg, Words};

impl Words {
    /// A sentence on how it stands with the lock.
    pub fn lock_state(&self, state: LockState) -> String {
        self.text(match state {
            LockState::Off => "lock-is-off",
            LockState::Open { keyring: false } => "lock-is-open",
            LockState::Open { keyring: true } => "lock-is-open-keyring",
            LockState::Closed { .. } => "lock-is-closed",
        })
    }

    /// A sentence on why a lock did not open, or was not made.
    pub fn key_error(&self, error: &KeyError) -> String {
        let number = |name, number: usize| [(name, Arg::from(number.to_string()))];
        match error {
            KeyError::TooShort { least } => self.with("lock-too-short", &number("least", *least)),
            KeyError::WrongPassphrase => self.text("lock-wrong-passphrase"),
            KeyError::WordCount { found } => self.with("lock-word-count", &number("found", *found)),
            KeyError::UnknownWord { place } => self.with("lock-unknown-word", &number("place", *place)),
            KeyError::PhraseChecksum => self.text("lock-phrase-checksum"),
            KeyError::WrongPhrase => self.text("lock-wrong-phrase"),
            KeyError::NotByKeyring | KeyError::WrongKeyringSecret => self.text("lock-not-by-keyring"),
            KeyError::NoKeyring(reason) => self.with("lock-no-keyring", &[("reason", reason.into())]),
            KeyError::Newer => self.text("lock-newer"),
            KeyError::NoRandom(_) => self.text("lock-no-random"),
            KeyError::Tampered
            | KeyError::TooLong
            | KeyError::TooCostly { .. }
            | KeyError::Damaged
            | KeyError::OtherKey => self.text("lock-damaged"),
        }
    }
}
