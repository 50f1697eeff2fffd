//! What a book must hold and what it may hold: the acts that were acknowledged, and those that were begun.

use std::{collections::BTreeSet, path::Path};

use crate::{Bench, Failed, Outcome, diary::Mark, look};

/// The acts of a book, as the one outside of it knows them.
#[derive(Clone, Default, Debug)]
pub struct Ledger {
    /// Acknowledged: they have to be there.
    pub must: BTreeSet<Mark>,
    /// Begun and never answered, for the process was killed: they are there or not, and stay as they are.
    pub may: BTreeSet<Mark>,
}

impl Ledger {
    /// An act was acknowledged.
    pub fn acknowledged(&mut self, mark: Mark) {
        self.may.remove(&mark);
        self.must.insert(mark);
    }

    /// An act was begun, and nobody knows how it ended.
    pub fn begun(&mut self, mark: Mark) {
        self.may.insert(mark);
    }

    /// Looks at the book and tells what is wrong. What was found of the acts that nobody answered has to stay.
    ///
    /// # Errors
    /// When nothing could be looked at.
    pub fn check(
        &mut self,
        bench: &Bench,
        home: &Path,
        when: &str,
        outcome: &mut Outcome,
    ) -> Result<(), Failed> {
        let look = match look::at(bench, home)? {
            Ok(look) => look,
            Err(what) => {
                outcome.count("books that do not open", 1);
                outcome.fault(format!("{when}: {what}"));
                return Ok(());
            }
        };
        for wrong in &look.wrong {
            outcome.fault(format!("{when}: {wrong}"));
        }
        for lost in self.must.difference(&look.has) {
            outcome.count("acknowledged acts lost", 1);
            outcome.fault(format!("{when}: {lost} was acknowledged and is not there"));
        }
        for mark in look.has.difference(&self.must) {
            if !self.may.contains(mark) {
                outcome.fault(format!("{when}: {mark} is there, and was never acknowledged"));
            }
        }
        if let Some(why) = look.read_only {
            outcome.fault(format!("{when}: the book can only be read: {why}"));
        }
        self.must.extend(look.has.intersection(&self.may));
        self.may.clear();
        Ok(())
    }
}
