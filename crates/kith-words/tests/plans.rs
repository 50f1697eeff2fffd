//! Plans as people read them: in lines, in notifications, and as the invitation that goes out in their name.

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use kith_app::{Invitation, PlanPerson, PlanTold, PlanView};
use kith_core::{
    Extra, Mode, PersonId, Plan, PlanId, PlanState, PlanTime, Status,
    plan::{Told, tell::Say},
};
use kith_words::Words;
use rstest::rstest;

const MADRID: Tz = Tz::Europe__Madrid;

fn words() -> Words {
    Words::new(Some("en-GB"))
}

/// Sunday 22 November 2026, noon in Madrid.
fn now() -> DateTime<Tz> {
    "2026-11-22T11:00:00Z".parse::<DateTime<Utc>>().expect("a time").with_timezone(&MADRID)
}

fn time(local: &str, zone: Tz) -> PlanTime {
    PlanTime { local: NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M").expect("a wall time"), zone }
}

fn view(mode: Mode, state: PlanState, times: &[PlanTime], place: &str) -> PlanView {
    let person = |number: u8, name: &str| PlanPerson {
        id: PersonId::from_bytes([number; 16]),
        name: name.to_owned(),
        status: Status::Active,
        zone: None,
        email: None,
    };
    let people = vec![person(1, "Ana Ruiz"), person(2, "Luis")];
    let plan = Plan {
        id: PlanId::from_bytes([1; 16]),
        people: people.iter().map(|person| person.id).collect(),
        mode,
        state,
        times: times.to_vec(),
        minutes: 90,
        place: place.to_owned(),
        note: "her operation".to_owned(),
        made: now().to_utc(),
        told: Told::default(),
        check_in: None,
        moved_to: None,
        extra: Extra::new(),
    };
    let here = times.iter().map(|time| time.instant().with_timezone(&MADRID)).collect();
    PlanView { plan, people, here, to_answer: false, silent: false }
}

#[rstest]
#[case::agreed(
    PlanState::Agreed,
    &[time("2026-11-23T19:00", MADRID)],
    "Café Central",
    "Meet Ana Ruiz and Luis · tomorrow at 19:00 · Café Central · 1 h 30"
)]
#[case::by_another_clock(
    PlanState::Agreed,
    &[time("2026-11-23T19:00", Tz::Europe__Lisbon)],
    "",
    "Meet Ana Ruiz and Luis · tomorrow at 20:00 (19:00 in Lisbon) · 1 h 30"
)]
#[case::proposed(
    PlanState::Proposed,
    &[time("2026-11-23T19:00", MADRID), time("2026-11-25T19:00", MADRID)],
    "",
    "Meet Ana Ruiz and Luis · tomorrow at 19:00 and Wednesday at 19:00 · 1 h 30 · Waiting for an answer"
)]
#[case::an_idea(PlanState::Idea, &[], "", "Meet Ana Ruiz and Luis · 1 h 30 · Idea")]
fn a_plan_is_told_in_a_line(
    #[case] state: PlanState,
    #[case] times: &[PlanTime],
    #[case] place: &str,
    #[case] expected: &str,
) {
    assert_eq!(words().plan(&view(Mode::InPerson, state, times, place), &now()), expected);
}

#[rstest]
#[case::the_day_before(
    Say::DayBefore,
    true,
    "Meet Ana Ruiz and Luis",
    "You agreed on tomorrow at 19:00. Where: Café Central."
)]
#[case::soon(Say::HourBefore, true, "Meet Ana Ruiz and Luis", "It begins at 19:00. Where: Café Central.")]
#[case::afterwards(
    Say::DidItHappen,
    true,
    "Did it happen?",
    "You meant to meet Ana Ruiz and Luis, tomorrow at 19:00."
)]
#[case::unnamed(Say::DayBefore, false, "You have a plan: tomorrow at 19:00", "Open Kith to see it.")]
#[case::asked_unnamed(
    Say::DidItHappen,
    false,
    "Did it happen?",
    "Open Kith to say what became of your plan."
)]
fn what_is_said_of_a_plan_names_people_and_place_only_where_that_is_wanted(
    #[case] say: Say,
    #[case] names: bool,
    #[case] title: &str,
    #[case] body: &str,
) {
    let plan = view(Mode::InPerson, PlanState::Agreed, &[time("2026-11-23T19:00", MADRID)], "Café Central");
    let said = words().plan_notification(&PlanTold { plan, say }, names, &now());
    assert_eq!((said.title.as_str(), said.body.as_str()), (title, body));
}

#[test]
fn an_invitation_says_when_on_every_clock_and_where_and_nothing_that_is_for_the_user_alone() {
    let times = [time("2026-11-24T19:00", MADRID), time("2026-11-25T00:30", MADRID)];
    let zones = |time: &PlanTime| {
        let at = time.instant();
        vec![at.with_timezone(&MADRID), at.with_timezone(&Tz::Europe__Lisbon)]
    };
    let plan = view(Mode::Video, PlanState::Proposed, &times, "the usual link");
    let invitation = Invitation { plan, times: times.iter().map(zones).collect() };
    let text = words().invitation(&invitation);
    assert_eq!(text.subject, "Shall we have a video call?");
    assert_eq!(
        text.body,
        "Hello Ana and Luis,\n\
         \n\
         which of these times would suit you best?\n\
         \n\
         - Tuesday, 24 November 2026 at 19:00 in Madrid (18:00 in Lisbon)\n\
         - Wednesday, 25 November 2026 at 00:30 in Madrid (Tuesday, 24 November 2026 at 23:30 in Lisbon)\n\
         \n\
         Where: the usual link\n\
         It takes about 1 h 30.\n\
         \n\
         I look forward to it.\n"
    );
}

#[rstest]
#[case::agreed(PlanState::Agreed, true, "Tuesday, 24 November 2026 at 19:00", "it is settled, we meet:")]
#[case::one_time(PlanState::Proposed, true, "Shall we meet?", "how about this time?")]
#[case::no_time(
    PlanState::Idea,
    false,
    "Shall we meet?",
    "I would love to see you again. When would it suit you?"
)]
fn an_invitation_fits_where_the_plan_stands(
    #[case] state: PlanState,
    #[case] timed: bool,
    #[case] subject: &str,
    #[case] opening: &str,
) {
    let times: Vec<PlanTime> = timed.then(|| time("2026-11-24T19:00", MADRID)).into_iter().collect();
    let plan = view(Mode::InPerson, state, &times, "");
    let zones = times.iter().map(|time| vec![time.instant().with_timezone(&MADRID)]).collect();
    let text = words().invitation(&Invitation { plan, times: zones });
    assert_eq!(text.subject, subject);
    assert_eq!(text.body.split("\n\n").nth(1), Some(opening));
}
