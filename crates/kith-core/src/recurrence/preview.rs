//! The next dates of a cadence, for whoever chooses one or looks at a person.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::Rule;
use crate::{
    Cadence, Frame, Repeat, Slot, Summary,
    due::due,
    zoned::{to_instant, to_local},
};

/// The next `count` times a cadence would ask, before it is anybody's.
///
/// After last contact: from `last`, the day of the last contact (or from the first day, without one), as if each
/// contact happened on the day it is asked for; the first of them may be past. Of a rule: strictly after now, in the
/// rule's zone, else the one in force; none twice; none when it is no rule. `person_time` is the person's
/// preferred time.
pub fn preview(
    repeat: &Repeat,
    last: Option<NaiveDate>,
    person_time: Option<NaiveTime>,
    frame: &Frame,
    count: usize,
) -> Vec<DateTime<Tz>> {
    match repeat {
        Repeat::After { every, first, at } => {
            let time = at.or(person_time).unwrap_or(frame.settings.preferred_time);
            let start = last.map_or(*first, |last| every.after(last));
            let days =
                std::iter::successors(Some(start), |day| Some(every.after(*day)).filter(|next| next > day));
            let at = |day: NaiveDate| to_instant(day.and_time(time), frame.zone).with_timezone(&frame.zone);
            days.take(count).map(at).collect()
        }
        Repeat::Rule { rule, start, zone } => {
            let Ok(rule) = Rule::parse_in(rule, *start, *zone) else { return Vec::new() };
            slots_after(&rule, zone.unwrap_or(frame.zone), frame.now, count)
        }
    }
}

/// The next `count` times the cadence of somebody with this past asks: the due one first, unless a rule's is over
/// already, then as [`preview`].
pub fn coming(
    cadence: &Cadence,
    person_time: Option<NaiveTime>,
    summary: &Summary,
    frame: &Frame,
    count: usize,
) -> Vec<DateTime<Tz>> {
    let Some(due) = due(cadence, person_time, summary, frame) else { return Vec::new() };
    match due.slot {
        Slot::First(_) => preview(&cadence.repeat, None, person_time, frame, count),
        Slot::Since(last) => preview(&cadence.repeat, Some(last), person_time, frame, count),
        Slot::At(_) => {
            // A slot met early is not asked for: what comes begins at the due one.
            let from = frame.now.max(due.at - TimeDelta::seconds(1));
            preview(&cadence.repeat, None, person_time, &Frame { now: from, ..*frame }, count)
        }
    }
}

fn slots_after(rule: &Rule, zone: Tz, now: DateTime<Utc>, count: usize) -> Vec<DateTime<Tz>> {
    // A day back, because a clock change can show a slot later than its nominal time.
    let mut slot = rule.after(to_local(now, zone) - TimeDelta::hours(26));
    let mut times: Vec<DateTime<Tz>> = Vec::with_capacity(count);
    while let Some(nominal) = slot.filter(|_| times.len() < count) {
        let at = to_instant(nominal, zone);
        let newest = times.last().map_or(now, DateTime::to_utc);
        if at > newest {
            times.push(at.with_timezone(&zone));
        }
        slot = rule.after(nominal);
    }
    times
}
