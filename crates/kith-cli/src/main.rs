//! The `kith` program: to the running Kith if there is one, else to the book itself.

use std::{
    env,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use kith_app::{App, Clock, Moment, SystemClock, files::default_home};
use kith_cli::{
    Answer, CliError,
    args::Cli,
    execute, execute_without_book, parse, refused,
    socket::{self, Request},
};
use kith_words::Words;

fn main() -> ExitCode {
    let args: Vec<String> = env::args_os().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let answer = parse(&args).map_or_else(|answer| answer, |cli| carry_out(&cli, args));
    // A reader who has gone away (`kith people list | head`) is not our failure.
    let _ = io::stdout().write_all(answer.out.as_bytes());
    let _ = io::stderr().write_all(answer.err.as_bytes());
    ExitCode::from(answer.code)
}

fn carry_out(cli: &Cli, args: Vec<String>) -> Answer {
    let clock = Arc::new(SystemClock::new());
    let here = Moment { now: clock.now(), zone: clock.zone() };
    execute_without_book(cli, here).unwrap_or_else(|| {
        on_book(cli, args, clock).unwrap_or_else(|error| refused(&error, &Words::new(None)))
    })
}

fn on_book(cli: &Cli, args: Vec<String>, clock: Arc<SystemClock>) -> Result<Answer, CliError> {
    let home = cli.home.clone().or_else(default_home).ok_or(CliError::NoHome)?;
    let folder = env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    if let Some(answer) = socket::ask(&home, &Request { args: args.clone(), folder: folder.clone() }) {
        return Ok(answer);
    }
    match App::open(&home, clock) {
        Ok(app) => Ok(execute(&app, cli, &folder)),
        // Kith may have started, or another `kith` may be at work, between the two attempts.
        Err(error) => socket::ask(&home, &Request { args, folder }).ok_or(CliError::App(error)),
    }
}
