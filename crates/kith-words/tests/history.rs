//! What was done, as people read it.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use kith_app::{By, Changed, Tally, Told, Undo, Undone};
use kith_core::{
    CadenceId, CheckIn, CheckInId, Circle, Extra, Fate, Mode, Noted, NotedId, NotedWhat, OffTime, Person,
    PersonId, Photo, Plan, PlanId, PlanState, PlanTime, Prompt, PromptId, Settings, Slot, Starter, StarterId,
    StarterKind, SupportRole, plan,
};
use kith_store::{Key, Record, Turned};
use kith_words::{Telling, Words};
use rstest::rstest;

fn words() -> Words {
    Words::new(Some("en-GB"))
}

/// Sunday 22 November 2026, noon in Madrid.
fn now() -> DateTime<Tz> {
    "2026-11-22T11:00:00Z".parse::<DateTime<Utc>>().expect("a time").with_timezone(&Tz::Europe__Madrid)
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn id(n: u8) -> PersonId {
    PersonId::from_bytes([n; 16])
}

fn person(n: u8) -> Person {
    Person { id: id(n), ..Person::named(format!("Person {n}"), now().to_utc()) }
}

fn of(people: impl Fn(Person) -> Person) -> Vec<Changed> {
    let (before, after) = (Record::Person(Box::new(person(1))), Record::Person(Box::new(people(person(1)))));
    vec![Changed { key: Some(Key::Person(id(1))), before: Some(before), after: Some(after) }]
}

fn settings(change: impl Fn(&mut Settings)) -> Vec<Changed> {
    let mut settings = Settings::default();
    change(&mut settings);
    vec![Changed { key: None, before: None, after: Some(Record::Settings(Box::new(settings))) }]
}

fn needed() -> Vec<Changed> {
    let what = NotedWhat::Needed { role: SupportRole::PracticalHelp };
    noted(false, what)
}

fn evenings(settings: &mut Settings) {
    let start = "2026-11-22T20:30:00".parse().expect("a time");
    settings.scrolling.times.push(OffTime { rule: "FREQ=DAILY".to_owned(), start, minutes: 210 });
    settings.scrolling.weekly_budget = Some(90);
}

fn timer(minutes: u32) -> NotedWhat {
    NotedWhat::Timer { minutes, ends: now().to_utc(), told: None }
}

/// Something that was noted, or became this.
fn noted(before: bool, what: NotedWhat) -> Vec<Changed> {
    let id = NotedId::from_bytes([1; 16]);
    let (at, day) = (now().to_utc(), day("2026-11-22"));
    let before = before.then(|| timer(10)).map(|what| Noted { id, at, day, what, extra: Extra::new() });
    let after = Noted { id, at, day, what, extra: Extra::new() };
    let after = Some(Record::Noted(after));
    vec![Changed { key: Some(Key::Noted(id)), before: before.map(Record::Noted), after }]
}

/// The same, the other way round: what was added is gone.
fn removed(changed: Vec<Changed>) -> Vec<Changed> {
    let back = |it: Changed| Changed { key: it.key, before: it.after, after: it.before };
    changed.into_iter().map(back).collect()
}

#[test]
fn what_is_set_about_social_media_is_told_in_words() {
    assert_eq!(
        with(|telling| words().act_details(&told("off-time.add", settings(evenings)), telling)),
        ["Times without social media: 20:30 to 00:00, every day", "Social media a week, at most: 1 h 30"]
    );
}

fn prompts(people: &[u8], fate: Fate) -> Vec<Changed> {
    let prompt = |n: &u8| Prompt {
        id: PromptId::from_bytes([*n; 16]),
        person: id(*n),
        cadence: CadenceId::from_bytes([*n; 16]),
        slot: Slot::Since(day("2026-11-01")),
        fired: now().to_utc(),
        day: day("2026-11-22"),
        digest: false,
        fate: fate.clone(),
        extra: Extra::new(),
    };
    let changed = |prompt: Prompt| Changed {
        key: Some(Key::Prompt(prompt.id)),
        before: None,
        after: Some(Record::Prompt(prompt)),
    };
    people.iter().map(prompt).map(changed).collect()
}

fn photo(put: bool) -> Vec<Changed> {
    let photo = Some(Record::Photo(Photo::of(id(2), vec![0xff, 0xd8])));
    let (before, after) = if put { (None, photo) } else { (photo, None) };
    vec![Changed { key: Some(Key::Photo(id(2))), before, after }]
}

fn check_in(people: &[u8]) -> Vec<Changed> {
    let check_in = CheckIn {
        id: CheckInId::from_bytes([1; 16]),
        people: people.iter().copied().map(id).collect(),
        mode: Mode::InPerson,
        at: now().to_utc(),
        day: day("2026-11-22"),
        minutes: None,
        started_by: None,
        note: String::new(),
        felt: None,
        logged: now().to_utc(),
        extra: Extra::new(),
    };
    vec![Changed {
        key: Some(Key::CheckIn(check_in.id)),
        before: None,
        after: Some(Record::CheckIn(check_in)),
    }]
}

/// A plan that was made, agreed on for the next day at 19:00 in Madrid or without a time.
fn plan(people: &[u8], state: PlanState) -> Plan {
    let time = PlanTime {
        local: day("2026-11-23").and_hms_opt(19, 0, 0).expect("a time"),
        zone: Tz::Europe__Madrid,
    };
    Plan {
        id: PlanId::from_bytes([1; 16]),
        people: people.iter().copied().map(id).collect(),
        mode: Mode::InPerson,
        state,
        times: if state == PlanState::Idea { Vec::new() } else { vec![time] },
        minutes: 90,
        place: String::new(),
        note: String::new(),
        made: now().to_utc(),
        told: plan::Told::default(),
        check_in: None,
        moved_to: None,
        extra: Extra::new(),
    }
}

fn record(plan: Plan) -> Option<Record> {
    Some(Record::Plan(Box::new(plan)))
}

fn of_plan(before: Option<Plan>, after: Plan) -> Vec<Changed> {
    let before = before.and_then(record);
    vec![Changed { key: Some(Key::Plan(after.id)), before, after: record(after) }]
}

/// An agreed plan with person 1 that a new one in this state replaces.
fn moved(state: PlanState) -> Vec<Changed> {
    let old = Plan { state: PlanState::Moved, ..plan(&[1], PlanState::Agreed) };
    let new = Plan { id: PlanId::from_bytes([2; 16]), ..plan(&[1], state) };
    [of_plan(Some(plan(&[1], PlanState::Agreed)), old), of_plan(None, new)].concat()
}

fn starter(kind: StarterKind, people: &[u8]) -> Vec<Changed> {
    let starter = |n: &u8| Starter {
        id: StarterId::from_bytes([*n; 16]),
        person: id(*n),
        kind,
        text: "the book".to_owned(),
        made: now().to_utc(),
        day: day("2026-11-22"),
        done: None,
        extra: Extra::new(),
    };
    let changed = |starter: Starter| Changed {
        key: Some(Key::Starter(starter.id)),
        before: None,
        after: Some(Record::Starter(starter)),
    };
    people.iter().map(starter).map(changed).collect()
}

fn told(name: &str, changed: Vec<Changed>) -> Told {
    let mut tally = Tally::default();
    for changed in &changed {
        let turned = match changed.key {
            Some(Key::Person(_)) => &mut tally.people,
            Some(Key::CheckIn(_)) => &mut tally.check_ins,
            Some(Key::Prompt(_)) => &mut tally.prompts,
            Some(Key::Photo(_)) => &mut tally.photos,
            Some(Key::Plan(_)) => &mut tally.plans,
            Some(Key::Starter(_)) => &mut tally.starters,
            Some(Key::Community(_)) => &mut tally.communities,
            Some(Key::Noted(_)) => &mut tally.noted,
            None => &mut tally.settings,
        };
        match (&changed.before, &changed.after) {
            (None, _) => turned.added += 1,
            (_, Some(_)) => turned.changed += 1,
            (_, None) => turned.removed += 1,
        }
    }
    Told {
        seq: 7,
        at: now().to_utc(),
        by: By::User,
        name: name.to_owned(),
        tally,
        changed,
        of: None,
        again: false,
        undone: false,
        can: None,
    }
}

/// Everybody's name is known but that of person 9.
fn with<T>(tell: impl FnOnce(Telling<'_>) -> T) -> T {
    let names: BTreeMap<PersonId, String> = (1..9).map(|n| (id(n), format!("Person {n}"))).collect();
    tell(Telling { names: &names, settings: &Settings::default(), now: &now() })
}

fn said(act: &Told) -> String {
    with(|telling| words().act(act, telling))
}

#[rstest]
#[case("log", check_in(&[1]), "You logged a meeting with Person 1.")]
#[case("log", check_in(&[1, 2, 9]), "You logged a meeting with Person 1, Person 2 and somebody you removed.")]
#[case("log", check_in(&[1, 2, 3, 4]), "You logged a meeting with 4 people.")]
#[case("check-in.edit", check_in(&[2]), "You corrected a meeting with Person 2.")]
#[case("check-in.remove", check_in(&[2]), "You took out a meeting with Person 2.")]
#[case("people.circle", of(|person| person), "You took Person 1 out of the circles.")]
#[case("people.sort", of(|person| Person { circle: Some(Circle::Close), ..person }), "You moved Person 1 to Close.")]
#[case("people.sort", of(|person| person), "You keep Person 1 in the book, in no circle.")]
#[case("photo.set", photo(true), "You gave Person 2 a picture.")]
#[case("photo.remove", photo(false), "You took away the picture of Person 2.")]
#[case("skip", prompts(&[3], Fate::Skipped { day: day("2026-11-22") }), "You let it go with Person 3 this time.")]
#[case(
    "snooze",
    prompts(&[3], Fate::Snoozed { until: now().to_utc() + Duration::days(1) }),
    "You put off Person 3 until tomorrow at 12:00."
)]
#[case("prompts", prompts(&[1, 2], Fate::Fired), "Kith asked for Person 1 and Person 2.")]
#[case("prompts", prompts(&[1, 2, 3, 4], Fate::Fired), "Kith asked for 4 people.")]
#[case(
    "pause",
    of(|person| Person { paused_until: Some(day("2026-12-24")), ..person }),
    "You paused Person 1 until 24 December."
)]
#[case(
    "pause",
    settings(|settings| settings.paused_until = Some(now().to_utc() + Duration::days(1))),
    "You paused Kith until tomorrow at 12:00."
)]
#[case("resume", of(|person| person), "You let Kith ask for Person 1 again.")]
#[case("resume", settings(|_| {}), "You let Kith ask again.")]
#[case("plan.add", of_plan(None, plan(&[1, 2], PlanState::Idea)), "You planned a meeting with Person 1 and Person 2.")]
#[case(
    "plan.add",
    of_plan(None, plan(&[1], PlanState::Agreed)),
    "You planned a meeting with Person 1, tomorrow at 19:00."
)]
#[case("plan.edit", of_plan(None, plan(&[1], PlanState::Idea)), "You changed a plan: a meeting with Person 1.")]
#[case("plan.propose", of_plan(None, plan(&[1], PlanState::Proposed)), "You proposed a time for a meeting with Person 1.")]
#[case(
    "plan.agree",
    of_plan(None, plan(&[1], PlanState::Agreed)),
    "You agreed on a meeting with Person 1, tomorrow at 19:00."
)]
#[case("plan.happened", check_in(&[1]), "It happened: a meeting with Person 1.")]
#[case("plan.move", moved(PlanState::Agreed), "You moved a meeting with Person 1 to tomorrow at 19:00.")]
#[case("plan.move", moved(PlanState::Idea), "You moved a meeting with Person 1 to another time, still open.")]
#[case("plan.drop", of_plan(None, plan(&[1], PlanState::Dropped)), "You let go of a plan: a meeting with Person 1.")]
#[case(
    "plans.told",
    of_plan(None, plan(&[1], PlanState::Agreed)),
    "Kith reminded you: a meeting with Person 1, tomorrow at 19:00."
)]
#[case("starter.add", starter(StarterKind::Promise, &[1]), "You noted a promise to Person 1: “the book”.")]
#[case("starter.add", starter(StarterKind::Saw, &[1, 2]), "You kept what you saw of Person 1 and Person 2: “the book”.")]
#[case("starter.edit", starter(StarterKind::Saw, &[1]), "You changed what you saw of Person 1: “the book”.")]
#[case("starter.done", starter(StarterKind::Promise, &[1]), "You kept a promise to Person 1: “the book”.")]
#[case("starter.tick", starter(StarterKind::Saw, &[1]), "You talked with Person 1 about what you saw: “the book”.")]
#[case("starter.remove", starter(StarterKind::Promise, &[1]), "You took out a promise to Person 1: “the book”.")]
#[case("instead", starter(StarterKind::Saw, &[1]), "Instead of a like, you kept what you saw of Person 1: “the book”.")]
#[case("question.another", of(|person| person), "You passed over a question for Person 1.")]
#[case("support.carry", of(|person| person), "You noted that you can turn to Person 1.")]
#[case("support.drop", of(|person| person), "You noted that you do not turn to Person 1 for something any more.")]
#[case("going-through.begin", of(|person| person), "You mean to be in touch with Person 1 more often for a while.")]
#[case("going-through.end", of(|person| person), "You are in touch with Person 1 as before.")]
#[case("helpline.add", settings(|_| {}), "You entered a helpline.")]
#[case("helpline.edit", settings(|_| {}), "You changed a helpline.")]
#[case("helpline.remove", settings(|_| {}), "You took out a helpline.")]
#[case("need.keep", needed(), "You needed practical help.")]
#[case("need.forget", needed(), "You let go of one note of what you needed.")]
#[case("spread", prompts(&[1, 2], Fate::Fired), "You spread everybody else over the coming weeks.")]
#[case("reached", check_in(&[1]), "You logged a meeting with Person 1.")]
#[case(
    "reached",
    prompts(&[3], Fate::Snoozed { until: now().to_utc() + Duration::days(1) }),
    "You did not reach Person 3, and put it off until tomorrow at 12:00."
)]
#[case("scrolled.add", noted(false, NotedWhat::Scrolled { minutes: 15 }), "You noted 15 min of social media.")]
#[case(
    "scrolled.edit",
    noted(true, NotedWhat::Scrolled { minutes: 75 }),
    "You corrected what you noted to 1 h 15 of social media."
)]
#[case("scrolled.remove", noted(false, NotedWhat::Scrolled { minutes: 5 }), "You took out 5 min of social media.")]
#[case("timer.start", noted(false, timer(10)), "You set a timer for 10 min of social media.")]
#[case("timer.stop", noted(true, NotedWhat::Scrolled { minutes: 4 }), "You stopped a timer after 4 min.")]
#[case("timer.stop", removed(noted(false, timer(10))), "You stopped a timer at once.")]
#[case("off-time.add", settings(evenings), "You set a time without social media.")]
#[case("off-time.edit", settings(evenings), "You changed a time without social media.")]
#[case("off-time.remove", settings(|_| {}), "You took away a time without social media.")]
#[case("budget", settings(|_| {}), "You set how much social media a week may have.")]
#[case("scrolling.told", noted(true, timer(10)), "Kith spoke of a boundary on social media.")]
#[case("boundary.keep", of(|person| person), "You looked at the boundary with Person 1 again, and kept it.")]
#[case("boundary.remove", of(|person| person), "You took away the boundary with Person 1.")]
#[case("restore", of(|person| person), "You restored a backup. One record changed.")]
#[case("repair", of(|person| person), "Kith repaired the book. One record came back.")]
#[case("people.twin", of(|person| person), "“people.twin”: one record changed.")]
#[case("undo", of(|person| person), "You took something back.")]
fn an_act_is_a_sentence(#[case] name: &str, #[case] changed: Vec<Changed>, #[case] expected: &str) {
    assert_eq!(said(&told(name, changed)), expected);
}

#[test]
fn what_a_person_lost_is_said_once_and_what_shared_it_is_counted() {
    let mut act = told("people.remove", of(|person| person));
    act.tally.people = Turned { removed: 1, ..Turned::default() };
    assert_eq!(said(&act), "You removed Person 1.");
    act.tally.check_ins.removed = 12;
    assert_eq!(said(&act), "You removed Person 1, with 12 check-ins.");
}

#[test]
fn an_undo_says_what_it_took_back_and_what_it_left() {
    let of = Undo { seq: 7, name: "log".to_owned() };
    let undone = |again, kept| Undone { seq: 8, of: of.clone(), again, kept };
    let mut act = told("undo", Vec::new());
    act.of = Some(Box::new(told("log", check_in(&[1]))));
    let told = |undone: Undone, act: &Told| with(|telling| words().undone(&undone, act, telling));
    assert_eq!(told(undone(false, 0), &act), "Undid: You logged a meeting with Person 1.");
    let kept =
        "Undid: You logged a meeting with Person 1. 2 records have changed since and stay as they are.";
    assert_eq!(told(undone(false, 2), &act), kept);
    act.again = true;
    assert_eq!(told(undone(true, 0), &act), "Did again: You logged a meeting with Person 1.");
}

#[test]
fn a_plan_says_what_is_another_in_it_and_not_that_it_was_told() {
    let before = plan(&[1], PlanState::Idea);
    let after = Plan { minutes: 60, place: "the park".to_owned(), ..plan(&[1, 2], PlanState::Agreed) };
    let lines = |before, after| {
        let act = told("plan.edit", of_plan(Some(before), after));
        with(|telling| words().act_details(&act, telling))
    };
    assert_eq!(
        lines(before, after.clone()),
        [
            "State: Idea → Agreed",
            "When: tomorrow at 19:00",
            "With: Person 1 → Person 1 and Person 2",
            "Length: 1 h 30 → 1 h",
            "Where: “the park”",
        ]
    );
    let asked = plan::Told { asked: Some(now().to_utc()), ..plan::Told::default() };
    assert_eq!(lines(after.clone(), Plan { told: asked, ..after }), Vec::<String>::new());
}

#[test]
fn of_several_records_each_plan_and_starter_is_named() {
    let act = told("restore", [moved(PlanState::Agreed), starter(StarterKind::Promise, &[2])].concat());
    assert_eq!(
        with(|telling| words().act_details(&act, telling)),
        [
            "a plan for a meeting with Person 1: State: Agreed → Moved",
            "Added: a plan for a meeting with Person 1, tomorrow at 19:00",
            "Added: a promise to Person 2: “the book”",
        ]
    );
}

#[test]
fn settings_say_what_they_were_and_are() {
    let act = told(
        "settings",
        settings(|settings| {
            settings.daily_cap = 5;
            settings.quiet_hours = None;
            settings.notifications = false;
            settings.scheme = kith_core::settings::Scheme::Dark;
        }),
    );
    let lines = with(|telling| words().act_details(&act, telling));
    assert_eq!(
        lines,
        [
            "New people a day, at most: 3 → 5",
            "Quiet hours removed: 22:00 to 08:00",
            "Notifications: yes → no",
            "Colours changed"
        ]
    );
}

#[rstest]
#[case("2026-11-22", "today")]
#[case("2026-11-21", "yesterday")]
#[case("2026-11-19", "Thursday 19 November")]
#[case("2025-11-19", "19 November 2025")]
fn acts_stand_under_their_day(#[case] of: &str, #[case] expected: &str) {
    assert_eq!(words().day_of_acts(day(of), now().date_naive()), expected);
}
