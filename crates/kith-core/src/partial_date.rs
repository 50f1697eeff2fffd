//! Birthdays: a date whose year may not be known.

use std::{fmt, str::FromStr};

use crate::as_text::serde_as_text;
use chrono::{Datelike, NaiveDate};

/// A day of the year, with or without its year. Written `1984-02-29` or `--02-29` (RFC 6350, section 4.3.1).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct PartialDate {
    year: Option<i32>,
    month: u32,
    day: u32,
}

/// Nobody who is alive, or whom somebody alive remembers, was born before that year.
const EARLIEST: i32 = 1800;

/// The text is not a date with or without a year.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("“{0}” is not a date: write 1984-02-29, or --02-29 without the year")]
pub struct BadPartialDate(pub String);

impl PartialDate {
    /// A date; `None` when there is no such day (in a leap year, if no year is given).
    pub fn new(year: Option<i32>, month: u32, day: u32) -> Option<Self> {
        // 2000 was a leap year: a birthday without a year may be 29 February.
        NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day).map(|_| PartialDate { year, month, day })
    }

    /// The year, if known.
    pub const fn year(self) -> Option<i32> {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u32 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u32 {
        self.day
    }

    /// Whether somebody alive or remembered can have been born, married or have died then: not before 1800, and not after
    /// `until`. A book may hold other dates, from a file that was brought in.
    pub fn can_be(self, until: NaiveDate) -> bool {
        self.year.is_none_or(|year| {
            let day = NaiveDate::from_ymd_opt(year, self.month, self.day);
            year >= EARLIEST && day.is_some_and(|day| day <= until)
        })
    }

    /// When it is kept in `year`. 29 February is kept on the 28th in a common year.
    pub fn kept_in(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
            .or_else(|| NaiveDate::from_ymd_opt(year, self.month, self.day.saturating_sub(1)))
    }

    /// The first day on or after `day` on which it is kept.
    pub fn next_on_or_after(self, day: NaiveDate) -> Option<NaiveDate> {
        self.kept_in(day.year()).filter(|kept| *kept >= day).or_else(|| self.kept_in(day.year() + 1))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(f, "--{:02}-{:02}", self.month, self.day),
        }
    }
}

impl FromStr for PartialDate {
    type Err = BadPartialDate;
    fn from_str(text: &str) -> Result<Self, BadPartialDate> {
        let bad = || BadPartialDate(text.to_owned());
        // Through a leap year, because chrono knows no date without a year.
        match text.strip_prefix("--") {
            Some(rest) => NaiveDate::parse_from_str(&format!("2000-{rest}"), "%Y-%m-%d")
                .ok()
                .and_then(|day| PartialDate::new(None, day.month(), day.day())),
            None => NaiveDate::parse_from_str(text, "%Y-%m-%d")
                .ok()
                .and_then(|day| PartialDate::new(Some(day.year()), day.month(), day.day())),
        }
        .ok_or_else(bad)
    }
}

serde_as_text!(PartialDate);

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("--02-29", "2026-02-01", "2026-02-28")]
    #[case("--02-29", "2028-02-01", "2028-02-29")]
    #[case("--02-29", "2026-03-01", "2027-02-28")]
    #[case("1984-12-24", "2026-12-24", "2026-12-24")]
    #[case("1984-12-24", "2026-12-25", "2027-12-24")]
    fn a_birthday_is_kept_once_a_year(
        #[case] born: PartialDate,
        #[case] from: NaiveDate,
        #[case] kept: NaiveDate,
    ) {
        assert_eq!(born.next_on_or_after(from), Some(kept));
    }

    #[rstest]
    #[case("2025-02-29")]
    #[case("--02-30")]
    #[case("--13-01")]
    #[case("soon")]
    fn a_day_that_does_not_exist_is_refused(#[case] text: &str) {
        assert!(text.parse::<PartialDate>().is_err());
    }
}
