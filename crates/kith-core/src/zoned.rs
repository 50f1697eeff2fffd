//! Between wall time and instants, without ever losing a wall time.
//!
//! Twice a year a clock on the wall skips an hour or shows one twice. A reminder at such an hour must come all
//! the same, and once: one inside a gap moves forward by the gap, one inside a fold comes at the earlier instant.

use chrono::{DateTime, Datelike, MappedLocalTime, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// The longest gap there was: Samoa left out 30 December 2011.
const LONGEST_GAP_HOURS: i64 = 24;

/// The instant at which the clock on the wall in `zone` shows `local`. Never fails: see the module.
pub fn to_instant(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    if !(1..=9998).contains(&local.year()) {
        return local.and_utc(); // at the ends of the calendar no zone means anything
    }
    match zone.offset_from_local_datetime(&local) {
        MappedLocalTime::Single(offset) => at_offset(local, offset),
        MappedLocalTime::Ambiguous(a, b) => at_offset(local, a).min(at_offset(local, b)),
        // In a gap, the offset before it gives the wall time moved forward by the gap.
        MappedLocalTime::None => (1..=LONGEST_GAP_HOURS + 1)
            .filter_map(|hours| zone.offset_from_local_datetime(&(local - TimeDelta::hours(hours))).latest())
            .map(|offset| at_offset(local, offset))
            .next()
            .unwrap_or_else(|| local.and_utc()),
    }
}

/// What the clock on the wall in `zone` shows at `instant`.
pub fn to_local(instant: DateTime<Utc>, zone: Tz) -> NaiveDateTime {
    let utc = instant.naive_utc();
    utc.checked_add_offset(zone.offset_from_utc_datetime(&utc).fix()).unwrap_or(utc)
}

fn at_offset(local: NaiveDateTime, offset: impl Offset) -> DateTime<Utc> {
    local.checked_sub_offset(offset.fix()).unwrap_or(local).and_utc()
}

#[cfg(test)]
mod tests {
    use chrono_tz::TZ_VARIANTS;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::cairo("Africa/Cairo", "2026-04-24T00:30:00", "2026-04-24T01:30:00+03:00")]
    #[case::beirut("Asia/Beirut", "2026-03-29T00:00:00", "2026-03-29T01:00:00+03:00")]
    #[case::santiago("America/Santiago", "2026-09-06T00:00:00", "2026-09-06T01:00:00-03:00")]
    #[case::madrid("Europe/Madrid", "2026-03-29T02:30:00", "2026-03-29T03:30:00+02:00")]
    #[case::half_an_hour("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-04T02:45:00+11:00")]
    #[case::a_whole_day("Pacific/Apia", "2011-12-30T10:00:00", "2011-12-31T10:00:00+14:00")]
    fn inside_a_gap_it_moves_forward_by_the_gap(
        #[case] zone: Tz,
        #[case] local: NaiveDateTime,
        #[case] instant: DateTime<Utc>,
    ) {
        assert_eq!(to_instant(local, zone), instant);
    }

    #[rstest]
    #[case::havana("America/Havana", "2026-11-01T00:30:00", "2026-11-01T00:30:00-04:00")]
    #[case::madrid("Europe/Madrid", "2026-10-25T02:30:00", "2026-10-25T02:30:00+02:00")]
    #[case::santiago("America/Santiago", "2026-04-04T23:30:00", "2026-04-04T23:30:00-03:00")]
    fn inside_a_fold_it_is_the_earlier_instant(
        #[case] zone: Tz,
        #[case] local: NaiveDateTime,
        #[case] instant: DateTime<Utc>,
    ) {
        assert_eq!(to_instant(local, zone), instant);
    }

    #[rstest]
    #[case(NaiveDateTime::MIN)]
    #[case(NaiveDateTime::MAX)]
    fn the_ends_of_the_calendar_are_no_trouble(#[case] local: NaiveDateTime) {
        for zone in TZ_VARIANTS {
            assert_eq!(to_local(to_instant(local, zone), zone).year(), local.year());
        }
    }

    proptest! {
        #[test]
        fn in_every_zone_a_wall_time_is_shown_again_or_lies_in_a_gap(
            zone in proptest::sample::select(&TZ_VARIANTS[..]),
            seconds in 0_i64..4_102_444_800, // 1970 to 2100
        ) {
            let local = DateTime::from_timestamp(seconds, 0).expect("in range").naive_utc();
            let shown = to_local(to_instant(local, zone), zone);
            let in_gap = zone.offset_from_local_datetime(&local) == MappedLocalTime::None;
            let as_it_should = if in_gap { shown > local } else { shown == local };
            prop_assert!(as_it_should, "{} in {} is shown as {}", local, zone, shown);
        }
    }
}
