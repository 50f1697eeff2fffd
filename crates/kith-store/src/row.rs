//! What lists and deciding need of a person.

pub use kith_core::Row;
