use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::{
    CheckInId, Extra, Fate, Mode, PlanId, PlanState, PromptId, Repeat, Slot, find::fold, plan::Told,
};

fn now() -> DateTime<Utc> {
    "2026-11-23T10:00:00Z".parse().expect("an instant")
}

fn named(name: &str, id: u8) -> Person {
    Person { id: PersonId::from_bytes([id; 16]), ..Person::named(name, now()) }
}

fn texts(of: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    vec(select(of).prop_map(str::to_owned), 0..3)
}

fn labelled(of: &'static [&'static str]) -> impl Strategy<Value = Vec<Labelled>> {
    let label = option::of(select(&["home", "work"][..]).prop_map(str::to_owned));
    vec((select(of), label).prop_map(|(value, label)| Labelled { value: value.to_owned(), label }), 0..4)
}

fn one(of: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    option::of(select(of).prop_map(str::to_owned))
}

fn cadence(id: u8, mode: Mode) -> Cadence {
    Cadence {
        id: CadenceId::from_bytes([id; 16]),
        mode,
        repeat: Repeat::After {
            every: "3w".parse().expect("weeks"),
            first: "2026-12-01".parse().expect("a day"),
            at: None,
        },
        added: now(),
        extra: Extra::new(),
    }
}

prop_compose! {
    fn who()(
        name in select(&["Ana", "Ana Ruiz", "ana ruiz"][..]),
        nicknames in texts(&["Anita", "Ana", "Ana Ruiz"]),
        phones in labelled(&["+34 600 123 456", "+34600123456", "91 123 45 67"]),
        emails in labelled(&["ana@example.org", "Ana@example.org", "a@example.com"]),
        addresses in labelled(&["Calle Mayor 1, Madrid", "Rua 2\nLisboa"]),
        links in labelled(&["https://example.org/ana"]),
        organization in one(&["Acme; Sons, \\ Co", "Beta"]),
        title in one(&["Baker", "Baker,\nCook"]),
    ) -> Person {
        Person { nicknames, phones, emails, addresses, links, organization, title, ..named(name, 1) }
    }
}

prop_compose! {
    fn rhythm()(
        birthday in option::of(select(&["1984-02-29", "--02-29", "1990-01-01"][..])),
        anniversary in option::of(select(&["2010-06-01", "--06-01"][..])),
        zone in option::of(select(&[Tz::Europe__Madrid, Tz::Asia__Tokyo][..])),
        circle in option::of(select(&Circle::ALL[..])),
        cadences in vec((1_u8..4, select(&Mode::FLOORS[..])), 0..3),
        time in option::of(select(&["19:00:00", "07:30:15"][..])),
        status in select(&crate::Status::ALL[..]),
        paused in option::of(select(&["2026-12-24", "2027-01-01"][..])),
    ) -> Person {
        let mut person = named("Ana", 1);
        person.birthday = birthday.map(|day| day.parse().expect("a day"));
        person.anniversary = anniversary.map(|day| day.parse().expect("a day"));
        (person.zone, person.circle, person.status) = (zone, circle, status);
        person.circle_first = circle.and("2026-12-05".parse().ok());
        for (id, mode) in cadences {
            if person.cadences.iter().all(|known| known.id != CadenceId::from_bytes([id * 4 + mode as u8; 16])) {
                person.cadences.push(cadence(id * 4 + mode as u8, mode));
            }
        }
        person.preferred_time = time.map(|time| time.parse().expect("a time"));
        person.paused_until = paused.map(|day| day.parse().expect("a day"));
        person
    }
}

prop_compose! {
    fn person(id: u8)(
        who in who(),
        rhythm in rhythm(),
        note in select(&["", "Likes tea", "Likes tea\nand cake", "tea"][..]),
        uid in one(&["urn:uuid:1", "two"]),
        vcard in texts(&[
            "X-SIGN:pisces", "N:Ruiz;Ana;;;", "N:Ana;;;;", "GENDER:F", "GENDER:O",
            "item1.TEL;TYPE=cell:1", "item1.X-ABLabel:boat", "ITEM1.X-ABLabel:car", "item1-2.URL:x",
        ]),
        extra in option::of(select(&["one", "two"][..])),
        days in 0_i64..3,
    ) -> Person {
        let id = PersonId::from_bytes([id; 16]);
        let extra = extra.map(|value| ("new".to_owned(), value.into())).into_iter().collect();
        let added = now() + TimeDelta::days(days);
        let mut vcard: Vec<String> = vcard;
        vcard.dedup();
        let Person { name, nicknames, phones, emails, addresses, links, organization, title, .. } = who;
        Person {
            id, name, nicknames, phones, emails, addresses, links, organization, title,
            note: note.to_owned(), uid, vcard, extra, added, ..rhythm
        }
    }
}

fn choice() -> impl Strategy<Value = Choice> {
    vec(select(&Field::ALL[..]), 0..6).prop_map(|fields| Choice { others: fields.into_iter().collect() })
}

/// Whether every value of `of` is somewhere in `person`.
fn is_in(of: &Person, person: &Person) -> Result<(), TestCaseError> {
    let names: Vec<_> = std::iter::once(&person.name).chain(&person.nicknames).collect();
    for name in std::iter::once(&of.name).chain(&of.nicknames) {
        prop_assert!(names.contains(&name), "{name}");
    }
    let also = also(person);
    for field in Field::ALL.into_iter().filter(|field| *field != Field::Name) {
        for value in field.said(of) {
            let stands = field.said(person).contains(&value);
            prop_assert!(stands || also.contains(&(field, value.clone())), "{field:?} {value}");
        }
    }
    let lists = [
        (&of.phones, &person.phones),
        (&of.emails, &person.emails),
        (&of.addresses, &person.addresses),
        (&of.links, &person.links),
    ];
    for (of, list) in lists {
        for entry in of {
            let plain = |value: &str| value.replace(' ', "").to_lowercase();
            let is_there = |known: &Labelled| {
                plain(&known.value) == plain(&entry.value)
                    && (entry.label.is_none() || known.label == entry.label)
            };
            prop_assert!(list.iter().any(is_there), "{entry:?}");
        }
    }
    for line in of.note.lines() {
        prop_assert!(person.note.lines().any(|known| known == line), "{line}");
    }
    for line in &of.vcard {
        let bare = line.rsplit_once('.').map_or(line.as_str(), |(_, bare)| bare);
        prop_assert!(person.vcard.iter().any(|known| known.ends_with(bare)), "{line}");
    }
    let uids: Vec<String> = person.uid.iter().cloned().chain(uids_also(person)).collect();
    prop_assert!(of.uid.as_ref().is_none_or(|uid| uids.contains(uid)));
    for value in of.extra.values() {
        let is_there = person.extra.values().any(|known| known == value);
        let text = value.to_string();
        let kept = person.vcard.iter().filter_map(|line| value_in(EXTRA, line));
        prop_assert!(is_there || kept.into_iter().any(|line| line.contains(&text)));
    }
    prop_assert!(person.added <= of.added);
    Ok(())
}

proptest! {
    #[test]
    fn nothing_of_either_is_lost(kept in person(1), other in person(2), choice in choice()) {
        let both = merged(&kept, &other, &choice);
        prop_assert_eq!(both.id, kept.id);
        is_in(&kept, &both)?;
        is_in(&other, &both)?;
    }

    #[test]
    fn merging_the_same_two_again_changes_nothing(kept in person(1), other in person(2), choice in choice()) {
        let once = merged(&kept, &other, &choice);
        prop_assert_eq!(merged(&once, &other, &choice), once);
    }

    #[test]
    fn of_what_differs_the_chosen_one_stands(kept in person(1), other in person(2), choice in choice()) {
        let both = merged(&kept, &other, &choice);
        for field in differing(&kept, &other) {
            let stands = if choice.others.contains(&field) { &other } else { &kept };
            prop_assert_eq!(field.said(&both), field.said(stands), "{:?}", field);
        }
        for field in Field::ALL.into_iter().filter(|field| *field != Field::Cadences) {
            if field.said(&kept).is_empty() {
                prop_assert_eq!(field.said(&both), field.said(&other), "{:?}", field);
            }
        }
    }

    #[test]
    fn a_value_that_is_kept_beside_is_read_as_it_was(value in "[a\\\\,;\n:ñ]{0,9}") {
        prop_assert_eq!(value_in("ORG", &line_of("ORG", &value)), Some(value));
    }
}

#[test]
fn the_groups_of_two_cards_are_not_mixed() {
    let mut kept = named("Ana", 1);
    kept.vcard = ["item1.TEL:1", "item1.X-ABLabel:boat"].map(str::to_owned).to_vec();
    let mut other = named("Ana", 2);
    other.vcard = ["item1.TEL:2", "item1.X-ABLabel:car", "X-SIGN:pisces"].map(str::to_owned).to_vec();
    let vcard = merged(&kept, &other, &Choice::default()).vcard;
    let expected = [
        "item1.TEL:1",
        "item1.X-ABLabel:boat",
        "item1-2.TEL:2",
        "item1-2.X-ABLabel:car",
        "X-SIGN:pisces",
        "X-KITH-ALSO-UID:urn:uuid:02020202-0202-0202-0202-020202020202",
    ];
    assert_eq!(vcard, expected);
}

#[test]
fn a_card_has_one_n_that_of_the_name_shown() {
    let mut kept = named("Ana Ruiz", 1);
    kept.vcard = vec!["N:Ruiz;Ana;;;".to_owned()];
    let mut other = named("Anna", 2);
    other.vcard = vec!["N:;Anna;;;".to_owned()];
    let vcard = |choice: &Choice| merged(&kept, &other, choice).vcard[..2].to_vec();
    assert_eq!(vcard(&Choice::default()), ["N:Ruiz;Ana;;;", "X-KITH-ALSO-N:;Anna;;;"]);
    let others = Choice { others: BTreeSet::from([Field::Name]) };
    assert_eq!(vcard(&others), ["X-KITH-ALSO-N:Ruiz;Ana;;;", "N:;Anna;;;"]);
}

#[test]
fn whoever_was_merged_is_known_by_their_uid_ever_after() {
    let kept = named("Ana", 1);
    let other = Person { uid: Some("their-uid".to_owned()), ..named("Zoë", 2) };
    let third = Person { uid: Some("third-uid".to_owned()), ..named("Zoë", 3) };
    let both = merged(&merged(&kept, &other, &Choice::default()), &third, &Choice::default());
    let uids = crate::alike::Traits::of(&both, None).uids;
    for uid in ["their-uid", "third-uid"] {
        assert!(uids.iter().any(|known| known == uid), "{uids:?}");
    }
    assert!(both.nicknames.iter().any(|name| fold(name) == "zoe"));
}

#[test]
fn both_histories_become_one() {
    let [from, to, third] = [2, 1, 3].map(|id| PersonId::from_bytes([id; 16]));
    let check_in = CheckIn {
        id: CheckInId::new(now()),
        people: vec![from, third, to],
        mode: Mode::Voice,
        at: now(),
        day: now().date_naive(),
        minutes: None,
        started_by: None,
        note: String::new(),
        felt: None,
        logged: now(),
        extra: Extra::new(),
    };
    assert_eq!(check_in_moved(&check_in, from, to).people, [to, third]);
    let plan = Plan {
        id: PlanId::from_bytes([5; 16]),
        people: vec![third, from, to],
        mode: Mode::InPerson,
        state: PlanState::Idea,
        times: Vec::new(),
        minutes: 60,
        place: String::new(),
        note: String::new(),
        made: now(),
        told: Told::default(),
        check_in: None,
        moved_to: None,
        extra: Extra::new(),
    };
    assert_eq!(plan_moved(&plan, from, to), Plan { people: vec![third, to], ..plan.clone() });
    let own = CadenceId::from_bytes([9; 16]);
    let prompt = |person, cadence| Prompt {
        id: PromptId::from_bytes([7; 16]),
        person,
        cadence,
        slot: Slot::First(now().date_naive()),
        fired: now(),
        day: now().date_naive(),
        digest: false,
        fate: Fate::Fired,
        extra: Extra::new(),
    };
    let of_circle = |person| CadenceId::of_circle(person, Circle::Close, 1);
    let moved = |of: Prompt| prompt_moved(&of, from, to);
    assert_eq!(moved(prompt(from, own)), prompt(to, own));
    assert_eq!(moved(prompt(from, of_circle(from))), prompt(to, of_circle(to)));
    assert_eq!(moved(prompt(third, own)), prompt(third, own));
}
