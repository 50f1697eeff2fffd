//! The sentences that people read, made from typed data.

use std::{fmt::Debug, str::FromStr};

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use kith_app::{
    AskView, ComingView, DateView, ImportReport, Logged, NextDue, PromptLine, Satisfied, SteppedUp,
    today::Coming,
};
use kith_core::{
    Cadence, CheckIn, Contact, Due, Extra, Fate, Mode, Prompt, Repeat, Slot, dates::Kept, ladder::ModeClock,
    today::Held,
};
use kith_exchange::{Kind, LeftOut, Reason};
use kith_words::Words;
use rstest::rstest;

fn words() -> Words {
    Words::new(Some("en-GB"))
}

/// Sunday 22 November 2026, noon in Madrid.
fn now() -> DateTime<Tz> {
    at("2026-11-22T12:00:00+01:00")
}

fn at(text: &str) -> DateTime<Tz> {
    text.parse::<DateTime<chrono::Utc>>().expect("a time").with_timezone(&Tz::Europe__Madrid)
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// Always the same id for the same number.
fn id<Id: FromStr<Err: Debug>>(number: u64) -> Id {
    format!("00000000-0000-7000-8000-{number:012x}").parse().expect("an id")
}

fn cadence(mode: Mode, every: &str) -> Cadence {
    let repeat =
        Repeat::After { every: every.parse().expect("an interval"), first: NaiveDate::default(), at: None };
    Cadence { id: id(mode as u64), mode, repeat, added: now().to_utc(), extra: Extra::new() }
}

fn contact(mode: Mode, on: &str) -> Contact {
    let day = day(on);
    let at = day.and_hms_opt(12, 0, 0).expect("noon").and_utc();
    Contact { at, day, mode, check_in: id(at.timestamp().unsigned_abs()) }
}

/// Ana, whom a cadence asks for since the morning.
fn ask(cadence: Cadence, last: Option<Contact>, last_any: Option<Contact>, note: Option<&str>) -> AskView {
    let due = at("2026-11-22T09:00:00+01:00");
    AskView {
        person: id(1),
        name: "Ana Ruiz".to_owned(),
        circle: None,
        phone: None,
        email: None,
        cadence,
        due: Due { at: due.to_utc(), local: due.naive_local(), slot: Slot::Since(day("2026-11-01")) },
        due_local: due,
        last,
        last_any,
        last_note: note.map(str::to_owned),
        also: Vec::new(),
        prompt: None,
        fired: None,
        their_time: None,
        may_call: true,
        nearer: false,
    }
}

#[rstest]
#[case::never(
    cadence(Mode::Voice, "3w"),
    None,
    None,
    None,
    "You meant to call every three weeks, and have not logged a contact yet."
)]
#[case::only_a_lesser_contact(
    cadence(Mode::InPerson, "3mo"),
    None,
    Some(contact(Mode::Message, "2026-11-20")),
    None,
    "You meant to meet every three months, and have not logged a meeting yet. You were last in touch on Friday."
)]
#[case::lately(
    cadence(Mode::Voice, "3w"),
    Some(contact(Mode::Voice, "2026-10-29")),
    Some(contact(Mode::Voice, "2026-10-29")),
    None,
    "You meant to call every three weeks. You last spoke on 29 October."
)]
#[case::with_a_note(
    cadence(Mode::Voice, "3w"),
    Some(contact(Mode::Voice, "2026-10-29")),
    Some(contact(Mode::Voice, "2026-10-29")),
    Some("her father’s operation."),
    "You meant to call every three weeks. You last spoke on 29 October; you noted “her father’s operation”."
)]
#[case::long_ago(
    cadence(Mode::InPerson, "3mo"),
    Some(contact(Mode::InPerson, "2026-07-20")),
    Some(contact(Mode::InPerson, "2026-07-20")),
    Some("lunch at her new place"),
    "You meant to meet every three months. It has been four months since you met; you noted “lunch at her new place”."
)]
#[case::a_note_from_a_later_message(
    cadence(Mode::InPerson, "3mo"),
    Some(contact(Mode::InPerson, "2026-07-20")),
    Some(contact(Mode::Message, "2026-11-10")),
    Some("sent photos"),
    "You meant to meet every three months. It has been four months since you met; you last noted “sent photos”."
)]
#[case::more_than_was_meant(
    cadence(Mode::Voice, "1w"),
    Some(contact(Mode::InPerson, "2026-11-13")),
    Some(contact(Mode::InPerson, "2026-11-13")),
    None,
    "You meant to call every week. You last met on 13 November."
)]
fn a_prompt_says_what_was_meant_and_what_stayed(
    #[case] cadence: Cadence,
    #[case] last: Option<Contact>,
    #[case] last_any: Option<Contact>,
    #[case] note: Option<&str>,
    #[case] expected: &str,
) {
    assert_eq!(words().why(&ask(cadence, last, last_any, note), &now()), expected);
}

#[test]
fn a_prompt_of_a_rule_says_the_rule() {
    let start = "2026-01-13T19:00:00".parse().expect("a time");
    let repeat = Repeat::Rule { rule: "FREQ=MONTHLY;BYDAY=2TU".to_owned(), start, zone: None };
    let cadence = Cadence { repeat, ..cadence(Mode::InPerson, "1d") };
    let why = words().why(&ask(cadence, None, None, None), &now());
    let expected =
        "You meant to meet on the second Tuesday of the month at 19:00, and have not logged a contact yet.";
    assert_eq!(why, expected);
}

#[rstest]
#[case("", "")]
#[case("One line,\nand another.", "One line, and another")]
#[case(
    "Her father’s operation went well, she is back at work since Monday, and they think about moving to Las Palmas",
    "Her father’s operation went well, she is back at work since Monday, and they…"
)]
fn a_long_note_is_cut_at_a_word(#[case] note: &str, #[case] expected: &str) {
    assert_eq!(words().shortened(note), expected);
}

#[test]
fn a_note_without_spaces_is_cut_all_the_same() {
    let shortened = words().shortened(&"誕生日".repeat(100));
    assert_eq!(shortened.chars().count(), 81);
    assert!(shortened.ends_with('…'));
}

#[rstest]
#[case(Held::Snoozed { until: at("2026-11-23T09:00:00+01:00").to_utc() }, "Snoozed until tomorrow at 09:00")]
#[case(Held::PersonPaused { until: day("2026-12-03") }, "Paused until 3 December")]
#[case(Held::AllPaused { until: at("2026-11-22T13:00:00+01:00").to_utc() }, "Kith is paused until today at 13:00")]
#[case(Held::NightThere { until: at("2026-11-23T00:30:00+01:00").to_utc(), zone: Tz::Asia__Tokyo }, "No hour for a call at their place until tomorrow at 00:30")]
fn who_is_held_back_is_explained(#[case] held: Held, #[case] expected: &str) {
    assert_eq!(words().held(&held, &now()), expected);
}

#[rstest]
#[case(Coming::Birthday { turns: Some(70) }, "Ana turns 70")]
#[case(Coming::Birthday { turns: Some(0) }, "Birthday of Ana")]
#[case(Coming::Birthday { turns: None }, "Birthday of Ana")]
#[case(Coming::Due(cadence(Mode::Message, "1y")), "Write to Ana")]
#[case(Coming::Due(cadence(Mode::InPerson, "1y")), "Meet Ana")]
fn what_comes_is_said_in_a_few_words(#[case] what: Coming, #[case] expected: &str) {
    let coming = ComingView { day: day("2026-11-28"), person: id(1), name: "Ana".to_owned(), what };
    assert_eq!(words().coming(&coming), expected);
}

#[rstest]
#[case(Fate::Fired, "Friday at 09:00: Call Ana. Waiting.")]
#[case(Fate::Snoozed { until: at("2026-11-23T09:00:00+01:00").to_utc() },
    "Friday at 09:00: Call Ana. Snoozed until tomorrow at 09:00.")]
#[case(Fate::Snoozed { until: at("2026-11-22T11:00:00+01:00").to_utc() }, "Friday at 09:00: Call Ana. Waiting.")]
#[case(Fate::Skipped { day: day("2026-11-21") }, "Friday at 09:00: Call Ana. Skipped yesterday.")]
#[case(Fate::Answered { check_in: id(1) }, "Friday at 09:00: Call Ana. Answered.")]
#[case(Fate::Passed, "Friday at 09:00: Call Ana. The next one came.")]
fn a_prompt_that_was_shown_tells_its_fate(#[case] fate: Fate, #[case] expected: &str) {
    let line = PromptLine { prompt: prompt(fate), name: "Ana".to_owned(), mode: Some(Mode::Voice) };
    assert_eq!(words().prompt_line(&line, &now()), expected);
}

#[test]
fn a_prompt_for_somebody_who_was_removed_can_be_read() {
    let line = PromptLine { prompt: prompt(Fate::Passed), name: String::new(), mode: None };
    assert_eq!(
        words().prompt_line(&line, &now()),
        "Friday at 09:00: somebody you removed. The next one came."
    );
}

fn prompt(fate: Fate) -> Prompt {
    let fired = at("2026-11-20T09:00:00+01:00");
    Prompt {
        id: id(1),
        person: id(1),
        cadence: id(1),
        slot: Slot::Since(day("2026-10-29")),
        fired: fired.to_utc(),
        day: fired.date_naive(),
        digest: false,
        fate,
        extra: Extra::new(),
    }
}

fn logged(
    mode: Mode,
    people: &[(u64, &str)],
    satisfied: &[(u64, Mode)],
    next: &[(u64, Mode, &str)],
) -> Logged {
    let name =
        |person: u64| people.iter().find(|(it, _)| *it == person).map_or("", |(_, name)| name).to_owned();
    let check_in = CheckIn {
        id: id(9),
        people: people.iter().map(|(person, _)| id(*person)).collect(),
        mode,
        at: now().to_utc(),
        day: now().date_naive(),
        minutes: Some(45),
        started_by: None,
        note: "the garden".to_owned(),
        felt: None,
        logged: now().to_utc(),
        extra: Extra::new(),
    };
    let satisfied = satisfied.iter().map(|(person, mode)| Satisfied {
        person: id(*person),
        name: name(*person),
        cadence: cadence(*mode, "3w"),
    });
    let next = next.iter().map(|(person, mode, due)| NextDue {
        person: id(*person),
        name: name(*person),
        cadence: cadence(*mode, "3w"),
        due: at(due),
    });
    let names = people.iter().map(|(_, name)| (*name).to_owned()).collect();
    Logged {
        check_in,
        names,
        satisfied: satisfied.collect(),
        next: next.collect(),
        promise: None,
        could: (mode == Mode::Reaction).then_some(Mode::Voice),
        step_up: None,
    }
}

#[rstest]
#[case::one(
    logged(Mode::Voice, &[(1, "Ana")], &[(1, Mode::Voice)],
        &[(1, Mode::InPerson, "2027-03-01T09:00:00+01:00"), (1, Mode::Voice, "2026-12-14T09:00:00+01:00")]),
    "Logged a call with Ana. Next: call by 14 December. You still mean to meet by 1 March.")]
#[case::a_deeper_one_is_due(
    logged(Mode::Message, &[(1, "Ana")], &[], &[(1, Mode::InPerson, "2026-11-20T09:00:00+01:00")]),
    "Logged a message with Ana. Good. You still meant to meet.")]
#[case::a_deeper_one_is_far_away(
    logged(Mode::Message, &[(1, "Ana")], &[],
        &[(1, Mode::InPerson, "2027-03-01T09:00:00+01:00"), (1, Mode::Voice, "2026-12-04T09:00:00+01:00")]),
    "Logged a message with Ana. Good. You still meant to call within two weeks and meet by spring.")]
#[case::two_people(
    logged(Mode::InPerson, &[(1, "Ana"), (2, "Luis")], &[(1, Mode::InPerson), (2, Mode::Voice)],
        &[(1, Mode::InPerson, "2026-12-14T09:00:00+01:00"), (2, Mode::Voice, "2026-11-23T09:00:00+01:00")]),
    "Logged that you met Ana and Luis. Next: call Luis by tomorrow and meet Ana by 14 December.")]
#[case::without_cadences(logged(Mode::Voice, &[(1, "Ana")], &[], &[]), "Logged a call with Ana.")]
#[case::a_like(
    logged(Mode::Reaction, &[(1, "Ana")], &[], &[(1, Mode::Voice, "2026-11-20T09:00:00+01:00")]),
    "Noted a like for Ana. It counts for nothing. You could call instead, or plan to meet. You still mean to call.")]
fn logging_says_what_comes_next(#[case] logged: Logged, #[case] expected: &str) {
    assert_eq!(words().logged(&logged, &now()), expected);
}

#[test]
fn a_check_in_is_one_line() {
    let check_in = logged(Mode::InPerson, &[(1, "Ana"), (2, "Luis")], &[], &[]).check_in;
    let line = words().check_in(&check_in, &["Ana".to_owned(), "Luis".to_owned()], &now());
    assert_eq!(line, "today: met Ana and Luis, 45 min. “the garden”");
}

#[rstest]
#[case(3, 0, &[], "Added Name 0, Name 1 and Name 2.")]
#[case(12, 1, &[], "Added twelve people. One person was there already and stays as they are.")]
#[case(0, 1234, &[], "Nobody was added. 1,234 people were there already and stay as they are.")]
#[case(
    1,
    0,
    &[Reason::NoName, Reason::Media, Reason::NoName, Reason::TooLong { limit: 65_536 }],
    "Added Name 0. Left out: two entries without a name, a picture or sound and a field over 65 kB."
)]
fn an_import_says_what_came_along(
    #[case] added: usize,
    #[case] same: usize,
    #[case] left_out: &[Reason],
    #[case] expected: &str,
) {
    let report = ImportReport {
        kinds: vec![Kind::Vcard],
        read: added + same,
        added: (0..added).map(|number| (id(1), format!("Name {number}"))).collect(),
        same,
        left_out: left_out.iter().map(|reason| (0, LeftOut { line: 1234, reason: *reason })).collect(),
        ..ImportReport::default()
    };
    assert_eq!(words().import(&report), expected);
}

#[rstest]
#[case(Reason::NoName, "Line 1234: an entry without a name")]
#[case(Reason::NoEnd, "Line 1234: a card without an end")]
#[case(Reason::Group, "Line 1234: a card of a group")]
#[case(Reason::NotAField, "Line 1234: a line that is no field")]
#[case(Reason::OutsideCard, "Line 1234: text outside of any card")]
#[case(Reason::Nested, "Line 1234: a card deep inside of other cards")]
#[case(Reason::PhotoTooLarge { limit: 2 * 1024 * 1024 }, "Line 1234: a picture over 2 MB")]
#[case(Reason::NotAnEntry, "Line 1234: an entry that is damaged")]
#[case(Reason::NoDay, "Line 1234: a contact without a day, or with a day to come")]
#[case(Reason::WithNobody, "Line 1234: a contact with nobody of the file")]
#[case(Reason::NoPlace, "Line 1234: an entry that Kith has no place for")]
fn what_was_left_out_is_found_in_the_file(#[case] reason: Reason, #[case] expected: &str) {
    assert_eq!(words().left_out(&LeftOut { line: 1234, reason }, None), expected);
}

#[test]
fn a_notification_on_a_screen_that_others_see_names_nobody() {
    let contact = contact(Mode::Voice, "2026-10-29");
    let ask = ask(cadence(Mode::Voice, "3w"), Some(contact), Some(contact), Some("operation"));
    let shown = words().notification(&ask, true, &now());
    assert_eq!(shown.title, "Ana Ruiz");
    assert!(shown.body.contains("operation"));
    let shown = words().notification(&ask, false, &now());
    assert_eq!(
        (shown.title.as_str(), shown.body.as_str()),
        ("A good time for a call", "Open Kith to see whom.")
    );
    let digest = words().digest(&[ask.clone(), ask], false);
    assert_eq!(digest.body, "When you have a moment, two people would be good to reach.");
}

#[test]
fn a_digest_names_whom_it_is_about() {
    let ana = ask(cadence(Mode::Voice, "3w"), None, None, None);
    let luis = AskView { name: "Luis".to_owned(), ..ana.clone() };
    let digest = words().digest(&[ana, luis], true);
    assert_eq!(digest.body, "Ana Ruiz and Luis would be good to reach, when you have a moment.");
}

#[rstest]
#[case(0, "Kith: all is quiet")]
#[case(1, "Kith: one person to reach")]
#[case(3, "Kith: three people to reach")]
fn the_tray_says_how_many_there_are_to_reach(#[case] asks: usize, #[case] expected: &str) {
    assert_eq!(words().tray_tooltip(asks), expected);
}

#[rstest]
#[case(None, "You have written for a while without hearing each other. Would a call with Ana be good?")]
#[case(
    Some("2026-11-23T08:30:00+01:00"),
    "You have written for a while without hearing each other. A call with Ana would be good tomorrow at 08:30."
)]
fn a_step_up_is_a_question_and_at_night_one_for_tomorrow(#[case] from: Option<&str>, #[case] expected: &str) {
    let step = SteppedUp { person: id(1), name: "Ana".to_owned(), mode: Mode::Voice, from: from.map(at) };
    assert_eq!(words().step_up(&step, &now()), expected);
}

#[rstest]
#[case::turns("2026-11-24", Kept::Birthday { turns: Some(70), may_call: false }, "Mum turns 70 on Tuesday.",
    "A visit, or a call on the day, would mean more than a post.")]
#[case::today("2026-11-22", Kept::Birthday { turns: None, may_call: true }, "Mum has a birthday today.",
    "A call or a visit would mean more than a post.")]
#[case::remembered("2026-11-22", Kept::Remembrance, "You remember Mum today.", "")]
fn a_day_that_is_near_suggests_a_call_or_a_visit_and_for_the_dead_nothing(
    #[case] on: &str,
    #[case] what: Kept,
    #[case] said: &str,
    #[case] deed: &str,
) {
    let date =
        DateView { person: id(1), name: "Mum".to_owned(), circle: None, day: day(on), what, phone: None };
    assert_eq!(words().near_date(&date, now().date_naive()), said);
    assert_eq!(words().near_date_deed(&date), deed);
}

#[test]
fn a_clock_says_when_it_was_last_what_is_meant_and_what_is_next() {
    let due = at("2027-01-29T09:00:00+01:00");
    let clock = ModeClock {
        mode: Mode::InPerson,
        last: Some(contact(Mode::InPerson, "2026-10-29")),
        meant: Some(cadence(Mode::InPerson, "3mo")),
        next: Some(Due { at: due.to_utc(), local: due.naive_local(), slot: Slot::Since(day("2026-10-29")) }),
        gone: Some(26),
    };
    assert_eq!(
        words().mode_clock_line(&clock, true, &now()),
        "In person: Last on 29 October · Meant every three months · Next: 29 January"
    );
    assert_eq!(words().mode_clock_line(&clock, false, &now()), "In person: Last on 29 October");
}
