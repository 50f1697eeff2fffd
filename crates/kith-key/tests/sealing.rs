//! What is sealed opens unchanged with its key and in its place, and not otherwise.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use kith_key::{Key, KeyError};
use proptest::prelude::*;

fn key() -> Key {
    Key::random().unwrap()
}

fn is_refused(outcome: Result<Vec<u8>, KeyError>) -> bool {
    matches!(outcome, Err(KeyError::Tampered))
}

proptest! {
    #[test]
    fn what_was_sealed_opens_unchanged(about: Vec<u8>, plain: Vec<u8>) {
        let key = key();
        prop_assert_eq!(&key.open(&about, &key.seal(&about, &plain)?)?, &plain);
        prop_assert_eq!(&key.open_text(&about, &key.seal_text(&about, &plain)?)?, &plain);
    }

    #[test]
    fn sealed_bytes_are_longer_by_the_overhead_and_no_more(plain: Vec<u8>) {
        prop_assert_eq!(key().seal(b"", &plain)?.len(), plain.len() + Key::OVERHEAD);
    }

    #[test]
    fn any_changed_byte_is_refused(plain: Vec<u8>, at: prop::sample::Index, by in 1_u8..) {
        let key = key();
        let mut sealed = key.seal(b"line 17", &plain)?;
        let at = at.index(sealed.len());
        sealed[at] ^= by;
        prop_assert!(is_refused(key.open(b"line 17", &sealed)));
    }

    #[test]
    fn a_cut_end_is_refused(plain: Vec<u8>, keep: prop::sample::Index) {
        let key = key();
        let sealed = key.seal(b"line 17", &plain)?;
        prop_assert!(is_refused(key.open(b"line 17", &sealed[..keep.index(sealed.len())])));
    }

    #[test]
    fn another_place_is_refused(about: Vec<u8>, other: Vec<u8>, plain: Vec<u8>) {
        prop_assume!(about != other);
        let key = key();
        prop_assert!(is_refused(key.open(&other, &key.seal(&about, &plain)?)));
    }

    #[test]
    fn another_key_is_refused(plain: Vec<u8>) {
        prop_assert!(is_refused(key().open(b"", &key().seal(b"", &plain)?)));
    }

    #[test]
    fn bytes_from_anywhere_never_open(about: Vec<u8>, sealed: Vec<u8>, text: String) {
        prop_assert!(is_refused(key().open(&about, &sealed)));
        prop_assert!(is_refused(key().open_text(&about, &text)));
    }

    #[test]
    fn sealed_text_needs_no_escape_in_json(plain: Vec<u8>) {
        let text = key().seal_text(b"", &plain)?;
        prop_assert_eq!(serde_json::to_string(&text)?.len(), text.len() + 2);
    }
}

#[test]
fn the_same_words_are_never_sealed_the_same() {
    let key = key();
    assert_ne!(key.seal(b"", b"Coffee with Ana").unwrap(), key.seal(b"", b"Coffee with Ana").unwrap());
}

#[test]
fn a_key_is_never_printed() {
    assert_eq!(format!("{:?}", key()), "Key(..)");
}

#[test]
fn a_clone_opens_what_the_key_sealed() {
    let key = key();
    let sealed = key.seal(b"", b"Ana").unwrap();
    let clone = key.clone();
    drop(key);
    assert_eq!(clone.open(b"", &sealed).unwrap(), b"Ana");
}
