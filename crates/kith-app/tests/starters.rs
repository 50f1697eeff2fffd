//! What conversations begin with, and what to do instead of a like, on a book in a real folder.

mod common;

use common::Desk;
use kith_app::{AppError, Day, NewCadence, NewCheckIn, NewRepeat};
use kith_core::{
    Boundary, Labelled, Mode, Person, PersonId, Starter, StarterKind, Status, suggest::Hindrance,
};
use rstest::rstest;

const NOON: &str = "2026-11-22T12:00:00[Europe/Madrid]";

impl Desk {
    fn person(&self, name: &str, fill: impl FnOnce(&mut Person)) -> PersonId {
        self.app.add_person(name, fill).expect("a person").id
    }

    fn ana(&self) -> PersonId {
        self.person("Ana", |_| {})
    }

    fn log(&self, people: &[PersonId], mode: Mode, promise: Option<&str>) -> kith_app::Logged {
        self.app.log(&check_in(people, mode, None, promise)).expect("logged")
    }

    fn saw(&self, person: PersonId, text: &str) -> Starter {
        self.app.add_starter(person, StarterKind::Saw, text).expect("a starter")
    }

    fn promised(&self, person: PersonId) -> Vec<String> {
        texts(&self.app.card(person).expect("a card").promises)
    }

    fn seen(&self, person: PersonId) -> Vec<String> {
        texts(&self.app.card(person).expect("a card").saw)
    }

    fn question(&self, person: PersonId) -> Option<u16> {
        self.app.card(person).expect("a card").question
    }
}

fn texts(starters: &[Starter]) -> Vec<String> {
    starters.iter().map(|starter| starter.text.clone()).collect()
}

fn check_in(people: &[PersonId], mode: Mode, when: Option<Day>, promise: Option<&str>) -> NewCheckIn {
    NewCheckIn {
        people: people.to_vec(),
        mode,
        when,
        minutes: None,
        started_by: None,
        note: String::new(),
        felt: None,
        promise: promise.map(str::to_owned),
    }
}

#[test]
fn what_was_seen_is_kept_and_counts_as_no_contact() {
    let desk = Desk::at(NOON);
    let ana = desk.ana();
    let repeat = NewRepeat::After { every: "3w".parse().expect("an interval"), at: None };
    desk.app.add_cadence(ana, &NewCadence { mode: Mode::Message, repeat }).expect("a cadence");
    let before = desk.app.today().expect("today").asks;
    desk.saw(ana, "  her first day at the clinic ");
    assert_eq!(desk.app.today().expect("today").asks, before);
    assert!(desk.app.recent(10).expect("check-ins").is_empty());
    let desk = desk.restarted();
    assert_eq!(desk.seen(ana), ["her first day at the clinic"]);
}

#[rstest]
#[case(Mode::Reaction, true)]
#[case(Mode::Message, true)]
#[case(Mode::Voice, false)]
#[case(Mode::Video, false)]
#[case(Mode::InPerson, false)]
fn what_was_seen_is_done_with_once_people_have_spoken(#[case] mode: Mode, #[case] stays: bool) {
    let desk = Desk::at(NOON);
    let (ana, luis) = (desk.ana(), desk.person("Luis", |_| {}));
    desk.saw(ana, "her garden");
    desk.saw(luis, "his boat");
    desk.hours_pass(1);
    desk.log(&[ana], mode, None);
    assert_eq!((desk.seen(ana).len(), desk.seen(luis).len()), (usize::from(stays), 1));
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.seen(ana), ["her garden"]);
}

#[test]
fn a_call_before_it_was_seen_leaves_it() {
    let desk = Desk::at(NOON);
    let ana = desk.ana();
    desk.saw(ana, "her garden");
    let yesterday = Day { day: "2026-11-21".parse().expect("a day"), time: None };
    desk.app.log(&check_in(&[ana], Mode::Voice, Some(yesterday), None)).expect("logged");
    assert_eq!(desk.seen(ana), ["her garden"]);
}

#[test]
fn a_promise_is_caught_while_logging_in_one_act_and_stands_until_it_is_kept() {
    let desk = Desk::at(NOON);
    let ana = desk.ana();
    let logged = desk.log(&[ana], Mode::Voice, Some(" send the photos "));
    assert_eq!(logged.promise.as_deref(), Some("send the photos"));
    desk.hours_pass(24);
    desk.log(&[ana], Mode::InPerson, None);
    assert_eq!(desk.promised(ana), ["send the photos"]);

    let promise = desk.app.card(ana).expect("a card").promises.remove(0);
    desk.app.tick_starter(promise.id).expect("ticked off");
    assert!(desk.promised(ana).is_empty());
    assert!(desk.app.starters(ana)[0].done.is_some());
    for _ in 0..2 {
        desk.app.undo(None).expect("undone");
    }
    assert_eq!(desk.promised(ana), ["send the photos"]);
    desk.app.undo(None).expect("the call is undone, and the promise with it");
    assert!(desk.app.starters(ana).is_empty() && desk.app.recent(10).expect("check-ins").is_empty());
}

#[test]
fn a_promise_at_the_end_of_a_line_is_kept() {
    let desk = Desk::at(NOON);
    let ana = desk.ana();
    let understood = desk.app.understand("coffee with Ana, I said I would look for a flat");
    let new = desk.app.from_understood(&understood, &[]).expect("a contact");
    assert_eq!((new.note.as_str(), new.promise.as_deref()), ("coffee", Some("look for a flat")));
    desk.app.log(&new).expect("logged");
    assert_eq!(desk.promised(ana), ["look for a flat"]);
}

#[test]
fn a_promise_to_several_stands_with_each_and_is_kept_once_for_all() {
    let desk = Desk::at(NOON);
    let (ana, luis) = (desk.ana(), desk.person("Luis", |_| {}));
    desk.log(&[ana, luis], Mode::InPerson, Some("bring the cake"));
    assert_eq!(
        (desk.promised(ana), desk.promised(luis)),
        (vec!["bring the cake".into()], vec!["bring the cake".into()])
    );
    let promise = desk.app.card(luis).expect("a card").promises.remove(0);
    desk.app.tick_starter(promise.id).expect("ticked off");
    assert!(desk.promised(ana).is_empty() && desk.promised(luis).is_empty());
}

#[test]
fn a_starter_is_said_in_other_words_taken_out_and_never_empty() {
    let desk = Desk::at(NOON);
    let ana = desk.ana();
    let starter = desk.saw(ana, "her gardn");
    desk.app.edit_starter(starter.id, "her garden").expect("changed");
    assert_eq!(desk.seen(ana), ["her garden"]);
    assert!(matches!(desk.app.edit_starter(starter.id, " "), Err(AppError::NothingToKeep)));
    assert!(matches!(desk.app.add_starter(ana, StarterKind::Promise, "\n"), Err(AppError::NothingToKeep)));
    desk.app.remove_starter(starter.id).expect("removed");
    assert!(desk.app.starters(ana).is_empty());
    assert!(matches!(desk.app.tick_starter(starter.id), Err(AppError::Gone(_))));
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.seen(ana), ["her garden"]);
}

#[test]
fn a_question_stays_until_people_have_spoken_or_it_is_passed_over_and_never_comes_again() {
    let desk = Desk::at(NOON);
    let ana = desk.ana();
    let first = desk.question(ana).expect("a question");
    desk.hours_pass(100 * 24);
    desk.log(&[ana], Mode::Message, None);
    desk.log(&[ana], Mode::Reaction, None);
    assert_eq!(desk.question(ana), Some(first));

    let second = desk.app.another_question(ana).expect("passed over").expect("another");
    assert_ne!(second, first);
    assert_eq!(desk.question(ana), Some(second));
    desk.log(&[ana], Mode::Voice, None);
    let asked = desk.app.person(ana, 0).expect("a page").person.questions;
    assert_eq!(asked, [first, second]);
    assert!(!asked.contains(&desk.question(ana).expect("a third")));
}

#[test]
fn a_question_that_was_not_shown_was_not_asked() {
    let desk = Desk::at(NOON);
    let ana = desk.ana();
    desk.app.add_starter(ana, StarterKind::Promise, "send the photos").expect("a starter");
    desk.log(&[ana], Mode::Voice, None);
    assert!(desk.app.person(ana, 0).expect("a page").person.questions.is_empty());
    assert_eq!(desk.app.another_question(ana).expect("nothing to pass over"), None);
}

#[test]
fn everything_is_offered_when_it_is_a_decent_hour_and_no_call_at_night_there() {
    let desk = Desk::at(NOON);
    let ana = desk.ana();
    let here = desk.app.instead(ana).expect("offers");
    assert_eq!((here.call, here.plan, here.hindrance, here.their_time), (true, true, None, None));
    // Noon in Madrid is six in the morning in New York.
    let far = desk.person("Luis", |person| person.zone = Some(chrono_tz::America::New_York));
    let far = desk.app.instead(far).expect("offers");
    assert_eq!((far.call, far.plan), (false, true));
    assert!(matches!(far.hindrance, Some(Hindrance::NightThere(..))) && far.their_time.is_some());
}

#[rstest]
#[case::rests(|person: &mut Person| person.status = Status::Resting)]
#[case::has_ended(|person: &mut Person| person.status = Status::Ended)]
#[case::has_died(|person: &mut Person| person.status = Status::Deceased)]
#[case::is_behind_a_boundary(|person: &mut Person| person.boundary = Some(Boundary::InCompany))]
#[case::is_paused(|person: &mut Person| person.paused_until = "2026-12-24".parse().ok())]
fn nobody_who_is_not_to_be_suggested_is(#[case] change: fn(&mut Person)) {
    let desk = Desk::at(NOON);
    let ana = desk.person("Ana", |person| {
        person.phones = vec![Labelled::plain("+34 600 10 20 30")];
        change(person);
    });
    let luis = desk.person("Luis", |_| {});
    let suggested: Vec<PersonId> = desk.app.instead_of_whom(10).into_iter().map(|found| found.id).collect();
    assert_eq!(suggested, [luis]);
    let instead = desk.app.instead(ana).expect("offers");
    assert!(!instead.call && !instead.plan && instead.hindrance.is_some());
    assert_eq!(desk.log(&[ana], Mode::Reaction, None).could, None);
    assert_eq!(desk.question(ana), None);
}

#[test]
fn for_somebody_who_has_died_there_is_a_memory_and_nothing_else() {
    let desk = Desk::at(NOON);
    let ana = desk.person("Ana", |person| {
        person.note = "likes tea".to_owned();
        person.status = Status::Deceased;
    });
    let refused = desk.app.add_starter(ana, StarterKind::Saw, "her garden");
    assert!(matches!(refused, Err(AppError::NotActive { .. })));
    let person = desk.app.remember(ana, "her garden in spring").expect("remembered");
    assert_eq!(person.note, "likes tea\nher garden in spring");
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.app.person(ana, 0).expect("a page").person.note, "likes tea");
}

#[rstest]
#[case::at_noon(12, Some(Mode::Voice))]
#[case::at_night(23, Some(Mode::InPerson))]
fn a_like_says_what_it_could_become(#[case] hour: u64, #[case] could: Option<Mode>) {
    let desk = Desk::at(NOON);
    let ana = desk.ana();
    desk.hours_pass(hour - 12);
    assert_eq!(desk.log(&[ana], Mode::Reaction, None).could, could);
    assert_eq!(desk.log(&[ana], Mode::Message, None).could, None);
}

#[test]
fn those_last_in_touch_with_come_first_before_a_name_is_typed() {
    let desk = Desk::at(NOON);
    let [ana, luis, eva] = ["Ana", "Luis", "Eva"].map(|name| desk.person(name, |_| {}));
    desk.log(&[luis], Mode::Voice, None);
    let found = desk.app.instead_of_whom(10).into_iter().map(|found| found.id);
    assert_eq!(found.collect::<Vec<_>>(), [luis, ana, eva]);
    assert_eq!(desk.app.instead_of_whom(1).len(), 1);
}

#[test]
fn who_is_removed_takes_their_starters_along_and_comes_back_with_them() {
    let desk = Desk::at(NOON);
    let ana = desk.ana();
    desk.saw(ana, "her garden");
    desk.app.remove_person(ana).expect("removed");
    assert!(desk.app.starters(ana).is_empty());
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.seen(ana), ["her garden"]);
}
