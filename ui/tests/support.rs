//! Support: the net drawn and listed, the question of whom to turn to, helplines, and who is going through something.

mod common;

use SupportRole::{Advice, Listening, PracticalHelp, Professional};
use common::{Answer, Kith};
use http::StatusCode;
use kith_core::{Boundary, Labelled, PersonId, Status, SupportRole};
use rstest::rstest;

/// Somebody in Madrid with a number, who carries this.
fn carries(kith: &Kith, name: &str, roles: &[SupportRole]) -> PersonId {
    let id = kith.due(name);
    roles.iter().for_each(|role| drop(kith.app.carry(id, *role, "").expect("carried")));
    id
}

fn names(page: &Answer) -> Vec<String> {
    page.all(".prompt h2").iter().map(|name| name.text().collect()).collect()
}

#[test]
fn with_nobody_in_the_book_it_leads_to_adding_somebody() {
    let page = Kith::new().get("/support");
    assert_eq!(page.words(".empty h2"), "Who would you call?");
    assert_eq!(page.attr("#first-person", "href"), "/people/new");
    assert!(!page.has(".net") && !page.has("#carry") && page.has("#no-helplines"));
    assert_eq!(page.words(".rail [aria-current]"), "Support");
}

#[test]
fn the_first_one_is_noted_on_the_page_itself_and_the_gaps_are_named() {
    let kith = Kith::new();
    kith.due("Ana");
    let page = kith.get("/support");
    assert!(page.has(".empty") && page.has("#carry") && page.has("#near option[value=Ana]"));
    let fields = [("who", "ana"), ("role", "listening"), ("note", "also late")];
    let page = kith.post_and_follow("/support/carry", &fields);
    assert_eq!(page.said(), "You can turn to Ana for listening. Undo");
    assert_eq!(
        page.words("#step"),
        "For practical help there is nobody yet. Ask somebody you trust, the next time you speak."
    );
    assert!(page.words("#need-listening").contains("Rests on Ana alone. Ana also late"));
    assert!(page.words("#need-practical-help").contains("Rests on nobody."));
    let drawn = page.attr("figure", "aria-label");
    assert!(
        drawn.starts_with("Who carries what. Listening: Ana. Practical help: nobody. Advice: nobody."),
        "{drawn}"
    );
    assert_eq!((page.all(".net-lines path").len(), page.all(".net-need.nobody").len()), (1, 4));
    let page = kith.post_and_follow("/undo", &[("back", "/support")]);
    assert!(page.has(".empty"));
}

#[rstest]
#[case::nobodys("nobody")]
#[case::several_peoples("An")]
fn a_name_that_is_not_one_persons_is_said_beside_its_field(#[case] who: &str) {
    let kith = Kith::new();
    kith.due("Ana");
    kith.due("Anna");
    let page = kith.post("/support/carry", &[("who", who), ("role", "advice"), ("note", "a car")]);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attr("[data-problem]", "data-for"), "who");
    assert!(page.problem().contains(who), "{}", page.problem());
    assert_eq!(
        (page.attr("#who", "value"), page.attr("#note", "value")),
        (who.to_owned(), "a car".to_owned())
    );
    assert_eq!(page.attr("#role option[selected]", "value"), "advice");
}

#[test]
fn one_person_with_everything_is_named_as_too_much_on_one() {
    let kith = Kith::new();
    carries(&kith, "Ana", &SupportRole::ALL);
    let page = kith.get("/support");
    assert!(page.words("#step").starts_with("Ana carries everything, which is too much on one person."));
    assert!(page.has(".net-person.all"));
    assert_eq!(page.all(".net-lines .alone").len(), 5);
}

#[test]
fn without_the_last_one_for_practical_help_the_gap_is_there_at_once() {
    let kith = Kith::new();
    carries(&kith, "Ana", &[Listening, Advice]);
    let bo = carries(&kith, "Bo", &[PracticalHelp]);
    assert!(kith.get("/support").words("#need-practical-help").contains("Rests on Bo alone."));
    let page = kith.post_and_follow(&format!("/support/practical-help/{bo}/drop"), &[]);
    assert_eq!(page.said(), "Bo is not in your net for practical help any more. Undo");
    assert!(page.words("#need-practical-help").contains("Rests on nobody."));
    assert!(page.words("#step").starts_with("For practical help there is nobody yet."));
}

#[test]
fn of_very_many_the_picture_draws_a_few_and_the_list_has_all() {
    let kith = Kith::new();
    (10..40).for_each(|number| _ = carries(&kith, &format!("Person {number}"), &[Listening]));
    let page = kith.get("/support");
    assert_eq!(page.all(".net-person").len(), 13);
    assert_eq!(page.all(".net-lines path").len(), 13, "those without a place of their own share one");
    assert!(page.words(".net-person:last-child").contains("and 18 more"));
    assert_eq!(page.all("#need-listening .carriers li").len(), 30);
}

#[test]
fn whoever_rests_is_not_counted_and_that_is_said() {
    let kith = Kith::new();
    carries(&kith, "Ana", &[Listening]);
    let bo = carries(&kith, "Bo", &[Advice]);
    kith.app.edit_person(bo, |person| person.status = Status::Resting).expect("edited");
    let page = kith.get("/support");
    assert!(page.words("#need-advice").contains("Rests on nobody."));
    assert!(page.words("#apart").ends_with(": Bo."));
}

#[test]
fn i_need_is_one_question_then_three_people_with_call_first_and_the_helplines() {
    let kith = Kith::new();
    for name in ["Ana", "Bo", "Cleo", "Dora"] {
        carries(&kith, name, &[Listening]);
    }
    let helpline = [("name", "Listening line"), ("number", "717 003 717")];
    kith.post("/support/helplines", &helpline);
    let page = kith.get("/need");
    assert_eq!((page.words("h1"), page.all(".asks button").len()), ("What do you need now?".to_owned(), 5));
    assert!(page.has("#helpline-0"));
    let page = kith.post_and_follow("/need", &[("role", "listening")]);
    assert_eq!(page.words("h1"), "Who would listen");
    assert_eq!(names(&page), ["Ana", "Bo", "Cleo"]);
    assert_eq!(page.words(".prompt .acts button"), "Call");
    assert!(
        page.has(".prompt .acts button.primary[id^=call-]")
            && page.words("#helpline-0").contains("At any hour.")
    );
    assert!(page.words("main").contains("More people carry this"));
    assert_eq!(kith.post("/need", &[("role", "everything")]).status, StatusCode::NOT_FOUND);
    assert_eq!(kith.get("/need/everything").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_call_goes_to_the_practice_and_it_is_asked_whether_it_came_about() {
    let kith = Kith::new();
    let ana = carries(&kith, "Dr Diaz", &[Professional]);
    let practice =
        |person: &mut kith_core::Person| person.support[0].phone = Some("+34 910 20 30".to_owned());
    kith.app.edit_person(ana, practice).expect("edited");
    let page =
        kith.post_and_follow(&format!("/need/professional/{ana}/call"), &[("back", "/need/professional")]);
    assert_eq!(*kith.desk.opened.lock().expect("no panic"), ["tel:+349102030"]);
    assert!(page.has(".question"), "{}", page.text);
}

#[rstest]
#[case::a_night("2026-11-23T02:00:00[Europe/Madrid]", |_: &mut kith_core::Person| {})]
#[case::resting("2026-11-23T12:00:00[Europe/Madrid]", |it: &mut kith_core::Person| it.status = Status::Resting)]
#[case::dead("2026-11-23T12:00:00[Europe/Madrid]", |it: &mut kith_core::Person| it.status = Status::Deceased)]
#[case::boundary("2026-11-23T12:00:00[Europe/Madrid]", |it: &mut kith_core::Person| it.boundary = Some(Boundary::InCompany))]
fn whoever_must_not_be_called_is_not_shown_and_the_helplines_are(
    #[case] now: &str,
    #[case] change: fn(&mut kith_core::Person),
) {
    let kith = Kith::new();
    let ana = carries(&kith, "Ana", &[Listening]);
    kith.app.edit_person(ana, change).expect("edited");
    kith.post("/support/helplines", &[("name", "Listening line"), ("number", "717 003 717")]);
    kith.set_time(now);
    let page = kith.get("/need/listening");
    assert!(!page.has(".prompt") && page.has("#nobody") && page.has("#helpline-0"));
    assert!(!page.words("main").contains("Ana"));
}

#[test]
fn who_may_be_called_at_any_hour_is_shown_at_night_and_it_says_so() {
    let kith = Kith::new();
    let ana = carries(&kith, "Ana", &[Listening]);
    kith.app.edit_person(ana, |person| person.any_hour = true).expect("edited");
    kith.set_time("2026-11-23T02:00:00[Europe/Madrid]");
    let page = kith.get("/need/listening");
    assert!(
        page.words(".why").starts_with("It is night there, and you may call at any hour."),
        "{}",
        page.words(".why")
    );
}

#[test]
fn what_was_needed_is_kept_only_where_that_is_switched_on() {
    let kith = Kith::new();
    carries(&kith, "Ana", &[Listening]);
    let before = kith.state();
    kith.post("/need", &[("role", "listening")]);
    kith.get("/need/listening");
    assert_eq!(kith.state(), before, "nothing at all");
    assert!(!kith.get("/settings").has("#keep-needs[checked]"));
    let page = kith.post_and_follow("/settings/needs", &[("keep", "on")]);
    assert!(page.said().starts_with("Saved.") && page.has("#keep-needs[checked]"));
    kith.post("/need", &[("role", "listening")]);
    let page = kith.get("/support");
    assert!(page.words("main").contains("today: listening"), "{}", page.text);
    let page = kith.post_and_follow("/support/forget", &[]);
    assert!(page.said().starts_with("Forgotten.") && !page.has("#forget"));
}

#[test]
fn a_helpline_is_entered_changed_and_taken_out_with_undo() {
    let kith = Kith::new();
    let page = kith.post("/support/helplines", &[("name", "Line"), ("number", " ")]);
    assert_eq!(
        (page.status, page.attr("[data-problem]", "data-for")),
        (StatusCode::UNPROCESSABLE_ENTITY, "number".to_owned())
    );
    let hours = [("weekdays-from", "09:00"), ("weekdays-to", "17:00"), ("note", "for rent")];
    let page = kith.post_and_follow(
        "/support/helplines",
        &[&[("name", "Line"), ("number", "https://line.example")][..], &hours].concat(),
    );
    assert!(page.said().starts_with("Line is in your list."));
    assert!(page.words("#helpline-0").contains("Monday to Friday 09:00 to 17:00. Does not answer now."));
    kith.post("/support/helplines/0/open", &[]);
    assert_eq!(*kith.desk.opened.lock().expect("no panic"), ["https://line.example"]);
    let page = kith.get("/support/helplines/0");
    assert_eq!(
        (page.attr("#name", "value"), page.attr("#weekdays-to", "value")),
        ("Line".to_owned(), "17:00".to_owned())
    );
    let page = kith.post_and_follow("/support/helplines/0", &[("name", "Line"), ("number", "116 123")]);
    assert!(page.words("#helpline-0").contains("116 123 At any hour."));
    let page = kith.post_and_follow("/support/helplines/0/remove", &[]);
    assert!(page.has("#no-helplines") && page.has("#said form[action='/undo']"));
    assert!(kith.post_and_follow("/undo", &[("back", "/support")]).has("#helpline-0"));
    assert_eq!(kith.get("/support/helplines/7").status, StatusCode::NOT_FOUND);
}

#[test]
fn roles_are_edited_with_the_person_and_told_on_their_page() {
    let kith = Kith::new();
    let ana = carries(&kith, "Ana", &[Listening]);
    let page = kith.get(&format!("/people/{ana}/edit"));
    assert!(page.has("#carries-on-listening[checked]") && !page.has("#carries-on-advice[checked]"));
    let fields = [
        ("name", "Ana"),
        ("status", "active"),
        ("support", "on"),
        ("carries", "practical-help"),
        ("carries", "professional"),
        ("carries-practical-help", "has a car"),
        ("practice-phone", "+34 910 20 30"),
        ("practice-weekdays-from", "09:00"),
        ("practice-weekdays-to", "17:00"),
        ("any-hour", "on"),
    ];
    let page = kith.post_and_follow(&format!("/people/{ana}"), &fields);
    let facts = page.words(".facts");
    for said in [
        "Practical help: has a car",
        "Professional (Monday to Friday 09:00 to 17:00)",
        "at any hour when needed",
    ] {
        assert!(facts.contains(said), "{facts}");
    }
    let person = kith.app.known(ana).expect("Ana");
    assert_eq!(person.support[1].phone.as_deref(), Some("+34 910 20 30"));
    // A form without that part changes none of it.
    kith.post(&format!("/people/{ana}"), &[("name", "Ana"), ("status", "active")]);
    let after = kith.app.known(ana).expect("Ana");
    assert_eq!((after.support, after.any_hour), (person.support, true));
    let wrong = [&fields[..7], &[("practice-weekdays-to", "")]].concat();
    let page =
        kith.post(&format!("/people/{ana}"), &[&wrong[..], &[("practice-weekdays-from", "09:00")]].concat());
    assert!(
        page.has("#person-support[open]")
            && page.attr("[data-problem]", "data-for") == "practice-weekdays-to"
    );
}

#[test]
fn who_is_going_through_something_is_asked_for_nearer_and_the_page_says_until_when() {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    kith.call(ana, "2026-11-21", "");
    let page = kith.get(&format!("/people/{ana}"));
    assert_eq!(
        (page.attr("#going-count", "value"), page.attr("#going-until", "value")),
        ("3".to_owned(), "2026-12-13".to_owned())
    );
    let fields =
        [("count", "1"), ("unit", "d"), ("mode", "voice"), ("until", "2026-12-01"), ("note", "an operation")];
    let page = kith.post_and_follow(&format!("/people/{ana}/going-through"), &fields);
    assert!(page.said().starts_with("Kith asks for Ana every day, until 1 December."), "{}", page.said());
    let said = page.words("#going-through");
    assert!(said.contains("“an operation”. You mean to call every day, until 1 December."), "{said}");
    assert!(page.words("main").contains("Because they are going through something."));
    let why = kith.get("/today").words(".why");
    assert!(
        why.starts_with("You meant to call every day, because they are going through something."),
        "{why}"
    );
    let page = kith.post_and_follow(&format!("/people/{ana}/going-through/end"), &[]);
    assert!(page.said().starts_with("Kith asks for Ana as before.") && !page.has("#going-through-end"));
    assert!(!kith.get("/today").has(".prompt"));
    kith.post_and_follow("/undo", &[]);
    kith.set_time("2026-12-02T12:00:00[Europe/Madrid]");
    kith.app.seen();
    let page = kith.get(&format!("/people/{ana}"));
    assert!(!page.has("#going-through-end") && page.has("#going-through-begin"), "it ended by itself");
}

#[test]
fn the_dead_are_not_going_through_anything_nor_turned_to() {
    let kith = Kith::new();
    let ana = carries(&kith, "Ana", &[Listening]);
    kith.app.edit_person(ana, |person| person.status = Status::Deceased).expect("edited");
    let page = kith.get(&format!("/people/{ana}"));
    assert!(!page.has("#going-through") && !page.words("main").contains("Listening"));
    let page = kith.post(
        &format!("/people/{ana}/going-through"),
        &[("count", "1"), ("unit", "d"), ("until", "2026-12-01")],
    );
    assert!(page.problem().contains("Ana"), "{}", page.problem());
}

#[test]
fn the_palette_the_rail_and_a_key_lead_there() {
    let kith = Kith::new();
    assert!(
        kith.get("/find?text=need").text.contains("/need")
            && kith.get("/find?text=supp").text.contains("/support")
    );
    let page = kith.get("/today");
    assert!(page.words("#help .keys").contains("I need…"));
    let person =
        kith.app.add_person("Ana", |person| person.phones = vec![Labelled::plain("none")]).expect("Ana").id;
    kith.app.carry(person, Listening, "").expect("carried");
    kith.set_time("2026-11-23T12:00:00[Europe/Madrid]");
    let page = kith.get("/need/listening");
    assert!(
        page.has(".prompt") && !page.has(".prompt [id^=call-]"),
        "without a number there is nothing to press"
    );
}
