//! BDAY and ANNIVERSARY in all the forms that programs write it in.

use std::fmt;
use std::ops::RangeInclusive;

use kith_core::PartialDate;

use super::Version;
use super::line::Line;

/// `1984-02-29`, `19840229`, `--02-29`, `--0229`; a time after it is passed over. A year of
/// [`NO_YEARS`] is none, nor is one that X-APPLE-OMIT-YEAR names. A day or a month alone is not a date here, nor is a year before Christ or after
/// 9999, which vCard cannot write: their lines are kept.
pub(super) fn day(line: &Line) -> Option<PartialDate> {
    let date = line.value().trim().split(['T', 't', ' ']).next()?;
    let found: PartialDate = match (date.strip_prefix("--").unwrap_or(date), date.len()) {
        (rest, 6) if digits(rest, 4) => format!("--{}-{}", &rest[..2], &rest[2..]),
        (_, 8) if digits(date, 8) => format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]),
        _ => date.to_owned(),
    }
    .parse()
    .ok()?;
    if found.year().is_some_and(|year| !YEARS.contains(&year)) {
        return None;
    }
    let omitted =
        |year| NO_YEARS.contains(&year) || line.param(OMIT_YEAR).any(|said| said.parse() == Ok(year));
    match found.year().is_some_and(omitted) {
        true => PartialDate::new(None, found.month(), found.day()),
        false => Some(found),
    }
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What four digits can say (RFC 6350, section 4.3.1).
const YEARS: RangeInclusive<i32> = 0..=9999;

/// Years that stand for none: of programs that must write one, and of Apple, which does not always say so. Nobody in a
/// book of today was born in either.
const NO_YEARS: [i32; 2] = [0, 1604];

const OMIT_YEAR: &str = "X-APPLE-OMIT-YEAR";

/// vCard 3 has no date without a year; Apple's way around it is understood the most widely.
pub(super) fn write_day(
    out: &mut impl fmt::Write,
    name: &str,
    day: PartialDate,
    version: Version,
) -> fmt::Result {
    let (month, date) = (day.month(), day.day());
    match (day.year(), version) {
        (Some(_), Version::V3) => write!(out, "{name}:{day}"),
        (Some(year), Version::V4) => write!(out, "{name}:{year:04}{month:02}{date:02}"),
        (None, Version::V3) => write!(out, "{name};{OMIT_YEAR}=1604:1604-{month:02}-{date:02}"),
        (None, Version::V4) => write!(out, "{name}:--{month:02}{date:02}"),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("BDAY:1984-02-29", "1984-02-29")]
    #[case("BDAY:19840229", "1984-02-29")]
    #[case("BDAY:--0229", "--02-29")]
    #[case("BDAY:--02-29", "--02-29")]
    #[case("BDAY:1984-02-29T23:30:00-05:00", "1984-02-29")]
    #[case("BDAY:19840229T233000Z", "1984-02-29")]
    #[case("BDAY;VALUE=date-and-or-time:--0229T10", "--02-29")]
    #[case("BDAY;VALUE=DATE:1984-02-29", "1984-02-29")]
    #[case("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-01", "--05-01")]
    #[case("BDAY;X-APPLE-OMIT-YEAR=1604:1984-05-01", "1984-05-01")]
    #[case("BDAY;X-APPLE-OMIT-YEAR=1900:1900-05-01", "--05-01")]
    #[case("BDAY:1604-02-29", "--02-29")]
    #[case("BDAY:16040229T000000Z", "--02-29")]
    #[case("BDAY:0000-05-06", "--05-06")]
    #[case("BDAY:00000229", "--02-29")]
    fn a_birthday_is_read_in_every_form(#[case] line: &str, #[case] wanted: PartialDate) {
        assert_eq!(Line::parsed(line.to_owned()).as_ref().and_then(day), Some(wanted));
    }
    #[rstest]
    #[case("BDAY:-1605-05-01")]
    #[case("BDAY:+12026-05-01")]
    #[case("BDAY:---01")]
    fn what_is_no_date_that_a_card_can_say_is_no_birthday(#[case] line: &str) {
        assert_eq!(Line::parsed(line.to_owned()).as_ref().and_then(day), None);
    }
}
