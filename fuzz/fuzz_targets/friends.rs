//! Any text is read as friends or refused, and whoever was read comes back the same.
#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| shared::looked_through(bytes));
