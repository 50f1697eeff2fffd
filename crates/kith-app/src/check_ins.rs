//! Check-ins: logging that a contact happened, correcting it, and what that means for the cadences.
//!
//! There is one path by which a contact reaches the book, whichever face it was logged from, so that every kind of
//! contact moves every clock it should.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use kith_core::{
    Cadence, CheckIn, CheckInId, Extra, Fate, Felt, LastContacts, Mode, Person, PersonId, Prompt, StartedBy,
    Summary,
    due::{Due, Frame, due},
    phrase::{self, Understood, Vocabulary, Who},
    row::Row,
    zoned::to_instant,
};
use kith_store::{Change, Key, Record};

use crate::{
    App, AppError,
    cache::Cache,
    error::Kind,
    people::put,
    plans,
    shared::{By, Decided},
    starters,
    step_up::SteppedUp,
};

/// A contact to log.
#[derive(Clone, PartialEq, Debug)]
pub struct NewCheckIn {
    /// With whom; at least one.
    pub people: Vec<PersonId>,
    /// How.
    pub mode: Mode,
    /// The local day and, if known, the wall time; `None` is now.
    pub when: Option<Day>,
    /// How long, in minutes: 1 to 10,080 (a week).
    pub minutes: Option<u32>,
    /// Who started it.
    pub started_by: Option<StartedBy>,
    /// What stayed of it.
    pub note: String,
    /// How it left you.
    pub felt: Option<Felt>,
    /// What you said you would do for them. It becomes a starter; correcting a check-in leaves those alone.
    pub promise: Option<String>,
}

/// A local day, and the wall time on it where that is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Day {
    /// The day.
    pub day: NaiveDate,
    /// The time.
    pub time: Option<NaiveTime>,
}

/// What logging did.
#[derive(Clone, PartialEq, Debug)]
pub struct Logged {
    /// The check-in as stored.
    pub check_in: CheckIn,
    /// The names of its people, in their order.
    pub names: Vec<String>,
    /// Which cadences it satisfied.
    pub satisfied: Vec<Satisfied>,
    /// When each cadence of these people asks next; of those whom Kith may suggest.
    pub next: Vec<NextDue>,
    /// What was promised, as it is kept.
    pub promise: Option<String>,
    /// Of a mere reaction: what could be suggested in its place to all of them, a call or else a meeting.
    pub could: Option<Mode>,
    /// After many messages: that a call would be good. Of several people only for one.
    pub step_up: Option<SteppedUp>,
}

/// A cadence that a check-in satisfied.
#[derive(Clone, PartialEq, Debug)]
pub struct Satisfied {
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Which.
    pub cadence: Cadence,
}

/// When a cadence asks next.
#[derive(Clone, PartialEq, Debug)]
pub struct NextDue {
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Which.
    pub cadence: Cadence,
    /// When.
    pub due: DateTime<Tz>,
}

impl App {
    /// What a typed line means, without doing anything.
    pub fn understand(&self, text: &str) -> Understood {
        let cache = self.cache();
        phrase::understand(text, cache.index(), &Vocabulary::english(), self.now(), self.zone())
    }

    /// The check-in that an understood line describes. Of people that fit several, those in `chosen` are meant.
    ///
    /// # Errors
    /// [`AppError::SeveralNamed`], [`AppError::NobodyNamed`], [`AppError::NoPeople`], [`AppError::NoMode`];
    /// [`AppError::BadWhen`] when something in it looks like a day or a time and is none. Whoever knows the day otherwise
    /// takes that out first.
    pub fn from_understood(
        &self,
        understood: &Understood,
        chosen: &[PersonId],
    ) -> Result<NewCheckIn, AppError> {
        let mut people = Vec::new();
        for named in &understood.people {
            let id = match &named.who {
                Who::One(id) => *id,
                Who::Several(ids) => *ids.iter().find(|id| chosen.contains(id)).ok_or_else(|| {
                    let people = ids.iter().map(|id| (*id, self.name(*id))).collect();
                    AppError::SeveralNamed { typed: named.typed.clone(), people }
                })?,
                Who::Nobody => return Err(AppError::NobodyNamed(named.typed.clone())),
            };
            people.push(id);
        }
        if people.is_empty() {
            return Err(AppError::NoPeople);
        }
        if let Some(puzzling) = &understood.puzzling {
            return Err(AppError::BadWhen(puzzling.clone()));
        }
        let today = self.local_now().date_naive();
        let when = match (understood.day, understood.time) {
            (None, None) => None,
            (day, time) => Some(Day { day: day.unwrap_or(today), time }),
        };
        Ok(NewCheckIn {
            people,
            mode: understood.mode.ok_or(AppError::NoMode)?,
            when,
            minutes: understood.minutes,
            started_by: understood.started_by,
            note: understood.note.clone(),
            felt: None,
            promise: understood.promise.clone(),
        })
    }

    /// Logs a contact. It is on the disk when this returns.
    ///
    /// # Errors
    /// [`AppError::NoPeople`], [`AppError::Gone`], [`AppError::InFuture`], [`AppError::OutOfRange`].
    pub fn log(&self, new: &NewCheckIn) -> Result<Logged, AppError> {
        self.act(By::User, "log", |cache, frame| self.logging(new, cache, frame))
    }

    /// What logging a contact changes: the one path, for whatever act it is part of.
    pub(crate) fn logging(
        &self,
        new: &NewCheckIn,
        cache: &Cache,
        frame: &Frame<'_>,
    ) -> Result<Decided<Logged>, AppError> {
        let check_in = settled(new, CheckInId::new(frame.now), frame)?;
        let mut changes = Vec::new();
        let names = check_in.people.iter().map(|id| cache.name(*id)).collect();
        let mut satisfied = Vec::new();
        let mut next = Vec::new();
        for id in &check_in.people {
            let row = cache.row(*id).ok_or(AppError::Gone(Kind::Person))?;
            let mut after = row.summary.clone();
            after.last.include(&check_in);
            for turned in turned(row, &after, frame) {
                if turned.moved {
                    let cadence = turned.cadence.clone();
                    satisfied.push(Satisfied { person: *id, name: row.name.clone(), cadence });
                }
                if let Some(due) = turned.after.filter(|_| row.is_ever_suggested()) {
                    let due = due.at.with_timezone(&frame.zone);
                    next.push(NextDue { person: *id, name: row.name.clone(), cadence: turned.cadence, due });
                }
            }
            changes.extend(self.fates(row, &after, check_in.id, frame)?);
        }
        changes.insert(0, Change::Put(Record::CheckIn(check_in.clone())));
        let promise = new.promise.as_deref().and_then(starters::in_short);
        changes.extend(self.spoken(cache, &check_in, promise.as_deref(), frame)?);
        let could = starters::could(cache, &check_in, frame);
        // Only a message gives reason for a step up, and only what is spoken uses a question: a person is put once.
        let step_up = self.step_up(cache, &check_in, frame)?.map(|(person, step)| {
            let from = step.from.map(|from| from.with_timezone(&frame.zone));
            let (id, name, today) = (person.id, person.name.clone(), frame.today());
            changes.push(put(Person { stepped_up: Some(today), ..person }));
            SteppedUp { person: id, name, mode: step.mode, from }
        });
        Ok(Decided { changes, answer: Logged { check_in, names, satisfied, next, promise, could, step_up } })
    }

    /// Corrects a check-in: everything but its id and when it was logged can change. Prompts it had answered wait again
    /// if it no longer answers them.
    ///
    /// # Errors
    /// As [`App::log`].
    pub fn edit_check_in(&self, id: CheckInId, new: &NewCheckIn) -> Result<CheckIn, AppError> {
        self.act(By::User, "check-in.edit", |cache, frame| {
            let before = self.check_in(id)?;
            let after = settled(new, id, frame)?;
            let after = CheckIn { logged: before.logged, extra: before.extra.clone(), ..after };
            let mut changes = vec![Change::Put(Record::CheckIn(after.clone()))];
            changes.extend(self.fates_without(cache, &before, Some(&after), frame)?);
            Ok(Decided { changes, answer: after })
        })
    }

    /// Takes a check-in out of the book. Prompts it had answered wait again, and a plan that became it is open again.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn remove_check_in(&self, id: CheckInId) -> Result<CheckIn, AppError> {
        self.act(By::User, "check-in.remove", |cache, frame| {
            let check_in = self.check_in(id)?;
            let mut changes = vec![Change::Remove(Key::CheckIn(id))];
            changes.extend(self.fates_without(cache, &check_in, None, frame)?);
            changes.extend(plans::without(id, cache, frame));
            Ok(Decided { changes, answer: check_in })
        })
    }

    /// One check-in.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn check_in(&self, id: CheckInId) -> Result<CheckIn, AppError> {
        self.book()?.check_in(id)?.ok_or(AppError::Gone(Kind::CheckIn))
    }

    /// The check-ins logged last, newest first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn recent(&self, limit: usize) -> Result<Vec<CheckIn>, AppError> {
        Ok(self.book()?.recent(limit)?)
    }

    /// What becomes of prompts when `before` turns into `after` or goes away.
    fn fates_without(
        &self,
        cache: &Cache,
        before: &CheckIn,
        after: Option<&CheckIn>,
        frame: &Frame<'_>,
    ) -> Result<Vec<Change>, AppError> {
        let mut people = before.people.clone();
        people.extend(after.iter().flat_map(|after| &after.people).copied());
        people.sort_unstable();
        people.dedup();
        let mut changes = Vec::new();
        for id in people {
            let row = cache.row(id).ok_or(AppError::Gone(Kind::Person))?;
            let mut last = LastContacts::default();
            let history = self.book()?.history(id, 0, usize::MAX)?;
            history
                .iter()
                .filter(|check_in| check_in.id != before.id)
                .for_each(|check_in| last.include(check_in));
            after.iter().filter(|after| after.people.contains(&id)).for_each(|after| last.include(after));
            let summary = Summary { last, ..row.summary.clone() };
            changes.extend(self.fates(row, &summary, before.id, frame)?);
        }
        Ok(changes)
    }

    /// The prompts of a person whose fate changes when the past becomes `after` by the check-in `by`: those whose slot
    /// is past are answered; those that `by` had answered and whose slot is due again wait again.
    fn fates(
        &self,
        row: &Row,
        after: &Summary,
        by: CheckInId,
        frame: &Frame<'_>,
    ) -> Result<Vec<Change>, AppError> {
        if row.summary.marks.is_empty() {
            return Ok(Vec::new());
        }
        let cadences = row.cadences_in_force(frame.settings, frame.today());
        let asks_for = |prompt: &Prompt, summary: &Summary| {
            let cadence = cadences.iter().find(|cadence| cadence.id == prompt.cadence);
            let due = cadence.and_then(|cadence| due(cadence, row.preferred_time, summary, frame));
            due.is_some_and(|due| due.slot == prompt.slot)
        };
        let prompts = self.book()?.prompts_of(row.id)?;
        Ok(prompts
            .into_iter()
            .filter_map(|prompt| {
                let asked = asks_for(&prompt, after);
                let fate = match prompt.fate {
                    Fate::Answered { check_in } if check_in == by && asked => Fate::Fired,
                    Fate::Fired | Fate::Snoozed { .. } if !asked && asks_for(&prompt, &row.summary) => {
                        Fate::Answered { check_in: by }
                    }
                    _ => return None,
                };
                Some(Change::Put(Record::Prompt(Prompt { fate, ..prompt })))
            })
            .collect())
    }
}

/// How a cadence stands before and after a contact.
struct Turned {
    cadence: Cadence,
    after: Option<Due>,
    moved: bool,
}

fn turned(row: &Row, after: &Summary, frame: &Frame<'_>) -> Vec<Turned> {
    row.cadences_in_force(frame.settings, frame.today())
        .into_iter()
        .map(|cadence| {
            let before_due = due(&cadence, row.preferred_time, &row.summary, frame);
            let after_due = due(&cadence, row.preferred_time, after, frame);
            Turned { moved: before_due != after_due, after: after_due, cadence }
        })
        .collect()
}

/// The check-in as it is stored: its instant and its local day settled, its people without doubles.
fn settled(new: &NewCheckIn, id: CheckInId, frame: &Frame<'_>) -> Result<CheckIn, AppError> {
    let mut people = Vec::new();
    new.people.iter().for_each(|id| {
        if !people.contains(id) {
            people.push(*id)
        }
    });
    if people.is_empty() {
        return Err(AppError::NoPeople);
    }
    if new.minutes.is_some_and(|minutes| !(1..=10_080).contains(&minutes)) {
        return Err(AppError::OutOfRange("minutes"));
    }
    let (at, day) = instant(new.when, frame)?;
    Ok(CheckIn {
        id,
        people,
        mode: new.mode,
        at,
        day,
        minutes: new.minutes,
        started_by: new.started_by,
        note: new.note.trim().to_owned(),
        felt: new.felt,
        logged: frame.now,
        extra: Extra::new(),
    })
}

/// Noon stands for a day without a time, the present for today.
fn instant(when: Option<Day>, frame: &Frame<'_>) -> Result<(DateTime<Utc>, NaiveDate), AppError> {
    let today = frame.today();
    let Some(Day { day, time }) = when else { return Ok((frame.now, today)) };
    let at = match time {
        None if day == today => frame.now,
        None => to_instant(day.and_time(NaiveTime::MIN) + TimeDelta::hours(12), frame.zone),
        Some(time) => to_instant(day.and_time(time), frame.zone),
    };
    // A minute's grace: clocks of a phone and a computer differ.
    match day > today || at > frame.now + TimeDelta::minutes(1) {
        true => Err(AppError::InFuture(day)),
        false => Ok((at, day)),
    }
}
