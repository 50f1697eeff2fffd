//! Any bytes are read as a snapshot or refused, and what is in order is taken for a whole one.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kith_store::fuzz::snapshot(bytes));
