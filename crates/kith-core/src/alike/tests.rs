use std::collections::BTreeMap;

use proptest::{collection::vec, prelude::*, sample::select};
use rstest::rstest;

use super::*;
use crate::Labelled;

fn id(number: u16) -> PersonId {
    let mut bytes = [0; 16];
    bytes[..2].copy_from_slice(&number.to_be_bytes());
    PersonId::from_bytes(bytes)
}

fn person(number: u16, name: &str) -> Person {
    Person { id: id(number), ..Person::named(name, chrono::DateTime::UNIX_EPOCH) }
}

fn with(mut person: Person, email: &str, phone: &str) -> Person {
    person.emails.extend(Some(Labelled::plain(email)).filter(|email| !email.value.is_empty()));
    person.phones.extend(Some(Labelled::plain(phone)).filter(|phone| !phone.value.is_empty()));
    person
}

fn traits(people: &[Person]) -> Vec<Traits> {
    people.iter().map(|person| Traits::of(person, Region::new("ES"))).collect()
}

#[rstest]
#[case::one_mail(("Ana", "a@example.org", ""), ("Boss", "mailto:A@Example.org", ""), &[Why::Email])]
#[case::one_number(("Ana", "", "600 123 456"), ("A.", "", "+34 600 12 34 56"), &[Why::Phone])]
#[case::one_name(("Ana Ruiz", "", ""), ("ÁNA ruiz", "", ""), &[Why::SameName])]
#[case::one_name_turned_round(("Ana Ruiz", "", ""), ("Ruiz, Ána", "", ""), &[Why::Name])]
#[case::all_of_it(("Ana Ruiz", "a@x.org", "600123456"), ("Ana Ruis", "a@x.org", "+34600123456"), &[Why::Email, Why::Phone])]
#[case::a_slip(("Peter Johnson", "", ""), ("Peter Jonson", "", ""), &[Why::Name])]
#[case::a_switchboard(("Ana", "", "+1 415 555 2671 x1"), ("Bea", "", "+1 415 555 2671 x2"), &[])]
#[case::nothing(("Ana", "a@x.org", "600123456"), ("Bea", "b@x.org", "600123457"), &[])]
fn two_records_are_alike_for_a_reason(
    #[case] a: (&str, &str, &str),
    #[case] b: (&str, &str, &str),
    #[case] expected: &[Why],
) {
    let people = [with(person(2, a.0), a.1, a.2), with(person(1, b.0), b.1, b.2)];
    let found = pairs(&traits(&people));
    let pair = Pair { a: id(1), b: id(2), why: expected.to_vec() };
    assert_eq!(found, if expected.is_empty() { vec![] } else { vec![pair] });
}

#[test]
fn a_uid_is_the_same_with_its_scheme_and_without() {
    let uuid = "4FBE8971-0BC3-424C-9C26-36C3E1EFF6B1";
    let mut people = [person(1, "Ana"), person(2, "Bea")];
    people[0].uid = Some(uuid.to_owned());
    people[1].uid = Some(format!("urn:uuid:{}", uuid.to_lowercase()));
    assert_eq!(pairs(&traits(&people))[0].why, [Why::Uid]);
}

#[test]
fn two_of_one_name_with_different_birthdays_are_two() {
    let mut people = [person(1, "Ana Ruiz"), person(2, "Ana Ruiz")];
    people[0].birthday = "1950-03-01".parse().ok();
    people[1].birthday = "1984-03-01".parse().ok();
    assert_eq!(pairs(&traits(&people)), []);
    people[1].birthday = "--03-01".parse().ok();
    assert_eq!(pairs(&traits(&people)).len(), 1);
}

#[test]
fn the_likeliest_come_first() {
    let people = [
        person(1, "Ana Ruiz"),
        person(2, "Ana Ruiz"),
        with(person(3, "Bea Soto"), "b@x.org", ""),
        with(person(4, "Bea Soto"), "b@x.org", ""),
    ];
    let found = pairs(&traits(&people));
    assert_eq!(found.iter().map(|pair| pair.a).collect::<Vec<_>>(), [id(3), id(1)]);
}

#[test]
fn of_a_thousand_of_one_name_each_is_paired_with_the_first() {
    let people: Vec<Person> = (0..1_000).map(|number| person(number, "Anna Ruiz")).collect();
    let found = pairs(&traits(&people));
    assert_eq!(found.len(), 999);
    assert!(found.iter().all(|pair| pair.a == id(0)));
    let finder: Finder = traits(&people).into_iter().collect();
    assert_eq!(finder.alike(&Traits::of(&person(2_000, "Anna Ruiz"), None)).len(), CROWD);
}

#[test]
fn a_nickname_finds_the_same_person() {
    let mut josé = person(1, "José Ruiz");
    josé.nicknames.push("Pepe".to_owned());
    let finder: Finder = traits(&[josé, person(2, "Pepe Soto")]).into_iter().collect();
    let found = finder.alike(&Traits::of(&person(3, "Pepe Ruiz"), None));
    assert_eq!(found, [Alike { id: id(1), why: vec![Why::Name] }]);
}

prop_compose! {
    fn somebody()(
        name in select(&["Ana Ruiz", "Ruiz Ana", "Anna Ruiz", "Ana María Ruiz", "Bea", "Peter Jonson", "Peter Johnson"][..]),
        email in select(&["", "", "a@x.org", "b@x.org"][..]),
        phone in select(&["", "", "600123456", "+34 600 123 456", "+1 415 555 2671"][..]),
    ) -> Person {
        with(person(0, name), email, phone)
    }
}

proptest! {
    /// Twelve at most, so that no crowd is cut short.
    #[test]
    fn looking_up_finds_whoever_comparing_everybody_would(people in vec(somebody(), 0..12)) {
        let people: Vec<Person> =
            (0..).zip(people).map(|(number, person)| Person { id: id(number), ..person }).collect();
        let traits = traits(&people);
        let mut by_hand = BTreeMap::new();
        for (place, a) in traits.iter().enumerate() {
            for b in &traits[place + 1..] {
                let why = why(a, b);
                if !why.is_empty() {
                    by_hand.insert((a.id, b.id), why);
                }
            }
        }
        let found: BTreeMap<_, _> = pairs(&traits).into_iter().map(|pair| ((pair.a, pair.b), pair.why)).collect();
        prop_assert_eq!(&found, &by_hand);
        let finder: Finder = traits.iter().cloned().collect();
        for one in &traits {
            for Alike { id, why } in finder.alike(one) {
                let pair = (id.min(one.id), id.max(one.id));
                prop_assert_eq!(by_hand.get(&pair), Some(&why));
            }
            let pairs_of_one = by_hand.keys().filter(|(a, b)| *a == one.id || *b == one.id).count();
            prop_assert_eq!(finder.alike(one).len(), pairs_of_one);
        }
    }

    #[test]
    fn no_number_however_odd_is_too_much(number in "[+0-9 ;,x()٣a-z.]{0,40}") {
        let number = phone(&number, Region::new("ES"));
        prop_assert!(number.is_none_or(|number| number.starts_with('+') && number.len() < 25));
    }
}

#[rstest]
#[case::before_a_similar_name("Anna Ruiz", "")]
#[case::before_a_shared_number("Luis Gil", "600 123 456")]
#[case::before_a_similar_name_with_a_shared_number("Anna Ruiz", "600 123 456")]
fn whoever_has_the_name_is_meant_first(#[case] name: &str, #[case] number: &str, #[values(1, 9)] place: u16) {
    let others = [with(person(5, "Ana Ruiz"), "", "600 123 456"), person(place, name)];
    let finder: Finder = traits(&others).into_iter().collect();
    let asked = with(person(7, name), "", number);
    assert_eq!(finder.alike(&Traits::of(&asked, Region::new("ES")))[0].id, id(place));
}
