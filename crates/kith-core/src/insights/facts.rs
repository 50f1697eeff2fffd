//! What is counted of every check-in, small enough to be kept in memory: 32 bytes each and four for each person in it, so
//! that 200,000 of them take some seven megabytes and are gone through in milliseconds.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use crate::{CheckIn, CheckInId, Felt, Mode, PersonId};

/// What is counted of one check-in. Read from its record, everything else of that is passed over.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Fact {
    /// Which check-in.
    pub id: CheckInId,
    /// The local day.
    pub day: NaiveDate,
    /// How.
    pub mode: Mode,
    /// How long, in minutes; `None` where nobody noted it.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// How it left you.
    #[serde(default)]
    pub felt: Option<Felt>,
    /// With whom.
    pub people: Vec<PersonId>,
}

impl From<&CheckIn> for Fact {
    fn from(check_in: &CheckIn) -> Fact {
        let CheckIn { id, day, mode, minutes, felt, people, .. } = check_in;
        Fact { id: *id, day: *day, mode: *mode, minutes: *minutes, felt: *felt, people: people.clone() }
    }
}

/// Whom a fact is about, by a number that is theirs as long as the facts are kept.
pub(crate) type Number = u32;

/// What is counted of all check-ins.
#[derive(Clone, Default, Debug)]
pub struct Facts {
    /// In the order of ids.
    kept: Vec<Kept>,
    /// Who is in them, one check-in after the other. What was taken out leaves its place empty.
    people: Vec<Number>,
    known: HashMap<PersonId, Number>,
}

#[derive(Clone, Copy, Debug)]
struct Kept {
    id: CheckInId,
    /// Counted from the year 1.
    day: i32,
    minutes: Option<u32>,
    people: u32,
    count: u16,
    mode: Mode,
    felt: Option<Felt>,
}

/// One of them, as it is counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted<'f> {
    pub day: i32,
    pub mode: Mode,
    pub minutes: Option<u32>,
    pub felt: Option<Felt>,
    pub people: &'f [Number],
}

impl Facts {
    /// What is counted of all of these, of which none is there twice.
    ///
    /// # Errors
    /// The first that reading gives.
    pub fn of<E>(read: impl FnOnce(&mut dyn FnMut(&Fact)) -> Result<(), E>) -> Result<Facts, E> {
        let mut facts = Facts::default();
        read(&mut |fact| {
            let kept = facts.kept_of(fact);
            facts.kept.push(kept);
        })?;
        facts.kept.sort_unstable_by_key(|kept| kept.id);
        facts.kept.shrink_to_fit();
        facts.people.shrink_to_fit();
        Ok(facts)
    }

    /// Counts a check-in, or counts it as it has become.
    pub fn put(&mut self, fact: &Fact) {
        let kept = self.kept_of(fact);
        match self.place(fact.id) {
            Ok(place) => self.kept[place] = kept,
            Err(place) => self.kept.insert(place, kept),
        }
    }

    /// Counts a check-in no longer.
    pub fn remove(&mut self, id: CheckInId) {
        if let Ok(place) = self.place(id) {
            self.kept.remove(place);
        }
    }

    /// How many check-ins there are.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The first local day of any, reactions aside.
    pub fn first_day(&self) -> Option<NaiveDate> {
        let contacts = self.kept.iter().filter(|kept| kept.mode != Mode::Reaction);
        contacts.map(|kept| kept.day).min().and_then(NaiveDate::from_num_days_from_ce_opt)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Counted<'_>> {
        self.kept.iter().map(|kept| {
            let from = kept.people as usize;
            Counted {
                day: kept.day,
                mode: kept.mode,
                minutes: kept.minutes,
                felt: kept.felt,
                people: &self.people[from..from + usize::from(kept.count)],
            }
        })
    }

    /// The number of somebody who is in any.
    pub(crate) fn number(&self, person: PersonId) -> Option<Number> {
        self.known.get(&person).copied()
    }

    /// Every number is below this one.
    pub(crate) fn numbers(&self) -> usize {
        self.known.len()
    }

    fn kept_of(&mut self, fact: &Fact) -> Kept {
        // Four thousand million people in check-ins are more than the memory of any machine holds of this.
        let people = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        for person in fact.people.iter().take(u16::MAX.into()) {
            let next = Number::try_from(self.known.len()).unwrap_or(Number::MAX);
            self.people.push(*self.known.entry(*person).or_insert(next));
        }
        Kept {
            id: fact.id,
            day: fact.day.num_days_from_ce(),
            minutes: fact.minutes,
            people,
            count: u16::try_from(fact.people.len()).unwrap_or(u16::MAX),
            mode: fact.mode,
            felt: fact.felt,
        }
    }

    fn place(&self, id: CheckInId) -> Result<usize, usize> {
        // What is logged now has the greatest id.
        match self.kept.last() {
            Some(last) if last.id < id => Err(self.kept.len()),
            _ => self.kept.binary_search_by_key(&id, |kept| kept.id),
        }
    }
}
