//! What stands behind the colon of a line: one text, a list, or the components of a structured value, and these as one
//! reads them aloud. A file of ten thousand cards has a hundred thousand values and most need no more than a look, so
//! they are read in place; that they mean what the parser crate takes them for is held by a property.

use std::borrow::Cow;

use base64::Engine;

use super::line::Line;
use super::photo::LENIENT;
use super::text::{decode, one_line};

/// The value as one text; `None` when it is empty.
pub(super) fn text(line: &Line) -> Option<Cow<'_, str>> {
    let is_base64 = |name: &str| name.eq_ignore_ascii_case("b") || name.eq_ignore_ascii_case("base64");
    let text = match line.param("ENCODING").any(is_base64) {
        true => LENIENT.decode(line.value()).map_or(line.value().into(), |bytes| decode(bytes, None).into()),
        false => unescaped(line.value()),
    };
    (!text.is_empty()).then_some(text)
}

/// The texts of a list.
pub(super) fn list(line: &Line) -> Vec<String> {
    let texts = split(line.value(), b',').map(|text| one_line(&unescaped(text)));
    texts.filter(|text| !text.is_empty()).collect()
}

/// The components of a name or an address (RFC 6350, sections 6.2.2 and 6.3.1): of one that has parts (`Ann,Marie`), the
/// parts with `between` between them.
pub(super) fn components<'a>(line: &'a Line, between: &'a str) -> impl Iterator<Item = Cow<'a, str>> {
    split(line.value(), b';').map(move |component| match unescaped_at(component, b',') {
        None => trimmed(unescaped(component)),
        Some(_) => {
            // A comma that should have been escaped makes parts with blanks, or nothing, in them.
            let parts = split(component, b',').map(unescaped);
            joined(parts.map(|part| Cow::Owned(part.trim().to_owned())), between).into()
        }
    })
}

/// An address in one text. The components that RFC 9554 added say the same again in finer pieces, and are not repeated.
pub(super) fn address(line: &Line) -> String {
    joined(components(line, ", ").take(7), ", ")
}

/// An organization and its units (RFC 6350, section 6.6.4) in one text.
pub(super) fn organization(line: &Line) -> String {
    joined(split(line.value(), b';').take(7).map(|unit| trimmed(unescaped(unit))), ", ")
}

/// The components of N as the name is spoken: the family name first where its script has it so.
pub(super) fn spoken(line: &Line) -> String {
    let mut components = components(line, " ");
    let [family, given, additional, prefix, suffix] = [(); 5].map(|()| components.next().unwrap_or_default());
    let parts = match family.chars().next().is_some_and(is_east_asian) {
        true => [prefix, family, given, additional, suffix],
        false => [prefix, given, additional, family, suffix],
    };
    one_line(&joined(parts, " "))
}

/// Those that say something.
fn joined<'a>(texts: impl IntoIterator<Item = Cow<'a, str>>, between: &str) -> String {
    let mut joined = String::new();
    for text in texts {
        if !text.trim().is_empty() {
            joined.extend([if joined.is_empty() { "" } else { between }, &text]);
        }
    }
    joined
}

/// Without blanks at its ends.
fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => text.trim_matches(' ').into(),
        Cow::Owned(text) => text.trim_matches(' ').to_owned().into(),
    }
}

/// The pieces of a value between the separators that are not escaped.
fn split(value: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(value);
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let Some(end) = unescaped_at(text, separator) else { return Some(text) };
        rest = Some(&text[end + 1..]);
        Some(&text[..end])
    })
}

/// Where an ASCII character stands that no backslash escapes.
fn unescaped_at(text: &str, wanted: u8) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|byte| {
        let found = byte == wanted && !escaped;
        escaped = byte == b'\\' && !escaped;
        found
    })
}

/// A text as it was before it was written (RFC 6350, section 3.4). A backslash before what needs none goes as well.
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'\\', text.as_bytes()) else { return text.into() };
    let mut plain = String::with_capacity(text.len());
    plain.push_str(&text[..first]);
    let mut rest = text[first..].chars();
    while let Some(c) = rest.next() {
        plain.push(match c {
            '\\' => match rest.next() {
                Some('n' | 'N') => '\n',
                Some('r' | 'R') => '\r',
                Some(c) => c,
                None => '\\',
            },
            c => c,
        });
    }
    plain.into()
}

/// Han, Kana and Hangul.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use calcard::vcard::{VCardEntry, VCardValue};
    use calcard::{Entry, Parser};
    use proptest::prelude::*;

    use super::*;

    fn by_the_crate(line: &str) -> VCardEntry {
        match Parser::new(line).vcard() {
            Entry::VCard(mut card) => card.entries.pop().expect("a property"),
            other => panic!("{other:?}"),
        }
    }

    /// The crate gives nothing for what comes after the last separator when nothing does.
    fn values<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> Vec<String> {
        let mut texts: Vec<String> = texts.map(Cow::into_owned).collect();
        while texts.last().is_some_and(String::is_empty) {
            texts.pop();
        }
        texts
    }

    fn said_by_the_crate(line: &str) -> Vec<String> {
        let as_text = |value: VCardValue| value.into_text().unwrap_or_default();
        values(by_the_crate(line).values.into_iter().map(as_text))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        // One blank at a time: of several behind a backslash the crate loses some.
        #[test]
        fn a_value_means_what_the_parser_crate_takes_it_for(value in r#"( ?([a-zé,;:".]|\\[nN,;\\:é])){1,24}"#) {
            let line = |name: &str| Line::parsed(format!("{name}:{value}")).expect("a line");
            let one = line("NOTE");
            prop_assert_eq!(values(text(&one).into_iter()), said_by_the_crate(one.text()));
            let units = line("ORG");
            prop_assert_eq!(values(split(units.value(), b';').map(unescaped)), said_by_the_crate(units.text()));
            let names: Vec<String> = said_by_the_crate(line("NICKNAME").text()).iter().map(|name| one_line(name)).collect();
            prop_assert_eq!(list(&line("NICKNAME")), names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>());
            let parts: Vec<String> = by_the_crate(line("ADR").text()).values.into_iter().map(|value| match value {
                VCardValue::Component(parts) => joined(parts.iter().map(|part| part.trim().into()), "|"),
                value => value.into_text().unwrap_or_default().into_owned(),
            }).collect();
            let seen = |text: &str| Cow::Owned(text.trim().to_owned());
            let address = line("ADR");
            let read = components(&address, "|").map(|component| seen(&component));
            prop_assert_eq!(values(read), values(parts.iter().map(|part| seen(part))));
        }
    }

    #[test]
    fn a_text_in_base64_is_read() {
        let line = Line::decoded(b"NOTE;ENCODING=BASE64:Q2Fmw6k=".to_vec()).expect("a line");
        assert_eq!(text(&line).as_deref(), Some("Caf\u{e9}"));
    }
}
