//! The list of people: finding, doing something for several, and bringing people in and out.

mod common;

use common::{Answer, Kith};
use http::StatusCode;
use kith_core::{Circle, PersonId, Status};
use rstest::rstest;

fn many(kith: &Kith, count: usize) -> Vec<PersonId> {
    (0..count).map(|number| kith.person(&format!("Person {number:05}"))).collect()
}

fn names(page: &Answer) -> Vec<String> {
    page.all("#people-list a.name").iter().map(|name| name.text().collect()).collect()
}

#[rstest]
#[case(1, "One person", 1, false)]
#[case(3, "3 people", 3, false)]
#[case(50, "50 people", 50, false)]
#[case(101, "101 people", 100, true)]
fn the_list_says_how_many_there_are_and_shows_a_hundred(
    #[case] count: usize,
    #[case] total: &str,
    #[case] shown: usize,
    #[case] more: bool,
) {
    let kith = Kith::new();
    many(&kith, count);
    let page = kith.get("/people");
    assert_eq!(page.words(".list-head .hint"), total);
    assert_eq!(names(&page).len(), shown);
    assert_eq!(page.has("#more-people"), more);
    if more {
        let next = page.attr("#more-people", "href");
        assert_eq!(names(&kith.get(&next)).len(), count);
    }
}

#[test]
fn an_empty_book_invites_to_add_somebody() {
    let page = Kith::new().get("/people");
    assert!(page.has(".empty a[href='/people/new']") && page.has(".empty a[href='/import']"));
    assert!(!page.has("form.filter"), "there is nothing to find");
}

#[test]
fn typing_finds_and_says_how_many_of_all() {
    let kith = Kith::new();
    for name in ["Ana Ruiz", "Luis Ferrer", "Tomás Ortega"] {
        kith.person(name);
    }
    let page = kith.get("/people?text=tomas");
    assert_eq!(names(&page), ["Tomás Ortega"]);
    assert_eq!(page.words(".list-head .hint"), "1 of 3");
    assert_eq!(page.attr("#people-text", "value"), "tomas");
    let page = kith.get("/people?text=zzz");
    assert!(page.has("#people-list .none"));
    assert_eq!(page.words(".list-head .hint"), "Nobody of 3");
}

#[test]
fn the_list_is_filtered_and_ordered() {
    let kith = Kith::new();
    let (ana, luis, tom) = (kith.person("Ana"), kith.person("Luis"), kith.person("Tom"));
    kith.app.set_circle(&[ana], Some(Circle::Friends)).expect("moved");
    kith.app.edit_person(tom, |person| person.status = Status::Ended).expect("edited");
    kith.call(ana, "2026-11-20", "");
    kith.call(luis, "2026-06-01", "");
    assert_eq!(names(&kith.get("/people?in=friends")), ["Ana"]);
    assert_eq!(names(&kith.get("/people?in=none")), ["Luis"]);
    assert_eq!(names(&kith.get("/people?status=ended")), ["Tom"]);
    assert_eq!(names(&kith.get("/people?sort=last")), ["Luis", "Ana"]);
    assert_eq!(names(&kith.get("/people?sort=next")), ["Ana", "Luis"]);
    let page = kith.get("/people?in=friends");
    assert_eq!(page.words("#people-list .body small:not(.circle)"), "You last spoke on Friday.");
    assert_eq!(page.words("#people-list .circle"), "Friends");
    assert_eq!(page.words("#people-list .next"), "Next 20 February");
}

#[test]
fn several_are_moved_into_a_circle_in_one_act() {
    let kith = Kith::new();
    let ids: Vec<String> = many(&kith, 3).iter().map(PersonId::to_string).collect();
    let fields = [("id", ids[0].as_str()), ("id", ids[2].as_str()), ("circle", "friends")];
    let page = kith.post_and_follow("/people/circle", &fields);
    assert_eq!(page.said(), "2 people are now in Friends. Undo");
    assert_eq!(names(&kith.get("/people?in=friends")), ["Person 00000", "Person 00002"]);
    kith.post_and_follow("/undo", &[]);
    assert!(names(&kith.get("/people?in=friends")).is_empty());
}

#[test]
fn several_get_a_cadence_in_one_act() {
    let kith = Kith::new();
    let people = many(&kith, 2);
    let ids: Vec<String> = people.iter().map(PersonId::to_string).collect();
    let fields = [
        ("id", ids[0].as_str()),
        ("id", ids[1].as_str()),
        ("mode", "in-person"),
        ("count", "2"),
        ("unit", "mo"),
    ];
    let page = kith.post_and_follow("/people/cadence", &fields);
    assert_eq!(page.said(), "2 people got this cadence. Their first days are spread out. Undo");
    for id in &people {
        let page = kith.get(&format!("/people/{id}"));
        assert_eq!(page.words(".cadence .name"), "Meet every two months after you last met");
    }
    kith.post_and_follow("/undo", &[]);
    assert!(kith.app.person(people[0], 0).expect("a person").cadences.is_empty());
}

#[rstest]
#[case::nobody("/people/circle", &[("circle", "friends")], "select")]
#[case::nobody_again("/people/cadence", &[("count", "3"), ("unit", "w")], "select")]
#[case::never("/people/cadence", &[("id", "ID"), ("count", "0"), ("unit", "w")], "count")]
#[case::not_a_number("/people/cadence", &[("id", "ID"), ("count", "often"), ("unit", "w")], "count")]
fn what_cannot_be_done_for_several_is_said_and_nobody_changes(
    #[case] path: &str,
    #[case] fields: &[(&str, &str)],
    #[case] field: &str,
) {
    let kith = Kith::new();
    let id = kith.person("Ana").to_string();
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, if *value == "ID" { id.as_str() } else { value }))
        .collect();
    let before = kith.state();
    let page = kith.post(path, &fields);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attr("[data-problem]", "data-for"), field);
    assert_eq!(
        page.has("[name=id][checked]"),
        fields.iter().any(|(name, _)| *name == "id"),
        "who was ticked"
    );
    assert_eq!(kith.state(), before);
}

#[rstest]
#[case::as_it_was_always("", "kith.vcf", "VERSION:4.0")]
#[case::the_present_card("vcard-4", "kith.vcf", "VERSION:4.0")]
#[case::the_older_card("vcard-3", "kith.vcf", "VERSION:3.0")]
#[case::a_table("csv", "kith.csv", "First Name,")]
fn everybody_is_exported_where_the_user_says(#[case] form: &str, #[case] file: &str, #[case] holds: &str) {
    let kith = Kith::new();
    kith.person("Ana");
    kith.person("Luis");
    let page = kith.post_and_follow("/export", &[("form", form)]);
    assert_eq!(page.said(), format!("Everybody is saved in {file}."));
    let saved = kith.desk.saved.lock().expect("no panic").pop().expect("a file");
    let text = String::from_utf8(saved.1).expect("UTF-8");
    assert_eq!(saved.0, file);
    assert!(text.contains(holds) && text.contains("Ana") && text.contains("Luis"), "{text}");
}

#[test]
fn one_person_is_exported_under_their_name() {
    let kith = Kith::new();
    let ana = kith.person("Ana / ../Ruiz");
    kith.person("Luis");
    let page = kith.get(&format!("/people/{ana}"));
    assert!(page.has(&format!("form[action='/people/{ana}/export'] button[value='csv']")));
    let back = format!("/people/{ana}");
    let page = kith.post_and_follow(&format!("{back}/export"), &[("form", "vcard-4"), ("back", &back)]);
    assert_eq!(page.said(), "Ana / ../Ruiz is saved in Ana Ruiz.vcf.");
    let saved = kith.desk.saved.lock().expect("no panic").pop().expect("a file");
    let text = String::from_utf8(saved.1).expect("UTF-8");
    assert_eq!(saved.0, "Ana Ruiz.vcf", "as any system lets a file be called");
    assert!(text.contains("FN:Ana") && !text.contains("Luis"), "{text}");
    let nobody = kith.post("/people/00000000-0000-7000-8000-000000000001/export", &[("form", "csv")]);
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[test]
fn all_of_one_person_goes_out_as_lines_of_json_with_nobody_else_in_them() {
    let kith = Kith::new();
    let (ana, luis) = (kith.person("Ana"), kith.person("Luis"));
    kith.call(ana, "2026-11-01", "a walk");
    kith.call(luis, "2026-11-02", "a film");
    kith.post_and_follow(&format!("/people/{ana}/export"), &[("form", "jsonl")]);
    let (name, bytes) = kith.desk.saved.lock().expect("no panic").pop().expect("a file");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert_eq!(name, "Ana.jsonl");
    assert!(text.contains("a walk") && !text.contains("Luis") && !text.contains("a film"), "{text}");
    assert!(!text.contains(&luis.to_string()), "{text}");
}

#[test]
fn whoever_was_found_is_found_again_after_something_was_done_for_them() {
    let kith = Kith::new();
    let ana = kith.person("Ana").to_string();
    kith.person("Luis");
    let back = kith.get("/people?text=ana&in=none").attr("#people-list [name=back]", "value");
    let page = kith.post_and_follow("/people/circle", &[("id", &ana), ("circle", ""), ("back", &back)]);
    assert_eq!(names(&page), ["Ana"]);
    assert_eq!(page.said(), "Nothing changed.");
}
