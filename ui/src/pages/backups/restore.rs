//! Restoring a backup: first what it would change, then the act, which can be taken back. The backup is one that Kith
//! keeps, or a file from anywhere, of which nothing is believed. One that does not open by itself asks for a passphrase
//! before.

use std::sync::Arc;

use askama::Template;
use kith_app::{AppError, Opens, RestorePreview, Source, Wanted};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::{
        lock::{status, typed},
        problem::Problem,
    },
};

/// In place of a name among the backups: the file that was chosen.
const CHOSEN: &str = "file";

/// A name from a file may be as long as the file; so much of it is shown.
const NAME: usize = 120;

#[derive(Template)]
#[template(path = "restore.html")]
struct Restore<'a> {
    frame: Frame<'a>,
    name: &'a str,
    is_chosen: bool,
    of: String,
    /// Whose entries would change, group by group.
    groups: Vec<Group>,
    /// What happens to all that is not a person, in lines.
    besides: Vec<String>,
    warnings: Vec<String>,
    is_nothing: bool,
}

/// People to whom the same would happen.
struct Group {
    title: String,
    names: Vec<String>,
    /// How many more there are than are named, in words.
    more: Option<String>,
}

#[derive(Template)]
#[template(path = "restore_open.html")]
struct OpenPage<'a> {
    frame: Frame<'a>,
    name: &'a str,
    is_chosen: bool,
    asks: String,
    label: &'static str,
    problem: Option<Problem>,
}

/// Takes the file in the body, if it is a backup, or may be one once it is opened.
pub(crate) fn choose(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let Some(file) = ctx.asked.take_files().into_iter().next() else {
        return Err(Trouble::Field(ctx.words.text("ui-import-no-file")));
    };
    let (source, opens) = (Source::Bytes(&file.bytes), Opens::default());
    if ctx.app.backup_wants(source, &opens)?.is_none() {
        ctx.app.restore_preview(source, &opens)?;
    }
    forget(ctx);
    ctx.ui.backups().chosen = Some(Arc::new(file.bytes));
    Ok(Answer::See(format!("/backups/{CHOSEN}")))
}

/// Forgets the file that was chosen, and what opened it.
pub(crate) fn cancel(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    forget(ctx);
    Ok(Answer::See("/backups".to_owned()))
}

fn forget(ctx: &Ctx<'_>) {
    let mut noted = ctx.ui.backups();
    (noted.chosen, noted.opened) = (None, None);
}

/// What restoring would change; or first the question that opens the backup.
pub(crate) fn page(ctx: &Ctx<'_>, name: &str) -> Result<Answer, Trouble> {
    if with_source(ctx, name, |source, opens| Ok(ctx.app.backup_wants(source, opens)?))?.is_some() {
        return ask(ctx, name, None);
    }
    let preview = with_source(ctx, name, |source, opens| Ok(ctx.app.restore_preview(source, opens)?))?;
    answer::page(&Restore {
        frame: ctx.frame("ui-restore-title", Here::Settings),
        name,
        is_chosen: name == CHOSEN,
        of: ctx.words.restore_of(&preview, ctx.app.zone()),
        groups: groups(ctx, &preview),
        besides: ctx.words.restore_besides(&preview),
        warnings: ctx.words.restore_warnings(&preview),
        is_nothing: preview.is_nothing(),
    })
}

/// Asks for what opens the backup.
fn ask(ctx: &Ctx<'_>, name: &str, problem: Option<Problem>) -> Result<Answer, Trouble> {
    let wanted = with_source(ctx, name, |source, opens| Ok(ctx.app.backup_wants(source, opens)?))?;
    let Some(wanted) = wanted else { return Ok(Answer::See(format!("/backups/{name}"))) };
    let page = OpenPage {
        frame: ctx.frame("ui-restore-open-title", Here::Settings),
        name,
        is_chosen: name == CHOSEN,
        asks: ctx.words.wanted(wanted),
        label: match wanted {
            Wanted::Passphrase => "ui-restore-open-passphrase",
            Wanted::Identity => "ui-restore-open-identity",
            Wanted::Lock => "ui-restore-open-lock",
        },
        problem,
    };
    answer::with_status(status(&page.problem), &page)
}

/// Opens the backup with what was typed, and goes on to what it asks for next, or to what restoring would change.
pub(crate) fn open(ctx: &Ctx<'_>, name: &str) -> Result<Answer, Trouble> {
    let typed = typed(ctx, "opens");
    let opened = with_source(ctx, name, |source, opens| Ok(ctx.app.open_backup(source, opens, typed)))?;
    match opened {
        Ok(opens) => {
            ctx.ui.backups().opened = Some((name.to_owned(), opens));
            Ok(Answer::See(format!("/backups/{name}")))
        }
        Err(error @ (AppError::Protection(_) | AppError::Sealed(_))) => {
            let problem = Problem { field: "opens", sentence: ctx.words.error(&error) };
            ask(ctx, name, Some(problem))
        }
        Err(error) => Err(error.into()),
    }
}

/// Restores.
pub(crate) fn restore(ctx: &Ctx<'_>, name: &str) -> Result<Answer, Trouble> {
    let done = with_source(ctx, name, |source, opens| Ok(ctx.app.restore(source, opens)?))?;
    forget(ctx);
    match done.is_nothing() {
        true => ctx.say(ctx.words.text("restore-nothing")),
        false => ctx.say_with_undo(ctx.words.text("ui-restored")),
    }
    Ok(Answer::See("/backups".to_owned()))
}

/// The backup of this name, only one that is listed, or the file that was chosen; with what is known to open it.
fn with_source<T>(
    ctx: &Ctx<'_>,
    name: &str,
    then: impl FnOnce(Source<'_>, &Opens) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    let (chosen, opened) = {
        let noted = ctx.ui.backups();
        (noted.chosen.clone(), noted.opened.clone())
    };
    let opens = opened.filter(|(of, _)| of == name).map(|(_, opens)| opens).unwrap_or_default();
    if name == CHOSEN {
        return then(Source::Bytes(&chosen.ok_or(Trouble::NoPage)?), &opens);
    }
    let backups = ctx.app.backups()?;
    let named = backups.iter().find(|file| file.path.file_name().is_some_and(|known| known == name));
    then(Source::File(&named.ok_or(Trouble::NoPage)?.path), &opens)
}

fn groups(ctx: &Ctx<'_>, preview: &RestorePreview) -> Vec<Group> {
    let RestorePreview { people, added, changed, removed, .. } = preview;
    let group = |title: String, names: &[String], all: usize| {
        let more = all.saturating_sub(names.len());
        (all > 0).then(|| Group {
            title,
            names: names.iter().map(|name| shortened(name)).collect(),
            more: ctx.words.and_more(more),
        })
    };
    let title = |id: &str, all: usize| ctx.words.with(id, &[("count", all.into())]);
    [
        group(title("ui-restore-added", people.added), added, people.added),
        group(title("ui-restore-changed", people.changed), changed, people.changed),
        group(title("ui-restore-removed", people.removed), removed, people.removed),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn shortened(name: &str) -> String {
    match name.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}
