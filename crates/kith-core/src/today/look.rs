//! One row: which of its cadences are due now, found without converting a date for those that are clearly not.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use crate::{
    Cadence, CadenceId, Circle, CircleDefault, Contact, Extra, Frame, Mark, Mode, OpenPrompt, PromptId,
    Repeat, Row, RowCadence,
    cadence::repeat_of_circle,
    due::{Asks, Due, asks},
    zoned::to_instant,
};

/// A cadence that is due.
#[derive(Clone, Debug)]
pub(crate) struct DueCadence {
    pub cadence: Cadence,
    pub due: Due,
    pub last: Option<Contact>,
    pub prompt: Option<OpenPrompt>,
    pub lateness: f64,
    /// Open prompts of it for earlier occurrences.
    pub older: Vec<PromptId>,
}

/// Looks at rows in one frame, and keeps the earliest instant after it at which a cadence may become due.
pub(crate) struct Looker<'a> {
    frame: &'a Frame<'a>,
    today: NaiveDate,
    /// Nothing that begins on a later day than this is due yet, whatever the zones.
    near: NaiveDate,
    defaults: [Vec<CircleDefault>; 4],
    next: Option<DateTime<Utc>>,
    /// The earliest local day and time after `near`, converted only at the end.
    next_local: Option<NaiveDateTime>,
}

impl<'a> Looker<'a> {
    pub fn new(frame: &'a Frame<'a>) -> Self {
        let today = frame.today();
        Looker {
            frame,
            today,
            near: today.checked_add_days(Days::new(1)).unwrap_or(today),
            defaults: Circle::ALL.map(|circle| frame.settings.circle_defaults(circle)),
            next: None,
            next_local: None,
        }
    }

    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// When a cadence that was looked at and is not due may become due first.
    pub fn next(&self) -> Option<DateTime<Utc>> {
        let later = self.next_local.map(|local| to_instant(local, self.frame.zone));
        [self.next, later].into_iter().flatten().min()
    }

    /// The cadences of the row that are due now.
    pub fn due_of(&mut self, row: &Row) -> Vec<DueCadence> {
        let mut due = Vec::new();
        if !row.cadences.is_empty() {
            due.extend(row.cadences.iter().filter_map(|cadence| self.own(row, cadence)));
        } else if let Some(circle) = row.circle {
            for index in 0..self.defaults[circle as usize].len() {
                due.extend(self.of_circle(row, circle, index));
            }
        }
        due
    }

    fn own(&mut self, row: &Row, cadence: &RowCadence) -> Option<DueCadence> {
        let last = row.summary.last.satisfying(cadence.mode);
        match &cadence.repeat {
            Repeat::After { every, first, at } => {
                let day = last.map_or(*first, |last| every.after(last.day));
                self.is_near(day, at.or(row.preferred_time)).then_some(())?;
            }
            Repeat::Rule { zone, .. } => {
                let from = to_instant(cadence.rule_from?, zone.unwrap_or(self.frame.zone));
                if from > self.frame.now {
                    return self.later(from);
                }
            }
        }
        self.closely(row, cadence.id, cadence.mode, &cadence.repeat, cadence.added, last)
    }

    fn of_circle(&mut self, row: &Row, circle: Circle, index: usize) -> Option<DueCadence> {
        let default = &self.defaults[circle as usize][index];
        let (mode, repeat) = (default.mode, repeat_of_circle(default, row.circle_first, row.added));
        let Repeat::After { every, first, .. } = repeat else { return None };
        let last = row.summary.last.satisfying(mode);
        let day = last.map_or(first, |last| every.after(last.day));
        self.is_near(day, row.preferred_time).then_some(())?;
        let id = CadenceId::of_circle(row.id, circle.name(), index);
        self.closely(row, id, mode, &repeat, row.added, last)
    }

    /// Whether a wait that is over on this day, or later, can be over now.
    fn is_near(&mut self, day: NaiveDate, time: Option<NaiveTime>) -> bool {
        if day > self.near {
            let local = day.and_time(time.unwrap_or(self.frame.settings.preferred_time));
            self.next_local = self.next_local.into_iter().chain([local]).min();
        }
        day <= self.near
    }

    fn closely(
        &mut self,
        row: &Row,
        id: CadenceId,
        mode: Mode,
        repeat: &Repeat,
        added: DateTime<Utc>,
        last: Option<Contact>,
    ) -> Option<DueCadence> {
        let no_mark = Mark::default();
        let mark = row.summary.marks.get(&id).unwrap_or(&no_mark);
        let Asks { due, interval_days, then } =
            asks(repeat, added, row.preferred_time, last, mark, self.frame)?;
        if due.at > self.frame.now {
            return self.later(due.at);
        }
        self.next = self.next.into_iter().chain(then.filter(|then| *then > self.frame.now)).min();
        let late_days = (self.frame.now - due.at).as_seconds_f64() / 86_400.0;
        Some(DueCadence {
            cadence: Cadence { id, mode, repeat: repeat.clone(), added, extra: Extra::new() },
            due,
            last,
            prompt: mark.open_for(due.slot),
            lateness: late_days / interval_days,
            older: mark.open.iter().filter(|open| open.slot < due.slot).map(|open| open.id).collect(),
        })
    }

    fn later(&mut self, at: DateTime<Utc>) -> Option<DueCadence> {
        self.next = self.next.into_iter().chain([at]).min();
        None
    }
}
