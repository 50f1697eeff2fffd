//! What bringing them in would do, before it is done: who is new, who would be told more of, who may be somebody, and
//! what stays out and why.

use std::collections::HashSet;

use askama::Template;
use kith_app::{Choice, ImportReport, Likely};

use super::{LISTED, UnderWay, first};
use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
};

/// What the names of the fields begin with that say what becomes of somebody; the entry follows.
pub(super) const CHOICE: &str = "choice-";

/// A list of more than so many is folded, so that the button below it is not far.
const OPEN: usize = 24;

#[derive(Template)]
#[template(path = "import_preview.html")]
struct Preview<'a> {
    frame: Frame<'a>,
    /// What the files are.
    files: Vec<String>,
    more_files: Option<String>,
    /// Which reading this shows.
    reading: u64,
    is_nothing: bool,
    is_table: bool,
    likely: Vec<LikelyShown>,
    /// How many may be in the book already, in words.
    likely_title: String,
    more_likely: Option<String>,
    groups: Vec<Group>,
    /// What else there is to say, a sentence each.
    besides: Vec<String>,
    left_out: Option<Group>,
}

/// Names or lines under a title.
struct Group {
    id: &'static str,
    title: String,
    /// Whether the list is short enough to be open at once.
    open: bool,
    lines: Vec<String>,
    /// How many more there are than are listed, in words.
    more: Option<String>,
}

/// Somebody who may be somebody in the book.
struct LikelyShown {
    entry: usize,
    name: String,
    /// Whom they may be, and why.
    known: String,
    /// The page of whom they may be, if they are in the book.
    page: Option<String>,
    at: Option<String>,
    what: String,
    options: [(&'static str, String, bool); 3],
}

/// A choice as a form says it.
pub(super) fn choice(said: &str) -> Option<Choice> {
    match said {
        "both" => Some(Choice::Both),
        "one" => Some(Choice::One),
        "leave-out" => Some(Choice::LeaveOut),
        _ => None,
    }
}

pub(super) fn page(ctx: &Ctx<'_>, import: &UnderWay) -> Result<Answer, Trouble> {
    // What was chosen about some changes nothing about the others, and is shown with them.
    let report = import.importing.preview(ctx.app)?;
    let (files, more_files) = first(ctx, files(ctx, import, &report), 0);
    let likely = &report.duplicates;
    let more_likely = likely.len().saturating_sub(LISTED);
    answer::page(&Preview {
        frame: ctx.frame("ui-import-preview-title", Here::People),
        files,
        more_files,
        reading: import.reading,
        is_nothing: report.added.is_empty() && report.changed.is_empty() && report.check_ins == 0,
        is_table: report.kinds.iter().any(|kind| kind.is_table()),
        likely: likely.iter().take(LISTED).map(|likely| shown(ctx, import, likely)).collect(),
        likely_title: ctx.words.with("ui-import-likely", &[("count", likely.len().into())]),
        more_likely: (more_likely > 0)
            .then(|| ctx.words.with("ui-import-likely-more", &[("count", more_likely.into())])),
        groups: groups(ctx, import, &report),
        besides: ctx.words.import_besides(&report),
        left_out: left_out(ctx, import, &report),
    })
}

fn files(ctx: &Ctx<'_>, import: &UnderWay, report: &ImportReport) -> Vec<String> {
    let named = |(kind, name): (_, &String)| {
        let kind = ctx.words.kind_of_file(kind);
        match name.is_empty() {
            true => kind,
            false => ctx.words.with("ui-import-of-file", &[("file", name.into()), ("kind", kind.into())]),
        }
    };
    report.kinds.iter().copied().zip(&*import.names).map(named).collect()
}

fn groups(ctx: &Ctx<'_>, import: &UnderWay, report: &ImportReport) -> Vec<Group> {
    let asked: HashSet<_> = report.duplicates.iter().map(|likely| likely.person).collect();
    let new = report.added.iter().filter(|(id, _)| !asked.contains(id)).map(|(_, name)| name.clone());
    // Of somebody in the book it is to be seen what the file says.
    let changed = report.changed.iter().map(|(id, name)| {
        let (file, line) = report.at.get(id).copied().unwrap_or_default();
        ctx.words.came(name, line, import.name_of(file))
    });
    let group = |id: &'static str, title: &str, all: Vec<String>| {
        let title = ctx.words.with(title, &[("count", all.len().into())]);
        let (lines, more) = first(ctx, all, 0);
        Group { id, title, open: lines.len() <= OPEN, lines, more }
    };
    let groups =
        [("new", "ui-import-new", new.collect()), ("changed", "ui-import-changed", changed.collect())];
    let said = groups.into_iter().filter(|(_, _, lines): &(_, _, Vec<String>)| !lines.is_empty());
    said.map(|(id, title, lines)| group(id, title, lines)).collect()
}

fn left_out(ctx: &Ctx<'_>, import: &UnderWay, report: &ImportReport) -> Option<Group> {
    let count = report.left_out.len() + report.unlisted();
    let title = ctx.words.with("ui-import-left-out", &[("count", count.into())]);
    let (lines, more) = super::left_out(ctx, import, report);
    (count > 0).then_some(Group { id: "left-out", title, open: count <= OPEN, lines, more })
}

fn shown(ctx: &Ctx<'_>, import: &UnderWay, likely: &Likely) -> LikelyShown {
    let (file, line) = likely.at;
    let chosen = import.chosen(likely.entry);
    let line_arg = ("line", line.to_string().into());
    let at = match import.name_of(file) {
        Some(file) => ctx.words.with("ui-import-at-line-of", &[("file", file.into()), line_arg]),
        None => ctx.words.with("ui-import-at-line", &[line_arg]),
    };
    let why = ctx.words.why_alike(&likely.why);
    let option = |said, id| (said, ctx.words.text(id), choice(said) == Some(chosen));
    LikelyShown {
        entry: likely.entry,
        name: likely.name.clone(),
        known: ctx.words.with(
            "ui-import-likely-known",
            &[("known", likely.known_as.as_str().into()), ("why", why.into())],
        ),
        page: (!ctx.app.name(likely.of).is_empty()).then(|| format!("/people/{}", likely.of)),
        at: (line > 0).then_some(at),
        what: ctx.words.with("ui-import-likely-what", &[("name", likely.name.as_str().into())]),
        options: [
            option("both", "ui-import-both"),
            option("one", "ui-import-one"),
            option("leave-out", "ui-import-leave-out"),
        ],
    }
}
