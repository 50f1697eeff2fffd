//! Identifiers: one newtype per kind, so that a person can never be passed where a cadence is meant.
//!
//! All are UUIDv7 (RFC 9562, section 5.7): sortable by the time they were made. The cadences that a circle
//! brings are the exception: their id is derived from the person and the circle (UUIDv8), because they are
//! not stored anywhere.

use std::{
    fmt,
    str::FromStr,
    sync::atomic::{AtomicU32, Ordering},
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Circle;

/// How many ids were made by this process.
static MADE: AtomicU32 = AtomicU32::new(0);

/// A UUIDv7 that counts where it could be random (RFC 9562, section 6.2, method 1): 48 bits of milliseconds, 26 bits of
/// counter, 48 random bits. Of two records at one instant the ids tell which came first, also when they are put back
/// together; among 67 million that holds, and nobody adds more in a millisecond.
fn made_at(now: DateTime<Utc>) -> Uuid {
    let millis = u128::try_from(now.timestamp_millis()).unwrap_or(0) & 0xffff_ffff_ffff;
    let count = u128::from(MADE.fetch_add(1, Ordering::Relaxed));
    let random = Uuid::new_v4().as_u128() & 0xffff_ffff_ffff;
    let (high, low) = (count >> 14 & 0xfff, count & 0x3fff);
    Uuid::from_u128(millis << 80 | 7 << 76 | high << 64 | 0b10 << 62 | low << 48 | random)
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id made at `now`, which sorts behind all that this process made in the same millisecond. Instants
            /// before 1970 count as 1970.
            pub fn new(now: DateTime<Utc>) -> Self {
                Self(made_at(now))
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
id!(
    /// A call or a meeting that is agreed or being agreed on.
    PlanId
);
id!(
    /// Something to open a conversation with.
    StarterId
);
id!(
    /// A group with gatherings of its own.
    CommunityId
);
id!(
    /// Something noted that is no contact.
    NotedId
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
    fn ids_of_one_millisecond_sort_as_they_were_made() {
        let now = DateTime::from_timestamp(1_800_000_000, 123_000_000).expect("an instant");
        let ids: Vec<CheckInId> = (0..40_000).map(|_| CheckInId::new(now)).collect();
        assert!(ids.is_sorted());
        let uuid = ids[0].0;
        assert_eq!((uuid.get_version_num(), uuid.get_variant()), (7, uuid::Variant::RFC4122));
        let made = uuid.get_timestamp().expect("a UUIDv7");
        assert_eq!(made.to_unix(), (1_800_000_000, 123_000_000));
        assert!(ids[0] < CheckInId::new(now + chrono::Duration::milliseconds(1)));
    }

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
