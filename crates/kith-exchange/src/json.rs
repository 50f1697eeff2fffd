//! JSON of other programs, in little memory. A list is held as pieces of the file, no more of them than are wanted, and
//! what an entry holds is counted before it is taken apart: a byte of JSON can become a hundred in memory.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::{ReadError, Reason};

/// An entry of over so many bytes is left out: a picture, and room for much more than anybody says of somebody.
pub const ENTRY_LIMIT: usize = 4 * 1024 * 1024;

/// A file with an entry of over so many values is refused, as one with such a card is.
const VALUES_LIMIT: usize = 100_000;

/// The first entries of a list as they stand in the file: `N`, and one more when there are more.
#[derive(Default)]
pub(crate) struct AtMost<'a, const N: usize>(pub Vec<&'a RawValue>);

impl<'de: 'a, 'a, const N: usize> Deserialize<'de> for AtMost<'a, N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<const N: usize>;
        impl<'de, const N: usize> Visitor<'de> for Entries<N> {
            type Value = AtMost<'de, N>;

            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = list.next_element::<&RawValue>()? {
                    entries.push(entry);
                    if entries.len() > N {
                        while list.next_element::<IgnoredAny>()?.is_some() {}
                        break;
                    }
                }
                Ok(AtMost(entries))
            }
        }
        deserializer.deserialize_seq(Entries::<N>)
    }
}

/// Whether an entry that begins on this line can be taken apart; if not, why it is left out.
///
/// # Errors
/// [`ReadError::TooManyFieldsOfOne`].
pub(crate) fn checked(json: &str, line: usize) -> Result<Result<(), Reason>, ReadError> {
    match json.len() {
        ENTRY_LIMIT.. => Ok(Err(Reason::TooLong { limit: ENTRY_LIMIT })),
        _ if values(json) > VALUES_LIMIT => Err(ReadError::TooManyFieldsOfOne { limit: VALUES_LIMIT, line }),
        _ => Ok(Ok(())),
    }
}

/// About how many values there are in it, never fewer: each stands behind a comma, or first in its list or object.
fn values(json: &str) -> usize {
    let (mut count, mut in_string, mut escaped) = (0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b',' | b'[' | b'{' if !in_string => count += 1,
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("1", 0)]
    #[case("[1,2]", 2)]
    #[case(r#"{"a,[":"b\",{","c":[{}]}"#, 4)]
    fn values_are_counted_and_what_stands_in_a_text_is_not(#[case] json: &str, #[case] count: usize) {
        assert_eq!(values(json), count);
    }

    #[rstest]
    #[case("[]", 0)]
    #[case("[1,2]", 2)]
    #[case("[1,[2,3],{},4]", 3)]
    fn of_a_list_no_more_is_held_than_tells_that_it_is_too_long(#[case] json: &str, #[case] held: usize) {
        assert_eq!(serde_json::from_str::<AtMost<'_, 2>>(json).map(|list| list.0.len()).ok(), Some(held));
    }
}
