//! Taking back what was just done.

use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
};

/// Takes back the act `seq`, or the latest where none is named.
pub(crate) fn undo(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    ctx.app.undo(ctx.asked.parsed("seq"))?;
    ctx.say(ctx.words.text("ui-undone"));
    Ok(ctx.back_or("/today"))
}
