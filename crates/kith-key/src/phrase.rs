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
