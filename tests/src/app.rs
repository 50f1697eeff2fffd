//! The real app in the session: built from this checkout, started as the desktop starts it.

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use crate::{
    failure::{During, Failure, Outcome},
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

    /// The processes it has started, such as those of a web view.
    pub fn children(&self) -> Outcome<Vec<u32>> {
        let path = format!("/proc/{0}/task/{0}/children", self.id());
        let children = std::fs::read_to_string(path).during("looking at the processes")?;
        Ok(children.split_whitespace().filter_map(|id| id.parse().ok()).collect())
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

/// Runs `kith` in the session, as a person in a terminal would, and returns what it prints.
///
/// # Errors
/// [`Failure::Wrong`] with what it said on standard error when it did not end well.
pub async fn kith(session: &Session, arguments: &[&str]) -> Outcome<String> {
    let output = tokio::process::Command::new(program("kith")?)
        .args(arguments)
        .env_clear()
        .envs(session.environment().iter().cloned())
        .current_dir(session.home())
        .stdin(std::process::Stdio::null())
        .output()
        .await
        .during("running kith")?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => {
            let said = String::from_utf8_lossy(&output.stderr);
            Err(Failure::Wrong(format!("kith {}: {}", arguments.join(" "), said.trim())))
        }
    }
}

/// Runs `kith --json` and returns what it answers.
pub async fn ask(session: &Session, arguments: &[&str]) -> Outcome<serde_json::Value> {
    let answer = kith(session, &[&["--json"], arguments].concat()).await?;
    serde_json::from_str(&answer).during("reading the answer of kith")
}

/// A program of this checkout. In a test or the demonstration it is built as it is now, by the first call in a process;
/// a measurement takes the optimised one that `make bench` has built beside it.
pub fn program(name: &'static str) -> Outcome<&'static Path> {
    static APP: OnceLock<Option<PathBuf>> = OnceLock::new();
    static COMMAND: OnceLock<Option<PathBuf>> = OnceLock::new();
    static BARE: OnceLock<Option<PathBuf>> = OnceLock::new();
    let (place, package) = match name {
        "kith" => (&COMMAND, "kith-cli"),
        "bare-window" => (&BARE, "kith-tests"),
        _ => (&APP, "kith-desktop"),
    };
    let find = || if cfg!(debug_assertions) { build(package, name) } else { beside(name) };
    let path = place.get_or_init(find);
    path.as_deref()
        .ok_or_else(|| Failure::Wrong(format!("{name} is not there: does `cargo build -p {package}` work?")))
}

fn build(package: &str, name: &str) -> Option<PathBuf> {
    let build = escargot::CargoBuild::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"))
        .package(package)
        .bin(name);
    let run = build.run().inspect_err(|error| eprintln!("{error}")).ok()?;
    Some(run.path().to_owned())
}

fn beside(name: &str) -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?.with_file_name(name);
    program.is_file().then_some(program)
}
