//! The next dates of a cadence, for whoever is about to choose it.

use chrono::{DateTime, NaiveDate, NaiveTime};
use chrono_tz::Tz;

use crate::{
    Frame, Repeat, RuleError,
    recurrence::Rule,
    zoned::{to_instant, to_local},
};

/// The next `count` times a cadence would ask.
///
/// After last contact: from `last`, the day of the last contact (or from the first day, without one), as if each
/// contact happened on the day it is asked for; the first of them may be past. Of a rule: strictly after now. In the
/// rule's zone, else the one in force; none twice. `person_time` is the person's preferred time.
///
/// # Errors
/// When the rule is none: see [`RuleError`].
pub fn preview(
    repeat: &Repeat,
    last: Option<NaiveDate>,
    person_time: Option<NaiveTime>,
    frame: &Frame,
    count: usize,
) -> Result<Vec<DateTime<Tz>>, RuleError> {
    match repeat {
        Repeat::After { every, first, at } => {
            let time = at.or(person_time).unwrap_or(frame.settings.preferred_time);
            let start = last.map_or(*first, |last| every.after(last));
            let days =
                std::iter::successors(Some(start), |day| Some(every.after(*day)).filter(|next| next > day));
            let at = |day: NaiveDate| to_instant(day.and_time(time), frame.zone).with_timezone(&frame.zone);
            Ok(days.take(count).map(at).collect())
        }
        Repeat::Rule { rule, start, zone } => {
            let rule = Rule::parse_in(rule, *start, *zone)?;
            let zone = zone.unwrap_or(frame.zone);
            // A day back, because a clock change can show a slot later than its nominal time.
            let from = rule.after(to_local(frame.now, zone) - chrono::TimeDelta::hours(26));
            let slots = std::iter::successors(from, |slot| rule.after(*slot));
            let mut times: Vec<_> = Vec::with_capacity(count);
            for at in slots.map(|slot| to_instant(slot, zone)).filter(|at| *at > frame.now) {
                if times.len() == count {
                    break;
                }
                if times.last() != Some(&at.with_timezone(&zone)) {
                    times.push(at.with_timezone(&zone));
                }
            }
            Ok(times)
        }
    }
}
