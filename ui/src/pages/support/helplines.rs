//! Helplines: numbers that the user has entered, to be seen wherever somebody is needed.

use askama::Template;
use http::StatusCode;
use kith_app::{AppError, HelplineView, error::Kind};
use kith_core::{FreeHours, Helpline};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    link::{self, Refused},
    pages::{person::bounds::Span, problem::Problem},
};

/// A helpline, as lists show it.
pub(crate) struct LineShown {
    pub place: usize,
    pub name: String,
    pub number: String,
    pub note: String,
    /// When somebody answers, and whether now.
    pub hours: String,
    /// What the button does, if it can do anything: "Call the crisis line".
    pub opens: Option<String>,
    /// Whether that is a call, rather than a page.
    pub calls: bool,
    pub edit: String,
    pub remove: String,
}

#[derive(Template)]
#[template(path = "helpline.html")]
struct Form<'a> {
    frame: Frame<'a>,
    /// The how-manieth it is; `None` for a new one.
    place: Option<usize>,
    fields: Fields,
    problem: Option<Problem>,
}

/// The fields, as typed.
struct Fields {
    name: String,
    number: String,
    note: String,
    weekdays: Span,
    weekends: Span,
}

impl Fields {
    fn of(line: &Helpline) -> Fields {
        Fields {
            name: line.name.clone(),
            number: line.number.clone(),
            note: line.note.clone(),
            weekdays: Span::of(line.hours.and_then(|hours| hours.weekdays)),
            weekends: Span::of(line.hours.and_then(|hours| hours.weekends)),
        }
    }

    fn typed(ctx: &Ctx<'_>) -> Fields {
        let text = |name: &str| ctx.asked.field(name).to_owned();
        Fields {
            name: text("name"),
            number: text("number"),
            note: text("note"),
            weekdays: Span::typed(ctx, "weekdays-from", "weekdays-to"),
            weekends: Span::typed(ctx, "weekends-from", "weekends-to"),
        }
    }

    /// The spans of working days and of weekends, as the part of the form has them.
    fn free(&self) -> [&Span; 2] {
        [&self.weekdays, &self.weekends]
    }

    fn read(&self, ctx: &Ctx<'_>) -> Result<Helpline, Problem> {
        let hours = FreeHours {
            weekdays: self.weekdays.read(ctx, "weekdays-to")?,
            weekends: self.weekends.read(ctx, "weekends-to")?,
        };
        let missing = |field| Problem { field, sentence: ctx.words.error(&AppError::NoHelpline) };
        match (self.name.trim(), self.number.trim()) {
            ("", _) => Err(missing("name")),
            (_, "") => Err(missing("number")),
            (name, number) => Ok(Helpline {
                name: name.to_owned(),
                number: number.to_owned(),
                hours: Some(hours).filter(|hours| *hours != FreeHours::default()),
                note: self.note.clone(),
            }),
        }
    }
}

/// All of them.
pub(crate) fn shown(ctx: &Ctx<'_>) -> Vec<LineShown> {
    ctx.app.helplines().iter().map(|view| line(ctx, view)).collect()
}

fn line(ctx: &Ctx<'_>, view: &HelplineView) -> LineShown {
    let Helpline { name, number, note, .. } = &view.line;
    let of = |id: &str, key: &'static str| ctx.words.with(id, &[(key, name.as_str().into())]);
    let calls = !is_page(number);
    LineShown {
        place: view.place,
        name: name.clone(),
        number: number.clone(),
        note: note.clone(),
        hours: ctx.words.helpline_hours(view),
        opens: way(number).is_ok().then(|| match calls {
            true => ctx.words.with("helpline-call", &[("name", name.as_str().into())]),
            false => ctx.words.with("helpline-visit", &[("name", name.as_str().into())]),
        }),
        calls,
        edit: of("ui-edit-of", "what"),
        remove: of("ui-remove-of", "what"),
    }
}

/// The link that a number or the address of a page leads to.
fn way(number: &str) -> Result<String, Refused> {
    match is_page(number) {
        true => link::checked(number).map(str::to_owned),
        false => link::call(number),
    }
}

fn is_page(number: &str) -> bool {
    number.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"))
}

/// The form for a new one.
pub(crate) fn new(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    show(ctx, None, Fields::typed(ctx), None)
}

/// The form for one that is there.
pub(crate) fn page(ctx: &Ctx<'_>, place: &str) -> Result<Answer, Trouble> {
    let view = found(ctx, place)?;
    show(ctx, Some(view.place), Fields::of(&view.line), None)
}

pub(crate) fn add(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let fields = Fields::typed(ctx);
    match fields.read(ctx) {
        Err(problem) => show(ctx, None, fields, Some(problem)),
        Ok(line) => {
            let name = line.name.clone();
            ctx.app.add_helpline(line)?;
            ctx.say_with_undo(ctx.words.with("helpline-added", &[("name", name.into())]));
            Ok(Answer::See("/support".to_owned()))
        }
    }
}

pub(crate) fn save(ctx: &Ctx<'_>, place: &str) -> Result<Answer, Trouble> {
    let view = found(ctx, place)?;
    let fields = Fields::typed(ctx);
    match fields.read(ctx) {
        Err(problem) => show(ctx, Some(view.place), fields, Some(problem)),
        Ok(line) if line == view.line => {
            ctx.say(ctx.words.text("ui-nothing-changed"));
            Ok(Answer::See("/support".to_owned()))
        }
        Ok(line) => {
            ctx.app.edit_helpline(view.place, line)?;
            ctx.say_with_undo(ctx.words.text("ui-saved"));
            Ok(Answer::See("/support".to_owned()))
        }
    }
}

pub(crate) fn remove(ctx: &Ctx<'_>, place: &str) -> Result<Answer, Trouble> {
    let removed = ctx.app.remove_helpline(found(ctx, place)?.place)?;
    ctx.say_with_undo(ctx.words.with("helpline-removed", &[("name", removed.name.into())]));
    Ok(Answer::See("/support".to_owned()))
}

/// Calls it, or opens its page.
pub(crate) fn open(ctx: &Ctx<'_>, place: &str) -> Result<Answer, Trouble> {
    ctx.open(&way(&found(ctx, place)?.line.number)?)?;
    Ok(ctx.back_or("/support"))
}

fn found(ctx: &Ctx<'_>, place: &str) -> Result<HelplineView, Trouble> {
    let place = place.parse::<usize>().ok();
    let view = ctx.app.helplines().into_iter().find(|view| Some(view.place) == place);
    view.ok_or(Trouble::App(AppError::Gone(Kind::Helpline)))
}

fn show(
    ctx: &Ctx<'_>,
    place: Option<usize>,
    fields: Fields,
    problem: Option<Problem>,
) -> Result<Answer, Trouble> {
    let title = match place {
        None => ctx.words.text("helpline-add"),
        Some(_) => ctx.words.with("ui-edit-of", &[("what", fields.name.as_str().into())]),
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let form = Form { frame: ctx.frame_titled(title, Here::Support), place, fields, problem };
    answer::with_status(status, &form)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("717 003 717", Some("tel:717003717"))]
    #[case("116 123 (free)", Some("tel:116123"))]
    #[case("https://help.example/chat", Some("https://help.example/chat"))]
    #[case("http://help.example/24", None)]
    #[case("javascript:alert(1)", None)]
    #[case("ask at the desk", None)]
    fn a_number_is_called_and_a_page_opened_and_nothing_else(#[case] number: &str, #[case] to: Option<&str>) {
        assert_eq!(way(number).ok().as_deref(), to);
    }
}
