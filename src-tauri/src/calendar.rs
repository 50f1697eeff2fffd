//! Keeps the calendar that other programs subscribe to in step with the book and with the time.

use std::time::Duration;

use tauri::{AppHandle, async_runtime::spawn_blocking};
use tokio::time;

use crate::state::kith;

/// Several changes in a row are written once.
const A_MOMENT: Duration = Duration::from_secs(2);

/// Without a change: who is asked for next is another one in time.
const NOW_AND_THEN: Duration = Duration::from_secs(60 * 60);

/// Keeps it for as long as the program runs.
pub(crate) async fn keep(handle: AppHandle) {
    let mut changes = kith(&handle).app.changes();
    loop {
        changes.mark_unchanged();
        let kept = handle.clone();
        let _ = spawn_blocking(move || {
            let kith = kith(&kept);
            kith.app.keep_calendar(&kith.words());
        })
        .await;
        match time::timeout(NOW_AND_THEN, changes.changed()).await {
            Ok(Ok(())) => time::sleep(A_MOMENT).await,
            Ok(Err(_)) => return,
            Err(_) => {}
        }
    }
}
