//! What a page needs from the desktop: that handful and nothing more. The shell implements it, tests fake it.

use std::path::PathBuf;

/// The desktop, as the pages need it.
pub trait Host: Send + Sync {
    /// Opens a link or begins a call with the program the system has for it. Only links that [`crate::link::checked`]
    /// let through come here.
    ///
    /// # Errors
    /// [`HostError`] when nothing on this system opens such a link.
    fn open(&self, link: &str) -> Result<(), HostError>;

    /// Asks where to save `bytes`, proposing `name`, and saves them. `None` when the question was dismissed.
    ///
    /// # Errors
    /// [`HostError`] when it could not be written.
    fn save(&self, name: &str, bytes: &[u8]) -> Result<Option<PathBuf>, HostError>;

    /// Asks for a folder. `None` when the question was dismissed.
    ///
    /// # Errors
    /// [`HostError`] when nothing here can ask.
    fn choose_folder(&self) -> Result<Option<PathBuf>, HostError>;

    /// The language and region of the system (BCP 47), if it says.
    fn locale(&self) -> Option<String>;

    /// Shows a notification that only says that notifications arrive.
    ///
    /// # Errors
    /// [`HostError`] when it could not be sent.
    fn notify_test(&self) -> Result<(), HostError>;

    /// Whether Kith starts with the session; `None` where that cannot be arranged.
    fn autostart(&self) -> Option<bool>;

    /// Starts Kith with the session from now on, or no longer.
    ///
    /// # Errors
    /// [`HostError`] when it could not be arranged.
    fn set_autostart(&self, on: bool) -> Result<(), HostError>;
}

/// The desktop did not do what was asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HostError {
    /// Nothing on this system does such a thing.
    Unavailable,
    /// It was tried and failed.
    Failed,
}
