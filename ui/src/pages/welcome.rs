//! The welcome: from nothing to the first cadence, in three questions on one page.

use askama::Template;
use chrono::Days;
use http::StatusCode;
use kith_app::{Day, NewCadence, NewCheckIn, NewRepeat};
use kith_core::{Interval, Mode, interval::Unit};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::{
        cadence::{self, editor},
        contact,
        problem::{Opt, Problem},
    },
};

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome<'a> {
    frame: Frame<'a>,
    name: String,
    usual: Vec<Opt>,
    own: bool,
    modes: Vec<contact::Choice>,
    count: String,
    units: Vec<Opt>,
    ages: Vec<Opt>,
    problem: Option<Problem>,
}

/// The cadences most people begin with, by their names in the form.
const USUAL: [(&str, Mode, u16, Unit); 4] = [
    ("meet-month", Mode::InPerson, 1, Unit::Month),
    ("call-week", Mode::Voice, 1, Unit::Week),
    ("call-3-weeks", Mode::Voice, 3, Unit::Week),
    ("meet-3-months", Mode::InPerson, 3, Unit::Month),
];

/// How long ago the last time was, in days; never is none.
const AGES: [(&str, Option<u64>); 5] =
    [("today", Some(0)), ("week", Some(7)), ("month", Some(30)), ("months", Some(91)), ("never", None)];

pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    show(ctx, None)
}

/// Adds the first person with their cadence and, if there was one, the last contact.
pub(crate) fn begin(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let name = ctx.asked.field("name");
    if name.is_empty() {
        return show(ctx, Some(Problem::at(ctx, "name", "error-no-name")));
    }
    let (mode, every) = match chosen(ctx) {
        Ok(chosen) => chosen,
        Err(problem) => return show(ctx, Some(problem)),
    };
    let person = ctx.app.add_person(name, |_| {})?;
    ctx.app.add_cadence(person.id, &NewCadence { mode, repeat: NewRepeat::After { every, at: None } })?;
    let age = AGES.iter().find(|(age, _)| *age == ctx.asked.field("last")).and_then(|(_, days)| *days);
    let today = ctx.app.local_now().date_naive();
    if let Some(day) = age.and_then(|days| today.checked_sub_days(Days::new(days))) {
        // Only today is a day that was said; of the others it is said that they are about right.
        let note = if day == today { String::new() } else { ctx.words.text("ui-welcome-about") };
        ctx.app.log(&NewCheckIn {
            people: vec![person.id],
            mode,
            when: Some(Day { day, time: None }),
            minutes: None,
            started_by: None,
            note,
            felt: None,
            promise: None,
        })?;
    }
    ctx.app.set_draft("welcome-name", "")?;
    leave(ctx)?;
    ctx.say(done(ctx, person.id)?);
    Ok(Answer::See("/today".to_owned()))
}

/// Leaves the welcome; Today does not lead here again.
pub(crate) fn skip(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    leave(ctx)?;
    Ok(Answer::See("/today".to_owned()))
}

fn leave(ctx: &Ctx<'_>) -> Result<(), Trouble> {
    ctx.app.change_settings(|settings| settings.welcomed = true)?;
    Ok(())
}

/// What comes next, now that there is somebody.
fn done(ctx: &Ctx<'_>, id: kith_core::PersonId) -> Result<String, Trouble> {
    let page = ctx.app.person(id, 0)?;
    let now = ctx.app.local_now();
    let name = page.person.name.as_str();
    let due = page.cadences.iter().filter_map(|it| it.due.as_ref()).map(|due| due.at).min();
    Ok(match due {
        Some(at) if at > now => {
            let on = at.with_timezone(&ctx.app.zone()).date_naive();
            let on = ctx.words.on(on, now.date_naive());
            ctx.words.with("ui-welcome-done", &[("name", name.into()), ("on", on.into())])
        }
        _ => ctx.words.with("ui-welcome-done-now", &[("name", name.into())]),
    })
}

/// The cadence that was chosen.
fn chosen(ctx: &Ctx<'_>) -> Result<(Mode, Interval), Problem> {
    let how = ctx.asked.field("how");
    match USUAL.iter().find(|(key, ..)| *key == how) {
        Some((_, mode, count, unit)) => {
            let every = Interval::new(*count, *unit);
            every.map(|every| (*mode, every)).map_err(|_| Problem::at(ctx, "how", "ui-welcome-how-missing"))
        }
        None if how == "own" => {
            let every = editor::interval(ctx, ctx.asked.field("count"), ctx.asked.field("unit"))?;
            Ok((cadence::mode(ctx), every))
        }
        None => Err(Problem::at(ctx, "how", "ui-welcome-how-missing")),
    }
}

fn show(ctx: &Ctx<'_>, problem: Option<Problem>) -> Result<Answer, Trouble> {
    let typed = |name: &str, otherwise: &str| match ctx.asked.given(name) {
        Some(typed) => typed.to_owned(),
        None => otherwise.to_owned(),
    };
    let how = typed("how", "meet-month");
    let last = typed("last", "");
    let option = |id: &str, value: &str, on: bool| Opt {
        value: value.to_owned(),
        label: ctx.words.text(&format!("{id}-{value}")),
        on,
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Welcome {
        frame: ctx.frame("ui-welcome-title", Here::Elsewhere),
        name: typed("name", &ctx.draft("welcome-name")?),
        usual: USUAL.iter().map(|(key, ..)| option("ui-welcome-how", key, *key == how)).collect(),
        own: how == "own",
        modes: contact::modes(ctx, Some(cadence::mode(ctx))),
        count: typed("count", "2"),
        units: editor::units(ctx, &typed("unit", "w")),
        ages: AGES.iter().map(|(age, _)| option("ui-welcome-last", age, *age == last)).collect(),
        problem,
    };
    answer::with_status(status, &page)
}
