//! Countries, as far as telephone numbers and time zones need them.
//!
//! What an address or a number says of where somebody is comes from three small tables, which are read when the first
//! one asks, and not when Kith starts.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use crate::find::fold;

/// A country or territory by its ISO 3166-1 code of two letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Region([u8; 2]);

impl Region {
    /// The region with this code, in either case: `ES`. `None` when no region has it.
    pub fn new(code: &str) -> Option<Region> {
        let region = Region::spelled(&code.to_ascii_uppercase())?;
        TABLES.all.binary_search(&region).is_ok().then_some(region)
    }

    /// The region of a locale: `de-AT`, `pt_BR.UTF-8`, `zh-Hant-TW`. `None` when it names none.
    pub fn of_locale(locale: &str) -> Option<Region> {
        let tag = locale.split(['.', '@']).next().unwrap_or_default();
        let mut parts = tag.split(['-', '_']).skip(1).take_while(|part| part.len() > 1);
        parts.find(|part| part.len() == 2).and_then(Region::new)
    }

    /// The region of a telephone number with its country code, `+` or `00` before it. A number that belongs to the
    /// whole world, or to nobody, has none.
    pub fn of_phone(number: &str) -> Option<Region> {
        let number = number.trim().trim_start_matches("tel:");
        let mut digits: String = number.chars().filter_map(digit).take(15).collect();
        if !number.starts_with(['+', '＋']) {
            digits = digits.strip_prefix("00")?.to_owned();
        }
        (1..=digits.len()).rev().find_map(|length| TABLES.calling.get(&digits[..length])).copied()
    }

    /// The country in the last line of an address, by its name in its own language or a common one, or by its code.
    pub fn of_address(address: &str) -> Option<Region> {
        let line = address.lines().map(str::trim).rfind(|line| !line.is_empty())?;
        let last = line.rsplit([',', ';']).map(str::trim).find(|part| !part.is_empty())?;
        // "Atlanta, Georgia" and "San Francisco, CA" are not abroad; on a line of its own it is the country.
        let alone = last == line && address.trim() != line;
        let last = last.trim_end_matches('.');
        let code = Region::spelled(last).filter(|region| TABLES.all.binary_search(region).is_ok());
        match code {
            Some(code) => (alone || !STATES.contains(&code.0)).then_some(code),
            None => {
                let name = fold(last);
                (alone || name != "georgia").then(|| TABLES.names.get(&name).copied()).flatten()
            }
        }
    }

    /// The code, in upper case.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    fn spelled(code: &str) -> Option<Region> {
        let letters: [u8; 2] = code.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Region(letters))
    }
}

/// A digit as people type it, the full-width ones of a Japanese keyboard and the Arabic ones too.
fn digit(letter: char) -> Option<char> {
    let value = match letter {
        '0'..='9' => return Some(letter),
        '\u{ff10}'..='\u{ff19}' => letter as u32 - 0xff10,
        '\u{660}'..='\u{669}' => letter as u32 - 0x660,
        '\u{6f0}'..='\u{6f9}' => letter as u32 - 0x6f0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// The states and provinces of the United States, Canada and Australia whose abbreviation is the code of a country.
const STATES: [[u8; 2]; 34] = [
    *b"AL", *b"AR", *b"AZ", *b"CA", *b"CO", *b"DE", *b"GA", *b"ID", *b"IL", *b"IN", *b"KY", *b"LA", *b"MA",
    *b"MD", *b"ME", *b"MN", *b"MO", *b"MS", *b"MT", *b"NC", *b"NE", *b"PA", *b"PR", *b"SC", *b"SD", *b"TN",
    *b"VA", *b"VI", *b"MB", *b"NL", *b"NU", *b"PE", *b"SK", *b"SA",
];

struct Tables {
    /// Sorted.
    all: Vec<Region>,
    /// By folded name.
    names: HashMap<String, Region>,
    /// By the beginning of a number.
    calling: BTreeMap<&'static str, Region>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let regions = rows(include_str!("../data/regions.tsv"));
    let named = regions.filter_map(|(code, names)| Some((Region::spelled(code)?, names)));
    let (mut all, mut names) = (Vec::new(), HashMap::new());
    for (region, called) in named {
        all.push(region);
        names.extend(called.split('\t').map(|name| (fold(name), region)));
    }
    all.sort_unstable();
    let calling = rows(include_str!("../data/calling.tsv"));
    let calling = calling.filter_map(|(beginning, code)| Some((beginning, Region::spelled(code)?))).collect();
    Tables { all, names, calling }
});

/// The rows of a table of ours: a key, a tab, and the rest.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("+34 600 123 456", Some("ES"))]
    #[case("0034 600 123 456", Some("ES"))]
    #[case("tel:+34-600-123-456", Some("ES"))]
    #[case("＋81 90 1234 5678", Some("JP"))]
    #[case("+1 415 555 2671", Some("US"))]
    #[case("+1 (604) 555-1234", Some("CA"))]
    #[case("+1 876 555 1234", Some("JM"))]
    #[case("+7 495 123 45 67", Some("RU"))]
    #[case("+7 701 234 56 78", Some("KZ"))]
    #[case("+44 20 7946 0958", Some("GB"))]
    #[case("600 123 456", None)]
    #[case("+800 1234 5678", None)]
    #[case("+", None)]
    #[case("", None)]
    fn a_number_with_its_country_code_tells_where_it_is_from(
        #[case] number: &str,
        #[case] code: Option<&str>,
    ) {
        assert_eq!(Region::of_phone(number), code.and_then(Region::new));
    }

    #[rstest]
    #[case("Calle Mayor 1, 28013 Madrid, España", Some("ES"))]
    #[case("Hauptstraße 5\n1010 Wien\nÖSTERREICH", Some("AT"))]
    #[case("10115 Berlin\nDE", Some("DE"))]
    #[case("Praça 1, Lisboa, PT", Some("PT"))]
    #[case("1 Main St, San Francisco, CA, 94105, USA", Some("US"))]
    #[case("東京都千代田区\n日本", Some("JP"))]
    #[case("San Francisco, CA", None)]
    #[case("Atlanta, Georgia", None)]
    #[case("Rustaveli 1, Tbilisi\nGeorgia", Some("GE"))]
    #[case("Calle Mayor 1, Madrid", None)]
    #[case("round the corner", None)]
    #[case("", None)]
    fn the_last_line_of_an_address_tells_the_country(#[case] address: &str, #[case] code: Option<&str>) {
        assert_eq!(Region::of_address(address), code.and_then(Region::new));
    }

    #[rstest]
    #[case("de-AT", Some("AT"))]
    #[case("pt_BR.UTF-8", Some("BR"))]
    #[case("zh-Hant-TW", Some("TW"))]
    #[case("ca_ES@valencia", Some("ES"))]
    #[case("en", None)]
    #[case("en-x-us", None)]
    #[case("C.UTF-8", None)]
    fn a_locale_may_tell_the_region(#[case] locale: &str, #[case] code: Option<&str>) {
        assert_eq!(Region::of_locale(locale), code.and_then(Region::new));
    }

    #[test]
    fn every_row_of_the_tables_names_a_region_and_no_name_means_two() {
        let regions: Vec<_> = rows(include_str!("../data/regions.tsv")).collect();
        let names = regions.iter().flat_map(|(_, names)| names.split('\t')).map(fold);
        assert_eq!(TABLES.all.len(), regions.len());
        let mut found: Vec<(String, Region)> = Vec::new();
        for (region, name) in
            regions.iter().flat_map(|(code, names)| names.split('\t').map(move |name| (*code, name)))
        {
            found.push((fold(name), Region::new(region).expect("a region")));
        }
        for (name, region) in found {
            assert_eq!(TABLES.names.get(&name), Some(&region), "{name}");
        }
        assert!(names.into_iter().all(|name| !name.is_empty()));
        for (_, code) in rows(include_str!("../data/calling.tsv")) {
            assert!(Region::new(code).is_some(), "{code}");
        }
    }
}
