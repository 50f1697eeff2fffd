//! Days as people write them: "yesterday", "last Friday", "2 weeks ago", "22 November".
//!
//! A check-in tells of the past, so a weekday or a date without a year is the latest that is not after today,
//! today included; "last Friday" is the latest before today. A date in numbers alone counts only when it can
//! be but one.

use chrono::{Datelike, Days, Duration, Months, NaiveDate, NaiveDateTime, Timelike, Weekday};

use super::{
    When,
    lengths::{counted, whole},
    tokens::{Line, Shape},
    vocabulary::{Meaning, Unit},
};

/// The day that is told at the token `at`, with how many tokens tell it. `now` is the local wall time.
pub(super) fn day(line: &Line, at: usize, now: NaiveDateTime) -> Option<(usize, When)> {
    let start = line.skip(at, Meaning::On);
    let introduced = start > at;
    let (length, when) = from_words(line, start, now)
        .or_else(|| some_time_ago(line, start, now))
        .or_else(|| weekday(line, start, now.date(), introduced))
        .or_else(|| date(line, start, now.date()))?;
    let end = start + length;
    Some((line.skip(end, Meaning::PartOfDay) - at, when))
}

fn on(day: NaiveDate) -> When {
    When { day, time: None }
}

fn from_words(line: &Line, at: usize, now: NaiveDateTime) -> Option<(usize, When)> {
    line.find(at, |meaning| match meaning {
        Meaning::DaysAgo(days) => now.date().checked_sub_signed(Duration::try_days(days)?).map(on),
        Meaning::Now => Some(to_the_minute(now)),
        _ => None,
    })
}

fn to_the_minute(at: NaiveDateTime) -> When {
    let time = at.time();
    When { day: at.date(), time: time.with_second(0).and_then(|time| time.with_nanosecond(0)) }
}

fn some_time_ago(line: &Line, at: usize, now: NaiveDateTime) -> Option<(usize, When)> {
    let (length, count, unit) = counted(line, at)?;
    let ago = line.says(at + length, Meaning::Ago)?;
    let today = now.date();
    let minutes = |each: i64| {
        let earlier = now.checked_sub_signed(Duration::try_minutes(i64::from(count).checked_mul(each)?)?)?;
        Some(to_the_minute(earlier))
    };
    let when = match unit {
        Unit::Minute => minutes(1)?,
        Unit::Hour => minutes(60)?,
        Unit::Day => on(today.checked_sub_days(Days::new(count.into()))?),
        Unit::Week => on(today.checked_sub_days(Days::new(7 * u64::from(count)))?),
        Unit::Month => on(today.checked_sub_months(Months::new(count))?),
        Unit::Year => on(today.checked_sub_months(Months::new(count.checked_mul(12)?))?),
    };
    Some((length + ago, when)).filter(|(_, when)| when.day.year() > 0)
}

fn weekday(line: &Line, at: usize, today: NaiveDate, introduced: bool) -> Option<(usize, When)> {
    let which = line.find(at, |meaning| {
        matches!(meaning, Meaning::Last | Meaning::Next | Meaning::This).then_some(meaning)
    });
    let (before, which) = which.map_or((0, None), |(length, which)| (length, Some(which)));
    let (length, wanted) = line.find(at + before, |meaning| match meaning {
        Meaning::Weekday(weekday) => Some(weekday),
        Meaning::ShortWeekday(weekday) if introduced || which.is_some() => Some(weekday),
        _ => None,
    })?;
    let back = days_back(today.weekday(), wanted);
    let day = match which {
        Some(Meaning::Last) => today.checked_sub_days(Days::new(if back == 0 { 7 } else { back })),
        Some(Meaning::Next) => today.checked_add_days(Days::new(7 - back)),
        Some(_) => {
            today.week(Weekday::Mon).first_day().checked_add_days(Days::new(days_back(wanted, Weekday::Mon)))
        }
        None => today.checked_sub_days(Days::new(back)),
    };
    Some((before + length, on(day?)))
}

/// How many days from `from` back to the latest `to`: 0 to 6.
fn days_back(from: Weekday, to: Weekday) -> u64 {
    u64::from((7 + from.num_days_from_monday() - to.num_days_from_monday()) % 7)
}

fn date(line: &Line, at: usize, today: NaiveDate) -> Option<(usize, When)> {
    if let Some(when) = in_numbers(line, at, today) {
        return Some((1, when));
    }
    if let Some(day) = with_full_stops(line, at, today) {
        return Some((2, on(day)));
    }
    let (end, month, day) = day_then_month(line, at).or_else(|| month_then_day(line, at))?;
    let year_at = end + usize::from(line.mark(end) == Some(','));
    match whole(line, year_at).filter(|year| (1900..=2200).contains(year)) {
        Some(year) => Some((year_at + 1 - at, on(NaiveDate::from_ymd_opt(year.cast_signed(), month, day)?))),
        None => Some((end - at, on(latest(month, day, today)?))),
    }
}

/// "24.12.", when it can be but one date.
fn with_full_stops(line: &Line, at: usize, today: NaiveDate) -> Option<NaiveDate> {
    let (day, month) = two_with_full_stops(line, at)?;
    (day > 12).then(|| latest(month, day, today))?
}

/// The numbers of "24.12.", which is two tokens.
fn two_with_full_stops(line: &Line, at: usize) -> Option<(u32, u32)> {
    let token = line.tokens.get(at).filter(|token| token.shape == Shape::Number)?;
    let stop = line.mark(at + 1) == Some('.') && line.tokens[at + 1].tight;
    let (day, month) = token.folded.split_once('.').filter(|_| stop)?;
    let (day, month) = (day.parse().ok()?, month.parse().ok()?);
    ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some((day, month))
}

/// What looks like a day at `at` where none was understood, in how many tokens: a day that no month has, a date in numbers
/// that is none or could be two.
pub(super) fn puzzle(line: &Line, at: usize) -> Option<usize> {
    let start = line.skip(at, Meaning::On);
    if let Some((end, ..)) = day_then_month(line, start).or_else(|| month_then_day(line, start)) {
        let year = whole(line, end).filter(|year| (1900..=2200).contains(year));
        return Some(end + usize::from(year.is_some()) - at);
    }
    if two_with_full_stops(line, start).is_some() {
        return Some(start + 2 - at);
    }
    let token = line.tokens.get(start).filter(|token| token.shape == Shape::Number)?;
    let mark = token.folded.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
    let parts: Vec<&str> = token.folded.split(mark).collect();
    let digits = parts.iter().all(|part| part.bytes().all(|c| c.is_ascii_digit()));
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let is_date = matches!(lengths.as_slice(), [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 2 | 4]);
    (digits && is_date).then_some(start + 1 - at)
}

/// A year that stands alone at `at`, perhaps behind one small word ("in 2019"), with nothing after it: in how many tokens.
pub(super) fn year(line: &Line, at: usize) -> Option<usize> {
    let small = |at: usize| {
        let token = line.tokens.get(at)?;
        (token.shape == Shape::Word && token.folded.chars().count() <= 3).then_some(at + 1)
    };
    let year_at = if whole(line, at).is_some() { at } else { small(at)? };
    whole(line, year_at).filter(|year| (1900..=2200).contains(year))?;
    let ends = line.tokens.get(year_at + 1).is_none_or(|token| matches!(token.shape, Shape::Mark(_)));
    ends.then_some(year_at + 1 - at)
}

/// "22 November", "the 22nd of November": where it ends, the month, the day.
fn day_then_month(line: &Line, at: usize) -> Option<(usize, u32, u32)> {
    let start = line.skip(at, Meaning::Of);
    let day = day_of_month(line, start)?;
    let month_at = line.skip(start + 1, Meaning::Of);
    let (words, month) = month(line, month_at)?;
    Some((month_at + words, month, day))
}

/// "Nov 22", "November the 22nd".
fn month_then_day(line: &Line, at: usize) -> Option<(usize, u32, u32)> {
    let (words, month) = month(line, at)?;
    let day_at = line.skip(at + words, Meaning::Of);
    Some((day_at + 1, month, day_of_month(line, day_at)?))
}

/// The month told at `at`; its short form may end with a full stop.
fn month(line: &Line, at: usize) -> Option<(usize, u32)> {
    let (length, month) = line.find(at, |meaning| match meaning {
        Meaning::Month(month) => Some(month),
        _ => None,
    })?;
    let stop = line.mark(at + length) == Some('.') && whole(line, at + length + 1).is_some();
    Some((length + usize::from(stop), month))
}

/// "22", "22nd".
fn day_of_month(line: &Line, at: usize) -> Option<u32> {
    let token = line.tokens.get(at).filter(|token| token.shape == Shape::Number)?;
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| token.folded.strip_suffix(ending));
    digits.unwrap_or(&token.folded).parse().ok().filter(|day| (1..=31).contains(day))
}

/// The latest such day that is not after today.
fn latest(month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    // Eight years cover 29 February around a century without one.
    (0..=8)
        .filter_map(|back| NaiveDate::from_ymd_opt(today.year() - back, month, day))
        .find(|day| *day <= today)
}

/// `2026-11-22`, `2026-11-22T17:00`, `2026/11/22`, `22/11`, `22/11/2026`, `22.11.2026`.
fn in_numbers(line: &Line, at: usize, today: NaiveDate) -> Option<When> {
    let token = line.tokens.get(at).filter(|token| token.shape == Shape::Number)?;
    let text = token.folded.as_str();
    if let Some(when) = iso(text) {
        return Some(when);
    }
    let mark = text.chars().find(|c| matches!(c, '/' | '.'))?;
    let parts: Vec<u32> = text.split(mark).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match parts.as_slice() {
        [year @ 1900..=2200, month, day] => NaiveDate::from_ymd_opt(year.cast_signed(), *month, *day).map(on),
        [first, second, year] => {
            let (month, day) = unambiguous(*first, *second)?;
            let year = if *year < 100 { 2000 + year } else { *year };
            (1900..=2200)
                .contains(&year)
                .then(|| NaiveDate::from_ymd_opt(year.cast_signed(), month, day))?
                .map(on)
        }
        [first, second] if mark == '/' => {
            let (month, day) = unambiguous(*first, *second)?;
            latest(month, day, today).map(on)
        }
        _ => None,
    }
}

/// An ISO 8601 date, or local date-time to the minute or second.
pub(super) fn iso(text: &str) -> Option<When> {
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some(on(day)).filter(|_| text.len() == 10);
    }
    let text = text.replace(['t', ' '], "T");
    let parsed = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok())?;
    Some(When { day: parsed.date(), time: Some(parsed.time()) })
}

/// The month and the day, when the two numbers can be but one date.
fn unambiguous(first: u32, second: u32) -> Option<(u32, u32)> {
    match (first, second) {
        (1..=12, 1..=12) if first != second => None,
        (1..=31, 1..=12) => Some((second, first)),
        (1..=12, 1..=31) => Some((first, second)),
        _ => None,
    }
}
