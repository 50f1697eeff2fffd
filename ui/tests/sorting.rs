//! Sorting who came with others: one at a time, to be left and to be taken back.

mod common;

use common::{Answer, Kith};
use http::StatusCode;
use kith_core::Circle;
use rstest::rstest;

const FILE: &str = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ana Ruiz\r\nNICKNAME:Anita\r\nORG:The library\r\nTITLE:Librarian\r\nADR:;;1 High Street;Town;;;\r\nNOTE:met on the train\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:Luis Ferrer\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zoë\r\nEND:VCARD\r\n";

fn three_came() -> Kith {
    let kith = Kith::new();
    kith.app.import_file(FILE.as_bytes()).expect("imported");
    kith
}

/// Presses the button for a circle, as it is on the page.
fn sort(kith: &Kith, page: &Answer, circle: &str) -> Answer {
    let id = page.attr(".ways [name=id]", "value");
    kith.post_and_follow("/sort", &[("id", &id), ("circle", circle)])
}

fn circle_of(kith: &Kith, name: &str) -> Option<Circle> {
    let id = kith.app.find(name, 1)[0].id;
    kith.app.person(id, 0).expect("a person").person.circle
}

#[test]
fn one_person_is_shown_with_what_is_known_and_a_key_for_each_circle() {
    let page = three_came().get("/sort");
    assert_eq!(page.words("h1"), "Ana Ruiz");
    let known: Vec<String> = page.all(".known li").iter().map(|line| line.text().collect()).collect();
    assert_eq!(known[..2], ["Also called Anita", "Librarian, The library"]);
    assert!(known[2].contains("High Street"), "{known:?}");
    assert_eq!(page.words(".note-text"), "met on the train");
    assert_eq!(page.words("#sort-progress"), "0 of 3");
    let keys: Vec<_> = page.all("[data-key]").iter().map(|it| it.value().attr("data-key")).collect();
    assert_eq!(keys, [Some("1"), Some("2"), Some("3"), Some("4"), Some("0")]);
    let brings = page.words("#sort-close");
    assert_eq!(
        brings,
        "2Close Meet every three months after you last met A call every three weeks after you last spoke"
    );
}

#[test]
fn each_has_their_place_in_the_end_and_today_is_next() {
    let kith = three_came();
    let page = sort(&kith, &kith.get("/sort"), "inner");
    assert_eq!((page.words("h1"), page.words("#sort-progress")), ("Luis Ferrer".into(), "1 of 3".into()));
    assert_eq!(page.attr("progress", "value"), "1");
    assert_eq!(page.words("#sort-last"), "You moved Ana Ruiz to Inner.");
    let page = sort(&kith, &page, "");
    assert_eq!(page.words("#sort-last"), "You keep Luis Ferrer in the book, in no circle.");
    let page = sort(&kith, &page, "wider");
    assert_eq!(page.words("h1"), "Everybody has their place");
    assert_eq!(page.words("#sort-progress"), "3 of 3");
    assert!(page.has("#to-today[href='/today']"));
    let circles = ["Ana", "Luis", "Zoë"].map(|name| circle_of(&kith, name));
    assert_eq!(circles, [Some(Circle::Inner), None, Some(Circle::Wider)]);
}

#[test]
fn the_last_is_taken_back_over_and_over_and_nothing_else() {
    let kith = three_came();
    let mut page = kith.get("/sort");
    for circle in ["inner", "close", "friends"] {
        page = sort(&kith, &page, circle);
    }
    for (name, progress) in [("Zoë", "2 of 3"), ("Luis Ferrer", "1 of 3"), ("Ana Ruiz", "0 of 3")] {
        page = kith.post_and_follow("/sort/undo", &[]);
        assert_eq!((page.words("h1"), page.words("#sort-progress")), (name.into(), progress.into()));
    }
    assert!(!page.has("#sort-undo"), "nothing is left to take back");
    let page = kith.post_and_follow("/sort/undo", &[]);
    assert_eq!(page.said(), "There is no sorting left to take back.");
    assert_eq!(kith.app.sorting().waiting, 3, "the import stays");
}

#[test]
fn it_is_left_and_gone_on_with() {
    let kith = three_came();
    sort(&kith, &kith.get("/sort"), "close");
    let kith = Kith::on(kith.closed());
    let page = kith.get("/people");
    assert_eq!(page.words("#unsorted"), "2 people came together. How close are you to each?Sort them");
    let page = kith.get(&page.attr("#sort", "href"));
    assert_eq!((page.words("h1"), page.words("#sort-progress")), ("Luis Ferrer".into(), "1 of 3".into()));
}

#[test]
fn who_got_a_circle_elsewhere_waits_no_longer() {
    let kith = three_came();
    let ana = kith.app.find("Ana", 1)[0].id;
    let edit = kith.post(&format!("/people/{ana}"), &[("name", "Ana Ruiz"), ("circle", "close")]);
    assert_eq!(edit.status, StatusCode::SEE_OTHER);
    assert_eq!(kith.get("/sort").words("h1"), "Luis Ferrer");
}

#[test]
fn people_do_not_speak_of_sorting_when_nobody_waits() {
    let kith = Kith::new();
    kith.person("Ana");
    assert!(!kith.get("/people").has("#unsorted"));
    let page = kith.get("/sort");
    assert!(page.has("#to-today") && !page.has("progress"));
}

#[rstest]
#[case("00000000-0000-7000-8000-000000000000")]
#[case("nobody")]
fn who_is_not_there_is_not_sorted(#[case] id: &str) {
    let kith = three_came();
    let before = kith.state();
    assert_eq!(kith.post("/sort", &[("id", id), ("circle", "inner")]).status, StatusCode::NOT_FOUND);
    assert_eq!(kith.state(), before);
}
