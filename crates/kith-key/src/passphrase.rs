//! From a passphrase to a key: slow on purpose, and in need of memory, so that guessing costs whoever has the folder
//! far more than it costs whoever knows the passphrase.
//!
//! Argon2id (RFC 9106), version 0x13, a salt of 16 random bytes, 32 bytes of key. The passphrase is brought to NFKC
//! first: the same letters typed on another system are the same passphrase.

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::{Key, KeyError};

/// How many characters a new passphrase has at least.
pub const LEAST_CHARACTERS: usize = 8;

/// What one try at the passphrase costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory, in KiB.
    #[serde(rename = "m")]
    pub memory_kib: u32,
    /// How often it is gone over.
    #[serde(rename = "t")]
    pub passes: u32,
    /// Lanes that could be filled side by side.
    #[serde(rename = "p")]
    pub lanes: u32,
}

impl Cost {
    /// What a book is locked with: 64 MiB, three passes (the second choice of RFC 9106, section 4, on one lane).
    pub const BOOK: Cost = Cost { memory_kib: 64 * 1024, passes: 3, lanes: 1 };
    /// The least that Argon2 takes. It protects nothing: it is for tests, which unlock thousands of books.
    pub const TEST: Cost = Cost { memory_kib: 8, passes: 1, lanes: 1 };

    /// What a lock may ask for at most: 1 GiB, and as much time as that takes in four passes.
    const MOST_KIB: u32 = 1024 * 1024;
    const MOST_PASSES: u32 = 64;
    const MOST_LANES: u32 = 16;
    const MOST_WORK: u64 = 4 * Cost::MOST_KIB as u64;

    /// The costs as Argon2 takes them, unless they are absurd.
    pub(crate) fn params(self) -> Result<Params, KeyError> {
        let work = u64::from(self.memory_kib) * u64::from(self.passes);
        if self.memory_kib > Cost::MOST_KIB
            || self.passes > Cost::MOST_PASSES
            || self.lanes > Cost::MOST_LANES
            || work > Cost::MOST_WORK
        {
            return Err(KeyError::TooCostly { memory_mib: self.memory_kib / 1024, passes: self.passes });
        }
        Params::new(self.memory_kib, self.passes, self.lanes, Some(Key::LEN)).map_err(|_| KeyError::Damaged)
    }
}

impl Default for Cost {
    fn default() -> Self {
        Cost::BOOK
    }
}

/// A new passphrase has enough characters.
pub(crate) fn long_enough(passphrase: &str) -> Result<(), KeyError> {
    if passphrase.nfkc().count() < LEAST_CHARACTERS {
        return Err(KeyError::TooShort { least: LEAST_CHARACTERS });
    }
    Ok(())
}

/// The key that `passphrase` makes with this salt.
pub(crate) fn key_from(passphrase: &str, salt: &[u8], cost: Cost) -> Result<Key, KeyError> {
    let passphrase = normal(passphrase);
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, cost.params()?);
    // What is left to fail is a salt that is too short: the lock was changed.
    Key::made_by(|key| argon2.hash_password_into(passphrase.as_bytes(), salt, key))
        .map_err(|_| KeyError::Damaged)
}

fn normal(passphrase: &str) -> Zeroizing<String> {
    // Room for the longest that NFKC makes of it (18 times; Unicode FAQ on normalization), so that it never moves
    // and leaves a copy behind.
    let mut normal = Zeroizing::new(String::with_capacity(passphrase.len() * 18));
    normal.extend(passphrase.nfkc());
    normal
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn hex(key: &Key) -> String {
        key.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The expected key is what the reference program (phc-winner-argon2, 20171227) prints for
    /// `printf 'correct horse battery' | argon2 'sixteen bytes ok' -id -t 3 -k 65536 -p 1 -l 32 -r`.
    #[test]
    fn a_passphrase_becomes_the_key_that_the_reference_program_makes_of_it() {
        let key = key_from("correct horse battery", b"sixteen bytes ok", Cost::BOOK).unwrap();
        assert_eq!(hex(&key), "382ff8af0db8e19be156c7fad063a0dc3df279b222a1c115d10470dd05d9e1d0");
    }

    #[rstest]
    #[case::composed_and_decomposed("caf\u{e9} Lisboa", "cafe\u{301} Lisboa")]
    #[case::wide_letters("ＡＮＡ at nine", "ANA at nine")]
    #[case::ligature("ﬁve o'clock", "five o'clock")]
    fn the_same_letters_from_another_keyboard_are_the_same_passphrase(
        #[case] one: &str,
        #[case] other: &str,
    ) {
        let key = |passphrase| hex(&key_from(passphrase, b"sixteen bytes ok", Cost::TEST).unwrap());
        assert_eq!(key(one), key(other));
    }

    #[test]
    fn capitals_and_spaces_make_another_passphrase() {
        let key = |passphrase| hex(&key_from(passphrase, b"sixteen bytes ok", Cost::TEST).unwrap());
        assert_ne!(key("café Lisboa"), key("Café Lisboa"));
        assert_ne!(key("café Lisboa"), key("café Lisboa "));
    }

    #[test]
    fn the_longest_expansion_of_a_letter_fits_where_it_is_wiped() {
        let longest = "\u{fdfa}".repeat(10);
        let room = longest.len() * 18;
        let normal = normal(&longest);
        assert!(normal.len() <= room && normal.capacity() == room);
    }

    #[rstest]
    #[case::memory(Cost { memory_kib: 2 * 1024 * 1024, passes: 1, lanes: 1 })]
    #[case::passes(Cost { memory_kib: 8, passes: 65, lanes: 1 })]
    #[case::lanes(Cost { memory_kib: 1024, passes: 1, lanes: 17 })]
    #[case::memory_times_passes(Cost { memory_kib: 1024 * 1024, passes: 5, lanes: 1 })]
    fn an_absurd_cost_is_refused_before_anything_is_tried(#[case] cost: Cost) {
        assert!(matches!(cost.params(), Err(KeyError::TooCostly { .. })));
    }

    #[test]
    fn a_cost_that_argon2_cannot_do_is_damage() {
        let nothing = Cost { memory_kib: 0, passes: 0, lanes: 0 };
        assert!(matches!(nothing.params(), Err(KeyError::Damaged)));
    }
}
