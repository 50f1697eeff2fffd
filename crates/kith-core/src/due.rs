//! When a cadence asks: the first local day and time at which it wants contact.
//!
//! A pure function of the cadence, the past and the moment. It never says whether to show anything: who is asked
//! now, who waits and who is held is decided in [`today`](crate::today), from this.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::{
    Cadence, Contact, Interval, Mark, Repeat, Row, Settings, Slot, Summary,
    recurrence::Rule,
    zoned::{to_instant, to_local},
};

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
    asks(&cadence.repeat, cadence.added, person_time, last, mark, frame).map(|asks| asks.due)
}

impl Row {
    /// The cadences in force with when each asks.
    pub fn dues(&self, frame: &Frame) -> Vec<(Cadence, Option<Due>)> {
        let due = |cadence: Cadence| {
            let due = due(&cadence, self.preferred_time, &self.summary, frame);
            (cadence, due)
        };
        self.cadences_in_force(frame.settings).into_iter().map(due).collect()
    }
}

/// When a cadence asks, and how far apart its occurrences are, for comparing how late two are.
pub(crate) struct Asks {
    pub due: Due,
    pub interval_days: f64,
    /// When the next occurrence asks whatever becomes of this one: only a rule's does.
    pub then: Option<DateTime<Utc>>,
}

/// [`due`] of the parts of a cadence.
pub(crate) fn asks(
    repeat: &Repeat,
    added: DateTime<Utc>,
    person_time: Option<NaiveTime>,
    last: Option<Contact>,
    mark: &Mark,
    frame: &Frame,
) -> Option<Asks> {
    match repeat {
        Repeat::After { every, first, at } => {
            let at = at.or(person_time).unwrap_or(frame.settings.preferred_time);
            let (slot, day) = wait(*every, *first, last, mark);
            let at = to_instant(day.and_time(at), frame.zone);
            let due = Due { at, local: to_local(at, frame.zone), slot };
            Some(Asks { due, interval_days: f64::from(every.days()), then: None })
        }
        Repeat::Rule { rule, start, zone } => {
            let rule = Rule::parse_in(rule, *start, *zone).ok()?;
            let zone = zone.unwrap_or(frame.zone);
            let slot = current_slot(&rule, zone, added, last, mark, frame.now)?;
            let at = to_instant(slot, zone);
            let due = Due { at, local: to_local(at, frame.zone), slot: Slot::At(slot) };
            let next = rule.after(slot);
            let interval = next.map(|next| next - slot).or_else(|| Some(slot - rule.previous(slot)?));
            let interval_days = interval.unwrap_or(TimeDelta::days(365)).as_seconds_f64() / 86_400.0;
            Some(Asks { due, interval_days, then: next.map(|next| to_instant(next, zone)) })
        }
    }
}

/// The wait of an after-last-contact cadence, and the local day on which it is over.
fn wait(every: Interval, first: NaiveDate, last: Option<Contact>, mark: &Mark) -> (Slot, NaiveDate) {
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

/// No two zones, and no clock change, are further apart than this.
const A_DAY_AND_MORE: TimeDelta = TimeDelta::hours(26);

/// The slot of a rule that is asked for now, or else the next one that will be.
fn current_slot(
    rule: &Rule,
    zone: Tz,
    added: DateTime<Utc>,
    last: Option<Contact>,
    mark: &Mark,
    now: DateTime<Utc>,
) -> Option<NaiveDateTime> {
    let came = latest_come(rule, zone, now).filter(|slot| to_instant(*slot, zone) >= added);
    let from = match came {
        Some(slot) => slot,
        None => first_since(rule, zone, added)?,
    };
    let past = PastOfRule {
        rule,
        last: last.map(|contact| to_local(contact.at, zone)),
        mark,
        known_until: to_local(now, zone) + SET_BACK,
    };
    past.first_open(from)
}

/// The latest slot whose instant has come. Not just the latest nominal one: a gap shows it later.
fn latest_come(rule: &Rule, zone: Tz, now: DateTime<Utc>) -> Option<NaiveDateTime> {
    let mut slot = rule.at_or_before(to_local(now, zone) + A_DAY_AND_MORE)?;
    while to_instant(slot, zone) > now {
        slot = rule.previous(slot)?;
    }
    Some(slot)
}

/// The first slot that counts: slots before the cadence was made do not.
fn first_since(rule: &Rule, zone: Tz, added: DateTime<Utc>) -> Option<NaiveDateTime> {
    let mut slot = rule.after(to_local(added, zone) - A_DAY_AND_MORE)?;
    while to_instant(slot, zone) < added {
        slot = rule.after(slot)?;
    }
    Some(slot)
}

/// The earliest slot that may be left to ask for in any zone and at any time: what a row keeps, so that a rule
/// whose next slot is far away is not evaluated at every look.
pub(crate) fn earliest_open_slot(
    rule: &Rule,
    zone: Option<Tz>,
    cadence: &Cadence,
    summary: &Summary,
) -> Option<NaiveDateTime> {
    let wall = |instant: DateTime<Utc>| match zone {
        Some(zone) => to_local(instant, zone),
        None => instant.naive_utc() - A_DAY_AND_MORE,
    };
    let skipped = summary.marks.get(&cadence.id).and_then(|mark| mark.skipped_slot);
    let past = PastOfRule {
        rule,
        last: summary.last.satisfying(cadence.mode).map(|contact| wall(contact.at)),
        mark: &Mark { skipped_slot: skipped, ..Mark::default() },
        known_until: NaiveDateTime::MIN,
    };
    past.first_open(rule.after(wall(cadence.added) - A_DAY_AND_MORE)?)
}

/// How far back a clock may be set without an occurrence before one already asked for being asked for
/// again. Further, and the later one was asked for by a clock that was wrong: the slots until then still count.
const SET_BACK: TimeDelta = TimeDelta::days(60);

/// What was done about the slots of a rule, in its wall time.
struct PastOfRule<'a> {
    rule: &'a Rule,
    last: Option<NaiveDateTime>,
    mark: &'a Mark,
    known_until: NaiveDateTime,
}

impl PastOfRule<'_> {
    /// The first slot from `slot` on that nothing was done about.
    fn first_open(&self, mut slot: NaiveDateTime) -> Option<NaiveDateTime> {
        loop {
            let done_until = self.mark.skipped_slot.max(self.last).filter(|until| *until >= slot);
            slot = if let Some(until) = done_until {
                self.rule.after(until)?
            } else if let Some(later) = self.asked_later_than(slot) {
                // Missed slots collapse into the one that was asked for; it may be of an earlier rule.
                self.rule
                    .at_or_before(later)
                    .filter(|same| *same == later)
                    .or_else(|| self.rule.after(later))?
            } else if self.mark.over_for(Slot::At(slot)).is_some() || self.is_met_early(slot) {
                self.rule.after(slot)?
            } else {
                return Some(slot);
            };
        }
    }

    fn asked_later_than(&self, slot: NaiveDateTime) -> Option<NaiveDateTime> {
        self.mark.asked_slots().filter(|asked| *asked > slot && *asked <= self.known_until).max()
    }

    /// Whether the last contact falls in the second half of the interval before the slot, its middle included.
    fn is_met_early(&self, slot: NaiveDateTime) -> bool {
        let Some(last) = self.last else { return false };
        let before = || self.rule.previous(slot).map(|previous| slot - previous);
        let after = || self.rule.after(slot).map(|next| next - slot);
        before().or_else(after).is_some_and(|interval| last >= slot - interval / 2)
    }
}
