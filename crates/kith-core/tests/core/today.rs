//! Whom Today shows, and who waits or is held.

use chrono::{Days, TimeDelta};
use chrono_tz::{TZ_VARIANTS, Tz};
use kith_core::{
    Circle, Fate, Labelled, Mode, PersonId, Status,
    schedule::{Moment, Store, decide},
    today::{Held, Today, all_due, today},
    whereabouts::decent,
};
use proptest::{prelude::*, sample::select};
use rstest::rstest;

use crate::book::{Book, after, at, day, rule};

const MADRID: Tz = Tz::Europe__Madrid;

fn book() -> Book {
    Book::new(MADRID, "2026-03-02T10:00")
}

fn calls(book: &mut Book, name: &str, first: &str) -> PersonId {
    book.add(name, &[(Mode::Voice, after("3w", first))])
}

fn turn(book: &mut Book) {
    let turn = decide(book.rows(), &book.frame(), Moment::Tick, None);
    book.store(&turn);
}

fn shown(book: &Book) -> Today {
    today(book.rows(), &book.frame(), usize::MAX)
}

fn names(book: &Book, asks: &[kith_core::today::Ask]) -> Vec<String> {
    asks.iter().map(|ask| book.row(ask.person).name.clone()).collect()
}

#[test]
fn when_nobody_is_due_today_is_empty() {
    let mut book = book();
    calls(&mut book, "Ana", "2026-03-03");
    assert_eq!(shown(&book), Today::default());
}

#[test]
fn of_two_cadences_the_one_with_the_higher_floor_is_shown() {
    let mut book = book();
    let both = [(Mode::Voice, after("3w", "2026-01-01")), (Mode::InPerson, after("3mo", "2026-03-01"))];
    book.add("Ana", &both);
    let asks = shown(&book).asks;
    assert_eq!((asks.len(), asks[0].cadence.mode), (1, Mode::InPerson));
    assert_eq!(asks[0].also.iter().map(|cadence| cadence.mode).collect::<Vec<_>>(), [Mode::Voice]);
}

#[test]
fn no_more_people_than_the_cap_are_asked_for_and_the_rest_wait_the_latest_first() {
    let mut book = book();
    for (name, first) in [("A", "2026-02-28"), ("B", "2026-01-01"), ("C", "2026-02-20"), ("D", "2026-02-10")]
    {
        calls(&mut book, name, first);
    }
    // A week late is much for a weekly call, and little for a yearly letter.
    book.add("Letter", &[(Mode::Message, after("1y", "2026-01-01"))]);
    let today = shown(&book);
    assert_eq!(names(&book, &today.asks), ["B", "D", "C"]);
    assert_eq!(names(&book, &today.waiting), ["Letter", "A"]);
}

#[test]
fn of_two_equally_late_the_closer_one_comes_first() {
    let mut book = book();
    let people = [("wider", Circle::Wider), ("inner", Circle::Inner), ("friends", Circle::Friends)];
    for (name, circle) in people {
        let person = calls(&mut book, name, "2026-02-20");
        book.change(person, |person| person.circle = Some(circle));
    }
    assert_eq!(names(&book, &shown(&book).asks), ["inner", "friends", "wider"]);
}

#[test]
fn whoever_was_asked_for_today_counts_to_the_cap_even_when_answered() {
    let mut book = book();
    let people: Vec<PersonId> =
        (0..5).map(|index| calls(&mut book, &index.to_string(), "2026-02-20")).collect();
    turn(&mut book);
    let asked = shown(&book).asks;
    assert_eq!(asked.len(), 3);
    book.log(asked[0].person, Mode::Voice);
    let today = shown(&book);
    assert_eq!((today.asks.len(), today.waiting.len()), (2, 2));
    assert!(people.contains(&today.waiting[0].person));
    book.until("2026-03-03T10:00");
    turn(&mut book);
    let tomorrow = shown(&book);
    assert_eq!((tomorrow.asks.len(), tomorrow.open_more.len(), tomorrow.waiting.len()), (3, 1, 0));
}

#[test]
fn people_count_to_the_cap_and_not_cadences() {
    let mut book = book();
    for name in ["A", "B", "C"] {
        let both = [(Mode::Voice, after("3w", "2026-02-20")), (Mode::InPerson, after("3mo", "2026-02-20"))];
        book.add(name, &both);
    }
    turn(&mut book);
    assert_eq!(book.prompts.len(), 6);
    assert_eq!(shown(&book).asks.len(), 3);
}

#[test]
fn those_asked_for_today_come_before_earlier_ones_that_are_open() {
    let mut book = book();
    calls(&mut book, "earlier", "2026-02-20");
    turn(&mut book);
    calls(&mut book, "today", "2026-03-03");
    book.until("2026-03-03T10:00");
    assert_eq!(names(&book, &shown(&book).asks), ["today", "earlier"], "the same before it is fired");
    turn(&mut book);
    let asks = shown(&book).asks;
    assert_eq!(names(&book, &asks), ["today", "earlier"]);
    assert_eq!(asks[1].fired, Some(at("2026-03-02T10:00", MADRID)));
}

#[test]
fn a_prompt_that_is_snoozed_is_held_until_then_and_open_again_after() {
    let mut book = book();
    calls(&mut book, "Ana", "2026-02-20");
    turn(&mut book);
    let prompt = shown(&book).asks[0].prompt.expect("it was fired");
    let until = at("2026-03-04T18:00", MADRID);
    book.snooze(prompt, until);
    let held = shown(&book).held;
    assert_eq!(held.iter().map(|(_, held)| *held).collect::<Vec<_>>(), [Held::Snoozed { until }]);
    book.now = until;
    let asks = shown(&book).asks;
    assert_eq!(asks[0].prompt, Some(prompt));
}

#[test]
fn a_prompt_that_is_skipped_is_gone() {
    let mut book = book();
    let ana = calls(&mut book, "Ana", "2026-02-20");
    let luis = book.add("Luis", &[(Mode::Voice, rule("FREQ=WEEKLY", "2026-03-02T10:00", None))]);
    turn(&mut book);
    for ask in shown(&book).asks {
        book.skip(ask.prompt.expect("it was fired"));
    }
    assert_eq!(shown(&book), Today::default());
    assert_eq!(book.due(ana).as_deref(), Some("2026-03-23T09:00"));
    assert_eq!(book.due(luis).as_deref(), Some("2026-03-09T10:00"));
}

#[rstest]
#[case(Status::Resting)]
#[case(Status::Ended)]
#[case(Status::Deceased)]
fn nobody_who_is_not_active_is_ever_asked_for(#[case] status: Status) {
    let mut book = book();
    let ana = calls(&mut book, "Ana", "2026-02-20");
    turn(&mut book);
    book.change(ana, |ana| ana.status = status);
    let today = shown(&book);
    assert_eq!((today.asks.len(), today.open_more.len(), today.waiting.len()), (0, 0, 0));
    assert!(today.held.is_empty() && all_due(book.rows(), &book.frame()).is_empty());
    book.change(ana, |ana| ana.status = Status::Active);
    assert_eq!(shown(&book).asks.len(), 1, "held is not lost");
}

#[test]
fn a_paused_person_is_held_until_the_day_comes() {
    let mut book = book();
    let ana = calls(&mut book, "Ana", "2026-02-20");
    book.change(ana, |ana| ana.paused_until = Some(day("2026-03-05")));
    assert_eq!(shown(&book).held[0].1, Held::PersonPaused { until: day("2026-03-05") });
    book.until("2026-03-05T08:30");
    assert_eq!(names(&book, &shown(&book).asks), ["Ana"]);
}

#[test]
fn a_pause_of_everything_holds_everybody_and_loses_nobody() {
    let mut book = book();
    calls(&mut book, "Ana", "2026-02-20");
    let until = book.now + TimeDelta::hours(5);
    book.settings.paused_until = Some(until);
    assert_eq!(shown(&book).held[0].1, Held::AllPaused { until });
    book.now = until;
    assert_eq!(names(&book, &shown(&book).asks), ["Ana"]);
}

#[test]
fn nobody_is_asked_for_a_call_at_three_in_their_morning() {
    let mut book = Book::new(MADRID, "2026-03-02T19:00");
    let aiko = calls(&mut book, "Aiko", "2026-02-20");
    book.change(aiko, |aiko| aiko.phones = vec![Labelled::plain("+81 90 1234 5678")]);
    let until = at("2026-03-03T08:30", Tz::Asia__Tokyo);
    let turn = decide(book.rows(), &book.frame(), Moment::Tick, None);
    assert_eq!((turn.store.len(), turn.next), (0, at("2026-03-03T00:00", MADRID)));
    assert_eq!(shown(&book).held[0].1, Held::NightThere { until, zone: Tz::Asia__Tokyo });
    assert!(shown(&book).asks.is_empty());
    book.now = until;
    assert_eq!(names(&book, &shown(&book).asks), ["Aiko"]);
    book.until("2026-03-03T09:00");
    let turn = decide(book.rows(), &book.frame(), Moment::Tick, None);
    assert_eq!(turn.store.len(), 1, "their afternoon is the first hour that suits both");
}

#[test]
fn a_prompt_that_waits_is_not_shown_either_while_it_is_night_there() {
    let mut book = Book::new(MADRID, "2026-03-02T10:00");
    let aiko = calls(&mut book, "Aiko", "2026-02-20");
    book.change(aiko, |aiko| aiko.zone = Some(Tz::Asia__Tokyo));
    turn(&mut book);
    let prompt = shown(&book).asks[0].prompt;
    book.until("2026-03-02T19:00");
    assert!(matches!(shown(&book).held[0].1, Held::NightThere { .. }));
    book.until("2026-03-03T09:00");
    assert_eq!(shown(&book).asks[0].prompt, prompt, "and it is not fired again");
}

#[rstest]
#[case::a_message(&[Mode::Message], 1)]
#[case::a_meeting(&[Mode::InPerson], 1)]
#[case::a_meeting_which_is_a_call_as_well(&[Mode::InPerson, Mode::Voice], 2)]
#[case::a_message_and_later_a_call(&[Mode::Message, Mode::Video], 1)]
#[case::a_call(&[Mode::Voice, Mode::Video], 0)]
fn at_night_there_only_calls_wait(#[case] modes: &[Mode], #[case] fired: usize) {
    let mut book = Book::new(MADRID, "2026-03-02T19:00");
    let cadences: Vec<_> = modes.iter().map(|mode| (*mode, after("3w", "2026-02-20"))).collect();
    let aiko = book.add("Aiko", &cadences);
    book.change(aiko, |aiko| aiko.zone = Some(Tz::Asia__Tokyo));
    turn(&mut book);
    assert_eq!(book.prompts.len(), fired);
    book.until("2026-03-03T09:00");
    turn(&mut book);
    assert_eq!(book.prompts.len(), modes.len(), "what was held comes in their day");
}

#[test]
fn a_snooze_that_ends_in_their_night_comes_back_in_their_day() {
    let mut book = Book::new(MADRID, "2026-03-02T10:00");
    let aiko = calls(&mut book, "Aiko", "2026-02-20");
    book.change(aiko, |aiko| aiko.zone = Some(Tz::Asia__Tokyo));
    turn(&mut book);
    let prompt = shown(&book).asks[0].prompt.expect("it was fired");
    book.snooze(prompt, at("2026-03-02T19:00", MADRID));
    book.until("2026-03-02T19:00");
    assert_eq!(decide(book.rows(), &book.frame(), Moment::Tick, None).store, []);
    book.until("2026-03-03T09:00");
    let turn = decide(book.rows(), &book.frame(), Moment::Tick, None);
    assert_eq!(turn.store, [Store::Fate { prompt, fate: Fate::Fired }]);
}

proptest! {
    /// Whatever the hour here and there: whoever is asked for a call has day, or the clock that the user has; and
    /// whoever waits is asked for within a day.
    #[test]
    fn a_call_is_asked_for_by_day_there_and_within_a_day(
        here in select(&TZ_VARIANTS[..]),
        there in select(&TZ_VARIANTS[..]),
        minutes in 29_300_000_i64..32_000_000, // 2025 to 2030
    ) {
        let mut book = Book::new(here, "2024-06-01T12:00");
        let person = calls(&mut book, "Ana", "2024-06-02");
        book.change(person, |person| person.zone = Some(there));
        book.now = chrono::DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes);
        let end = book.now + TimeDelta::hours(30);
        let mut asked = None;
        while asked.is_none() && book.now < end {
            let turn = decide(book.rows(), &book.frame(), Moment::Tick, None);
            asked = (!turn.store.is_empty()).then_some(book.now);
            book.now = turn.next;
        }
        let asked = asked.expect("asked for within a day");
        prop_assert!(decent(asked, there), "{asked} in {there} from {here}");
    }
}

#[test]
fn quiet_hours_do_not_hide_today_from_somebody_who_looks() {
    let mut book = book();
    book.add("Ana", &[(Mode::InPerson, after("3w", "2026-02-20"))]);
    book.until("2026-03-02T23:30");
    assert_eq!(names(&book, &shown(&book).asks), ["Ana"]);
}

#[test]
fn a_new_cadence_waits_beyond_the_cap_while_an_earlier_prompt_stays_open() {
    let mut book = book();
    book.settings.daily_cap = 1;
    let ana = book.add(
        "Ana",
        &[(Mode::Voice, after("3w", "2026-02-20")), (Mode::InPerson, after("3mo", "2026-03-03"))],
    );
    turn(&mut book);
    let luis = calls(&mut book, "Luis", "2026-01-01");
    book.until("2026-03-03T10:00");
    turn(&mut book);
    let today = shown(&book);
    assert_eq!(today.asks.iter().map(|ask| ask.person).collect::<Vec<_>>(), [luis]);
    assert_eq!(
        today.open_more.iter().map(|ask| (ask.person, ask.cadence.mode)).collect::<Vec<_>>(),
        [(ana, Mode::Voice)]
    );
    book.until("2026-03-04T10:00");
    turn(&mut book);
    let ask = shown(&book).asks.remove(0);
    assert_eq!((ask.person, ask.cadence.mode), (ana, Mode::InPerson));
}

#[test]
fn everything_due_is_listed_with_why_it_is_held() {
    let mut book = book();
    for name in ["A", "B", "C", "D"] {
        calls(&mut book, name, "2026-02-20");
    }
    let paused = calls(&mut book, "E", "2026-02-20");
    let until = book.frame().today() + Days::new(3);
    book.change(paused, |paused| paused.paused_until = Some(until));
    let all = all_due(book.rows(), &book.frame());
    assert_eq!(all.len(), 5);
    let held: Vec<_> = all.iter().filter_map(|(ask, held)| Some((ask.person, (*held)?))).collect();
    assert_eq!(held, [(paused, Held::PersonPaused { until })]);
}
