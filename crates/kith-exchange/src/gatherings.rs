//! When a group gathers, out of a calendar (RFC 5545): the events of an `.ics` file as [`Series`].
//!
//! Understood of a VEVENT: UID, SUMMARY, LOCATION, DTSTART (with TZID, in UTC, floating or a whole day), DTEND or
//! DURATION, one RRULE, EXDATE, RDATE, STATUS, and RECURRENCE-ID: an occurrence that was moved is taken out where it was
//! and comes besides where it is now, one that was cancelled is taken out. An event that is cancelled as a whole is left.
//! A day has no hours: it begins at midnight and has 24. What says no end takes an hour.
//!
//! A TZID is a zone of the IANA database, a name of Windows or of another program for one, or what the VTIMEZONE of that
//! name says it is (X-LIC-LOCATION). Another one, and a floating time, is taken for the zone in force; the former is said
//! in [`Read::not_kept`]. The observances of a VTIMEZONE are passed over, as the database knows them better.
//!
//! The lines are cut and decoded by what reads vCards, which has the same grammar and knows where in the file it is; zone
//! names are known by `calcard`, rules by `rrule`. Tests hold this to what the crate `icalendar` reads.
//!
//! # Limits
//! [`FILE_LIMIT`] bytes and [`EVENTS_LIMIT`] events; over that a file is refused. [`RULES_LIMIT`] events that recur and
//! [`Community::MOST_SERIES`] in all, [`Series::MOST_DATES`] dates of each kind in one; over that they are left out, and
//! said. Time and memory are linear in the file.

mod event;
mod times;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use kith_core::{Community, Rule, Series, recurrence::RuleError, zoned::to_local};

use crate::vcard::{ContentLines, Line, one_line, unescaped};
use event::Event;
use times::Stamp;

/// A file over so many bytes is refused.
pub const FILE_LIMIT: usize = 10_000_000;
/// A file with over so many events is refused.
pub const EVENTS_LIMIT: usize = 10_000;
/// So many events that recur are read; more are left out.
pub const RULES_LIMIT: usize = Community::MOST_RULES;
/// A line over so many bytes is left out.
const LINE_LIMIT: usize = 16 * 1024;
/// So many things that were not kept are told; more are counted.
const TOLD_LIMIT: usize = 100;
/// The longest title and the longest place, in characters.
const TEXT_LIMIT: usize = 500;

/// What a calendar says about gatherings.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Read {
    /// What it calls itself (NAME, X-WR-CALNAME); may be empty.
    pub name: String,
    /// In the order of the file. Each has a `uid`, none twice.
    pub series: Vec<Series>,
    /// What is not as the file says it, by line.
    pub not_kept: Vec<NotKept>,
    /// How much more of that there is.
    pub more_not_kept: usize,
}

impl Read {
    fn tell(&mut self, line: usize, why: Why) {
        match self.not_kept.len() < TOLD_LIMIT {
            true => self.not_kept.push(NotKept { line, why }),
            false => self.more_not_kept += 1,
        }
    }
}

/// Something in the file that is not kept as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotKept {
    /// Where, counted from 1 as an editor counts.
    pub line: usize,
    /// Why.
    pub why: Why,
}

/// Why something is not kept as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// An event without a beginning.
    NoStart,
    /// A date or time that is none: the property.
    BadTime(String),
    /// A rule that Kith cannot keep; the event is left out.
    Rule(RuleError),
    /// Something that Kith does not know: a second RRULE, an EXRULE, "this and all future ones", a period.
    NotKnown(String),
    /// An event that takes over a week, or nothing; it is left out.
    Length,
    /// A zone that nobody knows: the times are taken for those of the zone in force.
    Zone(String),
    /// A line over so many bytes.
    TooLong {
        /// In bytes.
        limit: usize,
    },
    /// More EXDATEs or RDATEs than are kept.
    TooManyDates {
        /// So many are.
        limit: usize,
    },
    /// More events that recur, or more events, than are kept.
    TooMany {
        /// So many are.
        limit: usize,
    },
}

/// Why a file is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CalendarError {
    /// Over [`FILE_LIMIT`].
    #[error("a calendar has at most {FILE_LIMIT} bytes")]
    TooLarge,
    /// It has no `BEGIN:VCALENDAR`.
    #[error("not a calendar")]
    NotACalendar,
    /// It has no `END:VCALENDAR`: it is half written, or was cut off.
    #[error("the calendar has no end")]
    CutOff,
    /// Over [`EVENTS_LIMIT`].
    #[error("a calendar has at most {EVENTS_LIMIT} events")]
    TooManyEvents,
}

/// The gatherings of a calendar; what has no zone is in `here`.
///
/// # Errors
/// [`CalendarError`].
pub fn read(bytes: &[u8], here: Tz) -> Result<Read, CalendarError> {
    if bytes.len() > FILE_LIMIT {
        return Err(CalendarError::TooLarge);
    }
    let mut reader = Reader::new(here);
    for unfolded in ContentLines::new(bytes, LINE_LIMIT, LINE_LIMIT) {
        if unfolded.cut {
            // What is long is a description or a picture; those are no loss.
            continue;
        }
        let Some(line) = Line::decoded(unfolded.bytes) else { continue };
        reader.take(unfolded.at, &line)?;
    }
    match (reader.began, reader.ended) {
        (false, _) => Err(CalendarError::NotACalendar),
        (true, false) => Err(CalendarError::CutOff),
        (true, true) => Ok(reader.finish()),
    }
}

/// What the file calls zones.
struct Zones {
    here: Tz,
    /// By the TZID of a VTIMEZONE, what it says it is.
    known: BTreeMap<String, Tz>,
}

impl Zones {
    fn named(&self, name: &str) -> Option<Tz> {
        self.known.get(name).copied().or_else(|| zone(name))
    }
}

/// The zone of this name, in the database or in another program. A name that begins with a slash is one of a registry,
/// which ends in that of the database.
fn zone(name: &str) -> Option<Tz> {
    if name.len() > 200 {
        return None;
    }
    if let Ok(calcard::common::timezone::Tz::Tz(zone)) = name.parse() {
        return Some(zone);
    }
    let ends = name.strip_prefix('/')?.match_indices('/').map(|(slash, _)| &name[slash + 2..]);
    ends.filter_map(|end| end.parse().ok()).next()
}

struct Reader {
    zones: Zones,
    /// In which components the line stands, the innermost last; those deeper than two are only counted.
    inside: Vec<String>,
    deeper: usize,
    began: bool,
    ended: bool,
    name: String,
    /// The TZID of the VTIMEZONE it is in, and the zone that it says it is.
    zone: (Option<String>, Option<Tz>),
    event: Option<Event>,
    events: Vec<Event>,
    read: Read,
}

impl Reader {
    fn new(here: Tz) -> Reader {
        Reader {
            zones: Zones { here, known: BTreeMap::new() },
            inside: Vec::new(),
            deeper: 0,
            began: false,
            ended: false,
            name: String::new(),
            zone: (None, None),
            event: None,
            events: Vec::new(),
            read: Read::default(),
        }
    }

    fn take(&mut self, at: usize, line: &Line) -> Result<(), CalendarError> {
        if line.is("BEGIN") {
            return self.begin(at, &line.value().trim().to_ascii_uppercase());
        }
        if line.is("END") {
            self.end();
            return Ok(());
        }
        let inside: Vec<&str> = self.inside.iter().map(String::as_str).collect();
        match inside.as_slice() {
            _ if self.deeper > 0 => {}
            ["VCALENDAR"] if line.is("NAME") || (line.is("X-WR-CALNAME") && self.name.is_empty()) => {
                self.name = text(line);
            }
            ["VCALENDAR", "VTIMEZONE"] if line.is("TZID") => self.zone.0 = Some(line.value().to_owned()),
            ["VCALENDAR", "VTIMEZONE"] if line.is("X-LIC-LOCATION") => {
                self.zone.1 = zone(line.value().trim())
            }
            ["VCALENDAR", "VEVENT"] => {
                if let Some(event) = &mut self.event {
                    event.take(at, line, &mut self.read);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, at: usize, name: &str) -> Result<(), CalendarError> {
        match (self.inside.len(), name) {
            (0, "VCALENDAR") => (self.began, self.ended) = (true, false),
            (1, "VEVENT") => {
                if self.events.len() >= EVENTS_LIMIT {
                    return Err(CalendarError::TooManyEvents);
                }
                self.event = Some(Event::new(at));
            }
            (1, "VTIMEZONE") => self.zone = (None, None),
            (2.., _) => {
                self.deeper += 1;
                return Ok(());
            }
            _ => {}
        }
        self.inside.push(name.chars().take(40).collect());
        Ok(())
    }

    fn end(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        self.inside.pop();
        self.events.extend(self.event.take());
        if let (Some(name), Some(zone)) = std::mem::take(&mut self.zone) {
            self.zones.known.insert(name, zone);
        }
        self.ended |= self.inside.is_empty();
    }

    /// The events put together: first those that stand for themselves, then what is said of single occurrences.
    fn finish(self) -> Read {
        let Reader { zones, name, events, mut read, .. } = self;
        read.name = name;
        let mut series: BTreeMap<String, (usize, Series)> = BTreeMap::new();
        let mut cancelled = BTreeSet::new();
        let (single, whole): (Vec<Event>, Vec<Event>) =
            events.into_iter().partition(|event| event.occurrence.is_some());
        let mut rules = 0;
        for event in whole {
            let uid = event.uid();
            // Of two with one UID the later one is the newer one.
            series.remove(&uid);
            if event.cancelled {
                cancelled.insert(uid);
                continue;
            }
            let (line, recurs) = (event.line, event.rule.is_some());
            let Some(made) = event.series(&zones, &mut read) else { continue };
            rules += usize::from(recurs);
            if recurs && rules > RULES_LIMIT {
                read.tell(line, Why::TooMany { limit: RULES_LIMIT });
            } else if series.len() >= Community::MOST_SERIES {
                read.tell(line, Why::TooMany { limit: Community::MOST_SERIES });
            } else {
                series.insert(uid, (line, made));
            }
        }
        for event in single {
            let uid = event.uid();
            if !cancelled.contains(&uid) {
                occurrence(event, uid, &mut series, &zones, &mut read);
            }
        }
        let mut series: Vec<(usize, Series)> = series.into_values().collect();
        series.sort_by_key(|(line, _)| *line);
        read.series = series.into_iter().map(|(line, series)| tidied(line, series, &mut read)).collect();
        read.not_kept.sort_by_key(|it| it.line);
        read
    }
}

/// Puts into its series what is said of one occurrence of it.
fn occurrence(
    event: Event,
    uid: String,
    series: &mut BTreeMap<String, (usize, Series)>,
    zones: &Zones,
    read: &mut Read,
) {
    let Some((line, was)) = event.occurrence.clone() else { return };
    let (cancelled, begins) = (event.cancelled, event.start.clone());
    let is_room = series.len() < Community::MOST_SERIES;
    match series.get_mut(&uid) {
        Some((_, whole)) => {
            let was = was.seen_in(whole.zone, Some(whole.start), zones, line, read);
            let is = begins.map(|(line, is)| is.seen_in(whole.zone, None, zones, line, read));
            whole.exdates.push(was);
            whole.rdates.extend(is.filter(|_| !cancelled));
        }
        // The others of the series are in another file.
        None if !cancelled && is_room => {
            let line = event.line;
            if let Some(alone) = event.series(zones, read) {
                series.insert(uid, (line, Series { rule: None, ..alone }));
            }
        }
        None => {}
    }
}

/// The series with its dates in their order, none twice, and no more of them than are kept. What is moved to where it, or
/// another one, was taken out takes place.
fn tidied(line: usize, mut series: Series, read: &mut Read) -> Series {
    let Series { exdates, rdates, .. } = &mut series;
    for dates in [&mut *exdates, &mut *rdates] {
        dates.sort_unstable();
        dates.dedup();
        if dates.len() > Series::MOST_DATES {
            // The latest ones matter most.
            dates.drain(..dates.len() - Series::MOST_DATES);
            read.tell(line, Why::TooManyDates { limit: Series::MOST_DATES });
        }
    }
    exdates.retain(|out| rdates.binary_search(out).is_err());
    series
}

fn text(line: &Line) -> String {
    let text = one_line(&unescaped(line.value()));
    text.chars().take(TEXT_LIMIT).collect()
}
