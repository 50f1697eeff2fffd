//! Saying what is to be said of boundaries on social media: stored as told before anybody hears it, like a prompt.

use chrono::{DateTime, Utc};
use kith_core::{
    due::Frame,
    scrolling::tell::{Say, Telling, tell},
};

use super::{Offer, put};
use crate::{
    App, AppError,
    cache::Cache,
    shared::{By, Decided},
};

/// Something that is said of a boundary on social media.
#[derive(Clone, PartialEq, Debug)]
pub struct ScrollTold {
    /// What is said.
    pub say: Say,
    /// What to do instead. Where several things are said at once, only the last of them has it.
    pub offer: Option<Offer>,
}

impl App {
    /// Whether something is to be said, or noted, of boundaries now; and when the next time will be.
    pub(crate) fn scrolling_waits(&self) -> (bool, Option<DateTime<Utc>>) {
        let cache = self.cache();
        let telling = telling(&cache, &self.frame(&cache));
        (!telling.store.is_empty(), telling.next)
    }

    /// Notes what is to be said of boundaries now as told, and answers it.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub(crate) fn tell_scrolling(&self) -> Result<Vec<ScrollTold>, AppError> {
        let say = self.act(By::Kith, "scrolling.told", |cache, frame| {
            let Telling { store, say, .. } = telling(cache, frame);
            Ok(Decided { changes: store.into_iter().map(put).collect(), answer: say })
        })?;
        let mut told: Vec<ScrollTold> = say.into_iter().map(|say| ScrollTold { say, offer: None }).collect();
        if let Some(last) = told.last_mut() {
            last.offer = Some(self.offer()?);
        }
        Ok(told)
    }
}

fn telling(cache: &Cache, frame: &Frame<'_>) -> Telling {
    tell(cache.noted.values(), frame)
}
