//! Coming back after a long time: a few people, no pile, and the rest spread when the user says so.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use kith_app::{Announcement, App, Back, StillClock, parse_moment};
use kith_core::{Circle, Fate, PersonId, schedule::Moment};
use tempfile::TempDir;

/// A book with so many friends, on 1 June 2026 at ten in the morning in Madrid.
struct Desk {
    app: App,
    clock: Arc<StillClock>,
    _home: TempDir,
}

impl Desk {
    fn new(friends: usize) -> Desk {
        let home = tempfile::tempdir().expect("a folder");
        let moment = parse_moment("2026-06-01T10:00:00[Europe/Madrid]", chrono_tz::UTC).expect("a moment");
        let clock = Arc::new(StillClock::new(moment));
        let app = App::open(home.path(), clock.clone()).expect("a book");
        let cadence = |settings: &mut kith_core::Settings| {
            let weekly = kith_core::CircleDefault {
                mode: kith_core::Mode::Message,
                every: "1w".parse().expect("a week"),
            };
            settings.circle_cadences.insert(Circle::Friends, vec![weekly]);
        };
        app.change_settings(cadence).expect("settings");
        for number in 0..friends {
            let friend = |person: &mut kith_core::Person| person.circle = Some(Circle::Friends);
            app.add_person(&format!("Friend {number}"), friend).expect("a person");
        }
        app.seen();
        Desk { app, clock, _home: home }
    }

    fn days_pass(&self, days: u64) {
        self.clock.pass(Duration::from_secs(days * 86_400));
    }

    fn turn(&self, moment: Moment) -> Vec<PersonId> {
        match self.app.turn(moment).expect("a turn").0 {
            Some(Announcement::Digest(asks) | Announcement::Each(asks)) => {
                asks.into_iter().map(|ask| ask.person).collect()
            }
            _ => Vec::new(),
        }
    }
}

#[test]
fn two_hundred_people_due_after_three_weeks_away_give_three_prompts_that_day() {
    let desk = Desk::new(200);
    desk.app.change_settings(|settings| settings.daily_cap = 20).expect("settings");
    desk.days_pass(21);
    assert_eq!(desk.app.all_due().expect("due").len(), 200);
    assert_eq!(desk.turn(Moment::Started).len(), 3);
    desk.app.seen();
    for _ in 0..12 {
        desk.clock.pass(Duration::from_secs(3_600));
        assert!(desk.turn(Moment::Tick).is_empty());
        desk.app.seen();
    }
    assert_eq!(desk.app.prompts(1_000).expect("prompts").len(), 3);
    let today = desk.app.today().expect("today");
    assert_eq!((today.asks.len(), today.back), (3, Some(Back { rest: true })));
    assert_eq!(
        (today.waiting_count, today.open_more_count, today.held_count),
        (0, 0, 0),
        "nothing is counted"
    );
    assert!(today.waiting.is_empty() && today.open_more.is_empty() && today.held.is_empty());
}

#[test]
fn who_was_away_for_less_than_two_weeks_finds_everything_as_it_is() {
    let desk = Desk::new(10);
    desk.days_pass(13);
    let today = desk.app.today().expect("today");
    assert_eq!((today.back, today.waiting_count), (None, 7));
}

#[test]
fn who_only_looks_is_not_away() {
    let desk = Desk::new(10);
    for _ in 0..4 {
        desk.days_pass(10);
        assert_eq!(desk.app.today().expect("today").back, None);
        desk.app.seen();
    }
}

#[test]
fn who_has_just_done_something_is_still_just_back() {
    let desk = Desk::new(10);
    desk.days_pass(30);
    let person = desk.app.today().expect("today").asks[0].person;
    desk.app.skip(person.into()).expect("skipped");
    assert!(desk.app.today().expect("today").back.is_some());
    desk.days_pass(7);
    assert_eq!(desk.app.today().expect("today").back, None, "after a week all is as ever");
}

#[test]
fn a_moment_that_is_only_supposed_is_not_noted() {
    let desk = Desk::new(10);
    let later = parse_moment("2027-06-01T10:00:00[Europe/Madrid]", chrono_tz::UTC).expect("a moment");
    let supposed = desk.app.at(later);
    assert!(supposed.today().expect("today").back.is_some());
    supposed.seen();
    desk.days_pass(15);
    assert!(desk.app.today().expect("today").back.is_some());
}

#[test]
fn the_rest_is_spread_over_days_that_never_have_more_than_the_cap() {
    let desk = Desk::new(50);
    desk.days_pass(21);
    let shown = desk.turn(Moment::Started);
    let last = desk.app.spread_rest().expect("spread").expect("somebody");
    let mut days = BTreeMap::new();
    let prompts = desk.app.prompts(1_000).expect("prompts");
    for line in &prompts {
        match line.prompt.fate {
            Fate::Snoozed { until } => {
                let local = until.with_timezone(&desk.app.zone());
                assert_eq!(local.format("%H:%M").to_string(), "09:00");
                *days.entry(local.date_naive()).or_insert(0) += 1;
            }
            _ => assert!(shown.contains(&line.prompt.person), "the first three stay"),
        }
    }
    assert_eq!((prompts.len(), days.values().sum::<i32>()), (50, 47));
    assert!(days.values().all(|count| *count <= 3), "{days:?}");
    assert_eq!(days.keys().next().map(ToString::to_string).as_deref(), Some("2026-06-23"));
    assert_eq!(days.keys().last(), Some(&last));
    let today = desk.app.today().expect("today");
    assert_eq!((today.asks.len(), today.back), (3, Some(Back { rest: false })));
    assert_eq!(desk.app.spread_rest().expect("spread"), None);
}

#[test]
fn what_was_spread_comes_back_bit_by_bit_and_not_as_fast_as_the_cap_allows() {
    let desk = Desk::new(12);
    desk.days_pass(21);
    desk.turn(Moment::Started);
    desk.app.spread_rest().expect("spread");
    for _ in 0..9 {
        desk.days_pass(1);
        assert_eq!(desk.turn(Moment::Started).len(), 1);
    }
}

#[test]
fn spreading_is_one_act_that_can_be_undone() {
    let desk = Desk::new(20);
    desk.days_pass(21);
    desk.turn(Moment::Started);
    let before: Vec<PersonId> = desk.app.all_due().expect("due").iter().map(|(ask, _)| ask.person).collect();
    desk.app.spread_rest().expect("spread");
    desk.app.undo(None).expect("undone");
    let due = desk.app.all_due().expect("due");
    assert!(due.iter().all(|(_, held)| held.is_none()));
    assert_eq!(due.iter().map(|(ask, _)| ask.person).collect::<Vec<_>>(), before);
}
