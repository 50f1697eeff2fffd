//! What the others are told of a plan: whom to tell, the times as each of them reads them, and the file for their
//! calendar. The words are another's; the user's note never goes out.

use chrono::DateTime;
use chrono_tz::Tz;
use kith_core::{Mode, Plan, PlanId, PlanState, PlanTime};
use kith_exchange::{Calendar, Entry, write_calendar};

use super::PlanView;
use crate::{App, AppError, CalendarWords, cache::Cache, error::Kind};

/// What an invitation says.
#[derive(Clone, PartialEq, Debug)]
pub struct Invitation {
    /// The plan, with those who are in touch.
    pub plan: PlanView,
    /// Each of its times as the clock shows it where it was agreed on; then, unless they meet there, here and where the
    /// others are known to be, none that shows the same as one before.
    pub times: Vec<Vec<DateTime<Tz>>>,
}

impl App {
    /// What to write to the people of a plan.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn invitation(&self, id: PlanId) -> Result<Invitation, AppError> {
        let cache = self.cache();
        let plan = self.planned(&cache, id)?;
        let view = PlanView::of_those_in_touch(plan, &cache, &self.frame(&cache));
        let zones = |time: &PlanTime| {
            let at = time.instant();
            let mut times = vec![at.with_timezone(&time.zone)];
            let theirs = view.people.iter().filter_map(|person| person.zone);
            let zones = [self.zone()].into_iter().chain(theirs);
            for zone in zones.filter(|_| view.plan.mode != Mode::InPerson) {
                let there = at.with_timezone(&zone);
                if times.iter().all(|time| time.naive_local() != there.naive_local()) {
                    times.push(there);
                }
            }
            times
        };
        Ok(Invitation { times: view.plan.times.iter().map(zones).collect(), plan: view })
    }

    /// A plan as a file for the calendars of those who are invited (RFC 5545): what is agreed on, or each time that is
    /// proposed. It names nobody.
    ///
    /// # Errors
    /// [`AppError::Gone`]; [`AppError::PlanTimes`] when it has no time.
    pub fn plan_file(&self, id: PlanId, words: &dyn CalendarWords) -> Result<String, AppError> {
        let plan = self.planned(&self.cache(), id)?;
        if plan.times.is_empty() {
            return Err(AppError::PlanTimes);
        }
        if matches!(plan.state, PlanState::Moved | PlanState::Dropped) {
            return Err(AppError::PlanOver(plan.state));
        }
        let name = words.invited_to(plan.mode);
        let entries = entries(&plan, &name);
        let (stamp, ring_at) = (self.now(), self.settings().preferred_time);
        Ok(write_calendar(&entries, &Calendar { name: &name, stamp, ring_at }))
    }

    fn planned(&self, cache: &Cache, id: PlanId) -> Result<Plan, AppError> {
        cache.plans.get(&id).cloned().ok_or(AppError::Gone(Kind::Plan))
    }
}

/// A plan in a calendar.
pub(crate) fn entries(plan: &Plan, summary: &str) -> Vec<Entry> {
    let tentative = plan.state != PlanState::Agreed && plan.state != PlanState::Happened;
    let entry = |time: &PlanTime| Entry::Plan {
        plan: plan.id,
        at: time.instant(),
        day_before: time.day_before(),
        minutes: plan.minutes,
        tentative,
        place: plan.place.clone(),
        summary: summary.to_owned(),
    };
    plan.times.iter().map(entry).collect()
}
