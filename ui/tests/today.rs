//! Today: whom to reach, and what can be done from a card.

mod common;

use common::Kith;
use http::StatusCode;
use kith_core::{Circle, Labelled, PartialDate, Status};
use rstest::rstest;

#[test]
fn an_empty_book_is_welcomed() {
    let kith = Kith::new();
    assert!(kith.get("/").has("form[action='/welcome']"));
    let page = kith.get("/today");
    assert_eq!(page.words("h1"), "Good to have you here");
    assert!(page.has("a[href='/welcome']") && !page.has(".prompt"));
}

#[test]
fn when_all_is_quiet_it_says_so_and_suggests_nothing() {
    let kith = Kith::new();
    kith.person("Ana");
    let page = kith.get("/today");
    assert_eq!(page.words("h1"), "Nobody is waiting");
    assert!(!page.has(".prompt") && !page.has("main form"));
    assert!(!page.words("main").contains("Ana"));
}

#[rstest]
#[case(1, "One person to reach today", 1, 0)]
#[case(3, "Three people to reach today", 3, 0)]
#[case(50, "Three people to reach today", 3, 47)]
fn there_are_never_more_cards_than_the_cap(
    #[case] people: usize,
    #[case] headline: &str,
    #[case] cards: usize,
    #[case] waiting: usize,
) {
    let kith = Kith::new();
    (0..people).for_each(|n| _ = kith.due(&format!("Person {n}")));
    let page = kith.get("/today");
    assert_eq!(page.words("h1"), headline);
    assert_eq!(page.all(".prompt").len(), cards);
    assert_eq!(page.all("#waiting li").len(), waiting.min(30));
    assert_eq!(page.has("#waiting summary"), waiting > 0);
    assert!(waiting == 0 || page.words("#waiting summary") == format!("{waiting} more, on other days"));
    assert_eq!(page.has("#waiting .hint"), waiting > 0, "the order is explained");
}

#[test]
fn a_card_has_one_thing_to_do_first() {
    let kith = Kith::new();
    kith.due("Ana");
    let page = kith.get("/today");
    assert_eq!(page.all(".prompt .primary").len(), 1);
    assert_eq!(page.words(".prompt .primary"), "Call");
}

#[test]
fn nothing_is_offered_that_cannot_be_done() {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    kith.app
        .edit_person(ana, |person| person.phones = vec![Labelled::plain("ask her sister")])
        .expect("edited");
    let page = kith.get("/today");
    assert!(!page.has("form[action$='/call']") && !page.has("form[action$='/message']"));
    assert_eq!(page.words(".prompt .primary"), "Log");
}

#[test]
fn after_a_call_was_begun_the_card_asks_whether_it_came_about() {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    let page = kith.post_and_follow(&format!("/people/{ana}/call"), &[]);
    assert_eq!(*kith.desk.opened.lock().expect("no panic"), ["tel:+34600102030"]);
    assert_eq!(page.words(".question p"), "Did you reach Ana?");
    assert!(
        page.has(".question .primary") && !page.has(".prompt .primary"),
        "to say so is now the first thing"
    );
    let page = kith.post_and_follow(&format!("/people/{ana}/not-reached"), &[]);
    assert!(!page.words("main").contains("Did you reach"));
}

#[test]
fn logging_the_call_ends_the_question() {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    let page = kith.post_and_follow(&format!("/people/{ana}/call"), &[]);
    let form = kith.get(&page.attr(".question a", "href"));
    let (with, mode) =
        (form.attr("input[name=with]", "value"), form.attr("input[name=mode][checked]", "value"));
    let page = kith.post_and_follow("/check-ins", &[("with", &with), ("mode", &mode), ("back", "/today")]);
    assert_eq!(page.words("h1"), "Nobody is waiting");
    assert!(!page.has(".question"));
    assert!(page.said().contains("Ana") && page.has("#said form[action='/undo']"));
}

#[test]
fn who_was_called_without_being_asked_for_is_asked_about_too() {
    let kith = Kith::new();
    let ana = kith.person("Ana");
    kith.app
        .edit_person(ana, |person| person.phones = vec![Labelled::plain("+34 600 10 20 30")])
        .expect("edited");
    let page = kith.post_and_follow(&format!("/people/{ana}/call"), &[]);
    assert!(page.words(".banner").contains("Did you reach Ana?"));
}

#[test]
fn a_message_is_a_text_or_a_mail() {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    kith.post(&format!("/people/{ana}/message"), &[]);
    let mail_only = |person: &mut kith_core::Person| {
        person.phones.clear();
        person.emails = vec![Labelled::plain("ana@example.org")];
    };
    kith.app.edit_person(ana, mail_only).expect("edited");
    kith.post(&format!("/people/{ana}/message"), &[]);
    assert_eq!(*kith.desk.opened.lock().expect("no panic"), ["sms:+34600102030", "mailto:ana@example.org"]);
}

#[rstest]
#[case(&[("wait", "evening")], "2026-11-22T18:59:00", "2026-11-22T19:01:00")]
#[case(&[("wait", "1d")], "2026-11-23T08:59:00", "2026-11-23T09:01:00")]
#[case(&[("wait", "3d")], "2026-11-24T12:00:00", "2026-11-25T09:01:00")]
#[case(&[("wait", "1w")], "2026-11-28T12:00:00", "2026-11-29T09:01:00")]
#[case(&[("wait", "date"), ("until", "2026-12-24")], "2026-12-23T12:00:00", "2026-12-24T09:01:00")]
fn what_is_snoozed_comes_back_when_promised(
    #[case] wait: &[(&str, &str)],
    #[case] before: &str,
    #[case] after: &str,
) {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    let page = kith.post_and_follow(&format!("/people/{ana}/snooze"), wait);
    assert!(page.said().contains("Ana comes back") && !page.has(".prompt") && page.has("#held"));
    kith.set_time(before);
    assert!(!kith.get("/today").has(".prompt"));
    kith.set_time(after);
    assert!(kith.get("/today").has(".prompt"));
}

#[rstest]
#[case(&[("wait", "date"), ("until", "whenever")])]
#[case(&[("wait", "date"), ("until", "2020-01-01")])]
#[case(&[("wait", "forever")])]
#[case(&[])]
fn a_wait_that_cannot_be_is_refused_in_a_sentence(#[case] wait: &[(&str, &str)]) {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    let before = kith.state();
    let answer = kith.post(&format!("/people/{ana}/snooze"), wait);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.problem().is_empty());
    assert_eq!(kith.state(), before);
}

#[test]
fn in_the_evening_this_evening_is_not_offered() {
    let kith = Kith::new();
    kith.due("Ana");
    assert!(kith.get("/today").has("button[value=evening]"));
    kith.set_time("2026-11-22T20:00:00");
    assert!(!kith.get("/today").has("button[value=evening]"));
}

#[test]
fn a_skip_lets_this_one_go_and_can_be_taken_back() {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    let page = kith.post_and_follow(&format!("/people/{ana}/skip"), &[]);
    assert!(!page.has(".prompt") && page.said().contains("let go this time"));
    let seq = page.attr("#said input[name=seq]", "value");
    let page = kith.post_and_follow("/undo", &[("seq", &seq)]);
    assert!(page.has(".prompt") && page.said() == "Undid: You let it go with Ana this time.");
}

#[test]
fn what_is_said_is_said_once() {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    assert!(!kith.post_and_follow(&format!("/people/{ana}/skip"), &[]).said().is_empty());
    assert!(kith.get("/today").said().is_empty());
}

#[test]
fn a_glance_at_the_page_leaves_what_is_to_be_said() {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    kith.post(&format!("/people/{ana}/skip"), &[]);
    let glance = http::Request::get("kith://localhost/today").header("kith-glance", "1").body(Vec::new());
    assert!(kith.send(glance.expect("a request")).said().is_empty());
    assert!(!kith.get("/today").said().is_empty());
}

#[test]
fn a_pause_says_until_when_and_can_be_ended() {
    let kith = Kith::new();
    kith.due("Ana");
    let page = kith.post_and_follow("/pause", &[("wait", "1w")]);
    assert!(!page.has(".prompt"));
    assert!(page.words(".banner").contains("Kith is paused until 29 November"), "{}", page.words(".banner"));
    assert!(!page.words("main").contains("Next is"));
    let page = kith.post_and_follow("/resume", &[]);
    assert!(page.has(".prompt"));
}

#[test]
fn quiet_hours_are_named_and_hide_nobody() {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    // Where it is day.
    let abroad = |person: &mut kith_core::Person| person.zone = Some(chrono_tz::Tz::America__New_York);
    kith.app.edit_person(ana, abroad).expect("edited");
    kith.set_time("2026-11-22T23:00:00");
    let page = kith.get("/today");
    assert!(page.has(".prompt") && page.words(".banner").contains("08:00"));
}

#[rstest]
#[case(Status::Resting)]
#[case(Status::Ended)]
#[case(Status::Deceased)]
fn whom_you_let_rest_and_the_dead_are_not_on_today(#[case] status: Status) {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    let change = |person: &mut kith_core::Person| {
        person.status = status;
        person.birthday = PartialDate::new(Some(1980), 11, 24);
    };
    kith.app.edit_person(ana, change).expect("edited");
    assert!(!kith.get("/today").words("main").contains("Ana"));
}

#[test]
fn a_birthday_of_the_coming_week_is_there() {
    let kith = Kith::new();
    let ana = kith.person("Ana");
    kith.app
        .edit_person(ana, |person| person.birthday = PartialDate::new(Some(1956), 11, 28))
        .expect("edited");
    assert_eq!(kith.get("/today").words(".agenda li a"), "Ana turns 70");
}

#[test]
fn their_time_is_shown_where_it_is_another() {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    kith.app.edit_person(ana, |person| person.zone = Some(chrono_tz::Tz::Asia__Dubai)).expect("edited");
    assert!(kith.get("/today").words(".prompt .meta").contains("17:20"));
}

#[test]
fn somebody_of_the_inner_circle_is_shown_as_one() {
    let kith = Kith::new();
    let ana = kith.due("Ana Ruiz");
    kith.app.set_circle(&[ana], Some(Circle::Inner)).expect("moved");
    kith.set_time("2027-01-22T14:20:00");
    assert_eq!(kith.get("/today").words(".avatar.inner"), "AR");
}

#[test]
fn the_page_shown_last_is_opened_again() {
    let kith = Kith::new();
    assert_eq!(kith.ui.last_page(), "/welcome");
    kith.get("/log?text=coffee");
    kith.get("/find?text=a");
    kith.get("/no/such/page");
    assert_eq!(kith.ui.last_page(), "/log?text=coffee");
}

#[test]
fn a_full_week_is_cut_and_no_birthday_with_it() {
    let kith = Kith::new();
    for n in 0..30 {
        let id = kith.due(&format!("Person {n:02}"));
        kith.call(id, "2026-08-25", "");
    }
    let zoe = kith.person("Zoe");
    kith.app.edit_person(zoe, |person| person.birthday = PartialDate::new(None, 11, 29)).expect("edited");
    let page = kith.get("/today");
    assert_eq!(page.all(".agenda li").len(), 21);
    assert!(page.words("aside").contains("Birthday of Zoe") && page.words("aside").ends_with("And 10 more."));
}
