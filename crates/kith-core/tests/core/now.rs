//! Who would be good to reach in the time there is, and in which order.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use chrono_tz::Tz;
use kith_core::{
    DailySpan, Felt, FreeHours, Mode, PersonId,
    now::{Have, best, shortlist},
    schedule::{Moment, decide},
};
use rstest::rstest;

use crate::book::{Book, after, at};

const MADRID: Tz = Tz::Europe__Madrid;

/// A Monday.
fn book() -> Book {
    Book::new(MADRID, "2026-03-02T10:00")
}

fn offered(book: &Book, have: Have) -> Vec<String> {
    offered_with(book, have, &BTreeMap::new())
}

fn offered_with(book: &Book, have: Have, felt: &BTreeMap<PersonId, Felt>) -> Vec<String> {
    let good = best(shortlist(book.rows(), &book.frame(), have), felt);
    good.into_iter().map(|good| book.row(good.person).name.clone()).collect()
}

/// Somebody who was called so many days ago, and is to be every ten days.
fn called(book: &mut Book, name: &str, days: i64) -> PersonId {
    let id = book.add(name, &[(Mode::Voice, after("10d", "2026-01-01"))]);
    book.log_at(id, Mode::Voice, book.now - TimeDelta::days(days));
    id
}

const TWENTY: Have = Have::Minutes(20);

#[test]
fn the_due_come_first_then_who_soon_is_and_nobody_who_was_just_reached() {
    let mut book = book();
    called(&mut book, "just reached", 2);
    called(&mut book, "in the second half", 6);
    called(&mut book, "almost due", 9);
    called(&mut book, "late", 25);
    assert_eq!(offered(&book, TWENTY), ["late", "almost due", "in the second half"]);
    called(&mut book, "due", 12);
    assert_eq!(offered(&book, TWENTY), ["late", "due", "almost due"]);
}

#[test]
fn of_two_who_are_as_near_comes_first_who_usually_has_time() {
    let mut book = book();
    let hours = |from: &str, to: &str| {
        let span = DailySpan { from: from.parse().expect("a time"), to: to.parse().expect("a time") };
        Some(FreeHours { weekdays: Some(span), weekends: None })
    };
    let evenings = called(&mut book, "evenings", 14);
    let mornings = called(&mut book, "mornings", 12);
    called(&mut book, "unknown", 13);
    book.change(evenings, |person| person.free = hours("18:00:00", "21:00:00"));
    book.change(mornings, |person| person.free = hours("09:00:00", "11:00:00"));
    assert_eq!(offered(&book, TWENTY), ["mornings", "unknown", "evenings"]);
}

#[test]
fn what_drained_weighs_less() {
    let mut book = book();
    let ana = called(&mut book, "Ana", 14);
    called(&mut book, "Ben", 12);
    assert_eq!(offered(&book, TWENTY), ["Ana", "Ben"]);
    assert_eq!(offered_with(&book, TWENTY, &BTreeMap::from([(ana, Felt::Drained)])), ["Ben", "Ana"]);
}

#[test]
fn who_was_put_off_until_later_is_not_offered() {
    let mut book = book();
    called(&mut book, "Ana", 14);
    let turn = decide(book.rows(), &book.frame(), Moment::Tick, None);
    book.store(&turn);
    assert_eq!(offered(&book, TWENTY), ["Ana"]);
    let prompt = *book.prompts.keys().next().expect("a prompt");
    book.snooze(prompt, at("2026-03-03T09:00", MADRID));
    assert!(offered(&book, TWENTY).is_empty());
}

#[rstest]
#[case::by_day("2026-03-02T10:00", TWENTY, &["call"])]
#[case::until_the_last_minute("2026-03-02T21:10", TWENTY, &["call"])]
#[case::into_the_night("2026-03-02T21:11", TWENTY, &[])]
#[case::two_hours("2026-03-02T10:00", Have::Minutes(120), &["meet", "call"])]
#[case::two_hours_at_night("2026-03-02T23:00", Have::Minutes(120), &[])]
#[case::an_evening("2026-03-02T10:00", Have::Evening, &["meet", "call"])]
#[case::no_evening_left("2026-03-02T22:00", Have::Evening, &[])]
fn short_is_for_calls_and_long_for_meeting(#[case] now: &str, #[case] have: Have, #[case] expected: &[&str]) {
    let mut book = book();
    book.add("meet", &[(Mode::InPerson, after("3mo", "2026-02-27"))]);
    book.add("call", &[(Mode::Voice, after("3mo", "2026-02-27"))]);
    book.add("write", &[(Mode::Message, after("1y", "2026-12-01"))]);
    let far = book.add("far", &[(Mode::InPerson, after("3mo", "2026-02-27"))]);
    book.change(far, |person| person.zone = Some(Tz::America__Lima));
    let write = book.people[2].id;
    book.log_at(write, Mode::Message, at("2026-03-01T10:00", MADRID));
    book.now = at(now, MADRID);
    assert_eq!(offered(&book, have), expected);
}

#[test]
fn the_same_moment_always_gives_the_same_answer() {
    let mut book = book();
    (0..30).for_each(|number| _ = called(&mut book, &format!("{number}"), 12));
    let answer = offered(&book, TWENTY);
    assert_eq!(answer.len(), 3);
    let backwards: Vec<_> = book.rows().iter().rev().cloned().collect();
    let good = best(shortlist(&backwards, &book.frame(), TWENTY), &BTreeMap::new());
    assert_eq!(
        good.iter().map(|good| &book.row(good.person).name).collect::<Vec<_>>(),
        answer.iter().collect::<Vec<_>>()
    );
}
