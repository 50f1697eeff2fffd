//! Two records that could be one person: finding them, making one of them with both pasts, or saying that they are two.

use std::collections::BTreeSet;

use kith_core::{
    CheckIn, Person, PersonId, Photo, Starter,
    alike::{self, Pair, Traits, Why},
    merge::{self, Choice},
};
use kith_store::{Change, Key, Record};

use crate::{
    App, AppError,
    people::put,
    shared::{By, Decided},
};

/// Two people side by side.
#[derive(Clone, PartialEq, Debug)]
pub struct SideBySide {
    /// The one who stays, if they become one.
    pub kept: Person,
    /// The other one.
    pub other: Person,
    /// In which fields both say something, and not the same.
    pub differing: Vec<merge::Field>,
    /// How many check-ins there are with each.
    pub check_ins: (usize, usize),
}

impl App {
    /// Who could be one person, the likeliest first, without those of whom it was said that they are two.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn duplicates(&self) -> Result<Vec<Pair>, AppError> {
        let region = self.region();
        let ids: Vec<PersonId> = self.cache().rows.iter().map(|row| row.id).collect();
        let mut two: BTreeSet<(PersonId, PersonId)> = BTreeSet::new();
        let mut traits = Vec::with_capacity(ids.len());
        for id in ids {
            let person = self.stored(id)?;
            two.extend(person.not.iter().flat_map(|other| [(id, *other), (*other, id)]));
            traits.push(Traits::of(&person, region));
        }
        let mut pairs = alike::pairs(&traits);
        pairs.retain(|pair| !two.contains(&(pair.a, pair.b)));
        Ok(pairs)
    }

    /// Why two people could be one; empty when nothing says so.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn why_alike(&self, one: PersonId, other: PersonId) -> Result<Vec<Why>, AppError> {
        let region = self.region();
        let both = [self.stored(one)?, self.stored(other)?].map(|person| Traits::of(&person, region));
        Ok(alike::pairs(&both).pop().map(|pair| pair.why).unwrap_or_default())
    }

    /// Two people, to be compared.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn side_by_side(&self, kept: PersonId, other: PersonId) -> Result<SideBySide, AppError> {
        let (kept, other) = (self.stored(kept)?, self.stored(other)?);
        let count = |id| self.cache().row(id).map_or(0, |row| row.summary.count as usize);
        Ok(SideBySide {
            differing: merge::differing(&kept, &other),
            check_ins: (count(kept.id), count(other.id)),
            kept,
            other,
        })
    }

    /// Makes one person out of two: nothing that either says is lost, and the past of both is one, as is what is planned and
    /// kept for the next conversation. It is one act.
    ///
    /// # Errors
    /// [`AppError::Gone`]; also when both are the same person.
    pub fn merge_people(&self, kept: PersonId, other: PersonId, choice: &Choice) -> Result<Person, AppError> {
        self.act(By::User, "people.merge", |_, _| {
            if kept == other {
                return Err(AppError::Gone(crate::error::Kind::Person));
            }
            let (before, gone) = (self.stored(kept)?, self.stored(other)?);
            let mut person = merge::merged(&before, &gone, choice);
            person.not.retain(|id| *id != other);
            let mut changes = vec![put(person.clone()), Change::Remove(Key::Person(other))];
            let book = self.book()?;
            for check_in in book.history(other, 0, usize::MAX)? {
                let moved: CheckIn = merge::check_in_moved(&check_in, other, kept);
                changes.push(Change::Put(Record::CheckIn(moved)));
            }
            for prompt in book.prompts_of(other)? {
                changes.push(Change::Put(Record::Prompt(merge::prompt_moved(&prompt, other, kept))));
            }
            for plan in book.plans_with(other)? {
                changes.push(Change::Put(Record::Plan(Box::new(merge::plan_moved(&plan, other, kept)))));
            }
            for community in book.communities_with(other)? {
                let moved = merge::community_moved(&community, other, kept);
                changes.push(Change::Put(Record::Community(Box::new(moved))));
            }
            for starter in book.starters_for(other)? {
                changes.push(Change::Put(Record::Starter(Starter { person: kept, ..starter })));
            }
            if book.photo(kept)?.is_none() {
                let photo = book.photo(other)?.map(|photo| Photo { id: kept, ..photo });
                changes.extend(photo.map(|photo| Change::Put(Record::Photo(photo))));
            }
            Ok(Decided { changes, answer: person })
        })
    }

    /// Says that two people are two, so that nobody asks again.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn are_two(&self, one: PersonId, other: PersonId) -> Result<(), AppError> {
        // Both know, so that whoever one of them is merged with knows as well.
        let not = |person: PersonId, other: PersonId| {
            let mut person = self.stored(person)?;
            if !person.not.contains(&other) {
                person.not.push(other);
            }
            Ok::<_, AppError>(put(person))
        };
        self.act(By::User, "people.two", |_, _| {
            Ok(Decided { changes: vec![not(one, other)?, not(other, one)?], answer: () })
        })
    }
}
