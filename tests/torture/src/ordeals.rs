//! The ordeals. Each is told how much of it is wanted, does its harm and gives an [`Outcome`].

pub mod full;
pub mod inject;
pub mod kill;
pub mod read_only;

use crate::{Bench, Failed, Outcome};

/// An ordeal.
pub type Ordeal = fn(&Bench) -> Result<Outcome, Failed>;

/// All of them, by the names they are called for.
pub const ALL: [(&str, Ordeal); 5] = [
    ("kill-open", kill::opening),
    ("kill-stream", kill::stream),
    ("inject", inject::inject),
    ("full", full::full),
    ("read-only", read_only::read_only),
];
