//! The one key of a book, and sealing with it.
//!
//! Each value is sealed on its own, so that a place in the journal still points at one change. What it is sealed
//! *about* (its place, say) is authenticated with it: a value put in another's place does not open. Nonces are
//! random; with 192 bits they do not meet within any number of values a book can have, so nobody has to count.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::AeadInOut as _;
use chacha20poly1305::{KeyInit as _, Tag, XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize as _, ZeroizeOnDrop};

use crate::KeyError;

/// 32 random bytes that seal a book. They are wiped from memory when the key is dropped, and are never printed.
///
/// Sealing is XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): 24 bytes of random nonce, the ciphertext (as long
/// as the plain bytes), 16 bytes of tag.
///
/// ```
/// # fn main() -> Result<(), kith_key::KeyError> {
/// let key = kith_key::Key::random()?;
/// let sealed = key.seal(b"line 17", b"Coffee with Ana")?;
/// assert_eq!(key.open(b"line 17", &sealed)?, b"Coffee with Ana");
/// assert!(key.open(b"line 18", &sealed).is_err());
/// # Ok(())
/// # }
/// ```
// On the heap, so that moving the key about leaves no copies of it on the stack.
pub struct Key(Box<[u8; Key::LEN]>);

impl Key {
    /// The length of a key, in bytes.
    pub const LEN: usize = 32;
    /// By how many bytes sealed bytes are longer than the plain ones.
    pub const OVERHEAD: usize = NONCE + TAG;

    /// A new key from the system's random numbers.
    ///
    /// # Errors
    /// [`KeyError::NoRandom`] when the system has none.
    pub fn random() -> Result<Key, KeyError> {
        Key::made_by(|bytes| Ok(getrandom::fill(bytes)?))
    }

    /// The key that other modules derived or unwrapped.
    pub(crate) fn from_bytes(bytes: &[u8; Key::LEN]) -> Key {
        Key(Box::new(*bytes))
    }

    /// The bytes themselves: only to wrap them, or to hand them to a keyring.
    pub(crate) fn bytes(&self) -> &[u8; Key::LEN] {
        &self.0
    }

    /// Fills the bytes where they lie, so that nothing is copied.
    pub(crate) fn made_by<E>(fill: impl FnOnce(&mut [u8; Key::LEN]) -> Result<(), E>) -> Result<Key, E> {
        let mut key = Key(Box::new([0; Key::LEN]));
        fill(&mut key.0)?;
        Ok(key)
    }

    /// Seals `plain`; it opens again only with this key and the same `about`.
    ///
    /// # Errors
    /// [`KeyError::NoRandom`] when the system has no random bytes for the nonce; [`KeyError::TooLong`] above 256 GiB.
    pub fn seal(&self, about: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce)?;
        self.seal_with(nonce, about, plain)
    }

    /// The plain bytes of what [`Key::seal`] made of them.
    ///
    /// # Errors
    /// [`KeyError::Tampered`] when a byte of it, the key or `about` is not what it was.
    pub fn open(&self, about: &[u8], sealed: &[u8]) -> Result<Vec<u8>, KeyError> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE>().ok_or(KeyError::Tampered)?;
        let (body, tag) = rest.split_last_chunk::<TAG>().ok_or(KeyError::Tampered)?;
        let mut plain = body.to_vec();
        self.cipher()
            .decrypt_inout_detached(
                &XNonce::from(*nonce),
                about,
                plain.as_mut_slice().into(),
                &Tag::from(*tag),
            )
            .map_err(|_| KeyError::Tampered)?;
        Ok(plain)
    }

    /// [`Key::seal`] for a place that holds text, such as a JSON string: standard base64 without padding.
    ///
    /// # Errors
    /// As [`Key::seal`].
    pub fn seal_text(&self, about: &[u8], plain: &[u8]) -> Result<String, KeyError> {
        Ok(STANDARD_NO_PAD.encode(self.seal(about, plain)?))
    }

    /// The plain bytes of what [`Key::seal_text`] made of them.
    ///
    /// # Errors
    /// [`KeyError::Tampered`] as [`Key::open`], and when the text is no base64.
    pub fn open_text(&self, about: &[u8], sealed: &str) -> Result<Vec<u8>, KeyError> {
        let sealed = STANDARD_NO_PAD.decode(sealed).map_err(|_| KeyError::Tampered)?;
        self.open(about, &sealed)
    }

    fn seal_with(&self, nonce: [u8; NONCE], about: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut sealed = Vec::with_capacity(plain.len() + Key::OVERHEAD);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(plain);
        let tag = self
            .cipher()
            .encrypt_inout_detached(&XNonce::from(nonce), about, (&mut sealed[NONCE..]).into())
            .map_err(|_| KeyError::TooLong)?;
        sealed.extend_from_slice(&tag);
        Ok(sealed)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.0).into())
    }
}

const NONCE: usize = 24;
const TAG: usize = 16;

impl Clone for Key {
    fn clone(&self) -> Self {
        Key(self.0.clone())
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Key {}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
    }

    /// draft-irtf-cfrg-xchacha-03, appendix A.3.1.
    #[test]
    fn sealing_is_the_xchacha20_poly1305_of_the_draft() {
        let key = Key::from_bytes(&std::array::from_fn(|at| 0x80 + at as u8));
        let nonce = std::array::from_fn(|at| 0x40 + at as u8);
        let about = bytes("50515253c0c1c2c3c4c5c6c7");
        let plain =
            b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, \
            sunscreen would be it.";
        let expected = bytes(
            "404142434445464748494a4b4c4d4e4f5051525354555657\
            bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb\
            731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452\
            2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9\
            21f9664c97637da9768812f615c68b13b52e\
            c0875924c1c7987947deafd8780acf49",
        );
        assert_eq!(key.seal_with(nonce, &about, plain).unwrap(), expected);
        assert_eq!(key.open(&about, &expected).unwrap(), plain);
    }
}
