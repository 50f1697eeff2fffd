//! Lengths of time ("1h30", "half an hour") and times of day ("at 5pm") as people write them.

use chrono::NaiveTime;

use super::{
    tokens::{Line, Shape},
    vocabulary::{Meaning, Unit},
};

/// The longest contact that is understood: a week, in minutes.
const LONGEST: u32 = 7 * 24 * 60;

/// The length of time told at the token `at`, in minutes, with how many tokens tell it. Never zero.
pub(super) fn minutes(line: &Line, at: usize) -> Option<(usize, u32)> {
    let start = line.skip(line.skip(at, Meaning::For), Meaning::About);
    let (length, minutes) = line
        .find(start, |meaning| match meaning {
            Meaning::Minutes(minutes) => Some(minutes),
            _ => None,
        })
        .or_else(|| in_units(line, start))?;
    let end = start + length;
    let over = line.says(end, Meaning::Ago).is_some();
    (!over && (1..=LONGEST).contains(&minutes)).then_some((end - at, minutes))
}

/// "1h30", "1.5h", "90 min", "two and a half hours", "1 hour and 30 minutes".
fn in_units(line: &Line, at: usize) -> Option<(usize, u32)> {
    let (length, minutes, finest) = one_part(line, at)?;
    let next = line.skip(at + length, Meaning::And);
    match (finest, one_part(line, next)) {
        (Unit::Hour, Some((more, rest, Unit::Minute))) => {
            Some((next + more - at, minutes.checked_add(rest)?))
        }
        _ => Some((length, minutes)),
    }
}

/// A number with its unit: how many tokens, how many minutes, and the finer unit of the two that may be in
/// it.
fn one_part(line: &Line, at: usize) -> Option<(usize, u32, Unit)> {
    let token = line.tokens.get(at)?;
    if token.shape == Shape::Number
        && let Some((minutes, unit)) = in_one_token(line, &token.folded)
    {
        return Some((1, minutes, unit));
    }
    let (number, hundredths) = number(line, at)?;
    let (half, hundredths) = match line.says(at + number, Meaning::AndAHalf) {
        Some(words) => (words, hundredths.checked_add(50)?),
        None => (0, hundredths),
    };
    let (words, unit) = unit(line, at + number + half)?;
    Some((number + half + words, of_unit(hundredths, unit)?, unit))
}

/// "1h", "1h30", "1h30m", "1.5h", "90min", "1:30h".
fn in_one_token(line: &Line, text: &str) -> Option<(u32, Unit)> {
    let (number, rest) = text.split_at(text.find(|c: char| c.is_alphabetic())?);
    let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let (unit_text, rest) = rest.split_at(letters);
    let unit = unit_named(line, unit_text)?;
    if let (Some((hours, minutes)), Unit::Hour, "") = (number.split_once(':'), unit, rest) {
        let minutes: u32 = minutes.parse().ok().filter(|minutes| *minutes < 60)?;
        return Some((hours.parse::<u32>().ok()?.checked_mul(60)?.checked_add(minutes)?, Unit::Minute));
    }
    let first = of_unit(hundredths(number)?, unit)?;
    if rest.is_empty() {
        return Some((first, unit));
    }
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (minutes, minute_unit) = rest.split_at(digits);
    let spelled = minute_unit.is_empty() || unit_named(line, minute_unit) == Some(Unit::Minute);
    let minutes: u32 = minutes.parse().ok().filter(|minutes| *minutes < 60)?;
    (unit == Unit::Hour && spelled).then_some((first.checked_add(minutes)?, Unit::Minute))
}

fn of_unit(hundredths: u32, unit: Unit) -> Option<u32> {
    match unit {
        Unit::Minute => Some(hundredths / 100),
        Unit::Hour => Some(hundredths.checked_mul(60)?.checked_add(50)? / 100),
        _ => None,
    }
}

/// "1", "1.5" or "1,5", in hundredths.
fn hundredths(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str, most| text.len() <= most && text.bytes().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !digits(whole, 6) || !digits(part, 2) {
        return None;
    }
    let part = format!("{part:0<2}").parse::<u32>().ok()?;
    whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(part)
}

/// The number told at `at`, in hundredths, with how many tokens tell it.
fn number(line: &Line, at: usize) -> Option<(usize, u32)> {
    let token = line.tokens.get(at)?;
    match token.shape {
        Shape::Number => Some((1, hundredths(&token.folded)?)),
        _ => line.find(at, |meaning| match meaning {
            Meaning::Number(number) => number.checked_mul(100),
            _ => None,
        }),
    }
}

/// The whole number, in digits, at `at`.
pub(super) fn whole(line: &Line, at: usize) -> Option<u32> {
    let token = line.tokens.get(at).filter(|token| token.shape == Shape::Number)?;
    token.folded.bytes().all(|c| c.is_ascii_digit()).then(|| token.folded.parse().ok())?
}

/// A whole number of any unit ("2 weeks", "an hour", "20min"): how many tokens, how many, of what.
pub(super) fn counted(line: &Line, at: usize) -> Option<(usize, u32, Unit)> {
    let about = line.skip(at, Meaning::About);
    if let Some(token) = line.tokens.get(about).filter(|token| token.shape == Shape::Number)
        && let Some(letters) = token.folded.find(|c: char| c.is_alphabetic())
    {
        let (number, unit) = token.folded.split_at(letters);
        return Some((about + 1 - at, number.parse().ok()?, unit_named(line, unit)?));
    }
    let (length, hundredths) = number(line, about)?;
    let (words, unit) = unit(line, about + length)?;
    (hundredths % 100 == 0).then_some((about + length + words - at, hundredths / 100, unit))
}

fn unit(line: &Line, at: usize) -> Option<(usize, Unit)> {
    line.find(at, |meaning| match meaning {
        Meaning::Counts(unit) => Some(unit),
        _ => None,
    })
}

fn unit_named(line: &Line, text: &str) -> Option<Unit> {
    line.vocabulary.beginning_with(text).find_map(|(rest, meaning)| match meaning {
        Meaning::Counts(unit) if rest.is_empty() => Some(unit),
        _ => None,
    })
}

/// The wall time told at the token `at`, with how many tokens tell it: "at 17:00", "5:30pm", "5 pm", "noon".
pub(super) fn time(line: &Line, at: usize) -> Option<(usize, NaiveTime)> {
    let start = if line.mark(at) == Some('@') { at + 1 } else { line.skip(at, Meaning::At) };
    let start = line.skip(start, Meaning::About);
    if let Some((length, minutes)) = line.find(start, |meaning| match meaning {
        Meaning::Clock(minutes) => Some(minutes),
        _ => None,
    }) {
        return Some((start + length - at, NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)?));
    }
    let token = line.tokens.get(start).filter(|token| token.shape == Shape::Number)?;
    let digits = token.folded.find(|c: char| c.is_alphabetic()).unwrap_or(token.folded.len());
    let (clock, letters) = token.folded.split_at(digits);
    let meridiem = match letters {
        "" => line.find(start + 1, meridiem),
        _ => Some((0, line.vocabulary.beginning_with(letters).find_map(|(_, meaning)| meridiem(meaning))?)),
    };
    let (hour, minute) = match clock.split_once(':').or_else(|| meridiem.and(clock.split_once('.'))) {
        Some((hour, minute)) => (hour, minute.split(':').next().filter(|minute| minute.len() == 2)?),
        None if meridiem.is_some() => (clock, "0"),
        None => return None,
    };
    let hour: u32 = hour.parse().ok()?;
    let hour = match meridiem {
        None => hour,
        Some((_, after)) if (1..=12).contains(&hour) => hour % 12 + if after { 12 } else { 0 },
        Some(_) => return None,
    };
    let words = 1 + meridiem.map_or(0, |(words, _)| words);
    Some((start + words - at, NaiveTime::from_hms_opt(hour, minute.parse().ok()?, 0)?))
}

/// What looks like a time of day at `at` where none was understood ("at 25:00", "13pm"), in how many tokens.
pub(super) fn puzzle(line: &Line, at: usize) -> Option<usize> {
    let start = if line.mark(at) == Some('@') { at + 1 } else { line.skip(at, Meaning::At) };
    let start = line.skip(start, Meaning::About);
    let token = line.tokens.get(start).filter(|token| token.shape == Shape::Number)?;
    let digits = token.folded.find(|c: char| c.is_alphabetic()).unwrap_or(token.folded.len());
    let (clock, letters) = token.folded.split_at(digits);
    let meridiem = match letters {
        "" => line.find(start + 1, meridiem).map(|(words, _)| words),
        _ => line.vocabulary.beginning_with(letters).find_map(|(_, meaning)| meridiem(meaning)).map(|_| 0),
    };
    // Without "at" it may be a score.
    let told = start > at && clock.split_once(':').is_some_and(|(_, minutes)| minutes.len() == 2);
    match (meridiem, letters) {
        (Some(words), _) => Some(start + 1 + words - at),
        (None, "") if told => Some(start + 1 - at),
        _ => None,
    }
}

fn meridiem(meaning: Meaning) -> Option<bool> {
    match meaning {
        Meaning::Meridiem(after) => Some(after),
        _ => None,
    }
}
