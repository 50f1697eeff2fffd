//! Lists of people: find as you type, filters, and who a typed name means.

use chrono::{DateTime, Utc};
use kith_core::{
    Circle, Contact, PersonId, Status,
    due::{Due, Frame},
    find::{Hit, Who},
    row::Row,
    zoned::{to_instant, to_local},
};

use crate::{App, AppError, today::dues};

/// Which people to list.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct PeopleQuery {
    /// Only those whom the words fit (names, nicknames, notes, places, circle), best first.
    pub text: String,
    /// Only those of this circle.
    pub circle: Option<Circle>,
    /// Only those in no circle.
    pub no_circle: bool,
    /// Only those of this status; `None` lists the active and resting.
    pub status: Option<Status>,
    /// In which order, while no words are given.
    pub sort: Sort,
    /// How many to leave out at the beginning.
    pub skip: usize,
    /// How many at most; 0 is all.
    pub limit: usize,
}

/// The order of a list of people.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Sort {
    /// By name, as a reader expects it (without regard to case and accents).
    #[default]
    Name,
    /// The longest without contact first; never contacted before all.
    LastContact,
    /// Who is asked for next first; nobody asked for last.
    NextDue,
    /// The newest in the book first.
    Added,
}

/// A part of a list of people.
#[derive(Clone, PartialEq, Debug)]
pub struct PeopleList {
    /// How many fit in all.
    pub total: usize,
    /// How many there are in the whole book.
    pub in_book: usize,
    /// The part asked for.
    pub people: Vec<Listed>,
}

/// One person in a list.
#[derive(Clone, PartialEq, Debug)]
pub struct Listed {
    /// What is known at a glance.
    pub row: Row,
    /// The last real contact.
    pub last: Option<Contact>,
    /// When the first of the cadences asks next: when the pause is over, if there is one.
    pub due: Option<Due>,
}

/// One person found by typing.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    /// Who.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// The circle.
    pub circle: Option<Circle>,
    /// Why it fits, and where in the name.
    pub hit: Hit,
}

impl Found {
    /// Somebody for whom nothing was typed.
    pub(crate) fn unsought(row: &Row) -> Found {
        let hit = Hit { id: row.id, score: 0, ranges: Vec::new() };
        Found { id: row.id, name: row.name.clone(), circle: row.circle, hit }
    }
}

impl App {
    /// People, filtered and in order.
    pub fn people(&self, query: &PeopleQuery) -> PeopleList {
        let cache = self.cache();
        let frame = self.frame(&cache);
        let fits = |row: &&Row| {
            let circle = query.circle.is_none_or(|circle| row.circle == Some(circle));
            let loose = !query.no_circle || row.circle.is_none();
            let status = match query.status {
                Some(status) => row.status == status,
                None => matches!(row.status, Status::Active | Status::Resting),
            };
            circle && loose && status
        };
        let rows: Vec<&Row> = match query.text.trim() {
            "" => ordered(cache.by_name().filter(fits).collect(), query.sort, &frame),
            text => {
                let hits = cache.index().find(text, usize::MAX);
                hits.iter().filter_map(|hit| cache.row(hit.id)).filter(fits).collect()
            }
        };
        let limit = if query.limit == 0 { usize::MAX } else { query.limit };
        let people = rows.iter().skip(query.skip).take(limit).map(|row| listed(row, &frame)).collect();
        PeopleList { total: rows.len(), in_book: cache.rows.len(), people }
    }

    /// The best `limit` people for what is typed; the first by name where nothing is typed yet.
    pub fn find(&self, text: &str, limit: usize) -> Vec<Found> {
        let cache = self.cache();
        let found = |hit: Hit| {
            let row = cache.row(hit.id)?;
            Some(Found { id: row.id, name: row.name.clone(), circle: row.circle, hit })
        };
        match text.trim() {
            "" => cache.by_name().take(limit).map(Found::unsought).collect(),
            text => cache.index().find(text, limit).into_iter().filter_map(found).collect(),
        }
    }

    /// Whom a typed name or id means.
    ///
    /// # Errors
    /// [`AppError::NobodyNamed`], [`AppError::SeveralNamed`] with everybody it fits.
    pub fn whom(&self, typed: &str) -> Result<PersonId, AppError> {
        let cache = self.cache();
        if let Some(row) = typed.parse().ok().and_then(|id: PersonId| cache.row(id)) {
            return Ok(row.id);
        }
        match cache.index().named(typed) {
            Who::One(id) => Ok(id),
            Who::Nobody => Err(AppError::NobodyNamed(typed.trim().to_owned())),
            Who::Several(ids) => Err(AppError::SeveralNamed {
                typed: typed.trim().to_owned(),
                people: ids.into_iter().map(|id| (id, cache.name(id))).collect(),
            }),
        }
    }
}

fn listed(row: &Row, frame: &Frame<'_>) -> Listed {
    let asked = row.is_ever_suggested();
    let due = dues(row, frame).map(|(_, due)| due).filter(|_| asked).min_by_key(|due| due.at);
    let held = pause_end(row, frame);
    let due = due.map(|due| match held.filter(|held| due.at < *held) {
        Some(at) => Due { at, local: to_local(at, frame.zone), ..due },
        None => due,
    });
    Listed { last: row.summary.last.any(), due, row: row.clone() }
}

/// When somebody is asked for again who is paused, or because all are: when both pauses are over.
fn pause_end(row: &Row, frame: &Frame<'_>) -> Option<DateTime<Utc>> {
    row.pause(frame)?;
    let person = row.paused_until.map(|day| to_instant(day.into(), frame.zone));
    person.max(frame.settings.paused_until)
}

fn ordered<'a>(mut rows: Vec<&'a Row>, sort: Sort, frame: &Frame<'_>) -> Vec<&'a Row> {
    match sort {
        Sort::Name => {}
        Sort::LastContact => rows.sort_by_key(|row| row.summary.last.any().map(|contact| contact.at)),
        Sort::NextDue => rows.sort_by_cached_key(|row| {
            let next = listed(row, frame).due.map(|due| due.at);
            (next.is_none(), next)
        }),
        Sort::Added => rows.sort_by_key(|row| std::cmp::Reverse(row.added)),
    }
    rows
}
