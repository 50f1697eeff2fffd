//! The week, looked back at: what contact there was, what was promised, what was scrolled away, and what lies ahead.
//!
//! It is offered on Sunday evening to whoever wants that, once a week. Who did not see it then is told until Monday evening,
//! and not later: a week that is over long ago is no news.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};

use crate::{
    Circle, Frame, Mode, Noted, NotedWhat, PersonId, Plan, PlanId, PlanState, Row, Starter, StarterKind,
    find::fold,
    insights::Facts,
    interval::monday,
    zoned::{to_instant, to_local},
};

/// The hour of Sunday at which the week is looked back at, and of Monday until which that is still said.
const HOUR: u32 = 19;

/// A week, looked back at. Minutes are those that were noted.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct LookBack {
    /// Its Monday.
    pub week: NaiveDate,
    /// How many contacts there were, reactions aside.
    pub contacts: u32,
    /// How many of them were no messages, and have no minutes.
    pub untimed: u32,
    /// Minutes face to face.
    pub face_to_face: u64,
    /// Minutes on calls, with and without pictures.
    pub called: u64,
    /// How many messages.
    pub messages: u32,
    /// With whom, by circle and then by name: of those of whom Kith may speak of its own accord.
    pub people: Vec<PersonId>,
    /// How many promises were kept in it.
    pub kept: u32,
    /// How many were open at its end, to people who are in touch.
    pub open: u32,
    /// Minutes of social media; `None` when nobody said.
    pub scrolled: Option<u64>,
    /// The week after it, while that is not over.
    pub ahead: Option<Ahead>,
}

/// What the week after holds, of those of whom Kith may speak.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Ahead {
    /// Plans that are agreed on, in their order.
    pub plans: Vec<PlanId>,
    /// Birthdays with the day on which they are kept, in their order.
    pub birthdays: Vec<(PersonId, NaiveDate)>,
}

/// What is looked back at.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a, P, S, N> {
    /// What is counted of all check-ins.
    pub facts: &'a Facts,
    /// Everybody.
    pub rows: &'a [Row],
    /// Every plan.
    pub plans: P,
    /// Every starter.
    pub starters: S,
    /// All that was noted.
    pub noted: N,
}

/// Looks back at the week that begins on the Monday `week`.
pub fn look_back<'a>(
    kept: Kept<
        'a,
        impl IntoIterator<Item = &'a Plan>,
        impl IntoIterator<Item = &'a Starter>,
        impl IntoIterator<Item = &'a Noted>,
    >,
    week: NaiveDate,
    frame: &Frame,
) -> LookBack {
    let end = days_on(week, 6);
    let mut back = LookBack { week, ..LookBack::default() };
    let mut met = vec![false; kept.facts.numbers()];
    let days = week.num_days_from_ce()..=end.num_days_from_ce();
    for fact in kept.facts.iter().filter(|fact| days.contains(&fact.day)) {
        let minutes = u64::from(fact.minutes.unwrap_or_default());
        match fact.mode {
            Mode::Reaction => continue,
            Mode::Message => back.messages += 1,
            Mode::Voice | Mode::Video => back.called += minutes,
            Mode::InPerson => back.face_to_face += minutes,
        }
        back.contacts += 1;
        back.untimed += u32::from(fact.mode != Mode::Message && fact.minutes.is_none());
        fact.people.iter().for_each(|person| met[*person as usize] = true);
    }
    let was_met = |row: &&Row| kept.facts.number(row.id).is_some_and(|number| met[number as usize]);
    let in_it = kept.rows.iter().filter(|row| row.is_ever_suggested()).filter(was_met);
    back.people = by_circle(in_it.collect());
    let is_in_touch = |id: PersonId| row(kept.rows, id).is_some_and(Row::is_ever_suggested);
    for promise in kept.starters.into_iter().filter(|starter| starter.kind == StarterKind::Promise) {
        let done = promise.done.map(|done| to_local(done, frame.zone).date());
        back.kept += u32::from(done.is_some_and(|done| (week..=end).contains(&done)));
        let is_open = promise.day <= end && done.is_none_or(|done| done > end);
        back.open += u32::from(is_open && is_in_touch(promise.person));
    }
    let scrolled: Vec<u64> = kept
        .noted
        .into_iter()
        .filter(|noted| (week..=end).contains(&noted.day))
        .map(|noted| noted.what.scrolled(frame.now).into())
        .filter(|minutes| *minutes > 0)
        .collect();
    back.scrolled = (!scrolled.is_empty()).then(|| scrolled.iter().sum());
    back.ahead = (days_on(end, 7) >= frame.today()).then(|| ahead(kept.rows, kept.plans, end, frame));
    back
}

/// What the seven days after `end` hold, as far as that is still to come.
fn ahead<'a>(
    rows: &[Row],
    plans: impl IntoIterator<Item = &'a Plan>,
    end: NaiveDate,
    frame: &Frame,
) -> Ahead {
    let (from, to) = (days_on(end, 1).max(frame.today()), days_on(end, 7));
    let mut agreed: Vec<(DateTime<Utc>, PlanId)> = plans
        .into_iter()
        .filter(|plan| plan.state == PlanState::Agreed && !plan.is_silent(|id| row(rows, id)))
        .filter_map(|plan| Some((plan.begins()?, plan.id)))
        .filter(|(begins, _)| {
            *begins >= frame.now && (from..=to).contains(&to_local(*begins, frame.zone).date())
        })
        .collect();
    agreed.sort_unstable();
    let mut birthdays: Vec<(NaiveDate, PersonId)> = rows
        .iter()
        .filter(|row| row.is_ever_suggested())
        .filter_map(|row| Some((row.birthday?.next_on_or_after(from)?, row)))
        .filter(|(day, row)| *day <= to && row.paused_until.is_none_or(|until| until <= *day))
        .map(|(day, row)| (day, row.id))
        .collect();
    birthdays.sort_unstable();
    Ahead {
        plans: agreed.into_iter().map(|(_, id)| id).collect(),
        birthdays: birthdays.into_iter().map(|(day, id)| (id, day)).collect(),
    }
}

fn by_circle(mut rows: Vec<&Row>) -> Vec<PersonId> {
    let closeness = |circle: Option<Circle>| circle.map_or(usize::MAX, |circle| circle as usize);
    rows.sort_by_cached_key(|row| (closeness(row.circle), fold(&row.name), row.id));
    rows.into_iter().map(|row| row.id).collect()
}

/// Rows are in the order of ids.
fn row(rows: &[Row], id: PersonId) -> Option<&Row> {
    rows.binary_search_by_key(&id, |row| row.id).ok().map(|place| &rows[place])
}

fn days_on(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// Whether a week is to be looked back at, and when to ask again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Telling {
    /// The Monday of the week, if that is to be said now.
    pub week: Option<NaiveDate>,
    /// When there will be something to say, or there may be; after the frame's instant.
    pub next: Option<DateTime<Utc>>,
}

/// Whether to say now that a week can be looked back at: once, from Sunday evening until Monday evening. Quiet hours and a
/// pause of everything hold it.
pub fn tell<'n>(noted: impl IntoIterator<Item = &'n Noted>, frame: &Frame) -> Telling {
    if !frame.settings.look_back {
        return Telling { week: None, next: None };
    }
    let this = monday(frame.today());
    let week = match frame.now >= at(this, 6, frame) {
        true => this,
        false => this.checked_sub_days(Days::new(7)).unwrap_or(this),
    };
    let coming = at(days_on(week, 7), 6, frame);
    // A clock that is set back for a while says nothing twice; what lies beyond the week ahead was noted by a wrong one.
    let known = week..=days_on(week, 7);
    let is_told =
        |noted: &Noted| matches!(noted.what, NotedWhat::LookedBack { week } if known.contains(&week));
    let is_late = frame.now >= at(week, 7, frame);
    if is_late || noted.into_iter().any(is_told) {
        return Telling { week: None, next: Some(coming) };
    }
    let paused = frame.settings.paused_until.filter(|until| *until > frame.now);
    match frame.quiet_until().max(paused) {
        Some(held) => Telling { week: None, next: Some(held.min(coming)) },
        None => Telling { week: Some(week), next: Some(coming) },
    }
}

/// The evening so many days after the Monday of a week.
fn at(week: NaiveDate, days: u64, frame: &Frame) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(HOUR, 0, 0).unwrap_or_default();
    to_instant(days_on(week, days).and_time(time), frame.zone)
}

/// The Monday of the week to show where none was asked for: from Sunday evening on this week, else the one before. So a
/// week that has just begun is not looked back at.
pub fn latest(frame: &Frame) -> NaiveDate {
    let this = monday(frame.today());
    match frame.now >= at(this, 6, frame) {
        true => this,
        false => this.checked_sub_days(Days::new(7)).unwrap_or(this),
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Madrid;
    use rstest::rstest;

    use super::*;
    use crate::{Extra, NotedId, Settings};

    fn settings() -> Settings {
        Settings { look_back: true, ..Settings::default() }
    }

    fn frame<'s>(local: &str, settings: &'s Settings) -> Frame<'s> {
        let local = local.parse().expect("a wall time");
        Frame { now: to_instant(local, Madrid), zone: Madrid, settings }
    }

    fn told(week: &str) -> Noted {
        let at = DateTime::UNIX_EPOCH;
        let what = NotedWhat::LookedBack { week: week.parse().expect("a day") };
        Noted { id: NotedId::new(at), at, day: at.date_naive(), what, extra: Extra::new() }
    }

    #[rstest]
    #[case::before_sunday_evening("2026-11-29T18:59:00", None)]
    #[case::on_sunday_evening("2026-11-29T19:00:00", Some("2026-11-23"))]
    #[case::in_quiet_hours("2026-11-29T22:30:00", None)]
    #[case::on_monday_morning("2026-11-30T08:30:00", Some("2026-11-23"))]
    #[case::on_monday_evening("2026-11-30T19:00:00", None)]
    #[case::in_the_week("2026-12-02T12:00:00", None)]
    fn a_week_is_looked_back_at_from_sunday_until_monday_evening(
        #[case] now: &str,
        #[case] week: Option<&str>,
    ) {
        let settings = settings();
        let telling = tell(&[told("2026-11-16")], &frame(now, &settings));
        assert_eq!(telling.week, week.map(|week| week.parse().expect("a day")));
        assert!(telling.next.is_some_and(|next| next > frame(now, &settings).now));
    }

    #[test]
    fn it_is_said_once_and_only_to_whom_wants_it() {
        let on = settings();
        let sunday = frame("2026-11-29T19:30:00", &on);
        assert_eq!(tell(&[told("2026-11-23")], &sunday).week, None);
        let off = Settings::default();
        assert_eq!(tell(&[], &Frame { settings: &off, ..sunday }), Telling { week: None, next: None });
    }

    #[rstest]
    #[case::set_back_by_a_day("2026-11-30", None)]
    #[case::wrong_by_a_year("2027-11-22", Some("2026-11-23"))]
    fn what_a_wrong_clock_noted_keeps_no_week_back(#[case] noted: &str, #[case] week: Option<&str>) {
        let settings = settings();
        let telling = tell(&[told(noted)], &frame("2026-11-29T19:30:00", &settings));
        assert_eq!(telling.week, week.map(|week| week.parse().expect("a day")));
    }

    #[test]
    fn a_pause_of_everything_holds_it_and_so_may_let_it_pass() {
        let mut settings = settings();
        settings.paused_until = Some(frame("2026-12-05T09:00:00", &settings).now);
        let telling = tell(&[], &frame("2026-11-29T19:30:00", &settings));
        assert_eq!(telling.week, None);
        assert_eq!(telling.next, settings.paused_until);
    }

    #[rstest]
    #[case("2026-11-29T18:00:00", "2026-11-16")]
    #[case("2026-11-29T19:00:00", "2026-11-23")]
    #[case("2026-12-01T09:00:00", "2026-11-23")]
    fn the_week_shown_first_is_one_that_is_over_or_nearly(#[case] now: &str, #[case] week: &str) {
        let settings = settings();
        assert_eq!(latest(&frame(now, &settings)), week.parse::<NaiveDate>().expect("a day"));
    }
}
