//! When a group gathers: once, or by one of the rules that the editor of cadences offers in words.

use askama::Template;
use chrono::NaiveTime;
use http::StatusCode;
use kith_app::{AppError, NewSeries, error::Kind};
use kith_core::{Cadence, CadenceId, Community, Extra, Mode, Repeat, Series};

use super::{community_id, path};
use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::{
        cadence::{Fields, editor::Editor},
        problem::{self, Opt, Problem},
    },
};

/// How long a gathering is unless somebody says otherwise, in minutes.
const USUAL: u32 = 90;

/// So many of the next ones are shown.
const DATES: usize = 5;

#[derive(Template)]
#[template(path = "community_series.html")]
struct SeriesPage<'a> {
    frame: Frame<'a>,
    community: String,
    name: String,
    /// Which series, when it is there already.
    at: Option<usize>,
    typed: Typed,
    kinds: Vec<Opt>,
    /// The fields of the rule, as the editor of cadences has them.
    editor: Fields,
    here: &'static str,
    problem: Option<Problem>,
}

/// The fields as they were typed; those of the rule are the editor's.
struct Typed {
    title: String,
    place: String,
    minutes: String,
    once: bool,
    rule: Editor,
}

impl Typed {
    fn read(ctx: &Ctx<'_>) -> Typed {
        let field = |name| ctx.asked.field(name).to_owned();
        let kind = ctx.asked.field("kind");
        let mut rule = match kind.is_empty() {
            true => Editor::proposed(ctx, NaiveTime::from_hms_opt(19, 0, 0)),
            false => Editor::typed(ctx, None),
        };
        if rule.kind == "after" {
            rule.kind = "weeks";
        }
        Typed {
            title: field("title"),
            place: field("place"),
            minutes: field("minutes"),
            once: kind == "once",
            rule,
        }
    }

    fn of(ctx: &Ctx<'_>, series: &Series) -> Typed {
        let zone = Some(series.zone).filter(|zone| *zone != ctx.app.zone());
        let repeat =
            Repeat::Rule { rule: series.rule.clone().unwrap_or_default(), start: series.start, zone };
        let id = CadenceId::from_bytes([0; 16]);
        let mut rule = Editor::of(
            ctx,
            &Cadence { id, mode: Mode::InPerson, repeat, added: ctx.app.now(), extra: Extra::new() },
            None,
        );
        let once = series.rule.is_none();
        if once {
            (rule.kind, rule.rule) = ("weeks", String::new());
        }
        Typed {
            title: series.title.clone(),
            place: series.place.clone(),
            minutes: series.minutes.to_string(),
            once,
            rule,
        }
    }

    fn series(&self, ctx: &Ctx<'_>) -> Result<NewSeries, Problem> {
        let minutes = match self.minutes.as_str() {
            "" => USUAL,
            typed => typed.parse().map_err(|_| Problem {
                field: "minutes",
                sentence: ctx.words.error(&AppError::OutOfRange("minutes")),
            })?,
        };
        let day = problem::date(ctx, "from", &self.rule.from)?;
        let time = problem::time(ctx, "at", &self.rule.at)?;
        let zone = problem::zone(ctx, "zone", &self.rule.zone)?.unwrap_or(ctx.app.zone());
        let rule = match self.once {
            true => None,
            false => Some(self.rule.rule_text(ctx)?),
        };
        let day = match day {
            Some(day) => day,
            None if self.once => return Err(Problem::at(ctx, "from", "communities-no-day")),
            None => ctx.app.local_now().date_naive(),
        };
        let time = time.ok_or_else(|| Problem::at(ctx, "at", "communities-no-time"))?;
        Ok(NewSeries {
            title: self.title.clone(),
            place: self.place.clone(),
            start: day.and_time(time),
            zone,
            minutes,
            rule,
        })
    }
}

/// The form for gatherings that are new.
pub(crate) fn new(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let community = ctx.app.community(community_id(id)?)?.view.community;
    show(ctx, &community, None, Typed::read(ctx), None)
}

pub(crate) fn add(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    keep(ctx, id, None)
}

/// The form with one series.
pub(crate) fn change(ctx: &Ctx<'_>, id: &str, at: &str) -> Result<Answer, Trouble> {
    let community = ctx.app.community(community_id(id)?)?.view.community;
    let at = number(at)?;
    let series = community.series.get(at).ok_or(AppError::Gone(Kind::Gathering))?;
    show(ctx, &community, Some(at), Typed::of(ctx, series), None)
}

pub(crate) fn save(ctx: &Ctx<'_>, id: &str, at: &str) -> Result<Answer, Trouble> {
    keep(ctx, id, Some(number(at)?))
}

fn keep(ctx: &Ctx<'_>, id: &str, at: Option<usize>) -> Result<Answer, Trouble> {
    let community = ctx.app.community(community_id(id)?)?.view.community;
    let typed = Typed::read(ctx);
    let new = match typed.series(ctx) {
        Ok(new) => new,
        Err(problem) => return show(ctx, &community, at, typed, Some(problem)),
    };
    let kept = match at {
        None => ctx.app.add_series(community.id, &new),
        Some(at) => ctx.app.edit_series(community.id, at, &new),
    };
    match kept {
        Ok(after) => {
            let changed = after.series.get(at.unwrap_or(after.series.len().saturating_sub(1)));
            let when = changed.map(|series| ctx.words.series(series, ctx.app.zone())).unwrap_or_default();
            let args = [("community", after.name.as_str().into()), ("when", when.into())];
            ctx.say_with_undo(ctx.words.with("communities-gathers", &args));
            Ok(Answer::See(path(community.id)))
        }
        Err(error) => {
            let field = match &error {
                AppError::BadRule(_) => typed.rule.field_at_fault(),
                AppError::OutOfRange("minutes") => "minutes",
                _ => return Err(error.into()),
            };
            let problem = Problem { field, sentence: ctx.words.error(&error) };
            show(ctx, &community, at, typed, Some(problem))
        }
    }
}

pub(crate) fn remove(ctx: &Ctx<'_>, id: &str, at: &str) -> Result<Answer, Trouble> {
    let after = ctx.app.remove_series(community_id(id)?, number(at)?)?;
    let args = [("community", after.name.as_str().into())];
    ctx.say_with_undo(ctx.words.with("communities-series-removed", &args));
    Ok(Answer::See(path(after.id)))
}

/// A single gathering besides.
pub(crate) fn once_more(ctx: &Ctx<'_>, id: &str, at: &str) -> Result<Answer, Trouble> {
    let (id, at) = (community_id(id)?, number(at)?);
    let day = problem::date(ctx, "day", ctx.asked.field("day"));
    let time = problem::time(ctx, "hour", ctx.asked.field("hour"));
    let wrong = |problem: Problem| Trouble::Field(problem.sentence);
    let (Some(day), Some(time)) = (day.map_err(wrong)?, time.map_err(wrong)?) else {
        return Err(Trouble::Field(ctx.words.text("plans-half-time")));
    };
    let after = ctx.app.add_gathering(id, at, day.and_time(time))?;
    let args = [("community", after.name.as_str().into()), ("day", ctx.words.full_day(day).into())];
    ctx.say_with_undo(ctx.words.with("communities-once-more-done", &args));
    Ok(Answer::See(path(id)))
}

fn number(segment: &str) -> Result<usize, Trouble> {
    segment.parse().map_err(|_| Trouble::App(AppError::Gone(Kind::Gathering)))
}

fn show(
    ctx: &Ctx<'_>,
    community: &Community,
    at: Option<usize>,
    typed: Typed,
    problem: Option<Problem>,
) -> Result<Answer, Trouble> {
    let args = [("community", community.name.as_str().into())];
    let title = match at {
        None => ctx.words.with("communities-series-new", &args),
        Some(_) => ctx.words.with("communities-series-edit", &args),
    };
    let once = Opt { value: "once".to_owned(), label: ctx.words.text("communities-once"), on: typed.once };
    let mut kinds: Vec<Opt> =
        typed.rule.kinds(ctx).into_iter().filter(|kind| kind.value != "after").collect();
    if typed.once {
        kinds.iter_mut().for_each(|kind| kind.on = false);
    }
    kinds.insert(0, once);
    let page = SeriesPage {
        frame: ctx.frame_titled(title, Here::Communities),
        community: community.id.to_string(),
        name: community.name.clone(),
        at,
        kinds,
        editor: Fields::of(ctx, typed.rule.clone()),
        here: ctx.app.zone().name(),
        typed,
        problem,
    };
    let status = if page.problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    answer::with_status(status, &page)
}

/// The next ones of a series, in words.
pub(crate) fn next_dates(ctx: &Ctx<'_>, series: &Series) -> Vec<String> {
    let next = series.after(ctx.app.now(), DATES);
    next.iter().map(|time| ctx.words.date_time(&time.instant().with_timezone(&ctx.app.zone()))).collect()
}
