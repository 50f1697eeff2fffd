//! One VEVENT as it is read, and the series that it is.

use super::{NaiveDateTime, Read, Rule, RuleError, Series, Stamp, Tz, Why, Zones, text, times};
use crate::vcard::Line;

/// What a VEVENT says, with the lines it says it in.
#[derive(Clone)]
pub(super) struct Event {
    pub line: usize,
    pub uid: String,
    pub title: String,
    pub place: String,
    pub start: Option<(usize, Stamp)>,
    pub end: Option<(usize, Stamp)>,
    /// In minutes.
    pub duration: Option<u32>,
    pub rule: Option<(usize, String)>,
    pub exdates: Vec<(usize, Stamp)>,
    pub rdates: Vec<(usize, Stamp)>,
    /// Which occurrence of its series it stands for.
    pub occurrence: Option<(usize, Stamp)>,
    pub cancelled: bool,
}

impl Event {
    pub fn new(line: usize) -> Event {
        Event {
            line,
            uid: String::new(),
            title: String::new(),
            place: String::new(),
            start: None,
            end: None,
            duration: None,
            rule: None,
            exdates: Vec::new(),
            rdates: Vec::new(),
            occurrence: None,
            cancelled: false,
        }
    }

    pub fn take(&mut self, at: usize, line: &Line, read: &mut Read) {
        match &*line.name() {
            "UID" => self.uid = text(line),
            "SUMMARY" => self.title = text(line),
            "LOCATION" => self.place = text(line),
            "STATUS" => self.cancelled = line.value().trim().eq_ignore_ascii_case("CANCELLED"),
            "DTSTART" => self.start = one(at, line, read),
            "DTEND" => self.end = one(at, line, read),
            "RECURRENCE-ID" => {
                if line.param_whole("RANGE").is_some() {
                    read.tell(at, Why::NotKnown("RECURRENCE-ID;RANGE".to_owned()));
                }
                self.occurrence = one(at, line, read);
            }
            "DURATION" => {
                self.duration = times::minutes(line.value().trim());
                if self.duration.is_none() {
                    read.tell(at, Why::BadTime("DURATION".to_owned()));
                }
            }
            "RRULE" if self.rule.is_none() => self.rule = Some((at, line.value().trim().to_owned())),
            "RRULE" | "EXRULE" => read.tell(at, Why::NotKnown(line.name().into_owned())),
            "EXDATE" => several(at, line, &mut self.exdates, read),
            "RDATE" => several(at, line, &mut self.rdates, read),
            _ => {}
        }
    }

    /// What tells it from others. One that has no UID is told by what it says.
    pub fn uid(&self) -> String {
        if !self.uid.is_empty() {
            return self.uid.clone();
        }
        let start = self.start.as_ref().map(|(_, start)| start.local.to_string()).unwrap_or_default();
        format!("{} {start}", self.title)
    }

    /// The series that it is; `None`, and said why, where it is none that Kith can keep.
    pub fn series(self, zones: &Zones, read: &mut Read) -> Option<Series> {
        let uid = self.uid();
        let Some((at, start)) = self.start else {
            read.tell(self.line, Why::NoStart);
            return None;
        };
        let zone = start.zone(zones, at, read);
        let minutes = length(&start, zone, self.end, self.duration, zones, read);
        if !(1..=Series::LONGEST).contains(&minutes) {
            read.tell(self.line, Why::Length);
            return None;
        }
        let begins = start.local;
        let mut rdates = seen_in(self.rdates, zone, begins, zones, read);
        let rule = match self.rule {
            Some((at, rule)) => match Rule::parse_in(&rule, begins, Some(zone)) {
                Ok(parsed) => {
                    // Everybody else counts DTSTART, whether the rule has it or not (RFC 5545, section 3.8.5.3).
                    if parsed.first() != begins {
                        rdates.push(begins);
                    }
                    Some(parsed.text().to_owned())
                }
                Err(why) => {
                    read.tell(at, Why::Rule(short(why)));
                    return None;
                }
            },
            None => None,
        };
        let exdates = seen_in(self.exdates, zone, begins, zones, read);
        Some(Series {
            uid: Some(uid),
            title: self.title,
            place: self.place,
            start: begins,
            zone,
            minutes,
            rule,
            exdates,
            rdates,
        })
    }
}

/// What the parser of rules says may quote all of the file.
fn short(why: RuleError) -> RuleError {
    match why {
        RuleError::Syntax(text) => RuleError::Syntax(text.chars().take(80).collect()),
        why => why,
    }
}

/// How long it is, in minutes; 0 where the file says nonsense.
fn length(
    start: &Stamp,
    zone: Tz,
    end: Option<(usize, Stamp)>,
    duration: Option<u32>,
    zones: &Zones,
    read: &mut Read,
) -> u32 {
    let said = match (end, duration) {
        (Some((at, end)), _) => {
            let end = end.seen_in(zone, None, zones, at, read);
            Some(u32::try_from((end - start.local).num_minutes()).unwrap_or(0))
        }
        (None, duration) => duration,
    };
    match said {
        // An end at the beginning is a program's way to say none.
        None | Some(0) if start.day => 24 * 60,
        None => 60,
        Some(said) => said,
    }
}

fn seen_in(
    stamps: Vec<(usize, Stamp)>,
    zone: Tz,
    start: NaiveDateTime,
    zones: &Zones,
    read: &mut Read,
) -> Vec<NaiveDateTime> {
    stamps.into_iter().map(|(at, stamp)| stamp.seen_in(zone, Some(start), zones, at, read)).collect()
}

fn one(at: usize, line: &Line, read: &mut Read) -> Option<(usize, Stamp)> {
    let stamp = Stamp::read(line.value().trim(), line);
    if stamp.is_none() {
        read.tell(at, Why::BadTime(line.name().into_owned()));
    }
    stamp.map(|stamp| (at, stamp))
}

/// The dates of a list. Of a period the beginning counts; that it has a length of its own is said.
fn several(at: usize, line: &Line, into: &mut Vec<(usize, Stamp)>, read: &mut Read) {
    for value in line.value().split(',').map(str::trim) {
        let (value, period) = match value.split_once('/') {
            Some((begins, _)) => (begins, true),
            None => (value, false),
        };
        match Stamp::read(value, line) {
            // Twice as many, for what they are is told by their order.
            Some(_) if into.len() > 2 * Series::MOST_DATES => {}
            Some(stamp) => into.push((at, stamp)),
            None => read.tell(at, Why::BadTime(line.name().into_owned())),
        }
        if period {
            read.tell(at, Why::NotKnown(format!("{};VALUE=PERIOD", line.name())));
        }
    }
}
