//! The ways in which somebody can be reached, each through the one door.

use kith_core::{Labelled, Person};
use kith_ui::{
    link::{self, Refused},
    ways::{Reach, ways},
};
use rstest::rstest;

fn keys(person: &Person, mac: bool) -> Vec<String> {
    ways(person, mac).iter().map(Reach::key).collect()
}

#[test]
fn each_number_address_and_link_is_offered_in_the_ways_that_know_it() {
    let mut person = Person::named("Ana", chrono::DateTime::UNIX_EPOCH);
    assert_eq!(ways(&person, true), []);
    person.phones = vec![Labelled::plain("+34 600 10 20 30"), Labelled::plain("020 7946 0018")];
    person.emails = vec![Labelled::plain("ana@example.org"), Labelled::plain("ask her sister")];
    person.links = vec![Labelled::plain("https://example.org"), Labelled::plain("skype:ana.ruiz")];
    let expected = ["phone-0", "phone-1", "signal-0", "whatsapp-0", "skype-1", "text-0", "text-1", "mail-0"];
    assert_eq!(keys(&person, false), expected);
    assert!(keys(&person, true).contains(&"facetime-0".to_owned()));
    assert!(ways(&person, true).iter().all(|reach| link::checked(&reach.link).is_ok()));
}

#[rstest]
#[case(link::signal("+34 600 10 20 30"), "https://signal.me/#p/+34600102030")]
#[case(link::signal("0034 600 10 20 30 (work)"), "https://signal.me/#p/+34600102030")]
#[case(link::whats_app("+34 600-10-20-30"), "https://wa.me/34600102030")]
#[case(link::face_time("+34 600 10 20 30", true), "facetime:+34600102030")]
#[case(link::face_time("+34 600 10 20 30", false), "facetime-audio:+34600102030")]
#[case(link::skype("skype:live:ana.ruiz"), "skype:live:ana.ruiz?call")]
#[case(link::skype("SKYPE:ana_ruiz-1?chat"), "skype:ana_ruiz-1?call")]
fn a_way_is_a_link_that_may_be_opened(#[case] link: Result<String, Refused>, #[case] expected: &str) {
    assert_eq!(link.as_deref(), Ok(expected));
    assert_eq!(link::checked(expected), Ok(expected));
}

#[rstest]
#[case::without_its_country(link::signal("600 10 20 30"))]
#[case::no_number(link::whats_app("ask her sister"))]
#[case::a_code(link::face_time("*#06#", true))]
#[case::another_link(link::skype("https://example.org"))]
#[case::no_name(link::skype("skype:?call"))]
#[case::more_than_a_name(link::skype("skype:ana&userinfo"))]
fn what_is_no_number_or_name_is_no_way(#[case] link: Result<String, Refused>) {
    assert_eq!(link, Err(Refused));
}

#[rstest]
#[case("skype:ana?add&x=1")]
#[case("skype:../../x?call")]
#[case("skype:")]
#[case("sgnl://signal.me/x")]
fn only_a_call_goes_out_to_skype(#[case] link: &str) {
    assert_eq!(link::checked(link), Err(Refused));
}
