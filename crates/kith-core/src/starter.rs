//! Something to open the next conversation with: what you saw of somebody, or what you promised them.
//!
//! What was talked about last and the days that come near are found in the book already; these are what somebody
//! typed in. None of them is contact.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{Extra, PersonId, StarterId};

/// One starter.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Starter {
    /// Which one.
    pub id: StarterId,
    /// For the next conversation with whom.
    pub person: PersonId,
    /// What it is.
    pub kind: StarterKind,
    /// In the words of the user. Never empty.
    pub text: String,
    /// When it was noted.
    pub made: DateTime<Utc>,
    /// The local day on which it was noted.
    pub day: NaiveDate,
    /// When it was talked about or kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<DateTime<Utc>>,
    /// Fields from a newer Kith.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a starter is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StarterKind {
    /// What the user said they would do. Shown before the next contact until it is kept.
    Promise,
    /// What the user saw of them, and did not like but keep.
    Saw,
}

impl StarterKind {
    /// The name in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            StarterKind::Promise => "promise",
            StarterKind::Saw => "saw",
        }
    }
}

impl Starter {
    /// Whether it waits for the next conversation.
    pub fn is_open(&self) -> bool {
        self.done.is_none()
    }
}
