//! Whom you can turn to for what, and whom you carry in turn for a while.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Cadence, CadenceId, Extra, FreeHours, Interval, Mode, Repeat};

/// What somebody can be turned to for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SupportRole {
    /// To be listened to.
    Listening,
    /// A hand, a car, an evening with the children.
    PracticalHelp,
    /// Somebody who knows, or asks the right question.
    Advice,
    /// Not to be alone.
    Company,
    /// A doctor, a therapist, a counsellor: somebody whose work it is.
    Professional,
}

impl SupportRole {
    /// All of them, in the order in which they are shown.
    pub const ALL: [SupportRole; 5] = [
        SupportRole::Listening,
        SupportRole::PracticalHelp,
        SupportRole::Advice,
        SupportRole::Company,
        SupportRole::Professional,
    ];

    /// The name in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            SupportRole::Listening => "listening",
            SupportRole::PracticalHelp => "practical-help",
            SupportRole::Advice => "advice",
            SupportRole::Company => "company",
            SupportRole::Professional => "professional",
        }
    }

    /// The role of this name.
    pub fn named(name: &str) -> Option<SupportRole> {
        SupportRole::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// A role that somebody carries.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Support {
    /// Which; a person carries each at most once.
    pub role: SupportRole,
    /// What to know about it: "knows about leases", "has a car".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Of a professional: when they can be reached, in wall time where they are; `None` says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<FreeHours>,
    /// Of a professional: the number of the practice; `None` is their first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Fields from a newer Kith.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Support {
    /// A role about which nothing more is known.
    pub fn of(role: SupportRole) -> Support {
        Support { role, note: String::new(), hours: None, phone: None, extra: Extra::new() }
    }
}

/// "They are going through something": a nearer cadence that ends by itself.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct GoingThrough {
    /// The id of the cadence it brings.
    pub cadence: CadenceId,
    /// How often to be in touch meanwhile.
    pub every: Interval,
    /// The least that counts.
    pub mode: Mode,
    /// When it was noted.
    pub since: DateTime<Utc>,
    /// The local day on which it first asks, while there was no such contact yet.
    pub first: NaiveDate,
    /// The last local day on which it holds.
    pub until: NaiveDate,
    /// What it is, in the words of the user.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Fields from a newer Kith.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How often to be in touch with somebody who is going through something, if nothing else is chosen, in days.
pub const USUAL_DAYS: u16 = 3;

/// For how long, in weeks.
pub const USUAL_WEEKS: u16 = 3;

/// At most so long, in days: what takes longer is no while any more, and has a cadence of its own.
pub const LONGEST_DAYS: i64 = 366;

impl GoingThrough {
    /// Whether it holds on this local day.
    pub fn holds(&self, today: NaiveDate) -> bool {
        today <= self.until
    }

    /// The cadence it brings, if it holds on this local day.
    pub fn cadence_on(&self, today: NaiveDate) -> Option<Cadence> {
        self.holds(today).then(|| Cadence {
            id: self.cadence,
            mode: self.mode,
            repeat: Repeat::After { every: self.every, first: self.first, at: None },
            added: self.since,
            extra: Extra::new(),
        })
    }
}

/// A number to call that is nobody's in the book: a helpline the user has entered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Helpline {
    /// What it is called. Never empty.
    pub name: String,
    /// The number, or the address of a page. Never empty.
    pub number: String,
    /// When somebody answers, in wall time where the user is; `None` is at any hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<FreeHours>,
    /// What for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Helpline {
    /// Whether somebody answers at this wall time where the user is.
    pub fn answers(&self, local: NaiveDateTime) -> bool {
        self.hours.is_none_or(|hours| hours.contains(local))
    }
}
