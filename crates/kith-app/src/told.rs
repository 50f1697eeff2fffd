//! What was done and when, to be told in words: each act with the first of the records it changed, the names of the
//! people in them, and whether it was taken back.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use kith_core::PersonId;
use kith_store::{Acted, By, Changed, Key, Record, Tally};

use crate::{App, AppError, past::DO_AGAIN};

/// So many of the records that an act changed are told one by one; the rest is counted.
const TOLD: usize = 12;
/// So many acts are looked through for those that concern somebody.
const LOOKED_THROUGH: usize = 2_000;

/// Acts, the latest first.
#[derive(Clone, PartialEq, Debug)]
pub struct Acts {
    /// The acts.
    pub acts: Vec<Told>,
    /// The names of the people in them. Who is in none of the acts by name and not in the book any more is not here.
    pub names: BTreeMap<PersonId, String>,
    /// Before which number to go on; `None` when there is nothing before.
    pub more: Option<u64>,
}

/// An act that can be told.
#[derive(Clone, PartialEq, Debug)]
pub struct Told {
    /// Its number.
    pub seq: u64,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: By,
    /// What was done, such as `log` or `people.remove`. A newer Kith may have names that this one does not know.
    pub name: String,
    /// How many records it changed.
    pub tally: Tally,
    /// The first of them.
    pub changed: Vec<Changed>,
    /// The act that it took back, or did again.
    pub of: Option<Box<Told>>,
    /// Whether it did that act again.
    pub again: bool,
    /// Whether it was taken back.
    pub undone: bool,
    /// What can be done about it with [`App::undo`].
    pub can: Option<Can>,
}

/// What can be done about an act.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Can {
    /// It is the latest and can be taken back.
    Undo,
    /// It took something back, which can be done again.
    DoAgain,
}

impl App {
    /// What was done, the latest first: the `limit` latest acts with a number less than `before`.
    ///
    /// # Errors
    /// [`AppError::Store`] when the journal cannot be read.
    pub fn acts(&self, before: Option<u64>, limit: usize) -> Result<Acts, AppError> {
        let acts = self.book()?.acts(before, limit)?;
        let more = acts.last().filter(|last| acts.len() == limit && last.seq > 1).map(|last| last.seq);
        self.told(acts, more)
    }

    /// What was done to one person, the latest first, as [`App::acts`]. Looks through some thousand acts at most.
    ///
    /// # Errors
    /// As [`App::acts`].
    pub fn acts_of(&self, person: PersonId, before: Option<u64>, limit: usize) -> Result<Acts, AppError> {
        let mut found = Vec::new();
        let mut next = before;
        for _ in 0..LOOKED_THROUGH / limit.max(1) {
            let acts = self.book()?.acts(next, limit)?;
            let is_last = acts.len() < limit;
            for act in acts {
                next = Some(act.seq);
                if self.book()?.names(&act, person)? {
                    found.push(act);
                }
                if found.len() == limit {
                    return self.told(found, next);
                }
            }
            if is_last {
                return self.told(found, None);
            }
        }
        self.told(found, next)
    }

    /// One act.
    ///
    /// # Errors
    /// [`AppError::NothingToUndo`] when there is none with this number; as [`App::acts`].
    pub fn told_act(&self, seq: u64) -> Result<(Told, BTreeMap<PersonId, String>), AppError> {
        let act = self.book()?.acted(seq)?.ok_or(AppError::NothingToUndo)?;
        let mut acts = self.told(vec![act], None)?;
        let told = acts.acts.pop().ok_or(AppError::NothingToUndo)?;
        Ok((told, acts.names))
    }

    fn told(&self, acts: Vec<Acted>, more: Option<u64>) -> Result<Acts, AppError> {
        let (undo, redo) = (self.latest_undo().map(|undo| undo.seq), self.latest_redo());
        let find = |seq: u64| match acts.iter().find(|act| act.seq == seq) {
            Some(act) => Ok::<_, AppError>(Some(act.clone())),
            None => Ok(self.book()?.acted(seq)?),
        };
        let mut told = Vec::with_capacity(acts.len());
        for act in &acts {
            let mut one = self.tell(act)?;
            one.can = match Some(act.seq) {
                seq if seq == undo => Some(Can::Undo),
                seq if seq == redo => Some(Can::DoAgain),
                _ => None,
            };
            one.undone = self.past().is_undone(&*self.book()?, act.seq)?;
            // What was done again stands under the act that took it back.
            let mut of = act.undoes.map(find).transpose()?.flatten();
            if act.name == DO_AGAIN {
                one.again = true;
                of = of.and_then(|undo| undo.undoes).map(find).transpose()?.flatten();
            }
            one.of = of.map(|of| self.tell(&of).map(Box::new)).transpose()?;
            told.push(one);
        }
        Ok(Acts { names: self.names_in(&told), acts: told, more })
    }

    fn tell(&self, act: &Acted) -> Result<Told, AppError> {
        Ok(Told {
            seq: act.seq,
            at: act.at,
            by: act.by,
            name: act.name.clone(),
            tally: self.book()?.tally(act)?,
            changed: self.book()?.changed(act, TOLD)?,
            of: None,
            again: false,
            undone: false,
            can: None,
        })
    }

    /// The names of everybody in these acts: as they are in the book, or else as an act had them.
    fn names_in(&self, acts: &[Told]) -> BTreeMap<PersonId, String> {
        let cache = self.cache();
        let mut names = BTreeMap::new();
        let of = acts.iter().filter_map(|act| act.of.as_deref());
        for changed in acts.iter().chain(of).flat_map(|act| &act.changed) {
            for id in people_of(changed) {
                if let Some(row) = cache.row(id) {
                    names.entry(id).or_insert_with(|| row.name.clone());
                }
            }
            for record in [&changed.before, &changed.after].into_iter().flatten() {
                if let Record::Person(person) = record {
                    names.entry(person.id).or_insert_with(|| person.name.clone());
                }
            }
        }
        names
    }
}

/// Whom a changed record is about.
fn people_of(changed: &Changed) -> Vec<PersonId> {
    let mut people = match changed.key {
        Some(Key::Person(id)) => vec![id],
        _ => Vec::new(),
    };
    for record in [&changed.before, &changed.after].into_iter().flatten() {
        match record {
            Record::CheckIn(check_in) => people.extend(&check_in.people),
            Record::Prompt(prompt) => people.push(prompt.person),
            Record::Photo(photo) => people.push(photo.id),
            Record::Plan(plan) => people.extend(&plan.people),
            Record::Starter(starter) => people.push(starter.person),
            Record::Community(community) => people.extend(&community.members),
            Record::Noted(_) => {}
            Record::Person(_) | Record::Settings(_) => {}
        }
    }
    people
}
