//! What the desktop shows outside of the window: notifications and the tray.

use chrono::DateTime;
use chrono_tz::Tz;
use kith_app::AskView;

use crate::{Words, names::mode_arg};

/// A desktop notification.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notification {
    /// The first line.
    pub title: String,
    /// What is below it.
    pub body: String,
    /// The button that logs the contact.
    pub log: String,
    /// The button that asks again later.
    pub snooze: String,
    /// The button that opens Kith.
    pub open: String,
}

/// The words of the tray's menu.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tray {
    /// Of a person: starts a call.
    pub call: String,
    /// Of a person: writes to them.
    pub message: String,
    /// Of a person: logs a contact.
    pub log: String,
    /// Of a person: asks again tomorrow.
    pub snooze: String,
    /// Shown when nobody waits.
    pub quiet: String,
    /// Logs a contact with whomever.
    pub log_any: String,
    /// Begins something instead of a like.
    pub instead: String,
    /// Shows who would be good to call now.
    pub now: String,
    /// Asks what is needed.
    pub need: String,
    /// Begins ten minutes of scrolling, with a timer.
    pub scroll: String,
    /// The pauses below it.
    pub pause: String,
    /// For an hour.
    pub pause_hour: String,
    /// Until tomorrow.
    pub pause_tomorrow: String,
    /// For a week.
    pub pause_week: String,
    /// Ends a pause.
    pub resume: String,
    /// Says that the book is locked; also what the icon says when it is pointed at.
    pub locked: String,
    /// Opens the window, to unlock the book in it.
    pub unlock: String,
    /// Locks the book.
    pub lock_now: String,
    /// Opens the window.
    pub open: String,
    /// Ends Kith.
    pub quit: String,
}

impl Words {
    /// The notification for one person. Without `names` it says neither who nor why, for a screen that others see.
    pub fn notification(&self, ask: &AskView, names: bool, now: &DateTime<Tz>) -> Notification {
        match names {
            true => self.notice_of(ask.name.clone(), self.why(ask, now)),
            false => {
                let title = self.with("notification-title", &[mode_arg(ask.cadence.mode)]);
                self.notice_of(title, self.text("notification-body"))
            }
        }
    }

    /// The one notification after sleep or a long absence.
    pub fn digest(&self, asks: &[AskView], names: bool) -> Notification {
        let body = match names {
            true => {
                let names = self.list(asks.iter().map(|ask| ask.name.as_str()));
                self.with("digest-body", &[("names", names.into())])
            }
            false => self.with("digest-body-unnamed", &[("count", asks.len().into())]),
        };
        self.notice_of(self.text("digest-title"), body)
    }

    /// The notification while Kith is locked: it knows nobody to name.
    pub fn locked_notification(&self) -> Notification {
        self.notice_of(self.text("lock-title"), self.text("notification-locked"))
    }

    pub(crate) fn notice_of(&self, title: String, body: String) -> Notification {
        let (log, snooze, open) =
            (self.text("action-log"), self.text("action-snooze"), self.text("action-open"));
        Notification { title, body, log, snooze, open }
    }

    /// The words of the tray's menu.
    pub fn tray(&self) -> Tray {
        Tray {
            call: self.text("action-call"),
            message: self.text("action-message"),
            log: self.text("action-log"),
            snooze: self.text("action-snooze"),
            quiet: self.text("tray-quiet"),
            log_any: self.text("tray-log-any"),
            instead: self.text("tray-instead"),
            now: self.text("tray-now"),
            need: self.text("tray-need"),
            scroll: self.text("tray-scroll"),
            pause: self.text("tray-pause"),
            pause_hour: self.text("tray-pause-hour"),
            pause_tomorrow: self.text("tray-pause-tomorrow"),
            pause_week: self.text("tray-pause-week"),
            resume: self.text("tray-resume"),
            locked: self.text("tray-locked"),
            unlock: self.text("tray-unlock"),
            lock_now: self.text("tray-lock-now"),
            open: self.text("tray-open"),
            quit: self.text("tray-quit"),
        }
    }

    /// What the tray icon says when it is pointed at, with so many people to reach.
    pub fn tray_tooltip(&self, asks: usize) -> String {
        self.with("tray-tooltip", &[("count", asks.into())])
    }
}
