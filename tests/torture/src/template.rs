//! Books to begin with: written through the store in long acts, as an import does, and copied for each try.

use std::{ops::Range, path::Path};

use chrono::{DateTime, TimeDelta, Utc};
use kith_core::{CheckIn, CheckInId, Extra, Mode, Person};
use kith_store::{Act, Book, Change, Record};

use crate::{
    Failed,
    diary::{Mark, WITH},
    ledger::Ledger,
    tools,
};

/// Contacts of one act.
const BATCH: usize = 500;

/// Makes a book with `contacts` contacts, and gives what is in it.
///
/// # Errors
/// What the store says.
pub fn fill(home: &Path, contacts: u32) -> Result<Ledger, Failed> {
    let book = Book::open(home)?;
    let with = Person::named(WITH, start());
    commit(&book, vec![Record::Person(Box::new(with.clone()))])?;
    let mut ledger = Ledger::default();
    add(&book, &with, 0..contacts, &mut ledger)?;
    Ok(ledger)
}

/// Makes a book as [`fill`] does, and one like it whose index knows only the first third.
///
/// # Errors
/// What the store says.
pub fn fill_twice(whole: &Path, behind: &Path, contacts: u32) -> Result<Ledger, Failed> {
    let mut ledger = fill(whole, contacts / 3)?;
    let early = tempfile::tempdir()?;
    tools::copy(&whole.join(INDEX), early.path())?;
    let book = Book::open(whole)?;
    let with = book.rows()?.first().map(|row| row.id).ok_or("the book has nobody")?;
    let with = book.person(with)?.ok_or("the book has nobody")?;
    add(&book, &with, contacts / 3..contacts, &mut ledger)?;
    drop(book);
    tools::copy(whole, behind)?;
    tools::renew(early.path(), &behind.join(INDEX))?;
    Ok(ledger)
}

/// The folder of the index in that of the book.
pub const INDEX: &str = "index";

fn start() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

fn add(book: &Book, with: &Person, acts: Range<u32>, ledger: &mut Ledger) -> Result<(), Failed> {
    let marks: Vec<Mark> = acts.map(|act| Mark { run: 0, act }).collect();
    for batch in marks.chunks(BATCH) {
        commit(book, batch.iter().map(|mark| Record::CheckIn(check_in(*mark, with))).collect())?;
        batch.iter().for_each(|mark| ledger.acknowledged(*mark));
    }
    Ok(())
}

fn commit(book: &Book, records: Vec<Record>) -> Result<(), Failed> {
    let changes = records.into_iter().map(Change::Put).collect();
    book.commit(Act::new(start(), "import", changes))?;
    Ok(())
}

fn check_in(mark: Mark, with: &Person) -> CheckIn {
    let at = start() + TimeDelta::minutes(i64::from(mark.act));
    CheckIn {
        id: CheckInId::new(at),
        people: vec![with.id],
        mode: Mode::Voice,
        at,
        day: at.date_naive(),
        minutes: Some(mark.minutes()),
        started_by: None,
        note: mark.note(),
        felt: None,
        logged: at,
        extra: Extra::new(),
    }
}
