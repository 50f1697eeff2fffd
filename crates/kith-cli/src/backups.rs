//! `kith backup`, `restore` and `check`, and `export --format jsonl`: the whole book, out and back in.

use std::{fs, path::Path};

use kith_app::{
    AppError, CheckReport, Counts, IndexProblem, Notice, Opens, Problem, Protection, Readers, RestorePreview,
    Snapshot, Source, Tallied, Wanted, Work, lock::LockState,
};
use kith_core::PersonId;
use serde_json::{Value, json};

use crate::{
    CliError, Desk, Missing, Needed, Said,
    args::{Backup, Restore},
};

pub(crate) fn backup(desk: &Desk<'_>, backup: &Backup) -> Result<Said, CliError> {
    let Some(file) = &backup.file else {
        return Ok(said(desk, "backup-made", &desk.app.keep_snapshot()?, &[]));
    };
    let path = desk.folder.join(file);
    let (protection, told) = match (backup.passphrase, &backup.recipient) {
        (true, _) => {
            let missing = Missing { what: Needed::NewPassphrase, at: 0 };
            let answers = desk.secret.answers();
            let typed = answers.first().ok_or(CliError::Missing(missing))?;
            let protection = Protection::passphrase(typed, Work::BACKUP).map_err(AppError::Protection)?;
            (Some(protection), Some("backup-made-passphrase"))
        }
        (false, Some(key)) => {
            let protection = Protection::recipient(key).map_err(AppError::Protection)?;
            (Some(protection), Some("backup-made-recipient"))
        }
        (false, None) if desk.app.lock_state()? != LockState::Off => (None, Some("backup-made-sealed")),
        (false, None) => (None, None),
    };
    let readers = protection.as_ref().map_or(Readers::OfTheBook, Readers::Of);
    let made = desk.app.backup_to(&path, readers)?;
    let told: Vec<String> = told.map(|message| desk.words.text(message)).into_iter().collect();
    Ok(said(desk, "backup-made", &made, &told))
}

/// What became of a backup or an export, with what else there is to tell.
fn said(desk: &Desk<'_>, message: &str, made: &Snapshot, told: &[String]) -> Said {
    let shown = made.path.display().to_string();
    let what = desk.words.counts(&made.manifest.counts);
    let text = desk.words.with(message, &[("path", shown.as_str().into()), ("what", what.into())]);
    let answer = json!({
        "file": shown,
        "bytes": made.bytes,
        "at": made.manifest.at,
        "seq": made.manifest.seq,
        "counts": counts_json(&made.manifest.counts),
    });
    Said::new(answer, [&[text], told].concat().join(" "))
}

/// The book as lines of JSON that everybody can read, to a file or to standard output; what is private only if that was
/// asked for.
pub(crate) fn export(desk: &Desk<'_>, file: Option<&Path>, private: bool) -> Result<Said, CliError> {
    if let Some(file) = file {
        let made = desk.app.backup_to(&desk.folder.join(file), readers(private))?;
        let left_out = (!private).then(|| desk.words.text("cli-export-left-out"));
        let message = if private { "backup-made" } else { "cli-export-made" };
        return Ok(said(desk, message, &made, left_out.as_slice()));
    }
    let text = lines(desk, private, None)?;
    Ok(Said::new(Value::String(text.clone()), text))
}

/// The book, or what in it is of one person, as lines of JSON.
pub(crate) fn lines(desk: &Desk<'_>, private: bool, only: Option<PersonId>) -> Result<String, CliError> {
    let mut bytes = Vec::new();
    desk.app.export_book(&mut bytes, readers(private), only)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn readers(private: bool) -> Readers<'static> {
    if private { Readers::Everybody } else { Readers::Others }
}

pub(crate) fn restore(desk: &Desk<'_>, restore: &Restore) -> Result<Said, CliError> {
    let path = desk.folder.join(&restore.file);
    let source = Source::File(&path);
    let opens = opened(desk, source, restore.identity.as_deref())?;
    let zone = desk.app.zone();
    if restore.yes && !restore.dry_run {
        let done = desk.app.restore(source, &opens)?;
        let mut text = desk.words.restore_preview(&done, zone);
        if !done.is_nothing() {
            text = [text, desk.words.text("restore-done")].join("\n");
        }
        return Ok(Said::new(preview_json(&done, true), text));
    }
    let preview = desk.app.restore_preview(source, &opens)?;
    let text = desk.words.restore_preview(&preview, zone);
    let said = Said::new(preview_json(&preview, false), text.as_str());
    if restore.dry_run || preview.is_nothing() {
        return Ok(said);
    }
    let text = [text, desk.words.text("restore-say-yes")].join("\n");
    Ok(Said::new(preview_json(&preview, false), text).with_code(1))
}

/// What opens a backup, out of what was typed and the file of a key.
fn opened(desk: &Desk<'_>, source: Source<'_>, identity: Option<&Path>) -> Result<Opens, CliError> {
    let typed = desk.secret.answers();
    let (mut opens, mut at) = (Opens::default(), 0);
    while let Some(wanted) = desk.app.backup_wants(source, &opens)? {
        if let (Wanted::Identity, Some(file)) = (wanted, identity) {
            let path = desk.folder.join(file);
            let key = fs::read_to_string(&path).map_err(|why| CliError::File { path, why })?;
            opens = desk.app.open_backup(source, &opens, &key)?;
            continue;
        }
        let missing = Missing { what: Needed::ToOpen(wanted), at };
        let typed = typed.get(at).ok_or(CliError::Missing(missing))?;
        opens = desk
            .app
            .open_backup(source, &opens, typed)
            .map_err(|why| CliError::Wrong { missing, why: Box::new(why) })?;
        at += 1;
    }
    Ok(opens)
}

pub(crate) fn check(desk: &Desk<'_>, repair: bool) -> Result<Said, CliError> {
    let mut report = desk.app.check()?;
    // Opening has mended it before anybody could look: it is no less a problem. What every crash leaves is told, and is none.
    let unread = desk.app.unread_notices();
    let in_words = |notice: &Notice| desk.words.notice(notice);
    let mended: Vec<String> = unread.iter().filter(|notice| notice.is_of_damage()).map(in_words).collect();
    let mut told: Vec<String> = unread.iter().map(in_words).collect();
    if repair {
        desk.app.notices_read();
    } else if !mended.is_empty() {
        told.push(desk.words.text("check-mended"));
    }
    if repair && !report.problems.is_empty() {
        told.extend(report.problems.iter().map(|problem| desk.words.problem(problem)));
        told.push(desk.words.text("check-repaired"));
        told.extend(desk.app.repair()?.iter().map(|notice| desk.words.notice(notice)));
        report = desk.app.check()?;
    }
    told.push(desk.words.check_report(&report));
    let code = u8::from(!report.problems.is_empty() || !repair && !mended.is_empty());
    let mut answer = report_json(&report);
    answer["mended"] = mended.into();
    Ok(Said::new(answer, told.join("\n")).with_code(code))
}

fn counts_json(counts: &Counts) -> Value {
    let Counts { people, check_ins, prompts, photos, plans, starters, communities, noted } = counts;
    json!({
        "people": people, "check_ins": check_ins, "prompts": prompts, "photos": photos, "plans": plans,
        "starters": starters, "communities": communities, "noted": noted,
    })
}

fn preview_json(preview: &RestorePreview, done: bool) -> Value {
    let tallied = |tallied: &Tallied| json!({"added": tallied.added, "changed": tallied.changed, "removed": tallied.removed});
    json!({
        "done": done,
        "at": preview.made,
        "counts": counts_json(&preview.counts),
        "people": tallied(&preview.people),
        "check_ins": tallied(&preview.check_ins),
        "prompts": tallied(&preview.prompts),
        "photos": tallied(&preview.photos),
        "plans": tallied(&preview.plans),
        "starters": tallied(&preview.starters),
        "communities": tallied(&preview.communities),
        "noted": tallied(&preview.noted),
        "settings": preview.settings,
        "part": preview.part,
        "unlocked": preview.unlocked,
    })
}

fn report_json(report: &CheckReport) -> Value {
    let problems: Vec<Value> = report.problems.iter().map(problem_json).collect();
    let snapshots: Vec<Value> = report
        .snapshots
        .iter()
        .map(|(file, manifest)| {
            json!({"file": file.path.display().to_string(), "at": file.at, "bytes": file.bytes, "sound": manifest.is_some()})
        })
        .collect();
    json!({
        "sound": problems.is_empty(),
        "problems": problems,
        "journal": {
            "segments": report.journal.segments,
            "lines": report.journal.lines,
            "bytes": report.journal.bytes,
            "last_seq": report.journal.last_seq,
        },
        "counts": counts_json(&report.counts),
        "snapshots": snapshots,
    })
}

fn problem_json(problem: &Problem) -> Value {
    match problem {
        Problem::Missing { first_seq, last_seq } => {
            json!({"what": "missing", "first_seq": first_seq, "last_seq": last_seq})
        }
        Problem::Junk { segment } => json!({"what": "junk", "segment": segment}),
        Problem::Snapshot { path, why } => {
            json!({"what": "snapshot", "file": path.display().to_string(), "why": why.to_string()})
        }
        Problem::Index(index) => {
            let why = match index {
                IndexProblem::Unreadable(reason) => reason.clone(),
                IndexProblem::Behind => "behind".to_owned(),
                IndexProblem::Counts => "counts".to_owned(),
                IndexProblem::Records(wrong) => format!("{wrong} records"),
                IndexProblem::Rows(wrong) => format!("{wrong} rows"),
            };
            json!({"what": "index", "why": why})
        }
    }
}
