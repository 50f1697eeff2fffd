//! The book of made-up people: forty of them, two years, beside the user's own book and never in it.

use std::{collections::BTreeMap, fs, sync::Arc};

use kith_app::{App, AppError, Moment, StillClock, lock::By, parse_moment};
use kith_core::{CheckIn, Mode, SupportRole};
use tempfile::TempDir;

fn moment() -> Moment {
    parse_moment("2026-11-22T11:00:00+01:00", chrono_tz::Europe::Madrid).expect("a moment")
}

fn open(home: &TempDir) -> App {
    App::open(home.path(), Arc::new(StillClock::new(moment()))).expect("open")
}

fn with_sample() -> (TempDir, App) {
    let home = tempfile::tempdir().expect("folder");
    let app = open(&home);
    app.add_person("Ana", |_| {}).expect("add");
    app.begin_sample().expect("begun");
    (home, app)
}

/// Every contact in the book, once.
fn check_ins(app: &App) -> Vec<CheckIn> {
    let of = |id| app.person(id, usize::MAX).expect("person").history;
    let all = app.find("", 1_000).into_iter().flat_map(|it| of(it.id));
    all.map(|it| (it.id, it)).collect::<BTreeMap<_, _>>().into_values().collect()
}

#[test]
fn forty_people_with_two_years_of_history_are_there_to_look_around_in() {
    let (_home, app) = with_sample();
    assert!(app.is_sample());
    let everybody = app.find("", 1_000);
    assert_eq!(everybody.len(), 40);
    let check_ins = check_ins(&app);
    assert!(check_ins.len() > 1_000, "{}", check_ins.len());
    let today = app.local_now().date_naive();
    assert!(
        check_ins.iter().all(|it| it.day <= today && it.at <= app.now()),
        "nothing has happened tomorrow"
    );
    let first = check_ins.iter().map(|it| it.day).min().expect("one");
    assert!((700..=732).contains(&(today - first).num_days()), "{first}");
    for mode in [Mode::InPerson, Mode::Video, Mode::Voice, Mode::Message] {
        assert!(check_ins.iter().any(|it| it.mode == mode), "{mode:?}");
    }
    let asked = app.today().expect("today");
    assert!(!asked.asks.is_empty(), "somebody is to be reached");
}

#[test]
fn every_need_rests_on_somebody_in_it() {
    let (_home, app) = with_sample();
    let people: Vec<_> =
        app.find("", 1_000).iter().map(|it| app.person(it.id, 0).expect("person").person).collect();
    for role in SupportRole::ALL {
        assert!(people.iter().flat_map(|it| &it.support).any(|support| support.role == role), "{role:?}");
    }
}

#[test]
fn it_is_the_same_each_time_but_for_the_days() {
    let said = || {
        let (_home, app) = with_sample();
        let mut said: Vec<_> =
            check_ins(&app).into_iter().map(|it| (it.day, it.mode.name(), it.minutes, it.note)).collect();
        said.sort();
        said
    };
    assert_eq!(said(), said());
}

#[test]
fn the_users_own_book_is_as_it_was_when_the_made_up_one_is_thrown_away() {
    let (home, app) = with_sample();
    app.add_person("Somebody new", |_| {}).expect("add");
    app.throw_sample_away().expect("away");
    assert!(!app.is_sample());
    assert_eq!(app.find("", 9).iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Ana"]);
    assert!(!home.path().join("sample").exists());
    assert!(matches!(app.throw_sample_away(), Err(AppError::NoSample)));
    app.undo(None).expect("the last act of one's own is taken back");
    assert!(app.find("", 9).is_empty());
}

#[test]
fn it_is_shown_until_it_is_thrown_away_also_over_restarts() {
    let (home, app) = with_sample();
    drop(app);
    let app = open(&home);
    assert!(app.is_sample());
    assert_eq!(app.find("", 1_000).len(), 40);
    app.throw_sample_away().expect("away");
    drop(app);
    assert!(!open(&home).is_sample());
}

#[test]
fn what_a_crash_left_of_it_is_no_book_and_is_cleared_away() {
    let home = tempfile::tempdir().expect("folder");
    for name in ["sample-begun", "sample-gone"] {
        fs::create_dir_all(home.path().join(name).join("journal")).expect("made");
        fs::write(home.path().join(name).join("made-up"), "").expect("marked");
    }
    let app = open(&home);
    assert!(!app.is_sample());
    assert!(!home.path().join("sample-begun").exists() && !home.path().join("sample-gone").exists());
}

#[test]
fn a_folder_without_the_mark_is_somebodys_own_and_is_neither_shown_nor_removed() {
    let home = tempfile::tempdir().expect("folder");
    let names = ["sample", "sample-begun", "sample-gone"];
    for name in names {
        let own = App::open(&home.path().join(name), Arc::new(StillClock::new(moment()))).expect("open");
        own.add_person("Luis", |_| {}).expect("add");
    }
    let app = open(&home);
    assert!(!app.is_sample());
    assert!(matches!(app.throw_sample_away(), Err(AppError::NoSample)));
    assert!(app.begin_sample().is_err(), "it would stand in the way");
    assert!(names.iter().all(|name| home.path().join(name).join("book.json").exists()));
}

#[test]
fn one_that_does_not_open_keeps_nobody_from_their_own_book() {
    let (home, app) = with_sample();
    drop(app);
    fs::remove_dir_all(home.path().join("sample/journal")).expect("removed");
    fs::write(home.path().join("sample/journal"), "no folder").expect("written");
    let app = open(&home);
    assert!(!app.is_sample());
    assert_eq!(app.find("Ana", 9).len(), 1);
    app.throw_sample_away().expect("it can be thrown away all the same");
    assert!(!home.path().join("sample").exists());
    app.begin_sample().expect("and begun anew");
}

#[test]
fn looking_around_closes_the_lock_of_ones_own_book() {
    let home = tempfile::tempdir().expect("folder");
    let app = open(&home);
    app.add_person("Ana", |_| {}).expect("add");
    let phrase = app.begin_lock("a long walk by the river").expect("begun");
    app.finish_lock(&phrase.join(" "), false).expect("locked");
    app.begin_sample().expect("begun");
    app.throw_sample_away().expect("away");
    assert!(app.is_locked(), "nobody is let in by throwing the other away");
    app.unlock(By::Passphrase("a long walk by the river")).expect("open");
    assert_eq!(app.find("Ana", 9).len(), 1);
}

#[test]
fn a_lock_that_was_begun_before_is_not_put_on_the_made_up_book() {
    let home = tempfile::tempdir().expect("folder");
    let app = open(&home);
    let phrase = app.begin_lock("a long walk by the river").expect("begun");
    app.begin_sample().expect("begun");
    assert!(matches!(app.finish_lock(&phrase.join(" "), false), Err(AppError::Sample)));
    app.throw_sample_away().expect("away");
    app.finish_lock(&phrase.join(" "), false).expect("on one's own it goes");
}

#[test]
fn that_it_was_begun_is_no_act_of_the_user_to_take_back() {
    let (_home, app) = with_sample();
    assert!(app.undo(None).is_err());
    assert_eq!(app.find("", 1_000).len(), 40);
}

#[test]
fn nothing_that_somebody_would_miss_goes_into_it() {
    let (_home, app) = with_sample();
    assert!(matches!(app.begin_sample(), Err(AppError::Sample)));
    assert!(matches!(app.begin_lock("a long walk by the river"), Err(AppError::Sample)));
    let card: &[u8] = b"BEGIN:VCARD\nVERSION:4.0\nFN:Luis\nEND:VCARD\n";
    let held = app.read_files(&[card], None, &|_| true).expect("read");
    assert!(matches!(app.import(&held, &Default::default()), Err(AppError::Sample)));
    let calendar =
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261201T190000Z\nEND:VEVENT\nEND:VCALENDAR\n";
    assert!(matches!(app.import_gatherings(None, "choir", calendar), Err(AppError::Sample)));
    assert!(!app.snapshot_due());
}

#[test]
fn nothing_is_announced_from_it() {
    let (_home, app) = with_sample();
    assert!(!app.today().expect("today").asks.is_empty());
    let (announced, _) = app.turn(kith_core::schedule::Moment::Started).expect("turn");
    assert_eq!(announced, None);
    assert!(app.prompts(9).expect("read").is_empty());
}
