//! Waiting for a condition, never for a time.

use std::time::Duration;

use crate::failure::{Failure, Outcome};

/// How long a step may take before it counts as never happening. Long, for a machine that is busy.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// How often a condition is looked at again.
const INTERVAL: Duration = Duration::from_millis(25);

/// Waits until `look` sees something, and returns it. `what` completes "waited in vain until …".
///
/// # Errors
/// [`Failure::Late`] past the [`DEADLINE`].
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Option<T>) -> Outcome<T> {
    looking(what, INTERVAL, look).await
}

/// The same for a measurement, which is as exact as it looks often.
///
/// # Errors
/// [`Failure::Late`] past the [`DEADLINE`].
pub async fn promptly<T>(what: &str, look: impl AsyncFnMut() -> Option<T>) -> Outcome<T> {
    looking(what, Duration::from_millis(5), look).await
}

async fn looking<T>(what: &str, every: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> Outcome<T> {
    let watch = async {
        let mut beat = tokio::time::interval(every);
        loop {
            beat.tick().await;
            if let Some(seen) = look().await {
                return seen;
            }
        }
    };
    tokio::time::timeout(DEADLINE, watch)
        .await
        .map_err(|_| Failure::Late { seconds: DEADLINE.as_secs(), what: what.to_owned() })
}
