//! What an act comes to: each record once, with what it was before, and nothing left that names a removed person.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use kith_core::{CheckIn, Community, PersonId, Plan, Prompt, Starter};

use crate::{
    Change, Key, Record, StoreError,
    journal::body::Step,
    kind::{Kind, key_of},
};

/// What planning asks of the book.
pub(crate) trait Lookup {
    /// The record as it is; `None` for the key means the settings.
    fn record(&self, key: Option<Key>) -> Result<Option<Record>, StoreError>;
    /// All check-ins with a person.
    fn check_ins_with(&self, person: PersonId) -> Result<Vec<CheckIn>, StoreError>;
    /// All prompts for a person.
    fn prompts_for(&self, person: PersonId) -> Result<Vec<Prompt>, StoreError>;
    /// All plans with a person.
    fn plans_with(&self, person: PersonId) -> Result<Vec<Plan>, StoreError>;
    /// All starters for a person.
    fn starters_for(&self, person: PersonId) -> Result<Vec<Starter>, StoreError>;
    /// All groups in which a person is.
    fn communities_with(&self, person: PersonId) -> Result<Vec<Community>, StoreError>;
}

/// Plans the changes of an act. They come out person by person, each person's
/// check-ins by when they were: that is how they are written and read together.
pub(crate) fn plan(changes: Vec<Change>, book: &impl Lookup) -> Result<Vec<Step>, StoreError> {
    let changes = with_what_depends(last_of_each(changes), book)?;
    let mut steps = Vec::with_capacity(changes.len());
    for (key, put) in changes {
        let was = book.record(key)?;
        if put.is_some() || was.is_some() {
            steps.push(Step { key, put, was });
        }
    }
    steps.sort_by_cached_key(order);
    Ok(steps)
}

type Changes = Vec<(Option<Key>, Option<Record>)>;

fn last_of_each(changes: Vec<Change>) -> Changes {
    let mut at = HashMap::with_capacity(changes.len());
    let mut last: Changes = Vec::with_capacity(changes.len());
    for change in changes {
        let (key, put) = match change {
            Change::Put(record) => (key_of(&record), Some(record)),
            Change::Remove(key) => (Some(key), None),
        };
        match at.get(&key) {
            Some(index) => {
                let slot: &mut (_, _) = &mut last[*index];
                slot.1 = put;
            }
            None => {
                at.insert(key, last.len());
                last.push((key, put));
            }
        }
    }
    last
}

/// Adds what removing a person brings with it, except for records that the act changes itself.
fn with_what_depends(mut changes: Changes, book: &impl Lookup) -> Result<Changes, StoreError> {
    let removed: Vec<PersonId> = changes
        .iter()
        .filter_map(|(key, put)| match (key, put) {
            (Some(Key::Person(person)), None) => Some(*person),
            _ => None,
        })
        .collect();
    if removed.is_empty() {
        return Ok(changes);
    }
    let mut known: HashSet<Option<Key>> = changes.iter().map(|(key, _)| *key).collect();
    for person in &removed {
        let key = Some(Key::Photo(*person));
        if book.record(key)?.is_some() && known.insert(key) {
            changes.push((key, None));
        }
        for prompt in book.prompts_for(*person)? {
            let key = Some(Key::Prompt(prompt.id));
            if known.insert(key) {
                changes.push((key, None));
            }
        }
        for mut check_in in book.check_ins_with(*person)? {
            let key = Some(Key::CheckIn(check_in.id));
            if known.insert(key) {
                check_in.people.retain(|other| !removed.contains(other));
                let others = !check_in.people.is_empty();
                changes.push((key, others.then_some(Record::CheckIn(check_in))));
            }
        }
        for starter in book.starters_for(*person)? {
            let key = Some(Key::Starter(starter.id));
            if known.insert(key) {
                changes.push((key, None));
            }
        }
        for mut community in book.communities_with(*person)? {
            let key = Some(Key::Community(community.id));
            if known.insert(key) {
                // A group stays, also with nobody of the book in it.
                community.members.retain(|other| !removed.contains(other));
                changes.push((key, Some(Record::Community(Box::new(community)))));
            }
        }
        for mut plan in book.plans_with(*person)? {
            let key = Some(Key::Plan(plan.id));
            if known.insert(key) {
                plan.people.retain(|other| !removed.contains(other));
                let others = !plan.people.is_empty();
                changes.push((key, others.then(|| Record::Plan(Box::new(plan)))));
            }
        }
    }
    Ok(changes)
}

/// Where a step comes: whose it is, the kind, when, and which.
fn order(step: &Step) -> (Option<PersonId>, Kind, Option<DateTime<Utc>>, Option<Key>) {
    let record = step.put.as_ref().or(step.was.as_ref());
    let (person, at) = match record {
        Some(Record::Person(person)) => (Some(person.id), None),
        Some(Record::CheckIn(check_in)) => (check_in.people.first().copied(), Some(check_in.at)),
        Some(Record::Prompt(prompt)) => (Some(prompt.person), Some(prompt.fired)),
        Some(Record::Photo(photo)) => (Some(photo.id), None),
        Some(Record::Plan(plan)) => (plan.people.first().copied(), Some(plan.made)),
        Some(Record::Starter(starter)) => (Some(starter.person), Some(starter.made)),
        Some(Record::Community(community)) => (None, Some(community.made)),
        Some(Record::Noted(noted)) => (None, Some(noted.at)),
        Some(Record::Settings(_)) | None => (None, None),
    };
    (person, Kind::of(step.key), at, step.key)
}
