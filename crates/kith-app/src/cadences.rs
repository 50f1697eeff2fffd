//! Cadences: giving them to people, taking them away, and showing what dates they would bring.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use kith_core::{
    Cadence, CadenceId, CircleDefault, Extra, Interval, Mode, Person, PersonId, Repeat,
    due::Frame,
    recurrence::{Rule, preview},
    spread::Spread,
};

use crate::{
    App, AppError,
    cache::Cache,
    error::Kind,
    people::put,
    shared::{By, Decided},
};

/// A cadence as somebody asks for it.
#[derive(Clone, PartialEq, Debug)]
pub struct NewCadence {
    /// The least that satisfies it.
    pub mode: Mode,
    /// When it asks again.
    pub repeat: NewRepeat,
}

/// How a new cadence shall repeat.
#[derive(Clone, PartialEq, Debug)]
pub enum NewRepeat {
    /// So long after the last satisfying contact.
    After {
        /// How long.
        every: Interval,
        /// The local wall time it asks at; `None` follows the person's or the app's preferred time.
        at: Option<NaiveTime>,
    },
    /// On the slots of an RRULE (RFC 5545, section 3.3.10).
    Rule {
        /// The RRULE.
        rule: String,
        /// A wall time from which on the rule counts; it is moved to the first occurrence.
        start: NaiveDateTime,
        /// The zone of the wall times; `None` follows the zone in force.
        zone: Option<Tz>,
    },
}

impl NewRepeat {
    /// The repeat as it is stored: a rule starts at an occurrence of its own.
    ///
    /// # Errors
    /// [`AppError::BadRule`].
    fn settled(&self, first: impl FnOnce(Interval) -> NaiveDate) -> Result<Repeat, AppError> {
        Ok(match self {
            NewRepeat::After { every, at } => Repeat::After { every: *every, first: first(*every), at: *at },
            NewRepeat::Rule { rule, start, zone } => {
                let parsed = Rule::parse(rule, *start)?;
                Repeat::Rule { rule: rule.trim().to_owned(), start: parsed.first(), zone: *zone }
            }
        })
    }
}

impl App {
    /// Gives a person one more cadence. From their first own one on, those of the circle no longer hold for them.
    ///
    /// # Errors
    /// [`AppError::Gone`], [`AppError::BadRule`], [`AppError::ReactionFloor`].
    pub fn add_cadence(&self, person: PersonId, new: &NewCadence) -> Result<Cadence, AppError> {
        let mut added = self.add_cadences(&[person], new)?;
        added.pop().ok_or(AppError::Gone(Kind::Person))
    }

    /// Gives each of these people one more cadence, spread so that they do not all ask on one day.
    ///
    /// # Errors
    /// As [`App::add_cadence`]; then nobody gets one.
    pub fn add_cadences(&self, people: &[PersonId], new: &NewCadence) -> Result<Vec<Cadence>, AppError> {
        if new.mode == Mode::Reaction {
            return Err(AppError::ReactionFloor);
        }
        self.act(By::User, "cadence.add", |cache, frame| {
            let mut days = first_days(cache, frame);
            let mut added = Vec::new();
            let mut changes = Vec::new();
            for id in people {
                let mut person = self.stored(*id)?;
                let cadence = Cadence {
                    id: CadenceId::new(frame.now),
                    mode: new.mode,
                    repeat: new.repeat.settled(|every| days.take(every))?,
                    added: frame.now,
                    extra: Extra::new(),
                };
                person.cadences.push(cadence.clone());
                added.push(cadence);
                changes.push(put(person));
            }
            Ok(Decided { changes, answer: added })
        })
    }

    /// Changes a cadence in place; its prompts so far stay with it.
    ///
    /// # Errors
    /// As [`App::add_cadence`]; [`AppError::Gone`] also for a cadence that the circle brings.
    pub fn edit_cadence(
        &self,
        person: PersonId,
        id: CadenceId,
        new: &NewCadence,
    ) -> Result<Cadence, AppError> {
        if new.mode == Mode::Reaction {
            return Err(AppError::ReactionFloor);
        }
        self.act(By::User, "cadence.edit", |_, frame| {
            let mut person = self.stored(person)?;
            let cadence = person.cadences.iter_mut().find(|cadence| cadence.id == id);
            let cadence = cadence.ok_or(AppError::Gone(Kind::Cadence))?;
            let first = match &cadence.repeat {
                Repeat::After { first, .. } => *first,
                Repeat::Rule { .. } => frame.today(),
            };
            cadence.mode = new.mode;
            cadence.repeat = new.repeat.settled(|_| first)?;
            let answer = cadence.clone();
            Ok(Decided { changes: vec![put(person)], answer })
        })
    }

    /// Takes a cadence away. After their last own one, those of the circle hold again.
    ///
    /// # Errors
    /// [`AppError::Gone`] when the person has no such cadence of their own.
    pub fn remove_cadence(&self, person: PersonId, id: CadenceId) -> Result<Cadence, AppError> {
        self.act(By::User, "cadence.remove", |_, _| {
            let mut person = self.stored(person)?;
            let place = person.cadences.iter().position(|cadence| cadence.id == id);
            let removed = person.cadences.remove(place.ok_or(AppError::Gone(Kind::Cadence))?);
            Ok(Decided { changes: vec![put(person)], answer: removed })
        })
    }

    /// The cadences in force for a person: their own, or while there are none, those of their circle.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn cadences(&self, person: PersonId) -> Result<Vec<Cadence>, AppError> {
        let person: Person = self.stored(person)?;
        let cache = self.cache();
        Ok(person.cadences_in_force(&cache.settings, self.frame(&cache).today()))
    }

    /// The next `count` dates of a cadence, without any book: for an after-last-contact one counted from the
    /// local day `last` (today, if not given), for a rule those from its start on.
    ///
    /// # Errors
    /// [`AppError::BadRule`].
    pub fn preview(
        &self,
        repeat: &NewRepeat,
        last: Option<NaiveDate>,
        count: usize,
    ) -> Result<Vec<DateTime<Tz>>, AppError> {
        let cache = self.cache();
        let frame = Frame { now: self.now(), zone: self.zone(), settings: &cache.settings };
        dates(repeat, last, &frame, count)
    }

    /// The cadences that a circle brings.
    pub fn circle_cadences(&self, circle: kith_core::Circle) -> Vec<CircleDefault> {
        self.cache().settings.circle_defaults(circle)
    }
}

/// As [`App::preview`], for callers that have opened no book.
///
/// # Errors
/// [`AppError::BadRule`].
pub fn dates(
    repeat: &NewRepeat,
    last: Option<NaiveDate>,
    frame: &Frame<'_>,
    count: usize,
) -> Result<Vec<DateTime<Tz>>, AppError> {
    let today = frame.today();
    let repeat = repeat.settled(|_| today)?;
    Ok(preview(&repeat, Some(last.unwrap_or(today)), None, frame, count))
}

/// The days on which never contacted cadences already ask first, to spread new ones over.
pub(crate) fn first_days(cache: &Cache, frame: &Frame<'_>) -> Spread {
    let mut load: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for row in cache.rows.iter().filter(|row| row.summary.last.any().is_none()) {
        let first = row.cadences_in_force(frame.settings, frame.today()).into_iter().filter_map(|cadence| {
            match cadence.repeat {
                Repeat::After { first, .. } => Some(first),
                Repeat::Rule { .. } => None,
            }
        });
        // One person is one prompt, however many cadences begin that day.
        if let Some(day) = first.min() {
            *load.entry(day).or_default() += 1;
        }
    }
    Spread::new(frame.today(), usize::from(frame.settings.daily_cap.max(1)), load)
}
