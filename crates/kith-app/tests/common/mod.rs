//! What the tests of the use cases share: a book in a real folder, and a clock that is moved.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::{sync::Arc, time::Duration};

use chrono_tz::Tz;
use kith_app::{App, StillClock, parse_moment};
use tempfile::TempDir;

/// A Sunday, at nine in the morning in Madrid.
pub const SUNDAY: &str = "2026-11-22T09:00:00[Europe/Madrid]";

/// A clock that stands at this moment.
pub fn clock_at(moment: &str) -> Arc<StillClock> {
    Arc::new(StillClock::new(parse_moment(moment, Tz::UTC).expect("a moment")))
}

/// A book, and a clock that stands still until it is moved.
pub struct Desk {
    pub app: App,
    pub clock: Arc<StillClock>,
    pub home: TempDir,
}

impl Desk {
    /// On [`SUNDAY`].
    pub fn new() -> Desk {
        Desk::at(SUNDAY)
    }

    pub fn at(moment: &str) -> Desk {
        let home = tempfile::tempdir().expect("a folder");
        let clock = clock_at(moment);
        let app = App::open(home.path(), clock.clone()).expect("a book");
        Desk { app, clock, home }
    }

    /// The same book opened again, which needs no mending.
    pub fn restarted(self) -> Desk {
        let Desk { app, clock, home } = self;
        drop(app);
        let app = App::open(home.path(), clock.clone()).expect("the same book");
        assert_eq!(app.notices(), []);
        Desk { app, clock, home }
    }

    /// It is this moment now; without a zone, in Madrid.
    pub fn is(&self, moment: &str) {
        self.app.set_clock(parse_moment(moment, Tz::Europe__Madrid).expect("a moment")).expect("set");
    }

    pub fn hours_pass(&self, hours: u64) {
        self.clock.pass(Duration::from_secs(hours * 3_600));
    }

    pub fn days_pass(&self, days: u64) {
        self.hours_pass(days * 24);
    }
}
