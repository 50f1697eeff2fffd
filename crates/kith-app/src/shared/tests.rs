//! What is kept in memory is what the book says, whatever is done; and plans and starters go where their people go.

use std::sync::Arc;

use chrono::TimeZone;
use kith_core::{
    CheckIn, CheckInId, Extra, Mode, Plan, PlanId, PlanState, PlanTime, Starter, StarterId, StarterKind,
    merge::Choice, plan::Told,
};
use kith_store::{Key, Record};
use tempfile::TempDir;

use super::*;
use crate::clock::StillClock;

struct Desk {
    app: App,
    _home: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let home = tempfile::tempdir().expect("a folder");
        let now = Utc.with_ymd_and_hms(2026, 11, 22, 8, 0, 0).single().expect("an instant");
        let clock = StillClock::new(Moment { now, zone: Tz::Europe__Madrid });
        Desk { app: App::open(home.path(), Arc::new(clock)).expect("a book"), _home: home }
    }

    fn person(&self, name: &str) -> PersonId {
        self.app.add_person(name, |_| {}).expect("a person").id
    }

    fn put(&self, record: Record) {
        let decided = Decided { changes: vec![Change::Put(record)], answer: () };
        self.app.act(By::User, "test", |_, _| Ok(decided)).expect("put");
        self.assert_current();
    }

    fn plan(&self, people: &[PersonId]) -> Plan {
        let now = self.app.now();
        let plan = Plan {
            id: PlanId::new(now),
            people: people.to_vec(),
            mode: Mode::InPerson,
            state: PlanState::Agreed,
            times: vec![PlanTime { local: now.naive_utc(), zone: Tz::Europe__Lisbon }],
            minutes: 60,
            place: String::new(),
            note: String::new(),
            made: now,
            told: Told::default(),
            check_in: None,
            moved_to: None,
            extra: Extra::new(),
        };
        self.put(Record::Plan(Box::new(plan.clone())));
        plan
    }

    fn starter(&self, person: PersonId) -> Starter {
        let now = self.app.now();
        let starter = Starter {
            id: StarterId::new(now),
            person,
            kind: StarterKind::Promise,
            text: "the book".to_owned(),
            made: now,
            day: now.date_naive(),
            done: None,
            extra: Extra::new(),
        };
        self.put(Record::Starter(starter.clone()));
        starter
    }

    fn plans(&self) -> Vec<Plan> {
        self.app.cache().plans.values().cloned().collect()
    }

    fn starters(&self) -> Vec<Starter> {
        self.app.cache().starters.values().cloned().collect()
    }

    /// Fails unless memory and book agree.
    fn assert_current(&self) {
        let book = self.app.book().expect("a book");
        assert_eq!(self.plans(), book.plans().expect("plans"));
        assert_eq!(self.starters(), book.starters().expect("starters"));
        assert_eq!(self.app.cache().rows, book.rows().expect("rows"));
    }
}

#[test]
fn removing_somebody_takes_their_starters_and_leaves_plans_to_the_others_and_is_one_undo() {
    let desk = Desk::new();
    let (ana, luis) = (desk.person("Ana"), desk.person("Luis"));
    let (alone, shared, other) = (desk.plan(&[ana]), desk.plan(&[ana, luis]), desk.plan(&[luis]));
    let (hers, his) = (desk.starter(ana), desk.starter(luis));
    desk.app.remove_person(ana).expect("removed");
    desk.assert_current();
    let left = Plan { people: vec![luis], ..shared.clone() };
    assert_eq!((desk.plans(), desk.starters()), (vec![left, other.clone()], vec![his.clone()]));
    desk.app.undo(None).expect("undone");
    desk.assert_current();
    assert_eq!((desk.plans(), desk.starters()), (vec![alone, shared, other], vec![hers, his]));
}

#[test]
fn a_plan_forgets_the_contact_it_became_where_that_goes_with_who_was_there() {
    let desk = Desk::new();
    let (ana, luis) = (desk.person("Ana"), desk.person("Luis"));
    let plan = desk.plan(&[ana, luis]);
    let contact = CheckIn {
        id: CheckInId::new(plan.made),
        people: vec![ana],
        mode: Mode::InPerson,
        at: plan.made,
        day: plan.made.date_naive(),
        minutes: None,
        started_by: None,
        note: String::new(),
        felt: None,
        logged: plan.made,
        extra: Extra::new(),
    };
    desk.put(Record::CheckIn(contact.clone()));
    let happened = Plan { state: PlanState::Happened, check_in: Some(contact.id), ..plan };
    desk.put(Record::Plan(Box::new(happened.clone())));
    desk.app.remove_person(ana).expect("removed");
    assert_eq!(desk.plans(), [Plan { people: vec![luis], check_in: None, ..happened }]);
}

#[test]
fn merging_two_moves_plans_and_starters_to_the_one_kept_and_is_one_undo() {
    let desk = Desk::new();
    let (ana, anita, luis) = (desk.person("Ana"), desk.person("Anita"), desk.person("Luis"));
    let plans = [desk.plan(&[anita]), desk.plan(&[anita, luis, ana]), desk.plan(&[luis])];
    let starters = [desk.starter(anita), desk.starter(luis)];
    desk.app.merge_people(ana, anita, &Choice::default()).expect("merged");
    desk.assert_current();
    let with: Vec<_> = desk.plans().into_iter().map(|plan| plan.people).collect();
    assert_eq!(with, [vec![ana], vec![ana, luis], vec![luis]]);
    let of: Vec<_> = desk.starters().into_iter().map(|starter| starter.person).collect();
    assert_eq!(of, [ana, luis]);
    desk.app.undo(None).expect("undone");
    desk.assert_current();
    assert_eq!((desk.plans(), desk.starters()), (plans.to_vec(), starters.to_vec()));
}

#[test]
fn plans_and_starters_that_go_are_gone_from_memory_and_come_back_with_a_reload() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    let (plan, starter) = (desk.plan(&[ana]), desk.starter(ana));
    desk.app.reload().expect("reloaded");
    assert_eq!((desk.plans(), desk.starters()), (vec![plan.clone()], vec![starter.clone()]));
    for key in [Key::Plan(plan.id), Key::Starter(starter.id)] {
        let decided = Decided { changes: vec![Change::Remove(key)], answer: () };
        desk.app.act(By::User, "test", |_, _| Ok(decided)).expect("removed");
        desk.assert_current();
    }
    assert_eq!((desk.plans(), desk.starters()), (vec![], vec![]));
}
