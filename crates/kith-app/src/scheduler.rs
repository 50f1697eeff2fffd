//! The prompt scheduler: a dull loop around [`kith_core::schedule::decide`].
//!
//! It waits for the next moment at which anything can change, at most a minute, and for two things that end the
//! wait early: a change of the book, and the machine waking up. tokio's timers stand still while a machine sleeps,
//! so each turn compares how far the wall clock and the monotonic clock went.
//! Prompts are stored before they are shown: what was shown once is never shown again, whatever happens next.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kith_core::{
    Frame, Mark, Prompt, returning,
    row::Row,
    schedule::{self, Asked, Moment, Reading, Store},
    scrolling::tell::Say,
    today::{self, Ask},
};
use kith_store::{Change, Record};
use tokio::{sync::mpsc, time};

use crate::{
    App, AppError, AskView, GatheringTold, PlanTold, ScrollTold,
    shared::{By, Decided},
};

/// The longest the scheduler waits before it looks at the clocks again.
const LOOK: Duration = Duration::from_secs(60);

/// For so long nothing changes by itself of people who are made up.
const STILL: Duration = Duration::from_secs(3_600);

/// How long after waking up the digest comes: nobody reads it while typing a password.
const SETTLE: Duration = Duration::from_secs(10);

/// What to show; it is stored already.
#[derive(Clone, PartialEq, Debug)]
pub enum Announcement {
    /// One prompt each.
    Each(Vec<AskView>),
    /// One gentle digest, after sleep or absence.
    Digest(Vec<AskView>),
    /// What there is to say of plans.
    Plans(Vec<PlanTold>),
    /// What there is to say of the gatherings of communities.
    Gatherings(Vec<GatheringTold>),
    /// What there is to say of boundaries on social media.
    Scrolling(Vec<ScrollTold>),
    /// The week that begins on this Monday can be looked back at.
    LookBack(NaiveDate),
    /// Kith is locked, and so asks for nobody.
    Locked,
}

/// Something besides prompts that Kith speaks of when its time has come.
struct Subject {
    /// Whether there is something to say now, and when there will be next.
    waits: fn(&App) -> (bool, Option<DateTime<Utc>>),
    /// Stores that it is said, and gives what to show. What was said by then is not there to be said any more.
    tell: fn(&App) -> Result<Option<Announcement>, AppError>,
}

/// All of them, the most pressing first.
const SUBJECTS: [Subject; 4] = [
    Subject {
        waits: App::plans_wait,
        tell: |app| Ok(Some(app.tell_plans()?).filter(|told| !told.is_empty()).map(Announcement::Plans)),
    },
    Subject {
        waits: App::gatherings_wait,
        tell: |app| {
            Ok(Some(app.tell_gatherings()?).filter(|told| !told.is_empty()).map(Announcement::Gatherings))
        },
    },
    Subject {
        waits: App::scrolling_waits,
        tell: |app| {
            Ok(Some(app.tell_scrolling()?).filter(|told| !told.is_empty()).map(Announcement::Scrolling))
        },
    },
    Subject {
        waits: App::look_back_waits,
        tell: |app| Ok(app.tell_look_back()?.map(Announcement::LookBack)),
    },
];

/// Shows announcements. A failure to show is not reported: the truth is the list on Today.
pub trait Announce: Send + Sync {
    /// Shows it.
    fn announce(&self, announcement: Announcement);
}

impl App {
    /// One turn: decides what is asked now, stores it, and returns what to show and how long to wait at most. Of people who
    /// are made up nothing is announced.
    ///
    /// # Errors
    /// [`AppError::Store`]; then nothing was fired.
    pub fn turn(&self, moment: Moment) -> Result<(Option<Announcement>, Duration), AppError> {
        if self.is_closed() {
            return Ok((self.says_locked().then_some(Announcement::Locked), LOOK));
        }
        if self.is_sample() {
            return Ok((None, STILL));
        }
        self.read_calendars();
        let gentle = self.is_gentle();
        // Whoever was away is told of a few people at once, and never one after the other.
        let moment = if gentle && moment == Moment::Tick { Moment::Resumed } else { moment };
        let (asked, digest, wait) = self.act(By::Kith, "prompts", |cache, frame| {
            if self.is_sample() {
                return Ok(Decided { changes: Vec::new(), answer: (Vec::new(), false, STILL) });
            }
            let newest = cache.rows.iter().flat_map(newest).max();
            let gently = gentle.then(|| returning::gently(frame.settings));
            let frame = &Frame { settings: gently.as_ref().unwrap_or(frame.settings), ..*frame };
            let turn = schedule::decide(&cache.rows, frame, moment, newest);
            let wait = (turn.next - frame.now).to_std().unwrap_or(Duration::ZERO);
            let (asked, digest) = match turn.announce {
                schedule::Announcement::Nothing => (Vec::new(), false),
                schedule::Announcement::Each(asked) => (asked, false),
                schedule::Announcement::Digest(asked) => (asked, true),
            };
            let changes = self.stored_prompts(turn.store)?;
            Ok(Decided { changes, answer: (asked, digest, wait) })
        })?;
        let notifications = self.settings().notifications;
        let mut wait = wait;
        let mut to_tell = Vec::new();
        for subject in &SUBJECTS {
            let (now, next) = (subject.waits)(self);
            let until = next.map(|next| (next - self.now()).to_std().unwrap_or(Duration::ZERO));
            wait = until.map_or(wait, |until| wait.min(until));
            to_tell.extend(now.then_some(subject));
        }
        // One thing after the other: what is left to tell has the next turn, at once.
        if !asked.is_empty() && notifications {
            let views = self.views_of(&asked)?;
            let prompts = if digest { Announcement::Digest(views) } else { Announcement::Each(views) };
            return Ok((Some(prompts), if to_tell.is_empty() { wait } else { Duration::ZERO }));
        }
        let Some(first) = to_tell.first() else { return Ok((None, wait)) };
        let told = (first.tell)(self)?;
        let told = if notifications { told } else { told.and_then(timers) };
        Ok((told, if to_tell.len() > 1 { Duration::ZERO } else { wait }))
    }

    /// Whether the book is locked. One that is written anew this moment is waited for.
    fn is_closed(&self) -> bool {
        let _alone = self.past();
        self.is_locked()
    }

    fn stored_prompts(&self, store: Vec<Store>) -> Result<Vec<Change>, AppError> {
        let mut changes = Vec::new();
        for store in store {
            let prompt = match store {
                Store::Fire(prompt) => Some(prompt),
                Store::Fate { prompt, fate } => {
                    self.book()?.prompt(prompt)?.map(|prompt| Prompt { fate, ..prompt })
                }
            };
            changes.extend(prompt.map(|prompt| Change::Put(Record::Prompt(prompt))));
        }
        Ok(changes)
    }

    fn views_of(&self, asked: &[Asked]) -> Result<Vec<AskView>, AppError> {
        let cache = self.cache();
        let frame = self.frame(&cache);
        let today = today::today(&cache.rows, &frame, usize::MAX);
        let is_asked = |ask: &Ask| asked.iter().any(|asked| asked.person == ask.person);
        let asks = today.asks.into_iter().chain(today.open_more).filter(is_asked).collect();
        self.dressed(&cache, &frame, asks)
    }

    fn reading(&self) -> Reading {
        Reading { wall: self.now(), monotonic: self.clock().monotonic(), zone: self.zone() }
    }
}

/// What is said although nothing is to be: that a timer is over. The user started that one, as they set an alarm clock.
/// Nobody is offered with it.
fn timers(announcement: Announcement) -> Option<Announcement> {
    let Announcement::Scrolling(told) = announcement else { return None };
    let over = told.into_iter().filter(|told| matches!(told.say, Say::Over { .. }));
    let over: Vec<ScrollTold> = over.map(|told| ScrollTold { offer: None, ..told }).collect();
    (!over.is_empty()).then_some(Announcement::Scrolling(over))
}

/// When anything was last recorded about a person.
fn newest(row: &Row) -> Option<DateTime<Utc>> {
    let fired = row.summary.marks.values().filter_map(Mark::newest).max();
    fired.max(row.summary.last.any().map(|contact| contact.at)).max(Some(row.added))
}

/// On a thread of its own, so that neither prompts nor anybody who logs wait for it.
fn keep_snapshot_if_due(app: &App) {
    if app.claim_snapshot() {
        let app = app.clone();
        // What goes wrong is in the status of the backups.
        tokio::task::spawn_blocking(move || drop(app.keep_snapshot()));
    }
}

/// Runs until `woken` is closed. Each message of `woken` says that the machine has just woken up.
pub async fn run(app: App, show: Arc<dyn Announce>, mut woken: mpsc::Receiver<()>) {
    let mut changes = app.changes();
    let mut last = app.reading();
    let mut moment = Moment::Started;
    loop {
        changes.mark_unchanged();
        let wait = match app.turn(moment) {
            Ok((announcement, wait)) => {
                announcement.into_iter().for_each(|announcement| show.announce(announcement));
                wait
            }
            // The disk is full or gone: nothing was fired, so nothing is lost by trying again.
            Err(_) => LOOK,
        };
        keep_snapshot_if_due(&app);
        let changes_at = TimeDelta::from_std(wait).ok().and_then(|wait| app.now().checked_add_signed(wait));
        tokio::select! {
            () = time::sleep(wait.min(LOOK)) => {}
            changed = changes.changed() => if changed.is_err() { return },
            message = woken.recv() => match message {
                Some(()) => time::sleep(SETTLE).await,
                None => return,
            },
        }
        if changes_at.is_some_and(|at| app.now() >= at) {
            // A new day, or night where somebody is: nothing is stored, but what is shown is out of date.
            app.announce_change();
        }
        let now = app.reading();
        moment = schedule::moment(&last, &now);
        last = now;
    }
}
