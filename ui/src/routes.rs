//! The table of everything that can be asked: a method and a path on the left, what answers on the right.

use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
    pages::{check_in, draft, find, log, prompt, statics, today, undo},
    request::Method::{Get, Post},
};

pub(crate) fn route(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    match (ctx.asked.method, ctx.asked.segments().as_slice()) {
        (Get, ["style.css"]) => Ok(statics::STYLE),
        (Get, ["app.js"]) => Ok(statics::SCRIPT),
        (Get, ["icon.svg"]) => Ok(statics::ICON),

        (Get, []) => Ok(today::home(ctx)),
        (Get, ["today"]) => today::page(ctx),
        (Post, ["people", id, "call"]) => prompt::call(ctx, id),
        (Post, ["people", id, "message"]) => prompt::message(ctx, id),
        (Post, ["people", id, "not-reached"]) => prompt::not_reached(ctx, id),
        (Post, ["people", id, "snooze"]) => prompt::snooze(ctx, id),
        (Post, ["people", id, "skip"]) => prompt::skip(ctx, id),
        (Post, ["people", id, "resume"]) => prompt::resume_person(ctx, id),
        (Post, ["pause"]) => prompt::pause(ctx),
        (Post, ["resume"]) => prompt::resume(ctx),

        (Get, ["log"]) => log::page(ctx),
        (Get, ["log", "understood"]) => log::understood(ctx),
        (Post, ["check-ins"]) => log::log(ctx),
        (Get, ["check-ins", id]) => check_in::page(ctx, id),
        (Post, ["check-ins", id]) => check_in::edit(ctx, id),
        (Post, ["check-ins", id, "remove"]) => check_in::remove(ctx, id),

        (Get, ["find"]) => find::found(ctx),
        (Post, ["scheme"]) => find::scheme(ctx),
        (Post, ["undo"]) => undo::undo(ctx),
        (Post, ["drafts"]) => draft::keep(ctx),
        _ => Err(Trouble::NoPage),
    }
}
