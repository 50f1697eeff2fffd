//! Identifiers: one newtype per kind, so that a person can never be passed where a cadence is meant.
//!
//! All are UUIDv7 (RFC 9562, section 5.7): sortable by the time they were made. The cadences that a circle
//! brings are the exception: their id is derived from the person and the circle (UUIDv8), because they are
//! not stored anywhere.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::{NoContext, Timestamp, Uuid};

use crate::Circle;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id made at `now`. Instants before 1970 count as 1970.
            pub fn new(now: DateTime<Utc>) -> Self {
                let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
                Self(Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos())))
            }

            /// The id with these sixteen bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The sixteen bytes, in the order that sorts by time.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// A person.
    PersonId
);
id!(
    /// A cadence of one person.
    CadenceId
);
id!(
    /// One logged contact.
    CheckInId
);
id!(
    /// One prompt: Kith asking for one contact.
    PromptId
);

impl CadenceId {
    /// The id of the `index`-th cadence that a circle brings to a person: always the same for the same three. Nothing
    /// is hashed (UUIDv8, RFC 9562, section 5.8), because thousands are made at a look at Today.
    pub fn of_circle(person: PersonId, circle: Circle, index: usize) -> Self {
        let mut bytes = *person.as_bytes();
        bytes[6] = 0x80 | (bytes[6] & 0x0f);
        bytes[14] ^= circle as u8 + 1;
        bytes[15] ^= index.to_le_bytes()[0];
        Self(Uuid::from_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_cadence_of_each_circle_has_an_id_of_its_own() {
        let people = [0, 1].map(|index| PersonId::from_bytes([index; 16]));
        let of = |person| {
            Circle::ALL.map(|circle| [0, 1, 2].map(|index| CadenceId::of_circle(person, circle, index)))
        };
        let ids: BTreeSet<CadenceId> = people.map(of).into_iter().flatten().flatten().collect();
        assert_eq!(ids.len(), 2 * 4 * 3);
    }
}
