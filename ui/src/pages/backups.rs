//! Backups: that there are some, where they lie, one more now or elsewhere, and whether the book is sound. The way back
//! is in [`restore`].

use std::sync::Arc;

use askama::Template;
use chrono::{DateTime, Utc};
use kith_app::{BackupStatus, CheckReport, Manifest, Notice, Opens, Protection, Readers, SnapshotFile, Work};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::{
        lock::{self, status},
        problem::Problem,
    },
};

pub(crate) mod restore;

/// So many of the newest are listed at once, the others on demand.
const LISTED: usize = 6;

#[derive(Template)]
#[template(path = "backups.html")]
struct Backups<'a> {
    frame: Frame<'a>,
    last: String,
    trouble: Option<String>,
    count: usize,
    folder: String,
    newest: Vec<Shown>,
    older: Vec<Shown>,
    checked: Option<CheckedShown>,
    problem: Option<Problem>,
}

/// A backup in the list.
struct Shown {
    /// The name of the file, which is its address too.
    name: String,
    /// Its beginning, which is an id on the page.
    id: String,
    made: String,
    what: Option<String>,
    size: String,
}

/// What the last check found, in words.
struct CheckedShown {
    when: String,
    lines: Vec<String>,
    is_sound: bool,
}

/// What these pages remember from one request to the next.
#[derive(Default)]
pub(crate) struct Noted {
    /// The file that was chosen to restore from.
    chosen: Option<Arc<Vec<u8>>>,
    /// What opens the backup of this name, as far as it was typed.
    opened: Option<(String, Opens)>,
    /// The last check.
    checked: Option<Checked>,
}

struct Checked {
    at: DateTime<Utc>,
    /// What a repair before it has done.
    mended: Option<Vec<Notice>>,
    report: CheckReport,
}

pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    show(ctx, None)
}

fn show(ctx: &Ctx<'_>, problem: Option<Problem>) -> Result<Answer, Trouble> {
    let kept = ctx.app.backup_status();
    let mut newest: Vec<Shown> = ctx.app.backups()?.iter().map(|file| shown(ctx, file)).collect();
    let older = newest.split_off(LISTED.min(newest.len()));
    let page = Backups {
        frame: ctx.frame("ui-backups-title", Here::Settings),
        last: last(ctx, &kept),
        trouble: trouble(ctx, &kept),
        count: kept.count,
        folder: kept.folder.display().to_string(),
        newest,
        older,
        checked: ctx.ui.backups().checked.as_ref().map(|checked| checked_shown(ctx, checked)),
        problem,
    };
    answer::with_status(status(&page.problem), &page)
}

/// Makes a backup in the folder of the book.
pub(crate) fn make(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let made = ctx.app.keep_snapshot()?;
    let what = ctx.words.counts(&made.manifest.counts);
    ctx.say(ctx.words.with("ui-backups-made", &[("what", what.into())]));
    Ok(Answer::See("/backups".to_owned()))
}

/// Saves the whole book wherever the user says, as lines of JSON: readable without Kith, and with nothing written in
/// the folder of the book, which may be what cannot be written.
pub(crate) fn save(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let mut bytes = Vec::new();
    let manifest = ctx.app.export_book(&mut bytes, Readers::Everybody, None)?;
    hand_over(ctx, "jsonl", &bytes, &manifest)
}

/// Saves the whole book, protected with a passphrase.
pub(crate) fn save_protected(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let typed = match lock::chosen(ctx) {
        Ok(typed) => typed,
        Err(problem) => return show(ctx, Some(problem)),
    };
    let protection = match Protection::passphrase(typed, Work::BACKUP) {
        Ok(protection) => protection,
        Err(why) => {
            return show(ctx, Some(Problem { field: "new", sentence: ctx.words.protection_error(&why) }));
        }
    };
    let (bytes, manifest) = ctx.app.export_protected(&protection)?;
    hand_over(ctx, "jsonl.gz.age", &bytes, &manifest)
}

fn hand_over(ctx: &Ctx<'_>, ending: &str, bytes: &[u8], manifest: &Manifest) -> Result<Answer, Trouble> {
    let name = format!("kith-{}.{ending}", ctx.app.local_now().format("%Y-%m-%d"));
    if let Some(path) = ctx.ui.host.save(&name, bytes)? {
        let (path, what) = (path.display().to_string(), ctx.words.counts(&manifest.counts));
        ctx.say(ctx.words.with("ui-backups-saved", &[("path", path.into()), ("what", what.into())]));
    }
    Ok(Answer::See("/backups".to_owned()))
}

/// Verifies everything.
pub(crate) fn check(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    look(ctx, None)
}

/// Mends what can be mended, and verifies everything again.
pub(crate) fn repair(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let mended = ctx.app.repair()?;
    look(ctx, Some(mended))
}

fn look(ctx: &Ctx<'_>, mended: Option<Vec<Notice>>) -> Result<Answer, Trouble> {
    let report = ctx.app.check()?;
    ctx.say(ctx.words.text(match report.problems.is_empty() {
        true => "ui-check-sound",
        false => "ui-check-problems",
    }));
    ctx.ui.backups().checked = Some(Checked { at: ctx.app.now(), mended, report });
    Ok(Answer::See("/backups#check".to_owned()))
}

/// When the last one was made, in a sentence.
pub(crate) fn last(ctx: &Ctx<'_>, status: &BackupStatus) -> String {
    match &status.newest {
        Some(newest) => {
            let when = moment(ctx, newest.at);
            ctx.words.with("ui-backups-last", &[("when", when.into())])
        }
        None => ctx.words.text("ui-backups-none"),
    }
}

/// Why the one that was due was not made.
fn trouble(ctx: &Ctx<'_>, status: &BackupStatus) -> Option<String> {
    let (at, why) = status.trouble.as_ref()?;
    let args = [("when", moment(ctx, *at).into()), ("why", ctx.words.error(why).into())];
    Some(ctx.words.with("ui-backups-trouble", &args))
}

fn moment(ctx: &Ctx<'_>, at: DateTime<Utc>) -> String {
    ctx.words.moment(&at.with_timezone(&ctx.app.zone()), &ctx.app.local_now())
}

fn shown(ctx: &Ctx<'_>, file: &SnapshotFile) -> Shown {
    let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Shown {
        id: name.split('.').next().unwrap_or_default().to_owned(),
        name,
        made: ctx.words.date_time(&file.at.with_timezone(&ctx.app.zone())),
        what: ctx.app.backup_counts(file).map(|counts| ctx.words.counts(&counts)),
        size: ctx.words.size(usize::try_from(file.bytes).unwrap_or(usize::MAX)),
    }
}

fn checked_shown(ctx: &Ctx<'_>, checked: &Checked) -> CheckedShown {
    let Checked { at, mended, report } = checked;
    let mut lines = Vec::new();
    if let Some(mended) = mended {
        lines.push(ctx.words.text("check-repaired"));
        lines.extend(mended.iter().map(|notice| ctx.words.notice(notice)));
    }
    lines.extend(ctx.words.check_found(report));
    CheckedShown {
        when: ctx.words.with("ui-check-at", &[("when", moment(ctx, *at).into())]),
        lines,
        is_sound: report.problems.is_empty(),
    }
}
