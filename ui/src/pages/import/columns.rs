//! What the columns of a table are: asked when nobody can guess where the names stand, and offered otherwise.

use askama::Template;
use kith_app::{ColumnOf, Guess, Mapping};

use super::UnderWay;
use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::problem::Opt,
};

/// So many columns are asked about.
const ASKED: usize = 200;

#[derive(Template)]
#[template(path = "import_columns.html")]
struct ColumnsPage<'a> {
    frame: Frame<'a>,
    problem: Option<String>,
    columns: Vec<ColumnShown>,
    more: Option<String>,
}

struct ColumnShown {
    /// The name of its field.
    field: String,
    header: String,
    /// The first entries in it; empty where there are none.
    sample: String,
    options: Vec<Opt>,
}

/// The name of the field for the column at this place, from 0.
pub(super) fn column_field(at: usize) -> String {
    format!("column-{at}")
}

pub(super) fn page(ctx: &Ctx<'_>, import: &UnderWay, guess: &Guess) -> Result<Answer, Trouble> {
    let mapping = import.mapping.as_ref().unwrap_or(&guess.mapping);
    let more = guess.header.len().saturating_sub(ASKED);
    let lacks_names = !mapping.columns.iter().any(|column| names_people(column.to));
    answer::page(&ColumnsPage {
        frame: ctx.frame("ui-import-columns-title", Here::People),
        problem: lacks_names.then(|| ctx.words.error(&kith_app::ReadError::NoNames.into())),
        columns: (0..guess.header.len().min(ASKED)).map(|at| shown(ctx, guess, mapping, at)).collect(),
        more: (more > 0).then(|| ctx.words.with("ui-import-columns-more", &[("count", more.into())])),
    })
}

/// Whether a column says who somebody is.
fn names_people(to: ColumnOf) -> bool {
    use ColumnOf::{Email, Family, Given, Name, Nickname, Organization};
    matches!(to, Name | Given | Family | Nickname | Email | Organization)
}

fn shown(ctx: &Ctx<'_>, guess: &Guess, mapping: &Mapping, at: usize) -> ColumnShown {
    let cells = guess.sample.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty());
    let chosen = mapping.columns.get(at).map(|column| column.to).unwrap_or_default();
    let option =
        |to: ColumnOf| Opt { value: to.name().to_owned(), label: ctx.words.column(to), on: to == chosen };
    ColumnShown {
        field: column_field(at),
        header: guess.header.get(at).cloned().unwrap_or_default(),
        sample: cells.map(|cell| short(cell)).collect::<Vec<_>>().join(" · "),
        options: ColumnOf::ALL.into_iter().map(option).collect(),
    }
}

/// A cell may be as long as the file; so much of it tells what it is.
fn short(cell: &str) -> String {
    const LETTERS: usize = 40;
    match cell.char_indices().nth(LETTERS) {
        Some((at, _)) => format!("{}…", &cell[..at]),
        None => cell.to_owned(),
    }
}
