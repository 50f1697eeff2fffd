//! `kith people`: who is in the book.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use kith_app::{AppError, Listed, PeopleQuery, PersonPage, error::Kind};
use kith_core::{Boundary, Labelled, Person, PersonId, alike::Pair, ladder::ModeClock, merge::Choice};
use serde_json::{Value, json};

use crate::{CliError, Desk, Said, args, cadence::cadence_json, log::check_in_json};

pub(crate) fn run(desk: &Desk<'_>, people: &args::People) -> Result<Said, CliError> {
    match people {
        args::People::Add { name, details } => {
            let zone = zone(details.zone.as_deref())?;
            reviews_something(details, None)?;
            let person = desk.app.add_person(name, |person| fill(person, details, zone))?;
            let text = desk.words.with("cli-person-added", &[("name", person.name.as_str().into())]);
            Ok(Said::new(json!(person), text))
        }
        args::People::Edit { person, name, status, details } => {
            let id = desk.app.whom(person)?;
            let zone = zone(details.zone.as_deref())?;
            reviews_something(details, desk.app.known(id)?.boundary)?;
            let person = desk.app.edit_person(id, |person| {
                if let Some(name) = name {
                    person.name.clone_from(name);
                }
                person.status = status.unwrap_or(person.status);
                fill(person, details, zone);
            })?;
            let text = desk.words.with("cli-person-changed", &[("name", person.name.as_str().into())]);
            Ok(Said::new(json!(person), text))
        }
        args::People::Remove { person } => {
            let removed = desk.app.remove_person(desk.app.whom(person)?)?;
            let text = desk.words.with("cli-person-removed", &[("name", removed.name.as_str().into())]);
            Ok(Said::new(json!(removed), text))
        }
        args::People::Duplicates { limit } => duplicates(desk, limit.get()),
        args::People::Merge { kept, other } => merge(desk, kept, other),
        args::People::Show { person } => show(desk, &desk.app.person(desk.app.whom(person)?, 10)?),
        args::People::List { circle, status } => {
            list(desk, &PeopleQuery { circle: *circle, status: *status, ..PeopleQuery::default() })
        }
        args::People::Find { text } => {
            list(desk, &PeopleQuery { text: text.join(" "), limit: 50, ..PeopleQuery::default() })
        }
    }
}

pub(crate) fn zone(name: Option<&str>) -> Result<Option<Tz>, CliError> {
    name.map(|name| name.parse().map_err(|_| CliError::Zone(name.to_owned()))).transpose()
}

/// A day to look at a boundary again needs a boundary.
fn reviews_something(details: &args::Details, now: Option<Boundary>) -> Result<(), CliError> {
    match details.reviews_nothing(now) {
        true => Err(AppError::Gone(Kind::Boundary).into()),
        false => Ok(()),
    }
}

fn fill(person: &mut Person, details: &args::Details, zone: Option<Tz>) {
    let plain = |values: &[String]| values.iter().map(Labelled::plain).collect();
    if let Some(choice) = details.circle {
        person.circle = choice.0;
    }
    if !details.phone.is_empty() {
        person.phones = plain(&details.phone);
    }
    if !details.email.is_empty() {
        person.emails = plain(&details.email);
    }
    if !details.nickname.is_empty() {
        person.nicknames.clone_from(&details.nickname);
    }
    if let Some(note) = &details.note {
        person.note.clone_from(note);
    }
    person.birthday = details.birthday.or(person.birthday);
    person.anniversary = details.anniversary.or(person.anniversary);
    person.zone = zone.or(person.zone);
    person.preferred_time = details.time.or(person.preferred_time);
    details.bound(person);
}

fn list(desk: &Desk<'_>, query: &PeopleQuery) -> Result<Said, CliError> {
    let people = desk.app.people(query).people;
    let (settings, now) = (desk.app.settings(), desk.app.local_now());
    let lines: Vec<String> = people.iter().map(|listed| desk.words.listed(listed, &settings, &now)).collect();
    let text = if lines.is_empty() { desk.words.text("cli-nobody-listed") } else { lines.join("\n") };
    Ok(Said::new(people.iter().map(|listed| listed_json(desk, listed)).collect(), text))
}

fn duplicates(desk: &Desk<'_>, limit: usize) -> Result<Said, CliError> {
    let pairs = desk.app.duplicates()?;
    let lines: Vec<String> = pairs
        .iter()
        .take(limit)
        .map(|pair| {
            let names = desk.words.list([desk.app.name(pair.a), desk.app.name(pair.b)]);
            let args = [("names", names.into()), ("why", desk.words.why_alike(&pair.why).into())];
            desk.words.with("cli-duplicates", &args)
        })
        .collect();
    let text = if lines.is_empty() { desk.words.text("cli-duplicates-none") } else { lines.join("\n") };
    let somebody = |id: PersonId| json!({"id": id, "name": desk.app.name(id)});
    let said = |pair: &Pair| {
        let why: Vec<&str> = pair.why.iter().map(|why| why.name()).collect();
        json!({"a": somebody(pair.a), "b": somebody(pair.b), "why": why})
    };
    Ok(Said::new(pairs.iter().take(limit).map(said).collect(), text))
}

fn merge(desk: &Desk<'_>, kept: &str, other: &str) -> Result<Said, CliError> {
    let (kept, other) = (desk.app.whom(kept)?, desk.app.whom(other)?);
    let gone = desk.app.name(other);
    let person = desk.app.merge_people(kept, other, &Choice::default())?;
    let args = [("name", person.name.as_str().into()), ("other", gone.into())];
    let text = desk.words.with("cli-merged", &args);
    Ok(Said::new(json!(person), text))
}

fn listed_json(desk: &Desk<'_>, listed: &Listed) -> Value {
    let zone = desk.app.zone();
    json!({
        "id": listed.row.id,
        "name": listed.row.name,
        "nicknames": listed.row.nicknames,
        "circle": listed.row.circle,
        "status": listed.row.status,
        "last": listed.last.map(|contact| json!({"mode": contact.mode, "at": contact.at.with_timezone(&zone).to_rfc3339()})),
        "due": listed.due.as_ref().map(|due| due.at.with_timezone(&zone).to_rfc3339()),
    })
}

fn clock_json(desk: &Desk<'_>, clock: &ModeClock) -> Value {
    let local = |at: DateTime<Utc>| at.with_timezone(&desk.app.zone()).to_rfc3339();
    json!({
        "mode": clock.mode,
        "last": clock.last.map(|last| local(last.at)),
        "cadence": clock.meant.as_ref().map(|cadence| cadence.id),
        "due": clock.next.map(|due| local(due.at)),
    })
}

/// Every stored field, and beside it what follows from the book.
fn show(desk: &Desk<'_>, page: &PersonPage) -> Result<Said, CliError> {
    let mut answer = json!(page.person);
    answer["circle"] = json!(page.person.circle);
    answer["status"] = json!(page.person.status);
    answer["cadences_in_force"] = page.cadences.iter().map(|cadence| cadence_json(desk, cadence)).collect();
    answer["ladder"] = page.clocks.iter().map(|clock| clock_json(desk, clock)).collect();
    answer["check_ins"] = json!(page.summary.count);
    answer["history"] = page.history.iter().map(|check_in| check_in_json(desk, check_in)).collect();
    Ok(Said::new(answer, desk.words.person(page, &desk.app.settings(), &desk.app.local_now())))
}
