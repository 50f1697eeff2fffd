//! What a person types that no list of processes, no history of a shell and no log may show.

use std::fmt;

use kith_app::Wanted;
use serde::{Deserialize, Serialize};

/// Passphrases and recovery phrases, in the order a command asks for them. Never an argument; `Debug` prints nothing.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(Vec<String>);

impl Secret {
    /// What was typed, in its order.
    pub fn new(typed: impl IntoIterator<Item = String>) -> Secret {
        Secret(typed.into_iter().collect())
    }

    /// Whether nothing was asked for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The answers.
    pub(crate) fn answers(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// What a command cannot go on without.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Missing {
    /// What that is.
    pub what: Needed,
    /// Which of the answers it is, counted from nothing: the next, or one that was wrong.
    pub at: usize,
}

/// What somebody is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Needed {
    /// A passphrase for a new backup.
    NewPassphrase,
    /// What a backup asks for.
    ToOpen(Wanted),
}
