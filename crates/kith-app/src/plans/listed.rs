//! Plans as lists, a month and a page show them.

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use kith_core::{CheckIn, PersonId, Plan, PlanId, PlanState, Status, due::Frame};

use crate::{App, AppError, cache::Cache, error::Kind};

/// So many days from today on are this week.
const WEEK: u64 = 7;

/// So many of the plans that are over are listed.
const PAST: usize = 20;

/// Every plan, sorted by where it stands.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct PlansView {
    /// Agreed on, and over: did they happen? The one that was first first.
    pub to_answer: Vec<PlanView>,
    /// Agreed on, within seven days from today on; also what goes on now. In their order.
    pub this_week: Vec<PlanView>,
    /// Agreed on, after that. In their order.
    pub later: Vec<PlanView>,
    /// Proposed, and not answered yet; the one that has waited longest first.
    pub waiting: Vec<PlanView>,
    /// Only thought of, the newest first.
    pub ideas: Vec<PlanView>,
    /// Open, but only with people who rest, are not in touch any more or are behind a boundary: nothing is said of them.
    pub resting: Vec<PlanView>,
    /// Happened, moved or let go: the first of them, the newest first.
    pub past: Vec<PlanView>,
    /// How many those are in all.
    pub past_count: usize,
}

/// A plan with what a reader needs.
#[derive(Clone, PartialEq, Debug)]
pub struct PlanView {
    /// The plan.
    pub plan: Plan,
    /// Its people, in their order.
    pub people: Vec<PlanPerson>,
    /// Its times as the wall clock shows them here, in their order.
    pub here: Vec<DateTime<Tz>>,
    /// Whether it is agreed on and over, and nobody has said what became of it.
    pub to_answer: bool,
    /// Whether nothing is said of it.
    pub silent: bool,
}

/// Somebody in a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanPerson {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// How it stands with them.
    pub status: Status,
    /// Their time zone, if it is known.
    pub zone: Option<Tz>,
    /// A mail address, if there is one.
    pub email: Option<String>,
}

/// Everything a page about one plan shows.
#[derive(Clone, PartialEq, Debug)]
pub struct PlanPage {
    /// The plan.
    pub view: PlanView,
    /// The plan whose place it took.
    pub moved_from: Option<PlanId>,
    /// What it became.
    pub check_in: Option<CheckIn>,
}

/// A plan on a day.
#[derive(Clone, PartialEq, Debug)]
pub struct OnDay {
    /// When, as the wall clock shows it here: one of its times.
    pub at: DateTime<Tz>,
    /// The plan.
    pub plan: PlanView,
}

impl PlanView {
    pub(crate) fn of(plan: Plan, cache: &Cache, frame: &Frame<'_>) -> PlanView {
        let person = |id: &PersonId| {
            cache.row(*id).map(|row| PlanPerson {
                id: row.id,
                name: row.name.clone(),
                status: row.status,
                zone: row.zone,
                email: row.email.clone(),
            })
        };
        PlanView {
            people: plan.people.iter().filter_map(person).collect(),
            here: plan.times.iter().map(|time| time.instant().with_timezone(&frame.zone)).collect(),
            to_answer: plan.is_to_answer(frame.now),
            silent: plan.is_silent(|id| cache.row(id)),
            plan,
        }
    }

    /// The same with only those in it who are in touch.
    pub(crate) fn of_those_in_touch(plan: Plan, cache: &Cache, frame: &Frame<'_>) -> PlanView {
        let mut view = PlanView::of(plan, cache, frame);
        view.people.retain(|person| person.status.is_active());
        view
    }

    /// The names of its people.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.people.iter().map(|person| person.name.as_str())
    }

    /// The first of its times, as the wall clock shows it here.
    pub fn first(&self) -> Option<DateTime<Tz>> {
        self.here.iter().min().copied()
    }
}

impl App {
    /// Every plan, sorted by where it stands.
    pub fn plans(&self) -> PlansView {
        let cache = self.cache();
        let frame = self.frame(&cache);
        let week_ends = frame.today().checked_add_days(Days::new(WEEK)).unwrap_or(NaiveDate::MAX);
        let mut plans = PlansView::default();
        for plan in cache.plans.values() {
            let view = PlanView::of(plan.clone(), &cache, &frame);
            let is_this_week = view.first().is_some_and(|first| first.date_naive() < week_ends);
            let list = match plan.state {
                PlanState::Happened | PlanState::Moved | PlanState::Dropped => &mut plans.past,
                _ if view.silent => &mut plans.resting,
                PlanState::Idea => &mut plans.ideas,
                PlanState::Proposed => &mut plans.waiting,
                PlanState::Agreed if view.to_answer => &mut plans.to_answer,
                PlanState::Agreed if is_this_week => &mut plans.this_week,
                PlanState::Agreed => &mut plans.later,
            };
            list.push(view);
        }
        let PlansView { to_answer, this_week, later, ideas, past, .. } = &mut plans;
        [to_answer, this_week, later].into_iter().for_each(|list| list.sort_by_key(PlanView::first));
        ideas.reverse();
        newest_first(past);
        plans.past_count = plans.past.len();
        plans.past.truncate(PAST);
        plans
    }

    /// The plans with somebody: the open ones in their order, then those that are over, the newest first.
    pub fn plans_with(&self, person: PersonId) -> Vec<PlanView> {
        let cache = self.cache();
        let frame = self.frame(&cache);
        let with = cache.plans.values().filter(|plan| plan.people.contains(&person));
        let views = with.map(|plan| PlanView::of(plan.clone(), &cache, &frame));
        let (mut plans, mut over): (Vec<_>, Vec<_>) = views.partition(|view| view.plan.state.is_open());
        plans.sort_by_key(|view| (view.first().is_none(), view.first()));
        newest_first(&mut over);
        plans.extend(over);
        plans
    }

    /// What is on the days from `from` to `to` (both count): what is agreed on or happened, and each time of a proposal.
    pub fn plans_on(&self, from: NaiveDate, to: NaiveDate) -> Vec<OnDay> {
        let cache = self.cache();
        let frame = self.frame(&cache);
        let shown = |plan: &&Plan| plan.state.is_open() || plan.state == PlanState::Happened;
        let mut on: Vec<OnDay> = cache
            .plans
            .values()
            .filter(shown)
            .map(|plan| PlanView::of(plan.clone(), &cache, &frame))
            .flat_map(|plan| plan.here.clone().into_iter().map(move |at| OnDay { at, plan: plan.clone() }))
            .filter(|on| (from..=to).contains(&on.at.date_naive()))
            .collect();
        on.sort_by_key(|on| (on.at, on.plan.plan.id));
        on
    }

    /// The plans that were agreed on and have not happened yet, as far as is known.
    pub fn agreed_plans(&self) -> Vec<PlanId> {
        let cache = self.cache();
        let agreed = cache.plans.values().filter(|plan| plan.state == PlanState::Agreed);
        agreed.map(|plan| plan.id).collect()
    }

    /// One plan.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn plan(&self, id: PlanId) -> Result<PlanPage, AppError> {
        let cache = self.cache();
        let plan = cache.plans.get(&id).cloned().ok_or(AppError::Gone(Kind::Plan))?;
        let check_in = match plan.check_in {
            Some(check_in) => self.book()?.check_in(check_in)?,
            None => None,
        };
        let moved_from = cache.plans.values().find(|other| other.moved_to == Some(id)).map(|other| other.id);
        Ok(PlanPage { view: PlanView::of(plan, &cache, &self.frame(&cache)), moved_from, check_in })
    }

    /// The plan that is meant by its id, or the open one by the name of somebody in it; of several with one person the
    /// one that `fits`, if there is one such.
    ///
    /// # Errors
    /// [`AppError::Gone`], [`AppError::NobodyNamed`], [`AppError::SeveralNamed`], [`AppError::PlansWith`].
    pub fn which_plan(&self, typed: &str, fits: impl Fn(&PlanView) -> bool) -> Result<PlanId, AppError> {
        let id = typed.trim().parse::<PlanId>().ok();
        if let Some(id) = id.filter(|id| self.cache().plans.contains_key(id)) {
            return Ok(id);
        }
        let person = match (id, self.whom(typed)) {
            (Some(_), Err(_)) => return Err(AppError::Gone(Kind::Plan)),
            (_, person) => person?,
        };
        let open: Vec<PlanView> =
            self.plans_with(person).into_iter().filter(|view| view.plan.state.is_open()).collect();
        let fitting: Vec<PlanId> = open.iter().filter(|view| fits(view)).map(|view| view.plan.id).collect();
        match (open.as_slice(), fitting.as_slice()) {
            ([one], _) => Ok(one.plan.id),
            (_, [one]) => Ok(*one),
            _ => Err(AppError::PlansWith { name: self.name(person), count: open.len() }),
        }
    }
}

/// By when they were to be, or else were made.
fn newest_first(plans: &mut [PlanView]) {
    let when = |view: &PlanView| view.plan.time().map_or(view.plan.made, |time| time.instant());
    plans.sort_by_key(|view| std::cmp::Reverse::<(DateTime<Utc>, PlanId)>((when(view), view.plan.id)));
}
