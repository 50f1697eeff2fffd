//! Pictures of people: small when they are kept, put in and taken away in one act each.

use std::sync::Arc;

use kith_app::{App, AppError, StillClock, parse_moment};
use kith_core::PersonId;
use kith_exchange::photo::PhotoError;
use rstest::rstest;
use tempfile::TempDir;

/// A book with Ana in it.
fn book() -> (App, PersonId, TempDir) {
    let home = tempfile::tempdir().expect("a folder");
    let moment = parse_moment("2026-11-22T09:00:00[Europe/Madrid]", chrono_tz::UTC).expect("a moment");
    let app = App::open(home.path(), Arc::new(StillClock::new(moment))).expect("a book");
    let ana = app.add_person("Ana", |_| {}).expect("Ana").id;
    (app, ana, home)
}

/// A GIF of one pixel in this grey.
fn gif(grey: u8) -> Vec<u8> {
    let mut file = b"GIF89a\x01\0\x01\0\x80\0\0".to_vec();
    file.extend([grey, grey, grey, 0, 0, 0]);
    file.extend(b",\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;");
    file
}

#[test]
fn a_picture_is_kept_as_a_small_jpeg_and_is_no_part_of_the_person() {
    let (app, ana, _home) = book();
    let before = app.person(ana, 0).expect("Ana").person;
    assert_eq!((app.photo(ana).expect("read"), app.photo_mark(ana).expect("read")), (None, None));
    assert!(app.set_photo(ana, Some(&gif(200))).expect("set"));
    let jpeg = app.photo(ana).expect("read").expect("a picture");
    assert!(jpeg.starts_with(b"\xff\xd8") && jpeg.len() < 10_000, "{} bytes", jpeg.len());
    assert_eq!(app.person(ana, 0).expect("Ana").person, before);
}

#[test]
fn another_picture_has_another_mark_and_the_same_one_changes_nothing() {
    let (app, ana, _home) = book();
    app.set_photo(ana, Some(&gif(200))).expect("set");
    let (mark, undo) = (app.photo_mark(ana).expect("read"), app.latest_undo());
    assert!(!app.set_photo(ana, Some(&gif(200))).expect("the same"));
    assert_eq!((app.photo_mark(ana).expect("read"), app.latest_undo()), (mark, undo));
    assert!(app.set_photo(ana, Some(&gif(20))).expect("another"));
    assert_ne!(app.photo_mark(ana).expect("read"), mark);
}

#[test]
fn each_step_is_one_act_and_is_taken_back() {
    let (app, ana, _home) = book();
    app.set_photo(ana, Some(&gif(200))).expect("set");
    let first = app.photo(ana).expect("read");
    app.set_photo(ana, Some(&gif(20))).expect("replaced");
    assert!(app.set_photo(ana, None).expect("removed"));
    assert!(!app.set_photo(ana, None).expect("nothing to remove"));
    assert_eq!(app.photo(ana).expect("read"), None);
    app.undo(None).expect("undone");
    app.undo(None).expect("undone");
    assert_eq!(app.photo(ana).expect("read"), first);
    app.undo(None).expect("undone");
    assert_eq!(app.photo(ana).expect("read"), None);
}

#[rstest]
#[case::no_picture(b"BEGIN:VCARD".to_vec(), PhotoError::Kind)]
#[case::one_that_can_carry_a_script(b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), PhotoError::Kind)]
#[case::a_torn_one(gif(1)[..20].to_vec(), PhotoError::Damaged)]
fn what_is_no_picture_is_refused_and_the_old_one_stays(#[case] file: Vec<u8>, #[case] why: PhotoError) {
    let (app, ana, _home) = book();
    app.set_photo(ana, Some(&gif(200))).expect("set");
    let before = app.photo(ana).expect("read");
    let refused = app.set_photo(ana, Some(&file));
    assert!(matches!(refused, Err(AppError::Photo(error)) if error == why), "{refused:?}");
    assert_eq!(app.photo(ana).expect("read"), before);
}

#[test]
fn who_is_not_in_the_book_gets_no_picture() {
    let (app, ana, _home) = book();
    app.remove_person(ana).expect("removed");
    assert!(matches!(app.set_photo(ana, Some(&gif(1))), Err(AppError::Gone(_))));
    assert!(matches!(app.set_photo(ana, None), Err(AppError::Gone(_))));
}
