//! A lock opens by its passphrase, its phrase and its keyring, tells what is wrong otherwise, and never gives another key.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::LazyLock;

use kith_key::{Cost, Key, KeyError, Keyring, Lock, MemoryKeyring, RecoveryPhrase};
use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

const PASSPHRASE: &str = "coffee on the quay";
const GOLDEN: &str = include_str!("golden/lock-1.json");

fn locked() -> (Key, Lock, RecoveryPhrase) {
    let key = Key::random().unwrap();
    let (lock, phrase) = Lock::new(&key, PASSPHRASE, Cost::TEST).unwrap();
    (key, lock, phrase)
}

fn typed(phrase: &RecoveryPhrase) -> String {
    phrase.words().collect::<Vec<_>>().join(" ")
}

/// Whether one opens what the other seals: keys cannot be looked at.
fn same(one: &Key, other: &Key) -> bool {
    other.open(b"", &one.seal(b"", b"Ana").unwrap()).is_ok()
}

#[test]
fn the_passphrase_and_the_phrase_give_the_same_key() {
    let (key, lock, phrase) = locked();
    assert!(same(&key, &lock.open(PASSPHRASE).unwrap()));
    assert!(same(&key, &lock.open_with_phrase(&typed(&phrase)).unwrap()));
}

#[test]
fn another_passphrase_does_not_open() {
    let (_, lock, _) = locked();
    for wrong in ["coffee on the Quay", "coffee on the quay ", "", "short"] {
        assert!(matches!(lock.open(wrong), Err(KeyError::WrongPassphrase)));
    }
}

#[test]
fn the_phrase_of_another_book_does_not_open() {
    let (_, lock, _) = locked();
    let (_, _, other) = locked();
    assert!(matches!(lock.open_with_phrase(&typed(&other)), Err(KeyError::WrongPhrase)));
}

#[rstest]
#[case("seven77", false)]
#[case("eight888", true)]
#[case("Åßçđéƒǵ", false)]
#[case("Åßçđéƒǵħ", true)]
fn a_new_passphrase_has_at_least_eight_characters(#[case] passphrase: &str, #[case] enough: bool) {
    let (key, lock, _) = locked();
    let refused = |error| matches!(error, Some(KeyError::TooShort { least: 8 }));
    assert_eq!(refused(Lock::new(&key, passphrase, Cost::TEST).err()), !enough);
    assert_eq!(refused(lock.with_passphrase(&key, passphrase, Cost::TEST).err()), !enough);
}

#[test]
fn a_new_passphrase_leaves_the_key_the_phrase_and_the_keyring() {
    let (key, lock, phrase) = locked();
    let (lock, secret) = lock.with_keyring(&key).unwrap();
    let changed = lock.with_passphrase(&key, "tea on the quay", Cost::TEST).unwrap();
    assert!(same(&key, &changed.open("tea on the quay").unwrap()));
    assert!(same(&key, &changed.open_with_phrase(&typed(&phrase)).unwrap()));
    assert!(same(&key, &changed.open_with_keyring(&secret).unwrap()));
    assert!(matches!(changed.open(PASSPHRASE), Err(KeyError::WrongPassphrase)));
}

#[test]
fn a_new_phrase_takes_the_place_of_the_old_one() {
    let (key, lock, old) = locked();
    let (changed, new) = lock.with_new_phrase(&key).unwrap();
    assert!(same(&key, &changed.open_with_phrase(&typed(&new)).unwrap()));
    assert!(same(&key, &changed.open(PASSPHRASE).unwrap()));
    assert!(matches!(changed.open_with_phrase(&typed(&old)), Err(KeyError::WrongPhrase)));
}

#[test]
fn a_lock_takes_no_second_key() {
    let (_, lock, _) = locked();
    let other = Key::random().unwrap();
    assert!(matches!(lock.with_passphrase(&other, PASSPHRASE, Cost::TEST), Err(KeyError::OtherKey)));
    assert!(matches!(lock.with_new_phrase(&other), Err(KeyError::OtherKey)));
    assert!(matches!(lock.with_keyring(&other), Err(KeyError::OtherKey)));
}

#[test]
fn a_keyring_opens_the_lock_until_it_is_taken_out() {
    let (key, lock, _) = locked();
    let keyring = MemoryKeyring::default();
    let (lock, secret) = lock.with_keyring(&key).unwrap();
    keyring.set("book 1", &secret).unwrap();

    let kept = keyring.get("book 1").unwrap().unwrap();
    assert!(lock.opens_by_keyring());
    assert!(same(&key, &lock.open_with_keyring(&kept).unwrap()));
    assert!(keyring.get("book 2").unwrap().is_none());

    let without = lock.without_keyring();
    assert!(!without.opens_by_keyring());
    assert!(matches!(without.open_with_keyring(&kept), Err(KeyError::NotByKeyring)));
    keyring.forget("book 1").unwrap();
    keyring.forget("book 1").unwrap();
    assert!(keyring.get("book 1").unwrap().is_none());
}

#[test]
fn an_older_secret_in_the_keyring_does_not_open() {
    let (key, lock, _) = locked();
    let (lock, old) = lock.with_keyring(&key).unwrap();
    let (lock, new) = lock.with_keyring(&key).unwrap();
    assert!(matches!(lock.open_with_keyring(&old), Err(KeyError::WrongKeyringSecret)));
    assert!(same(&key, &lock.open_with_keyring(&new).unwrap()));
}

#[test]
fn a_session_without_a_keyring_says_so() {
    let (key, lock, _) = locked();
    let (_, secret) = lock.with_keyring(&key).unwrap();
    let keyring = MemoryKeyring::refusing();
    assert!(matches!(keyring.get("book"), Err(KeyError::NoKeyring(_))));
    assert!(matches!(keyring.set("book", &secret), Err(KeyError::NoKeyring(_))));
    assert!(matches!(keyring.forget("book"), Err(KeyError::NoKeyring(_))));
}

#[test]
fn a_lock_comes_back_from_json_as_it_was_with_what_it_does_not_know() {
    let (key, lock, phrase) = locked();
    let (lock, secret) = lock.with_keyring(&key).unwrap();
    let mut json = serde_json::to_value(&lock).unwrap();
    json["fingerprint_reader"] = json!({ "slot": 3 });
    let back: Lock = serde_json::from_value(json).unwrap();
    let changed = back.with_passphrase(&key, "tea on the quay", Cost::TEST).unwrap().without_keyring();
    assert!(same(&key, &back.open(PASSPHRASE).unwrap()));
    assert!(same(&key, &back.open_with_phrase(&typed(&phrase)).unwrap()));
    assert!(same(&key, &back.open_with_keyring(&secret).unwrap()));
    assert_eq!(serde_json::to_value(&changed).unwrap()["fingerprint_reader"]["slot"], 3);
}

/// Written on 2026-11-23. A lock of version 1 opens for ever.
#[test]
fn the_first_lock_there_was_still_opens() {
    let lock: Lock = serde_json::from_str(GOLDEN).unwrap();
    let key = lock.open("correct horse battery").unwrap();
    assert_eq!(lock.cost(), Cost::BOOK);
    let words = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    assert!(same(&key, &lock.open_with_phrase(words).unwrap()));
    assert!(lock.with_passphrase(&key, PASSPHRASE, Cost::TEST).is_ok());
}

#[rstest]
#[case::the_key("/passphrase/key")]
#[case::the_salt("/passphrase/salt")]
fn a_damaged_lock_is_not_taken_for_a_wrong_passphrase(#[case] field: &str) {
    let (key, lock, phrase) = locked();
    let mut json = serde_json::to_value(&lock).unwrap();
    let text = json.pointer_mut(field).unwrap();
    *text = Value::String(flipped(text.as_str().unwrap()));
    let damaged: Lock = serde_json::from_value(json).unwrap();
    assert!(matches!(damaged.open(PASSPHRASE), Err(KeyError::Damaged)));
    assert!(same(&key, &damaged.open_with_phrase(&typed(&phrase)).unwrap()), "the other way in still opens");
}

/// The text with another first letter.
fn flipped(text: &str) -> String {
    let first = if text.starts_with('A') { 'B' } else { 'A' };
    format!("{first}{}", &text[1..])
}

#[rstest]
#[case::memory("m", 4 * 1024 * 1024)]
#[case::passes("t", 1_000_000)]
#[case::lanes("p", 1_000)]
fn a_lock_that_wants_the_whole_machine_is_refused(#[case] cost: &str, #[case] value: u64) {
    let (_, lock, _) = locked();
    let mut json = serde_json::to_value(&lock).unwrap();
    json["passphrase"][cost] = json!(value);
    let hostile: Lock = serde_json::from_value(json).unwrap();
    assert!(matches!(hostile.open(PASSPHRASE), Err(KeyError::TooCostly { .. })));
}

#[rstest]
#[case::version("/v", json!(2))]
#[case::derivation("/passphrase/kdf", json!("argon3"))]
fn a_lock_of_a_newer_kith_is_told(#[case] field: &str, #[case] value: Value) {
    let (key, lock, phrase) = locked();
    let mut json = serde_json::to_value(&lock).unwrap();
    *json.pointer_mut(field).unwrap() = value;
    let newer: Lock = serde_json::from_value(json).unwrap();
    assert!(matches!(newer.open(PASSPHRASE), Err(KeyError::Newer)));
    assert!(matches!(newer.open_with_phrase(&typed(&phrase)), Err(KeyError::Newer)));
    assert!(matches!(newer.with_new_phrase(&key), Err(KeyError::Newer)));
}

#[test]
fn nothing_secret_is_printed_or_stands_in_the_json() {
    let (key, lock, phrase) = locked();
    let (lock, secret) = lock.with_keyring(&key).unwrap();
    assert_eq!(format!("{secret:?}"), "KeyringSecret(..)");
    let shown = format!("{lock:?}");
    let written = serde_json::to_string(&lock).unwrap();
    let sealed = serde_json::to_value(&lock).unwrap()["passphrase"]["key"].as_str().unwrap().to_owned();
    assert!(!shown.contains(&sealed) && written.contains(&sealed));
    for word in phrase.words().filter(|word| word.len() > 5).chain([PASSPHRASE]) {
        assert!(!shown.contains(word) && !written.contains(word), "{word}");
    }
}

proptest! {
    /// Whatever byte of it changes on disk, a lock opens to its own key or not at all, and never panics.
    #[test]
    fn a_changed_lock_never_opens_to_another_key(at: prop::sample::Index, by in 1_u8..128) {
        static LOCKED: LazyLock<(Key, Lock, RecoveryPhrase)> = LazyLock::new(locked);
        let (key, lock, phrase) = &*LOCKED;
        let mut json = serde_json::to_vec(lock).unwrap();
        let at = at.index(json.len());
        json[at] ^= by;
        if let Ok(changed) = serde_json::from_slice::<Lock>(&json) {
            for opened in [changed.open(PASSPHRASE), changed.open_with_phrase(&typed(phrase))].into_iter().flatten() {
                prop_assert!(same(key, &opened));
            }
        }
    }
}
