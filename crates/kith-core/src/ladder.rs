//! The depth ladder of one person: a like is less than a text, a text less than a call, a call less than a meeting.
//!
//! Each mode has a clock of its own that shows when it was last, what is meant and what is next, so that ten texts never
//! look like one meeting. Two gentle remarks follow from the past as well: after many messages one step up, never two,
//! and whether it was always the user who began.

use chrono::{DateTime, Months, NaiveDate, Utc};

use crate::{Cadence, CheckIn, Contact, Due, Frame, Mode, Person, Row, StartedBy, suggest::Hindrance};

/// How contact in one mode stands with somebody.
#[derive(Clone, PartialEq, Debug)]
pub struct ModeClock {
    /// Which mode.
    pub mode: Mode,
    /// The last contact in exactly this mode.
    pub last: Option<Contact>,
    /// The cadence whose floor it is; of several the one that asks first.
    pub meant: Option<Cadence>,
    /// When that asks next, or has asked since. A deeper contact moves it, too.
    pub next: Option<Due>,
    /// How much of the wait until then is over, in hundredths.
    pub gone: Option<u8>,
}

impl ModeClock {
    /// Whether there is anything to show on it.
    pub fn is_blank(&self) -> bool {
        self.last.is_none() && self.meant.is_none()
    }
}

/// The clocks of somebody, the deepest mode first.
pub fn clocks(row: &Row, frame: &Frame) -> Vec<ModeClock> {
    let dues = row.dues(frame);
    let clock = |mode: Mode| {
        let of_mode = dues.iter().filter(|(cadence, _)| cadence.mode == mode);
        // A rule that is exhausted asks never again, and comes after all that do.
        let meant = of_mode.min_by_key(|(_, due)| (due.is_none(), due.map(|due| due.at)));
        let next = meant.and_then(|(_, due)| *due);
        ModeClock {
            mode,
            last: row.summary.last.in_mode(mode),
            gone: meant.zip(next).map(|((cadence, _), due)| gone(row, cadence, &due, frame)),
            meant: meant.map(|(cadence, _)| cadence.clone()),
            next,
        }
    };
    Mode::FLOORS.into_iter().map(clock).collect()
}

/// How much of the wait is over: from the contact that began it, or the day the cadence was made, until it asks.
fn gone(row: &Row, cadence: &Cadence, due: &Due, frame: &Frame) -> u8 {
    let since = row.summary.last.satisfying(cadence.mode).map_or(cadence.added, |last| last.at);
    let (whole, part) = ((due.at - since).num_minutes(), (frame.now - since).num_minutes());
    let share = if whole > 0 { (100 * part / whole).clamp(0, 100) } else { 100 };
    u8::try_from(share).unwrap_or(100)
}

/// A call in the place of the next message: the one step up that is suggested.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StepUp {
    /// What is suggested.
    pub mode: Mode,
    /// Where they are it is no hour for it before then.
    pub from: Option<DateTime<Utc>>,
}

/// After so many likes between the messages it is not looked further back for each of them.
const LIKES_BETWEEN: usize = 3;

/// So many of the latest check-ins tell whether there is a step up to suggest; none when that is never wanted.
pub fn looked_back(frame: &Frame) -> usize {
    usize::from(frame.settings.step_up_after) * (1 + LIKES_BETWEEN)
}

/// Whether a call is suggested after the messages that stand first in `latest`, the newest check-in first.
///
/// Not within a month of the last time, not where it is not wanted, and not while anything lasting stands against it.
pub fn step_up<'c>(
    person: &Person,
    row: &Row,
    latest: impl IntoIterator<Item = &'c CheckIn>,
    frame: &Frame,
) -> Option<StepUp> {
    let after = usize::from(frame.settings.step_up_after);
    if after == 0 || person.no_step_up || is_cooling(person.stepped_up, frame.today()) {
        return None;
    }
    let real = latest.into_iter().filter(|check_in| check_in.mode != Mode::Reaction);
    if real.take_while(|check_in| check_in.mode == Mode::Message).count() < after {
        return None;
    }
    match row.hindrance(Mode::Voice, frame) {
        None => Some(StepUp { mode: Mode::Voice, from: None }),
        Some(Hindrance::NightThere(until, _)) => Some(StepUp { mode: Mode::Voice, from: Some(until) }),
        Some(_) => None,
    }
}

/// Whether it was suggested within the last month. A day that is still to come is from a clock that was wrong.
fn is_cooling(stepped_up: Option<NaiveDate>, today: NaiveDate) -> bool {
    stepped_up.is_some_and(|day| {
        let over = day.checked_add_months(Months::new(1)).unwrap_or(NaiveDate::MAX);
        (day..over).contains(&today)
    })
}

/// So many contacts in a row have to be the user's before a word is said of it.
pub const YOURS: usize = 6;

/// Whether the user began all of the latest [`YOURS`] contacts, the newest first. A like is none, and what nobody has
/// said who began is not counted against anybody.
pub fn all_yours<'c>(latest: impl IntoIterator<Item = &'c CheckIn>) -> bool {
    let real = latest.into_iter().filter(|check_in| check_in.mode != Mode::Reaction);
    real.take_while(|check_in| check_in.started_by == Some(StartedBy::Me)).take(YOURS).count() == YOURS
}
