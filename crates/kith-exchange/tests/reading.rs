//! Cards as programs write them, good and broken: what becomes of each.

use chrono::{DateTime, Utc};
use kith_core::{Circle, Labelled, PartialDate, Person};
use kith_exchange::{
    CARD_LIMIT, FIELD_LIMIT, FIELDS_LIMIT, FILE_LIMIT, Foreign, Import, LeftOut, Options, ReadError, Reason,
    Version, read, write_vcard,
};
use rstest::rstest;

fn now() -> DateTime<Utc> {
    "2026-11-22T09:00:00Z".parse().expect("an instant")
}

fn reading(file: &[u8]) -> Result<Import, ReadError> {
    read(file, &Options::new(now(), chrono_tz::UTC))
}

fn import(file: impl AsRef<[u8]>) -> Import {
    reading(file.as_ref()).expect("a file of vCards")
}

fn card(lines: &str) -> String {
    format!("BEGIN:VCARD\nVERSION:3.0\n{lines}\nEND:VCARD\n")
}

fn person(lines: &str) -> Person {
    import(card(lines)).people.remove(0).person
}

fn left_out(file: impl AsRef<[u8]>) -> Vec<(usize, Reason)> {
    import(file).left_out.into_iter().map(|LeftOut { line, reason }| (line, reason)).collect()
}

fn labelled(value: &str, label: &str) -> Labelled {
    Labelled { value: value.into(), label: Some(label.into()) }
}

#[test]
fn a_card_of_an_iphone_is_read() {
    let ana = person(
        "PRODID:-//Apple Inc.//iPhone OS 18.0//EN\nN:Ruiz;Ana;;;\nFN:Ana Ruiz\nNICKNAME:Anita,Nita\nORG:Panadería Sol\\, S.L.;Ventas;\n\
         TITLE:Baker\nitem1.EMAIL;type=INTERNET;type=pref:ana@example.org\nitem1.X-ABLabel:Bakery\n\
         TEL;type=CELL;type=VOICE;type=pref:+34 555 0100\nitem2.ADR;type=HOME;type=pref:;;Calle Mayor 1;Madrid;;28013;España\n\
         item2.X-ABADR:es\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\nNOTE:Likes figs\\nand plums\nX-SOCIALPROFILE;type=x:https://example.org/ana",
    );
    assert_eq!(ana.name, "Ana Ruiz");
    assert_eq!(ana.nicknames, ["Anita", "Nita"]);
    assert_eq!(ana.organization.as_deref(), Some("Panadería Sol, S.L., Ventas"));
    assert_eq!(ana.title.as_deref(), Some("Baker"));
    assert_eq!(ana.emails, [labelled("ana@example.org", "Bakery")]);
    assert_eq!(ana.phones, [labelled("+34 555 0100", "cell")]);
    assert_eq!(ana.addresses, [labelled("Calle Mayor 1, Madrid, 28013, España", "home")]);
    assert_eq!(ana.birthday, "--02-29".parse().ok());
    assert_eq!(ana.note, "Likes figs\nand plums");
    assert_eq!(ana.added, now());
}

#[test]
fn a_card_of_version_4_is_read() {
    let luis = person(
        "KIND:individual\nFN;PREF=1:Luis Ferrer\nTEL;VALUE=uri;TYPE=\"voice,home\":tel:+34-555-0101\nTZ:Europe/Madrid\n\
         UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1\nBDAY;VALUE=date-and-or-time:19840229T1000\nURL;TYPE=work:https://example.org/a,b;c?d=e:f\n\
         CATEGORIES:tennis,Friends",
    );
    assert_eq!(luis.phones, [labelled("+34-555-0101", "home")]);
    assert_eq!(luis.zone, Some(chrono_tz::Europe::Madrid));
    assert_eq!(luis.uid.as_deref(), Some("urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1"));
    assert_eq!(luis.birthday, "1984-02-29".parse().ok());
    assert_eq!(luis.links, [labelled("https://example.org/a,b;c?d=e:f", "work")]);
    assert_eq!(luis.circle, Some(Circle::Friends));
}

#[rstest]
#[case("FN:Ana Ruiz\nN:Ferrer;Luis;;;\nEMAIL:ana@example.org", "Ana Ruiz")]
#[case("FN:\nN:Ruiz;Ana;;;", "Ana Ruiz")]
#[case("N:;;;;\nORG:Choir of Leeds;", "Choir of Leeds")]
#[case("FN: \nEMAIL;TYPE=work:ana@example.org", "ana@example.org")]
#[case("FN:\u{202e}Ana\u{0} \u{7}Ruiz\u{2069}", "Ana Ruiz")]
#[case("FN:Ruiz\\, Ana\\; née Sol\\\\", "Ruiz, Ana; née Sol\\")]
#[case("FN:Ruiz, Ana; née Sol", "Ruiz, Ana; née Sol")]
fn a_name_is_found(#[case] lines: &str, #[case] name: &str) {
    assert_eq!(person(lines).name, name);
}

const NAME: &str = "Tomás Ortega “Tomi” 山田";

#[rstest]
fn names_come_out_right_in_every_unicode_encoding(#[values("\r\n", "\n", "\r")] end: &str) {
    let text = card(&format!("FN:{NAME}")).replace('\n', end);
    let marked = format!("\u{feff}{text}");
    let wide = |to: fn(u16) -> [u8; 2]| marked.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    for file in [text.as_bytes(), marked.as_bytes(), &wide(u16::to_le_bytes), &wide(u16::to_be_bytes)] {
        assert_eq!(import(file).people[0].person.name, NAME);
    }
}

#[rstest]
#[case(b"FN:Tom\xe1s Ortega \x93Tomi\x94", "Tomás Ortega “Tomi”")]
#[case(b"FN;CHARSET=ISO-8859-2:Micha\xb3", "Michał")]
#[case(b"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Tom=C3=\n=A1s Or=\ntega", "Tomás Ortega")]
#[case(b"FN;ENCODING=QUOTED-PRINTABLE:Tom=E1s", "Tomás")]
#[case(b"N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E5=B1=B1=E7=94=B0;=E5=A4=AA=E9=83=8E;;;", "山田 太郎")]
#[case(b"FN:Tom\xc3\n \xa1s", "Tomás")]
fn names_come_out_right_from_older_programs(#[case] line: &[u8], #[case] name: &str) {
    let file = [b"BEGIN:VCARD\nVERSION:2.1\n", line, b"\nEND:VCARD\n"].concat();
    assert_eq!(import(file).people[0].person.name, name);
}

#[test]
fn cards_of_several_encodings_share_a_file() {
    let file = [
        b"BEGIN:VCARD\nFN:Jos\xe9\nEND:VCARD\n".as_slice(),
        "\u{feff}BEGIN:VCARD\nFN:Zoë\nEND:VCARD\n".as_bytes(),
    ];
    let names: Vec<String> =
        import(file.concat()).people.into_iter().map(|imported| imported.person.name).collect();
    assert_eq!(names, ["José", "Zoë"]);
}

#[test]
fn what_has_no_field_is_kept_as_it_came() {
    let ana = person(
        "item1.X-ABADR:es\nFN:Ana\nX-SPOUSE;X-K=\"a;b\":Luis\\, of\n  course\nGEO:geo:40.4,-3.7\nBDAY:---29\nTZ:-0500\nTEL;TYPE=home:1\nPHOTO:https://example.org/ana.png",
    );
    let kept = [
        "item1.X-ABADR:es",
        "X-SPOUSE;X-K=\"a;b\":Luis\\, of course",
        "GEO:geo:40.4,-3.7",
        "BDAY:---29",
        "TZ:-0500",
        "PHOTO:https://example.org/ana.png",
    ];
    // The group holds one line only, and its name says nothing by itself; the line does.
    assert_eq!(ana.vcard, kept);
    assert_eq!(ana.phones, [labelled("1", "home")]);
}

#[test]
fn several_notes_become_one() {
    assert_eq!(person("FN:Ana\nNOTE:one\nNOTE:two").note, "one\n\ntwo");
}

#[rstest]
#[case("TEL:1", Reason::NoName)]
#[case("FN:Choir\nX-ADDRESSBOOKSERVER-KIND:group", Reason::Group)]
#[case("FN:Choir\nKIND:group\nMEMBER:urn:uuid:1", Reason::Group)]
fn a_card_that_is_nobody_is_left_out_with_its_line(#[case] lines: &str, #[case] reason: Reason) {
    let file = format!("{}{}{}", card("FN:Ana"), card(lines), card("FN:Luis"));
    assert_eq!(left_out(&file), [(5, reason)]);
    assert_eq!(import(&file).people.len(), 2);
}

#[rstest]
#[case::cut_off("BEGIN:VCARD\nFN:Ana\nTEL;TY", &[], &[(1, Reason::NoEnd)])]
#[case::no_end("BEGIN:VCARD\nFN:Ana\nBEGIN:VCARD\nFN:Luis\nEND:VCARD\n", &["Luis"], &[(1, Reason::NoEnd)])]
#[case::nested("BEGIN:VCARD\nFN:Ana\nAGENT:\nBEGIN:VCARD\nFN:Luis\nEND:VCARD\nTEL:1\nEND:VCARD", &["Ana", "Luis"], &[])]
#[case::nested_without_agent("BEGIN:VCARD\nFN:Ana\nTEL:2\nBEGIN:VCARD\nFN:Luis\nEND:VCARD\nTEL:1\nEND:VCARD", &["Luis"], &[(1, Reason::NoEnd), (7, Reason::OutsideCard)])]
#[case::garbage_inside("BEGIN:VCARD\nFN:Ana\n%%%\n???\nTEL:1\nEND:VCARD", &["Ana"], &[(3, Reason::NotAField)])]
#[case::garbage_between("hello\nthere\nBEGIN:VCARD\nFN:Ana\nEND:VCARD\n\nbye", &["Ana"], &[(1, Reason::OutsideCard), (7, Reason::OutsideCard)])]
#[case::event_inside("BEGIN:VCARD\nFN:Ana\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCARD", &["Ana"], &[(3, Reason::NotAField)])]
#[case::picture("BEGIN:VCARD\nPHOTO;ENCODING=BASE64;JPEG:\n QUJD\n QUJD\n\nFN:Ana\nEND:VCARD", &["Ana"], &[(2, Reason::Media)])]
#[case::picture_not_folded("BEGIN:VCARD\nPHOTO;BASE64:QUJD\nQUJD\nQUJD=\nFN:Ana\nEND:VCARD", &["Ana"], &[(2, Reason::Media)])]
fn broken_input_gets_one_reason_with_its_line(
    #[case] file: &str,
    #[case] names: &[&str],
    #[case] reasons: &[(usize, Reason)],
) {
    assert_eq!(left_out(file), reasons);
    let people: Vec<String> = import(file).people.into_iter().map(|imported| imported.person.name).collect();
    assert_eq!(people, names);
}

#[rstest]
#[case(b"", ReadError::Empty)]
#[case(b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", ReadError::Foreign(Foreign::Calendar))]
#[case(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ReadError::Foreign(Foreign::Picture))]
fn what_is_no_vcard_is_refused(#[case] file: &[u8], #[case] error: ReadError) {
    assert_eq!(reading(file), Err(error));
}

#[test]
fn limits_are_refused_with_the_line() {
    let large = vec![b' '; FILE_LIMIT + 1];
    assert_eq!(reading(&large), Err(ReadError::TooLarge { limit: FILE_LIMIT }));
    let many = "BEGIN:VCARD\nFN:A\nEND:VCARD\n".repeat(CARD_LIMIT + 1);
    let line = 3 * CARD_LIMIT + 1;
    assert_eq!(reading(many.as_bytes()), Err(ReadError::TooManyCards { limit: CARD_LIMIT, line }));
    let of_1000_lines = format!("BEGIN:VCARD\nFN:A\n{}END:VCARD\n", "A:b\n".repeat(997));
    let wide = of_1000_lines.repeat(FIELDS_LIMIT / 1000 + 1);
    let line = FIELDS_LIMIT + 1;
    assert_eq!(reading(wide.as_bytes()), Err(ReadError::TooManyFields { limit: FIELDS_LIMIT, line }));
    let long = card(&format!("FN:Ana\nNOTE:{}\nTEL:1", "x".repeat(FIELD_LIMIT)));
    assert_eq!(left_out(&long), [(4, Reason::TooLong { limit: FIELD_LIMIT })]);
    assert_eq!(import(&long).people[0].person.phones, [Labelled::plain("1")]);
}

#[test]
fn the_sample_address_book_is_read_whole() {
    let import = import(include_bytes!("../../../tests/data/address-book.vcf"));
    assert_eq!(import.left_out, []);
    let names: Vec<&str> = import.people.iter().map(|imported| imported.person.name.as_str()).collect();
    let expected = [
        "Ana Ruiz",
        "Luis Ferrer",
        "Tomás Ortega",
        "山田 花子",
        "ليلى حداد",
        "נועה לוי",
        "Maeve O’Connell",
        "Dr. Kwame Mensah",
        "postmaster.pine@example.org",
        "Ingrid Sørensen",
        "Priya Raman",
        "Grandma Elsie",
    ];
    assert_eq!(names, expected);
}

#[test]
fn the_broken_sample_says_where_it_is_broken() {
    let broken = include_bytes!("../../../tests/data/broken.vcf");
    let reasons = [
        (1, Reason::OutsideCard),
        (3, Reason::NoEnd),
        (10, Reason::NotAField),
        (14, Reason::NoName),
        (18, Reason::NoEnd),
    ];
    assert_eq!(left_out(broken), reasons);
    assert_eq!(import(broken).people[0].person.name, "Petra Novák");
}

#[rstest]
#[case("item5.X-ABDATE:2010-06-12\nitem5.X-ABLabel:_$!<Anniversary>!$_", "2010-06-12")]
#[case("ITEM5.X-ABLabel:anniversary\nitem5.X-ABDATE;type=pref:2010-06-12", "2010-06-12")]
#[case("item5.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-06-12\nitem5.X-ABLabel:_$!<Anniversary>!$_", "--06-12")]
#[case("X-MS-ANNIVERSARY:20100612", "2010-06-12")]
#[case("X-EVOLUTION-ANNIVERSARY:2010-06-12", "2010-06-12")]
#[case("X-EVOLUTION-ANNIVERSARY:2010-06-12\nX-ANNIVERSARY:2010-06-12", "2010-06-12")]
fn an_anniversary_of_another_program_is_one_and_goes_out_as_it_came(
    #[case] lines: &str,
    #[case] day: PartialDate,
    #[values(Version::V3, Version::V4)] version: Version,
) {
    let first = "item6.X-ABDATE:2001-05-01\nitem6.X-ABLabel:First met";
    let ana = person(&format!("FN:Ana Ruiz\n{first}\n{lines}"));
    assert_eq!(ana.anniversary, Some(day));
    let written = write_vcard(&ana, version, None).replace("\r\n", "\n");
    for line in first.lines().chain(lines.lines()) {
        assert!(written.contains(&format!("\n{line}\n")), "{line} in {written}");
    }
    let again = import(&written).people.remove(0).person;
    assert_eq!(Person { id: ana.id, ..again }, ana);
}

#[rstest]
#[case(Version::V3, "X-ANNIVERSARY:2010-06-12")]
#[case(Version::V4, "ANNIVERSARY:20100612")]
fn an_anniversary_given_in_kith_goes_out_by_the_name_of_its_version(
    #[case] version: Version,
    #[case] line: &str,
) {
    let ana = Person { anniversary: "2010-06-12".parse().ok(), ..Person::named("Ana", now()) };
    let written = write_vcard(&ana, version, None);
    assert!(written.lines().any(|written| written == line), "{written}");
    assert_eq!(person(&format!("FN:Ana\n{line}")).vcard, Vec::<String>::new());
}
