//! The book, held in memory until the journal stands under it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use kith_core::{CheckIn, CheckInId, Person, PersonId, Prompt, PromptId, Settings, Summary};

use crate::{Act, Change, Committed, Counts, Key, Notice, ReadOnly, Record, Row, StoreError};

/// The book of one folder. One process has it open at a time; within it, it may be shared by threads.
#[derive(Debug)]
pub struct Book {
    home: PathBuf,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    seq: u64,
    people: BTreeMap<PersonId, Person>,
    check_ins: BTreeMap<CheckInId, (u64, CheckIn)>,
    prompts: BTreeMap<PromptId, Prompt>,
    settings: Settings,
    drafts: BTreeMap<String, String>,
}

impl Book {
    /// Opens the book in `home`, making what is missing.
    pub fn open(home: &Path) -> Result<Book, StoreError> {
        Ok(Book { home: home.to_owned(), state: Mutex::default() })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Its folder.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// What opening had to mend.
    pub fn notices(&self) -> &[Notice] {
        &[]
    }

    /// Why it cannot be written, if so.
    pub fn read_only(&self) -> Option<ReadOnly> {
        None
    }

    /// Every person, small, in the order of their ids.
    pub fn rows(&self) -> Result<Vec<Row>, StoreError> {
        let state = self.state();
        Ok(state.people.values().map(|person| state.row(person)).collect())
    }

    /// One person, small.
    pub fn row(&self, person: PersonId) -> Result<Option<Row>, StoreError> {
        let state = self.state();
        Ok(state.people.get(&person).map(|person| state.row(person)))
    }

    /// One person.
    pub fn person(&self, person: PersonId) -> Result<Option<Person>, StoreError> {
        Ok(self.state().people.get(&person).cloned())
    }

    /// One check-in.
    pub fn check_in(&self, check_in: CheckInId) -> Result<Option<CheckIn>, StoreError> {
        Ok(self.state().check_ins.get(&check_in).map(|(_, check_in)| check_in.clone()))
    }

    /// Check-ins with a person, the newest (by `at`) first.
    pub fn history(&self, person: PersonId, skip: usize, limit: usize) -> Result<Vec<CheckIn>, StoreError> {
        let mut history = self.state().history(person);
        history.sort_by_key(|check_in| std::cmp::Reverse((check_in.at, check_in.id)));
        Ok(history.into_iter().skip(skip).take(limit).collect())
    }

    /// The check-ins logged last, with whomever, the newest first.
    pub fn recent(&self, limit: usize) -> Result<Vec<CheckIn>, StoreError> {
        let mut all: Vec<_> = self.state().check_ins.values().cloned().collect();
        all.sort_by_key(|(order, check_in)| std::cmp::Reverse((check_in.logged, *order)));
        Ok(all.into_iter().take(limit).map(|(_, check_in)| check_in).collect())
    }

    /// One prompt.
    pub fn prompt(&self, prompt: PromptId) -> Result<Option<Prompt>, StoreError> {
        Ok(self.state().prompts.get(&prompt).cloned())
    }

    /// All prompts for a person, the last fired first.
    pub fn prompts_of(&self, person: PersonId) -> Result<Vec<Prompt>, StoreError> {
        let prompts = self.prompts(usize::MAX)?;
        Ok(prompts.into_iter().filter(|prompt| prompt.person == person).collect())
    }

    /// The prompts fired last, the newest first.
    pub fn prompts(&self, limit: usize) -> Result<Vec<Prompt>, StoreError> {
        let mut all: Vec<_> = self.state().prompts.values().cloned().collect();
        all.sort_by_key(|prompt| std::cmp::Reverse((prompt.fired, prompt.id)));
        all.truncate(limit);
        Ok(all)
    }

    /// The settings; the defaults while none were saved.
    pub fn settings(&self) -> Result<Settings, StoreError> {
        Ok(self.state().settings.clone())
    }

    /// A note of a face under this name.
    pub fn draft(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.state().drafts.get(key).cloned())
    }

    /// Keeps a note of a face, or forgets it. Drafts are no part of the book's history, and may be lost in a
    /// power cut.
    pub fn set_draft(&self, key: &str, text: Option<&str>) -> Result<(), StoreError> {
        let mut state = self.state();
        match text {
            Some(text) => state.drafts.insert(key.to_owned(), text.to_owned()),
            None => state.drafts.remove(key),
        };
        Ok(())
    }

    /// How many records there are.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        let state = self.state();
        Ok(Counts {
            people: state.people.len() as u64,
            check_ins: state.check_ins.len() as u64,
            prompts: state.prompts.len() as u64,
        })
    }

    /// Writes an act. When this returns `Ok` it is on the disk.
    pub fn commit(&self, act: Act) -> Result<Committed, StoreError> {
        let mut state = self.state();
        state.seq += 1;
        for change in act.changes {
            state.apply(change);
        }
        Ok(Committed { seq: state.seq })
    }
}

impl State {
    fn history(&self, person: PersonId) -> Vec<CheckIn> {
        let with_them = |check_in: &CheckIn| check_in.people.contains(&person);
        self.check_ins.values().map(|(_, check_in)| check_in).filter(|c| with_them(c)).cloned().collect()
    }

    fn row(&self, person: &Person) -> Row {
        let mut summary = Summary::default();
        for check_in in self.history(person.id) {
            summary.last.include(&check_in);
            summary.count += 1;
        }
        for prompt in self.prompts.values().filter(|prompt| prompt.person == person.id) {
            summary.marks.entry(prompt.cadence).or_default().include(prompt);
        }
        Row::of(person, summary)
    }

    fn apply(&mut self, change: Change) {
        match change {
            Change::Put(Record::Person(person)) => {
                self.people.insert(person.id, *person);
            }
            Change::Put(Record::CheckIn(check_in)) => {
                let next = self.check_ins.values().map(|(order, _)| order + 1).max().unwrap_or(0);
                let order = self.check_ins.get(&check_in.id).map_or(next, |(order, _)| *order);
                self.check_ins.insert(check_in.id, (order, check_in));
            }
            Change::Put(Record::Prompt(prompt)) => {
                self.prompts.insert(prompt.id, prompt);
            }
            Change::Put(Record::Settings(settings)) => self.settings = settings,
            Change::Remove(Key::Person(person)) => {
                self.people.remove(&person);
                self.prompts.retain(|_, prompt| prompt.person != person);
                self.check_ins.retain(|_, (_, check_in)| check_in.people != [person]);
                for (_, check_in) in self.check_ins.values_mut() {
                    check_in.people.retain(|other| *other != person);
                }
            }
            Change::Remove(Key::CheckIn(check_in)) => {
                self.check_ins.remove(&check_in);
            }
            Change::Remove(Key::Prompt(prompt)) => {
                self.prompts.remove(&prompt);
            }
        }
    }
}
