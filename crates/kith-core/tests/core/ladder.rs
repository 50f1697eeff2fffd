//! The clocks of the depth ladder, the one step up, and who began.

use chrono_tz::Tz;
use kith_core::{
    Boundary, CheckIn, CheckInId, Extra, Mode, Person, PersonId, StartedBy, Status,
    ladder::{self, ModeClock, StepUp, YOURS, all_yours},
    zoned::to_local,
};
use proptest::prelude::*;
use rstest::rstest;

use crate::book::{Book, after, at, day};

const MADRID: Tz = Tz::Europe__Madrid;

/// A book on the first of March at noon, with Ana whom one means to meet and to call.
fn book() -> (Book, PersonId) {
    let mut book = Book::new(MADRID, "2026-01-01T08:00");
    let cadences = [(Mode::InPerson, after("3mo", "2026-01-01")), (Mode::Voice, after("3w", "2026-01-01"))];
    let ana = book.add("Ana", &cadences);
    book.until("2026-03-01T12:00");
    (book, ana)
}

fn check_in(book: &Book, mode: Mode) -> CheckIn {
    CheckIn {
        id: CheckInId::new(book.now),
        people: Vec::new(),
        mode,
        at: book.now,
        day: to_local(book.now, book.zone).date(),
        minutes: None,
        started_by: None,
        note: String::new(),
        felt: None,
        logged: book.now,
        extra: Extra::new(),
    }
}

fn clock(book: &Book, person: PersonId, mode: Mode) -> ModeClock {
    let clocks = ladder::clocks(book.row(person), &book.frame());
    clocks.into_iter().find(|clock| clock.mode == mode).expect("a clock")
}

#[test]
fn each_mode_has_a_clock_of_its_own_the_deepest_first() {
    let (book, ana) = book();
    let modes: Vec<Mode> =
        ladder::clocks(book.row(ana), &book.frame()).iter().map(|clock| clock.mode).collect();
    assert_eq!(modes, [Mode::InPerson, Mode::Video, Mode::Voice, Mode::Message]);
    assert!(clock(&book, ana, Mode::Video).is_blank());
}

#[rstest]
#[case::five_texts(Mode::Message, 5, "2026-01-01", "2026-01-01")]
#[case::five_likes(Mode::Reaction, 5, "2026-01-01", "2026-01-01")]
#[case::a_call(Mode::Voice, 1, "2026-01-01", "2026-03-22")]
#[case::a_meeting(Mode::InPerson, 1, "2026-06-01", "2026-03-22")]
fn five_texts_leave_the_meeting_where_it_was_and_a_meeting_moves_all(
    #[case] mode: Mode,
    #[case] times: usize,
    #[case] meeting: &str,
    #[case] call: &str,
) {
    let (mut book, ana) = book();
    for _ in 0..times {
        book.log(ana, mode);
    }
    let next = |mode| clock(&book, ana, mode).next.map(|due| due.local.date());
    assert_eq!(next(Mode::InPerson), Some(day(meeting)));
    assert_eq!(next(Mode::Voice), Some(day(call)));
    let last = clock(&book, ana, mode.max(Mode::Message)).last.map(|last| last.mode);
    assert_eq!(last, Some(mode).filter(|mode| *mode != Mode::Reaction));
}

#[test]
fn a_clock_shows_how_much_of_the_wait_is_over() {
    let (mut book, ana) = book();
    book.log(ana, Mode::InPerson);
    let gone = |book: &Book| clock(book, ana, Mode::InPerson).gone;
    assert_eq!(gone(&book), Some(0));
    book.until("2026-04-16T12:00");
    assert_eq!(gone(&book), Some(50));
    book.until("2027-01-01T12:00");
    assert_eq!(gone(&book), Some(100));
    assert_eq!(clock(&book, ana, Mode::Message).gone, None);
}

#[test]
fn of_two_cadences_with_one_floor_the_one_that_asks_first_is_shown() {
    let (mut book, ana) = book();
    let weekly = book.add("Luis", &[(Mode::Voice, after("1w", "2026-01-01"))]);
    let [weekly] =
        book.row(weekly).cadences_in_force(&book.settings, book.frame().today()).try_into().expect("one");
    book.change(ana, |person| person.cadences.push(weekly.clone()));
    book.log(ana, Mode::Voice);
    assert_eq!(clock(&book, ana, Mode::Voice).meant.map(|cadence| cadence.id), Some(weekly.id));
}

const TEXT: Mode = Mode::Message;
const LIKE: Mode = Mode::Reaction;

#[rstest]
#[case::five_texts(&[TEXT, TEXT, TEXT, TEXT, TEXT], true)]
#[case::four_texts(&[TEXT, TEXT, TEXT, TEXT], false)]
#[case::a_call_between(&[TEXT, TEXT, Mode::Voice, TEXT, TEXT, TEXT], false)]
#[case::a_meeting_between(&[TEXT, TEXT, TEXT, TEXT, Mode::InPerson, TEXT], false)]
#[case::a_call_before(&[TEXT, TEXT, TEXT, TEXT, TEXT, Mode::Video], true)]
#[case::likes_between(&[TEXT, LIKE, TEXT, TEXT, LIKE, TEXT, TEXT], true)]
#[case::likes_alone(&[LIKE, LIKE, LIKE, LIKE, LIKE, LIKE], false)]
#[case::nothing(&[], false)]
fn after_five_messages_without_a_voice_a_call_is_suggested(#[case] latest: &[Mode], #[case] suggested: bool) {
    let (book, _) = book();
    assert_eq!(step_up(&book, latest).is_some(), suggested);
}

fn step_up(book: &Book, latest: &[Mode]) -> Option<StepUp> {
    let latest: Vec<CheckIn> = latest.iter().map(|mode| check_in(book, *mode)).collect();
    let person = &book.people[0];
    ladder::step_up(person, book.row(person.id), &latest, &book.frame())
}

#[rstest]
#[case::never_before(None, true)]
#[case::a_week_ago(Some("2026-02-22"), false)]
#[case::today(Some("2026-03-01"), false)]
#[case::a_month_ago(Some("2026-02-01"), true)]
#[case::by_a_clock_that_was_wrong(Some("2031-01-01"), true)]
fn a_step_up_is_suggested_at_most_once_a_month(#[case] before: Option<&str>, #[case] suggested: bool) {
    let (mut book, ana) = book();
    book.change(ana, |person| person.stepped_up = before.map(day));
    assert_eq!(step_up(&book, &[TEXT; 5]).is_some(), suggested);
}

#[rstest]
#[case::unwanted(|person: &mut Person| person.no_step_up = true)]
#[case::resting(|person: &mut Person| person.status = Status::Resting)]
#[case::ended(|person: &mut Person| person.status = Status::Ended)]
#[case::deceased(|person: &mut Person| person.status = Status::Deceased)]
#[case::behind_a_boundary(|person: &mut Person| person.boundary = Some(Boundary::OnlyAnswer))]
#[case::paused(|person: &mut Person| person.paused_until = Some(day("2026-03-02")))]
fn no_step_up_is_suggested_against_what_lasts(#[case] change: fn(&mut Person)) {
    let (mut book, ana) = book();
    book.change(ana, change);
    assert_eq!(step_up(&book, &[TEXT; 20]), None);
}

#[test]
fn no_step_up_is_suggested_where_that_is_turned_off() {
    let (mut book, _) = book();
    book.settings.step_up_after = 0;
    assert_eq!(step_up(&book, &[TEXT; 20]), None);
}

#[test]
fn at_night_the_step_up_waits_for_the_morning_there() {
    let (mut book, ana) = book();
    book.until("2026-03-01T22:00");
    assert_eq!(step_up(&book, &[TEXT; 5]).and_then(|step| step.from), Some(at("2026-03-02T08:30", MADRID)));
    book.change(ana, |person| person.zone = Some(Tz::America__New_York));
    assert_eq!(step_up(&book, &[TEXT; 5]), Some(StepUp { mode: Mode::Voice, from: None }));
}

#[rstest]
#[case::six(&[Some(StartedBy::Me); 6], true)]
#[case::five(&[Some(StartedBy::Me); 5], false)]
#[case::one_of_theirs(&[Some(StartedBy::Me), Some(StartedBy::Them), Some(StartedBy::Me)], false)]
#[case::nobody_said(&[None; 9], false)]
fn six_in_a_row_that_the_user_began_are_remarked(#[case] began: &[Option<StartedBy>], #[case] yours: bool) {
    let (book, _) = book();
    let of = |who: &Option<StartedBy>| CheckIn { started_by: *who, ..check_in(&book, Mode::Voice) };
    let latest: Vec<CheckIn> = began.iter().map(of).collect();
    assert_eq!(all_yours(&latest), yours);
}

proptest! {
    #[test]
    fn what_came_before_the_latest_six_and_likes_between_them_change_no_remark(
        before in proptest::collection::vec(any::<bool>(), 0..9),
        likes in 0_usize..9,
    ) {
        let (book, _) = book();
        let of = |mode, me| CheckIn {
            started_by: Some(if me { StartedBy::Me } else { StartedBy::Them }),
            ..check_in(&book, mode)
        };
        let mut latest: Vec<CheckIn> = (0..YOURS).map(|_| of(Mode::Message, true)).collect();
        for like in 0..likes {
            latest.insert(like % YOURS, of(LIKE, false));
        }
        latest.extend(before.into_iter().map(|me| of(Mode::Voice, me)));
        prop_assert!(all_yours(&latest));
    }
}
