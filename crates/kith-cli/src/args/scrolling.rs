//! The arguments of boundaries on social media.

use kith_core::now::Have;

/// What to do with the timer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ring {
    /// Start one for so many minutes.
    After(u32),
    /// Stop the one that runs.
    Stop,
}

/// A length in minutes: `20m`, `1h`, `45`.
pub(super) fn minutes(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(Have::Minutes(minutes)) => Ok(minutes.into()),
        _ => Err(format!("“{text}” is no length up to a day: write 20m or 1h")),
    }
}

/// A length, or `stop`.
pub(super) fn ring(text: &str) -> Result<Ring, String> {
    match text {
        "stop" => Ok(Ring::Stop),
        text => minutes(text).map(Ring::After),
    }
}
