//! "I need…": whom to turn to now for something, out of those who carry it.
//!
//! Whoever needs somebody is not to weigh who was called when: how long the last contact is ago counts for nothing here.
//! Who usually has time now comes first, then whoever is closer, then the name, so that the same moment always gives the
//! same answer.

use crate::{Circle, Frame, Mode, PersonId, Row, Support, SupportRole, net, whereabouts::time_there};

/// So many people are named at most.
pub const NAMED: usize = 3;

/// Somebody to turn to.
#[derive(Clone, PartialEq, Debug)]
pub struct Helper {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their circle.
    pub circle: Option<Circle>,
    /// The role, with what is to know about it.
    pub support: Support,
    /// Whether they usually have time now, where that is known.
    pub free: Option<bool>,
    /// It is night where they are, and they said that they can be called at any hour.
    pub despite_night: bool,
}

/// Whom to turn to.
#[derive(Clone, PartialEq, Debug)]
pub struct Needed {
    /// At most three people, in order.
    pub helpers: Vec<Helper>,
    /// Whether more carry it and could be called now.
    pub more: bool,
    /// Where there is nobody: why.
    pub nobody: Option<Nobody>,
}

/// Why there is nobody to turn to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nobody {
    /// Nobody carries it.
    Carries,
    /// Those who do cannot be called at this hour, or are paused.
    Reachable,
}

/// Whom to turn to now for this.
pub fn needed<'r>(rows: impl IntoIterator<Item = &'r Row>, role: SupportRole, frame: &Frame) -> Needed {
    let carries = |row: &'r Row| {
        let support = row.support.iter().find(|support| support.role == role)?;
        row.is_ever_suggested().then_some((row, support))
    };
    let carriers: Vec<(&Row, &Support)> = rows.into_iter().filter_map(carries).collect();
    let reachable = carriers
        .iter()
        .filter(|(row, support)| row.hindrance_in_need(frame).is_none() && answers(row, support, frame));
    let mut helpers: Vec<Helper> = reachable.map(|(row, support)| helper(row, support, frame)).collect();
    helpers.sort_by_cached_key(|helper| {
        let free = match helper.free {
            Some(true) => 0,
            None => 1,
            Some(false) => 2,
        };
        (free, net::place(helper.circle, &helper.name, helper.person))
    });
    let more = helpers.len() > NAMED;
    helpers.truncate(NAMED);
    let nobody = helpers.is_empty().then_some(match carriers.is_empty() {
        true => Nobody::Carries,
        false => Nobody::Reachable,
    });
    Needed { helpers, more, nobody }
}

/// Whether these are hours at which they can be reached for it, wherever they may be.
fn answers(row: &Row, support: &Support, frame: &Frame) -> bool {
    let Some(hours) = support.hours else { return true };
    let here = [frame.zone];
    let zones = if row.may_be_in().is_empty() { &here[..] } else { row.may_be_in() };
    zones.iter().all(|zone| hours.contains(time_there(frame.now, *zone)))
}

fn helper(row: &Row, support: &Support, frame: &Frame) -> Helper {
    let there = time_there(frame.now, row.zone.unwrap_or(frame.zone));
    Helper {
        person: row.id,
        name: row.name.clone(),
        circle: row.circle,
        support: support.clone(),
        free: row.free.map(|hours| hours.contains(there)),
        despite_night: row.any_hour && row.night(Mode::Voice, frame).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
    use chrono_tz::Tz;
    use rstest::rstest;

    use super::*;
    use crate::{Boundary, DailySpan, FreeHours, Person, Settings, Status, Summary};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn hours(from: u32, to: u32) -> FreeHours {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour");
        let span = Some(DailySpan { from: hour(from), to: hour(to) });
        FreeHours { weekdays: span, weekends: None }
    }

    fn person(name: &str, change: impl FnOnce(&mut Person)) -> Person {
        let mut person = Person::named(name, DateTime::UNIX_EPOCH);
        person.zone = Some(Tz::Europe__Madrid);
        person.support = vec![Support::of(SupportRole::Listening)];
        change(&mut person);
        person
    }

    fn asked_at(now: &str, people: &[Person]) -> Needed {
        let settings = Settings::default();
        let frame = Frame { now: at(now), zone: Tz::Europe__Madrid, settings: &settings };
        let rows: Vec<Row> = people.iter().map(|person| Row::of(person, Summary::default())).collect();
        needed(&rows, SupportRole::Listening, &frame)
    }

    fn names(needed: &Needed) -> Vec<&str> {
        needed.helpers.iter().map(|helper| helper.name.as_str()).collect()
    }

    /// Monday at 15:00 in Madrid.
    const DAY: &str = "2026-11-23T14:00:00Z";
    /// Monday at 03:00 in Madrid.
    const NIGHT: &str = "2026-11-23T02:00:00Z";

    #[rstest]
    #[case::they_carry_it(|_: &mut Person| {}, DAY, None)]
    #[case::not_that(|it: &mut Person| it.support = vec![Support::of(SupportRole::Advice)], DAY, Some(Nobody::Carries))]
    #[case::boundary(|it: &mut Person| it.boundary = Some(Boundary::InCompany), DAY, Some(Nobody::Carries))]
    #[case::resting(|it: &mut Person| it.status = Status::Resting, DAY, Some(Nobody::Carries))]
    #[case::dead_at_any_hour(|it: &mut Person| (it.status, it.any_hour) = (Status::Deceased, true), DAY, Some(Nobody::Carries))]
    #[case::boundary_at_any_hour(|it: &mut Person| (it.boundary, it.any_hour) = (Some(Boundary::NeverSuggest), true), NIGHT, Some(Nobody::Carries))]
    #[case::paused(|it: &mut Person| it.paused_until = "2026-12-01".parse().ok(), DAY, Some(Nobody::Reachable))]
    #[case::night(|_: &mut Person| {}, NIGHT, Some(Nobody::Reachable))]
    #[case::night_at_any_hour(|it: &mut Person| it.any_hour = true, NIGHT, None)]
    #[case::within_hours(|it: &mut Person| it.support[0].hours = Some(hours(9, 17)), DAY, None)]
    #[case::after_hours(|it: &mut Person| it.support[0].hours = Some(hours(9, 12)), DAY, Some(Nobody::Reachable))]
    #[case::after_hours_at_any_hour(|it: &mut Person| {
        it.support[0].hours = Some(hours(9, 12));
        it.any_hour = true;
    }, DAY, Some(Nobody::Reachable))]
    #[case::hours_where_they_are(|it: &mut Person| {
        it.zone = Some(Tz::America__New_York);
        it.support[0].hours = Some(hours(9, 12));
    }, DAY, None)]
    fn who_carries_it_and_can_be_reached_is_named(
        #[case] change: fn(&mut Person),
        #[case] now: &str,
        #[case] nobody: Option<Nobody>,
    ) {
        let needed = asked_at(now, &[person("Ana", change)]);
        assert_eq!((needed.nobody, needed.helpers.is_empty()), (nobody, nobody.is_some()));
    }

    #[test]
    fn that_kith_as_a_whole_is_paused_keeps_nobody_back() {
        let settings = Settings { paused_until: Some(at(DAY) + TimeDelta::days(9)), ..Settings::default() };
        let frame = Frame { now: at(DAY), zone: Tz::Europe__Madrid, settings: &settings };
        let row = Row::of(&person("Ana", |_| {}), Summary::default());
        assert_eq!(needed([&row], SupportRole::Listening, &frame).helpers.len(), 1);
        let night = Frame { now: at(NIGHT), ..frame };
        assert!(
            needed([&row], SupportRole::Listening, &night).helpers.is_empty(),
            "but lets nobody be woken"
        );
        let at_any_hour = Row::of(&person("Ana", |it| it.any_hour = true), Summary::default());
        let needed = needed([&at_any_hour], SupportRole::Listening, &night);
        assert!(needed.helpers[0].despite_night, "that it is night there is said all the same");
    }

    #[test]
    fn who_usually_has_time_now_comes_first_then_the_closer_then_by_name_and_three_at_most() {
        let of = |name: &str, circle, free| person(name, |it| (it.circle, it.free) = (Some(circle), free));
        let people = [
            of("Eve", Circle::Inner, Some(hours(20, 21))),
            of("dora", Circle::Close, None),
            of("Cleo", Circle::Close, None),
            of("Ben", Circle::Inner, None),
            of("Ana", Circle::Wider, Some(hours(14, 18))),
        ];
        let needed = asked_at(DAY, &people);
        assert_eq!((names(&needed), needed.more), (vec!["Ana", "Ben", "Cleo"], true));
        let needed = asked_at(DAY, &people[..2]);
        assert_eq!((names(&needed), needed.more), (vec!["dora", "Eve"], false));
    }
}
