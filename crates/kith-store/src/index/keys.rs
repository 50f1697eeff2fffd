//! The keys of the index. The first byte says what of; the rest sorts as it is to be listed.
//!
//! | key | value |
//! |---|---|
//! | `m` | [`super::Meta`] in JSON |
//! | `j` | [`super::layout::Layout`] in JSON |
//! | `s` | the place of the settings |
//! | `p` person | the place of the person |
//! | `i` person | the place of their picture |
//! | `r` person | the row, in named MessagePack |
//! | `t` person, then the first check-in in the block | a block of the person's check-ins by when they were |
//! | `c`, then the first check-in in the block | a block of all check-ins by the beginning of their id |
//! | `q` person, fired, prompt | the prompt, in named MessagePack |
//! | `u` prompt | person, fired |
//! | `f` fired, prompt | person |
//! | `l` logged, place | nothing: the check-ins logged last |
//! | `a` plan | the plan, in named MessagePack |
//! | `w` person, plan | nothing: the plans with the person |
//! | `o` starter | the starter, in named MessagePack |
//! | `h` person, starter | nothing: the starters for the person |
//! | `g` community | the community, in named MessagePack |
//! | `k` person, community | nothing: the communities in which the person is |
//! | `n` noted | what was noted, in named MessagePack |

use chrono::{DateTime, Utc};
use kith_core::{CheckInId, PersonId, PromptId};

pub(crate) const META: &[u8] = b"m";
pub(crate) const LAYOUT: &[u8] = b"j";
pub(crate) const SETTINGS: &[u8] = b"s";
pub(crate) const RECENT: &[u8] = b"l";
pub(crate) const ROWS: &[u8] = b"r";
pub(crate) const IDS: &[u8] = b"c";
pub(crate) const FIRED: &[u8] = b"f";
pub(crate) const PLANS: &[u8] = b"a";
pub(crate) const PLANS_OF: &[u8] = b"w";
pub(crate) const STARTERS: &[u8] = b"o";
pub(crate) const STARTERS_OF: &[u8] = b"h";
pub(crate) const COMMUNITIES: &[u8] = b"g";
pub(crate) const COMMUNITIES_OF: &[u8] = b"k";
pub(crate) const NOTED: &[u8] = b"n";
/// Nothing noted is anybody's, so no key begins like this.
pub(crate) const NOTED_OF: &[u8] = b"x";

/// How many bytes an instant takes.
pub(crate) const INSTANT: usize = 12;

/// So many bytes of a check-in's id are in the index: of a UUIDv7 the millisecond and the counter of 26 bits. The rest is
/// random, cannot be compressed, and would be a fifth of the index. Two check-ins that begin alike are
/// told apart by reading them.
pub(crate) const ID_START: usize = 10;

/// The bytes of an id that are in the index.
pub(crate) fn id_start(id: &CheckInId) -> &[u8] {
    &id.as_bytes()[..ID_START]
}

/// An instant as bytes that sort by time, also before 1970.
pub(crate) fn instant(at: DateTime<Utc>) -> [u8; INSTANT] {
    let mut bytes = [0; INSTANT];
    let seconds = at.timestamp().cast_unsigned() ^ (1 << 63);
    bytes[..8].copy_from_slice(&seconds.to_be_bytes());
    bytes[8..].copy_from_slice(&at.timestamp_subsec_nanos().to_be_bytes());
    bytes
}

/// Whether the value of this key is a block: a few kilobytes, and most of the index.
pub(crate) fn is_block(key: &[u8]) -> bool {
    matches!(key.first(), Some(b't' | b'c'))
}

fn joined(kind: u8, parts: &[&[u8]]) -> Vec<u8> {
    let mut key = vec![kind];
    for part in parts {
        key.extend_from_slice(part);
    }
    key
}

pub(crate) fn person(person: PersonId) -> Vec<u8> {
    joined(b'p', &[person.as_bytes()])
}

pub(crate) fn photo(person: PersonId) -> Vec<u8> {
    joined(b'i', &[person.as_bytes()])
}

pub(crate) fn row(person: PersonId) -> Vec<u8> {
    joined(b'r', &[person.as_bytes()])
}

pub(crate) fn timeline(person: PersonId) -> Vec<u8> {
    joined(b't', &[person.as_bytes()])
}

pub(crate) fn prompts_of(person: PersonId) -> Vec<u8> {
    joined(b'q', &[person.as_bytes()])
}

pub(crate) fn prompt(person: PersonId, fired: [u8; INSTANT], prompt: PromptId) -> Vec<u8> {
    joined(b'q', &[person.as_bytes(), &fired, prompt.as_bytes()])
}

pub(crate) fn prompt_home(prompt: PromptId) -> Vec<u8> {
    joined(b'u', &[prompt.as_bytes()])
}

pub(crate) fn fired(fired: [u8; INSTANT], prompt: PromptId) -> Vec<u8> {
    joined(b'f', &[&fired, prompt.as_bytes()])
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn instants_sort_as_their_bytes(a in -9_000_000_000i64..9_000_000_000, b in -9_000_000_000i64..9_000_000_000, n in 0..1_000_000_000u32) {
            let (a, b) = (Utc.timestamp_opt(a, n).unwrap(), Utc.timestamp_opt(b, 0).unwrap());
            prop_assert_eq!(instant(a).cmp(&instant(b)), a.cmp(&b));
        }
    }
}
