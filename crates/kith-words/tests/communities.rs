//! Communities as people read them: when a group gathers, what is said of a gathering, and what a calendar brought.

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use kith_app::{GatheringTold, GatheringView, NotKept, SubscriptionTrouble, Why};
use kith_core::{
    CommunityId, Gathering, PlanTime, Series,
    community::{Answer, Outcome, tell::Say},
};
use kith_words::Words;
use rstest::rstest;

const MADRID: Tz = Tz::Europe__Madrid;

fn words() -> Words {
    Words::new(Some("en-GB"))
}

/// Sunday 22 November 2026, noon in Madrid.
fn now() -> DateTime<Tz> {
    "2026-11-22T11:00:00Z".parse::<DateTime<Utc>>().expect("a time").with_timezone(&MADRID)
}

fn wall(local: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M").expect("a wall time")
}

fn view(title: &str, local: &str, zone: Tz, minutes: u32) -> GatheringView {
    let slot = PlanTime { local: wall(local), zone };
    let gathering =
        Gathering { slot, minutes, title: title.to_owned(), place: "St Mary’s".to_owned(), series: 0 };
    GatheringView {
        community: CommunityId::from_bytes([1; 16]),
        name: "Choir".to_owned(),
        begins: gathering.begins().with_timezone(&MADRID),
        ends: gathering.ends().with_timezone(&MADRID),
        gathering,
        answer: None,
        outcome: None,
        to_answer: false,
        members: Vec::new(),
    }
}

fn series(title: &str, start: &str, zone: Tz, minutes: u32, rule: Option<&str>) -> Series {
    Series {
        uid: None,
        title: title.to_owned(),
        place: String::new(),
        start: wall(start),
        zone,
        minutes,
        rule: rule.map(str::to_owned),
        exdates: Vec::new(),
        rdates: Vec::new(),
    }
}

#[rstest]
#[case::each_week(
    "rehearsal",
    "2026-10-01T19:30",
    MADRID,
    90,
    Some("FREQ=WEEKLY;BYDAY=TH"),
    "rehearsal, every Thursday at 19:30"
)]
#[case::elsewhere(
    "",
    "2026-10-01T19:30",
    Tz::Europe__Lisbon,
    90,
    Some("FREQ=WEEKLY"),
    "every Thursday at 19:30, Lisbon time"
)]
#[case::until(
    "",
    "2026-10-01T19:30",
    MADRID,
    90,
    Some("FREQ=WEEKLY;UNTIL=20270625T000000Z"),
    "every Thursday at 19:30, until 24 June 2027"
)]
#[case::so_often(
    "",
    "2026-10-01T19:30",
    MADRID,
    90,
    Some("FREQ=WEEKLY;COUNT=10"),
    "every Thursday at 19:30, 10 times"
)]
#[case::whole_days(
    "",
    "2026-06-06T00:00",
    MADRID,
    1440,
    Some("FREQ=YEARLY"),
    "every year on 6 June, all day"
)]
#[case::once("", "2026-12-12T19:30", MADRID, 90, None, "on Saturday, 12 December 2026 at 19:30")]
#[case::a_day("", "2026-12-12T00:00", MADRID, 1440, None, "on 12 December 2026, all day")]
fn when_a_group_gathers(
    #[case] title: &str,
    #[case] start: &str,
    #[case] zone: Tz,
    #[case] minutes: u32,
    #[case] rule: Option<&str>,
    #[case] said: &str,
) {
    assert_eq!(words().series(&series(title, start, zone, minutes, rule), MADRID), said);
}

#[rstest]
#[case::next(
    view("rehearsal", "2026-11-23T19:30", MADRID, 90),
    "Choir: rehearsal · tomorrow at 19:30 · St Mary’s · 1 h 30"
)]
#[case::elsewhere(
    view("", "2026-11-23T19:30", Tz::Europe__Lisbon, 60),
    "Choir · tomorrow at 20:30 (19:30 in Lisbon) · St Mary’s · 1 h"
)]
#[case::a_day(
    view("outing", "2026-11-23T00:00", MADRID, 1440),
    "Choir: outing · tomorrow, all day · St Mary’s"
)]
#[case::going(GatheringView { answer: Some(Answer::Going), ..view("", "2026-11-23T19:30", MADRID, 90) }, "Choir · tomorrow at 19:30 · St Mary’s · 1 h 30 · going")]
#[case::was_there(GatheringView { outcome: Some(Outcome::Attended { check_in: None }), ..view("", "2026-11-21T19:30", MADRID, 90) }, "Choir · yesterday at 19:30 · St Mary’s · 1 h 30 · you were there")]
fn a_gathering_in_a_line(#[case] view: GatheringView, #[case] line: &str) {
    assert_eq!(words().gathering(&view, &now()), line);
}

#[test]
fn a_notification_names_the_group_and_the_place_and_without_names_neither() {
    let told = |say| GatheringTold { gathering: view("rehearsal", "2026-11-22T19:30", MADRID, 90), say };
    let said = |say, names| {
        let notice = words().gathering_notification(&told(say), names, &now());
        (notice.title, notice.body)
    };
    let (title, body) = said(Say::Comes, true);
    assert_eq!(title, "Choir: rehearsal");
    assert!(
        body.contains("19:30") && body.contains("Are you going?") && body.contains("St Mary’s"),
        "{body}"
    );
    let (title, body) = said(Say::WhoWasThere, true);
    assert_eq!(title, "Who was there?");
    assert!(body.contains("Choir: rehearsal"), "{body}");
    for say in [Say::Comes, Say::WhoWasThere] {
        let (title, body) = said(say, false);
        assert!(!(title + &body).contains("Choir"));
    }
}

#[rstest]
#[case(0, "at its beginning")]
#[case(30, "30 minutes before")]
#[case(60, "an hour before")]
#[case(120, "2 hours before")]
#[case(1440, "a day before")]
fn how_long_before_it_is_spoken_of(#[case] minutes: u32, #[case] said: &str) {
    assert_eq!(words().reminder(minutes), said);
}

#[test]
fn what_is_not_kept_is_said_by_line_without_separators_in_its_number() {
    let not_kept = [NotKept { line: 12_345, why: Why::Zone("Shire".to_owned()) }];
    let lines = words().not_kept(&not_kept, 2);
    assert!(lines[0].starts_with("Line 12345: ") && lines[0].contains("Shire"), "{lines:?}");
    assert_eq!(lines[1], "and 2 more");
}

#[test]
fn a_calendar_that_is_gone_says_that_nothing_was_lost() {
    let said = words().subscription_trouble(SubscriptionTrouble::Unreadable(std::io::ErrorKind::NotFound));
    assert!(said.contains("What was read before stands"), "{said}");
}
