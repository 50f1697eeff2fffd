//! A call in the place of the next message: suggested with the message that gave reason to, and remembered in the same act,
//! so that it is not suggested again for a month.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use kith_core::{
    CheckIn, Mode, Person, PersonId, Plan, PlanState,
    due::Frame,
    ladder::{self, StepUp},
};

use crate::{App, AppError, cache::Cache, error::Kind};

/// Somebody with whom one step up is suggested.
#[derive(Clone, PartialEq, Debug)]
pub struct SteppedUp {
    /// With whom.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What is suggested.
    pub mode: Mode,
    /// Where they are it is no hour for it before then.
    pub from: Option<DateTime<Tz>>,
}

impl App {
    /// The step up that a message gives reason to suggest, and the first of its people for whom it does.
    pub(crate) fn step_up(
        &self,
        cache: &Cache,
        check_in: &CheckIn,
        frame: &Frame<'_>,
    ) -> Result<Option<(Person, StepUp)>, AppError> {
        let back = ladder::looked_back(frame);
        if check_in.mode != Mode::Message || back == 0 {
            return Ok(None);
        }
        for id in &check_in.people {
            if is_planned(cache, *id, frame.now) {
                continue;
            }
            let row = cache.row(*id).ok_or(AppError::Gone(Kind::Person))?;
            let mut latest = self.book()?.history(*id, 0, back)?;
            latest.push(check_in.clone());
            latest.sort_by_key(|check_in| std::cmp::Reverse((check_in.at, check_in.id)));
            let person = self.stored(*id)?;
            if let Some(step) = ladder::step_up(&person, row, &latest, frame) {
                return Ok(Some((person, step)));
            }
        }
        Ok(None)
    }
}

/// Whether a call or a meeting with somebody is proposed or agreed on already.
fn is_planned(cache: &Cache, person: PersonId, now: DateTime<Utc>) -> bool {
    let comes = |plan: &Plan| {
        let stands = matches!(plan.state, PlanState::Proposed | PlanState::Agreed);
        // A proposal that nobody answered is over when its last time is.
        stands && plan.times.iter().any(|time| time.instant() > now)
    };
    cache
        .plans
        .values()
        .any(|plan| comes(plan) && plan.mode.satisfies(Mode::Voice) && plan.people.contains(&person))
}
