//! The desktop, as the pages need it: opening links, saving files, the language, starting with the session.

use std::path::PathBuf;

use kith_app::files::write_private;
use kith_ui::{Host, HostError, link};
use tauri::AppHandle;
use tauri_plugin_autostart::ManagerExt;
use tauri_plugin_dialog::DialogExt;

use crate::notify;

/// The desktop this program runs on.
pub(crate) struct Desktop(pub AppHandle);

impl Host for Desktop {
    /// The link is checked here once more: this is the one door out of Kith.
    fn open(&self, link: &str) -> Result<(), HostError> {
        let link = link::checked(link).map_err(|_| HostError::Unavailable)?;
        tauri_plugin_opener::open_url(link, None::<&str>).map_err(|_| HostError::Unavailable)
    }

    fn save(&self, name: &str, bytes: &[u8]) -> Result<Option<PathBuf>, HostError> {
        let Some(chosen) = self.0.dialog().file().set_file_name(name).blocking_save_file() else {
            return Ok(None);
        };
        let path = chosen.into_path().map_err(|_| HostError::Failed)?;
        write_private(&path, bytes).map_err(|_| HostError::Failed)?;
        Ok(Some(path))
    }

    fn choose_folder(&self) -> Result<Option<PathBuf>, HostError> {
        let chosen = self.0.dialog().file().blocking_pick_folder();
        chosen.map(|chosen| chosen.into_path().map_err(|_| HostError::Failed)).transpose()
    }

    fn locale(&self) -> Option<String> {
        sys_locale::get_locale()
    }

    fn notify_test(&self) -> Result<(), HostError> {
        notify::test(&self.0).map_err(|_| HostError::Failed)
    }

    fn autostart(&self) -> Option<bool> {
        self.0.autolaunch().is_enabled().ok()
    }

    fn set_autostart(&self, on: bool) -> Result<(), HostError> {
        let autostart = self.0.autolaunch();
        let done = if on { autostart.enable() } else { autostart.disable() };
        done.map_err(|_| HostError::Failed)
    }
}
