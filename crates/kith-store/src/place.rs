//! Where a record stands in the journal. The index holds places instead of copies, so that a check-in costs it
//! some thirty bytes however long its note.

/// The bytes of one change in the journal, counted in the segment as it is before compression.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Place {
    /// The number of the first line of its segment, which is the segment's name.
    pub segment: u64,
    /// The first byte.
    pub offset: u32,
    /// How many bytes.
    pub len: u32,
}

impl Place {
    /// How many bytes [`Place::to_bytes`] gives.
    pub(crate) const SIZE: usize = 16;

    /// Big-endian, so that places sort as they were written.
    pub(crate) fn to_bytes(self) -> [u8; Place::SIZE] {
        let mut bytes = [0; Place::SIZE];
        bytes[..8].copy_from_slice(&self.segment.to_be_bytes());
        bytes[8..12].copy_from_slice(&self.offset.to_be_bytes());
        bytes[12..].copy_from_slice(&self.len.to_be_bytes());
        bytes
    }

    /// The place in the first sixteen bytes; `None` when there are fewer.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Place> {
        Some(Place {
            segment: u64::from_be_bytes(*bytes.first_chunk()?),
            offset: u32::from_be_bytes(*bytes.get(8..)?.first_chunk()?),
            len: u32::from_be_bytes(*bytes.get(12..)?.first_chunk()?),
        })
    }
}
