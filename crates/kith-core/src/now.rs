//! "I have 20 minutes": who would be good to call now, and for longer or for an evening, who would be good to meet.
//!
//! The same moment always gives the same answer: who is due comes first, then who soon is, then whoever usually has time
//! now. The reason goes out as data. Whoever was reached a short while ago, or was put off, is not offered at all.

use std::{collections::BTreeMap, fmt, str::FromStr};

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};

use crate::{
    Cadence, Circle, Contact, Felt, Frame, Mode, PersonId, Row, coming,
    today::{DueCadence, Looker},
    whereabouts::{decent, is_call, time_there},
    zoned::to_local,
};

/// So many people are offered at most.
pub const OFFERED: usize = 3;

/// Of so many it is looked up how the last contacts left the user.
const SHORTLISTED: usize = 40;

/// From so many minutes on it is long enough to meet.
const LONG: u16 = 90;

/// How long somebody has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Have {
    /// So many minutes from now on, 1 to 1440.
    Minutes(u16),
    /// This evening.
    Evening,
}

/// The text is no length of time to have.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("“{0}” is no time to have: write 20m, 2h or evening")]
pub struct BadHave(pub String);

impl Have {
    /// Whether it is long enough to meet, rather than to call.
    pub fn is_long(self) -> bool {
        match self {
            Have::Minutes(minutes) => minutes >= LONG,
            Have::Evening => true,
        }
    }
}

impl fmt::Display for Have {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Have::Minutes(minutes) => write!(f, "{minutes}m"),
            Have::Evening => f.write_str("evening"),
        }
    }
}

impl FromStr for Have {
    type Err = BadHave;

    fn from_str(text: &str) -> Result<Have, BadHave> {
        let bad = || BadHave(text.to_owned());
        let typed = text.trim().to_lowercase();
        if typed == "evening" {
            return Ok(Have::Evening);
        }
        let (number, each) = match typed.strip_suffix('h') {
            Some(hours) => (hours, 60),
            None => (typed.strip_suffix("min").or_else(|| typed.strip_suffix('m')).unwrap_or(&typed), 1),
        };
        let number: u16 = number.trim().parse().map_err(|_| bad())?;
        let minutes = number.checked_mul(each).filter(|minutes| (1..=1440).contains(minutes));
        minutes.map(Have::Minutes).ok_or_else(bad)
    }
}

/// Somebody who would be good to reach now, and why.
#[derive(Clone, PartialEq, Debug)]
pub struct Good {
    /// Who.
    pub person: PersonId,
    /// How: by voice or video, or in person.
    pub mode: Mode,
    /// The cadence that it would answer.
    pub cadence: Cadence,
    /// When that one asks; it may have asked already.
    pub due: DateTime<Utc>,
    /// The last contact that satisfied it.
    pub last: Option<Contact>,
    /// Whether they usually have time now, where that is known.
    pub free: Option<bool>,
    /// How the last contacts left the user, where that was noted.
    pub felt: Option<Felt>,
    nearness: Nearness,
    circle: Option<Circle>,
}

impl Good {
    /// Whether the cadence asks already.
    pub fn is_due(&self) -> bool {
        self.nearness.0 <= Near::Due
    }

    /// The order in which people are offered.
    fn place(&self) -> impl Ord + use<> {
        let free = match self.free {
            Some(true) => 0,
            None => 1,
            Some(false) => 2,
        };
        let drained = self.felt == Some(Felt::Drained);
        let closeness = self.circle.map_or(Circle::ALL.len(), |circle| circle as usize);
        let floor = std::cmp::Reverse(self.cadence.mode);
        let Nearness(near, exactly) = self.nearness;
        (near, free, drained, floor, closeness, std::cmp::Reverse(exactly), self.person)
    }
}

/// How near a cadence is to asking, in steps that leave room for other reasons.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Near {
    /// It asks for a whole interval.
    Late,
    /// It asks.
    Due,
    /// The last quarter of the wait has begun.
    Soon,
    /// The second half has.
    Later,
}

/// The step, and within it how much of the wait is over, in thousandths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Nearness(Near, i64);

impl Nearness {
    /// Of what has been due for so many intervals.
    fn late(intervals: f64) -> Nearness {
        let near = if intervals >= 1.0 { Near::Late } else { Near::Due };
        Nearness(near, 1_000 + (intervals.clamp(0.0, 1e6) * 1_000.0) as i64)
    }

    /// Of what asks at `due` and has waited since `from`; `None` during the first half of the wait.
    fn waiting(from: DateTime<Utc>, due: DateTime<Utc>, now: DateTime<Utc>) -> Option<Nearness> {
        let whole = (due - from).num_seconds().max(1);
        match (now - from).num_seconds().max(0) * 1_000 / whole {
            over @ 750.. => Some(Nearness(Near::Soon, over)),
            over @ 500.. => Some(Nearness(Near::Later, over)),
            _ => None,
        }
    }
}

/// The people who come into question, in order but for how contact with them left the user.
pub fn shortlist<'r>(rows: impl IntoIterator<Item = &'r Row>, frame: &Frame, have: Have) -> Vec<Good> {
    if have.is_long() && !is_hour_to_meet(have, frame) {
        return Vec::new();
    }
    let rows: Vec<&Row> = rows.into_iter().filter(|row| may_be_offered(row, frame, have)).collect();
    let mut looker = Looker::new(frame);
    let mut found = Vec::new();
    let mut not_due = Vec::new();
    for row in rows {
        let due = looker.due_of(row);
        if due.iter().any(|due| is_snoozed(due, frame)) {
            continue; // the user has said "later" already
        }
        let answered = due.into_iter().filter(|due| answers(have, due.mode));
        match answered.max_by(|a, b| a.lateness.total_cmp(&b.lateness)) {
            Some(due) => found.push(of_due(row, &due, frame, have)),
            None => not_due.push(row),
        }
    }
    let coming = coming::coming_of(not_due, frame, DateTime::<Utc>::MAX_UTC, |mode| answers(have, mode));
    found.extend(coming.into_iter().filter_map(|next| of_coming(&next, frame, have)));
    found.sort_by_cached_key(Good::place);
    found.truncate(SHORTLISTED);
    found
}

/// The few who are offered, now that it is known how the last contacts with them left the user.
pub fn best(shortlist: Vec<Good>, felt: &BTreeMap<PersonId, Felt>) -> Vec<Good> {
    let told = |good: Good| Good { felt: felt.get(&good.person).copied(), ..good };
    let mut best: Vec<Good> = shortlist.into_iter().map(told).collect();
    best.sort_by_cached_key(Good::place);
    best.truncate(OFFERED);
    best
}

/// How some contacts left the user, taken together; `None` where that was never noted.
pub fn felt_on_the_whole(felt: impl IntoIterator<Item = Felt>) -> Option<Felt> {
    let weight = |felt| match felt {
        Felt::Lifted => 1,
        Felt::Even => 0,
        Felt::Drained => -1,
    };
    let sum = felt.into_iter().map(weight).reduce(|sum, one| sum + one)?;
    Some(match sum {
        1.. => Felt::Lifted,
        0 => Felt::Even,
        _ => Felt::Drained,
    })
}

/// Whether contact in the time there is would answer a cadence with this floor. Who is only written to once a year is
/// not met for it.
fn answers(have: Have, floor: Mode) -> bool {
    match have.is_long() {
        true => floor >= Mode::Voice,
        false => Mode::Video.satisfies(floor),
    }
}

/// How to be in contact for a cadence with this floor.
fn mode(have: Have, floor: Mode) -> Mode {
    match (have.is_long(), is_call(floor)) {
        (true, _) => Mode::InPerson,
        (false, true) => floor,
        (false, false) => Mode::Voice,
    }
}

/// Nobody is asked to go out at night.
fn is_hour_to_meet(have: Have, frame: &Frame) -> bool {
    match have {
        Have::Minutes(_) => decent(frame.now, frame.zone),
        Have::Evening => frame.local().time() < LAST_CALL,
    }
}

/// Later than this there is no evening left to meet in.
const LAST_CALL: NaiveTime = match NaiveTime::from_hms_opt(21, 30, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

fn may_be_offered(row: &Row, frame: &Frame, have: Have) -> bool {
    if have.is_long() {
        return row.hindrance(Mode::InPerson, frame).is_none() && is_near(row, frame);
    }
    // A call that would go on into their night is not begun.
    let Have::Minutes(minutes) = have else { return false };
    let end = frame.now + TimeDelta::minutes(minutes.into()) - TimeDelta::seconds(1);
    let in_the_end = Frame { now: end, ..*frame };
    row.hindrance(Mode::Voice, frame).is_none() && row.hindrance(Mode::Voice, &in_the_end).is_none()
}

/// Whether they can be where the user is: nothing tells otherwise, or one of their clocks shows the same as here.
fn is_near(row: &Row, frame: &Frame) -> bool {
    let places = row.may_be_in();
    places.is_empty() || places.iter().any(|zone| to_local(frame.now, *zone) == frame.local())
}

fn is_snoozed(due: &DueCadence, frame: &Frame) -> bool {
    due.prompt.and_then(|prompt| prompt.until).is_some_and(|until| until > frame.now)
}

/// Whether they usually have time now, where they are; for an evening, at seven.
fn free(row: &Row, frame: &Frame, have: Have) -> Option<bool> {
    let hours = row.free?;
    let zone = row.zone.unwrap_or(frame.zone);
    let there = time_there(frame.now, zone);
    let at = match have {
        Have::Minutes(_) => there,
        Have::Evening => there.max(there.date().and_time(SEVEN)),
    };
    Some(hours.contains(at))
}

const SEVEN: NaiveTime = match NaiveTime::from_hms_opt(19, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

fn of_due(row: &Row, due: &DueCadence, frame: &Frame, have: Have) -> Good {
    Good {
        person: row.id,
        mode: mode(have, due.mode),
        cadence: due.cadence(row.id),
        due: due.due(frame).at,
        last: due.last,
        free: free(row, frame, have),
        felt: None,
        nearness: Nearness::late(due.lateness),
        circle: row.circle,
    }
}

fn of_coming(next: &coming::Coming, frame: &Frame, have: Have) -> Option<Good> {
    let row = next.row;
    let last = row.summary.last.satisfying(next.cadence.mode);
    let nearness = match last {
        Some(last) => Nearness::waiting(last.at, next.at, frame.now)?,
        // Nothing was logged yet, so a first contact is good at any time.
        None => Nearness::waiting(row.added, next.at, frame.now).unwrap_or(Nearness(Near::Later, 0)),
    };
    Some(Good {
        person: row.id,
        mode: mode(have, next.cadence.mode),
        cadence: next.cadence.clone(),
        due: next.at,
        last,
        free: free(row, frame, have),
        felt: None,
        nearness,
        circle: row.circle,
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("20", Have::Minutes(20), false)]
    #[case("20m", Have::Minutes(20), false)]
    #[case("45 min", Have::Minutes(45), false)]
    #[case("2h", Have::Minutes(120), true)]
    #[case("Evening", Have::Evening, true)]
    fn a_length_of_time_is_read(#[case] text: &str, #[case] have: Have, #[case] long: bool) {
        assert_eq!(text.parse(), Ok(have));
        assert_eq!(have.is_long(), long);
        assert_eq!(have.to_string().parse(), Ok(have));
    }

    #[rstest]
    #[case("")]
    #[case("0m")]
    #[case("25h")]
    #[case("-5")]
    #[case("a while")]
    fn what_is_no_length_of_time_is_refused(#[case] text: &str) {
        assert_eq!(text.parse::<Have>(), Err(BadHave(text.to_owned())));
    }

    #[rstest]
    #[case(&[], None)]
    #[case(&[Felt::Even], Some(Felt::Even))]
    #[case(&[Felt::Lifted, Felt::Drained], Some(Felt::Even))]
    #[case(&[Felt::Lifted, Felt::Lifted, Felt::Drained], Some(Felt::Lifted))]
    #[case(&[Felt::Even, Felt::Drained], Some(Felt::Drained))]
    fn several_times_are_taken_together(#[case] felt: &[Felt], #[case] whole: Option<Felt>) {
        assert_eq!(felt_on_the_whole(felt.iter().copied()), whole);
    }
}
