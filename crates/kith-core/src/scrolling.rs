//! Boundaries on social media: times without any, a weekly budget, and "10 minutes, then tell me".
//!
//! Nothing is watched. What went to social media is what the user says, or a timer that they started themselves; no
//! history of a browser and no list of programs is ever read, so there is nothing here that could name a page.
//! What is said of a boundary, and when, is decided in [`tell`].

pub mod tell;
mod thing;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};

pub use self::thing::Thing;
use crate::{Frame, Noted, NotedWhat, OffTime, Rule, RuleError, Settings, interval, zoned::to_instant};

/// The longest time without social media, the longest timer and the longest report, in minutes.
pub const A_DAY: u32 = 1_440;

/// The greatest weekly budget, in minutes.
pub const A_WEEK: u32 = 7 * A_DAY;

/// No clock change is longer.
const LONGEST_CHANGE: TimeDelta = TimeDelta::hours(26);

/// One time without social media, of those that recur.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// Its beginning in wall time, by which it is known.
    pub slot: NaiveDateTime,
    /// When it begins where the user is,
    pub begins: DateTime<Utc>,
    /// and until before when it holds.
    pub ends: DateTime<Utc>,
}

impl Span {
    /// Whether it holds at this instant.
    pub fn holds(&self, at: DateTime<Utc>) -> bool {
        self.begins <= at && at < self.ends
    }
}

impl OffTime {
    /// The time as it is kept: beginning with an occurrence of its own.
    ///
    /// # Errors
    /// See [`RuleError`].
    pub fn settled(self) -> Result<OffTime, RuleError> {
        let rule = self.parsed()?;
        Ok(OffTime { rule: rule.text().to_owned(), start: rule.first(), ..self })
    }

    /// The one that holds now. Of several, which only a rule with many times of the day has, the one that holds longest.
    pub fn holding(&self, frame: &Frame) -> Option<Span> {
        let rule = self.parsed().ok()?;
        let local = frame.local();
        let earliest = local - TimeDelta::minutes(self.minutes.into()) - LONGEST_CHANGE;
        let latest = rule.at_or_before(local + LONGEST_CHANGE)?;
        std::iter::successors(Some(latest), |slot| rule.previous(*slot))
            .take_while(|slot| *slot >= earliest)
            .map(|slot| self.span(slot, frame))
            .filter(|span| span.holds(frame.now))
            .max_by_key(|span| span.ends)
    }

    /// The next one that begins after now.
    pub fn next(&self, frame: &Frame) -> Option<Span> {
        let rule = self.parsed().ok()?;
        let mut slot = rule.after(frame.local() - LONGEST_CHANGE)?;
        loop {
            let span = self.span(slot, frame);
            if span.begins > frame.now {
                return Some(span);
            }
            slot = rule.after(slot)?;
        }
    }

    fn parsed(&self) -> Result<Rule, RuleError> {
        Rule::parse(&self.rule, self.start)
    }

    /// From wall time to wall time, so that "until seven" is seven also in the night of a clock change.
    fn span(&self, slot: NaiveDateTime, frame: &Frame) -> Span {
        let length = TimeDelta::minutes(self.minutes.into());
        let begins = to_instant(slot, frame.zone);
        let ends = to_instant(slot + length, frame.zone);
        // A slot that a clock change left out is moved, and then may begin when it would be over.
        Span { slot, begins, ends: if ends > begins { ends } else { begins + length } }
    }
}

/// The time without social media that holds now; of several, the one that holds longest.
pub fn holding(frame: &Frame) -> Option<Span> {
    let times = &frame.settings.scrolling.times;
    times.iter().filter_map(|time| time.holding(frame)).max_by_key(|span| (span.ends, span.slot))
}

/// The next one that begins after now.
pub fn next(frame: &Frame) -> Option<Span> {
    let times = &frame.settings.scrolling.times;
    times.iter().filter_map(|time| time.next(frame)).min_by_key(|span| (span.begins, span.slot))
}

/// A week, Monday to Sunday on the user's calendar, and what went to social media in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Week {
    /// Its Monday.
    pub monday: NaiveDate,
    /// So many minutes went to social media, as the user says.
    pub minutes: u32,
    /// So many minutes shall be the most.
    pub budget: Option<u32>,
}

impl Week {
    /// This week.
    pub fn of<'n>(noted: impl IntoIterator<Item = &'n Noted>, frame: &Frame) -> Week {
        let monday = interval::monday(frame.today());
        let minutes = noted
            .into_iter()
            .filter(|noted| interval::monday(noted.day) == monday)
            .fold(0_u32, |sum, noted| sum.saturating_add(noted.what.scrolled(frame.now)));
        Week { monday, minutes, budget: frame.settings.scrolling.weekly_budget }
    }

    /// Whether there is a budget, and nothing is left of it.
    pub fn is_spent(&self) -> bool {
        self.budget.is_some_and(|budget| budget <= self.minutes)
    }

    /// How many minutes are left of the budget; 0 where it is spent.
    pub fn left(&self) -> Option<u32> {
        self.budget.map(|budget| budget.saturating_sub(self.minutes))
    }
}

/// The timer that runs at this instant. There is one at most: a new one ends the one before. One that was told is over,
/// also when the clock is set back.
pub fn running<'n>(
    noted: impl IntoIterator<Item = &'n Noted>,
    now: DateTime<Utc>,
) -> Option<(&'n Noted, DateTime<Utc>)> {
    let ends = |noted: &'n Noted| match noted.what {
        NotedWhat::Timer { ends, told: None, .. } if ends > now => Some((noted, ends)),
        _ => None,
    };
    noted.into_iter().filter_map(ends).max_by_key(|(noted, ends)| (*ends, noted.id))
}

/// What a timer that is stopped before its end leaves: the minutes that it ran, as a report. `None` where it ran for
/// less than half a minute, and for what is no timer that runs.
pub fn stopped(timer: &Noted, now: DateTime<Utc>) -> Option<Noted> {
    let NotedWhat::Timer { minutes, ends, told: None } = timer.what else { return None };
    if ends <= now {
        return None;
    }
    // A clock that was set since knows nothing better than the length of the timer.
    let ran = (now - timer.at).num_seconds().max(0);
    let ran = u32::try_from((ran + 30) / 60).unwrap_or(minutes).min(minutes);
    (ran > 0).then(|| Noted { what: NotedWhat::Scrolled { minutes: ran }, ..timer.clone() })
}

impl Settings {
    /// Whether there is any boundary on social media.
    pub fn limits_scrolling(&self) -> bool {
        !self.scrolling.times.is_empty() || self.scrolling.weekly_budget.is_some()
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;
    use chrono_tz::Tz;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::{Extra, NotedId, SupportRole};

    fn off(rule: &str, start: &str, minutes: u32) -> OffTime {
        OffTime { rule: rule.to_owned(), start: start.parse().expect("a time"), minutes }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn noted(at: DateTime<Utc>, zone: Tz, what: NotedWhat) -> Noted {
        let day = at.with_timezone(&zone).date_naive();
        Noted { id: NotedId::new(at), at, day, what, extra: Extra::new() }
    }

    #[rstest]
    #[case::before("2026-11-24T20:29:59+01:00", None)]
    #[case::as_it_begins("2026-11-24T20:30:00+01:00", Some("2026-11-24T20:30:00"))]
    #[case::past_midnight("2026-11-25T00:59:59+01:00", Some("2026-11-24T20:30:00"))]
    #[case::over("2026-11-25T01:00:00+01:00", None)]
    #[case::before_the_first("2026-11-22T22:00:00+01:00", None)]
    fn an_evening_holds_from_its_beginning_until_before_its_end(
        #[case] now: DateTime<Utc>,
        #[case] slot: Option<&str>,
    ) {
        let settings = Settings::default();
        let frame = Frame { now, zone: Tz::Europe__Madrid, settings: &settings };
        let evenings = off("FREQ=DAILY", "2026-11-23T20:30:00", 270);
        let slot = slot.map(|slot| slot.parse().expect("a time"));
        assert_eq!(evenings.holding(&frame).map(|span| span.slot), slot);
    }

    #[rstest]
    // The night is an hour shorter, or longer; it is from ten until seven on the clock all the same.
    #[case::spring("2026-03-28T22:00:00+01:00", "2026-03-29T07:00:00+02:00")]
    #[case::autumn("2026-10-24T22:00:00+02:00", "2026-10-25T07:00:00+01:00")]
    fn a_night_keeps_its_wall_time_over_a_clock_change(
        #[case] begins: DateTime<Utc>,
        #[case] ends: DateTime<Utc>,
    ) {
        let settings = Settings::default();
        let nights = off("FREQ=DAILY", "2026-01-01T22:00:00", 9 * 60);
        let frame = |now| Frame { now, zone: Tz::Europe__Madrid, settings: &settings };
        let before = frame(begins - TimeDelta::minutes(5));
        assert_eq!(nights.next(&before).map(|span| (span.begins, span.ends)), Some((begins, ends)));
        let within = frame(ends - TimeDelta::seconds(1));
        assert_eq!(nights.holding(&within).map(|span| span.begins), Some(begins));
        assert_eq!(nights.holding(&frame(ends)), None);
    }

    #[test]
    fn an_hour_that_the_clock_leaves_out_is_kept_after_it() {
        let settings = Settings::default();
        let hour = off("FREQ=DAILY", "2026-01-01T02:15:00", 30);
        let now = at("2026-03-29T01:30:00Z"); // 03:30, after the gap
        let frame = Frame { now, zone: Tz::Europe__Madrid, settings: &settings };
        let span = hour.holding(&frame).expect("it holds");
        assert_eq!((span.begins, span.ends), (at("2026-03-29T01:15:00Z"), at("2026-03-29T01:45:00Z")));
    }

    #[test]
    fn whoever_travels_has_the_evening_of_the_place() {
        let settings = Settings::default();
        let evenings = off("FREQ=DAILY", "2026-11-01T20:30:00", 210);
        let now = at("2026-11-24T21:00:00Z");
        let in_zone = |zone| evenings.holding(&Frame { now, zone, settings: &settings }).is_some();
        assert!(in_zone(Tz::Europe__Madrid) && !in_zone(Tz::America__New_York) && !in_zone(Tz::Asia__Tokyo));
    }

    #[test]
    fn of_several_the_one_that_holds_longest_counts_and_the_nearest_comes_next() {
        let mut settings = Settings::default();
        settings.scrolling.times = vec![
            off("FREQ=DAILY", "2026-11-01T20:30:00", 60),
            off("FREQ=WEEKLY;BYDAY=TU", "2026-11-03T20:00:00", 240),
            off("FREQ=DAILY", "2026-11-01T07:00:00", 60),
        ];
        let frame = Frame { now: at("2026-11-24T19:45:00Z"), zone: Tz::Europe__Madrid, settings: &settings };
        let holds = holding(&frame).expect("it holds");
        assert_eq!(holds.ends, at("2026-11-24T23:00:00Z"));
        assert_eq!(next(&frame).map(|span| span.begins), Some(at("2026-11-25T06:00:00Z")));
    }

    #[rstest]
    #[case("FREQ=HOURLY")]
    #[case("evenings")]
    #[case("")]
    fn what_is_no_rule_neither_holds_nor_comes(#[case] rule: &str) {
        let settings = Settings::default();
        let off = off(rule, "2026-11-01T20:30:00", 60);
        let frame = Frame { now: at("2026-11-24T19:45:00Z"), zone: Tz::UTC, settings: &settings };
        assert_eq!((off.holding(&frame), off.next(&frame)), (None, None));
        assert!(off.settled().is_err());
    }

    #[test]
    fn a_week_is_from_monday_to_sunday_where_the_user_is() {
        let zone = Tz::Europe__Madrid;
        let mut settings = Settings::default();
        settings.scrolling.weekly_budget = Some(60);
        let scrolled = |when: &str, minutes| noted(at(when), zone, NotedWhat::Scrolled { minutes });
        let all = [
            scrolled("2026-11-22T22:59:00Z", 500), // Sunday, 23:59
            scrolled("2026-11-22T23:00:00Z", 20),  // Monday, 0:00
            scrolled("2026-11-29T22:59:00Z", 30),  // Sunday, 23:59
            scrolled("2026-11-29T23:00:00Z", 500), // the next Monday
        ];
        let frame = Frame { now: at("2026-11-29T22:59:30Z"), zone, settings: &settings };
        let week = Week::of(&all, &frame);
        assert_eq!((week.monday.to_string().as_str(), week.minutes), ("2026-11-23", 50));
        assert_eq!((week.is_spent(), week.left()), (false, Some(10)));
    }

    #[test]
    fn a_timer_counts_once_it_is_over_and_only_for_as_long_as_it_ran() {
        let settings = Settings::default();
        let begun = at("2026-11-24T19:00:00Z");
        let ends = begun + TimeDelta::minutes(10);
        let timer = noted(begun, Tz::UTC, NotedWhat::Timer { minutes: 10, ends, told: None });
        let minutes = |now| Week::of([&timer], &Frame { now, zone: Tz::UTC, settings: &settings }).minutes;
        assert_eq!((minutes(ends - TimeDelta::seconds(1)), minutes(ends)), (0, 10));
        assert!(running([&timer], begun).is_some() && running([&timer], ends).is_none());
        let after = |seconds| stopped(&timer, begun + TimeDelta::seconds(seconds)).map(|noted| noted.what);
        assert_eq!(after(4 * 60 + 10), Some(NotedWhat::Scrolled { minutes: 4 }));
        assert_eq!((after(29), after(600)), (None, None));
        assert_eq!(after(-3_600), None, "the clock was set back");
        let what = NotedWhat::Timer { minutes: 10, ends, told: Some(ends) };
        let told = Noted { what, ..timer.clone() };
        assert!(running([&told], begun).is_none() && stopped(&told, begun + TimeDelta::minutes(5)).is_none());
        assert_eq!(told.what.scrolled(begun), 10, "what is over stays over");
    }

    #[test]
    fn nothing_that_is_noted_says_what_was_looked_at_or_where() {
        let now = at("2026-11-24T19:00:00Z");
        let day = now.date_naive();
        let all = [
            NotedWhat::Scrolled { minutes: 15 },
            NotedWhat::Timer { minutes: 10, ends: now, told: Some(now) },
            NotedWhat::Began { slot: now.naive_utc() },
            NotedWhat::Spent { week: day },
            NotedWhat::Needed { role: SupportRole::ALL[0] },
            NotedWhat::LookedBack { week: day },
        ];
        let known = ["id", "at", "day", "what", "kind", "minutes", "ends", "told", "slot", "week", "role"];
        for what in all {
            // Whoever adds a kind comes past here.
            match &what {
                NotedWhat::Scrolled { .. }
                | NotedWhat::Timer { .. }
                | NotedWhat::Began { .. }
                | NotedWhat::Spent { .. }
                | NotedWhat::Needed { .. }
                | NotedWhat::LookedBack { .. } => {}
            }
            let json = serde_json::to_value(noted(now, Tz::UTC, what)).expect("JSON");
            let fields = json.as_object().expect("an object");
            let within = fields["what"].as_object().expect("an object");
            for (name, value) in fields.iter().chain(within) {
                assert!(known.contains(&name.as_str()), "{name} in {json}");
                let small = value.is_number() || value.as_str().is_some_and(|text| text.len() <= 36);
                assert!(name == "what" || small, "{name} in {json}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_comes_next_holds_when_it_begins_and_not_before(
            minutes in 29_700_000_i64..30_300_000, // of 2026 and 2027
            zone in proptest::sample::select(&chrono_tz::TZ_VARIANTS[..]),
            hour in 0_u32..24,
            minute in 0_u32..60,
            length in 1_u32..=A_DAY,
        ) {
            let settings = Settings::default();
            let time = NaiveTime::from_hms_opt(hour, minute, 0).expect("a time");
            let start = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day").and_time(time);
            let off = OffTime { rule: "FREQ=DAILY".to_owned(), start, minutes: length };
            let frame = |now| Frame { now, zone, settings: &settings };
            let now = DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes);
            let next = off.next(&frame(now)).expect("every day");
            prop_assert!(next.begins > now && next.ends > next.begins);
            prop_assert!(off.holding(&frame(next.begins)).is_some());
            let before = off.holding(&frame(next.begins - TimeDelta::seconds(1)));
            prop_assert!(before.is_none_or(|before| before.slot < next.slot));
        }
    }
}
