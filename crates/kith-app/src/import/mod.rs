//! Bringing people in: what files hold is read, compared with the book, shown, and then done as one act.
//!
//! Nobody is doubled and nothing is lost: who is certainly in the book already gets what the file knows beyond that,
//! who may be is asked about, and the rest is new. Reading and planning change nothing, so a preview is the import
//! itself without its last step, and giving up leaves nothing behind.

mod another_book;
mod compare;
mod running;

use std::{
    borrow::Cow,
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use kith_core::{CheckIn, Person, PersonId, Photo, alike::Why};
use kith_exchange::{
    Import, Kind, LEFT_OUT_LIMIT, LeftOut, Mapping, More, Options, Progress, ReadError, Reason, photo, read,
};
use kith_store::{Change, Opens, Record, Source};

use crate::{
    App, AppError,
    people::{put, settle_circles},
    shared::{By, Decided},
};
pub use compare::Choice;
pub use running::{Importing, Step};

/// The pictures of an import have at most so many pixels all together: more than 50 MB of what cameras make. A picture of
/// one colour takes nothing in a file, and as much time and memory as any other.
pub const PIXELS_LIMIT: u64 = 500_000_000;

/// What files gathered, read and not compared with anything yet.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Gathered {
    /// What each file is.
    pub kinds: Vec<Kind>,
    /// How many cards, rows or entries they have, those included that were left out.
    pub read: usize,
    pub(crate) people: Vec<Coming>,
    pub(crate) check_ins: Vec<CheckIn>,
    /// What did not come along, file by file, in the order of lines; at most [`LEFT_OUT_LIMIT`].
    pub left_out: Vec<(usize, LeftOut)>,
    /// What else did not come along.
    pub more_left_out: More,
    /// How many pixels were decoded.
    pixels: u64,
}

/// Somebody of a file.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Coming {
    /// The how-manieth file, from 0.
    pub file: usize,
    /// Where they begin in it, from 1.
    pub line: usize,
    pub person: Person,
    /// A small JPEG.
    pub photo: Option<Vec<u8>>,
}

/// What an import would do, or did.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct ImportReport {
    /// What each file is.
    pub kinds: Vec<Kind>,
    /// How many cards, rows or entries there were.
    pub read: usize,
    /// Who is new, in the order of the files.
    pub added: Vec<(PersonId, String)>,
    /// Who was in the book, and is told more of now.
    pub changed: Vec<(PersonId, String)>,
    /// Where each of them begins: the how-manieth file, from 0, and the line in it, from 1. A book has no lines; its are 0.
    pub at: BTreeMap<PersonId, (usize, usize)>,
    /// How many were in the book like that already, or further up in the files.
    pub same: usize,
    /// Who may be somebody who is in the book.
    pub duplicates: Vec<Likely>,
    /// How many contacts came along.
    pub check_ins: usize,
    /// What did not come along, as far as it is told one by one.
    pub left_out: Vec<(usize, LeftOut)>,
    /// What else did not come along.
    pub more_left_out: More,
}

impl ImportReport {
    /// How much more did not come along than is told one by one.
    pub fn unlisted(&self) -> usize {
        self.more_left_out.values().sum()
    }

    /// How many come in beside somebody whom they may be.
    pub fn beside_others(&self) -> usize {
        self.duplicates.iter().filter(|likely| likely.choice == Choice::Both).count()
    }
}

/// Somebody of a file who may be somebody else.
#[derive(Clone, PartialEq, Debug)]
pub struct Likely {
    /// The how-manieth of all people in the files, from 0: what a [`Choice`] is made about.
    pub entry: usize,
    /// Who comes in when both stay.
    pub person: PersonId,
    /// The how-manieth file, from 0, and the line in it, from 1.
    pub at: (usize, usize),
    /// What the file calls them.
    pub name: String,
    /// Who they may be,
    pub of: PersonId,
    /// and how that one is called.
    pub known_as: String,
    /// Why; never empty.
    pub why: Vec<Why>,
    /// What was chosen.
    pub choice: Choice,
}

/// What was chosen about those who may be in the book already; about the others it is [`Choice::Both`].
pub type Choices = BTreeMap<usize, Choice>;

impl App {
    /// Reads files, without comparing them with the book. `mapping` says what the columns of tables are; without it
    /// they are guessed. `going_on` is told how far it is, and gives up when it says `false`.
    ///
    /// # Errors
    /// [`AppError::Import`] when one of them cannot be read as a whole; then none is. Of several files,
    /// [`AppError::InFile`] says which.
    pub fn read_files(
        &self,
        files: &[&[u8]],
        mapping: Option<&Mapping>,
        going_on: &dyn Fn(Progress) -> bool,
    ) -> Result<Gathered, AppError> {
        // Files come from anywhere. What no reader was prepared for must not take a face with it.
        catch_unwind(AssertUnwindSafe(|| self.gather(files, mapping, going_on)))
            .unwrap_or_else(|_| Err(ReadError::Fault.into()))
    }

    fn gather(
        &self,
        files: &[&[u8]],
        mapping: Option<&Mapping>,
        going_on: &dyn Fn(Progress) -> bool,
    ) -> Result<Gathered, AppError> {
        let all: usize = files.iter().map(|file| file.len()).sum();
        let mut before = Progress { done: 0, of: all, people: 0 };
        let mut gathered = Gathered::default();
        for (file, bytes) in files.iter().enumerate() {
            let seen = |progress: Progress| {
                let done = before.done + progress.done.min(bytes.len());
                going_on(Progress { done, of: all, people: before.people + progress.people })
            };
            let options = Options { now: self.now(), zone: self.zone(), mapping, going_on: &seen };
            let import = match read(bytes, &options) {
                Err(ReadError::Book) => self.book_in(bytes),
                import => import.map_err(AppError::from),
            };
            let import = import.map_err(|why| match files {
                [_] => why,
                _ => AppError::InFile { file, why: Box::new(why) },
            })?;
            before.done += bytes.len();
            gathered.include(file, import, &|people| going_on(Progress { people, ..before }))?;
            before.people = gathered.people.len();
        }
        Ok(gathered)
    }

    /// Reads one file and brings it in, whoever may be in the book already beside them.
    ///
    /// # Errors
    /// See [`App::read_files`] and [`App::import`].
    pub fn import_file(&self, bytes: &[u8]) -> Result<ImportReport, AppError> {
        self.import(&self.read_files(&[bytes], None, &|_| true)?, &Choices::new())
    }

    /// What bringing in what was read would do.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn preview_import(&self, gathered: &Gathered, choices: &Choices) -> Result<ImportReport, AppError> {
        Ok(compare::compared(self, gathered, choices)?.report)
    }

    /// Brings in what was read, as one act. What the book was before is kept in a snapshot.
    ///
    /// # Errors
    /// [`AppError::Store`]; then nothing was changed.
    pub fn import(&self, gathered: &Gathered, choices: &Choices) -> Result<ImportReport, AppError> {
        self.allow_only_own()?;
        // What it was before is kept, or nothing is brought in.
        self.keep_snapshot()?;
        self.act(By::User, "import", |cache, frame| {
            // Again, now that nobody can show the other book any more.
            self.allow_only_own()?;
            let compared = compare::compared(self, gathered, choices)?;
            let mut added: Vec<Person> = compared.added.into_iter().map(Cow::into_owned).collect();
            for person in &mut added {
                person.unsorted = person.circle.is_none();
            }
            settle_circles(cache, frame, &mut added);
            let people = added.into_iter().chain(compared.changed.into_iter().map(Cow::into_owned)).map(put);
            let photos = compared.photos.into_iter().map(|photo| Change::Put(Record::Photo(photo)));
            let check_ins = compared.check_ins.into_iter().map(|it| Change::Put(Record::CheckIn(it)));
            Ok(Decided { changes: people.chain(photos).chain(check_ins).collect(), answer: compared.report })
        })
    }

    /// What another book of Kith has that this one has not, as if it were an address book.
    fn book_in(&self, bytes: &[u8]) -> Result<Import, AppError> {
        let difference = self.book()?.difference(Source::Bytes(bytes), &Opens::default())?;
        Ok(another_book::of_book(difference))
    }
}

impl Gathered {
    /// How many people are in the files.
    pub fn people(&self) -> usize {
        self.people.len()
    }

    /// Adds what a file holds; pictures are made small here, and those that are none are left out.
    fn include(
        &mut self,
        file: usize,
        import: Import,
        going_on: &dyn Fn(usize) -> bool,
    ) -> Result<(), AppError> {
        self.kinds.push(import.kind);
        self.read += import.read;
        self.check_ins.extend(import.check_ins);
        let mut left_out = import.left_out;
        for imported in import.people {
            let had_photo = imported.photo.is_some();
            let photo = imported.photo.and_then(|photo| self.small(&photo));
            if had_photo && photo.is_none() {
                left_out.push(LeftOut { line: imported.line, reason: Reason::Media });
            }
            self.people.push(Coming { file, line: imported.line, person: imported.person, photo });
            if (had_photo || self.people.len().is_multiple_of(32)) && !going_on(self.people.len()) {
                return Err(ReadError::Cancelled.into());
            }
        }
        left_out.sort_by_key(|left| left.line);
        // Several files are told of no longer than one.
        let listed = left_out.len().min(LEFT_OUT_LIMIT.saturating_sub(self.left_out.len()));
        let beyond = left_out.split_off(listed).into_iter().map(|left| (left.reason, 1));
        for (reason, count) in beyond.chain(import.more_left_out) {
            *self.more_left_out.entry(reason).or_default() += count;
        }
        self.left_out.extend(left_out.into_iter().map(|left| (file, left)));
        Ok(())
    }
}

impl Gathered {
    /// A picture made small; none when it is damaged, or the pictures have taken what pictures may take.
    fn small(&mut self, photo: &[u8]) -> Option<Vec<u8>> {
        self.pixels += photo::pixels(photo);
        if self.pixels > PIXELS_LIMIT {
            return None;
        }
        photo::scaled(photo).ok()
    }
}

impl Coming {
    fn photo(&self, of: PersonId) -> Option<Photo> {
        self.photo.as_ref().map(|jpeg| Photo::of(of, jpeg.clone()))
    }
}
