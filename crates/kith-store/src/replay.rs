//! Applying the journal to the index, from where the index is.

use std::ops::Range;

use crate::{
    StoreError,
    cipher::Cipher,
    index::{Index, project::Projection},
    journal::{
        body::{self, Step, Unreadable},
        line::Line,
        scan,
        shelf::{Segment, Shelf},
    },
    place::Place,
};

/// After so many changes, which are held in memory and put in the order of the index, it is written.
pub(crate) const AT_ONCE: usize = 16_384;

/// How records are read that a newer Kith may have written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Newer {
    /// They are an error.
    Refuse,
    /// What can be understood of them is taken, the rest is left out.
    Guess,
}

/// Why the journal could not be applied.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReplayError {
    /// A newer Kith wrote a record in it.
    #[error("a newer Kith wrote it (version {0})")]
    Newer(u32),
    /// The line up to which the index goes is not in the journal, or is another one.
    #[error("the index disagrees with the journal")]
    Disagrees,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was found in replaying.
#[derive(Default)]
pub(crate) struct Replayed {
    /// Lines that are whole and still do not say what they should.
    pub senseless: Vec<u64>,
}

/// Applies every line after `from`, the line up to which the index goes (0 with a new index), which has the
/// checksum `crc`, and up to `last`.
pub(crate) fn replay(
    index: &Index,
    shelf: &Shelf,
    (from, crc): (u64, u32),
    last: u64,
    newer: Newer,
) -> Result<Replayed, ReplayError> {
    let failed = |source| StoreError::Folder { path: shelf.folder().to_owned(), source };
    let projection = index.projection()?;
    let mut replay = Replay {
        cipher: shelf.cipher(),
        projection,
        newer,
        held: 0,
        next: from + 1,
        last: None,
        replayed: Replayed::default(),
    };
    let segments = shelf.segments().map_err(failed)?;
    let mut agreed = from == 0;
    for segment in &segments[range_from(&segments, from)] {
        let raw = segment.raw().map_err(failed)?;
        for found in scan::lines(&raw) {
            let Some(line) = found.line else { continue };
            if line.seq == from {
                agreed = line.crc == crc;
            }
            if !agreed {
                continue;
            }
            if line.seq > from && line.seq <= last {
                replay.line(segment, found.at.start, &line)?;
            }
        }
    }
    if !agreed {
        return Err(ReplayError::Disagrees);
    }
    if let Some(last) = replay.last {
        replay.projection.finish(last)?;
    }
    Ok(replay.replayed)
}

/// The segments that can hold the line `from` or one after it.
fn range_from(segments: &[Segment], from: u64) -> Range<usize> {
    let after = segments.partition_point(|segment| segment.first <= from);
    after.saturating_sub(1)..segments.len()
}

struct Replay<'a> {
    cipher: &'a Cipher,
    projection: Projection<'a>,
    newer: Newer,
    held: usize,
    /// The number that the next line should have.
    next: u64,
    last: Option<(u64, u32)>,
    replayed: Replayed,
}

impl Replay<'_> {
    fn line(&mut self, segment: &Segment, line_at: usize, line: &Line<'_>) -> Result<(), ReplayError> {
        if line.seq != self.next {
            self.projection.mind_the_gap();
        }
        self.next = line.seq.saturating_add(1);
        match steps(self.cipher, segment, line_at, line, self.newer) {
            Ok(steps) => {
                self.held += steps.len();
                for (step, place) in steps {
                    self.projection.step(step, place)?;
                }
            }
            Err(Unreadable::Newer(version)) => return Err(ReplayError::Newer(version)),
            Err(Unreadable::Locked(_)) if !self.cipher.is_on() => return Err(StoreError::Locked.into()),
            Err(Unreadable::Form(_) | Unreadable::Locked(_)) => {
                self.replayed.senseless.push(line.seq);
                self.projection.mind_the_gap();
            }
        }
        self.last = Some((line.seq, line.crc));
        if self.held >= AT_ONCE {
            self.projection.pause()?;
            self.held = 0;
        }
        Ok(())
    }
}

/// The changes in a line and where they are.
fn steps(
    cipher: &Cipher,
    segment: &Segment,
    line_at: usize,
    line: &Line<'_>,
    newer: Newer,
) -> Result<Vec<(Step, Place)>, Unreadable> {
    let changes = body::read_changes(line.body)?;
    let mut steps = Vec::with_capacity(changes.len());
    for change in changes {
        let json = change.get();
        let step = body::shown(json, cipher).and_then(|json| body::read_step(&json, newer == Newer::Guess));
        let step = match (step, newer) {
            (Ok(step), _) => step,
            (Err(_), Newer::Guess) => continue,
            (Err(error), Newer::Refuse) => return Err(error),
        };
        // The change is a part of the body, so this is where it begins there.
        let in_body = json.as_ptr().addr() - line.body.as_ptr().addr();
        let offset = line_at + line.body_at + in_body;
        let too_far = |error| Unreadable::Form(serde::de::Error::custom(error));
        let place = Place {
            segment: segment.first,
            offset: u32::try_from(offset).map_err(too_far)?,
            len: u32::try_from(json.len()).map_err(too_far)?,
        };
        steps.push((step, place));
    }
    Ok(steps)
}
