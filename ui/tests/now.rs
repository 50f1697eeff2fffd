//! "I have 20 minutes", and Today of somebody who is back after a long time.

mod common;

use common::Kith;
use kith_app::parse_moment;
use kith_core::{Boundary, PersonId, Status};
use rstest::rstest;

/// Somebody you meant to call long ago, whose day it is.
fn in_sao_paulo(kith: &Kith) -> PersonId {
    let ana = kith.due("Ana");
    kith.app.edit_person(ana, |person| person.zone = "America/Sao_Paulo".parse().ok()).expect("edited");
    ana
}

#[test]
fn who_is_due_is_offered_with_the_reason_and_a_call() {
    let kith = Kith::new();
    let ana = in_sao_paulo(&kith);
    let page = kith.get("/now?minutes=20");
    assert_eq!(page.words("h1"), "Who would be good to call");
    assert_eq!(page.words(".eyebrow"), "You have 20 min.");
    assert_eq!(page.words(".prompt h2"), "Ana");
    assert!(page.words(".why").starts_with("You meant to call every three months"), "{}", page.words(".why"));
    assert_eq!(page.words(".meta"), "10:20 in Sao Paulo");
    let page = kith.post_and_follow(&format!("/people/{ana}/call"), &[("back", "/now?minutes=20")]);
    assert_eq!(page.words("h1"), "Who would be good to call");
}

#[rstest]
#[case::a_night("2026-11-23T02:00:00[Europe/Madrid]")]
#[case::a_call_that_would_last_into_it("2026-11-22T21:20:00[Europe/Madrid]")]
fn nobody_is_offered_when_it_is_night_there(#[case] now: &str) {
    let kith = Kith::new();
    kith.due("Ana");
    kith.set_time(now);
    let page = kith.get("/now?minutes=20");
    assert!(!page.has(".prompt") && page.has(".empty"));
}

#[rstest]
#[case::minutes("/now?minutes=120")]
#[case::evening("/now?minutes=evening")]
fn for_longer_somebody_near_is_offered_to_be_met(#[case] path: &str) {
    let kith = Kith::new();
    kith.due("Luis");
    in_sao_paulo(&kith);
    let page = kith.get(path);
    assert_eq!(page.words("h1"), "Who would be good to meet");
    assert_eq!(page.all(".prompt h2").len(), 1, "nobody in Sao Paulo");
    assert_eq!(page.words(".prompt h2"), "Luis");
    assert!(!page.has("form[action$='/call']"));
    assert!(page.has("nav [aria-current=true]"));
}

#[test]
fn of_many_three_are_offered() {
    let kith = Kith::new();
    (0..9).for_each(|number| _ = kith.due(&format!("Person {number}")));
    assert_eq!(kith.get("/now").all(".prompt").len(), 3);
}

#[rstest]
#[case::resting(|person: &mut kith_core::Person| person.status = Status::Resting)]
#[case::dead(|person: &mut kith_core::Person| person.status = Status::Deceased)]
#[case::boundary(|person: &mut kith_core::Person| person.boundary = Some(Boundary::NeverSuggest))]
#[case::paused(|person: &mut kith_core::Person| person.paused_until = "2026-12-24".parse().ok())]
fn who_is_not_to_be_suggested_is_not_offered(#[case] change: fn(&mut kith_core::Person)) {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    kith.app.edit_person(ana, change).expect("edited");
    for path in ["/now", "/now?minutes=evening", "/today"] {
        assert!(!kith.get(path).has(".prompt"), "{path}");
    }
}

#[test]
fn a_meeting_may_be_asked_for_at_night_but_no_call_with_it() {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    let circle = |person: &mut kith_core::Person| person.circle = Some(kith_core::Circle::Close);
    kith.app.edit_person(ana, circle).expect("edited");
    kith.set_time("2027-06-01T23:00:00[Europe/Madrid]");
    kith.app.seen();
    let page = kith.get("/today");
    assert!(page.has(".prompt") && !page.has("form[action$='/call']"), "{}", page.text);
    kith.set_time("2027-06-02T12:00:00[Europe/Madrid]");
    assert!(kith.get("/today").has("form[action$='/call']"));
}

#[test]
fn today_leads_there_and_so_does_find() {
    let kith = Kith::new();
    kith.person("Ana");
    let path = kith.get("/today").attr("#now", "href");
    assert_eq!(path, "/now?minutes=20");
    assert!(kith.get("/find?text=i+have+20").text.contains("/now?minutes=20"));
}

#[test]
fn somebody_who_is_back_sees_three_people_and_no_counts() {
    let kith = Kith::new();
    (0..30).for_each(|number| _ = kith.due(&format!("Person {number}")));
    kith.app.seen();
    assert!(!kith.get("/today").has("#back"));
    kith.set_time("2026-12-13T14:20:00[Europe/Madrid]");
    let page = kith.get("/today");
    assert!(page.words("#back").starts_with("Good to have you back"));
    assert_eq!(page.all(".prompt").len(), 3);
    assert!(!page.has("#waiting") && !page.has("#open-more") && !page.has("#held"));
    assert!(!page.words("main").contains("27"), "nothing that was missed is counted");

    let page = kith.post_and_follow("/spread", &[]);
    assert!(
        page.said().starts_with("The rest comes back bit by bit") && page.has("#said form[action='/undo']")
    );
    assert!(page.has("#back") && !page.has("#spread"));
    assert_eq!(page.all(".prompt").len(), 3);
    let page = kith.post_and_follow("/undo", &[]);
    assert!(page.has("#spread") && page.said().contains("spread everybody else"), "{}", page.said());
}

#[test]
fn a_week_after_that_all_is_as_ever() {
    let kith = Kith::new();
    (0..30).for_each(|number| _ = kith.due(&format!("Person {number}")));
    kith.app.seen();
    kith.set_time("2026-12-13T14:20:00[Europe/Madrid]");
    kith.app.seen();
    kith.set_time("2026-12-20T14:19:00[Europe/Madrid]");
    assert!(kith.get("/today").has("#back"));
    kith.set_time("2026-12-20T14:20:00[Europe/Madrid]");
    let page = kith.get("/today");
    assert!(!page.has("#back") && page.has("#waiting"));
}

#[test]
fn the_reason_may_say_that_it_did_good_and_never_that_it_did_not() {
    let kith = Kith::new();
    let (ana, luis) = (kith.due("Ana"), kith.due("Luis"));
    let past = kith
        .app
        .at(parse_moment("2026-06-01T12:00:00[Europe/Madrid]", chrono_tz::Tz::UTC).expect("a moment"));
    for (person, felt) in [(ana, kith_core::Felt::Drained), (luis, kith_core::Felt::Lifted)] {
        let new = kith_app::NewCheckIn {
            people: vec![person],
            mode: kith_core::Mode::Voice,
            when: None,
            minutes: None,
            started_by: None,
            note: String::new(),
            felt: Some(felt),
            promise: None,
        };
        past.log(&new).expect("logged");
    }
    let page = kith.get("/now");
    let names: Vec<String> = page.all(".prompt h2").iter().map(|name| name.text().collect()).collect();
    assert_eq!(names, ["Luis", "Ana"], "what drained weighs less");
    let whys: Vec<String> = page.all(".why").iter().map(|why| why.text().collect()).collect();
    assert!(whys[0].contains("did you good") && !whys[1].contains("good"), "{whys:?}");
}
