//! What is read of the calendars that groups give out, and that no calendar is trouble.

use std::fmt::Write;

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use kith_core::{Community, Series};
use kith_exchange::gatherings::{CalendarError, EVENTS_LIMIT, FILE_LIMIT, RULES_LIMIT, Read, Why, read};
use proptest::prelude::*;
use rstest::rstest;

const MADRID: Tz = Tz::Europe__Madrid;

fn wall(local: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M").expect("a wall time")
}

/// A calendar with one event of these lines.
fn event(lines: &str) -> String {
    calendar(&format!("BEGIN:VEVENT\nUID:choir@example.org\nSUMMARY:Rehearsal\n{lines}\nEND:VEVENT"))
}

fn calendar(events: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Choir\\, the old one\n{events}\nEND:VCALENDAR\n")
        .replace('\n', "\r\n")
}

fn all(text: &str) -> Read {
    read(text.as_bytes(), MADRID).expect("a calendar")
}

fn only(text: &str) -> Series {
    let mut read = all(text);
    assert_eq!(read.not_kept, [], "everything is kept");
    assert_eq!(read.series.len(), 1);
    read.series.remove(0)
}

fn next(series: &Series, after: &str, count: usize) -> Vec<String> {
    let after: DateTime<Utc> = after.parse().expect("an instant");
    series.after(after, count).iter().map(|time| time.instant().format("%m-%dT%H:%MZ").to_string()).collect()
}

#[test]
fn a_rehearsal_each_week_is_read_with_its_place_and_its_length() {
    let text = event(
        "DTSTART;TZID=Europe/Lisbon:20261001T193000\nDURATION:PT1H30M\nRRULE:FREQ=WEEKLY;BYDAY=TH\nLOCATION:St Mary's\\, hall",
    );
    let series = only(&text);
    assert_eq!(all(&text).name, "Choir, the old one");
    assert_eq!(
        series,
        Series {
            uid: Some("choir@example.org".to_owned()),
            title: "Rehearsal".to_owned(),
            place: "St Mary's, hall".to_owned(),
            start: wall("2026-10-01T19:30"),
            zone: Tz::Europe__Lisbon,
            minutes: 90,
            rule: Some("FREQ=WEEKLY;BYDAY=TH".to_owned()),
            exdates: Vec::new(),
            rdates: Vec::new(),
        }
    );
}

#[rstest]
#[case::utc("DTSTART:20261001T173000Z\nDTEND:20261001T190000Z", "2026-10-01T17:30", Tz::UTC, 90)]
#[case::floating("DTSTART:20261001T193000\nDTEND:20261001T203000", "2026-10-01T19:30", MADRID, 60)]
#[case::a_day("DTSTART;VALUE=DATE:20261001", "2026-10-01T00:00", MADRID, 1440)]
#[case::two_days("DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261003", "2026-10-01T00:00", MADRID, 2880)]
#[case::no_end("DTSTART:20261001T193000", "2026-10-01T19:30", MADRID, 60)]
#[case::an_end_elsewhere(
    "DTSTART;TZID=Europe/Madrid:20261001T193000\nDTEND;TZID=Europe/Lisbon:20261001T193000",
    "2026-10-01T19:30",
    MADRID,
    60
)]
#[case::windows(
    "DTSTART;TZID=Romance Standard Time:20261001T193000",
    "2026-10-01T19:30",
    Tz::Europe__Paris,
    60
)]
#[case::windows_with_an_offset(
    "DTSTART;TZID=\"GMT Standard Time\":20261001T193000",
    "2026-10-01T19:30",
    Tz::Europe__London,
    60
)]
#[case::a_global_name(
    "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Rome:20261001T193000",
    "2026-10-01T19:30",
    Tz::Europe__Rome,
    60
)]
#[case::a_week("DTSTART:20261001T193000\nDURATION:P1W", "2026-10-01T19:30", MADRID, 10_080)]
fn when_it_is(#[case] lines: &str, #[case] start: &str, #[case] zone: Tz, #[case] minutes: u32) {
    let series = only(&event(lines));
    assert_eq!((series.start, series.zone, series.minutes), (wall(start), zone, minutes));
}

#[test]
fn a_zone_is_what_its_vtimezone_says_it_is() {
    let zone = "BEGIN:VTIMEZONE\nTZID:Ours\nX-LIC-LOCATION:Asia/Tokyo\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nEND:STANDARD\nEND:VTIMEZONE\n";
    let text = calendar(&format!("{zone}BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Ours:20261001T193000\nEND:VEVENT"));
    assert_eq!(only(&text).zone, Tz::Asia__Tokyo);
}

#[test]
fn a_zone_that_nobody_knows_is_the_one_in_force_and_that_is_said_with_the_line() {
    let read = all(&event("DTSTART;TZID=Middle-earth/Shire:20261001T193000"));
    assert_eq!(read.series[0].zone, MADRID);
    let said: Vec<_> = read.not_kept.iter().map(|it| (it.line, it.why.clone())).collect();
    assert_eq!(said, [(7, Why::Zone("Middle-earth/Shire".to_owned()))]);
}

#[test]
fn what_is_out_and_what_is_in_besides_is_read_in_whatever_zone_it_is_said() {
    let series = only(&event(
        "DTSTART;TZID=Europe/Madrid:20261001T193000\nRRULE:FREQ=WEEKLY\nEXDATE;TZID=Europe/Madrid:20261008T193000,20261015T193000\nEXDATE:20261029T183000Z\nEXDATE;VALUE=DATE:20261112\nRDATE;TZID=Europe/Lisbon:20261010T100000",
    ));
    assert_eq!(
        next(&series, "2026-10-01T18:00:00Z", 5),
        ["10-10T09:00Z", "10-22T17:30Z", "11-05T18:30Z", "11-19T18:30Z", "11-26T18:30Z"]
    );
}

#[test]
fn one_that_was_moved_is_where_it_is_now_and_one_that_was_cancelled_is_not() {
    let text = calendar(
        "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;TZID=Europe/Madrid:20261008T193000\nDTSTART;TZID=Europe/Madrid:20261009T200000\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Europe/Madrid:20261001T193000\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:1\nSTATUS:CANCELLED\nRECURRENCE-ID:20261015T173000Z\nDTSTART:20261015T173000Z\nEND:VEVENT",
    );
    let series = only(&text);
    assert_eq!(next(&series, "2026-10-02T00:00:00Z", 3), ["10-09T18:00Z", "10-22T17:30Z", "10-29T18:30Z"]);
}

#[test]
fn two_that_change_places_both_take_place() {
    let swapped = |was: &str, is: &str| {
        format!("BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:{was}T173000Z\nDTSTART:{is}T173000Z\nEND:VEVENT\n")
    };
    let text = calendar(&format!(
        "BEGIN:VEVENT\nUID:1\nDTSTART:20261001T173000Z\nRRULE:FREQ=WEEKLY;COUNT=4\nEND:VEVENT\n{}{}",
        swapped("20261008", "20261015"),
        swapped("20261015", "20261008").trim_end()
    ));
    assert_eq!(only(&text).after(DateTime::UNIX_EPOCH, 9).len(), 4);
}

#[test]
fn an_event_that_is_cancelled_as_a_whole_is_left() {
    assert_eq!(all(&event("DTSTART:20261001T193000\nSTATUS:CANCELLED")).series, []);
}

#[test]
fn a_beginning_that_its_rule_leaves_out_takes_place_all_the_same() {
    // A Wednesday, and then each Thursday: as every other program shows it.
    let series = only(&event("DTSTART:20260930T173000Z\nRRULE:FREQ=WEEKLY;BYDAY=TH"));
    assert_eq!(next(&series, "2026-09-01T00:00:00Z", 2), ["09-30T17:30Z", "10-01T17:30Z"]);
}

#[test]
fn a_rule_that_cannot_be_kept_is_said_with_its_line() {
    let read = all(&event("DTSTART:20261001T193000\nRRULE:FREQ=MINUTELY"));
    assert_eq!(read.series, []);
    assert!(
        matches!(read.not_kept.as_slice(), [it] if it.line == 8 && matches!(it.why, Why::Rule(_))),
        "{read:?}"
    );
}

#[rstest]
#[case::nothing("", CalendarError::NotACalendar)]
#[case::a_card("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ana\r\nEND:VCARD\r\n", CalendarError::NotACalendar)]
#[case::half("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261001T193000\r\n", CalendarError::CutOff)]
#[case::an_event_without_end("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n", CalendarError::CutOff)]
fn a_file_that_is_none_is_refused(#[case] text: &str, #[case] why: CalendarError) {
    assert_eq!(read(text.as_bytes(), MADRID), Err(why));
}

#[rstest]
#[case::no_start("SUMMARY:x")]
#[case::no_time("DTSTART:20261399T993000")]
#[case::before_everything("DTSTART:00000000T000000\nRRULE:FREQ=DAILY")]
#[case::the_end_of_time("DTSTART:99991231T235959\nRRULE:FREQ=YEARLY;INTERVAL=60000")]
#[case::an_end_before_the_beginning("DTSTART:20261001T193000\nDTEND:20261001T183000")]
#[case::a_year_long("DTSTART:20261001T193000\nDURATION:P52W")]
#[case::a_length_of_ages("DTSTART:20261001T193000\nDURATION:P99999999999999999999W")]
#[case::a_rule_of_nothing("DTSTART:20261001T193000\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
#[case::a_rule_of_too_much("DTSTART:20261001T193000\nRRULE:FREQ=DAILY;COUNT=999999999")]
#[case::no_rule("DTSTART:20261001T193000\nRRULE:😀;;;=")]
fn a_bad_event_is_left_out_or_put_right_and_never_trouble(#[case] lines: &str) {
    let read = all(&event(lines));
    let kept = read.series.iter().flat_map(|series| series.after(DateTime::UNIX_EPOCH, 3)).count();
    assert!(kept > 0 || !read.not_kept.is_empty(), "{read:?}");
}

#[test]
fn a_file_that_is_too_large_is_refused_and_one_with_too_much_is_said() {
    assert_eq!(read(&vec![b'x'; FILE_LIMIT + 1], MADRID), Err(CalendarError::TooLarge));
    let many = |count: usize, lines: &str| {
        let mut text = String::new();
        for n in 0..count {
            let _ = write!(text, "BEGIN:VEVENT\nUID:{n}\nDTSTART:20261001T193000\n{lines}END:VEVENT\n");
        }
        calendar(text.trim_end())
    };
    assert_eq!(read(many(EVENTS_LIMIT + 1, "").as_bytes(), MADRID), Err(CalendarError::TooManyEvents));
    assert_eq!(all(&many(EVENTS_LIMIT, "")).series.len(), Community::MOST_SERIES);
    // That many rules of that kind would take minutes: no more are read than can be worked out soon.
    let rules = all(&many(RULES_LIMIT + 20, "RRULE:FREQ=DAILY;COUNT=5000;BYHOUR=0,1,2,3,4,5,6,7,8,9\n"));
    assert_eq!(rules.series.len(), RULES_LIMIT);
}

#[test]
fn what_is_deep_inside_or_never_ends_is_no_trouble() {
    let deep = "BEGIN:X\r\n".repeat(100_000);
    assert!(read(format!("BEGIN:VCALENDAR\r\n{deep}").as_bytes(), MADRID).is_err());
    let ends = "END:X\r\n".repeat(100_000);
    let _ = read(format!("{ends}BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n").as_bytes(), MADRID);
}

proptest! {
    #[test]
    fn no_bytes_are_trouble(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, MADRID);
    }

    #[test]
    fn no_event_is_trouble(lines in proptest::collection::vec(
        "(DTSTART|DTEND|DURATION|RRULE|EXDATE|RDATE|RECURRENCE-ID|STATUS|UID)(;(TZID|VALUE)=[A-Za-z/ +()0-9:,\"]{0,12})?:(\\d{8}(T\\d{6}Z?)?|P[0-9WDTHMS]{1,8}|FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;(COUNT|INTERVAL|BYMONTHDAY|UNTIL|BYHOUR)=-?[0-9]{1,4})?|.{0,12})", 0..9,
    )) {
        let read = all(&event(&lines.join("\n")));
        for series in &read.series {
            let times = series.after(DateTime::UNIX_EPOCH, 3);
            prop_assert!(times.windows(2).all(|pair| pair[0].instant() < pair[1].instant()));
        }
    }

    /// The strict reader of another crate sees the same.
    #[test]
    fn another_reader_reads_the_same(
        days in 0_i64..9000, minute in 0_i64..1440, minutes in 1_u32..10_080,
        title in "[A-Za-zñ ,;\\\\]{1,60}", zone in proptest::sample::select(vec!["Europe/Madrid", "America/New_York"]),
    ) {
        use icalendar::{Component, DatePerhapsTime, CalendarDateTime};
        let start = wall("2010-01-01T00:00") + chrono::TimeDelta::minutes(days * 1440 + minute);
        let text = event(&format!(
            "DTSTART;TZID={zone}:{}\nDURATION:PT{minutes}M\nRRULE:FREQ=WEEKLY\nSUMMARY:{}",
            start.format("%Y%m%dT%H%M%S"),
            title.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;"),
        ).replace("SUMMARY:Rehearsal\n", ""));
        let text = text.replacen("SUMMARY:Rehearsal\r\n", "", 1);
        let series = only(&text);
        let theirs: icalendar::Calendar = text.parse().expect("they read it");
        let theirs = theirs.events().next().expect("one event");
        prop_assert_eq!(theirs.get_summary().map(str::trim), Some(series.title.as_str()));
        let local = match theirs.get_start() {
            Some(DatePerhapsTime::DateTime(CalendarDateTime::WithTimezone { date_time, tzid })) => {
                prop_assert_eq!(tzid.as_str(), zone);
                date_time
            }
            other => panic!("{other:?}"),
        };
        prop_assert_eq!(local, series.start);
        prop_assert_eq!(theirs.property_value("RRULE"), series.rule.as_deref());
        prop_assert_eq!(series.minutes, minutes);
    }
}
