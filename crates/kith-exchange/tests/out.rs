//! What goes out: calendars, pictures and tables that other programs take.

use calcard::icalendar::{
    ICalendarComponentType, ICalendarProperty, ICalendarRecurrenceRule, ICalendarValue,
};
use calcard::{Entry as Read, Parser};
use chrono::{DateTime, NaiveTime, Utc};
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use kith_core::{CadenceId, PartialDate, Person, PersonId, PlanId};
use kith_exchange::{Calendar, Entry, Options, Version, photo, read, write_calendar, write_csv, write_vcard};
use proptest::prelude::*;
use rstest::rstest;

fn now() -> DateTime<Utc> {
    "2026-11-23T09:00:00Z".parse().expect("an instant")
}

fn calendar() -> Calendar<'static> {
    Calendar {
        name: "Kith; people, days",
        stamp: now(),
        ring_at: NaiveTime::from_hms_opt(9, 0, 0).expect("a time"),
    }
}

fn birthday(day: PartialDate, summary: &str) -> Entry {
    Entry::Birthday { person: PersonId::from_bytes([7; 16]), day, lead: 0, summary: summary.to_owned() }
}

fn written(entries: &[Entry]) -> String {
    write_calendar(entries, &calendar())
}

/// The lines without their folds.
fn lines(file: &str) -> Vec<String> {
    file.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

#[rstest]
#[case("1984-05-14", "19840514", "FREQ=YEARLY")]
#[case("--05-14", "20000514", "FREQ=YEARLY")]
#[case("1984-02-29", "19840229", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1")]
#[case("--02-29", "20000229", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1")]
#[case("1812-02-29", "19000228", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1")]
fn a_birthday_comes_each_year_from_the_first(
    #[case] day: PartialDate,
    #[case] first: &str,
    #[case] rule: &str,
) {
    let lines = lines(&written(&[birthday(day, "Ana’s birthday")]));
    assert!(lines.contains(&format!("DTSTART;VALUE=DATE:{first}")), "{lines:?}");
    assert!(lines.contains(&format!("RRULE:{rule}")), "{lines:?}");
}

#[rstest]
#[case(0, &["TRIGGER:PT540M"])]
#[case(1, &["TRIGGER:-PT900M", "TRIGGER:PT540M"])]
#[case(7, &["TRIGGER:-PT9540M", "TRIGGER:PT540M"])]
fn a_birthday_rings_on_its_day_and_so_many_days_before(#[case] lead: u16, #[case] expected: &[&str]) {
    let person = PersonId::from_bytes([7; 16]);
    let day = "--05-14".parse().expect("a day");
    let lines = lines(&written(&[Entry::Birthday { person, day, lead, summary: "Ana".into() }]));
    let rings: Vec<&String> = lines.iter().filter(|line| line.starts_with("TRIGGER")).collect();
    assert_eq!(rings, expected);
}

#[test]
fn what_is_due_has_its_moment_its_words_and_an_alarm() {
    let due = Entry::Due {
        person: PersonId::from_bytes([7; 16]),
        cadence: CadenceId::from_bytes([8; 16]),
        at: now(),
        minutes: 30,
        summary: "Call Ana; or write, \\ as you like".into(),
        description: "Last time:\nfigs".into(),
    };
    let lines = lines(&written(&[due]));
    for line in [
        "DTSTART:20261123T090000Z",
        "DURATION:PT30M",
        "DTSTAMP:20261123T090000Z",
        "SUMMARY:Call Ana\\; or write\\, \\\\ as you like",
        "DESCRIPTION:Last time:\\nfigs",
        "TRIGGER:PT0S",
    ] {
        assert!(lines.iter().any(|known| known == line), "{line} in {lines:?}");
    }
}

#[test]
fn an_entry_keeps_its_uid_and_shares_it_with_no_other() {
    let (person, day) = (PersonId::from_bytes([7; 16]), "--05-14".parse().expect("a day"));
    let anniversary = Entry::Anniversary { person, day, summary: "Ana".into() };
    let uids = |entries: &[Entry]| -> Vec<String> {
        lines(&written(entries)).into_iter().filter(|line| line.starts_with("UID:")).collect()
    };
    let both = uids(&[birthday(day, "Ana"), anniversary.clone()]);
    assert_ne!(both[0], both[1]);
    let renamed =
        Entry::Anniversary { person, day: "--05-15".parse().expect("a day"), summary: "Anita".into() };
    assert_eq!(uids(&[renamed]), both[1..]);
    assert_eq!(written(std::slice::from_ref(&anniversary)), written(&[anniversary]));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn a_calendar_is_read_back_with_the_words_it_was_given(
        summary in "[A-Za-zéß日本👩\\\\,;:\"' \n]{1,120}",
        year in prop::option::of(1850i32..2100),
        month in 1u32..=12,
        day in 1u32..=31,
    ) {
        let Some(day) = PartialDate::new(year, month, day) else { return Ok(()) };
        let file = written(&[birthday(day, &summary)]);
        prop_assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        let Read::ICalendar(read) = Parser::new(&file).entry() else { panic!("no calendar: {file}") };
        let event = read.components.iter().find(|it| it.component_type == ICalendarComponentType::VEvent).expect("an event");
        let of = |name: ICalendarProperty| event.property(&name).and_then(|property| property.values.first());
        prop_assert_eq!(of(ICalendarProperty::Summary).and_then(ICalendarValue::as_text), Some(summary.as_str()));
        let is_rule = matches!(of(ICalendarProperty::Rrule), Some(ICalendarValue::RecurrenceRule(rule)) if **rule != ICalendarRecurrenceRule::default());
        prop_assert!(is_rule);
        let alarms = read.components.iter().filter(|it| it.component_type == ICalendarComponentType::VAlarm);
        prop_assert_eq!(alarms.count(), 1);
    }
}

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let pixels = RgbaImage::from_fn(width, height, |x, y| Rgba([x as u8, y as u8, 90, 255]));
    let picture = DynamicImage::ImageRgba8(pixels);
    let picture = if format == ImageFormat::Jpeg { picture.to_rgb8().into() } else { picture };
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("into memory");
    bytes.into_inner()
}

#[rstest]
#[case(ImageFormat::Jpeg)]
#[case(ImageFormat::Png)]
#[case(ImageFormat::Gif)]
#[case(ImageFormat::WebP)]
fn a_picture_becomes_a_small_jpeg_of_the_same_shape(#[case] format: ImageFormat) {
    let small = photo::scaled(&picture(600, 300, format)).expect("a picture");
    let read = image::load_from_memory_with_format(&small, ImageFormat::Jpeg).expect("a JPEG");
    assert_eq!((read.width(), read.height()), (256, 128));
    assert!(small.len() < 30_000, "{}", small.len());
}

#[test]
fn what_was_transparent_is_white_and_what_is_small_stays_as_large() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(20, 10, Rgba([0, 0, 0, 0])));
    clear.write_to(&mut bytes, ImageFormat::Png).expect("into memory");
    let small = photo::scaled(&bytes.into_inner()).expect("a picture");
    let read = image::load_from_memory(&small).expect("a JPEG").to_rgb8();
    assert_eq!((read.width(), read.height()), (20, 10));
    assert!(read.pixels().all(|pixel| pixel.0.iter().all(|part| *part > 250)));
}

#[rstest]
fn a_picture_goes_out_with_the_card_and_comes_back(
    #[values(Version::V3, Version::V4)] version: Version,
    #[values(ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP)] format: ImageFormat,
) {
    let photo = picture(40, 30, format);
    let card = write_vcard(&Person::named("Ana", now()), version, Some(&photo));
    assert!(card.split("\r\n").all(|line| line.len() <= 75));
    let import = read(card.as_bytes(), &Options::new(now(), chrono_tz::UTC)).expect("a card");
    assert_eq!((import.people[0].photo.as_ref(), import.left_out.len()), (Some(&photo), 0));
}

#[test]
fn what_is_no_picture_goes_out_with_no_card() {
    let ana = Person::named("Ana", now());
    assert_eq!(write_vcard(&ana, Version::V4, Some(b"<svg/>")), write_vcard(&ana, Version::V4, None));
}

#[test]
fn a_table_has_the_columns_of_google_and_a_row_for_everybody() {
    let people = ["Ana", "Luis"].map(|name| Person::named(name, now()));
    let table = write_csv(&people);
    let header = "\u{feff}First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,\
                  Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,\
                  Birthday,Notes,Photo,Labels,Event 1 - Label";
    assert!(table.starts_with(header), "{table}");
    assert_eq!(table.matches("\r\n").count(), 3);
}

#[test]
fn a_plan_rings_at_the_same_wall_time_of_the_day_before_also_when_the_clocks_change() {
    let at: DateTime<Utc> = "2026-10-25T19:00:00Z".parse().expect("an instant");
    let entry = |tentative| Entry::Plan {
        plan: PlanId::from_bytes([7; 16]),
        at,
        day_before: "2026-10-24T18:00:00Z".parse().expect("an instant"),
        minutes: 90,
        tentative,
        place: "Rua 1; Lisboa".to_owned(),
        summary: "Meet Ana".to_owned(),
    };
    let agreed = lines(&written(&[entry(false)]));
    for line in ["DTSTART:20261025T190000Z", "TRIGGER:-PT1500M", "TRIGGER:-PT60M", "LOCATION:Rua 1\\; Lisboa"]
    {
        assert!(agreed.contains(&line.to_owned()), "{line}: {agreed:?}");
    }
    let uid = |lines: &[String]| lines.iter().find(|line| line.starts_with("UID:")).cloned();
    let proposed = lines(&written(&[entry(true)]));
    assert_ne!(uid(&agreed), uid(&proposed));
    assert_eq!(uid(&proposed), uid(&lines(&written(&[entry(true)]))), "the same each time");
}
