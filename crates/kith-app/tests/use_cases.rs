//! What a person can do with Kith, through the use cases, on a book in a real folder and a clock that is moved.

mod common;

use chrono::{NaiveDate, TimeDelta};
use common::Desk;
use kith_app::{
    Announcement, AppError, Clock, Day, NewCadence, NewCheckIn, NewRepeat, PeopleQuery, Sort, Wait,
};
use kith_core::{Circle, Fate, Mode, PersonId, Status, schedule::Moment, today::Held};
use rstest::rstest;

impl Desk {
    fn person(&self, name: &str) -> PersonId {
        self.app.add_person(name, |_| {}).expect("a person").id
    }

    fn cadence(&self, person: PersonId, every: &str, mode: Mode) -> kith_core::Cadence {
        let repeat = NewRepeat::After { every: every.parse().expect("an interval"), at: None };
        self.app.add_cadence(person, &NewCadence { mode, repeat }).expect("a cadence")
    }

    fn log(&self, people: &[PersonId], mode: Mode, day: &str) -> kith_app::Logged {
        self.app.log(&check_in(people, mode, day)).expect("logged")
    }

    fn asked(&self) -> Vec<String> {
        self.app.today().expect("today").asks.into_iter().map(|ask| ask.name).collect()
    }

    fn fired(&self, moment: Moment) -> Vec<String> {
        match self.app.turn(moment).expect("a turn").0 {
            Some(Announcement::Each(asks) | Announcement::Digest(asks)) => {
                asks.into_iter().map(|ask| ask.name).collect()
            }
            _ => Vec::new(),
        }
    }

    fn fates(&self) -> Vec<Fate> {
        self.app.prompts(100).expect("prompts").into_iter().map(|line| line.prompt.fate).collect()
    }
}

fn check_in(people: &[PersonId], mode: Mode, day: &str) -> NewCheckIn {
    let when = Day { day: day.parse().expect("a day"), time: None };
    NewCheckIn {
        people: people.to_vec(),
        mode,
        when: Some(when),
        minutes: None,
        started_by: None,
        note: String::new(),
        felt: None,
        promise: None,
    }
}

#[test]
fn somebody_new_is_asked_for_today_and_after_a_call_three_weeks_later() {
    let desk = Desk::new();
    let ana = desk.person("Ana Ruiz");
    let cadence = desk.cadence(ana, "3w", Mode::Voice);
    assert_eq!(desk.asked(), ["Ana Ruiz"]);

    let logged = desk.log(&[ana], Mode::Voice, "2026-11-22");
    assert_eq!(
        logged.satisfied.iter().map(|satisfied| satisfied.cadence.id).collect::<Vec<_>>(),
        [cadence.id]
    );
    assert_eq!(logged.next[0].due.to_rfc3339(), "2026-12-13T09:00:00+01:00");
    assert!(desk.asked().is_empty());

    desk.days_pass(21);
    assert_eq!(desk.asked(), ["Ana Ruiz"]);
}

#[test]
fn a_text_quiets_neither_a_call_nor_a_meeting_and_a_meeting_quiets_both() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    desk.cadence(ana, "3mo", Mode::InPerson);
    desk.cadence(ana, "3w", Mode::Voice);
    assert!(desk.log(&[ana], Mode::Message, "2026-11-22").satisfied.is_empty());
    assert!(desk.log(&[ana], Mode::Reaction, "2026-11-22").satisfied.is_empty());
    assert_eq!(desk.asked(), ["Ana"]);
    assert_eq!(desk.log(&[ana], Mode::InPerson, "2026-11-22").satisfied.len(), 2);
    assert!(desk.asked().is_empty());
}

#[test]
fn a_name_is_one_clean_line_and_never_empty() {
    let desk = Desk::new();
    let name = |typed: &str| desk.app.add_person(typed, |_| {}).map(|person| person.name);
    assert_eq!(name("  Ana\n  \u{202e}Ruiz\0 ").ok().as_deref(), Some("Ana Ruiz"));
    assert!(matches!(name(" \u{202e}\t"), Err(AppError::NoName)));
}

#[test]
fn one_gathering_moves_the_clock_of_everybody_who_was_there() {
    let desk = Desk::new();
    let (ana, luis) = (desk.person("Ana"), desk.person("Luis"));
    desk.cadence(ana, "3w", Mode::Voice);
    desk.cadence(luis, "1mo", Mode::InPerson);
    let logged = desk.log(&[ana, luis, ana], Mode::InPerson, "2026-11-21");
    assert_eq!(logged.check_in.people, [ana, luis]);
    assert_eq!(logged.satisfied.len(), 2);
    assert!(desk.asked().is_empty());
    assert_eq!(desk.app.person(luis, 10).expect("luis").history, [logged.check_in]);
}

#[test]
fn a_prompt_fires_once_and_a_restart_does_not_repeat_it() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    desk.cadence(ana, "3w", Mode::Voice);
    assert_eq!(desk.fired(Moment::Tick), ["Ana"]);
    assert!(desk.fired(Moment::Tick).is_empty());
    let desk = desk.restarted();
    assert!(desk.fired(Moment::Started).is_empty());
    assert_eq!(desk.asked(), ["Ana"]);
    desk.log(&[ana], Mode::Voice, "2026-11-22");
    assert!(matches!(desk.fates()[..], [Fate::Answered { .. }]));
}

#[test]
fn taking_a_check_in_back_asks_again_for_what_it_had_answered() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    desk.cadence(ana, "3w", Mode::Voice);
    desk.fired(Moment::Tick);
    let logged = desk.log(&[ana], Mode::Voice, "2026-11-22");
    desk.app.remove_check_in(logged.check_in.id).expect("removed");
    assert_eq!(desk.fates(), [Fate::Fired]);
    assert_eq!(desk.asked(), ["Ana"]);
}

#[test]
fn a_check_in_corrected_to_a_text_no_longer_answers_a_call() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    desk.cadence(ana, "3w", Mode::Voice);
    desk.fired(Moment::Tick);
    let logged = desk.log(&[ana], Mode::Voice, "2026-11-22");
    desk.app
        .edit_check_in(logged.check_in.id, &check_in(&[ana], Mode::Message, "2026-11-22"))
        .expect("corrected");
    assert_eq!(desk.fates(), [Fate::Fired]);
    assert_eq!(desk.asked(), ["Ana"]);
}

#[test]
fn undo_takes_back_a_logged_contact_with_everything_it_did() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    desk.cadence(ana, "3w", Mode::Voice);
    desk.fired(Moment::Tick);
    let before = desk.app.person(ana, 10).expect("ana");
    desk.log(&[ana], Mode::Voice, "2026-11-22");
    assert_eq!(desk.app.latest_undo().map(|undo| undo.name).as_deref(), Some("log"));
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.app.person(ana, 10).expect("ana"), before);
}

#[test]
fn undo_brings_a_removed_person_back_with_their_history() {
    let desk = Desk::new();
    let (ana, luis) = (desk.person("Ana"), desk.person("Luis"));
    desk.cadence(ana, "3w", Mode::Voice);
    desk.log(&[ana], Mode::Voice, "2026-11-01");
    desk.log(&[ana, luis], Mode::InPerson, "2026-11-02");
    let before = (desk.app.person(ana, 10).expect("ana"), desk.app.person(luis, 10).expect("luis"));
    desk.app.remove_person(ana).expect("removed");
    assert!(matches!(desk.app.person(ana, 10), Err(AppError::Gone(_))));
    assert_eq!(desk.app.person(luis, 10).expect("luis").history[0].people, [luis]);
    desk.app.undo(None).expect("undone");
    assert_eq!((desk.app.person(ana, 10).expect("ana"), desk.app.person(luis, 10).expect("luis")), before);
}

#[test]
fn only_the_latest_act_can_be_undone() {
    let desk = Desk::new();
    desk.person("Ana");
    let first = desk.app.latest_undo().expect("an act").seq;
    desk.person("Luis");
    assert!(matches!(desk.app.undo(Some(first)), Err(AppError::NothingToUndo)));
    assert_eq!(desk.app.people(&PeopleQuery::default()).total, 2);
}

#[test]
fn twenty_people_added_in_a_day_are_asked_for_three_a_day() {
    let desk = Desk::new();
    for number in 0..20 {
        let person = desk.person(&format!("Person {number}"));
        desk.cadence(person, "3w", Mode::Voice);
    }
    assert_eq!(desk.asked().len(), 3);
    let mut fired = 0;
    for _ in 0..7 {
        let today = desk.fired(Moment::Tick).len();
        assert!(today <= 3);
        fired += today;
        desk.days_pass(1);
    }
    assert_eq!(fired, 20);
}

#[test]
fn a_circle_brings_its_cadences_until_somebody_has_one_of_their_own() {
    let desk = Desk::new();
    let ana = desk.app.add_person("Ana", |person| person.circle = Some(Circle::Friends)).expect("ana").id;
    let of_circle = desk.app.cadences(ana).expect("cadences");
    assert_eq!(of_circle.len(), 1);
    let own = desk.cadence(ana, "2w", Mode::Video);
    assert_eq!(desk.app.cadences(ana).expect("cadences"), std::slice::from_ref(&own));
    desk.app.remove_cadence(ana, own.id).expect("removed");
    assert_eq!(desk.app.cadences(ana).expect("cadences"), of_circle);
}

#[test]
fn a_snoozed_prompt_comes_back_when_promised_also_after_a_restart() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    desk.cadence(ana, "3w", Mode::Voice);
    desk.fired(Moment::Tick);
    desk.app.snooze(ana.into(), Wait::For("2d".parse().expect("two days"))).expect("snoozed");
    assert!(desk.asked().is_empty());
    let desk = desk.restarted();
    desk.days_pass(1);
    assert!(desk.asked().is_empty() && desk.fired(Moment::Started).is_empty());
    desk.days_pass(1);
    assert_eq!(desk.fired(Moment::Tick), ["Ana"]);
    assert_eq!(desk.asked(), ["Ana"]);
}

#[test]
fn a_skipped_occurrence_is_over_and_the_next_one_comes() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    desk.cadence(ana, "3w", Mode::Voice);
    let next = desk.app.skip(ana.into()).expect("skipped");
    assert_eq!(next[0].to_rfc3339(), "2026-12-13T09:00:00+01:00");
    assert!(desk.asked().is_empty());
    assert!(matches!(desk.app.skip(ana.into()), Err(AppError::NothingAsked(_))));
}

#[test]
fn pausing_holds_and_does_not_lose() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    desk.cadence(ana, "3w", Mode::Voice);
    desk.app.pause(ana, "2026-11-24".parse().expect("a day")).expect("paused");
    assert!(desk.asked().is_empty());
    let all = desk.app.all_due().expect("due");
    assert!(matches!(all[0].1, Some(Held::PersonPaused { .. })));
    desk.days_pass(2);
    assert_eq!(desk.asked(), ["Ana"]);

    desk.app.pause_all(Wait::Hours(2)).expect("paused");
    assert!(desk.asked().is_empty() && desk.fired(Moment::Tick).is_empty());
    desk.app.resume_all().expect("resumed");
    assert_eq!(desk.fired(Moment::Tick), ["Ana"]);
}

#[rstest]
fn nobody_is_asked_for_who_is_resting_gone_or_dead(
    #[values(Status::Resting, Status::Ended, Status::Deceased)] status: Status,
) {
    let desk = Desk::new();
    let ana = desk.app.add_person("Ana", |person| person.birthday = "--11-23".parse().ok()).expect("ana").id;
    desk.cadence(ana, "3w", Mode::Voice);
    desk.app.edit_person(ana, |person| person.status = status).expect("edited");
    let today = desk.app.today().expect("today");
    assert!(today.asks.is_empty() && today.waiting.is_empty() && today.coming.is_empty());
    assert!(desk.fired(Moment::Tick).is_empty() && desk.app.next_due().is_none());
    assert!(desk.log(&[ana], Mode::Voice, "2026-11-01").next.is_empty());
}

#[test]
fn what_has_not_happened_yet_cannot_be_logged() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    let refused = desk.app.log(&check_in(&[ana], Mode::Voice, "2026-11-23"));
    let day: NaiveDate = "2026-11-23".parse().expect("a day");
    assert!(matches!(refused, Err(AppError::InFuture(refused)) if refused == day));
    assert!(matches!(desk.app.log(&check_in(&[], Mode::Voice, "2026-11-22")), Err(AppError::NoPeople)));
    assert_eq!(desk.app.person(ana, 1).expect("ana").summary.count, 0);
}

#[test]
fn a_typed_line_becomes_a_check_in_and_an_ambiguous_name_is_asked_about() {
    let desk = Desk::new();
    let (ana, _) = (desk.person("Ana Ruiz"), desk.person("Ana Gil"));
    let luis = desk.person("Luis Ferrer");
    let understood = desk.app.understand("coffee with Ana and Luis yesterday, 1h");
    let refused = desk.app.from_understood(&understood, &[]);
    assert!(matches!(refused, Err(AppError::SeveralNamed { people, .. }) if people.len() == 2));
    let new = desk.app.from_understood(&understood, &[ana]).expect("understood");
    assert_eq!((new.people, new.mode, new.minutes), (vec![ana, luis], Mode::InPerson, Some(60)));
    assert_eq!(new.when.map(|day| day.day), "2026-11-21".parse().ok());
}

#[test]
fn importing_the_same_cards_twice_adds_nobody_the_second_time() {
    let desk = Desk::new();
    let cards = b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ana Ruiz\r\nEMAIL:ana@example.org\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Luis\r\nUID:u-1\r\nEND:VCARD\r\n";
    assert_eq!(desk.app.import_file(cards).expect("imported").added.len(), 2);
    let again = desk.app.import_file(cards).expect("imported");
    assert_eq!((again.read, again.added.len(), again.same), (2, 0, 2));
}

#[test]
fn people_are_listed_found_and_named() {
    let desk = Desk::new();
    let (tomas, ana) = (desk.person("Tomás Ortega"), desk.person("ana ruiz"));
    desk.person("Zoë");
    let names = |query: &PeopleQuery| -> Vec<String> {
        desk.app.people(query).people.into_iter().map(|listed| listed.row.name).collect()
    };
    assert_eq!(names(&PeopleQuery::default()), ["ana ruiz", "Tomás Ortega", "Zoë"]);
    desk.log(&[ana], Mode::Voice, "2026-11-01");
    assert_eq!(
        names(&PeopleQuery { sort: Sort::LastContact, ..PeopleQuery::default() }).last().map(String::as_str),
        Some("ana ruiz")
    );
    assert_eq!(desk.app.find("tomas o", 5)[0].id, tomas);
    assert_eq!(desk.app.whom("Zoe").ok(), desk.app.whom("Zoë").ok());
    assert!(matches!(desk.app.whom("Nobody"), Err(AppError::NobodyNamed(_))));
    desk.app.edit_person(tomas, |person| person.name = "Tom".into()).expect("renamed");
    assert!(desk.app.find("ortega", 5).is_empty() && desk.app.find("tom", 5).len() == 1);
}

#[test]
fn the_book_is_the_same_after_a_restart() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    desk.cadence(ana, "3w", Mode::Voice);
    desk.log(&[ana], Mode::Voice, "2026-11-01");
    desk.app.change_settings(|settings| settings.daily_cap = 5).expect("set");
    let before = (desk.app.person(ana, 10).expect("ana"), desk.app.settings());
    let desk = desk.restarted();
    assert_eq!((desk.app.person(ana, 10).expect("ana"), desk.app.settings()), before);
}

#[test]
fn settings_out_of_range_are_refused_and_nothing_changes() {
    let desk = Desk::new();
    assert!(matches!(
        desk.app.change_settings(|settings| settings.daily_cap = 0),
        Err(AppError::OutOfRange(_))
    ));
    assert_eq!(desk.app.settings().daily_cap, 3);
}

#[test]
fn a_what_if_sees_the_same_book_at_another_time() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    desk.cadence(ana, "3w", Mode::Voice);
    desk.log(&[ana], Mode::Voice, "2026-11-22");
    let later = kith_app::Moment { now: desk.clock.now() + TimeDelta::days(30), zone: desk.clock.zone() };
    assert_eq!(desk.app.at(later).today().expect("today").asks.len(), 1);
    assert!(desk.asked().is_empty());
}
