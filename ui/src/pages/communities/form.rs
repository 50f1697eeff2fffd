//! The form of a community: what it is, and who is in it. Names of people in the book become members; every other name is
//! kept as it is.

use askama::Template;
use http::StatusCode;
use kith_app::{AppError, NewCommunity};
use kith_core::{Community, CommunityId, PersonId};

use super::{community_id, path};
use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::{
        contact,
        problem::{Opt, Problem},
    },
};

/// How long before a gathering it can be spoken of, in minutes, as the form offers it.
const REMINDERS: [u32; 5] = [30, 60, 120, 1440, 2880];

/// Where the note is kept while it is typed.
const DRAFT: &str = "community-note";

#[derive(Template)]
#[template(path = "community_form.html")]
struct FormPage<'a> {
    frame: Frame<'a>,
    action: String,
    up: String,
    is_new: bool,
    typed: Typed,
    /// The members there are: the id, the name, and whether they stay.
    members: Vec<(String, String, bool)>,
    /// Those who are kept by name alone.
    others: Vec<(String, bool)>,
    reminders: Vec<Opt>,
    problem: Option<Problem>,
}

struct Typed {
    name: String,
    place: String,
    role: String,
    note: String,
    names: String,
    remind: Option<u32>,
    members: Vec<PersonId>,
    others: Vec<String>,
}

impl Typed {
    fn read(ctx: &Ctx<'_>) -> Typed {
        let field = |name| ctx.asked.field(name).to_owned();
        Typed {
            name: field("name"),
            place: field("place"),
            role: field("role"),
            note: field("note"),
            names: field("names"),
            remind: ctx.asked.parsed("remind"),
            members: ctx.asked.all("member").filter_map(|id| id.parse().ok()).collect(),
            others: ctx.asked.all("other").map(str::to_owned).collect(),
        }
    }

    fn of(community: &Community) -> Typed {
        let Community { name, place, role, note, remind, members, others, .. } = community.clone();
        Typed { name, place, role, note, names: String::new(), remind, members, others }
    }

    fn community(&self, ctx: &Ctx<'_>) -> Result<NewCommunity, Problem> {
        let (mut members, mut others) = (self.members.clone(), self.others.clone());
        for name in contact::names(&self.names) {
            match ctx.app.whom(name) {
                Ok(id) => members.push(id),
                Err(AppError::NobodyNamed(_)) => others.push(name.to_owned()),
                Err(error) => return Err(Problem { field: "names", sentence: ctx.words.error(&error) }),
            }
        }
        Ok(NewCommunity {
            name: self.name.clone(),
            place: self.place.clone(),
            note: self.note.clone(),
            role: self.role.clone(),
            members,
            others,
            remind: self.remind,
        })
    }
}

/// The form for a new community.
pub(crate) fn new(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let mut typed = Typed { remind: Some(60), ..Typed::read(ctx) };
    if typed.note.is_empty() {
        typed.note = ctx.draft(DRAFT)?;
    }
    show(ctx, None, typed, None)
}

pub(crate) fn add(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let typed = Typed::read(ctx);
    let added = match typed.community(ctx) {
        Ok(new) => beside_its_field(ctx, ctx.app.add_community(&new))?,
        Err(problem) => Err(problem),
    };
    match added {
        Ok(community) => {
            ctx.app.set_draft(DRAFT, "")?;
            let args = [("community", community.name.as_str().into())];
            ctx.say_with_undo(ctx.words.with("communities-added", &args));
            Ok(Answer::See(path(community.id)))
        }
        Err(problem) => show(ctx, None, typed, Some(problem)),
    }
}

/// The form with all of a community.
pub(crate) fn change(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let community = ctx.app.community(community_id(id)?)?.view.community;
    show(ctx, Some(&community), Typed::of(&community), None)
}

pub(crate) fn save(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let community = ctx.app.community(community_id(id)?)?.view.community;
    let typed = Typed::read(ctx);
    let saved = match typed.community(ctx) {
        Ok(new) => beside_its_field(ctx, ctx.app.edit_community(community.id, &new))?,
        Err(problem) => Err(problem),
    };
    match saved {
        Ok(community) => {
            let args = [("community", community.name.as_str().into())];
            ctx.say_with_undo(ctx.words.with("communities-changed", &args));
            Ok(Answer::See(path(community.id)))
        }
        Err(problem) => show(ctx, Some(&community), typed, Some(problem)),
    }
}

/// Removes it, for as long as nobody undoes that.
pub(crate) fn remove(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let removed = ctx.app.remove_community(community_id(id)?)?;
    let args = [("community", removed.name.as_str().into())];
    ctx.say_with_undo(ctx.words.with("communities-removed", &args));
    Ok(Answer::See("/communities".to_owned()))
}

fn beside_its_field<T>(ctx: &Ctx<'_>, answer: Result<T, AppError>) -> Result<Result<T, Problem>, Trouble> {
    let error = match answer {
        Ok(answer) => return Ok(Ok(answer)),
        Err(error) => error,
    };
    let field = match &error {
        AppError::NoCommunityName => "name",
        AppError::OutOfRange("members") => "names",
        AppError::OutOfRange("remind") => "remind",
        _ => return Err(error.into()),
    };
    Ok(Err(Problem { field, sentence: ctx.words.error(&error) }))
}

fn show(
    ctx: &Ctx<'_>,
    of: Option<&Community>,
    typed: Typed,
    problem: Option<Problem>,
) -> Result<Answer, Trouble> {
    let title = match of {
        None => ctx.words.text("communities-new"),
        Some(of) => ctx.words.with("communities-edit", &[("community", of.name.as_str().into())]),
    };
    let known: &[PersonId] = of.map_or(&typed.members, |of| &of.members);
    let stays = |id: &PersonId| (id.to_string(), ctx.app.name(*id), typed.members.contains(id));
    let kept: &[String] = of.map_or(&typed.others, |of| &of.others);
    let page = FormPage {
        frame: ctx.frame_titled(title, Here::Communities),
        action: of.map_or("/communities".to_owned(), |of| path(of.id)),
        up: of.map_or("/communities".to_owned(), |of| path(of.id)),
        is_new: of.is_none(),
        members: known.iter().map(stays).filter(|(_, name, _)| !name.is_empty()).collect(),
        others: kept.iter().map(|name| (name.clone(), typed.others.contains(name))).collect(),
        reminders: reminders(ctx, typed.remind),
        typed,
        problem,
    };
    let status = if page.problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    answer::with_status(status, &page)
}

fn reminders(ctx: &Ctx<'_>, chosen: Option<u32>) -> Vec<Opt> {
    let mut minutes: Vec<u32> = REMINDERS.into_iter().chain(chosen).collect();
    minutes.sort_unstable();
    minutes.dedup();
    let never =
        Opt { value: String::new(), label: ctx.words.text("communities-remind-never"), on: chosen.is_none() };
    let option = |minutes: u32| Opt {
        value: minutes.to_string(),
        label: ctx.words.reminder(minutes),
        on: chosen == Some(minutes),
    };
    std::iter::once(never).chain(minutes.into_iter().map(option)).collect()
}

/// The name of a community, for the pages that belong to it.
pub(crate) fn name(ctx: &Ctx<'_>, id: CommunityId) -> Result<String, Trouble> {
    Ok(ctx.app.community(id)?.view.community.name)
}
