//! Gatherings out of calendars: a file that is read once, and one on this computer that is read again.

use askama::Template;
use kith_app::GatheringsRead;
use kith_core::CommunityId;

use super::{community_id, form, path};
use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
};

#[derive(Template)]
#[template(path = "community_import.html")]
struct ImportPage<'a> {
    frame: Frame<'a>,
    /// The community into which it is read; a new one if there is none.
    into: Option<String>,
    up: String,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "community_imported.html")]
struct Imported<'a> {
    frame: Frame<'a>,
    to: String,
    name: String,
    said: String,
    not_kept: Vec<String>,
}

/// The form for a file.
pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    show(ctx, into(ctx)?, None)
}

fn into(ctx: &Ctx<'_>) -> Result<Option<CommunityId>, Trouble> {
    match ctx.asked.field("into") {
        "" => Ok(None),
        id => community_id(id).map(Some),
    }
}

fn show(ctx: &Ctx<'_>, into: Option<CommunityId>, problem: Option<String>) -> Result<Answer, Trouble> {
    let title = match into {
        None => ctx.words.text("communities-import"),
        Some(id) => ctx.words.with("communities-import-into", &[("community", form::name(ctx, id)?.into())]),
    };
    let status =
        if problem.is_some() { http::StatusCode::UNPROCESSABLE_ENTITY } else { http::StatusCode::OK };
    let page = ImportPage {
        frame: ctx.frame_titled(title, Here::Communities),
        into: into.map(|id| id.to_string()),
        up: into.map_or("/communities".to_owned(), path),
        problem,
    };
    answer::with_status(status, &page)
}

/// Reads the file in the body.
pub(crate) fn import(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let into = into(ctx)?;
    let Some(file) = ctx.asked.take_files().into_iter().next() else {
        return show(ctx, into, Some(ctx.words.text("communities-no-file")));
    };
    let name = file.name.rsplit_once('.').map_or(file.name.as_str(), |(name, _)| name);
    let name = match name.trim() {
        "" => ctx.words.text("communities-unnamed"),
        name => name.to_owned(),
    };
    match ctx.app.import_gatherings(into, &name, &file.bytes) {
        Ok(read) => done(ctx, &read),
        Err(error) => show(ctx, into, Some(ctx.words.error(&error))),
    }
}

/// What came; told on a page of its own only where something of the file is not kept.
fn done(ctx: &Ctx<'_>, read: &GatheringsRead) -> Result<Answer, Trouble> {
    let said = ctx.words.gatherings_read(read);
    ctx.say_with_undo(said.clone());
    let id = read.community.id;
    if read.not_kept.is_empty() {
        return Ok(Answer::See(path(id)));
    }
    let page = Imported {
        frame: ctx.frame("communities-imported", Here::Elsewhere),
        to: path(id),
        name: read.community.name.clone(),
        said,
        not_kept: ctx.words.not_kept(&read.not_kept, read.more_not_kept),
    };
    answer::page(&page)
}

/// Reads a calendar on this computer from now on, or no longer.
pub(crate) fn subscribe(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = community_id(id)?;
    let path = match ctx.asked.field("path") {
        _ if ctx.asked.field("do") == "stop" => None,
        "" => return Err(Trouble::Field(ctx.words.text("communities-no-path"))),
        path => Some(path),
    };
    let read = ctx.app.subscribe(id, path)?;
    match path {
        None => {
            let args = [("community", read.community.name.as_str().into())];
            ctx.say_with_undo(ctx.words.with("communities-unsubscribed", &args));
            Ok(Answer::See(super::path(id)))
        }
        Some(_) => done(ctx, &read),
    }
}
