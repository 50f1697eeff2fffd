//! People: adding, changing, removing, showing, and the circle's part in all that.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Months};
use chrono_tz::Tz;
use kith_core::{
    Cadence, CheckIn, Circle, Contact, FreeHours, Mode, PartialDate, Person, PersonId, Plan, Prompt, Summary,
    due::{Due, Frame, due},
    ladder::{self, ModeClock},
    recurrence::coming,
    suggest::Hindrance,
    whereabouts::{self, Zones},
};
use kith_exchange::one_line;
use kith_store::{Change, Key, Record};

use crate::{
    App, AppError,
    cache::{Cache, names},
    cadences::first_days,
    error::Kind,
    shared::{By, Decided},
    support,
};

/// How many of a cadence's next dates are shown.
const NEXT_DATES: usize = 5;

/// So many of the latest check-ins, likes among them, tell who begins.
const LOOKED_BACK: usize = 4 * ladder::YOURS;

/// Everything a page about one person shows.
#[derive(Clone, PartialEq, Debug)]
pub struct PersonPage {
    /// The person, with every stored field.
    pub person: Person,
    /// The past in short.
    pub summary: Summary,
    /// The cadences in force.
    pub cadences: Vec<PersonCadence>,
    /// A clock a mode, the deepest first.
    pub clocks: Vec<ModeClock>,
    /// The latest check-ins, newest first.
    pub history: Vec<CheckIn>,
    /// The names of everybody in `history`.
    pub names: BTreeMap<PersonId, String>,
    /// What was asked and what became of it, newest first.
    pub prompts: Vec<Prompt>,
    /// What time it is for them, if their zone is known: the one that was set, or that of their address or number where
    /// nothing leaves a doubt.
    pub their_time: Option<DateTime<Tz>>,
    /// While that is open: the zones in which they may be, if something tells.
    pub perhaps_in: Vec<Tz>,
}

/// A cadence of a person, and how it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct PersonCadence {
    /// The cadence.
    pub cadence: Cadence,
    /// Whether the circle brings it.
    pub of_circle: bool,
    /// Whether it is there for a while, because they are going through something.
    pub nearer: bool,
    /// Whether Kith suggests them at all; else it asks for nothing, whenever that would be.
    pub suggested: bool,
    /// When it asks.
    pub due: Option<Due>,
    /// The last contact that satisfied it.
    pub last: Option<Contact>,
    /// The next dates, if every contact came when due.
    pub next: Vec<DateTime<Tz>>,
}

impl App {
    /// Adds somebody; `fill` gives the other fields. Names are trimmed.
    ///
    /// # Errors
    /// [`AppError::NoName`], [`AppError::OutOfRange`] of free hours that end when they begin, and of a birthday or another
    /// day of the year in a year that cannot be.
    pub fn add_person(&self, name: &str, fill: impl FnOnce(&mut Person)) -> Result<Person, AppError> {
        self.act(By::User, "people.add", |cache, frame| {
            let mut person = Person::named(name, frame.now);
            fill(&mut person);
            dates_can_be(None, &person, frame)?;
            let person = checked(person)?;
            let mut added = vec![person];
            settle_circles(cache, frame, &mut added);
            let person = added.remove(0);
            Ok(Decided { changes: vec![put(person.clone())], answer: person })
        })
    }

    /// Changes somebody. The id, the cadences and the day they came are kept, whatever `change` does.
    ///
    /// # Errors
    /// As [`App::add_person`]; [`AppError::Gone`].
    pub fn edit_person(&self, id: PersonId, change: impl FnOnce(&mut Person)) -> Result<Person, AppError> {
        self.act(By::User, "people.edit", |cache, frame| {
            let before = self.stored(id)?;
            let mut after = before.clone();
            change(&mut after);
            dates_can_be(Some(&before), &after, frame)?;
            let mut after =
                checked(Person { id, cadences: before.cadences.clone(), added: before.added, ..after })?;
            if after.circle != before.circle {
                (after.circle_first, after.unsorted) = (None, false);
                let mut moved = vec![after];
                settle_circles(cache, frame, &mut moved);
                after = moved.remove(0);
            }
            let changes = if after == before { Vec::new() } else { vec![put(after.clone())] };
            Ok(Decided { changes, answer: after })
        })
    }

    /// Puts people into a circle (or none), spreading the days its cadence first asks. Says how many changed.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn set_circle(&self, ids: &[PersonId], circle: Option<Circle>) -> Result<usize, AppError> {
        self.act(By::User, "people.circle", |cache, frame| {
            let mut moved = Vec::new();
            for id in ids {
                let person = self.stored(*id)?;
                if person.circle != circle {
                    moved.push(Person { circle, circle_first: None, unsorted: false, ..person });
                }
            }
            settle_circles(cache, frame, &mut moved);
            let answer = moved.len();
            Ok(Decided { changes: moved.into_iter().map(put).collect(), answer })
        })
    }

    /// Removes somebody with their prompts, what was kept for the next conversation, and the check-ins and plans that were
    /// with them alone. Where others were there too, the check-in or plan stays with the others.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn remove_person(&self, id: PersonId) -> Result<Person, AppError> {
        self.act(By::User, "people.remove", |_, _| {
            let person = self.stored(id)?;
            let mut changes = Vec::new();
            let others = |people: &[PersonId]| -> Vec<PersonId> {
                people.iter().copied().filter(|with| *with != id).collect()
            };
            let mut gone = BTreeSet::new();
            for check_in in self.book()?.history(id, 0, usize::MAX)? {
                let people = others(&check_in.people);
                if people.is_empty() {
                    gone.insert(check_in.id);
                }
                changes.push(match people.is_empty() {
                    true => Change::Remove(Key::CheckIn(check_in.id)),
                    false => Change::Put(Record::CheckIn(CheckIn { people, ..check_in })),
                });
            }
            let prompts = self.book()?.prompts_of(id)?;
            changes.extend(prompts.iter().map(|prompt| Change::Remove(Key::Prompt(prompt.id))));
            let starters = self.book()?.starters_for(id)?;
            changes.extend(starters.iter().map(|starter| Change::Remove(Key::Starter(starter.id))));
            for plan in self.book()?.plans_with(id)? {
                let people = others(&plan.people);
                // Who was there may have been somebody alone, of several with whom it was planned.
                let check_in = plan.check_in.filter(|check_in| !gone.contains(check_in));
                changes.push(match people.is_empty() {
                    true => Change::Remove(Key::Plan(plan.id)),
                    false => Change::Put(Record::Plan(Box::new(Plan { people, check_in, ..plan }))),
                });
            }
            changes.push(Change::Remove(Key::Person(id)));
            Ok(Decided { changes, answer: person })
        })
    }

    /// Everything about one person, with the latest `history` check-ins.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn person(&self, id: PersonId, history: usize) -> Result<PersonPage, AppError> {
        let person = self.stored(id)?;
        let cache = self.cache();
        let frame = Frame { now: self.now(), zone: self.zone(), settings: &cache.settings };
        let summary = cache.row(id).map(|row| row.summary.clone()).unwrap_or_default();
        let clocks = cache.row(id).map(|row| ladder::clocks(row, &frame)).unwrap_or_default();
        let of_circle = person.cadences.is_empty();
        let suggested = person.is_ever_suggested();
        let cadences = person
            .cadences_in_force(&cache.settings, frame.today())
            .into_iter()
            .map(|cadence| {
                let due = due(&cadence, person.preferred_time, &summary, &frame);
                let last = summary.last.satisfying(cadence.mode);
                let mut next = coming(&cadence, person.preferred_time, &summary, &frame, NEXT_DATES);
                let nearer = person.going_through.as_ref().is_some_and(|it| it.cadence == cadence.id);
                let of_circle = of_circle && !nearer;
                if let Some(going) = person.going_through.as_ref().filter(|_| nearer) {
                    next.retain(|next| going.holds(next.date_naive()));
                }
                PersonCadence { cadence, of_circle, nearer, suggested, due, last, next }
            })
            .collect();
        let history = self.book()?.history(id, 0, history)?;
        let zones = whereabouts::zones(&person);
        Ok(PersonPage {
            cadences,
            clocks,
            names: names(&cache, &history),
            history,
            prompts: self.book()?.prompts_of(id)?,
            their_time: zones.one().map(|zone| frame.now.with_timezone(&zone)),
            perhaps_in: match zones {
                Zones::Several(zones) => zones,
                Zones::One(_) | Zones::Unknown => Vec::new(),
            },
            summary,
            person,
        })
    }

    /// More of somebody's check-ins, newest first.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn history(&self, id: PersonId, skip: usize, limit: usize) -> Result<Vec<CheckIn>, AppError> {
        Ok(self.book()?.history(id, skip, limit)?)
    }

    /// What is stored of somebody, without what follows from it.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn known(&self, id: PersonId) -> Result<Person, AppError> {
        self.stored(id)
    }

    /// What stands against suggesting contact with somebody in this mode now. Nobody who is not in the book is
    /// suggested.
    pub fn hindrance(&self, id: PersonId, mode: Mode) -> Option<Hindrance> {
        let cache = self.cache();
        let frame = self.frame(&cache);
        match cache.row(id) {
            Some(row) => row.hindrance(mode, &frame),
            None => Some(Hindrance::Status(kith_core::Status::Ended)),
        }
    }

    /// Whether the user began all of the latest contacts with somebody whom Kith may suggest: a word for their own page
    /// alone, in no list and compared with nobody.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn all_yours(&self, id: PersonId) -> Result<bool, AppError> {
        let is_suggested = self.cache().row(id).is_some_and(|row| row.is_ever_suggested());
        Ok(is_suggested && ladder::all_yours(&self.book()?.history(id, 0, LOOKED_BACK)?))
    }

    /// The name of a person; empty for somebody who is not in the book any more.
    pub fn name(&self, id: PersonId) -> String {
        self.cache().name(id)
    }

    /// Sets the time zone of somebody, where it was open.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn set_zone(&self, id: PersonId, zone: Tz) -> Result<Person, AppError> {
        self.edit_person(id, |person| person.zone = Some(zone))
    }

    pub(crate) fn stored(&self, id: PersonId) -> Result<Person, AppError> {
        self.book()?.person(id)?.ok_or(AppError::Gone(Kind::Person))
    }
}

/// Gives each person who came into a circle without a first day one, so that they do not all ask on one day.
pub(crate) fn settle_circles(cache: &Cache, frame: &Frame<'_>, people: &mut [Person]) {
    let mut days = first_days(cache, frame);
    for person in people.iter_mut().filter(|person| person.circle_first.is_none()) {
        let Some(circle) = person.circle else { continue };
        let shortest = frame
            .settings
            .circle_defaults(circle)
            .iter()
            .map(|default| default.every)
            .min_by_key(|e| e.days());
        person.circle_first = shortest.map(|every| days.take(every));
    }
}

pub(crate) fn put(person: Person) -> Change {
    Change::Put(Record::Person(Box::new(person)))
}

/// Whether a span ends when it begins.
pub(crate) fn has_no_end(free: FreeHours) -> bool {
    [free.weekdays, free.weekends].into_iter().flatten().any(|span| span.from == span.to)
}

/// Refuses days in years that cannot be. Those that are in the book already, from a file, may stay.
fn dates_can_be(before: Option<&Person>, after: &Person, frame: &Frame<'_>) -> Result<(), AppError> {
    let today = frame.today();
    // A wedding is known of before its day.
    let soon = today.checked_add_months(WEDDINGS_AHEAD).unwrap_or(today);
    let check = |field: &'static str, of: fn(&Person) -> Option<PartialDate>, until| {
        let is_new = before.and_then(of) != of(after);
        match of(after).filter(|date| is_new && !date.can_be(until)) {
            Some(_) => Err(AppError::OutOfRange(field)),
            None => Ok(()),
        }
    };
    check("birthday", |person| person.birthday, today)?;
    check("anniversary", |person| person.anniversary, soon)?;
    check("remembrance", |person| person.remembrance, today)
}

/// An anniversary may lie so far ahead.
const WEDDINGS_AHEAD: Months = Months::new(24);

fn checked(person: Person) -> Result<Person, AppError> {
    let hours = person.support.iter().filter_map(|support| support.hours);
    if hours.chain(person.free).any(has_no_end) {
        return Err(AppError::OutOfRange("free"));
    }
    let name = one_line(&person.name).split_whitespace().collect::<Vec<_>>().join(" ");
    match name.is_empty() {
        true => Err(AppError::NoName),
        false => {
            // There is nothing to look at again once the boundary is gone.
            let boundary_review = person.boundary.and(person.boundary_review);
            Ok(Person { name, boundary_review, support: support::in_order(person.support), ..person })
        }
    }
}
