//! What the shell holds while it runs: the app, its pages, and what of the desktop is there.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kith_app::App;
use kith_ui::{Host, Ui};
use kith_words::Words;
use tauri::{AppHandle, Manager};
use tokio::sync::mpsc;

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

/// What the shell holds. It is there before the first event comes.
pub(crate) fn kith(handle: &AppHandle) -> &Kith {
    handle.state::<Kith>().inner()
}
