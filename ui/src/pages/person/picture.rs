//! The picture of a person: shown, put in and taken away.

use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
};

/// The picture itself. No page of the browser's own keeps it: it is not to be stored (`door::guarded`).
pub(crate) fn show(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    ctx.app.photo(ctx.person_id(id)?)?.map(Answer::Jpeg).ok_or(Trouble::NoPage)
}

/// Gives somebody the picture in the body.
pub(crate) fn set(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let Some(file) = ctx.asked.take_files().into_iter().next() else {
        return Err(Trouble::Field(ctx.words.text("ui-photo-no-file")));
    };
    match ctx.app.set_photo(id, Some(&file.bytes))? {
        true => ctx.say_with_undo(ctx.words.with("ui-photo-set", &[("name", ctx.app.name(id).into())])),
        false => ctx.say(ctx.words.text("ui-nothing-changed")),
    }
    Ok(Answer::See(format!("/people/{id}")))
}

/// Takes the picture away.
pub(crate) fn remove(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    match ctx.app.set_photo(id, None)? {
        true => ctx.say_with_undo(ctx.words.with("ui-photo-removed", &[("name", ctx.app.name(id).into())])),
        false => ctx.say(ctx.words.text("ui-nothing-changed")),
    }
    Ok(Answer::See(format!("/people/{id}")))
}
