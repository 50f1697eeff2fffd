//! What a person can change about Kith itself: one struct with its defaults.
//!
//! Only what differs from the defaults is saved, so that a better default reaches everybody who never chose;
//! keys that this version does not know are kept.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Utc, Weekday};
use serde::{Deserialize, Serialize};

use crate::{Circle, CircleDefault, Extra, Helpline, Interval, Mode, interval::Unit};

/// Everything that can be set.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// At most so many people are newly asked for on one local day.
    pub daily_cap: u8,
    /// The local wall time at which cadences without one of their own ask.
    pub preferred_time: NaiveTime,
    /// When nothing is announced.
    pub quiet_hours: Option<DailySpan>,
    /// Nothing is asked before this instant.
    pub paused_until: Option<DateTime<Utc>>,
    /// Names of circles that were changed.
    pub circle_names: BTreeMap<Circle, String>,
    /// Cadences of circles that were changed; an empty list is none.
    pub circle_cadences: BTreeMap<Circle, Vec<CircleDefault>>,
    /// Whether prompts are announced as desktop notifications.
    pub notifications: bool,
    /// Whether notifications name people.
    pub names_in_notifications: bool,
    /// The language and region for words, dates and numbers (BCP 47); `None` follows the system.
    pub locale: Option<String>,
    /// Light, dark, or as the system.
    pub scheme: Scheme,
    /// The folder in which a calendar of birthdays and of who is asked for next is kept current; `None` keeps none.
    pub calendar_folder: Option<String>,
    /// When the user usually has time for people: what plans propose.
    pub free: FreeHours,
    /// So many days before a birthday it is spoken of, where a person has no lead of their own.
    pub birthday_lead: u16,
    /// After so many messages in a row without a voice one step up is suggested; 0 never.
    pub step_up_after: u8,
    /// Numbers to call that the user has entered, shown below whoever can be turned to.
    pub helplines: Vec<Helpline>,
    /// Whether it is kept what "I need…" was asked for.
    pub keep_needs: bool,
    /// The boundaries on social media.
    pub scrolling: Scrolling,
    /// Whether the week is looked back at on Sunday evening.
    pub look_back: bool,
    /// Whether the welcome was finished or left.
    pub welcomed: bool,
    /// Settings of a newer Kith.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The boundaries on social media.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Scrolling {
    /// Times without any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<OffTime>,
    /// So many minutes a week at most, from Monday on; `None` sets no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weekly_budget: Option<u32>,
}

/// A recurring time without social media, in wall time wherever the user is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OffTime {
    /// The RRULE's value without the name.
    pub rule: String,
    /// The first beginning.
    pub start: NaiveDateTime,
    /// How long, in minutes, 1 to 1440.
    pub minutes: u32,
}

/// The colours of the pages.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scheme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A daily span of wall time; it may run over midnight.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DailySpan {
    /// From this wall time,
    pub from: NaiveTime,
    /// until before this one.
    pub to: NaiveTime,
}

/// When somebody usually has time: one span of wall time on working days, one on Saturdays and Sundays.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FreeHours {
    /// From Monday to Friday; `None` is never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekdays: Option<DailySpan>,
    /// On Saturday and Sunday; `None` is never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekends: Option<DailySpan>,
}

impl FreeHours {
    /// Whether this wall time lies within. What runs over midnight belongs to the day on which it begins.
    pub fn contains(&self, local: NaiveDateTime) -> bool {
        let (day, time) = (local.date(), local.time());
        let span = |day: NaiveDate| match day.weekday() {
            Weekday::Sat | Weekday::Sun => self.weekends,
            _ => self.weekdays,
        };
        let of_today = span(day).is_some_and(|span| match span.from <= span.to {
            true => span.contains(time),
            false => span.from <= time,
        });
        let since_yesterday =
            day.pred_opt().and_then(span).is_some_and(|span| span.to < span.from && time < span.to);
        of_today || since_yesterday
    }
}

impl DailySpan {
    /// Whether the wall time lies within.
    pub fn contains(&self, time: NaiveTime) -> bool {
        match self.from <= self.to {
            true => self.from <= time && time < self.to,
            false => self.from <= time || time < self.to,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            daily_cap: 3,
            preferred_time: hour(9),
            quiet_hours: Some(DailySpan { from: hour(22), to: hour(8) }),
            paused_until: None,
            circle_names: BTreeMap::new(),
            circle_cadences: BTreeMap::new(),
            notifications: true,
            names_in_notifications: true,
            locale: None,
            scheme: Scheme::System,
            calendar_folder: None,
            free: FreeHours {
                weekdays: Some(DailySpan { from: hour(18), to: hour(21) }),
                weekends: Some(DailySpan { from: hour(10), to: hour(21) }),
            },
            birthday_lead: 7,
            step_up_after: 5,
            helplines: Vec::new(),
            keep_needs: false,
            scrolling: Scrolling::default(),
            look_back: false,
            welcomed: false,
            extra: Extra::new(),
        }
    }
}

impl Settings {
    /// The cadences that a circle brings: those that were set, or the defaults.
    pub fn circle_defaults(&self, circle: Circle) -> Vec<CircleDefault> {
        self.circle_cadences.get(&circle).cloned().unwrap_or_else(|| first_defaults(circle))
    }

    /// What differs from the defaults, as it is saved.
    pub fn differences(&self) -> serde_json::Value {
        let all = |settings: &Settings| match serde_json::to_value(settings) {
            Ok(serde_json::Value::Object(map)) => map,
            _ => Extra::new(),
        };
        let defaults = all(&Settings::default());
        all(self).into_iter().filter(|(key, value)| defaults.get(key) != Some(value)).collect()
    }
}

/// What the circles bring until it is changed in Settings.
fn first_defaults(circle: Circle) -> Vec<CircleDefault> {
    let every = |mode, count, unit| Interval::new(count, unit).map(|every| CircleDefault { mode, every });
    match circle {
        Circle::Inner => vec![every(Mode::InPerson, 1, Unit::Month), every(Mode::Voice, 1, Unit::Week)],
        Circle::Close => vec![every(Mode::InPerson, 3, Unit::Month), every(Mode::Voice, 3, Unit::Week)],
        Circle::Friends => vec![every(Mode::Voice, 3, Unit::Month)],
        Circle::Wider => vec![every(Mode::Message, 1, Unit::Year)],
    }
    .into_iter()
    .flatten()
    .collect()
}

const fn hour(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_differences_are_saved_and_unknown_keys_are_kept() {
        let saved = serde_json::json!({"daily_cap": 5, "from_the_future": [1, 2]});
        let settings: Settings = serde_json::from_value(saved.clone()).expect("settings");
        assert_eq!(settings.preferred_time, Settings::default().preferred_time);
        assert_eq!(settings.differences(), saved);
    }

    #[test]
    fn quiet_hours_may_run_over_midnight() {
        let quiet = DailySpan { from: hour(22), to: hour(8) };
        assert!(quiet.contains(hour(23)) && quiet.contains(hour(3)) && quiet.contains(hour(22)));
        assert!(!quiet.contains(hour(8)) && !quiet.contains(hour(12)));
    }
}
