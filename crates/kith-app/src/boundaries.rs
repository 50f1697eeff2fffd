//! The day on which somebody wanted to look at a boundary again: what waits for them, keeping it, and taking it away.

use chrono::NaiveDate;
use kith_core::{Boundary, Person, PersonId};

use crate::{
    App, AppError,
    error::Kind,
    people::put,
    shared::{By, Decided},
};

/// A boundary that the user wanted to look at again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToReview {
    /// With whom.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Which.
    pub boundary: Boundary,
    /// Since which local day it waits.
    pub since: NaiveDate,
}

impl App {
    /// The boundaries that the user wanted to look at again by today, the one that has waited longest first. Each holds
    /// until it is taken away.
    pub fn boundaries_to_review(&self) -> Vec<ToReview> {
        let cache = self.cache();
        let today = self.frame(&cache).today();
        let rows = cache.rows.iter().filter_map(|row| {
            let boundary = row.boundary_to_review(today)?;
            Some(ToReview { person: row.id, name: row.name.clone(), boundary, since: row.boundary_review? })
        });
        let mut found: Vec<ToReview> = rows.collect();
        found.sort_by_key(|it| (it.since, it.name.to_lowercase(), it.person));
        found
    }

    /// Keeps a boundary, and looks at it again on this local day, or only when the user does.
    ///
    /// # Errors
    /// [`AppError::InPast`]; [`AppError::Gone`], also when there is no boundary any more.
    pub fn keep_boundary(&self, person: PersonId, until: Option<NaiveDate>) -> Result<Person, AppError> {
        self.act(By::User, "boundary.keep", |_, frame| {
            if until.is_some_and(|until| until <= frame.today()) {
                return Err(AppError::InPast);
            }
            let before = bounded(self.stored(person)?)?;
            let after = Person { boundary_review: until, ..before.clone() };
            let changes = if after == before { Vec::new() } else { vec![put(after.clone())] };
            Ok(Decided { changes, answer: after })
        })
    }

    /// Takes a boundary away.
    ///
    /// # Errors
    /// [`AppError::Gone`], also when there is none.
    pub fn take_boundary_away(&self, person: PersonId) -> Result<Person, AppError> {
        self.act(By::User, "boundary.remove", |_, _| {
            let before = bounded(self.stored(person)?)?;
            let after = Person { boundary: None, boundary_review: None, ..before };
            Ok(Decided { changes: vec![put(after.clone())], answer: after })
        })
    }
}

fn bounded(person: Person) -> Result<Person, AppError> {
    match person.boundary {
        Some(_) => Ok(person),
        None => Err(AppError::Gone(Kind::Boundary)),
    }
}
