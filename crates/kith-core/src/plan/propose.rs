//! Times that could suit everybody: when the user usually has time, and for a call also those who are called.
//!
//! Only whoever asks for times gets them; that somebody could be met is said elsewhere, through the one gate. What is
//! proposed is the same each time it is asked for, so that a page that is loaded again does not change its mind.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{Plan, PlanTime};
use crate::{
    Frame, Mode, Row,
    whereabouts::{decent, is_call},
    zoned::to_local,
};

/// Proposed times begin at a full or a half hour; so often it is also looked whether a time suits until its end.
const STEP: TimeDelta = TimeDelta::minutes(30);

/// How many steps a day has.
const STEPS: i32 = 48;

/// So many days ahead times are looked for; and so many when there are none.
const HORIZONS: [u64; 2] = [14, 21];

/// Up to three times, each on another day, the soonest first: from tomorrow on, within the user's free hours and outside
/// of the quiet hours from beginning to end, and beside every open plan with a time. A call is at a decent hour where
/// each of the others is, and in their free hours where these are known. A meeting is where the user is.
///
/// While somebody is paused nothing is proposed with them, and with somebody who is not in touch any more nothing at all.
/// A boundary says what Kith suggests of itself; whoever asks for times with somebody behind one gets them.
pub fn propose<'p>(
    frame: &Frame,
    people: &[&Row],
    mode: Mode,
    minutes: u32,
    plans: impl IntoIterator<Item = &'p Plan>,
) -> Vec<PlanTime> {
    if people.iter().any(|row| !row.status.is_active()) {
        return Vec::new();
    }
    let look = Look { frame, people, mode, minutes, taken: taken(plans) };
    // Somebody who may be in several zones is better called when it is day in all of them.
    let attempts = [true, false].into_iter().flat_map(|surely| HORIZONS.map(|days| (surely, days)));
    let mut found = attempts.map(|(surely, days)| look.within(days, surely));
    found.find(|times| !times.is_empty()).unwrap_or_default()
}

/// From when until when.
type Span = (DateTime<Utc>, DateTime<Utc>);

/// What open plans have taken already.
fn taken<'p>(plans: impl IntoIterator<Item = &'p Plan>) -> Vec<Span> {
    let open = plans.into_iter().filter(|plan| plan.state.is_open());
    open.flat_map(|plan| plan.times.iter().map(|time| span(*time, plan.minutes))).collect()
}

fn span(time: PlanTime, minutes: u32) -> Span {
    let begins = time.instant();
    (begins, begins + TimeDelta::minutes(minutes.max(1).into()))
}

struct Look<'a> {
    frame: &'a Frame<'a>,
    people: &'a [&'a Row],
    mode: Mode,
    minutes: u32,
    taken: Vec<Span>,
}

impl Look<'_> {
    /// The first time of each of the next days that has one, as many as a plan can have.
    fn within(&self, days: u64, surely: bool) -> Vec<PlanTime> {
        let days = (1..=days).filter_map(|days| self.frame.today().checked_add_days(Days::new(days)));
        days.filter_map(|day| self.on(day, surely)).take(Plan::MOST_TIMES).collect()
    }

    fn on(&self, day: NaiveDate, surely: bool) -> Option<PlanTime> {
        let midnight = day.and_hms_opt(0, 0, 0)?;
        let times = (0..STEPS).filter_map(|step| midnight.checked_add_signed(STEP * step));
        let mut times = times.map(|local| PlanTime { local, zone: self.frame.zone });
        times.find(|time| self.suits(*time, surely))
    }

    fn suits(&self, time: PlanTime, surely: bool) -> bool {
        let (begins, ends) = span(time, self.minutes);
        // A wall time that is skipped when the clocks are set is none to agree on.
        to_local(begins, time.zone) == time.local
            && moments(begins, ends).all(|at| self.user_is_free(at))
            && self.taken.iter().all(|(from, to)| ends <= *from || *to <= begins)
            && self.people.iter().all(|row| self.suits_them(row, begins, ends, surely))
    }

    fn user_is_free(&self, at: DateTime<Utc>) -> bool {
        let local = to_local(at, self.frame.zone);
        let quiet = self.frame.settings.quiet_hours;
        self.frame.settings.free.contains(local) && !quiet.is_some_and(|quiet| quiet.contains(local.time()))
    }

    fn suits_them(&self, row: &Row, begins: DateTime<Utc>, ends: DateTime<Utc>, surely: bool) -> bool {
        if row.pause(&Frame { now: begins, ..*self.frame }).is_some() {
            return false;
        }
        let here = [self.frame.zone];
        let zones = match is_call(self.mode) && !row.may_be_in().is_empty() {
            true => row.may_be_in(),
            false => &here,
        };
        let suits = |zone: &Tz| {
            moments(begins, ends).all(|at| {
                let is_free = row.free.is_none_or(|free| free.contains(to_local(at, *zone)));
                is_free && (!is_call(self.mode) || decent(at, *zone))
            })
        };
        if surely { zones.iter().all(suits) } else { zones.iter().any(suits) }
    }
}

/// The instants at which it is looked whether a span suits: its beginning, each step, and its last minute.
fn moments(begins: DateTime<Utc>, ends: DateTime<Utc>) -> impl Iterator<Item = DateTime<Utc>> {
    let steps = std::iter::successors(Some(begins), |at| Some(*at + STEP)).take_while(move |at| *at < ends);
    steps.chain([ends - TimeDelta::minutes(1)])
}
