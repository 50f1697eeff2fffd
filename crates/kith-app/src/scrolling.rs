//! Boundaries on social media: times without any, a weekly budget, reports in one click, and a timer.
//!
//! What went to social media is what the user says or has timed; Kith watches nothing. What is said when a boundary
//! begins or is spent offers one real person, through the same gate as everything, and one thing that is no person.

mod told;

use chrono::{DateTime, TimeDelta};
use chrono_tz::Tz;
use kith_core::{
    Noted, NotedId, NotedWhat, OffTime, Scrolling, Settings,
    due::Frame,
    interval::monday,
    now::Have,
    scrolling::{self, Span, Thing, Week, tell::known},
};
use kith_store::{Change, Key, Record};

pub use self::told::ScrollTold;
use crate::{
    App, AppError, GoodView,
    cache::Cache,
    error::Kind,
    settings,
    shared::{By, Decided},
};

/// How long a call in place of scrolling would take.
const A_CALL: Have = Have::Minutes(20);

/// The boundaries on social media, and how the week stands.
#[derive(Clone, PartialEq, Debug)]
pub struct ScrollingView {
    /// The times without, in the order in which they were set.
    pub times: Vec<OffTimeView>,
    /// The one that holds now.
    pub holding: Option<When>,
    /// The next one that begins.
    pub next: Option<When>,
    /// This week.
    pub week: Week,
    /// What was reported for this week, the latest first.
    pub reports: Vec<Report>,
    /// The timer that runs.
    pub timer: Option<Timer>,
    /// What to do instead, while a time without holds or the budget is spent.
    pub offer: Option<Offer>,
}

/// A recurring time without social media.
#[derive(Clone, PartialEq, Debug)]
pub struct OffTimeView {
    /// Its place among them, by which it is changed.
    pub number: usize,
    /// The time.
    pub time: OffTime,
    /// When it begins next.
    pub next: Option<DateTime<Tz>>,
    /// Whether that is in quiet hours, so that Kith does not speak of it.
    pub is_quiet: bool,
}

/// From when to when, as the clock here shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct When {
    /// From then,
    pub begins: DateTime<Tz>,
    /// until before then.
    pub ends: DateTime<Tz>,
}

/// Minutes that went to social media.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Report {
    /// Which report.
    pub id: NotedId,
    /// When it was made, or the timer begun.
    pub at: DateTime<Tz>,
    /// How many.
    pub minutes: u32,
    /// Whether a timer counted them.
    pub timed: bool,
}

/// A timer that runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timer {
    /// Which.
    pub id: NotedId,
    /// For so many minutes.
    pub minutes: u32,
    /// When it is over.
    pub ends: DateTime<Tz>,
    /// So many minutes are left, begun ones counted whole.
    pub left: u32,
}

/// What to do in place of scrolling.
#[derive(Clone, PartialEq, Debug)]
pub struct Offer {
    /// Who would be good to call now; nobody, if there is no one.
    pub person: Option<GoodView>,
    /// Something that is no person.
    pub thing: Thing,
}

impl App {
    /// The boundaries on social media, how the week stands, and what to do instead.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn scrolling(&self) -> Result<ScrollingView, AppError> {
        let mut view = {
            let cache = self.cache();
            view(&cache, &self.frame(&cache))
        };
        if view.holding.is_some() || view.week.is_spent() {
            view.offer = Some(self.offer()?);
        }
        Ok(view)
    }

    /// Until when it is a time without social media, if it is one.
    pub fn off_until(&self) -> Option<DateTime<Tz>> {
        let cache = self.cache();
        let frame = self.frame(&cache);
        scrolling::holding(&frame).map(|span| span.ends.with_timezone(&frame.zone))
    }

    /// One person who would be good to call now, and one thing that is no person.
    pub(crate) fn offer(&self) -> Result<Offer, AppError> {
        let good = self.good_for(A_CALL)?.good;
        let thing = Thing::at(self.local_now().naive_local());
        Ok(Offer { person: good.into_iter().next(), thing })
    }

    /// Notes that so many minutes went to social media.
    ///
    /// # Errors
    /// [`AppError::OutOfRange`] unless they are 1 to 1440.
    pub fn scrolled(&self, minutes: u32) -> Result<NotedId, AppError> {
        let minutes = checked(minutes)?;
        self.act(By::User, "scrolled.add", |_, frame| {
            let noted = Noted::now(NotedWhat::Scrolled { minutes }, frame);
            let answer = noted.id;
            Ok(Decided { changes: vec![put(noted)], answer })
        })
    }

    /// Corrects how many minutes were reported, or counted by a timer that is over.
    ///
    /// # Errors
    /// As [`App::scrolled`]; [`AppError::Gone`].
    pub fn correct_scrolled(&self, id: NotedId, minutes: u32) -> Result<(), AppError> {
        let minutes = checked(minutes)?;
        self.act(By::User, "scrolled.edit", |cache, frame| {
            let noted = reported(cache, frame, id)?;
            let changes = match noted.what.scrolled(frame.now) == minutes {
                true => Vec::new(),
                false => vec![put(Noted { what: NotedWhat::Scrolled { minutes }, ..noted.clone() })],
            };
            Ok(Decided { changes, answer: () })
        })
    }

    /// Takes a report out of the book. Says how many minutes it was of.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn remove_scrolled(&self, id: NotedId) -> Result<u32, AppError> {
        self.act(By::User, "scrolled.remove", |cache, frame| {
            let answer = reported(cache, frame, id)?.what.scrolled(frame.now);
            Ok(Decided { changes: vec![Change::Remove(Key::Noted(id))], answer })
        })
    }

    /// "10 minutes, then tell me." A timer that runs already is stopped.
    ///
    /// # Errors
    /// As [`App::scrolled`].
    pub fn start_timer(&self, minutes: u32) -> Result<Timer, AppError> {
        let minutes = checked(minutes)?;
        self.act(By::User, "timer.start", |cache, frame| {
            let mut changes = Vec::from_iter(stop(cache, frame).map(|(change, _)| change));
            let ends = frame.now + TimeDelta::minutes(minutes.into());
            let noted = Noted::now(NotedWhat::Timer { minutes, ends, told: None }, frame);
            let ends = ends.with_timezone(&frame.zone);
            let answer = Timer { id: noted.id, minutes, ends, left: minutes };
            changes.push(put(noted));
            Ok(Decided { changes, answer })
        })
    }

    /// Stops the timer that runs. Says how many minutes it ran; those count.
    ///
    /// # Errors
    /// [`AppError::Gone`] when none runs.
    pub fn stop_timer(&self) -> Result<u32, AppError> {
        self.act(By::User, "timer.stop", |cache, frame| {
            let (change, answer) = stop(cache, frame).ok_or(AppError::Gone(Kind::Timer))?;
            Ok(Decided { changes: vec![change], answer })
        })
    }

    /// Sets one more time without social media. One that holds already is known to the user, and not announced.
    ///
    /// # Errors
    /// [`AppError::BadRule`]; [`AppError::OutOfRange`] when it lasts longer than a day, or there are too many.
    pub fn add_off_time(&self, time: OffTime) -> Result<OffTime, AppError> {
        let time = time.settled()?;
        self.change_scrolling("off-time.add", |scrolling| {
            if !scrolling.times.contains(&time) {
                scrolling.times.push(time.clone());
            }
            Ok(time)
        })
    }

    /// Changes the time without social media with this number.
    ///
    /// # Errors
    /// As [`App::add_off_time`]; [`AppError::Gone`].
    pub fn edit_off_time(&self, number: usize, time: OffTime) -> Result<OffTime, AppError> {
        let time = time.settled()?;
        self.change_scrolling("off-time.edit", |scrolling| {
            let place = scrolling.times.get_mut(number).ok_or(AppError::Gone(Kind::OffTime))?;
            *place = time.clone();
            Ok(time)
        })
    }

    /// Takes away the time without social media with this number.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn remove_off_time(&self, number: usize) -> Result<OffTime, AppError> {
        self.change_scrolling("off-time.remove", |scrolling| match number < scrolling.times.len() {
            true => Ok(scrolling.times.remove(number)),
            false => Err(AppError::Gone(Kind::OffTime)),
        })
    }

    /// Sets how many minutes a week shall be the most, or no limit.
    ///
    /// # Errors
    /// [`AppError::OutOfRange`] unless they are 1 to 10080.
    pub fn set_weekly_budget(&self, budget: Option<u32>) -> Result<(), AppError> {
        self.change_scrolling("budget", |scrolling| {
            scrolling.weekly_budget = budget;
            Ok(())
        })
    }

    fn change_scrolling<T>(
        &self,
        name: &'static str,
        change: impl FnOnce(&mut Scrolling) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        self.act(By::User, name, |cache, frame| {
            let mut settings: Settings = cache.settings.clone();
            let answer = change(&mut settings.scrolling)?;
            settings::check(&settings)?;
            if settings == cache.settings {
                return Ok(Decided { changes: Vec::new(), answer });
            }
            let then = Frame { settings: &settings, ..*frame };
            let known = known(cache.noted.values(), &then).into_iter().map(put).collect::<Vec<_>>();
            let mut changes = vec![Change::Put(Record::Settings(Box::new(settings)))];
            changes.extend(known);
            Ok(Decided { changes, answer })
        })
    }
}

fn view(cache: &Cache, frame: &Frame<'_>) -> ScrollingView {
    let here = |span: Span| When {
        begins: span.begins.with_timezone(&frame.zone),
        ends: span.ends.with_timezone(&frame.zone),
    };
    let times = frame.settings.scrolling.times.iter().enumerate().map(|(number, time)| {
        let next = time.next(frame).map(here);
        let is_quiet =
            next.is_some_and(|next| Frame { now: next.begins.to_utc(), ..*frame }.quiet_until().is_some());
        OffTimeView { number, time: time.clone(), next: next.map(|next| next.begins), is_quiet }
    });
    let week = Week::of(cache.noted.values(), frame);
    let report = |noted: &Noted| {
        let minutes = noted.what.scrolled(frame.now);
        let this_week = monday(noted.day) == week.monday;
        (minutes > 0 && this_week).then(|| Report {
            id: noted.id,
            at: noted.at.with_timezone(&frame.zone),
            minutes,
            timed: matches!(noted.what, NotedWhat::Timer { .. }),
        })
    };
    let mut reports: Vec<Report> = cache.noted.values().filter_map(report).collect();
    reports.sort_by_key(|report| std::cmp::Reverse((report.at, report.id)));
    ScrollingView {
        times: times.collect(),
        holding: scrolling::holding(frame).map(here),
        next: scrolling::next(frame).map(here),
        week,
        reports,
        timer: scrolling::running(cache.noted.values(), frame.now).map(|(noted, ends)| {
            let minutes = match noted.what {
                NotedWhat::Timer { minutes, .. } => minutes,
                _ => 0,
            };
            let left = ((ends - frame.now).num_seconds().max(0) + 59) / 60;
            let left = u32::try_from(left).unwrap_or(minutes).min(minutes);
            Timer { id: noted.id, minutes, ends: ends.with_timezone(&frame.zone), left }
        }),
        offer: None,
    }
}

/// What stops the timer that runs, and the minutes that it ran.
fn stop(cache: &Cache, frame: &Frame<'_>) -> Option<(Change, u32)> {
    let (timer, _) = scrolling::running(cache.noted.values(), frame.now)?;
    Some(match scrolling::stopped(timer, frame.now) {
        Some(report) => {
            let minutes = report.what.scrolled(frame.now);
            (put(report), minutes)
        }
        None => (Change::Remove(Key::Noted(timer.id)), 0),
    })
}

/// A report, or a timer that is over.
fn reported<'c>(cache: &'c Cache, frame: &Frame<'_>, id: NotedId) -> Result<&'c Noted, AppError> {
    let noted = cache.noted.get(&id).filter(|noted| noted.what.scrolled(frame.now) > 0);
    noted.ok_or(AppError::Gone(Kind::Report))
}

fn checked(minutes: u32) -> Result<u32, AppError> {
    match (1..=scrolling::A_DAY).contains(&minutes) {
        true => Ok(minutes),
        false => Err(AppError::OutOfRange("scrolled")),
    }
}

pub(crate) fn put(noted: Noted) -> Change {
    Change::Put(Record::Noted(noted))
}
