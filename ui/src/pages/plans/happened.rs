//! It happened: who was there, how long, and what stays of it. It is logged as any contact is.

use askama::Template;
use kith_app::NewCheckIn;
use kith_core::{PersonId, PlanId};

use super::plan_id;
use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::{
        contact::{self, Choice, Fields},
        problem::Problem,
    },
    reaching,
};

#[derive(Template)]
#[template(path = "plan_happened.html")]
struct HappenedPage<'a> {
    frame: Frame<'a>,
    id: String,
    back: String,
    what: String,
    /// Who was to be there: the id, the name, and whether they are ticked.
    people: Vec<(String, String, bool)>,
    modes: Vec<Choice>,
    minutes: String,
    note: String,
    promise: String,
    draft: String,
    felts: Vec<Choice>,
    started: Vec<Choice>,
    problem: Option<Problem>,
}

pub(crate) fn page(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    show(ctx, id, None)
}

fn show(ctx: &Ctx<'_>, segment: &str, problem: Option<Problem>) -> Result<Answer, Trouble> {
    let id = plan_id(segment)?;
    let view = ctx.app.plan(id)?.view;
    let planned = ctx.app.as_planned(id)?;
    // What was ticked, when it comes back with something wrong.
    let sent = problem.is_some();
    let there: Vec<PersonId> = there(ctx);
    let person = |id: &PersonId| (id.to_string(), ctx.app.name(*id), !sent || there.contains(id));
    let draft = draft_key(id);
    let status = match sent {
        true => http::StatusCode::UNPROCESSABLE_ENTITY,
        false => http::StatusCode::OK,
    };
    let page = HappenedPage {
        frame: ctx.frame("plans-happened", Here::Plans),
        id: id.to_string(),
        back: ctx.asked.field("back").to_owned(),
        what: ctx.words.plan_question(&view, &ctx.app.local_now()),
        people: planned.people.iter().map(person).filter(|(_, name, _)| !name.is_empty()).collect(),
        modes: contact::modes(ctx, ctx.asked.parsed("mode").or(Some(planned.mode))),
        minutes: match ctx.asked.given("minutes") {
            Some(typed) => typed.to_owned(),
            None => planned.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
        },
        note: match ctx.asked.given("note") {
            Some(typed) => typed.to_owned(),
            None => ctx.draft(&draft)?,
        },
        promise: match ctx.asked.given("promise") {
            Some(typed) => typed.to_owned(),
            None => ctx.draft(&format!("{draft}-promise"))?,
        },
        draft,
        felts: contact::felts(ctx, None),
        started: contact::started(ctx, None),
        problem,
    };
    answer::with_status(status, &page)
}

/// What is typed of each plan is kept by itself.
fn draft_key(id: PlanId) -> String {
    format!("plan-{id}")
}

fn there(ctx: &Ctx<'_>) -> Vec<PersonId> {
    ctx.asked.all("there").filter_map(|id| id.parse().ok()).collect()
}

/// Logs it, with everybody who was there.
pub(crate) fn log(ctx: &Ctx<'_>, segment: &str) -> Result<Answer, Trouble> {
    let id = plan_id(segment)?;
    let planned = ctx.app.as_planned(id)?;
    let people = there(ctx);
    if people.is_empty() {
        return show(ctx, segment, Some(Problem::at(ctx, "there", "plans-nobody-there")));
    }
    let Fields { when, minutes, started_by, felt, note, promise } = Fields::of(ctx)?;
    let contact = NewCheckIn {
        people,
        mode: ctx.asked.parsed("mode").unwrap_or(planned.mode),
        when: when.or(planned.when),
        minutes,
        started_by,
        note,
        felt,
        promise,
    };
    let logged = ctx.app.it_happened(id, &contact)?;
    let draft = draft_key(id);
    ctx.app.set_draft(&draft, "")?;
    ctx.app.set_draft(&format!("{draft}-promise"), "")?;
    reaching::end(ctx.app, &contact.people)?;
    ctx.say_with_undo(ctx.words.logged(&logged, &ctx.app.local_now()));
    Ok(ctx.back_or(&format!("/plans/{id}")))
}
