//! What a damaged book must still say.

use super::{common::Model, session::Taken};
use crate::{
    Change,
    journal::{body, scan, shelf::Shelf},
};

/// What the lines that can be read come to, with what a snapshot has of those that cannot.
pub(super) fn left(shelf: &Shelf, snapshot: Option<&Taken>) -> Model {
    let (mut model, upto) = snapshot.map_or_else(Default::default, |taken| (taken.model.clone(), taken.seq));
    for segment in shelf.segments().expect("segments") {
        let raw = segment.raw().expect("segment");
        for line in scan::lines(&raw).filter_map(|found| found.line).filter(|line| line.seq > upto) {
            for change in body::read_changes(line.body).expect("a body") {
                let json = body::shown(change.get(), shelf.cipher()).expect("a change of this book");
                let step = body::read_step(&json, false).expect("a change");
                model.apply(match (step.put, step.key) {
                    (Some(record), _) => Change::Put(record),
                    (None, key) => Change::Remove(key.expect("the settings are never removed")),
                });
            }
        }
    }
    model
}
