//! What the tray menu and the buttons of notifications can ask for.
//!
//! A menu entry carries a text as its id and gives it back when it is chosen, so a command is written as one and read
//! again. Carrying it out is one use case each; what went wrong is told in a notification, as there may be no window.

use std::{fmt, str::FromStr};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use kith_app::{
    App, AppError, NewCheckIn, Wait,
    core::{CheckInId, CommunityId, Interval, Mode, PersonId, PlanId, community::Answer, interval::Unit},
};
use tauri::AppHandle;

use crate::{
    notify,
    state::{Kith, kith},
    window,
};

/// One thing to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Command {
    /// Open the window on the page it was on.
    Open,
    /// Open the window on Today.
    Today,
    /// Open the window on who would be good to call now.
    Now,
    /// Open the window on "I need…".
    Need,
    /// Open the window on the boundaries on social media.
    Scrolling,
    /// Open the window on a contact that was logged.
    Show(CheckInId),
    /// Open the window on the plans.
    Plans,
    /// Open the window on the week that can be looked back at.
    LookBack(NaiveDate),
    /// Open the window on a plan.
    Plan(PlanId),
    /// Log that a plan happened as it was meant.
    Happened(PlanId),
    /// Open the window on the communities.
    Communities,
    /// Open the window on a community.
    Community(CommunityId),
    /// Open the form that asks who was at a gathering, by when it began.
    WhoWasThere(CommunityId, DateTime<Utc>),
    /// Say that one goes to a gathering.
    Going(CommunityId, DateTime<Utc>),
    /// Say that one does not, this time.
    NotThisTime(CommunityId, DateTime<Utc>),
    /// Call a person.
    Call(PersonId),
    /// Open the form to log a contact, with the person in it if one is given.
    Log(Option<PersonId>),
    /// Open the form to do something instead of a like.
    Instead,
    /// Log the contact that is asked for as having happened just now.
    Done(PersonId),
    /// Ask for the person again tomorrow.
    Snooze(PersonId),
    /// Take back the act with this number, if it is still the latest.
    Undo(u64),
    /// Ask for nobody for a while.
    Pause(Pause),
    /// Go on asking.
    Resume,
    /// Lock the book.
    Lock,
    /// End Kith.
    Quit,
}

/// For how long to pause.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Pause {
    /// One hour.
    Hour,
    /// Until tomorrow.
    Tomorrow,
    /// A week.
    Week,
}

/// The text is not a command: an id that another part of the menu gave itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Unknown;

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Command::Open => f.write_str("open"),
            Command::Today => f.write_str("today"),
            Command::Now => f.write_str("now"),
            Command::Need => f.write_str("need"),
            Command::Scrolling => f.write_str("scrolling"),
            Command::Show(check_in) => write!(f, "show {check_in}"),
            Command::Plans => f.write_str("plans"),
            Command::LookBack(week) => write!(f, "look-back {week}"),
            Command::Plan(plan) => write!(f, "plan {plan}"),
            Command::Happened(plan) => write!(f, "happened {plan}"),
            Command::Communities => f.write_str("communities"),
            Command::Community(id) => write!(f, "community {id}"),
            Command::WhoWasThere(id, at) => write!(f, "there {id} {}", at.timestamp()),
            Command::Going(id, at) => write!(f, "going {id} {}", at.timestamp()),
            Command::NotThisTime(id, at) => write!(f, "not {id} {}", at.timestamp()),
            Command::Call(person) => write!(f, "call {person}"),
            Command::Log(None) => f.write_str("log"),
            Command::Log(Some(person)) => write!(f, "log {person}"),
            Command::Instead => f.write_str("instead"),
            Command::Done(person) => write!(f, "done {person}"),
            Command::Snooze(person) => write!(f, "snooze {person}"),
            Command::Undo(act) => write!(f, "undo {act}"),
            Command::Pause(Pause::Hour) => f.write_str("pause hour"),
            Command::Pause(Pause::Tomorrow) => f.write_str("pause tomorrow"),
            Command::Pause(Pause::Week) => f.write_str("pause week"),
            Command::Resume => f.write_str("resume"),
            Command::Lock => f.write_str("lock"),
            Command::Quit => f.write_str("quit"),
        }
    }
}

impl FromStr for Command {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Command, Unknown> {
        let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
        let gathering = || -> Result<(CommunityId, DateTime<Utc>), Unknown> {
            let (id, at) = rest.split_once(' ').ok_or(Unknown)?;
            let at = DateTime::from_timestamp(at.parse().map_err(|_| Unknown)?, 0).ok_or(Unknown)?;
            Ok((id.parse().map_err(|_| Unknown)?, at))
        };
        let person = || rest.parse::<PersonId>().map_err(|_| Unknown);
        Ok(match (verb, rest) {
            ("open", "") => Command::Open,
            ("today", "") => Command::Today,
            ("plans", "") => Command::Plans,
            ("look-back", week) => Command::LookBack(week.parse().map_err(|_| Unknown)?),
            ("now", "") => Command::Now,
            ("need", "") => Command::Need,
            ("scrolling", "") => Command::Scrolling,
            ("log", "") => Command::Log(None),
            ("instead", "") => Command::Instead,
            ("resume", "") => Command::Resume,
            ("lock", "") => Command::Lock,
            ("quit", "") => Command::Quit,
            ("pause", "hour") => Command::Pause(Pause::Hour),
            ("pause", "tomorrow") => Command::Pause(Pause::Tomorrow),
            ("pause", "week") => Command::Pause(Pause::Week),
            ("show", _) => Command::Show(rest.parse().map_err(|_| Unknown)?),
            ("plan", _) => Command::Plan(rest.parse().map_err(|_| Unknown)?),
            ("happened", _) => Command::Happened(rest.parse().map_err(|_| Unknown)?),
            ("communities", "") => Command::Communities,
            ("community", _) => Command::Community(rest.parse().map_err(|_| Unknown)?),
            ("there", _) => gathering().map(|(id, at)| Command::WhoWasThere(id, at))?,
            ("going", _) => gathering().map(|(id, at)| Command::Going(id, at))?,
            ("not", _) => gathering().map(|(id, at)| Command::NotThisTime(id, at))?,
            ("call", _) => Command::Call(person()?),
            ("log", _) => Command::Log(Some(person()?)),
            ("done", _) => Command::Done(person()?),
            ("snooze", _) => Command::Snooze(person()?),
            ("undo", _) => Command::Undo(rest.parse().map_err(|_| Unknown)?),
            _ => return Err(Unknown),
        })
    }
}

/// Carries out a command, away from the thread that draws: the book may have to wait for the disk.
pub(crate) fn perform(handle: &AppHandle, command: Command) {
    let handle = handle.clone();
    tauri::async_runtime::spawn_blocking(move || {
        if let Err(error) = carry_out(&handle, kith(&handle), command) {
            notify::refused(&handle, &error);
        }
    });
}

fn carry_out(handle: &AppHandle, kith: &Kith, command: Command) -> Result<(), AppError> {
    let app = &kith.app;
    if app.is_locked() && command != Command::Quit {
        // Whatever was pressed is about the book: there is nothing to do but to unlock it.
        window::show(handle, None);
        return Ok(());
    }
    match command {
        Command::Open => window::show(handle, None),
        Command::Today => window::show(handle, Some("/today")),
        Command::Now => window::show(handle, Some("/now?minutes=20")),
        Command::Need => window::show(handle, Some("/need")),
        Command::Scrolling => window::show(handle, Some("/scrolling")),
        Command::Show(check_in) => window::show(handle, Some(&format!("/check-ins/{check_in}"))),
        Command::Plans => window::show(handle, Some("/plans")),
        Command::LookBack(week) => window::show(handle, Some(&format!("/look-back?week={week}"))),
        Command::Plan(plan) => window::show(handle, Some(&format!("/plans/{plan}"))),
        Command::Happened(plan) => happened(handle, app, plan)?,
        Command::Communities => window::show(handle, Some("/communities")),
        Command::Community(id) => window::show(handle, Some(&format!("/communities/{id}"))),
        Command::WhoWasThere(id, at) => {
            let at = at.to_rfc3339_opts(SecondsFormat::Secs, true);
            window::show(handle, Some(&format!("/communities/{id}/there?at={at}")));
        }
        Command::Going(id, at) => drop(app.answer_gathering(id, at, Answer::Going)?),
        Command::NotThisTime(id, at) => drop(app.answer_gathering(id, at, Answer::NotThisTime)?),
        Command::Log(None) => window::show(handle, Some("/log")),
        Command::Log(Some(person)) => window::show(handle, Some(&format!("/log?with={person}"))),
        Command::Instead => window::show(handle, Some("/instead")),
        Command::Call(person) => call(handle, kith, person)?,
        Command::Done(person) => done(handle, app, person)?,
        Command::Snooze(person) => drop(app.snooze(person.into(), Wait::For(days(1)?))?),
        Command::Undo(act) => {
            app.undo(Some(act))?;
        }
        Command::Pause(pause) => drop(app.pause_all(wait(pause)?)?),
        Command::Resume => app.resume_all()?,
        Command::Lock => app.lock_now()?,
        Command::Quit => handle.exit(0),
    }
    Ok(())
}

/// Begins the call; where no number is known or nothing here can call, the person's page shows what there is. So it does
/// where it has become night there, or a boundary was drawn, since the notification was shown.
fn call(handle: &AppHandle, kith: &Kith, person: PersonId) -> Result<(), AppError> {
    if kith.app.hindrance(person, Mode::Voice).is_some() {
        window::show(handle, Some(&format!("/people/{person}")));
        return Ok(());
    }
    let phones = kith.app.person(person, 0)?.person.phones;
    let link = phones.first().and_then(|phone| kith_ui::link::call(&phone.value).ok());
    let called = link.is_some_and(|link| kith.host.open(&link).is_ok());
    match called {
        true => kith_ui::reaching::begin(&kith.app, person, Mode::Voice)?,
        false => window::show(handle, Some(&format!("/people/{person}"))),
    }
    Ok(())
}

/// "Log" on a notification says that what was asked for has happened. What was logged is shown, with Undo.
fn done(handle: &AppHandle, app: &App, person: PersonId) -> Result<(), AppError> {
    let asked = app.today()?.asks.into_iter().find(|ask| ask.person == person);
    let Some(asked) = asked else {
        window::show(handle, Some(&format!("/log?with={person}")));
        return Ok(());
    };
    let logged = app.log(&NewCheckIn {
        people: vec![person],
        mode: asked.cadence.mode,
        when: None,
        minutes: None,
        started_by: None,
        note: String::new(),
        felt: None,
        promise: None,
    })?;
    notify::logged(handle, &logged, app.latest_undo());
    Ok(())
}

/// "Yes, it did" on a notification logs the plan as it was meant. What was logged is shown, with Undo.
fn happened(handle: &AppHandle, app: &App, plan: PlanId) -> Result<(), AppError> {
    let logged = app.it_happened(plan, &app.as_planned(plan)?)?;
    notify::logged(handle, &logged, app.latest_undo());
    Ok(())
}

fn wait(pause: Pause) -> Result<Wait, AppError> {
    Ok(match pause {
        Pause::Hour => Wait::Hours(1),
        Pause::Tomorrow => Wait::For(days(1)?),
        Pause::Week => Wait::For(days(7)?),
    })
}

fn days(count: u16) -> Result<Interval, AppError> {
    Interval::new(count, Unit::Day).map_err(|_| AppError::InPast)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_comes_back_from_the_menu_as_it_went_in() {
        let id = "0198c0de-0000-7000-8000-000000000001";
        let person: PersonId = id.parse().expect("an id");
        let all = [
            Command::Open,
            Command::Today,
            Command::Now,
            Command::Need,
            Command::Scrolling,
            Command::Show(id.parse().expect("an id")),
            Command::Plans,
            Command::LookBack(NaiveDate::default()),
            Command::Plan(id.parse().expect("an id")),
            Command::Happened(id.parse().expect("an id")),
            Command::Communities,
            Command::Community(id.parse().expect("an id")),
            Command::WhoWasThere(id.parse().expect("an id"), DateTime::UNIX_EPOCH),
            Command::Going(id.parse().expect("an id"), DateTime::UNIX_EPOCH),
            Command::NotThisTime(id.parse().expect("an id"), DateTime::UNIX_EPOCH),
            Command::Call(person),
            Command::Log(None),
            Command::Log(Some(person)),
            Command::Instead,
            Command::Done(person),
            Command::Snooze(person),
            Command::Undo(7),
            Command::Pause(Pause::Hour),
            Command::Pause(Pause::Tomorrow),
            Command::Pause(Pause::Week),
            Command::Resume,
            Command::Lock,
            Command::Quit,
        ];
        for command in all {
            assert_eq!(command.to_string().parse(), Ok(command));
        }
    }

    #[test]
    fn an_id_that_is_no_command_does_nothing() {
        for text in ["", "pause", "pause forever", "call", "call nobody", "undo x", "quit now"] {
            assert_eq!(text.parse::<Command>(), Err(Unknown), "{text}");
        }
    }
}
