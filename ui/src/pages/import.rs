//! Bringing people in: files are chosen, read while the page says how far that is, looked at, and then brought in as
//! one act. What a step needs is shown by a page of its own; all of them are at one address, so that looking again is
//! all it takes to come from one to the next.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use askama::Template;
use kith_app::{
    AppError, Choice, Choices, Column, ColumnOf, ImportReport, Importing, Mapping, Progress, Step,
};
use kith_core::Circle;

use crate::{
    Ui,
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::import::columns::column_field,
};

mod columns;
mod done;
mod preview;

/// Where all of it is.
const PLACE: &str = "/import";

/// So many names are listed, of each sort; more are counted.
const LISTED: usize = 300;

/// An import from its files to its report. Cheap to clone, but for what was chosen.
#[derive(Clone)]
pub(crate) struct UnderWay {
    importing: Importing,
    /// How the files are called.
    names: Arc<[String]>,
    /// What the columns are, once somebody has said so.
    mapping: Option<Mapping>,
    /// What becomes of those who may be in the book already, as far as it was said.
    choices: Choices,
    /// Which reading it is, so that a page of another one decides nothing about this.
    reading: u64,
    /// The act that brought them in, once it is done and if it changed anything.
    act: Option<u64>,
}

#[derive(Template)]
#[template(path = "import.html")]
struct ChooseFiles<'a> {
    frame: Frame<'a>,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "import_reading.html")]
struct Reading<'a> {
    frame: Frame<'a>,
    /// How many people were found, in words.
    found: String,
    /// So many bytes are read, of so many.
    done: usize,
    of: usize,
}

/// The step that the import is at.
pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let Some(import) = under_way(ctx) else { return choose_files(ctx, None) };
    match import.importing.step() {
        Step::Reading(Progress { done, of, people }) => answer::page(&Reading {
            frame: ctx.frame("ui-import-reading-title", Here::People),
            found: ctx.words.with("ui-import-reading", &[("count", people.into())]),
            done,
            of: of.max(1),
        }),
        Step::Columns(guess) => columns::page(ctx, &import, &guess),
        Step::Read(_) => preview::page(ctx, &import),
        Step::Failed(why) => choose_files(ctx, Some(import.in_words(ctx, &why))),
        Step::Done(report) => match import.act.map(|act| ctx.app.is_undone(act)).transpose()? {
            Some(true) => choose_files(ctx, Some(ctx.words.text("ui-import-was-undone"))),
            Some(false) | None => done::page(ctx, &import, &report),
        },
    }
}

fn choose_files(ctx: &Ctx<'_>, problem: Option<String>) -> Result<Answer, Trouble> {
    answer::page(&ChooseFiles { frame: ctx.frame("ui-import-title", Here::People), problem })
}

/// Begins to read the files in the body. An import that was under way is given up.
pub(crate) fn begin(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let files = ctx.asked.take_files();
    if files.is_empty() {
        return Err(Trouble::Field(ctx.words.text("ui-import-no-file")));
    }
    forget(ctx.ui);
    let (names, files): (Vec<String>, Vec<Vec<u8>>) =
        files.into_iter().map(|file| (file.name, file.bytes)).unzip();
    let import = UnderWay {
        importing: Importing::begin(ctx.app, files),
        names: names.into(),
        mapping: None,
        choices: Choices::new(),
        reading: another_reading(),
        act: None,
    };
    *ctx.ui.import() = Some(import);
    Ok(there())
}

/// Gives up, and forgets the files.
pub(crate) fn cancel(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    if under_way(ctx).is_some_and(|import| !matches!(import.importing.step(), Step::Done(_))) {
        ctx.say(ctx.words.text("ui-import-cancelled"));
    }
    forget(ctx.ui);
    Ok(there())
}

/// Nothing of an import stays in memory, and nobody reads on.
pub(crate) fn forget(ui: &Ui) {
    if let Some(import) = ui.import().take() {
        import.importing.give_up();
    }
}

/// What the columns of a table are, to say it differently.
pub(crate) fn columns(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let import = under_way(ctx).filter(|import| is_read(&import.importing.step()));
    match import.and_then(|import| Some((import.importing.guess()?, import))) {
        Some((guess, import)) => columns::page(ctx, &import, &guess),
        None => Ok(there()),
    }
}

/// Reads the table again, with the columns that were said.
pub(crate) fn read_with(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let Some(import) = under_way(ctx) else { return Ok(there()) };
    let guess = match import.importing.step() {
        Step::Columns(guess) => Some((*guess).clone()),
        Step::Read(_) => import.importing.guess(),
        Step::Reading(_) | Step::Failed(_) | Step::Done(_) => None,
    };
    let Some(guess) = guess else { return Ok(there()) };
    let mut mapping = import.mapping.unwrap_or(guess.mapping);
    for (at, column) in mapping.columns.iter_mut().enumerate() {
        let said = ctx.asked.field(&column_field(at));
        let to = ColumnOf::ALL.into_iter().find(|to| to.name() == said).unwrap_or(column.to);
        if to != column.to {
            *column = Column::of(to);
        }
    }
    if let Some(import) = ctx.ui.import().as_mut() {
        import.mapping = Some(mapping.clone());
        // Who is who is told by the people that were read.
        import.choices.clear();
        import.reading = another_reading();
    }
    import.importing.read_with(ctx.app, Some(mapping));
    Ok(there())
}

/// Says the same of all who may be in the book already.
pub(crate) fn choose_all(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let Some(import) = under_way(ctx) else { return Ok(there()) };
    if is_of_another(ctx, &import) || !matches!(import.importing.step(), Step::Read(_)) {
        return Ok(there());
    }
    if let Some(choice) = preview::choice(ctx.asked.field("all")) {
        let preview = import.importing.preview(ctx.app)?;
        let choices = preview.duplicates.iter().map(|likely| (likely.entry, choice)).collect();
        remember(ctx, choices);
    }
    Ok(Answer::See(format!("{PLACE}#likely")))
}

/// Brings them in.
pub(crate) fn finish(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let Some(import) = under_way(ctx) else { return Ok(there()) };
    if is_of_another(ctx, &import) {
        ctx.say(ctx.words.text("ui-import-another-reading"));
        return Ok(there());
    }
    let mut choices = import.choices;
    let said = ctx.asked.beginning(preview::CHOICE);
    choices.extend(said.filter_map(|(entry, said)| Some((entry.parse().ok()?, preview::choice(said)?))));
    // Kept, should it not be done.
    remember(ctx, choices.clone());
    let report = match import.importing.finish(ctx.app, &choices) {
        // It was done a moment ago, or is read anew.
        Err(AppError::NothingToImport) => return Ok(there()),
        report => report?,
    };
    let said = ctx.words.with("ui-import-done", &[("count", report.added.len().into())]);
    if report.added.is_empty() && report.changed.is_empty() && report.check_ins == 0 {
        ctx.say(said);
    } else {
        ctx.say_with_undo(said);
        let act = ctx.app.latest_undo().map(|undo| undo.seq);
        ctx.ui.import().iter_mut().for_each(|import| import.act = act);
    }
    Ok(there())
}

/// Puts everybody of the last import into a circle.
pub(crate) fn into_circle(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let Some(Step::Done(report)) = under_way(ctx).map(|import| import.importing.step()) else {
        return Ok(there());
    };
    // Some may have been removed since.
    let ids = report.added.iter().map(|(id, _)| *id).filter(|id| !ctx.app.name(*id).is_empty());
    let circle: Option<Circle> = ctx.asked.parsed("circle");
    let moved = ctx.app.set_circle(&ids.collect::<Vec<_>>(), circle)?;
    match (moved, circle) {
        (0, _) => ctx.say(ctx.words.text("ui-nothing-changed")),
        (_, None) => ctx.say_with_undo(ctx.words.with("ui-people-moved-out", &[("count", moved.into())])),
        (_, Some(circle)) => {
            let circle = ctx.words.circle(circle, &ctx.app.settings());
            let args = [("count", moved.into()), ("circle", circle.into())];
            ctx.say_with_undo(ctx.words.with("ui-people-moved", &args));
        }
    }
    Ok(Answer::See("/people".to_owned()))
}

fn under_way(ctx: &Ctx<'_>) -> Option<UnderWay> {
    ctx.ui.import().clone()
}

fn another_reading() -> u64 {
    static READINGS: AtomicU64 = AtomicU64::new(0);
    READINGS.fetch_add(1, Ordering::Relaxed)
}

/// Whether the page that asks shows another reading than the one under way.
fn is_of_another(ctx: &Ctx<'_>, import: &UnderWay) -> bool {
    ctx.asked.given("reading").is_some_and(|reading| reading != import.reading.to_string())
}

fn remember(ctx: &Ctx<'_>, choices: Choices) {
    ctx.ui.import().iter_mut().for_each(|import| import.choices = choices.clone());
}

fn is_read(step: &Step) -> bool {
    matches!(step, Step::Columns(_) | Step::Read(_))
}

fn there() -> Answer {
    Answer::See(PLACE.to_owned())
}

impl UnderWay {
    /// What was said of somebody who may be in the book already.
    fn chosen(&self, entry: usize) -> Choice {
        self.choices.get(&entry).copied().unwrap_or_default()
    }

    /// The name of a file, where there are several.
    fn name_of(&self, file: usize) -> Option<&str> {
        match &*self.names {
            [_] => None,
            names => names.get(file).map(String::as_str),
        }
    }

    fn in_words(&self, ctx: &Ctx<'_>, why: &AppError) -> String {
        match why {
            AppError::InFile { file, why } => {
                let name = self.name_of(*file).unwrap_or_default();
                ctx.words.error_in_file(name, why)
            }
            why => ctx.words.error(why),
        }
    }
}

/// The first of many, and in words how many more there are; `beyond` them are as many again that nobody holds.
fn first<T>(ctx: &Ctx<'_>, mut all: Vec<T>, beyond: usize) -> (Vec<T>, Option<String>) {
    let more = all.len().saturating_sub(LISTED) + beyond;
    all.truncate(LISTED);
    (all, ctx.words.and_more(more))
}

/// What did not come along, by file and line.
fn left_out(ctx: &Ctx<'_>, import: &UnderWay, report: &ImportReport) -> (Vec<String>, Option<String>) {
    let (left_out, more) = first(ctx, report.left_out.iter().collect(), report.unlisted());
    let said = |(file, left): &(usize, _)| ctx.words.left_out(left, import.name_of(*file));
    (left_out.into_iter().map(said).collect(), more)
}
