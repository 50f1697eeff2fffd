//! Plans: what is to be answered first, then this week, later, who has not answered, and ideas.
//!
//! A plan is no contact: the page asks once what became of it, and what was let go is left in peace.

use askama::Template;
use kith_app::{AppError, PlanView, error::Kind};
use kith_core::{PlanId, PlanState, PlanTime};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    show::icon,
};

pub(crate) mod form;
pub(crate) mod happened;
pub(crate) mod month;
pub(crate) mod one;
pub(crate) mod proposals;
mod typed;

#[derive(Template)]
#[template(path = "plans.html")]
struct Plans<'a> {
    frame: Frame<'a>,
    day: String,
    /// Over, and nobody has said what became of them.
    to_answer: Vec<Question>,
    groups: Vec<Group>,
    resting: Vec<Line>,
    past: Vec<Line>,
    past_more: Option<String>,
    /// Whether nothing is open.
    nothing: bool,
}

/// "Did it happen?", about one plan.
pub(crate) struct Question {
    pub id: String,
    pub title: String,
    pub question: String,
}

/// Plans that stand alike.
struct Group {
    id: &'static str,
    title: String,
    lines: Vec<Line>,
}

/// A plan in a list.
pub(crate) struct Line {
    pub id: String,
    pub icon: &'static str,
    /// "Meet Ana and Luis".
    pub title: String,
    /// "tomorrow at 19:00", one for each of its times.
    pub when: Vec<String>,
    /// How long, where, and where it stands if the list does not say.
    pub detail: Vec<String>,
    /// Whether a time is still to be found.
    pub timeless: bool,
}

pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let plans = ctx.app.plans();
    let group = |id, title, views: &[PlanView]| Group {
        id,
        title: ctx.words.text(title),
        lines: views.iter().map(|view| line(ctx, view)).collect(),
    };
    let mut groups = vec![
        group("this-week", "plans-this-week", &plans.this_week),
        group("later", "plans-later", &plans.later),
        group("waiting", "plans-waiting", &plans.waiting),
        group("ideas", "plans-ideas", &plans.ideas),
    ];
    groups.retain(|group| !group.lines.is_empty());
    let more = plans.past_count.saturating_sub(plans.past.len());
    answer::page(&Plans {
        frame: ctx.frame("plans-title", Here::Plans),
        day: ctx.words.full_day(ctx.app.local_now().date_naive()),
        nothing: groups.is_empty() && plans.to_answer.is_empty(),
        to_answer: plans.to_answer.iter().map(|view| question(ctx, view)).collect(),
        groups,
        resting: plans.resting.iter().map(|view| line_that_says_how_it_stands(ctx, view)).collect(),
        past: plans.past.iter().map(|view| line_that_says_how_it_stands(ctx, view)).collect(),
        past_more: (more > 0).then(|| ctx.words.with("plans-past-more", &[("count", more.into())])),
    })
}

/// The plan as it is spoken of where nobody looked for it: without those who are not in touch any more.
pub(crate) fn of_those_in_touch(view: &PlanView) -> PlanView {
    let mut view = view.clone();
    view.people.retain(|person| person.status.is_active());
    view
}

pub(crate) fn question(ctx: &Ctx<'_>, view: &PlanView) -> Question {
    let view = &of_those_in_touch(view);
    let asked = ctx.words.plan_question(view, &ctx.app.local_now());
    Question {
        id: view.plan.id.to_string(),
        title: ctx.words.plan_what(view),
        question: ctx.words.with("plans-answer", &[("question", asked.into())]),
    }
}

pub(crate) fn line(ctx: &Ctx<'_>, view: &PlanView) -> Line {
    let plan = &view.plan;
    let place = Some(plan.place.clone()).filter(|place| !place.is_empty());
    let timeless = plan.state == PlanState::Idea;
    let note = Some(ctx.words.shortened(&plan.note)).filter(|note| timeless && !note.is_empty());
    Line {
        id: plan.id.to_string(),
        icon: icon(plan.mode),
        title: ctx.words.plan_what(view),
        when: plan.times.iter().map(|time| when(ctx, *time)).collect(),
        detail: [ctx.words.minutes(plan.minutes)].into_iter().chain(place).chain(note).collect(),
        timeless,
    }
}

/// The same for a list in which plans stand differently.
pub(crate) fn line_that_says_how_it_stands(ctx: &Ctx<'_>, view: &PlanView) -> Line {
    let mut line = line(ctx, view);
    line.detail.insert(0, ctx.words.plan_state(view.plan.state));
    line.timeless = false;
    line
}

/// A time of a plan: "tomorrow at 19:00".
pub(crate) fn when(ctx: &Ctx<'_>, time: PlanTime) -> String {
    ctx.words.plan_when(time, &ctx.app.local_now())
}

/// The plan that a segment of the path names.
pub(crate) fn plan_id(segment: &str) -> Result<PlanId, Trouble> {
    segment.parse().map_err(|_| Trouble::App(AppError::Gone(Kind::Plan)))
}

/// A time as forms send it: `2026-12-03T19:00[Europe/Lisbon]`.
pub(crate) fn stamp(time: PlanTime) -> String {
    format!("{}[{}]", time.local.format("%Y-%m-%dT%H:%M"), time.zone)
}

/// The time that a form sent.
pub(crate) fn stamped(text: &str) -> Option<PlanTime> {
    let (local, zone) = text.strip_suffix(']')?.split_once('[')?;
    let local = chrono::NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M").ok()?;
    Some(PlanTime { local, zone: zone.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2026-12-03T19:00[Europe/Lisbon]", true)]
    #[case("2026-12-03T19:00", false)]
    #[case("2026-12-03T19:00[]", false)]
    #[case("2026-13-03T19:00[Europe/Lisbon]", false)]
    #[case("[Europe/Lisbon]", false)]
    #[case("", false)]
    fn a_time_is_read_as_it_was_sent(#[case] sent: &str, #[case] good: bool) {
        let read = stamped(sent);
        assert_eq!(read.map(stamp), good.then(|| sent.to_owned()));
    }
}
