//! What is about to be written to the index: read through, and written in small batches.
//!
//! sled keeps everything a batch replaces in memory until the batch is done, so a long act is many batches. Each
//! of them leaves the index consistent; only the last says that the act is applied, and applying an act twice
//! does no harm.

use std::{
    collections::BTreeMap,
    sync::{PoisonError, RwLock},
};

use super::{Meta, block::Block, keys, tree::Tree};
use crate::StoreError;

/// A batch is written when it has this many keys.
const BATCH: usize = 48;

/// Blocks of entries of one form, under keys that begin with the same bytes.
#[derive(Clone, Copy)]
pub(crate) struct Run {
    /// How many bytes of an entry it is sorted and found by.
    pub key: usize,
    /// How many bytes an entry has.
    pub width: usize,
}

/// Changes to the index that are not written yet.
pub(crate) struct Pending<'a> {
    tree: &'a Tree,
    gate: &'a RwLock<()>,
    values: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
    blocks: BTreeMap<Vec<u8>, Option<Block>>,
    pub meta: Meta,
    batches: usize,
}

impl<'a> Pending<'a> {
    pub(crate) fn new(tree: &'a Tree, gate: &'a RwLock<()>, meta: Meta) -> Pending<'a> {
        Pending { tree, gate, values: BTreeMap::new(), blocks: BTreeMap::new(), meta, batches: 0 }
    }

    pub(crate) fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        match self.values.get(key) {
            Some(value) => Ok(value.clone()),
            None => Ok(self.tree.get(key)?.map(|value| value.to_vec())),
        }
    }

    pub(crate) fn put(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.values.insert(key, Some(value));
    }

    pub(crate) fn remove(&mut self, key: Vec<u8>) {
        self.values.insert(key, None);
    }

    /// The values under keys that begin with `prefix`, in order.
    pub(crate) fn values(&self, prefix: &[u8]) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut found = BTreeMap::new();
        for item in self.tree.scan_prefix(prefix) {
            let (key, value) = item?;
            found.insert(key.to_vec(), Some(value.to_vec()));
        }
        for (key, value) in starting_with(&self.values, prefix) {
            found.insert(key.clone(), value.clone());
        }
        Ok(found.into_values().flatten().collect())
    }

    /// How many entries there are in the blocks under `prefix`.
    pub(crate) fn count(&self, prefix: &[u8]) -> Result<usize, StoreError> {
        let mut count = 0;
        for item in self.tree.scan_prefix(prefix) {
            let (key, value) = item?;
            if !self.blocks.contains_key(key.as_ref()) {
                count += Block::count(&value).unwrap_or_default();
            }
        }
        Ok(count
            + starting_with(&self.blocks, prefix)
                .filter_map(|(_, block)| block.as_ref())
                .map(Block::len)
                .sum::<usize>())
    }

    /// The entries under `prefix` that begin with `start`, which is shorter than their keys.
    pub(crate) fn entries(
        &mut self,
        run: Run,
        prefix: &[u8],
        start: &[u8],
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut found = Vec::new();
        let target = joined(prefix, start);
        let mut next = self.block_for(run, prefix, start)?;
        while let Some(name) = next.filter(|name| *name <= target || name.starts_with(&target)) {
            let block = self.block(run, &name)?;
            found.extend(block.beginning_with(start).map(<[u8]>::to_vec));
            let is_past = block.last().is_some_and(|last| last[..start.len()] > *start);
            // The least name above this one.
            next = if is_past { None } else { self.first_from(prefix, &joined(&name, &[0]))? };
        }
        Ok(found)
    }

    /// Puts an entry. Whether there was none with its key.
    pub(crate) fn put_entry(&mut self, run: Run, prefix: &[u8], entry: &[u8]) -> Result<bool, StoreError> {
        let own = joined(prefix, &entry[..run.key]);
        let mut at = self.block_for(run, prefix, &entry[..run.key])?.unwrap_or_else(|| own.clone());
        let mut block =
            self.blocks.get_mut(&at).and_then(Option::take).unwrap_or_else(|| Block::empty(run.width));
        if own < at {
            // The name of a block is never above what is in it.
            self.blocks.insert(at, None);
            at = own;
        }
        let new = block.put(entry, run.key);
        let at_end = block.last() == Some(entry);
        if let Some(second) = block.split(at_end) {
            let name = second.entries().next().map(|first| joined(prefix, &first[..run.key]));
            self.blocks.extend(name.map(|name| (name, Some(second))));
        }
        self.blocks.insert(at, Some(block));
        Ok(new)
    }

    /// Removes an entry. Whether there was one.
    pub(crate) fn remove_entry(&mut self, run: Run, prefix: &[u8], key: &[u8]) -> Result<bool, StoreError> {
        let Some(at) = self.block_for(run, prefix, key)? else { return Ok(false) };
        let Some(slot) = self.blocks.get_mut(&at) else { return Ok(false) };
        let removed = slot.as_mut().is_some_and(|block| block.remove(key));
        if slot.as_ref().is_some_and(Block::is_empty) {
            *slot = None;
        }
        Ok(removed)
    }

    /// The name of the block that has or would have `key`, taken into `blocks`; `None` when there is no block.
    fn block_for(&mut self, run: Run, prefix: &[u8], key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let target = joined(prefix, key);
        let Some(name) = self
            .last_up_to(prefix, &target)?
            .map_or_else(|| self.first_from(prefix, &target), |name| Ok(Some(name)))?
        else {
            return Ok(None);
        };
        self.block(run, &name)?;
        Ok(Some(name))
    }

    /// The block of this name, taken into `blocks`.
    fn block(&mut self, run: Run, name: &[u8]) -> Result<&Block, StoreError> {
        if !self.blocks.contains_key(name) {
            let value = self.tree.get(name)?.unwrap_or_default();
            let block = Block::from_bytes(&value, run.width).ok_or_else(super::malformed)?;
            self.blocks.insert(name.to_vec(), Some(block));
        }
        self.blocks.get(name).and_then(Option::as_ref).ok_or_else(super::malformed)
    }

    fn last_up_to(&self, prefix: &[u8], target: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let here =
            self.blocks.range(prefix.to_vec()..=target.to_vec()).rev().find(|(_, block)| block.is_some());
        let here = here.map(|(name, _)| name.clone());
        for item in self.tree.range(prefix..=target).rev() {
            let (name, _) = item?;
            if !self.is_removed(&name) {
                return Ok(here.max(Some(name.to_vec())));
            }
        }
        Ok(here)
    }

    fn first_from(&self, prefix: &[u8], target: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let mut here = starting_with(&self.blocks, prefix)
            .filter(|(name, block)| block.is_some() && name.as_slice() >= target);
        let here = here.next().map(|(name, _)| name.clone());
        for item in self
            .tree
            .range(target..)
            .take_while(|item| item.as_ref().map_or(true, |(name, _)| name.starts_with(prefix)))
        {
            let (name, _) = item?;
            if !self.is_removed(&name) {
                let name = name.to_vec();
                return Ok(Some(here.map_or_else(|| name.clone(), |here| here.min(name.clone()))));
            }
        }
        Ok(here)
    }

    fn is_removed(&self, name: &[u8]) -> bool {
        matches!(self.blocks.get(name), Some(None))
    }

    /// Writes what there is when it is enough for a batch.
    pub(crate) fn settle(&mut self) -> Result<(), StoreError> {
        if self.values.len() + self.blocks.len() >= BATCH { self.write() } else { Ok(()) }
    }

    /// Writes what there is.
    pub(crate) fn write(&mut self) -> Result<(), StoreError> {
        let mut all = std::mem::take(&mut self.values);
        let blocks = std::mem::take(&mut self.blocks);
        all.extend(blocks.into_iter().map(|(name, block)| (name, block.map(|block| block.to_bytes()))));
        all.insert(keys::META.to_vec(), Some(self.meta.to_bytes()?));
        {
            let _alone = self.gate.write().unwrap_or_else(PoisonError::into_inner);
            self.tree.apply(all)?;
        }
        self.batches += 1;
        if self.batches.is_multiple_of(8) {
            // Only a long act has so many; without this all of them would stay in memory.
            self.tree.flush()?;
        }
        Ok(())
    }
}

fn joined(prefix: &[u8], key: &[u8]) -> Vec<u8> {
    [prefix, key].concat()
}

fn starting_with<'m, V>(
    map: &'m BTreeMap<Vec<u8>, V>,
    prefix: &[u8],
) -> impl Iterator<Item = (&'m Vec<u8>, &'m V)> {
    map.range(prefix.to_vec()..).take_while(move |(key, _)| key.starts_with(prefix))
}
