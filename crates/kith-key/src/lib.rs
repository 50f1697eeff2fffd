//! Keys and sealing.
//!
//! A book that is locked is sealed with one random [`Key`]. The key itself is never written down as it is: a
//! [`Lock`] holds it wrapped, once by a passphrase, once by a recovery phrase, and once by a secret in the system's
//! keyring if the user likes. So a new passphrase wraps one key anew and leaves the years of contact as they are.
//! A backup that leaves the machine is protected in the format of `age` ([`backup`]), which opens it without Kith too.
//!
//! This crate reads and writes no file of the book and knows none of its records: it turns bytes into sealed bytes
//! and back. It logs nothing, and nothing it holds that is secret can be printed.
//!
//! | what | how | source |
//! |---|---|---|
//! | sealing | XChaCha20-Poly1305, a random nonce each | draft-irtf-cfrg-xchacha-03 |
//! | the passphrase | Argon2id, 64 MiB | RFC 9106 |
//! | the recovery phrase | twelve English words, 128 bits | BIP-39 |
//! | a protected backup | `age` | age-encryption.org/v1 |

pub mod backup;
mod error;
mod key;
mod keyring;
mod lock;
mod passphrase;
mod phrase;

pub use error::KeyError;
pub use key::Key;
pub use keyring::{Keyring, KeyringSecret, MemoryKeyring, SystemKeyring};
pub use lock::Lock;
pub use passphrase::{Cost, LEAST_CHARACTERS};
pub use phrase::RecoveryPhrase;
