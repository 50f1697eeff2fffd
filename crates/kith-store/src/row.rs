//! A stand-in for the row of kith-core until it is there.

use kith_core::{Cadence, Circle, Person, PersonId, Status, Summary};
use serde::{Deserialize, Serialize};

/// What lists and deciding need of a person.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Row {
    /// Who.
    pub id: PersonId,
    /// The name shown.
    pub name: String,
    /// How close.
    pub circle: Option<Circle>,
    /// Whether to ask for contact.
    pub status: Status,
    /// Their own cadences.
    pub cadences: Vec<Cadence>,
    /// Their past.
    pub summary: Summary,
}

impl Row {
    /// The row of a person.
    pub fn of(person: &Person, summary: Summary) -> Row {
        Row {
            id: person.id,
            name: person.name.clone(),
            circle: person.circle,
            status: person.status,
            cadences: person.cadences.clone(),
            summary,
        }
    }
}
