//! Blocks: many short entries under one key of sled.
//!
//! A million check-ins as a million keys is what sled is worst at (space, memory, and time to open). So entries of a
//! fixed width are kept sorted in blocks of at most 128, laid out by columns (all first bytes, then all second
//! ones) and deflated: what neighbours have in common costs next to nothing.

use std::io::{Read, Write};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};

/// How many entries a block has at most.
pub(crate) const CAPACITY: usize = 128;

/// The entries of one block, sorted, none twice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Block {
    width: usize,
    bytes: Vec<u8>,
}

impl Block {
    pub(crate) fn empty(width: usize) -> Block {
        Block { width, bytes: Vec::new() }
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len() / self.width
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(crate) fn entries(&self) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator {
        self.bytes.chunks_exact(self.width)
    }

    fn entry(&self, at: usize) -> &[u8] {
        &self.bytes[at * self.width..(at + 1) * self.width]
    }

    /// Where the entry is that begins with `key`, or where it would be.
    fn find(&self, key: &[u8]) -> Result<usize, usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.entry(middle)[..key.len()].cmp(key) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Ok(middle),
            }
        }
        Err(low)
    }

    /// The entries that begin with `key`.
    pub(crate) fn beginning_with<'b>(&'b self, key: &'b [u8]) -> impl Iterator<Item = &'b [u8]> {
        let from = self.entries().position(|entry| entry >= key).unwrap_or(self.len());
        self.entries().skip(from).take_while(move |entry| entry.starts_with(key))
    }

    /// Puts an entry, in place of one with the same first `key_len` bytes. Whether there was none.
    pub(crate) fn put(&mut self, entry: &[u8], key_len: usize) -> bool {
        match self.find(&entry[..key_len]) {
            Ok(at) => {
                self.bytes[at * self.width..(at + 1) * self.width].copy_from_slice(entry);
                false
            }
            Err(at) => {
                let at = at * self.width;
                self.bytes.splice(at..at, entry.iter().copied());
                true
            }
        }
    }

    /// Removes the entry that begins with `key`. Whether there was one.
    pub(crate) fn remove(&mut self, key: &[u8]) -> bool {
        let Ok(at) = self.find(key) else { return false };
        self.bytes.drain(at * self.width..(at + 1) * self.width);
        true
    }

    /// Splits a block that is too long, and gives its second part. One that grew at its end stays full, so that
    /// what is written in order is packed.
    pub(crate) fn split(&mut self, grew_at_end: bool) -> Option<Block> {
        if self.len() <= CAPACITY {
            return None;
        }
        let keep = if grew_at_end { self.len() - 1 } else { self.len() / 2 };
        Some(Block { width: self.width, bytes: self.bytes.split_off(keep * self.width) })
    }

    /// The greatest entry.
    pub(crate) fn last(&self) -> Option<&[u8]> {
        self.entries().next_back()
    }

    /// The block as a value of the index: how many entries, then the columns, deflated.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let columns: Vec<u8> =
            (0..self.width).flat_map(|column| self.entries().map(move |entry| entry[column])).collect();
        let count = u16::try_from(self.len()).unwrap_or(u16::MAX).to_be_bytes();
        let mut encoder = DeflateEncoder::new(count.to_vec(), Compression::new(6));
        // Writing to memory does not fail.
        let _ = encoder.write_all(&columns);
        encoder.finish().unwrap_or_default()
    }

    /// How many entries the block has that was made into these bytes.
    pub(crate) fn count(bytes: &[u8]) -> Option<usize> {
        bytes.first_chunk().map(|count| usize::from(u16::from_be_bytes(*count)))
    }

    /// The block that was made into these bytes; `None` when they are of no block of this width.
    pub(crate) fn from_bytes(bytes: &[u8], width: usize) -> Option<Block> {
        let count = Block::count(bytes)?;
        let mut columns = Vec::with_capacity(count * width);
        DeflateDecoder::new(&bytes[2..]).take((count * width) as u64 + 1).read_to_end(&mut columns).ok()?;
        if columns.len() != count * width {
            return None;
        }
        let mut bytes = vec![0; columns.len()];
        for (column, values) in columns.chunks_exact(count.max(1)).enumerate() {
            for (row, value) in values.iter().enumerate() {
                bytes[row * width + column] = *value;
            }
        }
        Some(Block { width, bytes })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_block_is_a_sorted_map_and_survives_being_written(
            entries in prop::collection::vec((any::<[u8; 2]>(), any::<u8>()), 0..100),
            removed in prop::collection::vec(any::<[u8; 2]>(), 0..20),
        ) {
            let mut block = Block::empty(3);
            let mut model = BTreeMap::new();
            for (key, value) in entries {
                let new = block.put(&[key[0], key[1], value], 2);
                prop_assert_eq!(new, model.insert(key, value).is_none());
            }
            for key in removed.into_iter().chain(model.keys().next().copied()) {
                prop_assert_eq!(block.remove(&key), model.remove(&key).is_some());
            }
            let written = Block::from_bytes(&block.to_bytes(), 3).expect("block");
            prop_assert_eq!(Block::count(&block.to_bytes()), Some(model.len()));
            let entries: Vec<_> = written.entries().map(<[u8]>::to_vec).collect();
            let expected: Vec<_> = model.iter().map(|(key, value)| vec![key[0], key[1], *value]).collect();
            prop_assert_eq!(entries, expected);
        }
    }
}
