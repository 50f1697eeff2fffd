//! What the shell holds while it runs: the app, its pages, and what of the desktop is there.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use kith_app::App;
use kith_ui::{Host, Ui};
use kith_words::Words;
use tauri::{AppHandle, Manager};
use tokio::sync::{Notify, mpsc};

use crate::notify::Shown;

/// What the shell holds while it runs.
pub(crate) struct Kith {
    /// The use cases.
    pub app: App,
    /// The pages.
    pub ui: Ui,
    /// The desktop, as the pages see it too.
    pub host: Arc<dyn Host>,
    /// Tells the scheduler that the machine has woken up. While it is there, the scheduler runs.
    pub woken: mpsc::Sender<()>,
    shown: Mutex<Shown>,
}

impl Kith {
    /// Everything in its place, nothing shown yet.
    pub(crate) fn new(app: App, host: Arc<dyn Host>, woken: mpsc::Sender<()>) -> Kith {
        let ui = Ui::new(app.clone(), Arc::clone(&host));
        Kith { app, ui, host, woken, shown: Mutex::default() }
    }

    /// The words in the language that is set, or the system's.
    pub(crate) fn words(&self) -> Words {
        let set = self.app.settings().locale;
        Words::new(set.or_else(|| self.host.locale()).as_deref())
    }

    /// The notifications that are on the screen.
    pub(crate) fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where [`Kith`] comes to: the window is asked for while the book is still being opened.
#[derive(Default)]
pub(crate) struct Opening {
    kith: OnceLock<Kith>,
    first_page: Notify,
}

fn opening(handle: &AppHandle) -> &Opening {
    handle.state::<Opening>().inner()
}

/// The book is open, and whoever waited for it goes on.
pub(crate) fn opened(handle: &AppHandle, kith: Kith) {
    // It is opened once.
    let _ = opening(handle).kith.set(kith);
}

/// What the shell holds. Whoever asks before the book is open waits: never the thread that draws, which asks
/// [`kith_if_open`].
pub(crate) fn kith(handle: &AppHandle) -> &Kith {
    opening(handle).kith.wait()
}

/// What the shell holds, if the book is open.
pub(crate) fn kith_if_open(handle: &AppHandle) -> Option<&Kith> {
    opening(handle).kith.get()
}

/// The words in the language that is set; before the book is open, and so for what is said without it, the system's.
pub(crate) fn words(handle: &AppHandle) -> Words {
    kith_if_open(handle).map_or_else(system_words, Kith::words)
}

/// The words in the language of the system.
pub(crate) fn system_words() -> Words {
    Words::new(sys_locale::get_locale().as_deref())
}

/// A page is there.
pub(crate) fn page_is_there(handle: &AppHandle) {
    opening(handle).first_page.notify_one();
}

/// Returns when the first page is there.
pub(crate) async fn first_page(handle: &AppHandle) {
    opening(handle).first_page.notified().await;
}
