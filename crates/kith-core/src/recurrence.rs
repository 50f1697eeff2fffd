//! RFC 5545 recurrence rules on wall time.
//!
//! The `rrule` crate does the arithmetic, in UTC standing for "no zone": given a zone, it would lose an
//! occurrence at a wall time that a clock change skips. Zones come in afterwards, in [`zoned`](crate::zoned).
//! It also counts every occurrence since DTSTART; here it starts at the last whole period before the one asked
//! for instead, so that a rule of ten years ago is as quick as a fresh one. That keeps the occurrences, because
//! a period is a whole number of intervals after the first, and what DTSTART implies (the weekday, the day of
//! the month, the time of day) was filled in before.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use chrono_tz::Tz;
use rrule::{Frequency, NWeekday, RRule, RRuleSet, Unvalidated, Validated};

use crate::zoned;

mod preview;
pub use preview::{coming, preview};

/// A rule with its first occurrence, ready to be asked. Wall time throughout.
#[derive(Clone, Debug)]
pub struct Rule {
    text: String,
    rule: RRule<Validated>,
    /// As given: the phase of INTERVAL.
    start: NaiveDateTime,
    first: NaiveDateTime,
    /// The last wall time at which there can be an occurrence, from UNTIL or COUNT.
    end: Option<NaiveDateTime>,
}

/// Why a text is not a rule that Kith can keep.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RuleError {
    /// Not a recurrence rule; what is wrong with it, in the words of the parser.
    #[error("not a recurrence rule: {0}")]
    Syntax(String),
    /// It asks more than once an hour, or every few hours, minutes or seconds.
    #[error("a rule can ask at most daily, at up to {} times of the day", Rule::TIMES_A_DAY)]
    TooFine,
    /// The text is longer than [`Rule::LONGEST`] bytes.
    #[error("a rule is at most {} bytes long", Rule::LONGEST)]
    TooLong,
    /// COUNT is greater than [`Rule::MOST`].
    #[error("a rule has at most {} occurrences, or no end", Rule::MOST)]
    TooMany,
    /// There is no day that it describes.
    #[error("the rule never occurs")]
    NoOccurrence,
}

impl Rule {
    /// The longest text, in bytes.
    pub const LONGEST: usize = 512;
    /// The greatest COUNT.
    pub const MOST: u32 = 5_000;
    /// The most times a day (BYHOUR × BYMINUTE × BYSECOND).
    pub const TIMES_A_DAY: usize = 24;

    /// The rule `text`, an RRULE's value with or without its name, beginning with `start` or the first
    /// occurrence after it. An UNTIL in UTC is taken as wall time, since there is no zone: see
    /// [`Rule::parse_in`].
    ///
    /// # Errors
    /// See [`RuleError`].
    pub fn parse(text: &str, start: NaiveDateTime) -> Result<Rule, RuleError> {
        Rule::parse_in(text, start, None)
    }

    /// As [`Rule::parse`], with wall times in `zone`: an UNTIL in UTC is converted to it.
    ///
    /// # Errors
    /// See [`RuleError`].
    pub fn parse_in(text: &str, start: NaiveDateTime, zone: Option<Tz>) -> Result<Rule, RuleError> {
        if text.len() > Self::LONGEST {
            return Err(RuleError::TooLong);
        }
        let start = start.with_nanosecond(0).unwrap_or(start);
        if !(1..=9998).contains(&start.year()) {
            return Err(RuleError::NoOccurrence);
        }
        let text = without_name(text.trim());
        let parts = Parts::of(text, zone)?;
        let rule: RRule<Unvalidated> = parts.rest.parse().map_err(syntax)?;
        if rule.get_freq() > Frequency::Daily {
            return Err(RuleError::TooFine);
        }
        if rule.get_interval() == 0 {
            return Err(RuleError::Syntax("INTERVAL is 0".to_owned()));
        }
        let is_nth = |day: &NWeekday| matches!(day, NWeekday::Nth(..));
        if rule.get_freq() >= Frequency::Weekly && rule.get_by_weekday().iter().any(is_nth) {
            // RFC 5545, 3.3.10: "the second Tuesday" is only of a month or a year.
            return Err(RuleError::Syntax("BYDAY with a number".to_owned()));
        }
        let rule = rule.validate(start.and_utc().with_timezone(&rrule::Tz::UTC)).map_err(syntax)?;
        let times = rule.get_by_hour().len() * rule.get_by_minute().len() * rule.get_by_second().len();
        if times > Self::TIMES_A_DAY {
            return Err(RuleError::TooFine);
        }
        let mut rule = Rule { text: text.to_owned(), rule, start, first: start, end: parts.until };
        rule.first = rule.from(start).next().ok_or(RuleError::NoOccurrence)?;
        if let Some(count) = parts.count {
            // Occurrences are then found from any period on, without counting from the first again.
            rule.end = rule.from(start).take(count as usize).last();
        }
        Ok(rule)
    }

    /// The text as it was given, without the name.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The first occurrence: the given start if the rule occurs then, else the first after it. This is what
    /// to store and export as DTSTART, since one that is not an occurrence is undefined (RFC 5545, 3.8.2.4).
    pub fn first(&self) -> NaiveDateTime {
        self.first
    }

    /// The first occurrence strictly after `time`.
    pub fn after(&self, time: NaiveDateTime) -> Option<NaiveDateTime> {
        if time < self.first {
            return Some(self.first);
        }
        self.from(time).find(|occurrence| *occurrence > time)
    }

    /// The occurrences from `time` on, in their order.
    pub fn from_on(&self, time: NaiveDateTime) -> impl Iterator<Item = NaiveDateTime> + use<> {
        self.from(time.max(self.first)).skip_while(move |occurrence| *occurrence < time)
    }

    /// The last occurrence of a rule that ends.
    pub fn last(&self) -> Option<NaiveDateTime> {
        // One that ends with the calendar itself does not end for anybody.
        self.at_or_before(self.end.filter(|end| end.year() < 9_000)?)
    }

    /// The last occurrence at or before `time`.
    pub fn at_or_before(&self, time: NaiveDateTime) -> Option<NaiveDateTime> {
        self.last_that(time, |occurrence| occurrence <= time)
    }

    /// The last occurrence strictly before `time`.
    pub fn previous(&self, time: NaiveDateTime) -> Option<NaiveDateTime> {
        self.last_that(time, |occurrence| occurrence < time)
    }

    /// The last occurrence not after `time` that is `wanted`. Looks back ever further, because a rule may leave
    /// out many of its periods (29 February).
    fn last_that(
        &self,
        time: NaiveDateTime,
        wanted: impl Fn(NaiveDateTime) -> bool,
    ) -> Option<NaiveDateTime> {
        if !wanted(self.first) {
            return None;
        }
        let mut back = 0;
        loop {
            let anchor = self.anchor(time, back);
            let last = self.starting(anchor).take_while(|occurrence| wanted(*occurrence)).last();
            if last.is_some() || anchor <= self.start {
                return last;
            }
            back = back * 4 + 1;
        }
    }

    /// The occurrences from the period of `time` on.
    fn from(&self, time: NaiveDateTime) -> impl Iterator<Item = NaiveDateTime> + use<> {
        self.starting(self.anchor(time, 0))
    }

    fn starting(&self, anchor: NaiveDateTime) -> impl Iterator<Item = NaiveDateTime> + use<> {
        let first = self.first.max(self.start);
        let end = self.end.unwrap_or(NaiveDateTime::MAX);
        RRuleSet::new(anchor.and_utc().with_timezone(&rrule::Tz::UTC))
            .limit()
            .rrule(self.rule.clone())
            .into_iter()
            .map(|occurrence| occurrence.naive_utc())
            .skip_while(move |occurrence| *occurrence < first)
            .take_while(move |occurrence| *occurrence <= end)
    }

    /// The beginning of the period in which `time` lies, or of the one `back` intervals before: a whole number
    /// of intervals after the period of the start.
    fn anchor(&self, time: NaiveDateTime, back: u32) -> NaiveDateTime {
        let (start, time) = (self.start.date(), time.date());
        let interval = i64::from(self.rule.get_interval());
        let week_start = self.rule.get_week_start();
        let periods = match self.rule.get_freq() {
            Frequency::Yearly => i64::from(time.year() - start.year()),
            Frequency::Monthly => months(time) - months(start),
            Frequency::Weekly => (time - start.week(week_start).first_day()).num_days().div_euclid(7),
            _ => (time - start).num_days(),
        };
        let periods = ((periods.div_euclid(interval) - i64::from(back)).max(0) * interval).unsigned_abs();
        let months = |months: u64| Months::new(u32::try_from(months).unwrap_or(u32::MAX));
        let anchor = match self.rule.get_freq() {
            Frequency::Yearly => start
                .with_ordinal(1)
                .and_then(|day| day.checked_add_months(months(periods.saturating_mul(12)))),
            Frequency::Monthly => start.with_day(1).and_then(|day| day.checked_add_months(months(periods))),
            Frequency::Weekly => start.week(week_start).first_day().checked_add_days(Days::new(periods * 7)),
            _ => start.checked_add_days(Days::new(periods)),
        };
        anchor.unwrap_or(start).and_time(NaiveTime::MIN)
    }
}

/// Months since year 0.
fn months(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

fn syntax(error: rrule::RRuleError) -> RuleError {
    // The crate's words without its heading and full stop: they become part of a sentence.
    let text = error.to_string();
    let text = text.strip_prefix("RRule parsing error: ").unwrap_or(&text);
    RuleError::Syntax(text.trim_end_matches('.').to_owned())
}

fn without_name(text: &str) -> &str {
    match text.get(..6) {
        Some(name) if name.eq_ignore_ascii_case("RRULE:") => &text[6..],
        _ => text,
    }
}

/// A rule's text taken apart: the end is ours, because the crate refuses UNTIL in most of its forms and would
/// count COUNT from wherever it starts.
struct Parts {
    rest: String,
    until: Option<NaiveDateTime>,
    count: Option<u32>,
}

impl Parts {
    fn of(text: &str, zone: Option<Tz>) -> Result<Parts, RuleError> {
        let mut parts = Parts { rest: String::new(), until: None, count: None };
        let mut names = Vec::new();
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let wrong = || RuleError::Syntax(part.to_owned());
            let (name, value) = part.split_once('=').ok_or_else(wrong)?;
            let name = name.trim().to_ascii_uppercase();
            if !part.is_ascii() || names.contains(&name) {
                return Err(wrong());
            }
            match name.as_str() {
                "UNTIL" => parts.until = Some(until(value.trim(), zone).ok_or_else(wrong)?),
                "COUNT" => parts.count = Some(count(value.trim()).ok_or_else(wrong)?),
                _ => {
                    let separator = if parts.rest.is_empty() { "" } else { ";" };
                    parts.rest += &format!("{separator}{name}={}", value.trim().to_ascii_uppercase());
                }
            }
            names.push(name);
        }
        match parts {
            // RFC 5545, 3.3.10: not both in the same rule.
            Parts { until: Some(_), count: Some(_), .. } => {
                Err(RuleError::Syntax("UNTIL and COUNT".to_owned()))
            }
            Parts { count: Some(count), .. } if count > Rule::MOST => Err(RuleError::TooMany),
            parts => Ok(parts),
        }
    }
}

/// UNTIL as a date (its whole day counts), a wall time, or an instant in UTC.
fn until(value: &str, zone: Option<Tz>) -> Option<NaiveDateTime> {
    let last_moment = NaiveTime::from_hms_opt(23, 59, 59)?;
    if let Ok(day) = NaiveDate::parse_from_str(value, "%Y%m%d") {
        return Some(day.and_time(last_moment));
    }
    let utc = value.strip_suffix(['Z', 'z']);
    let time = NaiveDateTime::parse_from_str(utc.unwrap_or(value), "%Y%m%dT%H%M%S").ok()?;
    match (utc, zone) {
        (Some(_), Some(zone)) => Some(zoned::to_local(time.and_utc(), zone)),
        _ => Some(time),
    }
}

fn count(value: &str) -> Option<u32> {
    value.parse().ok().filter(|count| *count > 0)
}
