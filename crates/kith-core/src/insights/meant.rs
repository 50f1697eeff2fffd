//! Circles: what was meant, and what came about.

use std::collections::HashMap;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use super::facts::{Counted, Facts};
use crate::{Cadence, Circle, Mode, Repeat, Row, Settings, recurrence::Rule};

/// So far back it is counted, in months.
const MONTHS: u32 = 3;
/// More occurrences of a rule than these are not counted: four a day.
const OCCURRENCES: usize = 400;
/// What was meant is added up in thousandths of a contact.
const WHOLE: u64 = 1000;

/// Of one circle and one floor: what was meant in the last three months, and what came about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Meant {
    /// The circle.
    pub circle: Circle,
    /// The least that the cadences ask for.
    pub floor: Mode,
    /// How many people have such a cadence.
    pub people: u32,
    /// How many contacts their cadences come to, rounded.
    pub meant: u64,
    /// How many contacts at or above the floor there were with them. One with two of them counts twice, as it
    /// does for their cadences.
    pub came: u64,
    /// With how many of them there was at least one.
    pub reached: u32,
}

/// The first local day that is counted, where it is `today`.
pub fn since(today: NaiveDate) -> NaiveDate {
    let start = today.checked_sub_months(Months::new(MONTHS)).unwrap_or(today);
    start.checked_add_days(Days::new(1)).unwrap_or(start)
}

/// How many contacts there were with somebody, by floor.
type Contacts = [u32; Mode::FLOORS.len()];

/// Counts the contacts of the last three months with each person.
pub(super) struct Lately {
    from: i32,
    to: i32,
    with: Vec<Contacts>,
}

impl Lately {
    pub fn new(facts: &Facts, today: NaiveDate) -> Lately {
        let (from, to) = (since(today).num_days_from_ce(), today.num_days_from_ce());
        Lately { from, to, with: vec![Contacts::default(); facts.numbers()] }
    }

    pub fn count(&mut self, fact: &Counted<'_>) {
        if !(self.from..=self.to).contains(&fact.day) {
            return;
        }
        for person in fact.people {
            for (floor, count) in Mode::FLOORS.iter().zip(&mut self.with[*person as usize]) {
                *count += u32::from(fact.mode.satisfies(*floor));
            }
        }
    }

    /// Each circle with each floor that it has cadences of, the closest circle and the deepest floor first.
    pub fn meant<'r>(
        &self,
        rows: impl IntoIterator<Item = &'r Row>,
        facts: &Facts,
        settings: &Settings,
        today: NaiveDate,
    ) -> Vec<Meant> {
        let mut sums = [[Sum::default(); Mode::FLOORS.len()]; Circle::ALL.len()];
        let mut rules = Rules { from: since(today), to: today, known: HashMap::new() };
        for row in rows {
            let Some(circle) = row.circle.filter(|_| row.is_ever_suggested()) else { continue };
            let contacts = facts.number(row.id).map(|number| self.with[number as usize]).unwrap_or_default();
            let cadences = row.cadences_in_force(settings, today);
            for (at, floor) in Mode::FLOORS.into_iter().enumerate() {
                let mut of_floor = cadences.iter().filter(|cadence| cadence.mode == floor).peekable();
                if of_floor.peek().is_none() {
                    continue;
                }
                // Of two with one floor, every contact satisfies both: the nearer one says what was meant.
                let meant = of_floor.map(|cadence| rules.meant(cadence)).max().unwrap_or_default();
                let sum = &mut sums[circle as usize][at];
                sum.people += 1;
                sum.meant += meant;
                sum.came += u64::from(contacts[at]);
                sum.reached += u32::from(contacts[at] > 0);
            }
        }
        let of = |(circle, sums): (Circle, [Sum; Mode::FLOORS.len()])| {
            let with_floor = Mode::FLOORS.into_iter().zip(sums).filter(|(_, sum)| sum.people > 0);
            with_floor.map(move |(floor, sum)| Meant {
                circle,
                floor,
                people: sum.people,
                meant: (sum.meant + WHOLE / 2) / WHOLE,
                came: sum.came,
                reached: sum.reached,
            })
        };
        Circle::ALL.into_iter().zip(sums).flat_map(of).collect()
    }
}

#[derive(Clone, Copy, Default)]
struct Sum {
    people: u32,
    meant: u64,
    came: u64,
    reached: u32,
}

/// What cadences come to between two days, both counted. Of rules that many people share it is found out once.
struct Rules {
    from: NaiveDate,
    to: NaiveDate,
    known: HashMap<(String, NaiveDateTime, Option<Tz>), Vec<NaiveDate>>,
}

impl Rules {
    /// In thousandths of a contact, from the day on which the cadence was made.
    fn meant(&mut self, cadence: &Cadence) -> u64 {
        let from = self.from.max(cadence.added.date_naive());
        match &cadence.repeat {
            Repeat::After { every, .. } => {
                let days = u64::try_from((self.to - from).num_days() + 1).unwrap_or(0);
                days * WHOLE / u64::from(every.days()).max(1)
            }
            Repeat::Rule { rule, start, zone } => {
                let (first, last) = (self.from, self.to);
                let known = self.known.entry((rule.clone(), *start, *zone));
                let days = known.or_insert_with(|| days_of(rule, *start, *zone, first, last));
                days.iter().filter(|day| **day >= from).count() as u64 * WHOLE
            }
        }
    }
}

/// The days of the occurrences of a rule between two days.
fn days_of(
    rule: &str,
    start: NaiveDateTime,
    zone: Option<Tz>,
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<NaiveDate> {
    let Ok(rule) = Rule::parse_in(rule, start, zone) else { return Vec::new() };
    let before = from.and_time(NaiveTime::MIN) - TimeDelta::seconds(1);
    std::iter::successors(rule.after(before), |last| rule.after(*last))
        .take(OCCURRENCES)
        .map(|occurrence| occurrence.date())
        .take_while(|day| *day <= to)
        .collect()
}
