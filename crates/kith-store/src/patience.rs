//! Waiting for what nothing tells of.

use std::time::Duration;

/// Tries again for up to a second while the error is one that may pass.
pub(crate) fn patiently<T, E>(
    may_pass: impl Fn(&E) -> bool,
    mut work: impl FnMut() -> Result<T, E>,
) -> Result<T, E> {
    const TRIES: usize = 500;
    for _ in 1..TRIES {
        match work() {
            Err(error) if may_pass(&error) => pause(),
            other => return other,
        }
    }
    work()
}

#[expect(
    clippy::disallowed_methods,
    reason = "nothing tells when another thread of sled lets go of its file"
)]
fn pause() {
    std::thread::sleep(Duration::from_millis(2));
}
