//! Any bytes are read as vCards or refused, and whoever was read comes back the same from both versions.
#![no_main]

use chrono::{DateTime, Utc};
use kith_core::Person;
use kith_exchange::{Version, read_vcards, write_vcard};
use libfuzzer_sys::fuzz_target;

/// The moment of every import: none of what is looked at here depends on it.
const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// The only person on a card that Kith has written itself; the id, which is always new, is taken over.
fn back(person: &Person, version: Version) -> Person {
    let card = write_vcard(person, version);
    let mut import = read_vcards(card.as_bytes(), NOW).unwrap_or_else(|error| panic!("{error}: {card}"));
    assert_eq!(import.left_out, [], "{card}");
    assert_eq!(import.people.len(), 1, "{card}");
    Person { id: person.id, ..import.people.remove(0) }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(import) = read_vcards(bytes, NOW) else { return };
    for person in &import.people {
        assert!(!person.name.trim().is_empty());
        assert!(!person.name.contains(char::is_control), "{:?}", person.name);
        for version in [Version::V3, Version::V4] {
            assert_eq!(&back(person, version), person);
        }
    }
});
