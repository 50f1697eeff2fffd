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
        (DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed, Unprotection::Passphrase(_)) => {
            BackupError::WrongPassphrase
        }
        (DecryptError::NoMatchingKeys, Unprotection::Identity(_)) => BackupError::WrongIdentity,
        _ => BackupError::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    /// What the `age` tool (1.1.1, 2026-11-23) made of [`PLAIN`]: `age -p`, `age -r`, `age -a -r`.
    const PASSPHRASE_FILE: &[u8] = include_bytes!("../tests/golden/passphrase.age");
    const RECIPIENT_FILE: &[u8] = include_bytes!("../tests/golden/recipient.age");
    const ARMORED_FILE: &[u8] = include_bytes!("../tests/golden/armored.age");
    /// What `age-keygen` wrote, for these tests and nothing else.
    const KEY_FILE: &str = include_str!("../tests/golden/age-key.txt");
    const RECIPIENT: &str = "age1cj0uqsmxdkqzn5xcug90rex8f2tvcc8wpsp0j48jpp6wjd63kvgsugmngg";
    const PLAIN: &str = "Ana, Luís, and the quay at six.\n";
    const PASSPHRASE: &str = "correct horse battery";

    /// Little work for a passphrase: these tests are about something else.
    fn protected(plain: &[u8], with: Protection<'_>) -> Vec<u8> {
        let mut file = Vec::new();
        protect_at(1, plain, &mut file, with).unwrap();
        file
    }

    fn opened(file: &[u8], with: Unprotection<'_>) -> Result<Vec<u8>, BackupError> {
        let mut plain = Vec::new();
        unprotect(file, with)?.read_to_end(&mut plain)?;
        Ok(plain)
    }

    #[rstest]
    #[case::passphrase(PASSPHRASE_FILE, Unprotection::Passphrase(PASSPHRASE))]
    #[case::recipient(RECIPIENT_FILE, Unprotection::Identity(KEY_FILE))]
    #[case::in_letters(ARMORED_FILE, Unprotection::Identity(KEY_FILE))]
    fn what_the_age_tool_wrote_opens(#[case] file: &[u8], #[case] with: Unprotection<'_>) {
        assert!(is_age(file) && is_age(&file[..SEEN]));
        assert_eq!(opened(file, with).unwrap(), PLAIN.as_bytes());
    }

    #[test]
    fn a_backup_under_a_passphrase_takes_the_work_that_age_takes() {
        let mut file = Vec::new();
        protect(PLAIN.as_bytes(), &mut file, Protection::Passphrase(PASSPHRASE)).unwrap();
        let head = String::from_utf8_lossy(&file[..64]).into_owned();
        assert!(head.starts_with("age-encryption.org/v1\n-> scrypt "), "{head}");
        assert_eq!(head.lines().nth(1).unwrap().split(' ').next_back(), Some("18"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        // The pieces of an age file are 64 KiB: shorter than one, and several of them.
        #[test]
        fn what_was_protected_opens_unchanged(plain in prop::collection::vec(any::<u8>(), 0..2_000), times in 1_usize..100) {
            let plain = plain.repeat(times);
            let by_passphrase = protected(&plain, Protection::Passphrase(PASSPHRASE));
            prop_assert!(opened(&by_passphrase, Unprotection::Passphrase(PASSPHRASE))? == plain);
            let by_key = protected(&plain, Protection::Recipient(RECIPIENT));
            prop_assert!(opened(&by_key, Unprotection::Identity(KEY_FILE))? == plain);
        }

        #[test]
        fn a_changed_or_cut_backup_is_never_taken_for_whole(at: prop::sample::Index, by in 1_u8.., cut: bool) {
            let mut file = protected(PLAIN.as_bytes(), Protection::Recipient(RECIPIENT));
            let at = at.index(file.len());
            if cut { file.truncate(at) } else { file[at] ^= by }
            prop_assert!(opened(&file, Unprotection::Identity(KEY_FILE)).is_err());
        }
    }

    #[test]
    fn the_wrong_way_in_is_told_for_what_it_is() {
        let by_passphrase = protected(b"", Protection::Passphrase(PASSPHRASE));
        let by_key = protected(b"", Protection::Recipient(RECIPIENT));
        let other = age::x25519::Identity::generate().to_string();
        let other = Unprotection::Identity(age::secrecy::ExposeSecret::expose_secret(&other));
        let wrong = |file: &[u8], with| opened(file, with).unwrap_err();
        assert!(matches!(
            wrong(&by_passphrase, Unprotection::Passphrase("correct horse")),
            BackupError::WrongPassphrase
        ));
        assert!(matches!(
            wrong(&by_passphrase, Unprotection::Identity(KEY_FILE)),
            BackupError::NeedsPassphrase
        ));
        assert!(matches!(wrong(&by_key, Unprotection::Passphrase(PASSPHRASE)), BackupError::NeedsIdentity));
        assert!(matches!(wrong(&by_key, other), BackupError::WrongIdentity));
        assert!(matches!(wrong(&by_key, Unprotection::Identity("# no key\n")), BackupError::BadIdentity));
        assert!(matches!(wrong(&by_key, Unprotection::Identity("age1nokey")), BackupError::BadIdentity));
        assert!(matches!(wrong(b"BEGIN:VCARD", Unprotection::Passphrase(PASSPHRASE)), BackupError::Damaged));
    }

    #[test]
    fn a_backup_that_wants_the_whole_machine_is_refused() {
        let mut file = PASSPHRASE_FILE.to_vec();
        let work = file.windows(4).position(|bytes| bytes == b" 18\n").unwrap();
        file[work..work + 4].copy_from_slice(b" 21\n");
        let outcome = opened(&file, Unprotection::Passphrase(PASSPHRASE));
        assert!(matches!(outcome, Err(BackupError::TooCostly)), "{outcome:?}");
    }

    #[rstest]
    #[case::short(Protection::Passphrase("seven77"))]
    #[case::no_key(Protection::Recipient("ana@example.org"))]
    #[case::a_secret_key(Protection::Recipient(
        "AGE-SECRET-KEY-1PENZ0W3MT36A6LF4JF26K8MWQ0ZSD690HNVNS4XGKH8N7RFXSSEQJ6KYD5"
    ))]
    fn nothing_is_written_for_a_protection_that_is_none(#[case] with: Protection<'_>) {
        let mut file = Vec::new();
        assert!(protect(PLAIN.as_bytes(), &mut file, with).is_err());
        assert!(file.is_empty());
    }

    #[rstest]
    #[case(b"{\"kith\":\"book\",\"format\":1}")]
    #[case(b"\x1f\x8b\x08")]
    #[case(b"age")]
    #[case(b"")]
    fn what_is_not_protected_is_not_taken_for_it(#[case] bytes: &[u8]) {
        assert!(!is_age(bytes));
    }
}
