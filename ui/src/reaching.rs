//! Whom a call or message was begun with from here: whatever page comes next asks whether it came about, so that the loop
//! is closed.
//!
//! It is kept like a draft (the window may be closed during the call) and is no part of the book.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use kith_app::{App, AppError};
use kith_core::{Mode, PersonId, Status, suggest::Hindrance, whereabouts::is_call, zoned::to_instant};
use kith_words::Words;

const KEY: &str = "reaching";

/// So many are remembered, the latest ones.
const MOST: usize = 10;

/// So long it is asked whether somebody was reached; who has not said so by then has forgotten it.
const ASKED: TimeDelta = TimeDelta::hours(24);

/// The longest call whose minutes are taken from when it was begun: after more, something else lies between.
const LONGEST: i64 = 180;

/// A call or a message that was begun.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Begun {
    pub person: PersonId,
    pub mode: Mode,
    /// When.
    pub at: DateTime<Utc>,
    /// Nobody answered: from when on it is offered to try again.
    pub again: Option<DateTime<Utc>>,
}

impl Begun {
    fn read(line: &str) -> Option<Begun> {
        let mut words = line.split(' ');
        let (person, mode, at) = (words.next()?, words.next()?, words.next()?);
        let again = words.next().and_then(|again| again.parse().ok());
        Some(Begun { person: person.parse().ok()?, mode: mode.parse().ok()?, at: at.parse().ok()?, again })
    }

    fn written(&self) -> String {
        let again = self.again.map(|again| format!(" {}", again.to_rfc3339())).unwrap_or_default();
        format!("{} {} {}{again}", self.person, self.mode, self.at.to_rfc3339())
    }

    /// The minutes since it was begun, if it was a call and they may be how long it took.
    pub(crate) fn minutes(&self, now: DateTime<Utc>) -> Option<u32> {
        let minutes = (now - self.at).num_minutes();
        let counts = is_call(self.mode) && (1..=LONGEST).contains(&minutes);
        counts.then(|| u32::try_from(minutes).ok()).flatten()
    }
}

/// A question about somebody, for the top of a page.
pub(crate) struct Question {
    pub id: String,
    pub text: String,
    pub mode: &'static str,
    /// Whether it was a call, which can remain without an answer.
    pub is_call: bool,
    /// As the field has them; empty where nothing tells.
    pub minutes: String,
    /// Nobody answered last time: the question is whether to try again.
    pub again: bool,
}

/// Remembers that a call or a message was begun now.
///
/// # Errors
/// [`AppError::Store`], [`AppError::Locked`].
pub fn begin(app: &App, person: PersonId, mode: Mode) -> Result<(), AppError> {
    put(app, Begun { person, mode, at: app.now(), again: None })
}

/// What was begun with this person, if that is remembered.
pub(crate) fn with(app: &App, person: PersonId) -> Result<Option<Begun>, AppError> {
    Ok(all(app)?.into_iter().find(|begun| begun.person == person))
}

/// No more is asked about these people.
pub(crate) fn end(app: &App, people: &[PersonId]) -> Result<(), AppError> {
    let mut begun = all(app)?;
    let before = begun.len();
    begun.retain(|begun| !people.contains(&begun.person));
    if begun.len() == before { Ok(()) } else { keep(app, &begun) }
}

/// Nobody answered, and no cadence will ask again: from the morning of tomorrow on it is offered to try again.
pub(crate) fn try_again(app: &App, person: PersonId) -> Result<(), AppError> {
    let tomorrow = app.local_now().date_naive().checked_add_days(Days::new(1));
    let again = tomorrow.map(|day| to_instant(day.and_time(NaiveTime::MIN), app.zone()));
    let begun = with(app, person)?;
    let mode = begun.map_or(Mode::Voice, |begun| begun.mode);
    put(app, Begun { person, mode, at: app.now(), again })
}

/// The questions that are to be asked now.
pub(crate) fn questions(app: &App, words: &Words) -> Vec<Question> {
    let begun = all(app).unwrap_or_default();
    begun.iter().filter_map(|begun| question(app, words, begun)).collect()
}

fn question(app: &App, words: &Words, begun: &Begun) -> Option<Question> {
    let (name, now) = (app.name(begun.person), app.now());
    let hindrance = app.hindrance(begun.person, begun.mode);
    let is_dead = matches!(hindrance, Some(Hindrance::Status(Status::Deceased)));
    let since = begun.again.unwrap_or(begun.at);
    // The command, the tray or a notification may have logged it.
    let latest = app.history(begun.person, 0, 1).ok()?;
    if latest.first().is_some_and(|check_in| check_in.logged > begun.at) {
        return None;
    }
    let text = match begun.again {
        // To try again is suggested, so nothing may stand against it.
        Some(again) if again <= now && hindrance.is_none() => {
            words.with("reached-again", &[("name", name.as_str().into())])
        }
        Some(_) => return None,
        None => words.reached_question(begun.mode, &name),
    };
    (!name.is_empty() && !is_dead && now - since < ASKED).then(|| Question {
        id: begun.person.to_string(),
        text,
        mode: begun.mode.name(),
        is_call: is_call(begun.mode),
        minutes: begun.minutes(now).map(|minutes| minutes.to_string()).unwrap_or_default(),
        again: begun.again.is_some(),
    })
}

fn all(app: &App) -> Result<Vec<Begun>, AppError> {
    Ok(app.draft(KEY)?.unwrap_or_default().lines().filter_map(Begun::read).collect())
}

fn put(app: &App, new: Begun) -> Result<(), AppError> {
    let mut begun = all(app)?;
    begun.retain(|begun| begun.person != new.person);
    begun.push(new);
    let oldest = begun.len().saturating_sub(MOST);
    keep(app, &begun[oldest..])
}

fn keep(app: &App, begun: &[Begun]) -> Result<(), AppError> {
    let lines: Vec<String> = begun.iter().map(Begun::written).collect();
    app.set_draft(KEY, &lines.join("\n"))
}
