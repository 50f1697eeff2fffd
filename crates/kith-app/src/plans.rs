//! Plans: calls and meetings that are thought of, proposed, agreed on, and then happen, move or are let go.
//!
//! A plan is no contact. What it becomes when it happens is logged by the one path of all check-ins, in the same act, so
//! that taking that back brings the plan back as well.

mod invite;
mod listed;
mod told;

use kith_core::{
    CheckInId, Extra, Mode, PersonId, Plan, PlanId, PlanState, PlanTime, Status,
    due::Frame,
    plan::{Told, propose::propose},
    zoned::to_local,
};
use kith_exchange::{many_lines, one_line};
use kith_store::{Change, Record};

use crate::{
    App, AppError, Day, Logged, NewCheckIn,
    cache::Cache,
    error::Kind,
    shared::{By, Decided},
};

pub use invite::Invitation;
pub(crate) use invite::entries;
pub use listed::{OnDay, PlanPage, PlanPerson, PlanView, PlansView};
pub use told::PlanTold;

/// A plan to make, or what one is to become.
#[derive(Clone, PartialEq, Debug)]
pub struct NewPlan {
    /// With whom; at least one.
    pub people: Vec<PersonId>,
    /// How; not a reaction.
    pub mode: Mode,
    /// When: one of an agreed plan, up to three to choose from of a proposal, of an idea perhaps none. In the future.
    pub times: Vec<PlanTime>,
    /// How long, in minutes: 1 to 10,080 (a week).
    pub minutes: u32,
    /// Where; may be empty.
    pub place: String,
    /// What for, or what to bring; may be empty. For the user alone.
    pub note: String,
    /// Where it stands: an idea, proposed or agreed.
    pub state: PlanState,
}

impl NewPlan {
    /// How long contact in this mode takes if nobody says otherwise, in minutes.
    pub const fn usual_minutes(mode: Mode) -> u32 {
        match mode {
            Mode::InPerson => 120,
            Mode::Video | Mode::Voice => 30,
            Mode::Message | Mode::Reaction => 15,
        }
    }
}

impl App {
    /// Up to three times that could suit everybody, on different days, in the zone in force. The same each time.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn propose_times(
        &self,
        people: &[PersonId],
        mode: Mode,
        minutes: u32,
    ) -> Result<Vec<PlanTime>, AppError> {
        let cache = self.cache();
        let row = |id: &PersonId| cache.row(*id).ok_or(AppError::Gone(Kind::Person));
        let rows = people.iter().map(row).collect::<Result<Vec<_>, _>>()?;
        Ok(propose(&self.frame(&cache), &rows, mode, minutes, cache.plans.values()))
    }

    /// Makes a plan.
    ///
    /// # Errors
    /// [`AppError::NoPeople`], [`AppError::Gone`], [`AppError::NotActive`] with somebody who has died,
    /// [`AppError::ReactionFloor`], [`AppError::OutOfRange`], [`AppError::PlanTimes`], [`AppError::InPast`].
    pub fn make_plan(&self, new: &NewPlan) -> Result<Plan, AppError> {
        self.act(By::User, "plan.add", |cache, frame| {
            let plan = made(new, cache, frame)?;
            Ok(Decided { changes: vec![put(plan.clone())], answer: plan })
        })
    }

    /// Changes a plan that is open. What was told of it stands as long as its time does.
    ///
    /// # Errors
    /// As [`App::make_plan`]; [`AppError::PlanOver`].
    pub fn edit_plan(&self, id: PlanId, new: &NewPlan) -> Result<Plan, AppError> {
        self.act(By::User, "plan.edit", |cache, frame| {
            let before = open(cache, id)?;
            let after = settled(new, cache, frame, Some(before))?;
            let after = Plan { id, made: before.made, extra: before.extra.clone(), ..after };
            Ok(Decided { changes: changed(before, &after), answer: after })
        })
    }

    /// Everybody knows that it is at this time: one of those proposed, or another.
    ///
    /// # Errors
    /// [`AppError::Gone`], [`AppError::PlanOver`], [`AppError::InPast`].
    pub fn agree(&self, id: PlanId, time: PlanTime) -> Result<Plan, AppError> {
        self.act(By::User, "plan.agree", |cache, frame| {
            let before = open(cache, id)?;
            if time.instant() <= frame.now {
                return Err(AppError::InPast);
            }
            let after = timed(before.clone(), PlanState::Agreed, vec![time], frame, Some(before));
            Ok(Decided { changes: changed(before, &after), answer: after })
        })
    }

    /// The contact that a plan becomes when it came about as it was meant: for a face to change what was otherwise, and for
    /// [`App::it_happened`].
    ///
    /// # Errors
    /// [`AppError::Gone`], [`AppError::PlanOver`].
    pub fn as_planned(&self, id: PlanId) -> Result<NewCheckIn, AppError> {
        let cache = self.cache();
        let plan = open(&cache, id)?;
        let began = plan.begins().filter(|begins| *begins <= self.now());
        let local = began.map(|began| to_local(began, self.zone()));
        Ok(NewCheckIn {
            people: plan.people.clone(),
            mode: plan.mode,
            when: local.map(|local| Day { day: local.date(), time: Some(local.time()) }),
            minutes: Some(plan.minutes),
            started_by: None,
            note: String::new(),
            felt: None,
            promise: None,
        })
    }

    /// It happened: logs the contact, with everybody who was there, and closes the plan.
    ///
    /// # Errors
    /// [`AppError::Gone`], [`AppError::PlanOver`]; as [`App::log`].
    pub fn it_happened(&self, id: PlanId, contact: &NewCheckIn) -> Result<Logged, AppError> {
        self.act(By::User, "plan.happened", |cache, frame| {
            let before = open(cache, id)?;
            let Decided { mut changes, answer } = self.logging(contact, cache, frame)?;
            let check_in = Some(answer.check_in.id);
            changes.push(put(Plan { state: PlanState::Happened, check_in, ..before.clone() }));
            Ok(Decided { changes, answer })
        })
    }

    /// It is to be at another time: a new plan takes the place of this one. Without times it is an idea again, whatever
    /// `state` says. Answers the new one.
    ///
    /// # Errors
    /// [`AppError::Gone`], [`AppError::PlanOver`], [`AppError::PlanTimes`], [`AppError::InPast`].
    pub fn move_plan(&self, id: PlanId, times: Vec<PlanTime>, state: PlanState) -> Result<Plan, AppError> {
        self.act(By::User, "plan.move", |cache, frame| {
            let before = open(cache, id)?;
            let Plan { people, mode, minutes, place, note, .. } = before.clone();
            let state = if times.is_empty() { PlanState::Idea } else { state };
            let after = settled(
                &NewPlan { people, mode, times, minutes, place, note, state },
                cache,
                frame,
                Some(&Plan { times: Vec::new(), ..before.clone() }),
            )?;
            let moved = Plan { state: PlanState::Moved, moved_to: Some(after.id), ..before.clone() };
            Ok(Decided { changes: vec![put(moved), put(after.clone())], answer: after })
        })
    }

    /// Lets a plan go, which is no failure and no contact.
    ///
    /// # Errors
    /// [`AppError::Gone`], [`AppError::PlanOver`].
    pub fn drop_plan(&self, id: PlanId) -> Result<Plan, AppError> {
        self.act(By::User, "plan.drop", |cache, _| {
            let after = Plan { state: PlanState::Dropped, ..open(cache, id)?.clone() };
            Ok(Decided { changes: vec![put(after.clone())], answer: after })
        })
    }
}

/// What becomes of the plans that became this check-in, when it is taken out of the book: they stand as before, and were
/// asked about already.
pub(crate) fn without(check_in: CheckInId, cache: &Cache, frame: &Frame<'_>) -> Vec<Change> {
    let were = cache.plans.values().filter(|plan| plan.check_in == Some(check_in));
    let back = |plan: &Plan| {
        let state = match plan.times.len() {
            0 => PlanState::Idea,
            1 => PlanState::Agreed,
            _ => PlanState::Proposed,
        };
        let told = |before: Option<_>| before.or(Some(frame.now));
        let Told { day_before, hour_before, asked } = plan.told;
        let told = Told { day_before: told(day_before), hour_before: told(hour_before), asked: told(asked) };
        put(Plan { state, told, check_in: None, ..plan.clone() })
    };
    were.map(back).collect()
}

pub(crate) fn put(plan: Plan) -> Change {
    Change::Put(Record::Plan(Box::new(plan)))
}

fn changed(before: &Plan, after: &Plan) -> Vec<Change> {
    if before == after { Vec::new() } else { vec![put(after.clone())] }
}

fn open(cache: &Cache, id: PlanId) -> Result<&Plan, AppError> {
    let plan = cache.plans.get(&id).ok_or(AppError::Gone(Kind::Plan))?;
    if plan.state.is_open() { Ok(plan) } else { Err(AppError::PlanOver(plan.state)) }
}

fn made(new: &NewPlan, cache: &Cache, frame: &Frame<'_>) -> Result<Plan, AppError> {
    settled(new, cache, frame, None)
}

/// The plan as it is stored. Who and what was in it `before` is not asked about again.
fn settled(new: &NewPlan, cache: &Cache, frame: &Frame<'_>, before: Option<&Plan>) -> Result<Plan, AppError> {
    let mut people = Vec::new();
    for id in &new.people {
        let row = cache.row(*id).ok_or(AppError::Gone(Kind::Person))?;
        let is_new = before.is_none_or(|before| !before.people.contains(id));
        if is_new && row.status == Status::Deceased {
            return Err(AppError::NotActive { name: row.name.clone(), status: row.status });
        }
        if !people.contains(id) {
            people.push(*id);
        }
    }
    if people.is_empty() {
        return Err(AppError::NoPeople);
    }
    if new.mode == Mode::Reaction {
        return Err(AppError::ReactionFloor);
    }
    if !(1..=10_080).contains(&new.minutes) {
        return Err(AppError::OutOfRange("minutes"));
    }
    let times = times(new, frame, before)?;
    let plan = Plan {
        id: PlanId::new(frame.now),
        people,
        mode: new.mode,
        state: new.state,
        times: Vec::new(),
        minutes: new.minutes,
        place: one_line(&new.place),
        note: many_lines(new.note.trim()),
        made: frame.now,
        told: Told::default(),
        check_in: None,
        moved_to: None,
        extra: Extra::new(),
    };
    Ok(timed(plan, new.state, times, frame, before))
}

/// The times in their order, none twice; as many as the state allows, and none that has passed but those it had before.
fn times(new: &NewPlan, frame: &Frame<'_>, before: Option<&Plan>) -> Result<Vec<PlanTime>, AppError> {
    let mut times = new.times.clone();
    times.sort_by_key(|time| time.instant());
    times.dedup_by_key(|time| time.instant());
    let allowed = match new.state {
        PlanState::Idea => 0..=Plan::MOST_TIMES,
        PlanState::Proposed => 1..=Plan::MOST_TIMES,
        PlanState::Agreed => 1..=1,
        over => return Err(AppError::PlanOver(over)),
    };
    if !allowed.contains(&times.len()) {
        return Err(AppError::PlanTimes);
    }
    let had = |time: &PlanTime| before.is_some_and(|before| before.times.contains(time));
    match times.iter().any(|time| time.instant() <= frame.now && !had(time)) {
        true => Err(AppError::InPast),
        false => Ok(times),
    }
}

/// The plan at these times. What was told `before` stands while the agreed time does.
fn timed(
    plan: Plan,
    state: PlanState,
    times: Vec<PlanTime>,
    frame: &Frame<'_>,
    before: Option<&Plan>,
) -> Plan {
    let plan = Plan { state, times, ..plan };
    match before.filter(|before| before.begins().is_some() && before.begins() == plan.begins()) {
        Some(before) => Plan { told: before.told, ..plan },
        None => plan.told_from(frame.now),
    }
}
