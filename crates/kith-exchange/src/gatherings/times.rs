//! Dates, times and lengths as a calendar writes them (RFC 5545, sections 3.3.4 to 3.3.6).

use chrono::{NaiveDate, NaiveTime};

use super::{NaiveDateTime, Read, Tz, Why, Zones, to_local};
use crate::vcard::Line;

/// A date or a time with what is said of its zone.
#[derive(Clone, Debug)]
pub(super) struct Stamp {
    /// What the clock shows; midnight of a day.
    pub local: NaiveDateTime,
    /// Whether it is a whole day.
    pub day: bool,
    said: Said,
}

/// What is said of the zone.
#[derive(Clone, Debug)]
enum Said {
    /// In UTC.
    Utc,
    /// Wherever the reader is.
    Floating,
    /// By name.
    Named(String),
}

impl Stamp {
    pub fn read(value: &str, line: &Line) -> Option<Stamp> {
        let named = || match line.param_whole("TZID") {
            Some(name) if !name.is_empty() => Said::Named(name.chars().take(200).collect()),
            _ => Said::Floating,
        };
        if value.len() > 16 || !value.is_ascii() {
            return None;
        }
        if let Ok(day) = NaiveDate::parse_from_str(value, "%Y%m%d") {
            return Some(Stamp { local: day.and_time(NaiveTime::MIN), day: true, said: named() });
        }
        let utc = value.strip_suffix(['Z', 'z']);
        let time = utc.unwrap_or(value);
        let local = NaiveDateTime::parse_from_str(time, "%Y%m%dT%H%M%S").ok()?;
        Some(Stamp { local, day: false, said: if utc.is_some() { Said::Utc } else { named() } })
    }

    /// The zone it is in; one that nobody knows is said, and taken for the one in force.
    pub fn zone(&self, zones: &Zones, line: usize, read: &mut Read) -> Tz {
        match &self.said {
            Said::Utc => Tz::UTC,
            Said::Floating => zones.here,
            Said::Named(name) => zones.named(name).unwrap_or_else(|| {
                read.tell(line, Why::Zone(name.clone()));
                zones.here
            }),
        }
    }

    /// The same moment as the clock shows it in `zone`. A floating time is shown by every clock; a day, where times are
    /// asked for, is the time of `start` on it.
    pub fn seen_in(
        &self,
        zone: Tz,
        start: Option<NaiveDateTime>,
        zones: &Zones,
        line: usize,
        read: &mut Read,
    ) -> NaiveDateTime {
        match (&self.said, start) {
            (_, Some(start)) if self.day => self.local.date().and_time(start.time()),
            (Said::Floating, _) => self.local,
            _ if self.day => self.local,
            _ => {
                let own = self.zone(zones, line, read);
                match own == zone {
                    true => self.local,
                    false => to_local(kith_core::zoned::to_instant(self.local, own), zone),
                }
            }
        }
    }
}

/// A length in minutes, begun ones counted; `None` where it is none, or negative.
pub(super) fn minutes(value: &str) -> Option<u32> {
    let value = value.strip_prefix('+').unwrap_or(value).to_ascii_uppercase();
    let value = value.strip_prefix('P')?;
    let (days, times) = value.split_once('T').unwrap_or((value, ""));
    let mut seconds: u64 = 0;
    let mut said = false;
    for (part, units) in
        [(days, [('W', 604_800), ('D', 86_400)].as_slice()), (times, &[('H', 3_600), ('M', 60), ('S', 1)])]
    {
        let mut rest = part;
        while let Some(end) = rest.find(|c: char| !c.is_ascii_digit()) {
            let unit = rest[end..].chars().next()?;
            let each = units.iter().find(|(name, _)| *name == unit)?.1;
            let count: u64 = rest[..end].parse().ok()?;
            seconds = seconds.checked_add(count.checked_mul(each)?)?;
            said = true;
            rest = &rest[end + unit.len_utf8()..];
        }
        if !rest.is_empty() {
            return None;
        }
    }
    said.then(|| u32::try_from(seconds.div_ceil(60)).ok()).flatten()
}
