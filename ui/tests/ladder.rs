//! The depth ladder on the pages: clocks, one step up, what comes after a call was begun, days that come near.

mod common;

use common::{Answer, Kith};
use http::StatusCode;
use kith_app::NewCheckIn;
use kith_core::{Boundary, Circle, Felt, Labelled, Mode, Person, PersonId, StartedBy, Status};
use rstest::rstest;

fn edit(kith: &Kith, id: PersonId, change: impl FnOnce(&mut Person)) {
    kith.app.edit_person(id, change).expect("edited");
}

fn with_phone(kith: &Kith, name: &str) -> PersonId {
    let id = kith.person(name);
    edit(kith, id, |person| {
        person.phones = vec![Labelled::plain("+34 600 10 20 30")];
        person.zone = Some(chrono_tz::Tz::Europe__Madrid);
    });
    id
}

fn page_of(kith: &Kith, id: PersonId) -> Answer {
    kith.get(&format!("/people/{id}"))
}

fn text(kith: &Kith, id: PersonId) -> Answer {
    kith.post_and_follow("/check-ins", &[("with", &id.to_string()), ("mode", "message"), ("text", "")])
}

/// So many texts, and the page after the last.
fn texts(kith: &Kith, id: PersonId, count: usize) -> Answer {
    (1..count).for_each(|_| drop(text(kith, id)));
    text(kith, id)
}

#[test]
fn a_persons_page_has_one_clock_a_mode_that_says_what_was_is_meant_and_comes() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    assert!(!page_of(&kith, id).has(".clocks"), "nothing to show yet");
    kith.app.set_circle(&[id], Some(Circle::Close)).expect("moved");
    kith.call(id, "2026-11-20", "");
    let page = page_of(&kith, id);
    let clocks: Vec<String> = page.all(".clocks h3").iter().map(|title| title.text().collect()).collect();
    assert_eq!(clocks, ["In person", "Video call", "Call", "Message"]);
    let call: Vec<String> = page.all("#clock-voice p").iter().map(|line| line.text().collect()).collect();
    assert_eq!(call, ["Last on Friday", "Meant every three weeks", "Next: 11 December"]);
    assert!(page.words("#clock-in-person").contains("Meant every three months"));
    assert!(page.has("#clock-voice .gone") && !page.has("#clock-video .gone"));
}

#[rstest]
#[case::resting(|person: &mut Person| person.status = Status::Resting)]
#[case::behind_a_boundary(|person: &mut Person| person.boundary = Some(Boundary::NeverSuggest))]
fn a_clock_of_somebody_who_is_not_suggested_tells_only_what_was(#[case] change: fn(&mut Person)) {
    let kith = Kith::new();
    let id = kith.due("Ana");
    kith.call(id, "2026-02-01", "");
    edit(&kith, id, change);
    assert!(!page_of(&kith, id).words(".clocks").contains("Meant"));
}

#[test]
fn a_text_says_kindly_what_it_left_where_it_was() {
    let kith = Kith::new();
    let id = kith.due("Ana");
    assert!(text(&kith, id).said().starts_with("Logged a message with Ana. Good. You still meant to call."));
}

#[test]
fn after_five_texts_a_call_is_offered_once_to_make_to_plan_or_not_to_suggest() {
    let kith = Kith::new();
    let id = with_phone(&kith, "Ana");
    let last = texts(&kith, id, 5);
    assert!(last.words(".offer").contains("Would a call with Ana be good?"), "{}", last.said());
    assert!(last.has("#offer-call") && last.has("#offer-plan"));
    assert_eq!(last.words("#offer-off"), "Not with Ana");
    assert!(!text(&kith, id).has(".offer"), "not again for a month");
    kith.post_and_follow(&format!("/people/{id}/no-step-up"), &[]);
    assert!(kith.app.known(id).expect("Ana").no_step_up);
}

#[test]
fn at_night_the_call_is_offered_for_the_morning() {
    let kith = Kith::new();
    let id = with_phone(&kith, "Ana");
    kith.set_time("2026-11-22T23:00:00[Europe/Madrid]");
    let last = texts(&kith, id, 5);
    assert!(last.words(".offer").contains("tomorrow at 08:30"), "{}", last.said());
    assert!(!last.has("#offer-call") && last.has("#offer-plan"));
}

#[rstest]
#[case("/today")]
#[case("/people")]
#[case("/settings")]
fn whoever_comes_back_is_asked_on_whatever_page_they_are(#[case] path: &str) {
    let kith = Kith::new();
    let id = with_phone(&kith, "Ana");
    kith.post(&format!("/people/{id}/call"), &[]);
    kith.set_time("2026-11-22T14:43:00[Europe/Madrid]");
    let page = kith.get(path);
    assert_eq!(page.words(".question p"), "Did you reach Ana?");
    assert_eq!(page.attr(".question input[name=minutes]", "value"), "23");
}

#[test]
fn yes_logs_the_call_with_its_minutes_in_one_click() {
    let kith = Kith::new();
    let id = with_phone(&kith, "Ana");
    kith.post(&format!("/people/{id}/call"), &[]);
    kith.set_time("2026-11-22T14:43:00[Europe/Madrid]");
    let page = kith.post_and_follow(&format!("/people/{id}/reached"), &[("minutes", "23")]);
    let logged = &kith.app.recent(1).expect("recent")[0];
    assert_eq!((logged.mode, logged.minutes), (Mode::Voice, Some(23)));
    assert_eq!(logged.started_by, Some(StartedBy::Me));
    assert!(page.said().starts_with("Logged a call with Ana.") && !page.has(".question"));
}

#[rstest]
#[case::at_once("2026-11-22T14:20:30[Europe/Madrid]", None)]
#[case::after_a_while("2026-11-22T15:05:00[Europe/Madrid]", Some(45))]
#[case::hours_later("2026-11-22T21:00:00[Europe/Madrid]", None)]
fn the_minutes_are_those_since_the_call_was_begun(#[case] now: &str, #[case] minutes: Option<u32>) {
    let kith = Kith::new();
    let id = with_phone(&kith, "Ana");
    kith.post(&format!("/people/{id}/call"), &[]);
    kith.set_time(now);
    kith.post(&format!("/people/{id}/reached"), &[]);
    assert_eq!(kith.app.recent(1).expect("recent")[0].minutes, minutes);
}

#[test]
fn no_answer_asks_again_tomorrow() {
    let kith = Kith::new();
    let id = kith.due("Ana");
    kith.post(&format!("/people/{id}/call"), &[]);
    let page = kith.post_and_follow(&format!("/people/{id}/no-answer"), &[]);
    assert_eq!(page.said(), "Ana comes back tomorrow at 09:00. Undo");
    assert!(!page.has(".question") && !page.has(".prompt"));
    assert_eq!(kith.app.recent(1).expect("recent"), [], "that is no contact");
}

#[test]
fn no_answer_of_somebody_whom_no_cadence_asks_for_is_tried_again_tomorrow_at_an_hour_for_it() {
    let kith = Kith::new();
    let id = with_phone(&kith, "Ana");
    kith.post(&format!("/people/{id}/call"), &[]);
    let page = kith.post_and_follow(&format!("/people/{id}/no-answer"), &[]);
    assert_eq!(page.said(), "Kith reminds you of Ana tomorrow.");
    assert!(!page.has(".question"));
    kith.set_time("2026-11-23T07:00:00[Europe/Madrid]");
    assert!(!kith.get("/today").has(".question"), "it is night there");
    kith.set_time("2026-11-23T09:00:00[Europe/Madrid]");
    assert_eq!(kith.get("/today").words(".question p"), "Ana did not answer last time. Try again?");
    kith.set_time("2026-11-25T09:00:00[Europe/Madrid]");
    assert!(!kith.get("/today").has(".question"), "and not for ever");
}

#[test]
fn what_was_logged_elsewhere_since_is_not_asked_about() {
    let kith = Kith::new();
    let id = with_phone(&kith, "Ana");
    kith.call(id, "2026-11-21", "");
    kith.post(&format!("/people/{id}/call"), &[]);
    kith.set_time("2026-11-22T14:30:00[Europe/Madrid]");
    assert!(kith.get("/today").has(".question"));
    kith.call(id, "2026-11-22", "");
    assert!(!kith.get("/today").has(".question"));
}

#[test]
fn the_question_survives_a_restart() {
    let kith = Kith::new();
    let id = with_phone(&kith, "Ana");
    kith.post(&format!("/people/{id}/call"), &[]);
    let kith = Kith::on(kith.closed());
    assert_eq!(kith.get("/people").words(".question p"), "Did you reach Ana?");
}

#[test]
fn after_a_message_it_is_asked_whether_it_was_written() {
    let kith = Kith::new();
    let id = with_phone(&kith, "Ana");
    let page = kith.post_and_follow(&format!("/people/{id}/message"), &[]);
    assert_eq!(page.words(".question p"), "Did you write to Ana?");
    assert!(!page.has(".question input[name=minutes]") && !page.has("[id^=no-answer]"));
}

#[test]
fn somebody_is_reached_in_the_way_that_was_chosen() {
    let kith = Kith::new();
    let id = with_phone(&kith, "Ana");
    assert!(page_of(&kith, id).has("button[value=signal-0]"));
    kith.post_and_follow(&format!("/people/{id}/reach"), &[("way", "signal-0")]);
    assert_eq!(*kith.desk.opened.lock().expect("no panic"), ["https://signal.me/#p/+34600102030"]);
    let refused = kith.post(&format!("/people/{id}/reach"), &[("way", "signal-7")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn at_night_today_offers_no_call_and_still_a_message() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    edit(&kith, id, |person| person.phones = vec![Labelled::plain("+34 600 10 20 30")]);
    let every = "3mo".parse().expect("an interval");
    let repeat = kith_app::NewRepeat::After { every, at: None };
    kith.app.add_cadence(id, &kith_app::NewCadence { mode: Mode::InPerson, repeat }).expect("a cadence");
    assert!(kith.get("/today").has(".prompt [id^=call-]"));
    kith.set_time("2026-11-22T23:00:00[Europe/Madrid]");
    let page = kith.get("/today");
    assert!(page.has(".prompt [id^=message-]") && !page.has(".prompt [id^=call-]"));
    assert!(!page.has("button[value^=signal]") && !page.has("button[value^=phone]"));
}

#[test]
fn a_private_line_says_that_the_last_six_were_yours_and_only_on_their_page() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    for _ in 0..6 {
        assert!(!page_of(&kith, id).has("#yours"));
        let new = NewCheckIn {
            people: vec![id],
            mode: Mode::Voice,
            when: None,
            minutes: None,
            started_by: Some(StartedBy::Me),
            note: String::new(),
            felt: None,
            promise: None,
        };
        kith.app.log(&new).expect("logged");
    }
    let said = "The last six were yours: ask how they are, or let it rest?";
    assert_eq!(page_of(&kith, id).words("#yours"), said);
    for path in ["/today", "/people", "/log"] {
        assert!(!kith.get(path).text.contains(said), "{path}");
    }
}

#[test]
fn how_a_contact_left_one_has_a_key_and_leaves_the_book_only_when_that_was_ticked() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    let keys: Vec<String> = kith
        .get("/log")
        .all("input[name=felt]")
        .iter()
        .filter_map(|field| field.value().attr("data-key").map(str::to_owned))
        .collect();
    assert_eq!(keys, ["e", "s", "d"]);
    let fields = [("with", id.to_string()), ("mode", "voice".to_owned()), ("felt", "drained".to_owned())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    kith.post_and_follow("/check-ins", &fields);
    assert_eq!(kith.app.recent(1).expect("recent")[0].felt, Some(Felt::Drained));
    let saved = |fields: &[(&str, &str)]| {
        kith.post_and_follow("/export", fields);
        let saved = kith.desk.saved.lock().expect("no panic").pop().expect("a file");
        String::from_utf8(saved.1).expect("UTF-8").contains("drained")
    };
    assert!(!saved(&[("form", "jsonl")]));
    assert!(saved(&[("form", "jsonl"), ("private", "on")]));
    for form in ["vcard-4", "csv", "calendar"] {
        assert!(!saved(&[("form", form), ("private", "on")]), "{form}");
    }
}

#[test]
fn a_birthday_on_today_suggests_a_visit_before_and_a_call_on_the_day() {
    let kith = Kith::new();
    let id = with_phone(&kith, "Mum");
    edit(&kith, id, |person| person.birthday = "1956-11-24".parse().ok());
    let page = kith.get("/today");
    assert_eq!(page.words("[aria-labelledby=dates] .name"), "Mum turns 70 on Tuesday.");
    assert!(page.has("[id^=date-plan]") && !page.has("[id^=date-call]"));
    kith.set_time("2026-11-24T12:00:00[Europe/Madrid]");
    assert!(kith.get("/today").has("[id^=date-call]"));
    kith.set_time("2026-11-24T23:00:00[Europe/Madrid]");
    assert!(!kith.get("/today").has("[id^=date-call]"));
}

#[test]
fn somebody_who_has_died_is_remembered_quietly() {
    let kith = Kith::new();
    let id = with_phone(&kith, "Mum");
    edit(&kith, id, |person| {
        person.status = Status::Deceased;
        person.birthday = "1956-11-22".parse().ok();
        person.remembrance = "--11-22".parse().ok();
    });
    let page = kith.get("/today");
    assert_eq!(page.words("[aria-labelledby=dates] .name"), "You remember Mum today.");
    assert!(!page.has("[id^=date-plan]") && !page.has("[id^=date-call]") && !page.has(".agenda"));
}

#[test]
fn boundaries_and_days_are_edited_and_a_form_without_them_leaves_them() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    let fields = [
        ("name", "Ana"),
        ("bounds", "on"),
        ("boundary", "in-company"),
        ("weekdays-from", "18:00"),
        ("weekdays-to", "21:00"),
        ("lead", "14"),
        ("remembrance", "--12-24"),
    ];
    kith.post_and_follow(&format!("/people/{id}"), &fields);
    let person = kith.app.known(id).expect("Ana");
    assert_eq!(person.boundary, Some(Boundary::InCompany));
    assert!(person.free.is_some_and(|free| free.weekdays.is_some() && free.weekends.is_none()));
    assert_eq!((person.birthday_lead, person.no_step_up), (Some(14), true));
    assert_eq!(person.remembrance.map(|date| date.to_string()).as_deref(), Some("--12-24"));
    kith.post_and_follow(&format!("/people/{id}"), &[("name", "Ana Ruiz")]);
    assert_eq!(kith.app.known(id).expect("Ana").boundary, person.boundary);
}

#[rstest]
#[case(&[("weekdays-from", "18:00")], "weekdays-to")]
#[case(&[("weekends-from", "18:00"), ("weekends-to", "18:00")], "weekends-to")]
#[case(&[("lead", "400")], "lead")]
#[case(&[("remembrance", "soon")], "remembrance")]
fn what_cannot_be_is_said_beside_its_field(#[case] fields: &[(&str, &str)], #[case] field: &str) {
    let kith = Kith::new();
    let id = kith.person("Ana");
    let fields: Vec<_> =
        [("name", "Ana"), ("bounds", "on")].into_iter().chain(fields.iter().copied()).collect();
    let page = kith.post(&format!("/people/{id}"), &fields);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attr("[data-problem]", "data-for"), field);
    assert_eq!(kith.app.known(id).expect("Ana").boundary, None);
}

#[test]
fn time_for_people_is_set_in_settings() {
    let kith = Kith::new();
    let fields = [
        ("weekdays-from", "17:00"),
        ("weekdays-to", "20:00"),
        ("weekends-from", ""),
        ("weekends-to", ""),
        ("lead", "3"),
        ("step-up", "0"),
    ];
    let page = kith.post_and_follow("/settings/people", &fields);
    assert_eq!(page.said(), "Saved. Undo");
    let settings = kith.app.settings();
    assert_eq!((settings.birthday_lead, settings.step_up_after), (3, 0));
    assert!(settings.free.weekends.is_none() && page.attr("#weekdays-from", "value") == "17:00");
    let page = kith.post("/settings/people", &[("step-up", "many"), ("lead", "3")]);
    assert_eq!(page.attr("[data-problem]", "data-for"), "step-up");
}

#[test]
fn a_page_of_somebody_behind_a_boundary_says_so_and_asks_for_nothing() {
    let kith = Kith::new();
    let id = kith.due("Ana");
    edit(&kith, id, |person| person.boundary = Some(Boundary::OnlyAnswer));
    let page = page_of(&kith, id);
    assert!(page.words(".facts").contains("Only to answer"), "{}", page.words(".facts"));
    assert!(
        !page.has("#snooze") && !page.has("#skip") && !page.words(".cadence").contains("Now is the time")
    );
}
