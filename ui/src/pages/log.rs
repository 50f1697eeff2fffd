//! Log: one line says that a contact happened; what was understood is shown before it is saved.

use askama::Template;
use chrono::Days;
use kith_core::{
    CheckIn, Mode, PersonId,
    phrase::{Understood, Who},
};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::{
        contact::{self, Choice},
        instead,
    },
    reaching,
    show::icon,
};

/// So many of the latest check-ins are listed.
const RECENT: usize = 20;

#[derive(Template)]
#[template(path = "log.html")]
struct Log<'a> {
    frame: Frame<'a>,
    /// The line, as far as it was typed before.
    text: String,
    draft: String,
    note: String,
    promise: String,
    /// As they were said before the line: since a call was begun.
    minutes: String,
    /// With whom, when that was said before the line: from a prompt.
    with: Vec<(String, String)>,
    /// Where to go after.
    back: String,
    understood: Shown,
    /// Days to pick from.
    days: Vec<String>,
    started: Vec<Choice>,
    felts: Vec<Choice>,
    recent: Vec<Logged>,
}

#[derive(Template)]
#[template(path = "part/understood.html")]
struct UnderstoodPart<'a> {
    frame: Frame<'a>,
    understood: Shown,
}

/// What was understood, to be shown.
struct Shown {
    /// Whether there is anything to show yet.
    anything: bool,
    people: Vec<String>,
    /// Names that fit several people: which one?
    which: Vec<Which>,
    /// Names of nobody in the book: add them?
    unknown: Vec<Unknown>,
    /// The chips besides the people: an icon and a text each.
    chips: Vec<(&'static str, String)>,
    /// A like was typed: it counts for nothing, and the page says so.
    reaction: bool,
    /// What it could become, with those of whom anything may be suggested: the address and the name.
    instead: Vec<(String, String)>,
    /// The modes to choose from, while the line does not say.
    modes: Vec<Choice>,
    /// What looks like a day or a time and is none.
    puzzling: Option<String>,
    note: String,
    promise: Option<String>,
}

struct Which {
    typed: String,
    field: String,
    people: Vec<(String, String, bool)>,
}

struct Unknown {
    typed: String,
    on: bool,
}

/// A check-in in a list.
pub(crate) struct Logged {
    pub id: String,
    pub icon: &'static str,
    /// "Call with Ana and Luis".
    pub title: String,
    /// "Yesterday, 45 min".
    pub detail: String,
    pub note: String,
}

pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let with: Vec<(String, String)> = ctx
        .asked
        .all("with")
        .filter_map(|id| id.parse().ok())
        .map(|id: PersonId| (id.to_string(), ctx.app.name(id)))
        .filter(|(_, name)| !name.is_empty())
        .collect();
    let draft = draft_key(with.iter().map(|(id, _)| id.as_str()));
    let text = match ctx.asked.field("text") {
        "" => ctx.draft(&draft)?,
        given => given.to_owned(),
    };
    let understood = contact::understood_of(ctx, &text);
    let names = with.iter().map(|(_, name)| name.as_str());
    let title = match with.is_empty() {
        true => ctx.words.text("ui-log-title"),
        false => ctx.words.with("ui-log-title-with", &[("names", ctx.words.list(names).into())]),
    };
    let today = ctx.app.local_now().date_naive();
    let recent = ctx.app.recent(RECENT)?;
    answer::page(&Log {
        frame: ctx.frame_titled(title, Here::Log),
        understood: shown(ctx, &understood, &text),
        text,
        note: ctx.draft(&format!("{draft}-note"))?,
        promise: ctx.draft(&format!("{draft}-promise"))?,
        minutes: ctx.asked.field("minutes").to_owned(),
        draft,
        with,
        back: ctx.asked.field("back").to_owned(),
        days: (0..7)
            .filter_map(|ago| today.checked_sub_days(Days::new(ago)))
            .map(|day| ctx.words.day(day, today))
            .collect(),
        started: contact::started(ctx, None),
        felts: contact::felts(ctx, None),
        recent: recent.iter().map(|check_in| logged(ctx, check_in)).collect(),
    })
}

/// What was understood of the line so far, as the part of the page that shows it.
pub(crate) fn understood(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let understood = contact::understood(ctx);
    answer::page(&UnderstoodPart {
        frame: ctx.part(),
        understood: shown(ctx, &understood, ctx.asked.field("text")),
    })
}

/// Logs the contact, and says when each cadence asks next.
pub(crate) fn log(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let new = contact::from_form(ctx)?;
    let logged = ctx.app.log(&new)?;
    let draft = draft_key(ctx.asked.all("with"));
    ctx.app.set_draft(&draft, "")?;
    ctx.app.set_draft(&format!("{draft}-note"), "")?;
    ctx.app.set_draft(&format!("{draft}-promise"), "")?;
    reaching::end(ctx.app, &new.people)?;
    ctx.say_logged(&logged);
    Ok(ctx.back_or("/log"))
}

/// Each person one logs with from a prompt has a draft of their own.
fn draft_key<'a>(with: impl Iterator<Item = &'a str>) -> String {
    with.take(1).fold("log".to_owned(), |key, id| format!("{key}-{id}"))
}

fn shown(ctx: &Ctx<'_>, understood: &Understood, text: &str) -> Shown {
    let chosen = contact::chosen(ctx);
    let said_how = ctx.app.understand(text).mode.is_some();
    let mut shown = Shown {
        anything: !text.trim().is_empty() || !understood.people.is_empty(),
        people: Vec::new(),
        which: Vec::new(),
        unknown: Vec::new(),
        chips: chips(ctx, understood, said_how),
        reaction: understood.mode == Some(Mode::Reaction),
        instead: Vec::new(),
        modes: Vec::new(),
        puzzling: understood.puzzling.clone().filter(|_| ctx.asked.field("when").is_empty()),
        note: understood.note.clone(),
        promise: understood.promise.clone(),
    };
    for named in &understood.people {
        match &named.who {
            Who::One(id) => {
                let name = ctx.app.name(*id);
                if shown.reaction && ctx.app.instead(*id).is_ok_and(|instead| instead.plan) {
                    shown.instead.push((instead::address(*id, &understood.note), name.clone()));
                }
                shown.people.push(name);
            }
            Who::Several(ids) => shown.which.push(Which {
                typed: named.typed.clone(),
                field: format!("chosen{}", shown.which.len()),
                people: ids
                    .iter()
                    .map(|id| (id.to_string(), ctx.app.name(*id), chosen.contains(id)))
                    .collect(),
            }),
            Who::Nobody => shown.unknown.push(Unknown {
                on: ctx.asked.all("add").any(|name| name == named.typed),
                typed: named.typed.clone(),
            }),
        }
    }
    if shown.anything && !said_how {
        shown.modes = contact::modes(ctx, understood.mode);
    }
    shown
}

/// How, when and how long, as far as the line says.
fn chips(ctx: &Ctx<'_>, understood: &Understood, said_how: bool) -> Vec<(&'static str, String)> {
    let today = ctx.app.local_now().date_naive();
    let mut chips = Vec::new();
    if let Some(mode) = understood.mode.filter(|_| said_how) {
        chips.push((icon(mode), ctx.words.mode(mode)));
    }
    match (understood.day, understood.time) {
        (Some(day), None) => chips.push(("clock", ctx.words.day(day, today))),
        (day, Some(time)) => {
            let at = [
                ("day", ctx.words.day(day.unwrap_or(today), today).into()),
                ("time", ctx.words.time(time).into()),
            ];
            chips.push(("clock", ctx.words.with("day-at-time", &at)));
        }
        (None, None) => {}
    }
    if let Some(minutes) = understood.minutes {
        chips.push(("clock", ctx.words.minutes(minutes)));
    }
    if let Some(who) = understood.started_by {
        chips.push(("arrow", ctx.words.started_by(who)));
    }
    chips
}

/// A check-in as lists show it.
pub(crate) fn logged(ctx: &Ctx<'_>, check_in: &CheckIn) -> Logged {
    let today = ctx.app.local_now().date_naive();
    let names = ctx.words.list(check_in.people.iter().map(|id| ctx.app.name(*id)));
    let title = [("mode", check_in.mode.name().into()), ("names", names.into())];
    let day = ctx.words.day(check_in.day, today);
    let detail = match check_in.minutes {
        Some(minutes) => {
            let length = ctx.words.minutes(minutes);
            ctx.words.with("ui-logged-detail", &[("day", day.into()), ("length", length.into())])
        }
        None => day,
    };
    Logged {
        id: check_in.id.to_string(),
        icon: icon(check_in.mode),
        title: ctx.words.with("ui-logged-title", &title),
        detail,
        note: check_in.note.clone(),
    }
}
