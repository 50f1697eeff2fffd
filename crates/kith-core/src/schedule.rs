//! One turn of the prompt scheduler: what is fired, what is announced, and when to look again.
//!
//! It is called after every change of the book, after waking up, and when the instant it named has come. It
//! decides from what is stored alone, so a restart, a suspend or a clock that was set makes no difference: an
//! occurrence with a prompt is never fired again, and one without is fired at the first turn that may.

use std::{collections::BTreeSet, time::Duration};

use chrono::{DateTime, Days, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::{
    Extra, Fate, Frame, PersonId, Prompt, PromptId, Row,
    today::{DueCadence, Sorted, sort},
    zoned::to_instant,
};

/// Why there is a turn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moment {
    /// Time went by, or the book changed.
    Tick,
    /// Kith was started.
    Started,
    /// The machine woke up, or its clock was set forward.
    Resumed,
    /// The clock was set back.
    ClockMoved,
    /// The zone in force is another one.
    ZoneMoved,
}

/// What the clocks show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    /// The wall clock.
    pub wall: DateTime<Utc>,
    /// A clock that only runs forward; it may stand still while the machine sleeps.
    pub monotonic: Duration,
    /// The zone in force.
    pub zone: Tz,
}

/// Two clocks that move this far apart were moved.
const APART: TimeDelta = TimeDelta::seconds(5);

/// What happened between two readings.
pub fn moment(before: &Reading, now: &Reading) -> Moment {
    let ran = TimeDelta::from_std(now.monotonic.saturating_sub(before.monotonic)).unwrap_or(TimeDelta::MAX);
    let moved = now.wall.signed_duration_since(before.wall);
    match (moved - APART > ran, moved + APART < ran, before.zone != now.zone) {
        (true, ..) => Moment::Resumed,
        (_, true, _) => Moment::ClockMoved,
        (.., true) => Moment::ZoneMoved,
        _ => Moment::Tick,
    }
}

/// What a turn does: store all of `store`, then announce, then look again at `next`.
#[derive(Clone, PartialEq, Debug)]
pub struct Turn {
    /// What to store before anything is shown.
    pub store: Vec<Store>,
    /// What to show.
    pub announce: Announcement,
    /// The next instant at which anything can change by itself; always after the frame's.
    pub next: DateTime<Utc>,
}

/// A change of the book.
#[derive(Clone, PartialEq, Debug)]
pub enum Store {
    /// A new prompt.
    Fire(Prompt),
    /// A new fate for a prompt that is stored: its occurrence passed, or its snooze is over.
    Fate {
        /// Which prompt.
        prompt: PromptId,
        /// What became of it.
        fate: Fate,
    },
}

/// What to show.
#[derive(Clone, PartialEq, Debug)]
pub enum Announcement {
    /// Nothing.
    Nothing,
    /// A prompt each.
    Each(Vec<Asked>),
    /// One for all, after sleep or absence. At most three people; Today has the rest.
    Digest(Vec<Asked>),
}

/// Somebody who is asked for by this turn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Who.
    pub person: PersonId,
    /// The prompts of this turn for them.
    pub prompts: Vec<PromptId>,
}

/// How many people a digest names.
const IN_DIGEST: usize = 3;

/// How far ahead of the newest record a clock may be before it is doubted.
const DOUBTED: TimeDelta = TimeDelta::days(30);

/// One turn. `newest_record` is when the newest record of the book was made, which tells a clock that is wrong.
pub fn decide<'r>(
    rows: impl IntoIterator<Item = &'r Row>,
    frame: &Frame,
    moment: Moment,
    newest_record: Option<DateTime<Utc>>,
) -> Turn {
    let sorted = sort(rows, frame);
    let next = next(&sorted, frame);
    if frame.quiet_until().is_some() {
        return Turn { store: Vec::new(), announce: Announcement::Nothing, next };
    }
    let doubted = newest_record.is_some_and(|newest| frame.now < newest || frame.now - newest > DOUBTED);
    let people = sorted.fresh.iter().map(|case| case.row.id);
    let people: BTreeSet<PersonId> =
        people.chain(sorted.returned.iter().map(|(person, _)| *person)).collect();
    let digest = people.len() > 1 && (moment != Moment::Tick || doubted);
    let mut store = Vec::new();
    let mut asked: Vec<Asked> = Vec::new();
    for case in &sorted.fresh {
        let prompts: Vec<Prompt> = case.unfired().map(|due| prompt(case.row, due, digest, frame)).collect();
        let passed = prompts.iter().flat_map(|prompt| passed_by(case.row, prompt));
        asked.push(Asked { person: case.row.id, prompts: prompts.iter().map(|prompt| prompt.id).collect() });
        store.extend(passed);
        store.extend(prompts.into_iter().map(Store::Fire));
    }
    for (person, prompt) in &sorted.returned {
        store.push(Store::Fate { prompt: *prompt, fate: Fate::Fired });
        match asked.iter_mut().find(|asked| asked.person == *person) {
            Some(asked) => asked.prompts.push(*prompt),
            None => asked.push(Asked { person: *person, prompts: vec![*prompt] }),
        }
    }
    let announce = match (asked.is_empty(), digest) {
        (true, _) => Announcement::Nothing,
        (false, false) => Announcement::Each(asked),
        (false, true) => {
            asked.truncate(IN_DIGEST);
            Announcement::Digest(asked)
        }
    };
    Turn { store, announce, next }
}

fn prompt(row: &Row, due: &DueCadence, digest: bool, frame: &Frame) -> Prompt {
    Prompt {
        id: PromptId::new(frame.now),
        person: row.id,
        cadence: due.id(row.id),
        slot: due.slot,
        fired: frame.now,
        day: frame.today(),
        digest,
        fate: Fate::Fired,
        extra: Extra::new(),
    }
}

/// The open prompts of the same cadence for earlier occurrences.
fn passed_by(row: &Row, prompt: &Prompt) -> impl Iterator<Item = Store> {
    let open = row.summary.marks.get(&prompt.cadence).map(|mark| mark.open.as_slice()).unwrap_or_default();
    let older = open.iter().filter(|open| open.slot < prompt.slot);
    older.map(|open| Store::Fate { prompt: open.id, fate: Fate::Passed })
}

/// The next instant at which anything can change by itself. Midnight is always one: a new day has a new cap.
fn next(sorted: &Sorted, frame: &Frame) -> DateTime<Utc> {
    let pending = !sorted.fresh.is_empty() || !sorted.returned.is_empty();
    let quiet = frame.quiet_until().filter(|_| pending);
    let midnight = frame.today().succ_opt().map(|day| to_instant(day.into(), frame.zone));
    let next = [sorted.next, quiet, midnight].into_iter().flatten().filter(|at| *at > frame.now).min();
    next.unwrap_or(frame.now + TimeDelta::days(1))
}

impl Frame<'_> {
    /// During quiet hours, when they end.
    pub fn quiet_until(&self) -> Option<DateTime<Utc>> {
        let local = self.local();
        let quiet = self.settings.quiet_hours.filter(|quiet| quiet.contains(local.time()))?;
        let ends = [0, 1].into_iter().filter_map(|days| local.date().checked_add_days(Days::new(days)));
        let ends = ends.map(|day| to_instant(day.and_time(quiet.to), self.zone)).find(|end| *end > self.now);
        // Both lie behind only inside a fold, where the end came before the clock was set back an hour.
        ends.or(Some(self.now + TimeDelta::minutes(1)))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_minute_went_by(60, 60, "Europe/Madrid", Moment::Tick)]
    #[case::a_late_timer(67, 66, "Europe/Madrid", Moment::Tick)]
    #[case::slept_for_an_hour(3_660, 60, "Europe/Madrid", Moment::Resumed)]
    #[case::slept_over_a_border(3_660, 60, "Asia/Tokyo", Moment::Resumed)]
    #[case::set_back_by_an_hour(-3_540, 60, "Europe/Madrid", Moment::ClockMoved)]
    #[case::went_to_tokyo(60, 60, "Asia/Tokyo", Moment::ZoneMoved)]
    fn two_readings_tell_what_happened(
        #[case] wall: i64,
        #[case] monotonic: u64,
        #[case] zone: Tz,
        #[case] happened: Moment,
    ) {
        let wall_before = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let before =
            Reading { wall: wall_before, monotonic: Duration::from_secs(9), zone: Tz::Europe__Madrid };
        let now = Reading {
            wall: wall_before + TimeDelta::seconds(wall),
            monotonic: Duration::from_secs(9 + monotonic),
            zone,
        };
        assert_eq!(moment(&before, &now), happened);
    }
}
