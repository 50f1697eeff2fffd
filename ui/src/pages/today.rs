//! Today: whom to reach now, and why.
//!
//! At most a few cards, each a sentence a friend would say with one thing to do first. When all is quiet it says so,
//! and suggests nothing.

use askama::Template;
use chrono::NaiveDate;
use kith_app::{
    App, AskView, ComingView, GatheringView, PlanView, TodayView,
    today::{Back, Coming},
};
use kith_core::{Mode, PersonId, PlanState, today::Held};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    link,
    pages::{
        boundary::{self, Review},
        communities,
        dates::{self, DateLine},
        plans::{self, Question},
        prompt::EVENING,
        reached::{self, WayShown},
        starters::CardShown,
        welcome,
    },
    show::Face,
};

/// So many of those who are not asked for now are listed; of a longer list nobody reads the end.
const LISTED: usize = 30;

/// So many lines of the coming week are shown.
const COMING: usize = 20;

#[derive(Template)]
#[template(path = "today.html")]
struct Today<'a> {
    frame: Frame<'a>,
    day: String,
    headline: String,
    cards: Vec<Card>,
    dates: Vec<DateLine>,
    /// That it is a time without social media.
    off: Option<String>,
    /// Boundaries to look at again.
    reviews: Vec<Review>,
    /// Plans that are over: did they happen?
    asked: Vec<Question>,
    /// The gatherings of which nobody has said who was there.
    gathered: Vec<communities::Question>,
    open_more: Vec<Line>,
    open_more_title: String,
    /// The first of those who wait for another day.
    waiting: Vec<Line>,
    waiting_title: String,
    /// How many more there are.
    waiting_more: Option<String>,
    /// Why there are no more cards than these.
    cap: String,
    held: Vec<HeldLine>,
    held_title: String,
    paused: Option<String>,
    quiet: Option<String>,
    coming: Vec<ComingLine>,
    coming_more: Option<String>,
    nobody_in_book: bool,
    /// The user is back after a long time.
    back: Option<Back>,
    /// What comes next, when nobody is waiting.
    next: Option<String>,
    /// Whether "this evening" is still to come.
    before_evening: bool,
}

/// One person to reach.
struct Card {
    id: String,
    name: String,
    face: Face,
    why: String,
    note: Option<String>,
    also: Option<String>,
    /// What to begin with.
    starters: CardShown,
    their_time: Option<String>,
    call: bool,
    message: bool,
    /// Where a plan with them begins, unless there is one.
    plan: Option<String>,
    /// The plan there is: its id, and when it is.
    planned: Option<(String, String)>,
    /// Which of the acts comes first: what the cadence asks for, as far as it can be done from here.
    first: First,
    /// The mode that logging starts with.
    mode: &'static str,
    /// Other ways to reach them.
    ways: Vec<WayShown>,
    /// Whether it is asked already whether they were reached.
    begun: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Call,
    Message,
    Plan,
    Log,
}

impl Card {
    fn primary(&self, act: First) -> &'static str {
        if self.first == act && !self.begun { "primary" } else { "" }
    }
    fn call_class(&self) -> &'static str {
        self.primary(First::Call)
    }
    fn message_class(&self) -> &'static str {
        self.primary(First::Message)
    }
    fn plan_class(&self) -> &'static str {
        self.primary(First::Plan)
    }
    fn log_class(&self) -> &'static str {
        self.primary(First::Log)
    }
}

/// Somebody who is not asked for today.
struct Line {
    id: String,
    name: String,
    face: Face,
    why: String,
}

struct HeldLine {
    line: Line,
    until: String,
    /// Whether it is the person who is paused, so that they can be resumed.
    resumes: bool,
}

struct ComingLine {
    on: NaiveDate,
    href: String,
    day: String,
    what: String,
    icon: Option<&'static str>,
}

/// `/` itself: the page to begin with, not a way to it, as the web view of Linux follows no redirection.
pub(crate) fn begin(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    if is_new(ctx.app) { welcome::page(ctx) } else { page(ctx) }
}

/// The way to the page to begin with.
pub(crate) fn home(ctx: &Ctx<'_>) -> Answer {
    Answer::See(first(ctx.app).to_owned())
}

/// The page to begin with: the welcome while the book is empty, then Today.
pub(crate) fn first(app: &App) -> &'static str {
    if is_new(app) { "/welcome" } else { "/today" }
}

fn is_new(app: &App) -> bool {
    !app.settings().welcomed && app.find("", 1).is_empty()
}

pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let view = ctx.app.today()?;
    let now = ctx.app.local_now();
    let frame = ctx.frame("ui-today-title", Here::Today);
    let begun = |id: PersonId| frame.questions.iter().any(|question| question.id == id.to_string());
    let cards = view
        .asks
        .iter()
        .map(|ask| card(ctx, ask, begun(ask.person)))
        .collect::<Result<Vec<Card>, Trouble>>()?;
    let line = |ask: &AskView| line(ctx, ask);
    let count = |id, count: usize| ctx.words.with(id, &[("count", count.into())]);
    let more = |all: usize, listed: usize| (all > listed).then(|| count("ui-today-more", all - listed));
    let plans = ctx.app.plans();
    let mut coming: Vec<ComingLine> = coming(ctx, &view.coming).collect();
    let coming_more = more(view.coming.len(), coming.len());
    coming.extend(plans.this_week.iter().filter_map(|plan| planned_line(ctx, plan)));
    coming.extend(ctx.app.gatherings_this_week().iter().map(|view| gathering_line(ctx, view)));
    coming.sort_by_key(|line| (line.on, line.icon != Some(PLANNED)));
    let next = if view.asks.is_empty() { ctx.app.next_due() } else { None };
    answer::page(&Today {
        frame,
        day: ctx.words.full_day(view.day),
        headline: headline(ctx, &view),
        dates: dates::lines(ctx, &view.dates),
        cards,
        open_more: view.open_more.iter().take(LISTED).map(line).collect(),
        open_more_title: count("ui-today-open-more", view.open_more_count),
        waiting: view.waiting.iter().take(LISTED).map(line).collect(),
        waiting_title: count("ui-today-waiting", view.waiting_count),
        waiting_more: more(view.waiting_count, LISTED),
        cap: ctx.words.with("ui-today-waiting-why", &[("cap", view.daily_cap.into())]),
        held_title: match view.held_count > LISTED {
            true => ctx.words.text("back-held-many"),
            false => count("ui-today-held", view.held_count),
        },
        held: view.held.iter().take(LISTED).map(|held| held_line(ctx, &held.ask, held.held)).collect(),
        paused: view.paused_until.map(|until| {
            ctx.words.with("ui-today-paused", &[("until", ctx.words.moment(&until, &now).into())])
        }),
        quiet: view
            .quiet_until
            .map(|until| ctx.words.with("ui-today-quiet", &[("until", ctx.words.time(until.time()).into())])),
        coming_more,
        off: ctx.app.off_until().map(|until| ctx.words.off_until(&until, &now)),
        reviews: boundary::reviews(ctx),
        gathered: ctx
            .app
            .communities()
            .to_answer
            .iter()
            .map(|view| communities::question(ctx, view))
            .collect(),
        asked: plans.to_answer.iter().map(|plan| plans::question(ctx, plan)).collect(),
        coming,
        nobody_in_book: view.in_book == 0,
        back: view.back,
        next: next.map(|(_, name, at)| {
            let on = ctx.words.on(at.date_naive(), now.date_naive());
            ctx.words.with("ui-today-next", &[("name", name.into()), ("day", on.into())])
        }),
        before_evening: now.time() < EVENING,
    })
}

/// The coming week: the first of it, and every birthday.
fn coming(ctx: &Ctx<'_>, all: &[ComingView]) -> impl Iterator<Item = ComingLine> {
    let is_birthday = |coming: &ComingView| matches!(coming.what, Coming::Birthday { .. });
    let listed = all.iter().enumerate().filter(move |(at, coming)| *at < COMING || is_birthday(coming));
    listed.map(move |(_, coming)| ComingLine {
        on: coming.day,
        href: format!("/people/{}", coming.person),
        day: ctx.words.short_day(coming.day),
        what: ctx.words.coming(coming),
        icon: is_birthday(coming).then_some("cake"),
    })
}

/// The icon of what is planned among what comes.
const PLANNED: &str = "calendar";

/// A plan among what comes: "19:00: Meet Ana".
fn planned_line(ctx: &Ctx<'_>, plan: &PlanView) -> Option<ComingLine> {
    let plan = plans::of_those_in_touch(plan);
    let at = plan.first()?;
    let args = [("time", ctx.words.time(at.time()).into()), ("what", ctx.words.plan_what(&plan).into())];
    Some(ComingLine {
        on: at.date_naive(),
        href: format!("/plans/{}", plan.plan.id),
        day: ctx.words.short_day(at.date_naive()),
        what: ctx.words.with("plans-coming", &args),
        icon: Some(PLANNED),
    })
}

/// A gathering among what comes: "19:30: Choir".
fn gathering_line(ctx: &Ctx<'_>, view: &GatheringView) -> ComingLine {
    let day = view.begins.date_naive();
    let args = [
        ("time", ctx.words.time(view.begins.time()).into()),
        ("what", ctx.words.gathering_what(view).into()),
    ];
    ComingLine {
        on: day,
        href: format!("/communities/{}", view.community),
        day: ctx.words.short_day(day),
        what: ctx.words.with("plans-coming", &args),
        icon: Some("community"),
    }
}

fn headline(ctx: &Ctx<'_>, view: &TodayView) -> String {
    match view.in_book {
        0 => ctx.words.text("ui-today-empty"),
        _ => ctx.words.with("ui-today-headline", &[("count", view.asks.len().into())]),
    }
}

fn card(ctx: &Ctx<'_>, ask: &AskView, begun: bool) -> Result<Card, Trouble> {
    let number = ask.phone.as_deref().is_some_and(|phone| link::call(phone).is_ok());
    // Nobody is called at night.
    let call = number && ask.may_call;
    let message = number || ask.email.as_deref().is_some_and(|email| link::mail(email).is_ok());
    let planned = planned(ctx, ask);
    let first = match ask.cadence.mode {
        Mode::InPerson if planned.is_none() => First::Plan,
        Mode::Voice | Mode::Video if call => First::Call,
        Mode::Message if message => First::Message,
        _ => First::Log,
    };
    let also = ctx.words.list(ask.also.iter().map(|cadence| ctx.words.cadence(cadence)));
    Ok(Card {
        id: ask.person.to_string(),
        name: ask.name.clone(),
        face: Face::of(&ask.name, ask.circle),
        why: ctx.words.why(ask, &ctx.app.local_now()),
        // A short note is quoted in the reason already.
        note: ask.last_note.clone().filter(|note| ctx.words.shortened(note) != *note),
        also: (!ask.also.is_empty()).then(|| ctx.words.with("ui-today-also", &[("cadences", also.into())])),
        starters: CardShown::of_prompt(ctx, ask.person, ask.last_note.as_deref())?,
        their_time: ask.their_time.map(|time| ctx.words.their_time(&time, &ctx.app.local_now())),
        call,
        message,
        plan: planned.is_none().then(|| plans::form::begins_with(ask.person, ask.cadence.mode)),
        planned,
        first,
        mode: ask.cadence.mode.name(),
        ways: reached::shown(ctx, &ctx.app.known(ask.person)?, ask.may_call),
        begun,
    })
}

/// What is planned already that would do what the cadence asks for.
fn planned(ctx: &Ctx<'_>, ask: &AskView) -> Option<(String, String)> {
    let plans = ctx.app.plans_with(ask.person);
    let plan = plans.iter().find(|view| {
        let waits = matches!(view.plan.state, PlanState::Proposed | PlanState::Agreed) && !view.to_answer;
        waits && view.plan.mode.satisfies(ask.cadence.mode)
    })?;
    let when = ctx.words.list(plan.plan.times.iter().map(|time| plans::when(ctx, *time)));
    let id = match plan.plan.state {
        PlanState::Proposed => "plans-proposed-for",
        _ => "plans-planned",
    };
    Some((plan.plan.id.to_string(), ctx.words.with(id, &[("when", when.into())])))
}

fn line(ctx: &Ctx<'_>, ask: &AskView) -> Line {
    Line {
        id: ask.person.to_string(),
        name: ask.name.clone(),
        face: Face::of(&ask.name, ask.circle),
        why: ctx.words.why(ask, &ctx.app.local_now()),
    }
}

/// Somebody held back.
fn held_line(ctx: &Ctx<'_>, ask: &AskView, held: Held) -> HeldLine {
    let now = ctx.app.local_now();
    let (id, until, resumes) = match held {
        Held::Snoozed { until } => {
            ("ui-today-snoozed", ctx.words.moment(&until.with_timezone(&ctx.app.zone()), &now), false)
        }
        Held::PersonPaused { until } => {
            ("ui-today-person-paused", ctx.words.day(until, now.date_naive()), true)
        }
        Held::NightThere { until, .. } => {
            ("ui-today-night-there", ctx.words.moment(&until.with_timezone(&ctx.app.zone()), &now), false)
        }
        Held::AllPaused { .. } => {
            return HeldLine { line: line(ctx, ask), until: String::new(), resumes: false };
        }
    };
    HeldLine { line: line(ctx, ask), until: ctx.words.with(id, &[("until", until.into())]), resumes }
}
