//! The week, looked back at, and saying once that it can be.

use chrono::{DateTime, Days, NaiveDate, Utc};
use kith_core::{
    Noted, NotedWhat,
    interval::monday,
    look_back::{self, Kept, LookBack, look_back},
};
use kith_store::{Change, Record};

use crate::{
    App, AppError, PlanView,
    shared::{By, Decided},
};

/// A week that is looked back at, with what a reader needs.
#[derive(Clone, PartialEq, Debug)]
pub struct LookBackView {
    /// What it was.
    pub back: LookBack,
    /// The names of those with whom there was contact, in their order.
    pub names: Vec<String>,
    /// The plans of the week after, in their order. Whoever is not in touch any more is not named in them.
    pub plans: Vec<PlanView>,
    /// Whose birthday it is in the week after, with the day.
    pub birthdays: Vec<(String, NaiveDate)>,
    /// The Monday of the week before.
    pub earlier: NaiveDate,
    /// The Monday of the week after, if that has begun.
    pub later: Option<NaiveDate>,
}

impl App {
    /// Looks back at the week in which `day` lies; without a day at the one that is over, or is about to be.
    ///
    /// # Errors
    /// [`AppError::Locked`], [`AppError::Store`].
    pub fn look_back(&self, day: Option<NaiveDate>) -> Result<LookBackView, AppError> {
        self.with_facts(|facts| {
            let cache = self.cache();
            let frame = self.frame(&cache);
            let week = day.map_or_else(|| look_back::latest(&frame), monday).min(monday(frame.today()));
            let kept = Kept {
                facts,
                rows: &cache.rows,
                plans: cache.plans.values(),
                starters: cache.starters.values(),
                noted: cache.noted.values(),
            };
            let back = look_back(kept, week, &frame);
            let ahead = back.ahead.clone().unwrap_or_default();
            let plans = ahead.plans.iter().filter_map(|id| cache.plans.get(id));
            let later = week.checked_add_days(Days::new(7)).unwrap_or(week);
            LookBackView {
                names: back.people.iter().map(|id| cache.name(*id)).collect(),
                plans: plans.map(|plan| PlanView::of_those_in_touch(plan.clone(), &cache, &frame)).collect(),
                birthdays: ahead.birthdays.iter().map(|(id, day)| (cache.name(*id), *day)).collect(),
                earlier: week.checked_sub_days(Days::new(7)).unwrap_or(week),
                later: (later <= frame.today()).then_some(later),
                back,
            }
        })
    }

    /// Whether it is to be said that the week can be looked back at, and when to ask again.
    pub(crate) fn look_back_waits(&self) -> (bool, Option<DateTime<Utc>>) {
        let cache = self.cache();
        let telling = look_back::tell(cache.noted.values(), &self.frame(&cache));
        (telling.week.is_some(), telling.next)
    }

    /// Notes that the week was looked back at, and gives its Monday.
    ///
    /// # Errors
    /// [`AppError::Store`]; then nothing is told.
    pub(crate) fn tell_look_back(&self) -> Result<Option<NaiveDate>, AppError> {
        self.act(By::Kith, "look-back.told", |cache, frame| {
            let week = look_back::tell(cache.noted.values(), frame).week;
            let noted = week.map(|week| Noted::now(NotedWhat::LookedBack { week }, frame));
            let changes = noted.map(|noted| Change::Put(Record::Noted(noted))).into_iter().collect();
            Ok(Decided { changes, answer: week })
        })
    }
}
