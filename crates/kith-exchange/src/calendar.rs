//! A calendar that any program can subscribe to (RFC 5545): birthdays, anniversaries, plans and what falls due.
//!
//! It is written here and not by a crate: the one that is well kept, `icalendar`, reads the system's clock and gives
//! every VALARM a random UID, so that a calendar in which nothing has changed would still change. Folding and escaping
//! are those of vCard, which are the same (RFC 6350, sections 3.2 and 3.4; RFC 5545, sections 3.1 and 3.3.11).

use chrono::{DateTime, NaiveTime, Timelike, Utc};
use kith_core::{CadenceId, PartialDate, PersonId, PlanId};
use uuid::Uuid;

use crate::vcard::{escaped, fold};

/// What a calendar says of who made it (PRODID).
pub const CALENDAR_MAKER: &str = "-//Kith//Kith//EN";

/// Something in a calendar. Its words are the caller's.
#[derive(Clone, PartialEq, Debug)]
pub enum Entry {
    /// Each year, all day.
    Birthday {
        /// Whose.
        person: PersonId,
        /// Which day; 29 February is kept on the 28th in a common year.
        day: PartialDate,
        /// So many days before it is rung in as well; 0 is only on the day.
        lead: u16,
        /// What the calendar shows.
        summary: String,
    },
    /// Each year, all day.
    Anniversary {
        /// Whose.
        person: PersonId,
        /// Which day.
        day: PartialDate,
        /// What the calendar shows.
        summary: String,
    },
    /// Once, at a moment.
    Due {
        /// With whom.
        person: PersonId,
        /// Which cadence asks.
        cadence: CadenceId,
        /// When.
        at: DateTime<Utc>,
        /// For how long, in minutes.
        minutes: u32,
        /// What the calendar shows.
        summary: String,
        /// What it says beneath; may be empty.
        description: String,
    },
    /// A call or a meeting. What is agreed on rings a day and an hour before.
    Plan {
        /// Which.
        plan: PlanId,
        /// When.
        at: DateTime<Utc>,
        /// The same wall time of the day before, which need not be 24 hours earlier.
        day_before: DateTime<Utc>,
        /// For how long, in minutes.
        minutes: u32,
        /// Whether it is one of several times that are proposed.
        tentative: bool,
        /// Where; may be empty.
        place: String,
        /// What the calendar shows.
        summary: String,
    },
}

/// How a calendar is written.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Calendar<'a> {
    /// What it is called.
    pub name: &'a str,
    /// When what is in it was last changed (DTSTAMP): the same entries at the same stamp are the same bytes.
    pub stamp: DateTime<Utc>,
    /// The local time at which a day of the year is rung in.
    pub ring_at: NaiveTime,
}

/// The calendar as a file: CRLF line ends, folded at 75 octets, in the order of the entries.
///
/// An entry has the same UID each time it is written, so that a calendar that is read again replaces its entries. What
/// is due is given in UTC, which needs no VTIMEZONE.
pub fn write_calendar(entries: &[Entry], calendar: &Calendar<'_>) -> String {
    let mut out = String::new();
    fold(&mut out, "BEGIN:VCALENDAR");
    fold(&mut out, "VERSION:2.0");
    fold(&mut out, &format!("PRODID:{CALENDAR_MAKER}"));
    fold(&mut out, "CALSCALE:GREGORIAN");
    fold(&mut out, "METHOD:PUBLISH");
    // NAME is RFC 7986's; most programs know the other.
    fold(&mut out, &format!("NAME:{}", escaped(calendar.name)));
    fold(&mut out, &format!("X-WR-CALNAME:{}", escaped(calendar.name)));
    fold(&mut out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    fold(&mut out, "X-PUBLISHED-TTL:PT1H");
    for entry in entries {
        for line in lines(entry, calendar) {
            fold(&mut out, &line);
        }
    }
    fold(&mut out, "END:VCALENDAR");
    out
}

fn lines(entry: &Entry, calendar: &Calendar<'_>) -> Vec<String> {
    let mut lines = vec!["BEGIN:VEVENT".to_owned(), format!("UID:{}", uid(entry))];
    lines.push(format!("DTSTAMP:{}", instant(calendar.stamp)));
    let (summary, rings) = match entry {
        Entry::Birthday { day, summary, .. } | Entry::Anniversary { day, summary, .. } => {
            lines.extend([
                format!("DTSTART;VALUE=DATE:{}", first(*day)),
                rule(*day).to_owned(),
                "TRANSP:TRANSPARENT".to_owned(),
            ]);
            (summary, on_days(calendar.ring_at, lead(entry)))
        }
        Entry::Due { at, minutes, summary, description, .. } => {
            lines.extend([format!("DTSTART:{}", instant(*at)), format!("DURATION:PT{}M", (*minutes).max(1))]);
            if !description.is_empty() {
                lines.push(format!("DESCRIPTION:{}", escaped(description)));
            }
            (summary, vec!["PT0S".to_owned()])
        }
        Entry::Plan { at, day_before, minutes, tentative, place, summary, .. } => {
            let status = if *tentative { "TENTATIVE" } else { "CONFIRMED" };
            lines.extend([format!("DTSTART:{}", instant(*at)), format!("DURATION:PT{}M", (*minutes).max(1))]);
            lines.push(format!("STATUS:{status}"));
            if !place.is_empty() {
                lines.push(format!("LOCATION:{}", escaped(place)));
            }
            let day = format!("-PT{}M", (*at - *day_before).num_minutes());
            (summary, if *tentative { Vec::new() } else { vec![day, "-PT60M".to_owned()] })
        }
    };
    let summary = escaped(summary);
    lines.push(format!("SUMMARY:{summary}"));
    for ring in rings {
        lines.extend(["BEGIN:VALARM".to_owned(), "ACTION:DISPLAY".to_owned()]);
        lines.extend([format!("DESCRIPTION:{summary}"), format!("TRIGGER:{ring}"), "END:VALARM".to_owned()]);
    }
    lines.push("END:VEVENT".to_owned());
    lines
}

fn lead(entry: &Entry) -> u16 {
    match entry {
        Entry::Birthday { lead, .. } => *lead,
        Entry::Anniversary { .. } | Entry::Due { .. } | Entry::Plan { .. } => 0,
    }
}

/// When a day of the year is rung in, from its midnight: at the time of day, and so many days before.
fn on_days(ring_at: NaiveTime, lead: u16) -> Vec<String> {
    let minutes = i64::from(ring_at.num_seconds_from_midnight() / 60);
    let before = (lead > 0).then(|| i64::from(lead) * 24 * 60 - minutes);
    before.map(|before| format!("-PT{before}M")).into_iter().chain([format!("PT{minutes}M")]).collect()
}

/// A UUID made of what the entry is about (RFC 7986, section 5.3): the same each time, and nobody else's.
fn uid(entry: &Entry) -> Uuid {
    let of = |person: &PersonId, what: &[u8]| Uuid::new_v5(&Uuid::from_bytes(*person.as_bytes()), what);
    match entry {
        Entry::Birthday { person, .. } => of(person, b"birthday"),
        Entry::Anniversary { person, .. } => of(person, b"anniversary"),
        Entry::Due { person, cadence, .. } => of(person, cadence.as_bytes()),
        // Whatever becomes of its time, a calendar has a plan once; of what is proposed, each time.
        Entry::Plan { plan, tentative: false, .. } => Uuid::from_bytes(*plan.as_bytes()),
        Entry::Plan { plan, at, .. } => {
            Uuid::new_v5(&Uuid::from_bytes(*plan.as_bytes()), &at.timestamp().to_be_bytes())
        }
    }
}

fn instant(at: DateTime<Utc>) -> impl std::fmt::Display {
    at.format("%Y%m%dT%H%M%SZ")
}

/// The first time it is kept, which is an occurrence of its rule. A day without a year starts in 2000, which had a 29
/// February; one before 1900 starts there, because calendar programs know no earlier days.
fn first(day: PartialDate) -> String {
    let year = day.year().unwrap_or(2000).clamp(1900, 9999);
    day.kept_in(year).map_or_else(String::new, |first| first.format("%Y%m%d").to_string())
}

/// 29 February is the last day of February, which is the 28th in a common year, as Kith itself keeps it. By day of the
/// month it would be skipped then (RFC 5545, section 3.3.10).
fn rule(day: PartialDate) -> &'static str {
    match (day.month(), day.day()) {
        (2, 29) => "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
        _ => "RRULE:FREQ=YEARLY",
    }
}
