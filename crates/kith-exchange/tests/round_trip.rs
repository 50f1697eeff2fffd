//! What goes out comes back the same, and nothing that comes in can do harm.

use std::fmt;

use chrono::{DateTime, Utc};
use kith_core::{Circle, Labelled, PartialDate, Person};
use kith_exchange::{Import, Options, ReadError, Version, read, write_csv, write_vcard};
use proptest::prelude::*;
use rstest::rstest;

fn now() -> DateTime<Utc> {
    "2026-11-22T09:00:00Z".parse().expect("an instant")
}

fn import(file: &[u8]) -> Result<Import, ReadError> {
    read(file, &Options::new(now(), chrono_tz::UTC))
}

/// The person that comes back from a card; the id, which is always new, is taken over.
fn back(person: &Person, version: Version) -> Person {
    let card = write_vcard(person, version, None);
    let Import { mut people, left_out, .. } = import(card.as_bytes()).expect("its own export");
    assert_eq!(left_out, [], "{card}");
    assert_eq!(people.len(), 1, "{card}");
    Person { id: person.id, ..people.remove(0).person }
}

/// The same from a table.
fn back_from_a_table(person: &Person) -> Person {
    let table = write_csv(std::slice::from_ref(person));
    let Import { mut people, left_out, .. } = import(table.as_bytes()).expect("its own export");
    assert_eq!(left_out, [], "{table}");
    assert_eq!(people.len(), 1, "{table}");
    Person { id: person.id, ..people.remove(0).person }
}

fn versions() -> impl Strategy<Value = Version> {
    prop_oneof![Just(Version::V3), Just(Version::V4)]
}

/// Texts of one line as a person types them, with all that has a meaning in a vCard.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[A-Za-záéñøßΩж日本語한글עברעربي👩🌍]{1,12}",
        1 => "[\\\\,;:=\"'.^%+@#&<>(){}n-]{1,4}",
    ];
    prop::collection::vec(word, 1..12).prop_map(|words| words.join(" "))
}

fn lines() -> impl Strategy<Value = String> {
    prop::collection::vec(words(), 0..4).prop_map(|lines| lines.join("\n"))
}

fn labels() -> impl Strategy<Value = Option<String>> {
    prop_oneof![Just(None), "home|work|cell|fax|voice|pref|internet".prop_map(Some), words().prop_map(Some)]
}

fn labelled(values: impl Strategy<Value = String>) -> impl Strategy<Value = Vec<Labelled>> {
    prop::collection::vec((values, labels()).prop_map(|(value, label)| Labelled { value, label }), 0..4)
}

fn birthdays() -> impl Strategy<Value = Option<PartialDate>> {
    // The year of a card that stands for none comes back as none.
    let years = (1i32..=2100).prop_filter("no year", |year| *year != 1604);
    let day = (prop::option::of(years), 1u32..=12, 1u32..=31);
    day.prop_map(|(year, month, day)| PartialDate::new(year, month, day))
}

prop_compose! {
    fn people()(
        name in words(),
        nicknames in prop::collection::vec(words(), 0..3),
        phones in labelled("[+0-9 ()-]{3,16}[0-9]".prop_map(|phone| phone.trim().to_owned())),
        emails in labelled("[a-z.]{1,12}@example\\.org".prop_map(String::from)),
        addresses in labelled((words(), lines()).prop_map(|(first, rest)| format!("{first}\n{rest}"))),
        links in labelled("https://example\\.org/[a-z,;?=&%~.]{0,90}".prop_map(String::from)),
        organization in prop::option::of(words()),
        title in prop::option::of(words()),
        birthday in birthdays(),
        anniversary in birthdays(),
    )(
        note in lines(),
        zone in prop::option::of(prop::sample::select(chrono_tz::TZ_VARIANTS.as_slice())),
        circle in prop::option::of(prop::sample::select(Circle::ALL.as_slice())),
        uid in prop::option::of("urn:uuid:[0-9a-f-]{36}"),
        unknown in prop::collection::vec(("(item[1-9]\\.)?", "[A-Z]{1,8}", "(;[A-Z]{1,5}=[a-z]{1,5})?", words()), 0..4),
        name in Just(name), nicknames in Just(nicknames), phones in Just(phones), emails in Just(emails),
        addresses in Just(addresses), links in Just(links), organization in Just(organization),
        title in Just(title), birthday in Just(birthday), anniversary in Just(anniversary),
    ) -> Person {
        let vcard = unknown.into_iter().map(|(group, name, param, value)| format!("{group}X-{name}{param}:{value}")).collect();
        Person {
            nicknames, phones, emails, addresses, links, organization, title, birthday, anniversary, note, zone, circle, uid, vcard,
            ..Person::named(name, now())
        }
    }
}

/// Lines of cards as programs write them, in all their ways, to be mixed and broken.
const LINES: &[&str] = &[
    "FN:Ana Ruiz",
    "FN;LANGUAGE=ja:花子",
    "N:Ruiz;Ana;;;",
    "N:;Ana Ruiz;;;",
    "NICKNAME:Anita,Nita",
    "NICKNAME;TYPE=work:Boss",
    "item1.TEL;type=CELL;type=pref:+34 555 0100",
    "TEL;CELL;VOICE:+34 555 0101",
    "TEL;VALUE=uri;TYPE=\"voice,home\":tel:+34-555-0102",
    "item2.TEL:1",
    "item2.X-ABLabel:Summer house",
    "item1.X-ABLabel:_$!<Mobile>!$_",
    "X-ABLabel:alone",
    "EMAIL;TYPE=INTERNET:ana@example.org",
    "item2.EMAIL;PREF=1:ana@example.org",
    "item3.ADR;TYPE=home:;;Calle Mayor 1;Madrid;;28013;España",
    "item3.X-ABADR:es",
    "ADR:;;only a street;;;;",
    "URL:https\\://example.org/a\\,b",
    "ORG:Sol;Sales",
    "ORG:Luna",
    "TITLE:Baker",
    "TITLE:Poet",
    "BDAY:1984-02-29T10:00:00Z",
    "BDAY:--0229",
    "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-01",
    "BDAY:---01",
    "BDAY:0000-05-06",
    "ANNIVERSARY:1604-02-29",
    "ANNIVERSARY:20090808",
    "X-ANNIVERSARY:--0229",
    "X-MS-ANNIVERSARY:2010-06-12",
    "item2.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-06-12",
    "item3.X-ABDATE;type=pref:2010-06-12",
    "item3.X-ABLabel:_$!<Anniversary>!$_",
    "TZ:Europe/Madrid",
    "TZ;VALUE=text:Europe/Madrid",
    "TZ:-05:00",
    "NOTE:one\\ntwo",
    "item3.NOTE:three",
    "NOTE;ENCODING=QUOTED-PRINTABLE:f=C3=BCnf=0D=0Asechs=",
    "NOTE;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:f=FCnf",
    "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
    "UID:second",
    "CATEGORIES:tennis,Friends",
    "X-KITH-CIRCLE:close",
    "X-KITH-CIRCLE:none",
    "X-KITH-CIRCLE:",
    "PHOTO;ENCODING=b;TYPE=JPEG:QUJD",
    "PHOTO:https://example.org/ana.png",
    "KEY;BASE64:QUJD",
    "item3.TITLE:",
    "IMPP:xmpp:ana@example.org",
    "REV:20240101T000000Z",
    "AGENT:",
    "AGENT:BEGIN:VCARD\\nFN:Eve\\nEND:VCARD\\n",
    "PHOTO:data:image/gif;base64,R0lGODlhAQABAAAAACw=",
    "item1.PHOTO;TYPE=GIF;BASE64:R0lGODlh",
    "R0lGODlh",
    " folded",
    "\u{202e}garbage",
    "BEGIN:VCARD",
    "END:VCARD",
    "",
];

/// The bytes of a file, shown as text when a case fails.
#[derive(Clone)]
struct File(Vec<u8>);

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.escape_ascii())
    }
}

/// Files of such lines, with some bytes changed or missing.
fn files() -> impl Strategy<Value = File> {
    let lines = prop::collection::vec(prop::sample::select(LINES), 0..40);
    let faults = prop::collection::vec((any::<prop::sample::Index>(), any::<Option<u8>>()), 0..6);
    let ends = prop::sample::select(["\r\n", "\n", "\r"].as_slice());
    (lines, faults, ends).prop_map(|(lines, faults, end)| {
        let mut file =
            format!("BEGIN:VCARD{end}FN:A{end}{}{end}END:VCARD{end}", lines.join(end)).into_bytes();
        for (at, byte) in faults {
            let at = at.index(file.len());
            match byte {
                Some(byte) => file[at] = byte,
                None => drop(file.remove(at)),
            }
        }
        File(file)
    })
}

#[rstest]
#[case::without_a_label(None)]
#[case::with_a_label_that_is_a_line_of_its_own(Some("internet"))]
fn a_mail_address_that_is_there_twice_comes_back_twice_and_is_kept_nowhere_else(#[case] label: Option<&str>) {
    let one = Labelled { value: "ana@example.org".to_owned(), label: label.map(str::to_owned) };
    let person = Person { emails: vec![one; 2], ..Person::named("Ana".to_owned(), now()) };
    assert_eq!(back(&person, Version::V4), person);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn a_person_comes_back_from_its_own_card_as_it_was(person in people(), version in versions()) {
        prop_assert_eq!(back(&person, version), person);
    }

    #[test]
    fn a_person_from_any_card_comes_back_the_same_from_both_versions(file in files(), first in versions(), then in versions()) {
        let Ok(found) = import(&file.0) else { return Ok(()) };
        for person in found.people.into_iter().map(|imported| imported.person) {
            prop_assert_eq!(&back(&person, first), &person);
            prop_assert_eq!(&back(&back(&person, first), then), &person);
        }
    }

    #[test]
    fn names_are_never_empty_and_hold_no_control_characters(file in files()) {
        let Ok(found) = import(&file.0) else { return Ok(()) };
        for person in found.people.into_iter().map(|imported| imported.person) {
            prop_assert!(!person.name.is_empty());
            let harmful = person.name.contains(|c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
            prop_assert!(!harmful, "{:?}", person.name);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = import(&bytes);
        let inside = [b"BEGIN:VCARD\nFN:A\n".as_slice(), &bytes, b"\nEND:VCARD\n"].concat();
        prop_assert!(import(&inside).is_ok());
    }

    #[test]
    fn a_written_card_is_folded_and_ends_its_lines_with_crlf(person in people(), version in versions()) {
        let card = write_vcard(&person, version, None);
        prop_assert!(card.ends_with("END:VCARD\r\n"));
        prop_assert!(card.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    }
}

proptest! {
    // A table of one person is many columns: fewer cases take as long.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_person_comes_back_from_its_own_table_as_it_was(person in people()) {
        prop_assert_eq!(back_from_a_table(&person), person);
    }

    #[test]
    fn a_person_from_any_card_comes_back_the_same_from_a_table(file in files(), version in versions()) {
        let Ok(found) = import(&file.0) else { return Ok(()) };
        for person in found.people.into_iter().map(|imported| imported.person) {
            prop_assert_eq!(&back_from_a_table(&person), &person);
            prop_assert_eq!(&back(&back_from_a_table(&person), version), &person);
        }
    }
}
