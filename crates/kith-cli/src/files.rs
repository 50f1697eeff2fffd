//! `kith import` and `export`: people in and out.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use kith_app::{AppError, Choice, Choices, ColumnOf, ImportReport, Likely, Mapping, ReadError};
use kith_exchange::{FILE_LIMIT, Kind, LeftOut, guess, kind_of};
use serde_json::{Value, json};

use crate::{
    CliError, Desk, Said,
    args::{Duplicates, Import},
};

pub(crate) fn import(desk: &Desk<'_>, import: &Import) -> Result<Said, CliError> {
    let mut files = Vec::new();
    for path in &import.files {
        gather(&desk.folder.join(path), &mut files)?;
    }
    let bytes: Vec<&[u8]> = files.iter().map(|(_, bytes)| bytes.as_slice()).collect();
    let mapping = mapping(&bytes, &import.column)?;
    let held = desk.app.read_files(&bytes, mapping.as_ref(), &|_| true).map_err(|error| match error {
        AppError::InFile { file, why } => CliError::Import { path: files[file].0.clone(), why: *why },
        error => error.into(),
    })?;
    // They are read: what they were is not held in memory beside it.
    drop(bytes);
    let paths: Vec<PathBuf> = files.into_iter().map(|(path, _)| path).collect();
    let all = |choice: Choice| -> Result<Choices, CliError> {
        let preview = desk.app.preview_import(&held, &Choices::new())?;
        Ok(preview.duplicates.iter().map(|likely| (likely.entry, choice)).collect())
    };
    let choices = match import.duplicates {
        Duplicates::Both => Choices::new(), // which is what is done unless something else is said
        Duplicates::One => all(Choice::One)?,
        Duplicates::LeaveOut => all(Choice::LeaveOut)?,
    };
    let report = match import.dry_run {
        true => desk.app.preview_import(&held, &choices)?,
        false => desk.app.import(&held, &choices)?,
    };
    let several = paths.len() > 1;
    let name_of = |file: usize| paths.get(file).filter(|_| several).map(|path| path.display().to_string());
    Ok(match desk.json {
        true => Said::new(report_json(desk, &report, &name_of, !import.dry_run), ""),
        false => Said::new(Value::Null, report_text(desk, &report, &name_of, !import.dry_run)),
    })
}

fn report_text(
    desk: &Desk<'_>,
    report: &ImportReport,
    name_of: &dyn Fn(usize) -> Option<String>,
    done: bool,
) -> String {
    let said = if done { desk.words.import(report) } else { desk.words.import_preview(report) };
    let likely = report.duplicates.iter().map(|likely| desk.words.likely(likely));
    let left_out =
        report.left_out.iter().map(|(file, left)| desk.words.left_out(left, name_of(*file).as_deref()));
    let more = desk.words.and_more(report.unlisted());
    [said].into_iter().chain(likely).chain(left_out).chain(more).collect::<Vec<String>>().join("\n")
}

/// A file with its bytes, or all files of a folder.
fn gather(path: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) -> Result<(), CliError> {
    let failed = |why: io::Error| CliError::File { path: path.to_owned(), why };
    if path.is_dir() {
        let entries = fs::read_dir(path).and_then(|entries| entries.collect::<Result<Vec<_>, _>>());
        let mut inside: Vec<PathBuf> =
            entries.map_err(failed)?.into_iter().map(|entry| entry.path()).collect();
        inside.retain(|path| path.is_file());
        inside.sort();
        return inside.iter().try_for_each(|path| gather(path, files));
    }
    // What is too large is refused without being held in memory.
    if fs::metadata(path).map_err(failed)?.len() > FILE_LIMIT as u64 {
        return Err(AppError::from(ReadError::TooLarge { limit: FILE_LIMIT }).into());
    }
    files.push((path.to_owned(), fs::read(path).map_err(failed)?));
    Ok(())
}

/// What the columns of the first table are: guessed, and what was said of them.
fn mapping(files: &[&[u8]], columns: &[String]) -> Result<Option<Mapping>, CliError> {
    let is_table = |file: &&&[u8]| kind_of(file).is_ok_and(Kind::is_table);
    let Some(table) = files.iter().find(is_table).filter(|_| !columns.is_empty()) else { return Ok(None) };
    let mut guess = guess(table).map_err(AppError::from)?;
    for column in columns {
        let wrong = || CliError::Column(column.clone());
        let (name, field) = column.rsplit_once('=').ok_or_else(wrong)?;
        let at = guess.header.iter().position(|header| header.trim() == name.trim()).ok_or_else(wrong)?;
        let to = ColumnOf::ALL.into_iter().find(|to| to.name() == field.trim()).ok_or_else(wrong)?;
        guess.mapping.columns.get_mut(at).ok_or_else(wrong)?.to = to;
    }
    Ok(Some(guess.mapping))
}

fn report_json(
    desk: &Desk<'_>,
    report: &ImportReport,
    name_of: &dyn Fn(usize) -> Option<String>,
    done: bool,
) -> Value {
    let people = |people: &[(kith_app::core::PersonId, String)]| -> Value {
        people.iter().map(|(id, name)| json!({"id": id, "name": name})).collect()
    };
    let kind = match report.kinds.as_slice() {
        [first, rest @ ..] if rest.iter().all(|kind| kind == first) => first.name(),
        _ => "several",
    };
    let left_out = |(file, left): &(usize, LeftOut)| {
        let mut json = json!({"line": left.line, "reason": desk.words.left_out(left, None)});
        if let Some(file) = name_of(*file) {
            json["file"] = file.into();
        }
        json
    };
    json!({
        "done": done,
        "kind": kind,
        "read": report.read,
        "added": report.added.len(),
        "changed": report.changed.len(),
        "same": report.same,
        "check_ins": report.check_ins,
        "people": people(&report.added),
        "duplicates": report.duplicates.iter().map(likely_json).collect::<Value>(),
        "left_out": report.left_out.iter().map(left_out).collect::<Value>(),
        "more_left_out": report.unlisted(),
    })
}

fn likely_json(likely: &Likely) -> Value {
    let why: Vec<&str> = likely.why.iter().map(|why| why.name()).collect();
    json!({"line": likely.at.1, "name": likely.name, "of": likely.of, "known_as": likely.known_as, "why": why})
}

/// Writes what goes out to a file, or says it.
pub(crate) fn give(desk: &Desk<'_>, file: Option<&Path>, out: String) -> Result<Said, CliError> {
    let Some(file) = file else {
        return Ok(Said::new(Value::String(out.clone()), out));
    };
    let path = desk.folder.join(file);
    kith_app::files::write_private(&path, out.as_bytes())
        .map_err(|why| CliError::File { path: path.clone(), why })?;
    let shown = path.display().to_string();
    let text = desk.words.with("cli-exported", &[("path", shown.as_str().into())]);
    Ok(Said::new(json!({"file": shown}), text))
}
