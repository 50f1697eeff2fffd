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

use std::path::Path;

use common::copy;

/// Whether there is time for all of it.
fn in_full() -> bool {
    std::env::var_os("KITH_TORTURE").is_some_and(|form| form == "full")
}

/// A folder for a test, in memory where the system has such folders: nothing here asks whether the disk of this
/// machine keeps what it is given.
struct Workshop(tempfile::TempDir);

impl Workshop {
    fn new() -> Workshop {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        Workshop(folder.expect("a folder"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}
