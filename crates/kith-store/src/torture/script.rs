//! What a session of the torture is to be.

use super::recorder::Breach;

/// What a session is to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Script {
    pub seed: u64,
    pub acts: usize,
    pub breach: Option<Breach>,
    pub begins: Begins,
    pub locks: Locks,
}

/// What there is when a session begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Begins {
    WithNothing,
    /// A book of format 1.
    WithAnOldBook,
}

/// What is done with the lock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Locks {
    Never,
    /// It is put on after a third of the acts,
    ForGood,
    /// and taken off after two thirds.
    OnAndOff,
}

impl Script {
    pub(super) fn new(seed: u64, acts: usize) -> Script {
        Script { seed, acts, breach: None, begins: Begins::WithNothing, locks: Locks::Never }
    }

    /// Whether the book is locked after so many acts.
    pub(super) fn is_locked(&self, done: usize) -> bool {
        match self.locks {
            Locks::Never => false,
            Locks::ForGood => done >= self.acts / 3,
            Locks::OnAndOff => (self.acts / 3..self.acts * 2 / 3).contains(&done),
        }
    }
}
