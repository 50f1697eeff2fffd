//! The short card that opens a conversation: what was promised, what was seen, what was talked about, which days come.
//!
//! It stands in a prompt and before a plan, so it holds what somebody can take in at a glance and nothing else: promises
//! first, because they are owed. Only where there is nothing to begin with does it offer a question.

use chrono::{Days, NaiveDate};

use crate::{CheckIn, Frame, Mode, PartialDate, Person, Row, Starter, StarterKind, Status, questions};

/// What to begin a conversation with.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Card {
    /// What the user said they would do and has not ticked off, the oldest first.
    pub promises: Vec<Starter>,
    /// What they saw and have not spoken of, the latest first.
    pub saw: Vec<Starter>,
    /// What stayed of the last conversation.
    pub last: Option<LastNote>,
    /// The days that come near.
    pub dates: Vec<DateNear>,
    /// A question of the deck, by its number; only where there is nothing else.
    pub question: Option<u16>,
}

/// What was noted at the last contact with a note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LastNote {
    /// The local day.
    pub day: NaiveDate,
    /// How.
    pub mode: Mode,
    /// What stayed of it.
    pub note: String,
}

/// A day of somebody's year that comes near.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DateNear {
    /// What is kept on it.
    pub kind: DateKind,
    /// The local day on which it is kept this time.
    pub day: NaiveDate,
    /// How many years it will have been, if the year is known and past.
    pub years: Option<i32>,
}

/// What is kept on a day of the year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateKind {
    /// Their birthday.
    Birthday,
    /// Their anniversary.
    Anniversary,
}

impl Card {
    /// Whether there is nothing on it, not even a question.
    pub fn is_empty(&self) -> bool {
        *self == Card::default()
    }
}

/// The card of somebody, from all starters and from their latest check-ins, the newest first. Of whom nothing is ever to
/// be suggested it holds only what somebody typed in; of somebody who has died it is empty.
pub fn card<'s>(
    person: &Person,
    row: &Row,
    starters: impl IntoIterator<Item = &'s Starter>,
    latest: &[CheckIn],
    frame: &Frame,
) -> Card {
    if person.status == Status::Deceased {
        return Card::default();
    }
    let open = starters.into_iter().filter(|starter| starter.person == person.id && starter.is_open());
    let (mut promises, mut saw): (Vec<_>, Vec<_>) =
        open.cloned().partition(|starter| starter.kind == StarterKind::Promise);
    promises.sort_by_key(|starter| (starter.made, starter.id));
    saw.sort_by_key(|starter| std::cmp::Reverse((starter.made, starter.id)));
    let mut card = Card { promises, saw, last: last_note(latest), ..Card::default() };
    if row.is_ever_suggested() {
        card.dates = dates(person, frame);
    }
    let begins = card.is_empty() && row.hindrance(Mode::InPerson, frame).is_none();
    card.question = begins.then(|| questions::next(person, &row.summary, frame)).flatten();
    card
}

fn last_note(latest: &[CheckIn]) -> Option<LastNote> {
    let noted = |check_in: &&CheckIn| check_in.mode != Mode::Reaction && !check_in.note.trim().is_empty();
    latest.iter().find(noted).map(|check_in| LastNote {
        day: check_in.day,
        mode: check_in.mode,
        note: check_in.note.clone(),
    })
}

/// Birthday and anniversary, as far as they come within the lead of this person.
fn dates(person: &Person, frame: &Frame) -> Vec<DateNear> {
    let today = frame.today();
    let lead = person.birthday_lead.unwrap_or(frame.settings.birthday_lead);
    let Some(last) = today.checked_add_days(Days::new(lead.into())) else { return Vec::new() };
    let near = |kind: DateKind, date: PartialDate| {
        let day = date.next_on_or_after(today).filter(|day| *day <= last)?;
        let years = date.year().map(|year| chrono::Datelike::year(&day) - year).filter(|years| *years > 0);
        Some(DateNear { kind, day, years })
    };
    let birthday = person.birthday.and_then(|date| near(DateKind::Birthday, date));
    let anniversary = person.anniversary.and_then(|date| near(DateKind::Anniversary, date));
    let mut dates: Vec<DateNear> = birthday.into_iter().chain(anniversary).collect();
    dates.sort_by_key(|near| near.day);
    dates
}
