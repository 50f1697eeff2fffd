//! The table of everything that can be asked: a method and a path on the left, what answers on the right.

use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
    pages::{
        backups::{self, restore},
        cadence, check_in, draft, find, history, log, notices,
        people::{self, exchange},
        person::{self, edit},
        prompt,
        settings::{self, circles},
        statics, today, undo, welcome,
    },
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

        (Get, ["people"]) => people::page(ctx),
        (Post, ["people"]) => edit::add(ctx),
        (Get, ["people", "new"]) => edit::new(ctx),
        (Post, ["people", "circle"]) => people::set_circle(ctx),
        (Post, ["people", "cadence"]) => people::give_cadence(ctx),
        (Get, ["import"]) => exchange::page(ctx),
        (Post, ["import"]) => exchange::import(ctx),
        (Post, ["import", "circle"]) => exchange::into_circle(ctx),
        (Post, ["export"]) => exchange::export(ctx),

        (Get, ["people", id]) => person::page(ctx, id),
        (Get, ["people", id, "edit"]) => edit::page(ctx, id),
        (Post, ["people", id]) => edit::save(ctx, id),
        (Post, ["people", id, "pause"]) => person::pause(ctx, id),
        (Post, ["people", id, "open"]) => person::open_link(ctx, id),
        (Post, ["people", id, "remove"]) => person::remove(ctx, id),
        (Get, ["people", id, "cadences", "new"]) => cadence::new(ctx, id),
        (Post, ["people", id, "cadences"]) => cadence::add(ctx, id),
        (Get, ["people", id, "cadences", cadence]) => cadence::page(ctx, id, cadence),
        (Post, ["people", id, "cadences", cadence]) => cadence::edit(ctx, id, cadence),
        (Post, ["people", id, "cadences", cadence, "remove"]) => cadence::remove(ctx, id, cadence),
        (Get, ["cadences", "preview"]) => cadence::preview(ctx),

        (Get, ["history"]) => history::page(ctx),

        (Get, ["backups"]) => backups::page(ctx),
        (Post, ["backups"]) => backups::make(ctx),
        (Post, ["backups", "save"]) => backups::save(ctx),
        (Post, ["backups", "check"]) => backups::check(ctx),
        (Post, ["backups", "repair"]) => backups::repair(ctx),
        (Post, ["backups", "file"]) => restore::choose(ctx),
        (Post, ["backups", "file", "cancel"]) => restore::cancel(ctx),
        (Get, ["backups", name]) => restore::page(ctx, name),
        (Post, ["backups", name, "restore"]) => restore::restore(ctx, name),
        (Post, ["notices", "understood"]) => notices::understood(ctx),

        (Get, ["settings"]) => settings::page(ctx),
        (Post, ["settings", "prompts"]) => settings::prompts(ctx),
        (Post, ["settings", "quiet"]) => settings::quiet(ctx),
        (Post, ["settings", "notifications"]) => settings::notifications(ctx),
        (Post, ["settings", "test"]) => settings::test_notification(ctx),
        (Post, ["settings", "autostart"]) => settings::autostart(ctx),
        (Post, ["settings", "appearance"]) => settings::appearance(ctx),
        (Post, ["settings", "names"]) => circles::rename(ctx),
        (Post, ["settings", "circles", circle, "cadences"]) => circles::add_cadence(ctx, circle),
        (Post, ["settings", "circles", circle, "remove"]) => circles::remove_cadence(ctx, circle),

        (Get, ["welcome"]) => welcome::page(ctx),
        (Post, ["welcome"]) => welcome::begin(ctx),
        (Post, ["welcome", "skip"]) => welcome::skip(ctx),

        (Get, ["find"]) => find::found(ctx),
        (Post, ["scheme"]) => find::scheme(ctx),
        (Post, ["undo"]) => undo::undo(ctx),
        (Post, ["drafts"]) => draft::keep(ctx),
        _ => Err(Trouble::NoPage),
    }
}
