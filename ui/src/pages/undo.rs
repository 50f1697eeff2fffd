//! Taking back what was just done.

use kith_words::Telling;

use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
};

/// Takes back the act `seq`, or the latest where none is named. What was taken back can be done again at once.
pub(crate) fn undo(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let undone = ctx.app.undo(ctx.asked.parsed("seq"))?;
    let (act, names) = ctx.app.told_act(undone.seq)?;
    let (settings, now) = (ctx.app.settings(), ctx.app.local_now());
    let telling = Telling { names: &names, settings: &settings, now: &now };
    ctx.say(ctx.words.undone(&undone, &act, telling));
    Ok(ctx.back_or("/today"))
}
