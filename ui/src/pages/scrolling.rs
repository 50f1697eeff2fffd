//! Boundaries on social media: how the week stands, reporting in one click, a timer, times without, and what to do
//! instead.
//!
//! Nothing is watched; the page says so. A boundary that is reached is a moment to offer somebody, not to count.

use askama::Template;
use kith_app::{AppError, GoodView, Offer, ScrollingView};
use kith_core::NotedId;

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    link,
    show::Face,
};

pub(crate) mod times;

/// The lengths of a report to choose from, in minutes.
const REPORTS: [u32; 4] = [5, 15, 30, 60];

/// The lengths of a timer to choose from, in minutes.
const TIMERS: [u32; 3] = [5, 10, 20];

#[derive(Template)]
#[template(path = "scrolling.html")]
struct Scrolling<'a> {
    frame: Frame<'a>,
    /// What to do instead, while a boundary holds.
    instead: Option<Instead>,
    week: String,
    /// How much of the budget is spent: so much of so much.
    spent: Option<(u32, u32)>,
    lengths: Vec<Length>,
    timers: Vec<Length>,
    timer: Option<String>,
    reports: Vec<ReportLine>,
    times: Vec<TimeLine>,
    presets: Vec<times::Preset>,
    /// When the next time without begins.
    next: Option<String>,
    budget: String,
    nothing: bool,
}

/// A length to choose: "15 min".
struct Length {
    minutes: u32,
    label: String,
}

struct ReportLine {
    id: String,
    what: String,
    minutes: u32,
}

struct TimeLine {
    number: usize,
    what: String,
    next: String,
}

/// What to do in place of scrolling.
struct Instead {
    /// That a time holds, or the budget is spent.
    because: String,
    person: Option<Card>,
    thing: String,
}

struct Card {
    id: String,
    name: String,
    face: Face,
    why: String,
    call: bool,
}

pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let view = ctx.app.scrolling()?;
    let now = ctx.app.local_now();
    let settings = ctx.app.settings();
    let minutes = |minutes: u32| ctx.words.minutes(minutes);
    let length = |choice: u32| Length { minutes: choice, label: minutes(choice) };
    answer::page(&Scrolling {
        frame: ctx.frame("scroll-title", Here::Settings),
        instead: instead(ctx, &view),
        week: ctx.words.scroll_week(&view.week),
        spent: view.week.budget.map(|budget| (view.week.minutes.min(budget), budget)),
        lengths: REPORTS.into_iter().map(length).collect(),
        timers: TIMERS.into_iter().map(length).collect(),
        timer: view.timer.map(|timer| {
            let args =
                [("left", minutes(timer.left).into()), ("at", ctx.words.time(timer.ends.time()).into())];
            ctx.words.with("scroll-timer-runs", &args)
        }),
        reports: view
            .reports
            .iter()
            .map(|report| {
                let id = if report.timed { "scroll-report-timed" } else { "scroll-report" };
                let at = ctx.words.moment(&report.at, &now);
                let args = [("length", minutes(report.minutes).into()), ("at", at.into())];
                ReportLine {
                    id: report.id.to_string(),
                    what: ctx.words.with(id, &args),
                    minutes: report.minutes,
                }
            })
            .collect(),
        times: view
            .times
            .iter()
            .map(|time| TimeLine {
                number: time.number,
                what: ctx.words.off_time(&time.time),
                next: match time.next {
                    None => ctx.words.text("scroll-time-over"),
                    Some(next) => {
                        let id = if time.is_quiet { "scroll-time-quiet" } else { "scroll-time-next" };
                        ctx.words.with(id, &[("at", ctx.words.moment(&next, &now).into())])
                    }
                },
            })
            .collect(),
        presets: times::presets(ctx, &settings.scrolling.times),
        next: view.next.filter(|_| view.holding.is_none()).map(|next| {
            let at = ctx.words.moment(&next.begins, &now);
            ctx.words.with("scroll-off-next", &[("at", at.into())])
        }),
        budget: settings.scrolling.weekly_budget.map(|budget| budget.to_string()).unwrap_or_default(),
        nothing: !settings.limits_scrolling() && view.reports.is_empty() && view.timer.is_none(),
    })
}

fn instead(ctx: &Ctx<'_>, view: &ScrollingView) -> Option<Instead> {
    let Offer { person, thing } = view.offer.as_ref()?;
    let because = match view.holding {
        Some(holding) => ctx.words.off_until(&holding.ends, &ctx.app.local_now()),
        None => ctx.words.text("scroll-spent-title"),
    };
    let thing = ctx.words.thing(*thing);
    let id = if person.is_some() { "scroll-offer-thing" } else { "scroll-offer-alone" };
    Some(Instead {
        because,
        thing: ctx.words.with(id, &[("thing", thing.into())]),
        person: person.as_ref().map(|good| card(ctx, good)),
    })
}

fn card(ctx: &Ctx<'_>, good: &GoodView) -> Card {
    Card {
        id: good.person.to_string(),
        name: good.name.clone(),
        face: Face::of(&good.name, good.circle),
        why: ctx.words.why_now(good, &ctx.app.local_now()),
        call: good.phone.as_deref().is_some_and(|phone| link::call(phone).is_ok()),
    }
}

/// Notes the minutes of the button, or of the field.
pub(crate) fn report(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let minutes = minutes(ctx)?;
    ctx.app.scrolled(minutes)?;
    ctx.say_with_undo(length(ctx, "scroll-noted", minutes));
    Ok(ctx.back_or("/scrolling"))
}

/// Corrects a report.
pub(crate) fn correct(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let minutes = minutes(ctx)?;
    ctx.app.correct_scrolled(noted_id(id)?, minutes)?;
    ctx.say_with_undo(length(ctx, "scroll-corrected", minutes));
    Ok(ctx.back_or("/scrolling"))
}

/// Takes a report out.
pub(crate) fn remove(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let minutes = ctx.app.remove_scrolled(noted_id(id)?)?;
    ctx.say_with_undo(length(ctx, "scroll-removed", minutes));
    Ok(ctx.back_or("/scrolling"))
}

/// "10 minutes, then tell me."
pub(crate) fn start(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let timer = ctx.app.start_timer(minutes(ctx)?)?;
    let at = ctx.words.time(timer.ends.time());
    ctx.say_with_undo(ctx.words.with("scroll-timer-started", &[("at", at.into())]));
    Ok(ctx.back_or("/scrolling"))
}

/// Stops the timer.
pub(crate) fn stop(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    ctx.say_with_undo(match ctx.app.stop_timer()? {
        0 => ctx.words.text("scroll-timer-stopped-at-once"),
        minutes => length(ctx, "scroll-timer-stopped", minutes),
    });
    Ok(ctx.back_or("/scrolling"))
}

/// Sets the weekly budget; none where the field is empty.
pub(crate) fn budget(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let budget = match ctx.asked.field("budget") {
        "" => None,
        typed => Some(typed.parse().map_err(|_| AppError::OutOfRange("scrolling"))?),
    };
    ctx.app.set_weekly_budget(budget)?;
    ctx.say_with_undo(ctx.words.text("ui-saved"));
    Ok(ctx.back_or("/scrolling"))
}

/// The field `minutes`, whatever button or form it came from.
fn minutes(ctx: &Ctx<'_>) -> Result<u32, AppError> {
    ctx.asked.parsed("minutes").ok_or(AppError::OutOfRange("scrolled"))
}

fn length(ctx: &Ctx<'_>, id: &str, minutes: u32) -> String {
    ctx.words.with(id, &[("length", ctx.words.minutes(minutes).into())])
}

fn noted_id(id: &str) -> Result<NotedId, Trouble> {
    id.parse().map_err(|_| Trouble::NoPage)
}
