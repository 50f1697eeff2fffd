//! `kith scrolled`, `kith timer`, and boundaries: nobody behind one is named by what asks for contact.

mod common;

use common::{Terminal, assert_refused, text};
use rstest::rstest;
use serde_json::json;

#[test]
fn minutes_are_noted_and_the_week_is_told() {
    let terminal = Terminal::new();
    let said = terminal.kith(&["scrolled"]);
    assert!(said.code == 0 && said.out.starts_with("No social media noted this week."), "{}", said.out);
    terminal.kith(&["settings", r#"scrolling={"weekly_budget":60}"#]);
    let said = terminal.kith(&["scrolled", "20m"]);
    assert!(
        said.out.starts_with("20 min of social media this week; 40 min of your 1 h are left."),
        "{}",
        said.out
    );
    let week = terminal.json(&["scrolled", "1h"]);
    assert_eq!(
        (&week["minutes"], &week["left"], &week["week"]),
        (&json!(80), &json!(0), &json!("2026-11-16"))
    );
    assert!(week["noted"].is_string() && week["instead"]["thing"].is_string());
    assert_eq!(terminal.kith(&["undo"]).code, 0);
    assert_eq!(terminal.json(&["scrolled"])["minutes"], 20);
}

#[test]
fn a_timer_runs_over_several_calls_and_counts_what_it_ran() {
    let terminal = Terminal::new();
    assert!(terminal.kith(&["timer"]).out.starts_with("No timer runs."));
    let started = terminal.kith(&["timer", "10m"]);
    assert_eq!((started.out.as_str(), started.err.as_str()), ("Kith tells you at 09:10.\n", ""));
    let later = |args: &[&str]| terminal.kith_at("2026-11-22T09:07:00[Europe/Madrid]", args);
    assert_eq!(later(&["timer"]).out, "3 min left; Kith tells you at 09:10.\n");
    assert_eq!(later(&["timer", "stop"]).out, "Stopped. 7 min are noted.\n");
    assert_refused(&later(&["timer", "stop"]), 1, "No timer runs");
    assert_eq!(later(&["--json", "timer"]).json(), json!(null));
}

#[rstest]
#[case(&["scrolled", "a while"])]
#[case(&["scrolled", "0m"])]
#[case(&["scrolled", "25h"])]
#[case(&["timer", "evening"])]
#[case(&["people", "edit", "Ana", "--boundary-review", "soon"])]
fn what_is_no_length_nor_day_is_wrong_usage(#[case] args: &[&str]) {
    assert_eq!(Terminal::new().kith(args).code, 2);
}

#[test]
fn a_setting_that_lasts_longer_than_a_day_is_refused() {
    let terminal = Terminal::new();
    let time = r#"scrolling={"times":[{"rule":"FREQ=DAILY","start":"2026-11-22T20:30:00","minutes":2000}]}"#;
    assert_refused(&terminal.kith(&["settings", time]), 1, "from one minute to a day");
}

#[test]
fn a_boundary_has_a_day_to_look_at_it_again_only_while_there_is_one() {
    let terminal = Terminal::new();
    terminal.add("Ana Ruiz", "3w", "voice");
    let review = ["people", "edit", "Ana", "--boundary-review", "2027-03-01"];
    assert_refused(&terminal.kith(&review), 1, "no boundary");
    let bound = [review.as_slice(), &["--boundary", "only-answer"]].concat();
    assert_eq!(terminal.json(&bound)["boundary_review"], "2027-03-01");
    let person = terminal.json(&["people", "edit", "Ana", "--boundary", "none"]);
    assert_eq!(person.get("boundary_review"), None);
}

#[test]
fn nobody_behind_a_boundary_is_named_by_due_now_spread_or_in_place_of_scrolling() {
    let terminal = Terminal::new();
    terminal.add("Ana Ruiz", "3w", "voice");
    terminal.add("Ben Sol", "3w", "voice");
    terminal.json(&["people", "edit", "Ben", "--boundary", "never-suggest"]);
    terminal.json(&["settings", r#"scrolling={"weekly_budget":10}"#]);
    for args in [&["due"][..], &["due", "--all"], &["now"], &["now", "evening"], &["scrolled", "20m"]] {
        let said = terminal.kith(args);
        assert!(
            said.code == 0 && said.out.contains("Ana") && !said.out.contains("Ben"),
            "{args:?}: {}",
            said.out
        );
    }
    terminal.kith(&["spread"]);
    let prompts = terminal.json(&["prompts"]);
    let named = prompts.as_array().expect("an array").iter().map(|line| text(&line["person"]["name"]));
    assert!(named.into_iter().all(|name| name != "Ben Sol"));
}
