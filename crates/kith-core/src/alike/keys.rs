//! What people who could be one have in common, as numbers that can be looked up.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Traits, names};

/// One thing that somebody could have in common with another. Two different things may give the same key; who has the
/// same is compared, and not believed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Key(u64);

impl Key {
    /// The lowest bit says whether it is telling.
    fn of(kind: Kind, what: impl Hash) -> Key {
        let mut hasher = DefaultHasher::new();
        (kind, what).hash(&mut hasher);
        Key((hasher.finish() & !1) | u64::from(kind != Kind::Part))
    }

    /// Whether all who have it are alike, and not only worth comparing.
    pub fn is_telling(self) -> bool {
        self.0 & 1 == 1
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Uid,
    Email,
    Phone,
    Name,
    Part,
}

/// The words of a name in which a letter may be missed have at least so many.
const LONG: usize = 3;

/// Letters of a word beyond these are not varied.
const VARIED: usize = 12;

/// A person has no more keys than these; of one with a page of names the first ones are compared.
const MOST: usize = 128;

/// All keys of a person, each once.
pub(super) fn keys(traits: &Traits) -> Vec<Key> {
    let of =
        |kind: Kind, values: &[String]| values.iter().map(|value| Key::of(kind, value)).collect::<Vec<_>>();
    let mut keys = of(Kind::Uid, &traits.uids);
    keys.extend(of(Kind::Email, &traits.emails));
    keys.extend(of(Kind::Phone, &traits.phones));
    let forms: Vec<_> = names::forms(&traits.names).collect();
    keys.extend(forms.iter().map(|words| Key::of(Kind::Name, words)));
    for words in forms {
        if keys.len() < MOST {
            parts(&words, &mut keys);
        }
    }
    keys.truncate(MOST);
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Two words of a name, and two of which one lacks a letter: so "Jonson" meets "Johnson", and "Müller" "Mueller".
fn parts(words: &[&str], keys: &mut Vec<Key>) {
    for (place, one) in words.iter().enumerate() {
        for other in &words[place + 1..] {
            keys.push(part(one, other));
            for (sure, varied) in [(one, other), (other, one)] {
                keys.extend(lacking_a_letter(varied).map(|varied| part(sure, &varied)));
            }
        }
    }
}

fn part(one: &str, other: &str) -> Key {
    Key::of(Kind::Part, (one.min(other), one.max(other)))
}

/// The word without each of its letters in turn.
fn lacking_a_letter(word: &str) -> impl Iterator<Item = String> {
    let long = word.chars().nth(LONG - 1).is_some();
    let letters = word.char_indices().take(if long { VARIED } else { 0 });
    letters.map(|(at, letter)| [&word[..at], &word[at + letter.len_utf8()..]].concat())
}
