//! Lists and structured values as one reads them aloud.

use calcard::vcard::{VCardEntry, VCardValue};

use super::text::one_line;

/// The texts of a list.
pub(super) fn list(entry: &VCardEntry) -> Vec<String> {
    let texts = entry.values.iter().filter_map(VCardValue::as_text);
    texts.map(one_line).filter(|text| !text.is_empty()).collect()
}

/// One component of a structured value; its parts (`Ann,Marie`) with blanks between.
pub(super) fn component(entry: &VCardEntry, index: usize, between: &str) -> String {
    match entry.values.get(index) {
        // A comma that should have been escaped makes parts with blanks, or nothing, in them.
        Some(VCardValue::Component(parts)) => {
            let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(between)
        }
        Some(value) => value.as_text().unwrap_or_default().trim_matches(' ').to_owned(),
        None => String::new(),
    }
}

/// The components of an address (RFC 6350, section 6.3.1) or an organization (6.6.4) in one text. The ones that
/// RFC 9554 added to an address say the same again in finer pieces, and are not repeated.
pub(super) fn joined(entry: &VCardEntry) -> String {
    let components = (0..entry.values.len().min(7)).map(|index| component(entry, index, ", "));
    components.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(", ")
}

/// The components of N as the name is spoken: the family name first where its script has it so.
pub(super) fn spoken(entry: &VCardEntry) -> String {
    let [family, given, additional, prefix, suffix] =
        [0, 1, 2, 3, 4].map(|index| component(entry, index, " "));
    let parts = match family.chars().next().is_some_and(is_east_asian) {
        true => [prefix, family, given, additional, suffix],
        false => [prefix, given, additional, family, suffix],
    };
    let parts = parts.iter().map(|part| one_line(part)).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// Han, Kana and Hangul.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}
