//! Why contact beats likes, in Kith's own words, and what to do about it this week.

use askama::Template;

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
};

#[derive(Template)]
#[template(path = "learn.html")]
struct Learn<'a> {
    frame: Frame<'a>,
}

pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    answer::page(&Learn { frame: ctx.frame("learn-title", Here::Today) })
}
