//! What is said of a boundary on social media: that a time without begins, that the week's budget is spent, and that a
//! timer is over.
//!
//! Each is said once: what was said is noted by the beginning in wall time, by the Monday of the week, and in the timer
//! itself. So a restart, a clock that was set back, another time zone or an undo never says it again.
//!
//! Quiet hours, and a pause of all of Kith, are kept. A time that begins within quiet hours is not spoken of at all: it
//! is the user's rhythm, and by the end of the quiet hours it has passed. The budget waits until they end, as long as its
//! week lasts. **A timer is no prompt but a wish of this very minute**, as an alarm clock is, so it is told also at night
//! and in a pause; told an hour late it would be of no use, and is left.

use std::cmp::Reverse;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{Span, Week};
use crate::{Frame, Noted, NotedWhat};

/// A timer that has been over for longer is not told any more: the machine was asleep.
const LATE: TimeDelta = TimeDelta::hours(1);

/// What is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Say {
    /// A timer is over.
    Over {
        /// It was for so many minutes.
        minutes: u32,
    },
    /// A time without social media has begun.
    Began(Span),
    /// The budget of the week is spent.
    Spent(Week),
}

/// What a turn does about boundaries: store all of `store`, then say `say`, then look again at `next`.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Telling {
    /// What is noted as told.
    pub store: Vec<Noted>,
    /// What to say: timers first, and of several times that began the one that holds longest.
    pub say: Vec<Say>,
    /// The next instant at which something is to be said, or a time without ends; always after the frame's.
    pub next: Option<DateTime<Utc>>,
}

/// What is to be said of the boundaries now, and when to look again.
pub fn tell<'n>(noted: impl IntoIterator<Item = &'n Noted>, frame: &Frame) -> Telling {
    let noted: Vec<&Noted> = noted.into_iter().collect();
    let mut telling = Telling::default();
    let mut next: Vec<DateTime<Utc>> = Vec::new();
    let hushed = hushed_until(frame);

    for timer in &noted {
        let NotedWhat::Timer { minutes, ends, told: None } = timer.what else { continue };
        if ends > frame.now {
            next.push(ends);
            continue;
        }
        if frame.now - ends <= LATE {
            telling.say.push(Say::Over { minutes });
        }
        let what = NotedWhat::Timer { minutes, ends, told: Some(frame.now) };
        telling.store.push(Noted { what, ..(*timer).clone() });
    }

    let begun = untold(&noted, frame);
    match hushed {
        Some(until) => next.extend((!begun.is_empty()).then_some(until)),
        None => {
            telling
                .store
                .extend(begun.iter().map(|span| Noted::now(NotedWhat::Began { slot: span.slot }, frame)));
            telling.say.extend(begun.into_iter().max_by_key(|span| span.ends).map(Say::Began));
        }
    }
    for time in &frame.settings.scrolling.times {
        next.extend(time.next(frame).map(|span| span.begins));
        next.extend(time.holding(frame).map(|span| span.ends));
    }

    let week = Week::of(noted.iter().copied(), frame);
    if week.is_spent() && !is_told(&noted, week.monday) {
        match hushed {
            Some(until) => next.push(until),
            None => {
                telling.store.push(Noted::now(NotedWhat::Spent { week: week.monday }, frame));
                telling.say.push(Say::Spent(week));
            }
        }
    }
    telling.next = next.into_iter().filter(|at| *at > frame.now).min();
    telling
}

/// The times that hold now and would be spoken of, but of whose beginning nothing is noted yet.
fn untold(noted: &[&Noted], frame: &Frame) -> Vec<Span> {
    let is_told = |slot| noted.iter().any(|noted| noted.what == NotedWhat::Began { slot });
    let is_quiet = |begins| Frame { now: begins, ..*frame }.quiet_until().is_some();
    let times = frame.settings.scrolling.times.iter().filter_map(|time| time.holding(frame));
    let mut spans: Vec<Span> = times.filter(|span| !is_quiet(span.begins)).collect();
    spans.sort_unstable_by_key(|span| (span.slot, Reverse(span.ends)));
    spans.dedup_by_key(|span| span.slot);
    spans.retain(|span| !is_told(span.slot));
    spans
}

/// Notes that the times which hold now are known to have begun: whoever has just set them is not told of them.
pub fn known<'n>(noted: impl IntoIterator<Item = &'n Noted>, frame: &Frame) -> Vec<Noted> {
    let noted: Vec<&Noted> = noted.into_iter().collect();
    let spans = untold(&noted, frame);
    spans.into_iter().map(|span| Noted::now(NotedWhat::Began { slot: span.slot }, frame)).collect()
}

fn is_told(noted: &[&Noted], week: NaiveDate) -> bool {
    noted.iter().any(|noted| noted.what == NotedWhat::Spent { week })
}

/// Within quiet hours and in a pause of all of Kith, when that ends.
fn hushed_until(frame: &Frame) -> Option<DateTime<Utc>> {
    let paused = frame.settings.paused_until.filter(|until| *until > frame.now);
    frame.quiet_until().max(paused)
}
