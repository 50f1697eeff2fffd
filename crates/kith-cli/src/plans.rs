//! `kith plan`: calls and meetings to agree on, and what became of them.

use std::collections::{BTreeMap, BTreeSet};

use kith_app::{AppError, NewCheckIn, NewPlan, PlanPage, PlanView, PlansView, parse_moment};
use kith_core::{Mode, PersonId, Plan, PlanId, PlanState, PlanTime, zoned::to_local};
use serde_json::{Value, json};

use crate::{
    CliError, Desk, Said,
    args::{self, PlanCommand},
    files,
    log::{check_in_json, day, logged_json},
};

pub(crate) fn run(desk: &Desk<'_>, plan: &args::Plan) -> Result<Said, CliError> {
    let any = |_: &PlanView| true;
    match plan.what.as_ref().unwrap_or(&PlanCommand::List) {
        PlanCommand::List => Ok(list(desk)),
        PlanCommand::Add { people, mode, times, place, minutes, note } => {
            let people = whom(desk, people)?;
            let minutes = minutes.unwrap_or(NewPlan::usual_minutes(*mode));
            let times = settled(desk, times, &people, *mode, minutes)?;
            let (place, note) = (place.clone().unwrap_or_default(), note.clone().unwrap_or_default());
            let (times, state) = times;
            let new = NewPlan { people, mode: *mode, times, minutes, place, note, state };
            done(desk, "cli-plan-made", desk.app.make_plan(&new)?)
        }
        PlanCommand::Show { plan } => show(desk, desk.app.which_plan(plan, any)?),
        PlanCommand::Agree { plan, at, time } => {
            let id = desk.app.which_plan(plan, |view| view.plan.state == PlanState::Proposed)?;
            let time = which_time(desk, id, at.as_deref(), *time)?;
            done(desk, "cli-plan-agreed", desk.app.agree(id, time)?)
        }
        PlanCommand::Happened { plan, with, minutes, note } => {
            let id = desk.app.which_plan(plan, |view| view.to_answer)?;
            let planned = desk.app.as_planned(id)?;
            let people = if with.is_empty() { planned.people } else { whom(desk, with)? };
            let minutes = minutes.or(planned.minutes);
            let note = note.clone().unwrap_or(planned.note);
            let logged = desk.app.it_happened(id, &NewCheckIn { people, minutes, note, ..planned })?;
            let text = desk.words.logged(&logged, &desk.app.local_now());
            Ok(Said::new(logged_json(desk, &logged), text))
        }
        PlanCommand::Move { plan, times } => {
            let id = desk.app.which_plan(plan, |view| view.to_answer)?;
            let before = desk.app.plan(id)?.view.plan;
            let (times, state) = settled(desk, times, &before.people, before.mode, before.minutes)?;
            done(desk, "cli-plan-moved", desk.app.move_plan(id, times, state)?)
        }
        PlanCommand::Drop { plan } => {
            let dropped = desk.app.drop_plan(desk.app.which_plan(plan, any)?)?;
            done(desk, "cli-plan-dropped", dropped)
        }
        PlanCommand::Invite { plan } => {
            let invitation = desk.app.invitation(desk.app.which_plan(plan, any)?)?;
            let text = desk.words.invitation(&invitation);
            let to = invitation.plan.people.iter();
            let to: Value = to.map(|to| json!({"id": to.id, "name": to.name, "email": to.email})).collect();
            Ok(Said::new(json!({"subject": text.subject, "body": text.body, "to": to}), text.body))
        }
        PlanCommand::Ics { plan, file } => {
            let calendar = desk.app.plan_file(desk.app.which_plan(plan, any)?, desk.words)?;
            files::give(desk, file.as_deref(), calendar)
        }
    }
}

fn list(desk: &Desk<'_>) -> Said {
    let PlansView { to_answer, this_week, later, waiting, ideas, resting, past, .. } = desk.app.plans();
    let lists = [
        ("to_answer", "plans-to-answer", to_answer),
        ("this_week", "plans-this-week", this_week),
        ("later", "plans-later", later),
        ("waiting", "plans-waiting", waiting),
        ("ideas", "plans-ideas", ideas),
        ("resting", "plans-resting", resting),
        ("past", "plans-past", past),
    ];
    let now = desk.app.local_now();
    let open = lists.iter().filter(|(name, ..)| *name != "past").flat_map(|(.., plans)| plans);
    let told_apart = told_apart(open);
    let line = |view: &PlanView| {
        let line = desk.words.plan(view, &now);
        let by_name = view.people.iter().any(|person| told_apart.contains(&person.id));
        match by_name || !view.plan.state.is_open() {
            true => format!("  {line}"),
            false => format!("  {line} [{}]", view.plan.id),
        }
    };
    let (mut lines, mut items) = (Vec::new(), json!({}));
    for (name, title, plans) in &lists {
        if !plans.is_empty() {
            lines.push(desk.words.text(title));
            lines.extend(plans.iter().map(line));
        }
        items[*name] = plans.iter().map(plan_json).collect();
    }
    let text = if lines.is_empty() { desk.words.text("cli-plans-none") } else { lines.join("\n") };
    Said::new(items, text)
}

/// Whoever is in one open plan only, and so names it.
fn told_apart<'v>(open: impl Iterator<Item = &'v PlanView>) -> BTreeSet<PersonId> {
    let mut times: BTreeMap<PersonId, usize> = BTreeMap::new();
    open.flat_map(|view| &view.people).for_each(|person| *times.entry(person.id).or_default() += 1);
    times.into_iter().filter(|(_, times)| *times == 1).map(|(id, _)| id).collect()
}

fn show(desk: &Desk<'_>, id: PlanId) -> Result<Said, CliError> {
    let PlanPage { view, moved_from, check_in } = desk.app.plan(id)?;
    let mut lines = vec![desk.words.plan(&view, &desk.app.local_now())];
    lines.extend(Some(view.plan.note.clone()).filter(|note| !note.is_empty()));
    let mut json = plan_json(&view);
    json["moved_from"] = json!(moved_from);
    json["check_in"] = check_in.map_or(Value::Null, |check_in| check_in_json(desk, &check_in));
    Ok(Said::new(json, lines.join("\n")))
}

/// What became of a plan, in the message `id`.
fn done(desk: &Desk<'_>, id: &str, plan: Plan) -> Result<Said, CliError> {
    let view = desk.app.plan(plan.id)?.view;
    let line = desk.words.plan(&view, &desk.app.local_now());
    Ok(Said::new(plan_json(&view), desk.words.with(id, &[("plan", line.into())])))
}

/// Every stored field, with the people named and the times as instants here.
fn plan_json(view: &PlanView) -> Value {
    let mut json = json!(view.plan);
    json["people"] = view.people.iter().map(|person| json!({"id": person.id, "name": person.name})).collect();
    let times = view.plan.times.iter().zip(&view.here);
    json["times"] = times
        .map(|(time, here)| json!({"at": here.to_rfc3339(), "local": time.local, "zone": time.zone}))
        .collect();
    json["to_answer"] = json!(view.to_answer);
    json
}

/// Names, each an argument of its own or several with commas.
fn whom(desk: &Desk<'_>, names: &[String]) -> Result<Vec<PersonId>, CliError> {
    let names = names.iter().flat_map(|names| names.split(',')).map(str::trim);
    let people = names.filter(|name| !name.is_empty()).map(|name| desk.app.whom(name));
    Ok(people.collect::<Result<_, _>>()?)
}

/// The times that are meant, and where a plan with them stands.
fn settled(
    desk: &Desk<'_>,
    times: &args::NewTimes,
    people: &[PersonId],
    mode: Mode,
    minutes: u32,
) -> Result<(Vec<PlanTime>, PlanState), CliError> {
    let found = match times.propose {
        Some(count) => {
            let mut found = desk.app.propose_times(people, mode, minutes)?;
            found.truncate(count.into());
            if found.is_empty() {
                return Err(CliError::NoTimes);
            }
            found
        }
        None => times.at.iter().map(|text| time(desk, text)).collect::<Result<_, _>>()?,
    };
    let state = match found.is_empty() {
        _ if times.agreed => PlanState::Agreed,
        true => PlanState::Idea,
        false => PlanState::Proposed,
    };
    Ok((found, state))
}

/// The time that is agreed on: the one that was said, or the only one there is.
fn which_time(
    desk: &Desk<'_>,
    id: PlanId,
    at: Option<&str>,
    number: Option<usize>,
) -> Result<PlanTime, CliError> {
    if let Some(text) = at {
        return time(desk, text);
    }
    let times = desk.app.plan(id)?.view.plan.times;
    let number = number.or_else(|| (times.len() == 1).then_some(1));
    let time = number.and_then(|number| times.get(number.checked_sub(1)?));
    time.copied().ok_or(CliError::WhichTime(times.len()))
}

/// A wall time, in the zone it names or in the one in force.
fn time(desk: &Desk<'_>, text: &str) -> Result<PlanTime, CliError> {
    let here = desk.app.zone();
    match parse_moment(text, here) {
        Ok(moment) => Ok(PlanTime { local: to_local(moment.now, moment.zone), zone: moment.zone }),
        Err(error) if text.contains('[') => Err(error.into()),
        Err(_) => {
            let when = day(desk, text)?;
            let time = when.time.ok_or_else(|| AppError::BadWhen(text.to_owned()))?;
            Ok(PlanTime { local: when.day.and_time(time), zone: here })
        }
    }
}
