//! What lists and deciding need of one person: small, and quick to read ten thousand times.
//!
//! The book keeps whole persons and their whole past; a row is made from them when either is written. What takes
//! long to find out, such as where a rule stands, is found out then, once, and not at every look.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{
    Boundary, Cadence, CadenceId, Circle, Extra, FreeHours, GoingThrough, Mode, PartialDate, Person,
    PersonId, Repeat, Settings, Status, Summary, Support, cadence, due,
    recurrence::Rule,
    whereabouts::{self, Zones},
};

/// One person as lists and deciding see them. It can always be made again from the person and the past, so
/// it keeps no fields of a newer Kith.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Row {
    /// Who it is.
    pub id: PersonId,
    /// The name shown.
    pub name: String,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nicknames: Vec<String>,
    /// What find-as-you-type looks through besides the names: organisation, title, places, mail, the beginning of
    /// the note; one a line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub find_text: String,
    /// How close.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circle: Option<Circle>,
    /// They came with others, and nobody has said yet how close they are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unsorted: bool,
    /// The local day the cadences of the circle first ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circle_first: Option<NaiveDate>,
    /// Whether to ask for contact at all.
    #[serde(default, skip_serializing_if = "Status::is_active")]
    pub status: Status,
    /// Held until this local day comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_until: Option<NaiveDate>,
    /// The local wall time at which to ask; `None` means the app's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferred_time: Option<NaiveTime>,
    /// Their time zone: the one that was set, or where nothing leaves a doubt, the one that was guessed
    /// ([`whereabouts::zones`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Tz>,
    /// While that is open: the zones in which they may be, if something tells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub perhaps_in: Vec<Tz>,
    /// When they were born.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birthday: Option<PartialDate>,
    /// What contact with them must not be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary: Option<Boundary>,
    /// The local day on which the user wants to look at that again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary_review: Option<NaiveDate>,
    /// What they can be turned to for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<Support>,
    /// They can be called at any hour when they are needed.
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
    /// The day of the year on which somebody who has died is remembered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remembrance: Option<PartialDate>,
    /// When they came into the book.
    pub added: DateTime<Utc>,
    /// The first phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The first mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Their own cadences. While there are none, those of the circle hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cadences: Vec<RowCadence>,
    /// Their past, as far as deciding needs it.
    #[serde(default)]
    pub summary: Summary,
}

/// A cadence of one's own in a [`Row`].
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RowCadence {
    /// Who it is.
    pub id: CadenceId,
    /// The floor.
    pub mode: Mode,
    /// When it asks again.
    pub repeat: Repeat,
    /// When it was made.
    pub added: DateTime<Utc>,
    /// Of a rule: no nominal slot before this one is left to ask for, whatever the zone in force. `None` when the
    /// rule is exhausted, and for the other kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_from: Option<NaiveDateTime>,
}

/// How much of the note can be found, in characters.
const NOTE_FOUND: usize = 300;

impl Row {
    /// The row of `person` with this past.
    pub fn of(person: &Person, summary: Summary) -> Row {
        let cadences = person.cadences.iter().map(|cadence| RowCadence::of(cadence, &summary)).collect();
        let zones = whereabouts::zones(person);
        Row {
            id: person.id,
            name: person.name.clone(),
            nicknames: person.nicknames.clone(),
            find_text: find_text(person),
            circle: person.circle,
            unsorted: person.unsorted,
            circle_first: person.circle_first,
            status: person.status,
            paused_until: person.paused_until,
            preferred_time: person.preferred_time,
            zone: zones.one(),
            perhaps_in: match zones {
                Zones::Several(zones) => zones,
                Zones::One(_) | Zones::Unknown => Vec::new(),
            },
            birthday: person.birthday,
            boundary: person.boundary,
            boundary_review: person.boundary_review,
            support: person.support.clone(),
            any_hour: person.any_hour,
            going_through: person.going_through.clone(),
            free: person.free,
            birthday_lead: person.birthday_lead,
            remembrance: person.remembrance,
            added: person.added,
            phone: person.phones.first().map(|phone| phone.value.clone()),
            email: person.emails.first().map(|email| email.value.clone()),
            cadences,
            summary,
        }
    }

    /// The zones in which they are or may be; empty when nothing tells.
    pub fn may_be_in(&self) -> &[Tz] {
        self.zone.as_ref().map_or(&self.perhaps_in, std::slice::from_ref)
    }

    /// The cadences in force on this local day: see [`Person::cadences_in_force`].
    pub fn cadences_in_force(&self, settings: &Settings, today: NaiveDate) -> Vec<Cadence> {
        let mut cadences: Vec<Cadence> = self.cadences.iter().map(RowCadence::cadence).collect();
        if cadences.is_empty() {
            cadences = cadence::of_circle(self.id, self.circle, self.circle_first, self.added, settings);
        }
        cadences.extend(self.going_through.as_ref().and_then(|going| going.cadence_on(today)));
        cadences
    }
}

impl RowCadence {
    fn of(cadence: &Cadence, summary: &Summary) -> RowCadence {
        let rule_from = match &cadence.repeat {
            Repeat::After { .. } => None,
            Repeat::Rule { rule, start, zone } => Rule::parse_in(rule, *start, *zone)
                .ok()
                .and_then(|rule| due::earliest_open_slot(&rule, *zone, cadence, summary)),
        };
        RowCadence {
            id: cadence.id,
            mode: cadence.mode,
            repeat: cadence.repeat.clone(),
            added: cadence.added,
            rule_from,
        }
    }

    /// The cadence itself.
    pub fn cadence(&self) -> Cadence {
        Cadence {
            id: self.id,
            mode: self.mode,
            repeat: self.repeat.clone(),
            added: self.added,
            extra: Extra::new(),
        }
    }
}

fn find_text(person: &Person) -> String {
    let note: String = person.note.chars().take(NOTE_FOUND).collect();
    let values = person.addresses.iter().chain(&person.emails).map(|labelled| labelled.value.as_str());
    let texts = [person.organization.as_deref(), person.title.as_deref()].into_iter().flatten();
    let lines: Vec<&str> =
        texts.chain(values).chain([note.as_str()]).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}
