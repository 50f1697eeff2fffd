//! Bringing people in from a vCard file, with a report of what came and what did not; and taking everybody out.

use askama::Template;
use kith_app::{Form, ImportReport, Version};
use kith_core::Circle;

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::{person::edit::circles, problem::Opt},
};

/// So many of the new people are named.
const NAMED: usize = 100;

#[derive(Template)]
#[template(path = "people_import.html")]
struct ImportPage<'a> {
    frame: Frame<'a>,
    report: Option<Report>,
    circles: Vec<Opt>,
}

/// What the last import did.
struct Report {
    summary: String,
    added: Vec<(String, String)>,
    /// How many more were added than are named, in words.
    more: Option<String>,
    left_out: Vec<String>,
}

pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let report = ctx.ui.imported().as_ref().map(|report| shown(ctx, report));
    answer::page(&ImportPage {
        frame: ctx.frame("ui-import-title", Here::People),
        report,
        circles: circles(ctx, ""),
    })
}

/// Reads the file in the body.
pub(crate) fn import(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    if ctx.asked.body.is_empty() {
        return Err(Trouble::Field(ctx.words.text("ui-import-no-file")));
    }
    let report = ctx.app.import_file(&ctx.asked.body)?;
    let said = ctx.words.with("ui-import-done", &[("count", report.added.len().into())]);
    match report.added.is_empty() {
        true => ctx.say(said),
        false => ctx.say_with_undo(said),
    }
    *ctx.ui.imported() = Some(report);
    Ok(Answer::See("/import".to_owned()))
}

/// Puts everybody of the last import into a circle.
pub(crate) fn into_circle(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let ids: Vec<_> = ctx.ui.imported().iter().flat_map(|report| &report.added).map(|(id, _)| *id).collect();
    // Some may have been removed since.
    let there: Vec<_> = ids.into_iter().filter(|id| !ctx.app.name(*id).is_empty()).collect();
    let circle: Option<Circle> = ctx.asked.parsed("circle");
    let moved = ctx.app.set_circle(&there, circle)?;
    match (moved, circle) {
        (0, _) => ctx.say(ctx.words.text("ui-nothing-changed")),
        (_, None) => ctx.say_with_undo(ctx.words.with("ui-people-moved-out", &[("count", moved.into())])),
        (_, Some(circle)) => {
            let circle = ctx.words.circle(circle, &ctx.app.settings());
            let args = [("count", moved.into()), ("circle", circle.into())];
            ctx.say_with_undo(ctx.words.with("ui-people-moved", &args));
        }
    }
    Ok(Answer::See("/people".to_owned()))
}

/// Saves everybody as vCards, wherever the user says.
pub(crate) fn export(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let cards = ctx.app.export_people(Form::Vcard(Version::V4), None)?;
    let saved = ctx.ui.host.save("kith.vcf", cards.as_bytes())?;
    if let Some(path) = saved {
        let path = path.display().to_string();
        ctx.say(ctx.words.with("ui-exported", &[("path", path.into())]));
    }
    Ok(ctx.back_or("/people"))
}

fn shown(ctx: &Ctx<'_>, report: &ImportReport) -> Report {
    let there = |(id, name): &(kith_core::PersonId, String)| (id.to_string(), name.clone());
    Report {
        summary: ctx.words.import(report),
        added: report.added.iter().take(NAMED).map(there).collect(),
        more: report
            .added
            .len()
            .checked_sub(NAMED)
            .filter(|more| *more > 0)
            .map(|more| ctx.words.with("ui-import-more", &[("count", more.into())])),
        left_out: report.left_out.iter().map(|(_, left)| ctx.words.left_out(left, None)).collect(),
    }
}
