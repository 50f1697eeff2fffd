//! `kith snooze`, `skip`, `pause`, `resume` and `prompts`: what becomes of asking.

use chrono::{Days, NaiveTime};
use kith_app::{PromptLine, Target, Wait};
use kith_core::{Interval, zoned::to_instant};
use serde_json::{Value, json};

use crate::{CliError, Desk, Said, args, cadence::which, log::day};

pub(crate) fn snooze(desk: &Desk<'_>, snooze: &args::Snooze) -> Result<Said, CliError> {
    let person = desk.app.whom(&snooze.person)?;
    let wait = match snooze.hours {
        Some(hours) => Wait::Hours(hours),
        None => wait(desk, snooze.until.as_deref(), snooze.interval)?,
    };
    let until = desk.app.snooze(target(desk, person, snooze.cadence.as_deref())?, wait)?;
    let until = until.with_timezone(&desk.app.zone());
    let text = desk.words.with(
        "cli-snoozed",
        &[("name", desk.app.name(person).into()), ("until", desk.words.date_time(&until).into())],
    );
    Ok(Said::new(json!({"person": person_json(desk, person), "until": until.to_rfc3339()}), text))
}

pub(crate) fn skip(desk: &Desk<'_>, skip: &args::Skip) -> Result<Said, CliError> {
    let person = desk.app.whom(&skip.person)?;
    let next = desk.app.skip(target(desk, person, skip.cadence.as_deref())?)?;
    let first = next.iter().min().map(|date| desk.words.date_time(date)).unwrap_or_default();
    let text =
        desk.words.with("cli-skipped", &[("name", desk.app.name(person).into()), ("next", first.into())]);
    let next: Value = next.iter().map(|date| json!(date.to_rfc3339())).collect();
    Ok(Said::new(json!({"person": person_json(desk, person), "next": next}), text))
}

pub(crate) fn pause(desk: &Desk<'_>, pause: &args::Pause) -> Result<Said, CliError> {
    let wait = wait(desk, pause.until.as_deref(), pause.interval)?;
    match &pause.person {
        Some(name) => {
            let person = desk.app.whom(name)?;
            let until = desk.app.day_of(wait)?;
            desk.app.pause(person, until)?;
            let day = desk.words.day(until, desk.app.local_now().date_naive());
            let text = desk
                .words
                .with("cli-paused", &[("name", desk.app.name(person).into()), ("until", day.into())]);
            Ok(Said::new(json!({"person": person_json(desk, person), "until": until}), text))
        }
        None => {
            let until = desk.app.pause_all(wait)?.with_timezone(&desk.app.zone());
            let text = desk.words.with("cli-paused-all", &[("until", desk.words.date_time(&until).into())]);
            Ok(Said::new(json!({"until": until.to_rfc3339()}), text))
        }
    }
}

pub(crate) fn resume(desk: &Desk<'_>, person: Option<&str>) -> Result<Said, CliError> {
    match person {
        Some(name) => {
            let person = desk.app.whom(name)?;
            desk.app.resume(person)?;
            let text = desk.words.with("cli-resumed", &[("name", desk.app.name(person).into())]);
            Ok(Said::new(json!({"person": person_json(desk, person)}), text))
        }
        None => {
            desk.app.resume_all()?;
            Ok(Said::new(json!({}), desk.words.text("cli-resumed-all")))
        }
    }
}

pub(crate) fn list(desk: &Desk<'_>, limit: usize) -> Result<Said, CliError> {
    let prompts = desk.app.prompts(limit)?;
    let now = desk.app.local_now();
    let lines: Vec<String> = prompts.iter().map(|line| desk.words.prompt_line(line, &now)).collect();
    let text = if lines.is_empty() { desk.words.text("cli-no-prompts") } else { lines.join("\n") };
    Ok(Said::new(prompts.iter().map(|line| prompt_json(desk, line)).collect(), text))
}

fn prompt_json(desk: &Desk<'_>, line: &PromptLine) -> Value {
    let mut answer = json!(line.prompt);
    answer["person"] = json!({"id": line.prompt.person, "name": line.name});
    answer["mode"] = json!(line.mode);
    answer["fired"] = json!(line.prompt.fired.with_timezone(&desk.app.zone()).to_rfc3339());
    answer
}

fn person_json(desk: &Desk<'_>, person: kith_core::PersonId) -> Value {
    json!({"id": person, "name": desk.app.name(person)})
}

fn target(desk: &Desk<'_>, person: kith_core::PersonId, cadence: Option<&str>) -> Result<Target, CliError> {
    let cadence = cadence.map(|typed| which(desk, person, typed)).transpose()?;
    Ok(Target { person, cadence })
}

/// Until when; tomorrow if nothing is said. A day means its preferred time, a day with a time that moment.
fn wait(desk: &Desk<'_>, until: Option<&str>, interval: Option<Interval>) -> Result<Wait, CliError> {
    let Some(text) = until else {
        let tomorrow = desk.today().checked_add_days(Days::new(1)).unwrap_or_default();
        return Ok(interval.map_or(Wait::Until(tomorrow), Wait::For));
    };
    let when = day(desk, text)?;
    let instant = |time: NaiveTime| Wait::Instant(to_instant(when.day.and_time(time), desk.app.zone()));
    Ok(when.time.map_or(Wait::Until(when.day), instant))
}
