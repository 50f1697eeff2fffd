//! Bringing people in from a vCard file, and taking them out again.

use std::collections::HashSet;

use kith_core::{Person, PersonId};
use kith_exchange::{LeftOut, Version, read_vcards, write_vcard};

use crate::{
    App, AppError,
    people::{put, settle_circles},
    shared::{By, Cache, Decided},
};

/// What an import did.
#[derive(Clone, PartialEq, Debug)]
pub struct ImportReport {
    /// How many cards could be read.
    pub read: usize,
    /// Who is new in the book.
    pub added: Vec<(PersonId, String)>,
    /// How many were in the book already, by UID, or by name together with a mail address or phone number.
    pub same: usize,
    /// What was left out, by line and reason.
    pub left_out: Vec<LeftOut>,
}

impl App {
    /// Adds the people of a vCard file (versions 3.0 and 4.0). Whoever is in the book already stays as they are.
    /// One import is one act.
    ///
    /// # Errors
    /// [`AppError::Import`] when the file as a whole cannot be read; then nobody is added.
    pub fn import_vcards(&self, bytes: &[u8]) -> Result<ImportReport, AppError> {
        let import = read_vcards(bytes, self.now())?;
        // What it was before is kept; the status tells when that could not be done.
        let _ = self.keep_snapshot();
        self.act(By::User, "import", |cache, frame| {
            let read = import.people.len();
            let mut known = Known::of(cache, self)?;
            let mut added: Vec<Person> =
                import.people.into_iter().filter(|person| known.is_new(person)).collect();
            settle_circles(cache, frame, &mut added);
            let answer = ImportReport {
                read,
                same: read - added.len(),
                added: added.iter().map(|person| (person.id, person.name.clone())).collect(),
                left_out: import.left_out,
            };
            Ok(Decided { changes: added.into_iter().map(put).collect(), answer })
        })
    }

    /// Everybody as vCards, in the order of names.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn export_vcards(&self, version: Version) -> Result<String, AppError> {
        let ids: Vec<PersonId> = self.cache().by_name().map(|row| row.id).collect();
        let mut cards = String::new();
        for id in ids {
            cards.push_str(&write_vcard(&self.stored(id)?, version));
        }
        Ok(cards)
    }
}

/// What tells that somebody is in the book already.
struct Known {
    uids: HashSet<String>,
    reached: HashSet<(String, String)>,
}

impl Known {
    fn of(cache: &Cache, app: &App) -> Result<Known, AppError> {
        let mut known = Known { uids: HashSet::new(), reached: HashSet::new() };
        for row in &cache.rows {
            known.include(&app.stored(row.id)?);
        }
        Ok(known)
    }

    /// Whether the person is new; from now on they are known.
    fn is_new(&mut self, person: &Person) -> bool {
        let by_uid = person.uid.as_ref().is_some_and(|uid| self.uids.contains(uid));
        let by_reach = reached(person).any(|key| self.reached.contains(&key));
        self.include(person);
        !by_uid && !by_reach
    }

    fn include(&mut self, person: &Person) {
        self.uids.extend(person.uid.clone());
        self.reached.extend(reached(person));
    }
}

/// The name together with each way to reach the person; the name alone where there is none.
fn reached(person: &Person) -> impl Iterator<Item = (String, String)> {
    let name = person.name.to_lowercase();
    let mut ways: Vec<String> =
        person.phones.iter().chain(&person.emails).map(|way| way.value.to_lowercase()).collect();
    if ways.is_empty() {
        ways.push(String::new());
    }
    ways.into_iter().map(move |way| (name.clone(), way))
}
