//! Something of a moment that is no contact with anybody: minutes that were scrolled away, as the user says, and what
//! Kith has said of a boundary, so that it says it once.
//!
//! Nothing is watched: there is an instant and a number of minutes, and nothing of what was looked at or where.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Extra, Frame, NotedId, SupportRole};

/// One such note.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Noted {
    /// Which one.
    pub id: NotedId,
    /// When it was noted.
    pub at: DateTime<Utc>,
    /// The local day of that.
    pub day: NaiveDate,
    /// What.
    pub what: NotedWhat,
    /// Fields from a newer Kith.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What was noted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum NotedWhat {
    /// The user says that so much time went to social media.
    Scrolled {
        /// In minutes, 1 to 1440.
        minutes: u32,
    },
    /// "10 minutes, then tell me." Once it is over it counts as scrolled.
    Timer {
        /// In minutes, 1 to 1440.
        minutes: u32,
        /// When it is over.
        ends: DateTime<Utc>,
        /// When that was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        told: Option<DateTime<Utc>>,
    },
    /// Kith said that a time without social media begins, and offered something in its place.
    Began {
        /// Its beginning, in wall time.
        slot: NaiveDateTime,
    },
    /// Kith said that the budget of a week is spent, and offered something in its place.
    Spent {
        /// The Monday of that week.
        week: NaiveDate,
    },
    /// The user turned to "I need…", and wants that kept.
    Needed {
        /// For what.
        role: SupportRole,
    },
    /// The look-back of a week was announced.
    LookedBack {
        /// The Monday of that week.
        week: NaiveDate,
    },
}

impl Noted {
    /// What is noted at this moment.
    pub fn now(what: NotedWhat, frame: &Frame) -> Noted {
        Noted { id: NotedId::new(frame.now), at: frame.now, day: frame.today(), what, extra: Extra::new() }
    }
}

impl NotedWhat {
    /// The minutes of social media that this stands for at `now`; a timer that runs counts for nothing yet. One that was
    /// told is over, wherever the clock stands.
    pub fn scrolled(&self, now: DateTime<Utc>) -> u32 {
        match self {
            NotedWhat::Scrolled { minutes } => *minutes,
            NotedWhat::Timer { minutes, ends, told } if *ends <= now || told.is_some() => *minutes,
            _ => 0,
        }
    }
}
