//! What is asked of the index.

use chrono::{DateTime, Utc};
use kith_core::{
    CheckIn, CheckInId, Community, Noted, Person, PersonId, Photo, Plan, Prompt, PromptId, Row, Settings,
    Starter,
};
use serde::de::DeserializeOwned;

use super::{BY_ID, Index, TIMELINE, block::Block, keys, malformed};
use crate::{Key, Record, StoreError, place::Place};

/// So few rows are not worth another thread.
const FEW: usize = 1024;

/// The value of a row, a prompt, or one of what is kept whole.
pub(super) fn from_value<T: DeserializeOwned>(value: &[u8]) -> Result<T, StoreError> {
    rmp_serde::from_slice(value).map_err(|_| malformed())
}

/// Reads rows with as many threads as there are processors: with ten thousand this is what a cold start waits for.
fn rows_from(values: &[sled::IVec]) -> Result<Vec<Row>, StoreError> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(values.len() / FEW + 1);
    let part = values.len().div_ceil(threads).max(1);
    let read =
        |part: &[sled::IVec]| part.iter().map(|value| from_value(value)).collect::<Result<Vec<Row>, _>>();
    std::thread::scope(|scope| {
        let mut parts = values.chunks(part);
        let first = parts.next().unwrap_or_default();
        let others: Vec<_> = parts.map(|part| scope.spawn(move || read(part))).collect();
        let mut rows = read(first)?;
        for other in others {
            rows.append(&mut other.join().map_err(|_| malformed())??);
        }
        Ok(rows)
    })
}

/// An entry of a timeline or of the recent ones without its instant.
pub(super) fn place_in(entry: &[u8]) -> Result<Place, StoreError> {
    entry.get(keys::INSTANT..).and_then(Place::from_bytes).ok_or_else(malformed)
}

/// The place in an entry by id.
pub(super) fn place_by_id(entry: &[u8]) -> Result<Place, StoreError> {
    entry.get(keys::ID_START..).and_then(Place::from_bytes).ok_or_else(malformed)
}

impl Index {
    pub(crate) fn rows(&self) -> Result<Vec<Row>, StoreError> {
        let values = {
            let _gate = self.alone();
            self.tree.scan_prefix(keys::ROWS).values().collect::<sled::Result<Vec<_>>>()?
        };
        rows_from(&values)
    }

    pub(crate) fn row(&self, person: PersonId) -> Result<Option<Row>, StoreError> {
        self.tree.get(keys::row(person))?.map(|value| from_value(&value)).transpose()
    }

    pub(crate) fn person(&self, person: PersonId) -> Result<Option<Person>, StoreError> {
        match self.record_at(&keys::person(person))? {
            Some(Record::Person(person)) => Ok(Some(*person)),
            Some(_) => Err(malformed()),
            None => Ok(None),
        }
    }

    pub(crate) fn photo(&self, person: PersonId) -> Result<Option<Photo>, StoreError> {
        match self.record_at(&keys::photo(person))? {
            Some(Record::Photo(photo)) => Ok(Some(photo)),
            Some(_) => Err(malformed()),
            None => Ok(None),
        }
    }

    /// Where the picture of a person stands, as a number.
    pub(crate) fn photo_mark(&self, person: PersonId) -> Result<Option<u64>, StoreError> {
        let Some(value) = self.tree.get(keys::photo(person))? else { return Ok(None) };
        let place = Place::from_bytes(&value).ok_or_else(malformed)?;
        Ok(Some(place.segment.rotate_left(32) ^ u64::from(place.offset)))
    }

    pub(crate) fn settings(&self) -> Result<Settings, StoreError> {
        match self.record_at(keys::SETTINGS)? {
            Some(Record::Settings(settings)) => Ok(*settings),
            Some(_) => Err(malformed()),
            None => Ok(Settings::default()),
        }
    }

    fn record_at(&self, key: &[u8]) -> Result<Option<Record>, StoreError> {
        let Some(value) = self.tree.get(key)? else { return Ok(None) };
        self.shelf.record(Place::from_bytes(&value).ok_or_else(malformed)?).map(Some)
    }

    pub(crate) fn check_in(&self, check_in: CheckInId) -> Result<Option<CheckIn>, StoreError> {
        let places = {
            let _gate = self.alone();
            self.places_by_id(keys::id_start(&check_in))?
        };
        for place in places {
            let found = self.check_in_at(place)?;
            if found.id == check_in {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Where the check-ins are whose ids begin with these bytes. They may be in several blocks: the last one named
    /// before them, and those named by them.
    fn places_by_id(&self, start: &[u8]) -> Result<Vec<Place>, StoreError> {
        let target = [keys::IDS, start].concat();
        let before = self.tree.range(keys::IDS..&target[..]).next_back();
        let mut places = Vec::new();
        for item in before.into_iter().chain(self.tree.scan_prefix(&target)) {
            let block = Block::from_bytes(&item?.1, BY_ID.width).ok_or_else(malformed)?;
            for entry in block.beginning_with(start) {
                places.push(place_by_id(entry)?);
            }
        }
        Ok(places)
    }

    pub(super) fn check_in_at(&self, place: Place) -> Result<CheckIn, StoreError> {
        match self.shelf.record(place)? {
            Record::CheckIn(check_in) => Ok(check_in),
            _ => Err(malformed()),
        }
    }

    pub(crate) fn history(
        &self,
        person: PersonId,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<CheckIn>, StoreError> {
        let places = self.places_of(person, skip, limit)?;
        places.into_iter().map(|place| self.check_in_at(place)).collect()
    }

    fn places_of(&self, person: PersonId, mut skip: usize, limit: usize) -> Result<Vec<Place>, StoreError> {
        let _gate = self.alone();
        let mut places = Vec::new();
        for item in self.tree.scan_prefix(keys::timeline(person)).rev() {
            let (_, value) = item?;
            let count = Block::count(&value).ok_or_else(malformed)?;
            if skip >= count {
                skip -= count;
                continue;
            }
            let block = Block::from_bytes(&value, TIMELINE.width).ok_or_else(malformed)?;
            for entry in block.entries().rev().skip(skip) {
                if places.len() == limit {
                    return Ok(places);
                }
                places.push(place_in(entry)?);
            }
            skip = 0;
        }
        Ok(places)
    }

    pub(crate) fn recent(&self, limit: usize) -> Result<Vec<CheckIn>, StoreError> {
        let places: Vec<Place> = {
            let _gate = self.alone();
            let keys = self.tree.scan_prefix(keys::RECENT).keys().rev().take(limit);
            keys.map(|key| place_in(&key?[keys::RECENT.len()..])).collect::<Result<_, StoreError>>()?
        };
        places.into_iter().map(|place| self.check_in_at(place)).collect()
    }

    pub(crate) fn prompt(&self, prompt: PromptId) -> Result<Option<Prompt>, StoreError> {
        let _gate = self.alone();
        let Some(home) = self.tree.get(keys::prompt_home(prompt))? else { return Ok(None) };
        let key = [b"q", home.as_ref(), prompt.as_bytes()].concat();
        self.tree.get(key)?.map(|value| from_value(&value)).transpose()
    }

    pub(crate) fn prompts_of(&self, person: PersonId) -> Result<Vec<Prompt>, StoreError> {
        let _gate = self.alone();
        self.tree.scan_prefix(keys::prompts_of(person)).rev().map(|item| from_value(&item?.1)).collect()
    }

    pub(crate) fn prompts(&self, limit: usize) -> Result<Vec<Prompt>, StoreError> {
        let _gate = self.alone();
        let mut prompts = Vec::new();
        for item in self.tree.scan_prefix(keys::FIRED).rev().take(limit) {
            let (key, person) = item?;
            let key = [b"q", person.as_ref(), &key[keys::FIRED.len()..]].concat();
            prompts.push(from_value(&self.tree.get(key)?.ok_or_else(malformed)?)?);
        }
        Ok(prompts)
    }

    /// The record with this key as it is; the settings for `None`, if any were saved.
    pub(crate) fn record(&self, key: Option<Key>) -> Result<Option<Record>, StoreError> {
        match key {
            Some(Key::Person(person)) => self.record_at(&keys::person(person)),
            Some(Key::CheckIn(check_in)) => Ok(self.check_in(check_in)?.map(Record::CheckIn)),
            Some(Key::Prompt(prompt)) => Ok(self.prompt(prompt)?.map(Record::Prompt)),
            Some(Key::Photo(person)) => self.record_at(&keys::photo(person)),
            Some(Key::Plan(plan)) => Ok(self.kept::<Plan>(plan)?.map(|plan| Record::Plan(Box::new(plan)))),
            Some(Key::Starter(starter)) => Ok(self.kept::<Starter>(starter)?.map(Record::Starter)),
            Some(Key::Community(community)) => {
                Ok(self.kept::<Community>(community)?.map(|community| Record::Community(Box::new(community))))
            }
            Some(Key::Noted(noted)) => Ok(self.kept::<Noted>(noted)?.map(Record::Noted)),
            None => self.record_at(keys::SETTINGS),
        }
    }
}

/// An instant and a place as the beginning of an entry.
pub(super) fn entry_of(at: DateTime<Utc>, place: Place) -> Vec<u8> {
    let mut entry = keys::instant(at).to_vec();
    entry.extend_from_slice(&place.to_bytes());
    entry
}
