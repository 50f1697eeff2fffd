//! Drafts: what is typed and not yet sent, kept in the book's folder so that closing the window loses nothing.

use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
};

/// Longer texts are not kept as drafts, in bytes.
const LONGEST: usize = 100_000;

pub(crate) fn keep(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let text = ctx.asked.given("text").unwrap_or_default();
    if text.len() <= LONGEST && ctx.asked.field("key").len() <= 100 {
        ctx.app.set_draft(ctx.asked.field("key"), text)?;
    }
    Ok(Answer::Done)
}
