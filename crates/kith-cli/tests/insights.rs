//! `kith insights` and `kith look-back`: tables for people, numbers for scripts.

mod common;

use common::Terminal;
use rstest::rstest;

fn lived_in() -> Terminal {
    let terminal = Terminal::new();
    terminal.add("Ana Ruiz", "3w", "voice");
    for (mode, minutes) in [("in-person", Some("90")), ("voice", None)] {
        let mut args = vec!["log", "--with", "Ana Ruiz", "--mode", mode, "--at", "2026-11-20"];
        args.extend(minutes.iter().flat_map(|minutes| ["--minutes", *minutes]));
        let said = terminal.kith(&args);
        assert_eq!(said.code, 0, "{}", said.err);
    }
    terminal
}

#[test]
fn all_charts_are_sentences_and_tables() {
    let said = lived_in().kith(&["insights"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("In these twelve weeks you spent 1 h 30 with people"), "{}", said.out);
    assert!(said.out.contains("One contact is not in the hours"), "{}", said.out);
    assert!(said.out.contains("A year in people") && said.out.contains("Ana Ruiz"), "{}", said.out);
}

#[test]
fn a_contact_of_a_mistyped_year_is_counted_and_makes_no_line_for_each_year_since() {
    let terminal = lived_in();
    let said = terminal.kith(&["log", "--with", "Ana Ruiz", "--mode", "voice", "--at", "1026-11-20"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let all = terminal.json(&["insights", "--period", "all"]);
    let parts = all["parts"].as_array().expect("parts");
    let calls: u64 = parts.iter().filter_map(|part| part["contacts"]["voice"].as_u64()).sum();
    assert_eq!((parts.len(), calls, &parts[0]["from"]), (30, 2, &"1026-01-01".into()));
    let said = terminal.kith(&["insights", "--period", "all"]);
    assert!(said.out.contains("1026–1997"), "{}", said.out);
}

#[test]
fn scripts_get_every_number() {
    let said = lived_in().json(&["insights", "--period", "12-weeks"]);
    let last = said["parts"].as_array().and_then(|parts| parts.last()).expect("a week");
    assert_eq!(last["minutes"]["in-person"], 90);
    assert_eq!((&last["contacts"]["voice"], &last["untimed"]["voice"]), (&1.into(), &1.into()));
    assert_eq!(said["year"]["people"][0]["person"]["name"], "Ana Ruiz");
}

#[test]
fn a_chart_is_a_table_for_spreadsheets() {
    let said = lived_in().kith(&["insights", "face-to-face", "--csv"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("\r\n2026-11-16,90,90,60\r\n"), "{}", said.out);
}

#[rstest]
#[case(&["insights", "streaks"])]
#[case(&["insights", "--period", "forever"])]
#[case(&["insights", "--csv"])]
fn what_there_is_not_is_wrong_usage(#[case] args: &[&str]) {
    assert_eq!(lived_in().kith(args).code, 2);
}

#[test]
fn a_week_is_five_lines() {
    let terminal = lived_in();
    let said = terminal.kith(&["look-back", "--week", "2026-11-18"]);
    assert_eq!((said.code, said.out.lines().count()), (0, 6), "{}{}", said.out, said.err);
    assert!(said.out.contains("In touch with Ana Ruiz."));
    assert_eq!(terminal.json(&["look-back", "--week", "2026-11-18"])["face_to_face"], 90);
}
