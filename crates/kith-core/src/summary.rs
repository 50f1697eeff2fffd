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
        let contact =
            Contact { at: check_in.at, day: check_in.day, mode: check_in.mode, check_in: check_in.id };
        match self.0.iter_mut().find(|known| known.mode == contact.mode) {
            Some(known) if (known.at, known.check_in) <= (contact.at, contact.check_in) => *known = contact,
            Some(_) => {}
            None => self.0.push(contact),
        }
    }

    /// The latest contact that satisfies `floor`.
    pub fn satisfying(&self, floor: Mode) -> Option<Contact> {
        self.0
            .iter()
            .filter(|contact| contact.mode.satisfies(floor))
            .max_by_key(|contact| contact.at)
            .copied()
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
///
/// It remembers more than the latest prompt, because "latest" means little once the clock was set back: what
/// counts is whether a given occurrence was asked for, and that is looked up by its slot.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Mark {
    /// The prompts that wait: fired or snoozed. Hardly ever more than one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<OpenPrompt>,
    /// The prompts that are over, the latest slot first, at most [`Mark::PAST`] of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past: Vec<PastPrompt>,
    /// The latest local day on which an occurrence was skipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped_day: Option<NaiveDate>,
    /// The latest slot of a rule that was skipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped_slot: Option<NaiveDateTime>,
}

/// A prompt that waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OpenPrompt {
    /// Which one.
    pub id: PromptId,
    /// For which occurrence.
    pub slot: Slot,
    /// When it was fired.
    pub fired: DateTime<Utc>,
    /// The local day it was fired on.
    pub day: NaiveDate,
    /// Snoozed: when it comes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
}

/// A prompt that is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PastPrompt {
    /// For which occurrence.
    pub slot: Slot,
    /// When it was fired.
    pub fired: DateTime<Utc>,
    /// The local day it was fired on.
    pub day: NaiveDate,
    /// Whether a contact answered it: then that contact says whether its occurrence is asked for again, and
    /// not this, so that a check-in can be taken back.
    #[serde(default, skip_serializing_if = "is_false")]
    pub answered: bool,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl Mark {
    /// How many prompts that are over are remembered.
    pub const PAST: usize = 4;

    /// Takes the present state of one prompt into account; of different prompts in any order.
    pub fn include(&mut self, prompt: &Prompt) {
        self.open.retain(|open| open.id != prompt.id);
        self.past.retain(|past| past.slot != prompt.slot);
        let &Prompt { id, slot, fired, day, .. } = prompt;
        match prompt.fate {
            Fate::Fired => self.open.push(OpenPrompt { id, slot, fired, day, until: None }),
            Fate::Snoozed { until } => {
                self.open.push(OpenPrompt { id, slot, fired, day, until: Some(until) })
            }
            Fate::Answered { .. } => self.close(PastPrompt { slot, fired, day, answered: true }),
            Fate::Passed => self.close(PastPrompt { slot, fired, day, answered: false }),
            Fate::Skipped { day: skipped } => {
                self.skipped_day = self.skipped_day.max(Some(skipped));
                if let Slot::At(slot) = slot {
                    self.skipped_slot = self.skipped_slot.max(Some(slot));
                }
                self.close(PastPrompt { slot, fired, day, answered: false });
            }
        }
    }

    fn close(&mut self, past: PastPrompt) {
        self.past.push(past);
        self.past.sort_by_key(|past| std::cmp::Reverse(past.slot));
        self.past.truncate(Self::PAST);
    }

    /// The prompt that waits for this occurrence.
    pub fn open_for(&self, slot: Slot) -> Option<OpenPrompt> {
        self.open.iter().find(|open| open.slot == slot).copied()
    }

    /// The prompt for this occurrence that was skipped or passed by.
    pub fn over_for(&self, slot: Slot) -> Option<PastPrompt> {
        self.past.iter().find(|past| past.slot == slot && !past.answered).copied()
    }

    /// Whether a prompt was fired on this local day, whatever became of it.
    pub fn fired_on(&self, day: NaiveDate) -> bool {
        self.open.iter().any(|open| open.day == day) || self.past.iter().any(|past| past.day == day)
    }

    /// When the newest prompt was fired.
    pub fn newest(&self) -> Option<DateTime<Utc>> {
        let open = self.open.iter().map(|open| open.fired);
        open.chain(self.past.iter().map(|past| past.fired)).max()
    }

    /// The slots of a rule that were asked for and not answered, as far as they are remembered.
    pub fn asked_slots(&self) -> impl Iterator<Item = NaiveDateTime> {
        let past = self.past.iter().filter(|past| !past.answered).map(|past| past.slot);
        self.open.iter().map(|open| open.slot).chain(past).filter_map(|slot| match slot {
            Slot::At(at) => Some(at),
            Slot::First(_) | Slot::Since(_) => None,
        })
    }
}
