//! Words for what can go wrong with the lock of a book, and with what protects a backup.

use kith_app::{BackupError, Wanted, lock::LockState};
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

    /// A sentence on why the backup of a locked book did not open.
    pub fn sealed_error(&self, error: &KeyError) -> String {
        match error {
            KeyError::WrongPassphrase => self.text("backup-wrong-lock"),
            KeyError::WrongPhrase => self.text("backup-wrong-phrase"),
            KeyError::Newer => self.text("backup-newer-lock"),
            KeyError::WordCount { .. }
            | KeyError::UnknownWord { .. }
            | KeyError::PhraseChecksum
            | KeyError::NoRandom(_) => self.key_error(error),
            _ => self.text("backup-lock-damaged"),
        }
    }

    /// A sentence on why a protected backup did not open, or a backup was not protected.
    pub fn protection_error(&self, error: &BackupError) -> String {
        match error {
            BackupError::TooShort { least } => {
                self.with("lock-too-short", &[("least", least.to_string().into())])
            }
            BackupError::BadRecipient => self.text("backup-bad-recipient"),
            BackupError::BadIdentity => self.text("backup-bad-identity"),
            BackupError::WrongPassphrase => self.text("backup-wrong-passphrase"),
            BackupError::WrongIdentity => self.text("backup-wrong-identity"),
            BackupError::NeedsPassphrase => self.text("backup-needs-passphrase"),
            BackupError::NeedsIdentity => self.text("backup-needs-identity"),
            BackupError::TooCostly => self.text("backup-too-costly"),
            BackupError::Damaged => self.text("backup-protection-damaged"),
            BackupError::Io(error) => {
                self.with("backup-not-read", &[("reason", self.io_error(error).into())])
            }
        }
    }

    /// What a backup asks for, in a sentence.
    pub fn wanted(&self, wanted: Wanted) -> String {
        self.text(match wanted {
            Wanted::Passphrase => "backup-wants-passphrase",
            Wanted::Identity => "backup-wants-identity",
            Wanted::Lock => "backup-wants-lock",
        })
    }
}
