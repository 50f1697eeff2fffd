//! `kith import` and `export`: people in and out.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use kith_app::{AppError, Choice, Choices, ColumnOf, ImportReport, Likely, Mapping, Progress, ReadError};
use kith_core::PersonId;
use kith_exchange::{FILE_LIMIT, Kind, guess, kind_of};
use serde_json::{Value, json};

use crate::{
    CliError, Desk, Said,
    args::{Duplicates, Import},
};

/// Several files are refused over so many bytes together: they are in memory all at once.
const TOGETHER_LIMIT: usize = 2 * FILE_LIMIT;

/// So many people are named before they are brought in.
const NAMED: usize = 50;

pub(crate) fn import(desk: &Desk<'_>, import: &Import) -> Result<Said, CliError> {
    let mut gathered = Gathered::default();
    for path in &import.files {
        gathered.take(&desk.folder.join(path))?;
    }
    let Gathered { files, passed_over, .. } = gathered;
    let bytes: Vec<&[u8]> = files.iter().map(|(_, bytes)| bytes.as_slice()).collect();
    let mapping = mapping(&bytes, &import.column)?;
    let held = desk.app.read_files(&bytes, mapping.as_ref(), desk.going).map_err(|error| match error {
        AppError::InFile { file, why } => CliError::Import { path: files[file].0.clone(), why: *why },
        error => error.into(),
    })?;
    // They are read: what they were is not held in memory beside it.
    let of = bytes.iter().map(|bytes| bytes.len()).sum();
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
        // Whoever has gone meanwhile does not want it any more.
        false if !(desk.going)(Progress { done: of, of, people: held.people() }) => {
            return Err(AppError::from(ReadError::Cancelled).into());
        }
        false => desk.app.import(&held, &choices)?,
    };
    let report =
        Report { desk, report: &report, paths: &paths, passed_over: &passed_over, done: !import.dry_run };
    Ok(match desk.json {
        true => Said::new(report.json(), ""),
        false => Said::new(Value::Null, report.text()),
    })
}

/// The files that are brought in.
#[derive(Default)]
struct Gathered {
    files: Vec<(PathBuf, Vec<u8>)>,
    /// What else lies in a folder, and why it does not come in.
    passed_over: Vec<(PathBuf, AppError)>,
    bytes: usize,
}

impl Gathered {
    /// A file with its bytes, or all files of a folder.
    fn take(&mut self, path: &Path) -> Result<(), CliError> {
        if !path.is_dir() {
            return self.take_file(path, false);
        }
        let failed = |why: io::Error| CliError::File { path: path.to_owned(), why };
        let entries = fs::read_dir(path).and_then(|entries| entries.collect::<Result<Vec<_>, _>>());
        let mut inside: Vec<PathBuf> =
            entries.map_err(failed)?.into_iter().map(|entry| entry.path()).collect();
        inside.retain(|path| path.is_file() && !is_of_the_system(path));
        inside.sort();
        inside.iter().try_for_each(|path| self.take_file(path, true))
    }

    fn take_file(&mut self, path: &Path, of_folder: bool) -> Result<(), CliError> {
        let failed = |why: io::Error| CliError::File { path: path.to_owned(), why };
        let file = fs::metadata(path).map_err(failed)?;
        // A pipe is waited for, and a device may never end: the book would be held meanwhile.
        if !file.is_file() {
            return Err(CliError::NotAFile(path.to_owned()));
        }
        // What is too large is refused without being held in memory.
        let size = usize::try_from(file.len()).unwrap_or(usize::MAX);
        if size > FILE_LIMIT {
            let why = ReadError::TooLarge { limit: FILE_LIMIT }.into();
            return Err(CliError::Import { path: path.to_owned(), why });
        }
        self.bytes += size;
        if self.bytes > TOGETHER_LIMIT {
            return Err(CliError::TooMuch(TOGETHER_LIMIT));
        }
        let bytes = fs::read(path).map_err(failed)?;
        match kind_of(&bytes).err().filter(|_| of_folder) {
            Some(why) => self.passed_over.push((path.to_owned(), why.into())),
            None => self.files.push((path.to_owned(), bytes)),
        }
        Ok(())
    }
}

/// What systems leave in every folder, and nobody means when they name it.
fn is_of_the_system(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    name.starts_with('.') || name == "thumbs.db" || name == "desktop.ini"
}

/// What an import would do or did, to be told.
struct Report<'a> {
    desk: &'a Desk<'a>,
    report: &'a ImportReport,
    paths: &'a [PathBuf],
    passed_over: &'a [(PathBuf, AppError)],
    done: bool,
}

impl Report<'_> {
    /// The name of a file, where there are several.
    fn name_of(&self, file: usize) -> Option<String> {
        let several = self.paths.len() + self.passed_over.len() > 1;
        self.paths.get(file).filter(|_| several).map(|path| path.display().to_string())
    }

    fn text(&self) -> String {
        let Report { report, desk: Desk { words, .. }, .. } = self;
        let said = if self.done { words.import(report) } else { words.import_preview(report) };
        let likely = report.duplicates.iter().map(|likely| words.likely(likely));
        let left_out =
            report.left_out.iter().map(|(file, left)| words.left_out(left, self.name_of(*file).as_deref()));
        let passed_over =
            self.passed_over.iter().map(|(path, why)| words.error_in_file(&path.display().to_string(), why));
        let lines = [said].into_iter().chain(self.named("cli-import-new", &report.added));
        let lines = lines.chain(self.named("cli-import-told-more", &report.changed)).chain(likely);
        let lines = lines.chain(left_out).chain(words.and_more(report.unlisted())).chain(passed_over);
        lines.collect::<Vec<String>>().join("\n")
    }

    /// The first of those who would come, each with their line, below a title.
    fn named(&self, title: &str, people: &[(PersonId, String)]) -> Vec<String> {
        if self.done || people.is_empty() {
            return Vec::new();
        }
        let words = self.desk.words;
        let named = people.iter().take(NAMED).map(|(id, name)| {
            let (file, line) = self.report.at.get(id).copied().unwrap_or_default();
            words.came(name, line, self.name_of(file).as_deref())
        });
        let more = words.and_more(people.len().saturating_sub(NAMED));
        [words.text(title)].into_iter().chain(named).chain(more).collect()
    }

    fn json(&self) -> Value {
        let report = self.report;
        let in_file = |mut json: Value, file: usize| {
            if let Some(file) = self.name_of(file) {
                json["file"] = file.into();
            }
            json
        };
        let people = |people: &[(PersonId, String)]| -> Value {
            let person = |(id, name): &(PersonId, String)| {
                let (file, line) = report.at.get(id).copied().unwrap_or_default();
                in_file(json!({"id": id, "name": name, "line": line}), file)
            };
            people.iter().map(person).collect()
        };
        let kind = match report.kinds.as_slice() {
            [first, rest @ ..] if rest.iter().all(|kind| kind == first) => first.name(),
            _ => "several",
        };
        let words = self.desk.words;
        let left_out = report.left_out.iter().map(|(file, left)| {
            in_file(json!({"line": left.line, "reason": words.left_out(left, None)}), *file)
        });
        let passed_over = self.passed_over.iter().map(
            |(path, why)| json!({"line": 1, "file": path.display().to_string(), "reason": words.error(why)}),
        );
        json!({
            "done": self.done,
            "kind": kind,
            "read": report.read,
            "added": report.added.len(),
            "changed": report.changed.len(),
            "same": report.same,
            "check_ins": report.check_ins,
            "people": people(&report.added),
            "changed_people": people(&report.changed),
            "duplicates": report.duplicates.iter().map(likely_json).collect::<Value>(),
            "left_out": left_out.chain(passed_over).collect::<Value>(),
            "more_left_out": report.unlisted(),
        })
    }
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
    // As with backups: what is there already may be all that is left of something.
    if path.symlink_metadata().is_ok() {
        return Err(CliError::Exists(path));
    }
    kith_app::files::write_private(&path, out.as_bytes())
        .map_err(|why| CliError::File { path: path.clone(), why })?;
    let shown = path.display().to_string();
    let text = desk.words.with("cli-exported", &[("path", shown.as_str().into())]);
    Ok(Said::new(json!({"file": shown}), text))
}
