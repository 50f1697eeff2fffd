//! The world ends between any two things the book does to its disk, in the middle of each, and again while it recovers;
//! the disk lies, runs full, and forgets. What was acknowledged is there afterwards, and nothing else.
//!
//! The short form of each test runs with the others; the full one with `KITH_TORTURE=full`, and prints its figures
//! as a line of a table.

mod acts;
#[path = "../../tests/common/mod.rs"]
mod common;
mod control;
mod crash;
mod folder;
mod judge;
mod left;
mod mutate;
mod recorder;
mod script;
mod session;
mod world;

use common::{copy, quick_folder};

/// Whether there is time for all of it.
fn in_full() -> bool {
    std::env::var_os("KITH_TORTURE").is_some_and(|form| form == "full")
}
