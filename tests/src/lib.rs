//! The whole app as a user has it: a desktop session of its own, and hands and eyes in it.
//!
//! A test or the demonstration starts a [`session::Session`] (display, bus, notification daemon, window
//! manager, panel with a tray), starts the real app in it, and then does only what a person could do: press a
//! button, choose from the menu, close the window. Nothing here reaches into the app.
//!
//! Nothing sleeps for a while and hopes: every step waits for a condition, with a deadline that is long because it
//! is only met when something is broken.

#[cfg(target_os = "linux")]
pub mod app;
#[cfg(target_os = "linux")]
pub mod failure;
#[cfg(target_os = "linux")]
pub mod figure;
#[cfg(target_os = "linux")]
pub mod notifications;
#[cfg(target_os = "linux")]
mod process;
#[cfg(target_os = "linux")]
pub mod scene;
#[cfg(target_os = "linux")]
pub mod screen;
#[cfg(target_os = "linux")]
pub mod session;
#[cfg(target_os = "linux")]
pub mod tray;
#[cfg(target_os = "linux")]
pub mod wait;
#[cfg(target_os = "linux")]
pub mod web;

#[cfg(target_os = "linux")]
pub use failure::{During, Failure, Outcome};
#[cfg(target_os = "linux")]
pub use session::{Session, Tray};

/// What a measurement says elsewhere.
pub const ON_LINUX: &str = "This is measured on Linux, in a desktop session made of Linux programs.";
