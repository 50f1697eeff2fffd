//! The lock of a book: its one key, wrapped once for each way in.
//!
//! It goes into `book.json` as it is, so it can be read without a key, and it says nothing about the book:
//!
//! ```json
//! {
//!   "v": 1,
//!   "check": "…",
//!   "passphrase": { "kdf": "argon2id", "m": 65536, "t": 3, "p": 1, "salt": "…", "key": "…", "sum": 2847264901 },
//!   "phrase": { "key": "…", "sum": 1193046471 },
//!   "keyring": { "key": "…", "sum": 3405691582 }
//! }
//! ```
//!
//! Each `key` is the 32 bytes of the book's key, sealed as [`Key::seal_text`] does, about `kith lock 1 passphrase`,
//! `kith lock 1 phrase` or `kith lock 1 keyring`. `check` is nothing at all, sealed with the book's key about
//! `kith lock 1 check`: by it a key shows that it is the one of this lock. `sum` is the CRC-32C of what stands
//! beside it; it protects from nobody, but it tells a damaged lock from a wrong passphrase. Binary values are
//! standard base64 without padding. Fields that this Kith does not know stay as they are.
//!
//! Everything is a value: a change makes a new lock, to be written whole in place of the old one.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::passphrase::{key_from, long_enough};
use crate::{Cost, Key, KeyError, KeyringSecret, RecoveryPhrase};

/// The key of a book, wrapped. It tells nothing to whoever has neither passphrase, phrase nor keyring.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Lock {
    v: u32,
    check: String,
    passphrase: ByPassphrase,
    phrase: Wrapped,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    keyring: Option<Wrapped>,
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct ByPassphrase {
    kdf: String,
    #[serde(flatten)]
    cost: Cost,
    salt: String,
    #[serde(flatten)]
    wrapped: Wrapped,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Wrapped {
    key: String,
    sum: u32,
}

const VERSION: u32 = 1;
const KDF: &str = "argon2id";
const SALT: usize = 16;

const CHECK: &[u8] = b"kith lock 1 check";
const BY_PASSPHRASE: &[u8] = b"kith lock 1 passphrase";
const BY_PHRASE: &[u8] = b"kith lock 1 phrase";
const BY_KEYRING: &[u8] = b"kith lock 1 keyring";

impl Lock {
    /// Wraps `key` by a passphrase and by a new recovery phrase, which is to be shown now: it is nowhere else.
    ///
    /// # Errors
    /// [`KeyError::TooShort`], [`KeyError::TooCostly`], [`KeyError::NoRandom`].
    pub fn new(key: &Key, passphrase: &str, cost: Cost) -> Result<(Lock, RecoveryPhrase), KeyError> {
        let phrase = RecoveryPhrase::random()?;
        let lock = Lock {
            v: VERSION,
            check: key.seal_text(CHECK, &[])?,
            passphrase: ByPassphrase::wrap(key, passphrase, cost)?,
            phrase: Wrapped::wrap(key, BY_PHRASE, &phrase.key(), "")?,
            keyring: None,
            unknown: Map::new(),
        };
        Ok((lock, phrase))
    }

    /// The key, by the passphrase. As slow as the lock's [`Cost`] says.
    ///
    /// # Errors
    /// [`KeyError::WrongPassphrase`]; [`KeyError::TooCostly`] before anything is tried; [`KeyError::Damaged`],
    /// [`KeyError::Newer`].
    pub fn open(&self, passphrase: &str) -> Result<Key, KeyError> {
        self.known()?;
        self.passphrase.unwrap(passphrase)
    }

    /// The key, by the recovery phrase as somebody types it ([`RecoveryPhrase::read`]).
    ///
    /// # Errors
    /// [`KeyError::UnknownWord`], [`KeyError::WordCount`], [`KeyError::PhraseChecksum`]; [`KeyError::WrongPhrase`]
    /// when it is a phrase, but not of this lock; [`KeyError::Damaged`], [`KeyError::Newer`].
    pub fn open_with_phrase(&self, words: &str) -> Result<Key, KeyError> {
        self.known()?;
        let phrase = RecoveryPhrase::read(words)?;
        self.phrase.unwrap(BY_PHRASE, &phrase.key(), "", KeyError::WrongPhrase)
    }

    /// The key, by what the system's keyring holds for this book.
    ///
    /// # Errors
    /// [`KeyError::NotByKeyring`], [`KeyError::WrongKeyringSecret`], [`KeyError::Damaged`], [`KeyError::Newer`].
    pub fn open_with_keyring(&self, secret: &KeyringSecret) -> Result<Key, KeyError> {
        self.known()?;
        let wrapped = self.keyring.as_ref().ok_or(KeyError::NotByKeyring)?;
        wrapped.unwrap(BY_KEYRING, secret.key(), "", KeyError::WrongKeyringSecret)
    }

    /// This lock with another passphrase. The key stays, so nothing that is sealed has to be written anew; the old
    /// passphrase opens this lock no more (but an old copy of `book.json` it does).
    ///
    /// # Errors
    /// [`KeyError::OtherKey`]; [`KeyError::TooShort`], [`KeyError::TooCostly`], [`KeyError::NoRandom`],
    /// [`KeyError::Newer`].
    pub fn with_passphrase(&self, key: &Key, passphrase: &str, cost: Cost) -> Result<Lock, KeyError> {
        self.belongs_to(key)?;
        Ok(Lock { passphrase: ByPassphrase::wrap(key, passphrase, cost)?, ..self.clone() })
    }

    /// This lock with another recovery phrase; the old one opens it no more.
    ///
    /// # Errors
    /// [`KeyError::OtherKey`]; [`KeyError::NoRandom`], [`KeyError::Newer`].
    pub fn with_new_phrase(&self, key: &Key) -> Result<(Lock, RecoveryPhrase), KeyError> {
        self.belongs_to(key)?;
        let phrase = RecoveryPhrase::random()?;
        let lock = Lock { phrase: Wrapped::wrap(key, BY_PHRASE, &phrase.key(), "")?, ..self.clone() };
        Ok((lock, phrase))
    }

    /// This lock, opening by a keyring too; the secret is for the keyring ([`crate::Keyring::set`]) and nobody else.
    /// Put it there first and write the lock after, so that a refusing keyring changes nothing.
    ///
    /// # Errors
    /// [`KeyError::OtherKey`]; [`KeyError::NoRandom`], [`KeyError::Newer`].
    pub fn with_keyring(&self, key: &Key) -> Result<(Lock, KeyringSecret), KeyError> {
        self.belongs_to(key)?;
        let secret = KeyringSecret::random()?;
        let wrapped = Wrapped::wrap(key, BY_KEYRING, secret.key(), "")?;
        Ok((Lock { keyring: Some(wrapped), ..self.clone() }, secret))
    }

    /// This lock, opening by no keyring.
    #[must_use]
    pub fn without_keyring(&self) -> Lock {
        Lock { keyring: None, ..self.clone() }
    }

    /// Whether a secret in the system's keyring opens it.
    #[must_use]
    pub fn opens_by_keyring(&self) -> bool {
        self.keyring.is_some()
    }

    /// What one try at the passphrase costs; a book locked by an older Kith may cost less than [`Cost::BOOK`].
    #[must_use]
    pub fn cost(&self) -> Cost {
        self.passphrase.cost
    }

    /// Whether nothing that can be told without a key shows damage: what wraps the key is as it was written.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let by = &self.passphrase;
        let others = self.keyring.iter().chain([&self.phrase]);
        self.known().is_ok()
            && by.wrapped.is_whole(&beside(&by.salt, by.cost))
            && others.into_iter().all(|wrapped| wrapped.is_whole(""))
    }

    fn known(&self) -> Result<(), KeyError> {
        if self.v > VERSION || self.passphrase.kdf != KDF { Err(KeyError::Newer) } else { Ok(()) }
    }

    /// Whether `key` is the one of this lock: two ways in must never lead to two keys.
    ///
    /// # Errors
    /// [`KeyError::OtherKey`]; [`KeyError::Newer`].
    pub fn belongs_to(&self, key: &Key) -> Result<(), KeyError> {
        self.known()?;
        key.open_text(CHECK, &self.check).map(drop).map_err(|_| KeyError::OtherKey)
    }
}

impl ByPassphrase {
    fn wrap(key: &Key, passphrase: &str, cost: Cost) -> Result<ByPassphrase, KeyError> {
        long_enough(passphrase)?;
        let mut salt = [0; SALT];
        getrandom::fill(&mut salt)?;
        let by = key_from(passphrase, &salt, cost)?;
        let salt = STANDARD_NO_PAD.encode(salt);
        let wrapped = Wrapped::wrap(key, BY_PASSPHRASE, &by, &beside(&salt, cost))?;
        Ok(ByPassphrase { kdf: KDF.to_owned(), cost, salt, wrapped })
    }

    fn unwrap(&self, passphrase: &str) -> Result<Key, KeyError> {
        let salt = STANDARD_NO_PAD.decode(&self.salt).map_err(|_| KeyError::Damaged)?;
        let by = key_from(passphrase, &salt, self.cost)?;
        self.wrapped.unwrap(BY_PASSPHRASE, &by, &beside(&self.salt, self.cost), KeyError::WrongPassphrase)
    }
}

/// What stands beside a key wrapped by a passphrase, for the sum over it.
fn beside(salt: &str, cost: Cost) -> String {
    format!("{KDF} {} {} {} {salt} ", cost.memory_kib, cost.passes, cost.lanes)
}

impl Wrapped {
    fn wrap(key: &Key, about: &[u8], by: &Key, beside: &str) -> Result<Wrapped, KeyError> {
        let key = by.seal_text(about, key.bytes())?;
        let sum = sum(beside, &key);
        Ok(Wrapped { key, sum })
    }

    /// The key, or `wrong`; unless the lock was damaged, which is not the fault of whoever typed.
    fn unwrap(&self, about: &[u8], by: &Key, beside: &str, wrong: KeyError) -> Result<Key, KeyError> {
        match by.open_text(about, &self.key).map(Zeroizing::new) {
            Ok(bytes) => bytes.as_slice().try_into().map(Key::from_bytes).map_err(|_| KeyError::Damaged),
            Err(_) if self.is_whole(beside) => Err(wrong),
            Err(_) => Err(KeyError::Damaged),
        }
    }

    fn is_whole(&self, beside: &str) -> bool {
        sum(beside, &self.key) == self.sum
    }
}

fn sum(beside: &str, key: &str) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(beside.as_bytes()), key.as_bytes())
}

impl fmt::Debug for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lock").field("cost", &self.cost()).field("keyring", &self.opens_by_keyring()).finish()
    }
}
