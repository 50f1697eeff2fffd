//! A small picture of a person. It is a record of its own, so that changing a phone number does not write the picture
//! again.

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::{Extra, PersonId};

/// The picture of one person; there is one at most.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Photo {
    /// Of whom.
    pub id: PersonId,
    /// A JPEG (ITU-T T.81), a few kilobytes; in JSON as base64 (RFC 4648, section 4).
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    pub jpeg: Vec<u8>,
    /// Fields from a newer Kith.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Photo {
    /// The picture of this person.
    pub fn of(id: PersonId, jpeg: Vec<u8>) -> Photo {
        Photo { id, jpeg, extra: Extra::new() }
    }
}

fn to_base64<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&BASE64_STANDARD.encode(bytes))
}

fn from_base64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    BASE64_STANDARD.decode(text).map_err(D::Error::custom)
}
