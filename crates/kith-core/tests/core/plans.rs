//! Which times are proposed for a plan, and what is said of one that was agreed on.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use kith_core::{
    Boundary, DailySpan, Extra, Frame, FreeHours, Mode, PersonId, Plan, PlanId, PlanState, PlanTime, Row,
    Status,
    plan::{
        Told,
        propose::propose,
        tell::{Say, Telling, tell},
    },
    whereabouts::decent,
    zoned::to_local,
};
use proptest::{prelude::*, sample::select};
use rstest::rstest;

use crate::book::{Book, at, day, wall};

const MADRID: Tz = Tz::Europe__Madrid;
const LISBON: Tz = Tz::Europe__Lisbon;

/// A Sunday in Madrid.
fn book() -> Book {
    Book::new(MADRID, "2026-11-29T10:00")
}

fn plan(people: &[PersonId], local: &str, zone: Tz) -> Plan {
    Plan {
        id: PlanId::from_bytes([1; 16]),
        people: people.to_vec(),
        mode: Mode::InPerson,
        state: PlanState::Agreed,
        times: vec![PlanTime { local: wall(local), zone }],
        minutes: 90,
        place: String::new(),
        note: String::new(),
        made: DateTime::UNIX_EPOCH,
        told: Told::default(),
        check_in: None,
        moved_to: None,
        extra: Extra::new(),
    }
}

fn hours(from: &str, to: &str) -> Option<DailySpan> {
    let time = |text: &str| text.parse().expect("a time of day");
    Some(DailySpan { from: time(from), to: time(to) })
}

fn proposed(book: &Book, people: &[PersonId], mode: Mode, minutes: u32, plans: &[Plan]) -> Vec<PlanTime> {
    let rows: Vec<&Row> = people.iter().map(|id| book.row(*id)).collect();
    propose(&book.frame(), &rows, mode, minutes, plans)
}

fn shown(times: &[PlanTime]) -> Vec<String> {
    times.iter().map(|time| time.local.format("%Y-%m-%dT%H:%M").to_string()).collect()
}

#[test]
fn three_times_on_three_days_in_the_free_hours_are_proposed_from_tomorrow_on() {
    let mut book = book();
    let ana = book.add("Ana", &[]);
    let times = proposed(&book, &[ana], Mode::InPerson, 120, &[]);
    assert_eq!(shown(&times), ["2026-11-30T18:00", "2026-12-01T18:00", "2026-12-02T18:00"]);
    assert!(times.iter().all(|time| time.zone == MADRID));
}

#[test]
fn what_takes_longer_than_a_free_evening_waits_for_the_weekend() {
    let mut book = book();
    let ana = book.add("Ana", &[]);
    let times = proposed(&book, &[ana], Mode::InPerson, 240, &[]);
    assert_eq!(shown(&times), ["2026-12-05T10:00", "2026-12-06T10:00", "2026-12-12T10:00"]);
}

#[rstest]
#[case::a_call_to_tokyo_is_before_their_night("Asia/Tokyo", Mode::Voice, &["2026-12-05T10:00", "2026-12-06T10:00", "2026-12-12T10:00"])]
#[case::a_call_to_new_york_is_in_their_day("America/New_York", Mode::Video, &["2026-11-30T18:00", "2026-12-01T18:00", "2026-12-02T18:00"])]
#[case::a_call_to_auckland_is_in_their_morning("Pacific/Auckland", Mode::Voice, &["2026-11-30T20:30", "2026-12-01T20:30", "2026-12-02T20:30"])]
#[case::a_meeting_is_where_the_user_is("Asia/Tokyo", Mode::InPerson, &["2026-11-30T18:00", "2026-12-01T18:00", "2026-12-02T18:00"])]
fn a_call_is_proposed_at_a_decent_hour_there(#[case] zone: Tz, #[case] mode: Mode, #[case] times: &[&str]) {
    let mut book = book();
    let mei = book.add("Mei", &[]);
    book.change(mei, |mei| mei.zone = Some(zone));
    assert_eq!(shown(&proposed(&book, &[mei], mode, 30, &[])), times);
}

#[test]
fn the_free_hours_of_the_others_count_where_they_are() {
    let mut book = book();
    let (tomas, lea) = (book.add("Tomás", &[]), book.add("Lea", &[]));
    book.change(tomas, |tomas| {
        tomas.zone = Some(LISBON);
        tomas.free = Some(FreeHours { weekdays: hours("18:30:00", "22:00:00"), weekends: None });
    });
    let times = proposed(&book, &[tomas, lea], Mode::Voice, 30, &[]);
    assert_eq!(shown(&times)[0], "2026-11-30T19:30", "half past six in Lisbon");
    book.change(lea, |lea| {
        lea.free = Some(FreeHours { weekdays: None, weekends: hours("10:00:00", "12:00:00") })
    });
    assert!(proposed(&book, &[tomas, lea], Mode::Voice, 30, &[]).is_empty(), "there is no hour for both");
}

#[test]
fn who_may_be_in_several_zones_is_called_when_it_is_day_in_one_if_there_is_no_hour_for_all() {
    let mut book = book();
    let lea = book.add("Lea", &[]);
    book.change(lea, |lea| lea.phones = vec![kith_core::Labelled::plain("+1 202 555 0123")]);
    assert!(book.row(lea).perhaps_in.len() > 1);
    let times = proposed(&book, &[lea], Mode::Voice, 30, &[]);
    assert_eq!(shown(&times)[0], "2026-11-30T19:30", "half past eight in Honolulu");
    book.settings.free = FreeHours { weekdays: hours("16:00:00", "17:00:00"), weekends: None };
    assert_eq!(shown(&proposed(&book, &[lea], Mode::Voice, 30, &[]))[0], "2026-11-30T16:00");
}

#[rstest]
#[case::agreed(PlanState::Agreed, "2026-11-30T19:30")]
#[case::proposed(PlanState::Proposed, "2026-11-30T19:30")]
#[case::let_go(PlanState::Dropped, "2026-11-30T18:00")]
fn nothing_is_proposed_beside_an_open_plan(#[case] state: PlanState, #[case] first: &str) {
    let mut book = book();
    let (ana, luis) = (book.add("Ana", &[]), book.add("Luis", &[]));
    let other = Plan { state, ..plan(&[luis], "2026-11-30T18:00", MADRID) };
    assert_eq!(shown(&proposed(&book, &[ana], Mode::InPerson, 60, &[other]))[0], first);
}

#[test]
fn nothing_is_proposed_before_a_pause_is_over_or_with_who_is_not_in_touch() {
    let mut book = book();
    let ana = book.add("Ana", &[]);
    let first = |book: &Book| shown(&proposed(book, &[ana], Mode::InPerson, 60, &[])).first().cloned();
    book.change(ana, |ana| ana.paused_until = Some(day("2026-12-10")));
    assert_eq!(first(&book).as_deref(), Some("2026-12-10T18:00"));
    book.change(ana, |ana| (ana.paused_until, ana.boundary) = (None, Some(Boundary::InCompany)));
    assert_eq!(first(&book).as_deref(), Some("2026-11-30T18:00"), "who asks for times gets them");
    for status in [Status::Resting, Status::Ended, Status::Deceased] {
        book.change(ana, |ana| ana.status = status);
        assert_eq!(first(&book), None);
    }
}

proptest! {
    #[test]
    fn whatever_is_proposed_suits_everybody_from_beginning_to_end(
        here in select(&TZ_VARIANTS[..]),
        there in select(&TZ_VARIANTS[..]),
        days in 20_000_i64..23_000,
        minutes in 1_u32..300,
        call in any::<bool>(),
        free in (0_u32..24, 0_u32..24),
    ) {
        let mut book = Book::new(here, "2026-11-29T10:00");
        book.now = DateTime::UNIX_EPOCH + TimeDelta::hours(days * 24 + 9);
        let mei = book.add("Mei", &[]);
        let time = |hour| NaiveDateTime::default().time() + TimeDelta::hours(i64::from(hour));
        let free = Some(DailySpan { from: time(free.0), to: time(free.1) });
        book.change(mei, |mei| {
            mei.zone = Some(there);
            mei.free = Some(FreeHours { weekdays: free, weekends: free });
        });
        let mode = if call { Mode::Voice } else { Mode::InPerson };
        let times = proposed(&book, &[mei], mode, minutes, &[]);
        prop_assert_eq!(&times, &proposed(&book, &[mei], mode, minutes, &[]), "the same each time");
        prop_assert!(times.len() <= Plan::MOST_TIMES);
        prop_assert!(times.windows(2).all(|pair| pair[0].local.date() < pair[1].local.date()));
        for time in times {
            prop_assert!(time.local.date() > book.today());
            for minute in 0..minutes {
                let at = time.instant() + TimeDelta::minutes(minute.into());
                let local = to_local(at, here);
                prop_assert!(book.settings.free.contains(local), "{} is not free", local);
                prop_assert!(!book.settings.quiet_hours.is_some_and(|quiet| quiet.contains(local.time())));
                prop_assert!(!call || decent(at, there));
                let frame = Frame { now: at, ..book.frame() };
                prop_assert_eq!(book.row(mei).hindrance(mode, &frame), None);
            }
        }
    }
}

fn telling(book: &Book, plan: &Plan) -> Telling {
    tell([plan], |id| book.rows().iter().find(|row| row.id == id), &book.frame())
}

/// What is said until a day after the plan, looking whenever there is something to look at, with the wall time here.
fn said(book: &mut Book, mut plan: Plan) -> Vec<(String, Say)> {
    let mut said = Vec::new();
    let end = plan.ends().expect("agreed") + TimeDelta::days(1);
    loop {
        let Telling { store, say, next } = telling(book, &plan);
        let local = to_local(book.now, book.zone).format("%d %H:%M").to_string();
        said.extend(say.iter().map(|(_, say)| (local.clone(), *say)));
        store.into_iter().for_each(|stored| plan = stored);
        match next.filter(|next| *next < end) {
            Some(next) => book.now = next,
            None => return said,
        }
    }
}

#[rstest]
#[case::in_the_evening("2026-12-03T19:00", &[("02 19:00", Say::DayBefore), ("03 18:00", Say::HourBefore), ("03 20:30", Say::DidItHappen)])]
#[case::early("2026-12-03T08:30", &[("02 08:30", Say::DayBefore), ("03 08:00", Say::HourBefore), ("03 10:00", Say::DidItHappen)])]
#[case::in_quiet_hours("2026-12-03T07:00", &[("02 08:00", Say::DayBefore), ("03 08:30", Say::DidItHappen)])]
#[case::into_the_night("2026-12-03T21:00", &[("02 21:00", Say::DayBefore), ("03 20:00", Say::HourBefore), ("04 08:00", Say::DidItHappen)])]
fn a_plan_is_told_the_day_before_an_hour_before_and_afterwards(
    #[case] local: &str,
    #[case] expected: &[(&str, Say)],
) {
    let mut book = book();
    let ana = book.add("Ana", &[]);
    let said = said(&mut book, plan(&[ana], local, MADRID));
    let said: Vec<(&str, Say)> = said.iter().map(|(at, say)| (at.as_str(), *say)).collect();
    assert_eq!(said, expected);
}

#[rstest]
#[case::long_before("2026-12-01T09:00", &[Say::DayBefore, Say::HourBefore, Say::DidItHappen])]
#[case::in_the_morning_of_that_day("2026-12-03T09:00", &[Say::HourBefore, Say::DidItHappen])]
#[case::shortly_before("2026-12-03T18:30", &[Say::DidItHappen])]
fn what_lies_behind_when_a_plan_is_agreed_on_is_not_told(#[case] agreed: &str, #[case] expected: &[Say]) {
    let mut book = book();
    let ana = book.add("Ana", &[]);
    book.until(agreed);
    let plan = plan(&[ana], "2026-12-03T19:00", MADRID).told_from(book.now);
    let said: Vec<Say> = said(&mut book, plan).into_iter().map(|(_, say)| say).collect();
    assert_eq!(said, expected);
}

#[rstest]
#[case::nothing_yet("2026-12-02T18:59", None)]
#[case::in_the_morning_of_that_day("2026-12-03T10:00", Some(Say::DayBefore))]
#[case::shortly_before("2026-12-03T18:45", Some(Say::HourBefore))]
#[case::while_it_goes_on("2026-12-03T19:05", None)]
#[case::days_later("2026-12-10T12:00", Some(Say::DidItHappen))]
fn after_sleep_only_the_latest_that_still_makes_sense_is_told(
    #[case] woke: &str,
    #[case] expected: Option<Say>,
) {
    let mut book = book();
    let ana = book.add("Ana", &[]);
    let plan = plan(&[ana], "2026-12-03T19:00", MADRID);
    book.until(woke);
    let first = telling(&book, &plan);
    assert_eq!(first.say.iter().map(|(_, say)| *say).next(), expected);
    for stored in first.store {
        let again = telling(&book, &stored);
        assert!(again.say.is_empty() && again.store.is_empty(), "it is told once");
    }
}

#[test]
fn in_quiet_hours_nothing_is_told_and_while_kith_is_paused_only_the_question_waits() {
    let mut book = book();
    let ana = book.add("Ana", &[]);
    let plan = plan(&[ana], "2026-12-03T19:00", MADRID);
    book.until("2026-12-03T23:00");
    assert_eq!(
        telling(&book, &plan),
        Telling { next: Some(at("2026-12-04T08:00", MADRID)), ..Telling::default() }
    );
    book.settings.paused_until = Some(at("2026-12-06T09:00", MADRID));
    book.until("2026-12-03T18:00");
    assert_eq!(telling(&book, &plan).say.len(), 1);
    book.until("2026-12-04T10:00");
    assert_eq!(telling(&book, &plan), Telling { next: book.settings.paused_until, ..Telling::default() });
}

#[test]
fn a_plan_is_silent_once_nobody_in_it_may_be_spoken_of() {
    let mut book = book();
    let (ana, luis) = (book.add("Ana", &[]), book.add("Luis", &[]));
    book.until("2026-12-03T18:30");
    let plan = plan(&[ana, luis], "2026-12-03T19:00", MADRID);
    let says = |book: &Book| telling(book, &plan).say.len();
    book.change(ana, |ana| ana.boundary = Some(Boundary::InCompany));
    assert_eq!(says(&book), 1, "Luis is there too");
    book.change(luis, |luis| luis.status = Status::Deceased);
    assert_eq!(telling(&book, &plan), Telling::default());
}

#[rstest]
#[case::only_thought_of(PlanState::Idea)]
#[case::waiting_for_an_answer(PlanState::Proposed)]
#[case::it_happened(PlanState::Happened)]
#[case::it_was_moved(PlanState::Moved)]
#[case::it_was_let_go(PlanState::Dropped)]
fn only_a_plan_that_was_agreed_on_is_told(#[case] state: PlanState) {
    let mut book = book();
    let ana = book.add("Ana", &[]);
    book.until("2026-12-03T18:30");
    let plan = Plan { state, ..plan(&[ana], "2026-12-03T19:00", MADRID) };
    assert_eq!(telling(&book, &plan), Telling::default());
}

#[test]
fn a_plan_for_seven_in_lisbon_is_told_by_the_clock_there_wherever_the_user_is() {
    let mut book = Book::new(MADRID, "2026-10-24T10:00");
    let ana = book.add("Ana", &[]);
    // The clocks go back in the night between the two days, and the user is in New York on the second.
    let mut plan = plan(&[ana], "2026-10-25T19:00", LISBON);
    assert_eq!(telling(&book, &plan).next, Some(at("2026-10-24T19:00", LISBON)));
    book.until("2026-10-24T20:00");
    let told = telling(&book, &plan);
    assert_eq!(told.say[0].1, Say::DayBefore);
    plan = told.store[0].clone();
    (book.zone, book.now) = (Tz::America__New_York, at("2026-10-25T17:59", LISBON));
    let told = telling(&book, &plan);
    assert_eq!((told.say.len(), told.next), (0, Some("2026-10-25T18:00:00Z".parse().expect("an instant"))));
    book.until("2026-10-25T14:00");
    assert_eq!(telling(&book, &plan).say[0].1, Say::HourBefore);
}

proptest! {
    #[test]
    fn whenever_it_is_looked_each_thing_is_told_once_when_it_makes_sense_and_the_question_always(
        zone in select(&TZ_VARIANTS[..]),
        here in proptest::collection::vec(select(&TZ_VARIANTS[..]), 4),
        minutes in 29_000_000_i64..34_000_000, // 2025 to 2034
        looks in proptest::collection::vec(0_i64..900, 40..60),
    ) {
        let begins = DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes);
        let mut book = Book::new(here[0], "2026-11-29T10:00");
        let ana = book.add("Ana", &[]);
        let mut plan = plan(&[ana], "2026-11-29T10:00", zone);
        plan.times = vec![PlanTime { local: to_local(begins, zone), zone }];
        let begins = plan.begins().expect("agreed");
        let day_before = plan.times[0].day_before();
        prop_assert!((begins - day_before - TimeDelta::days(1)).abs() <= TimeDelta::hours(24));
        book.now = begins - TimeDelta::days(3);
        let mut said = Vec::new();
        let mut look = |book: &Book, said: &mut Vec<Say>| -> Result<(), TestCaseError> {
            let told = telling(book, &plan);
            prop_assert!(told.next.is_none_or(|next| next > book.now));
            if let Some((_, say)) = told.say.first() {
                let (from, to): (_, DateTime<Utc>) = match say {
                    Say::DayBefore => (day_before, begins - TimeDelta::hours(1)),
                    Say::HourBefore => (begins - TimeDelta::hours(1), begins),
                    Say::DidItHappen => (plan.ends().expect("agreed"), DateTime::<Utc>::MAX_UTC),
                };
                prop_assert!(from <= book.now && book.now < to, "{:?} at {}", say, book.now);
                prop_assert_eq!(book.frame().quiet_until(), None);
                said.push(*say);
            }
            told.store.into_iter().for_each(|stored| plan = stored);
            Ok(())
        };
        for (number, minutes) in looks.iter().enumerate() {
            look(&book, &mut said)?;
            book.now += TimeDelta::minutes(*minutes);
            book.zone = here[number % here.len()];
        }
        book.now = begins + TimeDelta::days(30);
        for _ in 0..25 {
            look(&book, &mut said)?;
            book.now += TimeDelta::hours(1);
        }
        prop_assert!(said.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", said);
        prop_assert_eq!(said.last(), Some(&Say::DidItHappen));
    }
}
