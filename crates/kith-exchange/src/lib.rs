//! People in and out of Kith, in the formats that other programs have. Pure: bytes in, data out; no files, no
//! network, no clock.
//!
//! [`kind_of`] tells what a file is by looking into it, [`read`] reads whatever it is: vCard, a table of any program
//! ([`guess`] says what its columns seem to be, a [`Mapping`] what they are), JSContact, an account of Monica 4, the
//! `friends.md` of the friends command. Every one of them becomes a card first, so that what is cleaned, what is a
//! label and what is kept is the same for all. What another program says under a name of its own, and no property of
//! vCard has a place for, is kept among [`kith_core::Person::vcard`] as `X-KITH-KEPT:name;value`.
//!
//! Out go cards ([`write_vcard`]), a table ([`write_csv`]) and a calendar ([`write_calendar`]). Whoever is read from an
//! export of Kith is who went out.
//!
//! # Limits
//! A file has at most [`FILE_LIMIT`] bytes, [`CARD_LIMIT`] people and [`FIELDS_LIMIT`] fields, a card
//! [`CARD_FIELDS_LIMIT`], a table [`COLUMN_LIMIT`] columns, and a history [`CONTACTS_LIMIT`] contacts; over that it is
//! refused, with the line. A field over [`FIELD_LIMIT`] bytes, a picture over [`PHOTO_LIMIT`] or an entry of JSON over
//! [`ENTRY_LIMIT`] is left out, with the line. Of what is left out [`LEFT_OUT_LIMIT`] things are told one by one and the
//! others counted. Time and memory are linear in the file.
//!
//! # iCalendar
//! [`gatherings::read`] reads when a group gathers out of a calendar, and says there what it understands.
//!
//! # vCard
//! Versions 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350) are read, and [`write_vcard`] writes one card of 3.0 or 4.0.
//!
//! Understood, each into its field of [`kith_core::Person`]:
//! - FN as the name; without it N, then ORG, then EMAIL. NICKNAME. ORG (its units in one text), TITLE, UID.
//! - TEL, EMAIL, ADR and URL with one label: an X-ABLabel of the same group as it was typed, else the most telling
//!   TYPE in lower case. An address is one text.
//! - BDAY and ANNIVERSARY with and without a year (`--0229`, `X-APPLE-OMIT-YEAR`), with or without a time, which is
//!   passed over.
//! - TZ when it names a zone of the IANA database. NOTE; several become one.
//! - X-KITH-CIRCLE as the circle; without it the first of the CATEGORIES that is called like one.
//! - PHOTO when the picture is in it. An address of a picture is kept, and never fetched.
//!
//! Everything else is kept in [`kith_core::Person::vcard`] and written again: properties without a field, and
//! those whose field holds less than they say. A kept line stands in for its field until
//! the field is changed in Kith.
//!
//! Files are read as they come: CRLF, LF or CR; folded anywhere; UTF-8, UTF-16, Windows-1252 or the CHARSET a line
//! names; quoted-printable; many cards in a file. Direction-changing, invisible and control characters are cleaned
//! from names, numbers, addresses and labels, control characters from all text.
//!
//! Not understood, and reported in [`Import::left_out`] with the line: sounds, cards of groups, cards
//! without an END, cards of nobody, fields over 64 KiB, text that is no field. Not written: cadences, status,
//! pauses and preferred times, which no other program knows.
//!
//! ```
//! use kith_exchange::{Options, Version, read, write_vcard};
//!
//! let now = "2026-11-22T09:00:00Z".parse()?;
//! let file = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ana Ruiz\r\nX-SIGN:pisces\r\nEND:VCARD\r\n";
//! let import = read(file.as_bytes(), &Options::new(now, chrono_tz::UTC))?;
//! let ana = &import.people[0].person;
//! assert_eq!(ana.name, "Ana Ruiz");
//! assert_eq!(write_vcard(ana, Version::V4, None), file);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod calendar;
mod encoding;
mod friends;
pub mod gatherings;
mod history;
mod import;
mod jscontact;
mod json;
mod kind;
mod monica;
pub mod photo;
mod table;
mod vcard;

pub use calendar::{CALENDAR_MAKER, Calendar, Entry, write_calendar};
pub use import::{Import, Imported, LEFT_OUT_LIMIT, LeftOut, More, Options, Progress, ReadError, Reason};
pub use json::ENTRY_LIMIT;
pub use kind::{Foreign, Kind, kind_of};
pub use table::{Column, Guess, Mapping, Target, guess, write_csv, write_rows};
pub use vcard::{CARD_FIELDS_LIMIT, FIELDS_LIMIT, PHOTO_LIMIT, Version, many_lines, one_line, write_vcard};

/// A file over so many bytes is refused.
pub const FILE_LIMIT: usize = 50_000_000;
/// A file of over so many cards, rows or entries is refused.
pub const CARD_LIMIT: usize = 20_000;
/// A field over so many bytes is left out.
pub const FIELD_LIMIT: usize = 64 * 1024;
/// A file that tells of over so many contacts is refused; one with three people counts as three.
pub const CONTACTS_LIMIT: usize = 5 * CARD_LIMIT;
/// A table of over so many columns is refused.
pub const COLUMN_LIMIT: usize = 1_000;

/// The people of a file of any kind, each with a new id.
///
/// # Errors
/// [`ReadError`] when it is no file of people, over a limit, or nobody waits for it any more.
pub fn read(bytes: &[u8], options: &Options<'_>) -> Result<Import, ReadError> {
    match kind_of(bytes)? {
        Kind::Vcard => vcard::read(bytes, options),
        Kind::Book => Err(ReadError::Book),
        Kind::JsContact => jscontact::read(bytes, options),
        Kind::Monica => monica::read(bytes, options),
        Kind::Friends => friends::read(bytes, options),
        Kind::GoogleCsv | Kind::OutlookCsv | Kind::ThunderbirdCsv | Kind::LinkedInCsv | Kind::Csv => {
            table::read(bytes, options)
        }
    }
}
