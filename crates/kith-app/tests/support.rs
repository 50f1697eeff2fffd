//! Whom one can turn to, what is kept of having asked, and whom one carries for a while, on a clock that is moved.

mod common;

use SupportRole::{Advice, Listening, PracticalHelp};
use chrono::NaiveDate;
use common::Desk;
use kith_app::{Announcement, AppError, Day, NewCadence, NewCheckIn, NewGoingThrough, NewRepeat};
use kith_core::{
    Boundary, FreeHours, Helpline, Mode, Person, PersonId, Status, SupportRole,
    need::Nobody,
    net::{RestsOn, Step},
    schedule::Moment,
};
use rstest::rstest;

impl Desk {
    fn carries(&self, name: &str, roles: &[SupportRole]) -> PersonId {
        let id = self.app.add_person(name, |_| {}).expect("a person").id;
        roles.iter().for_each(|role| drop(self.app.carry(id, *role, "").expect("carried")));
        id
    }

    /// Days pass, and Kith is looked at again.
    fn lives_on(&self, days: u64) {
        self.days_pass(days);
        self.app.seen();
    }

    fn asked(&self) -> Vec<(String, bool)> {
        self.app.today().expect("today").asks.into_iter().map(|ask| (ask.name, ask.nearer)).collect()
    }

    fn announced(&self) -> usize {
        match self.app.turn(Moment::Tick).expect("a turn").0 {
            Some(Announcement::Each(asks) | Announcement::Digest(asks)) => asks.len(),
            _ => 0,
        }
    }

    fn log(&self, person: PersonId, mode: Mode) {
        let today = self.app.local_now().date_naive();
        let new = NewCheckIn {
            people: vec![person],
            mode,
            when: Some(Day { day: today, time: None }),
            minutes: None,
            started_by: None,
            note: String::new(),
            felt: None,
            promise: None,
        };
        self.app.log(&new).expect("logged");
    }

    fn rests_on(&self, role: SupportRole) -> RestsOn {
        let net = self.app.net();
        net.needs.iter().find(|need| need.role == role).expect("every need").rests_on()
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn going(every: &str, mode: Mode, until: &str) -> NewGoingThrough {
    NewGoingThrough {
        every: every.parse().expect("an interval"),
        mode,
        until: day(until),
        note: "  an operation\n".to_owned(),
    }
}

#[rstest]
#[case::the_person(|desk: &Desk, bo| drop(desk.app.remove_person(bo).expect("removed")))]
#[case::the_role(|desk: &Desk, bo| drop(desk.app.drop_role(bo, PracticalHelp).expect("dropped")))]
#[case::a_boundary(|desk: &Desk, bo| drop(desk.app.edit_person(bo, |it| it.boundary = Some(Boundary::NeverSuggest)).expect("edited")))]
#[case::a_rest(|desk: &Desk, bo| drop(desk.app.edit_person(bo, |it| it.status = Status::Resting).expect("edited")))]
fn when_the_last_who_carries_practical_help_goes_the_gap_is_named_at_once(#[case] go: fn(&Desk, PersonId)) {
    let desk = Desk::new();
    desk.carries("Ana", &[Listening, Advice, SupportRole::Company, SupportRole::Professional]);
    let bo = desk.carries("Bo", &[PracticalHelp]);
    assert_eq!(desk.rests_on(PracticalHelp), RestsOn::OneAlone);
    go(&desk, bo);
    assert_eq!(desk.rests_on(PracticalHelp), RestsOn::Nobody);
    assert_eq!(desk.app.net().step, Step::Fill(PracticalHelp));
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.rests_on(PracticalHelp), RestsOn::OneAlone);
}

#[test]
fn one_person_with_all_five_roles_is_named_also_after_a_restart() {
    let desk = Desk::new();
    let ana = desk.carries("Ana", &SupportRole::ALL);
    let desk = desk.restarted();
    assert_eq!(desk.app.net().everything, [ana]);
    assert!(matches!(desk.app.net().step, Step::Relieve(who, _) if who == ana));
}

#[test]
fn a_role_is_carried_once_with_the_latest_note_and_only_by_whom_one_is_in_touch_with() {
    let desk = Desk::new();
    let ana = desk.carries("Ana", &[Advice]);
    desk.app.carry(ana, PracticalHelp, " has a\ncar ").expect("carried");
    desk.app.carry(ana, Advice, "knows about leases").expect("carried");
    let person = desk.app.carry(ana, Advice, "").expect("carried");
    let said: Vec<(SupportRole, &str)> =
        person.support.iter().map(|it| (it.role, it.note.as_str())).collect();
    assert_eq!(said, [(PracticalHelp, "has a car"), (Advice, "knows about leases")]);
    desk.app.edit_person(ana, |person| person.status = Status::Ended).expect("edited");
    assert!(matches!(desk.app.carry(ana, Listening, ""), Err(AppError::NotActive { .. })));
}

#[test]
fn whoever_was_not_called_for_long_is_named_like_whoever_was() {
    let desk = Desk::new();
    let (ana, _) = (desk.carries("Ana", &[Listening]), desk.carries("Bo", &[Listening]));
    desk.lives_on(400);
    desk.log(ana, Mode::Voice);
    let names: Vec<String> = desk.app.need(Listening).helpers.into_iter().map(|it| it.helper.name).collect();
    assert_eq!(names, ["Ana", "Bo"]);
    assert_eq!(desk.app.need(PracticalHelp).nobody, Some(Nobody::Carries));
}

#[test]
fn the_number_of_a_practice_is_the_one_to_call() {
    let desk = Desk::new();
    let ana = desk.carries("Dr Diaz", &[SupportRole::Professional]);
    let number = |text: &str| kith_core::Labelled::plain(text);
    let first = |person: &mut Person| {
        person.phones = vec![number("+34 600 1")];
        person.zone = Some(chrono_tz::Tz::Europe__Madrid);
    };
    desk.app.edit_person(ana, first).expect("edited");
    let phone = || desk.app.need(SupportRole::Professional).helpers[0].phone.clone();
    assert_eq!(phone().as_deref(), Some("+34 600 1"));
    let practice = |person: &mut Person| person.support[0].phone = Some("+34 910 2".to_owned());
    desk.app.edit_person(ana, practice).expect("edited");
    assert_eq!(phone().as_deref(), Some("+34 910 2"));
}

#[test]
fn what_was_needed_is_kept_only_for_whoever_wants_that_and_is_forgotten_on_request() {
    let desk = Desk::new();
    desk.carries("Ana", &[Listening]);
    let before = (*desk.app.changes().borrow(), desk.app.latest_undo());
    desk.app.need(Listening);
    desk.app.keep_need(Listening).expect("nothing kept");
    assert_eq!(
        (*desk.app.changes().borrow(), desk.app.latest_undo()),
        before,
        "not a byte of it is in the book"
    );
    let desk = desk.restarted();
    assert!(desk.app.kept_needs().is_empty());

    desk.app.change_settings(|settings| settings.keep_needs = true).expect("settings");
    desk.app.need(Advice);
    assert!(desk.app.kept_needs().is_empty(), "looking is not asking");
    desk.app.keep_need(Listening).expect("kept");
    desk.lives_on(1);
    desk.app.keep_need(Advice).expect("kept");
    let desk = desk.restarted();
    let kept: Vec<_> = desk.app.kept_needs().into_iter().map(|it| (it.day, it.role)).collect();
    assert_eq!(kept, [(day("2026-11-23"), Advice), (day("2026-11-22"), Listening)]);
    assert_eq!(desk.app.forget_needs().expect("forgotten"), 2);
    assert!(desk.app.kept_needs().is_empty());
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.app.kept_needs().len(), 2);
}

#[test]
fn a_helpline_is_entered_changed_taken_out_and_back_by_undo() {
    let desk = Desk::new();
    let line = Helpline {
        name: " Listening line ".to_owned(),
        number: "717 003 717".to_owned(),
        hours: None,
        note: String::new(),
    };
    desk.app.add_helpline(line.clone()).expect("added");
    let open: FreeHours =
        serde_json::from_value(serde_json::json!({"weekdays": {"from": "09:00:00", "to": "17:00:00"}}))
            .expect("hours");
    desk.app.edit_helpline(0, Helpline { hours: Some(open), ..line.clone() }).expect("edited");
    let view = &desk.app.need(Listening).helplines[0];
    assert_eq!((view.line.name.as_str(), view.answers), ("Listening line", false), "it is Sunday");
    desk.lives_on(1);
    assert!(desk.app.helplines()[0].answers, "it is Monday at nine");
    assert!(matches!(desk.app.remove_helpline(1), Err(AppError::Gone(_))));
    desk.app.remove_helpline(0).expect("removed");
    assert!(desk.app.helplines().is_empty());
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.app.helplines().len(), 1);
    let blank = Helpline { name: " ".to_owned(), ..line };
    assert!(matches!(desk.app.add_helpline(blank), Err(AppError::NoHelpline)));
}

#[test]
fn who_is_going_through_something_is_asked_for_nearer_until_that_ends_by_itself() {
    let desk = Desk::new();
    let ana = desk.carries("Ana", &[]);
    let repeat = NewRepeat::After { every: "2mo".parse().expect("an interval"), at: None };
    desk.app.add_cadence(ana, &NewCadence { mode: Mode::Voice, repeat }).expect("a cadence");
    desk.log(ana, Mode::Voice);
    desk.lives_on(6);
    assert_eq!(desk.asked(), [], "in two months");
    let person = desk.app.goes_through(ana, &going("3d", Mode::Message, "2026-12-12")).expect("noted");
    assert_eq!(person.going_through.expect("noted").note, "an operation");
    assert_eq!(desk.asked(), [("Ana".to_owned(), true)]);
    assert_eq!(desk.announced(), 1);

    desk.log(ana, Mode::Message);
    assert_eq!(desk.asked(), []);
    desk.lives_on(2);
    assert_eq!((desk.asked(), desk.announced()), (Vec::new(), 0));
    desk.lives_on(1);
    assert_eq!(desk.asked(), [("Ana".to_owned(), true)], "after three days");
    let desk = desk.restarted();
    assert_eq!(desk.announced(), 1);

    // 1 December; it holds until the end of 12 December.
    desk.lives_on(11);
    assert_eq!(desk.asked(), [("Ana".to_owned(), true)]);
    desk.lives_on(1);
    assert_eq!((desk.asked(), desk.announced()), (Vec::new(), 0), "it has ended by itself");
    let page = desk.app.person(ana, 0).expect("a page");
    assert!(page.cadences.iter().all(|it| !it.nearer) && page.cadences.len() == 1);
    desk.lives_on(60);
    assert_eq!(desk.asked(), [("Ana".to_owned(), false)], "and the old cadence asks as ever");
}

#[test]
fn it_can_be_changed_and_ended_before_its_time_and_undo_brings_it_back() {
    let desk = Desk::new();
    let ana = desk.carries("Ana", &[]);
    let before = desk.app.goes_through(ana, &going("3d", Mode::Voice, "2026-12-12")).expect("noted");
    let after = desk.app.goes_through(ana, &going("1w", Mode::Voice, "2026-12-24")).expect("changed");
    let of = |person: Person| person.going_through.expect("noted");
    let (before, after) = (of(before), of(after));
    assert_eq!((before.cadence, before.first), (after.cadence, after.first), "what was asked is still asked");
    assert_eq!(desk.asked().len(), 1);
    desk.app.has_gone_through(ana).expect("ended");
    assert_eq!(desk.asked(), []);
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.asked().len(), 1);
}

#[rstest]
#[case::it_has_ended(going("3d", Mode::Voice, "2026-11-22"), "that moment has passed")]
#[case::for_years(going("3d", Mode::Voice, "2028-11-22"), "going_through is out of range")]
#[case::a_like(going("3d", Mode::Reaction, "2026-12-12"), "a reaction is not contact")]
fn what_cannot_be_is_refused(#[case] new: NewGoingThrough, #[case] said: &str) {
    let desk = Desk::new();
    let ana = desk.carries("Ana", &[]);
    assert_eq!(desk.app.goes_through(ana, &new).expect_err("refused").to_string(), said);
    assert_eq!(desk.app.person(ana, 0).expect("a page").person.going_through, None);
}

#[rstest]
#[case::boundary(|person: &mut Person| person.boundary = Some(Boundary::OnlyAnswer))]
#[case::resting(|person: &mut Person| person.status = Status::Resting)]
#[case::dead(|person: &mut Person| person.status = Status::Deceased)]
fn nobody_who_is_not_to_be_suggested_is_asked_for_because_of_it(#[case] change: fn(&mut Person)) {
    let desk = Desk::new();
    let ana = desk.carries("Ana", &[]);
    desk.app.goes_through(ana, &going("3d", Mode::Message, "2026-12-12")).expect("noted");
    assert_eq!(desk.asked().len(), 1);
    desk.app.edit_person(ana, change).expect("edited");
    assert_eq!((desk.asked(), desk.announced()), (Vec::new(), 0));
}
