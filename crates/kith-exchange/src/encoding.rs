//! The text of a file, whatever encoding it is in. Address books come in UTF-8, in UTF-16 with and without its mark, and
//! from older programs in the code page of the machine they ran on; none of them says which.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// The file in an encoding of which ASCII is a part: UTF-16 is turned into UTF-8, everything else left as it is.
pub(crate) fn narrow(bytes: &[u8]) -> Cow<'_, [u8]> {
    match wide(bytes) {
        Some((encoding, length)) => {
            let (text, _) = encoding.decode_without_bom_handling(&bytes[length..]);
            Cow::Owned(text.into_owned().into_bytes())
        }
        None => Cow::Borrowed(bytes),
    }
}

/// UTF-16 by its mark, or because one byte of the first character is zero; and how long the mark is.
fn wide(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    match (Encoding::for_bom(bytes), bytes) {
        (Some((encoding, length)), _) if encoding != encoding_rs::UTF_8 => Some((encoding, length)),
        (None, [0, 1..=255, 0, ..]) => Some((UTF_16BE, 0)),
        (None, [1..=255, 0, 1..=255, 0, ..]) => Some((UTF_16LE, 0)),
        (None, [0, 1..=255]) => Some((UTF_16BE, 0)),
        (None, [1..=255, 0]) => Some((UTF_16LE, 0)),
        (None, _) => wide_by_its_ends(&bytes[..bytes.len().min(4096)]).map(|encoding| (encoding, 0)),
        _ => None,
    }
}

/// UTF-16 that does not begin with Latin letters: by its blanks, commas and line ends. Text in which a zero byte has
/// strayed has some of these as well, and is text without it.
fn wide_by_its_ends(start: &[u8]) -> Option<&'static Encoding> {
    // A card is known by its beginning, whatever strayed into it.
    let is_card = || start.windows(6).any(|letters| letters.eq_ignore_ascii_case(b"BEGIN:"));
    if !start.contains(&0) || is_card() {
        return None;
    }
    let ends = |of: fn([u8; 2]) -> u16| {
        let units = start.chunks_exact(2).map(|unit| of([unit[0], unit[1]]));
        units.filter(|unit| [0x09, 0x0a, 0x0d, 0x20, 0x2c, 0x3a, 0x3b].contains(unit)).count()
    };
    let encoding = match (ends(u16::from_le_bytes), ends(u16::from_be_bytes)) {
        (little, big) if little > big => UTF_16LE,
        (little, big) if big > little => UTF_16BE,
        _ => return None,
    };
    let is_plain =
        |text: &str| !text.contains(|c: char| c.is_control() && !matches!(c, '\0' | '\t' | '\n' | '\r'));
    let is_text = match std::str::from_utf8(start) {
        Ok(text) => is_plain(text),
        // The last character may be cut off.
        Err(error) => error.error_len().is_none() && start.len() == 4096,
    };
    (!is_text).then_some(encoding)
}

/// The text of a whole file, without a mark at its start: UTF-16, UTF-8, or the old encoding that it looks most like.
pub(crate) fn text_of_file(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, length)) = wide(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0;
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => guessed(bytes).decode_without_bom_handling(bytes).0,
    }
}

/// So much of a file is looked at to guess its encoding.
const SAMPLE: usize = 1 << 18;

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let sample = &bytes[start..bytes.len().min(start + SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(b"\xff\xfeF\0N\0")]
    #[case(b"\xfe\xff\0F\0N")]
    #[case(b"F\0N\0")]
    #[case(b"\0F\0N")]
    #[case(b"FN")]
    fn utf_16_is_read_with_and_without_its_mark(#[case] file: &[u8]) {
        assert_eq!(narrow(file).as_ref(), b"FN");
    }

    #[rstest]
    #[case::cyrillic("Имя,Телефон\nИван,1\n")]
    #[case::chinese("一,二\n山田,三\n")]
    #[case::greek("Όνομα;Α\r\nΆννα;Β\r\n")]
    fn utf_16_that_begins_with_other_letters_is_found_by_its_ends(
        #[case] text: &str,
        #[values(u16::to_le_bytes, u16::to_be_bytes)] to: fn(u16) -> [u8; 2],
    ) {
        let wide: Vec<u8> = text.encode_utf16().flat_map(to).collect();
        assert_eq!(text_of_file(&wide), text);
    }

    #[rstest]
    #[case(b"Name,Phone\nAna,\x001\n")]
    #[case(b"a,\0b,\0")]
    #[case(b"BEGIN:VCARD\n\x01\0\0\0\x09")]
    fn text_in_which_a_zero_has_strayed_stays_what_it_is(#[case] file: &[u8]) {
        assert_eq!(narrow(file).as_ref(), file);
    }
}
