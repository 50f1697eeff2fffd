//! Everybody who is due, sorted into who is asked, who comes next, who waits and who is held.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};

use super::{
    Ask, Held,
    look::{DueCadence, Looker},
};
use crate::{Circle, Frame, OpenPrompt, PersonId, PromptId, Row};

/// The rows of people who are due, sorted.
#[derive(Default)]
pub(crate) struct Sorted {
    /// Not fired yet, and within the cap of today: to be asked for now.
    pub fresh: Vec<Candidate>,
    /// Fired today and still open, the newest first.
    pub asked_today: Vec<Ask>,
    /// Fired on earlier days and still open, the newest first.
    pub asked_before: Vec<Ask>,
    /// Not fired yet, beyond the cap, in order.
    pub waiting: Vec<Candidate>,
    /// Due, and held back.
    pub held: Vec<(Ask, Held)>,
    /// Snoozed prompts whose time has come; their people are among the asked.
    pub returned: Vec<(PersonId, PromptId)>,
    /// When the next thing can change by itself: a cadence becomes due, a snooze or a pause is over.
    pub next: Option<DateTime<Utc>>,
}

/// Somebody to be asked for, with the cadences that have not been fired yet.
pub(crate) struct Candidate {
    pub ask: Ask,
    pub unfired: Vec<DueCadence>,
    circle: Option<Circle>,
    /// What Today shows of them while they wait: an earlier prompt that is still open.
    open: Option<(Ask, OpenPrompt)>,
}

pub(crate) fn sort<'r>(rows: impl IntoIterator<Item = &'r Row>, frame: &Frame) -> Sorted {
    let mut looker = Looker::new(frame);
    let mut sorting =
        Sorting { frame, sorted: Sorted::default(), asked: Vec::new(), unasked: Vec::new(), ends: None };
    let mut room = usize::from(frame.settings.daily_cap);
    for row in rows {
        let fired_today = row.summary.marks.values().any(|mark| mark.fired_on(looker.today()));
        room = room.saturating_sub(usize::from(fired_today));
        let due = looker.due_of(row);
        if !due.is_empty() {
            sorting.place(row, due, fired_today);
        }
    }
    let mut sorted = sorting.finish(room);
    sorted.next = [sorted.next, looker.next()].into_iter().flatten().min();
    sorted
}

struct Sorting<'a> {
    frame: &'a Frame<'a>,
    sorted: Sorted,
    asked: Vec<(Ask, OpenPrompt)>,
    unasked: Vec<Candidate>,
    /// When the first hold ends.
    ends: Option<DateTime<Utc>>,
}

impl Sorting<'_> {
    /// Puts one person who is due where they belong.
    fn place(&mut self, row: &Row, due: Vec<DueCadence>, fired_today: bool) {
        if let Some(held) = held(row, self.frame) {
            self.end_of(held);
            return self.sorted.held.push((ask(row, &due, &due), held));
        }
        let now = self.frame.now;
        let snoozed =
            |due: &DueCadence| due.prompt.and_then(|prompt| prompt.until).filter(|until| *until > now);
        let first_end = due.iter().filter_map(snoozed).min();
        let held = first_end.map(|until| Held::Snoozed { until });
        held.into_iter().for_each(|held| self.end_of(held));
        let (asking, sleeping): (Vec<_>, Vec<_>) = due.into_iter().partition(|due| snoozed(due).is_none());
        if asking.is_empty() {
            let held = held.map(|held| (ask(row, &sleeping, &sleeping), held));
            return self.sorted.held.extend(held);
        }
        let (open, unfired): (Vec<_>, Vec<_>) = asking.iter().cloned().partition(|due| due.prompt.is_some());
        for prompt in open.iter().filter_map(|due| due.prompt).filter(|prompt| prompt.until.is_some()) {
            self.sorted.returned.push((row.id, prompt.id));
        }
        let newest = open.iter().filter_map(|due| due.prompt).max_by_key(|prompt| prompt.fired);
        let open = newest.map(|prompt| (ask(row, &open, &asking), prompt));
        if unfired.is_empty() {
            return self.asked.extend(open);
        }
        let candidate = Candidate { ask: ask(row, &asking, &asking), unfired, circle: row.circle, open };
        match fired_today {
            true => self.sorted.fresh.push(candidate), // counted already
            false => self.unasked.push(candidate),
        }
    }

    fn end_of(&mut self, held: Held) {
        let ends = match held {
            Held::Snoozed { until } | Held::AllPaused { until } => until,
            Held::PersonPaused { until } => crate::zoned::to_instant(until.into(), self.frame.zone),
            Held::Status(_) => return,
        };
        self.ends = self.ends.into_iter().chain([ends]).min();
    }

    fn finish(self, room: usize) -> Sorted {
        let Sorting { frame, mut sorted, mut asked, mut unasked, ends } = self;
        let today = frame.today();
        unasked.sort_by(in_order);
        let beyond = unasked.split_off(room.min(unasked.len()));
        sorted.fresh.extend(unasked);
        for mut candidate in beyond {
            match candidate.open.take() {
                Some(open) => asked.push(open),
                None => sorted.waiting.push(candidate),
            }
        }
        asked.sort_by_key(|(ask, prompt)| (std::cmp::Reverse(prompt.fired), ask.person));
        let (now, before): (Vec<_>, Vec<_>) = asked.into_iter().partition(|(_, prompt)| prompt.day == today);
        sorted.asked_today = now.into_iter().map(|(ask, _)| ask).collect();
        sorted.asked_before = before.into_iter().map(|(ask, _)| ask).collect();
        sorted.next = ends;
        sorted
    }
}

/// Why nobody asks for this person at all.
fn held(row: &Row, frame: &Frame) -> Option<Held> {
    let person = row.paused_until.filter(|until| frame.today() < *until);
    let all = frame.settings.paused_until.filter(|until| frame.now < *until);
    match (row.status.is_active(), person, all) {
        (false, ..) => Some(Held::Status(row.status)),
        (true, Some(until), _) => Some(Held::PersonPaused { until }),
        (true, None, Some(until)) => Some(Held::AllPaused { until }),
        (true, None, None) => None,
    }
}

/// One ask for all `due` cadences of a person, showing the highest floor of `shown`. Neither is empty.
fn ask(row: &Row, shown: &[DueCadence], due: &[DueCadence]) -> Ask {
    let first = shown.iter().max_by(|a, b| {
        let earlier = (b.due.at, b.cadence.id).cmp(&(a.due.at, a.cadence.id));
        a.cadence.mode.cmp(&b.cadence.mode).then(earlier)
    });
    let first = first.unwrap_or(&due[0]);
    let also = due.iter().map(|due| &due.cadence).filter(|other| other.id != first.cadence.id);
    Ask {
        person: row.id,
        cadence: first.cadence.clone(),
        due: first.due,
        last: first.last,
        also: also.cloned().collect(),
        prompt: first.prompt.map(|prompt| prompt.id),
        fired: first.prompt.map(|prompt| prompt.fired),
        lateness: due.iter().map(|due| due.lateness).fold(0.0, f64::max),
    }
}

/// Who is asked for first: the latest relative to their interval, then the closer circle, then the earlier due.
fn in_order(a: &Candidate, b: &Candidate) -> Ordering {
    let closeness =
        |candidate: &Candidate| candidate.circle.map_or(Circle::ALL.len(), |circle| circle as usize);
    let later = b.ask.lateness.total_cmp(&a.ask.lateness);
    later
        .then_with(|| closeness(a).cmp(&closeness(b)))
        .then_with(|| a.ask.due.at.cmp(&b.ask.due.at))
        .then_with(|| a.ask.person.cmp(&b.ask.person))
}
