//! The day a new cadence first asks: not the same one for the twenty people who were just added.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::Interval;

/// Hands out first days. Keeps count of what it gave, so that an import of thousands is one pass.
#[derive(Clone, Debug)]
pub struct Spread {
    today: NaiveDate,
    cap: usize,
    /// How many first ask on each day from today on.
    load: Vec<usize>,
    /// Every day before this one is full.
    full: usize,
}

impl Spread {
    /// From `today` on, at most `cap` (at least one) on a day where that can be; `already` says how many first
    /// ask on each day without these.
    pub fn new(today: NaiveDate, cap: usize, already: BTreeMap<NaiveDate, usize>) -> Spread {
        let mut spread = Spread { today, cap: cap.max(1), load: Vec::new(), full: 0 };
        for (day, count) in already {
            // Beyond the longest interval there is nothing to spread.
            if let Some(index) =
                usize::try_from((day - today).num_days()).ok().filter(|index| *index < 40_000)
            {
                spread.reach(index);
                spread.load[index] += count;
            }
        }
        spread
    }

    /// The first day of one more cadence that asks `every` so often: the earliest day within the interval that is
    /// not full, else the one with the fewest.
    pub fn take(&mut self, every: Interval) -> NaiveDate {
        let within = usize::try_from((every.after(self.today) - self.today).num_days()).unwrap_or(0).max(1);
        self.reach(self.full);
        while self.load[self.full] >= self.cap {
            self.full += 1;
            self.reach(self.full);
        }
        let index = match self.full < within {
            true => self.full,
            false => (0..within).min_by_key(|index| self.load[*index]).unwrap_or(0),
        };
        self.load[index] += 1;
        self.today.checked_add_days(Days::new(index as u64)).unwrap_or(self.today)
    }

    fn reach(&mut self, index: usize) {
        if self.load.len() <= index {
            self.load.resize(index + 1, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    fn every(text: &str) -> Interval {
        text.parse().expect("an interval")
    }

    fn taken(spread: &mut Spread, text: &str, count: usize) -> Vec<NaiveDate> {
        (0..count).map(|_| spread.take(every(text))).collect()
    }

    #[test]
    fn one_newcomer_is_asked_for_today() {
        assert_eq!(Spread::new(day(2), 3, BTreeMap::new()).take(every("3w")), day(2));
    }

    #[test]
    fn twenty_people_added_today_come_three_a_day() {
        let days = taken(&mut Spread::new(day(2), 3, BTreeMap::new()), "3w", 20);
        assert_eq!(days[..4], [day(2), day(2), day(2), day(3)]);
        assert_eq!(days[19], day(8));
    }

    #[test]
    fn days_that_are_taken_already_are_left_alone() {
        let already = BTreeMap::from([(day(1), 9), (day(2), 3), (day(3), 2)]);
        assert_eq!(taken(&mut Spread::new(day(2), 3, already), "3w", 3), [day(3), day(4), day(4)]);
    }

    #[test]
    fn nobody_waits_longer_than_their_interval_to_be_asked_for_first() {
        let mut spread = Spread::new(day(2), 1, BTreeMap::new());
        let days = taken(&mut spread, "3d", 7);
        assert_eq!(days, [day(2), day(3), day(4), day(2), day(3), day(4), day(2)]);
        assert_eq!(spread.take(every("1w")), day(5), "a longer interval has room left");
    }
}
