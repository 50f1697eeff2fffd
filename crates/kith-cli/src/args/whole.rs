//! The arguments of what concerns the book as a whole: files in and out, backups, the lock.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// The lock of the book.
///
/// A passphrase is asked for, never an argument: in a terminal without showing it, else a line of standard input.
/// The recovery phrase does in its place. Whoever loses both can never read the book again.
#[derive(Subcommand, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lock {
    /// Whether there is a lock, and whether it is open
    Status,
    /// Put a lock on: choose a passphrase, write down the recovery phrase, type it back
    On,
    /// Take the lock off, so that whoever has the folder can read the book
    Off,
    /// Close the lock of a Kith that is running
    Now,
    /// Open the lock of a Kith that is running
    Open,
    /// Choose another passphrase
    Passphrase,
    /// Let the keyring of this computer open the lock, or no longer
    Keyring {
        /// Whether it does
        #[arg(value_enum)]
        to: Switch,
    },
}

/// On or off.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Switch {
    /// From now on.
    On,
    /// No longer.
    Off,
}

/// What is taken out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Format {
    /// The people, as cards.
    Vcard,
    /// The people, as a table with the header of Google Contacts.
    Csv,
    /// Birthdays, anniversaries and who comes next, as iCalendar.
    Calendar,
    /// The whole book, in the format of a backup.
    Jsonl,
}

/// Files of people.
#[derive(Args, Debug)]
pub struct Import {
    /// The files; of a folder all that is in it
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Only say what would come
    #[arg(long)]
    pub dry_run: bool,
    /// What becomes of those who may be in the book already
    #[arg(long, value_enum, default_value_t = Duplicates::Both)]
    pub duplicates: Duplicates,
    /// What a column of a table is, where that is not guessed: "Rufnummer=phone"
    #[arg(long, value_name = "COLUMN=FIELD")]
    pub column: Vec<String>,
}

/// What becomes of somebody who may be in the book already.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Duplicates {
    /// They come in beside the other.
    Both,
    /// They are one person with the other.
    One,
    /// They stay out.
    LeaveOut,
}

/// A backup to make.
#[derive(Args, Debug)]
pub struct Backup {
    /// A file that is not there yet, compressed unless it ends in .jsonl or .jsonl.age; the book's own folder if not
    /// given
    pub file: Option<PathBuf>,
    /// Protect it with a passphrase, asked for in the terminal, else read from standard input, a line
    #[arg(long, requires = "file", conflicts_with = "recipient")]
    pub passphrase: bool,
    /// Protect it for the owner of this public key of age: age1…
    #[arg(long, requires = "file", value_name = "KEY")]
    pub recipient: Option<String>,
}

/// A backup to restore.
#[derive(Args, Debug)]
pub struct Restore {
    /// The backup
    pub file: PathBuf,
    /// The file with the secret key (as age-keygen writes it) of a backup that was made with --recipient
    #[arg(long, value_name = "KEYFILE")]
    pub identity: Option<PathBuf>,
    /// Only say what would change
    #[arg(long)]
    pub dry_run: bool,
    /// Restore without asking
    #[arg(long)]
    pub yes: bool,
}
