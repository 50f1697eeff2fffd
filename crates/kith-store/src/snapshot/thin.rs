//! Which snapshots are kept: the newest ones, then one a day, one a week, one a month, so that something that went
//! wrong is found in one of them whether it is noticed within the hour or half a year later.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

/// So many of the newest are kept, whenever they were made: what was forced before an act is among them for a while.
const NEWEST: usize = 8;
/// The last one of so many days,
const DAILY: usize = 12;
/// of so many weeks (ISO 8601: from Monday),
const WEEKLY: usize = 10;
/// and of so many months. Days, weeks and months without a snapshot do not count.
const MONTHLY: usize = 9;

/// The first day of the period that a day is in.
type Period = fn(NaiveDate) -> NaiveDate;

/// Which of the snapshots made at these instants are kept, in the order given; of one instant the last is the newest. The
/// newest of all always is kept.
pub(crate) fn keep(made: &[DateTime<Utc>]) -> Vec<bool> {
    let mut newest_first: Vec<usize> = (0..made.len()).collect();
    newest_first.sort_by_key(|at| std::cmp::Reverse((made[*at], *at)));
    let mut kept = vec![false; made.len()];
    newest_first.iter().take(NEWEST).for_each(|at| kept[*at] = true);
    let day = |at: &DateTime<Utc>| at.date_naive();
    let rules: [(usize, Period); 3] = [
        (DAILY, |day| day),
        (WEEKLY, |day| day.week(chrono::Weekday::Mon).checked_first_day().unwrap_or(day)),
        (MONTHLY, |day| day.with_day(1).unwrap_or(day)),
    ];
    for (many, period) in rules {
        let mut last = None;
        let mut periods = 0;
        for at in &newest_first {
            let of = Some(period(day(&made[*at])));
            if of == last {
                continue;
            }
            last = of;
            periods += 1;
            if periods > many {
                break;
            }
            kept[*at] = true;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone};
    use proptest::prelude::*;

    use super::*;

    fn minutes(minutes: i64) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2024, 2, 27, 0, 0, 0).unwrap() + TimeDelta::minutes(minutes)
    }

    fn thinned(made: &[DateTime<Utc>]) -> Vec<DateTime<Utc>> {
        made.iter().zip(keep(made)).filter_map(|(at, kept)| kept.then_some(*at)).collect()
    }

    #[test]
    fn two_years_of_half_hours_are_kept_as_hours_days_weeks_and_months() {
        let mut kept = Vec::new();
        let mut newest = minutes(0);
        for half_hour in 0..2 * 24 * 730 {
            newest = minutes(half_hour * 30);
            kept.push(newest);
            kept = thinned(&kept);
        }
        let back = |days: i64| newest - TimeDelta::days(days);
        // The newest eight; and from each period the last, so that no gap is longer than its period.
        assert_eq!(kept.iter().filter(|at| **at > newest - TimeDelta::hours(4)).count(), 8);
        let gap = |from: i64, to: i64| {
            let within: Vec<_> = kept.iter().filter(|at| **at >= back(from) && **at <= back(to)).collect();
            within.windows(2).map(|pair| *pair[1] - *pair[0]).max()
        };
        assert_eq!(gap(11, 0), Some(TimeDelta::days(1)));
        assert_eq!(gap(66, 12), Some(TimeDelta::days(7)));
        assert!(gap(250, 70) <= Some(TimeDelta::days(31)));
        assert!(kept[0] < back(230), "{kept:?}");
    }

    proptest! {
        #[test]
        fn the_newest_is_kept_and_never_more_than_the_rules_say_and_thinning_again_changes_nothing(
            made in prop::collection::vec(0..600_000i64, 0..200),
        ) {
            let made: Vec<_> = made.into_iter().map(minutes).collect();
            let kept = thinned(&made);
            prop_assert_eq!(kept.iter().max(), made.iter().max());
            prop_assert!(kept.len() <= NEWEST + DAILY + WEEKLY + MONTHLY);
            prop_assert!(kept.len() >= made.len().min(NEWEST));
            prop_assert_eq!(thinned(&kept), kept.clone());
        }

        #[test]
        fn thinning_at_each_snapshot_keeps_what_thinning_once_does(made in prop::collection::vec(0..60_000i64, 0..200)) {
            let mut made: Vec<_> = made.into_iter().map(minutes).collect();
            made.sort();
            let mut kept = Vec::new();
            for at in &made {
                kept.push(*at);
                kept = thinned(&kept);
            }
            prop_assert_eq!(kept, thinned(&made));
        }
    }
}
