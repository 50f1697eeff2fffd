//! How it goes, counted: what real contact there was, how, with whom, and beside what was scrolled away.
//!
//! Everything here is added up from check-ins as they stand, and says only what they say: a contact whose minutes nobody
//! noted is counted as such and given no length, a reaction counts for nothing, and a contact with three people is one
//! contact and takes its minutes once (only where it is counted per person, it counts once for each, and that is said).
//! Nobody is ranked, nothing is a streak, and no friendship has a percentage.

mod facts;
mod meant;
mod period;
mod year;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};

pub use facts::{Fact, Facts};
pub use meant::{Meant, since};
pub use period::{MOST_YEARS, Period, Unit, UnknownPeriod};
pub use year::{Month, PersonYear, YearInPeople};

use crate::{Felt, Mode, Noted, NotedWhat, Row, Settings, SupportRole};

/// At most so many people are shown by name in a year in people.
pub const MOST_PEOPLE: usize = 60;

/// What can be shown as a plot, a table and a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Chart {
    /// Minutes with people, by mode.
    Minutes,
    /// How much of each hour with people was face to face.
    FaceToFace,
    /// What was scrolled away, beside what was spoken.
    Scrolled,
    /// Circles: meant, and came about.
    Circles,
    /// Contact with those who carry each support role.
    Support,
    /// How contact of each mode left you.
    Felt,
    /// With whom in which month.
    Year,
}

impl Chart {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Chart; 7] = [
        Chart::Minutes,
        Chart::FaceToFace,
        Chart::Scrolled,
        Chart::Circles,
        Chart::Felt,
        Chart::Support,
        Chart::Year,
    ];

    /// The name in addresses and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Chart::Minutes => "minutes",
            Chart::FaceToFace => "face-to-face",
            Chart::Scrolled => "scrolled",
            Chart::Circles => "circles",
            Chart::Support => "support",
            Chart::Felt => "felt",
            Chart::Year => "year",
        }
    }

    /// The chart of this name.
    pub fn named(name: &str) -> Option<Chart> {
        Chart::ALL.into_iter().find(|chart| chart.name() == name)
    }
}

/// A number for each mode that counts, in the order of [`Mode::FLOORS`].
pub type ByMode<T> = [T; Mode::FLOORS.len()];

/// A number for each support role, in the order of [`SupportRole::ALL`].
pub type ByRole<T> = [T; SupportRole::ALL.len()];

/// What is looked at, counted.
#[derive(Clone, PartialEq, Debug)]
pub struct Insights {
    /// Which stretch of time.
    pub period: Period,
    /// Into what it is cut.
    pub unit: Unit,
    /// Its parts, the earliest first; at least one.
    pub parts: Vec<Part>,
    /// How contacts in the period left you.
    pub felt: ByMode<Feelings>,
    /// Each circle with each floor, over the last three months whatever the period.
    pub circles: Vec<Meant>,
    /// The calendar year that is looked at, or else the last twelve months.
    pub year: YearInPeople,
}

/// A week, a month or a year; the first of many years may be all years before with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Its first local day.
    pub from: NaiveDate,
    /// Its last local day.
    pub to: NaiveDate,
    /// How many contacts.
    pub contacts: ByMode<u32>,
    /// How many of them have no minutes.
    pub untimed: ByMode<u32>,
    /// The minutes of the others.
    pub minutes: ByMode<u64>,
    /// Minutes that were scrolled away, as the user said.
    pub scrolled: u64,
    /// Contacts with at least one of those who carry a role today.
    pub support: ByRole<u32>,
    /// How often "I need…" was asked for each, where that is kept.
    pub needed: ByRole<u32>,
}

impl Part {
    /// All minutes with people.
    pub fn human(&self) -> u64 {
        self.minutes.iter().sum()
    }

    /// Minutes face to face.
    pub fn face_to_face(&self) -> u64 {
        self.minutes[at(Mode::InPerson).unwrap_or_default()]
    }

    /// Minutes with a voice: in person, on video, on the telephone.
    pub fn spoken(&self) -> u64 {
        Mode::FLOORS
            .iter()
            .zip(self.minutes)
            .filter(|(mode, _)| **mode != Mode::Message)
            .map(|(_, it)| it)
            .sum()
    }

    /// Of each hour with people, so many minutes were face to face, rounded; `None` when there was no hour.
    pub fn face_to_face_of_an_hour(&self) -> Option<u64> {
        let all = self.human();
        (all > 0).then(|| (self.face_to_face() * 60 + all / 2) / all)
    }
}

/// How many contacts left you how.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Feelings {
    /// Lighter than before.
    pub lifted: u32,
    /// As before.
    pub even: u32,
    /// Heavier than before.
    pub drained: u32,
    /// Nobody noted it.
    pub unsaid: u32,
}

/// The moment at which it is looked at, and what was set.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// The instant.
    pub now: DateTime<Utc>,
    /// The local day.
    pub today: NaiveDate,
    /// The settings.
    pub settings: &'a Settings,
}

/// Counts a period.
pub fn insights<'a, R, N>(facts: &Facts, rows: R, noted: N, period: Period, look: &Look<'_>) -> Insights
where
    R: IntoIterator<Item = &'a Row> + Clone,
    N: IntoIterator<Item = &'a Noted>,
{
    let first = facts.first_day();
    let (starts, until) = period.parts(first, look.today);
    let mut parts = Parts::of(&starts, until);
    let mut felt = ByMode::<Feelings>::default();
    let mut lately = meant::Lately::new(facts, look.today);
    let mut year = year::Year::new(facts, period, look.today);
    let carries = carried(facts, rows.clone());
    for fact in facts.iter() {
        lately.count(&fact);
        year.count(&fact);
        let Some(mode) = at(fact.mode) else { continue };
        let Some(part) = parts.of_day(fact.day) else { continue };
        part.contacts[mode] += 1;
        match fact.minutes {
            Some(minutes) => part.minutes[mode] += u64::from(minutes),
            None => part.untimed[mode] += 1,
        }
        let roles = fact.people.iter().fold(0, |roles, person| roles | carries[*person as usize]);
        for (role, count) in part.support.iter_mut().enumerate() {
            *count += u32::from(roles >> role & 1);
        }
        let felt = &mut felt[mode];
        match fact.felt {
            Some(Felt::Lifted) => felt.lifted += 1,
            Some(Felt::Even) => felt.even += 1,
            Some(Felt::Drained) => felt.drained += 1,
            None => felt.unsaid += 1,
        }
    }
    for noted in noted {
        let Some(part) = parts.of_day(noted.day.num_days_from_ce()) else { continue };
        part.scrolled += u64::from(noted.what.scrolled(look.now));
        if let NotedWhat::Needed { role } = noted.what {
            part.needed[role as usize] += 1;
        }
    }
    Insights {
        period,
        unit: period.unit(first, look.today),
        parts: parts.parts,
        felt,
        circles: lately.meant(rows.clone(), facts, look.settings, look.today),
        year: year.people(rows, facts, MOST_PEOPLE),
    }
}

/// The place of a mode in [`Mode::FLOORS`]; a reaction has none.
fn at(mode: Mode) -> Option<usize> {
    Mode::FLOORS.iter().position(|floor| *floor == mode)
}

/// The roles that each person in the facts carries today, a bit each.
fn carried<'a>(facts: &Facts, rows: impl IntoIterator<Item = &'a Row>) -> Vec<u8> {
    let mut carries = vec![0; facts.numbers()];
    for row in rows {
        if let Some(number) = facts.number(row.id).filter(|_| !row.support.is_empty()) {
            let roles = row.support.iter().fold(0, |roles, support| roles | 1 << support.role as u8);
            carries[number as usize] = roles;
        }
    }
    carries
}

/// The parts, found by day.
struct Parts {
    /// Their first days and the first behind them, counted from the year 1.
    bounds: Vec<i32>,
    parts: Vec<Part>,
}

impl Parts {
    fn of(starts: &[NaiveDate], until: NaiveDate) -> Parts {
        let ends = starts.iter().skip(1).chain([&until]);
        let part = |(from, end): (&NaiveDate, &NaiveDate)| Part {
            from: *from,
            to: end.checked_sub_days(Days::new(1)).unwrap_or(*end),
            contacts: ByMode::default(),
            untimed: ByMode::default(),
            minutes: ByMode::default(),
            scrolled: 0,
            support: ByRole::default(),
            needed: ByRole::default(),
        };
        Parts {
            bounds: starts.iter().chain([&until]).map(Datelike::num_days_from_ce).collect(),
            parts: starts.iter().zip(ends).map(part).collect(),
        }
    }

    fn of_day(&mut self, day: i32) -> Option<&mut Part> {
        let at = self.bounds.partition_point(|bound| *bound <= day).checked_sub(1)?;
        self.parts.get_mut(at)
    }
}
