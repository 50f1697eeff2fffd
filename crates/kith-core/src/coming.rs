//! Who is asked for next: what Today announces of the coming days, and the lists of people say.
//!
//! It has to be cheap for ten thousand people, so rules are not evaluated: a row knows the earliest slot of each that
//! is still open.

use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;

use crate::{
    Cadence, CadenceId, Circle, CircleDefault, Extra, Frame, Mark, Mode, Repeat, Row,
    cadence::repeat_of_circle,
    due::wait,
    whereabouts::{is_call, night_there},
    zoned::{to_instant, to_local},
};

/// A cadence that is not due yet.
#[derive(Clone, PartialEq, Debug)]
pub struct Coming<'r> {
    /// Of whom.
    pub row: &'r Row,
    /// Which.
    pub cadence: Cadence,
    /// When it asks.
    pub at: DateTime<Utc>,
    /// The same as the clock on the wall shows it in the zone in force.
    pub local: NaiveDateTime,
}

/// For each person who is asked for after now and before `until`: the cadence that asks first.
pub fn coming<'r>(
    rows: impl IntoIterator<Item = &'r Row>,
    frame: &Frame,
    until: DateTime<Utc>,
) -> Vec<Coming<'r>> {
    coming_of(rows, frame, until, |_| true)
}

/// The same, of those cadences alone whose floor `counts`.
pub fn coming_of<'r>(
    rows: impl IntoIterator<Item = &'r Row>,
    frame: &Frame,
    until: DateTime<Utc>,
    counts: impl Fn(Mode) -> bool,
) -> Vec<Coming<'r>> {
    let day = |at| to_local(at, frame.zone).date();
    // A day more on both sides: a rule may have a zone of its own.
    let from = frame.today().pred_opt().unwrap_or(NaiveDate::MIN);
    let to = day(until).succ_opt().unwrap_or(NaiveDate::MAX);
    let defaults = Circle::ALL.map(|circle| frame.settings.circle_defaults(circle));
    let look = Look { frame, until, days: from..=to, defaults };
    let rows = rows.into_iter().filter(|row| row.is_ever_suggested());
    rows.filter_map(|row| look.first(row, &counts)).collect()
}

/// The instant itself, or for a call in their night, the morning after it.
pub fn at_their_day(row: &Row, mode: Mode, at: DateTime<Utc>, frame: &Frame) -> DateTime<Utc> {
    let night = is_call(mode).then(|| night_there(row.may_be_in(), &Frame { now: at, ..*frame })).flatten();
    night.map_or(at, |(morning, _)| morning)
}

struct Look<'a> {
    frame: &'a Frame<'a>,
    until: DateTime<Utc>,
    /// Wall times outside these days are not worth converting.
    days: RangeInclusive<NaiveDate>,
    defaults: [Vec<CircleDefault>; 4],
}

impl Look<'_> {
    fn first<'r>(&self, row: &'r Row, counts: impl Fn(Mode) -> bool) -> Option<Coming<'r>> {
        let own = row.cadences.iter().filter_map(|cadence| {
            let at = match &cadence.repeat {
                Repeat::Rule { zone, .. } => {
                    self.within(cadence.rule_from?, zone.unwrap_or(self.frame.zone))?
                }
                after => self.after(row, cadence.id, cadence.mode, after)?,
            };
            Some((at, cadence.cadence()))
        });
        let person = row.paused_until.map(|day| to_instant(day.and_time(NaiveTime::MIN), self.frame.zone));
        let held = person.max(self.frame.settings.paused_until);
        // What was held comes when the pause is over, and a call then in the morning.
        let at_their_day = |(at, cadence): (DateTime<Utc>, Cadence)| {
            let at = held.map_or(at, |held| at.max(held));
            (at_their_day(row, cadence.mode, at, self.frame), cadence)
        };
        let cadences = own
            .chain(self.of_circle(row))
            .chain(self.nearer(row))
            .filter(|(_, cadence)| counts(cadence.mode));
        let (at, cadence) = cadences.map(at_their_day).min_by_key(|(at, _)| *at)?;
        (at < self.until).then(|| Coming { row, cadence, at, local: to_local(at, self.frame.zone) })
    }

    fn of_circle(&self, row: &Row) -> impl Iterator<Item = (DateTime<Utc>, Cadence)> {
        let circle = row.circle.filter(|_| row.cadences.is_empty());
        let defaults = circle.map_or(&[][..], |circle| &self.defaults[circle as usize]);
        defaults.iter().enumerate().filter_map(move |(index, default)| {
            let repeat = repeat_of_circle(default, row.circle_first, row.added);
            let id = CadenceId::of_circle(row.id, circle?, index);
            let at = self.after(row, id, default.mode, &repeat)?;
            Some((at, Cadence { id, mode: default.mode, repeat, added: row.added, extra: Extra::new() }))
        })
    }

    /// The nearer one while they are going through something, unless that is over by then.
    fn nearer(&self, row: &Row) -> Option<(DateTime<Utc>, Cadence)> {
        let going = row.going_through.as_ref()?;
        let cadence = going.cadence_on(self.frame.today())?;
        let at = self.after(row, cadence.id, cadence.mode, &cadence.repeat)?;
        (to_local(at, self.frame.zone).date() <= going.until).then_some((at, cadence))
    }

    /// When a wait is over, if that is within the span.
    fn after(&self, row: &Row, id: CadenceId, mode: Mode, repeat: &Repeat) -> Option<DateTime<Utc>> {
        let Repeat::After { every, first, at } = repeat else { return None };
        let no_mark = Mark::default();
        let mark = row.summary.marks.get(&id).unwrap_or(&no_mark);
        let (_, day) = wait(*every, *first, row.summary.last.satisfying(mode), mark);
        let time = at.or(row.preferred_time).unwrap_or(self.frame.settings.preferred_time);
        self.within(day.and_time(time), self.frame.zone)
    }

    /// The instant of a wall time, if it lies after now and before the end.
    fn within(&self, local: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
        let at = self.days.contains(&local.date()).then(|| to_instant(local, zone))?;
        (at > self.frame.now && at < self.until).then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::{Person, Settings, Status, Summary};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn weekly_call(added: &str) -> Person {
        let mut person = Person::named("Ana", at(added));
        let first = person.added.date_naive();
        person.cadences.push(Cadence {
            id: CadenceId::new(person.added),
            mode: Mode::Voice,
            repeat: Repeat::After { every: "1w".parse().expect("a week"), first, at: None },
            added: person.added,
            extra: Extra::new(),
        });
        person
    }

    #[rstest]
    #[case::comes_within_the_week("2026-11-24T00:00:00Z", Some("2026-11-24T08:00:00Z"))]
    #[case::is_due_already("2026-11-20T00:00:00Z", None)]
    #[case::comes_later("2026-12-24T00:00:00Z", None)]
    fn who_is_asked_for_after_now_and_before_the_end_comes(#[case] first: &str, #[case] comes: Option<&str>) {
        let settings = Settings::default();
        let frame = Frame { now: at("2026-11-22T12:00:00Z"), zone: Tz::Europe__Madrid, settings: &settings };
        let rows = [Row::of(&weekly_call(first), Summary::default())];
        let found = coming(&rows, &frame, at("2026-11-29T12:00:00Z"));
        assert_eq!(found.first().map(|coming| coming.at), comes.map(at));
    }

    #[test]
    fn nobody_who_rests_comes_and_who_is_paused_comes_on_the_morning_after_the_pause() {
        let settings = Settings::default();
        let frame = Frame { now: at("2026-11-22T12:00:00Z"), zone: Tz::Europe__Madrid, settings: &settings };
        let mut person = weekly_call("2026-11-24T00:00:00Z");
        person.paused_until = "2026-11-26".parse().ok();
        let paused = Row::of(&person, Summary::default());
        person.status = Status::Resting;
        let resting = Row::of(&person, Summary::default());
        let rows = [paused, resting];
        let found = coming(&rows, &frame, at("2026-11-29T12:00:00Z"));
        assert_eq!(found.iter().map(|coming| coming.at).collect::<Vec<_>>(), [at("2026-11-26T07:30:00Z")]);
    }

    #[test]
    fn a_call_comes_when_it_is_day_there() {
        let settings = Settings::default();
        let frame = Frame { now: at("2026-11-22T12:00:00Z"), zone: Tz::Europe__Madrid, settings: &settings };
        let mut person = weekly_call("2026-11-24T00:00:00Z");
        person.zone = Some(Tz::America__New_York);
        let rows = [Row::of(&person, Summary::default())];
        let found = coming(&rows, &frame, at("2026-11-29T12:00:00Z"));
        assert_eq!(found.iter().map(|coming| coming.at).collect::<Vec<_>>(), [at("2026-11-24T13:30:00Z")]);
    }
}
