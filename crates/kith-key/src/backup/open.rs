//! Opening a protected backup: first what opens it is found, which takes a second and much memory where that is a
//! passphrase; with that it is then read as often as need be.

use std::cell::RefCell;
use std::fmt;
use std::io::{self, Read};
use std::iter;
use std::sync::Arc;

use age::armor::ArmoredReader;
use age::secrecy::{ExposeSecret as _, SecretString};
use age::{DecryptError, Decryptor, Identity, IdentityFile};
use age_core::format::{FILE_KEY_BYTES, FileKey, Stanza};
use zeroize::Zeroizing;

use super::BackupError;

/// The most work that is taken on for a passphrase: 1 GiB.
const MOST_WORK: u8 = 20;
/// A head is at most so long; one for a hundred recipients takes a fifth of it.
const HEAD: u64 = 64 << 10;

/// By what a protected backup is opened.
#[derive(Clone, Copy)]
pub enum Unprotection<'a> {
    /// The passphrase.
    Passphrase(&'a str),
    /// The secret half of a key pair, as in the file that `age-keygen` writes: `AGE-SECRET-KEY-1…`; lines that begin
    /// with `#` are comments.
    Identity(&'a str),
}

/// What a protected backup asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OpensBy {
    /// A passphrase.
    Passphrase,
    /// A secret key.
    Identity,
}

/// What the protected backup `file` asks for.
///
/// # Errors
/// [`BackupError::Damaged`], [`BackupError::Io`].
pub fn opens_by(file: impl Read) -> Result<OpensBy, BackupError> {
    let file = Decryptor::new_buffered(ArmoredReader::new(file.take(HEAD))).map_err(told)?;
    Ok(if file.is_scrypt() { OpensBy::Passphrase } else { OpensBy::Identity })
}

/// The key of one protected backup. It is wiped from memory when it is dropped, and never printed.
#[derive(Clone)]
pub struct Opener(Arc<Zeroizing<[u8; FILE_KEY_BYTES]>>);

impl Opener {
    /// Opens the head of the protected backup `file`.
    ///
    /// # Errors
    /// [`BackupError`], all but `TooShort` and `BadRecipient`.
    pub fn new(file: impl Read, with: Unprotection<'_>) -> Result<Opener, BackupError> {
        let file = Decryptor::new_buffered(ArmoredReader::new(file.take(HEAD))).map_err(told)?;
        match with {
            Unprotection::Passphrase(_) if !file.is_scrypt() => return Err(BackupError::NeedsIdentity),
            Unprotection::Identity(_) if file.is_scrypt() => return Err(BackupError::NeedsPassphrase),
            _ => {}
        }
        let found = Finding { with: identities(with)?, found: RefCell::default() };
        file.decrypt(iter::once(&found as &dyn Identity)).map_err(|error| wrong(error, with))?;
        found.found.into_inner().ok_or(BackupError::Damaged)
    }

    /// What was protected, to be read. Each piece is authenticated before it is given out, but a file that was cut
    /// shows only at its end: read to the end before believing any of it. A piece that was changed is an
    /// [`io::Error`] of kind `InvalidData`, a missing end one of kind `UnexpectedEof`.
    ///
    /// # Errors
    /// [`BackupError::Damaged`] when it is not the file this was made for; [`BackupError::Io`].
    pub fn read<'a, R: Read + 'a>(&self, file: R) -> Result<impl Read + use<'a, R>, BackupError> {
        let file = Decryptor::new_buffered(ArmoredReader::new(file)).map_err(told)?;
        file.decrypt(iter::once(self as &dyn Identity)).map_err(told)
    }

    fn of(key: &FileKey) -> Opener {
        Opener(Arc::new(Zeroizing::new(*key.expose_secret())))
    }
}

impl Identity for Opener {
    fn unwrap_stanza(&self, _: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        Some(Ok(FileKey::init_with_mut(|key| key.copy_from_slice(&self.0[..]))))
    }
}

impl fmt::Debug for Opener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opener(..)")
    }
}

/// Identities, and the key that one of them has found.
struct Finding {
    with: Vec<Box<dyn Identity>>,
    found: RefCell<Option<Opener>>,
}

impl Identity for Finding {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        let unwrapped = self.with.iter().find_map(|identity| identity.unwrap_stanza(stanza));
        if let Some(Ok(key)) = &unwrapped {
            *self.found.borrow_mut() = Some(Opener::of(key));
        }
        unwrapped
    }
}

fn identities(with: Unprotection<'_>) -> Result<Vec<Box<dyn Identity>>, BackupError> {
    match with {
        Unprotection::Passphrase(passphrase) => {
            let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase));
            identity.set_max_work_factor(MOST_WORK);
            Ok(vec![Box::new(identity)])
        }
        Unprotection::Identity(text) => {
            let file = IdentityFile::from_buffer(text.as_bytes()).map_err(|_| BackupError::BadIdentity)?;
            let identities = file.into_identities().map_err(|_| BackupError::BadIdentity)?;
            if identities.is_empty() {
                return Err(BackupError::BadIdentity);
            }
            Ok(identities.into_iter().map(|identity| identity as Box<dyn Identity>).collect())
        }
    }
}

fn wrong(error: DecryptError, with: Unprotection<'_>) -> BackupError {
    match (error, with) {
        (DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed, Unprotection::Passphrase(_)) => {
            BackupError::WrongPassphrase
        }
        (DecryptError::NoMatchingKeys, Unprotection::Identity(_)) => BackupError::WrongIdentity,
        (error, _) => told(error),
    }
}

fn told(error: DecryptError) -> BackupError {
    let damage = [io::ErrorKind::UnexpectedEof, io::ErrorKind::InvalidData];
    match error {
        DecryptError::ExcessiveWork { .. } => BackupError::TooCostly,
        DecryptError::Io(error) if !damage.contains(&error.kind()) => BackupError::Io(error),
        _ => BackupError::Damaged,
    }
}
