//! "I saw something of…": the moment before a like, turned into a call, a plan, or something to speak of.
//!
//! Two steps, both pages of their own: of whom, and then what it was and what to do. Whom Kith would not suggest now is
//! found only by name, and then nothing is suggested but to keep what was seen.

use askama::Template;
use kith_app::Found;
use kith_core::{PersonId, StarterKind, Status};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    link,
    pages::prompt,
    show::Face,
};

/// So many people are offered, or found.
const PEOPLE: usize = 6;

/// So much of what was seen goes into the note of a plan, in characters; all of it is kept as a starter.
const NOTED: usize = 300;

#[derive(Template)]
#[template(path = "instead.html")]
struct Pick<'a> {
    frame: Frame<'a>,
    typed: String,
    text: String,
    found: Vec<Somebody>,
}

#[derive(Template)]
#[template(path = "part/instead-found.html")]
struct FoundPart<'a> {
    frame: Frame<'a>,
    typed: String,
    found: Vec<Somebody>,
}

/// Somebody of whom something may have been seen.
struct Somebody {
    id: String,
    name: String,
    face: Face,
    circle: String,
    /// Where choosing them leads.
    to: String,
}

#[derive(Template)]
#[template(path = "instead_of.html")]
struct Offers<'a> {
    frame: Frame<'a>,
    id: String,
    text: String,
    draft: String,
    back: String,
    /// Why no call is suggested.
    why: Option<String>,
    their_time: Option<String>,
    call: bool,
    plan: bool,
    /// Whether they have died: then there is nothing to do but to remember.
    memory: bool,
}

/// Of whom; straight on where the name fits only one.
pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let typed = ctx.asked.field("who");
    if let Some(id) = Some(typed).filter(|typed| !typed.is_empty()).and_then(|name| ctx.app.whom(name).ok()) {
        return offers(ctx, id);
    }
    answer::page(&Pick {
        frame: ctx.frame("ui-instead", Here::Elsewhere),
        typed: typed.to_owned(),
        text: ctx.asked.field("text").to_owned(),
        found: found(ctx, typed),
    })
}

/// Who fits what is typed so far, as the part of the page that shows it.
pub(crate) fn fitting(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let typed = ctx.asked.field("who");
    answer::page(&FoundPart { frame: ctx.part(), typed: typed.to_owned(), found: found(ctx, typed) })
}

/// What it was, and what to do.
pub(crate) fn of(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    offers(ctx, ctx.person_id(id)?)
}

/// Does what was chosen. What was seen is kept whichever way it goes, to be at hand when people speak.
pub(crate) fn choose(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let instead = ctx.app.instead(id)?;
    let text = ctx.asked.field("text");
    let name = || ("name", instead.name.as_str().into());
    let person = format!("/people/{id}");
    if instead.status == Status::Deceased {
        ctx.app.remember(id, text)?;
        ctx.app.set_draft(&draft_key(id), "")?;
        ctx.say_with_undo(ctx.words.with("ui-instead-remembered", &[name()]));
        return Ok(ctx.back_or(&person));
    }
    let place = match ctx.asked.field("do") {
        // It has become night there, or a boundary was drawn, since the page was shown: it says so.
        "call" if !instead.call => return Ok(Answer::See(address(id, text))),
        "plan" if !instead.plan => return Ok(Answer::See(address(id, text))),
        "call" => {
            prompt::call(ctx, &id.to_string())?;
            Answer::See(person)
        }
        "plan" => Answer::See(plan(id, text)),
        _ => {
            ctx.app.add_starter(id, StarterKind::Saw, text)?;
            ctx.say_with_undo(ctx.words.with("ui-instead-kept", &[name()]));
            ctx.app.set_draft(&draft_key(id), "")?;
            return Ok(ctx.back_or(&person));
        }
    };
    if !text.is_empty() {
        ctx.app.add_starter(id, StarterKind::Saw, text)?;
        ctx.say_with_undo(ctx.words.with("ui-instead-kept", &[name()]));
    }
    ctx.app.set_draft(&draft_key(id), "")?;
    Ok(place)
}

/// The address at which something can be made of what was seen of somebody.
pub(crate) fn address(id: PersonId, text: &str) -> String {
    match text {
        "" => format!("/instead/{id}"),
        _ => format!("/instead/{id}?{}", query(&[("text", text)])),
    }
}

/// The address at which a meeting is planned, with what was seen as what it is for.
fn plan(id: PersonId, text: &str) -> String {
    let note: String = text.chars().take(NOTED).collect();
    let with = id.to_string();
    let fields = [("with", with.as_str()), ("mode", "in-person"), ("note", note.as_str())];
    let given = if note.is_empty() { &fields[..2] } else { &fields[..] };
    format!("/plans/new?{}", query(given))
}

fn query(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

fn draft_key(id: PersonId) -> String {
    format!("instead-{id}")
}

fn offers(ctx: &Ctx<'_>, id: PersonId) -> Result<Answer, Trouble> {
    let instead = ctx.app.instead(id)?;
    let now = ctx.app.local_now();
    let phones = ctx.app.person(id, 0)?.person.phones;
    let reached = phones.first().is_some_and(|phone| link::call(&phone.value).is_ok());
    let draft = draft_key(id);
    let text = match ctx.asked.field("text") {
        "" => ctx.draft(&draft)?,
        given => given.to_owned(),
    };
    let title = ctx.words.with("ui-instead-of", &[("name", instead.name.as_str().into())]);
    answer::page(&Offers {
        frame: ctx.frame_titled(title, Here::Elsewhere),
        id: id.to_string(),
        text,
        draft,
        back: ctx.asked.field("back").to_owned(),
        why: instead.hindrance.map(|why| ctx.words.not_suggested(&why, &instead.name, &now)),
        their_time: instead.their_time.filter(|_| instead.call).map(|time| ctx.words.their_time(&time, &now)),
        call: instead.call && reached,
        plan: instead.plan,
        memory: instead.status == Status::Deceased,
    })
}

/// Whom the name fits, also those who are not suggested; without a name only those who are.
fn found(ctx: &Ctx<'_>, typed: &str) -> Vec<Somebody> {
    let found = match typed {
        "" => ctx.app.instead_of_whom(PEOPLE),
        _ => ctx.app.find(typed, PEOPLE),
    };
    let settings = ctx.app.settings();
    let text = ctx.asked.field("text");
    let somebody = |found: Found| Somebody {
        id: found.id.to_string(),
        face: Face::of(&found.name, found.circle),
        circle: found.circle.map(|circle| ctx.words.circle(circle, &settings)).unwrap_or_default(),
        to: address(found.id, text),
        name: found.name,
    };
    found.into_iter().map(somebody).collect()
}
