//! What can be done with a prompt besides answering it: later (snooze), not this time (skip), not for a while (pause).

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use kith_core::{
    CadenceId, Extra, Fate, Interval, Mode, Person, PersonId, Prompt, PromptId, Settings, Slot,
    due::{Due, Frame, due},
    row::Row,
    zoned::to_instant,
};
use kith_store::{Change, Record};

use crate::{
    App, AppError,
    cache::Cache,
    error::Kind,
    people::put,
    shared::{By, Decided},
};

/// What a snooze or skip is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Target {
    /// Who.
    pub person: PersonId,
    /// Only this cadence; `None` is every cadence that asks for the person now.
    pub cadence: Option<CadenceId>,
}

impl From<PersonId> for Target {
    fn from(person: PersonId) -> Self {
        Target { person, cadence: None }
    }
}

/// Until when to wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wait {
    /// So many hours from now.
    Hours(u32),
    /// So long from today, at the preferred time: `1d` is tomorrow.
    For(Interval),
    /// Until this local day, at the preferred time.
    Until(NaiveDate),
    /// Until this instant.
    Instant(DateTime<Utc>),
}

impl Wait {
    fn instant(self, frame: &Frame<'_>) -> Result<DateTime<Utc>, AppError> {
        let at_preferred =
            |day: NaiveDate| to_instant(day.and_time(frame.settings.preferred_time), frame.zone);
        let until = match self {
            Wait::Hours(hours) => frame.now + TimeDelta::hours(hours.into()),
            Wait::For(interval) => at_preferred(interval.after(frame.today())),
            Wait::Until(day) => at_preferred(day),
            Wait::Instant(instant) => instant,
        };
        match until > frame.now {
            true => Ok(until),
            false => Err(AppError::InPast),
        }
    }
}

/// A prompt in the list of what was shown.
#[derive(Clone, PartialEq, Debug)]
pub struct PromptLine {
    /// The prompt.
    pub prompt: Prompt,
    /// The name of the person; empty if they are not in the book any more.
    pub name: String,
    /// The least that was asked for, if the cadence is still there.
    pub mode: Option<Mode>,
}

impl App {
    /// Asks again later. Returns when.
    ///
    /// # Errors
    /// [`AppError::NothingAsked`] when no cadence asks for them now, [`AppError::InPast`], [`AppError::Gone`].
    pub fn snooze(&self, target: Target, wait: Wait) -> Result<DateTime<Utc>, AppError> {
        self.act(By::User, "snooze", |cache, frame| {
            let until = wait.instant(frame)?;
            let row = in_touch(cache, target.person)?;
            let asked = asked(row, target, frame, |due| due.at <= frame.now)?;
            let fate = |_: &Due| Fate::Snoozed { until };
            Ok(Decided { changes: self.with_fate(row, &asked, frame, fate)?, answer: until })
        })
    }

    /// Nobody answered: asks again tomorrow. Returns when; `None` when no cadence asks for them, so that there is nothing
    /// to ask again.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn no_answer(&self, person: PersonId) -> Result<Option<DateTime<Utc>>, AppError> {
        let tomorrow = self.frame(&self.cache()).today().checked_add_days(Days::new(1));
        match self.snooze(Target::from(person), Wait::Until(tomorrow.unwrap_or(NaiveDate::MAX))) {
            Ok(until) => Ok(Some(until)),
            Err(AppError::NothingAsked(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Lets this occurrence go. Where a cadence is named, the next one may lie in the future. Returns when the
    /// cadences ask next.
    ///
    /// # Errors
    /// [`AppError::NothingAsked`], [`AppError::Gone`].
    pub fn skip(&self, target: Target) -> Result<Vec<DateTime<Tz>>, AppError> {
        self.act(By::User, "skip", |cache, frame| {
            let row = in_touch(cache, target.person)?;
            let asked = asked(row, target, frame, |due| target.cadence.is_some() || due.at <= frame.now)?;
            // An occurrence that is still to come is let go on the day it would have asked.
            let fate = |due: &Due| Fate::Skipped { day: due.local.date().max(frame.today()) };
            Ok(Decided { changes: self.with_fate(row, &asked, frame, fate)?, answer: () })
        })?;
        Ok(self
            .person(target.person, 0)?
            .cadences
            .into_iter()
            .filter_map(|cadence| cadence.due)
            .map(|due| due.at.with_timezone(&self.zone()))
            .collect())
    }

    /// Asks for nobody before `wait` is over. Returns when that is.
    ///
    /// # Errors
    /// [`AppError::InPast`].
    pub fn pause_all(&self, wait: Wait) -> Result<DateTime<Utc>, AppError> {
        self.change_settings_named("pause", |settings, frame| {
            let until = wait.instant(frame)?;
            settings.paused_until = Some(until);
            Ok(until)
        })
    }

    /// Goes on asking. What was held comes now.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn resume_all(&self) -> Result<(), AppError> {
        self.change_settings_named("resume", |settings: &mut Settings, _| {
            settings.paused_until = None;
            Ok(())
        })
    }

    /// Does not ask for this person before the local day `until`.
    ///
    /// # Errors
    /// [`AppError::InPast`], [`AppError::Gone`], [`AppError::NotActive`].
    pub fn pause(&self, person: PersonId, until: NaiveDate) -> Result<(), AppError> {
        self.act(By::User, "pause", |_, frame| {
            if until <= frame.today() {
                return Err(AppError::InPast);
            }
            let person = self.stored(person)?;
            if !person.status.is_active() {
                return Err(AppError::NotActive { name: person.name, status: person.status });
            }
            let changes = vec![put(Person { paused_until: Some(until), ..person })];
            Ok(Decided { changes, answer: () })
        })
    }

    /// Goes on asking for this person.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn resume(&self, person: PersonId) -> Result<(), AppError> {
        self.act(By::User, "resume", |_, _| {
            let person = self.stored(person)?;
            if !person.status.is_active() {
                return Err(AppError::NotActive { name: person.name, status: person.status });
            }
            let changes = match person.paused_until {
                Some(_) => vec![put(Person { paused_until: None, ..person })],
                None => Vec::new(),
            };
            Ok(Decided { changes, answer: () })
        })
    }

    /// What was shown, when, and what became of it; newest first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn prompts(&self, limit: usize) -> Result<Vec<PromptLine>, AppError> {
        let cache = self.cache();
        let today = self.frame(&cache).today();
        let line = |prompt: Prompt| {
            let row = cache.row(prompt.person);
            let cadences = row.map(|row| row.cadences_in_force(&cache.settings, today)).unwrap_or_default();
            let mode =
                cadences.iter().find(|cadence| cadence.id == prompt.cadence).map(|cadence| cadence.mode);
            PromptLine { name: cache.name(prompt.person), mode, prompt }
        };
        Ok(self.book()?.prompts(limit)?.into_iter().map(line).collect())
    }

    /// A local day as `wait` means it from now: for what is paused until a day.
    ///
    /// # Errors
    /// [`AppError::InPast`].
    pub fn day_of(&self, wait: Wait) -> Result<NaiveDate, AppError> {
        let cache = self.cache();
        let frame = Frame { now: self.now(), zone: self.zone(), settings: &cache.settings };
        let instant = wait.instant(&frame)?;
        let day = instant.with_timezone(&frame.zone).date_naive();
        // Part of a day is a day: somebody paused for an hour is not asked for today.
        Ok(if day == frame.today() { day.checked_add_days(Days::new(1)).unwrap_or(day) } else { day })
    }

    /// One prompt an occurrence: the one there is with its new fate, or a new one that never had to be shown.
    fn with_fate(
        &self,
        row: &Row,
        asked: &[(CadenceId, Due)],
        frame: &Frame<'_>,
        fate: impl Fn(&Due) -> Fate,
    ) -> Result<Vec<Change>, AppError> {
        let mut changes = Vec::new();
        for (cadence, due) in asked {
            let prompt = match self.open_prompt(row, *cadence, due.slot)? {
                Some(prompt) => prompt,
                None => Prompt {
                    id: PromptId::new(frame.now),
                    person: row.id,
                    cadence: *cadence,
                    slot: due.slot,
                    fired: frame.now,
                    day: frame.today(),
                    digest: false,
                    fate: Fate::Fired,
                    extra: Extra::new(),
                },
            };
            changes.push(Change::Put(Record::Prompt(Prompt { fate: fate(due), ..prompt })));
        }
        Ok(changes)
    }

    fn open_prompt(&self, row: &Row, cadence: CadenceId, slot: Slot) -> Result<Option<Prompt>, AppError> {
        let open = row.summary.marks.get(&cadence).and_then(|mark| mark.open_for(slot));
        match open {
            Some(open) => Ok(self.book()?.prompt(open.id)?),
            None => Ok(None),
        }
    }
}

/// The row of somebody of whom anything is asked.
fn in_touch(cache: &Cache, person: PersonId) -> Result<&Row, AppError> {
    let row = cache.row(person).ok_or(AppError::Gone(Kind::Person))?;
    match row.status.is_active() {
        true => Ok(row),
        false => Err(AppError::NotActive { name: row.name.clone(), status: row.status }),
    }
}

/// The cadences of a person that the target means, with what each asks for.
fn asked(
    row: &Row,
    target: Target,
    frame: &Frame<'_>,
    counts: impl Fn(&Due) -> bool,
) -> Result<Vec<(CadenceId, Due)>, AppError> {
    let cadences = row.cadences_in_force(frame.settings, frame.today());
    let asked: Vec<_> = cadences
        .iter()
        .filter(|cadence| target.cadence.is_none_or(|id| cadence.id == id))
        .filter_map(|cadence| Some((cadence.id, due(cadence, row.preferred_time, &row.summary, frame)?)))
        .filter(|(_, due)| counts(due))
        .collect();
    match asked.is_empty() {
        true => Err(AppError::NothingAsked(row.name.clone())),
        false => Ok(asked),
    }
}
