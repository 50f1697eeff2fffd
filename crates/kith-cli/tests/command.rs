//! Every use case through the real `kith` program, as a script would call it.

mod common;

use std::{fs, path::Path, sync::Arc};

use chrono_tz::Tz;
use common::{NINE, Terminal, assert_refused, command, given, kith, text};
use kith_app::{App, StillClock, parse_moment};
use kith_cli::socket;
use rstest::rstest;
use serde_json::{Value, json};

#[test]
fn the_main_job_from_a_name_to_the_next_date() {
    let terminal = Terminal::new();
    terminal.add("Ana Ruiz", "3w", "voice");
    let due = terminal.json(&["due"]);
    assert_eq!(due[0]["person"]["name"], "Ana Ruiz");
    assert_eq!(due[0]["mode"], "voice");
    assert_eq!(due[0]["due"], "2026-11-22T09:00:00+01:00");
    assert!(!text(&due[0]["why"]).is_empty());

    let logged = terminal.json(&["log", "called Ana yesterday, 30m"]);
    assert_eq!(logged["mode"], "voice");
    assert_eq!(logged["minutes"], 30);
    assert_eq!(logged["at"], "2026-11-21T12:00:00+01:00");
    assert_eq!(logged["people"][0]["name"], "Ana Ruiz");
    assert_eq!(logged["satisfied"][0]["cadence"], due[0]["cadence"]);
    assert_eq!(logged["next"][0]["due"], "2026-12-12T09:00:00+01:00");
    assert!(terminal.due().is_empty());
    assert_eq!(terminal.due_at("2026-12-12T09:00:00[Europe/Madrid]"), ["Ana Ruiz"]);
}

#[test]
fn a_contact_is_logged_by_flags() {
    let terminal = Terminal::new();
    terminal.add("Ana", "3w", "voice");
    terminal.add("Luis", "1mo", "in-person");
    let logged = terminal.json(&[
        "log",
        "--with",
        "Ana",
        "Luis",
        "--mode",
        "in-person",
        "--at",
        "2026-11-20T17:00",
        "--minutes",
        "90",
        "--note",
        "lunch",
    ]);
    assert_eq!(logged["at"], "2026-11-20T17:00:00+01:00");
    assert_eq!((&logged["note"], &logged["minutes"]), (&json!("lunch"), &json!(90)));
    assert_eq!(logged["satisfied"].as_array().map(Vec::len), Some(2));
    let history = terminal.json(&["history", "Luis"]);
    assert_eq!(history[0]["id"], logged["id"]);
    terminal.json(&["unlog", &text(&logged["id"])]);
    assert_eq!(terminal.json(&["history"]), json!([]));
    assert_eq!(terminal.due().len(), 2);
}

#[test]
fn people_are_added_shown_changed_found_and_removed() {
    let terminal = Terminal::new();
    let added = terminal.json(&[
        "people",
        "add",
        "Tomás Ortega",
        "--circle",
        "close",
        "--phone",
        "+34 555 0101",
        "--email",
        "t@example.org",
        "--birthday",
        "--02-29",
        "--anniversary",
        "2010-06-21",
        "--zone",
        "America/Lima",
    ]);
    assert_eq!((&added["birthday"], &added["anniversary"]), (&json!("--02-29"), &json!("2010-06-21")));
    let shown = terminal.json(&["people", "show", "tomas"]);
    for field in ["id", "name", "circle", "phones", "emails", "birthday", "zone", "added"] {
        assert_eq!(shown[field], added[field], "{field}");
    }
    assert_eq!(shown["cadences_in_force"].as_array().map(Vec::len), Some(2));
    terminal.json(&[
        "people",
        "edit",
        "Tomás",
        "--name",
        "Tomás O.",
        "--circle",
        "none",
        "--status",
        "resting",
    ]);
    let listed = terminal.json(&["people", "list"]);
    assert_eq!((&listed[0]["name"], &listed[0]["circle"]), (&json!("Tomás O."), &Value::Null));
    assert_eq!(terminal.json(&["people", "find", "tomas", "o"]).as_array().map(Vec::len), Some(1));
    terminal.json(&["people", "remove", "Tomás O."]);
    assert_eq!(terminal.json(&["people", "list"]), json!([]));
}

#[test]
fn a_preview_needs_no_book_and_keeps_the_wall_time_over_a_clock_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("nothing-here");
    let rule =
        ["--rrule", "FREQ=MONTHLY;BYDAY=2TU", "--start", "2026-01-13T19:00", "--zone", "Europe/Madrid"];
    let said = kith(
        &home,
        &[&["--json", "--now", "2026-01-01T00:00:00Z", "cadence", "preview"], &rule[..], &["--count", "4"]]
            .concat(),
    );
    assert_eq!(
        said.json(),
        json!([
            "2026-01-13T19:00:00+01:00",
            "2026-02-10T19:00:00+01:00",
            "2026-03-10T19:00:00+01:00",
            "2026-04-14T19:00:00+02:00",
        ])
    );
    let said = kith(
        &home,
        &[
            "--json",
            "--now",
            NINE,
            "cadence",
            "preview",
            "--every",
            "1mo",
            "--last",
            "2026-01-31",
            "--count",
            "2",
        ],
    );
    assert_eq!(said.json(), json!(["2026-02-28T09:00:00+01:00", "2026-03-28T09:00:00+01:00"]));
    assert!(!home.exists());
}

#[test]
fn cadences_are_listed_and_removed_by_number_or_id() {
    let terminal = Terminal::new();
    terminal.add("Ana", "3w", "voice");
    terminal.json(&[
        "cadence",
        "add",
        "Ana",
        "--rrule",
        "FREQ=MONTHLY;BYDAY=2TU",
        "--start",
        "2026-11-01T19:00",
        "--mode",
        "in-person",
    ]);
    let listed = terminal.json(&["cadence", "list", "Ana"]);
    assert_eq!(listed[1]["repeat"]["start"], "2026-11-10T19:00:00");
    assert_eq!(listed[1]["due"], "2026-12-08T19:00:00+01:00");
    terminal.json(&["cadence", "remove", "Ana", "1"]);
    terminal.json(&["cadence", "remove", "Ana", &text(&listed[1]["id"])]);
    assert_eq!(terminal.json(&["cadence", "list", "Ana"]), json!([]));
}

#[test]
fn snooze_skip_and_pause_hold_and_do_not_lose() {
    let terminal = Terminal::new();
    terminal.add("Ana", "3w", "voice");
    let snoozed = terminal.json(&["snooze", "Ana", "--for", "2d"]);
    assert_eq!(snoozed["until"], "2026-11-24T09:00:00+01:00");
    assert!(terminal.due().is_empty());
    let all = terminal.json(&["due", "--all"]);
    assert!(all[0]["held"].is_string());
    assert_eq!(terminal.due_at("2026-11-24T09:00:00[Europe/Madrid]"), ["Ana"]);

    let skipped = terminal.kith_at("2026-11-24T09:00:00[Europe/Madrid]", &["--json", "skip", "Ana"]).json();
    assert_eq!(skipped["next"][0], "2026-12-15T09:00:00+01:00");
    let prompts = terminal.json(&["prompts"]);
    assert_eq!(prompts[0]["fate"]["is"], "skipped");

    let later = "2026-12-15T09:00:00[Europe/Madrid]";
    terminal.kith_at(later, &["--json", "pause", "--until", "2026-12-20"]).json();
    assert!(terminal.due_at(later).is_empty());
    terminal.kith_at(later, &["--json", "resume"]).json();
    terminal.kith_at(later, &["--json", "pause", "Ana", "--for", "1w"]).json();
    assert!(terminal.due_at(later).is_empty());
    terminal.kith_at(later, &["--json", "resume", "Ana"]).json();
    assert_eq!(terminal.due_at(later), ["Ana"]);
}

#[test]
fn settings_are_shown_and_changed() {
    let terminal = Terminal::new();
    assert_eq!(terminal.json(&["settings"])["daily_cap"], 3);
    let changed = terminal.json(&["settings", "daily_cap=1", "preferred_time=18:30:00"]);
    assert_eq!((&changed["daily_cap"], &changed["preferred_time"]), (&json!(1), &json!("18:30:00")));
    assert_eq!(terminal.json(&["settings"])["daily_cap"], 1);
}

#[rstest]
#[case::nobody(1, "Nadie", &["people", "show", "Nadie"])]
#[case::two_people(1, "Ana Gil", &["people", "show", "Ana"])]
#[case::no_mode(1, "", &["log", "Luis yesterday"])]
#[case::the_future(1, "", &["log", "--with", "Luis", "--mode", "voice", "--at", "2026-11-23"])]
#[case::no_such_day(1, "someday", &["log", "--with", "Luis", "--mode", "voice", "--at", "someday"])]
#[case::an_impossible_rule(1, "SOMETIMES", &["cadence", "add", "Luis", "--rrule", "FREQ=SOMETIMES", "--start", "2026-01-13T19:00", "--mode", "voice"])]
#[case::a_rule_without_a_day(1, "", &["cadence", "add", "Luis", "--rrule", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "--start", "2026-01-13T19:00", "--mode", "voice"])]
#[case::a_zone_that_is_none(1, "Mars/Olympus", &["people", "edit", "Luis", "--zone", "Mars/Olympus"])]
#[case::a_file_that_is_none(1, "nowhere.vcf", &["import", "nowhere.vcf"])]
#[case::nothing_asked(1, "Luis", &["snooze", "Luis"])]
#[case::a_setting_that_is_none(1, "colour", &["settings", "colour=red"])]
#[case::a_setting_out_of_range(1, "", &["settings", "daily_cap=0"])]
#[case::the_real_clock(1, "", &["clock", "2026-11-22T09:00:00Z"])]
#[case::a_reaction_is_no_floor(1, "", &["cadence", "add", "Luis", "--every", "3w", "--mode", "reaction"])]
#[case::no_command(2, "Usage", &[])]
#[case::a_circle_that_is_none(2, "bestie", &["people", "add", "Mei", "--circle", "bestie"])]
#[case::an_interval_that_is_none(2, "3 weeks", &["cadence", "add", "Luis", "--every", "3 weeks", "--mode", "voice"])]
#[case::a_birthday_that_is_none(2, "2025-02-29", &["people", "add", "Mei", "--birthday", "2025-02-29"])]
fn bad_input_is_refused_and_the_book_stays_as_it_was(
    #[case] code: i32,
    #[case] about: &str,
    #[case] args: &[&str],
) {
    let terminal = Terminal::new();
    ["Ana Ruiz", "Ana Gil", "Luis"].iter().for_each(|name| drop(terminal.json(&["people", "add", name])));
    let book = || {
        (
            terminal.json(&["people", "list"]),
            terminal.json(&["cadence", "list", "Luis"]),
            terminal.json(&["settings"]),
            terminal.json(&["history"]),
        )
    };
    let before = book();
    assert_refused(&terminal.kith(args), code, about);
    assert_eq!(book(), before);
}

#[test]
fn at_most_nothing_is_no_answer_that_anybody_wants() {
    assert_refused(&Terminal::new().kith(&["changes", "--limit", "0"]), 2, "--limit");
}

#[rstest]
#[case("2026-11-22T09:00:00[Mars/Olympus]", "Mars/Olympus")]
#[case("soon", "soon")]
fn a_time_that_is_none_is_refused(#[case] now: &str, #[case] about: &str) {
    assert_refused(&Terminal::new().kith_at(now, &["due"]), 1, about);
}

#[test]
fn while_kith_runs_the_command_reaches_it_over_the_socket() {
    let terminal = Terminal::new();
    let moment = parse_moment(NINE, Tz::UTC).expect("a moment");
    let app = App::open(terminal.home.path(), Arc::new(StillClock::new(moment))).expect("a book");
    socket::serve(app.clone()).expect("a socket");
    let added = terminal.json(&["people", "add", "Ana"]);
    assert_eq!(app.people(&Default::default()).people[0].row.id.to_string(), text(&added["id"]));
    assert_eq!(terminal.kith(&["undo"]).out, "Undid: You added Ana.\n");
    assert!(app.people(&Default::default()).people.is_empty());
    assert_refused(&terminal.kith(&["people", "show", "Luis"]), 1, "Luis");
    assert_refused(&terminal.kith(&["clock", "2026-11-25T10:00:00[Europe/Madrid]"]), 1, "");
    kith(terminal.home.path(), &["--json", "clock", "2026-11-25T10:00:00[Europe/Madrid]"]).json();
    assert_eq!(app.local_now().to_rfc3339(), "2026-11-25T10:00:00+01:00");
    assert_eq!(terminal.kith(&["--help"]).code, 0);
}

#[test]
fn the_folder_of_the_book_may_be_named_from_where_one_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = |args: &[&str]| {
        let mut command = command(Path::new("mine"), args);
        command.current_dir(folder.path());
        given(command, &[])
    };
    assert_eq!(here(&["people", "add", "Ana Ruiz"]).code, 0);
    assert!(
        here(&["people", "list"]).out.contains("Ana Ruiz") && folder.path().join("mine/journal").is_dir()
    );
}

#[test]
fn a_book_that_another_program_holds_is_refused_with_its_pid() {
    let terminal = Terminal::new();
    let moment = parse_moment(NINE, Tz::UTC).expect("a moment");
    let _app = App::open(terminal.home.path(), Arc::new(StillClock::new(moment))).expect("a book");
    assert_refused(&terminal.kith(&["due"]), 1, &std::process::id().to_string());
}

#[test]
fn commands_that_come_at_the_same_time_wait_for_each_other() {
    let terminal = Terminal::new();
    let add =
        |name: &str| command(terminal.home.path(), &["people", "add", name]).spawn().expect("kith runs");
    let all = ["Ana", "Bo", "Cem"].map(add).map(|child| child.wait_with_output().expect("kith ends"));
    assert!(all.iter().all(|output| output.status.success()), "{all:?}");
    assert_eq!(terminal.json(&["people", "list"]).as_array().map(Vec::len), Some(3));
}

#[cfg(unix)]
#[test]
fn the_socket_and_the_book_are_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let terminal = Terminal::new();
    let home = terminal.home.path().join("book");
    let moment = parse_moment(NINE, Tz::UTC).expect("a moment");
    let app = App::open(&home, Arc::new(StillClock::new(moment))).expect("a book");
    socket::serve(app).expect("a socket");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(&home), mode(&home.join("kith.sock"))), (0o700, 0o600));
}

#[test]
fn what_was_done_last_is_taken_back_call_by_call() {
    let terminal = Terminal::new();
    terminal.add("Ana", "3w", "voice");
    terminal.json(&["log", "called Ana yesterday, 20m"]);
    assert_eq!(terminal.kith(&["undo"]).out, "Undid: You logged a call with Ana, 20 min.\n");
    let undone = terminal.json(&["undo"]);
    assert_eq!((&undone["undone"]["act"], &undone["kept"]), (&json!("cadence.add"), &json!(0)));
    assert_eq!(terminal.kith(&["undo", "--again"]).out, "Did again: You gave Ana a cadence.\n");
    assert_eq!(terminal.json(&["cadence", "list", "Ana"]).as_array().map(Vec::len), Some(1));
    terminal.kith(&["undo"]);
    terminal.kith(&["undo"]);
    assert_eq!(terminal.json(&["people", "list"]), json!([]));
    assert_refused(&terminal.kith(&["undo"]), 1, "nothing left to undo");
}

#[test]
fn what_was_done_is_listed_the_latest_first() {
    let terminal = Terminal::new();
    assert_eq!(terminal.kith(&["changes"]).out, "Nothing was done yet.\n");
    terminal.add("Ana", "3w", "voice");
    terminal.kith(&["undo"]);
    let changes = terminal.json(&["changes"]);
    let acts: Vec<_> = changes.as_array().expect("a list").iter().collect();
    let told: Vec<String> = acts.iter().map(|act| text(&act["text"])).collect();
    assert_eq!(told, ["Undid: You gave Ana a cadence.", "You gave Ana a cadence.", "You added Ana."]);
    assert_eq!(
        (&acts[0]["can"], &acts[1]["undone"], &acts[2]["can"]),
        (&json!("do-again"), &json!(true), &json!("undo"))
    );
    assert_eq!(acts[0]["of"], acts[1]["seq"]);
    assert_eq!(acts[1]["at"], "2026-11-22T09:00:00+01:00");
    let lines = terminal.kith(&["changes", "--limit", "2"]).out;
    let expected = "today at 09:00: Undid: You gave Ana a cadence.\ntoday at 09:00: You gave Ana a cadence. (taken back)\n";
    assert_eq!(lines, expected);
    let before = acts[1]["seq"].to_string();
    assert_eq!(terminal.json(&["changes", "--before", &before]).as_array().map(Vec::len), Some(1));
}

#[rstest]
#[case("coffee with Ana 31 February", "31 February")]
#[case("coffee with Ana in 2030", "in 2030")]
#[case("coffee with Ana yesterday at 25:00", "at 25:00")]
fn a_day_that_is_none_is_not_logged_as_today(#[case] line: &str, #[case] puzzling: &str) {
    let terminal = Terminal::new();
    terminal.json(&["people", "add", "Ana Ruiz"]);
    assert_refused(&terminal.kith(&["log", line]), 1, puzzling);
    assert_eq!(terminal.json(&["history"]).as_array().map(Vec::len), Some(0));
    assert_eq!(terminal.kith(&["log", line, "--at", "2026-11-20"]).code, 0);
}

#[rstest]
#[case("--birthday", "9999-01-01")]
#[case("--birthday", "1200-01-01")]
#[case("--birthday", "2026-11-23")]
#[case("--anniversary", "2031-06-20")]
fn a_day_in_a_year_that_cannot_be_is_refused(#[case] what: &str, #[case] day: &str) {
    let terminal = Terminal::new();
    assert_refused(&terminal.kith(&["people", "add", "Ana", what, day]), 1, "1800");
    terminal.json(&["people", "add", "Ana", "--birthday", "1984-02-29", "--anniversary", "2027-06-20"]);
    assert_refused(&terminal.kith(&["people", "edit", "Ana", what, day]), 1, "1800");
}
