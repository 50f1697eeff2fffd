//! Protecting a backup that leaves the machine: on a stick, in somebody's cloud.
//!
//! The file is a plain `age` file (age-encryption.org/v1), so that `age --decrypt` opens it on a machine that has
//! never seen Kith. A passphrase is taken as it is typed, because `age` takes it so. Reading ([`Opener`]) takes both
//! forms of such files, the binary one and the one in letters (`age --armor`).

mod open;

use std::fmt;
use std::io::{self, Read, Write};
use std::iter;

use age::secrecy::{ExposeSecret as _, SecretString};
use age::stream::StreamWriter;
use age::{Encryptor, Recipient};
use thiserror::Error;

pub use open::{Opener, OpensBy, Unprotection, opens_by};

use crate::passphrase::LEAST_CHARACTERS;

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

/// How many bytes [`is_age`] wants to see.
pub const SEEN: usize = 64;

/// Whether a file that begins with these bytes (the first [`SEEN`], or all of a shorter one) is protected by `age`.
#[must_use]
pub fn is_age(bytes: &[u8]) -> bool {
    let letters = bytes.trim_ascii_start();
    bytes.starts_with(b"age-encryption.org/") || letters.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----")
}

/// How much work one try at a passphrase is: scrypt's N is 2 to the power of this.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Work(u8);

impl Work {
    /// What the `age` tool takes: 256 MiB, about a second.
    pub const BACKUP: Work = Work(18);
    /// It protects nothing: it is for tests, which open thousands of backups.
    pub const TEST: Work = Work(1);
}

/// By what a backup is protected. `Debug` prints nothing secret.
#[derive(Clone)]
pub struct Protection(By);

#[derive(Clone)]
enum By {
    Passphrase(SecretString, Work),
    Recipient(age::x25519::Recipient),
}

impl Protection {
    /// A passphrase of at least [`LEAST_CHARACTERS`] characters.
    ///
    /// # Errors
    /// [`BackupError::TooShort`].
    pub fn passphrase(typed: &str, work: Work) -> Result<Protection, BackupError> {
        if typed.chars().count() < LEAST_CHARACTERS {
            return Err(BackupError::TooShort { least: LEAST_CHARACTERS });
        }
        Ok(Protection(By::Passphrase(SecretString::from(typed), work)))
    }

    /// The public half of a key pair of `age-keygen`: `age1…`.
    ///
    /// # Errors
    /// [`BackupError::BadRecipient`].
    pub fn recipient(key: &str) -> Result<Protection, BackupError> {
        let key = key.trim().parse().map_err(|_| BackupError::BadRecipient)?;
        Ok(Protection(By::Recipient(key)))
    }

    /// Begins a protected file in `out`. It is whole only after [`Protected::finish`]; syncing it is the caller's.
    ///
    /// # Errors
    /// What `out` says.
    pub fn begin<W: Write>(&self, out: W) -> io::Result<Protected<W>> {
        let recipient: Box<dyn Recipient> = match &self.0 {
            By::Passphrase(passphrase, Work(work)) => {
                let mut recipient = age::scrypt::Recipient::new(passphrase.clone());
                recipient.set_work_factor(*work);
                Box::new(recipient)
            }
            By::Recipient(key) => Box::new(key.clone()),
        };
        let encryptor = Encryptor::with_recipients(iter::once(&*recipient)).map_err(io::Error::other)?;
        Ok(Protected(encryptor.wrap_output(out)?))
    }

    /// What opens a file that was protected by this, to read it back; `None` when that takes a key of which only the
    /// public half is known here.
    ///
    /// # Errors
    /// As [`Opener::new`].
    pub fn opener(&self, file: impl Read) -> Result<Option<Opener>, BackupError> {
        match &self.0 {
            By::Passphrase(passphrase, _) => {
                Opener::new(file, Unprotection::Passphrase(passphrase.expose_secret())).map(Some)
            }
            By::Recipient(_) => Ok(None),
        }
    }
}

impl fmt::Debug for Protection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            By::Passphrase(..) => "Protection(passphrase)",
            By::Recipient(_) => "Protection(recipient)",
        })
    }
}

/// A protected file that is being written.
pub struct Protected<W: Write>(StreamWriter<W>);

impl<W: Write> Protected<W> {
    /// Writes its end.
    ///
    /// # Errors
    /// What it is written to says.
    pub fn finish(self) -> io::Result<()> {
        self.0.finish()?.flush()
    }
}

impl<W: Write> Write for Protected<W> {
    fn write(&mut self, plain: &[u8]) -> io::Result<usize> {
        self.0.write(plain)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests;
