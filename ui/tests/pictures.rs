//! The picture of a person on the pages, and where they are by the clock.

mod common;

use common::Kith;
use http::StatusCode;
use kith_core::Labelled;
use rstest::rstest;

/// A GIF of one pixel in this grey.
fn gif(grey: u8) -> Vec<u8> {
    let mut file = b"GIF89a\x01\0\x01\0\x80\0\0".to_vec();
    file.extend([grey, grey, grey, 0, 0, 0]);
    file.extend(b",\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;");
    file
}

#[test]
fn a_picture_is_put_in_shown_everywhere_and_taken_away() {
    let kith = Kith::new();
    let id = kith.person("Ana Ruiz");
    let path = format!("/people/{id}/photo");
    assert_eq!(kith.get(&path).status, StatusCode::NOT_FOUND);
    assert!(kith.get("/people").has(".people .avatar:not(img)"));

    assert_eq!(kith.post_file(&path, &gif(200)).status, StatusCode::SEE_OTHER);
    let page = kith.get(&format!("/people/{id}"));
    assert_eq!(page.said(), "Ana Ruiz has a picture now. Undo");
    assert_eq!(page.attr(".who img", "alt"), "Ana Ruiz, in a picture");
    let picture = kith.get(&page.attr(".who img", "src"));
    assert_eq!(picture.headers["content-type"], "image/jpeg");
    assert_eq!(picture.headers["cache-control"], "no-store");
    assert_eq!(Some(picture.bytes), kith.app.photo(id).expect("read"));
    assert_eq!(kith.get("/people").attr(".people img", "alt"), "", "the name stands beside it");

    let page = kith.post_and_follow(&format!("{path}/remove"), &[]);
    assert_eq!(page.said(), "The picture of Ana Ruiz is taken away. Undo");
    assert!(!page.has(".who img"));
    assert!(kith.post_and_follow("/undo", &[]).said().contains("You took away the picture of Ana Ruiz."));
    assert!(kith.get(&format!("/people/{id}")).has(".who img"));
}

#[test]
fn another_picture_has_another_address() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    let addresses = [200, 20].map(|grey| {
        kith.post_file(&format!("/people/{id}/photo"), &gif(grey));
        kith.get(&format!("/people/{id}")).attr(".who img", "src")
    });
    assert_ne!(addresses[0], addresses[1]);
}

#[rstest]
#[case::nothing(b"", "No picture was chosen, or it is empty. Nothing was changed.")]
#[case::no_picture(
    b"hello",
    "That file is no picture that Kith reads, so nothing was changed. Choose a JPEG, PNG, WebP or GIF."
)]
fn what_is_no_picture_is_refused_in_a_sentence(#[case] file: &[u8], #[case] said: &str) {
    let kith = Kith::new();
    let id = kith.person("Ana");
    let page = kith.post_file(&format!("/people/{id}/photo"), file);
    assert_eq!((page.status, page.problem().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, said));
    assert_eq!(kith.app.photo(id).expect("read"), None);
}

fn with_number(kith: &Kith, number: &str) -> String {
    let person = kith.app.add_person("Ana", |person| person.phones = vec![Labelled::plain(number)]);
    format!("/people/{}", person.expect("a person").id)
}

#[test]
fn where_a_number_tells_the_one_time_there_it_is_shown() {
    let kith = Kith::new();
    let page = kith.get(&with_number(&kith, "+81 90 1234 5678"));
    assert_eq!(page.words(".dots"), "22:20 in Tokyo");
    assert!(!page.has("#where"));
}

#[test]
fn where_there_are_several_it_is_asked_and_set() {
    let kith = Kith::new();
    let path = with_number(&kith, "+351 912 345 678");
    let page = kith.get(&path);
    assert!(!page.has(".dots"), "nothing is claimed that is not known");
    assert_eq!(
        page.words("#where-is"),
        "Where does Ana live? Kith asks for no call while it is night there."
    );
    let zones: Vec<_> = page.all("#where button").iter().map(|it| it.text().collect::<String>()).collect();
    assert_eq!(zones, ["13:20 in Lisbon", "12:20 in Azores"]);
    let zone = page.attr("#zone-2", "value");
    let page = kith.post_and_follow(&format!("{path}/zone"), &[("zone", &zone)]);
    assert_eq!(page.said(), "Ana lives by the clock of Azores. Undo");
    assert_eq!(page.words(".dots"), "12:20 in Azores");
    assert!(!page.has("#where"));
}

#[rstest]
#[case::a_number_without_its_country("600 10 20 30")]
#[case::nothing("")]
fn where_nothing_tells_nothing_is_asked(#[case] number: &str) {
    let kith = Kith::new();
    let page = kith.get(&with_number(&kith, number));
    assert!(!page.has("#where") && !page.has(".dots"));
}

#[test]
fn a_zone_that_is_none_is_refused() {
    let kith = Kith::new();
    let path = with_number(&kith, "+351 912 345 678");
    let before = kith.state();
    let page = kith.post(&format!("{path}/zone"), &[("zone", "Europe/Nowhere")]);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.problem().contains("Europe/Nowhere"));
    assert_eq!(kith.state(), before);
}

#[test]
fn an_anniversary_is_typed_and_shown() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    let edit = kith.get(&format!("/people/{id}/edit"));
    assert!(edit.has("#anniversary"));
    let page =
        kith.post_and_follow(&format!("/people/{id}"), &[("name", "Ana"), ("anniversary", "2009-06-20")]);
    assert_eq!(page.words(".facts dt"), "Anniversary");
    assert_eq!(page.words(".facts dd"), "20 June 2009");
    assert_eq!(kith.get(&format!("/people/{id}/edit")).attr("#anniversary", "value"), "2009-06-20");
    let page = kith.post(&format!("/people/{id}"), &[("name", "Ana"), ("anniversary", "in June")]);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attr("[data-problem]", "data-for"), "anniversary");
}
