//! Everybody who is due, sorted into who is asked, who comes next, who waits and who is held.

use std::{
    cmp::{Ordering, Reverse},
    collections::HashMap,
};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::{
    Ask, Held,
    look::{DueCadence, Looker},
};
use crate::{
    Circle, Frame, OpenPrompt, PersonId, PromptId, Row,
    whereabouts::{is_call, night_begins},
    zoned::to_instant,
};

/// One person with the cadences that are due; there is at least one.
pub(crate) struct Case<'r> {
    pub row: &'r Row,
    pub due: Vec<DueCadence<'r>>,
    lateness: f64,
}

impl<'r> Case<'r> {
    fn new(row: &'r Row, due: Vec<DueCadence<'r>>) -> Self {
        let lateness = due.iter().map(|due| due.lateness).fold(0.0, f64::max);
        Case { row, due, lateness }
    }

    /// The cadences that have no prompt yet.
    pub fn unfired(&self) -> impl Iterator<Item = &DueCadence<'r>> {
        self.due.iter().filter(|due| due.prompt.is_none())
    }

    /// The prompt that was fired last.
    fn newest(&self) -> Option<OpenPrompt> {
        self.due.iter().filter_map(|due| due.prompt).max_by_key(|prompt| prompt.fired)
    }

    /// How it is shown when all of it is asked for.
    pub fn ask(&self, frame: &Frame) -> Ask {
        self.showing(frame, |_| true)
    }

    /// How it is shown while only what was fired is asked for.
    pub fn open_ask(&self, frame: &Frame) -> Ask {
        self.showing(frame, |due| due.prompt.is_some())
    }

    fn showing(&self, frame: &Frame, can_show: impl Fn(&DueCadence) -> bool) -> Ask {
        let can_show = self.due.iter().enumerate().filter(|(_, due)| can_show(due));
        let shown =
            can_show.max_by_key(|(_, due)| (due.mode, Reverse(due.local))).map_or(0, |(index, _)| index);
        let others = self.due.iter().enumerate().filter(|(index, _)| *index != shown);
        let also = others.map(|(_, due)| due.cadence(self.row.id)).collect();
        let shown = &self.due[shown];
        Ask {
            person: self.row.id,
            cadence: shown.cadence(self.row.id),
            due: shown.due(frame),
            last: shown.last,
            also,
            prompt: shown.prompt.map(|prompt| prompt.id),
            fired: shown.prompt.map(|prompt| prompt.fired),
            lateness: self.lateness,
        }
    }

    /// Who is asked for first: the latest relative to their interval, then the closer circle, then the earlier due.
    fn in_order(&self, other: &Case) -> Ordering {
        let closeness = |case: &Case| case.row.circle.map_or(Circle::ALL.len(), |circle| circle as usize);
        let since = |case: &Case| case.due.iter().map(|due| due.local).min();
        let later = other.lateness.total_cmp(&self.lateness);
        later
            .then_with(|| closeness(self).cmp(&closeness(other)))
            .then_with(|| since(self).cmp(&since(other)))
            .then_with(|| self.row.id.cmp(&other.row.id))
    }
}

/// The people who are due, sorted.
#[derive(Default)]
pub(crate) struct Sorted<'r> {
    /// With something not fired yet, and within the cap of today: to be asked for now.
    pub fresh: Vec<Case<'r>>,
    /// Fired today and still open, the newest first.
    pub asked_today: Vec<Case<'r>>,
    /// Fired on earlier days and still open, the newest first.
    pub asked_before: Vec<Case<'r>>,
    /// Not fired yet, beyond the cap, in order.
    pub waiting: Vec<Case<'r>>,
    /// Due, and held back.
    pub held: Vec<(Case<'r>, Held)>,
    /// Snoozed prompts whose time has come; their people are among the asked.
    pub returned: Vec<(PersonId, PromptId)>,
    /// When the next thing can change by itself: a cadence becomes due, a snooze or a pause is over, or it becomes night
    /// where somebody is who is asked for.
    pub next: Option<DateTime<Utc>>,
}

pub(crate) fn sort<'r>(rows: impl IntoIterator<Item = &'r Row>, frame: &Frame) -> Sorted<'r> {
    let mut looker = Looker::new(frame);
    let today = frame.today();
    let mut sorting = Sorting {
        frame,
        today,
        nights: HashMap::new(),
        sorted: Sorted::default(),
        asked: Vec::new(),
        unasked: Vec::new(),
    };
    let mut room = usize::from(frame.settings.daily_cap);
    for row in rows {
        let fired_today = row.summary.marks.values().any(|mark| mark.fired_on(today));
        room = room.saturating_sub(usize::from(fired_today));
        if !row.is_ever_suggested() {
            continue;
        }
        let due = looker.due_of(row);
        if !due.is_empty() {
            sorting.place(row, due, fired_today);
        }
    }
    let mut sorted = sorting.finish(room);
    sorted.next = sorted.next.into_iter().chain(looker.next()).min();
    sorted
}

struct Sorting<'a, 'r> {
    frame: &'a Frame<'a>,
    today: NaiveDate,
    /// Where it is night, found out once for all who are there.
    nights: HashMap<&'r [Tz], Option<Held>>,
    sorted: Sorted<'r>,
    asked: Vec<Case<'r>>,
    unasked: Vec<Case<'r>>,
}

impl<'r> Sorting<'_, 'r> {
    /// Puts one person who is due where they belong.
    fn place(&mut self, row: &'r Row, mut due: Vec<DueCadence<'r>>, fired_today: bool) {
        if let Some(held) = row.pause(self.frame).and_then(Held::of) {
            return self.hold(Case::new(row, due), held);
        }
        let now = self.frame.now;
        let snoozed =
            |due: &DueCadence| due.prompt.and_then(|prompt| prompt.until).filter(|until| *until > now);
        if let Some(until) = due.iter().filter_map(snoozed).min() {
            let held = Held::Snoozed { until };
            if due.iter().all(|due| snoozed(due).is_some()) {
                return self.hold(Case::new(row, due), held);
            }
            self.ends(held);
            due.retain(|due| snoozed(due).is_none());
        }
        if let Some(held) = self.night_there(row, &due) {
            if due.iter().all(|due| is_call(due.mode)) {
                return self.hold(Case::new(row, due), held);
            }
            self.ends(held);
            due.retain(|due| !is_call(due.mode));
        }
        let prompts = due.iter().filter_map(|due| due.prompt);
        let returned = prompts.filter(|prompt| prompt.until.is_some()).map(|prompt| (row.id, prompt.id));
        self.sorted.returned.extend(returned);
        let case = Case::new(row, due);
        let has_unfired = case.unfired().next().is_some();
        match (has_unfired, fired_today) {
            (false, _) => self.asked.push(case),
            (true, true) => self.sorted.fresh.push(case), // counted already
            (true, false) => self.unasked.push(case),
        }
    }

    /// Why nobody asks for a call now. Where meeting is due as well, that is what is shown, and it is no call.
    fn night_there(&mut self, row: &'r Row, due: &[DueCadence]) -> Option<Held> {
        let shown = due.iter().map(|due| due.mode).max().filter(|shown| is_call(*shown))?;
        let night = || row.night(shown, self.frame).and_then(Held::of);
        *self.nights.entry(row.may_be_in()).or_insert_with(night)
    }

    fn hold(&mut self, case: Case<'r>, held: Held) {
        self.ends(held);
        self.sorted.held.push((case, held));
    }

    fn ends(&mut self, held: Held) {
        let end = match held {
            Held::Snoozed { until } | Held::AllPaused { until } | Held::NightThere { until, .. } => until,
            Held::PersonPaused { until } => to_instant(until.into(), self.frame.zone),
        };
        self.sorted.next = self.sorted.next.into_iter().chain([end]).min();
    }

    fn finish(self, room: usize) -> Sorted<'r> {
        let Sorting { frame, today, mut sorted, mut asked, mut unasked, .. } = self;
        unasked.sort_unstable_by(Case::in_order);
        let beyond = unasked.split_off(room.min(unasked.len()));
        sorted.fresh.extend(unasked);
        for case in beyond {
            // Somebody with an earlier prompt that is still open does not vanish while the new one waits.
            match case.newest() {
                Some(_) => asked.push(case),
                None => sorted.waiting.push(case),
            }
        }
        let nights = asked.iter().chain(&sorted.fresh);
        let nights = nights.filter_map(|case| night_begins(case.row.may_be_in(), frame));
        sorted.next = nights.chain(sorted.next).min();
        asked.sort_by_key(|case| (Reverse(case.newest().map(|prompt| prompt.fired)), case.row.id));
        let is_of_today = |case: &Case| case.newest().is_some_and(|prompt| prompt.day == today);
        (sorted.asked_today, sorted.asked_before) = asked.into_iter().partition(is_of_today);
        sorted
    }
}
