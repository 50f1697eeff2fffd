//! Today: whom to reach now and why, as a page, the tray, a notification and the command line show it.
//!
//! What is asked is decided in `kith_core::today`; here it is dressed with what a reader needs.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use kith_core::{
    Cadence, Circle, Contact, Mode, PersonId, PromptId, Settings, coming,
    dates::{self, Kept, NearDate},
    due::{Due, Frame, due},
    returning::{self, SHOWN},
    row::Row,
    today::{self, Ask, Held},
    whereabouts::is_call,
};

use crate::{App, AppError, cache::Cache, error::Kind};

/// How many days ahead Today looks.
const COMING_DAYS: u64 = 7;

/// So many of each list that nobody reads to its end are dressed to be shown.
const LISTED: usize = 50;

/// Everything Today shows.
#[derive(Clone, PartialEq, Debug)]
pub struct TodayView {
    /// The local day.
    pub day: NaiveDate,
    /// Whom to reach now: at most as many as the daily cap.
    pub asks: Vec<AskView>,
    /// Asked on earlier days and still open, beyond the cap: the first of them.
    pub open_more: Vec<AskView>,
    /// How many those are in all.
    pub open_more_count: usize,
    /// Due, but more than the daily cap allows: on other days, in this order. The first of them.
    pub waiting: Vec<AskView>,
    /// How many those are in all.
    pub waiting_count: usize,
    /// Due, and held back by a snooze or a pause: the first of them.
    pub held: Vec<HeldView>,
    /// How many those are in all.
    pub held_count: usize,
    /// Kith as a whole is paused until then.
    pub paused_until: Option<DateTime<Tz>>,
    /// Quiet hours last until then.
    pub quiet_until: Option<DateTime<Tz>>,
    /// What comes within a week, by day.
    pub coming: Vec<ComingView>,
    /// Birthdays within their lead, and who is remembered today.
    pub dates: Vec<DateView>,
    /// How many people are in the book.
    pub in_book: usize,
    /// How many at most are newly asked for on a day.
    pub daily_cap: usize,
    /// The user is back after a long time: no more than a few are asked for, nobody else is listed or counted, and
    /// [`App::spread_rest`] gives the rest their time.
    pub back: Option<Back>,
}

/// Somebody is back after two weeks or more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Back {
    /// Whether there is anybody else to spread over the coming weeks.
    pub rest: bool,
}

/// One person to reach, and why.
#[derive(Clone, PartialEq, Debug)]
pub struct AskView {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their circle.
    pub circle: Option<Circle>,
    /// A phone number, if there is one.
    pub phone: Option<String>,
    /// A mail address, if there is one.
    pub email: Option<String>,
    /// The cadence that asks; of several the one that asks for the most.
    pub cadence: Cadence,
    /// Since when.
    pub due: Due,
    /// `due` as the wall clock shows it.
    pub due_local: DateTime<Tz>,
    /// The last contact that satisfied the cadence.
    pub last: Option<Contact>,
    /// The last contact of any kind.
    pub last_any: Option<Contact>,
    /// What was noted at the last contact with a note to show; only for those asked for now.
    pub last_note: Option<String>,
    /// Other cadences that ask for the same person.
    pub also: Vec<Cadence>,
    /// The prompt, once it was fired.
    pub prompt: Option<PromptId>,
    /// When it was fired, as the wall clock shows it.
    pub fired: Option<DateTime<Tz>>,
    /// What time it is for them, where that is another time than here.
    pub their_time: Option<DateTime<Tz>>,
    /// Whether a call may be suggested: it is an hour for one where they are.
    pub may_call: bool,
    /// Whether the cadence is there for a while, because they are going through something.
    pub nearer: bool,
}

/// A day of the year that is near.
#[derive(Clone, PartialEq, Debug)]
pub struct DateView {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their circle.
    pub circle: Option<Circle>,
    /// The local day.
    pub day: NaiveDate,
    /// What is kept.
    pub what: Kept,
    /// A phone number, if there is one.
    pub phone: Option<String>,
}

/// Somebody due whom Kith does not ask for at present.
#[derive(Clone, PartialEq, Debug)]
pub struct HeldView {
    /// Who, and why they are due.
    pub ask: AskView,
    /// Why they are held back.
    pub held: Held,
}

/// Something that comes within the week.
#[derive(Clone, PartialEq, Debug)]
pub struct ComingView {
    /// The local day.
    pub day: NaiveDate,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What.
    pub what: Coming,
}

/// What comes.
#[derive(Clone, PartialEq, Debug)]
pub enum Coming {
    /// A birthday.
    Birthday {
        /// How old they turn, if the year is known.
        turns: Option<i32>,
    },
    /// A cadence asks.
    Due(Cadence),
}

impl App {
    /// What Today shows now.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn today(&self) -> Result<TodayView, AppError> {
        let gentle = self.is_gentle();
        let cache = self.cache();
        let settings = if gentle { returning::gently(&cache.settings) } else { cache.settings.clone() };
        let frame = self.frame_with(&settings);
        let today = match gentle {
            true => gently(today::today(&cache.rows, &frame, 0)),
            false => today::today(&cache.rows, &frame, LISTED),
        };
        let back = gentle.then(|| Back { rest: !returning::rest(&cache.rows, &frame).is_empty() });
        let near = dates::near(&cache.rows, &frame);
        let plain = |asks: Vec<Ask>| {
            asks.into_iter().map(|ask| ask_view(&cache, &frame, ask)).collect::<Result<_, _>>()
        };
        let held = |(ask, held)| Ok(HeldView { ask: ask_view(&cache, &frame, ask)?, held });
        Ok(TodayView {
            day: frame.today(),
            asks: self.dressed(&cache, &frame, today.asks)?,
            open_more: plain(today.open_more)?,
            open_more_count: today.open_more_count,
            waiting: plain(today.waiting)?,
            waiting_count: today.waiting_count,
            held: today.held.into_iter().map(held).collect::<Result<_, AppError>>()?,
            held_count: today.held_count,
            paused_until: frame
                .settings
                .paused_until
                .filter(|until| *until > frame.now)
                .map(|at| at.with_timezone(&frame.zone)),
            quiet_until: frame.quiet_until().map(|at| at.with_timezone(&frame.zone)),
            coming: coming_week(&cache.rows, &near, &frame),
            dates: near.into_iter().map(date_view).collect(),
            in_book: cache.rows.len(),
            daily_cap: frame.settings.daily_cap.into(),
            back,
        })
    }

    /// Everybody who is due, also over the cap and also those held back (with the reason), in order.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn all_due(&self) -> Result<Vec<(AskView, Option<Held>)>, AppError> {
        let cache = self.cache();
        let frame = self.frame(&cache);
        today::all_due(&cache.rows, &frame)
            .into_iter()
            .map(|(ask, held)| Ok((self.with_note(ask_view(&cache, &frame, ask)?)?, held)))
            .collect()
    }

    /// Who is asked for next, and when: the first cadence that is not due yet.
    pub fn next_due(&self) -> Option<(PersonId, String, DateTime<Tz>)> {
        let cache = self.cache();
        let frame = self.frame(&cache);
        // Nearly always somebody comes within days, and whoever comes later need not be looked at.
        let soon = frame.now + TimeDelta::days(COMING_DAYS as i64);
        let first = [soon, DateTime::<Utc>::MAX_UTC].into_iter().find_map(|until| {
            coming::coming(&cache.rows, &frame, until).into_iter().min_by_key(|next| next.at)
        })?;
        Some((first.row.id, first.row.name.clone(), first.at.with_timezone(&frame.zone)))
    }

    pub(crate) fn frame<'a>(&self, cache: &'a Cache) -> Frame<'a> {
        self.frame_with(&cache.settings)
    }

    pub(crate) fn frame_with<'a>(&self, settings: &'a Settings) -> Frame<'a> {
        Frame { now: self.now(), zone: self.zone(), settings }
    }

    pub(crate) fn dressed(
        &self,
        cache: &Cache,
        frame: &Frame<'_>,
        asks: Vec<Ask>,
    ) -> Result<Vec<AskView>, AppError> {
        asks.into_iter().map(|ask| self.with_note(ask_view(cache, frame, ask)?)).collect()
    }

    /// Notes are read from the history, so only where somebody reads them.
    fn with_note(&self, mut view: AskView) -> Result<AskView, AppError> {
        view.last_note = self.noted([view.last_any, view.last])?;
        Ok(view)
    }

    /// The note of the first of these contacts that has one.
    pub(crate) fn noted(&self, contacts: [Option<Contact>; 2]) -> Result<Option<String>, AppError> {
        for contact in contacts.into_iter().flatten() {
            let note = self.book()?.check_in(contact.check_in)?.map(|check_in| check_in.note);
            if let Some(note) = note.filter(|note| !note.is_empty()) {
                return Ok(Some(note));
            }
        }
        Ok(None)
    }
}

/// The first few, and nothing of how many there are besides.
fn gently(mut today: today::Today) -> today::Today {
    today.asks.truncate(SHOWN.into());
    today::Today { asks: today.asks, ..today::Today::default() }
}

fn ask_view(cache: &Cache, frame: &Frame<'_>, ask: Ask) -> Result<AskView, AppError> {
    let row = cache.row(ask.person).ok_or(AppError::Gone(Kind::Person))?;
    let may_call = row.hindrance(Mode::Voice, frame).is_none();
    let also = ask.also.into_iter().filter(|also| may_call || !is_call(also.mode)).collect();
    Ok(AskView {
        person: row.id,
        name: row.name.clone(),
        circle: row.circle,
        phone: row.phone.clone(),
        email: row.email.clone(),
        due_local: ask.due.at.with_timezone(&frame.zone),
        due: ask.due,
        last: ask.last,
        last_any: row.summary.last.any(),
        last_note: None,
        also,
        prompt: ask.prompt,
        fired: ask.fired.map(|at| at.with_timezone(&frame.zone)),
        their_time: their_time(row, frame),
        may_call,
        nearer: is_nearer(row, &ask.cadence),
        cadence: ask.cadence,
    })
}

fn date_view(near: NearDate<'_>) -> DateView {
    DateView {
        person: near.row.id,
        name: near.row.name.clone(),
        circle: near.row.circle,
        day: near.day,
        what: near.what,
        phone: near.row.phone.clone(),
    }
}

/// When each cadence of somebody asks.
pub(crate) fn dues<'a>(row: &'a Row, frame: &'a Frame<'_>) -> impl Iterator<Item = (Cadence, Due)> + 'a {
    row.cadences_in_force(frame.settings, frame.today()).into_iter().filter_map(|cadence| {
        let due = due(&cadence, row.preferred_time, &row.summary, frame)?;
        Some((cadence, due))
    })
}

/// Whether a cadence is there because they are going through something.
pub(crate) fn is_nearer(row: &Row, cadence: &Cadence) -> bool {
    row.going_through.as_ref().is_some_and(|going| going.cadence == cadence.id)
}

/// What time it is for somebody, unless their clock shows the same as here.
pub(crate) fn their_time(row: &Row, frame: &Frame<'_>) -> Option<DateTime<Tz>> {
    let theirs = frame.now.with_timezone(&row.zone?);
    (theirs.naive_local() != frame.now.with_timezone(&frame.zone).naive_local()).then_some(theirs)
}

/// Birthdays and cadences of the coming week, by day and name. Only of people whom Kith may suggest, and of a birthday
/// from its lead on.
fn coming_week(rows: &[Row], near: &[NearDate<'_>], frame: &Frame<'_>) -> Vec<ComingView> {
    let Some(last) = frame.today().checked_add_days(Days::new(COMING_DAYS)) else { return Vec::new() };
    let view = |row: &Row, day: NaiveDate, what: Coming| ComingView {
        day,
        person: row.id,
        name: row.name.clone(),
        what,
    };
    let birthdays = near.iter().filter(|near| near.day <= last).filter_map(|near| match near.what {
        Kept::Birthday { turns, .. } => Some(view(near.row, near.day, Coming::Birthday { turns })),
        Kept::Remembrance => None,
    });
    let until = frame.now + TimeDelta::days(COMING_DAYS as i64);
    let dues = coming::coming(rows, frame, until)
        .into_iter()
        .map(|next| view(next.row, next.local.date(), Coming::Due(next.cadence)));
    let mut coming: Vec<ComingView> = birthdays.chain(dues).collect();
    coming.sort_by(|a, b| (a.day, &a.name).cmp(&(b.day, &b.name)));
    coming
}
