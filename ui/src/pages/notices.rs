//! What opening the book had to mend is above every page until somebody says to have read it, for as long as Kith runs.

use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
};

/// All that is told now was read.
pub(crate) fn understood(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let unread = ctx.unread();
    ctx.ui.memory().read.extend(unread);
    Ok(ctx.back_or("/today"))
}
