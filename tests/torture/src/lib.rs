//! Ordeals of the book at the level of processes: the real program is killed, its system calls fail, its disk is
//! full or read-only; then somebody who knows what was acknowledged looks at what is there.
//!
//! What is acknowledged is counted by the one who does the harm, from what the program has said before it, and never
//! by the program itself. What the book must hold is made again from the name of each act (see [`diary`]).

pub mod child;
pub mod diary;
pub mod ledger;
pub mod locking;
pub mod look;
pub mod ordeals;
pub mod outcome;
pub mod program;
pub mod template;
pub mod tools;

pub use outcome::{Failed, Outcome, Verdict};

/// How much of an ordeal is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scale {
    /// Seconds: to know that it works.
    Small,
    /// The bar.
    Full,
}

/// What every ordeal is given.
#[derive(Clone, Debug)]
pub struct Bench {
    /// The program `kith`.
    pub kith: std::path::PathBuf,
    /// The program of this crate, for [`child`] and [`look`].
    pub own: std::path::PathBuf,
    /// How much of it.
    pub scale: Scale,
    /// What is random follows from this.
    pub seed: u64,
}

impl Bench {
    /// The count for this scale.
    pub fn of(&self, small: usize, full: usize) -> usize {
        match self.scale {
            Scale::Small => small,
            Scale::Full => full,
        }
    }
}
