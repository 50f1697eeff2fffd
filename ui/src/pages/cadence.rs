//! The cadence editor: the usual ones in words, a rule for the rest, and the next dates as one types.

use askama::Template;
use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use http::StatusCode;
use kith_app::{AppError, NewCadence, NewRepeat, PersonPage, error::Kind};
use kith_core::{CadenceId, Mode, PersonId, Repeat, Rule};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::{
        contact,
        problem::{self, Opt, Problem},
    },
};
use editor::Editor;

pub(crate) mod choices;
pub(crate) mod editor;

/// So many of the next dates are shown.
const DATES: usize = 5;

#[derive(Template)]
#[template(path = "cadence.html")]
struct CadencePage<'a> {
    frame: Frame<'a>,
    person: String,
    name: String,
    /// The cadence, when it is there already.
    id: Option<String>,
    /// Whether the person lives by the cadences of their circle so far.
    of_circle: bool,
    editor: Fields,
    preview: Preview,
    problem: Option<Problem>,
}

#[derive(Template)]
#[template(path = "part/cadence-preview.html")]
struct PreviewPart<'a> {
    frame: Frame<'a>,
    preview: Preview,
}

/// The fields with what there is to choose from.
pub(crate) struct Fields {
    pub modes: Vec<contact::Choice>,
    pub kinds: Vec<Opt>,
    pub units: Vec<Opt>,
    pub weeks: Vec<Opt>,
    pub days: Vec<Opt>,
    pub nths: Vec<Opt>,
    pub weekdays: Vec<Opt>,
    pub months: Vec<Opt>,
    pub zones: Vec<&'static str>,
    pub says_more: bool,
    pub is: Editor,
}

impl Fields {
    pub(crate) fn of(ctx: &Ctx<'_>, editor: Editor) -> Fields {
        Fields {
            modes: editor.modes(ctx),
            kinds: editor.kinds(ctx),
            units: editor.units(ctx),
            weeks: editor.weeks(ctx),
            days: editor.days(ctx),
            nths: editor.nths(ctx),
            weekdays: editor.weekdays(ctx),
            months: editor.months(ctx),
            zones: problem::zones(),
            says_more: editor.says_more(),
            is: editor,
        }
    }
}

/// What a cadence comes to.
struct Preview {
    /// The cadence in words, or what is wrong with it.
    sentence: String,
    dates: Vec<String>,
    wrong: bool,
}

/// The editor for a new cadence.
pub(crate) fn new(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let page = ctx.app.person(ctx.person_id(id)?, 0)?;
    let usual = page.person.preferred_time;
    // "Give an own one instead" begins with the one of the circle.
    let like = page.cadences.iter().find(|known| known.cadence.id.to_string() == ctx.asked.field("like"));
    let editor = match like {
        _ if ctx.asked.given("kind").is_some() => Editor::typed(ctx, usual),
        Some(like) => Editor::of(ctx, &like.cadence, usual),
        None => Editor::proposed(ctx, usual),
    };
    show(ctx, &page, None, editor, None)
}

/// The editor for a cadence there is.
pub(crate) fn page(ctx: &Ctx<'_>, id: &str, cadence: &str) -> Result<Answer, Trouble> {
    let page = ctx.app.person(ctx.person_id(id)?, 0)?;
    let cadence = cadence_id(cadence)?;
    let known = page.person.cadences.iter().find(|known| known.id == cadence);
    let editor = Editor::of(ctx, known.ok_or(AppError::Gone(Kind::Cadence))?, page.person.preferred_time);
    show(ctx, &page, Some(cadence), editor, None)
}

/// Gives the person the cadence of the form.
pub(crate) fn add(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    save(ctx, id, None, |person, new| ctx.app.add_cadence(person, new).map(drop))
}

/// Changes a cadence to what the form says.
pub(crate) fn edit(ctx: &Ctx<'_>, id: &str, cadence: &str) -> Result<Answer, Trouble> {
    let cadence = cadence_id(cadence)?;
    save(ctx, id, Some(cadence), |person, new| ctx.app.edit_cadence(person, cadence, new).map(drop))
}

pub(crate) fn remove(ctx: &Ctx<'_>, id: &str, cadence: &str) -> Result<Answer, Trouble> {
    let person = ctx.person_id(id)?;
    let removed = ctx.app.remove_cadence(person, cadence_id(cadence)?)?;
    let what = ctx.words.cadence(&removed);
    ctx.say_with_undo(ctx.words.with("ui-cadence-removed", &[("cadence", what.into())]));
    Ok(ctx.back_or(&format!("/people/{person}")))
}

/// What the fields come to so far, as the part of the page that shows it.
pub(crate) fn preview(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let person = ctx.asked.parsed("person").map(|id| ctx.app.person(id, 0)).transpose()?;
    let usual = person.as_ref().and_then(|page| page.person.preferred_time);
    let preview = previewed(ctx, &Editor::typed(ctx, usual), person.as_ref());
    answer::page(&PreviewPart { frame: ctx.part(), preview })
}

fn save(
    ctx: &Ctx<'_>,
    id: &str,
    cadence: Option<CadenceId>,
    keep: impl FnOnce(PersonId, &NewCadence) -> Result<(), AppError>,
) -> Result<Answer, Trouble> {
    let person = ctx.person_id(id)?;
    let page = ctx.app.person(person, 0)?;
    let editor = Editor::typed(ctx, page.person.preferred_time);
    let new = match editor.cadence(ctx) {
        Ok(new) => new,
        Err(problem) => return show(ctx, &page, cadence, editor, Some(problem)),
    };
    match keep(person, &new) {
        Ok(()) => {}
        Err(error @ AppError::BadRule(_)) => {
            let problem = Problem { field: editor.field_at_fault(), sentence: ctx.words.error(&error) };
            return show(ctx, &page, cadence, editor, Some(problem));
        }
        Err(error) => return Err(error.into()),
    }
    let said = match cadence {
        None => "ui-cadence-added",
        Some(_) => "ui-cadence-changed",
    };
    let args = [("name", page.person.name.into()), ("cadence", sentence(ctx, &new).into())];
    ctx.say_with_undo(ctx.words.with(said, &args));
    Ok(ctx.back_or(&format!("/people/{person}")))
}

fn show(
    ctx: &Ctx<'_>,
    page: &PersonPage,
    id: Option<CadenceId>,
    editor: Editor,
    problem: Option<Problem>,
) -> Result<Answer, Trouble> {
    let name = page.person.name.clone();
    let title = match id {
        None => ctx.words.with("ui-cadence-new-title", &[("name", name.as_str().into())]),
        Some(_) => ctx.words.with("ui-cadence-title", &[("name", name.as_str().into())]),
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let shown = CadencePage {
        frame: ctx.frame_titled(title, Here::People),
        person: page.person.id.to_string(),
        name,
        id: id.map(|id| id.to_string()),
        of_circle: page.cadences.iter().any(|it| it.of_circle),
        preview: previewed(ctx, &editor, Some(page)),
        editor: Fields::of(ctx, editor),
        problem,
    };
    answer::with_status(status, &shown)
}

fn previewed(ctx: &Ctx<'_>, editor: &Editor, person: Option<&PersonPage>) -> Preview {
    let wrong = |sentence: String| Preview { sentence, dates: Vec::new(), wrong: true };
    let new = match editor.cadence(ctx) {
        Ok(new) => new,
        Err(problem) => return wrong(problem.sentence),
    };
    let last = person.and_then(|page| page.summary.last.satisfying(new.mode)).map(|contact| contact.day);
    let usual = person.and_then(|page| page.person.preferred_time);
    match dates(ctx, &timed(&new.repeat, usual), last) {
        Ok(dates) => Preview { sentence: sentence(ctx, &new), dates, wrong: false },
        Err(error) => wrong(ctx.words.error(&error)),
    }
}

/// The repeat, asking at `usual` where it names no time.
fn timed(repeat: &NewRepeat, usual: Option<chrono::NaiveTime>) -> NewRepeat {
    match repeat {
        NewRepeat::After { every, at } => NewRepeat::After { every: *every, at: at.or(usual) },
        rule => rule.clone(),
    }
}

/// A cadence in words before it is anybody's.
fn sentence(ctx: &Ctx<'_>, new: &NewCadence) -> String {
    let repeat = match &new.repeat {
        NewRepeat::After { every, at } => Repeat::After { every: *every, first: NaiveDate::MIN, at: *at },
        NewRepeat::Rule { rule, start, zone } => {
            let first = Rule::parse(rule, *start).map_or(*start, |rule| rule.first());
            Repeat::Rule { rule: rule.clone(), start: first, zone: *zone }
        }
    };
    ctx.words.repeat(new.mode, &repeat)
}

/// The next dates of a repeat, when the last such contact was on `last`. What should have been is now.
fn dates(ctx: &Ctx<'_>, repeat: &NewRepeat, last: Option<NaiveDate>) -> Result<Vec<String>, AppError> {
    let now = ctx.app.local_now();
    let coming = ctx.app.preview(repeat, last, DATES)?;
    match coming.first().is_some_and(|first| *first <= now) {
        false => Ok(in_words(ctx, &coming)),
        true => {
            let after = ctx.app.preview(repeat, Some(now.date_naive()), DATES - 1)?;
            Ok([vec![ctx.words.text("ui-cadence-now")], in_words(ctx, &after)].concat())
        }
    }
}

/// The next dates of somebody's cadence, in words.
pub(crate) fn next_dates(
    ctx: &Ctx<'_>,
    repeat: &Repeat,
    usual: Option<chrono::NaiveTime>,
    next: &[DateTime<Tz>],
) -> Result<Vec<String>, AppError> {
    let now = ctx.app.local_now();
    match repeat {
        Repeat::After { every, at, .. } if next.first().is_some_and(|first| *first <= now) => {
            let repeat = NewRepeat::After { every: *every, at: at.or(usual) };
            let after = ctx.app.preview(&repeat, Some(now.date_naive()), DATES - 1)?;
            Ok([vec![ctx.words.text("ui-cadence-now")], in_words(ctx, &after)].concat())
        }
        _ => Ok(in_words(ctx, next)),
    }
}

fn in_words(ctx: &Ctx<'_>, dates: &[DateTime<Tz>]) -> Vec<String> {
    let now = ctx.app.local_now();
    let word = |date: &DateTime<Tz>| match *date <= now {
        true => ctx.words.text("ui-cadence-now"),
        false => ctx.words.date_time(date),
    };
    dates.iter().map(word).collect()
}

fn cadence_id(segment: &str) -> Result<CadenceId, Trouble> {
    segment.parse().map_err(|_| Trouble::App(AppError::Gone(Kind::Cadence)))
}

/// The floor a form asks for; a call where it says nothing.
pub(crate) fn mode(ctx: &Ctx<'_>) -> Mode {
    ctx.asked.parsed("mode").filter(|mode| Mode::FLOORS.contains(mode)).unwrap_or(Mode::Voice)
}
