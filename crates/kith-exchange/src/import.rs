//! What comes out of reading somebody else's file, in shapes that every format shares: the people, what was
//! left out and why, and the reasons to refuse a file altogether.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use kith_core::{CheckIn, Person};

use crate::{Foreign, Kind, Mapping};

/// What reading a file needs to know from outside of it.
pub struct Options<'a> {
    /// The moment of the import: ids are made from it, and people were added at it.
    pub now: DateTime<Utc>,
    /// The zone in force: the day of a contact of which the file gives an instant.
    pub zone: Tz,
    /// What the columns of a CSV mean; `None` leaves it to [`crate::guess`]. Other kinds do not look at it.
    pub mapping: Option<&'a Mapping>,
    /// Called now and then while reading; `false` gives up, with [`ReadError::Cancelled`].
    pub going_on: &'a dyn Fn(Progress) -> bool,
}

impl Options<'_> {
    /// Reads to the end without telling anybody, and guesses the columns of a CSV.
    pub fn new(now: DateTime<Utc>, zone: Tz) -> Self {
        Options { now, zone, mapping: None, going_on: &|_| true }
    }
}

/// How far the reading of a file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// So many bytes of the file are read.
    pub done: usize,
    /// So many bytes it has.
    pub of: usize,
    /// So many people were found in them.
    pub people: usize,
}

/// The people of a file, and what of it did not come along.
#[derive(Clone, PartialEq, Debug)]
pub struct Import {
    /// What the file is.
    pub kind: Kind,
    /// So many cards, rows or entries of people it has, those included that were left out.
    pub read: usize,
    /// In the order of the file. Their ids are new.
    pub people: Vec<Imported>,
    /// The contacts with them that the file tells of, by their new ids, in the order of the file.
    pub check_ins: Vec<CheckIn>,
    /// By line; at most [`LEFT_OUT_LIMIT`].
    pub left_out: Vec<LeftOut>,
    /// What else did not come along.
    pub more_left_out: More,
}

/// So many things that did not come along are told one by one; more are counted. A file of nothing but broken lines is
/// not to cost more than one of people.
pub const LEFT_OUT_LIMIT: usize = 1_000;

/// How many more did not come along than are told one by one, for each reason.
pub type More = BTreeMap<Reason, usize>;

impl Import {
    /// Nobody yet.
    pub fn new(kind: Kind) -> Import {
        Import {
            kind,
            read: 0,
            people: Vec::new(),
            check_ins: Vec::new(),
            left_out: Vec::new(),
            more_left_out: More::new(),
        }
    }

    /// Tells of something that does not come along, or counts it.
    pub(crate) fn leave_out(&mut self, line: usize, reason: Reason) {
        match self.left_out.len() < LEFT_OUT_LIMIT {
            true => self.left_out.push(LeftOut { line, reason }),
            false => *self.more_left_out.entry(reason).or_default() += 1,
        }
    }

    /// Everything in the order of the file.
    pub(crate) fn in_order(mut self) -> Import {
        self.people.sort_by_key(|imported| imported.line);
        self.left_out.sort_by_key(|left| left.line);
        self
    }
}

/// Somebody of a file.
#[derive(Clone, PartialEq, Debug)]
pub struct Imported {
    /// Where they begin in the file, counted from 1 as an editor counts.
    pub line: usize,
    /// Who they are.
    pub person: Person,
    /// The picture that was embedded, as it was: at most [`crate::PHOTO_LIMIT`] bytes, not decoded yet. An address
    /// of a picture is kept with the person, and never fetched.
    pub photo: Option<Vec<u8>>,
}

/// Something in the file that did not come along.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Where it begins, counted from 1 as an editor counts.
    pub line: usize,
    /// Why.
    pub reason: Reason,
}

/// Why something did not come along.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reason {
    /// A card, row or entry with neither a name, an organization nor a mail address.
    NoName,
    /// A card that another one or the end of the file cuts off before its `END:VCARD`.
    NoEnd,
    /// A card of a group of people, not of a person.
    Group,
    /// A card inside of a card inside of a card, and so on.
    Nested,
    /// A sound, a second picture, or a picture that is none.
    Media,
    /// A picture over so many bytes.
    PhotoTooLarge {
        /// In bytes.
        limit: usize,
    },
    /// A field over so many bytes.
    TooLong {
        /// In bytes.
        limit: usize,
    },
    /// Lines inside a card that have no `NAME:`.
    NotAField,
    /// Lines outside of any card or list.
    OutsideCard,
    /// An entry that is not of the form its format has.
    NotAnEntry,
    /// A contact that names no day, or one that has not come yet.
    NoDay,
    /// A contact with nobody who is in the file.
    WithNobody,
    /// An entry that is nobody's, of a kind that Kith has no place for: a diary, a document.
    NoPlace,
}

/// The whole file is refused, and nothing was read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ReadError {
    /// Reading it failed by a fault of Kith.
    #[error("reading the file failed by a fault of Kith")]
    Fault,
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// None of the kinds that are read.
    #[error("the file holds no people that Kith can find")]
    Unknown,
    /// It is known what it is, and it is something else.
    #[error("the file is {0:?}, and holds no people")]
    Foreign(Foreign),
    /// It holds bytes that no text has.
    #[error("the file is not text: line {line} holds a zero byte")]
    NotText {
        /// The first such line, counted from 1.
        line: usize,
    },
    /// Not of the form that its kind has.
    #[error("line {line} breaks the form of the file")]
    Broken {
        /// Where it breaks, counted from 1.
        line: usize,
    },
    /// Over so many bytes.
    #[error("the file is over {limit} bytes")]
    TooLarge {
        /// In bytes.
        limit: usize,
    },
    /// Over so many cards, rows or entries.
    #[error("line {line} begins card {}: at most {limit} are read", limit + 1)]
    TooManyCards {
        /// So many are read.
        limit: usize,
        /// Where the first one too many begins, counted from 1.
        line: usize,
    },
    /// Over so many fields.
    #[error("line {line} is beyond the {limit} fields that are read")]
    TooManyFields {
        /// So many are read.
        limit: usize,
        /// The first one too many, counted from 1.
        line: usize,
    },
    /// A card of over so many fields.
    #[error("line {line} is beyond the {limit} fields that are read of a card")]
    TooManyFieldsOfOne {
        /// So many are read.
        limit: usize,
        /// The first one too many, counted from 1.
        line: usize,
    },
    /// A table of over so many columns.
    #[error("line {line} has over {limit} columns")]
    TooManyColumns {
        /// So many are read.
        limit: usize,
        /// The first line that has more, counted from 1.
        line: usize,
    },
    /// The columns of a table have no name, no mail address and no organization among them: somebody has to say which.
    #[error("no column of the table is said to hold names")]
    NoNames,
    /// It is a book of Kith, which the app reads through its store.
    #[error("the file is a book of Kith")]
    Book,
    /// Whoever asked gave up; nothing was kept.
    #[error("cancelled")]
    Cancelled,
}
