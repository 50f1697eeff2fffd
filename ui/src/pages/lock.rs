//! The lock of the book, as Settings has it: put on, changed, taken off.
//!
//! Putting it on takes three pages: a passphrase; the recovery phrase, shown this once; the phrase typed back. Nothing
//! secret that was typed is ever written into a page again, so a form that is refused comes back empty.

use askama::Template;
use http::StatusCode;
use kith_app::{
    AppError,
    lock::{By, LockState},
};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::problem::Problem,
};

/// Where all of it is.
const PLACE: &str = "/settings/lock";

#[derive(Template)]
#[template(path = "lock.html")]
struct LockPage<'a> {
    frame: Frame<'a>,
    /// Whether there is a lock.
    on: bool,
    keyring: bool,
    state: String,
    problem: Option<Problem>,
}

#[derive(Template)]
#[template(path = "lock_words.html")]
struct WordsPage<'a> {
    frame: Frame<'a>,
    words: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "lock_check.html")]
struct CheckPage<'a> {
    frame: Frame<'a>,
    problem: Option<Problem>,
}

pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    show(ctx, None)
}

/// The pages in between are not there to be gone to.
pub(crate) fn begin_again() -> Answer {
    Answer::See(PLACE.to_owned())
}

/// Makes a lock that is not put on yet, and shows its recovery phrase.
pub(crate) fn begin(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    if ctx.app.lock_state()? != LockState::Off {
        return show(ctx, Some(Problem::at(ctx, "new", "lock-has-one")));
    }
    let passphrase = match chosen(ctx) {
        Ok(passphrase) => passphrase,
        Err(problem) => return show(ctx, Some(problem)),
    };
    match ctx.app.begin_lock(passphrase) {
        Ok(words) => {
            answer::page(&WordsPage { frame: ctx.frame("ui-lock-words-title", Here::Settings), words })
        }
        Err(error) => show(ctx, Some(about(ctx, "new", error)?)),
    }
}

/// Asks for the recovery phrase, on a page that does not have it.
pub(crate) fn check(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    ask_back(ctx, None)
}

/// Puts the lock on if the phrase is the one that was shown.
pub(crate) fn put_on(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    match ctx.app.finish_lock(typed(ctx, "phrase"), false) {
        Ok(()) => {}
        // Kith was started anew since the words were shown, or the lock is on already.
        Err(AppError::NoLock) => {
            ctx.say(ctx.words.text("ui-lock-begin-again"));
            return Ok(begin_again());
        }
        Err(error) => {
            let problem = about(ctx, "phrase", error)?;
            return ask_back(ctx, Some(problem));
        }
    }
    let mut said = vec![ctx.words.text("lock-put-on")];
    if !ctx.asked.field("keyring").is_empty() {
        said.push(keyring_to(ctx, true)?);
    }
    ctx.say(said.join(" "));
    Ok(begin_again())
}

/// Another passphrase.
pub(crate) fn passphrase(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let new = match chosen(ctx) {
        Ok(new) => new,
        Err(problem) => return show(ctx, Some(problem)),
    };
    match ctx.app.change_passphrase(By::Either(typed(ctx, "current")), new) {
        Ok(()) => done(ctx, "lock-passphrase-changed"),
        Err(AppError::Key(error)) => {
            let field = if matches!(error, kith_app::KeyError::TooShort { .. }) { "new" } else { "current" };
            show(ctx, Some(about(ctx, field, error.into())?))
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether the keyring opens it.
pub(crate) fn keyring(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let said = keyring_to(ctx, !ctx.asked.field("keyring").is_empty())?;
    ctx.say(said);
    Ok(begin_again())
}

/// Closes the lock. Where that leads is the page that asks for the passphrase.
pub(crate) fn now(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    ctx.app.lock_now()?;
    Ok(Answer::See("/today".to_owned()))
}

/// Takes the lock off.
pub(crate) fn off(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    match ctx.app.take_lock_off(By::Either(typed(ctx, "opens"))) {
        Ok(()) => done(ctx, "lock-taken-off"),
        Err(error) => show(ctx, Some(about(ctx, "opens", error)?)),
    }
}

/// What was typed, with every space: in a passphrase each letter counts.
pub(crate) fn typed<'a>(ctx: &Ctx<'a>, field: &str) -> &'a str {
    ctx.asked.given(field).unwrap_or_default()
}

/// The error as a sentence about a field, if it is about what was typed.
pub(crate) fn about(ctx: &Ctx<'_>, field: &'static str, error: AppError) -> Result<Problem, Trouble> {
    match error {
        AppError::Key(_) => Ok(Problem { field, sentence: ctx.words.error(&error) }),
        error => Err(error.into()),
    }
}

/// The new passphrase, typed twice.
pub(crate) fn chosen<'a>(ctx: &Ctx<'a>) -> Result<&'a str, Problem> {
    let new = typed(ctx, "new");
    match new == typed(ctx, "again") {
        true => Ok(new),
        false => Err(Problem::at(ctx, "again", "lock-differ")),
    }
}

/// What became of the wish: a keyring that refuses is no reason to lose what was done before.
fn keyring_to(ctx: &Ctx<'_>, yes: bool) -> Result<String, Trouble> {
    match ctx.app.use_keyring(yes) {
        Ok(()) => Ok(ctx.words.text(if yes { "lock-keyring-on" } else { "lock-keyring-off" })),
        Err(error @ AppError::Key(_)) => Ok(ctx.words.error(&error)),
        Err(error) => Err(error.into()),
    }
}

fn done(ctx: &Ctx<'_>, message: &str) -> Result<Answer, Trouble> {
    ctx.say(ctx.words.text(message));
    Ok(begin_again())
}

fn show(ctx: &Ctx<'_>, problem: Option<Problem>) -> Result<Answer, Trouble> {
    let state = ctx.app.lock_state()?;
    let page = LockPage {
        frame: ctx.frame("ui-lock-title", Here::Settings),
        on: state != LockState::Off,
        keyring: matches!(state, LockState::Open { keyring: true } | LockState::Closed { keyring: true }),
        state: ctx.words.lock_state(state),
        problem,
    };
    answer::with_status(status(&page.problem), &page)
}

fn ask_back(ctx: &Ctx<'_>, problem: Option<Problem>) -> Result<Answer, Trouble> {
    let page = CheckPage { frame: ctx.frame("ui-lock-check-title", Here::Settings), problem };
    answer::with_status(status(&page.problem), &page)
}

pub(crate) fn status(problem: &Option<Problem>) -> StatusCode {
    if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}
