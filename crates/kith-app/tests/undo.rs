//! Undo: every act can be taken back, the latest first, over restarts and as far back as the book goes.

mod common;

use std::{collections::BTreeMap, path::Path};

use common::{Desk, SUNDAY, clock_at};
use kith_app::{App, AppError, Day, NewCadence, NewCheckIn, NewRepeat, PeopleQuery, Wait};
use kith_core::{CheckIn, Circle, Fate, Mode, Person, PersonId, Settings, Status, schedule::Moment};
use kith_store::{Act, Book, Change, Key, Record};
use proptest::prelude::*;

impl Desk {
    fn person(&self, name: &str) -> PersonId {
        self.app.add_person(name, |_| {}).expect("a person").id
    }

    fn log(&self, people: &[PersonId], mode: Mode) -> kith_app::Logged {
        self.app.log(&check_in(people, mode, "2026-11-01")).expect("logged")
    }

    /// What the user sees of the book; what Kith itself does is no part of it.
    fn seen(&self) -> (BTreeMap<PersonId, (Person, Vec<CheckIn>)>, Settings) {
        let all = PeopleQuery { status: None, ..PeopleQuery::default() };
        let everybody = Status::ALL
            .into_iter()
            .flat_map(|status| self.app.people(&PeopleQuery { status: Some(status), ..all.clone() }).people);
        let page = |id| self.app.person(id, usize::MAX).expect("a page");
        let seen = everybody.map(|listed| {
            let page = page(listed.row.id);
            // Of two contacts at one instant the one written last comes first, and taking back writes.
            let mut history = page.history;
            history.sort_by_key(|check_in| check_in.id);
            (listed.row.id, (page.person, history))
        });
        (seen.collect(), self.app.settings())
    }

    fn undone(&self) -> String {
        self.app.undo(None).expect("undone").of.name
    }
}

fn check_in(people: &[PersonId], mode: Mode, day: &str) -> NewCheckIn {
    NewCheckIn {
        people: people.to_vec(),
        mode,
        when: Some(Day { day: day.parse().expect("a day"), time: None }),
        minutes: None,
        started_by: None,
        note: String::new(),
        felt: None,
        promise: None,
    }
}

fn every(interval: &str, mode: Mode) -> NewCadence {
    NewCadence { mode, repeat: NewRepeat::After { every: interval.parse().expect("an interval"), at: None } }
}

const CARDS: &[u8] = b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ana Ruiz\r\nEMAIL:ana@example.org\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Luis\r\nUID:u-1\r\nEND:VCARD\r\n";

#[test]
fn two_hundred_and_fifty_acts_are_taken_back_over_restarts() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    for number in 0..249 {
        desk.app.edit_person(ana, |person| person.note = format!("note {number}")).expect("edited");
    }
    let mut desk = desk.restarted();
    for number in (0..249).rev() {
        assert_eq!(desk.app.person(ana, 0).expect("ana").person.note, format!("note {number}"));
        assert_eq!(desk.undone(), "people.edit");
        if number % 100 == 0 {
            desk = desk.restarted();
        }
    }
    assert_eq!(desk.app.person(ana, 0).expect("ana").person.note, "");
    assert_eq!(desk.undone(), "people.add");
    let desk = desk.restarted();
    assert_eq!(desk.app.latest_undo(), None);
    assert!(matches!(desk.app.undo(None), Err(AppError::NothingToUndo)));
}

#[test]
fn imports_bulk_changes_and_removals_are_one_undo_each_after_a_restart() {
    let desk = Desk::new();
    let empty = desk.seen();
    let report = desk.app.import_file(CARDS).expect("imported");
    let both: Vec<PersonId> = report.added.iter().map(|(id, _)| *id).collect();
    let imported = desk.seen();
    desk.app.set_circle(&both, Some(Circle::Friends)).expect("moved");
    desk.app.add_cadences(&both, &every("3w", Mode::Voice)).expect("cadences");
    let given = desk.seen();
    desk.log(&both, Mode::InPerson);
    desk.log(&both[..1], Mode::Voice);
    let before = desk.seen();
    desk.app.remove_person(both[0]).expect("removed");
    assert_eq!(desk.seen().0[&both[1]].1[0].people, [both[1]]);
    let desk = desk.restarted();
    assert_eq!((desk.undone(), desk.seen()), ("people.remove".to_owned(), before));
    assert_eq!((desk.undone(), desk.undone()), ("log".to_owned(), "log".to_owned()));
    assert_eq!(desk.seen(), given);
    assert_eq!((desk.undone(), desk.undone()), ("cadence.add".to_owned(), "people.circle".to_owned()));
    assert_eq!(desk.seen(), imported);
    assert_eq!((desk.undone(), desk.seen()), ("import".to_owned(), empty));
}

#[test]
fn what_was_undone_can_be_done_again_until_something_else_is_done() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    desk.log(&[ana], Mode::Voice);
    let before = desk.seen();
    let first = desk.app.undo(None).expect("undone");
    let second = desk.app.undo(None).expect("undone");
    assert!(
        matches!(desk.app.undo(Some(first.seq)), Err(AppError::NothingToUndo)),
        "the later one comes first"
    );
    let desk = desk.restarted();
    assert_eq!(desk.app.latest_redo(), Some(second.seq));
    let again = desk.app.undo(Some(second.seq)).expect("done again");
    assert!(again.again && again.of.name == "people.add");
    assert_eq!(desk.app.latest_undo().map(|undo| undo.name).as_deref(), Some("people.add"));
    let desk = desk.restarted();
    assert_eq!(desk.app.latest_redo(), Some(first.seq));
    desk.app.undo(Some(first.seq)).expect("done again");
    assert_eq!(desk.seen(), before);
    assert_eq!(desk.app.latest_redo(), None);
    // And the same acts can be taken back again, until something new is done.
    let undone = desk.app.undo(None).expect("undone");
    assert_eq!(undone.of.name, "log");
    desk.person("Luis");
    assert_eq!(desk.app.latest_redo(), None);
    assert!(matches!(desk.app.undo(Some(undone.seq)), Err(AppError::NothingToUndo)));
    let desk = desk.restarted();
    assert_eq!(desk.app.latest_redo(), None);
    assert_eq!((desk.undone(), desk.undone()), ("people.add".to_owned(), "people.add".to_owned()));
    assert_eq!(desk.app.latest_undo(), None);
}

#[test]
fn a_prompt_that_kith_has_let_pass_since_stays_passed() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    let repeat = NewRepeat::Rule {
        rule: "FREQ=DAILY".to_owned(),
        start: "2026-11-20T08:00:00".parse().expect("a time"),
        zone: None,
    };
    desk.app.add_cadence(ana, &NewCadence { mode: Mode::Voice, repeat }).expect("a cadence");
    desk.days_pass(1);
    desk.app.turn(Moment::Tick).expect("a turn");
    desk.app.snooze(ana.into(), Wait::Hours(1)).expect("snoozed");
    desk.days_pass(3);
    desk.app.turn(Moment::Tick).expect("a turn");
    let fates = |desk: &Desk| -> Vec<Fate> {
        desk.app.prompts(100).expect("prompts").into_iter().map(|line| line.prompt.fate).collect()
    };
    let before = fates(&desk);
    assert!(before.contains(&Fate::Passed), "{before:?}");
    let desk = desk.restarted();
    let undone = desk.app.undo(None).expect("undone");
    assert_eq!((undone.of.name.as_str(), undone.kept), ("snooze", 1));
    assert_eq!(fates(&desk), before);
    assert_eq!(desk.undone(), "cadence.add", "what was kept is not undone a second time");
}

#[test]
fn somebody_taken_back_goes_with_the_prompts_that_came_since_and_comes_again_with_them() {
    let desk = Desk::new();
    let ana = desk.app.add_person("Ana", |person| person.circle = Some(Circle::Inner)).expect("ana").id;
    desk.days_pass(60);
    desk.app.turn(Moment::Tick).expect("a turn");
    let prompts = desk.app.prompts(9).expect("prompts");
    assert!(!prompts.is_empty());
    let undone = desk.app.undo(None).expect("undone");
    assert_eq!(desk.app.prompts(9).expect("prompts"), []);
    desk.app.undo(Some(undone.seq)).expect("done again");
    assert_eq!(desk.app.prompts(9).expect("prompts"), prompts);
    assert_eq!(desk.app.name(ana), "Ana");
}

/// Acts written by a Kith whose undos did not say what they take back.
fn written_before(home: &Path, names: &[&'static str]) -> Vec<u64> {
    let book = Book::open(home).expect("a book");
    let person = |n: u8| {
        let id = PersonId::from_bytes([n; 16]);
        Person { id, ..Person::named(format!("person {n}"), Default::default()) }
    };
    let mut there: Vec<u8> = Vec::new();
    let act = |(n, name): (usize, &&'static str)| {
        let n = u8::try_from(n).expect("few");
        let change = match *name {
            "undo" => Change::Remove(Key::Person(person(there.pop().expect("somebody")).id)),
            _ => {
                there.push(n);
                Change::Put(Record::Person(Box::new(person(n))))
            }
        };
        book.commit(Act::new(Default::default(), name, vec![change])).expect("commit").seq
    };
    names.iter().enumerate().map(act).collect()
}

#[test]
fn undos_that_do_not_say_what_they_took_back_took_back_the_latest() {
    let home = tempfile::tempdir().expect("a folder");
    let seqs = written_before(
        home.path(),
        &["people.add", "people.add", "people.add", "undo", "undo", "people.add", "people.add", "undo"],
    );
    let app = App::open(home.path(), clock_at(SUNDAY)).expect("the book");
    assert_eq!(app.latest_redo(), None);
    let mut taken = Vec::new();
    while let Ok(undone) = app.undo(None) {
        taken.push(undone.of.seq);
    }
    assert_eq!(taken, [seqs[5], seqs[0]]);
    assert_eq!(app.people(&PeopleQuery::default()).total, 0);
}

/// Something that is done, with what it is done to.
#[derive(Clone, Debug)]
enum Move {
    Add(u8),
    Edit(u8, String),
    Circle(Vec<u8>, Option<Circle>),
    Cadence(Vec<u8>, Mode),
    Log(Vec<u8>, Mode, u8),
    EditLog(u8, Mode),
    Unlog(u8),
    Remove(u8),
    Snooze(u8),
    Skip(u8),
    Import,
    Cap(u8),
    /// Kith asks, some days later.
    DaysPass(u8),
    Reopen,
    UndoAndAgain,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let mode = || prop::sample::select(&Mode::FLOORS[..]);
    let some = || prop::collection::vec(any::<u8>(), 1..4);
    let one = prop_oneof![
        5 => any::<u8>().prop_map(Move::Add),
        3 => (any::<u8>(), "[a-z]{0,6}").prop_map(|(n, note)| Move::Edit(n, note)),
        2 => (some(), prop::option::of(prop::sample::select(&Circle::ALL[..]))).prop_map(|(n, c)| Move::Circle(n, c)),
        3 => (some(), mode()).prop_map(|(n, mode)| Move::Cadence(n, mode)),
        6 => (some(), mode(), 1..28u8).prop_map(|(n, mode, day)| Move::Log(n, mode, day)),
        2 => (any::<u8>(), mode()).prop_map(|(n, mode)| Move::EditLog(n, mode)),
        2 => any::<u8>().prop_map(Move::Unlog),
        2 => any::<u8>().prop_map(Move::Remove),
        2 => any::<u8>().prop_map(Move::Snooze),
        2 => any::<u8>().prop_map(Move::Skip),
        1 => Just(Move::Import),
        1 => (1..9u8).prop_map(Move::Cap),
        5 => (1..20u8).prop_map(Move::DaysPass),
        1 => Just(Move::Reopen),
        2 => Just(Move::UndoAndAgain),
    ];
    prop::collection::vec(one, 1..40)
}

impl Desk {
    fn everybody(&self) -> Vec<PersonId> {
        self.seen().0.into_keys().collect()
    }

    fn some(&self, numbers: &[u8]) -> Vec<PersonId> {
        let all = self.everybody();
        let pick = |n: &u8| all.get(usize::from(*n) % all.len().max(1)).copied();
        numbers.iter().filter_map(pick).collect()
    }

    /// What is refused is refused, and is no act.
    fn make(&self, one: Move) {
        let one_of = |n: u8| self.some(&[n]).first().copied();
        let logged = |n: u8| {
            let recent = self.app.recent(20).expect("recent");
            recent.get(usize::from(n) % recent.len().max(1)).cloned()
        };
        match one {
            Move::Add(n) => drop(self.app.add_person(&format!("person {n}"), |_| {})),
            Move::Edit(n, note) => drop(one_of(n).map(|id| self.app.edit_person(id, |p| p.note = note))),
            Move::Circle(n, circle) => drop(self.app.set_circle(&self.some(&n), circle)),
            Move::Cadence(n, mode) => drop(self.app.add_cadences(&self.some(&n), &every("1w", mode))),
            Move::Log(n, mode, day) => {
                drop(self.app.log(&check_in(&self.some(&n), mode, &format!("2026-10-{day:02}"))));
            }
            Move::EditLog(n, mode) => drop(logged(n).map(|before| {
                self.app.edit_check_in(before.id, &check_in(&before.people, mode, "2026-11-01"))
            })),
            Move::Unlog(n) => drop(logged(n).map(|check_in| self.app.remove_check_in(check_in.id))),
            Move::Remove(n) => drop(one_of(n).map(|id| self.app.remove_person(id))),
            Move::Snooze(n) => drop(one_of(n).map(|id| self.app.snooze(id.into(), Wait::Hours(5)))),
            Move::Skip(n) => drop(one_of(n).map(|id| self.app.skip(id.into()))),
            Move::Import => drop(self.app.import_file(CARDS)),
            Move::Cap(cap) => drop(self.app.change_settings(|settings| settings.daily_cap = cap)),
            Move::DaysPass(days) => {
                self.days_pass(days.into());
                self.app.turn(Moment::Tick).expect("a turn");
            }
            Move::UndoAndAgain => {
                if let Ok(undone) = self.app.undo(None) {
                    self.app.undo(Some(undone.seq)).expect("done again");
                }
            }
            Move::Reopen => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn whatever_was_done_is_taken_back_step_by_step(moves in moves()) {
        let mut desk = Desk::new();
        let mut states = vec![(None, desk.seen())];
        for one in moves {
            let reopen = matches!(one, Move::Reopen);
            desk.make(one);
            if reopen {
                desk = desk.restarted();
            }
            let latest = desk.app.latest_undo();
            match states.last() {
                Some((of, state)) if *of == latest => prop_assert_eq!(&desk.seen(), state),
                _ => states.push((latest, desk.seen())),
            }
        }
        desk = desk.restarted();
        for (undo, state) in states.into_iter().rev() {
            prop_assert_eq!(&desk.app.latest_undo(), &undo);
            prop_assert_eq!(desk.seen(), state);
            if undo.is_some() {
                prop_assert_eq!(Some(desk.app.undo(None).expect("undone").of), undo);
            }
        }
        prop_assert!(desk.seen().0.is_empty() && desk.app.prompts(9).expect("prompts").is_empty());
    }
}
