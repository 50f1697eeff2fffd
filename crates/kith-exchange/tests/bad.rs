//! Files that are meant to do harm, or only happen to: each is refused or cleaned, and says where.

use std::io::Write;

use chrono::{DateTime, Utc};
use flate2::{Compression, write::GzEncoder};
use kith_exchange::{
    CARD_FIELDS_LIMIT, CARD_LIMIT, COLUMN_LIMIT, CONTACTS_LIMIT, ENTRY_LIMIT, FIELD_LIMIT, FIELDS_LIMIT,
    FILE_LIMIT, Foreign, Import, Kind, LEFT_OUT_LIMIT, LeftOut, Options, PHOTO_LIMIT, Progress, ReadError,
    Reason, Version, kind_of, photo, read, write_csv, write_vcard,
};
use proptest::prelude::*;
use rstest::rstest;

fn now() -> DateTime<Utc> {
    "2026-11-23T09:00:00Z".parse().expect("an instant")
}

fn reading(file: &[u8]) -> Result<Import, ReadError> {
    read(file, &Options::new(now(), chrono_tz::UTC))
}

fn import(file: impl AsRef<[u8]>) -> Import {
    reading(file.as_ref()).expect("a file of people")
}

fn left_out(import: &Import) -> Vec<(usize, Reason)> {
    import.left_out.iter().map(|LeftOut { line, reason }| (*line, *reason)).collect()
}

#[rstest]
#[case(b"PK\x03\x04\x14\0\0\0people.vcf", Foreign::Archive)]
#[case(b"\x1f\x8b\x08\0\0\0\0\0", Foreign::Archive)]
#[case(b"PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaa[Content_Types].xml", Foreign::Document)]
#[case(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Foreign::Document)]
#[case(b"%PDF-1.7 BEGIN:VCARD", Foreign::Pdf)]
#[case(b"\xff\xd8\xff\xe0", Foreign::Picture)]
#[case(b"RIFF\0\0\0\0WEBPVP8 ", Foreign::Picture)]
#[case(b"age-encryption.org/v1\n-> X25519", Foreign::Encrypted)]
#[case(b"-----BEGIN AGE ENCRYPTED FILE-----\n", Foreign::Encrypted)]
#[case(b"SQLite format 3\0", Foreign::Database)]
#[case(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", Foreign::Calendar)]
#[case(b"<!DOCTYPE html><html>", Foreign::Markup)]
#[case(b"\x7fELF\x02", Foreign::Program)]
fn what_is_something_else_is_refused_by_what_it_is(#[case] file: &[u8], #[case] foreign: Foreign) {
    assert_eq!(kind_of(file), Err(ReadError::Foreign(foreign)));
    assert_eq!(reading(file), Err(ReadError::Foreign(foreign)));
}

#[rstest]
#[case(b"", ReadError::Empty)]
#[case(b"\xef\xbb\xbf \r\n", ReadError::Empty)]
#[case(b"hello\n", ReadError::Unknown)]
#[case(b"Dear Ana,\nthank you.\n\nLuis\n", ReadError::Unknown)]
#[case(b"{\"a\":1}", ReadError::Unknown)]
#[case(b"Name,Phone\nAna,\x001\n", ReadError::NotText { line: 2 })]
fn what_holds_no_people_is_refused(#[case] file: &[u8], #[case] error: ReadError) {
    assert_eq!(reading(file), Err(error));
}

#[test]
fn a_book_of_kith_is_known_plain_and_packed_and_left_to_the_app() {
    let book = b"{\"kith\":\"book\",\"format\":1}\n";
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(book).expect("into memory");
    for file in [book.to_vec(), gzip.finish().expect("into memory")] {
        assert_eq!(kind_of(&file), Ok(Kind::Book));
        assert_eq!(reading(&file), Err(ReadError::Book));
    }
}

#[rstest]
#[case::vcard("BEGIN:VCARD\nFN:A\nEND:VCARD\n")]
#[case::table("Name,Phone\n")]
fn a_file_of_over_50_mb_is_refused(#[case] start: &str) {
    let mut file = start.as_bytes().to_vec();
    file.resize(FILE_LIMIT + 1, b'A');
    assert_eq!(reading(&file), Err(ReadError::TooLarge { limit: FILE_LIMIT }));
}

#[test]
fn a_file_of_50_mb_in_one_line_is_read_and_says_what_it_left_out() {
    let mut file = b"BEGIN:VCARD\nFN:A\nNOTE:".to_vec();
    file.resize(FILE_LIMIT - 20, b'A');
    file.extend(b"\nEND:VCARD\n");
    assert_eq!(left_out(&import(&file)), [(3, Reason::TooLong { limit: FIELD_LIMIT })]);
}

#[test]
fn more_rows_and_entries_than_anybody_knows_people_are_refused_with_the_line() {
    let rows = format!("Name,Phone\n{}", "Ana,1\n".repeat(CARD_LIMIT + 1));
    let too_many = |line| Err(ReadError::TooManyCards { limit: CARD_LIMIT, line });
    assert_eq!(reading(rows.as_bytes()), too_many(CARD_LIMIT + 2));
    let friends = format!("### Friends:\n{}", "- Ana\n".repeat(CARD_LIMIT + 1));
    assert_eq!(reading(friends.as_bytes()), too_many(CARD_LIMIT + 2));
    let cards = format!("[{}{{}}]", "{\"@type\":\"Card\",\"name\":{\"full\":\"A\"}},\n".repeat(CARD_LIMIT));
    assert_eq!(reading(cards.as_bytes()), too_many(CARD_LIMIT + 1));
    let contacts = "{\"properties\":{\"first_name\":\"A\"}},\n".repeat(CARD_LIMIT);
    let monica = format!(
        "{{\"app_version\":\"4\",\"account\":{{\"data\":[{{\"type\":\"contact\",\"values\":[{contacts}{{}}]}}]}}}}"
    );
    assert_eq!(reading(monica.as_bytes()), too_many(CARD_LIMIT + 1));
}

#[test]
fn a_card_of_more_fields_than_anybody_has_is_refused_with_the_line() {
    let of = |fields: usize| format!("BEGIN:VCARD\nFN:Ana\n{}END:VCARD\n", "TEL:1\n".repeat(fields));
    assert_eq!(import(of(CARD_FIELDS_LIMIT - 1)).people.len(), 1);
    let too_many = ReadError::TooManyFieldsOfOne { limit: CARD_FIELDS_LIMIT, line: CARD_FIELDS_LIMIT + 2 };
    assert_eq!(reading(of(CARD_FIELDS_LIMIT).as_bytes()), Err(too_many));
}

#[test]
fn a_card_of_more_sounds_than_anybody_has_fields_is_refused_with_the_line() {
    let sounds = "SOUND;ENCODING=b:AAAA\n".repeat(CARD_FIELDS_LIMIT + 1);
    let too_many = ReadError::TooManyFieldsOfOne { limit: CARD_FIELDS_LIMIT, line: CARD_FIELDS_LIMIT + 2 };
    assert_eq!(reading(format!("BEGIN:VCARD\nFN:Ana\n{sounds}").as_bytes()), Err(too_many));
}

#[test]
fn what_is_left_out_again_and_again_is_counted_and_not_told_each_time() {
    let sounds = "SOUND;ENCODING=b:AAAA\n".repeat(LEFT_OUT_LIMIT);
    let import = import(format!("BEGIN:VCARD\nFN:Ana\n{sounds}END:VCARD\n").repeat(2));
    assert_eq!(import.left_out.len(), LEFT_OUT_LIMIT);
    assert_eq!(import.more_left_out, [(Reason::Media, LEFT_OUT_LIMIT)].into());
}

#[test]
fn more_entries_than_a_life_has_are_refused_with_the_line() {
    let many = "- 2020-01-01: Nobody.\n".repeat(CARD_LIMIT + CONTACTS_LIMIT + 1);
    let limit = CARD_LIMIT + CONTACTS_LIMIT;
    let refused = reading(format!("### Activities:\n{many}").as_bytes());
    assert_eq!(refused, Err(ReadError::TooManyFields { limit, line: limit + 2 }));
    let all: String = (0..1_000).map(|at| format!("**{at}**")).collect();
    let friends: String = (0..1_000).map(|at| format!("- {at}\n")).collect();
    let together = format!("- 2020-01-01: {all}\n").repeat(CONTACTS_LIMIT / 1_000 + 1);
    let refused = reading(format!("### Friends:\n{friends}### Activities:\n{together}").as_bytes());
    let line = 1_002 + CONTACTS_LIMIT / 1_000 + 1;
    assert_eq!(refused, Err(ReadError::TooManyFields { limit: CONTACTS_LIMIT, line }));
}

#[test]
fn a_note_about_everybody_does_not_grow_with_them() {
    let all: String = (0..2_000).map(|at| format!("**{at}**")).collect();
    let friends: String = (0..2_000).map(|at| format!("- {at}\n")).collect();
    let note = format!("- {all}{}\n", "y".repeat(20_000));
    let import = import(format!("### Friends:\n{friends}### Notes:\n{note}"));
    let noted: usize = import.people.iter().map(|imported| imported.person.note.len()).sum();
    assert!(noted <= 16 * 1024 * 1024, "{noted}");
    assert!(import.left_out.iter().all(|left| left.line == 2_003) && !import.left_out.is_empty());
}

/// A list of so many numbers.
fn zeros(count: usize) -> String {
    format!("[{}0]", "0,".repeat(count - 1))
}

fn monica(contact: &str, photo: &str, instance: &str) -> String {
    format!(
        "{{\"app_version\":\"4\",\"account\":{{\"data\":[{{\"type\":\"contact\",\"values\":[\n{{\"properties\":{{\
         \"first_name\":\"Ana\"{contact}}}}}]}},{{\"type\":\"photo\",\"values\":[{photo}]}}],\"instance\":{{\"x\":[{instance}]}}}}}}"
    )
}

#[rstest]
#[case::one_card(format!("{{\"@type\":\"Card\",\n\"name\":{{\"full\":\"A\"}},\"x\":{}}}", zeros(200_000)), 1)]
#[case::a_contact(monica(&format!(",\"x\":{}", zeros(200_000)), "", ""), 2)]
fn an_entry_of_more_values_than_anybody_has_is_refused_with_the_line(
    #[case] file: String,
    #[case] line: usize,
) {
    assert_eq!(reading(file.as_bytes()), Err(ReadError::TooManyFieldsOfOne { limit: 100_000, line }));
}

#[rstest]
#[case::cards(format!("[{{\"@type\":\"Card\",\"name\":{{\"full\":\"Ana\"}}}},\n{{\"@type\":\"Card\",\"x\":\"{}\"}}]", "y".repeat(ENTRY_LIMIT)))]
#[case::contacts(monica(&format!("}}}},\n{{\"properties\":{{\"x\":\"{}\"", "y".repeat(ENTRY_LIMIT)), "", ""))]
fn an_entry_of_more_bytes_than_a_picture_needs_is_left_out_and_the_others_are_read(#[case] file: String) {
    let import = import(&file);
    assert_eq!(import.people.len(), 1);
    let line = 1 + file[..file.find("\"x\"").expect("a value")].matches('\n').count();
    assert_eq!(left_out(&import), [(line, Reason::TooLong { limit: ENTRY_LIMIT })]);
}

#[rstest]
#[case::of_the_account(&zeros(1_000), "", true)]
#[case::in_a_picture("", &format!("{{\"uuid\":\"p\",\"x\":{}}}", zeros(1_000_000)), true)]
#[case::instead_of_pictures("", &zeros(CONTACTS_LIMIT + 1), false)]
fn what_monica_says_beside_its_people_costs_nothing(
    #[case] instance: &str,
    #[case] photo: &str,
    #[case] read: bool,
) {
    let photo = photo.trim_matches(['[', ']']);
    match reading(monica("", photo, instance).as_bytes()) {
        Ok(import) => assert!(read && import.people.len() == 1),
        Err(error) => {
            assert!(!read && matches!(error, ReadError::TooManyFields { limit: CONTACTS_LIMIT, .. }))
        }
    }
}

#[test]
fn somebody_with_an_endless_name_is_not_named_again_and_again() {
    let name = "y".repeat(60_000);
    let relation = "{\"properties\":{\"contact_is\":\"a\",\"of_contact\":\"b\"}},".repeat(1_000);
    let file = format!(
        "{{\"app_version\":\"4\",\"account\":{{\"data\":[{{\"type\":\"contact\",\"values\":[\
         {{\"uuid\":\"a\",\"properties\":{{\"first_name\":\"{name}\"}}}},{{\"uuid\":\"b\",\"properties\":{{\"first_name\":\"B\"}}}}]}},\
         {{\"type\":\"relationship\",\"values\":[{relation}{{}}]}}]}}}}"
    );
    let lines = &import(&file).people[1].person.vcard;
    assert!(lines.iter().map(String::len).sum::<usize>() <= ENTRY_LIMIT, "{}", lines.len());
}

#[test]
fn a_table_of_10_000_columns_is_refused_in_its_header_and_in_its_rows() {
    let wide = |cell: &str| vec![cell; 10_000].join(",");
    let header = format!("Name,{}\nAna,1\n", wide("Phone"));
    assert_eq!(reading(header.as_bytes()), Err(ReadError::TooManyColumns { limit: COLUMN_LIMIT, line: 1 }));
    let row = format!("Name,Phone\nAna,1\nLuis,{}\n", wide("1"));
    assert_eq!(reading(row.as_bytes()), Err(ReadError::TooManyColumns { limit: COLUMN_LIMIT, line: 3 }));
}

#[test]
fn a_table_of_more_cells_than_memory_is_for_is_refused() {
    let header = format!("Name,{}", vec!["x"; 900].join(","));
    let row = format!("Ana,{}", vec!["1"; 900].join(","));
    let rows = FIELDS_LIMIT / 901 + 1;
    let file = format!("{header}\n{}", format!("{row}\n").repeat(rows));
    assert_eq!(
        reading(file.as_bytes()),
        Err(ReadError::TooManyFields { limit: FIELDS_LIMIT, line: rows + 1 })
    );
}

#[rstest]
#[case::until_the_end_of_the_file("Name,Phone,Note\nAna,1,\"6\" tall\nLuis,2,\"6\nMei,3,\"a\nb\"\nNoor,4,c\n", &["Ana", "Luis", "Mei", "Noor"])]
#[case::in_the_last_row("Name,Phone,Note\nAna,1,\"x\"\nLuis,2,\"x", &["Ana", "Luis"])]
#[case::before_its_name("Name;Phone\n\"Ana;1\nLuis;2\n", &["\"Ana", "Luis"])]
fn a_quote_that_never_ends_is_a_character_and_swallows_nobody(#[case] file: &str, #[case] names: &[&str]) {
    let import = import(file);
    let read: Vec<&str> = import.people.iter().map(|imported| imported.person.name.as_str()).collect();
    assert_eq!(read, names);
    assert!(import.left_out.is_empty());
}

#[test]
fn a_quote_that_ends_only_after_more_than_a_field_may_have_swallows_nobody() {
    let rows = "Ana,1,x\n".repeat(FIELD_LIMIT / 8);
    let import = import(format!("Name,Phone,Note\nLuis,2,\"6\n{rows}Mei,3,\"y\"\n"));
    assert_eq!(import.people.len(), FIELD_LIMIT / 8 + 2);
    assert_eq!(import.people[0].person.note, "\"6");
    assert_eq!(import.people.last().map(|imported| imported.line), Some(FIELD_LIMIT / 8 + 3));
}

#[test]
fn a_bomb_of_quoted_printable_is_left_out_and_costs_nothing_else() {
    let soft = "=41=\n".repeat(2_000_000);
    let file = format!(
        "BEGIN:VCARD\nVERSION:2.1\nFN:Ana\nNOTE;ENCODING=QUOTED-PRINTABLE:{soft}\nTEL:1\nEND:VCARD\n"
    );
    let import = import(file);
    assert_eq!(left_out(&import), [(4, Reason::TooLong { limit: FIELD_LIMIT })]);
    assert_eq!(import.people[0].person.phones.len(), 1);
}

#[rstest]
#[case("PHOTO;ENCODING=b:", "\n ")]
#[case("PHOTO;BASE64:", "\n")]
#[case("PHOTO:data:image/png;base64,", "\n ")]
fn base64_that_never_ends_is_left_out(#[case] start: &str, #[case] fold: &str) {
    let endless = format!("{}{fold}", "A".repeat(76)).repeat(500_000);
    let file = format!("BEGIN:VCARD\nFN:Ana\n{start}{endless}\nTEL:1\nEND:VCARD\nBEGIN:VCARD\nFN:Luis");
    let import = import(file);
    let lines = 500_000 + 6;
    let photo = (3, Reason::PhotoTooLarge { limit: PHOTO_LIMIT });
    assert_eq!(left_out(&import), [photo, (lines, Reason::NoEnd)]);
    assert_eq!(import.people[0].person.phones.len(), 1);
}

/// A PNG whose header says how large it is, and nothing more.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
    header.extend([8, 6, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    file.extend(&header);
    let mut sum = flate2::Crc::new();
    sum.update(&header);
    file.extend(sum.sum().to_be_bytes());
    // A chunk of pixels that has nothing in it.
    file.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82");
    file
}

#[test]
fn a_picture_of_40_000_by_40_000_is_refused_by_its_header() {
    assert_eq!(photo::scaled(&png(40_000, 40_000)), Err(photo::PhotoError::TooManyPixels));
    assert_eq!(photo::scaled(&png(8_000, 8_000)), Err(photo::PhotoError::TooManyPixels));
    assert_eq!(photo::scaled(&png(40, 40)), Err(photo::PhotoError::Damaged));
    assert_eq!(photo::scaled(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Err(photo::PhotoError::Kind));
    let large = [png(40, 40), vec![0; photo::FILE_LIMIT]].concat();
    assert_eq!(photo::scaled(&large), Err(photo::PhotoError::TooLarge { limit: photo::FILE_LIMIT }));
}

#[test]
fn cards_inside_of_cards_are_read_so_deep_and_no_deeper() {
    let deep = 900;
    let open: String = (0..deep).map(|at| format!("BEGIN:VCARD\nFN:P{at}\nAGENT:\n")).collect();
    let file = format!("{open}{}", "END:VCARD\n".repeat(deep));
    let import = import(file);
    let names: Vec<&str> = import.people.iter().map(|imported| imported.person.name.as_str()).collect();
    assert_eq!(names, ["P0", "P1", "P2", "P3"]);
    assert_eq!(import.left_out.len(), deep - 4);
    assert_eq!(left_out(&import)[0], (13, Reason::Nested));
    assert_eq!(import.people[0].person.vcard, ["RELATED;VALUE=text;TYPE=agent:P1"]);
}

#[rstest]
#[case("BEGIN:VCARD\nFN:\u{202e}Ana\u{0} Ru\u{200f}iz\nTEL:\u{2066}1\u{0}\nEND:VCARD\n")]
#[case("Name,Phone\n\u{202e}Ana Ru\u{7}\u{200f}iz,\u{2066}1\n")]
#[case("### Friends:\n- \u{202e}Ana Ru\u{7}\u{200f}iz\n")]
#[case(
    "{\"@type\":\"Card\",\"name\":{\"full\":\"\u{202e}Ana Ru\\u0000\u{200f}iz\"},\"phones\":{\"a\":{\"number\":\"\u{2066}1\"}}}"
)]
fn what_turns_a_name_round_or_hides_in_it_is_cleaned_away(#[case] file: &str) {
    let person = import(file).people.remove(0).person;
    assert_eq!(person.name, "Ana Ruiz");
    assert!(person.phones.iter().all(|phone| phone.value == "1"));
}

#[rstest]
#[case("BEGIN:VCARD\nFN:Zoë\nEND:VCARD\n")]
#[case("Name,Phone\nZoë,1\n")]
#[case("### Friends:\n- Zoë\n")]
#[case("[{\"@type\":\"Card\",\"name\":{\"full\":\"Zoë\"}}]")]
fn utf_16_is_read_with_its_mark_and_without_it(#[case] file: &str, #[values(true, false)] marked: bool) {
    let text = if marked { format!("\u{feff}{file}") } else { file.to_owned() };
    for to in [u16::to_le_bytes, u16::to_be_bytes] {
        let wide: Vec<u8> = text.encode_utf16().flat_map(to).collect();
        assert_eq!(import(&wide).people[0].person.name, "Zoë");
    }
}

#[rstest]
#[case("[", "Card")]
#[case("{\"a\":", "Card")]
fn json_nested_without_end_is_refused_or_left_out(#[case] open: &str, #[case] kind: &str) {
    let file = format!("{{\"@type\":\"{kind}\",\"x\":{}", open.repeat(1_000_000));
    assert!(reading(file.as_bytes()).is_err());
}

#[rstest]
#[case("BEGIN:VCARD\nFN:A\nEND:VCARD\n", "")]
#[case("Ana,1\n", "Name,Phone\n")]
#[case("{\"@type\":\"Card\",\"name\":{\"full\":\"A\"}}\n", "")]
#[case("- Ana\n", "### Friends:\n")]
fn whoever_gives_up_gets_nothing(#[case] one: &str, #[case] header: &str) {
    let file = format!("{header}{}", one.repeat(1_000));
    let told = std::cell::Cell::new(0);
    let going_on = |progress: Progress| {
        assert!(progress.done <= progress.of);
        told.set(told.get() + 1);
        false
    };
    let options = Options { going_on: &going_on, ..Options::new(now(), chrono_tz::UTC) };
    assert_eq!(read(file.as_bytes(), &options), Err(ReadError::Cancelled));
    assert_eq!(told.get(), 1);
}

#[test]
fn what_turns_text_round_is_in_no_field_and_in_no_card_that_goes_out() {
    let file = "BEGIN:VCARD\nVERSION:4.0\nFN;PREF=1:\u{202e}Ana\u{200f} Ruiz\nTEL;PREF=1;TYPE=cell:\u{2066}1\nORG:\u{200b}Sol;Bread\u{202e}\n\
         NOTE:\u{202e}first\u{202c}\\nשלום\u{200f}!\nADR;LABEL=x:;;\u{2067}Calle 1;Madrid;;;\nX-SIGN:\u{202d}pisces\nEND:VCARD\n";
    let person = import(file).people.remove(0).person;
    assert_eq!((person.name.as_str(), person.organization.as_deref()), ("Ana Ruiz", Some("Sol, Bread")));
    assert_eq!(person.note, "first\nשלום\u{200f}!", "a mark that text from right to left needs stays");
    assert_eq!(person.addresses[0].value, "Calle 1, Madrid");
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}');
    for version in [Version::V3, Version::V4] {
        let card = write_vcard(&person, version, None);
        assert!(!card.contains(turns) && card.contains("pisces") && card.contains("PREF=1"), "{card}");
    }
    assert!(!write_csv(std::slice::from_ref(&person)).contains(turns));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn any_bytes_after_any_beginning_are_read_or_refused(
        start in prop::sample::select(vec![
            "", "BEGIN:VCARD\nFN:A\n", "Name,Phone\n", "Given Name,Family Name,Phone 1 - Type,Phone 1 - Value\n",
            "### Friends:\n- Ana\n", "{\"@type\":\"Card\",", "{\"app_version\":\"4\",\"account\":{\"data\":[",
            "\u{feff}", "sep=;\nName;", "PHOTO:", "GIF89a",
        ]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let file = [start.as_bytes(), &bytes].concat();
        let _ = (reading(&file), photo::scaled(&file), kith_exchange::guess(&file));
    }
}
