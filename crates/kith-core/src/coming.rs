//! Who is asked for next: what Today announces of the coming days, and the lists of people say.
//!
//! It has to be cheap for ten thousand people, so rules are not evaluated: a row knows the earliest slot of each that
//! is still open.

use chrono::{DateTime, NaiveDateTime, NaiveTime, Utc};

use crate::{
    Cadence, CadenceId, Circle, CircleDefault, Extra, Frame, Mark, Mode, Repeat, Row,
    cadence::repeat_of_circle,
    due::wait,
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

/// For each active person who is asked for after now and before `until`: the cadence that asks first.
pub fn coming<'r>(
    rows: impl IntoIterator<Item = &'r Row>,
    frame: &Frame,
    until: DateTime<Utc>,
) -> Vec<Coming<'r>> {
    let look =
        Look { frame, until, defaults: Circle::ALL.map(|circle| frame.settings.circle_defaults(circle)) };
    rows.into_iter().filter(|row| row.status.is_active()).filter_map(|row| look.first(row)).collect()
}

struct Look<'a> {
    frame: &'a Frame<'a>,
    until: DateTime<Utc>,
    defaults: [Vec<CircleDefault>; 4],
}

impl Look<'_> {
    fn first<'r>(&self, row: &'r Row) -> Option<Coming<'r>> {
        let own = row.cadences.iter().filter_map(|cadence| {
            let at = match &cadence.repeat {
                Repeat::Rule { zone, .. } => to_instant(cadence.rule_from?, zone.unwrap_or(self.frame.zone)),
                after => self.after(row, cadence.id, cadence.mode, after)?,
            };
            Some((at, cadence.cadence()))
        });
        let held = row.paused_until.map(|day| to_instant(day.and_time(NaiveTime::MIN), self.frame.zone));
        let first = own.chain(self.of_circle(row)).filter(|(at, _)| *at > self.frame.now && *at < self.until);
        let (at, cadence) = first.min_by_key(|(at, _)| *at)?;
        let at = held.map_or(at, |held| at.max(held));
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

    /// When a wait is over, if that is not clearly outside the span.
    fn after(&self, row: &Row, id: CadenceId, mode: Mode, repeat: &Repeat) -> Option<DateTime<Utc>> {
        let Repeat::After { every, first, at } = repeat else { return None };
        let no_mark = Mark::default();
        let mark = row.summary.marks.get(&id).unwrap_or(&no_mark);
        let (_, day) = wait(*every, *first, row.summary.last.satisfying(mode), mark);
        let time = at.or(row.preferred_time).unwrap_or(self.frame.settings.preferred_time);
        (day >= self.frame.today()).then(|| to_instant(day.and_time(time), self.frame.zone))
    }
}
