//! What takes an act back, and whom an act reaches: both read from its changes and the records as they are before it.

use std::collections::BTreeSet;

use kith_core::PersonId;
use kith_store::{Book, Change, Key, Record};

use crate::AppError;

/// What takes the changes back: the records as they are now, in the opposite order.
pub(crate) fn inverse(book: &Book, changes: &[Change]) -> Result<Vec<Change>, AppError> {
    changes
        .iter()
        .rev()
        .map(|change| match change {
            Change::Put(Record::Settings(_)) => Ok(Change::Put(Record::Settings(book.settings()?))),
            Change::Put(Record::Person(person)) => before(book, Key::Person(person.id)),
            Change::Put(Record::CheckIn(check_in)) => before(book, Key::CheckIn(check_in.id)),
            Change::Put(Record::Prompt(prompt)) => before(book, Key::Prompt(prompt.id)),
            Change::Remove(key) => before(book, *key),
        })
        .collect()
}

/// Whose rows the changes reach: those the records name, before and after.
pub(crate) fn touched(book: &Book, changes: &[Change]) -> Result<BTreeSet<PersonId>, AppError> {
    let mut touched = BTreeSet::new();
    for change in changes {
        match change {
            Change::Put(Record::Settings(_)) => {}
            Change::Put(Record::Person(person)) => drop(touched.insert(person.id)),
            Change::Put(Record::Prompt(prompt)) => drop(touched.insert(prompt.person)),
            Change::Put(Record::CheckIn(check_in)) => {
                touched.extend(check_in.people.iter().copied());
                touched.extend(book.check_in(check_in.id)?.into_iter().flat_map(|check_in| check_in.people));
            }
            Change::Remove(Key::Person(id)) => drop(touched.insert(*id)),
            Change::Remove(Key::CheckIn(id)) => {
                touched.extend(book.check_in(*id)?.into_iter().flat_map(|check_in| check_in.people));
            }
            Change::Remove(Key::Prompt(id)) => touched.extend(book.prompt(*id)?.map(|prompt| prompt.person)),
        }
    }
    Ok(touched)
}

fn before(book: &Book, key: Key) -> Result<Change, AppError> {
    let record = match key {
        Key::Person(id) => book.person(id)?.map(|person| Record::Person(Box::new(person))),
        Key::CheckIn(id) => book.check_in(id)?.map(Record::CheckIn),
        Key::Prompt(id) => book.prompt(id)?.map(Record::Prompt),
    };
    Ok(record.map_or(Change::Remove(key), Change::Put))
}
