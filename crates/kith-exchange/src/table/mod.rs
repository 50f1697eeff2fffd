//! Tables: one person a row, and a header that says what the columns are. A row becomes the lines of a card and goes the
//! way of every card, so that cleaning, labels and what is kept are the same for all.
//!
//! Where the first line is a person already, the columns are known by what is in them, and called by their number.
//!
//! A column that is no field of Kith is kept as `X-KITH-KEPT:column;value` among the person's lines.

mod contents;
mod date;
mod header;
mod mapping;
mod parse;
mod row;
mod write;

pub use mapping::{Column, Guess, Mapping, Target};
pub use write::{write_csv, write_rows};

pub(crate) use date::{Order, day};

use crate::encoding::text_of_file;
use crate::{
    CARD_LIMIT, COLUMN_LIMIT, FIELDS_LIMIT, FILE_LIMIT, Import, Imported, Kind, Options, Progress, ReadError,
    Reason,
};
use parse::Table;
use row::Rows;

/// So many rows are shown to whoever says what the columns are.
const SAMPLE: usize = 5;

/// Progress is told every so many rows.
const STEP: usize = 256;

/// Which program wrote a table.
pub(crate) fn kind_of_table(text: &str) -> Result<Kind, ReadError> {
    Table::of(text).map(|table| table.kind)
}

/// A table as it is shown to whoever says what its columns are, with a guess of what they are.
///
/// # Errors
/// [`ReadError`] when it is no table, or over a limit.
pub fn guess(bytes: &[u8]) -> Result<Guess, ReadError> {
    if bytes.len() > FILE_LIMIT {
        return Err(ReadError::TooLarge { limit: FILE_LIMIT });
    }
    let text = text_of_file(bytes);
    let mut table = Table::of(&text)?;
    let sample = std::iter::from_fn(|| table.next_row()).take(SAMPLE);
    let sample = sample.map(|row| row.cells.iter().map(|cell| crate::one_line(cell)).collect()).collect();
    Ok(Guess { mapping: table.mapping, header: table.header, sample })
}

/// The people of a table.
pub(crate) fn read(bytes: &[u8], options: &Options<'_>) -> Result<Import, ReadError> {
    let text = text_of_file(bytes);
    let mut table = Table::of(&text)?;
    let kind = table.kind;
    let mapping = match options.mapping {
        Some(mapping) => mapping.clone(),
        None => table.mapping.clone(),
    };
    if !header::names_people(&mapping) {
        return Err(ReadError::NoNames);
    }
    let rows = Rows::new(kind, &table.header, &mapping, Table::of(&text)?);
    let mut import = Import::new(kind);
    let mut fields = 0;
    while let Some(row) = table.next_row() {
        import.read += 1;
        if import.read > CARD_LIMIT {
            return Err(ReadError::TooManyCards { limit: CARD_LIMIT, line: row.line });
        }
        if row.too_wide {
            return Err(ReadError::TooManyColumns { limit: COLUMN_LIMIT, line: row.line });
        }
        fields += row.cells.iter().filter(|cell| !cell.is_empty()).count();
        if fields > FIELDS_LIMIT {
            return Err(ReadError::TooManyFields { limit: FIELDS_LIMIT, line: row.line });
        }
        let card = rows.card(&row.cells);
        for _ in 0..card.too_long() {
            import.leave_out(row.line, Reason::TooLong { limit: crate::FIELD_LIMIT });
        }
        match rows.person(card, &row.cells, options.now) {
            Some(person) => import.people.push(Imported { line: row.line, person, photo: None }),
            None => import.leave_out(row.line, Reason::NoName),
        }
        let done = table.done().min(text.len());
        let progress = Progress { done, of: text.len(), people: import.people.len() };
        if import.read.is_multiple_of(STEP) && !(options.going_on)(progress) {
            return Err(ReadError::Cancelled);
        }
    }
    Ok(import)
}
