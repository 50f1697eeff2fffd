//! What can go wrong with keys, as far as a person is told different things about it.

use thiserror::Error;

/// Why something was not sealed, not opened or not unlocked. None of these holds anything secret, not even a word
/// that was typed: they may be shown and logged.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The system gave no random bytes. Nothing was sealed.
    #[error("the system gave no random bytes: {0}")]
    NoRandom(#[from] getrandom::Error),
    /// What is sealed does not authenticate: changed, cut, of another place, or sealed with another key.
    #[error("what is sealed does not authenticate")]
    Tampered,
    /// More at once than the cipher takes (256 GiB). Nothing was sealed.
    #[error("too much to seal at once")]
    TooLong,

    /// A new passphrase has fewer characters than this.
    #[error("the passphrase has fewer than {least} characters")]
    TooShort {
        /// How many it needs.
        least: usize,
    },
    /// The passphrase is not the one of this book.
    #[error("the passphrase does not unlock the book")]
    WrongPassphrase,
    /// The lock asks for more memory or more passes than any Kith writes. Nothing was tried: a file from somebody
    /// else must not take the machine down.
    #[error("the lock asks for {memory_mib} MiB of memory and {passes} passes")]
    TooCostly {
        /// The memory it asks for, in MiB.
        memory_mib: u32,
        /// How often it wants to go over it.
        passes: u32,
    },
    /// The lock is damaged on disk at this way in: the others may still open it.
    #[error("the lock is damaged")]
    Damaged,
    /// The lock was written by a newer Kith.
    #[error("the lock is of a newer kind than this Kith knows")]
    Newer,
    /// The key handed in is not the key of this lock. Nothing was changed.
    #[error("the key is not the key of this lock")]
    OtherKey,

    /// A recovery phrase has twelve words.
    #[error("the recovery phrase has {found} words instead of 12")]
    WordCount {
        /// How many there are.
        found: usize,
    },
    /// A word of the recovery phrase is not one of the 2,048.
    #[error("word {place} of the recovery phrase is not in the list")]
    UnknownWord {
        /// Which one, counted from 1.
        place: usize,
    },
    /// All words of the recovery phrase are in the list, but they do not belong together: one is wrong, or two
    /// changed places.
    #[error("the words of the recovery phrase do not belong together")]
    PhraseChecksum,
    /// A recovery phrase as it should be, but of another book, or an older one of this book.
    #[error("the recovery phrase does not unlock the book")]
    WrongPhrase,

    /// The book is not set up to open by the system's keyring.
    #[error("the book does not open by the keyring")]
    NotByKeyring,
    /// What the keyring holds does not open the book.
    #[error("the secret in the keyring does not unlock the book")]
    WrongKeyringSecret,
    /// There is no keyring to talk to, or it refused.
    #[error("no keyring: {0}")]
    NoKeyring(
        /// What the system said.
        String,
    ),
}
