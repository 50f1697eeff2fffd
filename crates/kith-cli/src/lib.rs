//! The `kith` command: the use cases for people who live in a terminal, and for scripts.
//!
//! [`execute`] is the whole command as a function from arguments to an [`Answer`]. The program calls it on a book it
//! has opened itself; while Kith runs, the same call is made inside the app, reached over a local [`socket`] that only
//! its owner can open.

pub mod args;
mod backups;
mod cadence;
mod changes;
mod communities;
mod due;
mod error;
mod files;
mod insights;
mod lock;
mod log;
mod now;
mod pasted;
mod people;
mod plans;
mod prompts;
mod scrolling;
mod secret;
mod settings;
pub mod socket;
mod starters;
mod support;

use std::path::Path;

use chrono::NaiveDate;
use chrono_tz::Tz;
use clap::Parser;
use kith_app::{App, Form, Moment, Progress, Version, parse_moment};
use kith_words::Words;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use args::{Cli, Command};
pub use error::CliError;
pub use secret::{Missing, Needed, Secret};

/// What the command prints, and the code it ends with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// 0 done, 1 refused or failed, 2 wrong usage.
    pub code: u8,
    /// For standard output.
    pub out: String,
    /// For standard error.
    pub err: String,
    /// What has to be asked for before the command can be carried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
}

/// The result of a command: for machines, and in words.
pub(crate) struct Said {
    json: Value,
    text: String,
    code: u8,
}

impl Said {
    pub(crate) fn new(json: Value, text: impl Into<String>) -> Said {
        Said { json, text: text.into(), code: 0 }
    }

    /// The same with the code to end with.
    pub(crate) fn with_code(self, code: u8) -> Said {
        Said { code, ..self }
    }
}

/// Told how far the reading of files is; says whether to go on.
pub type Going<'a> = &'a dyn Fn(Progress) -> bool;

/// What a command works with.
pub(crate) struct Desk<'a> {
    pub app: &'a App,
    pub words: &'a Words,
    /// What relative paths are relative to.
    pub folder: &'a Path,
    /// What was asked for and is not an argument.
    pub secret: &'a Secret,
    /// Is told how far it is.
    pub going: Going<'a>,
    /// Whether a program asks and not a person: what is long is put together for the one who reads it.
    pub json: bool,
}

impl Desk<'_> {
    /// The local day.
    pub(crate) fn today(&self) -> NaiveDate {
        self.app.local_now().date_naive()
    }
}

/// Parses the arguments (the first is the program's name).
///
/// # Errors
/// The answer to give instead: help and version with code 0, wrong usage with code 2.
pub fn parse(args: &[String]) -> Result<Cli, Answer> {
    Cli::try_parse_from(args).map_err(|error| {
        let text = error.render().to_string();
        match error.use_stderr() {
            true => Answer { code: 2, out: String::new(), err: text, missing: None },
            false => Answer { code: 0, out: text, err: String::new(), missing: None },
        }
    })
}

/// Carries out a command on a book, with relative paths taken from `folder`, and with what was asked for in the
/// terminal if the command needs that. `going` is told how far the reading of files is; when it says `false`, nothing is
/// brought in.
pub fn execute(app: &App, cli: &Cli, folder: &Path, secret: &Secret, going: Going<'_>) -> Answer {
    let words = Words::new(app.settings().locale.as_deref());
    let said = moment(cli, app.zone()).and_then(|moment| {
        if moment.is_none() && looks(cli) {
            app.seen();
        }
        let then = moment.map(|moment| app.at(moment));
        let app = then.as_ref().unwrap_or(app);
        command(&Desk { app, words: &words, folder, secret, going, json: cli.json }, &cli.command)
    });
    let mut answer = answer(said, cli.json, &words);
    if app.is_sample() && !cli.json && !matches!(cli.command, Command::Sample { .. }) {
        answer.err.insert_str(0, &(words.text("cli-sample-shown") + "\n"));
    }
    answer
}

/// Whether somebody reads what the command says of whom to reach: a script asks for JSON.
fn looks(cli: &Cli) -> bool {
    !cli.json
        && matches!(
            cli.command,
            Command::Due(_)
                | Command::Now { .. }
                | Command::Need { .. }
                | Command::Support
                | Command::People(_)
        )
}

/// Carries out a command that needs no book; `None` when it does need one.
pub fn execute_without_book(cli: &Cli, here: Moment) -> Option<Answer> {
    let Command::Cadence(args::Cadence::Preview { repeat, last, count }) = &cli.command else { return None };
    let words = Words::new(None);
    let said = moment(cli, here.zone)
        .and_then(|moment| cadence::preview(moment.unwrap_or(here), repeat, *last, *count, &words));
    Some(answer(said, cli.json, &words))
}

/// The moment that `--now` names.
fn moment(cli: &Cli, zone: Tz) -> Result<Option<Moment>, CliError> {
    Ok(cli.now.as_deref().map(|text| parse_moment(text, zone)).transpose()?)
}

fn command(desk: &Desk<'_>, command: &Command) -> Result<Said, CliError> {
    // A locked book knows nobody, which is not the same as a book with nobody in it.
    if desk.app.is_locked()
        && !matches!(command, Command::Lock(_) | Command::Clock { .. } | Command::Sample { .. })
    {
        return Err(kith_app::AppError::Locked.into());
    }
    match command {
        Command::Due(due) => due::list(desk, due.all),
        Command::Now { have } => now::good(desk, *have),
        Command::Support => Ok(support::net(desk)),
        Command::Need { role } => support::need(desk, *role),
        Command::GoingThrough(args) => support::going_through(desk, args),
        Command::Spread => now::spread(desk),
        Command::Sample { throw_away } => sample(desk, *throw_away),
        Command::Log(log) => log::log(desk, log),
        Command::Insights(args) => insights::run(desk, args),
        Command::LookBack { week } => insights::look_back(desk, week.as_deref()),
        Command::Instead(args) => starters::instead(desk, args),
        Command::Starters { person } => starters::list(desk, person),
        Command::Promise(args) => starters::promise(desk, args),
        Command::Kept { id } => starters::kept(desk, id),
        Command::Scrolled { length } => scrolling::scrolled(desk, *length),
        Command::Timer { ring } => scrolling::timer(desk, *ring),
        Command::History { person, limit } => log::history(desk, person.as_deref(), limit.get()),
        Command::Unlog { id } => log::unlog(desk, id),
        Command::People(people) => people::run(desk, people),
        Command::Cadence(cadence) => cadence::run(desk, cadence),
        Command::Plan(plan) => plans::run(desk, plan),
        Command::Communities(communities) => communities::run(desk, communities),
        Command::Snooze(snooze) => prompts::snooze(desk, snooze),
        Command::Skip(skip) => prompts::skip(desk, skip),
        Command::Pause(pause) => prompts::pause(desk, pause),
        Command::Resume { person } => prompts::resume(desk, person.as_deref()),
        Command::Prompts { limit } => prompts::list(desk, limit.get()),
        Command::Undo { again } => changes::undo(desk, *again),
        Command::Changes { limit, before } => changes::list(desk, limit.get(), *before),
        Command::Import(import) => files::import(desk, import),
        Command::Export { file, format: args::Format::Jsonl, private, only: None, .. } => {
            backups::export(desk, file.as_deref(), *private)
        }
        Command::Export { file, vcard, format, only, private } => {
            let only = only.as_deref().map(|name| desk.app.whom(name)).transpose()?;
            let out = match format {
                args::Format::Jsonl => backups::lines(desk, *private, only)?,
                args::Format::Calendar => desk.app.calendar(only, desk.words)?,
                args::Format::Csv => desk.app.export_people(Form::Csv, only)?,
                _ if vcard == "3.0" => desk.app.export_people(Form::Vcard(Version::V3), only)?,
                _ => desk.app.export_people(Form::Vcard(Version::V4), only)?,
            };
            files::give(desk, file.as_deref(), out)
        }
        Command::Backup(backup) => backups::backup(desk, backup),
        Command::Restore(restore) => backups::restore(desk, restore),
        Command::Check { repair } => backups::check(desk, *repair),
        Command::Lock(lock) => lock::run(desk, *lock),
        Command::Settings { change } => settings::run(desk, change),
        Command::Clock { time } => {
            desk.app.set_clock(parse_moment(time, desk.app.zone())?)?;
            let now = desk.app.local_now();
            let text = desk.words.with("cli-clock", &[("time", desk.words.date_time(&now).into())]);
            Ok(Said::new(Value::from(now.to_rfc3339()), text))
        }
    }
}

fn sample(desk: &Desk<'_>, throw_away: bool) -> Result<Said, CliError> {
    match throw_away {
        true => desk.app.throw_sample_away()?,
        false => desk.app.begin_sample()?,
    }
    let said = desk.words.text(if throw_away { "cli-sample-gone" } else { "cli-sample-begun" });
    Ok(Said::new(json!({ "sample": !throw_away }), said))
}

fn answer(said: Result<Said, CliError>, json: bool, words: &Words) -> Answer {
    match said {
        Ok(said) => {
            let out = if json { said.json.to_string() } else { said.text };
            // Cards and the like bring their own last line end.
            let end = if out.is_empty() || out.ends_with('\n') { "" } else { "\n" };
            Answer { code: said.code, out: format!("{out}{end}"), err: String::new(), missing: None }
        }
        Err(error) => refused(&error, words),
    }
}

/// The answer to a failure: one sentence on standard error.
pub fn refused(error: &CliError, words: &Words) -> Answer {
    let missing = match error {
        CliError::Missing(missing) | CliError::Wrong { missing, .. } => Some(*missing),
        _ => None,
    };
    Answer { code: 1, out: String::new(), err: format!("{}\n", error.in_words(words)), missing }
}
