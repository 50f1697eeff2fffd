//! People in and out of Kith, in the formats that other programs have. Pure: bytes in, data out; no files, no
//! network, no clock.
//!
//! # vCard
//! [`read_vcards`] reads files of vCard 3.0 (RFC 2426) and 4.0 (RFC 6350), and [`write_vcard`] writes one card.
//!
//! Understood, each into its field of [`kith_core::Person`]:
//! - FN as the name; without it N, then ORG, then EMAIL. NICKNAME. ORG (its units in one text), TITLE, UID.
//! - TEL, EMAIL, ADR and URL with one label: an X-ABLabel of the same group as it was typed, else the most telling
//!   TYPE in lower case. An address is one text.
//! - BDAY with and without a year (`--0229`, `X-APPLE-OMIT-YEAR`), with or without a time, which is passed over.
//! - TZ when it names a zone of the IANA database. NOTE; several become one.
//! - X-KITH-CIRCLE as the circle; without it the first of the CATEGORIES that is called like one.
//!
//! Everything else is kept in [`kith_core::Person::vcard`] and written again: properties without a field, and
//! those whose field holds less than they say. A kept line stands in for its field until
//! the field is changed in Kith. An address of a picture is kept, and never fetched.
//!
//! Files are read as they come: CRLF, LF or CR; folded anywhere; UTF-8, UTF-16, Windows-1252 or the CHARSET a line
//! names; quoted-printable; many cards in a file. Direction-changing, invisible and control characters are cleaned
//! from names, numbers, addresses and labels, control characters from all text.
//!
//! Not understood, and reported in [`Import::left_out`] with the line: pictures and sounds, cards of groups, cards
//! without an END, cards of nobody, fields over 64 KiB, text that is no field. Not written: cadences, status,
//! pauses and preferred times, which no other program knows.
//!
//! ```
//! use kith_exchange::{Version, read_vcards, write_vcard};
//!
//! let now = "2026-11-22T09:00:00Z".parse()?;
//! let file = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ana Ruiz\r\nX-SIGN:pisces\r\nEND:VCARD\r\n";
//! let import = read_vcards(file.as_bytes(), now)?;
//! assert_eq!(import.people[0].name, "Ana Ruiz");
//! assert_eq!(write_vcard(&import.people[0], Version::V4), file);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod import;
mod vcard;

pub use import::{Import, LeftOut, ReadError, Reason};
pub use vcard::{
    CARD_LIMIT, FIELD_LIMIT, FIELDS_LIMIT, FILE_LIMIT, Version, one_line, read_vcards, write_vcard,
};
