//! The snapshots that Kith keeps by itself, and the way back from them.

use std::{sync::Arc, time::Duration};

use kith_app::{App, Opens, Source, StillClock, parse_moment};
use tempfile::TempDir;

fn app() -> (TempDir, Arc<StillClock>, App) {
    let home = tempfile::tempdir().expect("a folder");
    let moment = parse_moment("2026-11-22T09:00:00[Europe/Madrid]", chrono_tz::Tz::UTC).expect("a moment");
    let clock = Arc::new(StillClock::new(moment));
    let app = App::open(home.path(), clock.clone()).expect("a book");
    (home, clock, app)
}

fn add(app: &App, name: &str) {
    let card = format!("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{name}\r\nEND:VCARD\r\n");
    app.import_file(card.as_bytes()).expect("imported");
}

fn names(app: &App) -> Vec<String> {
    let list = app.export_people(kith_app::Form::Vcard(kith_app::Version::V4), None).expect("cards");
    list.lines().filter_map(|line| line.strip_prefix("FN:")).map(str::to_owned).collect()
}

#[test]
fn a_snapshot_is_due_half_an_hour_after_the_last_if_the_book_has_changed() {
    let (_home, clock, app) = app();
    assert!(!app.snapshot_due(), "there is nothing in the book");
    add(&app, "Ana");
    // The import has forced one, of the empty book.
    clock.pass(Duration::from_secs(29 * 60));
    assert!(!app.snapshot_due());
    clock.pass(Duration::from_secs(60));
    assert!(app.snapshot_due());
    app.keep_snapshot().expect("a snapshot");
    clock.pass(Duration::from_secs(24 * 3600));
    assert!(!app.snapshot_due(), "nothing has changed");
    let status = app.backup_status();
    assert_eq!((status.count, status.trouble.is_none()), (2, true));
}

#[test]
fn what_was_restored_is_taken_back_by_undo() {
    let (_home, _, app) = app();
    add(&app, "Ana");
    let backup = app.keep_snapshot().expect("a backup");
    add(&app, "Luis");
    let source = Source::File(&backup.path);
    let preview = app.restore_preview(source, &Opens::default()).expect("a preview");
    assert_eq!((preview.people.removed, preview.removed.as_slice()), (1, &["Luis".to_owned()][..]));
    assert_eq!(app.restore(source, &Opens::default()).expect("restored"), preview);
    assert_eq!(names(&app), ["Ana"]);
    assert!(app.restore_preview(source, &Opens::default()).expect("a preview").is_nothing());
    app.undo(None).expect("undone");
    assert_eq!(names(&app), ["Ana", "Luis"]);
}

#[test]
fn a_snapshot_that_fails_is_told_and_hinders_nobody() {
    let (home, _, app) = app();
    // Where the folder of the snapshots should be there is a file.
    std::fs::write(home.path().join("snapshots"), []).expect("written");
    app.add_person("Ana", |_| {}).expect("added");
    app.keep_daily_snapshot();
    assert_eq!(names(&app), ["Ana"]);
    assert!(app.backup_status().trouble.is_some());
    std::fs::remove_file(home.path().join("snapshots")).expect("removed");
    app.keep_snapshot().expect("a snapshot");
    assert!(app.backup_status().trouble.is_none());
}

#[test]
fn a_book_in_order_is_mended_into_itself() {
    let (_home, _, app) = app();
    add(&app, "Ana");
    assert_eq!(app.check().expect("a report").problems, []);
    app.repair().expect("mended");
    assert_eq!(names(&app), ["Ana"]);
    assert_eq!(app.check().expect("a report").problems, []);
}

#[test]
fn what_was_lost_is_told_until_somebody_has_read_it_whoever_opened_the_book_meanwhile() {
    let home = tempfile::tempdir().expect("a folder");
    let moment = kith_app::parse_moment("2026-11-22T09:00:00+01:00", chrono_tz::UTC).expect("a moment");
    let open = || {
        let clock = std::sync::Arc::new(kith_app::StillClock::new(moment));
        kith_app::App::open(home.path(), clock).expect("a book")
    };
    let app = open();
    for name in ["Ana", "Luis"] {
        app.add_person(name, |_| {}).expect("added");
    }
    drop(app);
    let journal = home.path().join("journal/0000000001.jsonl");
    let mut bytes = std::fs::read(&journal).expect("the journal");
    bytes[100] ^= 1;
    std::fs::write(&journal, bytes).expect("written");
    let told = open().notices();
    assert!(told.len() > 1, "{told:?}");
    let app = open();
    assert_eq!(app.notices(), []);
    let unread = app.unread_notices();
    assert!(unread.iter().all(|notice| told.contains(notice)), "{unread:?}");
    assert_eq!(unread.len(), 2, "the damage, and what came of it: {unread:?}");
    app.notices_read();
    assert_eq!(app.unread_notices(), []);
    drop(app);
    assert_eq!(open().unread_notices(), []);
}
