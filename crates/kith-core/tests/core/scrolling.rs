//! What is said of boundaries on social media: once, within reason, and never in quiet hours.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use kith_core::{
    DailySpan, Extra, Frame, Noted, NotedId, NotedWhat, OffTime, Settings,
    scrolling::tell::{Say, known, tell},
};
use proptest::{collection::vec, prelude::*, sample::select};
use rstest::rstest;

const HOME: Tz = Tz::Europe__Madrid;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// A book that Kith looks at, turn by turn.
struct Stage {
    settings: Settings,
    noted: BTreeMap<NotedId, Noted>,
    now: DateTime<Utc>,
    zone: Tz,
}

impl Stage {
    /// Evenings without social media from half past eight until midnight, an hour a week, and the usual quiet hours.
    fn new(now: &str) -> Stage {
        let mut settings = Settings::default();
        settings.scrolling.times = vec![off("FREQ=DAILY", "2026-11-01T20:30:00", 210)];
        settings.scrolling.weekly_budget = Some(60);
        Stage { settings, noted: BTreeMap::new(), now: at(now), zone: HOME }
    }

    fn frame(&self) -> Frame<'_> {
        Frame { now: self.now, zone: self.zone, settings: &self.settings }
    }

    /// One turn of the scheduler: what is said, and when it looks again.
    fn turn(&mut self) -> (Vec<Say>, Option<DateTime<Utc>>) {
        let telling = tell(self.noted.values(), &self.frame());
        self.keep(telling.store);
        (telling.say, telling.next)
    }

    fn says(&mut self, now: &str) -> Vec<Say> {
        self.now = at(now);
        self.turn().0
    }

    fn keep(&mut self, noted: impl IntoIterator<Item = Noted>) {
        self.noted.extend(noted.into_iter().map(|noted| (noted.id, noted)));
    }

    fn note(&mut self, what: NotedWhat) {
        let day = self.frame().today();
        let noted = Noted { id: NotedId::new(self.now), at: self.now, day, what, extra: Extra::new() };
        self.keep([noted]);
    }

    fn scrolled(&mut self, minutes: u32) {
        self.note(NotedWhat::Scrolled { minutes });
    }

    fn timer(&mut self, minutes: u32) {
        let ends = self.now + TimeDelta::minutes(minutes.into());
        self.note(NotedWhat::Timer { minutes, ends, told: None });
    }
}

fn off(rule: &str, start: &str, minutes: u32) -> OffTime {
    OffTime { rule: rule.to_owned(), start: start.parse().expect("a time"), minutes }
}

fn began(says: &[Say]) -> Vec<String> {
    let slot = |say: &Say| match say {
        Say::Began(span) => Some(span.slot.to_string()),
        _ => None,
    };
    says.iter().filter_map(slot).collect()
}

fn spent(says: &[Say]) -> Vec<NaiveDate> {
    let week = |say: &Say| match say {
        Say::Spent(week) => Some(week.monday),
        _ => None,
    };
    says.iter().filter_map(week).collect()
}

#[test]
fn a_time_that_begins_is_spoken_of_once_and_again_the_next_day() {
    let mut stage = Stage::new("2026-11-24T20:00:00+01:00");
    let (says, next) = stage.turn();
    assert_eq!((says, next), (Vec::new(), Some(at("2026-11-24T20:30:00+01:00"))));
    assert_eq!(began(&stage.says("2026-11-24T20:30:00+01:00")), ["2026-11-24 20:30:00"]);
    let (says, next) = stage.turn();
    assert_eq!((says, next), (Vec::new(), Some(at("2026-11-25T00:00:00+01:00"))));
    assert_eq!(began(&stage.says("2026-11-25T20:31:00+01:00")), ["2026-11-25 20:30:00"]);
}

#[test]
fn after_sleep_it_is_said_while_it_holds_and_not_when_it_is_over() {
    let mut stage = Stage::new("2026-11-24T12:00:00+01:00");
    assert_eq!(began(&stage.says("2026-11-24T21:15:00+01:00")).len(), 1);
    assert_eq!(stage.says("2026-11-26T09:00:00+01:00"), []);
}

#[test]
fn what_begins_in_quiet_hours_is_never_spoken_of_also_not_when_they_end() {
    let mut stage = Stage::new("2026-11-24T12:00:00+01:00");
    stage.settings.scrolling.times = vec![off("FREQ=DAILY", "2026-11-01T22:30:00", 12 * 60)];
    for now in ["2026-11-24T22:30:00+01:00", "2026-11-25T08:00:00+01:00", "2026-11-25T09:30:00+01:00"] {
        assert_eq!(stage.says(now), [], "{now}");
    }
}

#[test]
fn whoever_flies_west_is_not_told_of_the_same_evening_twice() {
    let mut stage = Stage::new("2026-11-24T20:30:00+01:00");
    assert_eq!(stage.turn().0.len(), 1);
    stage.zone = Tz::America__New_York;
    assert_eq!(stage.says("2026-11-24T20:30:00-05:00"), []);
    assert_eq!(stage.says("2026-11-25T20:30:00-05:00").len(), 1);
}

#[test]
fn two_times_that_begin_together_are_spoken_of_as_one() {
    let mut stage = Stage::new("2026-11-24T20:30:00+01:00");
    stage.settings.scrolling.times.push(off("FREQ=WEEKLY;BYDAY=TU", "2026-11-03T20:30:00", 60));
    stage.settings.scrolling.times.push(off("FREQ=DAILY", "2026-11-03T20:00:00", 60));
    let says = stage.turn().0;
    assert_eq!(began(&says), ["2026-11-24 20:30:00"], "the one that holds longest");
    assert_eq!(stage.turn().0, []);
}

#[test]
fn whoever_sets_a_time_that_holds_already_knows_of_it() {
    let mut stage = Stage::new("2026-11-24T21:00:00+01:00");
    let known = known(stage.noted.values(), &stage.frame());
    stage.keep(known);
    assert_eq!(stage.turn().0, []);
    assert_eq!(stage.says("2026-11-25T20:30:00+01:00").len(), 1);
}

#[test]
fn the_budget_is_spoken_of_once_a_week_and_again_in_the_next() {
    let mut stage = Stage::new("2026-11-23T10:00:00+01:00");
    stage.scrolled(59);
    assert_eq!(stage.turn().0, []);
    stage.scrolled(1);
    assert_eq!(spent(&stage.turn().0), ["2026-11-23".parse().expect("a day")]);
    stage.scrolled(60);
    assert_eq!(spent(&stage.says("2026-11-28T10:00:00+01:00")), []);
    stage.now = at("2026-11-30T10:00:00+01:00");
    stage.scrolled(90);
    assert_eq!(spent(&stage.turn().0), ["2026-11-30".parse().expect("a day")]);
}

#[rstest]
#[case::the_night_within_the_week("2026-11-24T23:00:00+01:00", "2026-11-25T08:00:00+01:00", 1)]
#[case::the_night_to_the_next_week("2026-11-29T23:00:00+01:00", "2026-11-30T08:00:00+01:00", 0)]
fn the_budget_waits_for_the_end_of_quiet_hours_within_its_week(
    #[case] night: &str,
    #[case] morning: &str,
    #[case] said: usize,
) {
    let mut stage = Stage::new(night);
    stage.settings.scrolling.times.clear();
    stage.scrolled(100);
    let (says, next) = stage.turn();
    assert_eq!((says, next), (Vec::new(), Some(at(morning))));
    assert_eq!(spent(&stage.says(morning)).len(), said);
    assert_eq!(stage.turn().0, []);
}

#[test]
fn a_report_that_is_taken_back_and_made_again_says_nothing_again() {
    let mut stage = Stage::new("2026-11-24T10:00:00+01:00");
    stage.scrolled(60);
    let report = stage.noted.clone();
    assert_eq!(spent(&stage.turn().0).len(), 1);
    for id in report.keys() {
        stage.noted.remove(id);
    }
    assert_eq!(stage.turn().0, []);
    stage.keep(report.into_values());
    assert_eq!(stage.turn().0, []);
}

#[test]
fn a_timer_is_told_once_also_at_night_and_in_a_pause_but_not_hours_late() {
    let mut stage = Stage::new("2026-11-24T23:00:00+01:00");
    stage.settings.paused_until = Some(at("2026-12-24T00:00:00Z"));
    stage.timer(10);
    assert_eq!(stage.turn(), (Vec::new(), Some(at("2026-11-24T23:10:00+01:00"))));
    assert_eq!(stage.says("2026-11-24T23:10:00+01:00"), [Say::Over { minutes: 10 }]);
    assert_eq!(stage.turn().0, []);
    stage.timer(10);
    assert_eq!(stage.says("2026-11-25T07:00:00+01:00"), [], "the machine slept");
    assert!(stage.noted.values().all(|noted| matches!(noted.what, NotedWhat::Timer { told: Some(_), .. })));
}

#[test]
fn a_timer_that_spends_the_budget_says_both() {
    let mut stage = Stage::new("2026-11-24T10:00:00+01:00");
    stage.scrolled(50);
    stage.timer(10);
    assert_eq!(stage.turn().0, []);
    let says = stage.says("2026-11-24T10:10:00+01:00");
    assert_eq!((says.len(), says[0], spent(&says).len()), (2, Say::Over { minutes: 10 }, 1));
}

#[test]
fn a_pause_of_all_holds_times_and_budget_until_it_ends() {
    let mut stage = Stage::new("2026-11-24T20:30:00+01:00");
    let ends = at("2026-11-24T21:00:00+01:00");
    stage.settings.paused_until = Some(ends);
    stage.scrolled(60);
    assert_eq!(stage.turn(), (Vec::new(), Some(ends)));
    stage.now = ends;
    assert_eq!(stage.turn().0.len(), 2);
}

/// What happens between two turns.
#[derive(Clone, Debug)]
enum Step {
    /// Time goes by, or the clock is set: so many minutes, also back.
    Clock(i64),
    Zone(Tz),
    Scrolled(u32),
    Timer(u32),
    /// The latest report is taken out.
    TakeBack,
    Budget(Option<u32>),
    Pause(bool),
    Quiet(bool),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (1_i64..600).prop_map(Step::Clock),
        2 => (-4_000_i64..0).prop_map(Step::Clock),
        1 => (1_000_i64..20_000).prop_map(Step::Clock),
        1 => select(&chrono_tz::TZ_VARIANTS[..]).prop_map(Step::Zone),
        3 => (1_u32..200).prop_map(Step::Scrolled),
        2 => (1_u32..60).prop_map(Step::Timer),
        1 => Just(Step::TakeBack),
        1 => proptest::option::of(1_u32..300).prop_map(Step::Budget),
        1 => any::<bool>().prop_map(Step::Pause),
        1 => any::<bool>().prop_map(Step::Quiet),
    ]
}

fn times() -> impl Strategy<Value = Vec<OffTime>> {
    let rule = select(vec!["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=SA,SU", "FREQ=DAILY;BYHOUR=8,20"]);
    let time = (rule, 0_i64..1_440, 1_u32..1_440).prop_map(|(rule, minute, minutes)| {
        let first: NaiveDateTime = "2026-01-01T00:00:00".parse().expect("a time");
        OffTime { rule: rule.to_owned(), start: first + TimeDelta::minutes(minute), minutes }
    });
    vec(time, 0..3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn however_the_clock_is_moved_nothing_is_said_twice_nor_in_quiet_hours(
        times in times(),
        steps in vec(step(), 1..40),
    ) {
        let mut stage = Stage::new("2026-03-20T10:00:00+01:00");
        stage.settings.scrolling.times = times;
        let (mut slots, mut weeks, mut timers, mut over) = (Vec::new(), Vec::new(), 0, 0);
        for step in steps {
            match step {
                Step::Clock(minutes) => stage.now += TimeDelta::minutes(minutes),
                Step::Zone(zone) => stage.zone = zone,
                Step::Scrolled(minutes) => stage.scrolled(minutes),
                Step::Timer(minutes) => {
                    timers += 1;
                    stage.timer(minutes);
                }
                Step::TakeBack => {
                    let report = stage.noted.values().rev()
                        .find(|noted| matches!(noted.what, NotedWhat::Scrolled { .. }));
                    if let Some(id) = report.map(|noted| noted.id) {
                        stage.noted.remove(&id);
                    }
                }
                Step::Budget(budget) => stage.settings.scrolling.weekly_budget = budget,
                Step::Pause(on) => {
                    stage.settings.paused_until = on.then_some(stage.now + TimeDelta::hours(5));
                }
                Step::Quiet(on) => {
                    let hour = |hour| chrono::NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
                    stage.settings.quiet_hours = on.then(|| DailySpan { from: hour(22), to: hour(8) });
                }
            }
            let hushed = stage.frame().quiet_until().is_some()
                || stage.settings.paused_until.is_some_and(|until| until > stage.now);
            let (says, next) = stage.turn();
            prop_assert!(next.is_none_or(|next| next > stage.now));
            for say in says {
                prop_assert!(!hushed || matches!(say, Say::Over { .. }), "{:?} in quiet hours", say);
                match say {
                    Say::Began(span) => {
                        prop_assert!(span.holds(stage.now));
                        slots.push(span.slot);
                    }
                    Say::Spent(week) => {
                        prop_assert!(week.is_spent());
                        weeks.push(week.monday);
                    }
                    Say::Over { .. } => over += 1,
                }
            }
            // Whatever the turn did, the next one at the same moment has nothing to add.
            prop_assert_eq!(stage.turn().0, Vec::<Say>::new());
        }
        let (said, different) = (slots.len(), slots.iter().collect::<std::collections::BTreeSet<_>>().len());
        prop_assert_eq!(said, different, "a beginning was said twice: {:?}", slots);
        weeks.sort_unstable();
        prop_assert!(weeks.windows(2).all(|pair| pair[0] != pair[1]), "a week was said twice: {:?}", weeks);
        prop_assert!(over <= timers);
    }
}
