//! Coming back: when the user was there last, whether they are just back from a long time away, and giving the rest
//! its time.
//!
//! That somebody was there is noted like a draft: it is no part of the book's history, and losing it loses nothing.
//! Where there is no note yet, the last thing they did says it.

use chrono::{DateTime, NaiveDate, Utc};
use kith_core::{
    Extra, Fate, Frame, Prompt, PromptId,
    returning::{self, Later, Seen},
};
use kith_store::{Change, Record};

use crate::{
    App, AppError,
    cache::Cache,
    shared::{By, Decided},
};

/// What the note is kept under.
const SEEN: &str = "seen";

impl App {
    /// The user is here: the window is shown, or a command answers them. It is noted once an hour; that it could not be
    /// is no reason to keep anybody from anything.
    pub fn seen(&self) {
        if self.clock().is_what_if() {
            return;
        }
        let now = self.now();
        let note = match self.last_seen() {
            Some(seen) => seen.again(now),
            None => Some(Seen::at(now)),
        };
        if let Some(note) = note {
            let _ = self.set_draft(SEEN, &note.to_string());
        }
    }

    /// Whether the user is away for two weeks or more, or just back.
    pub(crate) fn is_gentle(&self) -> bool {
        self.last_seen().is_some_and(|seen| seen.is_gentle(self.now()))
    }

    fn last_seen(&self) -> Option<Seen> {
        let noted = self.draft(SEEN).ok().flatten().and_then(|note| note.parse().ok());
        noted.or_else(|| self.last_done().map(Seen::at))
    }

    fn last_done(&self) -> Option<DateTime<Utc>> {
        let undo = self.latest_undo()?;
        Some(self.book().ok()?.acted(undo.seq).ok()??.at)
    }

    /// Spreads who is due beyond the first few over the coming weeks, never more on a day than the daily cap. Returns
    /// the day on which the last of them comes; `None` when there is nobody else.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn spread_rest(&self) -> Result<Option<NaiveDate>, AppError> {
        self.act(By::User, "spread", |cache, frame| {
            let settings = returning::gently(frame.settings);
            let later = returning::spread(&cache.rows, &Frame { settings: &settings, ..*frame });
            let last = later.iter().map(|later| later.day).max();
            let changes = later.iter().map(|later| self.put_off(cache, later, frame));
            Ok(Decided { changes: changes.collect::<Result<_, _>>()?, answer: last })
        })
    }

    /// The prompt there is, or one that never had to be shown. Its day is the one on which it comes back, so that it
    /// counts for the cap of that day.
    fn put_off(&self, cache: &Cache, later: &Later, frame: &Frame<'_>) -> Result<Change, AppError> {
        let row = cache.row(later.person);
        let mark = row.and_then(|row| row.summary.marks.get(&later.cadence));
        let open = mark.and_then(|mark| mark.open_for(later.slot));
        let stored = open.map(|open| self.book()?.prompt(open.id).map_err(AppError::from)).transpose()?;
        let prompt = stored.flatten().unwrap_or_else(|| Prompt {
            id: PromptId::new(frame.now),
            person: later.person,
            cadence: later.cadence,
            slot: later.slot,
            fired: frame.now,
            day: later.day,
            digest: true,
            fate: Fate::Fired,
            extra: Extra::new(),
        });
        let fate = Fate::Snoozed { until: later.until };
        Ok(Change::Put(Record::Prompt(Prompt { day: later.day, fate, ..prompt })))
    }
}
