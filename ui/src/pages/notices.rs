//! What opening the book had to mend is above every page until somebody says to have read it.

use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
};

/// All that is told now was read.
pub(crate) fn understood(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    ctx.app.notices_read();
    Ok(ctx.back_or("/today"))
}
