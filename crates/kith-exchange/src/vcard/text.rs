//! Text as a person may see it, and as a vCard writes it. Characters that nobody typed on purpose but that can
//! make one name look like another (zero bytes, direction changes) end here, before anything is stored.

use std::borrow::Cow;
use std::fmt;

use encoding_rs::{Encoding, WINDOWS_1252};

/// The text of some bytes: UTF-8 if they are, else the encoding that was named, else Windows-1252.
///
/// UTF-8 comes first because text in another encoding is hardly ever valid UTF-8 by chance, while a name for
/// the encoding is often left over from before somebody converted the file.
pub(super) fn decode(bytes: Vec<u8>, named: Option<&str>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let encoding = named
            .and_then(|label| Encoding::for_label(label.as_bytes()))
            .filter(|encoding| *encoding != encoding_rs::UTF_8)
            .unwrap_or(WINDOWS_1252);
        encoding.decode_without_bom_handling(error.as_bytes()).0.into_owned()
    })
}

/// The text without control characters and what turns all that follows round; a tab may stay.
pub(super) fn without_controls(text: String) -> String {
    if has_no_controls(&text) {
        return text;
    }
    let unwanted = |c: char| (c.is_control() && c != '\t') || overrides_direction(c);
    match text.contains(unwanted) {
        true => text.replace(unwanted, ""),
        false => text,
    }
}

/// Whether no closer look is needed: beyond ASCII a control character begins with the byte C2 in UTF-8, and what turns
/// text round with E2.
fn has_no_controls(text: &str) -> bool {
    none_is(text, |byte| byte < b' ' || matches!(byte, 0x7f | 0xc2 | 0xe2))
}

/// Whether no byte is like that. All of them are looked at, without stopping at the first, for that is many at once: every
/// text of every card comes by here.
fn none_is(text: &str, like_that: impl Fn(u8) -> bool) -> bool {
    !text.bytes().fold(false, |found, byte| found | like_that(byte))
}

/// Whether [`one_line`] would take something away besides blanks and controls.
pub(super) fn hides(text: &str) -> bool {
    !text.is_ascii() && text.contains(|c| changes_direction(c) || is_invisible(c))
}

/// A name or another text of one line: without control, direction-changing and invisible characters, trimmed.
pub fn one_line(text: &str) -> String {
    if none_is(text, |byte| !(b' '..0x7f).contains(&byte)) {
        return text.trim().to_owned();
    }
    text.chars()
        .filter(|c| !changes_direction(*c) && !is_invisible(*c))
        .filter_map(|c| match c {
            '\n' | '\t' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect::<String>()
        .trim()
        .to_owned()
}

/// A note or an address: its lines stay, and the marks that text from right to left needs; other control characters go,
/// and what turns all that follows round. Empty when only blanks are left.
pub fn many_lines(text: &str) -> String {
    match text.trim().is_empty() {
        true => String::new(),
        false if has_no_controls(text) => text.to_owned(),
        false => {
            text.replace(|c: char| (c.is_control() && c != '\n' && c != '\t') || overrides_direction(c), "")
        }
    }
}

/// Unicode's Bidi_Control: marks, embeddings, overrides and isolates.
fn changes_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Of these the ones that hold until they are ended: embeddings, overrides and isolates. A mark holds for itself.
fn overrides_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters of no width that no script needs. The joiners stay: Persian, Hindi and emoji need them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// A value of type TEXT as it is written (RFC 6350, section 4.1; RFC 2426, section 5). Control characters other
/// than line ends and tabs have no place in a vCard and are left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // A String takes whatever is written to it.
    let _ = write_escaped(&mut escaped, text);
    escaped
}

/// Writes a value of type TEXT, see [`escaped`].
pub(super) fn write_escaped(out: &mut impl fmt::Write, text: &str) -> fmt::Result {
    let mut rest = text;
    // What a control character beyond ASCII begins with (C2) begins other characters as well, and these are written.
    let special = |byte: u8| byte < b' ' || matches!(byte, b'\\' | b',' | b';' | 0x7f | 0xc2);
    while let Some(at) = rest.bytes().position(special) {
        out.write_str(&rest[..at])?;
        let mut after = rest[at..].chars();
        match after.next() {
            Some(c @ ('\\' | ',' | ';')) => {
                out.write_char('\\')?;
                out.write_char(c)?;
            }
            Some('\n') => out.write_str("\\n")?,
            Some(c) if !c.is_control() || c == '\t' => out.write_char(c)?,
            _ => {}
        }
        rest = after.as_str();
    }
    out.write_str(rest)
}

/// A value of type URI as it is written: commas and semicolons mean what they mean in a URI.
pub(super) fn escaped_uri(text: &str) -> Cow<'_, str> {
    let special = |c: char| c == '\\' || c.is_control();
    match text.contains(special) {
        true => without_controls(text.replace('\\', "\\\\")).into(),
        false => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("\u{202e}anA\u{0} Ruiz\u{200f}", "anA Ruiz")]
    #[case("  Ana\n\tRuiz \u{feff}", "Ana  Ruiz")]
    #[case("می‌خواهم 👩‍🌾", "می‌خواهم 👩‍🌾")]
    fn a_name_is_what_it_looks_like(#[case] text: &str, #[case] clean: &str) {
        assert_eq!(one_line(text), clean);
    }

    #[rstest]
    #[case("Tomás".as_bytes(), None, "Tomás")]
    #[case(b"Tom\xe1s", None, "Tomás")]
    #[case(b"\x93Ana\x94 \x80", None, "“Ana” €")]
    #[case(b"Micha\xb3", Some("ISO-8859-2"), "Michał")]
    #[case(b"\x8eR\x93c", Some("Shift_JIS"), "山田")]
    #[case(b"Tom\xe1s", Some("UTF-8"), "Tomás")]
    #[case("Tomás".as_bytes(), Some("ISO-8859-1"), "Tomás")]
    #[case(b"Tom\xe1s", Some("no-such-thing"), "Tomás")]
    fn bytes_become_the_text_they_were_meant_to_be(
        #[case] bytes: &[u8],
        #[case] named: Option<&str>,
        #[case] text: &str,
    ) {
        assert_eq!(decode(bytes.to_vec(), named), text);
    }
}
