//! Finding out what a segment holds: its lines, where its last whole act ends, and what in it is damaged.

use std::ops::Range;

use super::line::{self, Line};

/// One line of a segment; `None` in place of one whose checksum does not hold or that has no end.
pub(crate) struct Found<'a> {
    /// Where it is, with its newline.
    pub at: Range<usize>,
    pub line: Option<Line<'a>>,
}

/// The lines of a segment in order.
pub(crate) fn lines(raw: &[u8]) -> impl Iterator<Item = Found<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = raw.get(start..).filter(|rest| !rest.is_empty())?;
        let end = memchr::memchr(b'\n', rest);
        let line = end.and_then(|end| line::parse(&rest[..end]));
        let at = start..start + end.map_or(rest.len(), |end| end + 1);
        start = at.end;
        Some(Found { at, line })
    })
}

/// Where a segment ends whose next one begins with the line `until`: before the first of its last lines that has that
/// number or a greater one.
pub(crate) fn end_before(raw: &[u8], until: u64) -> usize {
    let mut end = raw.len();
    let mut at = raw.len();
    while at > 0 {
        let line = raw[..at].strip_suffix(b"\n").unwrap_or(&raw[..at]);
        let start = memchr::memrchr(b'\n', line).map_or(0, |newline| newline + 1);
        match line::parse(&line[start..]) {
            Some(line) if line.seq < until => break,
            Some(_) => end = start,
            // Torn; what is before it decides.
            None => {}
        }
        at = start;
    }
    end
}

/// What a segment holds.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Scan {
    /// The number of the first line that can be read.
    pub first: Option<u64>,
    /// The end of the last whole act.
    pub end: Option<End>,
    /// Whether something before that end cannot be read, or is not in order.
    pub damaged: bool,
}

/// Where an act ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct End {
    /// The number of its last line,
    pub seq: u64,
    /// and the checksum of that.
    pub crc: u32,
    /// Where it ends in the segment.
    pub at: usize,
}

/// Scans a segment.
pub(crate) fn scan(raw: &[u8]) -> Scan {
    let mut scan = Scan::default();
    let mut suspect = false;
    let mut last = None;
    for found in lines(raw) {
        let Some(line) = found.line else {
            suspect = true;
            continue;
        };
        suspect |= last.is_some_and(|last: u64| line.seq != last.wrapping_add(1));
        last = Some(line.seq);
        scan.first = scan.first.or(last);
        if !line.has_more() {
            scan.end = Some(End { seq: line.seq, crc: line.crc, at: found.at.end });
            scan.damaged |= suspect;
        }
    }
    scan
}
