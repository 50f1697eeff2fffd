//! The `kith` program: to the running Kith if there is one, else to the book itself.

use std::{
    env,
    io::{self, IsTerminal, Write},
    panic::{self, AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError},
};

use kith_app::{App, Clock, Moment, Progress, SystemClock, files::default_home};
use kith_cli::{
    Answer, CliError, Secret,
    args::{Cli, Command},
    execute, execute_without_book, parse, refused,
    socket::{self, Request},
};
use kith_words::Words;

mod asking;
mod far;
mod unlocking;

use asking::Asking;
use far::Far;

/// Where the program panicked last.
static PANICKED: Mutex<String> = Mutex::new(String::new());

fn main() -> ExitCode {
    // sled panics on some failures of the disk, and the store takes that as the failure it is: nobody is to read of it.
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        *PANICKED.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
    let args: Vec<String> = env::args_os().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let answer = parse(&args).map_or_else(
        |answer| answer,
        |cli| {
            let asking = Asking::new(Words::new(None), cli.passphrase_stdin);
            guarded(|| if asks(&cli) { ask_first(args, &asking) } else { carry_out(&cli, args, &asking) })
        },
    );
    let mut out = io::stdout();
    let written = out.write_all(answer.out.as_bytes()).and_then(|()| out.flush());
    let _ = io::stderr().write_all(answer.err.as_bytes());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let words = Words::new(None);
            let why = words.with("cli-not-said", &[("why", words.io_error(&error).into())]);
            let _ = writeln!(io::stderr(), "{why}");
            ExitCode::from(answer.code.max(1))
        }
        // A reader who has gone away (`kith people list | head`) is not our failure.
        _ => ExitCode::from(answer.code),
    }
}

/// Whether somebody can be asked before a backup is restored.
fn asks(cli: &Cli) -> bool {
    let asks = matches!(&cli.command, Command::Restore(restore) if !restore.yes && !restore.dry_run);
    asks && !cli.json && io::stdin().is_terminal()
}

/// Says what restoring would change, and restores if that is wanted.
fn ask_first(mut args: Vec<String>, asking: &Asking) -> Answer {
    let dry_run = [args.clone(), vec!["--dry-run".to_owned()]].concat();
    let preview = parse(&dry_run).map_or_else(|answer| answer, |cli| carry_out(&cli, dry_run, asking));
    if preview.code != 0 {
        return preview;
    }
    let words = Words::new(None);
    let _ = io::stdout().write_all(preview.out.as_bytes());
    let _ = io::stderr().write_all(words.text("restore-ask").as_bytes());
    let mut said = String::new();
    let _ = io::stdin().read_line(&mut said);
    if !matches!(said.trim().chars().next(), Some('y' | 'Y')) {
        return Answer {
            code: 1,
            out: String::new(),
            err: format!("{}\n", words.text("restore-not")),
            missing: None,
        };
    }
    args.push("--yes".to_owned());
    parse(&args).map_or_else(|answer| answer, |cli| carry_out(&cli, args, asking))
}

/// What no answer was given to, because of a mistake of ours, is told in words as well.
fn guarded(work: impl FnOnce() -> Answer) -> Answer {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let place = PANICKED.lock().unwrap_or_else(PoisonError::into_inner).clone();
        refused(&CliError::Trouble(place), &Words::new(None))
    })
}

fn carry_out(cli: &Cli, args: Vec<String>, asking: &Asking) -> Answer {
    let clock = Arc::new(SystemClock::new());
    let here = Moment { now: clock.now(), zone: clock.zone() };
    execute_without_book(cli, here).unwrap_or_else(|| {
        on_book(cli, args, clock, asking).unwrap_or_else(|error| refused(&error, &Words::new(None)))
    })
}

/// Asks a Kith that is running nothing but whether it is there.
const LOCK_STATUS: [&str; 3] = ["kith", "lock", "status"];

fn on_book(
    cli: &Cli,
    args: Vec<String>,
    clock: Arc<SystemClock>,
    asking: &Asking,
) -> Result<Answer, CliError> {
    let home = cli.home.clone().or_else(default_home).ok_or(CliError::NoHome)?;
    let folder = env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let far = Far::new(cli);
    let going = |progress: Progress| {
        far.is(progress);
        true
    };
    let running = |args: &[String], secret: &Secret| {
        let request =
            Request { args: args.to_vec(), folder: folder.clone(), secret: secret.clone(), far: true };
        socket::ask(&home, &request, &|progress| far.is(progress))
    };
    let none = Secret::default();
    if let Command::Lock(lock) = &cli.command
        && running(&LOCK_STATUS.map(str::to_owned), &none)?.is_some()
    {
        return unlocking::converse(asking, *lock, |secret| running(&args, secret)?.ok_or(CliError::Gone));
    }
    if let Some(first) = running(&args, &asking.typed())? {
        return unlocking::go_on(asking, first, |secret| running(&args, secret)?.ok_or(CliError::Gone));
    }
    let app = match App::open(&home, clock) {
        Ok(app) => app,
        // Kith may have started between the two attempts.
        Err(error) => return running(&args, &asking.typed())?.ok_or(CliError::App(error)),
    };
    unlocking::unlock(asking, &app, &cli.command)?;
    let before = *app.changes().borrow();
    let answer = match &cli.command {
        Command::Lock(lock) => {
            let answer =
                unlocking::converse(asking, *lock, |secret| Ok(execute(&app, cli, &folder, secret, &going)))?;
            if cli.json { answer } else { unlocking::alone(*lock, answer, &Words::new(None)) }
        }
        _ => {
            let first = execute(&app, cli, &folder, &asking.typed(), &going);
            unlocking::go_on(asking, first, |secret| Ok(execute(&app, cli, &folder, secret, &going)))?
        }
    };
    let changed = *app.changes().borrow() != before;
    let calendar = changed.then(|| calendar(&app)).flatten();
    // At another time than now, this is no day to count from.
    if changed && cli.now.is_none() {
        app.keep_daily_snapshot();
    }
    let told = if matches!(cli.command, Command::Check { .. }) { String::new() } else { told(&app) };
    let err = told + &answer.err + &calendar.unwrap_or_default();
    Ok(Answer { err, ..answer })
}

/// Keeps the calendar current after a change. Says why, if that failed.
fn calendar(app: &App) -> Option<String> {
    let words = Words::new(app.settings().locale.as_deref());
    app.keep_calendar(&words);
    words.calendar_trouble(&app.kept_calendar()?).map(|trouble| trouble + "\n")
}

/// What opening the book had to mend, a line each.
fn told(app: &App) -> String {
    let words = Words::new(app.settings().locale.as_deref());
    app.notices().iter().map(|notice| words.notice(notice) + "\n").collect()
}
