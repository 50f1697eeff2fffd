//! The system's keyring, for who would rather not type a passphrase each morning.
//!
//! It holds not the book's key but a secret of its own that unwraps it: forgetting the secret, or taking the way in
//! out of the lock, is enough to close it, and a copy of the folder alone opens nothing.
//!
//! The Secret Service over D-Bus on Linux (in Rust throughout: no C library at build time), the Keychain on macOS,
//! the Credential Manager on Windows; all by the stores of `keyring-core`. The store is opened for each call: a
//! keyring that was not there yet when the session began, or was restarted since, is found the next time.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use keyring_core::api::CredentialStoreApi as _;
use keyring_core::{Entry, Error};
use zeroize::Zeroizing;

use crate::{Key, KeyError};

/// 32 random bytes for a keyring to hold. Wiped from memory when dropped; `Debug` prints nothing of them.
#[derive(Clone)]
pub struct KeyringSecret(Key);

impl KeyringSecret {
    pub(crate) fn random() -> Result<KeyringSecret, KeyError> {
        Key::random().map(KeyringSecret)
    }

    pub(crate) fn key(&self) -> &Key {
        &self.0
    }

    /// Text, because the keyrings' own windows show entries as passwords.
    fn as_text(&self) -> Zeroizing<String> {
        Zeroizing::new(STANDARD_NO_PAD.encode(self.0.bytes()))
    }

    /// What was put in is what comes out; else somebody else wrote there.
    fn from_text(text: &str) -> Result<KeyringSecret, KeyError> {
        let bytes =
            Zeroizing::new(STANDARD_NO_PAD.decode(text.trim()).map_err(|_| KeyError::WrongKeyringSecret)?);
        let bytes = bytes.as_slice().try_into().map_err(|_| KeyError::WrongKeyringSecret)?;
        Ok(KeyringSecret(Key::from_bytes(bytes)))
    }
}

impl fmt::Debug for KeyringSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyringSecret(..)")
    }
}

/// Where a secret for a book is kept. A call may wait for the person (the system asks to unlock its keyring): make it
/// from a thread that may wait, never from an async task.
pub trait Keyring: Send + Sync {
    /// The secret kept for this book; `None` when there is none.
    ///
    /// # Errors
    /// [`KeyError::NoKeyring`] with what the system said; [`KeyError::WrongKeyringSecret`] when something else is kept
    /// in its place.
    fn get(&self, book: &str) -> Result<Option<KeyringSecret>, KeyError>;

    /// Keeps the secret for this book, in place of an older one.
    ///
    /// # Errors
    /// [`KeyError::NoKeyring`] with what the system said.
    fn set(&self, book: &str, secret: &KeyringSecret) -> Result<(), KeyError>;

    /// Forgets the secret for this book; that there is none is no error.
    ///
    /// # Errors
    /// [`KeyError::NoKeyring`] with what the system said.
    fn forget(&self, book: &str) -> Result<(), KeyError>;
}

/// The keyring of the person's session. Its entries are called "Kith", each with the id of its book.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemKeyring;

const SERVICE: &str = "Kith";

impl Keyring for SystemKeyring {
    fn get(&self, book: &str) -> Result<Option<KeyringSecret>, KeyError> {
        match entry(book)?.get_password().map(Zeroizing::new) {
            Ok(text) => KeyringSecret::from_text(&text).map(Some),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(refused(&error)),
        }
    }

    fn set(&self, book: &str, secret: &KeyringSecret) -> Result<(), KeyError> {
        entry(book)?.set_password(&secret.as_text()).map_err(|error| refused(&error))
    }

    fn forget(&self, book: &str) -> Result<(), KeyError> {
        match entry(book)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(refused(&error)),
        }
    }
}

fn entry(book: &str) -> Result<Entry, KeyError> {
    #[cfg(target_os = "macos")]
    let store = keyring_store_apple::keychain::Store::new();
    #[cfg(windows)]
    let store = keyring_store_windows::Store::new();
    #[cfg(all(unix, not(target_os = "macos")))]
    let store = keyring_store_secret_service::Store::new();

    store.and_then(|store| store.build(SERVICE, book, None)).map_err(|error| refused(&error))
}

/// The messages of `keyring-core` name the trouble, never what was kept.
fn refused(error: &Error) -> KeyError {
    KeyError::NoKeyring(error.to_string())
}

/// A keyring in memory, for tests: also for those of whoever calls this crate.
#[derive(Default)]
pub struct MemoryKeyring {
    kept: Mutex<BTreeMap<String, KeyringSecret>>,
    refuses: bool,
}

impl MemoryKeyring {
    /// One that refuses everything, like a session without a keyring.
    #[must_use]
    pub fn refusing() -> MemoryKeyring {
        MemoryKeyring { refuses: true, ..MemoryKeyring::default() }
    }

    fn with<T>(&self, act: impl FnOnce(&mut BTreeMap<String, KeyringSecret>) -> T) -> Result<T, KeyError> {
        if self.refuses {
            return Err(KeyError::NoKeyring("there is none in this session".to_owned()));
        }
        Ok(act(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Keyring for MemoryKeyring {
    fn get(&self, book: &str) -> Result<Option<KeyringSecret>, KeyError> {
        self.with(|kept| kept.get(book).cloned())
    }

    fn set(&self, book: &str, secret: &KeyringSecret) -> Result<(), KeyError> {
        self.with(|kept| kept.insert(book.to_owned(), secret.clone())).map(drop)
    }

    fn forget(&self, book: &str) -> Result<(), KeyError> {
        self.with(|kept| kept.remove(book)).map(drop)
    }
}

impl fmt::Debug for MemoryKeyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryKeyring(..)")
    }
}
