//! The depth ladder in words: a clock a mode, what a text left where it was, a call in the place of the next message.
//!
//! Nothing of it is counted aloud. What is still meant is named by the season where it is far away, because "by spring" is
//! how a friend would say it.

use chrono::{DateTime, Datelike, NaiveDate, Offset, TimeZone};
use chrono_tz::Tz;
use kith_app::{DateView, SteppedUp};
use kith_core::{Interval, Mode, dates::Kept, interval::Unit, ladder::ModeClock};

use crate::{Words, names::mode_arg};

/// So many days away a weekday names the day, then weeks, then the month, then the season, then the year as well.
const WEEKDAY: i64 = 6;
const WEEKS: i64 = 28;
const MONTH: i64 = 62;
const SEASON: i64 = 330;

/// What one of the clocks says, each a few words; empty where there is nothing to say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClockWords {
    /// "In person".
    pub mode: String,
    /// "Last on 29 October", "Not yet".
    pub last: String,
    /// "Meant every three months".
    pub meant: String,
    /// "Next: 29 January", "Now is a good time".
    pub next: String,
}

/// A season, as the half of the world has it in which the clocks of a zone are set forward for the summer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    const fn name(self) -> &'static str {
        match self {
            Season::Spring => "spring",
            Season::Summer => "summer",
            Season::Autumn => "autumn",
            Season::Winter => "winter",
        }
    }
}

impl Words {
    /// What a clock says. `suggests`: whether anything may be asked for; else only what was is told.
    pub fn mode_clock(&self, clock: &ModeClock, suggests: bool, now: &DateTime<Tz>) -> ClockWords {
        let last = match clock.last {
            Some(last) => self.with("ladder-last", &[("on", self.on(last.day, now.date_naive()).into())]),
            None => self.text("ladder-never"),
        };
        let meant = clock.meant.as_ref().filter(|_| suggests);
        ClockWords {
            mode: self.mode(clock.mode),
            last,
            meant: meant.map_or_else(String::new, |cadence| {
                self.with("ladder-meant", &[("often", self.how_often(&cadence.repeat).into())])
            }),
            next: match (meant, &clock.next) {
                (None, _) | (Some(_), None) => String::new(),
                (Some(_), Some(due)) if due.at <= *now => self.text("ladder-now"),
                (Some(_), Some(due)) => {
                    let day = due.at.with_timezone(&now.timezone()).date_naive();
                    self.with("ladder-next", &[("day", self.day(day, now.date_naive()).into())])
                }
            },
        }
    }

    /// The same in a line: "In person: last on 29 October · meant every three months · next: 29 January".
    pub fn mode_clock_line(&self, clock: &ModeClock, suggests: bool, now: &DateTime<Tz>) -> String {
        let ClockWords { mode, last, meant, next } = self.mode_clock(clock, suggests, now);
        let said: Vec<String> = [last, meant, next].into_iter().filter(|said| !said.is_empty()).collect();
        self.with("ladder-line", &[("mode", mode.into()), ("said", said.join(" · ").into())])
    }

    /// What is still to be done and by when, as far ahead as it is: "meet by Friday", "meet within three weeks", "meet in
    /// January", "meet by spring".
    pub fn deed_by(&self, deed: String, due: &DateTime<Tz>, now: &DateTime<Tz>) -> String {
        let (day, today) = (due.date_naive(), now.date_naive());
        let deed = ("deed", deed.into());
        match (day - today).num_days() {
            days if days <= WEEKDAY => self.with("deed-by", &[deed, ("by", self.day(day, today).into())]),
            days if days <= WEEKS => {
                let weeks = u16::try_from((days + 6) / 7).unwrap_or(1);
                let length = Interval::new(weeks, Unit::Week).map(|weeks| self.interval(weeks));
                self.with("ladder-deed-within", &[deed, ("length", length.unwrap_or_default().into())])
            }
            days if days <= MONTH => {
                self.with("ladder-deed-in", &[deed, ("time", self.month(day.month()).into())])
            }
            days if days <= SEASON => match season(day, due.timezone()) {
                Some((season, begins)) => {
                    let season = self.with("ladder-season", &[("season", season.name().into())]);
                    let id = if begins { "deed-by" } else { "ladder-deed-in" };
                    let name = if begins { "by" } else { "time" };
                    self.with(id, &[deed, (name, season.into())])
                }
                None => self.with("ladder-deed-in", &[deed, ("time", self.month(day.month()).into())]),
            },
            _ => self.with("ladder-deed-in", &[deed, ("time", self.month_of_year(day).into())]),
        }
    }

    /// That a call would be good after all those messages.
    pub fn step_up(&self, step: &SteppedUp, now: &DateTime<Tz>) -> String {
        let name = ("name", step.name.as_str().into());
        match step.from {
            None => self.with("ladder-step-up", &[name]),
            Some(from) => {
                let when = self.moment(&from, now);
                self.with("ladder-step-up-from", &[name, ("when", when.into())])
            }
        }
    }

    /// Whether somebody whom one set out to reach was reached: "Did you reach Ana?"
    pub fn reached_question(&self, mode: Mode, name: &str) -> String {
        self.with("reached-question", &[mode_arg(mode), ("name", name.into())])
    }

    /// A day of the year that is near: "Mum turns 70 on Tuesday.", "You remember Ana today."
    pub fn near_date(&self, date: &DateView, today: NaiveDate) -> String {
        let name = ("name", date.name.as_str().into());
        let on = ("on", self.on(date.day, today).into());
        match date.what {
            Kept::Birthday { turns: Some(age), .. } => {
                self.with("dates-turns", &[name, ("age", age.into()), on])
            }
            Kept::Birthday { turns: None, .. } => self.with("dates-birthday", &[name, on]),
            Kept::Remembrance => self.with("dates-remembrance", &[name]),
        }
    }

    /// What is suggested for that day, if anything is: a call or a visit, never a post.
    pub fn near_date_deed(&self, date: &DateView) -> String {
        match date.what {
            Kept::Birthday { may_call: true, .. } => self.text("dates-call"),
            Kept::Birthday { .. } => self.text("dates-visit"),
            Kept::Remembrance => String::new(),
        }
    }
}

/// The season that a day is nearest to the beginning of or lies in, and whether it is the beginning. Where the clocks do
/// not change there may be no seasons that go by these names.
fn season(day: NaiveDate, zone: Tz) -> Option<(Season, bool)> {
    let offset = |month| {
        let at = NaiveDate::from_ymd_opt(day.year(), month, 1)?.and_hms_opt(12, 0, 0)?;
        Some(zone.offset_from_utc_datetime(&at).fix().local_minus_utc())
    };
    let seasons = match (offset(7)?, offset(1)?) {
        (july, january) if july > january => [Season::Winter, Season::Spring, Season::Summer, Season::Autumn],
        (july, january) if july < january => [Season::Summer, Season::Autumn, Season::Winter, Season::Spring],
        _ => return None,
    };
    // Quarters from December on: the last month of one is shortly before the next, the first is its beginning.
    let month = day.month() as usize;
    let (quarter, within) = (month / 3, month % 3);
    let (quarter, begins) = if within == 2 { (quarter + 1, true) } else { (quarter, within == 0) };
    Some((seasons[quarter % 4], begins))
}
