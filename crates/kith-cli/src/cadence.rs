//! `kith cadence`: how often you mean to be in contact.

use chrono::NaiveDate;
use kith_app::{AppError, Moment, NewCadence, NewRepeat, PersonCadence, cadences::dates, error::Kind};
use kith_core::{CadenceId, PersonId, Settings, due::Frame};
use kith_words::Words;
use serde_json::{Value, json};

use crate::{CliError, Desk, Said, args, people::zone};

pub(crate) fn run(desk: &Desk<'_>, cadence: &args::Cadence) -> Result<Said, CliError> {
    match cadence {
        args::Cadence::Add { person, repeat, mode } => {
            let person = desk.app.whom(person)?;
            let new = NewCadence { mode: *mode, repeat: new_repeat(repeat)? };
            let added = desk.app.add_cadence(person, &new)?;
            let page = desk.app.person(person, 0)?;
            let shown = page.cadences.iter().find(|cadence| cadence.cadence.id == added.id);
            let text = desk.words.with(
                "cli-cadence-added",
                &[("name", page.person.name.as_str().into()), ("cadence", desk.words.cadence(&added).into())],
            );
            Ok(Said::new(shown.map_or(Value::Null, |cadence| cadence_json(desk, cadence)), text))
        }
        args::Cadence::List { person } => {
            let cadences = desk.app.person(desk.app.whom(person)?, 0)?.cadences;
            let lines: Vec<String> = cadences
                .iter()
                .enumerate()
                .map(|(index, cadence)| {
                    format!("{}. {}", index + 1, desk.words.cadence_standing(cadence, &desk.app.local_now()))
                })
                .collect();
            let items = cadences.iter().map(|cadence| cadence_json(desk, cadence)).collect();
            Ok(Said::new(Value::Array(items), lines.join("\n")))
        }
        args::Cadence::Remove { person, cadence } => {
            let person = desk.app.whom(person)?;
            let removed = desk.app.remove_cadence(person, which(desk, person, cadence)?)?;
            let text =
                desk.words.with("cli-cadence-removed", &[("cadence", desk.words.cadence(&removed).into())]);
            Ok(Said::new(json!(removed), text))
        }
        args::Cadence::Preview { repeat, last, count } => {
            let here = Moment { now: desk.app.now(), zone: desk.app.zone() };
            preview(here, repeat, *last, *count, desk.words)
        }
    }
}

/// The next dates a cadence would bring. Needs no book.
pub(crate) fn preview(
    here: Moment,
    repeat: &args::Repeat,
    last: Option<NaiveDate>,
    count: u16,
    words: &Words,
) -> Result<Said, CliError> {
    let repeat_zone = zone(repeat.zone.as_deref())?;
    let settings = Settings::default();
    let frame = Frame { now: here.now, zone: repeat_zone.unwrap_or(here.zone), settings: &settings };
    let dates = dates(&new_repeat(repeat)?, last, &frame, count.into())?;
    let lines: Vec<String> = dates.iter().map(|date| words.date_time(date)).collect();
    let items = dates.iter().map(|date| json!(date.to_rfc3339())).collect();
    Ok(Said::new(Value::Array(items), lines.join("\n")))
}

/// A cadence by its id, or by its place in the list (from 1).
pub(crate) fn which(desk: &Desk<'_>, person: PersonId, typed: &str) -> Result<CadenceId, CliError> {
    let place = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    match place {
        Some(place) => {
            let cadences = desk.app.cadences(person)?;
            Ok(cadences.get(place).map(|cadence| cadence.id).ok_or(AppError::Gone(Kind::Cadence))?)
        }
        None => typed.parse().map_err(|_| CliError::Id(typed.to_owned())),
    }
}

pub(crate) fn cadence_json(desk: &Desk<'_>, cadence: &PersonCadence) -> Value {
    let zone = desk.app.zone();
    let mut answer = json!(cadence.cadence);
    answer["of_circle"] = json!(cadence.of_circle);
    answer["nearer"] = json!(cadence.nearer);
    answer["due"] = json!(cadence.due.as_ref().map(|due| due.at.with_timezone(&zone).to_rfc3339()));
    answer["next"] = cadence.next.iter().map(|date| json!(date.to_rfc3339())).collect();
    answer["words"] = json!(desk.words.cadence(&cadence.cadence));
    answer
}

fn new_repeat(repeat: &args::Repeat) -> Result<NewRepeat, CliError> {
    let zone = zone(repeat.zone.as_deref())?;
    match (repeat.every, &repeat.rrule, repeat.start) {
        (Some(every), _, _) => Ok(NewRepeat::After { every, at: None }),
        (None, Some(rule), Some(start)) => Ok(NewRepeat::Rule { rule: rule.clone(), start, zone }),
        (None, _, _) => Err(CliError::NoRepeat),
    }
}
