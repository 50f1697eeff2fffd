//! Every word a person reads, whichever face shows it: pages, tray, notifications and the command line.
//!
//! Words live in Fluent files (`locales/<language>/*.ftl`), never in code, so that a translator needs no compiler and
//! one fact is told in the same words everywhere. Use cases return data; here data becomes sentences. What a
//! sentence says is decided here too ("it has been four months" or "on 29 October"); how it is said, in the files.
//!
//! Dates, times and numbers follow the region of the wish even where the messages are in another language: whoever
//! asks for `es-ES` reads English with 24-hour times until somebody writes the Spanish files.

mod arg;
mod backups;
mod cadence;
mod calendar;
mod communities;
mod dates;
mod desktop;
mod error;
mod history;
mod import;
mod insights;
mod ladder;
mod lines;
mod lock;
mod logged;
mod look_back;
mod messages;
mod names;
mod now;
mod plans;
mod rule;
mod scrolling;
mod starters;
mod support;
mod today;
mod why;

use std::{fmt, sync::Arc};

pub use arg::Arg;
pub use desktop::{Notification, Tray};
pub use history::Telling;
pub use insights::{Cell, ChartWords};
pub use ladder::ClockWords;
pub use messages::Direction;
pub use plans::InvitationText;

/// The words of one language, with the dates and numbers of one region. Cheap to clone, to be shared by threads.
#[derive(Clone)]
pub struct Words {
    inner: Arc<Inner>,
}

struct Inner {
    messages: messages::Messages,
    dates: dates::Dates,
}

impl Words {
    /// The words for a wish (BCP 47: `en-GB`, `es`), or for what the system is set to. Of the languages there are
    /// messages in, the one wished for or English; the region of the wish is kept for dates and numbers. A wish that is
    /// no language tag counts as none.
    pub fn new(wish: Option<&str>) -> Words {
        let locale = messages::locale_for(wish, sys_locale::get_locale().as_deref());
        let messages = messages::Messages::new(&locale);
        Words { inner: Arc::new(Inner { messages, dates: dates::Dates::new(&locale) }) }
    }

    /// The language of the words with the region of the dates, for `<html lang>`: `en-GB`.
    pub fn language(&self) -> &str {
        self.inner.messages.tag()
    }

    /// Which way the language is written, for `<html dir>`.
    pub fn direction(&self) -> Direction {
        self.inner.messages.direction()
    }

    /// The message `id`, which takes no arguments. An id without a message is shown as it is; a test looks for those.
    pub fn text(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// The message `id` with its arguments.
    pub fn with(&self, id: &str, args: &[(&str, Arg)]) -> String {
        self.inner.messages.format(id, args)
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Words").field(&self.language()).finish()
    }
}
