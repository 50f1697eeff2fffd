//! Identifiers: one newtype per kind, so that a person can never be passed where a cadence is meant.
//!
//! All are UUIDv7 (RFC 9562, section 5.7): sortable by the time they were made. The cadences that a circle
//! brings are the exception: their id is derived from the person and the circle (UUIDv5), because they are
//! not stored anywhere.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::{NoContext, Timestamp, Uuid};

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
    /// The id of the `index`-th cadence that a circle brings to a person: always the same for the same three.
    pub fn of_circle(person: PersonId, circle: &str, index: usize) -> Self {
        Self(Uuid::new_v5(&person.0, format!("{circle}/{index}").as_bytes()))
    }
}
