//! What a conversation can begin with: the card of somebody, and the question when there is nothing else.

use chrono_tz::Tz;
use kith_core::{
    Boundary, Card, CheckIn, CheckInId, Circle, Extra, Mode, Person, PersonId, Starter, StarterId,
    StarterKind, Status,
    card::{DateKind, card},
    questions,
};
use proptest::prelude::*;
use rstest::rstest;

use crate::book::{Book, after, at};

const MADRID: Tz = Tz::Europe__Madrid;

fn book() -> (Book, PersonId) {
    let mut book = Book::new(MADRID, "2026-11-23T10:00");
    let ana = book.add("Ana", &[(Mode::Voice, after("3w", "2026-11-01"))]);
    (book, ana)
}

fn person(book: &Book, id: PersonId) -> &Person {
    book.people.iter().find(|person| person.id == id).expect("somebody in the book")
}

fn starter(person: PersonId, kind: StarterKind, text: &str, made: &str) -> Starter {
    let made = at(made, MADRID);
    let day = made.date_naive();
    Starter {
        id: StarterId::new(made),
        person,
        kind,
        text: text.to_owned(),
        made,
        day,
        done: None,
        extra: Extra::new(),
    }
}

fn noted(person: PersonId, mode: Mode, note: &str) -> CheckIn {
    let at = at("2026-11-20T12:00", MADRID);
    CheckIn {
        id: CheckInId::new(at),
        people: vec![person],
        mode,
        at,
        day: at.date_naive(),
        minutes: None,
        started_by: None,
        note: note.to_owned(),
        felt: None,
        logged: at,
        extra: Extra::new(),
    }
}

fn shown(book: &Book, id: PersonId, starters: &[Starter], latest: &[CheckIn]) -> Card {
    card(person(book, id), book.row(id), starters, latest, &book.frame())
}

#[test]
fn promises_come_first_and_what_is_done_or_somebody_elses_does_not() {
    let (mut book, ana) = book();
    let luis = book.add("Luis", &[]);
    let kept = Starter {
        done: Some(book.now),
        ..starter(ana, StarterKind::Promise, "call the vet", "2026-11-02T09:00")
    };
    let starters = [
        starter(ana, StarterKind::Saw, "her first day", "2026-11-21T09:00"),
        starter(ana, StarterKind::Promise, "send the photos", "2026-11-10T09:00"),
        starter(ana, StarterKind::Promise, "look for a flat", "2026-11-03T09:00"),
        starter(ana, StarterKind::Saw, "the new garden", "2026-11-22T09:00"),
        starter(luis, StarterKind::Promise, "bring seeds", "2026-11-03T09:00"),
        kept,
    ];
    let card = shown(&book, ana, &starters, &[]);
    let texts = |starters: &[Starter]| starters.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&card.promises), ["look for a flat", "send the photos"]);
    assert_eq!(texts(&card.saw), ["the new garden", "her first day"]);
    assert_eq!(card.question, None);
}

#[test]
fn the_last_note_is_of_a_real_contact_that_has_one() {
    let (book, ana) = book();
    let latest = [
        noted(ana, Mode::Reaction, "her holiday"),
        noted(ana, Mode::Voice, " "),
        noted(ana, Mode::InPerson, "her new garden"),
    ];
    let card = shown(&book, ana, &[], &latest);
    assert_eq!(
        card.last.map(|last| (last.mode, last.note)),
        Some((Mode::InPerson, "her new garden".to_owned()))
    );
    assert_eq!(card.question, None);
}

#[rstest]
#[case("--11-29", None, Some(None))]
#[case("1986-11-23", None, Some(Some(40)))]
#[case("2026-11-23", None, Some(None))]
#[case("--12-01", None, None)]
#[case("--12-01", Some(14), Some(None))]
#[case("--11-24", Some(0), None)]
fn a_birthday_is_near_within_the_lead(
    #[case] born: kith_core::PartialDate,
    #[case] lead: Option<u16>,
    #[case] near: Option<Option<i32>>,
) {
    let (mut book, ana) = book();
    book.change(ana, |person| (person.birthday, person.birthday_lead) = (Some(born), lead));
    let dates = shown(&book, ana, &[], &[]).dates;
    let birthdays = dates.iter().filter(|near| near.kind == DateKind::Birthday);
    assert_eq!(birthdays.map(|near| near.years).next(), near);
}

#[test]
fn when_there_is_nothing_there_is_a_question() {
    let (book, ana) = book();
    let card = shown(&book, ana, &[], &[]);
    assert!(card.question.is_some());
    assert_eq!(card, Card { question: card.question, ..Card::default() });
}

#[rstest]
#[case::rests(|person: &mut Person| person.status = Status::Resting)]
#[case::has_ended(|person: &mut Person| person.status = Status::Ended)]
#[case::is_behind_a_boundary(|person: &mut Person| person.boundary = Some(Boundary::OnlyAnswer))]
#[case::is_paused(|person: &mut Person| person.paused_until = "2026-12-24".parse().ok())]
fn whom_nothing_suggests_has_what_was_typed_and_no_question(#[case] change: fn(&mut Person)) {
    let (mut book, ana) = book();
    book.change(ana, change);
    assert!(shown(&book, ana, &[], &[]).is_empty());
    let starters = [starter(ana, StarterKind::Promise, "send the photos", "2026-11-10T09:00")];
    assert_eq!(shown(&book, ana, &starters, &[]).promises, starters);
}

#[test]
fn nobody_who_rests_or_is_behind_a_boundary_has_dates() {
    let (mut book, ana) = book();
    book.change(ana, |person| {
        person.birthday = "--11-24".parse().ok();
        person.boundary = Some(Boundary::NeverSuggest);
    });
    assert!(shown(&book, ana, &[], &[]).is_empty());
}

#[test]
fn the_card_of_somebody_who_has_died_is_empty() {
    let (mut book, ana) = book();
    book.change(ana, |person| {
        person.birthday = "--11-24".parse().ok();
        person.status = Status::Deceased;
    });
    let starters = [starter(ana, StarterKind::Promise, "send the photos", "2026-11-10T09:00")];
    assert!(shown(&book, ana, &starters, &[noted(ana, Mode::Voice, "her garden")]).is_empty());
}

#[test]
fn the_deck_has_no_number_twice_and_at_least_sixty() {
    let mut numbers: Vec<u16> = questions::numbers().collect();
    let count = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    assert!(count >= 60 && numbers.len() == count, "{count}");
}

fn any_circle() -> impl Strategy<Value = Option<Circle>> {
    prop::option::of(prop::sample::select(Circle::ALL.to_vec()))
}

proptest! {
    #[test]
    fn nobody_is_asked_the_same_twice_and_everybody_at_least_sixteen(
        circle in any_circle(),
        every in prop::sample::select(vec!["1w", "6w", "1y"]),
        modes in prop::collection::vec(prop::sample::select(vec![Mode::Message, Mode::Voice, Mode::InPerson]), 0..100),
    ) {
        let mut book = Book::new(MADRID, "2026-11-23T10:00");
        let ana = book.add("Ana", &[(Mode::Voice, after(every, "2026-11-01"))]);
        book.change(ana, |person| person.circle = circle);
        let mut asked = Vec::new();
        for mode in modes.iter().copied().chain([Mode::Voice].into_iter().cycle().take(100)) {
            let next = questions::next(person(&book, ana), &book.row(ana).summary, &book.frame());
            if let Some(next) = next {
                prop_assert!(!asked.contains(&next));
                asked.push(next);
                book.change(ana, |person| person.questions.push(next));
            }
            book.log(ana, mode);
        }
        prop_assert!(asked.len() >= 16);
    }

    #[test]
    fn a_question_stays_while_nothing_is_said(days in 0_i64..2_000, mode in prop::sample::select(vec![Mode::Message, Mode::Voice, Mode::InPerson])) {
        let (mut book, ana) = book();
        book.log(ana, mode);
        let question = |book: &Book| questions::next(person(book, ana), &book.row(ana).summary, &book.frame());
        let before = question(&book);
        book.now += chrono::TimeDelta::days(days);
        book.log(ana, Mode::Message);
        prop_assert_eq!(question(&book), before);
    }
}

#[rstest]
#[case::never_spoken(None, 71..=76)]
#[case::met_lately(Some(Mode::InPerson), 47..=65)]
#[case::called_lately(Some(Mode::Voice), 47..=70)]
fn a_question_is_made_for_how_it_stands(
    #[case] last: Option<Mode>,
    #[case] fits: std::ops::RangeInclusive<u16>,
) {
    let (mut book, ana) = book();
    book.change(ana, |person| person.circle = Some(Circle::Friends));
    last.map(|mode| book.log(ana, mode));
    let next =
        questions::next(person(&book, ana), &book.row(ana).summary, &book.frame()).expect("a question");
    assert!(fits.contains(&next) || (last.is_none() && next >= 85), "{next}");
}

#[test]
fn different_people_are_asked_in_different_orders() {
    let mut book = Book::new(MADRID, "2026-11-23T10:00");
    let people: Vec<PersonId> = (0..20).map(|_| book.add("Ana", &[])).collect();
    let asked: std::collections::BTreeSet<_> = people
        .iter()
        .map(|id| questions::next(person(&book, *id), &book.row(*id).summary, &book.frame()))
        .collect();
    assert!(asked.len() > 2, "{asked:?}");
}
