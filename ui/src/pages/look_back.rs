//! Looking back at a week: five lines, to be copied.

use askama::Template;
use chrono::NaiveDate;

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
};

#[derive(Template)]
#[template(path = "look_back.html")]
struct LookBackPage<'a> {
    frame: Frame<'a>,
    week: String,
    lines: [String; 5],
    text: String,
    earlier: NaiveDate,
    later: Option<NaiveDate>,
    /// Whether it is said on Sunday evening.
    announced: bool,
}

pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let view = ctx.app.look_back(ctx.asked.parsed("week"))?;
    let lines = ctx.words.look_back(&view, &ctx.app.local_now());
    answer::page(&LookBackPage {
        frame: ctx.frame("look-back-title", Here::Insights),
        week: ctx.words.look_back_title(&view),
        text: lines.join("\n"),
        lines,
        earlier: view.earlier,
        later: view.later,
        announced: ctx.app.settings().look_back,
    })
}
