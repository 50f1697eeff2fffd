//! The book of made-up people: begun from the welcome, and thrown away by one click on any page.

use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
    pages::today,
};

pub(crate) fn begin(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    ctx.app.begin_sample()?;
    Ok(Answer::See("/today".to_owned()))
}

pub(crate) fn throw_away(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    ctx.app.throw_sample_away()?;
    ctx.say(ctx.words.text("ui-sample-gone"));
    Ok(today::home(ctx))
}
