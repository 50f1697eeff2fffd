//! Bringing people in: files are read, looked at, and brought in as one act; or nothing happens.

mod common;

use common::{Answer, Kith};
use http::StatusCode;
use kith_core::PersonId;
use rstest::rstest;

fn card(name: &str, lines: &str) -> String {
    format!("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{name}\r\n{lines}END:VCARD\r\n")
}

/// Sends files, and waits until they are read.
fn chosen(kith: &Kith, files: &[(&str, &[u8])]) -> Answer {
    let answer = kith.post_files("/import", files);
    assert_eq!(answer.location.as_deref(), Some("/import"), "{}", answer.problem());
    kith.settled("/import")
}

/// Sends one file, and waits until it is read.
fn chosen_one(kith: &Kith, text: &str) -> Answer {
    chosen(kith, &[("people.vcf", text.as_bytes())])
}

fn names(kith: &Kith) -> Vec<String> {
    kith.app.people(&Default::default()).people.into_iter().map(|listed| listed.row.name).collect()
}

fn listed(page: &Answer, selector: &str) -> Vec<String> {
    page.all(selector).iter().map(|it| it.text().collect()).collect()
}

/// Somebody with a number, whom a file may know by it.
fn with_number(kith: &Kith, name: &str, number: &str) -> PersonId {
    let number = vec![kith_core::Labelled::plain(number)];
    kith.app.add_person(name, |person| person.phones = number).expect("added").id
}

#[test]
fn what_would_come_is_shown_before_anything_does_and_can_be_undone_after() {
    let kith = Kith::new();
    kith.person("Luis");
    let before = kith.state();
    let cards = card("Ana <b>Ruiz</b>", "") + &card("Luis", "") + &card("", "TEL:+34 600\r\n");
    let page = chosen_one(&kith, &cards);
    assert_eq!(page.words("h1"), "This would come");
    assert_eq!(page.words("#files"), "people.vcf: vCards");
    assert_eq!(page.words("#new-title"), "One person is new");
    assert_eq!(listed(&page, "#new li"), ["Ana <b>Ruiz</b>"]);
    assert_eq!(page.words("#left-out li"), "Line 9: an entry without a name");
    assert!(page.words("#besides").contains("One person was there already"));
    assert_eq!(kith.state(), before, "it was only looked at");

    let page = kith.post_and_follow("/import/do", &[]);
    assert_eq!(page.said(), "One person was added. Undo");
    assert!(page.words("#summary").starts_with("Added Ana <b>Ruiz</b>."), "{}", page.words("#summary"));
    assert_eq!(listed(&page, "#added .names a"), ["Ana <b>Ruiz</b>"]);
    assert_eq!(page.words("#waiting"), "One person waits for you to say how close they are.");
    assert_eq!(page.attr("#sort", "href"), "/sort");
    assert_eq!(names(&kith), ["Ana <b>Ruiz</b>", "Luis"]);

    let seq = page.attr("#report [name=seq]", "value");
    let page = kith.post_and_follow("/undo", &[("seq", &seq), ("back", "/import")]);
    assert!(page.has("#import-file") && !page.has("#report"), "what is not there is not told of");
    assert_eq!(names(&kith), ["Luis"]);
}

#[rstest]
#[case::both("both", &["Ana Ruiz", "Anita"], 1)]
#[case::one("one", &["Anita"], 2)]
#[case::left_out("leave-out", &["Anita"], 1)]
fn who_may_be_in_the_book_is_asked_about(
    #[case] choice: &str,
    #[case] then: &[&str],
    #[case] ways_to_reach_anita: usize,
) {
    let kith = Kith::new();
    let anita = with_number(&kith, "Anita", "+34 600 10 20 30");
    let page = chosen_one(&kith, &card("Ana Ruiz", "TEL:+34600102030\r\nEMAIL:ana@example.org\r\n"));
    assert_eq!(page.words("#likely-title"), "One person may be in your book already");
    assert_eq!(page.words("#likely .name"), "Ana Ruiz line 1");
    assert_eq!(page.words("#likely .body a"), "May be Anita: the same phone number");
    assert_eq!(page.attr("#likely .body a", "href"), format!("/people/{anita}"));
    assert_eq!(page.attr("#likely [checked]", "value"), "both", "nobody is merged unasked");
    assert!(!page.has("#new"), "who is asked about is not told twice");
    kith.post_and_follow("/import/do", &[("choice-0", choice)]);
    assert_eq!(names(&kith), then);
    let page = kith.app.person(anita, 0).expect("a person");
    assert_eq!(page.person.phones.len() + page.person.emails.len(), ways_to_reach_anita);
}

#[test]
fn the_same_is_said_of_all_at_once() {
    let kith = Kith::new();
    with_number(&kith, "Anita", "+34 600 10 20 30");
    with_number(&kith, "Lucho", "+34 600 10 20 31");
    let cards = card("Ana Ruiz", "TEL:+34600102030\r\n") + &card("Luis Gil", "TEL:+34600102031\r\n");
    chosen_one(&kith, &cards);
    let page = kith.post_and_follow("/import/all", &[("all", "leave-out"), ("choice-0", "both")]);
    assert_eq!(page.all("#likely [value=leave-out][checked]").len(), 2);
    kith.post_and_follow("/import/do", &[("choice-1", "both")]);
    assert_eq!(names(&kith), ["Anita", "Lucho", "Luis Gil"], "one of them was said to be two after all");
}

#[test]
fn what_was_chosen_is_kept_when_it_cannot_be_brought_in() {
    let kith = Kith::new();
    with_number(&kith, "Anita", "+34 600 10 20 30");
    chosen_one(&kith, &card("Ana Ruiz", "TEL:+34600102030\r\n"));
    let refused = kith.post_as_is("/import/do", &[("choice-0", "one")]);
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "without the token");
    assert_eq!(kith.get("/import").attr("#likely [checked]", "value"), "both");
    kith.post_and_follow("/import/all", &[("all", "one")]);
    assert_eq!(kith.get("/import").attr("#likely [checked]", "value"), "one");
    assert_eq!(kith.get("/import").words("h1"), "This would come", "also when it is looked at again");
}

#[test]
fn giving_up_leaves_nothing_behind() {
    let kith = Kith::new();
    let before = kith.state();
    kith.post_files("/import", &[("people.vcf", card("Ana", "").as_bytes())]);
    let page = kith.post_and_follow("/import/cancel", &[]);
    assert_eq!(page.said(), "Given up. Your book is as it was.");
    assert!(page.has("#import-file"));
    assert_eq!(
        kith.post("/import/do", &[]).location.as_deref(),
        Some("/import"),
        "there is nothing to bring in"
    );
    assert_eq!(kith.state(), before);
}

#[test]
fn the_page_says_how_far_it_is_and_looks_again() {
    let kith = Kith::new();
    let cards: String = (0..300).map(|number| card(&format!("Person {number}"), "")).collect();
    kith.post_files("/import", &[("people.vcf", cards.as_bytes())]);
    let page = kith.get("/import");
    // It may be read by now; then there is nothing to wait for.
    if page.has("[data-refresh]") {
        assert_eq!(page.attr("progress", "max"), cards.len().to_string());
        assert!(page.has("form[action='/import/cancel']") && page.has("a[href='/import'].no-js"));
    }
    assert_eq!(kith.settled("/import").words("#new-title"), "300 people are new");
}

#[rstest]
#[case(300, 300, None)]
#[case(301, 300, Some("and 1 more"))]
fn so_many_names_are_listed_and_the_others_counted(
    #[case] people: usize,
    #[case] listed: usize,
    #[case] more: Option<&str>,
) {
    let kith = Kith::new();
    let cards: String =
        (0..people).map(|number| card(&format!("Zyx{number:03} Q{number:03}w"), "")).collect();
    let page = chosen_one(&kith, &cards);
    let asked = page.all("#likely li").len();
    assert_eq!(asked, 0, "nobody is like anybody here");
    assert_eq!(page.all("#new li").len(), listed);
    assert_eq!(page.has("#new .hint").then(|| page.words("#new .hint")).as_deref(), more);
    let page = kith.post_and_follow("/import/do", &[]);
    assert_eq!(page.said(), format!("{people} people were added. Undo"));
    assert_eq!(names(&kith).len(), people);
    assert_eq!(page.all("#added .names a").len(), listed);
}

const TABLE: &str = "Wer,Fernruf,Farbe\nAna Ruiz,+34 600 10 20 30,blue\nLuis Gil,,green\n";

#[test]
fn a_table_that_nobody_can_guess_asks_what_its_columns_are() {
    let kith = Kith::new();
    let page = chosen(&kith, &[("people.csv", TABLE.as_bytes())]);
    assert_eq!(page.words("h1"), "What is in the columns?");
    assert!(page.problem().contains("name"), "{}", page.problem());
    assert_eq!(page.words("#columns li .name"), "Wer");
    assert_eq!(page.words("#columns li small"), "Ana Ruiz · Luis Gil");
    let columns = [("column-0", "name"), ("column-1", "phone"), ("column-2", "skip")];
    let answer = kith.post("/import/columns", &columns);
    assert_eq!(answer.location.as_deref(), Some("/import"));
    let page = kith.settled("/import");
    assert_eq!(listed(&page, "#new li"), ["Ana Ruiz", "Luis Gil"]);
    assert_eq!(page.attr("#change-columns", "href"), "/import/columns");
    let page = kith.get("/import/columns");
    assert_eq!(page.attr("#column-1 [selected]", "value"), "phone", "what was said is remembered");
    kith.post_and_follow("/import/do", &[]);
    let ana = kith.app.find("Ana", 1)[0].id;
    assert_eq!(kith.app.person(ana, 0).expect("a person").person.phones[0].value, "+34 600 10 20 30");
}

#[test]
fn columns_that_were_guessed_can_be_said_differently() {
    let kith = Kith::new();
    let table = "Name,Phone,Note\nAna Ruiz,+34 600 10 20 30,Anita\n";
    let page = chosen(&kith, &[("people.csv", table.as_bytes())]);
    assert_eq!(listed(&page, "#new li"), ["Ana Ruiz"]);
    let page = kith.get("/import/columns");
    assert_eq!(page.attr("#column-2 [selected]", "value"), "note");
    kith.post("/import/columns", &[("column-0", "name"), ("column-1", "phone"), ("column-2", "nickname")]);
    kith.settled("/import");
    kith.post_and_follow("/import/do", &[]);
    let ana = kith.app.find("Ana", 1)[0].id;
    assert_eq!(kith.app.person(ana, 0).expect("a person").person.nicknames, ["Anita"]);
}

#[test]
fn columns_without_a_name_among_them_are_asked_for_again_as_they_were_said() {
    let kith = Kith::new();
    chosen(&kith, &[("people.csv", TABLE.as_bytes())]);
    kith.post("/import/columns", &[("column-0", "keep"), ("column-1", "phone"), ("column-2", "note")]);
    let page = kith.settled("/import");
    assert!(!page.problem().is_empty());
    assert_eq!(page.attr("#column-2 [selected]", "value"), "note");
}

#[test]
fn several_files_come_together_and_lines_are_told_by_file() {
    let kith = Kith::new();
    let (one, two) = (card("Ana Ruiz", ""), card("", "TEL:+34 600\r\n"));
    let page = chosen(
        &kith,
        &[
            ("año & one.vcf", one.as_bytes()),
            ("two.vcf", two.as_bytes()),
            ("three.csv", b"Name,Phone\nLuis Gil,+34 600\n"),
        ],
    );
    assert_eq!(
        listed(&page, "#files li"),
        ["año & one.vcf: vCards", "two.vcf: vCards", "three.csv: a table"]
    );
    assert_eq!(listed(&page, "#new li"), ["Ana Ruiz", "Luis Gil"]);
    assert_eq!(page.words("#left-out li"), "two.vcf, line 1: an entry without a name");
    kith.post_and_follow("/import/do", &[]);
    assert_eq!(names(&kith), ["Ana Ruiz", "Luis Gil"]);
    kith.post_and_follow("/undo", &[]);
    assert!(names(&kith).is_empty(), "it was one act");
}

#[rstest]
#[case::an_archive(&[("people.vcf", "PK\x03\x04\x14\x00\x00\x00\x08\x00people")], "archive")]
#[case::a_letter(&[("people.vcf", "hello")], "Kith finds no people in the file")]
#[case::one_of_several(&[("one.vcf", "BEGIN:VCARD\nFN:Ana\nEND:VCARD\n"), ("two.vcf", "hello")], "two.vcf: Kith finds no people")]
#[case::an_empty_one_of_several(&[("one.vcf", "BEGIN:VCARD\nFN:Ana\nEND:VCARD\n"), ("two.vcf", "")], "two.vcf: ")]
fn what_is_no_address_book_is_refused_in_one_sentence(#[case] files: &[(&str, &str)], #[case] about: &str) {
    let kith = Kith::new();
    kith.person("Luis");
    let before = kith.state();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let page = chosen(&kith, &files);
    assert!(page.problem().contains(about), "{}", page.problem());
    assert!(page.has("#import-file"), "another one can be chosen");
    assert_eq!(kith.state(), before);
}

#[rstest]
#[case::nothing(&[])]
#[case::an_empty_file(&[("people.vcf", b"".as_slice())])]
fn nothing_is_refused_at_once(#[case] files: &[(&str, &[u8])]) {
    let kith = Kith::new();
    let before = kith.state();
    let answer = kith.post_files("/import", files);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.problem().starts_with("No file was chosen, or it is empty."), "{}", answer.problem());
    assert_eq!(kith.state(), before);
}

#[test]
fn a_body_that_says_more_than_it_holds_is_cut_and_not_believed() {
    let kith = Kith::new();
    let request = http::Request::post("kith://localhost/import")
        .header(http::header::CONTENT_TYPE, "application/x-kith-files")
        .header("kith-token", kith.token())
        .body(b"one.vcf=99999999999&two.vcf=-1&three=x\nBEGIN:VCARD\nFN:Ana\nEND:VCARD\n".to_vec());
    assert_eq!(kith.send(request.expect("a request")).status, StatusCode::SEE_OTHER);
    assert!(kith.settled("/import").problem().starts_with("two.vcf: "));
}

#[test]
fn what_is_all_in_the_book_already_is_not_offered() {
    let kith = Kith::new();
    chosen_one(&kith, &card("Ana Ruiz", "TEL:+34600102030\r\n"));
    kith.post_and_follow("/import/do", &[]);
    let page = chosen_one(&kith, &card("Ana Ruiz", "TEL:+34600102030\r\n"));
    assert!(page.has("#nothing") && !page.has("#bring-in"));
}

#[test]
fn those_who_came_go_into_a_circle_together() {
    let kith = Kith::new();
    chosen_one(&kith, &card("Ana Ruiz", ""));
    kith.post_and_follow("/import/do", &[]);
    let page = kith.post_and_follow("/import/circle", &[("circle", "close")]);
    assert_eq!(page.said(), "One person is now in Close. Undo");
    assert_eq!(kith.app.sorting().waiting, 0, "who has a circle does not wait for one");
    kith.post_and_follow("/undo", &[]);
    kith.post_and_follow("/undo", &[]);
    assert!(names(&kith).is_empty());
    assert_eq!(kith.get("/import").status, StatusCode::OK, "also when they are gone again");
}

#[test]
fn a_preview_follows_the_book() {
    let kith = Kith::new();
    assert!(chosen_one(&kith, &card("Ana Ruiz", "")).has("#new"));
    kith.person("Ana Ruiz");
    let page = kith.get("/import");
    assert!(page.has("#nothing") && !page.has("#new"), "she is there by now");
}

#[test]
fn a_page_that_shows_other_files_than_those_that_are_read_now_brings_nobody_in() {
    let kith = Kith::new();
    let old = chosen_one(&kith, &card("Ana", "")).attr("[name=reading]", "value");
    let new = chosen_one(&kith, &card("Luis", "")).attr("[name=reading]", "value");
    let page = kith.post_and_follow("/import/do", &[("reading", &old)]);
    assert!(page.said().starts_with("Other files were chosen meanwhile"), "{}", page.said());
    assert_eq!((listed(&page, "#new li"), names(&kith)), (vec!["Luis".to_owned()], vec![]));
    kith.post_and_follow("/import/do", &[("reading", &new)]);
    assert_eq!(names(&kith), ["Luis"]);
}
