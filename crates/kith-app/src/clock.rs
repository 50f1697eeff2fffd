//! The one place that reads the system's clock and time zone.
//!
//! Everything else is given the instant and the zone, so that a test, a script (`--now`) or a demonstration can
//! say what time it is.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use kith_core::zoned::to_instant;

/// What time it is, and where.
pub trait Clock: Send + Sync {
    /// The wall clock, in UTC.
    fn now(&self) -> DateTime<Utc>;
    /// The zone in force.
    fn zone(&self) -> Tz;
    /// A clock that only runs while the machine does, and is never set. From any beginning.
    fn monotonic(&self) -> Duration;
    /// Sets the wall clock and zone, where that is possible. Says whether it was.
    fn set(&self, _moment: Moment) -> bool {
        false
    }
    /// Whether it only asks "what if it were then?": nobody is there at that time.
    fn is_what_if(&self) -> bool {
        false
    }
}

/// The computer's own clock and zone. A zone the system does not name, or that is unknown, counts as UTC.
pub struct SystemClock {
    started: Instant,
}

impl SystemClock {
    /// The system's clock.
    #[expect(clippy::disallowed_methods, reason = "this is the one Clock")]
    pub fn new() -> Self {
        SystemClock { started: Instant::now() }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        SystemClock::new()
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one Clock")]
impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn zone(&self) -> Tz {
        iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok()).unwrap_or(Tz::UTC)
    }

    fn monotonic(&self) -> Duration {
        self.started.elapsed()
    }
}

/// A clock that shows what it was set to and then runs on: for `--now`, for tests, and for the demonstration.
/// Its monotonic reading moves only with the time that really passes on `base`.
pub struct SetClock<C> {
    base: C,
    set: Mutex<Setting>,
}

struct Setting {
    moment: Moment,
    at: Duration,
}

/// An instant and the zone in force at it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// The instant.
    pub now: DateTime<Utc>,
    /// The zone.
    pub zone: Tz,
}

impl<C: Clock> SetClock<C> {
    /// A clock that shows `moment` and runs on as `base` does.
    pub fn new(base: C, moment: Moment) -> Self {
        let at = base.monotonic();
        SetClock { base, set: Mutex::new(Setting { moment, at }) }
    }

    fn setting(&self) -> MutexGuard<'_, Setting> {
        self.set.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<C: Clock> Clock for SetClock<C> {
    fn now(&self) -> DateTime<Utc> {
        let setting = self.setting();
        let passed = self.base.monotonic().saturating_sub(setting.at);
        setting.moment.now + TimeDelta::from_std(passed).unwrap_or_default()
    }

    fn zone(&self) -> Tz {
        self.setting().moment.zone
    }

    fn monotonic(&self) -> Duration {
        self.base.monotonic()
    }

    fn set(&self, moment: Moment) -> bool {
        *self.setting() = Setting { moment, at: self.base.monotonic() };
        true
    }
}

/// A clock that stands still until it is moved.
pub struct StillClock(Mutex<(Moment, Duration)>);

impl StillClock {
    /// A clock that shows `moment`.
    pub fn new(moment: Moment) -> Self {
        StillClock(Mutex::new((moment, Duration::ZERO)))
    }

    /// Lets time pass while the machine runs: wall and monotonic clock move together.
    pub fn pass(&self, time: Duration) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.0.now += TimeDelta::from_std(time).unwrap_or_default();
        state.1 += time;
    }

    fn moment(&self) -> (Moment, Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for StillClock {
    fn now(&self) -> DateTime<Utc> {
        self.moment().0.now
    }

    fn zone(&self) -> Tz {
        self.moment().0.zone
    }

    fn monotonic(&self) -> Duration {
        self.moment().1
    }

    fn set(&self, moment: Moment) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0 = moment;
        true
    }
}

/// A moment to look at the book from: what if it were then? It stands still and cannot be set.
pub struct WhatIf(pub Moment);

impl Clock for WhatIf {
    fn now(&self) -> DateTime<Utc> {
        self.0.now
    }

    fn zone(&self) -> Tz {
        self.0.zone
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }

    fn is_what_if(&self) -> bool {
        true
    }
}

/// The text is not a time that can be understood.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadMoment {
    /// Not in the form of RFC 9557.
    #[error("“{0}” is not a time: write 2026-11-22T09:00:00[Europe/Madrid]")]
    Form(String),
    /// The zone is not in the time-zone database.
    #[error("there is no time zone “{0}”")]
    Zone(String),
}

/// Reads a time as RFC 9557 writes it: `2026-11-22T09:00:00[Europe/Madrid]`, with an offset before the bracket or
/// without. Without the bracket the zone is `zone`. Wall times in a gap or a fold are settled as
/// [`to_instant`] does.
///
/// # Errors
/// [`BadMoment`] when the text has another form or names no zone.
pub fn parse_moment(text: &str, zone: Tz) -> Result<Moment, BadMoment> {
    let form = || BadMoment::Form(text.to_owned());
    let (time, zone) = match text.split_once('[') {
        Some((time, bracket)) => {
            let name = bracket.strip_suffix(']').ok_or_else(form)?.trim_start_matches('!');
            (time, name.parse().map_err(|_| BadMoment::Zone(name.to_owned()))?)
        }
        None => (text, zone),
    };
    if let Ok(instant) = DateTime::<FixedOffset>::parse_from_rfc3339(time) {
        return Ok(Moment { now: instant.to_utc(), zone });
    }
    let local = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|pattern| NaiveDateTime::parse_from_str(time, pattern).ok())
        .ok_or_else(form)?;
    Ok(Moment { now: to_instant(local, zone), zone })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2026-11-22T09:00:00[Europe/Madrid]", "2026-11-22T08:00:00Z", Tz::Europe__Madrid)]
    #[case("2026-11-22T09:00:00+01:00[Europe/Madrid]", "2026-11-22T08:00:00Z", Tz::Europe__Madrid)]
    #[case("2026-11-22T09:00:00Z", "2026-11-22T09:00:00Z", Tz::Asia__Tokyo)]
    #[case("2026-11-22T09:00", "2026-11-22T00:00:00Z", Tz::Asia__Tokyo)]
    fn a_moment_is_read_as_rfc_9557_writes_it(
        #[case] text: &str,
        #[case] instant: DateTime<Utc>,
        #[case] zone: Tz,
    ) {
        assert_eq!(parse_moment(text, Tz::Asia__Tokyo), Ok(Moment { now: instant, zone }));
    }

    #[rstest]
    #[case("tomorrow")]
    #[case("2026-11-22T09:00:00[Europe/Madrid")]
    #[case("2026-13-22T09:00:00Z")]
    #[case("2026-11-22T09:00:00[Mars/Olympus]")]
    fn what_is_not_a_moment_is_refused(#[case] text: &str) {
        assert!(parse_moment(text, Tz::UTC).is_err());
    }

    #[test]
    fn a_set_clock_runs_on_from_where_it_was_set() {
        let base = StillClock::new(Moment { now: DateTime::UNIX_EPOCH, zone: Tz::UTC });
        let moment = parse_moment("2026-11-22T09:00:00Z", Tz::UTC).expect("moment");
        let clock = SetClock::new(base, moment);
        clock.base.pass(Duration::from_secs(60));
        assert_eq!(clock.now(), moment.now + TimeDelta::seconds(60));
    }
}
