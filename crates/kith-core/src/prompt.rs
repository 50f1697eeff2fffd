//! Kith asking for one contact, and what became of it.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{CadenceId, CheckInId, Extra, PersonId, PromptId};

/// Which occurrence of a cadence is asked for. It does not move with the zone, the preferred time or the
/// interval, so that one occurrence is never asked for twice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Slot {
    /// Of an after-last-contact cadence without any such contact yet: it first asks on this local day. Kept
    /// apart from `Since`, because the first contact is often on that very day.
    First(NaiveDate),
    /// Of an after-last-contact cadence: the wait that began on this local day, of the last satisfying
    /// contact or skip.
    Since(NaiveDate),
    /// Of a rule: the nominal wall time of the slot, before gaps and folds.
    At(NaiveDateTime),
}

/// One prompt, stored before it is shown.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Prompt {
    /// Which one.
    pub id: PromptId,
    /// For contact with whom.
    pub person: PersonId,
    /// By which cadence.
    pub cadence: CadenceId,
    /// For which occurrence of it.
    pub slot: Slot,
    /// When it was fired.
    pub fired: DateTime<Utc>,
    /// The local day it was fired on, which the daily cap counts by.
    pub day: NaiveDate,
    /// Whether it came in a digest after sleep or absence.
    #[serde(default)]
    pub digest: bool,
    /// What became of it.
    pub fate: Fate,
    /// Fields from a newer Kith.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What became of a prompt.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Fate {
    /// It was fired and waits.
    Fired,
    /// It comes back at this instant.
    Snoozed {
        /// When it comes back.
        until: DateTime<Utc>,
    },
    /// This occurrence was let go.
    Skipped {
        /// The local day it was skipped, from which an after-last-contact cadence waits anew.
        day: NaiveDate,
    },
    /// A contact satisfied it.
    Answered {
        /// By this check-in.
        check_in: CheckInId,
    },
    /// The next occurrence came while it waited.
    Passed,
}

impl Fate {
    /// Whether Kith still asks: fired, or snoozed.
    pub fn is_open(&self) -> bool {
        matches!(self, Fate::Fired | Fate::Snoozed { .. })
    }
}
