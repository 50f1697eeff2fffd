//! Kith on the desktop: the program itself. What it does is in [`shell`].
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod calendar;
mod command;
mod follow;
mod host;
mod notify;
#[cfg(target_os = "linux")]
mod power;
mod shell;
mod state;
mod tray;
mod window;

use std::{panic, process::ExitCode};

fn main() -> ExitCode {
    // What a panic says may hold what somebody wrote; only its place is told.
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        eprintln!("Kith has made a mistake at {place}.");
    }));
    shell::run()
}
