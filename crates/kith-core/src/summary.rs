//! What deciding needs to know of a person's past: the last contact in each mode, and where each cadence's
//! prompts stand. It is small however long the history, and can always be computed again from it.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{CadenceId, CheckIn, CheckInId, Fate, Mode, Prompt, PromptId, Slot};

/// The past of one person, as far as deciding needs it.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Summary {
    /// The last contact in each mode.
    #[serde(default)]
    pub last: LastContacts,
    /// How many check-ins there are.
    #[serde(default)]
    pub count: u32,
    /// Where the prompts of each cadence stand.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub marks: BTreeMap<CadenceId, Mark>,
}

/// One contact, as far as deciding needs it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contact {
    /// When.
    pub at: DateTime<Utc>,
    /// Which local day it was.
    pub day: NaiveDate,
    /// How.
    pub mode: Mode,
    /// The check-in it is from.
    pub check_in: CheckInId,
}

/// The latest contact in each mode.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LastContacts(Vec<Contact>);

impl LastContacts {
    /// Takes one more contact into account, in any order. Of two at the same instant the later id counts.
    pub fn include(&mut self, check_in: &CheckIn) {
        let contact = Contact { at: check_in.at, day: check_in.day, mode: check_in.mode, check_in: check_in.id };
        match self.0.iter_mut().find(|known| known.mode == contact.mode) {
            Some(known) if (known.at, known.check_in) <= (contact.at, contact.check_in) => *known = contact,
            Some(_) => {}
            None => self.0.push(contact),
        }
    }

    /// The latest contact that satisfies `floor`.
    pub fn satisfying(&self, floor: Mode) -> Option<Contact> {
        self.0.iter().filter(|contact| contact.mode.satisfies(floor)).max_by_key(|contact| contact.at).copied()
    }

    /// The latest contact in exactly this mode.
    pub fn in_mode(&self, mode: Mode) -> Option<Contact> {
        self.0.iter().find(|contact| contact.mode == mode).copied()
    }

    /// The latest real contact, whatever its mode; a reaction is none.
    pub fn any(&self) -> Option<Contact> {
        self.satisfying(Mode::Message)
    }
}

/// Where the prompts of one cadence stand.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Mark {
    /// The latest prompt (by the time it was fired).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<LatestPrompt>,
    /// The latest local day on which an occurrence was skipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped_day: Option<NaiveDate>,
    /// The latest slot of a rule that was skipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped_slot: Option<NaiveDateTime>,
}

/// The latest prompt of a cadence.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LatestPrompt {
    /// Which one.
    pub id: PromptId,
    /// For which occurrence.
    pub slot: Slot,
    /// When it was fired.
    pub fired: DateTime<Utc>,
    /// The local day it was fired on.
    pub day: NaiveDate,
    /// What became of it.
    pub fate: Fate,
}

impl Mark {
    /// Takes one prompt into account, in any order.
    pub fn include(&mut self, prompt: &Prompt) {
        if let Fate::Skipped { day } = prompt.fate {
            self.skipped_day = self.skipped_day.max(Some(day));
            if let Slot::At(slot) = prompt.slot {
                self.skipped_slot = self.skipped_slot.max(Some(slot));
            }
        }
        let newer = self.latest.as_ref().is_none_or(|known| (known.fired, known.id) <= (prompt.fired, prompt.id));
        if newer {
            self.latest = Some(LatestPrompt {
                id: prompt.id,
                slot: prompt.slot,
                fired: prompt.fired,
                day: prompt.day,
                fate: prompt.fate.clone(),
            });
        }
    }
}
