//! Saying what is to be said of plans: stored as told before anybody hears it, like a prompt.

use chrono::{DateTime, Utc};
use kith_core::{
    due::Frame,
    plan::tell::{Say, Telling, tell},
};

use super::{PlanView, put};
use crate::{
    App, AppError,
    cache::Cache,
    shared::{By, Decided},
};

/// Something that is said of a plan.
#[derive(Clone, PartialEq, Debug)]
pub struct PlanTold {
    /// The plan. Whoever is not in touch any more is not named in it.
    pub plan: PlanView,
    /// What is said.
    pub say: Say,
}

impl App {
    /// Whether something is to be said, or noted, of plans now; and when the next time will be.
    pub(crate) fn plans_wait(&self) -> (bool, Option<DateTime<Utc>>) {
        let cache = self.cache();
        let telling = telling(&cache, &self.frame(&cache));
        (!telling.store.is_empty(), telling.next)
    }

    /// Notes what is to be said of plans now as told, and answers it.
    ///
    /// # Errors
    /// [`AppError::Store`]; then nothing is told.
    pub(crate) fn tell_plans(&self) -> Result<Vec<PlanTold>, AppError> {
        self.act(By::Kith, "plans.told", |cache, frame| {
            let Telling { store, say, .. } = telling(cache, frame);
            let told = |(plan, say)| PlanTold { plan: PlanView::of_those_in_touch(plan, cache, frame), say };
            Ok(Decided {
                changes: store.into_iter().map(put).collect(),
                answer: say.into_iter().map(told).collect(),
            })
        })
    }
}

fn telling(cache: &Cache, frame: &Frame<'_>) -> Telling {
    tell(cache.plans.values(), |id| cache.row(id), frame)
}
