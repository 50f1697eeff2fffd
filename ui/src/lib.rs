//! The pages: one function from an HTTP request to an HTTP response.
//!
//! The whole user interface is [`Ui::respond`]. The shell serves it as `kith://localhost`, tests call it, and
//! `cargo run -p kith-ui --example serve` shows it to any browser. Nothing in here knows Tauri, and nothing decides
//! what is due: a handler asks [`App`], a template shows the answer.
//!
//! # How to add a page
//! 1. `templates/gifts.html`: `{% extends "layout.html" %}`, then a block `main` that begins with a
//!    `<header class="page">` (an eyebrow, one `<h1 tabindex="-1">`, `{% include "part/tools.html" %}`). Every word is
//!    `{{ frame.t("ui-gifts-title") }}`; every message lives in `kith-words/locales/en/ui.ftl`. Escaping is on; it stays on.
//!    Names of people stand in `<bdi>`.
//! 2. `src/pages/gifts.rs`: a struct with `#[derive(Template)] #[template(path = "gifts.html")]` whose first field is
//!    `frame: Frame<'a>`, and one function a thing a user can do:
//!    ```text
//!    pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
//!        answer::page(&Gifts { frame: ctx.frame("ui-gifts-title", Here::People), gifts: … })
//!    }
//!    pub(crate) fn add(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
//!        ctx.app.add_gift(ctx.asked.field("name"))?;             // an AppError becomes a page in the same frame
//!        ctx.say_with_undo(ctx.words.text("ui-gifts-added"));        // shown once, on the page that comes next
//!        Ok(ctx.back_or("/gifts"))                                // 303, to the page the form was sent from
//!    }
//!    ```
//! 3. One line each in the table of [`routes`]. A GET changes nothing; a POST form has `{% include "part/token.html" %}`
//!    as its first child, and is refused without.
//!
//! # What `app.js` does for a page that says so
//! A page is readable and its forms work without it. With it, links and forms swap `<main>` in place, and:
//! - `data-draft="key"` on a text field keeps what is typed (`ctx.draft("key")` gives it back to the template);
//! - `data-dialog` on a link opens the part `data-sheet` of the page it leads to in a dialog;
//! - `data-live="/path" data-target="id"` on a form asks for that path with the form's fields at every change, and puts
//!   the element with this id in the answer (a page or a part) in place of the one on the page;
//! - `data-form="/path"` on a field is where the key of that form goes while the page shows it, rather than to a dialog;
//! - `data-stay` on a link keeps focus and scroll, for "show more"; `data-all="id"` on a check box ticks all of that name;
//! - `data-file` on a form with one `<input type="file">` posts the files as the body (`ctx.asked.take_files()`); files
//!   that are dropped on the window go to such a form on the page, or else to the import;
//! - `data-refresh` on anything looks at the page again shortly after, as long as it is there;
//! - `data-busy` on a form is what its button says while the answer is awaited; `data-reveal` on a check box shows the
//!   passphrases of its form as they are typed; `data-once` marks what cannot be asked for again, and is never refreshed;
//! - `data-copy="id"` on a button copies the text of the field with this id, and says `data-copied`;
//! - `data-key="1"` on a button is a key that presses it while nobody types, and with Alt also then; it goes before the
//!   keys of the rail;
//! - `data-problem data-for="field"` on a sentence of a refusal (`part/problem.html`) puts it beside that field;
//! - a hidden field `back` brings the user back to the page they came from (`ctx.back_or`);
//! - focus and scroll stay where they were by `id`: give one to each thing that repeats, and `data-card` to each card;
//! - nothing asks "Are you sure?": do it, and offer Undo.

mod answer;
mod charts;
mod ctx;
mod door;
mod frame;
mod host;
pub mod link;
mod pages;
pub mod reaching;
mod request;
pub mod routes;
mod show;
pub mod ways;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use http::{Request, Response};
use kith_app::{App, lock::LockState};
use kith_words::Words;

use crate::{
    ctx::Ctx,
    frame::Flash,
    pages::{backups::Noted, import::UnderWay},
};
pub use host::{Host, HostError};

/// The pages over one book. One for the life of the process: it holds the token that forms carry.
pub struct Ui {
    app: App,
    host: Arc<dyn Host>,
    /// `None` when the system has no randomness to give: then every POST is refused.
    token: Option<String>,
    memory: Mutex<Memory>,
    /// The import that is under way, or the last one, to be looked at.
    import: Mutex<Option<UnderWay>>,
    backups: Mutex<Noted>,
    words: Mutex<Option<(Option<String>, Words)>>,
}

/// What the pages remember between two requests.
#[derive(Default)]
struct Memory {
    /// To say on the page that comes next.
    flash: Option<Flash>,
    /// The page shown last, to open it again.
    page: Option<String>,
    /// The page that was asked for while the book was locked.
    wanted: Option<String>,
}

impl Ui {
    /// The pages over `app`, on the desktop `host`.
    pub fn new(app: App, host: Arc<dyn Host>) -> Self {
        Ui {
            app,
            host,
            token: door::new_token(),
            memory: Mutex::default(),
            import: Mutex::default(),
            backups: Mutex::default(),
            words: Mutex::default(),
        }
    }

    /// Answers one request. Never panics; every failure is a page that says what happened.
    pub fn respond(&self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        let Some(asked) = door::admitted(request) else { return door::turned_away() };
        let answered = catch_unwind(AssertUnwindSafe(|| {
            let ctx = Ctx::new(self, &asked);
            let answer = match ctx.locked {
                true => pages::unlock::answer(&ctx),
                false => door::checked(&asked, self.token.as_deref()).and_then(|()| routes::route(&ctx)),
            };
            let answer = answer.or_else(|trouble| pages::trouble::page(&ctx, &trouble));
            answer.map(answer::respond)
        }));
        match answered {
            Ok(Ok(response)) => response,
            Ok(Err(_)) | Err(_) => answer::last_resort(),
        }
    }

    /// The page that was shown last, as a path: to open it again when the window comes back. Never one that leads
    /// elsewhere, as the web view of Linux follows no redirection on Kith's own scheme.
    pub fn last_page(&self) -> String {
        self.memory().page.clone().unwrap_or_else(|| pages::today::first(&self.app).to_owned())
    }

    /// Whether the book waits for its passphrase. One that is written anew this moment is closed, too, but not locked.
    fn is_locked(&self) -> bool {
        self.app.is_locked() && !matches!(self.app.lock_state(), Ok(LockState::Off))
    }

    /// The words of the locale in force; made anew only when that changes.
    fn words(&self) -> Words {
        let wish = self.app.settings().locale.or_else(|| self.host.locale());
        let mut kept = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((of, words)) if *of == wish => words.clone(),
            _ => {
                let words = Words::new(wish.as_deref());
                *kept = Some((wish, words.clone()));
                words
            }
        }
    }

    fn import(&self) -> MutexGuard<'_, Option<UnderWay>> {
        self.import.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn backups(&self) -> MutexGuard<'_, Noted> {
        self.backups.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
