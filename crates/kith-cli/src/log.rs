//! `kith log`, `history` and `unlog`: contacts that happened.

use chrono::DateTime;
use chrono_tz::Tz;
use kith_app::{AppError, Day, Logged, NewCheckIn};
use kith_core::{CheckIn, CheckInId, phrase};
use serde_json::{Value, json};

use crate::{CliError, Desk, Said, args, pasted::pasted};

pub(crate) fn log(desk: &Desk<'_>, log: &args::Log) -> Result<Said, CliError> {
    let mut new = match log.with.is_empty() {
        true => {
            let mut understood = desk.app.understand(&log.text.join(" "));
            understood.mode = log.mode.or(understood.mode);
            understood.puzzling = understood.puzzling.filter(|_| log.at.is_none());
            desk.app.from_understood(&understood, &[])?
        }
        false => NewCheckIn {
            people: log.with.iter().map(|name| desk.app.whom(name)).collect::<Result<_, _>>()?,
            mode: log.mode.ok_or(AppError::NoMode)?,
            when: None,
            minutes: None,
            started_by: None,
            note: String::new(),
            felt: None,
            promise: None,
        },
    };
    if let Some(at) = &log.at {
        new.when = Some(day(desk, at)?);
    }
    new.minutes = log.minutes.or(new.minutes);
    new.note = log.note.clone().unwrap_or(new.note);
    new.promise = log.promise.clone().or(new.promise);
    new.started_by = log.started.or(new.started_by);
    new.felt = log.felt.or(new.felt);
    let logged = desk.app.log(&new)?;
    let now = desk.app.local_now();
    let mut text = vec![desk.words.logged(&logged, &now)];
    if let Some(step) = &logged.step_up {
        let name = [("name", pasted(&step.name).into())];
        text.push(desk.words.step_up(step, &now));
        text.push(desk.words.with("ladder-step-up-commands", &name));
    }
    Ok(Said::new(logged_json(desk, &logged), text.join("\n")))
}

/// The local day, and perhaps time, that a text names.
pub(crate) fn day(desk: &Desk<'_>, text: &str) -> Result<Day, CliError> {
    let when = phrase::when(text, desk.app.now(), desk.app.zone())
        .map_err(|_| AppError::BadWhen(text.to_owned()))?;
    Ok(Day { day: when.day, time: when.time })
}

pub(crate) fn history(desk: &Desk<'_>, person: Option<&str>, limit: usize) -> Result<Said, CliError> {
    let check_ins = match person {
        Some(name) => desk.app.history(desk.app.whom(name)?, 0, limit)?,
        None => desk.app.recent(limit)?,
    };
    let lines: Vec<String> = check_ins.iter().map(|check_in| line(desk, check_in)).collect();
    let text = if lines.is_empty() { desk.words.text("cli-no-check-ins") } else { lines.join("\n") };
    Ok(Said::new(check_ins.iter().map(|check_in| check_in_json(desk, check_in)).collect(), text))
}

pub(crate) fn unlog(desk: &Desk<'_>, id: &str) -> Result<Said, CliError> {
    let id: CheckInId = id.parse().map_err(|_| CliError::Id(id.to_owned()))?;
    let removed = desk.app.remove_check_in(id)?;
    let line = line(desk, &removed);
    Ok(Said::new(
        check_in_json(desk, &removed),
        desk.words.with("cli-unlogged", &[("check-in", line.into())]),
    ))
}

pub(crate) fn logged_json(desk: &Desk<'_>, logged: &Logged) -> Value {
    let person = |id, name: &str| json!({"id": id, "name": name});
    let mut answer = check_in_json(desk, &logged.check_in);
    answer["satisfied"] = logged
        .satisfied
        .iter()
        .map(|it| json!({"person": person(it.person, &it.name), "cadence": it.cadence.id, "mode": it.cadence.mode}))
        .collect();
    answer["promise"] = json!(logged.promise);
    answer["could"] = json!(logged.could);
    answer["next"] = logged
        .next
        .iter()
        .map(|it| {
            json!({
                "person": person(it.person, &it.name),
                "cadence": it.cadence.id,
                "mode": it.cadence.mode,
                "due": it.due.to_rfc3339(),
            })
        })
        .collect();
    answer["step_up"] = json!(logged.step_up.as_ref().map(|step| {
        json!({
            "person": person(step.person, &step.name),
            "mode": step.mode,
            "from": step.from.map(|from| from.to_rfc3339()),
        })
    }));
    answer
}

fn line(desk: &Desk<'_>, check_in: &CheckIn) -> String {
    let names: Vec<String> = check_in.people.iter().map(|id| desk.app.name(*id)).collect();
    desk.words.check_in(check_in, &names, &desk.app.local_now())
}

/// Every stored field, with the people named and the time in the zone in force.
pub(crate) fn check_in_json(desk: &Desk<'_>, check_in: &CheckIn) -> Value {
    let local = |at: DateTime<chrono::Utc>| at.with_timezone::<Tz>(&desk.app.zone()).to_rfc3339();
    let mut answer = json!(check_in);
    answer["at"] = json!(local(check_in.at));
    answer["logged"] = json!(local(check_in.logged));
    answer["minutes"] = json!(check_in.minutes);
    answer["people"] =
        check_in.people.iter().map(|id| json!({"id": id, "name": desk.app.name(*id)})).collect();
    answer
}
