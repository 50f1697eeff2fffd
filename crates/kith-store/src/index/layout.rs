//! Which segments the journal has, as the index knows them: so that one which is gone or was replaced is noticed by
//! the next opening, and not by whoever reads it some year.

use serde::{Deserialize, Serialize};

use super::{Index, keys, malformed};
use crate::StoreError;

/// The segments of the journal in order: the number of the first line, and of a sealed one its length in bytes.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub(crate) struct Layout(pub Vec<(u64, Option<u64>)>);

impl Layout {
    /// Whether all of these segments are still what they were, and none came in between. A segment may have been
    /// sealed since; and a power cut can bring back the plain one beside it.
    pub(crate) fn is_kept_by(&self, now: &Layout) -> bool {
        let last = self.0.last().map_or(0, |(first, _)| *first);
        let came = now.0.iter().filter(|(first, _)| *first <= last);
        came.count() == self.0.len()
            && self.0.iter().all(|(first, known)| {
                now.0
                    .iter()
                    .any(|(other, len)| first == other && (known.is_none() || len.is_none() || known == len))
            })
    }
}

impl Index {
    /// The segments as they were when this was told last.
    pub(crate) fn layout(&self) -> Result<Layout, StoreError> {
        match self.value(keys::LAYOUT)? {
            Some(bytes) => serde_json::from_slice(&bytes).map_err(|_| malformed()),
            None => Ok(Layout::default()),
        }
    }

    /// Keeps the segments there are.
    pub(crate) fn set_layout(&self, layout: &Layout) -> Result<(), StoreError> {
        if self.layout()? != *layout {
            let bytes = serde_json::to_vec(layout).map_err(|error| StoreError::Index(error.to_string()))?;
            self.set_value(keys::LAYOUT, bytes)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const KNOWN: [(u64, Option<u64>); 3] = [(1, Some(100)), (8, None), (12, None)];

    #[rstest]
    #[case::the_same(&KNOWN, true)]
    #[case::another_at_the_end(&[(1, Some(100)), (8, None), (12, None), (20, None)], true)]
    #[case::one_sealed(&[(1, Some(100)), (8, Some(70)), (12, None)], true)]
    #[case::one_plain_again(&[(1, None), (8, None), (12, None)], true)]
    #[case::another_length(&[(1, Some(99)), (8, None), (12, None)], false)]
    #[case::the_first_gone(&[(8, None), (12, None)], false)]
    #[case::one_in_the_middle_gone(&[(1, Some(100)), (12, None), (20, None)], false)]
    #[case::one_in_between(&[(1, Some(100)), (8, None), (10, None), (12, None)], false)]
    #[case::all_gone(&[], false)]
    fn what_is_gone_or_replaced_is_noticed(#[case] now: &[(u64, Option<u64>)], #[case] kept: bool) {
        assert_eq!(Layout(KNOWN.to_vec()).is_kept_by(&Layout(now.to_vec())), kept);
        assert!(Layout::default().is_kept_by(&Layout(now.to_vec())));
    }
}
