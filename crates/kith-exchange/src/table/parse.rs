//! Cuts the text of a table into its header and its rows. What separates the columns is nowhere said, and before the
//! header there may be a preamble; both are found by trying.
//!
//! A quote that opens a cell and is closed nowhere would swallow every row after it, and all who are in them. Nobody means
//! that: a quote that the file does not close, or not within what a field may have, is read as a character of its cell.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::io::Cursor;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::Mapping;
use super::contents;
use super::header::{mapping, names_people, program, unnamed};
use crate::kind::floor;
use crate::{COLUMN_LIMIT, FIELD_LIMIT, Kind, ReadError};

/// So much of a text is tried.
const HEAD: usize = 1 << 16;

/// The header is one of the first so many rows.
const PREAMBLE: usize = 12;

/// A table, past its header.
pub(super) struct Table<'a> {
    /// Which program wrote it.
    pub kind: Kind,
    /// What the columns are called, cleaned.
    pub header: Vec<String>,
    /// What they seem to be.
    pub mapping: Mapping,
    rows: Reader<Cursor<Cow<'a, [u8]>>>,
    /// Whether a blank stands before a quote that opened nothing.
    mended: bool,
    /// The lines before the part that is read as a table.
    skipped: u64,
}

/// One row with something in it.
pub(super) struct Row {
    /// Where it begins, counted from 1.
    pub line: usize,
    /// Whether it has more cells than a table may have columns.
    pub too_wide: bool,
    /// As many as it has, at most so many; a guard against formulas is taken away.
    pub cells: Vec<String>,
}

impl<'a> Table<'a> {
    /// The table in this text.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] when it is none, [`ReadError::TooManyColumns`].
    pub fn of(text: &'a str) -> Result<Table<'a>, ReadError> {
        // Excel's way to say what separates the columns.
        let (said, skipped, text) = match text.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")) {
            Some(_) => {
                let line = text.lines().next().unwrap_or_default();
                (line.as_bytes().get(4).copied(), 1, text[line.len()..].trim_start_matches(['\r', '\n']))
            }
            None => (None, 0, text),
        };
        let head = &text[..floor(text, HEAD)];
        let candidates = match said {
            Some(said) => vec![said],
            None => vec![b',', b';', b'\t', b'|'],
        };
        let tried: Vec<Trial> = candidates.iter().map(|separator| Trial::of(head, *separator)).collect();
        let best = tried.into_iter().max_by_key(|trial| trial.worth);
        let best = best.filter(|trial| trial.worth.sure != Sure::Not);
        let best = best.ok_or(ReadError::Unknown)?;
        let text = mended(text, best.separator);
        let mended = matches!(text, Cow::Owned(_));
        let mut rows = reader(text, best.separator);
        if let Some(mapping) = best.without_header {
            let header = (0..mapping.columns.len()).map(unnamed).collect();
            return Ok(Table { kind: best.kind, header, mapping, rows, mended, skipped });
        }
        let mut header = StringRecord::new();
        for _ in 0..=best.header_at {
            rows.read_record(&mut header).map_err(|_| ReadError::Unknown)?;
        }
        if header.len() > COLUMN_LIMIT {
            return Err(ReadError::TooManyColumns { limit: COLUMN_LIMIT, line: line_of(&header, skipped) });
        }
        let header: Vec<String> = header.iter().map(crate::one_line).collect();
        let mapping = mapping(best.kind, &header);
        Ok(Table { kind: best.kind, header, mapping, rows, mended, skipped })
    }

    /// The next row that has something in it. Rows longer than the header have columns without a name.
    pub fn next_row(&mut self) -> Option<Row> {
        let mut record = StringRecord::new();
        while self.rows.read_record(&mut record).ok()? {
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                let written = |cell: &'_ str| match self.mended && cell.starts_with(" \"") {
                    true => cell[1..].to_owned(),
                    false => unguarded(cell).to_owned(),
                };
                let cells = record.iter().take(COLUMN_LIMIT).map(written).collect();
                let too_wide = record.len() > COLUMN_LIMIT;
                return Some(Row { line: line_of(&record, self.skipped), too_wide, cells });
            }
        }
        None
    }

    /// So many bytes are read.
    pub fn done(&self) -> usize {
        usize::try_from(self.rows.position().byte()).unwrap_or(usize::MAX)
    }
}

fn reader(text: Cow<'_, [u8]>, separator: u8) -> Reader<Cursor<Cow<'_, [u8]>>> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(Cursor::new(text))
}

/// The text with a blank before each quote that is never closed: behind a blank it opens nothing. Linear, for between such
/// a quote and where its end is given up, all quotes stand in pairs and close at once.
fn mended(text: &str, separator: u8) -> Cow<'_, [u8]> {
    let bytes = text.as_bytes();
    let (mut mended, mut copied, mut at) = (Vec::new(), 0, 0);
    while let Some(quote) = memchr::memchr(b'"', &bytes[at..]).map(|found| at + found) {
        let opens = quote == 0 || matches!(bytes[quote - 1], b'\n' | b'\r') || bytes[quote - 1] == separator;
        at = quote + 1;
        if !opens {
            continue;
        }
        match closing(&bytes[at..], separator) {
            Some(length) => at += length,
            None => {
                mended.extend_from_slice(&bytes[copied..quote]);
                mended.push(b' ');
                copied = quote;
            }
        }
    }
    if copied == 0 && mended.is_empty() {
        return Cow::Borrowed(bytes);
    }
    mended.extend_from_slice(&bytes[copied..]);
    Cow::Owned(mended)
}

/// How much of what follows an opening quote belongs to it, its closing quote included. One that opens the next cell
/// closes nothing.
fn closing(after: &[u8], separator: u8) -> Option<usize> {
    let ends = |byte: &u8| matches!(byte, b'\n' | b'\r') || *byte == separator;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'"', after.get(at..after.len().min(FIELD_LIMIT + 1))?) {
        let quote = at + found;
        at = quote + 1;
        match after.get(at) {
            Some(b'"') => at += 1,
            Some(next) if !ends(next) && quote > 0 && ends(&after[quote - 1]) => return None,
            _ => return Some(at),
        }
    }
    None
}

fn line_of(record: &StringRecord, skipped: u64) -> usize {
    let line = record.position().map_or(1, csv::Position::line) + skipped;
    usize::try_from(line).unwrap_or(usize::MAX)
}

/// A cell without the apostrophe that keeps a spreadsheet from taking it for a formula.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// Whether a spreadsheet would take it for a formula.
pub(super) fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// What a text is when one sign separates its columns.
struct Trial {
    separator: u8,
    kind: Kind,
    header_at: usize,
    /// What the columns are when there is no header; `header_at` is where the first person is then.
    without_header: Option<Mapping>,
    worth: Worth,
}

/// How much speaks for a trial. What is in the rows may look like a header too, so of two that are known the upper one
/// is it, however wide the lower one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Worth {
    sure: Sure,
    above: Reverse<usize>,
    columns: usize,
}

/// What says that a sign separates the columns.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sure {
    /// Nothing.
    Not,
    /// Two rows of the same width.
    Even,
    /// A column by which people are named.
    Names,
    /// The header of a program that is known.
    Known,
}

impl Trial {
    fn of(head: &str, separator: u8) -> Trial {
        let records: Vec<Vec<String>> = reader(Cow::Borrowed(head.as_bytes()), separator)
            .records()
            .take(PREAMBLE)
            .map_while(Result::ok)
            .map(|record| record.iter().take(COLUMN_LIMIT + 1).map(crate::one_line).collect())
            .collect();
        let known = records.iter().position(|record| program(record).is_some());
        if let Some(header_at) = known {
            let kind = program(&records[header_at]).unwrap_or(Kind::Csv);
            let columns = records[header_at].len();
            let worth = Worth { sure: Sure::Known, above: Reverse(header_at), columns };
            return Trial { separator, kind, header_at, without_header: None, worth };
        }
        let width = |at: usize| records.get(at).map_or(0, Vec::len);
        let header_at =
            records.iter().position(|record| record.iter().any(|cell| !cell.is_empty())).unwrap_or(0);
        let without_header = contents::mapping(records.get(header_at..).unwrap_or_default());
        let says_something = match &without_header {
            Some(mapping) => names_people(mapping),
            None => records.get(header_at).is_some_and(|header| names_people(&mapping(Kind::Csv, header))),
        };
        let even = width(header_at) > 1 && width(header_at) == width(header_at + 1);
        let sure = match (says_something, even) {
            (true, _) => Sure::Names,
            (false, true) => Sure::Even,
            (false, false) => Sure::Not,
        };
        let worth = Worth { sure, above: Reverse(0), columns: width(header_at) };
        Trial { separator, kind: Kind::Csv, header_at, without_header, worth }
    }
}
