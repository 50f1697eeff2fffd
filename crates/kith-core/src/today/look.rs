//! One row: which of its cadences are due now, found without converting a date for those that clearly are or are
//! not. Of ten thousand people nearly all are one comparison.

use std::{borrow::Cow, collections::HashMap};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::{
    Cadence, CadenceId, Circle, CircleDefault, Contact, Extra, Frame, Interval, Mark, Mode, OpenPrompt,
    PersonId, Repeat, Row, RowCadence, Slot,
    cadence::repeat_of_circle,
    due::{Around, Due, PastOfRule, wait},
    recurrence::Rule,
    zoned::{to_instant, to_local},
};

/// A cadence that is due.
#[derive(Clone, Debug)]
pub(crate) struct DueCadence<'r> {
    which: Which,
    pub mode: Mode,
    repeat: Cow<'r, Repeat>,
    added: DateTime<Utc>,
    pub slot: Slot,
    /// When it asked first, in wall time of `zone`.
    pub local: NaiveDateTime,
    zone: Tz,
    pub last: Option<Contact>,
    pub prompt: Option<OpenPrompt>,
    /// How late it is, in intervals.
    pub lateness: f64,
}

/// Which cadence: the id of one that a circle brings is not worth finding out until it is needed.
#[derive(Clone, Copy, Debug)]
enum Which {
    Own(CadenceId),
    OfCircle(Circle, usize),
}

impl Which {
    fn id(self, person: PersonId) -> CadenceId {
        match self {
            Which::Own(id) => id,
            Which::OfCircle(circle, index) => CadenceId::of_circle(person, circle, index),
        }
    }
}

impl DueCadence<'_> {
    pub fn id(&self, person: PersonId) -> CadenceId {
        self.which.id(person)
    }

    pub fn due(&self, frame: &Frame) -> Due {
        let at = to_instant(self.local, self.zone);
        Due { at, local: to_local(at, frame.zone), slot: self.slot }
    }

    pub fn cadence(&self, person: PersonId) -> Cadence {
        Cadence {
            id: self.id(person),
            mode: self.mode,
            repeat: self.repeat.clone().into_owned(),
            added: self.added,
            extra: Extra::new(),
        }
    }
}

/// Looks at rows in one frame, and keeps the earliest instant after it at which a cadence may become due.
pub(crate) struct Looker<'a, 'r> {
    frame: &'a Frame<'a>,
    local: NaiveDateTime,
    defaults: [Vec<CircleDefault>; 4],
    /// Rules that many people have are evaluated once.
    rules: HashMap<(&'r str, NaiveDateTime, Option<Tz>), Option<Around>>,
    next: Option<DateTime<Utc>>,
    /// The earliest local time after tomorrow at which a wait is over: converted only at the end.
    next_local: Option<NaiveDateTime>,
}

impl<'a, 'r> Looker<'a, 'r> {
    pub fn new(frame: &'a Frame<'a>) -> Self {
        Looker {
            frame,
            local: frame.local(),
            defaults: Circle::ALL.map(|circle| frame.settings.circle_defaults(circle)),
            rules: HashMap::new(),
            next: None,
            next_local: None,
        }
    }

    /// When a cadence that was looked at may become due next.
    pub fn next(&self) -> Option<DateTime<Utc>> {
        let later = self.next_local.map(|local| to_instant(local, self.frame.zone));
        self.next.into_iter().chain(later).min()
    }

    /// The cadences of the row that are due now.
    pub fn due_of(&mut self, row: &'r Row) -> Vec<DueCadence<'r>> {
        let mut due = Vec::new();
        if !row.cadences.is_empty() {
            due.extend(row.cadences.iter().filter_map(|cadence| self.own(row, cadence)));
        } else if let Some(circle) = row.circle {
            let count = self.defaults[circle as usize].len();
            due.extend((0..count).filter_map(|index| self.of_circle(row, circle, index)));
        }
        due.extend(self.nearer(row));
        due
    }

    /// The nearer one, while they are going through something.
    fn nearer(&mut self, row: &'r Row) -> Option<DueCadence<'r>> {
        let cadence = row.going_through.as_ref()?.cadence_on(self.local.date())?;
        let Repeat::After { every, first, .. } = cadence.repeat else { return None };
        let last = row.summary.last.satisfying(cadence.mode);
        let mark = row.summary.marks.get(&cadence.id);
        let time = row.preferred_time.unwrap_or(self.frame.settings.preferred_time);
        let (slot, local) = self.over_wait(every, first, time, last, || mark)?;
        Some(DueCadence {
            which: Which::Own(cadence.id),
            mode: cadence.mode,
            repeat: Cow::Owned(cadence.repeat),
            added: cadence.added,
            slot,
            local,
            zone: self.frame.zone,
            last,
            prompt: mark.and_then(|mark| mark.open_for(slot)),
            lateness: self.late(local, every),
        })
    }

    fn own(&mut self, row: &'r Row, cadence: &'r RowCadence) -> Option<DueCadence<'r>> {
        let last = row.summary.last.satisfying(cadence.mode);
        let mark = row.summary.marks.get(&cadence.id);
        let (slot, local, zone, lateness) = match &cadence.repeat {
            Repeat::After { every, first, at } => {
                let time = at.or(row.preferred_time).unwrap_or(self.frame.settings.preferred_time);
                let (slot, local) = self.over_wait(*every, *first, time, last, || mark)?;
                (slot, local, self.frame.zone, self.late(local, *every))
            }
            Repeat::Rule { rule, start, zone } => {
                let (slot, lateness) = self.come_slot(cadence, rule, *start, *zone, last, mark)?;
                (Slot::At(slot), slot, zone.unwrap_or(self.frame.zone), lateness)
            }
        };
        Some(DueCadence {
            which: Which::Own(cadence.id),
            mode: cadence.mode,
            repeat: Cow::Borrowed(&cadence.repeat),
            added: cadence.added,
            slot,
            local,
            zone,
            last,
            prompt: mark.and_then(|mark| mark.open_for(slot)),
            lateness,
        })
    }

    fn of_circle(&mut self, row: &'r Row, circle: Circle, index: usize) -> Option<DueCadence<'r>> {
        let default = &self.defaults[circle as usize][index];
        let (mode, every) = (default.mode, default.every);
        let repeat = repeat_of_circle(default, row.circle_first, row.added);
        let Repeat::After { first, .. } = repeat else { return None };
        let which = Which::OfCircle(circle, index);
        let last = row.summary.last.satisfying(mode);
        let marks = &row.summary.marks;
        let mark = || if marks.is_empty() { None } else { marks.get(&which.id(row.id)) };
        let time = row.preferred_time.unwrap_or(self.frame.settings.preferred_time);
        let (slot, local) = self.over_wait(every, first, time, last, mark)?;
        Some(DueCadence {
            which,
            mode,
            repeat: Cow::Owned(repeat),
            added: row.added,
            slot,
            local,
            zone: self.frame.zone,
            last,
            prompt: mark().and_then(|mark| mark.open_for(slot)),
            lateness: self.late(local, every),
        })
    }

    /// The wait of an after-last-contact cadence if it is over, with the local time at which it was.
    fn over_wait<'m>(
        &mut self,
        every: Interval,
        first: NaiveDate,
        time: NaiveTime,
        last: Option<Contact>,
        mark: impl Fn() -> Option<&'m Mark>,
    ) -> Option<(Slot, NaiveDateTime)> {
        // A skip only makes it later: without one it is not due, with one even less.
        let soonest = last.map_or(first, |last| every.after(last.day)).and_time(time);
        if soonest > self.local + A_DAY {
            return self.later_local(soonest);
        }
        let no_mark = Mark::default();
        let (slot, day) = wait(every, first, last, mark().unwrap_or(&no_mark));
        let local = day.and_time(time);
        if local < self.local - A_DAY {
            return Some((slot, local));
        }
        if local > self.local + A_DAY {
            return self.later_local(local);
        }
        let at = to_instant(local, self.frame.zone);
        if at > self.frame.now {
            return self.later(at);
        }
        Some((slot, local))
    }

    /// The slot of a rule that is asked for now, and how late it is.
    fn come_slot(
        &mut self,
        cadence: &RowCadence,
        text: &'r str,
        start: NaiveDateTime,
        zone: Option<Tz>,
        last: Option<Contact>,
        mark: Option<&Mark>,
    ) -> Option<(NaiveDateTime, f64)> {
        let (now, in_force) = (self.frame.now, zone.unwrap_or(self.frame.zone));
        let from = to_instant(cadence.rule_from?, in_force);
        if from > now {
            return self.later(from);
        }
        let evaluate = || Some(Around::of(&Rule::parse_in(text, start, zone).ok()?, in_force, now));
        let around = (*self.rules.entry((text, start, zone)).or_insert_with(evaluate))?;
        if let Some(next) = around.next.map(|next| to_instant(next, in_force)).filter(|next| *next > now) {
            self.next = self.next.into_iter().chain([next]).min();
        }
        let no_mark = Mark::default();
        let past = PastOfRule::of(last, mark.unwrap_or(&no_mark), in_force, now);
        let slot = around.asked(in_force, cadence.added, &past)?;
        let interval = around.interval.unwrap_or(TimeDelta::days(365));
        Some((slot, (now - to_instant(slot, in_force)).as_seconds_f64() / interval.as_seconds_f64()))
    }

    fn late(&self, local: NaiveDateTime, every: Interval) -> f64 {
        (self.local - local).as_seconds_f64() / (f64::from(every.days()) * 86_400.0)
    }

    fn later<T>(&mut self, at: DateTime<Utc>) -> Option<T> {
        self.next = self.next.into_iter().chain([at]).min();
        None
    }

    fn later_local<T>(&mut self, local: NaiveDateTime) -> Option<T> {
        self.next_local = self.next_local.into_iter().chain([local]).min();
        None
    }
}

/// What is further away than this in wall time lies on that side of now, whatever the clocks do.
const A_DAY: TimeDelta = TimeDelta::days(1);
