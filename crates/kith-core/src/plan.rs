//! A call or a meeting that is being agreed on, or was: with whom, when, where, and what became of it.
//!
//! A plan ends in the question whether it happened. What happened is logged as a check-in; a plan itself is no contact,
//! and one that is dropped is no failure.

use chrono::{DateTime, Days, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{
    CheckInId, Extra, Mode, PersonId, PlanId,
    zoned::{to_instant, to_local},
};

pub mod propose;
pub mod tell;

/// One plan.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Plan {
    /// Which one.
    pub id: PlanId,
    /// With whom: at least one, none twice.
    pub people: Vec<PersonId>,
    /// How. Never [`Mode::Reaction`].
    pub mode: Mode,
    /// Where it stands.
    pub state: PlanState,
    /// When: of an idea perhaps nothing, of a proposal the times to choose from, at most [`Plan::MOST_TIMES`], and of one
    /// that was agreed on the one that was chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<PlanTime>,
    /// How long, in minutes.
    pub minutes: u32,
    /// Where.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// What for, or what to bring.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When it was made.
    pub made: DateTime<Utc>,
    /// What was said of it, so that nothing is said twice.
    #[serde(default, skip_serializing_if = "Told::is_empty")]
    pub told: Told,
    /// What it became, once it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_in: Option<CheckInId>,
    /// The plan that took its place, once it was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<PlanId>,
    /// Fields from a newer Kith.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Where a plan stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlanState {
    /// Only thought of.
    Idea,
    /// The others were asked, and have not answered.
    Proposed,
    /// Everybody knows when.
    Agreed,
    /// It came about, and is logged.
    Happened,
    /// Another plan took its place.
    Moved,
    /// Let go.
    Dropped,
}

impl PlanState {
    /// All of them.
    pub const ALL: [PlanState; 6] = [
        PlanState::Idea,
        PlanState::Proposed,
        PlanState::Agreed,
        PlanState::Happened,
        PlanState::Moved,
        PlanState::Dropped,
    ];

    /// The name in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            PlanState::Idea => "idea",
            PlanState::Proposed => "proposed",
            PlanState::Agreed => "agreed",
            PlanState::Happened => "happened",
            PlanState::Moved => "moved",
            PlanState::Dropped => "dropped",
        }
    }

    /// Whether it may still come about.
    pub const fn is_open(self) -> bool {
        matches!(self, PlanState::Idea | PlanState::Proposed | PlanState::Agreed)
    }
}

/// A time as people agree on it: what the wall clock shows in a place. It stays right when the clocks there change or
/// the computer travels.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct PlanTime {
    /// What the clock shows.
    pub local: NaiveDateTime,
    /// Where.
    pub zone: Tz,
}

impl PlanTime {
    /// The instant: behind a gap by the gap, in a fold the earlier one.
    pub fn instant(self) -> DateTime<Utc> {
        to_instant(self.local, self.zone)
    }

    /// The same instant, as the clock shows it in another zone.
    pub fn seen_in(self, zone: Tz) -> PlanTime {
        PlanTime { local: to_local(self.instant(), zone), zone }
    }

    /// When the same clock shows the same time on the day before.
    pub fn day_before(self) -> DateTime<Utc> {
        to_instant(self.local.checked_sub_days(Days::new(1)).unwrap_or(self.local), self.zone)
    }
}

/// What was said of a plan, and when.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Told {
    /// That it is tomorrow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day_before: Option<DateTime<Utc>>,
    /// That it is soon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hour_before: Option<DateTime<Utc>>,
    /// "Did it happen?"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<DateTime<Utc>>,
}

impl Told {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        *self == Told::default()
    }
}

impl Plan {
    /// So many times at most are proposed.
    pub const MOST_TIMES: usize = 3;

    /// The first time in it, if it has one: of an agreed plan the time.
    pub fn time(&self) -> Option<PlanTime> {
        self.times.iter().min_by_key(|time| time.instant()).copied()
    }

    /// When it begins, if that is agreed.
    pub fn begins(&self) -> Option<DateTime<Utc>> {
        self.times.first().filter(|_| self.state == PlanState::Agreed).map(|time| time.instant())
    }

    /// When it is over, if it is agreed when it begins.
    pub fn ends(&self) -> Option<DateTime<Utc>> {
        self.begins().map(|begins| begins + TimeDelta::minutes(self.minutes.into()))
    }
}
