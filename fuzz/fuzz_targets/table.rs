//! Any text is read as a table or refused, by the guessed mapping and by any other, and whoever was read comes back
//! the same.
#![no_main]

mod shared;

use kith_exchange::{Mapping, Options, guess, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    shared::looked_through(bytes);
    let Ok(guess) = guess(bytes) else { return };
    // The columns the other way round: what no header says.
    let columns = guess.mapping.columns.into_iter().rev().collect();
    let _ = read(bytes, &Options { mapping: Some(&Mapping { columns }), ..shared::options() });
});
