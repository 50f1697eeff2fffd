//! `kith now`, and `kith due` and `kith spread` of somebody who is back after a long time.

mod common;

use common::{NINE, Terminal, text};
use rstest::rstest;

#[test]
fn now_names_who_would_be_good_to_call_and_why() {
    let terminal = Terminal::new();
    terminal.add("Ana Ruiz", "3w", "voice");
    let said = terminal.kith(&["now", "20m"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("Who would be good to call\nAna Ruiz: You meant to call every three weeks"));
    let good = terminal.json(&["now"]);
    assert_eq!((&good[0]["person"]["name"], &good[0]["mode"]), (&"Ana Ruiz".into(), &"voice".into()));
    assert!(!text(&good[0]["why"]).is_empty());
    assert_eq!(terminal.json(&["now", "evening"])[0]["mode"], "in-person");
}

#[test]
fn at_night_there_is_nobody_to_call() {
    let terminal = Terminal::new();
    terminal.add("Ana Ruiz", "3w", "voice");
    let said = terminal.kith_at("2026-11-23T02:00:00[Europe/Madrid]", &["now"]);
    assert!(
        said.code == 0 && said.out.contains("no hour for a call") && !said.out.contains("Ana"),
        "{}",
        said.out
    );
}

#[rstest]
#[case("a while")]
#[case("0m")]
fn a_time_that_is_none_is_wrong_usage(#[case] have: &str) {
    assert_eq!(Terminal::new().kith(&["now", have]).code, 2);
}

#[test]
fn who_is_back_is_told_of_three_people_and_can_spread_the_rest() {
    let terminal = Terminal::new();
    for name in ["Ana", "Ben", "Cleo", "Dora", "Emil"] {
        terminal.kith_at("2026-10-01T09:00:00[Europe/Madrid]", &["people", "add", name]);
        let cadence = ["cadence", "add", name, "--every", "3w", "--mode", "voice"];
        terminal.kith_at("2026-10-01T09:00:00[Europe/Madrid]", &cadence);
    }
    let due = terminal.kith(&["due"]);
    assert_eq!(due.out.lines().count(), 4, "{}", due.out);
    assert!(due.out.contains("kith spread"));
    let spread = terminal.kith(&["spread"]);
    assert!(spread.code == 0 && spread.out.starts_with("The rest comes back bit by bit"), "{}", spread.out);
    assert_eq!(terminal.due_at(NINE).len(), 3);
    assert!(terminal.kith(&["spread"]).out.contains("nobody else"));
}
