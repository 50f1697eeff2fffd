//! One check-in, to be corrected or taken out.

use askama::Template;
use kith_app::{AppError, Day, NewCheckIn, error::Kind};
use kith_core::{CheckIn, CheckInId, PersonId, zoned::to_local};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::{
        contact::{self, Choice, Fields},
        log::logged,
    },
};

#[derive(Template)]
#[template(path = "check_in.html")]
struct CheckInPage<'a> {
    frame: Frame<'a>,
    id: String,
    names: String,
    /// As the field has it: `2026-11-20T17:00`.
    when: String,
    minutes: String,
    note: String,
    modes: Vec<Choice>,
    started: Vec<Choice>,
    felts: Vec<Choice>,
}

pub(crate) fn page(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let check_in = ctx.app.check_in(parsed(id)?)?;
    let title = logged(ctx, &check_in).title;
    let names: Vec<String> = check_in.people.iter().map(|id| ctx.app.name(*id)).collect();
    answer::page(&CheckInPage {
        frame: ctx.frame_titled(title, Here::Log),
        id: check_in.id.to_string(),
        names: names.join(", "),
        when: when(ctx, &check_in),
        minutes: check_in.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
        modes: contact::modes(ctx, Some(check_in.mode)),
        started: contact::started(ctx, check_in.started_by),
        felts: contact::felts(ctx, check_in.felt),
        note: check_in.note,
    })
}

/// Stores the check-in as it is in the form. What was not touched stays to the second.
pub(crate) fn edit(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let before = ctx.app.check_in(parsed(id)?)?;
    let Fields { when: typed, minutes, started_by, felt, note, .. } = Fields::of(ctx)?;
    let untouched = ctx.asked.field("when") == when(ctx, &before);
    let local = to_local(before.at, ctx.app.zone());
    let same = Day { day: before.day, time: (local.date() == before.day).then(|| local.time()) };
    let after = NewCheckIn {
        people: people(ctx, &before)?,
        mode: ctx.asked.parsed("mode").unwrap_or(before.mode),
        when: if untouched { Some(same) } else { typed.or(Some(same)) },
        minutes,
        started_by,
        note,
        felt,
        promise: None,
    };
    ctx.app.edit_check_in(before.id, &after)?;
    ctx.say_with_undo(ctx.words.text("ui-check-in-changed"));
    Ok(ctx.back_or("/log"))
}

pub(crate) fn remove(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let removed = ctx.app.remove_check_in(parsed(id)?)?;
    let what = logged(ctx, &removed).title;
    ctx.say_with_undo(ctx.words.with("ui-check-in-removed", &[("what", what.into())]));
    Ok(ctx.back_or("/log"))
}

fn parsed(id: &str) -> Result<CheckInId, Trouble> {
    id.parse().map_err(|_| Trouble::App(AppError::Gone(Kind::CheckIn)))
}

/// Whom the names mean: those who were there already, when they are called so; else whoever in the book is.
fn people(ctx: &Ctx<'_>, before: &CheckIn) -> Result<Vec<PersonId>, Trouble> {
    let mut known: Vec<(PersonId, String)> =
        before.people.iter().map(|id| (*id, ctx.app.name(*id))).collect();
    let mut people = Vec::new();
    // A name may hold a comma itself.
    let all = known.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ");
    if ctx.asked.field("names") == all {
        return Ok(before.people.clone());
    }
    for name in contact::names(ctx.asked.field("names")) {
        let place = known.iter().position(|(_, known)| known == name);
        people.push(match place {
            Some(place) => known.remove(place).0,
            None => ctx.app.whom(name)?,
        });
    }
    Ok(people)
}

fn when(ctx: &Ctx<'_>, check_in: &CheckIn) -> String {
    let local = to_local(check_in.at, ctx.app.zone());
    match local.date() == check_in.day {
        true => local.format("%Y-%m-%dT%H:%M").to_string(),
        false => check_in.day.to_string(),
    }
}
