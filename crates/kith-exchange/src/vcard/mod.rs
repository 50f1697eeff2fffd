//! vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), in and out.
//!
//! The way in: [`unfold`] cuts the bytes of a file into content lines, [`line`] makes each of them UTF-8 in the
//! form of vCard 3 and 4, [`read`] groups them into cards, [`field`] tells what a line says about a person,
//! [`person`] puts the person together, and [`kept`] decides what has to be kept beside it. The way out is
//! [`write`].
//!
//! Nothing that a card says is lost between the two. A line that Kith has no field for, or whose field holds less
//! than the line said (a second TYPE, a PREF, the departments of an ORG), is kept in [`kith_core::Person::vcard`].
//! When the card is written, a kept line stands in for the field as long as the field still says the same;
//! once somebody has changed the field in Kith, the kept line is out of date and the field is written anew.

mod birthday;
mod field;
mod kept;
mod label;
mod line;
mod lines;
mod person;
mod photo;
mod read;
mod text;
mod unfold;
mod value;
mod write;

pub(crate) use line::Line;
pub(crate) use lines::{CardLines, kept_categories, kept_components, kept_lines};
pub use photo::PHOTO_LIMIT;
pub(crate) use photo::photo_of_uri;
pub(crate) use read::read;
pub use read::{CARD_FIELDS_LIMIT, FIELDS_LIMIT};
pub(crate) use text::{escaped, many_lines as clean_note};
pub use text::{many_lines, one_line};
pub(crate) use unfold::ContentLines;
pub(crate) use value::unescaped;
pub(crate) use write::fold;
pub use write::{Version, write_vcard};
