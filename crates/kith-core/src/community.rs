//! A group with its own recurring gatherings: a choir, a running group, the neighbours' table.
//!
//! A gathering that was missed is never overdue: nothing is asked about it but, once, who was there.

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{CheckInId, CommunityId, Extra, PersonId, PlanTime};

pub mod gatherings;
pub mod tell;

pub use gatherings::Gathering;

/// One group.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Community {
    /// Which one.
    pub id: CommunityId,
    /// What it is called. Never empty.
    pub name: String,
    /// Where it gathers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// What you want to remember.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What you are in it: "second tenor".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Who is in it, of the people in the book; none twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<PersonId>,
    /// Who else is in it, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// When it gathers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<Series>,
    /// So many minutes before a gathering it is spoken of; `None` is never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind: Option<u32>,
    /// The calendar on this computer from which its gatherings are read again whenever it has changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Subscription>,
    /// The gatherings something was said about, in the order of their instants.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attendance: Vec<Attendance>,
    /// When it came into the book.
    pub made: DateTime<Utc>,
    /// Fields from a newer Kith.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Gatherings that recur, or a single one.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Series {
    /// The UID of the event it was read from (RFC 5545, 3.8.4.7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// What it is, where the group has several: "rehearsal".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Where, if not where the group gathers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The first one, in wall time.
    pub start: NaiveDateTime,
    /// Where that wall time holds.
    pub zone: Tz,
    /// How long, in minutes.
    pub minutes: u32,
    /// The RRULE's value without the name; `None` is once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Those that do not take place, in wall time (RFC 5545, 3.8.5.1).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exdates: Vec<NaiveDateTime>,
    /// Those that take place besides, in wall time (RFC 5545, 3.8.5.2).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rdates: Vec<NaiveDateTime>,
}

/// A calendar on this computer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Subscription {
    /// The path of the file.
    pub path: String,
    /// What it was when it was read last: a hash of its bytes, so that it is read again only when it has changed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub read: String,
}

/// What was said about one gathering.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Attendance {
    /// Which: when it begins.
    pub slot: PlanTime,
    /// What the user said beforehand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// When it was spoken of beforehand, so that it is once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded: Option<DateTime<Utc>>,
    /// When "who was there?" was asked, so that it is once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<DateTime<Utc>>,
    /// What became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// What the user said before a gathering.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// "Going".
    Going,
    /// "Not this time".
    NotThisTime,
}

/// What became of a gathering.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Outcome {
    /// The user was there.
    Attended {
        /// The meeting with the members that were there; `None` when none of them is in the book.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        check_in: Option<CheckInId>,
    },
    /// The user was not, or it did not take place. It is no failure.
    NotThere,
}
