//! One recurring intention: "call her every three weeks", "the second Tuesday of the month at seven".

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{CadenceId, Circle, CircleDefault, Extra, Interval, Mode, PersonId, Settings};

/// One recurring check-in schedule of a person. Each has a clock of its own.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Cadence {
    /// Who it is.
    pub id: CadenceId,
    /// The floor: the least that satisfies it. Never [`Mode::Reaction`].
    pub mode: Mode,
    /// When it asks again.
    pub repeat: Repeat,
    /// When it was made. No slot before this instant counts.
    pub added: DateTime<Utc>,
    /// Fields from a newer Kith.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How a cadence repeats.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Repeat {
    /// So long after the last satisfying contact (org-mode's `.+`).
    After {
        /// How long.
        every: Interval,
        /// The local day it first asks, while there was no such contact yet.
        first: NaiveDate,
        /// The local wall time it asks at; `None` means the person's or the app's preferred time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<NaiveTime>,
    },
    /// On the slots of an RFC 5545 RRULE (org-mode's `++`: missed ones collapse, the next is in the future).
    Rule {
        /// The RRULE's value as it was given, without the name: `FREQ=MONTHLY;BYDAY=2TU`.
        rule: String,
        /// The first occurrence, in wall time. Always an occurrence of the rule itself.
        start: NaiveDateTime,
        /// The zone of its wall times; `None` follows the zone in force.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<Tz>,
    },
}

/// The cadences that their circle brings to somebody who has none of their own.
pub(crate) fn of_circle(
    person: PersonId,
    circle: Option<Circle>,
    first: Option<NaiveDate>,
    added: DateTime<Utc>,
    settings: &Settings,
) -> Vec<Cadence> {
    let Some(circle) = circle else { return Vec::new() };
    let cadence = |(index, default): (usize, &CircleDefault)| Cadence {
        id: CadenceId::of_circle(person, circle, index),
        mode: default.mode,
        repeat: repeat_of_circle(default, first, added),
        added,
        extra: Extra::new(),
    };
    settings.circle_defaults(circle).iter().enumerate().map(cadence).collect()
}

/// How a cadence of a circle repeats.
pub(crate) fn repeat_of_circle(
    default: &CircleDefault,
    first: Option<NaiveDate>,
    added: DateTime<Utc>,
) -> Repeat {
    Repeat::After { every: default.every, first: first.unwrap_or_else(|| added.date_naive()), at: None }
}
