//! Understanding "coffee with Ana and Luis yesterday, 1h" while it is typed.
//!
//! Logging takes seconds or it is not done, so one line says it all. What is understood is shown before it is
//! saved, with the part of the text it was read from; what is not understood is kept as the note. Nothing
//! typed is lost.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;

pub use crate::find::Who;
use crate::{Mode, StartedBy, find::Index};
use tokens::Line;
pub use vocabulary::{Meaning, Unit, Vocabulary, Way};

mod days;
mod lengths;
mod names;
mod note;
mod promise;
mod reader;
mod tokens;
mod vocabulary;

/// What a line of text says about a contact. What it does not say is `None` or empty.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Understood {
    /// With whom, in the order typed, nobody twice.
    pub people: Vec<Named>,
    /// How.
    pub mode: Option<Mode>,
    /// On which local day. It may lie in the future; refusing that is the caller's.
    pub day: Option<NaiveDate>,
    /// At which local wall time.
    pub time: Option<NaiveTime>,
    /// How long, in minutes; never zero.
    pub minutes: Option<u32>,
    /// Who started it.
    pub started_by: Option<StartedBy>,
    /// What the user said they would do: "send the photos". One line; never empty.
    pub promise: Option<String>,
    /// What looks like a day or a time and is none that Kith understands: "31 February", "at 25:00". It is in the note,
    /// too. Whoever logs the line asks for the day rather than taking today.
    pub puzzling: Option<String>,
    /// What is left, and what tells more than the mode does ("coffee"): one line, white space collapsed.
    pub note: String,
    /// What each part of the text was read as, in order, without overlap.
    pub spans: Vec<Span>,
}

/// A name in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// As it was typed.
    pub typed: String,
    /// Where: bytes of the text.
    pub range: Range<usize>,
    /// Whom it means.
    pub who: Who,
}

/// A part of the text that was understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span {
    /// Where: bytes of the text, on character boundaries.
    pub range: Range<usize>,
    /// As what.
    pub kind: Kind,
}

/// What a part of the text was understood as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A name.
    Person,
    /// How the contact happened.
    Mode,
    /// A day.
    Day,
    /// A wall time.
    Time,
    /// How long it took.
    Minutes,
    /// Who started it.
    StartedBy,
    /// What the user said they would do.
    Promise,
}

/// A day, and perhaps the wall time on it, both local.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct When {
    /// The local day. It may lie in the future.
    pub day: NaiveDate,
    /// The local wall time, if one was given.
    pub time: Option<NaiveTime>,
}

/// The text is not a day or a time that Kith understands.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("“{0}” is not a time: write 2026-11-22, 2026-11-22T17:00, yesterday or “2 days ago”")]
pub struct NotATime(pub String);

/// As much of a line as is read, in characters. The rest is note.
const LONGEST: usize = 2_000;

/// What `text` says. `now` and `zone` say which day is today.
///
/// - **Names**: the whole name or nickname of somebody first, then words of names, then beginnings of them
///   where a name is expected ([`Index::named`]). Where a name is expected and nobody has it, it is
///   [`Who::Nobody`]. When nobody is named so, somebody in the book who is mentioned among other words
///   ("helped Ana move").
/// - **Days**: a weekday, or a date without a year, is the latest that is not after today; "last Friday" is
///   before today. A part of a day ("this morning") is no time.
///   What looks like one and is none ("31 February", "in 2019", "at 25:00") is told as puzzling, when it stands at
///   the beginning or behind something understood: among other words it is part of what was told.
/// - **Contact**: the first word for it decides, unless a later one says by what means ("on zoom"). "Called
///   Ana" was started by you, "Ana called" by them.
/// - **Promise**: from "I said I would" or "I promised to" on, whatever follows; nothing else is read in it.
/// - **Note**: everything after a colon, after a dash between spaces, and from "about" on; and whatever else
///   was not understood. What was done together ("coffee") is noted as well, because it tells more than the
///   mode.
/// - Of each kind the first counts. Only the first 2,000 characters are read; the rest is note.
pub fn understand(
    text: &str,
    index: &Index,
    vocabulary: &Vocabulary,
    now: DateTime<Utc>,
    zone: Tz,
) -> Understood {
    let (read, rest) = text.split_at(text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end));
    let now = now.with_timezone(&zone).naive_local();
    let line = Line::new(read, vocabulary);
    if let Some((start, promise)) = promise::at_the_end(&line, text) {
        let mut understood = reader::read(&Line::new(&text[..start], vocabulary), index, now);
        understood.spans.push(Span { range: start..text.trim_end().len(), kind: Kind::Promise });
        understood.promise = Some(promise);
        return understood;
    }
    let mut understood = reader::read(&line, index, now);
    if !rest.is_empty() {
        understood.note = note::one_line(&(understood.note + rest));
    }
    understood
}

/// When `text` says, for the command line's `--at`: `2026-11-22`, `2026-11-22T17:00` (local), RFC 3339 with
/// an offset, or the words of English that [`understand`] knows ("last friday 19:00"). A time alone is of
/// today.
///
/// # Errors
/// [`NotATime`] when any part of it is not understood.
pub fn when(text: &str, now: DateTime<Utc>, zone: Tz) -> Result<When, NotATime> {
    let text = text.trim();
    let now = now.with_timezone(&zone).naive_local();
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        let local = instant.with_timezone(&zone).naive_local();
        return Ok(When { day: local.date(), time: Some(local.time()) });
    }
    days::iso(text).or_else(|| in_words(text, now)).ok_or_else(|| NotATime(text.to_owned()))
}

fn in_words(text: &str, now: NaiveDateTime) -> Option<When> {
    let vocabulary = Vocabulary::english();
    let line = Line::new(text, &vocabulary);
    let (mut day, mut time, mut at) = (None, None, 0);
    while at < line.tokens.len() {
        at += if let Some((length, when)) = days::day(&line, at, now).filter(|_| day.is_none()) {
            day = Some(when.day);
            time = when.time.or(time);
            length
        } else if let Some((length, told)) = lengths::time(&line, at).filter(|_| time.is_none()) {
            time = Some(told);
            length
        } else if line.mark(at) == Some(',') {
            1
        } else {
            return None;
        };
    }
    day.or(time.map(|_| now.date())).map(|day| When { day, time })
}
