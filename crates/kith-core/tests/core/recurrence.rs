//! Rules against the calendar itself: an enumeration of every day, written without any library for rules.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use chrono_tz::Tz;
use kith_core::{
    Cadence, CadenceId, Extra, Frame, Mode, Settings,
    recurrence::{Rule, RuleError, coming, preview},
};
use proptest::prelude::*;
use rstest::rstest;

use crate::book::{Book, after, at, day, rule, wall};

/// Zones on every continent, those whose clocks change at midnight among them.
pub const ZONES: [Tz; 24] = [
    Tz::UTC,
    Tz::Africa__Cairo,
    Tz::Africa__Casablanca,
    Tz::Africa__Nairobi,
    Tz::America__Asuncion,
    Tz::America__Havana,
    Tz::America__Los_Angeles,
    Tz::America__New_York,
    Tz::America__Nuuk,
    Tz::America__Santiago,
    Tz::America__Sao_Paulo,
    Tz::America__St_Johns,
    Tz::Asia__Beirut,
    Tz::Asia__Gaza,
    Tz::Asia__Jerusalem,
    Tz::Asia__Kathmandu,
    Tz::Asia__Kolkata,
    Tz::Asia__Tokyo,
    Tz::Australia__Lord_Howe,
    Tz::Australia__Sydney,
    Tz::Europe__London,
    Tz::Europe__Madrid,
    Tz::Pacific__Chatham,
    Tz::Pacific__Kiritimati,
];

/// A rule that the editor makes, in its own terms.
#[derive(Clone, Debug)]
enum Made {
    Daily { interval: i64 },
    Weekly { interval: i64, days: Vec<Weekday> },
    NthWeekday { interval: i64, nth: u32, weekday: Weekday },
    LastWeekday { interval: i64, weekday: Weekday },
    DayOfMonth { interval: i64, day: u32 },
    LastDayOfMonth { interval: i64 },
    Yearly { interval: i64, month: u32, day: u32 },
}

fn two_letters(weekday: Weekday) -> String {
    weekday.to_string()[..2].to_uppercase()
}

impl Made {
    fn text(&self) -> String {
        match self {
            Made::Daily { interval } => format!("FREQ=DAILY;INTERVAL={interval}"),
            Made::Weekly { interval, days } => {
                let days: Vec<String> = days.iter().copied().map(two_letters).collect();
                format!("FREQ=WEEKLY;INTERVAL={interval};BYDAY={}", days.join(","))
            }
            Made::NthWeekday { interval, nth, weekday } => {
                format!("FREQ=MONTHLY;INTERVAL={interval};BYDAY={nth}{}", two_letters(*weekday))
            }
            Made::LastWeekday { interval, weekday } => {
                format!("FREQ=MONTHLY;INTERVAL={interval};BYDAY=-1{}", two_letters(*weekday))
            }
            Made::DayOfMonth { interval, day } => {
                format!("FREQ=MONTHLY;INTERVAL={interval};BYMONTHDAY={day}")
            }
            Made::LastDayOfMonth { interval } => format!("FREQ=MONTHLY;INTERVAL={interval};BYMONTHDAY=-1"),
            Made::Yearly { interval, month, day } => {
                format!("FREQ=YEARLY;INTERVAL={interval};BYMONTH={month};BYMONTHDAY={day}")
            }
        }
    }

    /// Whether it occurs on `day` when it began with `start`.
    fn occurs(&self, start: NaiveDate, day: NaiveDate) -> bool {
        let weeks =
            (day.week(Weekday::Mon).first_day() - start.week(Weekday::Mon).first_day()).num_days() / 7;
        let months =
            i64::from(day.year() - start.year()) * 12 + i64::from(day.month()) - i64::from(start.month());
        let next_week = day + Days::new(7);
        match self {
            Made::Daily { interval } => (day - start).num_days() % interval == 0,
            Made::Weekly { interval, days } => weeks % interval == 0 && days.contains(&day.weekday()),
            Made::NthWeekday { interval, nth, weekday } => {
                months % interval == 0 && day.weekday() == *weekday && (day.day() - 1) / 7 + 1 == *nth
            }
            Made::LastWeekday { interval, weekday } => {
                months % interval == 0 && day.weekday() == *weekday && next_week.month() != day.month()
            }
            Made::DayOfMonth { interval, day: wanted } => months % interval == 0 && day.day() == *wanted,
            Made::LastDayOfMonth { interval } => {
                months % interval == 0 && (day + Days::new(1)).month() != day.month()
            }
            Made::Yearly { interval, month, day: wanted } => {
                i64::from(day.year() - start.year()) % interval == 0
                    && day.month() == *month
                    && day.day() == *wanted
            }
        }
    }

    fn days_from(&self, start: NaiveDate) -> Vec<NaiveDate> {
        start.iter_days().take(366 * 9).filter(|day| self.occurs(start, *day)).collect()
    }
}

prop_compose! {
    fn any_weekday()(index in 0_u8..7) -> Weekday { Weekday::try_from(index).expect("a weekday") }
}

fn any_made() -> impl Strategy<Value = Made> {
    let interval = 1_i64..5;
    let days = proptest::sample::subsequence(
        vec![
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
            Weekday::Sat,
            Weekday::Sun,
        ],
        1..=7,
    );
    prop_oneof![
        (1_i64..40).prop_map(|interval| Made::Daily { interval }),
        (interval.clone(), days).prop_map(|(interval, days)| Made::Weekly { interval, days }),
        (interval.clone(), 1_u32..=5, any_weekday()).prop_map(|(interval, nth, weekday)| Made::NthWeekday {
            interval,
            nth,
            weekday
        }),
        (interval.clone(), any_weekday())
            .prop_map(|(interval, weekday)| Made::LastWeekday { interval, weekday }),
        (interval.clone(), 1_u32..=31).prop_map(|(interval, day)| Made::DayOfMonth { interval, day }),
        interval.clone().prop_map(|interval| Made::LastDayOfMonth { interval }),
        (1_i64..3, 1_u32..=12, 1_u32..=28).prop_map(|(interval, month, day)| Made::Yearly {
            interval,
            month,
            day
        }),
    ]
}

fn any_start() -> impl Strategy<Value = NaiveDateTime> {
    (0_u64..366 * 8, 0_u32..24, prop_oneof![Just(0_u32), Just(30)]).prop_map(|(days, hour, minute)| {
        let day = day("2018-01-01") + Days::new(days);
        day.and_time(NaiveTime::from_hms_opt(hour, minute, 0).expect("a time"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_rule_occurs_on_the_days_that_it_says(made in any_made(), start in any_start()) {
        let rule = Rule::parse(&made.text(), start).expect("a rule");
        let expected: Vec<NaiveDateTime> =
            made.days_from(start.date()).into_iter().map(|day| day.and_time(start.time())).collect();
        let found = std::iter::successors(Some(rule.first()), |slot| rule.after(*slot));
        let found: Vec<NaiveDateTime> = found.take(expected.len()).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn it_can_be_asked_at_any_time_of_its_life(
        made in any_made(),
        start in any_start(),
        ask in proptest::collection::vec((0_u64..366 * 8, 0_u32..24), 8),
    ) {
        let rule = Rule::parse(&made.text(), start).expect("a rule");
        let slots: Vec<NaiveDateTime> =
            made.days_from(start.date()).into_iter().map(|day| day.and_time(start.time())).collect();
        let times = ask.into_iter().map(|(days, hour)| {
            (start.date() + Days::new(days)).and_time(NaiveTime::from_hms_opt(hour, 0, 0).expect("a time"))
        });
        for time in times.chain(slots.iter().copied().step_by(41)) {
            let before = slots.iter().rev().find(|slot| **slot < time).copied();
            prop_assert_eq!(rule.previous(time), before);
            let at_or_before = slots.iter().rev().find(|slot| **slot <= time).copied();
            prop_assert_eq!(rule.at_or_before(time), at_or_before);
            if let Some(next) = slots.iter().find(|slot| **slot > time) {
                prop_assert_eq!(rule.after(time), Some(*next));
            }
        }
    }

    #[test]
    fn an_end_cuts_it_off_and_nothing_else(made in any_made(), start in any_start(), count in 1_usize..12) {
        let slots: Vec<NaiveDateTime> =
            made.days_from(start.date()).into_iter().map(|day| day.and_time(start.time())).take(count).collect();
        prop_assume!(slots.len() == count);
        let until = slots[count - 1].format("%Y%m%dT%H%M%S");
        for end in [format!("COUNT={count}"), format!("UNTIL={until}")] {
            let rule = Rule::parse(&format!("{};{end}", made.text()), start).expect("a rule");
            let found = std::iter::successors(Some(rule.first()), |slot| rule.after(*slot));
            prop_assert_eq!(found.collect::<Vec<_>>(), slots.clone());
            prop_assert_eq!(rule.at_or_before(wall("2060-01-01T00:00")), slots.last().copied());
        }
    }

    #[test]
    fn in_no_zone_does_a_clock_change_lose_or_double_a_day(
        made in any_made(),
        start in any_start(),
        zone in proptest::sample::select(&ZONES[..]),
    ) {
        let settings = Settings::default();
        let now = kith_core::zoned::to_instant(start, zone) - chrono::TimeDelta::days(2);
        let repeat = kith_core::Repeat::Rule { rule: made.text(), start, zone: Some(zone) };
        let expected: Vec<NaiveDate> = made.days_from(start.date()).into_iter().take(60).collect();
        let frame = Frame { now, zone: Tz::UTC, settings: &settings };
        let times = preview(&repeat, None, None, &frame, expected.len());
        prop_assert!(times.is_sorted_by(|a, b| a < b));
        prop_assert_eq!(times.iter().map(|time| time.date_naive()).collect::<Vec<_>>(), expected);
    }
}

#[rstest]
#[case::weekdays_at_noon(
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2",
    "2026-11-26T12:00",
    "2026-12-01T12:00"
)]
#[case::the_last_working_day(
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "2026-11-26T12:00",
    "2026-11-30T12:00"
)]
#[case::leap_days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2021-01-01T12:00", "2024-02-29T12:00")]
#[case::lower_case("rrule:freq=weekly;byday=tu", "2026-11-26T12:00", "2026-12-01T12:00")]
#[case::twice_a_day("FREQ=DAILY;BYHOUR=9,18", "2026-11-26T12:00", "2026-11-26T18:00")]
fn the_first_occurrence_is_on_or_after_the_start(
    #[case] text: &str,
    #[case] start: &str,
    #[case] first: &str,
) {
    assert_eq!(Rule::parse(text, wall(start)).expect("a rule").first(), wall(first));
}

#[rstest]
#[case::nothing("")]
#[case::no_rule("every Tuesday")]
#[case::no_frequency("BYDAY=TU")]
#[case::an_unknown_part("FREQ=DAILY;BYMOOD=GOOD")]
#[case::a_part_twice("FREQ=DAILY;INTERVAL=1;INTERVAL=2")]
#[case::a_day_that_is_none("FREQ=WEEKLY;BYDAY=XX")]
#[case::the_second_tuesday_of_a_week("FREQ=WEEKLY;BYDAY=2TU")]
#[case::interval_zero("FREQ=DAILY;INTERVAL=0")]
#[case::interval_too_big("FREQ=DAILY;INTERVAL=65536")]
#[case::count_zero("FREQ=DAILY;COUNT=0")]
#[case::both_ends("FREQ=DAILY;COUNT=3;UNTIL=20270101")]
#[case::until_when("FREQ=DAILY;UNTIL=tomorrow")]
#[case::another_property("FREQ=DAILY\nDTSTART:20260101T000000Z")]
#[case::beyond_ascii("FREQ=DAILY;BYDAY=МО")]
fn what_is_no_rule_is_refused(#[case] text: &str) {
    let refused = Rule::parse(text, wall("2026-11-23T09:00"));
    assert!(matches!(refused, Err(RuleError::Syntax(_))), "{refused:?}");
}

#[rstest]
#[case::hourly("FREQ=HOURLY", RuleError::TooFine)]
#[case::every_second("FREQ=SECONDLY;INTERVAL=43200", RuleError::TooFine)]
#[case::many_times_a_day("FREQ=DAILY;BYHOUR=9,10,11;BYMINUTE=0,5,10,15,20,25,30,35,40", RuleError::TooFine)]
#[case::endless_counting("FREQ=DAILY;COUNT=4000000000", RuleError::TooMany)]
#[case::thirtieth_of_february("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", RuleError::NoOccurrence)]
#[case::over_before_it_begins("FREQ=DAILY;UNTIL=20261122", RuleError::NoOccurrence)]
fn what_kith_cannot_keep_is_refused(#[case] text: &str, #[case] error: RuleError) {
    assert_eq!(Rule::parse(text, wall("2026-11-23T09:00")).err(), Some(error));
}

#[test]
fn a_rule_longer_than_512_bytes_is_refused() {
    let long = format!("FREQ=DAILY;BYMONTHDAY={}1", "1,".repeat(300));
    assert_eq!(Rule::parse(&long, wall("2026-11-23T09:00")).err(), Some(RuleError::TooLong));
}

#[test]
fn a_rule_keeps_its_text_without_the_name() {
    let rule = Rule::parse(" RRULE:FREQ=WEEKLY;WKST=SU;BYDAY=TU ", wall("2026-11-23T09:00"));
    assert_eq!(rule.expect("a rule").text(), "FREQ=WEEKLY;WKST=SU;BYDAY=TU");
}

#[rstest]
#[case::a_date_counts_as_a_whole("UNTIL=20261125", 3)]
#[case::a_wall_time("UNTIL=20261125T180000", 2)]
#[case::utc_in_the_rules_zone("UNTIL=20261125T180000Z", 3)] // 19:00 in Madrid
fn until_may_be_written_in_three_ways(#[case] until: &str, #[case] count: usize) {
    let text = format!("FREQ=DAILY;{until}");
    let rule = Rule::parse_in(&text, wall("2026-11-23T19:00"), Some(Tz::Europe__Madrid)).expect("a rule");
    assert_eq!(std::iter::successors(Some(rule.first()), |slot| rule.after(*slot)).count(), count);
}

fn shown(times: &[DateTime<Tz>]) -> Vec<String> {
    times.iter().map(|time| time.to_rfc3339()).collect()
}

#[test]
fn a_preview_of_three_weeks_after_the_last_contact_begins_there_even_if_it_is_past() {
    let book = Book::new(Tz::Europe__Madrid, "2026-11-23T09:00");
    let times = preview(&after("3w", "2026-01-01"), Some(day("2026-10-01")), None, &book.frame(), 3);
    assert_eq!(
        shown(&times),
        ["2026-10-22T09:00:00+02:00", "2026-11-12T09:00:00+01:00", "2026-12-03T09:00:00+01:00"]
    );
}

#[test]
fn a_preview_of_a_rule_begins_strictly_after_now_in_its_zone() {
    let book = Book::new(Tz::Europe__Madrid, "2026-01-13T19:00");
    let monthly = rule("FREQ=MONTHLY;BYDAY=2TU", "2026-01-13T19:00", Some(Tz::Europe__Madrid));
    let times = preview(&monthly, None, None, &book.frame(), 3);
    assert_eq!(
        shown(&times),
        ["2026-02-10T19:00:00+01:00", "2026-03-10T19:00:00+01:00", "2026-04-14T19:00:00+02:00"]
    );
}

#[rstest]
#[case::cairo(Tz::Africa__Cairo, "2026-04-23T00:30", "2026-04-24T01:30:00+03:00")]
#[case::beirut(Tz::Asia__Beirut, "2026-03-28T00:00", "2026-03-29T01:00:00+03:00")]
#[case::santiago(Tz::America__Santiago, "2026-09-05T00:00", "2026-09-06T01:00:00-03:00")]
#[case::havana(Tz::America__Havana, "2026-10-31T00:30", "2026-11-01T00:30:00-04:00")]
fn a_preview_shows_the_slot_that_a_clock_change_moves(
    #[case] zone: Tz,
    #[case] start: &str,
    #[case] next: &str,
) {
    let mut book = Book::new(zone, start);
    book.zone = Tz::UTC;
    let times = preview(&rule("FREQ=DAILY", start, Some(zone)), None, None, &book.frame(), 1);
    assert_eq!(shown(&times), [next]);
}

#[test]
fn what_comes_for_somebody_begins_with_what_is_due() {
    let mut book = Book::new(Tz::Europe__Madrid, "2026-01-01T08:00");
    let ana = book.add("Ana", &[(Mode::Voice, after("3w", "2026-01-01"))]);
    book.log(ana, Mode::Voice);
    book.until("2026-02-01T08:00");
    let row = book.row(ana);
    let cadence: Cadence = row.cadences[0].cadence();
    let days = |cadence: &Cadence| {
        let times = coming(cadence, None, &row.summary, &book.frame(), 2);
        times.iter().map(|time| time.date_naive().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(days(&cadence), ["2026-01-22", "2026-02-12"]);
    let weekly = rule("FREQ=WEEKLY", "2026-01-26T19:00", None);
    let added = at("2026-01-02T08:00", Tz::Europe__Madrid);
    let missed = Cadence {
        id: CadenceId::new(book.now),
        mode: Mode::Voice,
        repeat: weekly,
        added,
        extra: Extra::new(),
    };
    assert_eq!(days(&missed), ["2026-02-02", "2026-02-09"]);
}
