//! A calendar of what the book has a date for: birthdays, anniversaries, plans that were agreed on, and who is asked for
//! next.
//!
//! It goes out as a file once, or is kept current in a folder that the user chooses, so that any calendar program can
//! subscribe to it. What it says follows from the book and the time alone: it is written only when it says something
//! else than before.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use kith_core::{
    Cadence, Mode, Person, PersonId, Plan, PlanState, coming, due::Frame, row::Row, zoned::to_instant,
};
use kith_exchange::{CALENDAR_MAKER, Calendar, Entry, write_calendar};

use crate::{App, AppError, NewPlan, PlanView, files::write_private, plans, today::dues};

/// Who is asked for later than this comes into the calendar in time, for programs read it again and again.
const AHEAD: TimeDelta = TimeDelta::weeks(12);

/// How the file is called.
const FILE: &str = "Kith.ics";

/// What is said in a calendar.
pub trait CalendarWords {
    /// How it is called.
    fn calendar(&self) -> String;
    /// That it is somebody's birthday.
    fn birthday_of(&self, name: &str) -> String;
    /// That it is somebody's anniversary.
    fn anniversary_of(&self, name: &str) -> String;
    /// That somebody is asked for.
    fn time_for(&self, mode: Mode, name: &str) -> String;
    /// By which cadence.
    fn because(&self, cadence: &Cadence) -> String;
    /// That there is a plan with them.
    fn plan_with(&self, mode: Mode, names: &[&str]) -> String;
    /// That there is one, for those who are in it.
    fn invited_to(&self, mode: Mode) -> String;
}

/// The calendar that is kept current.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptCalendar {
    /// Where it is.
    pub file: PathBuf,
    /// Why it is not current, if so. It is tried again with the next change, and every hour.
    pub trouble: Option<CalendarTrouble>,
}

/// Why a calendar could not be kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CalendarTrouble {
    /// There is a file of that name which Kith has not written, and it was not touched.
    NotOurs,
    /// The system refused.
    Failed(io::ErrorKind),
}

/// What is known of the calendar between two writings.
#[derive(Default)]
pub(crate) struct Keeping {
    /// The folder in which it was kept last, once that is known.
    folder: Option<Option<PathBuf>>,
    trouble: Option<CalendarTrouble>,
}

impl Keeping {
    /// The folder in which it is found to be kept when the book is opened.
    pub fn begins_in(&mut self, folder: Option<&str>) {
        self.folder.get_or_insert_with(|| folder.map(PathBuf::from));
    }
}

impl App {
    /// The calendar (RFC 5545): of everybody who is in touch and behind no boundary, or of one person.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn calendar(&self, only: Option<PersonId>, words: &dyn CalendarWords) -> Result<String, AppError> {
        let stamp = self.book()?.acts(None, 1)?.first().map_or(DateTime::UNIX_EPOCH, |act| act.at);
        let settings = self.settings();
        let ring_at = settings.preferred_time;
        let mut entries = Vec::new();
        for (id, asked) in self.in_touch(only) {
            let person = self.stored(id)?;
            entries.extend(days(&person, settings.birthday_lead, words));
            entries.extend(asked.map(|(at, cadence)| Entry::Due {
                person: id,
                cadence: cadence.id,
                at,
                minutes: NewPlan::usual_minutes(cadence.mode),
                summary: words.time_for(cadence.mode, &person.name),
                description: words.because(&cadence),
            }));
        }
        entries.extend(self.agreed(only, words));
        Ok(write_calendar(&entries, &Calendar { name: &words.calendar(), stamp, ring_at }))
    }

    /// The plans that were agreed on.
    fn agreed(&self, only: Option<PersonId>, words: &dyn CalendarWords) -> Vec<Entry> {
        let cache = self.cache();
        let frame = self.frame(&cache);
        let with = |plan: &&Plan| only.is_none_or(|only| plan.people.contains(&only));
        let agreed = cache.plans.values().filter(|plan| plan.state == PlanState::Agreed).filter(with);
        let views = agreed.map(|plan| PlanView::of_those_in_touch(plan.clone(), &cache, &frame));
        let entries = |view: PlanView| {
            let names: Vec<&str> = view.names().collect();
            plans::entries(&view.plan, &words.plan_with(view.plan.mode, &names))
        };
        views.filter(|view| !view.silent).flat_map(entries).collect()
    }

    /// Who is in touch and behind no boundary, and when they are asked for next.
    fn in_touch(&self, only: Option<PersonId>) -> Vec<(PersonId, Option<Asked>)> {
        let cache = self.cache();
        let frame = Frame { now: self.now(), zone: self.zone(), settings: &cache.settings };
        let in_touch = |row: &&Row| row.is_ever_suggested() && only.is_none_or(|only| row.id == only);
        let rows: Vec<&Row> = cache.rows.iter().filter(in_touch).collect();
        let mut asked = asked(&rows, &frame);
        rows.into_iter().map(|row| (row.id, asked.remove(&row.id))).collect()
    }

    /// Keeps the calendar current where the settings say, and takes it away from where they say so no longer.
    /// [`App::kept_calendar`] tells when that failed.
    pub fn keep_calendar(&self, words: &dyn CalendarWords) {
        // The calendar is of the user's own people, and stays while others are looked at.
        if self.is_sample() || self.book().is_err() {
            return;
        }
        let mut keeping = self.calendar_keeping();
        let wanted = self.settings().calendar_folder.map(PathBuf::from);
        let before = keeping.folder.replace(wanted.clone()).flatten();
        if let Some(before) = before.filter(|before| wanted.as_ref() != Some(before)) {
            let _ = take_away(&before.join(FILE));
        }
        keeping.trouble = wanted.and_then(|folder| {
            let written = self.calendar(None, words).map(|calendar| keep(&folder.join(FILE), &calendar));
            // What hinders reading the book is told where the book is read.
            written.ok()?.err()
        });
    }

    /// The calendar that is kept current, if one is.
    pub fn kept_calendar(&self) -> Option<KeptCalendar> {
        let file = Path::new(&self.settings().calendar_folder?).join(FILE);
        Some(KeptCalendar { file, trouble: self.calendar_keeping().trouble })
    }

    pub(crate) fn check_calendar_folder(&self, folder: Option<&str>) -> Result<(), AppError> {
        let Some(folder) = folder.map(PathBuf::from) else { return Ok(()) };
        self.allow_only_own()?;
        match (folder.is_absolute().then(|| fs::canonicalize(&folder)), fs::canonicalize(self.home())) {
            (Some(Ok(wanted)), Ok(home)) if wanted.starts_with(&home) => Err(AppError::InBook(folder)),
            (Some(Ok(wanted)), _) if wanted.is_dir() => Ok(()),
            _ => Err(AppError::NoFolder(folder)),
        }
    }

    fn calendar_keeping(&self) -> MutexGuard<'_, Keeping> {
        self.kept_in().lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The days of the year on which somebody is thought of.
fn days(person: &Person, lead: u16, words: &dyn CalendarWords) -> impl Iterator<Item = Entry> {
    let name = &person.name;
    let birthday = person.birthday.map(|day| Entry::Birthday {
        person: person.id,
        day,
        lead: person.birthday_lead.unwrap_or(lead),
        summary: words.birthday_of(name),
    });
    let anniversary = person.anniversary.map(|day| Entry::Anniversary {
        person: person.id,
        day,
        summary: words.anniversary_of(name),
    });
    birthday.into_iter().chain(anniversary)
}

/// When somebody is asked for, by which cadence.
type Asked = (DateTime<Utc>, Cadence);

/// When people are asked for next: who is asked for already, since when.
fn asked(rows: &[&Row], frame: &Frame<'_>) -> BTreeMap<PersonId, Asked> {
    let next = coming::coming(rows.iter().copied(), frame, frame.now + AHEAD);
    let mut asked: BTreeMap<_, Asked> =
        next.into_iter().map(|next| (next.row.id, (next.at, next.cadence))).collect();
    let waits = |row: &&Row| row.paused_until.is_some_and(|until| until > frame.today());
    for row in rows.iter().filter(|row| !waits(row)) {
        let now = dues(row, frame).filter(|(_, due)| due.at <= frame.now).min_by_key(|(_, due)| due.at);
        asked.extend(now.map(|(cadence, due)| {
            // What asked during a pause asks since the end of it.
            let at = row.paused_until.map_or(due.at, |day| due.at.max(to_instant(day.into(), frame.zone)));
            (row.id, (coming::at_their_day(row, cadence.mode, at, frame), cadence))
        }));
    }
    asked.retain(|_, (at, _)| frame.settings.paused_until.is_none_or(|until| *at >= until));
    asked
}

/// Writes the file, if it says something else.
fn keep(path: &Path, calendar: &str) -> Result<(), CalendarTrouble> {
    if ours(path)?.is_some_and(|there| there == calendar.as_bytes()) {
        return Ok(());
    }
    write_private(path, calendar.as_bytes()).map_err(|error| CalendarTrouble::Failed(error.kind()))
}

fn take_away(path: &Path) -> Result<(), CalendarTrouble> {
    match ours(path)? {
        Some(_) => fs::remove_file(path).map_err(|error| CalendarTrouble::Failed(error.kind())),
        None => Ok(()),
    }
}

/// The file as Kith has written it; `None` when there is none.
fn ours(path: &Path) -> Result<Option<Vec<u8>>, CalendarTrouble> {
    match fs::read(path) {
        Ok(there) if String::from_utf8_lossy(&there).contains(CALENDAR_MAKER) => Ok(Some(there)),
        Ok(_) => Err(CalendarTrouble::NotOurs),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(CalendarTrouble::Failed(error.kind())),
    }
}
