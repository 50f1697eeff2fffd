//! vCard 3.0 (RFC 2426) and 4.0 (RFC 6350).

use chrono::{DateTime, Utc};
use kith_core::Person;

use crate::{Import, ReadError};

/// Which vCard to write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    /// RFC 2426, which every phone and program reads.
    V3,
    /// RFC 6350.
    V4,
}

/// The people in a file of vCards, made at `now`.
///
/// # Errors
/// [`ReadError`] when nothing of the file can be used.
pub fn read_vcards(_bytes: &[u8], _now: DateTime<Utc>) -> Result<Import, ReadError> {
    Err(ReadError::NotVcard)
}

/// One card: CRLF line ends, folded at 75 octets.
pub fn write_vcard(person: &Person, _version: Version) -> String {
    person.name.clone()
}
