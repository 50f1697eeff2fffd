//! A tree of sled whose values are sealed if the book is locked. Its keys are not: they have to sort, and say when
//! something was and by which id, but not who or what.

use std::{io, ops::RangeBounds};

use sled::{Batch, IVec, Result};

use crate::cipher::Cipher;

/// A tree, read and written as one of sled is.
pub(crate) struct Tree {
    tree: sled::Tree,
    cipher: Cipher,
}

impl Tree {
    pub(crate) fn new(tree: sled::Tree, cipher: Cipher) -> Tree {
        Tree { tree, cipher }
    }

    pub(crate) fn get(&self, key: impl AsRef<[u8]>) -> Result<Option<IVec>> {
        let key = key.as_ref();
        self.tree.get(key)?.map(|value| opened(&self.cipher, key, value)).transpose()
    }

    pub(crate) fn insert(&self, key: impl AsRef<[u8]>, value: impl Into<IVec>) -> Result<()> {
        let (key, value) = (key.as_ref(), value.into());
        let value = match self.cipher.is_on() {
            true => self.cipher.value(key, value.to_vec())?.into(),
            false => value,
        };
        self.tree.insert(key, value).map(drop)
    }

    pub(crate) fn remove(&self, key: impl AsRef<[u8]>) -> Result<()> {
        self.tree.remove(key).map(drop)
    }

    /// Writes values, and removes the keys that have none, all at once.
    pub(crate) fn apply(&self, all: impl IntoIterator<Item = (Vec<u8>, Option<Vec<u8>>)>) -> Result<()> {
        let mut batch = Batch::default();
        for (key, value) in all {
            match value {
                Some(value) => {
                    let value = self.cipher.value(&key, value)?;
                    batch.insert(key, value);
                }
                None => batch.remove(key),
            }
        }
        self.tree.apply_batch(batch)
    }

    pub(crate) fn iter(&self) -> Items<'_> {
        Items { items: self.tree.iter(), cipher: &self.cipher }
    }

    pub(crate) fn scan_prefix(&self, prefix: impl AsRef<[u8]>) -> Items<'_> {
        Items { items: self.tree.scan_prefix(prefix), cipher: &self.cipher }
    }

    pub(crate) fn range<K: AsRef<[u8]>>(&self, range: impl RangeBounds<K>) -> Items<'_> {
        Items { items: self.tree.range(range), cipher: &self.cipher }
    }

    pub(crate) fn flush(&self) -> Result<()> {
        self.tree.flush().map(drop)
    }
}

/// Keys with their values, in the order of the keys.
pub(crate) struct Items<'a> {
    items: sled::Iter,
    cipher: &'a Cipher,
}

impl Items<'_> {
    /// The keys alone.
    pub(crate) fn keys(self) -> impl DoubleEndedIterator<Item = Result<IVec>> {
        self.items.keys()
    }

    /// The values alone.
    pub(crate) fn values(self) -> impl DoubleEndedIterator<Item = Result<IVec>> {
        self.map(|item| item.map(|(_, value)| value))
    }

    fn read(&self, item: Result<(IVec, IVec)>) -> Result<(IVec, IVec)> {
        let (key, value) = item?;
        let value = opened(self.cipher, &key, value)?;
        Ok((key, value))
    }
}

impl Iterator for Items<'_> {
    type Item = Result<(IVec, IVec)>;

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.items.next()?;
        Some(self.read(item))
    }
}

impl DoubleEndedIterator for Items<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let item = self.items.next_back()?;
        Some(self.read(item))
    }
}

fn opened(cipher: &Cipher, key: &[u8], value: IVec) -> Result<IVec> {
    if !cipher.is_on() {
        return Ok(value);
    }
    let opened = cipher.read_value(key, &value);
    opened.map(|value| IVec::from(value.as_ref())).map_err(|error| io::Error::other(error).into())
}
