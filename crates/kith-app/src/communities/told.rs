//! Saying what is to be said of gatherings: stored as told before anybody hears it, like a prompt.

use chrono::{DateTime, Utc};
use kith_core::community::tell::{Say, Telling, tell};

use super::{GatheringView, put};
use crate::{
    App, AppError,
    shared::{By, Decided},
};

/// Something that is said of a gathering.
#[derive(Clone, PartialEq, Debug)]
pub struct GatheringTold {
    /// The gathering.
    pub gathering: GatheringView,
    /// What is said.
    pub say: Say,
}

impl App {
    /// Whether something is to be said of gatherings now; and when the next time will be.
    pub(crate) fn gatherings_wait(&self) -> (bool, Option<DateTime<Utc>>) {
        let cache = self.cache();
        let telling = tell(cache.communities.values(), &self.frame(&cache));
        (!telling.store.is_empty(), telling.next)
    }

    /// Notes what is to be said of gatherings now as told, and answers it.
    ///
    /// # Errors
    /// [`AppError::Store`]; then nothing is told.
    pub(crate) fn tell_gatherings(&self) -> Result<Vec<GatheringTold>, AppError> {
        self.act(By::Kith, "communities.told", |cache, frame| {
            let Telling { store, say, .. } = tell(cache.communities.values(), frame);
            let told = say.into_iter().filter_map(|(id, gathering, say)| {
                let community = cache.communities.get(&id)?;
                Some(GatheringTold { gathering: GatheringView::of(community, gathering, frame), say })
            });
            let answer = told.collect();
            Ok(Decided { changes: store.into_iter().map(put).collect(), answer })
        })
    }
}
