//! Two people who could be one: found, compared, made one or left two.

mod common;

use common::Kith;
use http::StatusCode;
use kith_core::{Circle, Labelled, PersonId};
use rstest::rstest;

/// A book with one person in it twice; the second one was called.
fn twice() -> (Kith, PersonId, PersonId) {
    let kith = Kith::new();
    let add = |name: &str, phone: &str, born: &str, circle| {
        let person = kith.app.add_person(name, |person| {
            person.phones = vec![Labelled::plain(phone)];
            person.birthday = born.parse().ok();
            person.circle = circle;
            person.note = format!("of {name}");
        });
        person.expect("a person").id
    };
    let ana = add("Ana Ruiz", "+34 600 10 20 30", "1984-12-24", None);
    let anita = add("Anita Ruiz", "+34600102030", "--12-24", Some(Circle::Close));
    kith.call(anita, "2026-11-20", "");
    (kith, ana, anita)
}

#[test]
fn who_may_be_one_is_listed_with_why_and_who_was_met_more_often_first() {
    let (kith, ana, anita) = twice();
    let page = kith.get("/duplicates");
    assert_eq!(page.words(".pairs .name"), "Anita Ruiz · Ana Ruiz");
    assert_eq!(page.words(".pairs small"), "the same phone number");
    assert_eq!(page.attr(".pairs a", "href"), format!("/duplicates/{anita}/{ana}"));
    assert_eq!(kith.get("/people").attr("#duplicates", "href"), "/duplicates");
}

#[test]
fn nobody_twice_is_said_and_no_more_than_a_hundred_pairs_are_listed() {
    let kith = Kith::new();
    assert!(kith.get("/duplicates").has(".none"));
    for number in 0..103 {
        for name in ["Ana", "Anna"] {
            kith.app
                .add_person(&format!("{name} {number:03}"), |person| {
                    person.emails = vec![Labelled::plain(format!("ana{number:03}@example.org"))];
                })
                .expect("a person");
        }
    }
    let page = kith.get("/duplicates");
    assert_eq!(page.all(".pairs li").len(), 100);
    assert!(page.text.contains("more pairs come when these are dealt with"));
}

#[test]
fn they_stand_side_by_side_with_what_there_is_to_choose_first() {
    let (kith, ana, anita) = twice();
    let page = kith.get(&format!("/duplicates/{anita}/{ana}"));
    assert_eq!(page.words("h1"), "Anita Ruiz and Ana Ruiz");
    assert_eq!(page.words(".head-row .side small"), "one check-in");
    let choices: Vec<_> =
        page.all("fieldset legend").iter().map(|it| it.text().collect::<String>()).collect();
    assert_eq!(choices, ["Name", "Birthday"]);
    assert!(page.has("#name-kept[checked]") && !page.has("#name-other[checked]"));
    let labels: Vec<_> = page.all(".both .label").iter().map(|it| it.text().collect::<String>()).collect();
    assert_eq!(labels, ["Circle", "Phone", "Note"]);
    assert_eq!(page.attr("#swap", "href"), format!("/duplicates/{ana}/{anita}"));
}

#[test]
fn they_become_one_with_the_values_that_were_chosen_and_that_is_taken_back() {
    let (kith, ana, anita) = twice();
    let fields = [("name", "kept"), ("birthday", "other")];
    let page = kith.post_and_follow(&format!("/duplicates/{anita}/{ana}/merge"), &fields);
    assert_eq!(page.said(), "Anita Ruiz is one person now. Undo");
    assert!(page.has(".none"), "no pair is left");
    let merged = kith.app.person(anita, 9).expect("Anita");
    assert_eq!(merged.person.birthday.map(|day| day.to_string()).as_deref(), Some("1984-12-24"));
    assert_eq!(merged.person.nicknames, ["Ana Ruiz"]);
    assert_eq!((merged.person.phones.len(), merged.history.len()), (1, 1));
    assert_eq!(kith.get(&format!("/people/{ana}")).status, StatusCode::NOT_FOUND);
    kith.post_and_follow("/undo", &[]);
    assert_eq!(kith.get("/duplicates").all(".pairs li").len(), 1);
    assert_eq!(kith.get(&format!("/people/{ana}")).words("h1"), "Ana Ruiz");
}

#[test]
fn who_are_two_are_not_asked_about_again() {
    let (kith, ana, anita) = twice();
    let page = kith.post_and_follow(&format!("/duplicates/{anita}/{ana}/two"), &[]);
    assert_eq!(page.said(), "Anita Ruiz and Ana Ruiz are two people. Kith does not ask again. Undo");
    assert!(page.has(".none"));
    kith.post_and_follow("/undo", &[]);
    assert!(!kith.get("/duplicates").has(".none"));
}

#[rstest]
#[case::merging_with_oneself("merge")]
#[case::two_of_oneself("two")]
fn nobody_is_compared_with_themselves(#[case] what: &str) {
    let (kith, ana, _) = twice();
    let before = kith.state();
    assert_eq!(kith.get(&format!("/duplicates/{ana}/{ana}")).status, StatusCode::NOT_FOUND);
    assert_eq!(kith.post(&format!("/duplicates/{ana}/{ana}/{what}"), &[]).status, StatusCode::NOT_FOUND);
    assert_eq!(kith.state(), before);
}
