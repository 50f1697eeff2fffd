//! Going through all check-ins of a book, for what is counted of them.

use std::collections::HashMap;

use kith_core::insights::Fact;

use super::{BY_ID, Index, block::Block, keys, malformed, read::place_by_id};
use crate::{
    Book, StoreError,
    journal::{
        body,
        shelf::{Segment, Shelf},
    },
    place::Place,
};

impl Book {
    /// What is counted of every check-in there is, in the order in which they stand in the journal. Of each segment
    /// that is read once, and held in memory while it is gone through; notes are passed over. Nobody waits for it; what
    /// is committed meanwhile may be among them or not.
    ///
    /// # Errors
    /// See [`Book::person`].
    pub fn each_check_in(&self, each: &mut dyn FnMut(&Fact)) -> Result<(), StoreError> {
        let places = self.index().places_of_check_ins()?;
        let shelf = self.shelf();
        let failed = |source| StoreError::Folder { path: shelf.folder().to_owned(), source };
        let segments: HashMap<u64, Segment> =
            shelf.segments().map_err(failed)?.into_iter().map(|it| (it.first, it)).collect();
        for of_one in places.chunk_by(|one, other| one.segment == other.segment) {
            let Some(first) = of_one.first().map(|place| place.segment) else { continue };
            let segment = segments.get(&first).ok_or_else(|| shelf.damaged(first))?;
            let raw = shelf.raw(segment).map_err(failed)?;
            for place in of_one {
                each(&fact_at(&shelf, &raw, *place)?);
            }
        }
        Ok(())
    }
}

fn fact_at(shelf: &Shelf, raw: &[u8], place: Place) -> Result<Fact, StoreError> {
    let (from, len) = (place.offset as usize, place.len as usize);
    let written = raw.get(from..).and_then(|rest| rest.get(..len));
    let written = written.ok_or_else(|| shelf.damaged(place.segment))?;
    body::read_fact(written, shelf.cipher()).map_err(|_| shelf.damaged(place.segment))
}

impl Index {
    /// Where every check-in stands, in the order of the journal.
    fn places_of_check_ins(&self) -> Result<Vec<Place>, StoreError> {
        let mut places = Vec::new();
        {
            let _gate = self.alone();
            for value in self.tree.scan_prefix(keys::IDS).values() {
                let block = Block::from_bytes(&value?, BY_ID.width).ok_or_else(malformed)?;
                for entry in block.entries() {
                    places.push(place_by_id(entry)?);
                }
            }
        }
        places.sort_unstable();
        Ok(places)
    }
}
