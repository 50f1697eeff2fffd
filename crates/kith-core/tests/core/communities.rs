//! When a group gathers, and what is said of it.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use kith_core::{
    Community, CommunityId, DailySpan, Extra, Frame, PlanTime, Series, Settings,
    community::{
        Answer, Outcome,
        tell::{Say, tell},
    },
    zoned::to_instant,
};
use proptest::{collection::vec, prelude::*, sample::select};
use rstest::rstest;

use crate::book::{at, day, wall};

const MADRID: Tz = Tz::Europe__Madrid;

fn series(start: &str, rule: Option<&str>) -> Series {
    Series {
        uid: None,
        title: String::new(),
        place: String::new(),
        start: wall(start),
        zone: MADRID,
        minutes: 90,
        rule: rule.map(str::to_owned),
        exdates: Vec::new(),
        rdates: Vec::new(),
    }
}

fn community(series: Vec<Series>) -> Community {
    Community {
        id: CommunityId::from_bytes([1; 16]),
        name: "Choir".to_owned(),
        place: "St Mary's".to_owned(),
        note: String::new(),
        role: String::new(),
        members: Vec::new(),
        others: Vec::new(),
        series,
        remind: Some(60),
        calendar: None,
        attendance: Vec::new(),
        made: DateTime::UNIX_EPOCH,
        extra: Extra::new(),
    }
}

/// Each Thursday at 19:30 in Madrid, from 1 October 2026 on.
fn choir() -> Community {
    community(vec![series("2026-10-01T19:30", Some("FREQ=WEEKLY;BYDAY=TH"))])
}

fn shown(times: &[PlanTime]) -> Vec<String> {
    times.iter().map(|time| time.local.format("%m-%dT%H:%M").to_string()).collect()
}

fn instants(times: &[PlanTime]) -> Vec<String> {
    times.iter().map(|time| time.instant().format("%m-%dT%H:%MZ").to_string()).collect()
}

#[test]
fn a_gathering_keeps_its_wall_time_when_the_clocks_change() {
    let times = choir().series[0].between(at("2026-10-20T00:00", MADRID), at("2026-11-06T00:00", MADRID));
    assert_eq!(shown(&times), ["10-22T19:30", "10-29T19:30", "11-05T19:30"]);
    assert_eq!(instants(&times), ["10-22T17:30Z", "10-29T18:30Z", "11-05T18:30Z"]);
}

#[rstest]
#[case::in_a_gap_it_is_later_by_the_gap("2026-03-22T02:30", &["03-22T01:30Z", "03-29T01:30Z", "04-05T00:30Z"])]
#[case::in_a_fold_it_is_the_earlier_one("2026-10-18T02:30", &["10-18T00:30Z", "10-25T00:30Z", "11-01T01:30Z"])]
fn at_the_hour_of_the_change_it_is_once(#[case] start: &str, #[case] expected: &[&str]) {
    let night = series(start, Some("FREQ=WEEKLY"));
    assert_eq!(instants(&night.after(at(start, MADRID) - TimeDelta::seconds(1), 3)), expected);
}

#[test]
fn one_that_is_cancelled_is_left_out_and_one_that_is_added_comes_besides() {
    let mut choir = choir();
    choir.series[0].exdates = vec![wall("2026-10-15T19:30")];
    choir.series[0].rdates = vec![wall("2026-10-17T11:00")];
    let times = choir.series[0].after(at("2026-10-05T00:00", MADRID), 4);
    assert_eq!(shown(&times), ["10-08T19:30", "10-17T11:00", "10-22T19:30", "10-29T19:30"]);
    assert_eq!(
        choir.series[0].last(at("2026-10-17T10:00", MADRID)).map(|time| time.local),
        Some(wall("2026-10-08T19:30"))
    );
}

#[test]
fn a_rule_that_ends_has_no_gathering_after_its_end() {
    let course = series("2026-10-01T18:00", Some("FREQ=WEEKLY;COUNT=3"));
    assert_eq!(
        shown(&course.after(at("2026-10-01T00:00", MADRID), 9)),
        ["10-01T18:00", "10-08T18:00", "10-15T18:00"]
    );
    assert!(course.after(at("2026-10-15T18:00", MADRID), 9).is_empty());
    assert_eq!(
        course.last(at("2030-01-01T00:00", MADRID)).map(|time| time.local),
        Some(wall("2026-10-15T18:00"))
    );
}

#[test]
fn what_two_series_have_at_one_instant_is_one_gathering() {
    let mut both = choir();
    both.series.push(series("2026-10-08T19:30", None));
    both.series.push(series("2026-10-09T10:00", None));
    let times: Vec<_> = both.after(at("2026-10-05T00:00", MADRID), 3).into_iter().map(|it| it.slot).collect();
    assert_eq!(shown(&times), ["10-08T19:30", "10-09T10:00", "10-15T19:30"]);
}

#[test]
fn the_ends_of_time_are_no_trouble() {
    let choir = choir();
    for at in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        assert!(choir.gathering_at(at).is_none());
        let _ = (choir.after(at, 2), choir.last(at), choir.last_ended(at), choir.to_answer(at));
    }
    assert!(choir.after(DateTime::<Utc>::MAX_UTC, 2).is_empty());
    assert!(choir.last(DateTime::<Utc>::MIN_UTC).is_none());
}

/// What a turn says, and when it looks again.
fn said(community: &mut Community, now: DateTime<Utc>, settings: &Settings) -> Vec<(String, Say)> {
    let telling = tell([&*community], &Frame { now, zone: MADRID, settings });
    assert!(telling.next.is_none_or(|next| next > now), "it would look again at once");
    if let Some(stored) = telling.store.first() {
        *community = stored.clone();
    }
    let shown = |(_, it, say): &(_, kith_core::Gathering, Say)| {
        (it.slot.local.format("%m-%dT%H:%M").to_string(), *say)
    };
    telling.say.iter().map(shown).collect()
}

#[test]
fn each_is_said_once_and_at_its_time() {
    let mut choir = choir();
    let settings = Settings { quiet_hours: None, ..Settings::default() };
    choir.made = at("2026-10-14T12:00", MADRID);
    let mut heard = Vec::new();
    let mut now = at("2026-10-15T12:00", MADRID);
    let until = at("2026-10-22T12:00", MADRID);
    while now < until {
        for (which, say) in said(&mut choir, now, &settings) {
            heard.push((now, which, say));
        }
        let next = tell([&choir], &Frame { now, zone: MADRID, settings: &settings }).next;
        now = next.expect("there is always another one");
    }
    assert_eq!(
        heard,
        [
            (at("2026-10-15T18:30", MADRID), "10-15T19:30".to_owned(), Say::Comes),
            (at("2026-10-15T21:00", MADRID), "10-15T19:30".to_owned(), Say::WhoWasThere),
        ]
    );
}

#[test]
fn of_not_this_time_nothing_is_said_any_more() {
    let slot = PlanTime { local: wall("2026-10-15T19:30"), zone: MADRID };
    let mut choir = choir().saying(slot, |said| said.answer = Some(Answer::NotThisTime));
    let settings = Settings { quiet_hours: None, ..Settings::default() };
    choir.made = at("2026-10-14T12:00", MADRID);
    assert!(said(&mut choir, at("2026-10-15T19:00", MADRID), &settings).is_empty());
    assert!(said(&mut choir, at("2026-10-15T22:00", MADRID), &settings).is_empty());
    assert_eq!(choir.to_answer(at("2026-10-15T22:00", MADRID)), None);
}

#[test]
fn quiet_hours_hold_the_question_and_let_a_reminder_go_that_would_come_too_late() {
    let time = |text: &str| text.parse().expect("a time of day");
    let quiet = DailySpan { from: time("18:00"), to: time("22:00") };
    let settings = Settings { quiet_hours: Some(quiet), ..Settings::default() };
    let mut choir = choir();
    choir.made = at("2026-10-14T12:00", MADRID);
    assert!(said(&mut choir, at("2026-10-15T18:30", MADRID), &settings).is_empty());
    assert!(said(&mut choir, at("2026-10-15T21:00", MADRID), &settings).is_empty());
    let next =
        tell([&choir], &Frame { now: at("2026-10-15T21:00", MADRID), zone: MADRID, settings: &settings })
            .next;
    assert_eq!(next, Some(at("2026-10-15T22:00", MADRID)));
    assert_eq!(
        said(&mut choir, at("2026-10-15T22:00", MADRID), &settings),
        [("10-15T19:30".to_owned(), Say::WhoWasThere)]
    );
}

#[rstest]
#[case::a_month_away("2026-11-14T12:00", &["11-12T19:30"])]
#[case::half_a_year_away("2027-04-14T12:00", &["04-08T19:30"])]
fn after_a_long_absence_only_the_latest_one_is_asked_about(#[case] back: &str, #[case] asked: &[&str]) {
    let settings = Settings { quiet_hours: None, ..Settings::default() };
    let mut choir = choir();
    let heard = said(&mut choir, at(back, MADRID), &settings);
    assert_eq!(heard.iter().map(|(which, _)| which.as_str()).collect::<Vec<_>>(), asked);
    assert!(heard.iter().all(|(_, say)| *say == Say::WhoWasThere));
    assert!(said(&mut choir, at(back, MADRID) + TimeDelta::hours(1), &settings).is_empty());
}

#[test]
fn what_was_over_long_ago_is_not_asked_about_at_all() {
    let settings = Settings { quiet_hours: None, ..Settings::default() };
    let mut picnic = community(vec![series("2026-06-01T12:00", Some("FREQ=YEARLY"))]);
    assert!(said(&mut picnic, at("2026-06-20T12:00", MADRID), &settings).is_empty());
}

#[test]
fn who_adds_a_group_is_not_asked_who_was_there_before() {
    let settings = Settings { quiet_hours: None, ..Settings::default() };
    let now = at("2026-10-16T12:00", MADRID);
    let mut choir = choir().told_from(&community(Vec::new()), now);
    assert!(said(&mut choir, now, &settings).is_empty());
    assert!(choir.outcome_of(at("2026-10-15T19:30", MADRID)).is_none());
}

/// What becomes of the choir on Friday, the day after it sang at 19:30, or on Thursday at 19:00.
#[rstest]
#[case::another_series("2026-10-16T12:00", |choir: &mut Community| choir.series.push(series("2026-12-01T10:00", None)), &["10-15T19:30"])]
#[case::another_day("2026-10-16T12:00", |choir: &mut Community| choir.series[0].rule = Some("FREQ=WEEKLY;BYDAY=WE".to_owned()), &[])]
#[case::another_length("2026-10-16T12:00", |choir: &mut Community| choir.series[0].minutes = 60, &["10-15T19:30"])]
#[case::before_it_begins("2026-10-15T19:00", |choir: &mut Community| choir.series[0].minutes = 60, &["10-08T19:30", "10-15T19:30"])]
#[case::a_new_one_that_comes_soon("2026-10-15T19:00", |choir: &mut Community| choir.series.push(series("2026-10-15T19:15", None)), &["10-08T19:30", "10-15T19:30"])]
fn what_was_a_gathering_before_the_group_changed_is_still_said(
    #[case] now: &str,
    #[case] change: fn(&mut Community),
    #[case] heard: &[&str],
) {
    let settings = Settings { quiet_hours: None, ..Settings::default() };
    let now = at(now, MADRID);
    let before = choir();
    let mut after = before.clone();
    change(&mut after);
    let mut after = after.told_from(&before, now);
    let mut said: Vec<String> =
        said(&mut after, now, &settings).into_iter().map(|(which, _)| which).collect();
    said.sort_unstable();
    assert_eq!(said, heard);
}

#[test]
fn what_is_said_to_have_become_of_one_closes_its_question() {
    let slot = PlanTime { local: wall("2026-10-15T19:30"), zone: MADRID };
    let now = at("2026-10-15T22:00", MADRID);
    let choir = choir();
    assert_eq!(choir.to_answer(now).map(|it| it.slot), Some(slot));
    let after = choir.saying(slot, |said| said.outcome = Some(Outcome::NotThere));
    assert_eq!(after.to_answer(now), None);
}

/// A rule that can be told by looking at a day alone.
#[derive(Clone, Debug)]
struct Plain {
    rule: String,
    on: fn(NaiveDate, NaiveDate) -> bool,
}

fn plain() -> impl Strategy<Value = Plain> {
    let rule = |rule: &str, on| Plain { rule: rule.to_owned(), on };
    select(vec![
        rule("FREQ=DAILY", |_, _| true),
        rule("FREQ=DAILY;INTERVAL=3", |day, start| (day - start).num_days() % 3 == 0),
        rule("FREQ=WEEKLY;BYDAY=TU,SA", |day, _| matches!(day.weekday(), Weekday::Tue | Weekday::Sat)),
        rule("FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=SU", |day, start| {
            let monday = |day: NaiveDate| day.week(Weekday::Mon).first_day();
            day.weekday() == Weekday::Sun && (monday(day) - monday(start)).num_days() % 14 == 0
        }),
        rule("FREQ=MONTHLY;BYMONTHDAY=31", |day, _| day.day() == 31),
        rule("FREQ=MONTHLY;BYDAY=1TH", |day, _| day.weekday() == Weekday::Thu && day.day() <= 7),
    ])
}

proptest! {
    #[test]
    fn what_is_found_is_what_going_through_the_days_finds(
        plain in plain(),
        zone in select(vec![MADRID, Tz::America__Havana, Tz::Australia__Lord_Howe, Tz::Africa__Cairo, Tz::UTC]),
        minute in 0_u32..1440,
        begin in 0_u64..500,
        out in vec((0_u64..400, any::<bool>()), 0..12),
        more in vec((0_u64..400, 0_u32..1440), 0..6),
        from in 0_i64..400 * 24,
        hours in 0_i64..60 * 24,
    ) {
        let first = day("2026-01-01") + Days::new(begin);
        let clock = |day: NaiveDate, minute: u32| day.and_hms_opt(minute / 60, minute % 60, 0).expect("a time");
        let days = (0..800).map(|n| first + Days::new(n)).filter(|day| (plain.on)(*day, first));
        let ruled: BTreeSet<NaiveDateTime> = days.map(|day| clock(day, minute)).collect();
        let mut series = series("2026-01-01T00:00", Some(&plain.rule));
        series.start = *ruled.first().expect("at least one");
        series.zone = zone;
        // Some of those that are taken out are no gatherings at all.
        series.exdates = out.iter().map(|(n, own)| match own {
            true => *ruled.iter().nth(*n as usize % ruled.len()).expect("one"),
            false => clock(first + Days::new(*n), minute / 2),
        }).collect();
        series.rdates = more.iter().map(|(n, minute)| clock(first + Days::new(*n), *minute)).collect();

        let mut naive: Vec<(DateTime<Utc>, NaiveDateTime)> = ruled.iter().chain(&series.rdates)
            .filter(|local| !series.exdates.contains(local))
            .map(|local| (to_instant(*local, zone), *local))
            .collect();
        naive.sort();
        naive.dedup_by_key(|(begins, _)| *begins);
        let naive: Vec<DateTime<Utc>> = naive.into_iter().map(|(begins, _)| begins).collect();

        let from = to_instant(clock(first, 0), zone) + TimeDelta::hours(from);
        let to = from + TimeDelta::hours(hours);
        let found: Vec<_> = series.between(from, to).iter().map(|time| time.instant()).collect();
        let expected: Vec<_> = naive.iter().copied().filter(|at| from <= *at && *at < to).collect();
        prop_assert_eq!(found, expected);

        let next: Vec<_> = series.after(from, 3).iter().map(|time| time.instant()).collect();
        let expected: Vec<_> = naive.iter().copied().filter(|at| *at > from).take(3).collect();
        prop_assert_eq!(next, expected);

        let last = series.last(from).map(|time| time.instant());
        prop_assert_eq!(last, naive.iter().copied().filter(|at| *at <= from).max());
    }
}
