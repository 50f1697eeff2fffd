//! "How due works", case by case.

use chrono_tz::Tz;
use kith_core::{Fate, Mode, Prompt, PromptId, Repeat, Row, Settings, Slot, Summary};
use rstest::rstest;

use crate::book::{Book, after, at, day, rule, wall};

const MADRID: Tz = Tz::Europe__Madrid;

fn meet_and_call(book: &mut Book) -> kith_core::PersonId {
    book.add("Ana", &[(Mode::InPerson, after("3mo", "2026-01-01")), (Mode::Voice, after("3w", "2026-01-01"))])
}

#[rstest]
#[case::a_meeting_satisfies_both(Mode::InPerson, "2026-06-01T09:00", "2026-03-22T09:00")]
#[case::a_call_satisfies_only_the_calls(Mode::Voice, "2026-01-01T09:00", "2026-03-22T09:00")]
#[case::a_text_does_not_quiet_a_meeting_cadence(Mode::Message, "2026-01-01T09:00", "2026-01-01T09:00")]
#[case::a_like_counts_for_nothing(Mode::Reaction, "2026-01-01T09:00", "2026-01-01T09:00")]
fn each_cadence_has_its_own_clock(#[case] mode: Mode, #[case] meet: &str, #[case] call: &str) {
    let mut book = Book::new(MADRID, "2026-01-01T08:00");
    let ana = meet_and_call(&mut book);
    book.until("2026-03-01T18:30");
    book.log(ana, mode);
    assert_eq!(book.dues(ana), [Some(meet.to_owned()), Some(call.to_owned())]);
}

#[rstest]
#[case::three_weeks_over_the_clock_change("3w", "2026-03-15T23:50", "2026-04-05T09:00")]
#[case::a_month_after_the_31st("1mo", "2026-01-31T10:00", "2026-02-28T09:00")]
#[case::a_year_after_29_february("1y", "2024-02-29T10:00", "2025-02-28T09:00")]
#[case::days("10d", "2026-12-28T00:05", "2027-01-07T09:00")]
fn after_last_contact_is_counted_on_the_calendar(
    #[case] every: &str,
    #[case] contact: &str,
    #[case] due: &str,
) {
    let mut book = Book::new(MADRID, contact);
    let ana = book.add("Ana", &[(Mode::Voice, after(every, "2020-01-01"))]);
    book.log(ana, Mode::Voice);
    assert_eq!(book.due(ana).as_deref(), Some(due));
}

#[test]
fn somebody_never_contacted_is_due_on_the_first_day() {
    let mut book = Book::new(MADRID, "2026-01-01T08:00");
    let ana = book.add("Ana", &[(Mode::Voice, after("3w", "2026-01-04"))]);
    assert_eq!(book.due(ana).as_deref(), Some("2026-01-04T09:00"));
}

#[rstest]
#[case::the_apps(None, None, "2026-01-04T09:00")]
#[case::the_persons(Some("18:15:00"), None, "2026-01-04T18:15")]
#[case::the_cadences_own(Some("18:15:00"), Some("07:00:00"), "2026-01-04T07:00")]
fn it_asks_at_the_preferred_time(#[case] person: Option<&str>, #[case] own: Option<&str>, #[case] due: &str) {
    let mut book = Book::new(MADRID, "2026-01-01T08:00");
    let time = |text: Option<&str>| text.map(|text| text.parse().expect("a time"));
    let every = "3w".parse().expect("an interval");
    let ana =
        book.add("Ana", &[(Mode::Voice, Repeat::After { every, first: day("2026-01-04"), at: time(own) })]);
    book.change(ana, |ana| ana.preferred_time = time(person));
    assert_eq!(book.due(ana).as_deref(), Some(due));
}

#[test]
fn the_first_contact_on_the_first_day_is_a_wait_of_its_own() {
    let mut book = Book::new(MADRID, "2026-01-04T09:30");
    let ana = book.add("Ana", &[(Mode::Voice, after("3w", "2026-01-04"))]);
    let (cadence, first) = book.slots(ana)[0];
    book.log(ana, Mode::Voice);
    assert_eq!(first, Slot::First(day("2026-01-04")));
    assert_eq!(book.slots(ana), [(cadence, Slot::Since(day("2026-01-04")))]);
}

#[test]
fn a_contact_logged_late_counts_from_the_day_it_happened() {
    let mut book = Book::new(MADRID, "2026-01-20T12:00");
    let ana = book.add("Ana", &[(Mode::Voice, after("3w", "2026-01-20"))]);
    book.log_at(ana, Mode::Voice, at("2026-01-10T12:00", MADRID));
    assert_eq!(book.due(ana).as_deref(), Some("2026-01-31T09:00"));
}

#[test]
fn the_day_of_a_contact_stays_when_you_travel() {
    let mut book = Book::new(MADRID, "2026-01-10T00:30");
    let ana = book.add("Ana", &[(Mode::Voice, after("3w", "2026-01-01"))]);
    book.log(ana, Mode::Voice);
    book.zone = Tz::America__Los_Angeles; // where it was still the ninth
    assert_eq!(book.due(ana).as_deref(), Some("2026-01-31T09:00"));
}

#[test]
fn a_circle_brings_its_cadences_until_somebody_has_one_of_their_own() {
    let mut book = Book::new(MADRID, "2026-01-01T08:00");
    let ana = book.add("Ana", &[]);
    book.change(ana, |ana| {
        ana.circle = Some(kith_core::Circle::Close);
        ana.circle_first = Some(day("2026-01-03"));
    });
    assert_eq!(book.dues(ana), [Some("2026-01-03T09:00".to_owned()), Some("2026-01-03T09:00".to_owned())]);
    let own = book.add("Own", &[(Mode::Message, after("1y", "2026-05-01"))]);
    book.change(own, |own| own.circle = Some(kith_core::Circle::Close));
    assert_eq!(book.dues(own), [Some("2026-05-01T09:00".to_owned())]);
}

/// Tuesdays at 19:00, made on New Year's Day.
fn on_tuesdays(book: &mut Book) -> kith_core::PersonId {
    book.add("Luis", &[(Mode::Voice, rule("FREQ=WEEKLY;BYDAY=TU", "2026-01-06T19:00", Some(MADRID)))])
}

#[rstest]
#[case::before_the_first_slot("2026-01-02T10:00", "2026-01-06T19:00")]
#[case::a_minute_before("2026-01-06T18:59", "2026-01-06T19:00")]
#[case::at_the_slot("2026-01-06T19:00", "2026-01-06T19:00")]
#[case::it_stays_due_until_the_next("2026-01-13T18:59", "2026-01-06T19:00")]
#[case::missed_slots_collapse_into_the_latest("2026-03-12T10:00", "2026-03-10T19:00")]
fn a_rule_asks_on_its_slots(#[case] now: &str, #[case] due: &str) {
    let mut book = Book::new(MADRID, "2026-01-01T08:00");
    let luis = on_tuesdays(&mut book);
    book.until(now);
    assert_eq!(book.due(luis).as_deref(), Some(due));
}

#[rstest]
#[case::a_contact_after_the_slot_satisfies_it("2026-01-14T12:00", Mode::Voice, "2026-01-20T19:00")]
#[case::one_in_the_second_half_before_satisfies_it_early("2026-01-11T12:00", Mode::Voice, "2026-01-20T19:00")]
#[case::the_middle_belongs_to_the_second_half("2026-01-10T07:00", Mode::Voice, "2026-01-20T19:00")]
#[case::one_in_the_first_half_does_not("2026-01-10T06:59", Mode::Voice, "2026-01-13T19:00")]
#[case::a_text_does_not("2026-01-14T12:00", Mode::Message, "2026-01-13T19:00")]
fn a_contact_satisfies_the_slot_it_belongs_to(#[case] contact: &str, #[case] mode: Mode, #[case] due: &str) {
    let mut book = Book::new(MADRID, "2026-01-01T08:00");
    let luis = on_tuesdays(&mut book);
    book.until("2026-01-15T12:00");
    book.log_at(luis, mode, at(contact, MADRID));
    assert_eq!(book.due(luis).as_deref(), Some(due));
}

#[rstest]
#[case::in_what_would_be_the_second_half("2026-01-03T07:00", "2026-01-13T19:00")]
#[case::too_early("2026-01-03T06:59", "2026-01-06T19:00")]
fn the_first_slot_can_be_met_early_as_if_there_were_one_before(#[case] contact: &str, #[case] due: &str) {
    let mut book = Book::new(MADRID, "2026-01-01T08:00");
    let luis = on_tuesdays(&mut book);
    book.until("2026-01-04T12:00");
    book.log_at(luis, Mode::Voice, at(contact, MADRID));
    assert_eq!(book.due(luis).as_deref(), Some(due));
}

#[test]
fn slots_before_a_rule_was_made_do_not_count() {
    let mut book = Book::new(MADRID, "2026-01-08T08:00");
    let luis = on_tuesdays(&mut book);
    assert_eq!(book.due(luis).as_deref(), Some("2026-01-13T19:00"));
}

#[test]
fn a_rule_that_has_ended_asks_no_more() {
    let mut book = Book::new(MADRID, "2026-01-01T08:00");
    let twice = rule("FREQ=WEEKLY;COUNT=2", "2026-01-06T19:00", Some(MADRID));
    let luis = book.add("Luis", &[(Mode::Voice, twice)]);
    book.until("2026-01-20T12:00");
    assert_eq!(book.due(luis).as_deref(), Some("2026-01-13T19:00"), "the last slot still waits");
    book.log(luis, Mode::Voice);
    assert_eq!(book.due(luis), None);
    assert_eq!(book.row(luis).cadences[0].rule_from, None);
}

#[test]
fn a_rule_with_a_zone_keeps_it_and_one_without_follows_you() {
    let mut book = Book::new(MADRID, "2026-01-01T08:00");
    let weekly = |zone| (Mode::Voice, rule("FREQ=WEEKLY", "2026-01-06T19:00", zone));
    let luis = book.add("Luis", &[weekly(Some(MADRID)), weekly(None)]);
    book.zone = Tz::America__New_York;
    assert_eq!(book.dues(luis), [Some("2026-01-06T13:00".to_owned()), Some("2026-01-06T19:00".to_owned())]);
}

#[rstest]
#[case::cairo_gap(
    Tz::Africa__Cairo,
    "FREQ=YEARLY;BYMONTH=4;BYDAY=-1FR",
    "2025-04-25T00:30",
    "2026-04-24T01:30"
)]
#[case::beirut_gap(Tz::Asia__Beirut, "FREQ=DAILY", "2026-03-28T00:00", "2026-03-29T01:00")]
#[case::santiago_gap(Tz::America__Santiago, "FREQ=WEEKLY", "2026-08-30T00:00", "2026-09-06T01:00")]
#[case::havana_fold(Tz::America__Havana, "FREQ=MONTHLY;BYDAY=1SU", "2026-10-04T00:30", "2026-11-01T00:30")]
fn no_slot_is_lost_to_a_clock_change(
    #[case] zone: Tz,
    #[case] text: &str,
    #[case] start: &str,
    #[case] due: &str,
) {
    let mut book = Book::new(zone, start);
    let luis = book.add("Luis", &[(Mode::Voice, rule(text, start, Some(zone)))]);
    book.log(luis, Mode::Voice);
    assert_eq!(book.due(luis).as_deref(), Some(due));
}

#[test]
fn a_slot_inside_a_fold_has_come_at_the_earlier_instant_and_once() {
    let zone = Tz::America__Havana;
    let mut book = Book::new(zone, "2026-10-30T12:00");
    let luis = book.add("Luis", &[(Mode::Voice, rule("FREQ=DAILY", "2026-10-30T00:30", Some(zone)))]);
    book.now = at("2026-11-01T00:30", zone) + chrono::TimeDelta::minutes(45); // the second 00:15
    let (_, slot) = book.slots(luis)[0];
    assert_eq!(slot, Slot::At(wall("2026-11-01T00:30")));
    assert!(book.row(luis).dues(&book.frame())[0].1.is_some_and(|due| due.at < book.now));
}

/// A skipped prompt for what the only cadence asks for now.
fn skipped(book: &Book, person: kith_core::PersonId, skipped_on: &str) -> Prompt {
    let (cadence, slot) = book.slots(person)[0];
    Prompt {
        id: PromptId::new(book.now),
        person,
        cadence,
        slot,
        fired: book.now,
        day: book.today(),
        digest: false,
        fate: Fate::Skipped { day: day(skipped_on) },
        extra: kith_core::Extra::new(),
    }
}

fn due_with(book: &Book, person: kith_core::PersonId, prompt: &Prompt) -> Option<String> {
    let mut summary: Summary = book.row(person).summary.clone();
    summary.marks.entry(prompt.cadence).or_default().include(prompt);
    let person = book.people.iter().find(|known| known.id == person).expect("somebody in the book");
    let due = Row::of(person, summary).dues(&book.frame())[0].1;
    due.map(|due| due.local.format("%Y-%m-%dT%H:%M").to_string())
}

#[test]
fn a_skipped_wait_begins_anew_on_the_day_of_the_skip() {
    let mut book = Book::new(MADRID, "2026-01-04T09:00");
    let ana = book.add("Ana", &[(Mode::Voice, after("3w", "2026-01-04"))]);
    let skip = skipped(&book, ana, "2026-01-06");
    assert_eq!(due_with(&book, ana, &skip).as_deref(), Some("2026-01-27T09:00"));
}

#[test]
fn a_skipped_slot_of_a_rule_is_passed() {
    let mut book = Book::new(MADRID, "2026-01-01T08:00");
    let luis = on_tuesdays(&mut book);
    book.until("2026-01-07T09:00");
    let skip = skipped(&book, luis, "2026-01-07");
    assert_eq!(due_with(&book, luis, &skip).as_deref(), Some("2026-01-13T19:00"));
}

#[test]
fn a_contact_that_is_taken_back_leaves_the_cadence_as_it_was() {
    let mut book = Book::new(MADRID, "2026-01-01T08:00");
    let luis = on_tuesdays(&mut book);
    book.until("2026-01-07T09:00");
    let before = book.slots(luis);
    let check_in = book.log(luis, Mode::Voice);
    assert_ne!(book.slots(luis), before);
    book.take_back(luis, check_in);
    assert_eq!(book.slots(luis), before);
}

#[test]
fn a_row_is_read_back_as_it_was_written() {
    let mut book = Book::new(MADRID, "2026-01-01T08:00");
    let luis = on_tuesdays(&mut book);
    book.change(luis, |luis| {
        luis.birthday = "--02-29".parse().ok();
        luis.note = "met at the choir".to_owned();
        luis.zone = Some(Tz::Asia__Tokyo);
    });
    book.log(luis, Mode::InPerson);
    let row = book.row(luis);
    let text = serde_json::to_string(row).expect("JSON");
    assert_eq!(serde_json::from_str::<Row>(&text).expect("a row"), *row);
    assert_eq!(row.find_text, "met at the choir");
    assert_eq!(row.cadences_in_force(&Settings::default(), book.frame().today()), book.people[0].cadences);
}
