//! Monica's days: those that somebody knows, those that were guessed from an age, and those that come back.

use kith_core::interval::Unit;
use kith_core::{Interval, PartialDate};
use serde_json::Value;

/// A special date. One that was made up from an age says no more than about when, and is no day.
pub(super) fn special(date: &Value) -> Option<PartialDate> {
    let text = date["date"].as_str()?.get(..10)?;
    let is = |name: &str| matches!(&date[name], Value::Bool(true)) || date[name].as_i64() == Some(1);
    let day: PartialDate = text.parse().ok()?;
    match () {
        () if is("is_age_based") => None,
        () if is("is_year_unknown") => PartialDate::new(None, day.month(), day.day()),
        () => Some(day),
    }
}

/// So many days, in the largest unit that they are.
pub(super) fn every(days: u64) -> Option<Interval> {
    let (count, unit) = match days {
        0 => return None,
        _ if days.is_multiple_of(365) => (days / 365, Unit::Year),
        _ if days.is_multiple_of(30) => (days / 30, Unit::Month),
        _ if days.is_multiple_of(7) => (days / 7, Unit::Week),
        _ => (days, Unit::Day),
    };
    Interval::new(u16::try_from(count).ok()?, unit).ok()
}

/// How often a reminder comes back; `None` for one that comes once.
pub(super) fn repeats(properties: &Value) -> Option<Interval> {
    let count = properties["frequency_number"].as_u64().unwrap_or(1).max(1);
    let unit = match properties["frequency_type"].as_str()? {
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "year" => Unit::Year,
        _ => return None,
    };
    Interval::new(u16::try_from(count).ok()?, unit).ok()
}

/// The same in Monica's words, for a note: `(every 3 months)`.
pub(super) fn often(properties: &Value) -> Option<String> {
    repeats(properties)?;
    let unit = properties["frequency_type"].as_str()?;
    match properties["frequency_number"].as_u64().unwrap_or(1) {
        0 | 1 => Some(format!("(every {unit})")),
        count => Some(format!("(every {count} {unit}s)")),
    }
}
