//! Changing what is known of somebody, and adding somebody new.

use askama::Template;
use http::StatusCode;
use kith_app::AppError;
use kith_core::Status;

use super::fields::Fields;
use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::problem::{self, Opt, Problem},
};

pub(crate) use super::fields::circles;

#[derive(Template)]
#[template(path = "person_edit.html")]
struct EditPage<'a> {
    frame: Frame<'a>,
    /// The person, when they are in the book already.
    id: Option<String>,
    fields: Fields,
    circles: Vec<Opt>,
    statuses: Vec<Opt>,
    boundaries: Vec<Opt>,
    zones: Vec<&'static str>,
    note_draft: String,
    problem: Option<Problem>,
}

/// What the name of somebody new is kept under until it is sent.
const NAME_DRAFT: &str = "person-name";

/// What a note is kept under until it is sent.
fn note_draft(id: Option<&str>) -> String {
    format!("person-note-{}", id.unwrap_or("new"))
}

/// The form for somebody new; `name` may be given.
pub(crate) fn new(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let name = match ctx.asked.field("name") {
        "" => ctx.draft(NAME_DRAFT)?,
        given => given.to_owned(),
    };
    let fields = Fields { name, note: ctx.draft(&note_draft(None))?, ..Fields::default() };
    show(ctx, None, fields, None)
}

/// The form for somebody in the book.
pub(crate) fn page(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let person = ctx.app.person(ctx.person_id(id)?, 0)?.person;
    let mut fields = Fields::of(ctx, &person);
    let unsent = ctx.draft(&note_draft(Some(id)))?;
    if !unsent.is_empty() {
        fields.note = unsent;
    }
    show(ctx, Some(id), fields, None)
}

pub(crate) fn add(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let fields = Fields::typed(ctx);
    let change = match fields.change(ctx) {
        Ok(change) => change,
        Err(problem) => return show(ctx, None, fields, Some(problem)),
    };
    let person = match ctx.app.add_person(&fields.name, change) {
        Err(error) => return show(ctx, None, fields, Some(year_at_fault(ctx, error)?)),
        Ok(person) => person,
    };
    ctx.app.set_draft(NAME_DRAFT, "")?;
    ctx.app.set_draft(&note_draft(None), "")?;
    ctx.say_with_undo(ctx.words.with("ui-person-added", &[("name", person.name.into())]));
    Ok(Answer::See(format!("/people/{}", person.id)))
}

pub(crate) fn save(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let person = ctx.person_id(id)?;
    let fields = Fields::typed(ctx);
    let change = match fields.change(ctx) {
        Ok(change) => change,
        Err(problem) => return show(ctx, Some(id), fields, Some(problem)),
    };
    let before = ctx.app.person(person, 0)?.person;
    let after = match ctx.app.edit_person(person, change) {
        Err(error) => return show(ctx, Some(id), fields, Some(year_at_fault(ctx, error)?)),
        Ok(after) => after,
    };
    ctx.app.set_draft(&note_draft(Some(id)), "")?;
    let said = match after.status {
        Status::Deceased if before.status != after.status => "ui-person-died",
        _ if before == after => "ui-nothing-changed",
        _ => "ui-saved",
    };
    match before == after {
        true => ctx.say(ctx.words.text(said)),
        false => ctx.say_with_undo(ctx.words.text(said)),
    }
    Ok(Answer::See(format!("/people/{person}")))
}

/// What is said beside a day whose year cannot be. Any other trouble is a page of its own.
fn year_at_fault(ctx: &Ctx<'_>, error: AppError) -> Result<Problem, Trouble> {
    match error {
        AppError::OutOfRange(field @ ("birthday" | "anniversary" | "remembrance")) => {
            Ok(Problem { field, sentence: ctx.words.error(&error) })
        }
        error => Err(error.into()),
    }
}

fn show(
    ctx: &Ctx<'_>,
    id: Option<&str>,
    fields: Fields,
    problem: Option<Problem>,
) -> Result<Answer, Trouble> {
    let title = match id {
        None => ctx.words.text("ui-add-person"),
        Some(_) => ctx.words.with("ui-person-edit", &[("name", fields.name.as_str().into())]),
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let shown = EditPage {
        frame: ctx.frame_titled(title, Here::People),
        id: id.map(str::to_owned),
        circles: fields.circles(ctx),
        statuses: fields.statuses(ctx),
        boundaries: fields.bounds.boundaries(ctx),
        zones: problem::zones(),
        note_draft: note_draft(id),
        fields: fields.with_blanks(),
        problem,
    };
    answer::with_status(status, &shown)
}
