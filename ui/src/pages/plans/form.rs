//! Making a plan, changing one, and finding another time for it.
//!
//! With somebody named already (from a card on Today) it is two clicks: the link, and one of the proposed times. What
//! is typed into the fields for a time of one's own counts before what is proposed.

use askama::Template;
use http::StatusCode;
use kith_app::{AppError, NewPlan, PlanView};
use kith_core::{Mode, PersonId, Plan, PlanState};

use super::{
    plan_id,
    proposals::{Proposals, proposals},
    typed::Typed,
    when,
};
use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::{
        contact::{self, Choice},
        problem::{self, Problem},
    },
};

/// How a plan can be meant.
const MODES: [Mode; 3] = [Mode::InPerson, Mode::Video, Mode::Voice];

/// Where what a plan is for is kept while it is typed.
const DRAFT: &str = "plan-note";

#[derive(Template)]
#[template(path = "plan_form.html")]
struct FormPage<'a> {
    frame: Frame<'a>,
    what: What,
    action: String,
    /// Where Cancel leads, and the page this one belongs to.
    up: String,
    /// Those who are named already, with their names.
    with: Vec<(String, String)>,
    typed: Typed,
    modes: Vec<Choice>,
    usual_minutes: u32,
    rows: Vec<Row>,
    zones: Vec<&'static str>,
    /// The zone that an empty field means.
    here: &'static str,
    proposals: Option<Proposals>,
    problem: Option<Problem>,
}

/// What the form is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// A new plan.
    New,
    /// All of a plan.
    Change,
    /// Only its time.
    Time,
}

/// The fields of a time of one's own.
struct Row {
    label: String,
    /// The end of the ids of its fields.
    id: usize,
    day: String,
    hour: String,
}

/// Where a plan with somebody begins, to do what a cadence with this floor asks for.
pub(crate) fn begins_with(person: PersonId, floor: Mode) -> String {
    let mode = if floor < Mode::Voice { Mode::Voice } else { floor };
    format!("/plans/new?with={person}&mode={mode}")
}

/// The form for a new plan.
pub(crate) fn new(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let mut typed = Typed::read(ctx);
    if typed.note.is_empty() {
        typed.note = ctx.draft(DRAFT)?;
    }
    show(ctx, None, What::New, typed, None)
}

pub(crate) fn make(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let typed = Typed::read(ctx);
    let new = typed.times_and_state(ctx).and_then(|(times, state)| typed.plan(ctx, times, state));
    let made = match new {
        Ok(new) => beside_its_field(ctx, ctx.app.make_plan(&new))?,
        Err(problem) => Err(problem),
    };
    match made {
        Ok(plan) => {
            ctx.app.set_draft(DRAFT, "")?;
            done(ctx, &plan)
        }
        Err(problem) => show(ctx, None, What::New, typed, Some(problem)),
    }
}

/// The form with all of a plan.
pub(crate) fn change(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let view = ctx.app.plan(plan_id(id)?)?.view;
    let typed = Typed::of(ctx, &view);
    show(ctx, Some(&view), What::Change, typed, None)
}

pub(crate) fn save(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let view = ctx.app.plan(plan_id(id)?)?.view;
    let mut typed = Typed::read(ctx);
    // A name may hold a comma itself.
    if typed.names == view.names().collect::<Vec<_>>().join(", ") {
        typed.with.clone_from(&view.plan.people);
        typed.names.clear();
    }
    let state = view.plan.state;
    let new = typed.times(ctx).and_then(|times| typed.plan(ctx, times, state));
    let saved = match new {
        Ok(new) => beside_its_field(ctx, ctx.app.edit_plan(view.plan.id, &new))?,
        Err(problem) => Err(problem),
    };
    match saved {
        Ok(plan) => {
            let what = ctx.words.plan_what(&ctx.app.plan(plan.id)?.view);
            ctx.say_with_undo(ctx.words.with("plans-changed", &[("what", what.into())]));
            Ok(Answer::See(format!("/plans/{}", plan.id)))
        }
        Err(problem) => {
            let typed = Typed { names: Typed::read(ctx).names, with: Vec::new(), ..typed };
            show(ctx, Some(&view), What::Change, typed, Some(problem))
        }
    }
}

/// The form with times for a plan that has none yet, or is to have others.
pub(crate) fn times(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let view = ctx.app.plan(plan_id(id)?)?.view;
    show(
        ctx,
        Some(&view),
        What::Time,
        Typed { rows: Vec::new(), agreed: false, ..Typed::of(ctx, &view) },
        None,
    )
}

/// Gives a plan other times. One that was agreed on is moved: a new one takes its place.
pub(crate) fn set_times(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let view = ctx.app.plan(plan_id(id)?)?.view;
    let plan = &view.plan;
    let typed = Typed { names: String::new(), ..Typed::read(ctx) };
    let set = match typed.times_and_state(ctx) {
        Ok((times, state)) if plan.state == PlanState::Agreed => {
            beside_its_field(ctx, ctx.app.move_plan(plan.id, times, state))?
        }
        Ok((times, state)) => {
            let Plan { people, mode, minutes, place, note, .. } = plan.clone();
            let new = NewPlan { people, mode, times, minutes, place, note, state };
            beside_its_field(ctx, ctx.app.edit_plan(plan.id, &new))?
        }
        Err(problem) => Err(problem),
    };
    match set {
        Ok(plan) => done(ctx, &plan),
        Err(problem) => {
            let was = Typed::of(ctx, &view);
            let typed = Typed { rows: typed.rows, agreed: typed.agreed, zone: typed.zone, ..was };
            show(ctx, Some(&view), What::Time, typed, Some(problem))
        }
    }
}

/// Says what came of it, and shows the plan: next comes the invitation.
fn done(ctx: &Ctx<'_>, plan: &Plan) -> Result<Answer, Trouble> {
    let what = ctx.words.plan_what(&ctx.app.plan(plan.id)?.view);
    let said = match (plan.state, plan.times.first()) {
        (PlanState::Agreed, Some(time)) => {
            let args = [("what", what.into()), ("when", when(ctx, *time).into())];
            ctx.words.with("plans-made-agreed", &args)
        }
        (PlanState::Idea, _) => ctx.words.with("plans-made-idea", &[("what", what.into())]),
        _ => ctx.words.with("plans-made-proposed", &[("what", what.into())]),
    };
    ctx.say_with_undo(said);
    Ok(Answer::See(format!("/plans/{}", plan.id)))
}

/// A refusal that is about a field stands beside it; any other is a page of its own.
fn beside_its_field<T>(ctx: &Ctx<'_>, answer: Result<T, AppError>) -> Result<Result<T, Problem>, Trouble> {
    let error = match answer {
        Ok(answer) => return Ok(Ok(answer)),
        Err(error) => error,
    };
    let field = match &error {
        AppError::InPast => return Ok(Err(Problem::at(ctx, "day", "plans-past-time"))),
        AppError::PlanTimes => "day",
        AppError::OutOfRange("minutes") => "minutes",
        AppError::NoPeople | AppError::NotActive { .. } => "names",
        _ => return Err(error.into()),
    };
    Ok(Err(Problem { field, sentence: ctx.words.error(&error) }))
}

fn show(
    ctx: &Ctx<'_>,
    of: Option<&PlanView>,
    what: What,
    typed: Typed,
    problem: Option<Problem>,
) -> Result<Answer, Trouble> {
    let with: Vec<(String, String)> = typed
        .with
        .iter()
        .map(|id| (id.to_string(), ctx.app.name(*id)))
        .filter(|(_, name)| !name.is_empty())
        .collect();
    let title = match what {
        What::New if with.is_empty() => ctx.words.text("plans-new"),
        What::New => {
            let names = ctx.words.list(with.iter().map(|(_, name)| name.as_str()));
            ctx.words.with("plans-new-with", &[("names", names.into())])
        }
        What::Change => ctx.words.text("plans-edit"),
        What::Time => ctx.words.text(if of.is_some_and(|of| of.plan.times.is_empty()) {
            "plans-find-time"
        } else {
            "plans-move"
        }),
    };
    let proposals = match what {
        What::New => Some(proposals(ctx, &typed.who(ctx).0, typed.mode(), typed.length(), typed.agreed)),
        What::Time => {
            of.map(|of| proposals(ctx, &of.plan.people, typed.mode(), typed.length(), typed.agreed))
        }
        What::Change => None,
    };
    let at = of.map(|of| format!("/plans/{}", of.plan.id));
    let page = FormPage {
        frame: ctx.frame_titled(title, Here::Plans),
        what,
        action: match (&at, what) {
            (Some(at), What::Time) => format!("{at}/times"),
            (Some(at), _) => at.clone(),
            (None, _) => "/plans".to_owned(),
        },
        up: at.unwrap_or_else(|| "/plans".to_owned()),
        with: match what {
            What::Time => {
                of.map(|of| of.plan.people.iter().map(|id| (id.to_string(), String::new())).collect())
            }
            _ => Some(with),
        }
        .unwrap_or_default(),
        modes: contact::modes(ctx, Some(typed.mode()))
            .into_iter()
            .filter(|choice| choice.on || MODES.iter().any(|mode| mode.name() == choice.value))
            .collect(),
        usual_minutes: NewPlan::usual_minutes(typed.mode()),
        rows: rows(ctx, &typed, of.filter(|_| what == What::Change)),
        zones: problem::zones(),
        here: ctx.app.zone().name(),
        proposals,
        typed,
        problem,
    };
    let status = if page.problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    answer::with_status(status, &page)
}

/// As many fields for times as there can be.
fn rows(ctx: &Ctx<'_>, typed: &Typed, of: Option<&PlanView>) -> Vec<Row> {
    let count = match of {
        Some(of) if of.plan.state == PlanState::Agreed => 1,
        _ => Plan::MOST_TIMES,
    };
    let row = |n: usize| {
        let (day, hour) = typed.rows.get(n).cloned().unwrap_or_default();
        let label = match count {
            1 => ctx.words.text("plans-the-time"),
            _ => ctx.words.with("plans-which-time", &[("which", (n + 1).into())]),
        };
        Row { label, id: n + 1, day, hour }
    };
    (0..count).map(row).collect()
}
