//! Starters, promises and what to do instead of a like, through the real `kith` program.

mod common;

use common::{Terminal, assert_refused, text};
use rstest::rstest;

const MIDNIGHT: &str = "2026-11-22T23:50:00[Europe/Madrid]";

fn with_ana() -> Terminal {
    let terminal = Terminal::new();
    terminal.json(&["people", "add", "Ana Ruiz", "--phone", "+49 30 1020 3040"]);
    terminal
}

#[rstest]
#[case(&[], "Kept for the next time with Ana Ruiz: her first day\nNow is an hour to call Ana Ruiz: +49 30 1020 3040\nTo plan to meet: kith plan add \"Ana Ruiz\" --mode in-person --note \"her first day\"\n")]
#[case(&["--call"], "Kept for the next time with Ana Ruiz: her first day\nNow is an hour to call Ana Ruiz: +49 30 1020 3040\n")]
#[case(&["--plan"], "Kept for the next time with Ana Ruiz: her first day\nTo plan to meet: kith plan add \"Ana Ruiz\" --mode in-person --note \"her first day\"\n")]
#[case(&["--keep"], "Kept for the next time with Ana Ruiz: her first day\n")]
fn what_was_seen_is_kept_and_what_it_could_become_is_said(#[case] flags: &[&str], #[case] said: &str) {
    let terminal = with_ana();
    let kept = terminal.kith(&[&["instead", "ana", "her first day"], flags].concat());
    assert_eq!(kept.parts(), (0, said.to_owned(), String::new()));
    assert_eq!(terminal.json(&["history"]).as_array().map(Vec::len), Some(0));
    let card = terminal.json(&["starters", "ana"]);
    assert_eq!(card["saw"][0]["text"], "her first day");
    assert!(card["question"].is_null());
}

#[test]
fn no_call_is_suggested_at_night_and_nothing_to_whom_nothing_is() {
    let terminal = with_ana();
    let call = terminal.kith_at(MIDNIGHT, &["instead", "ana", "her garden", "--call"]);
    assert!(call.out.contains("no hour for a call before tomorrow") && !call.out.contains("+49"), "{call:?}");
    terminal.json(&["people", "edit", "ana", "--status", "resting"]);
    let json = terminal.json(&["instead", "ana", "her garden"]);
    assert!(json["call"].is_null() && json["plan"] == false, "{json}");
    terminal.json(&["people", "edit", "ana", "--status", "deceased"]);
    let json = terminal.json(&["instead", "ana", "her laugh"]);
    assert_eq!((text(&json["note"]), json["starter"].is_null()), ("her laugh".to_owned(), true));
    assert_refused(&terminal.kith(&["promise", "ana", "write"]), 1, "has died");
}

#[test]
fn a_promise_is_made_caught_while_logging_and_kept() {
    let terminal = with_ana();
    let at = |time: &str, args: &[&str]| terminal.kith_at(&format!("2026-11-22T{time}[Europe/Madrid]"), args);
    assert_eq!(at("08:40:00", &["promise", "ana", "send", "the", "photos"]).code, 0);
    assert_eq!(at("08:41:00", &["log", "called Ana, I said I would look for a flat"]).code, 0);
    assert_eq!(at("08:42:00", &["log", "called Ana", "--promise", "bring seeds"]).code, 0);
    let promises = terminal.json(&["starters", "ana"])["promises"].clone();
    let texts: Vec<String> =
        promises.as_array().expect("promises").iter().map(|it| text(&it["text"])).collect();
    assert_eq!(texts, ["send the photos", "look for a flat", "bring seeds"]);
    let said = terminal.kith(&["kept", &text(&promises[0]["id"])]);
    assert_eq!(said.out, "A promise kept: “send the photos”.\n");
    let listed = terminal.kith(&["starters", "ana"]).out;
    assert_eq!(listed, "You promised today: look for a flat\nYou promised today: bring seeds\n");
    assert_refused(&terminal.kith(&["kept", "seven"]), 1, "seven");
}

#[test]
fn a_question_is_said_where_there_is_nothing_else() {
    let terminal = with_ana();
    let said = terminal.kith(&["starters", "ana"]);
    assert!(said.out.starts_with("A question to begin with: ") && said.out.ends_with("?\n"), "{said:?}");
    assert!(terminal.json(&["starters", "ana"])["question"]["number"].is_u64());
}
