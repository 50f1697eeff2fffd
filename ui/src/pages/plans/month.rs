//! A month of plans: a table where there is room, the days with something on them where there is not.

use askama::Template;
use chrono::{Datelike, Days, Months, NaiveDate};
use kith_app::{GatheringView, OnDay};
use kith_core::PlanState;

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    show::icon,
};

/// So many months ahead there is a way to, even if nothing is planned there.
const AHEAD: Months = Months::new(12);

#[derive(Template)]
#[template(path = "plans_month.html")]
struct MonthPage<'a> {
    frame: Frame<'a>,
    month: String,
    /// The names of the weekdays, short and whole.
    weekdays: Vec<(String, String)>,
    /// The weeks; a day of another month is `None`.
    weeks: Vec<Vec<Option<Day>>>,
    before: Option<Step>,
    after: Option<Step>,
    /// Whether it is the month that is now.
    now: bool,
}

impl MonthPage<'_> {
    /// The days on which something is.
    fn full(&self) -> Vec<&Day> {
        self.weeks.iter().flatten().flatten().filter(|day| !day.plans.is_empty()).collect()
    }
}

/// Another month to go to.
struct Step {
    path: String,
    name: String,
}

struct Day {
    number: u32,
    /// For machines, in `<time>`.
    stamp: String,
    /// "Thursday 3 December".
    name: String,
    today: bool,
    plans: Vec<Entry>,
}

/// A plan, or a gathering, on a day.
struct Entry {
    href: String,
    icon: &'static str,
    time: String,
    names: String,
    /// How, and where it stands; for those who do not see it.
    said: String,
    /// The class that says where it stands.
    state: &'static str,
}

/// The month that is now.
pub(crate) fn now(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    show(ctx, first_of(ctx.app.local_now().date_naive()))
}

/// The month of the path: `2026-12`.
pub(crate) fn page(ctx: &Ctx<'_>, month: &str) -> Result<Answer, Trouble> {
    let first = NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d").ok();
    // Only the one way to write it, and years that a calendar has.
    let first = first.filter(|first| {
        (1..=9998).contains(&first.year()) && path(*first) == format!("/plans/month/{month}")
    });
    show(ctx, first.ok_or(Trouble::NoPage)?)
}

fn show(ctx: &Ctx<'_>, first: NaiveDate) -> Result<Answer, Trouble> {
    let today = ctx.app.local_now().date_naive();
    let next = first.checked_add_months(Months::new(1)).unwrap_or(NaiveDate::MAX);
    let last = next.pred_opt().unwrap_or(NaiveDate::MAX);
    let this = first_of(today);
    let month = ctx.words.month_of_year(first);
    let step = |first: NaiveDate| Step { path: path(first), name: ctx.words.month_of_year(first) };
    let is_something = |from, to| !ctx.app.plans_on(from, to).is_empty();
    // There is no way into months and months of nothing.
    let before = first.checked_sub_months(Months::new(1)).filter(|before| {
        first > this || before.year() > 0 && is_something(NaiveDate::MIN, first.pred_opt().unwrap_or(first))
    });
    let ahead = this.checked_add_months(AHEAD).unwrap_or(this);
    let after = Some(next).filter(|next| *next <= ahead || is_something(*next, NaiveDate::MAX));
    let week = ctx.words.week();
    answer::page(&MonthPage {
        frame: ctx.frame_titled(month.clone(), Here::Plans),
        month,
        weekdays: week.map(|day| (ctx.words.short_weekday(day), ctx.words.weekday(day))).into(),
        weeks: weeks(ctx, first, last, week[0]),
        before: before.map(step),
        after: after.map(step),
        now: first == this,
    })
}

/// The page of the month that begins with this day.
pub(crate) fn path(first: NaiveDate) -> String {
    format!("/plans/month/{}", first.format("%Y-%m"))
}

pub(crate) fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The days from `first` to `last`, in weeks that begin with `begins`.
fn weeks(ctx: &Ctx<'_>, first: NaiveDate, last: NaiveDate, begins: chrono::Weekday) -> Vec<Vec<Option<Day>>> {
    let (plans, gatherings) = (ctx.app.plans_on(first, last), ctx.app.gatherings_on(first, last));
    let before = first.weekday().days_since(begins);
    let days = (0..31).filter_map(|n| first.checked_add_days(Days::new(n))).filter(|day| *day <= last);
    let mut cells: Vec<Option<Day>> = (0..before).map(|_| None).collect();
    cells.extend(days.map(|day| Some(day_of(ctx, day, &plans, &gatherings))));
    cells.resize_with(cells.len().next_multiple_of(7), || None);
    let mut cells = cells.into_iter();
    std::iter::from_fn(|| {
        let week: Vec<Option<Day>> = cells.by_ref().take(7).collect();
        (!week.is_empty()).then_some(week)
    })
    .collect()
}

fn day_of(ctx: &Ctx<'_>, day: NaiveDate, plans: &[OnDay], gatherings: &[GatheringView]) -> Day {
    let planned = plans.iter().filter(|on| on.at.date_naive() == day);
    let gather = gatherings.iter().filter(|view| view.begins.date_naive() == day);
    let mut on: Vec<_> = planned.map(|on| (on.at, entry(ctx, on))).collect();
    on.extend(gather.map(|view| (view.begins, gathering(ctx, view))));
    on.sort_by_key(|(at, _)| *at);
    Day {
        number: day.day(),
        stamp: day.to_string(),
        name: ctx.words.full_day(day),
        today: day == ctx.app.local_now().date_naive(),
        plans: on.into_iter().map(|(_, entry)| entry).collect(),
    }
}

/// A gathering of a community, which is like what was agreed on.
fn gathering(ctx: &Ctx<'_>, view: &GatheringView) -> Entry {
    let said = [Some(ctx.words.text("communities-gathering")), ctx.words.gathering_stands(view)];
    Entry {
        href: format!("/communities/{}", view.community),
        icon: "community",
        time: ctx.words.time(view.begins.time()),
        names: ctx.words.gathering_what(view),
        said: said.into_iter().flatten().collect::<Vec<_>>().join(", "),
        state: match view.outcome {
            Some(kith_core::community::Outcome::Attended { .. }) => "happened",
            _ => "agreed",
        },
    }
}

fn entry(ctx: &Ctx<'_>, on: &OnDay) -> Entry {
    let plan = &on.plan.plan;
    Entry {
        href: format!("/plans/{}", plan.id),
        icon: icon(plan.mode),
        time: ctx.words.time(on.at.time()),
        names: ctx.words.list(on.plan.names()),
        said: [ctx.words.mode(plan.mode), ctx.words.plan_state(plan.state)].join(", "),
        state: match plan.state {
            PlanState::Agreed => "agreed",
            PlanState::Happened => "happened",
            _ => "open",
        },
    }
}
