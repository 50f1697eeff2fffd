//! `kith communities`: groups, what they do next, and who was there.

use std::{fs, path::Path};

use chrono::{DateTime, Days, NaiveDate, Utc};
use kith_app::{AppError, CommunitiesView, CommunityPage, GatheringView, NewAttendance};
use kith_core::{CommunityId, PersonId, community::Answer};
use kith_exchange::gatherings;
use serde_json::{Value, json};

use crate::{
    CliError, Desk, Said,
    args::{Communities, CommunitiesCommand},
    log::{day, logged_json},
};

pub(crate) fn run(desk: &Desk<'_>, communities: &Communities) -> Result<Said, CliError> {
    // While Kith runs, its scheduler does that.
    desk.app.read_calendars();
    match communities.what.as_ref().unwrap_or(&CommunitiesCommand::List) {
        CommunitiesCommand::List => Ok(list(desk)),
        CommunitiesCommand::Show { community } => show(desk, desk.app.which_community(community)?),
        CommunitiesCommand::Going { community, at } => {
            let id = desk.app.which_community(community)?;
            let begins = coming(desk, id, at.as_deref())?;
            desk.app.answer_gathering(id, begins, Answer::Going)?;
            said(desk, "cli-communities-going", id, begins)
        }
        CommunitiesCommand::Not { community, at } => {
            let id = desk.app.which_community(community)?;
            let begins = coming(desk, id, at.as_deref())?;
            match desk.app.gathering(id, begins)?.ends.to_utc() <= desk.app.now() {
                true => {
                    desk.app.was_not_there(id, begins)?;
                    said(desk, "cli-communities-not-there", id, begins)
                }
                false => {
                    desk.app.answer_gathering(id, begins, Answer::NotThisTime)?;
                    said(desk, "cli-communities-not", id, begins)
                }
            }
        }
        CommunitiesCommand::Attended { community, with, at, minutes, note } => {
            let id = desk.app.which_community(community)?;
            let begins = begun(desk, id, at.as_deref())?;
            let there = whom(desk, with)?;
            let note = note.clone().unwrap_or_default();
            let new = NewAttendance { there, minutes: *minutes, note, felt: None };
            match desk.app.attended(id, begins, &new)? {
                Some(logged) => {
                    let text = desk.words.logged(&logged, &desk.app.local_now());
                    Ok(Said::new(logged_json(desk, &logged), text))
                }
                None => said(desk, "cli-communities-attended", id, begins),
            }
        }
        CommunitiesCommand::Import { file, into } => import(desk, file, into.as_deref()),
    }
}

fn list(desk: &Desk<'_>) -> Said {
    let CommunitiesView { to_answer, next, communities } = desk.app.communities();
    let now = desk.app.local_now();
    let mut lines = Vec::new();
    for (title, gatherings) in [("gathering-question", &to_answer), ("communities-next", &next)] {
        if !gatherings.is_empty() {
            lines.push(desk.words.text(title));
            lines.extend(gatherings.iter().map(|it| format!("  {}", desk.words.gathering(it, &now))));
        }
    }
    if !communities.is_empty() {
        lines.push(desk.words.text("communities-all"));
        lines.extend(communities.iter().map(|view| format!("  {}", view.community.name)));
    }
    let text = if lines.is_empty() { desk.words.text("cli-communities-none") } else { lines.join("\n") };
    let items = json!({
        "to_answer": to_answer.iter().map(gathering_json).collect::<Value>(),
        "next": next.iter().map(gathering_json).collect::<Value>(),
        "communities": communities
            .iter()
            .map(|view| json!({"id": view.community.id, "name": view.community.name}))
            .collect::<Value>(),
    });
    Said::new(items, text)
}

fn show(desk: &Desk<'_>, id: CommunityId) -> Result<Said, CliError> {
    let CommunityPage { view, next, past, read, .. } = desk.app.community(id)?;
    let (now, community) = (desk.app.local_now(), &view.community);
    let about = [&community.name, &community.role, &community.place];
    let about = about.into_iter().filter(|it| !it.is_empty()).cloned();
    let mut lines = vec![about.collect::<Vec<_>>().join(" · ")];
    lines.extend(Some(community.note.clone()).filter(|note| !note.is_empty()));
    let names = view.members.iter().map(|it| it.name.clone()).chain(community.others.iter().cloned());
    let names: Vec<String> = names.collect();
    if !names.is_empty() {
        let names = desk.words.list(names).into();
        lines.push(desk.words.with("cli-communities-members", &[("names", names)]));
    }
    lines.extend(community.series.iter().map(|series| desk.words.series(series, desk.app.zone())));
    lines.extend(view.trouble.map(|trouble| desk.words.subscription_trouble(trouble)));
    lines.extend(desk.words.not_kept(&read.not_kept, 0));
    for (title, gatherings) in [("communities-next", &next), ("cli-communities-past", &past)] {
        if !gatherings.is_empty() {
            lines.push(desk.words.text(title));
            lines.extend(gatherings.iter().map(|it| format!("  {}", desk.words.gathering(it, &now))));
        }
    }
    let mut json = json!(community);
    json["members"] = view.members.iter().map(|it| json!({"id": it.id, "name": it.name})).collect();
    json["next"] = next.iter().map(gathering_json).collect();
    json["past"] = past.iter().map(gathering_json).collect();
    json["trouble"] = json!(view.trouble.map(|trouble| desk.words.subscription_trouble(trouble)));
    Ok(Said::new(json, lines.join("\n")))
}

/// What is known of a gathering now, in the message `id`.
fn said(desk: &Desk<'_>, id: &str, community: CommunityId, begins: DateTime<Utc>) -> Result<Said, CliError> {
    let view = desk.app.gathering(community, begins)?;
    let line = desk.words.gathering_question(&view, &desk.app.local_now());
    let line = line.trim_end_matches('.');
    Ok(Said::new(gathering_json(&view), desk.words.with(id, &[("gathering", line.into())])))
}

fn gathering_json(view: &GatheringView) -> Value {
    json!({
        "community": view.community,
        "name": view.name,
        "title": view.gathering.title,
        "place": view.gathering.place,
        "begins": view.begins.to_rfc3339(),
        "ends": view.ends.to_rfc3339(),
        "zone": view.gathering.slot.zone,
        "answer": view.answer,
        "outcome": view.outcome,
        "to_answer": view.to_answer,
    })
}

/// The gathering of a day, or else the one that goes on or comes next.
fn coming(desk: &Desk<'_>, id: CommunityId, at: Option<&str>) -> Result<DateTime<Utc>, CliError> {
    let next = || desk.app.community(id).ok()?.next.first().map(|view| view.begins.to_utc());
    found(desk, id, at, next)
}

/// The gathering of a day, or else the one that goes on or was last.
fn begun(desk: &Desk<'_>, id: CommunityId, at: Option<&str>) -> Result<DateTime<Utc>, CliError> {
    let last = || {
        let page = desk.app.community(id).ok()?;
        page.view.community.last(desk.app.now()).map(|last| last.begins())
    };
    found(desk, id, at, last)
}

fn found(
    desk: &Desk<'_>,
    id: CommunityId,
    at: Option<&str>,
    otherwise: impl FnOnce() -> Option<DateTime<Utc>>,
) -> Result<DateTime<Utc>, CliError> {
    let begins = match at {
        None => otherwise(),
        Some(text) => {
            let day = which_day(desk, text)?;
            let page = desk.app.community(id)?;
            let (from, to) = (day.pred_opt().unwrap_or(day), day.succ_opt().unwrap_or(day));
            let around = |day: NaiveDate| kith_core::zoned::to_instant(day.into(), desk.app.zone());
            let to = to.succ_opt().unwrap_or(to);
            let mut all = page.view.community.between(around(from), around(to)).into_iter();
            all.find(|it| it.begins().with_timezone(&desk.app.zone()).date_naive() == day)
                .map(|it| it.begins())
        }
    };
    match begins {
        Some(begins) => Ok(begins),
        None => Err(CliError::NoGathering(desk.app.community(id)?.view.community.name)),
    }
}

/// A day, which may be ahead.
fn which_day(desk: &Desk<'_>, text: &str) -> Result<NaiveDate, CliError> {
    if let Ok(day) = text.parse() {
        return Ok(day);
    }
    let today = desk.app.local_now().date_naive();
    match text.trim().eq_ignore_ascii_case("tomorrow") {
        true => Ok(today.checked_add_days(Days::new(1)).unwrap_or(today)),
        false => Ok(day(desk, text)?.day),
    }
}

/// Names, each an argument of its own or several with commas.
fn whom(desk: &Desk<'_>, names: &[String]) -> Result<Vec<PersonId>, CliError> {
    let names = names.iter().flat_map(|names| names.split(',')).map(str::trim);
    let people = names.filter(|name| !name.is_empty()).map(|name| desk.app.whom(name));
    Ok(people.collect::<Result<_, _>>()?)
}

fn import(desk: &Desk<'_>, file: &Path, into: Option<&str>) -> Result<Said, CliError> {
    let into = into.map(|name| desk.app.which_community(name)).transpose()?;
    let path = desk.folder.join(file);
    let failed = |why| CliError::File { path: path.clone(), why };
    // What is too large is refused without being held in memory.
    let size = usize::try_from(fs::metadata(&path).map_err(failed)?.len()).unwrap_or(usize::MAX);
    if size > gatherings::FILE_LIMIT {
        return Err(AppError::Calendar(gatherings::CalendarError::TooLarge).into());
    }
    let bytes = fs::read(&path).map_err(failed)?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let read = desk.app.import_gatherings(into, &name, &bytes)?;
    let mut lines = vec![desk.words.gatherings_read(&read)];
    let not_kept = desk.words.not_kept(&read.not_kept, read.more_not_kept);
    if !not_kept.is_empty() {
        lines.push(desk.words.text("cli-communities-left-out"));
        lines.extend(not_kept.iter().map(|line| format!("  {line}")));
    }
    let json = json!({
        "community": {"id": read.community.id, "name": read.community.name},
        "added": read.added,
        "changed": read.changed,
        "not_kept": not_kept,
    });
    Ok(Said::new(json, lines.join("\n")))
}
