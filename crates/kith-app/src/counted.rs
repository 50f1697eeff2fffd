//! What is counted of all check-ins, kept in memory and kept up with the book.
//!
//! Reading it takes a while with a long past, so it is read once: soon after Kith has opened, or when a page first needs
//! it. What is committed while it is read is noted and applied afterwards, so that nobody waits for that. What cannot be
//! followed act by act (a restore, somebody who is removed with their past) has it forgotten, and read again when needed.

use std::sync::{Mutex, MutexGuard, PoisonError};

use kith_core::{
    CheckInId,
    insights::{Fact, Facts},
};
use kith_store::{Change, Key, Record};

use crate::{App, AppError};

/// An act that changes more check-ins than these has it read again, which is quicker then.
const MANY: usize = 1000;

/// The facts, while they are known.
#[derive(Default)]
pub(crate) struct Counted {
    state: Mutex<State>,
    /// Held by whoever reads them.
    reading: Mutex<()>,
}

#[derive(Default)]
struct State {
    facts: Option<Facts>,
    /// What was committed since somebody began to read.
    missed: Option<Vec<Turned>>,
    /// How often it was forgotten.
    forgotten: u64,
}

/// What an act does to one of them.
pub(crate) enum Turned {
    /// It is this one now.
    Put(Fact),
    /// It is gone.
    Gone(CheckInId),
}

impl Turned {
    /// What changes come to; `None` when that is not to be followed.
    pub fn of(changes: &[Change]) -> Option<Vec<Turned>> {
        let mut turned = Vec::new();
        for change in changes {
            match change {
                Change::Put(Record::CheckIn(check_in)) => turned.push(Turned::Put(check_in.into())),
                Change::Remove(Key::CheckIn(id)) => turned.push(Turned::Gone(*id)),
                // Check-ins with them change or go too, which the act does not say.
                Change::Remove(Key::Person(_)) => return None,
                _ => {}
            }
        }
        (turned.len() <= MANY).then_some(turned)
    }

    fn happen(self, facts: &mut Facts) {
        match self {
            Turned::Put(fact) => facts.put(&fact),
            Turned::Gone(id) => facts.remove(id),
        }
    }
}

impl Counted {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does not know them any more.
    pub fn forget(&self) {
        let mut state = self.state();
        state.facts = None;
        state.missed = None;
        state.forgotten += 1;
    }

    /// Takes into account what was committed.
    pub fn follow(&self, turned: Option<Vec<Turned>>) {
        let Some(turned) = turned else { return self.forget() };
        let state = &mut *self.state();
        match (&mut state.facts, &mut state.missed) {
            (Some(facts), _) => turned.into_iter().for_each(|one| one.happen(facts)),
            (None, Some(missed)) => missed.extend(turned),
            (None, None) => {}
        }
    }

    /// Reads them with `read`, unless they are known.
    fn fill(&self, read: impl Fn() -> Result<Facts, AppError>) -> Result<(), AppError> {
        let _alone = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let forgotten = {
                let mut state = self.state();
                if state.facts.is_some() {
                    return Ok(());
                }
                state.missed = Some(Vec::new());
                state.forgotten
            };
            let facts = read();
            let mut state = self.state();
            let missed = state.missed.take().unwrap_or_default();
            let mut facts = facts?;
            if state.forgotten == forgotten {
                missed.into_iter().for_each(|one| one.happen(&mut facts));
                state.facts = Some(facts);
            }
        }
    }
}

impl App {
    /// Reads what is counted of all check-ins, unless it is known already. Nobody waits meanwhile; with a past of 200,000
    /// check-ins it takes about a quarter of a second.
    ///
    /// # Errors
    /// [`AppError::Locked`], [`AppError::Store`].
    pub fn count(&self) -> Result<(), AppError> {
        self.counted().fill(|| {
            let book = self.book()?;
            Ok(Facts::of(|each| book.each_check_in(each))?)
        })
    }

    /// Does something with what is counted of all check-ins.
    pub(crate) fn with_facts<T>(&self, look: impl FnOnce(&Facts) -> T) -> Result<T, AppError> {
        loop {
            self.count()?;
            if let Some(facts) = &self.counted().state().facts {
                return Ok(look(facts));
            }
        }
    }
}
