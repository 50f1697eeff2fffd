//! Whom two records could be: the same person met twice, in two address books or in one.
//!
//! Comparing everybody with everybody takes a minute for ten thousand people, so only those are compared who have
//! something in common that can be looked up: an address, a number, two words of a name, a word but for one letter.
//! What very many have in common tells nobody apart, and is looked at only so far: ten thousand people called Anna cost
//! no more than ten thousand others.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap, HashSet},
};

use crate::{PartialDate, Person, PersonId, Region, find::fold, merge};
use keys::{Key, keys};
pub use phone::phone;

mod keys;
mod names;
mod phone;

/// What one person is recognised by, in the form in which it is compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Traits {
    /// Who it is.
    pub id: PersonId,
    /// The UID of the vCard they came from, the id itself, and the UIDs of those that were merged into them.
    pub uids: Vec<String>,
    /// Mail addresses, in lower case.
    pub emails: Vec<String>,
    /// Telephone numbers in E.164 form, with `;ext=` and the extension of a switchboard; of those that have no such
    /// form, the digits.
    pub phones: Vec<String>,
    /// The name and the nicknames, folded.
    pub names: Vec<String>,
    /// When they were born: two people of one name and different birthdays are two.
    pub birthday: Option<PartialDate>,
}

/// How many values of a kind are compared. Nobody has more of their own.
const COMPARED: usize = 8;

impl Traits {
    /// The traits of `person`; numbers without a country code are those of `region`.
    pub fn of(person: &Person, region: Option<Region>) -> Traits {
        let own = [person.id.to_string()];
        let uids = person.uid.iter().cloned().chain(own).chain(merge::uids_also(person));
        let names = std::iter::once(&person.name).chain(&person.nicknames);
        Traits {
            id: person.id,
            uids: distinct(uids.map(|uid| plain_uid(&uid))),
            emails: distinct(person.emails.iter().map(|email| plain_email(&email.value))),
            phones: distinct(person.phones.iter().filter_map(|number| phone::key(&number.value, region))),
            names: distinct(names.map(|name| fold(name))),
            birthday: person.birthday,
        }
    }
}

fn distinct(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for value in values {
        if found.len() < COMPARED && !value.is_empty() && !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

/// Programs write the same UUID with and without its scheme, in both cases.
fn plain_uid(uid: &str) -> String {
    let lower = uid.trim().to_lowercase();
    match lower.strip_prefix("urn:uuid:") {
        Some(uuid) => uuid.to_owned(),
        None if uuid::Uuid::try_parse(&lower).is_ok() => lower,
        None => uid.trim().to_owned(),
    }
}

fn plain_email(email: &str) -> String {
    let lower = email.trim().to_lowercase();
    lower.strip_prefix("mailto:").map(str::to_owned).unwrap_or(lower)
}

/// Why two records could be one person, the strongest reason first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Why {
    /// The same UID of a vCard: certainly the same record.
    Uid,
    /// The same name, but for accents and capitals.
    SameName,
    /// The same mail address.
    Email,
    /// The same telephone number.
    Phone,
    /// A similar name.
    Name,
}

impl Why {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Why::Uid => "uid",
            Why::Email => "email",
            Why::Phone => "phone",
            Why::SameName => "name",
            Why::Name => "similar-name",
        }
    }
}

/// Two people who could be one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pair {
    /// The one with the lesser id: mostly the one who came into the book first.
    pub a: PersonId,
    /// The other.
    pub b: PersonId,
    /// Why; never empty, in order.
    pub why: Vec<Why>,
}

/// Everybody who could be somebody else, the likeliest pairs first. Each pair once.
///
/// Of more than a dozen who share one value, each is paired with the first of them alone: whoever merges them one by
/// one comes to all.
pub fn pairs(people: &[Traits]) -> Vec<Pair> {
    let mut sorted: Vec<&Traits> = people.iter().collect();
    sorted.sort_by_key(|traits| traits.id);
    sorted.dedup_by_key(|traits| traits.id);
    let mut shared: Vec<(Key, u32)> = Vec::new();
    for (place, traits) in (0..).zip(&sorted) {
        shared.extend(keys(traits).into_iter().map(|key| (key, place)));
    }
    shared.sort_unstable();
    let groups = shared.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    let mut candidates: Vec<(u32, u32)> = groups.flat_map(|group| compared(group, &sorted)).collect();
    candidates.sort_unstable();
    candidates.dedup();
    let pair = |(a, b): (u32, u32)| {
        let (a, b) = (sorted[a as usize], sorted[b as usize]);
        let why = why(a, b);
        (!why.is_empty()).then_some(Pair { a: a.id, b: b.id, why })
    };
    let mut pairs: Vec<Pair> = candidates.into_iter().filter_map(pair).collect();
    pairs.sort_by_cached_key(|pair| (Reverse(weight(&pair.why)), pair.a, pair.b));
    pairs
}

/// More than these share something by chance.
const CROWD: usize = 12;

/// Whom of a group to compare with whom: everybody with everybody, but of a crowd that is alike each with the first,
/// and of any other crowd each name with the next one.
fn compared(group: &[(Key, u32)], sorted: &[&Traits]) -> Vec<(u32, u32)> {
    let is_telling = group.first().is_some_and(|(key, _)| key.is_telling());
    let mut places: Vec<u32> = group.iter().map(|(_, place)| *place).collect();
    if places.len() > CROWD && !is_telling {
        let mut seen = HashSet::new();
        places.retain(|place| seen.insert(&sorted[*place as usize].names));
        return places.windows(2).map(|two| (two[0], two[1])).collect();
    }
    let firsts = if places.len() > CROWD { 1 } else { places.len() };
    let with_later = |at: usize| places[at + 1..].iter().map(move |other| (at, *other));
    (0..firsts).flat_map(with_later).map(|(at, other)| (places[at], other)).collect()
}

/// Why these two could be one, in order; empty when they could not.
fn why(a: &Traits, b: &Traits) -> Vec<Why> {
    let shares = |of: fn(&Traits) -> &Vec<String>| of(a).iter().any(|value| of(b).contains(value));
    let is_same_name = shares(|traits| &traits.names);
    let reasons = [
        (Why::Uid, shares(|traits| &traits.uids)),
        (Why::SameName, is_same_name),
        (Why::Email, shares(|traits| &traits.emails)),
        (Why::Phone, shares(|traits| &traits.phones)),
        (Why::Name, !is_same_name && names::alike(&a.names, &b.names)),
    ];
    let why: Vec<Why> = reasons.into_iter().filter(|(_, holds)| *holds).map(|(why, _)| why).collect();
    match matches!(why[..], [Why::SameName | Why::Name]) && born_apart(a.birthday, b.birthday) {
        true => Vec::new(),
        false => why,
    }
}

/// Whether two birthdays cannot be one. A year that is not known fits any.
fn born_apart(a: Option<PartialDate>, b: Option<PartialDate>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let years_differ = a.year().zip(b.year()).is_some_and(|(a, b)| a != b);
    years_differ || (a.month(), a.day()) != (b.month(), b.day())
}

/// How likely it is. A family shares a number, and a couple a mail address: whoever has the name is meant before whoever
/// has only one of these. A similar name and a mail address are more than that, with a number they are less.
fn weight(why: &[Why]) -> u32 {
    let one = |why: &Why| match why {
        Why::Uid => 32,
        Why::SameName => 8,
        Why::Email => 6,
        Why::Phone => 4,
        Why::Name => 3,
    };
    why.iter().map(one).sum()
}

/// Somebody in the book who could be the person asked about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alike {
    /// Who.
    pub id: PersonId,
    /// Why; never empty, in order.
    pub why: Vec<Why>,
}

/// Answers for one new person against many, in time that hardly grows with how many there are.
#[derive(Clone, Default, Debug)]
pub struct Finder {
    people: Vec<Traits>,
    groups: HashMap<Key, Vec<u32>>,
}

impl FromIterator<Traits> for Finder {
    fn from_iter<I: IntoIterator<Item = Traits>>(people: I) -> Self {
        let mut finder = Finder::default();
        people.into_iter().for_each(|traits| finder.put(traits));
        finder
    }
}

impl Finder {
    /// Adds somebody. Each id once.
    pub fn put(&mut self, traits: Traits) {
        let Ok(place) = u32::try_from(self.people.len()) else { return };
        for key in keys(&traits) {
            let group = self.groups.entry(key).or_default();
            if group.len() < CROWD {
                group.push(place);
            }
        }
        self.people.push(traits);
    }

    /// Who could be this person, the likeliest first; never the person themselves. Of more than a dozen who share one
    /// value, the first dozen.
    pub fn alike(&self, traits: &Traits) -> Vec<Alike> {
        let groups = keys(traits).into_iter().filter_map(|key| self.groups.get(&key));
        let candidates: BTreeSet<u32> = groups.flatten().copied().collect();
        let known = candidates.into_iter().filter_map(|place| self.people.get(place as usize));
        let others = known.filter(|known| known.id != traits.id);
        let alike = others.map(|known| Alike { id: known.id, why: why(known, traits) });
        let mut alike: Vec<Alike> = alike.filter(|alike| !alike.why.is_empty()).collect();
        alike.sort_by_cached_key(|alike| (Reverse(weight(&alike.why)), alike.id));
        alike
    }
}

#[cfg(test)]
mod tests;
