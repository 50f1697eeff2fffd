//! Any bytes are read as a segment of the journal or told to be damaged, and what is read is read again the same.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kith_store::fuzz::journal(bytes));
