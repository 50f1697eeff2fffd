//! Starters and promises: what a conversation can begin with, and what to do instead of a like.
//!
//! A like is where contact ends for most; here it is where it begins. What somebody saw becomes a call, a plan or at least
//! something to speak of, and none of that counts before people have spoken. What was seen is done with once they have;
//! a promise stands until it is ticked off.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use kith_core::{
    Card, CheckIn, Circle, Extra, Mode, Person, PersonId, Starter, StarterId, StarterKind, Status, card,
    due::Frame, row::Row, suggest::Hindrance,
};
use kith_exchange::many_lines;
use kith_store::{Change, Key, Record};

use crate::{
    App, AppError, Found,
    cache::Cache,
    error::Kind,
    people::put,
    shared::{By, Decided},
    today::their_time,
};

/// So many of the latest check-ins are looked through for a note.
const LOOKED_BACK: usize = 5;

/// What can be done instead of a like.
#[derive(Clone, PartialEq, Debug)]
pub struct Instead {
    /// Of whom something was seen.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their circle.
    pub circle: Option<Circle>,
    /// How it stands with them. Of somebody who has died nothing is left but to keep it as a memory.
    pub status: Status,
    /// Whether a call may be suggested now.
    pub call: bool,
    /// Whether to meet may be suggested.
    pub plan: bool,
    /// Why no call is suggested, if so.
    pub hindrance: Option<Hindrance>,
    /// What time it is for them, where that is another time than here.
    pub their_time: Option<DateTime<Tz>>,
}

impl App {
    /// Keeps something for the next conversation with somebody. It counts as no contact.
    ///
    /// # Errors
    /// [`AppError::NothingToKeep`], [`AppError::NotActive`] for somebody who has died, [`AppError::Gone`].
    pub fn add_starter(&self, person: PersonId, kind: StarterKind, text: &str) -> Result<Starter, AppError> {
        self.act(By::User, "starter.add", |cache, frame| {
            let row = cache.row(person).ok_or(AppError::Gone(Kind::Person))?;
            if row.status == Status::Deceased {
                return Err(AppError::NotActive { name: row.name.clone(), status: row.status });
            }
            let text = checked(text)?;
            let starter = starter(person, kind, text, frame);
            Ok(Decided { changes: vec![kept(starter.clone())], answer: starter })
        })
    }

    /// Writes something down among what is remembered of somebody: all that is left to do for the dead.
    ///
    /// # Errors
    /// [`AppError::NothingToKeep`], [`AppError::Gone`].
    pub fn remember(&self, person: PersonId, text: &str) -> Result<Person, AppError> {
        let text = checked(text)?;
        self.edit_person(person, |person| {
            let lines = [person.note.trim_end(), text.as_str()];
            person.note = lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        })
    }

    /// Ticks a starter off: the promise is kept, or what was seen was spoken of. One that was made to several people at
    /// once is ticked off for all of them.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn tick_starter(&self, id: StarterId) -> Result<Starter, AppError> {
        self.act(By::User, "starter.tick", |cache, frame| {
            let starter = found(cache, id)?;
            let same = |other: &&Starter| {
                (other.made, other.kind, &other.text) == (starter.made, starter.kind, &starter.text)
            };
            let open = cache.starters.values().filter(same).filter(|other| other.is_open());
            let changes = open.map(|other| done(other, frame.now)).collect();
            let done = starter.done.or(Some(frame.now));
            Ok(Decided { changes, answer: Starter { done, ..starter.clone() } })
        })
    }

    /// Says a starter in other words.
    ///
    /// # Errors
    /// [`AppError::NothingToKeep`], [`AppError::Gone`].
    pub fn edit_starter(&self, id: StarterId, text: &str) -> Result<Starter, AppError> {
        self.act(By::User, "starter.edit", |cache, _| {
            let before = found(cache, id)?;
            let after = Starter { text: checked(text)?, ..before.clone() };
            let changes = if after == *before { Vec::new() } else { vec![kept(after.clone())] };
            Ok(Decided { changes, answer: after })
        })
    }

    /// Takes a starter out of the book.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn remove_starter(&self, id: StarterId) -> Result<Starter, AppError> {
        self.act(By::User, "starter.remove", |cache, _| {
            let starter = found(cache, id)?.clone();
            Ok(Decided { changes: vec![Change::Remove(Key::Starter(id))], answer: starter })
        })
    }

    /// All starters of somebody, the latest first, also those that are done.
    pub fn starters(&self, person: PersonId) -> Vec<Starter> {
        let cache = self.cache();
        let of_them = cache.starters.values().filter(|starter| starter.person == person);
        let mut starters: Vec<Starter> = of_them.cloned().collect();
        starters.sort_by_key(|starter| std::cmp::Reverse((starter.made, starter.id)));
        starters
    }

    /// What a conversation with somebody can begin with.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn card(&self, person: PersonId) -> Result<Card, AppError> {
        let cache = self.cache();
        let person = self.stored(person)?;
        self.card_of(&cache, &person, &self.frame(&cache))
    }

    /// Passes over the question that is shown for somebody: it never comes again for them. Gives the one that comes in its
    /// place, if there is one left.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn another_question(&self, person: PersonId) -> Result<Option<u16>, AppError> {
        self.act(By::User, "question.another", |cache, frame| {
            let before = self.stored(person)?;
            let Some(after) = self.asked(cache, before, frame)? else {
                return Ok(Decided { changes: Vec::new(), answer: None });
            };
            let answer = self.card_of(cache, &after, frame)?.question;
            Ok(Decided { changes: vec![put(after)], answer })
        })
    }

    /// What can be done now instead of a like for somebody.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn instead(&self, person: PersonId) -> Result<Instead, AppError> {
        let cache = self.cache();
        let frame = self.frame(&cache);
        let row = cache.row(person).ok_or(AppError::Gone(Kind::Person))?;
        let hindrance = row.hindrance(Mode::Voice, &frame);
        Ok(Instead {
            person,
            name: row.name.clone(),
            circle: row.circle,
            status: row.status,
            call: hindrance.is_none(),
            plan: row.hindrance(Mode::InPerson, &frame).is_none(),
            hindrance,
            their_time: their_time(row, &frame).filter(|_| row.is_ever_suggested()),
        })
    }

    /// Of whom something may have been seen, before a name is typed: those last in touch with, of whom anything may be
    /// suggested now.
    pub fn instead_of_whom(&self, limit: usize) -> Vec<Found> {
        let cache = self.cache();
        let frame = self.frame(&cache);
        let may = |row: &&Row| row.hindrance(Mode::InPerson, &frame).is_none();
        let mut rows: Vec<&Row> = cache.by_name().filter(may).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.summary.last.any().map(|contact| contact.at)));
        rows.into_iter().take(limit).map(Found::unsought).collect()
    }

    /// What speaking with people does besides moving their clocks: the question they were shown was asked, what was seen
    /// of them was spoken of, and what was promised stands on their cards.
    pub(crate) fn spoken(
        &self,
        cache: &Cache,
        check_in: &CheckIn,
        promise: Option<&str>,
        frame: &Frame<'_>,
    ) -> Result<Vec<Change>, AppError> {
        let mut changes = Vec::new();
        if check_in.mode.satisfies(Mode::Voice) {
            for id in &check_in.people {
                changes.extend(self.asked(cache, self.stored(*id)?, frame)?.map(put));
            }
            let seen_of = |starter: &&Starter| {
                starter.kind == StarterKind::Saw
                    && starter.is_open()
                    && starter.made <= check_in.at
                    && check_in.people.contains(&starter.person)
            };
            changes.extend(cache.starters.values().filter(seen_of).map(|seen| done(seen, check_in.at)));
        }
        let alive = |id: &&PersonId| cache.row(**id).is_some_and(|row| row.status != Status::Deceased);
        let promised = promise.into_iter().flat_map(|promise| {
            let to = check_in.people.iter().filter(alive);
            to.map(|id| kept(starter(*id, StarterKind::Promise, promise.to_owned(), frame)))
        });
        changes.extend(promised);
        Ok(changes)
    }

    pub(crate) fn card_of(
        &self,
        cache: &Cache,
        person: &Person,
        frame: &Frame<'_>,
    ) -> Result<Card, AppError> {
        let row = cache.row(person.id).ok_or(AppError::Gone(Kind::Person))?;
        let latest = self.book()?.history(person.id, 0, LOOKED_BACK)?;
        Ok(card::card(person, row, cache.starters.values(), &latest, frame))
    }

    /// The person with the question that their card shows as asked; `None` when it shows none.
    fn asked(
        &self,
        cache: &Cache,
        mut person: Person,
        frame: &Frame<'_>,
    ) -> Result<Option<Person>, AppError> {
        let shown = self.card_of(cache, &person, frame)?.question;
        Ok(shown.map(|number| {
            person.questions.push(number);
            person
        }))
    }
}

/// A text as it is kept; `None` when there is nothing in it.
pub(crate) fn in_short(text: &str) -> Option<String> {
    Some(many_lines(text.trim())).filter(|text| !text.is_empty())
}

/// What could be suggested in place of a mere reaction to everybody in it.
pub(crate) fn could(cache: &Cache, check_in: &CheckIn, frame: &Frame<'_>) -> Option<Mode> {
    let may = |mode: Mode| {
        let row = |id| cache.row(id).is_some_and(|row| row.hindrance(mode, frame).is_none());
        check_in.people.iter().all(|id| row(*id))
    };
    let reaction = check_in.mode == Mode::Reaction;
    [Mode::Voice, Mode::InPerson].into_iter().find(|mode| reaction && may(*mode))
}

fn checked(text: &str) -> Result<String, AppError> {
    in_short(text).ok_or(AppError::NothingToKeep)
}

fn found(cache: &Cache, id: StarterId) -> Result<&Starter, AppError> {
    cache.starters.get(&id).ok_or(AppError::Gone(Kind::Starter))
}

fn starter(person: PersonId, kind: StarterKind, text: String, frame: &Frame<'_>) -> Starter {
    Starter {
        id: StarterId::new(frame.now),
        person,
        kind,
        text,
        made: frame.now,
        day: frame.today(),
        done: None,
        extra: Extra::new(),
    }
}

fn kept(starter: Starter) -> Change {
    Change::Put(Record::Starter(starter))
}

fn done(starter: &Starter, at: DateTime<Utc>) -> Change {
    kept(Starter { done: Some(at), ..starter.clone() })
}
