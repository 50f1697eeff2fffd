//! Reading the journal backwards, act by act: for Undo and the history page, which want the latest few of what may be
//! years. One segment is in memory at a time, only the lines that are passed are checked, and of an act only its
//! head is read; its changes are read when somebody asks for them.

use kith_core::PersonId;

use super::{
    body::{self, Head, Turn},
    line,
    shelf::{Segment, Shelf},
};
use crate::{Acted, Changed, StoreError, Tally, kind::Kind, place::Place};

/// The `limit` latest acts whose number is at most `last`, the latest first. What is behind the line `last` is not
/// acknowledged yet, or not asked for.
pub(crate) fn acts(shelf: &Shelf, last: u64, limit: usize) -> Result<Vec<Acted>, StoreError> {
    let mut walk = Walk { shelf, last, limit, expected: None, open: None, found: Vec::new() };
    if last == 0 || limit == 0 {
        return Ok(Vec::new());
    }
    let failed = |source| StoreError::Folder { path: shelf.folder().to_owned(), source };
    let segments = shelf.segments().map_err(failed)?;
    // The line after the last one too: whether an act ends at `last` is seen by what follows.
    let reach = segments.partition_point(|segment| segment.first <= last.saturating_add(1));
    for segment in segments[..reach].iter().rev() {
        let raw = shelf.raw(segment).map_err(failed)?;
        if walk.segment(segment, &raw)? == Walked::Enough {
            break;
        }
    }
    walk.close();
    Ok(walk.found)
}

#[derive(PartialEq, Eq)]
enum Walked {
    On,
    Enough,
}

struct Walk<'a> {
    shelf: &'a Shelf,
    last: u64,
    limit: usize,
    /// The number of the line that was passed last.
    expected: Option<u64>,
    open: Option<Open>,
    found: Vec<Acted>,
}

/// An act whose beginning may still be further ahead.
struct Open {
    first: u64,
    seq: u64,
    /// `None` when it does not say what it should, which was told when the index was made.
    head: Option<Head<'static>>,
    /// The last line first.
    lines: Vec<Place>,
}

impl Walk<'_> {
    fn segment(&mut self, segment: &Segment, raw: &[u8]) -> Result<Walked, StoreError> {
        let mut end = raw.len();
        let mut unreadable = false;
        while end > 0 {
            let start = memchr::memrchr(b'\n', &raw[..end - 1]).map_or(0, |newline| newline + 1);
            let whole = raw[start..end].strip_suffix(b"\n");
            let at = start;
            end = start;
            let Some(line) = whole.and_then(line::parse) else {
                unreadable = true;
                continue;
            };
            // Nothing is missing where what cannot be read lies behind the last line that was acknowledged, or
            // between two lines that follow each other.
            let next = self.expected.unwrap_or(self.last.saturating_add(1));
            if unreadable && line.seq.saturating_add(1) < next {
                return Err(self.shelf.damaged(segment.first));
            }
            unreadable = false;
            if self.line(segment, at, &line)? == Walked::Enough {
                return Ok(Walked::Enough);
            }
        }
        let next = self.expected.unwrap_or(self.last.saturating_add(1));
        match unreadable && segment.first < next {
            true => Err(self.shelf.damaged(segment.first)),
            false => Ok(Walked::On),
        }
    }

    fn line(&mut self, segment: &Segment, at: usize, line: &line::Line<'_>) -> Result<Walked, StoreError> {
        let place = place(segment, at + line.body_at, line.body.len());
        let place = place.ok_or_else(|| self.shelf.damaged(segment.first))?;
        self.expected = Some(line.seq);
        if let Some(open) = &mut self.open
            && line.has_more()
            && line.seq.checked_add(1) == Some(open.first)
        {
            open.first = line.seq;
            open.lines.push(place);
            return Ok(Walked::On);
        }
        self.close();
        if self.found.len() == self.limit {
            return Ok(Walked::Enough);
        }
        let head = if line.seq <= self.last { body::read_head(line.body, self.shelf.cipher()) } else { None };
        self.open = Some(Open { first: line.seq, seq: line.seq, head, lines: vec![place] });
        Ok(Walked::On)
    }

    /// The act that was being passed is whole.
    fn close(&mut self) {
        let Some(Open { seq, head: Some(head), mut lines, .. }) = self.open.take() else { return };
        lines.reverse();
        let Head { at, act, by, undoes } = head;
        self.found.push(Acted { seq, at, name: act.into_owned(), by, undoes, lines });
    }
}

fn place(segment: &Segment, offset: usize, len: usize) -> Option<Place> {
    let (offset, len) = (u32::try_from(offset).ok()?, u32::try_from(len).ok()?);
    Some(Place { segment: segment.first, offset, len })
}

/// The first `most` changes of an act. What a newer Kith wrote and this one cannot understand is left out.
pub(crate) fn changes(shelf: &Shelf, act: &Acted, most: usize) -> Result<Vec<Changed>, StoreError> {
    let mut changes = Vec::new();
    for place in &act.lines {
        let body = shelf.bytes(*place)?;
        for change in body::read_changes(&body).map_err(|_| shelf.damaged(place.segment))? {
            if changes.len() == most {
                return Ok(changes);
            }
            let json = body::shown(change.get(), shelf.cipher()).map_err(|_| shelf.damaged(place.segment))?;
            if let Ok(step) = body::read_step(&json, true) {
                changes.push(Changed { key: step.key, before: step.was, after: step.put });
            }
        }
    }
    Ok(changes)
}

/// How many records an act changed.
pub(crate) fn tally(shelf: &Shelf, act: &Acted) -> Result<Tally, StoreError> {
    let mut tally = Tally::default();
    for place in &act.lines {
        let body = shelf.bytes(*place)?;
        let changes = body::read_changes(&body).map_err(|_| shelf.damaged(place.segment))?;
        for change in changes {
            let json = body::shown(change.get(), shelf.cipher()).map_err(|_| shelf.damaged(place.segment))?;
            let Some((kind, turn)) = body::read_turn(&json) else { continue };
            let turned = match kind {
                Kind::Person => &mut tally.people,
                Kind::CheckIn => &mut tally.check_ins,
                Kind::Prompt => &mut tally.prompts,
                Kind::Photo => &mut tally.photos,
                Kind::Plan => &mut tally.plans,
                Kind::Starter => &mut tally.starters,
                Kind::Community => &mut tally.communities,
                Kind::Noted => &mut tally.noted,
                Kind::Settings => &mut tally.settings,
            };
            match turn {
                Turn::Added => turned.added += 1,
                Turn::Changed => turned.changed += 1,
                Turn::Removed => turned.removed += 1,
            }
        }
    }
    Ok(tally)
}

/// Whether an act changed anything that names a person.
pub(crate) fn names(shelf: &Shelf, act: &Acted, person: PersonId) -> Result<bool, StoreError> {
    let id = person.to_string();
    let finder = memchr::memmem::Finder::new(id.as_bytes());
    for place in &act.lines {
        let body = shelf.bytes(*place)?;
        let changes = body::read_changes(&body).map_err(|_| shelf.damaged(place.segment))?;
        if changes.iter().any(|change| finder.find(change.get().as_bytes()).is_some()) {
            return Ok(true);
        }
    }
    Ok(false)
}
