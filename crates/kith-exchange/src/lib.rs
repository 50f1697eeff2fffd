//! vCard in and out.

pub mod import;
mod vcard;

pub use import::{Import, LeftOut, ReadError, Reason};
pub use vcard::{Version, read_vcards, write_vcard};
