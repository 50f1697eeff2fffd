//! People in and out, and two who are one, through the real `kith` program.

mod common;

use std::fs;

use common::{Terminal, assert_refused, text};
use rstest::rstest;
use serde_json::json;

#[test]
fn people_come_in_from_a_vcard_file_and_go_out_again() {
    let terminal = Terminal::new();
    let file = terminal.home.path().join("cards.vcf");
    let cards = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ana Ruiz\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Luis\r\nEND:VCARD\r\n";
    fs::write(&file, cards).expect("written");
    let path = file.to_str().expect("a path");
    let report = terminal.json(&["import", path]);
    assert_eq!((&report["read"], &report["added"], &report["same"]), (&json!(2), &json!(2), &json!(0)));
    assert_eq!(terminal.json(&["import", path])["same"], 2);
    let out = terminal.kith(&["export"]).out;
    assert!(out.contains("FN:Ana Ruiz\r\n") && out.contains("FN:Luis\r\n"), "{out}");
    let target = terminal.home.path().join("out.vcf");
    terminal.json(&["export", target.to_str().expect("a path"), "--vcard", "3.0"]);
    assert!(fs::read_to_string(&target).expect("written").contains("VERSION:3.0"));
    fs::write(&target, "something else").expect("written");
    for format in ["vcard", "csv", "jsonl"] {
        let again = terminal.kith(&["export", target.to_str().expect("a path"), "--format", format]);
        assert_refused(&again, 1, "is there already, and was not touched");
    }
    assert_eq!(fs::read_to_string(&target).expect("as it was"), "something else");
}

/// A file in the place of which nothing can be written any more.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_does_not_reach_its_end_is_no_success() {
    let terminal = Terminal::new();
    terminal.json(&["people", "add", "Ana"]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
    let mut command = common::command(terminal.home.path(), &["export", "--format", "jsonl"]);
    let ended = command.stdout(full).output().expect("kith runs");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(ended.status.code() == Some(1) && said.contains("The answer could not be written"), "{said}");
}

/// A file in the terminal's own folder.
fn file(terminal: &Terminal, name: &str, text: &str) -> String {
    let path = terminal.home.path().join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(&path, text).expect("written");
    path.to_str().expect("a path").to_owned()
}

const CARDS: &str = "BEGIN:VCARD\nVERSION:4.0\nFN:Ana Ruiz\nTEL:+34 600 10 20 30\nEND:VCARD\nBEGIN:VCARD\nVERSION:4.0\nTEL:+34 600\nEND:VCARD\n";

#[test]
fn an_import_is_looked_at_before_it_is_done_and_reported_in_one_shape() {
    let terminal = Terminal::new();
    terminal.json(&["people", "add", "Luis"]);
    let path = file(&terminal, "cards.vcf", CARDS);
    let dry = terminal.json(&["import", &path, "--dry-run"]);
    assert_eq!(
        terminal.json(&["people", "list"]).as_array().expect("people").len(),
        1,
        "it was only looked at"
    );
    let said = terminal.kith(&["import", &path, "--dry-run"]).out;
    let lines: Vec<&str> = said.lines().skip(1).collect();
    assert_eq!(lines, ["New:", "Line 1: Ana Ruiz", "Line 6: an entry without a name"], "{said}");
    let done = terminal.json(&["import", &path]);
    for (report, is_done) in [(&dry, false), (&done, true)] {
        assert_eq!(report["done"], is_done);
        let counts = ["kind", "read", "added", "changed", "same"].map(|name| report[name].clone());
        assert_eq!(counts, [json!("vcard"), json!(2), json!(1), json!(0), json!(0)]);
        assert_eq!(report["duplicates"], json!([]));
        assert_eq!(report["left_out"], json!([{"line": 6, "reason": "Line 6: an entry without a name"}]));
        let ana = &report["people"][0];
        assert_eq!((&ana["name"], &ana["line"]), (&json!("Ana Ruiz"), &json!(1)));
        assert_eq!(report["changed_people"], json!([]));
    }
    let said = terminal.kith(&["import", &path, "--dry-run"]).out;
    assert!(said.starts_with("Nobody would be added."), "{said}");
    assert!(said.trim_end().ends_with("Line 6: an entry without a name"), "{said}");
    assert_eq!(terminal.json(&["import", &path])["same"], 1, "nobody is doubled");
    terminal.json(&["undo"]);
}

#[rstest]
#[case::beside_each_other("both", 1, 0, &["Ana Ruiz", "Anita"])]
#[case::one_person("one", 0, 1, &["Anita"])]
#[case::left_out("leave-out", 0, 0, &["Anita"])]
fn who_may_be_in_the_book_becomes_what_was_said(
    #[case] duplicates: &str,
    #[case] added: usize,
    #[case] changed: usize,
    #[case] then: &[&str],
) {
    let terminal = Terminal::new();
    terminal.json(&["people", "add", "Anita", "--phone", "+34 600 10 20 30"]);
    let path = file(
        &terminal,
        "cards.vcf",
        "BEGIN:VCARD\nVERSION:4.0\nFN:Ana Ruiz\nTEL:+34600102030\nEMAIL:ana@example.org\nEND:VCARD\n",
    );
    let report = terminal.json(&["import", &path, "--duplicates", duplicates]);
    assert_eq!((&report["added"], &report["changed"]), (&json!(added), &json!(changed)));
    let likely = &report["duplicates"][0];
    assert_eq!(
        (&likely["line"], &likely["name"], &likely["known_as"]),
        (&json!(1), &json!("Ana Ruiz"), &json!("Anita"))
    );
    assert_eq!(likely["why"], json!(["phone"]));
    let people = terminal.json(&["people", "list"]);
    let names: Vec<String> =
        people.as_array().expect("people").iter().map(|person| text(&person["name"])).collect();
    assert_eq!(names, then);
}

#[test]
fn the_columns_of_a_table_can_be_said() {
    let terminal = Terminal::new();
    let path = file(&terminal, "people.csv", "Wer,Fernruf\nAna Ruiz,+34 600 10 20 30\n");
    assert_refused(&terminal.kith(&["import", &path]), 1, "No column of the table");
    let said = ["import", &path, "--column", "Wer=name", "--column", "Fernruf=phone"];
    let report = terminal.json(&said);
    assert_eq!((&report["kind"], &report["added"]), (&json!("csv"), &json!(1)));
    assert!(terminal.kith(&["export", "--only", "Ana"]).out.contains("+34 600 10 20 30"));
    assert_refused(&terminal.kith(&["import", &path, "--column", "Wer=shoe size"]), 1, "Wer=shoe size");
    assert_refused(&terminal.kith(&["import", &path, "--column", "Nobody=name"]), 1, "Nobody=name");
}

#[test]
fn a_folder_comes_in_as_one_act_and_says_which_file_cannot() {
    let terminal = Terminal::new();
    file(&terminal, "cards/a.vcf", CARDS);
    file(&terminal, "cards/b.csv", "Name\nLuis Gil\n");
    let folder = terminal.home.path().join("cards").to_str().expect("a path").to_owned();
    let report = terminal.json(&["import", &folder]);
    assert_eq!((&report["kind"], &report["added"]), (&json!("several"), &json!(2)));
    assert!(text(&report["left_out"][0]["file"]).ends_with("a.vcf"), "{report}");
    terminal.json(&["undo"]);
    assert_eq!(terminal.json(&["people", "list"]), json!([]), "it was one act");
    file(&terminal, "cards/c.vcf", "hello");
    file(&terminal, "cards/.DS_Store", "\0\0\0\u{1}Bud1");
    file(&terminal, "cards/Thumbs.db", "\0");
    let report = terminal.json(&["import", &folder, "--dry-run"]);
    assert_eq!(report["added"], 2, "what is no people keeps nobody away");
    let left_out = report["left_out"].as_array().expect("a list");
    assert_eq!(left_out.len(), 2, "what a system leaves in a folder is not worth a word: {report}");
    assert!(text(&left_out[1]["file"]).ends_with("c.vcf"), "{report}");
    let said = terminal.kith(&["import", &folder]).out;
    assert!(said.contains("c.vcf: Kith finds no people in the file"), "{said}");
    assert_eq!(terminal.json(&["people", "list"]).as_array().map(Vec::len), Some(2));
    let path = terminal.home.path().join("cards/c.vcf");
    assert_refused(
        &terminal.kith(&["import", path.to_str().expect("a path")]),
        1,
        "Kith finds no people in the file",
    );
}

#[test]
fn a_file_or_a_folder_that_is_too_large_is_refused_by_name() {
    let terminal = Terminal::new();
    let large = |name: &str, size: u64| {
        file(&terminal, name, "");
        let made = fs::File::create(terminal.home.path().join(name)).and_then(|file| file.set_len(size));
        made.expect("a file with nothing in it");
    };
    large("large/a.vcf", 50_000_001);
    let folder = |name: &str| terminal.home.path().join(name).to_str().expect("a path").to_owned();
    assert_refused(&terminal.kith(&["import", &folder("large")]), 1, "a.vcf: The file is larger than 50 MB");
    for name in ["many/a.vcf", "many/b.vcf", "many/c.vcf"] {
        large(name, 40_000_000);
    }
    assert_refused(
        &terminal.kith(&["import", &folder("many")]),
        1,
        "The files are larger than 100 MB together",
    );
}

#[test]
fn who_could_be_one_is_listed_and_made_one() {
    let terminal = Terminal::new();
    assert_eq!(
        terminal.kith(&["people", "duplicates"]).out,
        "Nobody in the book looks like somebody else in it.\n"
    );
    let ana = terminal.json(&["people", "add", "Ana Ruiz", "--phone", "+34 600 10 20 30"]);
    let later = "2026-11-22T09:05:00[Europe/Madrid]";
    let add = ["--json", "people", "add", "Anita Ruiz", "--phone", "+34600102030", "--note", "the sea"];
    let anita = terminal.kith_at(later, &add).json();
    terminal.json(&["log", "--with", "Anita Ruiz", "--mode", "voice", "--at", "2026-11-20"]);

    let said = terminal.kith(&["people", "duplicates"]).out;
    assert_eq!(said, "Ana Ruiz and Anita Ruiz: the same phone number\n");
    let pairs = terminal.json(&["people", "duplicates"]);
    let expected = json!([{
        "a": {"id": ana["id"], "name": "Ana Ruiz"},
        "b": {"id": anita["id"], "name": "Anita Ruiz"},
        "why": ["phone"],
    }]);
    assert_eq!(pairs, expected);

    let said = terminal.kith(&["people", "merge", &text(&ana["id"]), "Anita"]);
    assert_eq!((said.code, said.out.as_str()), (0, "Anita Ruiz is one person with Ana Ruiz now.\n"));
    let merged = terminal.json(&["people", "show", "Ana Ruiz"]);
    assert_eq!((&merged["id"], &merged["check_ins"]), (&ana["id"], &json!(1)));
    assert_eq!(
        (text(&merged["note"]), merged["phones"].as_array().map(Vec::len)),
        ("the sea".into(), Some(1))
    );
    terminal.json(&["undo"]);
    assert_eq!(terminal.json(&["people", "duplicates"]), expected);
}

#[test]
fn nobody_is_merged_with_themselves_or_with_nobody() {
    let terminal = Terminal::new();
    terminal.json(&["people", "add", "Ana"]);
    for other in ["Ana", "Luis"] {
        let said = terminal.kith(&["people", "merge", "Ana", other]);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{said:?}");
    }
    assert_eq!(terminal.json(&["people", "list"]).as_array().map(Vec::len), Some(1));
}

#[test]
fn a_calendar_goes_out_and_is_kept_where_it_was_said() {
    let terminal = Terminal::new();
    terminal.add("Ana Ruiz", "3w", "voice");
    let out = terminal.kith(&["export", "--format", "calendar", "--only", "Ana"]).out;
    assert!(out.starts_with("BEGIN:VCALENDAR\r\n") && out.contains("SUMMARY:Call Ana Ruiz\r\n"), "{out}");

    let folder = tempfile::tempdir().expect("a folder");
    let kept = folder.path().join("Kith.ics");
    let setting = format!("calendar_folder={}", folder.path().display());
    terminal.json(&["settings", &setting]);
    assert!(fs::read_to_string(&kept).expect("a calendar").contains("Call Ana Ruiz"));
    terminal.json(&["people", "remove", "Ana Ruiz"]);
    assert!(!fs::read_to_string(&kept).expect("a calendar").contains("Ana"));
    fs::write(&kept, "theirs").expect("written");
    let said = terminal.kith(&["people", "add", "Luis Gil"]);
    assert!(said.code == 0 && said.err.contains("leaves it alone"), "{said:?}");
    assert_eq!(fs::read_to_string(&kept).expect("a file"), "theirs");
    assert_refused(&terminal.kith(&["settings", "calendar_folder=here"]), 1, "There is no folder here.");
}

#[test]
fn an_import_that_only_tells_more_of_people_is_called_so_and_a_book_has_no_lines() {
    let terminal = Terminal::new();
    terminal.json(&["people", "add", "Ana Ruiz", "--phone", "+34 600 10 20 30"]);
    let cards =
        "BEGIN:VCARD\nVERSION:4.0\nFN:Ana Ruiz\nTEL:+34 600 10 20 30\nEMAIL:a@example.org\nEND:VCARD\n";
    terminal.kith(&["import", &file(&terminal, "ana.vcf", cards)]);
    assert_eq!(terminal.kith(&["undo"]).out, "Undid: Import: one person is known better.\n");

    let other = Terminal::new();
    other.json(&["people", "add", "Anna Ruiz"]);
    let book = other.home.path().join("book.jsonl");
    other.kith(&["export", "--format", "jsonl", book.to_str().expect("a path")]);
    let said = terminal.kith(&["import", "--dry-run", book.to_str().expect("a path")]).out;
    assert!(said.contains("Anna Ruiz may be Ana Ruiz: a similar name"), "{said}");
}

#[test]
fn the_lines_of_one_person_hold_nobody_else_and_no_settings() {
    let terminal = Terminal::new();
    terminal.json(&["people", "add", "Ana Ruiz", "--phone", "+34 600 10 20 30"]);
    let luis = terminal.json(&["people", "add", "Luis Ferrer"]);
    terminal.json(&["settings", "daily_cap=2"]);
    terminal.json(&["log", "coffee with Ana and Luis yesterday", "--felt", "drained"]);
    terminal.json(&["log", "called Luis yesterday"]);
    let lines = terminal.kith(&["export", "--only", "ana", "--format", "jsonl"]).out;
    for absent in ["Luis", &text(&luis["id"]), "daily_cap", "drained"] {
        assert!(!lines.contains(absent), "{absent} in {lines}");
    }
    let kinds: Vec<&str> =
        lines.lines().filter_map(|line| line.strip_prefix("{\"put\":\"")?.split('"').next()).collect();
    assert_eq!(kinds, ["person", "check-in"]);
    let private = terminal.kith(&["export", "--only", "ana", "--format", "jsonl", "--private"]).out;
    assert!(private.contains("drained") && !private.contains("Luis"));
    let other = Terminal::new();
    let path = file(&other, "ana.jsonl", &lines);
    assert_eq!(other.json(&["import", &path])["added"], 1);
    assert_eq!(other.json(&["history", "ana"]).as_array().map(Vec::len), Some(1));
}
