//! What an import did: to be looked at, taken back, and gone on from.

use askama::Template;
use kith_app::ImportReport;

use super::{UnderWay, first, left_out};
use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::{person::edit::circles, problem::Opt},
};

#[derive(Template)]
#[template(path = "import_done.html")]
struct Done<'a> {
    frame: Frame<'a>,
    summary: String,
    /// Who waits to be sorted, in words.
    waiting: Option<String>,
    /// The act, as long as it can be taken back.
    undo: Option<u64>,
    /// Whether somebody may be in the book twice now.
    alike: bool,
    added: Vec<(String, String)>,
    more_added: Option<String>,
    left_out: Vec<String>,
    more_left_out: Option<String>,
    circles: Vec<Opt>,
}

pub(super) fn page(ctx: &Ctx<'_>, import: &UnderWay, report: &ImportReport) -> Result<Answer, Trouble> {
    let (added, more_added) = first(ctx, report.added.iter().collect(), 0);
    let (left_out, more_left_out) = left_out(ctx, import, report);
    let waiting = ctx.app.sorting().waiting;
    let latest = ctx.app.latest_undo().map(|undo| undo.seq);
    answer::page(&Done {
        frame: ctx.frame("ui-import-done-title", Here::People),
        summary: ctx.words.import(report),
        waiting: (waiting > 0).then(|| ctx.words.with("ui-import-sort", &[("count", waiting.into())])),
        undo: import.act.filter(|act| latest == Some(*act)),
        alike: report.beside_others() > 0,
        added: added.into_iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
        more_added,
        left_out,
        more_left_out,
        circles: circles(ctx, ""),
    })
}
