//! The depth ladder through the use cases: what a text leaves where it was, the one step up, who began, what is private.

mod common;

use common::Desk;
use kith_app::{Logged, NewCadence, NewCheckIn, NewPlan, NewRepeat, Readers, SteppedUp, Wait, parse_moment};
use kith_core::{Boundary, Felt, Mode, PersonId, PlanState, PlanTime, StartedBy, Status, dates::Kept};
use rstest::rstest;

const NOON: &str = "2026-11-22T12:00:00[Europe/Madrid]";

impl Desk {
    fn person(&self, name: &str) -> PersonId {
        self.app.add_person(name, |_| {}).expect("a person").id
    }

    fn meant(&self, person: PersonId, every: &str, mode: Mode) {
        let repeat = NewRepeat::After { every: every.parse().expect("an interval"), at: None };
        self.app.add_cadence(person, &NewCadence { mode, repeat }).expect("a cadence");
    }

    fn log(&self, people: &[PersonId], mode: Mode) -> Logged {
        self.app.log(&check_in(people, mode)).expect("logged")
    }

    fn text(&self, person: PersonId) -> Option<SteppedUp> {
        self.hours_pass(1);
        self.log(&[person], Mode::Message).step_up
    }

    fn next(&self, person: PersonId, mode: Mode) -> Option<String> {
        let page = self.app.person(person, 0).expect("a page");
        let clock = page.clocks.iter().find(|clock| clock.mode == mode)?;
        clock.next.map(|due| due.local.to_string())
    }
}

fn check_in(people: &[PersonId], mode: Mode) -> NewCheckIn {
    NewCheckIn {
        people: people.to_vec(),
        mode,
        when: None,
        minutes: None,
        started_by: None,
        note: String::new(),
        felt: None,
        promise: None,
    }
}

#[test]
fn five_texts_leave_the_meetings_due_date_where_it_was_a_meeting_moves_all_and_a_reaction_none() {
    let desk = Desk::at(NOON);
    let ana = desk.person("Ana");
    desk.meant(ana, "3mo", Mode::InPerson);
    desk.meant(ana, "3w", Mode::Voice);
    let dates = |desk: &Desk| [Mode::InPerson, Mode::Voice].map(|mode| desk.next(ana, mode));
    let before = dates(&desk);
    for _ in 0..5 {
        desk.log(&[ana], Mode::Message);
        desk.log(&[ana], Mode::Reaction);
    }
    assert_eq!(dates(&desk), before);
    desk.log(&[ana], Mode::InPerson);
    let after = ["2027-02-22 09:00:00", "2026-12-13 09:00:00"].map(|date| Some(date.to_owned()));
    assert_eq!(dates(&desk), after);
}

#[test]
fn a_gathering_of_five_logs_five_people_at_once() {
    let desk = Desk::at(NOON);
    let people = ["Ana", "Luis", "Mum", "Zoltan", "Tomás"].map(|name| desk.person(name));
    people.iter().for_each(|person| desk.meant(*person, "1mo", Mode::InPerson));
    let logged = desk.log(&people, Mode::InPerson);
    assert_eq!(logged.satisfied.len(), 5);
    assert!(people.iter().all(|person| desk.app.history(*person, 0, 9).expect("a history").len() == 1));
}

#[test]
fn the_fifth_text_in_a_row_suggests_a_call_once_and_not_again_for_a_month() {
    let desk = Desk::at(NOON);
    let ana = desk.person("Ana");
    let suggested: Vec<bool> = (0..7).map(|_| desk.text(ana).is_some()).collect();
    assert_eq!(suggested, [false, false, false, false, true, false, false]);
    desk.hours_pass(24 * 31);
    let step = desk.text(ana).expect("a step up");
    assert_eq!((step.person, step.mode, step.name.as_str()), (ana, Mode::Voice, "Ana"));
}

#[test]
fn a_call_between_begins_the_count_anew_and_a_like_does_not() {
    let desk = Desk::at(NOON);
    let ana = desk.person("Ana");
    (0..4).for_each(|_| drop(desk.text(ana)));
    desk.log(&[ana], Mode::Voice);
    assert!((0..4).all(|_| desk.text(ana).is_none()));
    desk.log(&[ana], Mode::Reaction);
    assert!(desk.text(ana).is_some());
}

#[test]
fn undoing_the_text_takes_the_suggestion_back_as_well() {
    let desk = Desk::at(NOON);
    let ana = desk.person("Ana");
    (0..5).for_each(|_| drop(desk.text(ana)));
    assert!(desk.app.known(ana).expect("Ana").stepped_up.is_some());
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.app.known(ana).expect("Ana").stepped_up, None);
    assert!(desk.text(ana).is_some());
}

#[test]
fn a_message_to_several_suggests_one_call_at_most() {
    let desk = Desk::at(NOON);
    let people = [desk.person("Ana"), desk.person("Luis")];
    let mut suggested = Vec::new();
    for _ in 0..6 {
        desk.hours_pass(1);
        suggested.extend(desk.log(&people, Mode::Message).step_up.map(|step| step.name));
    }
    assert_eq!(suggested, ["Ana", "Luis"]);
}

#[test]
fn no_call_is_suggested_to_whom_one_is_about_to_meet_anyway() {
    let desk = Desk::at(NOON);
    let ana = desk.person("Ana");
    let local = "2026-11-28T19:00:00".parse().expect("a time");
    let plan = NewPlan {
        people: vec![ana],
        mode: Mode::InPerson,
        times: vec![PlanTime { local, zone: chrono_tz::Tz::Europe__Madrid }],
        minutes: 120,
        place: String::new(),
        note: String::new(),
        state: PlanState::Agreed,
    };
    let plan = desk.app.make_plan(&plan).expect("a plan");
    assert!((0..5).all(|_| desk.text(ana).is_none()));
    desk.app.drop_plan(plan.id).expect("let go");
    assert!(desk.text(ana).is_some());
}

#[test]
fn a_text_names_nothing_that_is_still_meant_with_somebody_behind_a_boundary() {
    let desk = Desk::at(NOON);
    let ana = desk.person("Ana");
    desk.meant(ana, "3mo", Mode::InPerson);
    assert_eq!(desk.log(&[ana], Mode::Message).next.len(), 1);
    desk.app.edit_person(ana, |person| person.boundary = Some(Boundary::OnlyAnswer)).expect("edited");
    assert_eq!(desk.log(&[ana], Mode::Message).next.len(), 0);
}

#[test]
fn whoever_did_not_answer_is_asked_for_tomorrow_and_without_a_cadence_nothing_is_refused() {
    let desk = Desk::at(NOON);
    let (ana, luis) = (desk.person("Ana"), desk.person("Luis"));
    desk.meant(ana, "3w", Mode::Voice);
    let until = desk.app.no_answer(ana).expect("snoozed").expect("a time");
    assert_eq!(until.to_rfc3339(), "2026-11-23T08:00:00+00:00");
    assert_eq!(desk.app.no_answer(luis).expect("nothing"), None);
}

#[test]
fn six_in_a_row_that_were_yours_are_remarked_unless_nothing_is_suggested() {
    let desk = Desk::at(NOON);
    let ana = desk.person("Ana");
    let mine = NewCheckIn { started_by: Some(StartedBy::Me), ..check_in(&[ana], Mode::Voice) };
    let yours = |desk: &Desk| desk.app.all_yours(ana).expect("a past");
    for _ in 0..6 {
        assert!(!yours(&desk));
        desk.app.log(&mine).expect("logged");
    }
    assert!(yours(&desk));
    desk.app.edit_person(ana, |person| person.status = Status::Resting).expect("edited");
    assert!(!yours(&desk));
}

#[rstest]
#[case::others(Readers::Others, false)]
#[case::a_backup(Readers::Everybody, true)]
fn how_a_contact_left_you_leaves_the_book_only_in_a_backup(
    #[case] readers: Readers<'_>,
    #[case] is_in: bool,
) {
    let desk = Desk::at(NOON);
    let ana = desk.person("Ana");
    let new = NewCheckIn {
        felt: Some(Felt::Drained),
        note: "felt: the garden".to_owned(),
        ..check_in(&[ana], Mode::Voice)
    };
    desk.app.log(&new).expect("logged");
    let mut out = Vec::new();
    let manifest = desk.app.export_book(&mut out, readers, None).expect("an export");
    let out = String::from_utf8(out).expect("UTF-8");
    assert_eq!(out.contains("drained"), is_in, "{out}");
    assert!(out.contains("the garden"), "nothing else is left out");
    assert_eq!(manifest.counts.check_ins, 1);
}

#[rstest]
#[case::in_the_morning("2026-11-22T12:00:00[Europe/Madrid]", true)]
#[case::at_night("2026-11-22T22:00:00[Europe/Madrid]", false)]
fn somebody_is_asked_for_without_a_call_while_it_is_no_hour_for_one(#[case] now: &str, #[case] call: bool) {
    let desk = Desk::at(NOON);
    let ana = desk.person("Ana");
    desk.meant(ana, "3mo", Mode::InPerson);
    desk.app.set_clock(parse_moment(now, chrono_tz::UTC).expect("a moment")).expect("set");
    let asks = desk.app.today().expect("today").asks;
    assert_eq!(asks.iter().map(|ask| ask.may_call).collect::<Vec<_>>(), [call]);
}

#[test]
fn a_birthday_is_on_today_from_its_lead_on_and_in_the_coming_week() {
    let desk = Desk::at(NOON);
    let ana = desk.person("Ana");
    let edit = |lead| {
        let change = |person: &mut kith_core::Person| {
            person.birthday = "1984-11-25".parse().ok();
            person.birthday_lead = lead;
        };
        desk.app.edit_person(ana, change).expect("edited");
        let view = desk.app.today().expect("today");
        (view.dates.len(), view.coming.len())
    };
    assert_eq!(edit(None), (1, 1));
    assert_eq!(edit(Some(2)), (0, 0));
    assert_eq!(edit(Some(3)), (1, 1));
    desk.app.pause_all(Wait::Hours(5)).expect("paused");
    assert_eq!(edit(Some(3)), (0, 0));
}

#[test]
fn the_dead_are_remembered_if_that_is_wanted_and_never_congratulated() {
    let desk = Desk::at(NOON);
    let ana = desk.person("Ana");
    let change = |person: &mut kith_core::Person| {
        person.birthday = "1950-11-22".parse().ok();
        person.status = Status::Deceased;
    };
    desk.app.edit_person(ana, change).expect("edited");
    assert_eq!(desk.app.today().expect("today").dates, []);
    desk.app.edit_person(ana, |person| person.remembrance = "--11-22".parse().ok()).expect("edited");
    let view = desk.app.today().expect("today");
    assert_eq!(view.dates.iter().map(|date| date.what).collect::<Vec<_>>(), [Kept::Remembrance]);
    assert_eq!(view.coming, []);
}
