//! Boundaries on social media, through the use cases, on a book in a real folder.

mod common;

use common::Desk;
use kith_app::{Announcement, AppError, ScrollTold};
use kith_core::{
    Boundary, Cadence, CadenceId, Extra, Mode, OffTime, Person, Repeat, schedule::Moment,
    scrolling::tell::Say,
};
use rstest::rstest;

const EVENING: &str = "2026-11-24T20:00:00[Europe/Madrid]";

impl Desk {
    /// What the turns say until there is no more to say.
    fn told(&self) -> Vec<ScrollTold> {
        let turns = (0..5).filter_map(|_| match self.app.turn(Moment::Tick).expect("a turn").0 {
            Some(Announcement::Scrolling(told)) => Some(told),
            _ => None,
        });
        turns.flatten().collect()
    }

    fn says(&self, moment: &str) -> Vec<Say> {
        self.is(moment);
        self.told().into_iter().map(|told| told.say).collect()
    }

    /// Somebody who would be good to call.
    fn due(&self, name: &str, change: impl FnOnce(&mut Person)) {
        let added = "2026-09-01T09:00:00Z".parse().expect("an instant");
        let every = "3w".parse().expect("an interval");
        let first = "2026-10-01".parse().expect("a day");
        let repeat = Repeat::After { every, first, at: None };
        let id = CadenceId::new(added);
        self.app
            .add_person(name, |person| {
                person.cadences = vec![Cadence { id, mode: Mode::Voice, repeat, added, extra: Extra::new() }];
                change(person);
            })
            .expect("a person");
    }
}

fn evenings() -> OffTime {
    OffTime {
        rule: "FREQ=DAILY".to_owned(),
        start: "2026-11-24T20:30:00".parse().expect("a time"),
        minutes: 210,
    }
}

#[test]
fn a_boundary_that_begins_offers_one_person_and_one_thing_once() {
    let desk = Desk::at(EVENING);
    desk.due("Ana", |_| {});
    desk.due("Ben", |person| person.boundary = Some(Boundary::NeverSuggest));
    desk.app.add_off_time(evenings()).expect("a time");
    assert!(desk.told().is_empty());
    desk.is("2026-11-24T20:30:00");
    let told = desk.told();
    let offer = told[0].offer.as_ref().expect("an offer");
    assert_eq!((told.len(), offer.person.as_ref().map(|good| good.name.as_str())), (1, Some("Ana")));
    assert!(matches!(told[0].say, Say::Began(_)));
    let view = desk.app.scrolling().expect("a view");
    assert_eq!(view.offer.as_ref(), Some(offer));
    let desk = desk.restarted();
    assert!(desk.told().is_empty(), "a restart");
    assert!(desk.says("2026-11-24T20:00:00").is_empty() && desk.says("2026-11-24T20:31:00").is_empty());
}

#[test]
fn nobody_is_offered_where_there_is_nobody_but_something_to_do_is() {
    let desk = Desk::at(EVENING);
    desk.due("Ben", |person| person.boundary = Some(Boundary::OnlyAnswer));
    desk.app.add_off_time(evenings()).expect("a time");
    desk.is("2026-11-24T20:30:00");
    let offer = desk.told().remove(0).offer.expect("an offer");
    assert_eq!(offer.person, None);
}

#[test]
fn who_sets_a_time_that_holds_already_sees_it_and_is_not_told_also_not_after_undo() {
    let desk = Desk::at(EVENING);
    desk.is("2026-11-24T21:00:00");
    desk.app.add_off_time(evenings()).expect("a time");
    assert!(desk.app.off_until().is_some() && desk.told().is_empty());
    desk.app.undo(None).expect("undone");
    assert!(desk.app.off_until().is_none() && desk.told().is_empty());
    let undo = desk.app.latest_redo();
    desk.app.undo(undo).expect("done again");
    assert!(desk.app.off_until().is_some() && desk.told().is_empty());
}

#[test]
fn the_budget_is_spoken_of_once_whatever_is_taken_back() {
    let desk = Desk::at(EVENING);
    desk.app.set_weekly_budget(Some(60)).expect("a budget");
    desk.app.scrolled(30).expect("noted");
    assert!(desk.told().is_empty());
    desk.app.scrolled(30).expect("noted");
    assert!(matches!(desk.told()[0].say, Say::Spent(week) if week.minutes == 60));
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.app.scrolling().expect("a view").week.minutes, 30);
    desk.app.scrolled(45).expect("noted");
    assert!(desk.told().is_empty());
    assert_eq!(desk.says("2026-11-30T09:00:00").len(), 0, "a new week begins at nothing");
    assert_eq!(desk.app.scrolling().expect("a view").week.minutes, 0);
}

#[test]
fn within_quiet_hours_the_budget_waits_until_morning() {
    let desk = Desk::at(EVENING);
    desk.app.set_weekly_budget(Some(10)).expect("a budget");
    desk.is("2026-11-24T23:00:00");
    desk.app.scrolled(30).expect("noted");
    assert!(desk.told().is_empty());
    let desk = desk.restarted();
    assert!(desk.says("2026-11-25T07:59:00").is_empty());
    assert_eq!(desk.says("2026-11-25T08:00:00").len(), 1);
}

#[test]
fn a_timer_survives_a_restart_and_counts_when_it_is_over() {
    let desk = Desk::at(EVENING);
    let timer = desk.app.start_timer(10).expect("a timer");
    assert_eq!((timer.left, timer.ends.to_rfc3339().as_str()), (10, "2026-11-24T20:10:00+01:00"));
    let desk = desk.restarted();
    desk.is("2026-11-24T20:03:30");
    let view = desk.app.scrolling().expect("a view");
    assert_eq!((view.timer.map(|timer| timer.left), view.week.minutes), (Some(7), 0));
    assert_eq!(desk.says("2026-11-24T20:10:00"), [Say::Over { minutes: 10 }]);
    assert!(desk.told().is_empty());
    let view = desk.app.scrolling().expect("a view");
    assert_eq!((view.timer, view.week.minutes, view.reports[0].timed), (None, 10, true));
}

#[test]
fn a_timer_that_was_told_does_not_run_again_when_the_clock_is_set_back() {
    let desk = Desk::at(EVENING);
    desk.app.start_timer(10).expect("a timer");
    assert_eq!(desk.says("2026-11-24T20:10:00"), [Say::Over { minutes: 10 }]);
    desk.is("2026-11-24T20:05:00");
    let view = desk.app.scrolling().expect("a view");
    assert_eq!((view.timer, view.week.minutes), (None, 10));
    assert!(matches!(desk.app.stop_timer(), Err(AppError::Gone(_))));
    assert!(desk.says("2026-11-24T20:10:00").is_empty());
}

#[test]
fn who_wants_no_notifications_hears_the_timer_that_they_started_and_nothing_else() {
    let desk = Desk::at(EVENING);
    desk.due("Ana", |_| {});
    desk.app.change_settings(|settings| settings.notifications = false).expect("set");
    desk.app.add_off_time(evenings()).expect("a time");
    desk.app.start_timer(30).expect("a timer");
    desk.is("2026-11-24T20:30:00");
    let told = desk.told();
    assert_eq!(told, [ScrollTold { say: Say::Over { minutes: 30 }, offer: None }]);
    desk.app.scrolled(90).expect("noted");
    desk.app.set_weekly_budget(Some(60)).expect("a budget");
    assert!(desk.told().is_empty());
}

#[test]
fn a_timer_that_is_stopped_counts_what_it_ran_and_a_new_one_ends_the_old() {
    let desk = Desk::at(EVENING);
    desk.app.start_timer(30).expect("a timer");
    desk.is("2026-11-24T20:12:00");
    desk.app.start_timer(10).expect("another");
    desk.is("2026-11-24T20:15:00");
    assert_eq!(desk.app.stop_timer().expect("stopped"), 3);
    let minutes: Vec<u32> =
        desk.app.scrolling().expect("a view").reports.iter().map(|report| report.minutes).collect();
    assert_eq!(minutes, [3, 12]);
    assert!(desk.says("2026-11-24T20:40:00").is_empty());
    assert!(matches!(desk.app.stop_timer(), Err(AppError::Gone(_))));
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.app.scrolling().expect("a view").week.minutes, 22, "it ran on, and was not told in time");
}

#[test]
fn a_report_is_corrected_and_taken_out_and_undo_brings_it_back() {
    let desk = Desk::at(EVENING);
    let id = desk.app.scrolled(50).expect("noted");
    desk.app.correct_scrolled(id, 15).expect("corrected");
    assert_eq!(desk.app.remove_scrolled(id).expect("removed"), 15);
    assert!(matches!(desk.app.remove_scrolled(id), Err(AppError::Gone(_))));
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.app.scrolling().expect("a view").week.minutes, 15);
}

#[rstest]
#[case(0)]
#[case(1_441)]
fn minutes_beyond_a_day_are_refused(#[case] minutes: u32) {
    let desk = Desk::at(EVENING);
    assert!(matches!(desk.app.scrolled(minutes), Err(AppError::OutOfRange(_))));
    assert!(matches!(desk.app.start_timer(minutes), Err(AppError::OutOfRange(_))));
    let time = OffTime { minutes, ..evenings() };
    assert!(matches!(desk.app.add_off_time(time), Err(AppError::OutOfRange(_))));
}

#[test]
fn a_boundary_is_looked_at_again_on_its_day_and_holds_until_it_is_taken_away() {
    let desk = Desk::at(EVENING);
    desk.due("Ana", |person| {
        person.boundary = Some(Boundary::NeverSuggest);
        person.boundary_review = "2026-11-25".parse().ok();
    });
    assert!(desk.app.boundaries_to_review().is_empty());
    desk.is("2026-11-25T09:00:00");
    let due = desk.app.boundaries_to_review();
    assert_eq!((due.len(), due[0].name.as_str()), (1, "Ana"));
    assert!(desk.app.hindrance(due[0].person, Mode::Voice).is_some(), "it holds");
    let past = "2026-11-25".parse().ok();
    assert!(matches!(desk.app.keep_boundary(due[0].person, past), Err(AppError::InPast)));
    desk.app.keep_boundary(due[0].person, "2027-02-25".parse().ok()).expect("kept");
    assert!(desk.app.boundaries_to_review().is_empty());
    desk.is("2027-02-25T09:00:00");
    assert_eq!(desk.app.boundaries_to_review().len(), 1);
    let after = desk.app.take_boundary_away(due[0].person).expect("taken away");
    assert_eq!((after.boundary, after.boundary_review), (None, None));
    assert!(desk.app.boundaries_to_review().is_empty());
}
