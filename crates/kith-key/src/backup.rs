//! Protecting a backup that leaves the machine: on a stick, in somebody's cloud.
//!
//! The file is a plain `age` file (age-encryption.org/v1), so that `age --decrypt` opens it on a machine that has
//! never seen Kith. A passphrase is taken as it is typed, because `age` takes it so. Reading takes both forms of
//! such files, the binary one and the one in letters (`age --armor`).

use std::io::{self, Read, Write};
use std::iter;

use age::armor::ArmoredReader;
use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, EncryptError, Encryptor, Identity, IdentityFile, Recipient};
use thiserror::Error;

use crate::passphrase::LEAST_CHARACTERS;

/// By what a backup is protected.
#[derive(Clone, Copy)]
pub enum Protection<'a> {
    /// A passphrase of at least [`LEAST_CHARACTERS`] characters.
    Passphrase(&'a str),
    /// The public half of a key pair of `age-keygen`: `age1…`.
    Recipient(&'a str),
}

/// By what a protected backup is opened.
#[derive(Clone, Copy)]
pub enum Unprotection<'a> {
    /// The passphrase.
    Passphrase(&'a str),
    /// The secret half of a key pair, as in the file that `age-keygen` writes: `AGE-SECRET-KEY-1…`; lines that begin
    /// with `#` are comments.
    Identity(&'a str),
}

/// Why a backup was not protected, or not opened. None of these holds anything secret.
#[derive(Debug, Error)]
pub enum BackupError {
    /// A new passphrase has fewer characters than this.
    #[error("the passphrase has fewer than {least} characters")]
    TooShort {
        /// How many it needs.
        least: usize,
    },
    /// What was given is no public key of `age`.
    #[error("this is no age recipient")]
    BadRecipient,
    /// What was given is no secret key of `age`.
    #[error("this is no age identity")]
    BadIdentity,
    /// The passphrase is not the one of this file.
    #[error("the passphrase does not open the backup")]
    WrongPassphrase,
    /// The file is protected for somebody else's key.
    #[error("the backup is protected for another key")]
    WrongIdentity,
    /// The file opens by a passphrase, and a key was given.
    #[error("the backup opens by a passphrase")]
    NeedsPassphrase,
    /// The file opens by a key, and a passphrase was given.
    #[error("the backup opens by a key")]
    NeedsIdentity,
    /// The file asks for more work than Kith is ready to do for it: 1 GiB of memory is the most.
    #[error("opening the backup would take more than 1 GiB of memory")]
    TooCostly,
    /// The file begins like one of `age` and is not whole, or is of a newer kind.
    #[error("the protected backup is damaged")]
    Damaged,
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// scrypt's N is 2 to the power of this: what the `age` tool writes (256 MiB, about a second).
const WORK: u8 = 18;
/// The most that is taken on when reading: 1 GiB.
const MOST_WORK: u8 = 20;

/// How many bytes [`is_age`] wants to see.
pub const SEEN: usize = 64;

/// Whether a file that begins with these bytes (the first [`SEEN`], or all of a shorter one) is protected by `age`.
#[must_use]
pub fn is_age(bytes: &[u8]) -> bool {
    let letters = bytes.trim_ascii_start();
    bytes.starts_with(b"age-encryption.org/") || letters.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----")
}

/// Writes `plain` to `out`, protected. What is in `out` is whole only when this comes back without an error; syncing it
/// is the caller's.
///
/// # Errors
/// [`BackupError::TooShort`], [`BackupError::BadRecipient`] before anything is written; [`BackupError::Io`].
pub fn protect(plain: impl Read, out: impl Write, with: Protection<'_>) -> Result<(), BackupError> {
    protect_at(WORK, plain, out, with)
}

fn protect_at(
    work: u8,
    mut plain: impl Read,
    out: impl Write,
    with: Protection<'_>,
) -> Result<(), BackupError> {
    let recipient = recipient(work, with)?;
    let encryptor = Encryptor::with_recipients(iter::once(&*recipient)).map_err(|error| match error {
        EncryptError::Io(error) => BackupError::Io(error),
        _ => BackupError::BadRecipient,
    })?;
    let mut sealed = encryptor.wrap_output(out)?;
    io::copy(&mut plain, &mut sealed)?;
    sealed.finish()?.flush()?;
    Ok(())
}

fn recipient(work: u8, with: Protection<'_>) -> Result<Box<dyn Recipient>, BackupError> {
    match with {
        Protection::Passphrase(passphrase) if passphrase.chars().count() < LEAST_CHARACTERS => {
            Err(BackupError::TooShort { least: LEAST_CHARACTERS })
        }
        Protection::Passphrase(passphrase) => {
            let mut recipient = age::scrypt::Recipient::new(SecretString::from(passphrase));
            recipient.set_work_factor(work);
            Ok(Box::new(recipient))
        }
        Protection::Recipient(recipient) => {
            let recipient: age::x25519::Recipient =
                recipient.trim().parse().map_err(|_| BackupError::BadRecipient)?;
            Ok(Box::new(recipient))
        }
    }
}

/// What was protected, to be read. Each piece is authenticated before it is given out, but a file that was cut shows
/// only at its end: read to the end before believing any of it. A piece that was changed is an [`io::Error`] of kind
/// `InvalidData`, a missing end one of kind `UnexpectedEof`.
///
/// # Errors
/// [`BackupError`], all but `TooShort` and `BadRecipient`.
pub fn unprotect<'a, R: Read + 'a>(
    input: R,
    with: Unprotection<'_>,
) -> Result<impl Read + use<'a, R>, BackupError> {
    let file = Decryptor::new_buffered(ArmoredReader::new(input)).map_err(|error| told(error, with))?;
    match with {
        Unprotection::Passphrase(_) if !file.is_scrypt() => return Err(BackupError::NeedsIdentity),
        Unprotection::Identity(_) if file.is_scrypt() => return Err(BackupError::NeedsPassphrase),
        _ => {}
    }
    let identities = identities(with)?;
    file.decrypt(identities.iter().map(|identity| &**identity)).map_err(|error| told(error, with))
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

fn told(error: DecryptError, with: Unprotection<'_>) -> BackupError {
    let damage = [io::ErrorKind::UnexpectedEof, io::ErrorKind::InvalidData];
    match (error, with) {
        (DecryptError::ExcessiveWork { .. }, _) => BackupError::TooCostly,
        (DecryptError::Io(error), _) if !damage.contains(&error.kind()) => BackupError::Io(error),
        (DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys, Unprotection::Passphrase(_)) => {
            BackupError::WrongPassphrase
        }
        (DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys, Unprotection::Identity(_)) => {
            BackupError::WrongIdentity
        }
        _ => BackupError::Damaged,
    }
}
