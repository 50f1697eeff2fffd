//! What counts as contact, and for what: the depth ladder, on a book in a real folder.

use std::sync::Arc;

use chrono::DateTime;
use chrono_tz::Tz;
use kith_app::{App, NewCadence, NewRepeat, StillClock, parse_moment};
use kith_core::{Mode, PersonId};
use tempfile::TempDir;

/// A book on Sunday 22 November 2026, nine in the morning in Madrid.
fn book() -> (App, TempDir) {
    let home = tempfile::tempdir().expect("a folder");
    let moment = parse_moment("2026-11-22T09:00:00[Europe/Madrid]", chrono_tz::UTC).expect("a moment");
    let app = App::open(home.path(), Arc::new(StillClock::new(moment))).expect("a book");
    (app, home)
}

/// Somebody with a clock for each floor of the ladder.
fn on_the_ladder(app: &App) -> PersonId {
    let ana = app.add_person("Ana", |_| {}).expect("a person").id;
    for (mode, every) in
        [(Mode::InPerson, "3mo"), (Mode::Video, "2mo"), (Mode::Voice, "3w"), (Mode::Message, "1w")]
    {
        let repeat = NewRepeat::After { every: every.parse().expect("an interval"), at: None };
        app.add_cadence(ana, &NewCadence { mode, repeat }).expect("a cadence");
    }
    log(app, "coffee with Ana on 1 October");
    ana
}

fn log(app: &App, line: &str) -> kith_app::Logged {
    let new = app.from_understood(&app.understand(line), &[]).expect("understood");
    app.log(&new).expect("logged")
}

/// When each floor asks, the highest first.
fn dues(app: &App, person: PersonId) -> Vec<Option<DateTime<Tz>>> {
    let cadences = app.person(person, 0).expect("a person").cadences;
    let due = |mode: &Mode| {
        let cadence = cadences.iter().find(|cadence| cadence.cadence.mode == *mode)?;
        cadence.due.map(|due| due.at.with_timezone(&Tz::Europe__Madrid))
    };
    Mode::FLOORS.iter().map(due).collect()
}

#[test]
fn five_texts_leave_the_meetings_due_date_where_it_was() {
    let (app, _home) = book();
    let ana = on_the_ladder(&app);
    let before = dues(&app, ana);
    for day in ["16", "17", "18", "19", "20"] {
        assert!(log(&app, &format!("text to Ana on {day} November")).satisfied.len() == 1);
    }
    let after = dues(&app, ana);
    assert_eq!(after[..3], before[..3], "neither the meeting's nor a call's");
    assert!(after[3] > before[3], "only that of the letters");
}

#[test]
fn a_meeting_moves_all_and_a_reaction_none() {
    let (app, _home) = book();
    let ana = on_the_ladder(&app);
    let before = dues(&app, ana);
    assert!(log(&app, "liked a post of Ana").satisfied.is_empty());
    assert_eq!(dues(&app, ana), before);
    assert_eq!(log(&app, "lunch with Ana yesterday").satisfied.len(), 4);
    assert!(dues(&app, ana).iter().zip(&before).all(|(after, before)| after > before));
}

#[test]
fn a_gathering_of_five_logs_five_people_at_once() {
    let (app, _home) = book();
    let names = ["Ana", "Luis", "Mia", "Noor", "Tomás"];
    let people = names.map(|name| app.add_person(name, |_| {}).expect("a person").id);
    let logged = log(&app, "dinner with Ana, Luis, Mia, Noor and Tomás yesterday, 3h");
    assert_eq!(logged.names, names);
    for person in people {
        let history = app.history(person, 0, 10).expect("a history");
        assert_eq!(history, std::slice::from_ref(&logged.check_in), "one check-in, which is everybody's");
    }
}
