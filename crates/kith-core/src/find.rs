//! Finding people by what is typed: a few letters in the search field, or a name on the command line.
//!
//! People remember the beginning of a name, so beginnings rank before middles, and letters scattered through
//! a name count only when nothing better is there. Case, diacritics and punctuation do not matter.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap, btree_map, hash_map},
    iter::once,
    ops::{Bound, Range},
};

use crate::PersonId;
pub use fold::fold;
use query::{Letters, Query};

pub(crate) mod fold;
mod query;

/// What is typed beyond so many characters is not looked at.
const LONGEST_QUERY: usize = 200;

/// As much of a query as is looked at.
fn start_of(typed: &str) -> &str {
    typed.char_indices().nth(LONGEST_QUERY).map_or(typed, |(end, _)| &typed[..end])
}

/// What one person is found by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Who it is.
    pub id: PersonId,
    /// The name shown.
    pub name: String,
    /// Other names.
    pub nicknames: Vec<String>,
    /// Everything else they are found by: notes, places, the circle, in one text.
    pub other: String,
}

/// Somebody found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Who.
    pub id: PersonId,
    /// How well it fits, comparable within one answer only: the greater the better.
    pub score: u32,
    /// Where the query was found in the name: byte ranges, in order, on character boundaries, not touching.
    /// Empty when a nickname or something else was found.
    pub ranges: Vec<Range<usize>>,
}

/// Whom a name means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Who {
    /// One person.
    One(PersonId),
    /// More than one: ask. In the order of their names.
    Several(Vec<PersonId>),
    /// Nobody in the book.
    Nobody,
}

/// The people who can be found. Ten thousand take a few milliseconds to build, and well under one to search.
#[derive(Clone, Default, Debug)]
pub struct Index {
    /// In the order of their names, which is the order among equals.
    people: BTreeMap<Key, Findable>,
    keys: HashMap<PersonId, Key>,
    /// By a whole name or nickname.
    exact: HashMap<String, BTreeSet<PersonId>>,
    /// By one word of a name or nickname.
    words: BTreeMap<String, BTreeSet<PersonId>>,
}

/// The folded name, then the id.
type Key = (String, PersonId);

#[derive(Clone, Debug)]
struct Findable {
    name: String,
    /// Folded: the name, then the nicknames.
    names: Vec<String>,
    /// Folded.
    other: String,
    letters: Letters,
    letters_of_names: Letters,
    beginnings_of_names: Letters,
    beginnings_of_other: Letters,
}

impl Findable {
    fn words(&self) -> impl Iterator<Item = &str> {
        self.names.iter().flat_map(|name| name.split(' ')).filter(|word| !word.is_empty())
    }
}

impl FromIterator<Entry> for Index {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut index = Index::default();
        entries.into_iter().for_each(|entry| index.put(entry));
        index
    }
}

impl Index {
    /// Adds somebody, or replaces what they were found by.
    pub fn put(&mut self, entry: Entry) {
        self.remove(entry.id);
        let names: Vec<String> = once(&entry.name).chain(&entry.nicknames).map(|name| fold(name)).collect();
        let other = fold(&entry.other);
        let in_names = |letters: fn(&str) -> Letters| {
            names.iter().map(|name| letters(name)).fold(Letters::default(), Letters::and)
        };
        let letters_of_names = in_names(Letters::of);
        let key = (names[0].clone(), entry.id);
        let findable = Findable {
            letters: letters_of_names.and(Letters::of(&other)),
            letters_of_names,
            beginnings_of_names: in_names(Letters::of_beginnings),
            beginnings_of_other: Letters::of_beginnings(&other),
            name: entry.name,
            names,
            other,
        };
        for name in findable.names.iter().filter(|name| !name.is_empty()) {
            self.exact.entry(name.clone()).or_default().insert(entry.id);
        }
        for word in findable.words() {
            self.words.entry(word.to_owned()).or_default().insert(entry.id);
        }
        self.keys.insert(entry.id, key.clone());
        self.people.insert(key, findable);
    }

    /// Removes somebody. Nothing happens when they are not there.
    pub fn remove(&mut self, id: PersonId) {
        let Some(findable) = self.keys.remove(&id).and_then(|key| self.people.remove(&key)) else { return };
        for name in &findable.names {
            if let hash_map::Entry::Occupied(mut found) = self.exact.entry(name.clone()) {
                found.get_mut().remove(&id);
                if found.get().is_empty() {
                    found.remove();
                }
            }
        }
        for word in findable.words() {
            if let btree_map::Entry::Occupied(mut found) = self.words.entry(word.to_owned()) {
                found.get_mut().remove(&id);
                if found.get().is_empty() {
                    found.remove();
                }
            }
        }
    }

    /// How many people there are.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// The name shown of somebody.
    pub fn name(&self, id: PersonId) -> Option<&str> {
        self.findable(id).map(|findable| findable.name.as_str())
    }

    /// Whom a name means: everybody whose full name or nickname it is; else everybody of whose names each
    /// typed word is a whole word ("Ana" is Ana Ruiz before it is Anabel); else everybody of whose names each
    /// typed word begins a word.
    pub fn named(&self, text: &str) -> Who {
        let folded = fold(start_of(text));
        let words: Vec<&str> = folded.split(' ').collect();
        let mut found = self.fully_named(&folded);
        if found.is_empty() {
            found = self.named_with_words(&words);
        }
        if found.is_empty() {
            found = self.named_with_beginnings(&words);
        }
        self.who(found)
    }

    /// Everybody whose whole name or nickname folds to `folded`.
    pub(crate) fn fully_named(&self, folded: &str) -> Vec<PersonId> {
        self.exact.get(folded).map(|found| found.iter().copied().collect()).unwrap_or_default()
    }

    /// Everybody who has each of these folded words in their names.
    pub(crate) fn named_with_words(&self, words: &[&str]) -> Vec<PersonId> {
        let sets: Option<Vec<_>> = words.iter().map(|word| self.words.get(*word)).collect();
        let Some(mut sets) = sets else { return Vec::new() };
        sets.sort_by_key(|set| set.len());
        let Some((fewest, others)) = sets.split_first() else { return Vec::new() };
        fewest.iter().filter(|id| others.iter().all(|set| set.contains(id))).copied().collect()
    }

    /// Everybody in whose names each of these folded words begins a word.
    pub(crate) fn named_with_beginnings(&self, words: &[&str]) -> Vec<PersonId> {
        let Some(longest) = words.iter().max_by_key(|word| word.len()).filter(|word| !word.is_empty()) else {
            return Vec::new();
        };
        let begins = |id: &PersonId, beginning: &&str| {
            self.findable(*id).is_some_and(|found| found.words().any(|word| word.starts_with(beginning)))
        };
        let from = (Bound::Included(*longest), Bound::Unbounded);
        let words_that_begin_so =
            self.words.range::<str, _>(from).take_while(|(word, _)| word.starts_with(longest));
        let mut found: Vec<PersonId> = words_that_begin_so.flat_map(|(_, found)| found).copied().collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|id| words.iter().all(|beginning| beginning == longest || begins(id, beginning)));
        found
    }

    /// The answer that these people are, in the order of their names.
    pub(crate) fn who(&self, mut found: Vec<PersonId>) -> Who {
        match found.as_slice() {
            [] => Who::Nobody,
            [one] => Who::One(*one),
            _ => {
                found.sort_by_cached_key(|id| self.keys.get(id));
                Who::Several(found)
            }
        }
    }

    fn findable(&self, id: PersonId) -> Option<&Findable> {
        self.keys.get(&id).and_then(|key| self.people.get(key))
    }

    /// The at most `limit` people who fit best, the best first; equals by name, then by id. Each word of the
    /// query must be found somewhere in a person. An empty query finds nobody.
    ///
    /// The order: the whole name or nickname; the beginning of it; the beginning of a later word; the middle
    /// of a word; then everything else they are found by. Only when nobody has the words, those whose names
    /// have the letters in their order ("tms" finds Tomás).
    pub fn find(&self, query: &str, limit: usize) -> Vec<Hit> {
        let query = Query::new(query);
        if query.words.is_empty() || limit == 0 {
            return Vec::new();
        }
        let hits = self.scored(limit, |findable| query.score(findable));
        match hits.is_empty() {
            false => {
                hits.into_iter().map(|(key, findable, score)| query.hit(key.1, findable, score)).collect()
            }
            true => self
                .scored(limit, |findable| query.scattered_score(findable))
                .into_iter()
                .map(|(key, findable, score)| query.scattered_hit(key.1, findable, score))
                .collect(),
        }
    }

    fn scored(&self, limit: usize, score: impl Fn(&Findable) -> Option<u32>) -> Vec<(&Key, &Findable, u32)> {
        let mut hits: Vec<_> = self
            .people
            .iter()
            .enumerate()
            .filter_map(|(place, (key, findable))| Some((Reverse(score(findable)?), place, key, findable)))
            .collect();
        if hits.len() > limit {
            hits.select_nth_unstable_by_key(limit, |(score, place, ..)| (*score, *place));
            hits.truncate(limit);
        }
        hits.sort_unstable_by_key(|(score, place, ..)| (*score, *place));
        hits.into_iter().map(|(score, _, key, findable)| (key, findable, score.0)).collect()
    }
}
