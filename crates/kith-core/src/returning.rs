//! Coming back after a long time: a few people, no counts of what was missed, and the rest spread over the weeks to come.
//!
//! Whoever was away for two weeks should not be met by a pile. When somebody was there last is a small note; from it
//! follows whether they are just back. What the rest is and on which day each of it returns is decided here as data.

use std::{collections::BTreeMap, fmt, str::FromStr};

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};

use crate::{
    CadenceId, Frame, Interval, PersonId, Row, Settings, Slot, coming,
    interval::Unit,
    spread::Spread,
    today::{Held, Looker, Sorted, sort},
    zoned::{to_instant, to_local},
};

/// Who was away for this long is met gently,
const AWAY: TimeDelta = TimeDelta::days(14);

/// and for so long.
const GENTLE: TimeDelta = TimeDelta::days(7);

/// Over so many days the rest is spread, as far as the cap of a day allows.
const SPREAD_OVER: usize = 28;

/// So many people are shown to who is just back.
pub const SHOWN: u8 = 3;

/// A note is not made more often than this.
const NOTED_EVERY: TimeDelta = TimeDelta::hours(1);

/// When the user was there last, and when they came back from a long time away, if they did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seen {
    /// There last.
    pub last: DateTime<Utc>,
    /// Came back.
    pub back: Option<DateTime<Utc>>,
}

impl Seen {
    /// Somebody who was there at this instant, and of whom nothing else is known.
    pub fn at(last: DateTime<Utc>) -> Seen {
        Seen { last, back: None }
    }

    /// The note after the user was there at `now`; `None` where the one there is still says enough.
    pub fn again(self, now: DateTime<Utc>) -> Option<Seen> {
        let was_away = now - self.last >= AWAY;
        let noted = (TimeDelta::zero()..NOTED_EVERY).contains(&(now - self.last));
        (!noted).then_some(Seen { last: now, back: if was_away { Some(now) } else { self.back } })
    }

    /// Whether the user is away for long or just back from it: then no more than [`SHOWN`] people are shown, and
    /// nothing that was missed is counted.
    pub fn is_gentle(self, now: DateTime<Utc>) -> bool {
        let just_back = self.back.is_some_and(|back| (TimeDelta::zero()..GENTLE).contains(&(now - back)));
        just_back || now - self.last >= AWAY
    }
}

/// The text is no such note.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotSeen;

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.last.to_rfc3339())?;
        self.back.map_or(Ok(()), |back| write!(f, " {}", back.to_rfc3339()))
    }
}

impl FromStr for Seen {
    type Err = NotSeen;

    fn from_str(text: &str) -> Result<Seen, NotSeen> {
        let mut instants = text.split(' ').map(|text| text.parse().map_err(|_| NotSeen));
        let last = instants.next().ok_or(NotSeen)??;
        Ok(Seen { last, back: instants.next().transpose()? })
    }
}

/// The settings with which somebody who is just back is asked.
pub fn gently(settings: &Settings) -> Settings {
    Settings { daily_cap: settings.daily_cap.min(SHOWN), ..settings.clone() }
}

/// An occurrence that is put off to a day in the weeks to come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Later {
    /// Whose.
    pub person: PersonId,
    /// Of which cadence.
    pub cadence: CadenceId,
    /// Which occurrence.
    pub slot: Slot,
    /// When it comes back.
    pub until: DateTime<Utc>,
    /// The local day of that.
    pub day: NaiveDate,
}

/// Who is due and is not among the first, in the order in which they are asked for.
pub fn rest<'r>(rows: impl IntoIterator<Item = &'r Row>, frame: &Frame) -> Vec<&'r Row> {
    let Sorted { fresh, asked_today, asked_before, waiting, held, .. } = sort(rows, frame);
    let asked = asked_today.into_iter().chain(fresh).chain(asked_before);
    let night = held.into_iter().filter(|(_, held)| matches!(held, Held::NightThere { .. }));
    let beyond = asked.skip(usize::from(frame.settings.daily_cap));
    beyond.chain(waiting).chain(night.map(|(case, _)| case)).map(|case| case.row).collect()
}

/// Spreads the rest over the days from tomorrow on: never more on a day than the cap, counting who comes on it anyway.
/// Whoever waits longest comes first.
pub fn spread<'r>(rows: impl IntoIterator<Item = &'r Row, IntoIter: Clone>, frame: &Frame) -> Vec<Later> {
    let rows = rows.into_iter();
    let rest = rest(rows.clone(), frame);
    let Some(tomorrow) = frame.today().succ_opt() else { return Vec::new() };
    // Not all at once as soon as the cap allows: the rest is a few a day over some weeks.
    let cap = usize::from(frame.settings.daily_cap).max(1);
    let a_day = rest.len().div_ceil(SPREAD_OVER).clamp(1, cap);
    let mut days = Spread::new(tomorrow, a_day, comes_anyway(rows, frame));
    let mut looker = Looker::new(frame);
    let mut spread = Vec::new();
    for row in rest {
        let Ok(within) = Interval::new(1, Unit::Year) else { continue };
        let day = days.take(within);
        let time = row.preferred_time.unwrap_or(frame.settings.preferred_time);
        let until = to_instant(day.and_time(time), frame.zone);
        let put_off = looker
            .due_of(row)
            .into_iter()
            .filter(|due| due.prompt.and_then(|prompt| prompt.until).is_none_or(|until| until <= frame.now));
        spread.extend(put_off.map(|due| Later {
            person: row.id,
            cadence: due.id(row.id),
            slot: due.slot,
            until,
            day,
        }));
    }
    spread
}

/// How many come on each day by themselves: because it is their time, or because they were put off until then.
fn comes_anyway<'r>(
    rows: impl Iterator<Item = &'r Row> + Clone,
    frame: &Frame,
) -> BTreeMap<NaiveDate, usize> {
    let year = frame.today().checked_add_days(Days::new(366)).unwrap_or(NaiveDate::MAX);
    let until = to_instant(year.into(), frame.zone);
    let due = coming::coming(rows.clone(), frame, until).into_iter().map(|next| next.local.date());
    let waits = |row: &'r Row| {
        let open = row.summary.marks.values().flat_map(|mark| &mark.open);
        open.filter_map(|open| open.until).filter(|until| *until > frame.now).min()
    };
    let put_off = rows.filter_map(waits).map(|until| to_local(until, frame.zone).date());
    let mut days = BTreeMap::new();
    due.chain(put_off).filter(|day| day.year() < 9_000).for_each(|day| *days.entry(day).or_insert(0) += 1);
    days
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[rstest]
    #[case::a_day("2026-11-02T09:00:00Z", None, false)]
    #[case::almost_two_weeks("2026-11-15T08:59:00Z", None, false)]
    #[case::two_weeks("2026-11-15T09:00:00Z", Some("2026-11-15T09:00:00Z"), true)]
    #[case::three_months("2027-02-01T09:00:00Z", Some("2027-02-01T09:00:00Z"), true)]
    #[case::the_clock_was_set_back("2026-10-01T09:00:00Z", None, false)]
    fn two_weeks_without_a_look_are_a_long_time(
        #[case] now: &str,
        #[case] back: Option<&str>,
        #[case] gentle: bool,
    ) {
        let seen = Seen::at(at("2026-11-01T09:00:00Z"));
        assert_eq!(seen.is_gentle(at(now)), gentle, "before it is noted");
        let again = seen.again(at(now)).expect("worth a note");
        assert_eq!(again, Seen { last: at(now), back: back.map(at) });
        assert_eq!(again.is_gentle(at(now)), gentle, "and after");
    }

    #[test]
    fn who_is_back_is_met_gently_for_a_week() {
        let back = at("2026-11-15T09:00:00Z");
        let seen = Seen { last: back, back: Some(back) };
        assert_eq!(seen.again(at("2026-11-15T09:59:00Z")), None, "once an hour is enough");
        let seen = seen.again(at("2026-11-21T09:00:00Z")).expect("worth a note");
        assert!(seen.is_gentle(at("2026-11-22T08:59:00Z")));
        assert!(!seen.is_gentle(at("2026-11-22T09:00:00Z")));
    }

    #[rstest]
    #[case("2026-11-15T09:00:00+00:00")]
    #[case("2026-11-15T09:00:00+00:00 2026-11-14T07:30:00+00:00")]
    fn the_note_is_read_as_it_was_written(#[case] note: &str) {
        assert_eq!(note.parse::<Seen>().map(|seen| seen.to_string()), Ok(note.to_owned()));
    }

    #[rstest]
    #[case("")]
    #[case("yesterday")]
    #[case("2026-11-15T09:00:00+00:00 x")]
    fn another_note_is_none(#[case] note: &str) {
        assert_eq!(note.parse::<Seen>(), Err(NotSeen));
    }
}
