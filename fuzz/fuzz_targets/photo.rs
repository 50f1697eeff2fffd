//! Any bytes are made a small JPEG or refused, and a small JPEG stays one.
#![no_main]

use kith_exchange::photo::scaled;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(small) = scaled(bytes) else { return };
    assert!(small.starts_with(&[0xff, 0xd8, 0xff]) && small.len() < 300_000);
    assert!(scaled(&small).is_ok());
});
