//! A year in people: with whom there was contact in which month.

use chrono::{Datelike, Months, NaiveDate};

use super::{
    Period,
    facts::{Counted, Facts},
    period::{self, Unit},
};
use crate::{Circle, Mode, PersonId, Row, Status, find::fold};

const MONTHS: usize = 12;

/// With whom there was contact in which month of a year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct YearInPeople {
    /// The first days of its months.
    pub months: [NaiveDate; MONTHS],
    /// People by circle, the closest first, and then by name; never by how much contact there was.
    pub people: Vec<PersonYear>,
    /// How many there were besides: beyond the most that are shown, whose contact was ended, and who is not in the
    /// book any more.
    pub others: u32,
    /// How many contacts there were with those, one with two people twice.
    pub others_contacts: u64,
}

/// The year of one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonYear {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// How close.
    pub circle: Option<Circle>,
    /// Month by month.
    pub months: [Month; MONTHS],
}

/// One month with one person.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Month {
    /// How many contacts there were.
    pub contacts: u32,
    /// The deepest of them.
    pub deepest: Option<Mode>,
}

/// Counts the contacts of a year.
pub(super) struct Year {
    months: [NaiveDate; MONTHS],
    /// The first days of the months and the first behind them, counted from the year 1.
    bounds: [i32; MONTHS + 1],
    with: Vec<[Month; MONTHS]>,
}

impl Year {
    /// The calendar year that is looked at, or else this month and the eleven before it.
    pub fn new(facts: &Facts, period: Period, today: NaiveDate) -> Year {
        let this = period::start(today, Unit::Month);
        let first = match period {
            Period::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1),
            Period::Weeks | Period::Months | Period::All => this.checked_sub_months(Months::new(11)),
        }
        .unwrap_or(this);
        let month = |at: usize| first.checked_add_months(Months::new(at as u32)).unwrap_or(NaiveDate::MAX);
        Year {
            months: std::array::from_fn(month),
            bounds: std::array::from_fn(|at| month(at).num_days_from_ce()),
            with: vec![[Month::default(); MONTHS]; facts.numbers()],
        }
    }

    pub fn count(&mut self, fact: &Counted<'_>) {
        let Some(at) = self.bounds.partition_point(|bound| *bound <= fact.day).checked_sub(1) else { return };
        if at >= MONTHS || fact.mode == Mode::Reaction {
            return;
        }
        for person in fact.people {
            let month = &mut self.with[*person as usize][at];
            month.contacts += 1;
            month.deepest = month.deepest.max(Some(fact.mode));
        }
    }

    /// At most `most` people by name, the others counted.
    pub fn people<'r>(
        self,
        rows: impl IntoIterator<Item = &'r Row>,
        facts: &Facts,
        most: usize,
    ) -> YearInPeople {
        let contacts = |months: &[Month; MONTHS]| months.iter().map(|month| u64::from(month.contacts)).sum();
        let with: Vec<u64> = self.with.iter().map(contacts).collect();
        let mut named: Vec<(&Row, usize)> = rows
            .into_iter()
            .filter(|row| row.status != Status::Ended)
            .filter_map(|row| Some((row, facts.number(row.id)? as usize)))
            .filter(|(_, number)| with[*number] > 0)
            .collect();
        // Of thousands only those are put in the order of names who come near being named.
        let closeness = |row: &Row| row.circle.map_or(usize::MAX, |circle| circle as usize);
        named.sort_unstable_by_key(|(row, _)| closeness(row));
        if let Some(last) =
            most.checked_sub(1).and_then(|last| named.get(last)).map(|(row, _)| closeness(row))
        {
            named.truncate(named.partition_point(|(row, _)| closeness(row) <= last));
        }
        named.sort_by_cached_key(|(row, number)| (closeness(row), fold(&row.name), *number));
        named.truncate(most);
        let people: Vec<PersonYear> = named
            .iter()
            .map(|(row, number)| PersonYear {
                id: row.id,
                name: row.name.clone(),
                circle: row.circle,
                months: self.with[*number],
            })
            .collect();
        let in_touch = with.iter().filter(|count| **count > 0).count();
        let shown: u64 = named.iter().map(|(_, number)| with[*number]).sum();
        YearInPeople {
            months: self.months,
            others: u32::try_from(in_touch - people.len()).unwrap_or(u32::MAX),
            others_contacts: with.iter().sum::<u64>() - shown,
            people,
        }
    }
}
