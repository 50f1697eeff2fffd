//! Walking through the whole journal, one segment in memory at a time, and telling what of it is missing.
//!
//! What was acknowledged is never changed, so this needs no lock: it reads up to a line that was acknowledged when it
//! began, while others are written behind that, and while full segments are compressed under its feet.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    key::{self, Plain},
    known,
};
use crate::{
    StoreError,
    cipher::Cipher,
    journal::{
        body::{self, Unreadable},
        line::Line,
        scan,
        shelf::{Segment, Shelf},
    },
    kind::Kind,
};

/// The act that puts back what a snapshot has of acts that were lost.
pub(crate) const REPAIR: &str = "repair";
/// The act that says that what was missing is known, and that what could be put back was.
pub(crate) const REPAIRED: &str = "repair.done";

/// Lines that are damaged or gone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Hole {
    /// The segment they are missing from, or behind which they are missing.
    pub segment: u64,
    pub first_seq: u64,
    pub last_seq: u64,
}

/// What walking through the journal found out.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Walked {
    /// The number of the last line.
    pub last: u64,
    pub segments: u64,
    pub lines: u64,
    /// How many bytes the lines have.
    pub bytes: u64,
    /// When the first act was done, if its line can be read. No two books have the same.
    pub since: Option<DateTime<Utc>>,
    /// What is missing and was not told by an earlier opening.
    pub holes: Vec<Hole>,
    /// Segments with bytes that are of no line, where no line is missing.
    pub junk: Vec<u64>,
}

/// The changes of one line, as they stand there.
#[derive(Clone, Copy)]
pub(crate) struct Found<'a> {
    /// The number of the line.
    pub seq: u64,
    /// The JSON of each change.
    pub changes: &'a [Cow<'a, str>],
}

/// The part of a change that says what it puts or removes.
pub(crate) struct Told<'a> {
    pub key: Plain,
    pub version: u32,
    /// The record; `None` when it is removed.
    pub data: Option<&'a RawValue>,
}

impl<'a> Found<'a> {
    /// What each change says, if all of them can be read; else the line is as good as missing.
    pub(crate) fn told(self) -> Result<Vec<Told<'a>>, Unreadable> {
        self.changes
            .iter()
            .map(|change| body::read_step(change, false).and_then(|_| Told::of(change)))
            .collect()
    }
}

impl<'a> Told<'a> {
    /// What a change says, without reading the record itself.
    pub(crate) fn of(json: &'a str) -> Result<Told<'a>, Unreadable> {
        #[derive(Deserialize)]
        struct Raw<'a> {
            #[serde(borrow)]
            put: Option<Cow<'a, str>>,
            #[serde(borrow)]
            remove: Option<Cow<'a, str>>,
            v: u32,
            #[serde(borrow)]
            id: Option<Cow<'a, str>>,
            #[serde(borrow)]
            data: Option<&'a RawValue>,
        }
        let form = |what: &str| Unreadable::Form(serde::de::Error::custom(what));
        let raw: Raw<'a> = serde_json::from_str(json)?;
        let name = raw.put.as_ref().or(raw.remove.as_ref()).ok_or_else(|| form("neither put nor remove"))?;
        let kind = Kind::named(name).ok_or(Unreadable::Newer(raw.v))?;
        if raw.v > kind.version() {
            return Err(Unreadable::Newer(raw.v));
        }
        if raw.put.is_none() {
            let id = raw.id.ok_or_else(|| form("a removal without an id"))?;
            return Ok(Told { key: key::of_id(kind, &id)?, version: raw.v, data: None });
        }
        let data = raw.data.ok_or_else(|| form("a record without its data"))?;
        Ok(Told { key: key::of_data(kind, data)?, version: raw.v, data: Some(data) })
    }
}

/// Why somebody stops walking.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Stop {
    /// The change cannot be read: its line is missing as much as one that is damaged.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Walks through every line up to `upto`, which was acknowledged, and shows the changes of each.
///
/// # Errors
/// [`StoreError::Folder`] when a segment cannot be read; whatever `each` stops with.
pub(crate) fn walk(
    shelf: &Shelf,
    upto: u64,
    mut each: impl FnMut(Found<'_>) -> Result<(), Stop>,
) -> Result<Walked, StoreError> {
    let failed = |source| StoreError::Folder { path: shelf.folder().to_owned(), source };
    let mut walk = Walk { cipher: shelf.cipher(), walked: Walked::default(), upto };
    for segment in shelf.segments().map_err(failed)? {
        if segment.first > upto {
            break;
        }
        let raw = shelf.raw(&segment).map_err(failed)?;
        walk.segment(&segment, &raw, &mut each)?;
    }
    let last = walk.walked.last;
    if upto != u64::MAX && last < upto {
        walk.missing(last + 1, last + 1, upto);
    }
    let known = known::read(shelf);
    let is_known =
        |hole: &Hole| known.iter().any(|known| known.0 <= hole.first_seq && hole.last_seq <= known.1);
    walk.walked.holes.retain(|hole| !is_known(hole));
    Ok(walk.walked)
}

struct Walk<'a> {
    cipher: &'a Cipher,
    walked: Walked,
    upto: u64,
}

impl Walk<'_> {
    fn missing(&mut self, segment: u64, first_seq: u64, last_seq: u64) {
        self.walked.holes.push(Hole { segment, first_seq, last_seq });
    }

    fn segment(
        &mut self,
        segment: &Segment,
        raw: &[u8],
        each: &mut impl FnMut(Found<'_>) -> Result<(), Stop>,
    ) -> Result<(), StoreError> {
        self.walked.segments += 1;
        let mut junk = false;
        for found in scan::lines(raw) {
            if self.walked.last >= self.upto {
                return Ok(());
            }
            let Some(line) = found.line.filter(|line| line.seq > self.walked.last) else {
                junk = true;
                continue;
            };
            let next = self.walked.last + 1;
            if line.seq > next {
                self.missing(segment.first, next, line.seq - 1);
            } else if junk {
                self.walked.junk.push(segment.first);
            }
            junk = false;
            self.walked.last = line.seq;
            self.walked.lines += 1;
            self.walked.bytes += found.at.len() as u64;
            self.line(segment, &line, each)?;
        }
        if junk && self.upto == u64::MAX {
            self.walked.junk.push(segment.first);
        }
        Ok(())
    }

    fn line(
        &mut self,
        segment: &Segment,
        line: &Line<'_>,
        each: &mut impl FnMut(Found<'_>) -> Result<(), Stop>,
    ) -> Result<(), StoreError> {
        let seq = line.seq;
        if seq == 1 {
            self.walked.since = body::read_head(line.body, self.cipher).map(|head| head.at);
        }
        let told = (|| {
            let changes = body::read_changes(line.body).map_err(Unreadable::Form)?;
            let changes = changes.into_iter().map(|change| body::shown(change.get(), self.cipher));
            let changes = changes.collect::<Result<Vec<_>, Unreadable>>()?;
            each(Found { seq, changes: &changes })
        })();
        match told {
            Err(Stop::Store(error)) => return Err(error),
            Err(Stop::Unreadable(_)) => self.missing(segment.first, seq, seq),
            Ok(()) => {}
        }
        Ok(())
    }
}
