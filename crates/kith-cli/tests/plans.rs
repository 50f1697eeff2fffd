//! `kith plan` through the real program, as somebody in a terminal would use it.

mod common;

use std::fs;

use common::{Terminal, assert_refused, text};
use rstest::rstest;
use serde_json::json;

fn terminal() -> Terminal {
    let terminal = Terminal::new();
    for name in ["Ana Ruiz", "Luis", "Mei"] {
        terminal.json(&["people", "add", name]);
    }
    terminal
}

#[test]
fn a_plan_from_the_proposal_to_what_it_became() {
    let terminal = terminal();
    let plan = terminal.json(&[
        "plan",
        "add",
        "Ana, Luis",
        "--mode",
        "in-person",
        "--at",
        "2026-12-03T19:00[Europe/Lisbon]",
        "--at",
        "2026-12-04T19:00",
        "--place",
        "Café Central",
        "--minutes",
        "90",
        "--note",
        "the photos",
    ]);
    assert_eq!(
        (&plan["state"], &plan["minutes"], &plan["note"]),
        (&json!("proposed"), &json!(90), &json!("the photos"))
    );
    assert_eq!(plan["people"][0]["name"], "Ana Ruiz");
    assert_eq!(plan["times"][0]["at"], "2026-12-03T20:00:00+01:00");
    assert_eq!(plan["times"][0]["zone"], "Europe/Lisbon");
    let invitation = terminal.kith(&["plan", "invite", "ana"]).out;
    assert!(invitation.contains("- Thursday, 3 December 2026 at 19:00\n"), "{invitation}");
    assert!(!invitation.contains("photos"), "{invitation}");

    assert_refused(&terminal.kith(&["plan", "agree", "Ana"]), 1, "say --at, or --time");
    let agreed = terminal.json(&["plan", "agree", "Ana", "--time", "1"]);
    assert_eq!((&agreed["state"], agreed["times"].as_array().map(Vec::len)), (&json!("agreed"), Some(1)));

    let later = "2026-12-03T23:00[Europe/Madrid]";
    let plans = terminal.kith_at(later, &["--json", "plan"]).json();
    assert_eq!(plans["to_answer"][0]["id"], plan["id"]);
    let logged =
        terminal.kith_at(later, &["--json", "plan", "happened", "Ana", "--with", "Ana", "Mei"]).json();
    assert_eq!((&logged["at"], &logged["minutes"]), (&json!("2026-12-03T20:00:00+01:00"), &json!(90)));
    assert_eq!(logged["people"][1]["name"], "Mei");
    let shown = terminal.json(&["plan", "show", &text(&plan["id"])]);
    assert_eq!((&shown["state"], &shown["check_in"]["id"]), (&json!("happened"), &logged["id"]));
    assert_refused(&terminal.kith_at(later, &["plan", "drop", &text(&plan["id"])]), 1, "happened already");
}

#[test]
fn times_that_suit_are_proposed_on_the_spot() {
    let terminal = terminal();
    let plan = terminal.json(&["plan", "add", "Mei", "--mode", "voice", "--propose", "2"]);
    assert_eq!((plan["times"].as_array().map(Vec::len), &plan["minutes"]), (Some(2), &json!(30)));
    terminal.json(&["people", "edit", "Luis", "--status", "resting"]);
    assert_refused(&terminal.kith(&["plan", "add", "Luis", "--propose", "1"]), 1, "no time that suits");
}

#[test]
fn a_plan_is_moved_let_go_and_brought_back() {
    let terminal = terminal();
    let plan = terminal.json(&["plan", "add", "Luis", "--at", "2026-11-25T19:00", "--agreed"]);
    let moved = terminal.json(&["plan", "move", "Luis", "--at", "2026-11-26T19:00", "--agreed"]);
    assert_eq!(terminal.json(&["plan", "show", &text(&moved["id"])])["moved_from"], plan["id"]);
    let said = terminal.kith(&["plan", "drop", "Luis"]).out;
    assert_eq!(said, "Let go: Meet Luis · Thursday at 19:00 · 2 h · Let go.\n");
    assert_refused(&terminal.kith(&["plan", "drop", "Luis"]), 1, "no open plan");
    terminal.json(&["undo"]);
    assert_eq!(terminal.json(&["plan"])["this_week"][0]["id"], moved["id"]);
    let listed = terminal.kith(&["plan", "list"]).out;
    assert_eq!(
        listed.lines().take(2).collect::<Vec<_>>(),
        ["This week", "  Meet Luis · Thursday at 19:00 · 2 h"]
    );
}

#[test]
fn a_plan_goes_out_as_a_file_for_a_calendar() {
    let terminal = terminal();
    let plan = terminal.json(&["plan", "add", "Luis", "--at", "2026-11-25T19:00", "--agreed"]);
    let file = terminal.home.path().join("plan.ics");
    terminal.json(&["plan", "ics", "Luis", &file.display().to_string()]);
    let written = fs::read_to_string(&file).expect("a file");
    assert!(written.contains(&format!("UID:{}", text(&plan["id"]))), "{written}");
    assert!(written.contains("DTSTART:20261125T180000Z"), "{written}");
}

#[rstest]
#[case::no_such_person(&["plan", "add", "Zoe"], "Zoe")]
#[case::in_the_past(&["plan", "add", "Luis", "--at", "2026-11-20T19:00"], "passed already")]
#[case::no_time_of_day(&["plan", "add", "Luis", "--at", "2026-12-20"], "2026-12-20")]
#[case::no_such_zone(&["plan", "add", "Luis", "--at", "2026-12-20T19:00[Mars/Base]"], "Mars/Base")]
#[case::agreed_on_nothing(&["plan", "add", "Luis", "--agreed"], "needs its one time")]
#[case::nothing_planned(&["plan", "agree", "Luis"], "no open plan")]
fn what_cannot_be_planned_is_refused_in_a_sentence(#[case] args: &[&str], #[case] about: &str) {
    let terminal = terminal();
    assert_refused(&terminal.kith(args), 1, about);
    assert_eq!(terminal.kith(&["plan"]).out, "Nothing is planned.\n");
}

#[test]
fn what_was_let_go_is_in_no_calendar_and_what_is_shown_is_clean() {
    let terminal = Terminal::new();
    terminal.json(&["people", "add", "Ana"]);
    let place = "by the \u{1b}[2J\u{202e}river";
    let made =
        terminal.kith(&["plan", "add", "ana", "--at", "2026-12-01T10:00", "--agreed", "--place", place]);
    assert!(made.out.contains("by the [2Jriver") && !made.out.contains('\u{1b}'), "{made:?}");
    assert!(terminal.kith(&["plan", "ics", "ana"]).out.contains("CONFIRMED"));
    let id = text(&terminal.json(&["plan", "show", "ana"])["id"]);
    terminal.json(&["plan", "drop", "ana"]);
    assert_eq!(terminal.kith(&["plan", "ics", &id]).code, 1);
}

#[test]
fn of_somebody_who_has_died_nothing_is_said_to_be_due_and_nothing_comes_back() {
    let terminal = Terminal::new();
    terminal.json(&["people", "add", "Ana", "--circle", "close"]);
    assert!(terminal.kith(&["people", "show", "ana"]).out.contains("Now is the time"));
    terminal.json(&["people", "edit", "ana", "--status", "deceased"]);
    assert!(!terminal.kith(&["people", "show", "ana"]).out.contains("Now is the time"));
    for command in ["snooze", "skip", "resume"] {
        assert_eq!(terminal.kith(&[command, "ana"]).code, 1, "{command}");
    }
}

#[test]
fn where_a_name_does_not_tell_which_plan_is_meant_the_list_shows_its_id() {
    let terminal = Terminal::new();
    for name in ["Ana Ruiz", "Luis Gil"] {
        terminal.json(&["people", "add", name]);
    }
    terminal.json(&["plan", "add", "Ana"]);
    assert!(!terminal.kith(&["plan"]).out.contains('['));
    let second = terminal.json(&["plan", "add", "Ana", "--mode", "voice"]);
    let with_luis = terminal.json(&["plan", "add", "Ana, Luis"]);
    let id = |plan: &serde_json::Value| text(&plan["id"]);
    let said = terminal.kith(&["plan", "list"]).out;
    assert!(said.contains(&format!("[{}]", id(&second))), "{said}");
    assert!(!said.contains(&id(&with_luis)), "“kith plan show luis” is enough: {said}");
    assert_eq!(terminal.kith(&["plan", "show", &id(&second)]).code, 0);
}
