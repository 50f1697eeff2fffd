//! When something did not work: what happened, what was kept, and where to go on.

use askama::Template;
use http::StatusCode;
use kith_app::AppError;

use crate::{
    HostError,
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
};

#[derive(Template)]
#[template(path = "trouble.html")]
struct TroublePage<'a> {
    frame: Frame<'a>,
    sentence: String,
}

/// The trouble, as a page in the same frame. `app.js` takes the sentence out of it and shows it beside the form.
pub(crate) fn page(ctx: &Ctx<'_>, trouble: &Trouble) -> Result<Answer, Trouble> {
    let (status, title, sentence) = match trouble {
        Trouble::App(error) => (status_of(error), "ui-trouble-title", ctx.words.error(error)),
        Trouble::NoPage => {
            (StatusCode::NOT_FOUND, "ui-trouble-no-page-title", ctx.words.text("ui-trouble-no-page"))
        }
        Trouble::Stale => {
            (StatusCode::FORBIDDEN, "ui-trouble-stale-title", ctx.words.text("ui-trouble-stale"))
        }
        Trouble::Link(_) => {
            (StatusCode::UNPROCESSABLE_ENTITY, "ui-trouble-title", ctx.words.text("ui-trouble-link"))
        }
        Trouble::Host(HostError::Unavailable) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "ui-trouble-title",
            ctx.words.text("ui-trouble-desktop-cannot"),
        ),
        Trouble::Host(HostError::Failed) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "ui-trouble-title",
            ctx.words.text("ui-trouble-desktop-failed"),
        ),
        Trouble::Field(sentence) => (StatusCode::UNPROCESSABLE_ENTITY, "ui-trouble-title", sentence.clone()),
        Trouble::Template => {
            (StatusCode::INTERNAL_SERVER_ERROR, "ui-trouble-title", ctx.words.text("ui-trouble-page"))
        }
    };
    answer::with_status(status, &TroublePage { frame: ctx.frame(title, Here::Elsewhere), sentence })
}

fn status_of(error: &AppError) -> StatusCode {
    match error {
        AppError::Gone(_) => StatusCode::NOT_FOUND,
        AppError::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
