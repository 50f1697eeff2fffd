//! Times without social media: the usual ones in one click, and a small editor for the rest.

use askama::Template;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};
use http::StatusCode;
use kith_app::{AppError, error::Kind};
use kith_core::OffTime;

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::{
        cadence::choices::{self, Choice},
        problem::{self, Opt, Problem, clock},
    },
};

/// From midnight to midnight, in minutes.
const A_DAY: u32 = kith_core::scrolling::A_DAY;

/// The usual times: a name, the rule, when it begins, and for how many minutes.
const PRESETS: [(&str, &str, (u32, u32), u32); 4] = [
    ("evenings", "FREQ=DAILY", (20, 30), 210),
    ("mornings", "FREQ=DAILY", (6, 0), 180),
    ("dinner", "FREQ=DAILY", (19, 0), 60),
    ("sundays", "FREQ=WEEKLY;BYDAY=SU", (0, 0), A_DAY),
];

/// One of the usual times, as it is offered.
pub(crate) struct Preset {
    pub name: &'static str,
    pub label: String,
}

#[derive(Template)]
#[template(path = "scrolling_time.html")]
struct TimePage<'a> {
    frame: Frame<'a>,
    /// Which time, when it is there already.
    number: Option<usize>,
    days: Vec<Opt>,
    is: Fields,
    problem: Option<Problem>,
}

/// The fields, as typed.
struct Fields {
    on: Vec<Weekday>,
    from: String,
    to: String,
    /// In place of the days, if it is not empty.
    rule: String,
}

/// The usual times that are not set yet.
pub(crate) fn presets(ctx: &Ctx<'_>, set: &[OffTime]) -> Vec<Preset> {
    let offered = |(name, rule, from, minutes): (&'static str, &str, (u32, u32), u32)| {
        let from = NaiveTime::from_hms_opt(from.0, from.1, 0)?;
        let is_it = |it: &OffTime| it.rule == rule && it.start.time() == from && it.minutes == minutes;
        let to = from + TimeDelta::minutes(minutes.into());
        let args = [("from", ctx.words.time(from).into()), ("to", ctx.words.time(to).into())];
        let label = ctx.words.with(&format!("scroll-preset-{name}"), &args);
        (!set.iter().any(is_it)).then_some(Preset { name, label })
    };
    PRESETS.into_iter().filter_map(offered).collect()
}

/// The editor for one more time.
pub(crate) fn new(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let on = choices::WEEKDAYS.map(|(day, _)| day).to_vec();
    let (from, to) = ("20:30".to_owned(), "23:30".to_owned());
    show(ctx, None, Fields { on, from, to, rule: String::new() }, None)
}

/// The editor for the time with this number.
pub(crate) fn page(ctx: &Ctx<'_>, number: &str) -> Result<Answer, Trouble> {
    let (number, time) = found(ctx, number)?;
    show(ctx, Some(number), Fields::of(&time), None)
}

/// Sets one of the usual times, or that of the form.
pub(crate) fn add(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let preset = PRESETS.into_iter().find(|(name, ..)| *name == ctx.asked.field("preset"));
    let time = match preset {
        Some((_, rule, (hour, minute), minutes)) => {
            let from = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
            OffTime { rule: rule.to_owned(), start: begins(ctx, from), minutes }
        }
        None => {
            let fields = Fields::typed(ctx);
            match fields.time(ctx, None) {
                Ok(time) => time,
                Err(problem) => return show(ctx, None, fields, Some(problem)),
            }
        }
    };
    match ctx.app.add_off_time(time) {
        Ok(time) => Ok(said(ctx, "scroll-time-added", &time)),
        Err(error @ AppError::BadRule(_)) => {
            let problem = Problem { field: "rule", sentence: ctx.words.error(&error) };
            show(ctx, None, Fields::typed(ctx), Some(problem))
        }
        Err(error) => Err(error.into()),
    }
}

/// Changes a time to what the form says.
pub(crate) fn edit(ctx: &Ctx<'_>, number: &str) -> Result<Answer, Trouble> {
    let (number, before) = found(ctx, number)?;
    let fields = Fields::typed(ctx);
    let time = match fields.time(ctx, Some(before.start.date())) {
        Ok(time) => time,
        Err(problem) => return show(ctx, Some(number), fields, Some(problem)),
    };
    match ctx.app.edit_off_time(number, time) {
        Ok(time) => Ok(said(ctx, "scroll-time-changed", &time)),
        Err(error @ AppError::BadRule(_)) => {
            let problem = Problem { field: "rule", sentence: ctx.words.error(&error) };
            show(ctx, Some(number), fields, Some(problem))
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes a time away.
pub(crate) fn remove(ctx: &Ctx<'_>, number: &str) -> Result<Answer, Trouble> {
    let (number, _) = found(ctx, number)?;
    let removed = ctx.app.remove_off_time(number)?;
    Ok(said(ctx, "scroll-time-removed", &removed))
}

fn said(ctx: &Ctx<'_>, id: &str, time: &OffTime) -> Answer {
    ctx.say_with_undo(ctx.words.with(id, &[("time", ctx.words.off_time(time).into())]));
    ctx.back_or("/scrolling")
}

fn found(ctx: &Ctx<'_>, number: &str) -> Result<(usize, OffTime), Trouble> {
    let number: usize = number.parse().map_err(|_| Trouble::NoPage)?;
    let time = ctx.app.settings().scrolling.times.get(number).cloned();
    Ok((number, time.ok_or(AppError::Gone(Kind::OffTime))?))
}

/// Yesterday at this time, so that what began before midnight holds already.
fn begins(ctx: &Ctx<'_>, from: NaiveTime) -> NaiveDateTime {
    let today = ctx.app.local_now().date_naive();
    today.checked_sub_days(Days::new(1)).unwrap_or(today).and_time(from)
}

fn show(
    ctx: &Ctx<'_>,
    number: Option<usize>,
    is: Fields,
    problem: Option<Problem>,
) -> Result<Answer, Trouble> {
    let title = if number.is_some() { "scroll-time-title" } else { "scroll-time-new" };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let day = |(day, code): (Weekday, &str)| Opt {
        value: code.to_owned(),
        label: ctx.words.weekday(day),
        on: is.on.contains(&day),
    };
    let days = choices::WEEKDAYS.into_iter().map(day).collect();
    let shown = TimePage { frame: ctx.frame(title, Here::Settings), number, days, is, problem };
    answer::with_status(status, &shown)
}

impl Fields {
    /// The fields of a time. What is more than days of the week stays a rule.
    fn of(time: &OffTime) -> Fields {
        let every_day = time.rule.eq_ignore_ascii_case("FREQ=DAILY");
        let on = match Choice::of(&time.rule, time.start) {
            _ if every_day => choices::WEEKDAYS.map(|(day, _)| day).to_vec(),
            Some(Choice::Weeks { every: 1, days }) => days,
            _ => Vec::new(),
        };
        let ends = time.start + TimeDelta::minutes(time.minutes.into());
        Fields {
            rule: if on.is_empty() { time.rule.clone() } else { String::new() },
            on,
            from: clock(time.start.time()),
            to: clock(ends.time()),
        }
    }

    fn typed(ctx: &Ctx<'_>) -> Fields {
        let text = |name: &str| ctx.asked.field(name).to_owned();
        Fields {
            on: ctx.asked.all("on").filter_map(choices::weekday).collect(),
            from: text("from"),
            to: text("to"),
            rule: text("rule"),
        }
    }

    /// The time that the fields describe. A rule counts from the day on which it counted before.
    fn time(&self, ctx: &Ctx<'_>, since: Option<NaiveDate>) -> Result<OffTime, Problem> {
        let at = |field: &'static str, typed: &str| {
            problem::time(ctx, field, typed)?.ok_or_else(|| Problem::at(ctx, field, "scroll-problem-time"))
        };
        let (from, to) = (at("from", &self.from)?, at("to", &self.to)?);
        let length = (to - from).num_minutes().rem_euclid(A_DAY.into());
        let minutes = u32::try_from(length).ok().filter(|length| *length > 0).unwrap_or(A_DAY);
        let rule = match (self.rule.trim(), self.on.len()) {
            ("", 0) => return Err(Problem::at(ctx, "on", "ui-problem-no-weekday")),
            ("", 7) => "FREQ=DAILY".to_owned(),
            ("", _) => Choice::Weeks { every: 1, days: self.on.clone() }.rule(),
            (rule, _) => rule.to_owned(),
        };
        let start = since.map_or_else(|| begins(ctx, from), |day| day.and_time(from));
        Ok(OffTime { rule, start, minutes })
    }
}
