//! Applying what the journal says to the index.
//!
//! Records are gathered first and the index is then written in the order of its keys. Applying the same lines
//! again, after a crash in the middle, ends in the same index.

use std::collections::{BTreeMap, BTreeSet};

use kith_core::{
    CadenceId, CheckIn, CheckInId, Community, LastContacts, Mark, Mode, Noted, Person, PersonId, Plan,
    Prompt, Row, Starter, Summary,
};

use super::{
    BY_ID, Index, Meta, TIMELINE,
    block::Block,
    keys, malformed,
    pending::Pending,
    read::{entry_of, from_value, place_by_id, place_in},
};
use crate::{Key, Record, StoreError, journal::body::Step, kind::Kind, place::Place};

/// How many of the check-ins logged last are known.
pub(crate) const RECENT_KEPT: usize = 256;
/// When fewer than these are left of them, and there are more, they are looked for again.
const RECENT_LOW: usize = 32;
/// So many ids of check-ins are held in memory: some forty bytes each.
const MOVED_AT_ONCE: usize = 400_000;

/// A person the lines say something about.
#[derive(Default)]
struct Touched {
    /// The person, when the lines put one; else it is the one in the journal.
    person: Option<Box<Person>>,
    /// The last contacts; `None` when they have to be found again.
    last: Option<LastContacts>,
    /// Where the prompts stand; `None` when it has to be found again.
    marks: Option<BTreeMap<CadenceId, Mark>>,
}

/// Lines being applied.
pub(crate) struct Projection<'a> {
    index: &'a Index,
    pub(super) pending: Pending<'a>,
    touched: BTreeMap<PersonId, Touched>,
    /// Entries of timelines to be put (with their mode) or removed.
    timelines: BTreeMap<(PersonId, Vec<u8>), Option<Mode>>,
    /// Check-ins that the lines put or remove.
    moved: BTreeMap<CheckInId, Moved>,
    recent: Option<Recent>,
    /// Whether lines are missing before this one, so that what it says of the past is not what the index has.
    gap: bool,
}

/// Where a check-in was and is.
#[derive(Clone, Copy, Default)]
struct Moved {
    /// Where the index has it, if that was asked.
    from: Option<Place>,
    /// Where it is now; `None` when it is no more.
    to: Option<Place>,
}

/// The check-ins logged last: the entries there are, and how they differ from what the index has.
#[derive(Default)]
struct Recent {
    entries: BTreeSet<Vec<u8>>,
    changed: BTreeSet<Vec<u8>>,
}

impl Index {
    /// Begins to apply lines.
    pub(crate) fn projection(&self) -> Result<Projection<'_>, StoreError> {
        let meta = self.meta()?.unwrap_or_else(Meta::new);
        Ok(Projection {
            index: self,
            pending: Pending::new(&self.tree, &self.gate, meta),
            touched: BTreeMap::new(),
            timelines: BTreeMap::new(),
            moved: BTreeMap::new(),
            recent: None,
            gap: false,
        })
    }
}

impl Projection<'_> {
    /// From here on lines are missing: what a check-in was is looked up, and not taken from the line.
    pub(crate) fn mind_the_gap(&mut self) {
        self.gap = true;
    }

    /// Takes one change into account, which is at this place in the journal.
    pub(crate) fn step(&mut self, step: Step, place: Place) -> Result<(), StoreError> {
        let kind = Kind::of(step.key);
        let version = self.pending.meta.versions.entry(kind.name().to_owned()).or_default();
        *version = kind.version().max(*version);
        match (step.key, step.put, step.was) {
            (Some(Key::Person(id)), put, _) => self.person(id, put, place),
            (Some(Key::CheckIn(id)), put, was) => self.check_in(id, put, was, place),
            (Some(Key::Prompt(id)), put, was) => self.prompt(id, put, was),
            (Some(Key::Photo(id)), put, _) => self.photo(id, put.is_some(), place),
            (Some(Key::Plan(id)), Some(Record::Plan(plan)), _) => self.keep(id, Some(&*plan)),
            (Some(Key::Plan(id)), _, _) => self.keep::<Plan>(id, None),
            (Some(Key::Starter(id)), Some(Record::Starter(starter)), _) => self.keep(id, Some(&starter)),
            (Some(Key::Starter(id)), _, _) => self.keep::<Starter>(id, None),
            (Some(Key::Community(id)), Some(Record::Community(community)), _) => {
                self.keep(id, Some(&*community))
            }
            (Some(Key::Community(id)), _, _) => self.keep::<Community>(id, None),
            (Some(Key::Noted(id)), Some(Record::Noted(noted)), _) => self.keep(id, Some(&noted)),
            (Some(Key::Noted(id)), _, _) => self.keep::<Noted>(id, None),
            (None, _, _) => {
                self.pending.put(keys::SETTINGS.to_vec(), place.to_bytes().to_vec());
                Ok(())
            }
        }
    }

    fn touch(&mut self, person: PersonId) -> Result<&mut Touched, StoreError> {
        if !self.touched.contains_key(&person) {
            let row = self.pending.get(&keys::row(person))?;
            let row = row.map(|row| from_value::<Row>(&row)).transpose()?;
            let touched = match row {
                Some(row) => {
                    Touched { person: None, last: Some(row.summary.last), marks: Some(row.summary.marks) }
                }
                // Somebody new has no past to look for.
                None if self.pending.count(&keys::timeline(person))? == 0 => {
                    Touched { last: Some(LastContacts::default()), ..Touched::default() }
                }
                None => Touched::default(),
            };
            self.touched.insert(person, touched);
        }
        self.touched.get_mut(&person).ok_or_else(malformed)
    }

    fn person(&mut self, id: PersonId, put: Option<Record>, place: Place) -> Result<(), StoreError> {
        let key = keys::person(id);
        let known = self.pending.get(&key)?.is_some();
        match put {
            Some(Record::Person(person)) => {
                self.pending.put(key, place.to_bytes().to_vec());
                self.pending.meta.people += u64::from(!known);
                self.touch(id)?.person = Some(person);
            }
            _ => {
                self.pending.remove(key);
                self.pending.meta.people -= u64::from(known);
                *self.touch(id)? = Touched::default();
            }
        }
        self.pending.settle()
    }

    fn photo(&mut self, person: PersonId, put: bool, place: Place) -> Result<(), StoreError> {
        let key = keys::photo(person);
        let known = self.pending.get(&key)?.is_some();
        match put {
            true => self.pending.put(key, place.to_bytes().to_vec()),
            false => self.pending.remove(key),
        }
        self.pending.meta.photos += u64::from(put);
        self.pending.meta.photos -= u64::from(known);
        self.pending.settle()
    }

    fn check_in(
        &mut self,
        id: CheckInId,
        put: Option<Record>,
        was: Option<Record>,
        place: Place,
    ) -> Result<(), StoreError> {
        let place_before = if was.is_some() || self.gap { self.place_of(id)? } else { None };
        match (was, place_before) {
            (_, Some(before)) if self.gap => {
                let was = self.index.check_in_at(before)?;
                self.forget(&was, before)?;
            }
            (Some(Record::CheckIn(was)), Some(before)) => self.forget(&was, before)?,
            _ => {}
        }
        let Some(Record::CheckIn(check_in)) = put else {
            self.moved.entry(id).or_default().to = None;
            return Ok(());
        };
        let key = entry_of(check_in.at, place);
        for person in homes(&check_in.people) {
            self.timelines.insert((person, key.clone()), Some(check_in.mode));
            if let Some(last) = &mut self.touch(person)?.last {
                last.include(&check_in);
            }
        }
        self.remember(&check_in, place)?;
        self.moved.entry(id).or_default().to = Some(place);
        Ok(())
    }

    /// Where the check-in is, as far as the lines before this one say.
    fn place_of(&mut self, id: CheckInId) -> Result<Option<Place>, StoreError> {
        if let Some(moved) = self.moved.get(&id) {
            return Ok(moved.to);
        }
        for entry in self.pending.entries(BY_ID, keys::IDS, keys::id_start(&id))? {
            let place = place_by_id(&entry)?;
            if self.index.check_in_at(place)?.id == id {
                self.moved.insert(id, Moved { from: Some(place), to: Some(place) });
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    fn forget(&mut self, was: &CheckIn, place: Place) -> Result<(), StoreError> {
        let key = entry_of(was.at, place);
        for person in homes(&was.people) {
            self.timelines.insert((person, key.clone()), None);
            self.touch(person)?.last = None;
        }
        let entry = entry_of(was.logged, place);
        let recent = self.recent()?;
        if recent.entries.remove(&entry) {
            recent.changed.insert(entry);
        }
        Ok(())
    }

    fn recent(&mut self) -> Result<&mut Recent, StoreError> {
        if self.recent.is_none() {
            let mut recent = Recent::default();
            for key in self.index.tree.scan_prefix(keys::RECENT).keys() {
                recent.entries.insert(key?[keys::RECENT.len()..].to_vec());
            }
            self.recent = Some(recent);
        }
        self.recent.as_mut().ok_or_else(malformed)
    }

    fn remember(&mut self, check_in: &CheckIn, place: Place) -> Result<(), StoreError> {
        let entry = entry_of(check_in.logged, place);
        if self.pending.meta.recent_floor.as_ref().is_some_and(|floor| entry <= *floor) {
            return Ok(());
        }
        let recent = self.recent()?;
        recent.changed.insert(entry.clone());
        recent.entries.insert(entry);
        if recent.entries.len() > RECENT_KEPT {
            let lowest = recent.entries.pop_first();
            recent.changed.extend(lowest.clone());
            self.pending.meta.recent_floor = lowest;
        }
        Ok(())
    }

    fn write_recent(&mut self) -> Result<(), StoreError> {
        let Some(mut recent) = self.recent.take() else { return Ok(()) };
        if recent.entries.len() < RECENT_LOW && self.pending.meta.recent_floor.is_some() {
            let found = self.find_recent()?;
            recent.changed.extend(recent.entries.iter().chain(&found).cloned());
            recent.entries = found;
        }
        for entry in recent.changed {
            let key = [keys::RECENT, &entry].concat();
            match recent.entries.contains(&entry) {
                true => self.pending.put(key, Vec::new()),
                false => self.pending.remove(key),
            }
        }
        Ok(())
    }

    fn prompt(
        &mut self,
        id: kith_core::PromptId,
        put: Option<Record>,
        was: Option<Record>,
    ) -> Result<(), StoreError> {
        if let Some(Record::Prompt(was)) = was {
            // Where a crash left a part of the act in the index, the prompt is gone and its mark is not.
            self.touch(was.person)?.marks = None;
        }
        let home = keys::prompt_home(id);
        let known = self.pending.get(&home)?;
        if let Some(known) = &known {
            let (person, fired) = split_home(known)?;
            self.pending.remove(keys::prompt(person, fired, id));
            self.pending.remove(keys::fired(fired, id));
            self.touch(person)?.marks = None;
        }
        match put {
            Some(Record::Prompt(prompt)) => {
                let fired = keys::instant(prompt.fired);
                let value =
                    rmp_serde::to_vec_named(&prompt).map_err(|error| StoreError::Index(error.to_string()))?;
                self.pending.put(keys::prompt(prompt.person, fired, id), value);
                self.pending.put(keys::fired(fired, id), prompt.person.as_bytes().to_vec());
                self.pending.put(home, [&prompt.person.as_bytes()[..], &fired].concat());
                self.pending.meta.prompts += u64::from(known.is_none());
                self.touch(prompt.person)?.marks = None;
            }
            _ => {
                self.pending.remove(home);
                self.pending.meta.prompts -= u64::from(known.is_some());
            }
        }
        self.pending.settle()
    }

    /// Writes what is held in memory, but for what is better written all at once. After this the same lines may
    /// be applied again from the first.
    pub(crate) fn pause(&mut self) -> Result<(), StoreError> {
        self.write_timelines()?;
        for (person, touched) in std::mem::take(&mut self.touched) {
            self.write_row(person, touched)?;
            self.pending.settle()?;
        }
        // The ids of what is logged together are in another order than its people, and fewer bytes.
        if self.moved.len() >= MOVED_AT_ONCE { self.write_ids() } else { Ok(()) }
    }

    /// Writes everything. The index goes up to the line `seq` now, which has the checksum `crc`.
    pub(crate) fn finish(mut self, (seq, crc): (u64, u32)) -> Result<(), StoreError> {
        self.pause()?;
        self.write_ids()?;
        self.write_recent()?;
        (self.pending.meta.seq, self.pending.meta.crc) = (seq, crc);
        self.pending.write()
    }

    fn write_timelines(&mut self) -> Result<(), StoreError> {
        for ((person, mut entry), mode) in std::mem::take(&mut self.timelines) {
            let prefix = keys::timeline(person);
            match mode {
                Some(mode) => {
                    entry.push(mode as u8);
                    self.pending.put_entry(TIMELINE, &prefix, &entry)?;
                }
                None => {
                    self.pending.remove_entry(TIMELINE, &prefix, &entry[..TIMELINE.key])?;
                }
            }
            self.pending.settle()?;
        }
        Ok(())
    }

    fn write_ids(&mut self) -> Result<(), StoreError> {
        for (id, Moved { from, to }) in std::mem::take(&mut self.moved) {
            // Others may begin with the same bytes. And when lines are applied a second time, after a crash, it may
            // already be where a later line puts it.
            for entry in self.pending.entries(BY_ID, keys::IDS, keys::id_start(&id))? {
                let place = place_by_id(&entry)?;
                let is_it = || Ok::<_, StoreError>(self.index.check_in_at(place)?.id == id);
                if Some(place) != to && (Some(place) == from || is_it()?) {
                    self.pending.remove_entry(BY_ID, keys::IDS, &entry)?;
                    self.pending.meta.check_ins -= 1;
                }
            }
            if let Some(place) = to {
                let entry = [keys::id_start(&id), &place.to_bytes()[..]].concat();
                let new = self.pending.put_entry(BY_ID, keys::IDS, &entry)?;
                self.pending.meta.check_ins += u64::from(new);
            }
            self.pending.settle()?;
        }
        Ok(())
    }

    fn write_row(&mut self, id: PersonId, touched: Touched) -> Result<(), StoreError> {
        let person = match touched.person {
            Some(person) => Some(person),
            None => self.stored_person(id)?,
        };
        let Some(person) = person else {
            self.pending.remove(keys::row(id));
            return Ok(());
        };
        let last = touched.last.map_or_else(|| self.find_last(id), Ok)?;
        let marks = touched.marks.map_or_else(|| self.find_marks(id), Ok)?;
        let count = u32::try_from(self.pending.count(&keys::timeline(id))?).unwrap_or(u32::MAX);
        let row = Row::of(&person, Summary { last, count, marks });
        let value = rmp_serde::to_vec_named(&row).map_err(|error| StoreError::Index(error.to_string()))?;
        self.pending.put(keys::row(id), value);
        Ok(())
    }

    fn stored_person(&self, id: PersonId) -> Result<Option<Box<Person>>, StoreError> {
        let Some(place) = self.pending.get(&keys::person(id))? else { return Ok(None) };
        match self.index.shelf.record(Place::from_bytes(&place).ok_or_else(malformed)?)? {
            Record::Person(person) => Ok(Some(person)),
            _ => Err(malformed()),
        }
    }

    /// Looks through a timeline for the last contact in each mode.
    fn find_last(&mut self, person: PersonId) -> Result<LastContacts, StoreError> {
        // What was removed and put must be in the blocks that are looked through.
        self.pending.write()?;
        let mut last = LastContacts::default();
        let mut found = BTreeMap::new();
        for item in self.index.tree.scan_prefix(keys::timeline(person)).rev() {
            let block = Block::from_bytes(&item?.1, TIMELINE.width).ok_or_else(malformed)?;
            for entry in block.entries().rev() {
                let (at, mode) = (&entry[..keys::INSTANT], entry[TIMELINE.width - 1]);
                // All of the last instant, because of two at one instant the later id counts.
                if found.entry(mode).or_insert_with(|| at.to_vec()) == at {
                    last.include(&self.index.check_in_at(place_in(entry)?)?);
                }
            }
            if found.len() == Mode::InPerson as usize + 1 {
                break;
            }
        }
        Ok(last)
    }

    fn find_marks(&self, person: PersonId) -> Result<BTreeMap<CadenceId, Mark>, StoreError> {
        let mut marks = BTreeMap::<CadenceId, Mark>::new();
        for value in self.pending.values(&keys::prompts_of(person))? {
            let prompt: Prompt = from_value(&value)?;
            marks.entry(prompt.cadence).or_default().include(&prompt);
        }
        Ok(marks)
    }

    /// Finds the check-ins logged last again. Their ids are made when they are logged, so the last ids are
    /// looked at.
    fn find_recent(&mut self) -> Result<BTreeSet<Vec<u8>>, StoreError> {
        self.pending.write()?;
        let mut found = BTreeSet::new();
        for item in self.index.tree.scan_prefix(keys::IDS).rev() {
            let block = Block::from_bytes(&item?.1, BY_ID.width).ok_or_else(malformed)?;
            for entry in block.entries() {
                let place = place_by_id(entry)?;
                found.insert(entry_of(self.index.check_in_at(place)?.logged, place));
            }
            if found.len() >= 2 * RECENT_KEPT {
                break;
            }
        }
        let all = found.len() as u64 == self.pending.meta.check_ins;
        let mut lowest = None;
        while found.len() > RECENT_KEPT {
            lowest = found.pop_first();
        }
        self.pending.meta.recent_floor = if all { lowest } else { found.pop_first() };
        Ok(found)
    }
}

/// In whose timelines a check-in is: everybody's it names, each once. One that names nobody is in none.
fn homes(people: &[PersonId]) -> BTreeSet<PersonId> {
    people.iter().copied().collect()
}

fn split_home(home: &[u8]) -> Result<(PersonId, [u8; keys::INSTANT]), StoreError> {
    let (person, fired) = home.split_first_chunk().ok_or_else(malformed)?;
    Ok((PersonId::from_bytes(*person), fired.try_into().map_err(|_| malformed())?))
}
