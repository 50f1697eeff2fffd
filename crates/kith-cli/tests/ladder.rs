//! The depth ladder in a terminal: what a text left where it was, one step up, boundaries, and what is private.

mod common;

use common::{Terminal, text};
use rstest::rstest;
use serde_json::Value;

#[test]
fn a_text_says_what_is_still_meant() {
    let terminal = Terminal::new();
    terminal.add("Ana", "3mo", "in-person");
    let said = terminal.kith(&["log", "--with", "Ana", "--mode", "message"]);
    assert_eq!(said.out.trim(), "Logged a message with Ana. Good. You still meant to meet.");
}

#[test]
fn after_five_texts_a_call_is_suggested() {
    let terminal = Terminal::new();
    terminal.json(&["people", "add", "Ana"]);
    let write = || terminal.json(&["log", "--with", "Ana", "--mode", "message"]);
    assert!((0..4).all(|_| write()["step_up"] == Value::Null));
    let step = &write()["step_up"];
    assert_eq!((text(&step["person"]["name"]), text(&step["mode"])), ("Ana".to_owned(), "voice".to_owned()));
}

#[test]
fn a_person_is_shown_with_a_clock_a_mode() {
    let terminal = Terminal::new();
    terminal.add("Ana", "3w", "voice");
    terminal.json(&["log", "--with", "Ana", "--mode", "voice"]);
    let shown = terminal.json(&["people", "show", "Ana"]);
    let modes: Vec<String> =
        shown["ladder"].as_array().expect("clocks").iter().map(|clock| text(&clock["mode"])).collect();
    assert_eq!(modes, ["in-person", "video", "voice", "message"]);
    assert_eq!(text(&shown["ladder"][2]["due"]), "2026-12-13T09:00:00+01:00");
    let said = terminal.kith(&["people", "show", "Ana"]).out;
    assert!(said.contains("Call: Last today · Meant every three weeks · Next: 13 December"), "{said}");
}

#[test]
fn boundaries_time_and_days_are_set_and_taken_away() {
    let terminal = Terminal::new();
    terminal.add("Ana", "3w", "voice");
    assert_eq!(terminal.due(), ["Ana"]);
    let edited = terminal.json(&[
        "people",
        "edit",
        "Ana",
        "--boundary",
        "only-answer",
        "--free-weekdays",
        "18:00-21:00",
        "--birthday-lead",
        "14",
        "--remembrance",
        "--12-24",
        "--step-up",
        "off",
    ]);
    assert_eq!(text(&edited["boundary"]), "only-answer");
    assert_eq!(edited["free"]["weekdays"]["to"], "21:00:00");
    assert_eq!((&edited["birthday_lead"], &edited["no_step_up"]), (&Value::from(14), &Value::from(true)));
    assert_eq!(edited["remembrance"], "--12-24");
    assert!(terminal.due().is_empty(), "nobody behind a boundary is suggested");
    let edited = terminal.json(&["people", "edit", "Ana", "--boundary", "none", "--free-weekdays", "none"]);
    assert_eq!((&edited["boundary"], &edited["free"]), (&Value::Null, &Value::Null));
    assert_eq!(terminal.due(), ["Ana"]);
}

#[rstest]
#[case(&["--boundary", "a wall"])]
#[case(&["--free-weekends", "18:00"])]
#[case(&["--birthday-lead", "400"])]
#[case(&["--remembrance", "soon"])]
fn what_cannot_be_is_wrong_usage(#[case] change: &[&str]) {
    let terminal = Terminal::new();
    terminal.json(&["people", "add", "Ana"]);
    assert_eq!(terminal.kith(&[&["people", "edit", "Ana"], change].concat()).code, 2);
}

#[test]
fn how_a_contact_left_you_is_exported_only_when_asked_for() {
    let terminal = Terminal::new();
    terminal.json(&["people", "add", "Ana"]);
    let logged =
        terminal.json(&["log", "--with", "Ana", "--mode", "voice", "--felt", "drained", "--started", "me"]);
    assert_eq!((&logged["felt"], &logged["started_by"]), (&Value::from("drained"), &Value::from("me")));
    let export = |more: &[&str]| terminal.kith(&[&["export", "--format", "jsonl"], more].concat()).out;
    assert!(!export(&[]).contains("drained") && export(&["--private"]).contains("drained"));
    let file = terminal.home.path().join("part.jsonl");
    std::fs::write(&file, export(&[])).expect("written");
    let preview = terminal.kith(&["restore", file.to_str().expect("a path"), "--dry-run"]).out;
    assert!(preview.contains("This is an export of a part of a book"), "{preview}");
    for format in ["vcard", "csv", "calendar"] {
        assert!(!terminal.kith(&["export", "--private", "--format", format]).out.contains("drained"));
    }
}
