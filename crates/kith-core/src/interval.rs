//! Lengths of time in calendar units: "three weeks" is not a number of seconds.

use std::{fmt, str::FromStr};

use crate::as_text::serde_as_text;
use chrono::{Datelike, Days, Months, NaiveDate};

/// A calendar unit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months; the 31st of a shorter month is its last day.
    Month,
    /// Years; 29 February in a common year is the 28th.
    Year,
}

/// So many days, weeks, months or years. Written `3d`, `3w`, `3mo`, `1y`. Never zero, at most 100 years.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Interval {
    count: u16,
    unit: Unit,
}

/// The text or numbers are not an interval.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadInterval {
    /// Not a number followed by a unit.
    #[error("“{0}” is not an interval: write 3d, 3w, 3mo or 1y")]
    Form(String),
    /// Zero, or over a hundred years.
    #[error("“{0}” is not between one day and a hundred years")]
    Range(String),
}

impl Interval {
    /// `count` of `unit`.
    ///
    /// # Errors
    /// [`BadInterval::Range`] when it is zero or longer than 100 years.
    pub fn new(count: u16, unit: Unit) -> Result<Self, BadInterval> {
        let interval = Interval { count, unit };
        match count > 0 && interval.days() <= 36_600 {
            true => Ok(interval),
            false => Err(BadInterval::Range(interval.to_string())),
        }
    }

    /// How many of the unit.
    pub const fn count(self) -> u16 {
        self.count
    }

    /// The unit counted.
    pub const fn unit(self) -> Unit {
        self.unit
    }

    /// About how many days: for comparing how late two things are, never for a date.
    pub const fn days(self) -> u32 {
        self.count as u32
            * match self.unit {
                Unit::Day => 1,
                Unit::Week => 7,
                Unit::Month => 30,
                Unit::Year => 365,
            }
    }

    /// The local day this long after `day`; the last day there is when it would lie beyond the calendar.
    pub fn after(self, day: NaiveDate) -> NaiveDate {
        let count = u32::from(self.count);
        match self.unit {
            Unit::Day => day.checked_add_days(Days::new(count.into())),
            Unit::Week => day.checked_add_days(Days::new(7 * u64::from(count))),
            Unit::Month => day.checked_add_months(Months::new(count)),
            Unit::Year => day.checked_add_months(Months::new(12 * count)),
        }
        .unwrap_or(NaiveDate::MAX)
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Day => "d",
            Unit::Week => "w",
            Unit::Month => "mo",
            Unit::Year => "y",
        };
        write!(f, "{}{unit}", self.count)
    }
}

impl FromStr for Interval {
    type Err = BadInterval;
    fn from_str(text: &str) -> Result<Self, BadInterval> {
        let form = || BadInterval::Form(text.to_owned());
        let split = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(form)?;
        let (digits, unit) = text.split_at(split);
        let unit = match unit {
            "d" => Unit::Day,
            "w" => Unit::Week,
            "mo" => Unit::Month,
            "y" => Unit::Year,
            _ => return Err(form()),
        };
        if digits.is_empty() {
            return Err(form());
        }
        let count = digits.parse().map_err(|_| BadInterval::Range(text.to_owned()))?;
        Interval::new(count, unit).map_err(|_| BadInterval::Range(text.to_owned()))
    }
}

serde_as_text!(Interval);

/// The Monday of the week in which a day lies.
pub fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("3w", "2026-11-02", "2026-11-23")]
    #[case("1mo", "2026-01-31", "2026-02-28")]
    #[case("1y", "2024-02-29", "2025-02-28")]
    #[case("3d", "2026-12-30", "2027-01-02")]
    fn an_interval_is_added_on_the_calendar(
        #[case] every: Interval,
        #[case] from: NaiveDate,
        #[case] to: NaiveDate,
    ) {
        assert_eq!(every.after(from), to);
    }

    #[rstest]
    #[case("")]
    #[case("w")]
    #[case("3")]
    #[case("3 w")]
    #[case("-3w")]
    #[case("3m")]
    #[case("0d")]
    #[case("101y")]
    #[case("99999999999d")]
    fn what_is_not_an_interval_is_refused(#[case] text: &str) {
        assert!(text.parse::<Interval>().is_err());
    }
}
