//! Waiting for what nothing tells of.

use std::time::Duration;

/// What sled's own threads hold is free again within this.
pub(crate) const MOMENT: Duration = Duration::from_secs(1);

const PAUSE: Duration = Duration::from_millis(2);

/// Tries again, for up to so long, while the error is one that may pass.
pub(crate) fn patiently<T, E>(
    so_long: Duration,
    may_pass: impl Fn(&E) -> bool,
    mut work: impl FnMut() -> Result<T, E>,
) -> Result<T, E> {
    for _ in 0..so_long.as_millis() / PAUSE.as_millis() {
        match work() {
            Err(error) if may_pass(&error) => pause(),
            other => return other,
        }
    }
    work()
}

#[expect(
    clippy::disallowed_methods,
    reason = "nothing tells when a thread of sled, or another process, lets go of its file"
)]
fn pause() {
    std::thread::sleep(PAUSE);
}
