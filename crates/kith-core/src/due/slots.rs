//! Which slot of a rule is asked for.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::{
    Cadence, Contact, Mark, Slot, Summary,
    recurrence::Rule,
    zoned::{to_instant, to_local},
};

/// No two zones, and no clock change, are further apart than this.
const A_DAY_AND_MORE: TimeDelta = TimeDelta::hours(26);

/// How far back a clock may be set without an occurrence before one already asked for being asked for
/// again. Further, and the later one was asked for by a clock that was wrong: the slots until then still count.
const SET_BACK: TimeDelta = TimeDelta::days(60);

/// The slots of a rule around now: the same for everybody who has that rule.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around {
    /// The latest slot whose instant has come.
    pub come: Option<NaiveDateTime>,
    /// The one after it, or the first.
    pub next: Option<NaiveDateTime>,
    /// How long it is from `come` to `next`, or to `come` from the one before if there is none.
    pub interval: Option<TimeDelta>,
    /// How long it is to `come` from the one before, or to `next` if there is none.
    before: Option<TimeDelta>,
}

impl Around {
    pub fn of(rule: &Rule, zone: Tz, now: DateTime<Utc>) -> Around {
        let Some(come) = latest_come(rule, zone, now) else {
            return Around { come: None, next: Some(rule.first()), interval: None, before: None };
        };
        let next = rule.after(come);
        let ahead = next.map(|next| next - come);
        let behind = rule.previous(come).map(|previous| come - previous);
        Around { come: Some(come), next, interval: ahead.or(behind), before: behind.or(ahead) }
    }

    /// The slot that is asked for now, if there is one: the latest that has come, unless something was done about it.
    pub fn asked(&self, zone: Tz, added: DateTime<Utc>, past: &PastOfRule) -> Option<NaiveDateTime> {
        let counts = |slot: &NaiveDateTime| to_instant(*slot, zone) >= added;
        self.come.filter(counts).filter(|slot| !past.is_done(*slot, || self.before))
    }
}

/// The slot that is asked for now, or else the next one that will be.
pub(super) fn current(
    rule: &Rule,
    zone: Tz,
    added: DateTime<Utc>,
    past: &PastOfRule,
) -> Option<NaiveDateTime> {
    let come = latest_come(rule, zone, past.now).filter(|slot| to_instant(*slot, zone) >= added);
    past.first_open(rule, come.or_else(|| first_since(rule, zone, added))?)
}

/// The earliest slot that may be left to ask for in any zone and at any time: what a row keeps, so that a rule
/// whose next slot is far away is not evaluated at every look.
pub(crate) fn earliest_open(
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
        last: summary.last.satisfying(cadence.mode).map(|contact| wall(contact.at)),
        mark: &Mark { skipped_slot: skipped, ..Mark::default() },
        now: DateTime::<Utc>::MIN_UTC,
        known_until: NaiveDateTime::MIN,
    };
    past.first_open(rule, rule.after(wall(cadence.added) - A_DAY_AND_MORE)?)
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

/// What was done about the slots of a rule, in its wall time.
pub(crate) struct PastOfRule<'a> {
    last: Option<NaiveDateTime>,
    mark: &'a Mark,
    now: DateTime<Utc>,
    /// Until when a slot that was asked for stands for those before it.
    known_until: NaiveDateTime,
}

impl<'a> PastOfRule<'a> {
    pub fn of(last: Option<Contact>, mark: &'a Mark, zone: Tz, now: DateTime<Utc>) -> Self {
        PastOfRule {
            last: last.map(|contact| to_local(contact.at, zone)),
            mark,
            now,
            known_until: to_local(now, zone) + SET_BACK,
        }
    }

    /// The first slot from `slot` on that nothing was done about.
    fn first_open(&self, rule: &Rule, mut slot: NaiveDateTime) -> Option<NaiveDateTime> {
        let interval = |slot| {
            let before = rule.previous(slot).map(|previous| slot - previous);
            before.or_else(|| rule.after(slot).map(|next| next - slot))
        };
        while self.is_done(slot, || interval(slot)) {
            slot = match self.done_until(slot) {
                Some(until) => rule.after(until)?,
                None => match self.asked_later_than(slot) {
                    // It may be of an earlier form of the rule.
                    Some(later) => {
                        rule.at_or_before(later).filter(|at| *at == later).or_else(|| rule.after(later))?
                    }
                    None => rule.after(slot)?,
                },
            };
        }
        Some(slot)
    }

    /// Whether a slot was met, skipped, asked for and passed by, or collapsed into a later one. `interval` is the
    /// one before it, or for the very first slot the one after it.
    fn is_done(&self, slot: NaiveDateTime, interval: impl FnOnce() -> Option<TimeDelta>) -> bool {
        self.done_until(slot).is_some()
            || self.asked_later_than(slot).is_some()
            || self.mark.over_for(Slot::At(slot)).is_some()
            || self.is_met_early(slot, interval)
    }

    fn done_until(&self, slot: NaiveDateTime) -> Option<NaiveDateTime> {
        self.mark.skipped_slot.max(self.last).filter(|until| *until >= slot)
    }

    fn asked_later_than(&self, slot: NaiveDateTime) -> Option<NaiveDateTime> {
        self.mark.asked_slots().filter(|asked| *asked > slot && *asked <= self.known_until).max()
    }

    /// Whether the last contact falls in the second half of the interval before the slot, its middle included.
    fn is_met_early(&self, slot: NaiveDateTime, interval: impl FnOnce() -> Option<TimeDelta>) -> bool {
        self.last.is_some_and(|last| interval().is_some_and(|interval| last >= slot - interval / 2))
    }
}
