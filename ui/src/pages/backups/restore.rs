//! Restoring a backup: first what it would change, then the act, which can be taken back. The backup is one that Kith
//! keeps, or a file from anywhere, of which nothing is believed.

use std::sync::Arc;

use askama::Template;
use kith_app::{RestorePreview, Source, Tallied};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
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
    check_ins: Option<String>,
    settings: bool,
    is_nothing: bool,
}

/// People to whom the same would happen.
struct Group {
    title: String,
    names: Vec<String>,
    /// How many more there are than are named, in words.
    more: Option<String>,
}

/// Takes the file in the body, if it is a backup.
pub(crate) fn choose(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    if ctx.asked.body.is_empty() {
        return Err(Trouble::Field(ctx.words.text("ui-import-no-file")));
    }
    ctx.app.restore_preview(Source::Bytes(&ctx.asked.body))?;
    ctx.ui.backups().chosen = Some(Arc::new(ctx.asked.body.clone()));
    Ok(Answer::See(format!("/backups/{CHOSEN}")))
}

/// Forgets the file that was chosen.
pub(crate) fn cancel(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    ctx.ui.backups().chosen = None;
    Ok(Answer::See("/backups".to_owned()))
}

/// What restoring would change.
pub(crate) fn page(ctx: &Ctx<'_>, name: &str) -> Result<Answer, Trouble> {
    let preview = with_source(ctx, name, |source| Ok(ctx.app.restore_preview(source)?))?;
    let check_ins = preview.check_ins;
    answer::page(&Restore {
        frame: ctx.frame("ui-restore-title", Here::Settings),
        name,
        is_chosen: name == CHOSEN,
        of: ctx.words.restore_of(&preview, ctx.app.zone()),
        groups: groups(ctx, &preview),
        check_ins: (check_ins != Tallied::default()).then(|| ctx.words.restore_check_ins(&check_ins)),
        settings: preview.settings,
        is_nothing: preview.is_nothing(),
    })
}

/// Restores.
pub(crate) fn restore(ctx: &Ctx<'_>, name: &str) -> Result<Answer, Trouble> {
    let done = with_source(ctx, name, |source| Ok(ctx.app.restore(source)?))?;
    ctx.ui.backups().chosen = None;
    match done.is_nothing() {
        true => ctx.say(ctx.words.text("restore-nothing")),
        false => ctx.say_with_undo(ctx.words.text("ui-restored")),
    }
    Ok(Answer::See("/backups".to_owned()))
}

/// The backup of this name: only one that is listed, or the file that was chosen.
fn with_source<T>(
    ctx: &Ctx<'_>,
    name: &str,
    then: impl FnOnce(Source<'_>) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    if name == CHOSEN {
        let chosen = ctx.ui.backups().chosen.clone().ok_or(Trouble::NoPage)?;
        return then(Source::Bytes(&chosen));
    }
    let backups = ctx.app.backups()?;
    let named = backups.iter().find(|file| file.path.file_name().is_some_and(|known| known == name));
    then(Source::File(&named.ok_or(Trouble::NoPage)?.path))
}

fn groups(ctx: &Ctx<'_>, preview: &RestorePreview) -> Vec<Group> {
    let RestorePreview { people, added, changed, removed, .. } = preview;
    let group = |title: String, names: &[String], all: usize| {
        let more = all.saturating_sub(names.len());
        (all > 0).then(|| Group {
            title,
            names: names.iter().map(|name| shortened(name)).collect(),
            more: (more > 0).then(|| ctx.words.with("ui-import-more", &[("count", more.into())])),
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
