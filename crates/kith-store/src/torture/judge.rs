//! Whether a book that a crash has left is as it must be.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{
    common::{Said, act, person, person_id, put_person, said},
    copy, folder, quick_folder,
    recorder::{Bounds, Recorder},
    session::Indexed,
    world::Image,
};
use crate::{Book, Notice};

/// What a crash leaves, and what is known of it.
pub(super) struct Case<'a> {
    pub image: &'a Image,
    pub index: Option<&'a Indexed>,
    pub bounds: Bounds,
    pub states: &'a [Said],
}

/// Opens the book, and says what is wrong with it.
pub(super) fn judge(case: &Case<'_>) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(|| case.judge())).unwrap_or_else(|_| Err("a panic".to_owned()))
}

impl Case<'_> {
    fn judge(&self) -> Result<(), String> {
        let workshop = quick_folder();
        self.image.write(workshop.path());
        let home = workshop.path().join("kith");
        if let Some(index) = self.index {
            copy(&index.path, &home.join(&index.name));
        }
        let open = || {
            folder::open(&home, &Recorder::default()).map_err(|error| format!("it does not open: {error}"))
        };
        let mut book = open()?;
        let mut found = said(&book);
        if self.bounds.hurt && found.is_err() {
            // Reading has met the damage; opening it again mends it.
            drop(book);
            book = open()?;
            found = said(&book);
        }
        let found = found.map_err(|error| format!("it cannot be read: {error}, {:?}", book.notices()))?;
        self.is_allowed(&found)?;
        self.tells_the_truth(&book)?;
        drop(book);
        let book = open()?;
        if !book.notices().is_empty() {
            return Err(format!("the second opening tells of something: {:?}", book.notices()));
        }
        if said(&book).map_err(|error| error.to_string())? != found {
            return Err("the second opening says something else".to_owned());
        }
        let guest = person(250, "Somebody after it all");
        book.commit(act(vec![put_person(guest.clone())])).map_err(|error| format!("no act: {error}"))?;
        match book.person(person_id(250)) {
            Ok(Some(found)) if found == guest => Ok(()),
            other => Err(format!("the next act is not there: {other:?}")),
        }
    }

    fn is_allowed(&self, found: &Said) -> Result<(), String> {
        let Bounds { sure, perhaps, .. } = self.bounds;
        if [Some(sure), perhaps].into_iter().flatten().any(|state| self.states[state] == *found) {
            return Ok(());
        }
        let known = self.states.iter().rposition(|state| state == found);
        Err(match known {
            Some(state) if state < sure => format!("acts are lost: it is at {state} of {sure}"),
            Some(state) => format!("it has what it cannot have: it is at {state} of {sure}"),
            None => "it says what was never true".to_owned(),
        })
    }

    /// Nothing is called damaged where only a crash was.
    fn tells_the_truth(&self, book: &Book) -> Result<(), String> {
        let wrong = book.notices().iter().find(|notice| match notice {
            Notice::UnfinishedActCut { .. } => false,
            Notice::IndexRebuilt { .. } => self.index.is_some() && !self.bounds.scarred,
            _ => !self.bounds.hurt,
        });
        wrong.map_or(Ok(()), |notice| Err(format!("it tells what is not so: {notice:?}")))
    }
}
