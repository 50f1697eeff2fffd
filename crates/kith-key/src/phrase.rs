//! The recovery phrase: twelve words on a sheet of paper, for the day the passphrase is forgotten.
//!
//! BIP-39, English, 128 random bits and 4 bits of checksum. The wrapping key is the first 32 bytes of the seed that
//! BIP-39 derives (PBKDF2-HMAC-SHA512, 2,048 rounds) with "Kith" for its passphrase, so that the same words in a
//! wallet are another key. 128 random bits need no slow derivation.

use std::fmt;

use bip39::{Language, Mnemonic};
use zeroize::Zeroizing;

use crate::{Key, KeyError};

/// Twelve words that unlock the book. They are shown once, and wiped from memory when dropped; `Debug` prints none.
#[derive(Clone)]
pub struct RecoveryPhrase(Mnemonic);

impl RecoveryPhrase {
    /// How many words there are.
    pub const WORDS: usize = 12;

    /// New words from the system's random numbers.
    pub(crate) fn random() -> Result<RecoveryPhrase, KeyError> {
        let mut entropy = Zeroizing::new([0; 16]);
        getrandom::fill(&mut *entropy)?;
        RecoveryPhrase::from_entropy(&entropy)
    }

    /// The words as somebody types them: in any case, with anything between them that is not a letter (spaces,
    /// commas, line breaks, the numbers 1 to 12), each in full or by its first four letters, which no two share.
    ///
    /// # Errors
    /// [`KeyError::UnknownWord`], [`KeyError::WordCount`] or [`KeyError::PhraseChecksum`].
    pub fn read(typed: &str) -> Result<RecoveryPhrase, KeyError> {
        let mut words = Vec::with_capacity(RecoveryPhrase::WORDS);
        let typed = typed.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        for (at, word) in typed.enumerate() {
            words.push(listed(word).ok_or(KeyError::UnknownWord { place: at + 1 })?);
        }
        if words.len() != RecoveryPhrase::WORDS {
            return Err(KeyError::WordCount { found: words.len() });
        }
        let phrase = Zeroizing::new(words.join(" "));
        // The words are in the list and are twelve: only their checksum is left to be wrong.
        let mnemonic = Mnemonic::parse_in_normalized(Language::English, &phrase)
            .map_err(|_| KeyError::PhraseChecksum)?;
        Ok(RecoveryPhrase(mnemonic))
    }

    /// The words in their order, to be shown.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.words()
    }

    /// The key that wraps the book's.
    pub(crate) fn key(&self) -> Key {
        let seed = Zeroizing::new(self.0.to_seed_normalized("Kith"));
        let (key, _) = seed.split_first_chunk().unwrap_or((&[0; Key::LEN], &[]));
        Key::from_bytes(key)
    }

    fn from_entropy(entropy: &[u8; 16]) -> Result<RecoveryPhrase, KeyError> {
        // 16 bytes are a length that BIP-39 has; it refuses no value of them.
        Mnemonic::from_entropy_in(Language::English, entropy)
            .map(RecoveryPhrase)
            .map_err(|_| KeyError::PhraseChecksum)
    }
}

/// The word of the list that was typed, if there is one.
fn listed(typed: &str) -> Option<&'static str> {
    let typed = Zeroizing::new(typed.to_lowercase());
    let list = Language::English.word_list();
    let exact = Language::English.find_word(&typed).map(|at| list[usize::from(at)]);
    exact.or_else(|| {
        if typed.chars().count() == 4 { Language::English.words_by_prefix_iter(&typed).next() } else { None }
    })
}

impl fmt::Debug for RecoveryPhrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryPhrase(..)")
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// The vectors of BIP-39 (trezor/python-mnemonic, vectors.json) of 128 bits.
    #[rstest]
    #[case(
        0x00,
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"
    )]
    #[case(0x7f, "legal winner thank year wave sausage worth useful legal winner thank yellow")]
    #[case(0x80, "letter advice cage absurd amount doctor acoustic avoid letter advice cage above")]
    #[case(0xff, "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong")]
    fn the_words_are_those_of_bip_39(#[case] byte: u8, #[case] words: &str) {
        let phrase = RecoveryPhrase::from_entropy(&[byte; 16]).unwrap();
        assert_eq!(phrase.words().collect::<Vec<_>>().join(" "), words);
        assert_eq!(RecoveryPhrase::read(words).unwrap().0, phrase.0);
    }

    /// Expected: Python's `hashlib.pbkdf2_hmac("sha512", words, b"mnemonicKith", 2048)[:32]`.
    #[test]
    fn the_key_is_the_first_half_of_the_seed_of_bip_39() {
        let words = "legal winner thank year wave sausage worth useful legal winner thank yellow";
        let key = RecoveryPhrase::read(words).unwrap().key();
        let hex: String = key.bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "e39d4f48fdd6dcf5e2386ee52682676296f901caeef3aeb0efffce1cdd0e4011");
    }

    #[rstest]
    #[case::capitals("LEGAL Winner thank YEAR wave sausage worth useful legal winner thank yellow")]
    #[case::commas("legal, winner, thank, year, wave, sausage, worth, useful, legal, winner, thank, yellow.")]
    #[case::lines("  legal\twinner\r\nthank year\n\nwave sausage worth useful legal winner thank yellow\n")]
    #[case::numbers(
        "1. legal 2. winner 3. thank 4. year 5. wave 6. sausage 7. worth 8. useful 9. legal 10. winner 11. thank 12. yellow"
    )]
    #[case::hyphens("legal-winner-thank-year-wave-sausage-worth-useful-legal-winner-thank-yellow")]
    #[case::four_letters("lega winn than year wave saus wort usef lega winn than yell")]
    fn a_phrase_is_read_as_people_write_it(#[case] typed: &str) {
        let words: Vec<_> = RecoveryPhrase::read(typed).unwrap().words().collect();
        assert_eq!(
            words.join(" "),
            "legal winner thank year wave sausage worth useful legal winner thank yellow"
        );
    }

    #[rstest]
    #[case("legal winner thank year wave sossage worth useful legal winner thank yellow", 6)]
    #[case("légal winner thank year wave sausage worth useful legal winner thank yellow", 1)]
    #[case("legal winner thank year wave sausage worth useful legal winner thank yellowish", 12)]
    fn a_word_that_is_not_in_the_list_is_told_by_its_place(#[case] typed: &str, #[case] at: usize) {
        assert!(matches!(RecoveryPhrase::read(typed), Err(KeyError::UnknownWord { place }) if place == at));
    }

    #[rstest]
    #[case("", 0)]
    #[case("legal winner thank", 3)]
    #[case("legal winner thank year wave sausage worth useful legal winner thank yellow yellow", 13)]
    fn a_phrase_that_is_not_twelve_words_is_told_by_their_number(#[case] typed: &str, #[case] words: usize) {
        assert!(matches!(RecoveryPhrase::read(typed), Err(KeyError::WordCount { found }) if found == words));
    }

    #[test]
    fn two_words_that_changed_places_are_noticed() {
        let typed = "winner legal thank year wave sausage worth useful legal winner thank yellow";
        assert!(matches!(RecoveryPhrase::read(typed), Err(KeyError::PhraseChecksum)));
    }

    #[test]
    fn no_two_words_share_their_first_four_letters() {
        let list = Language::English.word_list();
        let starts: std::collections::BTreeSet<String> =
            list.iter().map(|word| word.chars().take(4).collect()).collect();
        assert_eq!(starts.len(), list.len());
    }

    #[test]
    fn a_phrase_is_never_printed() {
        assert_eq!(format!("{:?}", RecoveryPhrase::random().unwrap()), "RecoveryPhrase(..)");
    }
}
