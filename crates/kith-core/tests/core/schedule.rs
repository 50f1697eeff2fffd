//! One turn of the scheduler at a time.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use kith_core::{
    Fate, Mode, PersonId,
    schedule::{Announcement, Asked, Moment, Store, Turn, decide},
};
use rstest::rstest;

use crate::book::{Book, after, at, rule};

const MADRID: Tz = Tz::Europe__Madrid;

fn book() -> Book {
    Book::new(MADRID, "2026-03-02T10:00")
}

fn calls(book: &mut Book, name: &str, first: &str) -> PersonId {
    book.add(name, &[(Mode::Voice, after("3w", first))])
}

/// A turn, stored.
fn turn(book: &mut Book, moment: Moment) -> Turn {
    turn_with(book, moment, None)
}

fn turn_with(book: &mut Book, moment: Moment, newest: Option<DateTime<Utc>>) -> Turn {
    let turn = decide(book.rows(), &book.frame(), moment, newest);
    book.store(&turn);
    turn
}

fn people(asked: &[Asked]) -> Vec<PersonId> {
    asked.iter().map(|asked| asked.person).collect()
}

#[test]
fn a_prompt_fires_once() {
    let mut book = book();
    let ana = calls(&mut book, "Ana", "2026-03-01");
    let Announcement::Each(asked) = turn(&mut book, Moment::Tick).announce else { panic!("asked for") };
    assert_eq!(people(&asked), [ana]);
    for moment in [Moment::Tick, Moment::Started, Moment::Resumed, Moment::ClockMoved, Moment::ZoneMoved] {
        let again = turn(&mut book, moment);
        assert_eq!((again.store, again.announce), (Vec::new(), Announcement::Nothing));
    }
}

#[test]
fn what_is_announced_is_stored_with_it() {
    let mut book = book();
    book.add(
        "Ana",
        &[(Mode::Voice, after("3w", "2026-03-01")), (Mode::InPerson, after("3mo", "2026-03-01"))],
    );
    let turn = turn(&mut book, Moment::Tick);
    let fired = turn.store.iter().map(|store| match store {
        Store::Fire(prompt) => prompt.id,
        Store::Fate { .. } => panic!("nothing was open"),
    });
    let fired: Vec<_> = fired.collect();
    let Announcement::Each(asked) = turn.announce else { panic!("asked for") };
    assert_eq!((asked.len(), &asked[0].prompts), (1, &fired));
    assert_eq!(fired.len(), 2);
}

#[rstest]
#[case::started(Moment::Started)]
#[case::woken(Moment::Resumed)]
#[case::clock_set_back(Moment::ClockMoved)]
#[case::travelled(Moment::ZoneMoved)]
fn after_an_absence_there_is_one_digest(#[case] moment: Moment) {
    let mut book = book();
    for name in ["A", "B", "C"] {
        calls(&mut book, name, "2026-02-20");
    }
    let turn = turn(&mut book, moment);
    assert!(matches!(&turn.announce, Announcement::Digest(asked) if asked.len() == 3), "{turn:?}");
    assert!(book.prompts.values().all(|prompt| prompt.digest));
}

#[test]
fn a_digest_names_three_people_however_high_the_cap_is() {
    let mut book = book();
    book.settings.daily_cap = 10;
    for index in 0..7 {
        calls(&mut book, &index.to_string(), "2026-02-20");
    }
    let turn = turn(&mut book, Moment::Started);
    assert!(matches!(&turn.announce, Announcement::Digest(asked) if asked.len() == 3), "{turn:?}");
    assert_eq!(book.prompts.len(), 7, "Today has the rest");
}

#[test]
fn one_person_needs_no_digest() {
    let mut book = book();
    let ana = calls(&mut book, "Ana", "2026-02-20");
    let turn = turn(&mut book, Moment::Started);
    assert!(matches!(&turn.announce, Announcement::Each(asked) if people(asked) == [ana]), "{turn:?}");
}

#[rstest]
#[case::before_the_newest_record("2026-03-02T10:01", true)]
#[case::over_thirty_days_ahead_of_it("2026-01-31T09:59", true)]
#[case::as_it_should_be("2026-03-01T10:00", false)]
fn a_clock_that_is_doubted_fires_no_crowd(#[case] newest: &str, #[case] digest: bool) {
    let mut book = book();
    calls(&mut book, "A", "2026-02-20");
    calls(&mut book, "B", "2026-02-20");
    let newest = Some(at(newest, MADRID));
    let turn = turn_with(&mut book, Moment::Tick, newest);
    assert_eq!(matches!(turn.announce, Announcement::Digest(_)), digest);
}

#[test]
fn nothing_is_fired_in_quiet_hours_and_nothing_is_lost() {
    let mut book = book();
    let ana = book.add("Ana", &[(Mode::InPerson, after("3w", "2026-03-01"))]);
    book.until("2026-03-02T23:30");
    let night = turn(&mut book, Moment::Tick);
    assert_eq!((&night.store, &night.announce), (&Vec::new(), &Announcement::Nothing));
    book.until("2026-03-03T03:00");
    let late = turn(&mut book, Moment::Tick);
    assert_eq!(late.next, at("2026-03-03T08:00", MADRID));
    book.now = late.next;
    let Announcement::Each(asked) = turn(&mut book, Moment::Tick).announce else { panic!("asked for") };
    assert_eq!(people(&asked), [ana]);
}

#[test]
fn a_pause_ends_with_what_it_held() {
    let mut book = book();
    calls(&mut book, "Ana", "2026-03-01");
    let until = at("2026-03-02T15:00", MADRID);
    book.settings.paused_until = Some(until);
    let paused = turn(&mut book, Moment::Tick);
    assert_eq!((paused.store, paused.next), (Vec::new(), until));
    book.now = until;
    assert!(matches!(turn(&mut book, Moment::Tick).announce, Announcement::Each(_)));
}

#[test]
fn a_snoozed_prompt_comes_back_as_itself_and_does_not_count_again() {
    let mut book = book();
    book.settings.daily_cap = 1;
    let ana = calls(&mut book, "Ana", "2026-03-01");
    turn(&mut book, Moment::Tick);
    let prompt = *book.prompts.keys().next().expect("a prompt");
    let until = at("2026-03-02T15:00", MADRID);
    book.snooze(prompt, until);
    let snoozed = turn(&mut book, Moment::Tick);
    assert_eq!((snoozed.announce, snoozed.next), (Announcement::Nothing, until));
    book.now = until;
    let back = turn(&mut book, Moment::Tick);
    assert_eq!(back.store, [Store::Fate { prompt, fate: Fate::Fired }]);
    assert_eq!(back.announce, Announcement::Each(vec![Asked { person: ana, prompts: vec![prompt] }]));
    assert_eq!(turn(&mut book, Moment::Tick).announce, Announcement::Nothing);
}

#[test]
fn a_snooze_survives_a_restart() {
    let mut book = book();
    calls(&mut book, "Ana", "2026-03-01");
    turn(&mut book, Moment::Tick);
    let prompt = *book.prompts.keys().next().expect("a prompt");
    book.snooze(prompt, at("2026-03-05T15:00", MADRID));
    book.until("2026-03-04T10:00");
    assert_eq!(turn(&mut book, Moment::Started).announce, Announcement::Nothing);
}

#[test]
fn the_next_slot_passes_an_earlier_prompt_that_still_waits() {
    let mut book = book();
    book.add("Luis", &[(Mode::Voice, rule("FREQ=WEEKLY", "2026-03-02T10:00", None))]);
    turn(&mut book, Moment::Tick);
    let first = *book.prompts.keys().next().expect("a prompt");
    book.until("2026-03-09T10:00");
    let next = turn(&mut book, Moment::Tick);
    assert!(next.store.contains(&Store::Fate { prompt: first, fate: Fate::Passed }));
    assert_eq!(book.prompts.values().filter(|prompt| prompt.fate.is_open()).count(), 1);
}

#[test]
fn a_clock_set_back_never_fires_an_answered_slot_again() {
    let mut book = book();
    let luis = book.add("Luis", &[(Mode::Voice, rule("FREQ=DAILY", "2026-03-02T10:00", None))]);
    turn(&mut book, Moment::Tick);
    book.log(luis, Mode::Voice);
    book.until("2026-03-02T09:00");
    assert_eq!(turn(&mut book, Moment::ClockMoved).announce, Announcement::Nothing);
    book.until("2026-03-02T10:00");
    assert_eq!(turn(&mut book, Moment::Tick).announce, Announcement::Nothing);
}

#[test]
fn a_prompt_answered_by_a_contact_that_is_taken_back_waits_again() {
    let mut book = book();
    let ana = calls(&mut book, "Ana", "2026-03-01");
    turn(&mut book, Moment::Tick);
    let check_in = book.log(ana, Mode::Voice);
    assert!(book.prompts.values().all(|prompt| prompt.fate == Fate::Answered { check_in }));
    book.take_back(ana, check_in);
    assert!(book.prompts.values().all(|prompt| prompt.fate == Fate::Fired));
    assert_eq!(turn(&mut book, Moment::Tick).announce, Announcement::Nothing, "it was announced already");
}

#[test]
fn the_prompt_of_a_cadence_that_was_taken_away_is_no_longer_asked_for() {
    let mut book = book();
    let ana = calls(&mut book, "Ana", "2026-03-01");
    turn(&mut book, Moment::Tick);
    book.change(ana, |ana| ana.cadences.clear());
    assert!(kith_core::today::all_due(book.rows(), &book.frame()).is_empty());
}

#[rstest]
#[case::the_next_due("2026-03-02T18:00", "2026-03-02T18:00")]
#[case::midnight_with_its_new_cap("2026-04-01T18:00", "2026-03-03T00:00")]
fn it_looks_again_when_something_can_change(#[case] due: &str, #[case] next: &str) {
    let mut book = book();
    book.add("Ana", &[(Mode::Voice, rule("FREQ=MONTHLY", due, None))]);
    assert_eq!(turn(&mut book, Moment::Tick).next, at(next, MADRID));
}

#[test]
fn it_never_looks_again_at_an_instant_that_has_come() {
    let mut book = book();
    calls(&mut book, "Ana", "2026-03-01");
    for minutes in 0..60 * 48 {
        let turn = turn(&mut book, Moment::Tick);
        assert!(
            turn.next > book.now && turn.next <= book.now + TimeDelta::days(1),
            "{} after {minutes}",
            turn.next
        );
        book.now += TimeDelta::minutes(1);
    }
}
