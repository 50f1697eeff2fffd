//! Kith on the desktop: the program itself. What it does is in [`shell`].
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
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

use std::process::ExitCode;

fn main() -> ExitCode {
    shell::run()
}
