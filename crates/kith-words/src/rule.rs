//! Recurrence rules in words: "on the second Tuesday of the month at 19:00".
//!
//! Only rules that people make have words; for the rest the rule itself is shown, which says more than a long sentence.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};
use rrule::{Frequency, NWeekday, RRule, Unvalidated};

use crate::Words;

/// A rule that has words.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Spoken {
    /// Every so many days.
    Days(u16),
    /// From Monday to Friday.
    Weekdays,
    /// On these weekdays, every so many weeks. Never empty, from Monday on.
    Weeks(u16, Vec<Weekday>),
    /// On the nth weekday of a month (from its end, if negative), every so many months.
    NthWeekday(u16, i16, Weekday),
    /// On a day of the month, every so many months.
    DayOfMonth(u16, u8),
    /// On the last day of the month, every so many months.
    LastDayOfMonth(u16),
    /// On a day of the year, every so many years.
    DayOfYear(u16, u8, u8),
}

const WORKING_DAYS: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

impl Words {
    /// When a rule asks, to follow a verb: "every two weeks on Tuesday and Friday at 19:00", "by the rule FREQ=…".
    /// `start` is its first occurrence, in wall time; what the rule leaves out is taken from there.
    pub fn rule(&self, rule: &str, start: NaiveDateTime) -> String {
        match spoken(rule, start) {
            Some(spoken) => {
                let time = self.time(start.time());
                self.with("rule-at", &[("when", self.spoken(&spoken).into()), ("time", time.into())])
            }
            None => self.with("rule-other", &[("rule", rule.into())]),
        }
    }

    /// On which days a rule comes, without the time: "every day", "on weekdays"; `None` where that would leave something
    /// out.
    pub(crate) fn rule_days(&self, rule: &str, start: NaiveDateTime) -> Option<String> {
        spoken(rule, start).map(|spoken| self.spoken(&spoken))
    }

    /// Which of the weekdays of a month, 1 to 5, or -1 and -2 from its end: "second", "last".
    pub fn nth(&self, nth: i16) -> String {
        self.with("nth", &[("nth", nth.into())])
    }

    fn spoken(&self, spoken: &Spoken) -> String {
        match spoken {
            Spoken::Days(count) => self.with("rule-days", &[("count", (*count).into())]),
            Spoken::Weekdays => self.text("rule-weekdays"),
            Spoken::Weeks(count, days) => {
                let days = self.list(days.iter().map(|day| self.weekday(*day)));
                self.with("rule-weeks", &[("count", (*count).into()), ("days", days.into())])
            }
            Spoken::NthWeekday(count, nth, day) => {
                let day = self.weekday(*day);
                let args =
                    [("count", (*count).into()), ("nth", self.nth(*nth).into()), ("weekday", day.into())];
                self.with("rule-nth-weekday", &args)
            }
            Spoken::DayOfMonth(count, day) => {
                self.with("rule-day-of-month", &[("count", (*count).into()), ("day", (*day).into())])
            }
            Spoken::LastDayOfMonth(count) => {
                self.with("rule-last-day-of-month", &[("count", (*count).into())])
            }
            Spoken::DayOfYear(count, month, day) => {
                let date = NaiveDate::from_ymd_opt(2000, (*month).into(), (*day).into()).unwrap_or_default();
                let date = self.day_of_year(date);
                self.with("rule-day-of-year", &[("count", (*count).into()), ("date", date.into())])
            }
        }
    }
}

/// The rule as it is spoken; `None` where that would leave something out.
fn spoken(text: &str, start: NaiveDateTime) -> Option<Spoken> {
    let text = text.trim().to_ascii_uppercase();
    let text = text.strip_prefix("RRULE:").unwrap_or(&text);
    // WKST moves occurrences only where weeks are skipped and several days counted; Monday is the default.
    let text = text.replace(";WKST=MO", "");
    if ["UNTIL=", "COUNT=", "WKST="].iter().any(|part| text.contains(part)) {
        return None;
    }
    let rule: RRule<Unvalidated> = text.parse().ok()?;
    let more_than_is_spoken =
        rule.get_by_set_pos().len() + rule.get_by_year_day().len() + rule.get_by_week_no().len() > 0
            || !is_at(&rule, start.time());
    if more_than_is_spoken {
        return None;
    }
    let count = rule.get_interval();
    match rule.get_freq() {
        Frequency::Daily => daily(&rule, count),
        Frequency::Weekly => weekly(&rule, count, start.weekday()),
        Frequency::Monthly => monthly(&rule, count, start.date()),
        Frequency::Yearly => yearly(&rule, count, start.date()),
        _ => None,
    }
}

/// Whether the rule occurs at this time of day and at no other.
fn is_at(rule: &RRule<Unvalidated>, time: NaiveTime) -> bool {
    let only =
        |values: &[u8], value: u32| values.is_empty() || values.iter().map(|it| u32::from(*it)).eq([value]);
    only(rule.get_by_hour(), time.hour())
        && only(rule.get_by_minute(), time.minute())
        && only(rule.get_by_second(), time.second())
}

fn daily(rule: &RRule<Unvalidated>, count: u16) -> Option<Spoken> {
    let every_day = rule.get_by_weekday().is_empty() && is_in_every_month(rule);
    every_day.then_some(Spoken::Days(count))
}

fn weekly(rule: &RRule<Unvalidated>, count: u16, of_start: Weekday) -> Option<Spoken> {
    if !is_in_every_month(rule) {
        return None;
    }
    let mut days = rule.get_by_weekday().iter().map(every).collect::<Option<Vec<_>>>()?;
    days.sort_by_key(Weekday::num_days_from_monday);
    days.dedup();
    Some(match (days.as_slice(), count) {
        ([], _) => Spoken::Weeks(count, vec![of_start]),
        (days, 1) if days == WORKING_DAYS => Spoken::Weekdays,
        (days, 1) if days.len() == 7 => Spoken::Days(1),
        _ => Spoken::Weeks(count, days),
    })
}

fn monthly(rule: &RRule<Unvalidated>, count: u16, start: NaiveDate) -> Option<Spoken> {
    if !rule.get_by_month().is_empty() {
        return None;
    }
    match (rule.get_by_weekday(), rule.get_by_month_day()) {
        ([], []) => Some(Spoken::DayOfMonth(count, u8::try_from(start.day()).ok()?)),
        ([], [-1]) => Some(Spoken::LastDayOfMonth(count)),
        ([], [day]) => Some(Spoken::DayOfMonth(count, u8::try_from(*day).ok()?)),
        ([NWeekday::Nth(nth, day)], []) => {
            Some(Spoken::NthWeekday(count, *nth, *day)).filter(|_| (-2..=5).contains(nth))
        }
        _ => None,
    }
}

fn yearly(rule: &RRule<Unvalidated>, count: u16, start: NaiveDate) -> Option<Spoken> {
    let month = match (rule.get_by_weekday(), rule.get_by_month()) {
        ([], []) if rule.get_by_month_day().is_empty() => u8::try_from(start.month()).ok()?,
        ([], [month]) => *month,
        _ => return None,
    };
    let day = match rule.get_by_month_day() {
        [] => u8::try_from(start.day()).ok()?,
        [day] => u8::try_from(*day).ok()?,
        _ => return None,
    };
    NaiveDate::from_ymd_opt(2000, month.into(), day.into()).map(|_| Spoken::DayOfYear(count, month, day))
}

fn is_in_every_month(rule: &RRule<Unvalidated>) -> bool {
    rule.get_by_month().is_empty() && rule.get_by_month_day().is_empty()
}

fn every(day: &NWeekday) -> Option<Weekday> {
    match day {
        NWeekday::Every(day) => Some(*day),
        NWeekday::Nth(..) => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("FREQ=DAILY", "every day at 19:00")]
    #[case("FREQ=DAILY;INTERVAL=3", "every three days at 19:00")]
    #[case("FREQ=WEEKLY", "every Tuesday at 19:00")]
    #[case("RRULE:FREQ=WEEKLY;BYDAY=FR,TU", "every Tuesday and Friday at 19:00")]
    #[case("freq=weekly;interval=2;byday=TU", "every two weeks on Tuesday at 19:00")]
    #[case("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "on weekdays at 19:00")]
    #[case("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "every day at 19:00")]
    #[case("FREQ=MONTHLY;BYDAY=2TU", "on the second Tuesday of the month at 19:00")]
    #[case("FREQ=MONTHLY;BYDAY=-1FR", "on the last Friday of the month at 19:00")]
    #[case("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "every three months on the first Monday at 19:00")]
    #[case("FREQ=MONTHLY;BYMONTHDAY=22", "on the 22nd of the month at 19:00")]
    #[case("FREQ=MONTHLY", "on the 13th of the month at 19:00")]
    #[case("FREQ=MONTHLY;BYMONTHDAY=-1", "on the last day of the month at 19:00")]
    #[case("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1", "every two months on the 1st at 19:00")]
    #[case("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "every year on 29 February at 19:00")]
    #[case("FREQ=YEARLY;INTERVAL=2", "every two years on 13 January at 19:00")]
    #[case("FREQ=WEEKLY;BYDAY=TU;BYHOUR=19;BYMINUTE=0;WKST=MO", "every Tuesday at 19:00")]
    fn a_rule_that_people_make_has_words(#[case] rule: &str, #[case] expected: &str) {
        assert_eq!(Words::new(Some("en-GB")).rule(rule, tuesday()), expected);
    }

    #[rstest]
    #[case("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270101")]
    #[case("FREQ=WEEKLY;COUNT=10")]
    #[case("FREQ=WEEKLY;BYHOUR=9,19")]
    #[case("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU")]
    #[case("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13")]
    #[case("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1")]
    #[case("FREQ=MONTHLY;BYDAY=TU")]
    #[case("FREQ=MONTHLY;BYMONTHDAY=-2")]
    #[case("FREQ=DAILY;BYMONTH=7")]
    #[case("FREQ=YEARLY;BYYEARDAY=100")]
    #[case("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    #[case("nonsense")]
    #[case("")]
    fn words_that_would_leave_something_out_are_not_used(#[case] rule: &str) {
        assert_eq!(Words::new(Some("en-GB")).rule(rule, tuesday()), format!("by the rule {rule}"));
    }

    fn tuesday() -> NaiveDateTime {
        "2026-01-13T19:00:00".parse().expect("a time")
    }
}
