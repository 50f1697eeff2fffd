//! While the book is locked: one page, whatever was asked for. It knows nothing of anybody.

use askama::Template;
use http::StatusCode;
use kith_app::lock::By;

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    door,
    frame::{Frame, Here},
    pages::{
        import,
        lock::{about, typed},
        problem::Problem,
        statics,
    },
    request::Method::{Get, Post},
};

#[derive(Template)]
#[template(path = "unlock.html")]
struct UnlockPage<'a> {
    frame: Frame<'a>,
    /// Whether the recovery phrase is asked for instead of the passphrase.
    forgotten: bool,
    problem: Option<Problem>,
}

/// Answers everything that is asked while the book is locked.
pub(crate) fn answer(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    match (ctx.asked.method, ctx.asked.segments().as_slice()) {
        (Get, ["style.css"]) => Ok(statics::STYLE),
        (Get, ["app.js"]) => Ok(statics::SCRIPT),
        (Get, ["icon.svg"]) => Ok(statics::ICON),
        (Get, ["unlock", "phrase"]) => show(ctx, StatusCode::OK, true, None),
        (Get, place) => {
            if is_page(place) && !ctx.asked.glance {
                ctx.ui.memory().wanted = Some(ctx.asked.target.clone());
            }
            show(ctx, StatusCode::OK, false, None)
        }
        (Post, ["unlock"]) => open(ctx),
        (Post, _) => show(ctx, StatusCode::LOCKED, false, None),
    }
}

/// Whether it is a page to come back to, and not a part of one or this page itself.
fn is_page(place: &[&str]) -> bool {
    !matches!(place, ["find"] | ["log", "understood"] | ["cadences", "preview"] | ["unlock", ..])
}

fn open(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let forgotten = ctx.asked.given("phrase").is_some();
    let field = if forgotten { "phrase" } else { "passphrase" };
    if door::checked(ctx.asked, ctx.ui.token.as_deref()).is_err() {
        let problem = Problem::at(ctx, field, "ui-trouble-stale");
        return show(ctx, StatusCode::FORBIDDEN, forgotten, Some(problem));
    }
    let by = match forgotten {
        true => By::Phrase(typed(ctx, field)),
        false => By::Passphrase(typed(ctx, field)),
    };
    match ctx.app.unlock(by) {
        Ok(()) if forgotten => {
            ctx.say(ctx.words.text("ui-unlock-choose-another"));
            ctx.ui.memory().wanted = None;
            Ok(Answer::See("/settings/lock".to_owned()))
        }
        Ok(()) => {
            let wanted = ctx.ui.memory().wanted.take();
            Ok(Answer::See(wanted.unwrap_or_else(|| "/today".to_owned())))
        }
        Err(error) => {
            let problem = about(ctx, field, error)?;
            show(ctx, StatusCode::UNPROCESSABLE_ENTITY, forgotten, Some(problem))
        }
    }
}

/// The page. What was to be said next, the import with its files, and a file that was chosen to restore with what opens
/// it, are forgotten: there are names in them.
fn show(
    ctx: &Ctx<'_>,
    status: StatusCode,
    forgotten: bool,
    problem: Option<Problem>,
) -> Result<Answer, Trouble> {
    ctx.ui.memory().flash = None;
    import::forget(ctx.ui);
    *ctx.ui.backups() = Default::default();
    let frame = ctx.frame("lock-title", Here::Elsewhere);
    answer::with_status(status, &UnlockPage { frame, forgotten, problem })
}
