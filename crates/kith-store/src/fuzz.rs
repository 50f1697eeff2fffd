//! Doors for the fuzzer to what reads bytes that a disk may have changed or a stranger may have made. They are no part
//! of the crate's interface.

use crate::{
    Source,
    journal::{body, scan, sealed},
    snapshot,
};

/// Reads a snapshot, compressed or not.
pub fn snapshot(bytes: &[u8]) {
    let _ = snapshot::examine(Source::Bytes(bytes));
}

/// Reads a segment of the journal as it is before compression: its lines, and the changes in them.
pub fn journal(bytes: &[u8]) {
    let scan = scan::scan(bytes);
    let mut last = None;
    for found in scan::lines(bytes) {
        assert!(found.at.end <= bytes.len(), "a line is in the segment");
        let Some(line) = found.line else { continue };
        last = Some(line.seq);
        changes(line.body);
    }
    assert_eq!(scan.first.is_some(), last.is_some(), "both find lines, or none");
}

/// The same of a compressed one.
pub fn sealed_journal(bytes: &[u8]) {
    journal(&sealed::unseal(bytes));
}

/// The body of a line, which the checksum keeps a fuzzer from reaching.
pub fn changes(body: &[u8]) {
    let _ = body::read_head(body);
    let Ok(changes) = body::read_changes(body) else { return };
    for change in changes {
        let strictly = body::read_step(change.get(), false);
        let guessed = body::read_step(change.get(), true);
        assert!(strictly.is_err() || guessed.is_ok(), "what is read strictly is read with guessing");
    }
}
