//! Plans, starters, groups and what was noted, in the index: they are few, small and read all at once, so the record itself is the value, and
//! beside it stands whose it is.

use std::collections::BTreeSet;

use kith_core::{Community, CommunityId, Noted, NotedId, PersonId, Plan, PlanId, Starter, StarterId};
use serde::{Serialize, de::DeserializeOwned};

use super::{Index, Meta, keys, malformed, project::Projection, read::from_value};
use crate::StoreError;

/// A record that is kept whole.
pub(crate) trait Kept: Serialize + DeserializeOwned {
    /// What it is named by.
    type Id: Copy;
    /// How the keys of all of them begin; their ids follow.
    const ALL: &[u8];
    /// How the keys begin that say whose they are; the person and the id follow.
    const OF: &[u8];
    /// The bytes of its id.
    fn bytes(id: &Self::Id) -> &[u8; 16];
    /// Whose it is.
    fn people(&self) -> BTreeSet<PersonId>;
    /// Where it is noted how many there are.
    fn count(meta: &mut Meta) -> &mut u64;
}

impl Kept for Plan {
    type Id = PlanId;
    const ALL: &[u8] = keys::PLANS;
    const OF: &[u8] = keys::PLANS_OF;

    fn bytes(id: &PlanId) -> &[u8; 16] {
        id.as_bytes()
    }

    fn people(&self) -> BTreeSet<PersonId> {
        self.people.iter().copied().collect()
    }

    fn count(meta: &mut Meta) -> &mut u64 {
        &mut meta.plans
    }
}

impl Kept for Starter {
    type Id = StarterId;
    const ALL: &[u8] = keys::STARTERS;
    const OF: &[u8] = keys::STARTERS_OF;

    fn bytes(id: &StarterId) -> &[u8; 16] {
        id.as_bytes()
    }

    fn people(&self) -> BTreeSet<PersonId> {
        BTreeSet::from([self.person])
    }

    fn count(meta: &mut Meta) -> &mut u64 {
        &mut meta.starters
    }
}

impl Kept for Community {
    type Id = CommunityId;
    const ALL: &[u8] = keys::COMMUNITIES;
    const OF: &[u8] = keys::COMMUNITIES_OF;

    fn bytes(id: &CommunityId) -> &[u8; 16] {
        id.as_bytes()
    }

    fn people(&self) -> BTreeSet<PersonId> {
        self.members.iter().copied().collect()
    }

    fn count(meta: &mut Meta) -> &mut u64 {
        &mut meta.communities
    }
}

impl Kept for Noted {
    type Id = NotedId;
    const ALL: &[u8] = keys::NOTED;
    const OF: &[u8] = keys::NOTED_OF;

    fn bytes(id: &NotedId) -> &[u8; 16] {
        id.as_bytes()
    }

    /// It is nobody's.
    fn people(&self) -> BTreeSet<PersonId> {
        BTreeSet::new()
    }

    fn count(meta: &mut Meta) -> &mut u64 {
        &mut meta.noted
    }
}

fn key<T: Kept>(id: T::Id) -> Vec<u8> {
    [T::ALL, T::bytes(&id)].concat()
}

fn key_of<T: Kept>(person: PersonId, id: T::Id) -> Vec<u8> {
    [T::OF, person.as_bytes(), T::bytes(&id)].concat()
}

impl Projection<'_> {
    /// Takes into account that a record is this one now, or is gone. What it was is taken from the index, so that it
    /// does no harm to apply a line twice.
    pub(super) fn keep<T: Kept>(&mut self, id: T::Id, put: Option<&T>) -> Result<(), StoreError> {
        let known = self.pending.get(&key::<T>(id))?.map(|known| from_value::<T>(&known)).transpose()?;
        for person in known.iter().flat_map(T::people) {
            self.pending.remove(key_of::<T>(person, id));
        }
        match put {
            Some(record) => {
                let value =
                    rmp_serde::to_vec_named(record).map_err(|error| StoreError::Index(error.to_string()))?;
                self.pending.put(key::<T>(id), value);
                for person in record.people() {
                    self.pending.put(key_of::<T>(person, id), Vec::new());
                }
            }
            None => self.pending.remove(key::<T>(id)),
        }
        let count = T::count(&mut self.pending.meta);
        *count += u64::from(put.is_some());
        *count -= u64::from(known.is_some());
        self.pending.settle()
    }
}

impl Index {
    /// One record that is kept whole.
    pub(crate) fn kept<T: Kept>(&self, id: T::Id) -> Result<Option<T>, StoreError> {
        self.tree.get(key::<T>(id))?.map(|value| from_value(&value)).transpose()
    }

    /// All records of a kind, in the order of their ids.
    pub(crate) fn all_kept<T: Kept>(&self) -> Result<Vec<T>, StoreError> {
        let _gate = self.alone();
        self.tree.scan_prefix(T::ALL).values().map(|value| from_value(&value?)).collect()
    }

    /// All records of a kind that are a person's, in the order of their ids.
    pub(crate) fn kept_of<T: Kept>(&self, person: PersonId) -> Result<Vec<T>, StoreError> {
        let _gate = self.alone();
        let beginning = [T::OF, person.as_bytes()].concat();
        let keys = self.tree.scan_prefix(&beginning).keys();
        keys.map(|of| {
            let key = [T::ALL, &of?[beginning.len()..]].concat();
            from_value(&self.tree.get(key)?.ok_or_else(malformed)?)
        })
        .collect()
    }
}
