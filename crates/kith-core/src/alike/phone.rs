//! One number written in ten ways is one number: E.164, by the numbering plans of the whole world.
//!
//! The plans come with the library and are unpacked when the first number is compared, not when Kith starts.

use phonenumber::country::Id;

use crate::Region;

/// The longest text that is looked at as a number.
const LONGEST: usize = 64;

/// A telephone number in E.164 form (`+34600123456`), or `None` for what cannot be dialled. A number without a country
/// code is taken as one of `region`; an extension is left away.
pub fn phone(number: &str, region: Option<Region>) -> Option<String> {
    let (number, _) = split_extension(number);
    if number.len() > LONGEST || !number.chars().any(|letter| letter.is_numeric()) {
        return None;
    }
    let country = region.and_then(|region| region.code().parse::<Id>().ok());
    let international =
        number.strip_prefix("00").filter(|_| country.is_none()).map(|rest| format!("+{rest}"));
    let parsed = phonenumber::parse(country, international.as_deref().unwrap_or(number)).ok()?;
    Some(format!("+{}{}", parsed.code().value(), parsed.national()))
}

/// What a number is compared by.
pub(super) fn key(number: &str, region: Option<Region>) -> Option<String> {
    let (dialled, extension) = split_extension(number);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let bare = || Some(digits(dialled)).filter(|digits| digits.len() > SHORT);
    let mut key = phone(dialled, region).or_else(bare)?;
    if let Some(extension) = extension.map(digits).filter(|digits| !digits.is_empty()) {
        key.push_str(";ext=");
        key.push_str(&extension);
    }
    Some(key)
}

/// So few digits are an emergency call or a room in a hotel, and belong to nobody.
const SHORT: usize = 5;

/// The number without what is dialled after it, and that: `;ext=5` (RFC 3966), `ext. 5`, `x5`, and after a comma.
fn split_extension(number: &str) -> (&str, Option<&str>) {
    let number = number.trim();
    let number = number.strip_prefix("tel:").unwrap_or(number).trim_start();
    let at = number.find([';', ',', '#']).or_else(|| number.find("ext")).or_else(|| number.find('x'));
    match at {
        Some(at) => (number[..at].trim_end(), Some(&number[at..])),
        None => (number, None),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("+34 600 123 456", None, Some("+34600123456"))]
    #[case("600 123 456", Some("ES"), Some("+34600123456"))]
    #[case("0034 600 123 456", Some("ES"), Some("+34600123456"))]
    #[case("0034 600 123 456", None, Some("+34600123456"))]
    #[case("tel:+34-600-123-456", Some("US"), Some("+34600123456"))]
    #[case("0170 1234567", Some("DE"), Some("+491701234567"))]
    #[case("+49 (0)170 1234567", None, Some("+491701234567"))]
    #[case("(415) 555-2671", Some("US"), Some("+14155552671"))]
    #[case("011 34 600 123 456", Some("US"), Some("+34600123456"))]
    #[case("+1 876 555 1234;ext=5", None, Some("+18765551234"))]
    #[case("+39 06 1234 5678", None, Some("+390612345678"))]
    #[case("600 123 456", None, None)]
    #[case("call me", Some("ES"), None)]
    #[case("", Some("ES"), None)]
    fn a_number_is_the_same_however_it_is_written(
        #[case] number: &str,
        #[case] region: Option<&str>,
        #[case] expected: Option<&str>,
    ) {
        assert_eq!(phone(number, region.and_then(Region::new)).as_deref(), expected);
    }

    #[rstest]
    #[case("+1 415 555 2671 ext. 12", Some("+14155552671;ext=12"))]
    #[case("600-123-456", Some("600123456"))]
    #[case("112", None)]
    fn an_extension_tells_colleagues_apart_and_digits_are_better_than_nothing(
        #[case] number: &str,
        #[case] expected: Option<&str>,
    ) {
        assert_eq!(key(number, None).as_deref(), expected);
    }
}
