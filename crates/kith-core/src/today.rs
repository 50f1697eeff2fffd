//! Whom to reach now: of everybody who is due, the few who are asked for.
//!
//! Today and the scheduler must never disagree, so both come from one sorting of the rows: who is asked already,
//! who is asked next within the cap of the day, who waits for another day, and who is held back and why.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::{Cadence, Contact, Due, Frame, PersonId, PromptId, Row, suggest::Hindrance};

mod look;
mod sort;

pub(crate) use look::{DueCadence, Looker};
pub(crate) use sort::{Case, Sorted, sort};

/// One person who is asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Ask {
    /// Who.
    pub person: PersonId,
    /// The cadence that asks; of several the one with the highest floor, because it satisfies the others.
    pub cadence: Cadence,
    /// Since when.
    pub due: Due,
    /// The last contact that satisfied the cadence.
    pub last: Option<Contact>,
    /// The other cadences of the person that are due.
    pub also: Vec<Cadence>,
    /// The prompt for the cadence, once it was fired.
    pub prompt: Option<PromptId>,
    /// When that was.
    pub fired: Option<DateTime<Utc>>,
    /// How late it is, in intervals of the cadence (of the latest one, where several are due).
    pub lateness: f64,
}

/// Why somebody who is due is not asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Held {
    /// The prompt comes back then.
    Snoozed {
        /// When.
        until: DateTime<Utc>,
    },
    /// The person is paused.
    PersonPaused {
        /// Until this local day comes.
        until: NaiveDate,
    },
    /// Kith as a whole is paused.
    AllPaused {
        /// Until then.
        until: DateTime<Utc>,
    },
    /// Only calls are due, and where the person is it is no hour for one.
    NightThere {
        /// The next instant at which it is a decent hour at their place.
        until: DateTime<Utc>,
        /// Where they are, as far as is known.
        zone: Tz,
    },
}

impl Held {
    /// As what holds somebody back for a while; `None` of what does so for good.
    fn of(hindrance: Hindrance) -> Option<Held> {
        match hindrance {
            Hindrance::Status(_) | Hindrance::Boundary(_) => None,
            Hindrance::Paused(until) => Some(Held::PersonPaused { until }),
            Hindrance::AllPaused(until) => Some(Held::AllPaused { until }),
            Hindrance::NightThere(until, zone) => Some(Held::NightThere { until, zone }),
        }
    }
}

/// What Today shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Today {
    /// Whom to reach now, at most as many as the daily cap: those newly asked for today, then earlier ones that are
    /// still open, the newest first. Some may not have been fired yet.
    pub asks: Vec<Ask>,
    /// Asked for on earlier days and still open, beyond the cap: the first of them.
    pub open_more: Vec<Ask>,
    /// How many those are in all.
    pub open_more_count: usize,
    /// Due, but beyond the cap of new people for today; in the order in which they will be asked for. The first.
    pub waiting: Vec<Ask>,
    /// How many those are in all.
    pub waiting_count: usize,
    /// Due, and held back by a snooze or a pause: the first of them.
    pub held: Vec<(Ask, Held)>,
    /// How many those are in all.
    pub held_count: usize,
}

/// What Today shows in this frame, with `listed` at most of each list beyond those asked for. Quiet hours hide
/// nothing: whoever looks wants to see. Nobody who is resting, gone or dead is due.
pub fn today<'r>(rows: impl IntoIterator<Item = &'r Row>, frame: &Frame, listed: usize) -> Today {
    let Sorted { fresh, asked_today, mut asked_before, waiting, held, .. } = sort(rows, frame);
    let open = |cases: &[Case]| cases.iter().map(|case| case.open_ask(frame)).collect::<Vec<_>>();
    let mut asks = open(&asked_today);
    asks.extend(fresh.iter().map(|case| case.ask(frame)));
    // Of those asked for today, all are shown: the cap held already when they were fired.
    let room = usize::from(frame.settings.daily_cap).saturating_sub(asks.len());
    let open_more = asked_before.split_off(room.min(asked_before.len()));
    asks.extend(open(&asked_before));
    Today {
        asks,
        open_more: open(&open_more[..listed.min(open_more.len())]),
        open_more_count: open_more.len(),
        waiting: waiting.iter().take(listed).map(|case| case.ask(frame)).collect(),
        waiting_count: waiting.len(),
        held: held.iter().take(listed).map(|(case, held)| (case.ask(frame), *held)).collect(),
        held_count: held.len(),
    }
}

/// Everybody who is due, whatever the cap, with why they are held back, if they are.
pub fn all_due<'r>(rows: impl IntoIterator<Item = &'r Row>, frame: &Frame) -> Vec<(Ask, Option<Held>)> {
    let Today { asks, open_more, waiting, held, .. } = today(rows, frame, usize::MAX);
    let asked = asks.into_iter().chain(open_more).chain(waiting).map(|ask| (ask, None));
    asked.chain(held.into_iter().map(|(ask, held)| (ask, Some(held)))).collect()
}
