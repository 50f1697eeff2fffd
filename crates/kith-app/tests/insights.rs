//! Insights: whatever is done to a book, every number is the sum over its check-ins as they stand.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{Days, NaiveDate};
use kith_app::{Announcement, App, AppError, Day, NewCheckIn, StillClock, parse_moment};
use kith_core::{
    CheckIn, CheckInId, Circle, Felt, Mode, PersonId, Status, Support, SupportRole,
    insights::{Insights, MOST_PEOPLE, Period, since},
    schedule::Moment,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use tempfile::TempDir;

struct Desk {
    app: App,
    home: TempDir,
}

fn open(home: &TempDir) -> App {
    let moment = parse_moment("2026-11-22T09:00:00[Europe/Madrid]", chrono_tz::UTC).expect("a moment");
    App::open(home.path(), Arc::new(StillClock::new(moment))).expect("a book")
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

/// A contact, with people by number.
#[derive(Clone, Debug)]
struct Contact {
    with: Vec<usize>,
    mode: Mode,
    ago: u64,
    minutes: Option<u32>,
    felt: Option<Felt>,
}

/// Something that is done.
#[derive(Clone, Debug)]
enum Deed {
    Add(Option<Circle>, Vec<SupportRole>),
    Log(Contact),
    Edit(usize, Contact),
    Remove(usize),
    RemovePerson(usize),
    Merge(usize, usize),
    End(usize),
    Undo,
    Redo,
    Restart,
    /// Somebody looks, so that what follows is followed and not read again.
    Look,
}

const MODES: [Mode; 5] = [Mode::Reaction, Mode::Message, Mode::Voice, Mode::Video, Mode::InPerson];

fn contact() -> impl Strategy<Value = Contact> {
    let felt = option::of(select(&[Felt::Lifted, Felt::Even, Felt::Drained][..]));
    let ago = prop_oneof![0_u64..30, 0_u64..1500];
    (vec(0_usize..8, 1..4), select(&MODES[..]), ago, option::of(1_u32..300), felt)
        .prop_map(|(with, mode, ago, minutes, felt)| Contact { with, mode, ago, minutes, felt })
}

fn deed() -> impl Strategy<Value = Deed> {
    let roles = vec(select(&SupportRole::ALL[..]), 0..3);
    prop_oneof![
        3 => (option::of(select(&Circle::ALL[..])), roles).prop_map(|(circle, roles)| Deed::Add(circle, roles)),
        8 => contact().prop_map(Deed::Log),
        2 => (0_usize..20, contact()).prop_map(|(which, contact)| Deed::Edit(which, contact)),
        2 => (0_usize..20).prop_map(Deed::Remove),
        1 => (0_usize..8).prop_map(Deed::RemovePerson),
        1 => (0_usize..8, 0_usize..8).prop_map(|(kept, other)| Deed::Merge(kept, other)),
        1 => (0_usize..8).prop_map(Deed::End),
        2 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
        1 => Just(Deed::Restart),
        3 => Just(Deed::Look),
    ]
}

impl Desk {
    fn new() -> Desk {
        let home = tempfile::tempdir().expect("a folder");
        Desk { app: open(&home), home }
    }

    fn everybody(&self) -> Vec<PersonId> {
        let mut ids: Vec<PersonId> = Status::ALL
            .into_iter()
            .flat_map(|status| {
                let query = kith_app::PeopleQuery { status: Some(status), ..Default::default() };
                self.app.people(&query).people
            })
            .map(|listed| listed.row.id)
            .collect();
        ids.sort_unstable();
        ids
    }

    /// All check-ins, as the history of each person has them.
    fn raw(&self) -> Vec<CheckIn> {
        let histories = self.everybody().into_iter().map(|id| self.app.history(id, 0, usize::MAX));
        let all: BTreeMap<CheckInId, CheckIn> =
            histories.flat_map(|history| history.expect("a history")).map(|it| (it.id, it)).collect();
        all.into_values().collect()
    }

    fn new_check_in(&self, contact: &Contact) -> Option<NewCheckIn> {
        let people = self.everybody();
        let mut with: Vec<PersonId> = contact
            .with
            .iter()
            .filter_map(|number| people.get(number % people.len().max(1)).copied())
            .collect();
        with.sort_unstable();
        with.dedup();
        let day = today().checked_sub_days(Days::new(contact.ago)).expect("a day");
        (!with.is_empty()).then(|| NewCheckIn {
            people: with,
            mode: contact.mode,
            when: Some(Day { day, time: None }),
            minutes: contact.minutes,
            started_by: None,
            note: "a “note” with \\ in it".to_owned(),
            felt: contact.felt,
            promise: None,
        })
    }

    fn perform(self, deed: &Deed) -> Desk {
        let app = &self.app;
        let people = self.everybody();
        let person = |number: usize| people.get(number % people.len().max(1)).copied();
        let check_in = |number: usize| {
            let raw = self.raw();
            raw.get(number % raw.len().max(1)).map(|it| it.id)
        };
        // What the book refuses, such as correcting a contact with somebody who has died, changes nothing.
        match deed {
            Deed::Add(circle, roles) => {
                let mut roles = roles.clone();
                roles.sort_unstable();
                roles.dedup();
                let name = format!("Person {}", people.len());
                let fill = |person: &mut kith_core::Person| {
                    person.circle = *circle;
                    person.support = roles.into_iter().map(Support::of).collect();
                };
                app.add_person(&name, fill).expect("a person");
            }
            Deed::Log(contact) => drop(self.new_check_in(contact).map(|new| app.log(&new))),
            Deed::Edit(which, contact) => {
                let new = self.new_check_in(contact);
                drop(check_in(*which).zip(new).map(|(id, new)| app.edit_check_in(id, &new)));
            }
            Deed::Remove(which) => drop(check_in(*which).map(|id| app.remove_check_in(id))),
            Deed::RemovePerson(which) => drop(person(*which).map(|id| app.remove_person(id))),
            Deed::Merge(kept, other) => {
                let both = person(*kept).zip(person(*other)).filter(|(kept, other)| kept != other);
                drop(both.map(|(kept, other)| {
                    app.merge_people(kept, other, &kith_core::merge::Choice::default())
                }));
            }
            Deed::End(which) => {
                let end = |person: &mut kith_core::Person| person.status = Status::Ended;
                drop(person(*which).map(|id| app.edit_person(id, end)));
            }
            Deed::Undo => match app.undo(None) {
                Ok(_) | Err(AppError::NothingToUndo) => {}
                Err(error) => panic!("{error}"),
            },
            Deed::Redo => drop(app.latest_redo().map(|seq| app.undo(Some(seq)))),
            Deed::Restart => {
                let Desk { app, home } = self;
                drop(app);
                return Desk { app: open(&home), home };
            }
            Deed::Look => drop(app.insights(Period::All).expect("insights")),
        }
        self
    }
}

/// Every number against the sum over the check-ins.
fn agree(desk: &Desk, period: Period) -> Result<(), TestCaseError> {
    let insights = desk.app.insights(period).expect("insights");
    let raw = desk.raw();
    let contacts: Vec<&CheckIn> = raw.iter().filter(|it| it.mode != Mode::Reaction).collect();
    parts_agree(desk, &insights, &contacts)?;
    felt_agrees(&insights, &contacts)?;
    circles_agree(desk, &insights, &contacts)?;
    year_agrees(desk, &insights, &contacts)
}

fn parts_agree(desk: &Desk, insights: &Insights, contacts: &[&CheckIn]) -> Result<(), TestCaseError> {
    for (part, next) in insights.parts.iter().zip(insights.parts.iter().skip(1)) {
        prop_assert_eq!(part.to.succ_opt(), Some(next.from), "no day is left out, and none is there twice");
    }
    for part in &insights.parts {
        let within = || contacts.iter().filter(|it| (part.from..=part.to).contains(&it.day));
        for (at, mode) in Mode::FLOORS.into_iter().enumerate() {
            let of_mode = || within().filter(|it| it.mode == mode);
            prop_assert_eq!(part.contacts[at] as usize, of_mode().count());
            prop_assert_eq!(part.untimed[at] as usize, of_mode().filter(|it| it.minutes.is_none()).count());
            let minutes: u64 = of_mode().filter_map(|it| it.minutes).map(u64::from).sum();
            prop_assert_eq!(part.minutes[at], minutes);
        }
        let all: u64 = within().filter_map(|it| it.minutes).map(u64::from).sum();
        prop_assert_eq!(part.human(), all);
        for (at, role) in SupportRole::ALL.into_iter().enumerate() {
            let carries = |id: &PersonId| {
                let person = desk.app.known(*id).expect("somebody");
                person.support.iter().any(|support| support.role == role)
            };
            let with = within().filter(|it| it.people.iter().any(carries)).count();
            prop_assert_eq!(part.support[at] as usize, with);
        }
    }
    if insights.period == Period::All && !contacts.is_empty() {
        let all: u64 = insights.parts.iter().map(|part| part.human()).sum();
        let raw: u64 = contacts.iter().filter_map(|it| it.minutes).map(u64::from).sum();
        prop_assert_eq!(all, raw, "all of it is all of it");
    }
    Ok(())
}

fn felt_agrees(insights: &Insights, contacts: &[&CheckIn]) -> Result<(), TestCaseError> {
    let (Some(first), Some(last)) = (insights.parts.first(), insights.parts.last()) else { return Ok(()) };
    for (at, mode) in Mode::FLOORS.into_iter().enumerate() {
        let of = |felt: Option<Felt>| {
            let within = contacts.iter().filter(|it| (first.from..=last.to).contains(&it.day));
            within.filter(|it| it.mode == mode && it.felt == felt).count()
        };
        let told = insights.felt[at];
        let told = [told.lifted, told.even, told.drained, told.unsaid].map(|count| count as usize);
        prop_assert_eq!(told, [Some(Felt::Lifted), Some(Felt::Even), Some(Felt::Drained), None].map(of));
    }
    Ok(())
}

fn circles_agree(desk: &Desk, insights: &Insights, contacts: &[&CheckIn]) -> Result<(), TestCaseError> {
    let settings = desk.app.settings();
    let lately = |it: &&&CheckIn| (since(today())..=today()).contains(&it.day);
    for meant in &insights.circles {
        let asked = settings.circle_defaults(meant.circle);
        prop_assert!(asked.iter().any(|default| default.mode == meant.floor));
        let people: Vec<PersonId> = desk
            .everybody()
            .into_iter()
            .filter(|id| {
                let person = desk.app.known(*id).expect("somebody");
                person.circle == Some(meant.circle) && person.is_ever_suggested()
            })
            .collect();
        prop_assert_eq!(meant.people as usize, people.len());
        let came = |id: &PersonId| {
            let with = contacts.iter().filter(lately).filter(|it| it.people.contains(id));
            with.filter(|it| it.mode.satisfies(meant.floor)).count()
        };
        let counts: Vec<usize> = people.iter().map(came).collect();
        prop_assert_eq!(meant.came as usize, counts.iter().sum::<usize>());
        prop_assert_eq!(meant.reached as usize, counts.iter().filter(|count| **count > 0).count());
    }
    Ok(())
}

fn year_agrees(desk: &Desk, insights: &Insights, contacts: &[&CheckIn]) -> Result<(), TestCaseError> {
    let year = &insights.year;
    prop_assert!(year.people.len() <= MOST_PEOPLE);
    let end = year.months[11].checked_add_months(chrono::Months::new(1)).expect("a day");
    let mut all = year.others_contacts;
    for person in &year.people {
        prop_assert_ne!(desk.app.known(person.id).expect("somebody").status, Status::Ended);
        for (at, month) in person.months.iter().enumerate() {
            let next = year.months.get(at + 1).copied().unwrap_or(end);
            let within = || {
                let of_month = contacts.iter().filter(|it| (year.months[at]..next).contains(&it.day));
                of_month.filter(|it| it.people.contains(&person.id))
            };
            prop_assert_eq!(month.contacts as usize, within().count());
            prop_assert_eq!(month.deepest, within().map(|it| it.mode).max());
            all += u64::from(month.contacts);
        }
    }
    let in_year = contacts.iter().filter(|it| (year.months[0]..end).contains(&it.day));
    prop_assert_eq!(all as usize, in_year.map(|it| it.people.len()).sum::<usize>());
    let order: Vec<_> = year
        .people
        .iter()
        .map(|it| (it.circle.map_or(usize::MAX, |circle| circle as usize), kith_core::find::fold(&it.name)))
        .collect();
    prop_assert!(order.is_sorted(), "by circle and then by name, and by nothing else");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn every_number_is_the_sum_over_the_check_ins(deeds in vec(deed(), 1..30)) {
        let mut desk = Desk::new();
        for name in ["Ana", "Luis", "Mei"] {
            desk.app.add_person(name, |person| person.circle = Some(Circle::Close)).expect("a person");
        }
        for deed in &deeds {
            desk = desk.perform(deed);
        }
        for period in [Period::Weeks, Period::Months, Period::Year(2025), Period::All] {
            agree(&desk, period)?;
        }
    }
}

#[test]
fn the_week_can_be_looked_back_at_once_from_sunday_until_monday_evening() {
    let Desk { app, home: _home } = Desk::new();
    app.change_settings(|settings| settings.look_back = true).expect("set");
    let at = |moment: &str| {
        app.set_clock(parse_moment(moment, chrono_tz::UTC).expect("a moment")).expect("set");
        app.seen();
        let said = |announcement| matches!(announcement, Some(Announcement::LookBack(_)));
        said(app.turn(Moment::Tick).expect("a turn").0)
    };
    assert!(!at("2026-11-22T18:30:00[Europe/Madrid]"));
    assert!(at("2026-11-22T19:00:00[Europe/Madrid]"));
    assert!(!at("2026-11-22T19:01:00[Europe/Madrid]"), "it is said once");
    assert!(at("2026-11-30T09:00:00[Europe/Madrid]"), "Sunday was missed");
    assert!(!at("2026-12-08T09:00:00[Europe/Madrid]"), "Tuesday is too late for the week before");
    let acts = app.acts(None, 10).expect("acts").acts;
    assert_eq!(acts.iter().filter(|act| act.name == "look-back.told").count(), 2);
}

#[test]
fn a_week_says_what_was_and_what_lies_ahead_and_suggests_nobody_who_has_died() {
    let Desk { app, home: _home } = Desk::new();
    let birthday = |person: &mut kith_core::Person| person.birthday = "1980-11-25".parse().ok();
    let ana = app.add_person("Ana", birthday).expect("a person").id;
    let grandmother = app
        .add_person("Grandmother", |person| {
            birthday(person);
            person.status = Status::Deceased;
        })
        .expect("a person")
        .id;
    let log = |person, mode, minutes, promise: Option<&str>| {
        app.log(&NewCheckIn {
            people: vec![person],
            mode,
            when: Some(Day { day: today(), time: None }),
            minutes,
            started_by: None,
            note: String::new(),
            felt: None,
            promise: promise.map(str::to_owned),
        })
        .expect("logged");
    };
    log(ana, Mode::InPerson, Some(90), Some("send the photos"));
    log(ana, Mode::Voice, None, None);
    log(ana, Mode::Reaction, Some(5), None);
    let view = app.look_back(Some(today())).expect("a week");
    let back = &view.back;
    assert_eq!((back.face_to_face, back.called, back.contacts, back.untimed), (90, 0, 2, 1));
    assert_eq!((back.kept, back.open, back.scrolled), (0, 1, None));
    assert_eq!(view.names, ["Ana"]);
    let names: Vec<&str> = view.birthdays.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Ana"], "nobody congratulates {grandmother}");
    assert_eq!(view.later, None, "the week after has not begun");
}
