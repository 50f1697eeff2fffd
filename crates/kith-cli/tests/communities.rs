//! `kith communities` through the real program, as somebody in a terminal would use it.

mod common;

use std::fs;

use common::{Terminal, assert_refused};
use serde_json::json;

/// A choir that meets each Thursday at 19:30 in Madrid from 5 November 2026 on, but not on the 19th.
fn ics(rule: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Choir\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Rehearsal\r\n\
         DTSTART;TZID=Europe/Madrid:20261105T193000\r\nDURATION:PT90M\r\nRRULE:{rule}\r\n\
         EXDATE;TZID=Europe/Madrid:20261119T193000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

/// A terminal, and where that calendar is.
fn terminal(rule: &str) -> (Terminal, String) {
    let terminal = Terminal::new();
    let file = terminal.home.path().join("choir.ics");
    fs::write(&file, ics(rule)).expect("a file");
    (terminal, file.to_str().expect("a path").to_owned())
}

#[test]
fn a_calendar_becomes_a_community_whose_gatherings_are_answered_and_told() {
    let (terminal, file) = terminal("FREQ=WEEKLY");
    let read = terminal.json(&["communities", "import", &file]);
    assert_eq!((&read["community"]["name"], &read["added"]), (&json!("Choir"), &json!(1)));
    let shown = terminal.json(&["communities", "show", "cho"]);
    assert_eq!(shown["next"][0]["begins"], "2026-11-26T19:30:00+01:00");
    let going = terminal.json(&["communities", "going", "Choir"]);
    assert_eq!((&going["answer"], &going["begins"]), (&json!("going"), &shown["next"][0]["begins"]));
    let not = terminal.kith(&["communities", "not", "Choir", "--at", "2026-12-03"]);
    assert!(not.out.contains("Not this time: Choir: Rehearsal"), "{}", not.out);
    let list = terminal.kith(&["communities"]).out;
    assert!(list.contains("Choir: Rehearsal") && list.contains("going"), "{list}");

    let later = "2026-11-27T09:00[Europe/Madrid]";
    let attended = terminal.kith_at(later, &["communities", "attended", "Choir"]);
    assert!(attended.out.contains("You were there: Choir: Rehearsal"), "{}", attended.out);
    let shown = terminal.kith_at(later, &["--json", "communities", "show", "Choir"]).json();
    assert_eq!(shown["past"][0]["outcome"]["kind"], "attended");
}

#[test]
fn what_is_not_there_is_refused_in_a_sentence() {
    let (terminal, file) = terminal("FREQ=WEEKLY");
    terminal.json(&["people", "add", "Omar"]);
    terminal.json(&["communities", "import", &file]);
    assert_refused(&terminal.kith(&["communities", "show", "Chess"]), 1, "No community is called");
    assert_refused(
        &terminal.kith(&["communities", "going", "Choir", "--at", "2026-11-19"]),
        1,
        "no gathering",
    );
    let stranger = ["communities", "attended", "Choir", "--at", "2026-11-12", "--with", "Omar"];
    assert_refused(&terminal.kith(&stranger), 1, "Omar is not a member");
    assert_refused(&terminal.kith(&["communities", "import", "missing.ics"]), 1, "missing.ics");
}

#[test]
fn a_rule_that_cannot_be_kept_is_said_with_its_line() {
    let (terminal, file) = terminal("FREQ=SECONDLY");
    let refused = terminal.kith(&["communities", "import", &file]);
    assert_refused(&refused, 1, "no gathering in the calendar");
    let both = ics("FREQ=SECONDLY").replace("END:VCALENDAR\r\n", "")
        + "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20261201T180000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    fs::write(&file, both).expect("a file");
    let read = terminal.kith(&["communities", "import", &file]).out;
    assert!(read.contains("Line 9: a rule that Kith cannot keep"), "{read}");
}
