//! Why a command was not carried out.

use std::path::PathBuf;

use kith_app::{AppError, Wanted, clock::BadMoment};
use kith_words::Words;

use crate::{Missing, Needed};

/// Why a command was not carried out. The book is as it was.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// A use case refused.
    #[error(transparent)]
    App(#[from] AppError),
    /// `--now` is not a time.
    #[error(transparent)]
    Moment(#[from] BadMoment),
    /// There is no time zone of that name.
    #[error("no time zone {0}")]
    Zone(String),
    /// The text is no id.
    #[error("not an id: {0}")]
    Id(String),
    /// A file could not be read or written.
    #[error("{path}: {why}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        why: std::io::Error,
    },
    /// What is to be read is a pipe or a device.
    #[error("{0} is no file")]
    NotAFile(PathBuf),
    /// Where something is to be written there is something already.
    #[error("{0} is there already")]
    Exists(PathBuf),
    /// One of several files could not be read as people.
    #[error("{path}: {why}")]
    Import {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        why: AppError,
    },
    /// Several files are over so many bytes together.
    #[error("the files are over {0} bytes together")]
    TooMuch(usize),
    /// There is no such setting, or it cannot have this value.
    #[error("setting: {0}")]
    Setting(String),
    /// There is no place on this system for the book.
    #[error("no folder for the book")]
    NoHome,
    /// Kith panicked.
    #[error("panicked at {0}")]
    Trouble(
        /// Where, for whoever mends it.
        String,
    ),
    /// Nothing came where a passphrase was asked for.
    #[error("no passphrase was given")]
    NoSecret,
    /// The recovery phrase was not typed back.
    #[error("the recovery phrase was not typed back")]
    NoWords,
    /// The book is locked, and there is nobody to ask for the passphrase.
    #[error("the book is locked")]
    Locked,
    /// The Kith that was running has ended in between.
    #[error("Kith went away")]
    Gone,
    /// The Kith that runs takes no request of somebody else, and none so long.
    #[error("not heard")]
    NotHeard,
    /// The two passphrases that were typed are not the same.
    #[error("the two passphrases differ")]
    Differ,
    /// A command cannot go on before this was asked for.
    #[error("something has to be asked for: {0:?}")]
    Missing(Missing),
    /// What was typed does not open the backup.
    #[error("{why}")]
    Wrong {
        /// Which answer it was.
        missing: Missing,
        /// Why not.
        why: Box<AppError>,
    },
    /// There is a lock already.
    #[error("the book has a lock")]
    HasLock,
    /// A table has no such column, or Kith no such field.
    #[error("column: {0}")]
    Column(String),
    /// No time suits everybody.
    #[error("no time suits everybody")]
    NoTimes,
    /// A community has no gathering on that day, or none at all.
    #[error("no gathering of {0}")]
    NoGathering(String),
    /// A plan has several times, or none, and which was not said.
    #[error("which of {0} times was not said")]
    WhichTime(usize),
    /// How often was not said.
    #[error("no interval and no rule")]
    NoRepeat,
}

impl CliError {
    /// One sentence for a person.
    pub fn in_words(&self, words: &Words) -> String {
        match self {
            CliError::App(error) => words.error(error),
            CliError::Moment(BadMoment::Form(text)) => words.with("cli-bad-now", &[("text", text.into())]),
            CliError::Moment(BadMoment::Zone(name)) | CliError::Zone(name) => {
                words.with("cli-bad-zone", &[("name", name.into())])
            }
            CliError::Id(text) => words.with("cli-bad-id", &[("text", text.into())]),
            CliError::File { path, why } => words.with(
                "cli-file",
                &[("path", path.display().to_string().into()), ("why", words.io_error(why).into())],
            ),
            CliError::NotAFile(path) => {
                words.with("cli-import-no-file", &[("path", path.display().to_string().into())])
            }
            CliError::Exists(path) => {
                words.with("error-exists", &[("path", path.display().to_string().into())])
            }
            CliError::Import { path, why } => words.error_in_file(&path.display().to_string(), why),
            CliError::TooMuch(limit) => {
                words.with("cli-import-too-much", &[("size", words.size(*limit).into())])
            }
            CliError::Setting(name) => words.with("cli-bad-setting", &[("name", name.into())]),
            CliError::NoHome => words.text("cli-no-home"),
            CliError::Trouble(place) => words.with("cli-trouble", &[("place", place.into())]),
            CliError::NoSecret => words.text("cli-lock-no-secret"),
            CliError::NoWords => words.text("cli-lock-no-words"),
            CliError::Locked => words.text("cli-locked"),
            CliError::Gone => words.text("cli-gone"),
            CliError::NotHeard => words.text("cli-not-heard"),
            CliError::Differ => words.text("lock-differ"),
            CliError::Missing(Missing { what: Needed::NewPassphrase, .. }) => {
                words.text("cli-lock-no-secret")
            }
            CliError::Missing(Missing { what: Needed::ToOpen(wanted), .. }) => {
                let why = [("why", words.wanted(*wanted).into())];
                match wanted {
                    Wanted::Identity => words.with("cli-backup-say-identity", &why),
                    Wanted::Passphrase | Wanted::Lock => words.with("cli-backup-say-stdin", &why),
                }
            }
            CliError::Wrong { why, .. } => words.error(why),
            CliError::HasLock => words.text("lock-has-one"),
            CliError::Column(column) => words.with("cli-no-column", &[("column", column.as_str().into())]),
            CliError::NoGathering(community) => {
                words.with("cli-communities-no-gathering", &[("community", community.into())])
            }
            CliError::NoTimes => words.text("cli-plan-no-times"),
            CliError::WhichTime(count) => words.with("cli-plan-which-time", &[("count", (*count).into())]),
            CliError::NoRepeat => words.text("cli-no-repeat"),
        }
    }
}
