//! "I have 20 minutes": who would be good to reach, as a page, the tray and the command line show it.
//!
//! Whom and why is decided in `kith_core::now`; here it is dressed with what a reader needs, and the history says how
//! the last contacts left the user, which words a reason and weighs a little, and is told nobody.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use kith_core::{
    Cadence, Circle, Contact, Felt, Mode, PersonId, Plan,
    now::{self, Good, Have},
};

use crate::{
    App, AppError,
    error::Kind,
    today::{is_nearer, their_time},
};

/// So many of the last contacts say how it is to be in touch with somebody.
const LAST: usize = 3;

/// Who would be good to reach now.
#[derive(Clone, PartialEq, Debug)]
pub struct NowView {
    /// How long there is.
    pub have: Have,
    /// At most three people, the best first.
    pub good: Vec<GoodView>,
    /// Kith as a whole is paused until then, and so offers nobody.
    pub paused_until: Option<DateTime<Tz>>,
}

/// Somebody who would be good to reach now, and why.
#[derive(Clone, PartialEq, Debug)]
pub struct GoodView {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their circle.
    pub circle: Option<Circle>,
    /// A phone number, if there is one.
    pub phone: Option<String>,
    /// How: by voice or video, or in person.
    pub mode: Mode,
    /// The cadence that it would answer.
    pub cadence: Cadence,
    /// Whether that is there for a while, because they are going through something.
    pub nearer: bool,
    /// Whether that asks already.
    pub is_due: bool,
    /// When it asks.
    pub due: DateTime<Utc>,
    /// The last contact that satisfied it.
    pub last: Option<Contact>,
    /// The last contact of any kind.
    pub last_any: Option<Contact>,
    /// What was noted at the last contact with a note to show.
    pub last_note: Option<String>,
    /// Whether they usually have time now, where that is known.
    pub free: Option<bool>,
    /// How the last contacts left the user, where that was noted. Only to word the reason.
    pub felt: Option<Felt>,
    /// What time it is for them, where that is another time than here.
    pub their_time: Option<DateTime<Tz>>,
}

impl App {
    /// Who would be good to call now by somebody who has this much time, or to meet when that is long enough.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn good_for(&self, have: Have) -> Result<NowView, AppError> {
        let shortlist = {
            let cache = self.cache();
            let soon = self.now() + TimeDelta::days(1);
            // With whom something is agreed within a day has that to look forward to.
            let has_plan = |person: PersonId| {
                let agreed = |plan: &Plan| {
                    plan.people.contains(&person)
                        && plan.begins().is_some_and(|begins| begins < soon)
                        && plan.ends().is_some_and(|ends| ends > self.now())
                };
                cache.plans.values().any(agreed)
            };
            let mut good = now::shortlist(&cache.rows, &self.frame(&cache), have);
            good.retain(|good| !has_plan(good.person));
            good
        };
        let felt = self.felt(&shortlist)?;
        let good = now::best(shortlist, &felt);
        let now = self.local_now();
        Ok(NowView {
            have,
            good: good.into_iter().map(|good| self.good_view(good)).collect::<Result<_, _>>()?,
            paused_until: self
                .settings()
                .paused_until
                .filter(|until| *until > now)
                .map(|until| until.with_timezone(&now.timezone())),
        })
    }

    fn felt(&self, shortlist: &[Good]) -> Result<BTreeMap<PersonId, Felt>, AppError> {
        let mut felt = BTreeMap::new();
        for good in shortlist.iter().filter(|good| good.last.is_some()) {
            let last = self.book()?.history(good.person, 0, LAST)?;
            let whole = now::felt_on_the_whole(last.iter().filter_map(|check_in| check_in.felt));
            felt.extend(whole.map(|whole| (good.person, whole)));
        }
        Ok(felt)
    }

    fn good_view(&self, good: Good) -> Result<GoodView, AppError> {
        let cache = self.cache();
        let row = cache.row(good.person).ok_or(AppError::Gone(Kind::Person))?;
        let last_any = row.summary.last.any();
        Ok(GoodView {
            person: row.id,
            name: row.name.clone(),
            circle: row.circle,
            phone: row.phone.clone(),
            mode: good.mode,
            is_due: good.is_due(),
            due: good.due,
            last: good.last,
            last_any,
            last_note: self.noted([last_any, good.last])?,
            free: good.free,
            felt: good.felt,
            their_time: their_time(row, &self.frame(&cache)),
            nearer: is_nearer(row, &good.cadence),
            cadence: good.cadence,
        })
    }
}
