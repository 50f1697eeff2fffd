//! Which stretch of time is looked at, and into what it is cut.

use std::{fmt, str::FromStr};

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::interval::monday;

/// A stretch of time to look at.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Period {
    /// This week and the eleven before it, week by week.
    #[default]
    Weeks,
    /// This month and the eleven before it, month by month.
    Months,
    /// One calendar year, month by month.
    Year(i32),
    /// From the first check-in on: month by month, beyond three years year by year. Of more than thirty years those
    /// before are put together in the first part.
    All,
}

/// What a period is cut into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Weeks, which begin on Monday.
    Week,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
}

impl Unit {
    /// The name in messages: `week`, `month`, `year`.
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        }
    }
}

/// So many years are looked at one by one, this one with them.
pub const MOST_YEARS: u32 = 30;
/// So many weeks or months are looked at.
const TWELVE: u32 = 12;
/// From so many months on they are put together into years.
const MANY_MONTHS: i32 = 36;

impl Period {
    /// What it is cut into, where the first check-in was on the local day `first` and it is `today`.
    pub fn unit(self, first: Option<NaiveDate>, today: NaiveDate) -> Unit {
        match self {
            Period::Weeks => Unit::Week,
            Period::Months | Period::Year(_) => Unit::Month,
            Period::All => {
                let months = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
                match first.is_some_and(|first| months(today) - months(first) >= MANY_MONTHS) {
                    true => Unit::Year,
                    false => Unit::Month,
                }
            }
        }
    }

    /// The first days of its parts, in order, and the first day behind it.
    pub(super) fn parts(self, first: Option<NaiveDate>, today: NaiveDate) -> (Vec<NaiveDate>, NaiveDate) {
        let unit = self.unit(first, today);
        let (from, until) = match self {
            Period::Weeks => {
                let weeks = Days::new(u64::from(TWELVE - 1) * 7);
                let this = monday(today);
                (this.checked_sub_days(weeks).unwrap_or(this), next(this, unit))
            }
            Period::Months => {
                let this = start(today, unit);
                (this.checked_sub_months(Months::new(TWELVE - 1)).unwrap_or(this), next(this, unit))
            }
            Period::Year(year) => {
                let from = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_else(|| start(today, Unit::Year));
                (from, next(from, Unit::Year))
            }
            Period::All => (start(first.unwrap_or(today).min(today), unit), next(start(today, unit), unit)),
        };
        let mut parts = Vec::new();
        let mut at = from;
        if (self, unit) == (Period::All, Unit::Year) {
            // A day that is centuries off was mistyped. It is counted, and takes no part of its own for each year since.
            let years = Months::new((MOST_YEARS - 1) * 12);
            let latest = start(today, unit).checked_sub_months(years).unwrap_or(from);
            if from < latest {
                parts.push(from);
                at = next(latest, unit);
            }
        }
        while at < until {
            parts.push(at);
            at = next(at, unit);
        }
        (parts, until)
    }
}

/// The first day of the part in which a day lies.
pub(super) fn start(day: NaiveDate, unit: Unit) -> NaiveDate {
    match unit {
        Unit::Week => monday(day),
        Unit::Month => day.with_day(1).unwrap_or(day),
        Unit::Year => NaiveDate::from_ymd_opt(day.year(), 1, 1).unwrap_or(day),
    }
}

/// The first day of the part behind the one that begins on `day`.
pub(super) fn next(day: NaiveDate, unit: Unit) -> NaiveDate {
    match unit {
        Unit::Week => day.checked_add_days(Days::new(7)),
        Unit::Month => day.checked_add_months(Months::new(1)),
        Unit::Year => day.checked_add_months(Months::new(12)),
    }
    .unwrap_or(NaiveDate::MAX)
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Weeks => f.write_str("12-weeks"),
            Period::Months => f.write_str("12-months"),
            Period::Year(year) => write!(f, "{year:04}"),
            Period::All => f.write_str("all"),
        }
    }
}

/// The text names no period.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("“{0}” is not a period: 12-weeks, 12-months, all, or a year such as 2026")]
pub struct UnknownPeriod(pub String);

impl FromStr for Period {
    type Err = UnknownPeriod;
    fn from_str(text: &str) -> Result<Self, UnknownPeriod> {
        match text {
            "12-weeks" => Ok(Period::Weeks),
            "12-months" => Ok(Period::Months),
            "all" => Ok(Period::All),
            year => {
                let known = year.parse().ok().filter(|number| year.len() == 4 && *number > 0);
                known.map(Period::Year).ok_or_else(|| UnknownPeriod(year.to_owned()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[rstest]
    #[case("12-weeks", "2026-09-07", "2026-11-23", "2026-11-30", 12)]
    #[case("12-months", "2025-12-01", "2026-11-01", "2026-12-01", 12)]
    #[case("2024", "2024-01-01", "2024-12-01", "2025-01-01", 12)]
    #[case("all", "2025-03-01", "2026-11-01", "2026-12-01", 21)]
    fn a_period_is_cut_into_whole_weeks_or_months(
        #[case] period: Period,
        #[case] from: &str,
        #[case] last: &str,
        #[case] until: &str,
        #[case] count: usize,
    ) {
        let (parts, end) = period.parts(Some(day("2025-03-17")), day("2026-11-29"));
        assert_eq!((parts[0], parts[parts.len() - 1]), (day(from), day(last)));
        assert_eq!((end, parts.len()), (day(until), count));
    }

    #[test]
    fn a_long_past_is_cut_into_years() {
        let (parts, _) = Period::All.parts(Some(day("2019-06-01")), day("2026-11-29"));
        assert_eq!((parts[0], parts.len()), (day("2019-01-01"), 8));
    }

    #[rstest]
    #[case::all_of_them_fit("1997-05-01", "1997-01-01", "1998-01-01")]
    #[case::one_too_many("1996-05-01", "1996-01-01", "1998-01-01")]
    #[case::mistyped("0026-05-01", "0026-01-01", "1998-01-01")]
    fn what_is_over_thirty_years_ago_is_put_together(
        #[case] first: &str,
        #[case] from: &str,
        #[case] next: &str,
    ) {
        let (parts, until) = Period::All.parts(Some(day(first)), day("2026-11-29"));
        assert_eq!((parts[0], parts[1], parts.len()), (day(from), day(next), 30));
        assert_eq!((parts[29], until), (day("2026-01-01"), day("2027-01-01")));
    }

    #[rstest]
    #[case("twelve weeks")]
    #[case("26")]
    #[case("-100")]
    #[case("")]
    fn what_is_no_period_is_refused(#[case] text: &str) {
        assert_eq!(text.parse::<Period>(), Err(UnknownPeriod(text.to_owned())));
    }
}
