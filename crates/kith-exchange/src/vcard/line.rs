//! One content line as UTF-8 in the form of vCard 3 and 4. What older phones wrote in their own way (a charset,
//! quoted-printable, `TEL;CELL`) is said in today's way here, once, so that nothing behind this needs to know.

use std::borrow::Cow;
use std::fmt;

use mail_parser::decoders::quoted_printable::quoted_printable_decode;

use super::text::{decode, hides, one_line, without_controls};

/// Whose values are one line that somebody reads, compares or dials: nothing may hide in them.
const PLAIN: [&str; 10] =
    ["FN", "N", "NICKNAME", "TEL", "EMAIL", "ORG", "TITLE", "ROLE", "CATEGORIES", "X-ABLABEL"];

/// `[group.]NAME[;param=value…]:value`, in one piece and without control characters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Line {
    text: String,
    /// Where the name begins: 0 without a group.
    name: usize,
    name_end: usize,
    colon: usize,
}

impl Line {
    /// The line in these bytes of a file; `None` when they have no `NAME:`.
    pub fn decoded(bytes: Vec<u8>) -> Option<Line> {
        let charset = match bytes.is_ascii() {
            true => None,
            false => named_charset(&bytes),
        };
        Line::parsed(decode(bytes, charset.as_deref())).map(Line::modernised)
    }

    /// The line that this text is; `None` when it has no `NAME:`.
    pub fn parsed(text: String) -> Option<Line> {
        let text = without_controls(text);
        let text = match text.starts_with(['\u{feff}', ' ', '\t']) {
            true => text.trim_start_matches(['\u{feff}', ' ', '\t']).to_owned(),
            false => text,
        };
        let colon = unquoted(&text, ':').next()?;
        let name_end = text[..colon].find(';').unwrap_or(colon);
        let name = text[..name_end].rfind('.').map_or(0, |dot| dot + 1);
        let group_is_a_token = name == 0 || is_token(&text[..name - 1]);
        let line = Line { text, name, name_end, colon };
        (group_is_a_token && is_token(&line.text[name..name_end])).then(|| line.cleaned())
    }

    /// The line is written again as it is kept, so that what hides in it has to end here and not in its field alone.
    fn cleaned(mut self) -> Line {
        if hides(self.value()) && PLAIN.iter().any(|name| self.is(name)) {
            let value = one_line(self.value());
            self.text.truncate(self.colon + 1);
            self.text.push_str(&value);
        }
        self
    }

    /// All of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All of it.
    pub fn into_text(self) -> String {
        self.text
    }

    /// All of it but the group.
    pub fn without_group(&self) -> &str {
        &self.text[self.name..]
    }

    /// The group, in lower case.
    pub fn group(&self) -> Option<String> {
        (self.name > 0).then(|| self.text[..self.name - 1].to_ascii_lowercase())
    }

    /// Whether this is its name; case does not matter.
    pub fn is(&self, name: &str) -> bool {
        self.text[self.name..self.name_end].eq_ignore_ascii_case(name)
    }

    /// The name, in upper case.
    pub fn name(&self) -> Cow<'_, str> {
        let name = &self.text[self.name..self.name_end];
        match name.bytes().any(|byte| byte.is_ascii_lowercase()) {
            true => name.to_ascii_uppercase().into(),
            false => name.into(),
        }
    }

    /// Whether it can stand in a card without breaking it.
    pub fn may_stand(&self) -> bool {
        !["BEGIN", "END", "VERSION"].iter().any(|name| self.is(name))
    }

    /// The value as it stands, escapes and all.
    pub fn value(&self) -> &str {
        &self.text[self.colon + 1..]
    }

    /// Takes a line that is written for this one, its group apart.
    pub fn expected(&self) -> Expected<'_> {
        Expected { header: &self.text[self.name..self.colon], value: &self.text[self.colon..] }
    }

    /// The values of a parameter in the order in which they come, without their quotes. A list may stand in quotes as a
    /// whole: RFC 6350 itself has it so in examples.
    pub fn param<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let said = params(&self.text[self.name_end..self.colon]).filter_map(move |param| {
            let (said, values) = param.split_once('=')?;
            said.trim().eq_ignore_ascii_case(name).then_some(values)
        });
        said.flat_map(|values| values.split(',')).map(|value| value.trim_matches([' ', '\t', '"']))
    }

    /// The first value of a parameter with all its commas, without quotes: a name is no list.
    pub fn param_whole<'a>(&'a self, name: &str) -> Option<&'a str> {
        params(&self.text[self.name_end..self.colon]).find_map(|param| {
            let (said, value) = param.split_once('=')?;
            said.trim().eq_ignore_ascii_case(name).then(|| value.trim_matches([' ', '\t', '"']))
        })
    }

    /// Whether it is a picture or a sound. An address of one is not: it is kept, and never fetched.
    pub fn is_media(&self) -> bool {
        let is_address = || {
            let value = self.value();
            let starts = |scheme: &str| {
                value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            };
            starts("http://") || starts("https://")
        };
        ["PHOTO", "LOGO", "SOUND"].iter().any(|name| self.is(name)) && !is_address()
    }

    fn modernised(self) -> Line {
        let header = &self.text[..self.colon];
        if self.name_end == self.colon || !params(header).any(|param| Old::of(param) != Old::No) {
            return self;
        }
        let mut text = header[..self.name_end].to_owned();
        let mut quoted_printable = false;
        for param in params(header) {
            match Old::of(param) {
                Old::No => text.extend([";", param]),
                Old::Bare if param.eq_ignore_ascii_case("BASE64") => text.push_str(";ENCODING=b"),
                Old::Bare => text.extend([";TYPE=", param]),
                Old::QuotedPrintable => quoted_printable = true,
                Old::Empty | Old::Encoding => {}
            }
        }
        text.push(':');
        match quoted_printable.then(|| quoted_printable_decode(self.value().as_bytes())).flatten() {
            Some(bytes) => {
                let charset = named_charset(header.as_bytes());
                text.push_str(&decode(bytes, charset.as_deref()).replace("\r\n", "\n").replace('\n', "\\n"));
            }
            None => text.push_str(self.value()),
        }
        Line::parsed(text).unwrap_or(self)
    }
}

/// What is still to be written of a line; whatever else is written is an error. Case matters in the value only.
pub(crate) struct Expected<'a> {
    header: &'a str,
    value: &'a str,
}

impl Expected<'_> {
    /// Whether all of it was written.
    pub fn is_complete(&self) -> bool {
        self.header.is_empty() && self.value.is_empty()
    }
}

impl fmt::Write for Expected<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let length = self.header.len().min(text.len());
        let (header, value) = text.split_at_checked(length).ok_or(fmt::Error)?;
        let (expected, rest) = self.header.split_at_checked(length).ok_or(fmt::Error)?;
        if !header.eq_ignore_ascii_case(expected) {
            return Err(fmt::Error);
        }
        self.header = rest;
        self.value = self.value.strip_prefix(value).ok_or(fmt::Error)?;
        Ok(())
    }
}

/// What vCard 2.1 says about a line in its own way.
#[derive(PartialEq, Eq)]
enum Old {
    No,
    Empty,
    /// `CELL`, which is `TYPE=CELL` today.
    Bare,
    QuotedPrintable,
    /// An encoding that is over once the line is UTF-8.
    Encoding,
}

impl Old {
    fn of(param: &str) -> Old {
        let (name, value) = param.split_once('=').unwrap_or((param, ""));
        let names = |known: &str| name.eq_ignore_ascii_case(known);
        let says = |known: &str| value.eq_ignore_ascii_case(known);
        match param {
            "" => Old::Empty,
            _ if names("QUOTED-PRINTABLE") || (names("ENCODING") && says("QUOTED-PRINTABLE")) => {
                Old::QuotedPrintable
            }
            _ if names("CHARSET") || (names("ENCODING") && (says("8BIT") || says("7BIT"))) => Old::Encoding,
            _ if !param.contains('=') && is_token(param) => Old::Bare,
            _ => Old::No,
        }
    }
}

/// The parameters of a header, without what is before the first semicolon.
fn params(header: &str) -> impl Iterator<Item = &str> {
    let ends = unquoted(header, ';').chain([header.len()]);
    let mut start = 0;
    ends.map(move |end| {
        let param = &header[start..end];
        start = end + 1;
        param
    })
    .skip(1)
}

/// Whether the value that begins on this line of a file is quoted-printable.
pub(super) fn is_quoted_printable(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(line);
    let colon = unquoted(&line, ':').next().unwrap_or(0);
    params(&line[..colon]).any(|param| Old::of(param) == Old::QuotedPrintable)
}

/// Where an ASCII character stands outside of double quotes.
fn unquoted(text: &str, wanted: char) -> impl Iterator<Item = usize> {
    let mut quoted = false;
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        quoted ^= byte == b'"';
        (!quoted && byte == wanted as u8).then_some(at)
    })
}

/// The CHARSET that a line names for itself.
fn named_charset(line: &[u8]) -> Option<String> {
    let header = line.split(|byte| *byte == b':').next()?;
    header.split(|byte| *byte == b';').find_map(|param| {
        let (name, value) = param.split_at_checked("CHARSET=".len())?;
        name.eq_ignore_ascii_case(b"CHARSET=")
            .then(|| String::from_utf8_lossy(value.trim_ascii()).replace('"', ""))
    })
}

/// Whether it can be the name of a group, a property or a parameter. An underscore is not in the RFC, but in files.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(b"TEL;CELL;VOICE:1", "TEL;TYPE=CELL;TYPE=VOICE:1")]
    #[case(b"TEL;TYPE=home;PREF=1:1", "TEL;TYPE=home;PREF=1:1")]
    #[case(b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Tom=C3=A1s", "FN:Tom\u{e1}s")]
    #[case(b"FN;ENCODING=quoted-printable:Tom=E1s", "FN:Tom\u{e1}s")]
    #[case(b"FN;CHARSET=\"iso-8859-2\";QUOTED-PRINTABLE:Micha=B3", "FN:Micha\u{142}")]
    #[case(b"FN;CHARSET=iso-8859-2:Micha\xb3", "FN:Micha\u{142}")]
    #[case(b"NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo=00", "NOTE:one\\ntwo")]
    #[case(b"NOTE;ENCODING=QUOTED-PRINTABLE:50% =off", "NOTE:50% =off")]
    #[case(b"item1.KEY;BASE64:QUJD", "item1.KEY;ENCODING=b:QUJD")]
    #[case(b"ADR;LABEL=\"a;CELL:b\":;;x", "ADR;LABEL=\"a;CELL:b\":;;x")]
    #[case(b"\xef\xbb\xbfBEGIN:VCARD", "BEGIN:VCARD")]
    fn a_line_is_said_in_todays_way(#[case] bytes: &[u8], #[case] text: &str) {
        assert_eq!(Line::decoded(bytes.to_vec()).as_ref().map(Line::text), Some(text));
    }

    #[rstest]
    #[case("no colon")]
    #[case("two words: here")]
    #[case(":value")]
    #[case(".FN:Ana")]
    #[case("FN;X=\"open:Ana")]
    fn what_has_no_name_is_no_line(#[case] text: &str) {
        assert_eq!(Line::parsed(text.to_owned()), None);
    }

    #[rstest]
    #[case("PHOTO;ENCODING=b:QUJD", true)]
    #[case("PHOTO:data:image/png;base64,QUJD", true)]
    #[case("item1.LOGO;VALUE=uri:https://example.org/ana.png", false)]
    #[case("NOTE:QUJD", false)]
    fn an_address_of_a_picture_is_not_a_picture(#[case] text: &str, #[case] media: bool) {
        assert_eq!(Line::parsed(text.to_owned()).map(|line| line.is_media()), Some(media));
    }
}
