//! The history page: what was done in sentences, what each act changed, and Undo from there.

mod common;

use common::{Answer, Kith};
use http::StatusCode;
use kith_app::{NewCadence, NewRepeat};
use kith_core::{Circle, Mode, PersonId, schedule::Moment};

/// The sentences of a page, the latest first.
fn told(page: &Answer) -> Vec<String> {
    let text = |it: scraper::ElementRef<'_>| {
        it.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.all(".changes .body > p, .changes summary").into_iter().map(text).collect()
}

/// What the act with this sentence changed.
fn details(page: &Answer, sentence: &str) -> Vec<String> {
    let acts = page.all(".changes details");
    let act = acts.iter().find(|act| act.text().collect::<String>().contains(sentence));
    let selector = scraper::Selector::parse("ul > li").expect("a selector");
    let act = act.unwrap_or_else(|| panic!("no {sentence} in {}", page.text));
    act.select(&selector).map(|line| line.text().collect()).collect()
}

fn every(interval: &str, mode: Mode) -> NewCadence {
    NewCadence { mode, repeat: NewRepeat::After { every: interval.parse().expect("an interval"), at: None } }
}

#[test]
fn an_empty_book_has_no_history() {
    let page = Kith::new().get("/history");
    assert_eq!(page.words(".lead"), "Nothing was done yet.");
    assert!(!page.has(".changes"));
}

#[test]
fn each_act_is_a_sentence_with_names() {
    let kith = Kith::new();
    let (ana, luis) = (kith.person("Ana"), kith.person("Luis"));
    kith.call(ana, "2026-11-20", "her garden");
    kith.app.set_circle(&[ana, luis], Some(Circle::Friends)).expect("moved");
    kith.app.add_cadence(ana, &every("3w", Mode::Voice)).expect("a cadence");
    kith.app.turn(Moment::Tick).expect("a turn");
    kith.app.pause(luis, "2026-11-24".parse().expect("a day")).expect("paused");
    kith.app.resume(luis).expect("resumed");
    kith.app.change_settings(|settings| settings.daily_cap = 5).expect("set");
    kith.app.remove_person(ana).expect("removed");
    let page = kith.get("/history");
    assert_eq!(
        told(&page),
        [
            "You removed Ana, with one check-in.",
            "You changed the settings.",
            "You let Kith ask for Luis again.",
            "You paused Luis until Tuesday.",
            "Kith asked for Luis.",
            "You gave Ana a cadence.",
            "You moved Ana and Luis to Friends.",
            "You logged a call with Ana, 30 min.",
            "You added Luis.",
            "You added Ana.",
        ]
    );
    assert_eq!(page.words(".day h2"), "today");
    assert_eq!(details(&page, "changed the settings"), ["New people a day, at most: 3 → 5"]);
    assert_eq!(details(&page, "gave Ana"), ["Cadence: A call every three weeks after you last spoke"]);
    let mut moved = details(&page, "You moved");
    moved.sort();
    assert_eq!(moved, ["Ana: Circle: Friends", "Luis: Circle: Friends"]);
    assert_eq!(details(&page, "logged"), ["Added: Friday: a call with Ana, 30 min. “her garden”"]);
}

#[test]
fn a_change_says_which_fields_are_another() {
    let kith = Kith::new();
    let ana = kith.person("Ana");
    let cadence = kith.app.add_cadence(ana, &every("3w", Mode::Voice)).expect("a cadence");
    kith.app.edit_cadence(ana, cadence.id, &every("2mo", Mode::Voice)).expect("edited");
    let change = |person: &mut kith_core::Person| {
        person.name = "Ana María".to_owned();
        person.note = "likes tea".to_owned();
        person.nicknames = vec!["Anita".to_owned()];
    };
    kith.app.edit_person(ana, change).expect("edited");
    kith.app.edit_person(ana, |person| person.nicknames.clear()).expect("edited");
    let long = "the allotment by the canal, ".repeat(20);
    kith.app.edit_person(ana, |person| person.note = long.clone() + "sold").expect("edited");
    kith.app.edit_person(ana, |person| person.note = long.clone() + "kept").expect("edited");
    let page = kith.get("/history");
    let lines: Vec<Vec<String>> = page
        .all(".changes details ul")
        .iter()
        .map(|list| list.child_elements().map(|line| line.text().collect()).collect())
        .collect();
    assert_eq!(lines[0], ["Note changed"]);
    assert!(lines[1][0].starts_with("Note: “likes tea” → “the allotment"), "{lines:?}");
    assert_eq!(lines[2], ["Other names removed: Anita"]);
    assert_eq!(lines[3], ["Name: Ana → Ana María", "Other names: Anita", "Note: “likes tea”"]);
    let (three_weeks, two_months) =
        ("A call every three weeks after you last spoke", "A call every two months after you last spoke");
    assert_eq!(lines[4], [format!("Cadence: {three_weeks} → {two_months}")]);
}

#[test]
fn the_latest_is_taken_back_from_here_and_done_again() {
    let kith = Kith::new();
    let ana = kith.person("Ana");
    kith.call(ana, "2026-11-20", "");
    let page = kith.get("/history");
    assert_eq!(page.all(".changes button").len(), 1, "only the latest can be taken back");
    assert_eq!(page.words(".changes li:first-child button"), "Undo");
    let seq = page.attr(".changes input[name=seq]", "value");
    let page = kith.post_and_follow("/undo", &[("seq", &seq), ("back", "/history")]);
    assert_eq!(page.said(), "Undid: You logged a call with Ana, 30 min.");
    assert_eq!(
        told(&page),
        [
            "Undid: You logged a call with Ana, 30 min.",
            "You logged a call with Ana, 30 min. taken back",
            "You added Ana."
        ]
    );
    let buttons: Vec<String> = page.all(".changes button").iter().map(|it| it.text().collect()).collect();
    assert_eq!(buttons, ["Do it again", "Undo"]);
    let again = page.attr(".changes input[name=seq]", "value");
    let page = kith.post_and_follow("/undo", &[("seq", &again), ("back", "/history")]);
    assert_eq!(page.said(), "Did again: You logged a call with Ana, 30 min.");
    assert_eq!(kith.app.recent(9).expect("recent").len(), 1);
    let page = kith.post_and_follow("/undo", &[("back", "/history")]);
    assert_eq!(page.said(), "Undid: You logged a call with Ana, 30 min.");
    assert_eq!(kith.app.recent(9).expect("recent").len(), 0);
}

#[test]
fn many_people_are_counted_and_what_is_too_much_is_left_out() {
    let kith = Kith::new();
    let cards: String =
        (0..40).map(|n| format!("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Person {n:02}\r\nEND:VCARD\r\n")).collect();
    let report = kith.app.import_file(cards.as_bytes()).expect("imported");
    let ids: Vec<PersonId> = report.added.iter().map(|(id, _)| *id).collect();
    kith.app.set_circle(&ids, Some(Circle::Wider)).expect("moved");
    let page = kith.get("/history");
    assert_eq!(told(&page), ["You moved 40 people to Wider.", "Import: 40 people added."]);
    let lines = details(&page, "Import");
    assert!(lines.len() == 13 && lines[0].starts_with("Added: Person "), "{lines:?}");
    assert_eq!(lines[12], "and 28 more");
}

#[test]
fn fifty_acts_are_on_a_page_and_the_days_stand_above_them() {
    let kith = Kith::new();
    let ana = kith.person("Ana");
    for n in 0..70 {
        kith.app.edit_person(ana, |person| person.note = format!("note {n}")).expect("edited");
        if n == 65 {
            kith.set_time("2026-11-23T08:00:00[Europe/Madrid]");
        }
    }
    let page = kith.get("/history");
    let days: Vec<String> = page.all(".day h2").iter().map(|day| day.text().collect()).collect();
    assert_eq!((told(&page).len(), days), (50, vec!["today".to_owned(), "yesterday".to_owned()]));
    assert!(!page.has("#latest"));
    let earlier = kith.get(&page.attr("#earlier", "href"));
    assert_eq!(told(&earlier).len(), 21);
    assert_eq!(told(&earlier).last().map(String::as_str), Some("You added Ana."));
    assert!(!earlier.has("#earlier") && !earlier.has(".changes button"));
    assert_eq!(earlier.attr("#latest", "href"), "/history");
}

#[test]
fn somebodys_own_changes_are_one_link_away() {
    let kith = Kith::new();
    let (ana, luis) = (kith.person("Ana"), kith.person("Luis"));
    kith.call(luis, "2026-11-20", "");
    kith.call(ana, "2026-11-20", "");
    let href = kith.get(&format!("/people/{ana}")).attr("#changes", "href");
    let page = kith.get(&href);
    assert_eq!(told(&page), ["You logged a call with Ana, 30 min.", "You added Ana."]);
    assert!(page.words(".page .eyebrow").contains("Ana"));
}

#[test]
fn what_kith_did_is_told_and_cannot_be_taken_back() {
    let kith = Kith::new();
    kith.due("Ana");
    kith.app.turn(Moment::Tick).expect("a turn");
    let page = kith.get("/history");
    assert_eq!(told(&page)[0], "Kith asked for Ana.");
    assert!(page.has(".changes li.quiet") && !page.has(".changes li.quiet button"));
}

#[test]
fn settings_and_the_palette_lead_there() {
    let kith = Kith::new();
    assert_eq!(kith.get("/settings").attr("#changes", "href"), "/history");
    assert!(kith.get("/find?text=what+was").has("[data-href='/history']"));
}

#[test]
fn a_number_that_is_none_shows_the_latest_and_nobody_is_nobody() {
    let kith = Kith::new();
    kith.person("Ana");
    assert_eq!(told(&kith.get("/history?before=many")), ["You added Ana."]);
    assert_eq!(told(&kith.get("/history?before=0")), Vec::<String>::new());
    assert_eq!(kith.get("/history?of=nobody").status, StatusCode::NOT_FOUND);
}
