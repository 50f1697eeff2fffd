//! Verifying everything: the journal line by line, each snapshot from beginning to end, and the index record by record
//! against the journal.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use kith_core::{LastContacts, Mode, PersonId, Row, Summary};

use super::{
    Manifest, SnapshotFile, SnapshotTrouble, Source,
    census::{self, Journal},
    walk::{self, Told},
};
use crate::{Book, Counts, Key, Record, StoreError, index::Index, kind};

/// What there is, and what is wrong with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckReport {
    /// The journal.
    pub journal: JournalFound,
    /// How many records it comes to.
    pub counts: Counts,
    /// The snapshots in the folder of the book, the newest first, and what each of them says if it is in order.
    pub snapshots: Vec<(SnapshotFile, Option<Manifest>)>,
    /// What is wrong. Empty when everything is in order.
    pub problems: Vec<Problem>,
}

/// What there is of the journal.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct JournalFound {
    /// How many files.
    pub segments: u64,
    /// How many lines that can be read.
    pub lines: u64,
    /// How many bytes those have, before compression.
    pub bytes: u64,
    /// The number of the last one.
    pub last_seq: u64,
}

/// Something that is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// Lines of the journal are damaged or gone.
    Missing {
        /// The first.
        first_seq: u64,
        /// The last.
        last_seq: u64,
    },
    /// There is something in a segment that is no line, though no line is missing there.
    Junk {
        /// The number of the segment's first line, which is its name.
        segment: u64,
    },
    /// A snapshot cannot be used.
    Snapshot {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: SnapshotTrouble,
    },
    /// The index is not what the journal says.
    Index(IndexProblem),
}

/// How the index differs from the journal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum IndexProblem {
    /// It cannot be read.
    Unreadable(String),
    /// It does not go up to the end of the journal.
    Behind,
    /// It has another number of records.
    Counts,
    /// So many records in it are others.
    Records(u64),
    /// What it knows of so many people's past is wrong.
    Rows(u64),
}

/// Verifies a book whose last acknowledged line is `upto`.
pub(crate) fn check(book: &Book, upto: u64) -> Result<CheckReport, StoreError> {
    let journal = census::of_journal(&book.shelf(), upto, 0)?;
    let mut problems = Vec::new();
    let walked = &journal.walked;
    for hole in &walked.holes {
        problems.push(Problem::Missing { first_seq: hole.first_seq, last_seq: hole.last_seq });
    }
    problems.extend(walked.junk.iter().map(|segment| Problem::Junk { segment: *segment }));
    let mut snapshots = Vec::new();
    for file in book.snapshots()? {
        match super::examine(Source::File(&file.path), book.shelf().cipher()) {
            Ok(manifest) => snapshots.push((file, Some(manifest))),
            Err(why) => {
                problems.push(Problem::Snapshot { path: file.path.clone(), why });
                snapshots.push((file, None));
            }
        }
    }
    let report = CheckReport {
        journal: JournalFound {
            segments: walked.segments,
            lines: walked.lines,
            bytes: walked.bytes,
            last_seq: walked.last,
        },
        counts: journal.counts(),
        snapshots,
        problems,
    };
    let index = index_problem(book, &journal, upto)?;
    Ok(CheckReport { problems: report.problems.into_iter().chain(index).collect(), ..report })
}

/// Compares the index with the journal; once more while nobody writes if somebody did.
fn index_problem(book: &Book, journal: &Journal, upto: u64) -> Result<Option<Problem>, StoreError> {
    let found = compare(book, journal, upto)?;
    if found.is_none() || book.last_seq() == Some(upto) {
        return Ok(found.map(Problem::Index));
    }
    book.while_still(|upto| {
        let journal = census::of_journal(&book.shelf(), upto, 0)?;
        Ok(compare(book, &journal, upto)?.map(Problem::Index))
    })
}

fn compare(book: &Book, journal: &Journal, upto: u64) -> Result<Option<IndexProblem>, StoreError> {
    let index = book.index();
    let meta = match index.meta() {
        Ok(Some(meta)) => meta,
        Ok(None) => return Ok((upto > 0).then_some(IndexProblem::Behind)),
        Err(error) => return Ok(Some(IndexProblem::Unreadable(error.to_string()))),
    };
    if meta.seq != upto {
        return Ok(Some(IndexProblem::Behind));
    }
    if meta.counts() != journal.counts() {
        return Ok(Some(IndexProblem::Counts));
    }
    let mut comparing = Comparing { index: &index, wrong: 0, past: BTreeMap::new() };
    let last = journal.last_changes();
    let mut ordinal = 0;
    walk::walk(&book.shelf(), upto, |found| {
        for change in found.changes {
            if last.contains(ordinal) {
                comparing.record(&Told::of(change)?);
            }
            ordinal += 1;
        }
        Ok(())
    })?;
    if comparing.wrong > 0 {
        return Ok(Some(IndexProblem::Records(comparing.wrong)));
    }
    let rows = comparing.rows(journal);
    Ok((rows > 0).then_some(IndexProblem::Rows(rows)))
}

struct Comparing<'a> {
    index: &'a Index,
    /// How many records are not what the journal says.
    wrong: u64,
    /// The last contacts of each person, and how many there were.
    past: BTreeMap<PersonId, (LastContacts, u32)>,
}

impl Comparing<'_> {
    fn record(&mut self, told: &Told<'_>) {
        let Some(data) = told.data else { return };
        let Ok(record) = kind::read(told.key.kind(), data) else {
            self.wrong += 1;
            return;
        };
        let known = self.index.record(told.key.key());
        self.wrong += u64::from(!matches!(known, Ok(Some(known)) if known == record));
        if let Record::CheckIn(check_in) = record {
            for person in check_in.people.iter().copied().collect::<BTreeSet<_>>() {
                let (last, count) = self.past.entry(person).or_default();
                last.include(&check_in);
                *count += 1;
            }
        }
    }

    /// How many rows are wrong, or too many.
    fn rows(&mut self, journal: &Journal) -> u64 {
        let mut wrong = 0;
        let mut there = 0;
        for entry in journal.entries.iter().filter(|entry| entry.there) {
            if let Some(Key::Person(person)) = entry.key.key() {
                there += 1;
                wrong += u64::from(!self.is_right(person).unwrap_or(false));
            }
        }
        let rows = self.index.rows().map_or(0, |rows| rows.len() as u64);
        wrong + rows.abs_diff(there)
    }

    fn is_right(&mut self, id: PersonId) -> Result<bool, StoreError> {
        let (Some(person), Some(mut row)) = (self.index.person(id)?, self.index.row(id)?) else {
            return Ok(false);
        };
        let (last, count) = self.past.remove(&id).unwrap_or_default();
        let mut marks = BTreeMap::<_, kith_core::Mark>::new();
        for prompt in self.index.prompts_of(id)?.iter().rev() {
            marks.entry(prompt.cadence).or_default().include(prompt);
        }
        // They are a set: their order says nothing.
        let same_last = MODES.iter().all(|mode| last.in_mode(*mode) == row.summary.last.in_mode(*mode));
        row.summary.last = last.clone();
        Ok(same_last && row == Row::of(&person, Summary { last, count, marks }))
    }
}

const MODES: [Mode; 5] = [Mode::Reaction, Mode::Message, Mode::Voice, Mode::Video, Mode::InPerson];
