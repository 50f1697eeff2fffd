//! A desktop that does nothing: the pages need one, the figures do not.

use std::path::PathBuf;

use kith_ui::{Host, HostError};

/// Opens nothing, saves nothing, says nothing.
pub struct NoDesktop;

impl Host for NoDesktop {
    fn open(&self, _link: &str) -> Result<(), HostError> {
        Err(HostError::Unavailable)
    }

    fn save(&self, _name: &str, _bytes: &[u8]) -> Result<Option<PathBuf>, HostError> {
        Err(HostError::Unavailable)
    }

    fn choose_folder(&self) -> Result<Option<PathBuf>, HostError> {
        Err(HostError::Unavailable)
    }

    fn locale(&self) -> Option<String> {
        None
    }

    fn notify_test(&self) -> Result<(), HostError> {
        Err(HostError::Unavailable)
    }

    fn autostart(&self) -> Option<bool> {
        None
    }

    fn set_autostart(&self, _on: bool) -> Result<(), HostError> {
        Err(HostError::Unavailable)
    }
}
