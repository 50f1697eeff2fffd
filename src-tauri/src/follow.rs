//! Keeps tray, notifications and the open page in step with the book, whoever changed it.

use std::time::Duration;

use kith_app::{AppError, TodayView, lock::LockState};
use tauri::AppHandle;
use tokio::time;

use crate::{
    notify,
    state::kith,
    tray::{self, Coming, Face},
    window,
};

/// The longest wait for the end of a pause: timers stand still while the machine sleeps.
const LOOK: Duration = Duration::from_secs(60);

/// Follows the book for as long as the program runs.
pub(crate) async fn follow(handle: AppHandle) {
    let mut changes = kith(&handle).app.changes();
    let mut shown = None;
    let mut coming = None;
    loop {
        changes.mark_unchanged();
        let paused = look(&handle, &mut shown).ok().flatten();
        if shown.is_none() && coming.is_none() {
            // Listen first, then look once more: the tray may have come in between.
            coming = Coming::watch().await.ok();
            if coming.is_some() {
                continue;
            }
        }
        tokio::select! {
            changed = changes.changed() => {
                if changed.is_err() {
                    return;
                }
                let _ = notify::name_buttons(&handle);
                window::refresh(&handle);
            }
            () = time::sleep(paused.unwrap_or(LOOK)), if paused.is_some() => {}
            () = tray(&mut coming), if shown.is_none() => {}
        }
    }
}

async fn tray(coming: &mut Option<Coming>) {
    match coming {
        Some(coming) => coming.next().await,
        None => std::future::pending().await,
    }
}

/// Shows what has changed. Answers how long to wait at most while Kith is paused: the menu changes when that ends.
fn look(handle: &AppHandle, shown: &mut Option<Face>) -> Result<Option<Duration>, AppError> {
    let kith = kith(handle);
    if kith.app.is_locked() {
        put(handle, shown, tray::locked(&kith.words()));
        notify::withdraw_all(handle);
        return Ok(None);
    }
    let today = kith.app.today()?;
    let lock = kith.app.lock_state()? != LockState::Off;
    let scrolls = kith.app.settings().limits_scrolling();
    put(handle, shown, tray::face(&today, lock, scrolls, &kith.words()));
    let standing = notify::Standing {
        asked: asked(&today),
        plans: kith.app.agreed_plans(),
        gatherings: kith.app.open_gatherings(),
    };
    notify::withdraw(handle, &standing);
    Ok(today.paused_until.map(|until| (until - kith.app.local_now()).to_std().unwrap_or_default().min(LOOK)))
}

/// Shows this face, if it is another than the one that is shown.
fn put(handle: &AppHandle, shown: &mut Option<Face>, face: Face) {
    if shown.as_ref() != Some(&face) {
        *shown = tray::show(handle, &face).then_some(face);
    }
}

fn asked(today: &TodayView) -> Vec<kith_app::core::PersonId> {
    today.asks.iter().chain(&today.open_more).map(|ask| ask.person).collect()
}
