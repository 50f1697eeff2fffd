//! Logging: a line is understood as it is typed, shown, and saved; and can be corrected and taken back.

mod common;

use common::Kith;
use http::StatusCode;
use kith_core::{Felt, Mode, StartedBy};
use rstest::rstest;

fn understood(kith: &Kith, text: &str) -> common::Answer {
    let text: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    kith.get(&format!("/log/understood?text={text}"))
}

#[test]
fn a_line_is_shown_as_it_was_understood() {
    let kith = Kith::new();
    kith.person("Ana Ruiz");
    kith.person("Luis Ferrer");
    let part = understood(&kith, "coffee with Ana and Luis yesterday, 1h");
    let chips: Vec<String> =
        part.all(".chip").iter().map(|chip| chip.text().collect::<String>().trim().to_owned()).collect();
    assert_eq!(chips, ["Ana Ruiz", "Luis Ferrer", "In person", "yesterday", "1 h"]);
    assert!(!part.has("input[name=mode]"), "the line says how");
    assert!(!part.has("html > body > nav"), "a part brings no frame");
}

#[test]
fn a_line_is_saved_as_it_was_shown() {
    let kith = Kith::new();
    let (ana, luis) = (kith.person("Ana Ruiz"), kith.person("Luis Ferrer"));
    let page = kith.post_and_follow("/check-ins", &[("text", "coffee with Ana and Luis yesterday, 1h")]);
    let logged = &kith.app.recent(1).expect("recent")[0];
    assert_eq!(
        (logged.people.clone(), logged.mode, logged.minutes),
        (vec![ana, luis], Mode::InPerson, Some(60))
    );
    assert_eq!(logged.day.to_string(), "2026-11-21");
    assert_eq!(page.said(), "Logged that you met Ana Ruiz and Luis Ferrer. Undo");
    assert_eq!(page.words(".lines li .name"), "Met Ana Ruiz and Luis Ferrer");
}

#[test]
fn when_the_line_does_not_say_how_it_is_asked() {
    let kith = Kith::new();
    kith.person("Ana Ruiz");
    let part = understood(&kith, "Ana yesterday");
    let modes: Vec<_> =
        part.all("input[name=mode]").iter().filter_map(|mode| mode.value().attr("value")).collect();
    assert_eq!(modes, ["in-person", "video", "voice", "message"]);
    let answer = kith.post("/check-ins", &[("text", "Ana yesterday")]);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    kith.post_and_follow("/check-ins", &[("text", "Ana yesterday"), ("mode", "video")]);
    assert_eq!(kith.app.recent(1).expect("recent")[0].mode, Mode::Video);
}

#[test]
fn what_the_line_says_counts_before_a_button_pressed_for_an_earlier_line() {
    let kith = Kith::new();
    kith.person("Ana Ruiz");
    kith.post_and_follow("/check-ins", &[("text", "called Ana"), ("mode", "in-person")]);
    assert_eq!(kith.app.recent(1).expect("recent")[0].mode, Mode::Voice);
}

#[test]
fn when_two_people_fit_it_asks_which() {
    let kith = Kith::new();
    let (_, second) = (kith.person("Ana Ruiz"), kith.person("Ana Soto"));
    let part = understood(&kith, "called Ana");
    assert_eq!(part.words("legend"), "Which Ana?");
    assert_eq!(part.all("input[name=chosen0]").len(), 2);
    let refused = kith.post("/check-ins", &[("text", "called Ana")]);
    assert!(
        refused.problem().contains("Ana Ruiz") && refused.problem().contains("Ana Soto"),
        "{}",
        refused.problem()
    );
    kith.post_and_follow("/check-ins", &[("text", "called Ana"), ("chosen0", &second.to_string())]);
    assert_eq!(kith.app.recent(1).expect("recent")[0].people, [second]);
}

#[test]
fn the_one_chosen_stays_chosen_while_typing_goes_on() {
    let kith = Kith::new();
    let (_, second) = (kith.person("Ana Ruiz"), kith.person("Ana Soto"));
    let part = kith.get(&format!("/log/understood?text=called+Ana+yesterday&chosen0={second}"));
    assert_eq!(part.attr("input[checked]", "value"), second.to_string());
}

#[test]
fn a_name_nobody_has_can_be_added_at_once() {
    let kith = Kith::new();
    let part = understood(&kith, "coffee with Zoltan");
    assert_eq!(part.attr("input[name=add]", "value"), "Zoltan");
    let refused = kith.post("/check-ins", &[("text", "coffee with Zoltan")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(kith.app.find("Zoltan", 1).is_empty());
    kith.post_and_follow("/check-ins", &[("text", "coffee with Zoltan"), ("add", "Zoltan")]);
    let zoltan = kith.app.whom("Zoltan").expect("Zoltan");
    assert_eq!(kith.app.recent(1).expect("recent")[0].people, [zoltan]);
}

#[test]
fn what_is_refused_adds_nobody() {
    let kith = Kith::new();
    for (name, value) in [("minutes", "many"), ("when", "whenever it was")] {
        let fields = [("text", "coffee with Zoltan"), ("add", "Zoltan"), (name, value)];
        assert_eq!(kith.post("/check-ins", &fields).status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert!(kith.app.find("Zoltan", 1).is_empty());
}

#[test]
fn fields_of_their_own_count_before_the_line() {
    let kith = Kith::new();
    let (ana, luis) = (kith.person("Ana Ruiz"), kith.person("Luis Ferrer"));
    kith.post_and_follow(
        "/check-ins",
        &[
            ("text", "called Ana yesterday, 10 min"),
            ("also", "Luis Ferrer"),
            ("when", "2026-11-15"),
            ("minutes", "45"),
            ("started", "them"),
            ("felt", "lifted"),
            ("note", "the new clinic"),
        ],
    );
    let logged = &kith.app.recent(1).expect("recent")[0];
    assert_eq!(logged.people, [ana, luis]);
    assert_eq!((logged.day.to_string().as_str(), logged.minutes), ("2026-11-15", Some(45)));
    assert_eq!((logged.started_by, logged.felt), (Some(StartedBy::Them), Some(Felt::Lifted)));
    assert!(logged.note.contains("the new clinic"));
}

#[test]
fn a_prompts_form_knows_with_whom_and_how() {
    let kith = Kith::new();
    let ana = kith.due("Ana Ruiz");
    let form = kith.get(&kith.get("/today").attr(".prompt .acts a[href^='/log']", "href"));
    assert_eq!(form.words("h1"), "Log a check-in with Ana Ruiz");
    assert_eq!(form.words(".chip.person"), "Ana Ruiz");
    assert_eq!(form.attr("input[name=mode][checked]", "value"), "voice");
    kith.post("/check-ins", &[("with", &ana.to_string()), ("mode", "voice"), ("text", "")]);
    assert_eq!(kith.app.recent(1).expect("recent")[0].people, [ana]);
}

#[rstest]
#[case(&[("text", "")])]
#[case(&[("text", "coffee")])]
#[case(&[("text", "called Ana tomorrow")])]
#[case(&[("text", "called Ana"), ("minutes", "0")])]
#[case(&[("text", "called Ana"), ("minutes", "99999")])]
#[case(&[("text", "called Ana"), ("also", "Nobody Here")])]
fn what_cannot_be_logged_is_refused_in_a_sentence(#[case] fields: &[(&str, &str)]) {
    let kith = Kith::new();
    kith.person("Ana Ruiz");
    let before = kith.state();
    let answer = kith.post("/check-ins", fields);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.problem().is_empty());
    assert_eq!(kith.state(), before);
}

#[test]
fn a_like_is_noted_and_said_to_count_for_nothing() {
    let kith = Kith::new();
    kith.due("Ana Ruiz");
    assert!(understood(&kith, "liked Ana").words("#understood").contains("counts for nothing"));
    kith.post("/check-ins", &[("text", "liked Ana")]);
    assert!(kith.get("/today").has(".prompt"));
}

#[test]
fn what_is_typed_comes_back_until_it_is_saved() {
    let kith = Kith::new();
    kith.person("Ana Ruiz");
    assert_eq!(
        kith.post("/drafts", &[("key", "log"), ("text", "called Ana yesterd")]).status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(kith.get("/log").attr("#log-text", "value"), "called Ana yesterd");
    kith.post("/drafts", &[("key", "log-note"), ("text", "the new clinic")]);
    assert_eq!(kith.get("/log").words("#log-note"), "the new clinic");
    kith.post_and_follow("/check-ins", &[("text", "called Ana yesterday")]);
    assert_eq!(kith.get("/log").attr("#log-text", "value"), "");
    assert_eq!(kith.get("/log").words("#log-note"), "");
}

#[test]
fn each_prompt_has_a_draft_of_its_own() {
    let kith = Kith::new();
    let (ana, luis) = (kith.due("Ana"), kith.due("Luis"));
    let key = kith.get(&format!("/log?with={ana}")).attr("#log-text", "data-draft");
    kith.post("/drafts", &[("key", &key), ("text", "the tent")]);
    assert_eq!(kith.get(&format!("/log?with={ana}")).attr("#log-text", "value"), "the tent");
    assert_eq!(kith.get(&format!("/log?with={luis}")).attr("#log-text", "value"), "");
    assert_eq!(kith.get("/log").attr("#log-text", "value"), "");
}

#[test]
fn a_check_in_can_be_corrected() {
    let kith = Kith::new();
    let (ana, luis) = (kith.person("Ana Ruiz"), kith.person("Luis Ferrer"));
    let check_in = kith.call(ana, "2026-11-20", "the tent");
    let page = kith.get(&format!("/check-ins/{}", check_in.id));
    assert_eq!(page.attr("#check-in-names", "value"), "Ana Ruiz");
    let fields = [
        ("names", "Ana Ruiz, Luis Ferrer"),
        ("mode", "in-person"),
        ("when", "2026-11-19"),
        ("minutes", ""),
        ("note", "a walk"),
    ];
    let page = kith.post_and_follow(&format!("/check-ins/{}", check_in.id), &fields);
    let after = kith.app.check_in(check_in.id).expect("the check-in");
    assert_eq!((after.people.clone(), after.mode, after.minutes), (vec![ana, luis], Mode::InPerson, None));
    assert_eq!((after.day.to_string().as_str(), after.note.as_str()), ("2026-11-19", "a walk"));
    let seq = page.attr("#said input[name=seq]", "value");
    kith.post_and_follow("/undo", &[("seq", &seq)]);
    assert_eq!(kith.app.check_in(check_in.id).expect("the check-in"), check_in);
}

#[test]
fn saving_a_check_in_untouched_leaves_it_to_the_second() {
    let kith = Kith::new();
    let names = ["Ana, the one from work", "Ana", "Ana"].map(|name| kith.person(name));
    let mut new = kith_app::NewCheckIn {
        people: names.to_vec(),
        mode: Mode::Voice,
        when: None,
        minutes: Some(30),
        started_by: Some(StartedBy::Me),
        note: "two\nlines".to_owned(),
        felt: Some(Felt::Even),
        promise: None,
    };
    for when in [None, Some("2026-11-20")] {
        new.when = when.map(|day| kith_app::Day { day: day.parse().expect("a day"), time: None });
        let before = kith.app.log(&new).expect("logged").check_in;
        let path = format!("/check-ins/{}", before.id);
        let page = kith.get(&path);
        let note: String = page.all("textarea[name=note]")[0].text().collect();
        let fields = [
            ("names", page.attr("#check-in-names", "value")),
            ("when", page.attr("#check-in-when", "value")),
            ("minutes", page.attr("#check-in-minutes", "value")),
            ("mode", page.attr("input[name=mode][checked]", "value")),
            ("started", page.attr("input[name=started][checked]", "value")),
            ("felt", page.attr("input[name=felt][checked]", "value")),
            ("note", note),
        ];
        kith.post_and_follow(&path, &fields.each_ref().map(|(name, value)| (*name, value.as_str())));
        assert_eq!(kith.app.check_in(before.id).expect("the check-in"), before);
    }
}

#[test]
fn a_check_in_taken_out_can_be_put_back() {
    let kith = Kith::new();
    let check_in = kith.call(kith.person("Ana"), "2026-11-20", "");
    let page = kith.post_and_follow(&format!("/check-ins/{}/remove", check_in.id), &[("back", "/log")]);
    assert!(!page.has(".lines li") && page.said().contains("Removed: Call with Ana"));
    kith.post_and_follow("/undo", &[("seq", &page.attr("#said input[name=seq]", "value"))]);
    assert!(kith.app.check_in(check_in.id).is_ok());
}

#[test]
fn an_undo_that_comes_too_late_says_so() {
    let kith = Kith::new();
    let ana = kith.person("Ana");
    kith.call(ana, "2026-11-20", "");
    let first = kith.app.latest_undo().expect("an act").seq.to_string();
    kith.call(ana, "2026-11-21", "");
    let answer = kith.post("/undo", &[("seq", &first)]);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(kith.app.recent(9).expect("recent").len(), 2);
}

#[test]
fn a_day_that_is_none_is_said_as_it_is_typed_and_not_logged_as_today() {
    let kith = Kith::new();
    kith.person("Ana");
    let shown = kith.get("/log/understood?text=coffee+with+Ana+31+February");
    assert!(shown.words("#puzzling").contains("31 February"), "{}", shown.text);
    assert!(!kith.get("/log/understood?text=coffee+with+Ana+31+February&when=yesterday").has("#puzzling"));
    let line = ("text", "coffee with Ana 31 February");
    assert!(kith.post("/check-ins", &[line]).status.is_client_error());
    assert!(kith.app.recent(1).expect("check-ins").is_empty());
    kith.post_and_follow("/check-ins", &[line, ("when", "yesterday")]);
    let logged = kith.app.recent(1).expect("check-ins").remove(0);
    assert_eq!((logged.day.to_string().as_str(), logged.note.as_str()), ("2026-11-21", "coffee 31 February"));
}
