//! What is said of one gathering: going or not, and who was there.

use askama::Template;
use http::StatusCode;
use kith_app::{AppError, GatheringView, NewAttendance};
use kith_core::{PersonId, community::Answer as Said};

use super::{community_id, path, stamped};
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
#[template(path = "community_there.html")]
struct There<'a> {
    frame: Frame<'a>,
    id: String,
    at: String,
    back: String,
    question: String,
    /// Who can be ticked: the id, the name, and whether they are.
    members: Vec<(String, String, bool)>,
    minutes: String,
    note: String,
    draft: String,
    felts: Vec<Choice>,
    problem: Option<Problem>,
}

/// The form for who was there.
pub(crate) fn page(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let view = ctx.app.gathering(community_id(id)?, stamped(ctx)?)?;
    show(ctx, &view, None)
}

fn show(ctx: &Ctx<'_>, view: &GatheringView, problem: Option<Problem>) -> Result<Answer, Trouble> {
    let ticked = ticked(ctx);
    let minutes = view.gathering.minutes.to_string();
    let page = There {
        frame: ctx.frame("communities-there", Here::Communities),
        id: view.community.to_string(),
        at: super::stamp(view.begins.to_utc()),
        back: ctx.asked.field("back").to_owned(),
        question: ctx.words.gathering_question(view, &ctx.app.local_now()),
        members: view
            .members
            .iter()
            .map(|member| (member.id.to_string(), member.name.clone(), ticked.contains(&member.id)))
            .collect(),
        minutes: ctx.asked.given("minutes").map_or(minutes, str::to_owned),
        note: match ctx.asked.given("note") {
            Some(typed) => typed.to_owned(),
            None => ctx.draft(&draft(view))?,
        },
        draft: draft(view),
        felts: contact::felts(ctx, None),
        problem,
    };
    let status = if page.problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    answer::with_status(status, &page)
}

/// What is typed of each gathering is kept by itself.
fn draft(view: &GatheringView) -> String {
    format!("gathering-{}", super::id(view))
}

fn ticked(ctx: &Ctx<'_>) -> Vec<PersonId> {
    ctx.asked.all("there").filter_map(|id| id.parse().ok()).collect()
}

/// The user was there, with those who are ticked.
pub(crate) fn attended(ctx: &Ctx<'_>, segment: &str) -> Result<Answer, Trouble> {
    let (id, begins) = (community_id(segment)?, stamped(ctx)?);
    let view = ctx.app.gathering(id, begins)?;
    let Fields { minutes, felt, note, .. } = match Fields::of(ctx) {
        Err(Trouble::App(error @ AppError::OutOfRange("minutes"))) => {
            return show(ctx, &view, Some(Problem { field: "minutes", sentence: ctx.words.error(&error) }));
        }
        fields => fields?,
    };
    let there = ticked(ctx);
    let logged =
        match ctx.app.attended(id, begins, &NewAttendance { there: there.clone(), minutes, note, felt }) {
            Err(error @ AppError::OutOfRange("minutes")) => {
                return show(
                    ctx,
                    &view,
                    Some(Problem { field: "minutes", sentence: ctx.words.error(&error) }),
                );
            }
            Err(error @ AppError::NobodyTicked) => {
                return show(ctx, &view, Some(Problem { field: "note", sentence: ctx.words.error(&error) }));
            }
            logged => logged?,
        };
    ctx.app.set_draft(&draft(&view), "")?;
    match logged {
        Some(logged) => {
            reaching::end(ctx.app, &there)?;
            ctx.say_with_undo(ctx.words.logged(&logged, &ctx.app.local_now()));
        }
        None => {
            let args = [("community", view.name.as_str().into())];
            ctx.say_with_undo(ctx.words.with("communities-was-there", &args));
        }
    }
    Ok(ctx.back_or(&path(id)))
}

/// The user was not there, which is no failure.
pub(crate) fn not_there(ctx: &Ctx<'_>, segment: &str) -> Result<Answer, Trouble> {
    let (id, begins) = (community_id(segment)?, stamped(ctx)?);
    ctx.app.was_not_there(id, begins)?;
    ctx.say_with_undo(ctx.words.text("communities-was-not-there"));
    Ok(ctx.back_or(&path(id)))
}

/// "Going", or "not this time".
pub(crate) fn say(ctx: &Ctx<'_>, segment: &str) -> Result<Answer, Trouble> {
    let (id, begins) = (community_id(segment)?, stamped(ctx)?);
    let (answer, said) = match ctx.asked.field("answer") {
        "going" => (Said::Going, "communities-said-going"),
        _ => (Said::NotThisTime, "communities-said-not"),
    };
    ctx.app.answer_gathering(id, begins, answer)?;
    let view = ctx.app.gathering(id, begins)?;
    let when = ctx.words.gathering_when(&view, &ctx.app.local_now());
    let args = [("what", ctx.words.gathering_what(&view).into()), ("when", when.into())];
    ctx.say_with_undo(ctx.words.with(said, &args));
    Ok(ctx.back_or(&path(id)))
}

/// It does not take place.
pub(crate) fn cancel(ctx: &Ctx<'_>, segment: &str) -> Result<Answer, Trouble> {
    let (id, begins) = (community_id(segment)?, stamped(ctx)?);
    let view = ctx.app.gathering(id, begins)?;
    ctx.app.cancel_gathering(id, begins)?;
    let when = ctx.words.gathering_when(&view, &ctx.app.local_now());
    let args = [("what", ctx.words.gathering_what(&view).into()), ("when", when.into())];
    ctx.say_with_undo(ctx.words.with("communities-cancelled", &args));
    Ok(ctx.back_or(&path(id)))
}
