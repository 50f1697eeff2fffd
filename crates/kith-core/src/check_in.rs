//! One real contact, logged.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{CheckInId, Extra, Mode, PersonId};

/// One real contact: when, with whom, how, and what stayed of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CheckIn {
    /// Which one.
    pub id: CheckInId,
    /// With whom: at least one, none twice.
    pub people: Vec<PersonId>,
    /// How.
    pub mode: Mode,
    /// When. Where only the day was given: noon of it, or the moment of logging on the same day.
    pub at: DateTime<Utc>,
    /// The local day it happened, in the zone of the moment it was logged. It stays when you travel.
    pub day: NaiveDate,
    /// How long, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Who started it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_by: Option<StartedBy>,
    /// What stayed of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// How it left you.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub felt: Option<Felt>,
    /// When it was logged.
    pub logged: DateTime<Utc>,
    /// Fields from a newer Kith.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Who started a contact.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StartedBy {
    /// You.
    Me,
    /// They.
    Them,
}

/// How a contact left you.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Felt {
    /// Lighter than before.
    Lifted,
    /// As before.
    Even,
    /// Heavier than before.
    Drained,
}
