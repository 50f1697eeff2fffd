//! A book in memory, with which the tests do what people and the scheduler do.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use kith_core::{
    Cadence, CadenceId, CheckIn, CheckInId, Extra, Fate, Frame, Mode, Person, PersonId, Prompt, PromptId,
    Repeat, Row, Settings, Slot, Summary,
    due::due,
    schedule::{Store, Turn},
    zoned::{to_instant, to_local},
};

/// The instant at which the clock in `zone` shows `local`, written `2026-11-23T09:00`.
pub fn at(local: &str, zone: Tz) -> DateTime<Utc> {
    to_instant(wall(local), zone)
}

pub fn wall(local: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M").expect("a wall time like 2026-11-23T09:00")
}

pub fn day(day: &str) -> NaiveDate {
    day.parse().expect("a date")
}

pub fn after(every: &str, first: &str) -> Repeat {
    Repeat::After { every: every.parse().expect("an interval"), first: day(first), at: None }
}

pub fn rule(rule: &str, start: &str, zone: Option<Tz>) -> Repeat {
    Repeat::Rule { rule: rule.to_owned(), start: wall(start), zone }
}

/// People with their past.
pub struct Book {
    pub settings: Settings,
    pub zone: Tz,
    pub now: DateTime<Utc>,
    pub people: Vec<Person>,
    pub prompts: BTreeMap<PromptId, Prompt>,
    check_ins: Vec<CheckIn>,
    rows: Vec<Row>,
}

impl Book {
    pub fn new(zone: Tz, now: &str) -> Book {
        Book {
            settings: Settings::default(),
            zone,
            now: at(now, zone),
            people: Vec::new(),
            prompts: BTreeMap::new(),
            check_ins: Vec::new(),
            rows: Vec::new(),
        }
    }

    pub fn frame(&self) -> Frame<'_> {
        Frame { now: self.now, zone: self.zone, settings: &self.settings }
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub fn row(&self, person: PersonId) -> &Row {
        self.rows.iter().find(|row| row.id == person).expect("somebody in the book")
    }

    pub fn today(&self) -> NaiveDate {
        to_local(self.now, self.zone).date()
    }

    /// Moves the clock to where it shows `local`.
    pub fn until(&mut self, local: &str) {
        self.now = at(local, self.zone);
    }

    /// Adds somebody with these cadences, made now.
    pub fn add(&mut self, name: &str, cadences: &[(Mode, Repeat)]) -> PersonId {
        let cadence = |(mode, repeat): &(Mode, Repeat)| Cadence {
            id: CadenceId::new(self.now),
            mode: *mode,
            repeat: repeat.clone(),
            added: self.now,
            extra: Extra::new(),
        };
        let cadences = cadences.iter().map(cadence).collect();
        let person = Person { cadences, ..Person::named(name, self.now) };
        let id = person.id;
        self.rows.push(Row::of(&person, Summary::default()));
        self.people.push(person);
        id
    }

    /// Changes a person.
    pub fn change(&mut self, id: PersonId, change: impl FnOnce(&mut Person)) {
        let person = self.people.iter_mut().find(|person| person.id == id).expect("somebody in the book");
        change(person);
        let summary = self.row(id).summary.clone();
        self.put(id, summary);
    }

    /// Logs a contact now, and what it answers.
    pub fn log(&mut self, person: PersonId, mode: Mode) -> CheckInId {
        self.log_at(person, mode, self.now)
    }

    /// Logs a contact at another instant.
    pub fn log_at(&mut self, person: PersonId, mode: Mode, at: DateTime<Utc>) -> CheckInId {
        let check_in = CheckIn {
            id: CheckInId::new(self.now),
            people: vec![person],
            mode,
            at,
            day: to_local(at, self.zone).date(),
            minutes: None,
            started_by: None,
            note: String::new(),
            felt: None,
            logged: self.now,
            extra: Extra::new(),
        };
        let asked_before = self.slots(person);
        let mut summary = self.row(person).summary.clone();
        summary.last.include(&check_in);
        self.put(person, summary);
        let asked_after = self.slots(person);
        for (cadence, slot) in asked_before {
            if asked_after.iter().all(|after| *after != (cadence, slot)) {
                self.set_fate(person, cadence, slot, Fate::Answered { check_in: check_in.id });
            }
        }
        let id = check_in.id;
        self.check_ins.push(check_in);
        id
    }

    /// Takes a check-in back, with the prompts it had answered.
    pub fn take_back(&mut self, person: PersonId, id: CheckInId) {
        self.check_ins.retain(|check_in| check_in.id != id);
        let mut summary = Summary { marks: self.row(person).summary.marks.clone(), ..Summary::default() };
        let theirs = self.check_ins.iter().filter(|check_in| check_in.people.contains(&person));
        theirs.for_each(|check_in| summary.last.include(check_in));
        self.put(person, summary);
        let answered: Vec<Prompt> = self
            .prompts
            .values()
            .filter(|prompt| prompt.fate == Fate::Answered { check_in: id })
            .cloned()
            .collect();
        for prompt in answered {
            if self.slots(person).contains(&(prompt.cadence, prompt.slot)) {
                self.put_prompt(Prompt { fate: Fate::Fired, ..prompt });
            }
        }
    }

    /// Forgets the rows and makes them again from what is stored, as a book whose index was lost.
    pub fn reopen(&mut self) {
        let rows = self.people.iter().map(|person| {
            let mut summary = Summary::default();
            let theirs = self.check_ins.iter().filter(|check_in| check_in.people.contains(&person.id));
            theirs.for_each(|check_in| summary.last.include(check_in));
            for prompt in self.prompts.values().filter(|prompt| prompt.person == person.id) {
                summary.marks.entry(prompt.cadence).or_default().include(prompt);
            }
            let row = serde_json::to_string(&Row::of(person, summary)).expect("JSON");
            serde_json::from_str(&row).expect("a row")
        });
        self.rows = rows.collect();
    }

    /// The occurrences that are asked for now or next.
    pub fn slots(&self, person: PersonId) -> Vec<(CadenceId, Slot)> {
        let dues = self.row(person).dues(&self.frame());
        dues.into_iter().filter_map(|(cadence, due)| Some((cadence.id, due?.slot))).collect()
    }

    pub fn snooze(&mut self, prompt: PromptId, until: DateTime<Utc>) {
        self.set_prompt(prompt, Fate::Snoozed { until });
    }

    pub fn skip(&mut self, prompt: PromptId) {
        self.set_prompt(prompt, Fate::Skipped { day: self.today() });
    }

    /// Stores what a turn of the scheduler decided.
    pub fn store(&mut self, turn: &Turn) {
        for store in &turn.store {
            match store {
                Store::Fire(prompt) => self.put_prompt(prompt.clone()),
                Store::Fate { prompt, fate } => self.set_prompt(*prompt, fate.clone()),
            }
        }
    }

    /// When the only cadence of somebody asks, as `2026-11-23T09:00` in the zone in force.
    pub fn due(&self, person: PersonId) -> Option<String> {
        self.dues(person).pop().expect("a cadence")
    }

    /// The same for each cadence in force.
    pub fn dues(&self, person: PersonId) -> Vec<Option<String>> {
        let row = self.row(person);
        let when = |cadence: &Cadence| {
            let due = due(cadence, row.preferred_time, &row.summary, &self.frame());
            due.map(|due| due.local.format("%Y-%m-%dT%H:%M").to_string())
        };
        row.cadences_in_force(&self.settings, self.frame().today()).iter().map(when).collect()
    }

    fn set_fate(&mut self, person: PersonId, cadence: CadenceId, slot: Slot, fate: Fate) {
        let mark = self.row(person).summary.marks.get(&cadence);
        if let Some(open) = mark.and_then(|mark| mark.open_for(slot)) {
            self.set_prompt(open.id, fate);
        }
    }

    fn set_prompt(&mut self, id: PromptId, fate: Fate) {
        let prompt = Prompt { fate, ..self.prompts[&id].clone() };
        self.put_prompt(prompt);
    }

    fn put_prompt(&mut self, prompt: Prompt) {
        let mut summary = self.row(prompt.person).summary.clone();
        summary.marks.entry(prompt.cadence).or_default().include(&prompt);
        let person = prompt.person;
        self.prompts.insert(prompt.id, prompt);
        self.put(person, summary);
    }

    fn put(&mut self, id: PersonId, summary: Summary) {
        let person = self.people.iter().find(|person| person.id == id).expect("somebody in the book");
        let row = Row::of(person, summary);
        *self.rows.iter_mut().find(|row| row.id == id).expect("somebody in the book") = row;
    }
}
