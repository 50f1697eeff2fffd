//! The real app in the session: built from this checkout, started as the desktop starts it.

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use crate::{
    failure::{Failure, Outcome},
    process::Process,
    session::Session,
    wait::until,
};

/// The name on the bus by which a second launch finds the first.
const NAME: &str = "org.kith.Kith.SingleInstance";

/// The id of the tray icon.
pub const ICON: &str = "kith";

/// A launch of the app.
pub struct App {
    process: Process,
}

impl App {
    /// Starts the app with these arguments and does not wait for anything.
    pub fn start(session: &Session, arguments: &[&str]) -> Outcome<App> {
        App::start_program(program("kith-desktop")?, session, arguments)
    }

    /// Starts another program in the session, as the app is started.
    pub fn start_program(program: &Path, session: &Session, arguments: &[&str]) -> Outcome<App> {
        let process = Process::start_file(program, arguments, session.environment(), &session.log())?;
        Ok(App { process })
    }

    /// Waits until the launch has ended by itself, and says with which code.
    pub async fn ended(&mut self) -> Outcome<i32> {
        until("the app has ended", async || self.process.code()).await
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.process.id().unwrap_or_default()
    }
}

/// Waits until the app is on the bus, and returns its process id.
pub async fn running(session: &Session) -> Outcome<u32> {
    session.named(NAME).await?;
    session.process_of(NAME).await
}

/// A program of this checkout, built as it is now. The first call in a process builds.
pub fn program(name: &'static str) -> Outcome<&'static Path> {
    static APP: OnceLock<Option<PathBuf>> = OnceLock::new();
    static COMMAND: OnceLock<Option<PathBuf>> = OnceLock::new();
    let (built, package) = match name {
        "kith" => (&COMMAND, "kith-cli"),
        _ => (&APP, "kith-desktop"),
    };
    let path = built.get_or_init(|| build(package, name));
    path.as_deref().ok_or_else(|| Failure::Wrong(format!("{name} does not build")))
}

fn build(package: &str, name: &str) -> Option<PathBuf> {
    let build = escargot::CargoBuild::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"))
        .package(package)
        .bin(name)
        .current_target();
    let run = build.run().inspect_err(|error| eprintln!("{error}")).ok()?;
    Some(run.path().to_owned())
}
