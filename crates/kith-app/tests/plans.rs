//! Plans from the first thought to "Did it happen?", through the use cases, on a book in a real folder.

mod common;

use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use common::Desk;
use kith_app::{
    Announcement, AppError, Day, NewCadence, NewCheckIn, NewPlan, NewRepeat, PlanView, PlansView, Wait,
};
use kith_core::{
    Boundary, Felt, Mode, PersonId, Plan, PlanId, PlanState, PlanTime, Status, plan::tell::Say,
    schedule::Moment,
};
use rstest::rstest;

impl Desk {
    fn people(&self, names: &[&str]) -> Vec<PersonId> {
        names.iter().map(|name| self.app.add_person(name, |_| {}).expect("a person").id).collect()
    }

    /// A meeting that was agreed on.
    fn agreed(&self, people: &[PersonId], at: &str) -> Plan {
        self.app.make_plan(&plan(people, &[at], PlanState::Agreed)).expect("a plan")
    }

    fn state(&self, plan: PlanId) -> PlanState {
        self.app.plan(plan).expect("a plan").view.plan.state
    }

    /// What a turn says of plans.
    fn told(&self) -> Vec<(String, Say)> {
        match self.app.turn(Moment::Tick).expect("a turn").0 {
            Some(Announcement::Plans(told)) => {
                told.iter().map(|told| (told.plan.names().collect::<Vec<_>>().join("+"), told.say)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// `2026-12-03T19:00[Europe/Lisbon]`; without a zone in Madrid.
fn time(text: &str) -> PlanTime {
    let (local, zone) = text.split_once('[').unwrap_or((text, "Europe/Madrid]"));
    PlanTime {
        local: NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M").expect("a wall time"),
        zone: zone.trim_end_matches(']').parse().expect("a zone"),
    }
}

fn plan(people: &[PersonId], times: &[&str], state: PlanState) -> NewPlan {
    NewPlan {
        people: people.to_vec(),
        mode: Mode::InPerson,
        times: times.iter().map(|text| time(text)).collect(),
        minutes: 90,
        place: String::new(),
        note: String::new(),
        state,
    }
}

fn names(views: &[PlanView]) -> Vec<String> {
    views.iter().map(|view| view.names().collect::<Vec<_>>().join("+")).collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[test]
fn a_gathering_of_five_that_happened_logs_five_people_at_once_and_each_step_can_be_taken_back() {
    let desk = Desk::new();
    let people = desk.people(&["Ana", "Luis", "Mei", "Omar", "Lea"]);
    let proposal = plan(&people, &["2026-11-24T19:00", "2026-11-25T19:00"], PlanState::Proposed);
    let id = desk.app.make_plan(&proposal).expect("a plan").id;
    desk.app.agree(id, time("2026-11-25T19:00")).expect("agreed");
    desk.is("2026-11-25T22:00");
    let logged = desk.app.it_happened(id, &desk.app.as_planned(id).expect("open")).expect("logged");
    assert_eq!(logged.names, ["Ana", "Luis", "Mei", "Omar", "Lea"]);
    assert_eq!((logged.check_in.minutes, logged.check_in.day), (Some(90), day("2026-11-25")));
    assert_eq!(logged.check_in.at, time("2026-11-25T19:00").instant());
    for person in &people {
        assert_eq!(desk.app.history(*person, 0, 9).expect("a history").len(), 1);
    }
    assert_eq!(desk.app.plan(id).expect("a plan").check_in, Some(logged.check_in));
    for state in [PlanState::Agreed, PlanState::Proposed] {
        desk.app.undo(None).expect("undone");
        assert_eq!(desk.state(id), state);
        assert!(desk.app.recent(9).expect("check-ins").is_empty());
    }
}

#[test]
fn who_was_there_may_be_others_than_who_was_asked() {
    let desk = Desk::new();
    let people = desk.people(&["Ana", "Luis", "Mei"]);
    let id = desk.agreed(&people[..2], "2026-11-22T10:00").id;
    desk.is("2026-11-22T12:00");
    let contact = NewCheckIn {
        people: vec![people[0], people[2]],
        minutes: Some(45),
        note: "the new garden".into(),
        felt: Some(Felt::Lifted),
        ..desk.app.as_planned(id).expect("open")
    };
    let logged = desk.app.it_happened(id, &contact).expect("logged");
    assert_eq!(logged.names, ["Ana", "Mei"]);
    assert!(desk.app.history(people[1], 0, 9).expect("a history").is_empty());
}

#[test]
fn a_plan_is_contact_only_once_it_happened() {
    let desk = Desk::new();
    let ana = desk.people(&["Ana"]);
    let repeat = NewRepeat::After { every: "3w".parse().expect("an interval"), at: None };
    desk.app.add_cadence(ana[0], &NewCadence { mode: Mode::InPerson, repeat }).expect("a cadence");
    let due = || desk.app.person(ana[0], 0).expect("a page").cadences[0].due.map(|due| due.local.date());
    let before = due();
    let id = desk.agreed(&ana, "2026-11-22T10:00").id;
    desk.app.drop_plan(id).expect("let go");
    assert_eq!((due(), desk.state(id)), (before, PlanState::Dropped));
    let id = desk.agreed(&ana, "2026-11-22T10:00").id;
    desk.is("2026-11-22T12:00");
    desk.app.it_happened(id, &desk.app.as_planned(id).expect("open")).expect("logged");
    assert_eq!(due(), Some(day("2026-12-13")));
}

#[test]
fn taking_out_what_a_plan_became_opens_it_again_and_it_is_not_asked_about_twice() {
    let desk = Desk::new();
    let ana = desk.people(&["Ana"]);
    let id = desk.agreed(&ana, "2026-11-22T10:00").id;
    desk.is("2026-11-22T12:00");
    let logged = desk.app.it_happened(id, &desk.app.as_planned(id).expect("open")).expect("logged");
    desk.app.remove_check_in(logged.check_in.id).expect("taken out");
    assert_eq!(names(&desk.app.plans().to_answer), ["Ana"]);
    assert_eq!(desk.told(), []);
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.state(id), PlanState::Happened);
}

#[test]
fn a_plan_that_is_moved_makes_room_for_another_one() {
    let desk = Desk::new();
    let people = desk.people(&["Ana", "Luis"]);
    let new = NewPlan {
        place: " Café Central ".into(),
        ..plan(&people, &["2026-11-23T19:00"], PlanState::Agreed)
    };
    let old = desk.app.make_plan(&new).expect("a plan");
    desk.is("2026-11-24T09:00");
    let moved = desk.app.move_plan(old.id, vec![time("2026-11-26T19:00")], PlanState::Agreed).expect("moved");
    assert_eq!((moved.place.as_str(), &moved.people), ("Café Central", &people));
    let page = desk.app.plan(moved.id).expect("a plan");
    assert_eq!(page.moved_from, Some(old.id));
    assert_eq!(desk.app.plan(old.id).expect("a plan").view.plan.moved_to, Some(moved.id));
    let open = desk.app.move_plan(moved.id, Vec::new(), PlanState::Proposed).expect("moved");
    assert_eq!(open.state, PlanState::Idea);
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.state(moved.id), PlanState::Agreed);
    assert!(matches!(desk.app.plan(open.id), Err(AppError::Gone(_))));
}

#[test]
fn where_plans_stand_and_what_was_told_survive_a_restart() {
    let desk = Desk::new();
    let people = desk.people(&["Ana", "Luis"]);
    desk.agreed(&people[..1], "2026-11-23T19:00");
    desk.app.make_plan(&plan(&people[1..], &["2026-11-25T19:00"], PlanState::Proposed)).expect("a plan");
    desk.is("2026-11-22T19:00");
    assert_eq!(desk.told(), [("Ana".to_owned(), Say::DayBefore)]);
    let before = desk.app.plans();
    let desk = desk.restarted();
    assert_eq!(desk.app.plans(), before);
    assert_eq!(desk.told(), []);
    desk.is("2026-11-23T18:10");
    assert_eq!(desk.told(), [("Ana".to_owned(), Say::HourBefore)]);
    let desk = desk.restarted();
    desk.is("2026-11-23T21:00");
    assert_eq!(desk.told(), [("Ana".to_owned(), Say::DidItHappen)]);
    assert_eq!(desk.restarted().told(), [], "it is asked once");
}

#[test]
fn a_plan_for_seven_in_lisbon_reminds_at_the_right_instant_over_a_change_of_the_clocks_and_a_move_to_new_york()
 {
    let desk = Desk::new();
    desk.is("2026-10-20T09:00:00[Europe/Madrid]");
    let ana = desk.people(&["Ana"]);
    // In the night before it the clocks go back in Lisbon and in Madrid.
    let id = desk.agreed(&ana, "2026-10-25T19:00[Europe/Lisbon]").id;
    let silent = |moment: &str| {
        desk.is(moment);
        assert_eq!(desk.told(), [], "{moment}");
    };
    let says = |moment: &str, say: Say| {
        desk.is(moment);
        assert_eq!(desk.told(), [("Ana".to_owned(), say)], "{moment}");
    };
    silent("2026-10-24T19:59:00[Europe/Madrid]");
    says("2026-10-24T20:00:00[Europe/Madrid]", Say::DayBefore);
    // The laptop is in New York on the day itself, where the clocks have not changed yet.
    silent("2026-10-25T13:59:00[America/New_York]");
    let here = desk.app.plan(id).expect("a plan").view.first().expect("a time");
    assert_eq!(here.to_rfc3339(), "2026-10-25T15:00:00-04:00");
    says("2026-10-25T14:00:00[America/New_York]", Say::HourBefore);
    silent("2026-10-25T16:29:00[America/New_York]");
    says("2026-10-25T16:30:00[America/New_York]", Say::DidItHappen);
    assert_eq!(desk.app.as_planned(id).expect("open").when.and_then(|when| when.time), Some(here.time()));
}

#[test]
fn prompts_come_first_and_plans_at_once_after_them() {
    let desk = Desk::new();
    let people = desk.people(&["Ana", "Luis"]);
    let repeat = NewRepeat::After { every: "3w".parse().expect("an interval"), at: None };
    desk.app.add_cadence(people[0], &NewCadence { mode: Mode::Voice, repeat }).expect("a cadence");
    desk.agreed(&people[1..], "2026-11-23T19:00");
    desk.is("2026-11-22T19:00");
    let (first, wait) = desk.app.turn(Moment::Started).expect("a turn");
    assert!(matches!(first, Some(Announcement::Each(_))), "{first:?}");
    assert_eq!(wait, Duration::ZERO);
    assert_eq!(desk.told(), [("Luis".to_owned(), Say::DayBefore)]);
}

#[test]
fn who_wants_no_notifications_hears_nothing_and_finds_the_question_in_the_list() {
    let desk = Desk::new();
    let ana = desk.people(&["Ana"]);
    desk.app.change_settings(|settings| settings.notifications = false).expect("set");
    desk.agreed(&ana, "2026-11-22T10:00");
    desk.is("2026-11-22T12:00");
    assert_eq!(desk.told(), []);
    assert_eq!(names(&desk.app.plans().to_answer), ["Ana"]);
    desk.app.change_settings(|settings| settings.notifications = true).expect("set");
    assert_eq!(desk.told(), [], "it counts as asked");
}

#[test]
fn plans_are_listed_by_where_they_stand() {
    let desk = Desk::new();
    let people = desk.people(&["Ana", "Luis", "Mei", "Omar", "Lea", "Tomás", "Ines"]);
    let with = |index: usize| &people[index..=index];
    desk.agreed(with(0), "2026-11-22T10:00");
    desk.agreed(with(1), "2026-11-28T19:00");
    desk.agreed(with(2), "2026-11-29T19:00");
    desk.app.make_plan(&plan(with(3), &["2026-11-28T10:00"], PlanState::Proposed)).expect("a plan");
    desk.app.make_plan(&plan(with(4), &[], PlanState::Idea)).expect("a plan");
    let dropped = desk.app.make_plan(&plan(with(5), &[], PlanState::Idea)).expect("a plan");
    desk.app.drop_plan(dropped.id).expect("let go");
    desk.agreed(with(6), "2026-11-28T19:00");
    desk.app.edit_person(people[6], |ines| ines.status = Status::Resting).expect("changed");
    desk.is("2026-11-22T12:00");
    let PlansView { to_answer, this_week, later, waiting, ideas, resting, past, past_count } =
        desk.app.plans();
    let lists =
        [to_answer, this_week, later, waiting, ideas, resting, past].map(|list| names(&list).join(","));
    assert_eq!(lists, ["Ana", "Luis", "Mei", "Omar", "Lea", "Ines", "Tomás"]);
    assert_eq!(past_count, 1);
    let on: Vec<String> = desk
        .app
        .plans_on(day("2026-11-28"), day("2026-11-28"))
        .iter()
        .map(|on| on.at.format("%H").to_string())
        .collect();
    assert_eq!(on, ["10", "19", "19"]);
    assert_eq!(names(&desk.app.plans_with(people[5])), ["Tomás"]);
}

#[rstest]
#[case::nobody(|new: &mut NewPlan| new.people.clear(), "a check-in needs somebody")]
#[case::a_like(|new: &mut NewPlan| new.mode = Mode::Reaction, "a reaction is not contact")]
#[case::no_length(|new: &mut NewPlan| new.minutes = 0, "minutes is out of range")]
#[case::too_many_times(|new: &mut NewPlan| new.times = [1, 2, 3, 4].map(|n| time(&format!("2026-12-0{n}T19:00"))).to_vec(), "a plan that is agreed on has one time, a proposal up to three")]
#[case::a_proposal_of_nothing(|new: &mut NewPlan| new.times.clear(), "a plan that is agreed on has one time, a proposal up to three")]
#[case::agreed_twice(|new: &mut NewPlan| (new.state, new.times) = (PlanState::Agreed, vec![time("2026-12-01T19:00"), time("2026-12-02T19:00")]), "a plan that is agreed on has one time, a proposal up to three")]
#[case::in_the_past(|new: &mut NewPlan| new.times = vec![time("2026-11-21T19:00")], "that moment has passed")]
#[case::over_already(|new: &mut NewPlan| new.state = PlanState::Dropped, "the plan is dropped")]
fn a_plan_that_cannot_be_is_refused(#[case] change: fn(&mut NewPlan), #[case] why: &str) {
    let desk = Desk::new();
    let mut new = plan(&desk.people(&["Ana"]), &["2026-12-03T19:00"], PlanState::Proposed);
    desk.app.make_plan(&new).expect("a plan");
    change(&mut new);
    assert_eq!(desk.app.make_plan(&new).expect_err("refused").to_string(), why);
}

#[test]
fn the_user_decides_whom_to_meet_but_nobody_plans_with_the_dead() {
    let desk = Desk::new();
    let people = desk.people(&["Ana", "Luis"]);
    desk.app.edit_person(people[0], |ana| ana.boundary = Some(Boundary::NeverSuggest)).expect("changed");
    let id =
        desk.app.make_plan(&plan(&people[..1], &["2026-11-22T10:00"], PlanState::Agreed)).expect("a plan").id;
    desk.is("2026-11-22T12:00");
    assert_eq!(desk.told(), [], "nothing is said of it");
    assert_eq!((names(&desk.app.plans().resting), desk.app.plan(id).is_ok()), (vec!["Ana".to_owned()], true));
    desk.app.edit_person(people[1], |luis| luis.status = Status::Deceased).expect("changed");
    let refused = desk.app.make_plan(&plan(&people, &["2026-12-22T10:00"], PlanState::Agreed));
    assert!(matches!(refused, Err(AppError::NotActive { .. })));
}

#[test]
fn whoever_died_is_not_named_when_a_plan_is_spoken_of() {
    let desk = Desk::new();
    let people = desk.people(&["Ana", "Luis"]);
    desk.agreed(&people, "2026-11-23T19:00");
    desk.app.edit_person(people[0], |ana| ana.status = Status::Deceased).expect("changed");
    desk.is("2026-11-23T18:00");
    assert_eq!(desk.told(), [("Luis".to_owned(), Say::HourBefore)]);
}

#[test]
fn editing_keeps_what_was_told_until_the_time_changes() {
    let desk = Desk::new();
    let ana = desk.people(&["Ana"]);
    let id = desk.agreed(&ana, "2026-11-23T19:00").id;
    desk.is("2026-11-22T20:00");
    assert_eq!(desk.told().len(), 1);
    let mut new = plan(&ana, &["2026-11-23T19:00"], PlanState::Agreed);
    new.place = "Café Central".into();
    desk.app.edit_plan(id, &new).expect("changed");
    assert_eq!(desk.told(), []);
    new.times = vec![time("2026-11-30T19:00")];
    desk.app.edit_plan(id, &new).expect("changed");
    desk.is("2026-11-29T19:00");
    assert_eq!(desk.told(), [("Ana".to_owned(), Say::DayBefore)]);
    desk.app.drop_plan(id).expect("let go");
    assert!(matches!(desk.app.edit_plan(id, &new), Err(AppError::PlanOver(PlanState::Dropped))));
    assert!(matches!(desk.app.as_planned(id), Err(AppError::PlanOver(PlanState::Dropped))));
}

#[test]
fn a_plan_is_found_by_the_name_of_somebody_in_it() {
    let desk = Desk::new();
    let people = desk.people(&["Ana", "Luis"]);
    let any = |_: &PlanView| true;
    assert!(matches!(desk.app.which_plan("ana", any), Err(AppError::PlansWith { count: 0, .. })));
    let first = desk.agreed(&people, "2026-11-23T19:00").id;
    assert_eq!(desk.app.which_plan("ana", any).expect("one"), first);
    let second =
        desk.app.make_plan(&plan(&people[..1], &["2026-11-24T19:00"], PlanState::Proposed)).expect("a plan");
    assert!(matches!(desk.app.which_plan("ana", any), Err(AppError::PlansWith { count: 2, .. })));
    let proposed = |view: &PlanView| view.plan.state == PlanState::Proposed;
    assert_eq!(desk.app.which_plan("ana", proposed).expect("one"), second.id);
    assert_eq!(desk.app.which_plan(&first.to_string(), any).expect("one"), first);
}

#[test]
fn times_are_proposed_beside_what_is_planned_already() {
    let desk = Desk::new();
    let people = desk.people(&["Ana", "Luis"]);
    desk.agreed(&people[..1], "2026-11-23T18:00");
    let times = desk.app.propose_times(&people, Mode::InPerson, 90).expect("times");
    let times: Vec<String> = times.iter().map(|time| time.local.to_string()).collect();
    assert_eq!(times, ["2026-11-23 19:30:00", "2026-11-24 18:00:00", "2026-11-25 18:00:00"]);
}

#[rstest]
#[case::a_call_is_read_on_both_clocks(Mode::Voice, &["2026-11-24T19:00:00+01:00", "2026-11-24T18:00:00+00:00"])]
#[case::a_meeting_on_one(Mode::InPerson, &["2026-11-24T19:00:00+01:00"])]
fn an_invitation_shows_each_time_as_its_readers_read_it(#[case] mode: Mode, #[case] times: &[&str]) {
    let desk = Desk::new();
    let people = desk.people(&["Ana", "Luis", "Mei"]);
    for person in &people[..2] {
        desk.app.edit_person(*person, |person| person.zone = Some(Tz::Europe__Lisbon)).expect("changed");
    }
    let new = NewPlan { mode, ..plan(&people, &["2026-11-24T19:00"], PlanState::Proposed) };
    let invitation =
        desk.app.invitation(desk.app.make_plan(&new).expect("a plan").id).expect("an invitation");
    let read: Vec<String> = invitation.times[0].iter().map(DateTime::to_rfc3339).collect();
    assert_eq!(read, times);
}

#[test]
fn a_pause_of_kith_keeps_no_appointment_from_being_told() {
    let desk = Desk::new();
    let ana = desk.people(&["Ana"]);
    desk.agreed(&ana, "2026-11-23T19:00");
    desk.app.pause_all(Wait::Until(day("2026-11-30"))).expect("paused");
    desk.is("2026-11-23T18:00");
    assert_eq!(desk.told(), [("Ana".to_owned(), Say::HourBefore)]);
    desk.is("2026-11-23T21:00");
    assert_eq!(desk.told(), []);
    desk.is("2026-11-30T09:00");
    assert_eq!(desk.told(), [("Ana".to_owned(), Say::DidItHappen)]);
}

#[test]
fn a_plan_that_happened_before_anybody_agreed_is_logged_as_now() {
    let desk = Desk::new();
    let ana = desk.people(&["Ana"]);
    let id = desk.app.make_plan(&plan(&ana, &[], PlanState::Idea)).expect("a plan").id;
    let contact = desk.app.as_planned(id).expect("open");
    assert_eq!(contact.when, None::<Day>);
    let logged = desk.app.it_happened(id, &contact).expect("logged");
    assert_eq!(logged.check_in.at, "2026-11-22T08:00:00Z".parse::<DateTime<Utc>>().expect("an instant"));
    assert!(matches!(desk.app.it_happened(id, &contact), Err(AppError::PlanOver(PlanState::Happened))));
}
