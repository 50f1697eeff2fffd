//! What is said of a plan that was agreed on: that it is tomorrow, that it is soon, and "Did it happen?" when it is over.
//!
//! Each is said once. It follows from the plan and the moment alone, so a restart or a night's sleep of the machine
//! changes nothing: what should have been said meanwhile is said if it still makes sense, and else left.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Plan, PlanState, Told};
use crate::{Frame, PersonId, Row};

/// So long before it begins it is said that it is soon.
const SOON: TimeDelta = TimeDelta::hours(1);

/// What is said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Say {
    /// That it comes: from the same hour of the day before on.
    DayBefore,
    /// That it is soon: from an hour before on.
    HourBefore,
    /// "Did it happen?"
    DidItHappen,
}

/// What a turn does about plans: store all of `store`, then say `say`, then look again at `next`.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Telling {
    /// Plans in which something is noted as told.
    pub store: Vec<Plan>,
    /// What to say of which of them, what begins first first.
    pub say: Vec<(Plan, Say)>,
    /// The next instant at which something is to be said; always after the frame's.
    pub next: Option<DateTime<Utc>>,
}

/// What is to be said of these plans now, and when to look again.
///
/// Quiet hours hold everything; what would then come too late is left. A pause of all of Kith holds the question only:
/// somebody who has no mind for new contact still has an appointment. Plans in which nobody is left who may be spoken of
/// ([`Plan::is_silent`]) say nothing.
pub fn tell<'p, 'r>(
    plans: impl IntoIterator<Item = &'p Plan>,
    row: impl Fn(PersonId) -> Option<&'r Row>,
    frame: &Frame,
) -> Telling {
    let quiet = frame.quiet_until();
    let paused = frame.settings.paused_until.filter(|until| *until > frame.now);
    let mut telling = Telling::default();
    let mut next: Vec<DateTime<Utc>> = Vec::new();
    for plan in plans.into_iter().filter(|plan| !plan.is_silent(&row)) {
        let Some(moments) = Moments::of(plan) else { continue };
        next.extend(moments.all().into_iter().filter(|at| *at > frame.now));
        let told = moments.told(plan.told, frame.now);
        if told == plan.told {
            continue;
        }
        let say = moments.sensible(frame.now).filter(|say| say.when(&plan.told).is_none());
        let held = quiet.or(paused.filter(|_| say == Some(Say::DidItHappen)));
        if held.is_some() {
            next.extend(held);
            continue;
        }
        let plan = Plan { told, ..plan.clone() };
        telling.say.extend(say.map(|say| (plan.clone(), say)));
        telling.store.push(plan);
    }
    telling.say.sort_by_key(|(plan, say)| (plan.begins(), *say, plan.id));
    telling.next = next.into_iter().min();
    telling
}

impl Plan {
    /// Whether nothing is said of it: nobody in it is in touch and behind no boundary.
    pub fn is_silent<'r>(&self, row: impl Fn(PersonId) -> Option<&'r Row>) -> bool {
        !self.people.iter().any(|id| row(*id).is_some_and(Row::is_ever_suggested))
    }

    /// The same with nothing told yet, but for what would have had to be said before `now`: who agrees in the morning to
    /// meet in the evening need not be told in the afternoon what is tomorrow.
    pub fn told_from(self, now: DateTime<Utc>) -> Plan {
        let told = Moments::of(&self).map(|moments| moments.told(Told::default(), now));
        Plan { told: told.unwrap_or_default(), ..self }
    }

    /// Whether it is over, and nobody has said yet what became of it.
    pub fn is_to_answer(&self, now: DateTime<Utc>) -> bool {
        self.state == PlanState::Agreed && self.ends().is_some_and(|ends| ends <= now)
    }
}

impl Say {
    /// When it was said.
    fn when(self, told: &Told) -> Option<DateTime<Utc>> {
        match self {
            Say::DayBefore => told.day_before,
            Say::HourBefore => told.hour_before,
            Say::DidItHappen => told.asked,
        }
    }
}

/// When what is said of a plan that was agreed on.
struct Moments {
    day_before: DateTime<Utc>,
    hour_before: DateTime<Utc>,
    begins: DateTime<Utc>,
    ends: DateTime<Utc>,
}

impl Moments {
    fn of(plan: &Plan) -> Option<Moments> {
        let (begins, ends) = (plan.begins()?, plan.ends()?);
        let day_before = plan.times.first()?.day_before();
        Some(Moments { day_before, hour_before: begins - SOON, begins, ends })
    }

    fn all(&self) -> [DateTime<Utc>; 3] {
        [self.day_before, self.hour_before, self.ends]
    }

    /// What is told once the one thing was said that makes sense now: that and all that came before.
    fn told(&self, told: Told, now: DateTime<Utc>) -> Told {
        let from = |moment: DateTime<Utc>| (moment <= now).then_some(now);
        Told {
            day_before: told.day_before.or(from(self.day_before)),
            hour_before: told.hour_before.or(from(self.hour_before)),
            asked: told.asked.or(from(self.ends)),
        }
    }

    /// The one thing that makes sense to say now.
    fn sensible(&self, now: DateTime<Utc>) -> Option<Say> {
        match now {
            _ if now >= self.ends => Some(Say::DidItHappen),
            _ if now >= self.begins => None,
            _ if now >= self.hour_before => Some(Say::HourBefore),
            _ if now >= self.day_before => Some(Say::DayBefore),
            _ => None,
        }
    }
}
