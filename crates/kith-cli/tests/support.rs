//! `kith support`, `kith need` and `kith going-through`.

mod common;

use common::{Terminal, text};
use rstest::rstest;

/// Ana listens, and Bo has a car.
fn terminal() -> Terminal {
    let terminal = Terminal::new();
    for args in [
        &[
            "people",
            "add",
            "Ana",
            "--zone",
            "Europe/Madrid",
            "--phone",
            "+34 600 1",
            "--support",
            "listening",
        ][..],
        &["people", "add", "Bo", "--zone", "Europe/Madrid", "--support", "practical-help: has a car"],
    ] {
        let said = terminal.kith(args);
        assert_eq!(said.code, 0, "{}", said.err);
    }
    terminal
}

#[test]
fn the_net_is_told_with_its_gaps_and_what_could_be_done() {
    let terminal = terminal();
    let said = terminal.kith(&["support"]);
    assert_eq!(
        said.out,
        "Listening: Ana.\nPractical help: Bo (has a car).\nAdvice: nobody.\nCompany: nobody.\nProfessional: nobody.\nFor advice there is nobody yet. Ask somebody you trust, the next time you speak.\n"
    );
    let net = terminal.json(&["support"]);
    assert_eq!(
        (&net["needs"][1]["rests_on"], &net["needs"][1]["carriers"][0]["note"]),
        (&"one-alone".into(), &"has a car".into())
    );
    terminal.kith(&["people", "edit", "Bo", "--support", "none"]);
    let net = terminal.json(&["support"]);
    assert_eq!(net["needs"][1]["rests_on"], "nobody");
    assert!(text(&net["step"]).starts_with("For practical help there is nobody yet."));
}

#[test]
fn need_names_whom_to_turn_to_and_the_helplines() {
    let terminal = terminal();
    let line = r#"helplines=[{"name":"Listening line","number":"717 003 717"}]"#;
    assert_eq!(terminal.kith(&["settings", line]).code, 0);
    let said = terminal.kith(&["need", "listening"]);
    assert_eq!(
        said.out,
        "Who would listen\nAna (+34 600 1)\nHelplines\nListening line, 717 003 717: At any hour.\n"
    );
    let need = terminal.json(&["need", "listening"]);
    assert_eq!(
        (&need["helpers"][0]["person"]["name"], &need["helplines"][0]["answers"]),
        (&"Ana".into(), &true.into())
    );
    let changes = terminal.kith(&["changes"]).out;
    assert!(!changes.contains("needed"), "{changes}");
    terminal.kith(&["settings", "keep_needs=true"]);
    terminal.kith(&["need", "listening"]);
    assert!(terminal.kith(&["changes"]).out.contains("You needed listening."));
}

#[test]
fn at_night_nobody_is_named_but_whoever_said_so() {
    let terminal = terminal();
    let night = "2026-11-23T02:00:00[Europe/Madrid]";
    let said = terminal.kith_at(night, &["need", "listening"]);
    assert!(said.code == 0 && !said.out.contains("Ana"), "{}", said.out);
    terminal.kith(&["people", "edit", "Ana", "--any-hour", "on"]);
    assert!(
        terminal.kith_at(night, &["need", "listening"]).out.contains("Ana (+34 600 1): It is night there")
    );
    assert!(terminal.kith(&["people", "show", "Ana"]).out.contains("at any hour when needed"));
}

#[rstest]
#[case(&["need", "money"], "nothing one can need here")]
#[case(&["people", "add", "Eve", "--support", "money"], "nothing one can need here")]
#[case(&["going-through", "Ana", "--end", "--every", "3d"], "cannot be used with")]
fn what_is_no_role_is_wrong_usage(#[case] args: &[&str], #[case] says: &str) {
    let said = terminal().kith(args);
    assert!(said.code == 2 && said.err.contains(says), "{}", said.err);
}

#[test]
fn the_hours_of_a_practice_are_kept_while_the_note_changes() {
    let terminal = terminal();
    let hours = [
        "people",
        "edit",
        "Bo",
        "--support",
        "professional",
        "--practice-weekdays",
        "09:00-17:00",
        "--practice-phone",
        "+34 910 2",
    ];
    assert_eq!(terminal.kith(&hours).code, 0);
    terminal.kith(&["people", "edit", "Bo", "--support", "professional: knee"]);
    let bo = terminal.json(&["people", "show", "Bo"]);
    assert_eq!(
        (&bo["support"][0]["note"], &bo["support"][0]["phone"]),
        (&"knee".into(), &"+34 910 2".into())
    );
    assert!(
        terminal
            .kith(&["people", "show", "Bo"])
            .out
            .contains("Professional: knee (Monday to Friday 09:00 to 17:00)")
    );
}

#[test]
fn who_is_going_through_something_is_due_nearer_until_it_ends() {
    let terminal = terminal();
    let said = terminal.kith(&["going-through", "ana", "--mode", "voice", "--note", "an operation"]);
    assert_eq!(said.out, "Kith asks for Ana every three days, until 13 December.\n");
    let due = terminal.kith(&["due"]).out;
    assert!(due.contains("because they are going through something"), "{due}");
    let shown = terminal.kith(&["people", "show", "Ana"]).out;
    assert!(
        shown.contains(
            "Going through something: “an operation”. You mean to call every three days, until 13 December."
        ),
        "{shown}"
    );
    assert!(!terminal.kith_at("2026-12-14T12:00:00[Europe/Madrid]", &["due"]).out.contains("Ana"));
    assert_eq!(terminal.kith(&["going-through", "ana", "--end"]).out, "Kith asks for Ana as before.\n");
    assert!(!terminal.kith(&["due"]).out.contains("Ana"));
}
