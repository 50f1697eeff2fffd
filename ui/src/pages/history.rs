//! The history: what was done, day by day and in sentences, with what each act changed, and Undo on the latest.

use askama::Template;
use chrono::NaiveDate;
use kith_app::{Acts, By, Can, Told};
use kith_core::PersonId;
use kith_words::Telling;

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
};

/// So many acts are on one page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "history.html")]
struct History<'a> {
    frame: Frame<'a>,
    /// Whose history alone is shown: the id and the name.
    of: Option<(String, String)>,
    days: Vec<Day>,
    /// Where what was before is.
    earlier: Option<String>,
    /// Where the latest is, unless that is what is shown.
    latest: Option<String>,
}

/// The acts of one day.
struct Day {
    title: String,
    acts: Vec<ActShown>,
}

/// An act.
struct ActShown {
    seq: u64,
    time: String,
    /// For machines, in `<time>`.
    stamp: String,
    words: String,
    details: Vec<String>,
    undone: bool,
    by_kith: bool,
    /// The message on its button, if something can be done about it.
    can: Option<&'static str>,
}

/// All that was done, or what was done to one person.
pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let before = ctx.asked.parsed("before");
    let of = match ctx.asked.field("of") {
        "" => None,
        id => Some(ctx.person_id(id)?),
    };
    let acts = match of {
        Some(person) => ctx.app.acts_of(person, before, PAGE)?,
        None => ctx.app.acts(before, PAGE)?,
    };
    let title = match of {
        Some(_) => "ui-changes-of-title",
        None => "ui-changes-title",
    };
    answer::page(&History {
        frame: ctx.frame(title, Here::Settings),
        of: of.map(|id| (id.to_string(), ctx.app.name(id))),
        earlier: acts.more.map(|more| place(of, Some(more))),
        latest: before.map(|_: u64| place(of, None)),
        days: days(ctx, &acts),
    })
}

fn place(of: Option<PersonId>, before: Option<u64>) -> String {
    match (of, before) {
        (Some(id), Some(before)) => format!("/history?of={id}&before={before}"),
        (Some(id), None) => format!("/history?of={id}"),
        (None, Some(before)) => format!("/history?before={before}"),
        (None, None) => "/history".to_owned(),
    }
}

fn days(ctx: &Ctx<'_>, acts: &Acts) -> Vec<Day> {
    let (settings, now) = (ctx.app.settings(), ctx.app.local_now());
    let telling = Telling { names: &acts.names, settings: &settings, now: &now };
    let mut days: Vec<Day> = Vec::new();
    let mut last: Option<NaiveDate> = None;
    for act in &acts.acts {
        let at = act.at.with_timezone(&now.timezone());
        if last != Some(at.date_naive()) {
            last = Some(at.date_naive());
            let title = ctx.words.day_of_acts(at.date_naive(), now.date_naive());
            days.push(Day { title, acts: Vec::new() });
        }
        let shown = shown(ctx, act, telling, ctx.words.time(at.time()), at.to_rfc3339());
        if let Some(day) = days.last_mut() {
            day.acts.push(shown);
        }
    }
    days
}

fn shown(ctx: &Ctx<'_>, act: &Told, telling: Telling<'_>, time: String, stamp: String) -> ActShown {
    ActShown {
        seq: act.seq,
        time,
        stamp,
        words: ctx.words.act(act, telling),
        details: ctx.words.act_details(act, telling),
        undone: act.undone,
        by_kith: act.by == By::Kith,
        can: act.can.map(|can| match can {
            Can::Undo => "ui-undo",
            Can::DoAgain => "ui-do-again",
        }),
    }
}
