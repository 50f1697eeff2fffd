//! What comes out of reading somebody else's file, in shapes that every format shares: the people, what was
//! left out and why, and the reasons to refuse a file altogether.

use kith_core::Person;

/// The people of a file, and what of it did not come along.
#[derive(Clone, PartialEq, Debug)]
pub struct Import {
    /// In the order of the file. Their ids are new.
    pub people: Vec<Person>,
    /// In the order of the file.
    pub left_out: Vec<LeftOut>,
}

/// Something in the file that did not come along.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Where it begins, counted from 1 as an editor counts.
    pub line: usize,
    /// Why.
    pub reason: Reason,
}

/// Why something did not come along. The first three cost a whole card, the others a line or a few of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// A card with neither a name, an organization nor a mail address.
    NoName,
    /// A card that another one or the end of the file cuts off before its `END:VCARD`.
    NoEnd,
    /// A card of a group of people, not of a person.
    Group,
    /// A picture or a sound.
    Media,
    /// A field over so many bytes.
    TooLong {
        /// In bytes.
        limit: usize,
    },
    /// Lines inside a card that have no `NAME:`.
    NotAField,
    /// Lines outside of any card.
    OutsideCard,
}

/// The whole file is refused, and nothing was read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ReadError {
    /// No line says `BEGIN:VCARD`.
    #[error("the file holds no vCard")]
    NotVcard,
    /// It holds bytes that no text has.
    #[error("the file is not text: line {line} holds a zero byte")]
    NotText {
        /// The first such line, counted from 1.
        line: usize,
    },
    /// Over so many bytes.
    #[error("the file is over {limit} bytes")]
    TooLarge {
        /// In bytes.
        limit: usize,
    },
    /// Over so many cards.
    #[error("line {line} begins card {}: at most {limit} are read", limit + 1)]
    TooManyCards {
        /// So many are read.
        limit: usize,
        /// Where the first one too many begins, counted from 1.
        line: usize,
    },
    /// Over so many content lines.
    #[error("line {line} is beyond the {limit} fields that are read")]
    TooManyFields {
        /// So many are read.
        limit: usize,
        /// The first one too many, counted from 1.
        line: usize,
    },
}
