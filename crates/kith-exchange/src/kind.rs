//! What a file is, found by looking into it: a file is named by whoever saved it, and the name is often wrong. What
//! is not read is told apart as well, because "this is a ZIP: unpack it" helps and "no vCard found" does not.

use std::io::Read;

use flate2::read::GzDecoder;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::encoding::text_of_file;
use crate::{FILE_LIMIT, ReadError, table};

/// What a file of people is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// vCard 2.1, 3.0 or 4.0.
    Vcard,
    /// A table of Google Contacts, of before or after 2024.
    GoogleCsv,
    /// A table of Outlook.
    OutlookCsv,
    /// A table of Thunderbird.
    ThunderbirdCsv,
    /// LinkedIn's `Connections.csv`.
    LinkedInCsv,
    /// Any other table, its columns separated by commas, semicolons, tabs or bars.
    Csv,
    /// JSContact (RFC 9553): one card, or an array of them.
    JsContact,
    /// The JSON that Monica 4 exports.
    Monica,
    /// The `friends.md` of the friends command.
    Friends,
    /// A book or backup of Kith itself, plain or gzip, which the app reads through its store.
    Book,
}

impl Kind {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Vcard => "vcard",
            Kind::GoogleCsv => "google-csv",
            Kind::OutlookCsv => "outlook-csv",
            Kind::ThunderbirdCsv => "thunderbird-csv",
            Kind::LinkedInCsv => "linkedin-csv",
            Kind::Csv => "csv",
            Kind::JsContact => "jscontact",
            Kind::Monica => "monica",
            Kind::Friends => "friends",
            Kind::Book => "book",
        }
    }

    /// Whether it is a table, whose columns a [`crate::Mapping`] can name.
    pub const fn is_table(self) -> bool {
        matches!(
            self,
            Kind::GoogleCsv | Kind::OutlookCsv | Kind::ThunderbirdCsv | Kind::LinkedInCsv | Kind::Csv
        )
    }
}

/// A file that is something else, and known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Foreign {
    /// A ZIP, 7z, RAR, tar or gzip: what is in it may be readable once it is unpacked.
    Archive,
    /// A table of a spreadsheet program, or another office document: it can save as CSV.
    Document,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A file encrypted with age or OpenPGP; Kith's protected backups are such files.
    Encrypted,
    /// A database: of SQLite, of Outlook.
    Database,
    /// A calendar.
    Calendar,
    /// A page of the web, or other XML.
    Markup,
    /// A program.
    Program,
}

/// What these bytes of a file are.
///
/// # Errors
/// [`ReadError`] when they are nothing that [`crate::read`] reads.
pub fn kind_of(bytes: &[u8]) -> Result<Kind, ReadError> {
    if bytes.len() > FILE_LIMIT {
        return Err(ReadError::TooLarge { limit: FILE_LIMIT });
    }
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if is_gzipped_book(bytes) {
        return Ok(Kind::Book);
    }
    match foreign(bytes) {
        Some(foreign) => Err(ReadError::Foreign(foreign)),
        None => kind_of_text(&text_of_file(bytes)),
    }
}

fn kind_of_text(text: &str) -> Result<Kind, ReadError> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    if start.is_empty() {
        return Err(ReadError::Empty);
    }
    if start.starts_with("{\"kith\":\"book\"") {
        return Ok(Kind::Book);
    }
    if start.starts_with(['{', '['])
        && let Some(kind) = kind_of_json(start)
    {
        return Ok(kind);
    }
    // A field of a card may hold anything, what tables say in their header as well.
    if starts(start, &["BEGIN:VCARD"]) {
        return Ok(Kind::Vcard);
    }
    // A note in a table may hold anything, the beginning of a card as well.
    if let Ok(kind) = table::kind_of_table(text)
        && kind != Kind::Csv
    {
        return Ok(kind);
    }
    if has_line(text, "BEGIN:VCARD") {
        return Ok(Kind::Vcard);
    }
    if has_line(text, "BEGIN:VCALENDAR") {
        return Err(ReadError::Foreign(Foreign::Calendar));
    }
    if starts(start, &["<!doctype", "<html", "<?xml", "<vcards"]) {
        return Err(ReadError::Foreign(Foreign::Markup));
    }
    if let Some(zero) = text.find('\0') {
        return Err(ReadError::NotText { line: 1 + text[..zero].matches('\n').count() });
    }
    if ["### Friends:", "### Activities:"].iter().any(|heading| has_line(text, heading)) {
        return Ok(Kind::Friends);
    }
    table::kind_of_table(text)
}

/// The first few members of a JSON value say what it is.
#[derive(Deserialize)]
struct Probe {
    #[serde(rename = "@type")]
    kind: Option<String>,
    account: Option<IgnoredAny>,
    app_version: Option<IgnoredAny>,
    export_date: Option<IgnoredAny>,
    #[serde(rename = "rgName")]
    _other: Option<IgnoredAny>,
}

impl Probe {
    fn kind(&self) -> Option<Kind> {
        let is_card =
            self.kind.as_ref().is_some_and(|kind| matches!(kind.as_str(), "Card" | "Group" | "CardGroup"));
        match (is_card, &self.account) {
            (true, _) => Some(Kind::JsContact),
            (false, Some(_)) if self.app_version.is_some() || self.export_date.is_some() => {
                Some(Kind::Monica)
            }
            _ => None,
        }
    }
}

/// A card, an array of cards, one card a line, or an export of Monica. What a broken one was meant to be is found too,
/// so that it is refused by the line where it breaks.
fn kind_of_json(text: &str) -> Option<Kind> {
    let first = text.trim_start_matches(|c: char| c == '[' || c.is_whitespace());
    let probe = serde_json::Deserializer::from_str(first).into_iter::<Probe>().next();
    match probe {
        Some(Ok(probe)) => probe.kind(),
        _ => {
            let head = &first[..floor(first, 4096)];
            let says = |words: &[&str]| words.iter().all(|word| head.contains(word));
            match () {
                () if says(&["\"@type\"", "\"Card\""]) => Some(Kind::JsContact),
                () if says(&["\"account\"", "\"app_version\""]) => Some(Kind::Monica),
                () => None,
            }
        }
    }
}

/// The last place at or before `at` where a character begins.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn starts(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}

/// Whether a line begins so, blanks before it apart; case does not matter.
fn has_line(text: &str, wanted: &str) -> bool {
    let after_ends = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).map(|end| end + 1);
    std::iter::once(0).chain(after_ends).any(|start| {
        let line = text[start..].trim_start_matches([' ', '\t', '\u{feff}', '\0']);
        line.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted))
    })
}

fn is_gzipped_book(bytes: &[u8]) -> bool {
    const START: &[u8] = b"{\"kith\":\"book\"";
    let mut head = [0; START.len()];
    bytes.starts_with(&[0x1f, 0x8b]) && GzDecoder::new(bytes).read_exact(&mut head).is_ok() && head == START
}

/// What the first bytes give away.
fn foreign(bytes: &[u8]) -> Option<Foreign> {
    const MAGIC: &[(&[u8], Foreign)] = &[
        (b"PK\x03\x04", Foreign::Archive),
        (b"PK\x05\x06", Foreign::Archive),
        (b"\x1f\x8b", Foreign::Archive),
        (b"BZh", Foreign::Archive),
        (b"\xfd7zXZ\0", Foreign::Archive),
        (b"7z\xbc\xaf\x27\x1c", Foreign::Archive),
        (b"Rar!\x1a\x07", Foreign::Archive),
        (b"\x28\xb5\x2f\xfd", Foreign::Archive),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Foreign::Document),
        (b"{\\rtf", Foreign::Document),
        (b"%PDF-", Foreign::Pdf),
        (b"\x89PNG\r\n\x1a\n", Foreign::Picture),
        (b"\xff\xd8\xff", Foreign::Picture),
        (b"GIF87a", Foreign::Picture),
        (b"GIF89a", Foreign::Picture),
        (b"II*\0", Foreign::Picture),
        (b"MM\0*", Foreign::Picture),
        (b"age-encryption.org/v1", Foreign::Encrypted),
        (b"-----BEGIN AGE ENCRYPTED FILE-----", Foreign::Encrypted),
        (b"-----BEGIN PGP MESSAGE-----", Foreign::Encrypted),
        (b"SQLite format 3\0", Foreign::Database),
        (b"!BDN", Foreign::Database),
        (b"\x7fELF", Foreign::Program),
        (b"MZ\x90\0", Foreign::Program),
    ];
    let by_magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, foreign)| *foreign);
    let at = |at: usize, magic: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(magic));
    match by_magic {
        // Office documents of today are ZIPs; their first member says so.
        Some(Foreign::Archive)
            if at(30, b"[Content_Types].xml") || at(30, b"mimetypeapplication/vnd.oasis") =>
        {
            Some(Foreign::Document)
        }
        None if bytes.starts_with(b"RIFF") && at(8, b"WEBP") => Some(Foreign::Picture),
        None if at(4, b"ftyp") && bytes.first() == Some(&0) => Some(Foreign::Picture),
        None if at(257, b"ustar") => Some(Foreign::Archive),
        found => found,
    }
}
