//! Closing sled. It writes what it still holds when the last of what it gave out is dropped, and panics when the disk
//! does not take that (sled 0.34.7, `Log::drop`). Nothing is lost by it, for the journal has everything; so it is caught
//! here, in the one place where sled is let go of. What a program prints of panics is for its panic hook to say.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// The last of what sled gave out: kept behind everything else of it, in a struct or a block.
pub(super) struct Closing(Option<sled::Db>);

impl Closing {
    pub(super) fn of(db: sled::Db) -> (Closing, sled::Db) {
        (Closing(Some(db.clone())), db)
    }
}

impl Drop for Closing {
    fn drop(&mut self) {
        let db = self.0.take();
        let _ = catch_unwind(AssertUnwindSafe(|| drop(db)));
    }
}
