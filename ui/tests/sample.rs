//! The book of made-up people: offered by the welcome, thrown away by one click on any page.

mod common;

use common::Kith;
use http::StatusCode;

#[test]
fn the_welcome_offers_a_made_up_book_and_every_page_of_it_says_so() {
    let kith = Kith::new();
    assert_eq!(kith.get("/welcome").all("#sample-begin").len(), 1);
    let begun = kith.post("/sample", &[]);
    assert_eq!((begun.status, begun.location.as_deref()), (StatusCode::SEE_OTHER, Some("/today")));
    let id = kith.app.find("Nora", 1)[0].id;
    for path in ["/today", "/people", "/plans", "/settings", "/history", &format!("/people/{id}")] {
        let page = kith.get(path);
        assert_eq!((page.status, page.all("#sample-away").len()), (StatusCode::OK, 1), "{path}");
    }
    assert!(kith.get("/today").text.contains("made up"));
}

#[test]
fn one_click_throws_it_away_and_brings_back_ones_own() {
    let kith = Kith::new();
    kith.person("Ana");
    kith.app.begin_sample().expect("begun");
    let away = kith.post("/sample/away", &[]);
    assert_eq!((away.status, away.location.as_deref()), (StatusCode::SEE_OTHER, Some("/today")));
    let people = kith.get("/people");
    assert!(people.text.contains("Ana") && !people.text.contains("Nora"));
    assert_eq!(people.all("#sample-away").len(), 0);
    assert_eq!(kith.post("/sample/away", &[]).status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn a_lock_on_it_is_refused_in_words() {
    let kith = Kith::new();
    kith.app.begin_sample().expect("begun");
    let refused = kith.post(
        "/settings/lock/begin",
        &[("new", "a long walk by the river"), ("again", "a long walk by the river")],
    );
    assert!(refused.text.contains("This is the made-up book"), "{}", refused.text);
}
