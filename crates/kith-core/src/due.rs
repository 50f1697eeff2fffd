//! When a cadence asks: the first local day and time at which it wants contact.
//!
//! A pure function of the cadence, the past and the moment. It never says whether to show anything: who is asked
//! now, who waits and who is held is decided in [`today`](crate::today), from this.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;

use crate::{
    Cadence, Contact, Interval, Mark, Repeat, Row, Settings, Slot, Summary,
    recurrence::Rule,
    zoned::{to_instant, to_local},
};

mod slots;
pub(crate) use slots::{Around, PastOfRule, earliest_open as earliest_open_slot};

/// The moment and the place in which something is decided.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The instant.
    pub now: DateTime<Utc>,
    /// The zone in force: where the user is.
    pub zone: Tz,
    /// What was set.
    pub settings: &'a Settings,
}

impl Frame<'_> {
    /// The wall time in the zone in force.
    pub fn local(&self) -> NaiveDateTime {
        to_local(self.now, self.zone)
    }

    /// The local day in the zone in force.
    pub fn today(&self) -> NaiveDate {
        self.local().date()
    }
}

/// When a cadence asks, which may be in the future.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// The instant.
    pub at: DateTime<Utc>,
    /// The same as the clock on the wall shows it in the zone in force.
    pub local: NaiveDateTime,
    /// For which occurrence.
    pub slot: Slot,
}

/// When the cadence of somebody with this past asks next, or has asked since. `person_time` is the person's
/// preferred time. `None` when a rule is exhausted.
pub fn due(
    cadence: &Cadence,
    person_time: Option<NaiveTime>,
    summary: &Summary,
    frame: &Frame,
) -> Option<Due> {
    let no_mark = Mark::default();
    let mark = summary.marks.get(&cadence.id).unwrap_or(&no_mark);
    let last = summary.last.satisfying(cadence.mode);
    let (at, slot) = match &cadence.repeat {
        Repeat::After { every, first, at } => {
            let time = at.or(person_time).unwrap_or(frame.settings.preferred_time);
            let (slot, day) = wait(*every, *first, last, mark);
            (to_instant(day.and_time(time), frame.zone), slot)
        }
        Repeat::Rule { rule, start, zone } => {
            let rule = Rule::parse_in(rule, *start, *zone).ok()?;
            let zone = zone.unwrap_or(frame.zone);
            let slot =
                slots::current(&rule, zone, cadence.added, &PastOfRule::of(last, mark, zone, frame.now))?;
            (to_instant(slot, zone), Slot::At(slot))
        }
    };
    Some(Due { at, local: to_local(at, frame.zone), slot })
}

impl Row {
    /// The cadences in force with when each asks.
    pub fn dues(&self, frame: &Frame) -> Vec<(Cadence, Option<Due>)> {
        let due = |cadence: Cadence| {
            let due = due(&cadence, self.preferred_time, &self.summary, frame);
            (cadence, due)
        };
        self.cadences_in_force(frame.settings, frame.today()).into_iter().map(due).collect()
    }
}

/// The wait of an after-last-contact cadence, and the local day on which it is over.
pub(crate) fn wait(
    every: Interval,
    first: NaiveDate,
    last: Option<Contact>,
    mark: &Mark,
) -> (Slot, NaiveDate) {
    let contact = last.map(|contact| contact.day);
    let mut wait = match contact.max(mark.skipped_day) {
        Some(day) => (Slot::Since(day), every.after(day)),
        None => (Slot::First(first), first),
    };
    // A wait that was asked for and let go, although no later day stands for it (the clock was set back, say), would
    // never be asked for any more: it begins anew on the day of that prompt.
    while let Some(over) = mark.over_for(wait.0) {
        let (Slot::First(day) | Slot::Since(day)) = over.slot else { break };
        let from = over.day.max(day.succ_opt().unwrap_or(day));
        if Slot::Since(from) == wait.0 {
            break;
        }
        wait = (Slot::Since(from), every.after(from));
    }
    wait
}
