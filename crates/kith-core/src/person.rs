//! Somebody you keep in touch with.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{
    Cadence, Circle, Extra, FreeHours, GoingThrough, PartialDate, PersonId, Settings, Support, cadence,
};

/// Somebody you keep in touch with; the contact fields are those of vCard (RFC 6350).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Person {
    /// Who it is.
    pub id: PersonId,
    /// The name shown (FN). Never empty.
    pub name: String,
    /// Other names (NICKNAME).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nicknames: Vec<String>,
    /// Phone numbers as they were given (TEL).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<Labelled>,
    /// Mail addresses (EMAIL).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<Labelled>,
    /// Postal addresses, each in one text (ADR).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Labelled>,
    /// Where else they are found (URL).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Labelled>,
    /// Where they work or belong (ORG).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// What they do (TITLE).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When they were born (BDAY).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birthday: Option<PartialDate>,
    /// When they married, or the day they keep like it (ANNIVERSARY).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anniversary: Option<PartialDate>,
    /// Their time zone (TZ).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Tz>,
    /// What you want to remember (NOTE).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// How close.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circle: Option<Circle>,
    /// The local day the cadence of the circle first asks; set together with the circle, spread by the use case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circle_first: Option<NaiveDate>,
    /// They came with others, and nobody has said yet how close they are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unsorted: bool,
    /// Who they are not, though they look alike.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not: Vec<PersonId>,
    /// Their own cadences. While there are none, those of the circle hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cadences: Vec<Cadence>,
    /// The local wall time at which to ask for a contact with them; `None` means the app's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferred_time: Option<NaiveTime>,
    /// Whether to ask for contact at all.
    #[serde(default, skip_serializing_if = "Status::is_active")]
    pub status: Status,
    /// Held until this local day comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_until: Option<NaiveDate>,
    /// What contact with them must not be; no surface suggests any while there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary: Option<Boundary>,
    /// The local day on which the user wants to look at that again. The boundary holds until it is taken away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary_review: Option<NaiveDate>,
    /// What they can be turned to for, each role at most once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<Support>,
    /// They have said that they can be called at any hour when they are needed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub any_hour: bool,
    /// They are going through something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub going_through: Option<GoingThrough>,
    /// When they usually have time, in wall time where they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free: Option<FreeHours>,
    /// So many days before their birthday it is spoken of; `None` means the app's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birthday_lead: Option<u16>,
    /// Of somebody who has died: the day of the year on which they are quietly remembered, if that is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remembrance: Option<PartialDate>,
    /// After many messages no step up is suggested.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_step_up: bool,
    /// The local day on which a step up was suggested last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stepped_up: Option<NaiveDate>,
    /// The questions that were offered for a conversation with them, by their number: none comes twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<u16>,
    /// When they came into the book.
    pub added: DateTime<Utc>,
    /// The UID of the vCard they came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// Content lines of the vCard they came from that Kith has no field for, unfolded, to be written again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vcard: Vec<String>,
    /// Fields from a newer Kith.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A value with what it is for: a number for `work`, an address called `home`.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Labelled {
    /// The value as given.
    pub value: String,
    /// What it is for (vCard's TYPE, in lower case), if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

impl Labelled {
    /// A value without a label.
    pub fn plain(value: impl Into<String>) -> Self {
        Labelled { value: value.into(), label: None }
    }
}

/// Whether to ask for contact with somebody.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// In touch.
    #[default]
    Active,
    /// A rest from each other; nothing is asked.
    Resting,
    /// The contact has ended; nothing is asked.
    Ended,
    /// They have died. No surface asks to call or congratulate.
    Deceased,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 4] = [Status::Active, Status::Resting, Status::Ended, Status::Deceased];

    /// The name in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Active => "active",
            Status::Resting => "resting",
            Status::Ended => "ended",
            Status::Deceased => "deceased",
        }
    }

    /// Whether it is [`Status::Active`].
    pub fn is_active(&self) -> bool {
        *self == Status::Active
    }
}

/// What contact with somebody must not be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Boundary {
    /// Kith never suggests them.
    NeverSuggest,
    /// Only when others are there, so nobody is suggested alone.
    InCompany,
    /// Only to answer, never to begin.
    OnlyAnswer,
}

impl Boundary {
    /// All of them.
    pub const ALL: [Boundary; 3] = [Boundary::NeverSuggest, Boundary::InCompany, Boundary::OnlyAnswer];

    /// The name in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Boundary::NeverSuggest => "never-suggest",
            Boundary::InCompany => "in-company",
            Boundary::OnlyAnswer => "only-answer",
        }
    }
}

impl Person {
    /// Somebody of whom only the name is known.
    pub fn named(name: impl Into<String>, now: DateTime<Utc>) -> Self {
        Person {
            id: PersonId::new(now),
            name: name.into(),
            nicknames: Vec::new(),
            phones: Vec::new(),
            emails: Vec::new(),
            addresses: Vec::new(),
            links: Vec::new(),
            organization: None,
            title: None,
            birthday: None,
            anniversary: None,
            zone: None,
            note: String::new(),
            circle: None,
            circle_first: None,
            unsorted: false,
            not: Vec::new(),
            cadences: Vec::new(),
            preferred_time: None,
            status: Status::Active,
            paused_until: None,
            boundary: None,
            boundary_review: None,
            support: Vec::new(),
            any_hour: false,
            going_through: None,
            free: None,
            birthday_lead: None,
            remembrance: None,
            no_step_up: false,
            stepped_up: None,
            questions: Vec::new(),
            added: now,
            uid: None,
            vcard: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// The cadences in force on this local day: their own, or while there are none, those of their circle; and a nearer
    /// one while they are going through something.
    pub fn cadences_in_force(&self, settings: &Settings, today: NaiveDate) -> Vec<Cadence> {
        let mut cadences = self.cadences.clone();
        if cadences.is_empty() {
            cadences = cadence::of_circle(self.id, self.circle, self.circle_first, self.added, settings);
        }
        cadences.extend(self.going_through.as_ref().and_then(|going| going.cadence_on(today)));
        cadences
    }
}
