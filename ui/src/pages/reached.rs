//! Reaching somebody from here, and after that whether they were reached: logged with one click, asked again tomorrow, or
//! nothing more said of it.

use kith_app::NewCheckIn;
use kith_core::{Mode, Person, PersonId, StartedBy};

use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
    link::Refused,
    reaching,
    ways::{self, Reach},
};

/// A way in a menu.
pub(crate) struct WayShown {
    pub key: String,
    pub label: String,
}

/// Whether this runs on one of Apple's computers, which open links that others do not.
const MAC: bool = cfg!(target_os = "macos");

/// The ways to reach somebody, to choose from: none when a button does already what there is. `calls`: whether those with
/// a voice are among them.
pub(crate) fn shown(ctx: &Ctx<'_>, person: &Person, calls: bool) -> Vec<WayShown> {
    let offered = |reach: &Reach| calls || reach.way.mode() == Mode::Message;
    let ways: Vec<Reach> = ways::ways(person, MAC).into_iter().filter(offered).collect();
    let messages = ways.iter().filter(|reach| reach.way.mode() == Mode::Message).count();
    if messages < 2 && ways.len() - messages < 2 {
        return Vec::new();
    }
    let label = |reach: &Reach| {
        ctx.words.with(&format!("reach-way-{}", reach.way.name()), &[("to", reach.to.as_str().into())])
    };
    ways.iter().map(|reach| WayShown { key: reach.key(), label: label(reach) }).collect()
}

/// Opens one of the ways to reach somebody, and remembers to ask whether it came about.
pub(crate) fn reach(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let person = ctx.app.known(id)?;
    let wanted = ctx.asked.field("way");
    let ways = ways::ways(&person, MAC);
    let reach = ways.iter().find(|reach| reach.key() == wanted).ok_or(Refused)?;
    ctx.open(&reach.link)?;
    reaching::begin(ctx.app, id, reach.way.mode())?;
    Ok(ctx.back_or(&format!("/people/{id}")))
}

/// They were reached: logs it, with the minutes that the form has, or else those since it was begun.
pub(crate) fn reached(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let begun = reaching::with(ctx.app, id)?;
    let minutes = match ctx.asked.field("minutes") {
        "" => begun.and_then(|begun| begun.minutes(ctx.app.now())),
        typed => Some(typed.parse().map_err(|_| kith_app::AppError::OutOfRange("minutes"))?),
    };
    let new = NewCheckIn {
        people: vec![id],
        mode: begun.map(|begun| begun.mode).or(ctx.asked.parsed("mode")).unwrap_or(Mode::Voice),
        when: None,
        minutes,
        started_by: Some(StartedBy::Me),
        note: String::new(),
        felt: None,
        promise: None,
    };
    let logged = ctx.app.log(&new)?;
    reaching::end(ctx.app, &[id])?;
    ctx.say_logged(&logged);
    Ok(ctx.back_or("/today"))
}

/// Nobody answered: asks again tomorrow.
pub(crate) fn no_answer(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id: PersonId = ctx.person_id(id)?;
    let name = ("name", ctx.app.name(id).into());
    match ctx.app.no_answer(id)? {
        Some(until) => {
            reaching::end(ctx.app, &[id])?;
            let until = ctx.words.moment(&until.with_timezone(&ctx.app.zone()), &ctx.app.local_now());
            ctx.say_with_undo(ctx.words.with("ui-snoozed", &[name, ("until", until.into())]));
        }
        None => {
            reaching::try_again(ctx.app, id)?;
            ctx.say(ctx.words.with("reached-later", &[name]));
        }
    }
    Ok(ctx.back_or("/today"))
}

/// No more is asked about it.
pub(crate) fn not_now(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    reaching::end(ctx.app, &[ctx.person_id(id)?])?;
    Ok(ctx.back_or("/today"))
}

/// No call is suggested any more after many messages with somebody.
pub(crate) fn no_step_up(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let person = ctx.app.edit_person(id, |person| person.no_step_up = true)?;
    ctx.say_with_undo(ctx.words.with("ladder-step-up-off", &[("name", person.name.into())]));
    Ok(ctx.back_or(&format!("/people/{id}")))
}
