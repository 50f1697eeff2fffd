//! Plans in words: in a line, in a notification, as a question, and as the invitation that the user sends.

use chrono::DateTime;
use chrono_tz::Tz;
use kith_app::{Invitation, PlanTold, PlanView};
use kith_core::{PlanState, PlanTime, plan::tell::Say};

use crate::{Notification, Words, names::mode_arg};

/// An invitation, to be copied or opened in mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvitationText {
    /// The subject of a mail.
    pub subject: String,
    /// The text: lines that end in a line feed.
    pub body: String,
}

impl Words {
    /// What a plan is, to begin a line with: "Meet Ana and Luis".
    pub fn plan_what(&self, plan: &PlanView) -> String {
        self.to_do(plan.plan.mode, &self.list(plan.names()))
    }

    /// A time of a plan as a friend would name it: "tomorrow at 19:00"; with the clock of the place where it was agreed on
    /// if that shows another time: "tomorrow at 20:00 (19:00 in Lisbon)".
    pub fn plan_when(&self, time: PlanTime, now: &DateTime<Tz>) -> String {
        let here = time.instant().with_timezone(&now.timezone());
        let when = self.moment(&here, now);
        if here.naive_local() == time.local {
            return when;
        }
        let there = self.their_time(&time.instant().with_timezone(&time.zone), &here);
        self.with("plan-when-there", &[("when", when.into()), ("there", there.into())])
    }

    /// A plan in a line: "Meet Ana and Luis · tomorrow at 19:00 · Café Central · 1 h 30".
    pub fn plan(&self, view: &PlanView, now: &DateTime<Tz>) -> String {
        let plan = &view.plan;
        let mut parts = vec![self.plan_what(view)];
        if !plan.times.is_empty() {
            parts.push(self.list(plan.times.iter().map(|time| self.plan_when(*time, now))));
        }
        parts.extend(Some(plan.place.clone()).filter(|place| !place.is_empty()));
        parts.push(self.minutes(plan.minutes));
        if plan.state != PlanState::Agreed {
            parts.push(self.plan_state(plan.state));
        }
        parts.join(" · ")
    }

    /// What to ask when a plan is over, beneath "Did it happen?": "You meant to meet Ana, yesterday at 19:00."
    pub fn plan_question(&self, view: &PlanView, now: &DateTime<Tz>) -> String {
        let when = view.plan.time().map(|time| self.plan_when(time, now)).unwrap_or_default();
        let names = self.list(view.names());
        self.with(
            "plan-question-body",
            &[mode_arg(view.plan.mode), ("names", names.into()), ("when", when.into())],
        )
    }

    /// The notification about a plan. Without `names` it says neither with whom nor where, for a screen that others see.
    pub fn plan_notification(&self, told: &PlanTold, names: bool, now: &DateTime<Tz>) -> Notification {
        let view = &told.plan;
        let when = || view.plan.time().map(|time| self.plan_when(time, now)).unwrap_or_default();
        let (title, body) = match (told.say, names) {
            (Say::DidItHappen, true) => (self.text("plan-question"), self.plan_question(view, now)),
            (Say::DidItHappen, false) => {
                (self.text("plan-question"), self.text("plan-question-unnamed-body"))
            }
            (_, false) => {
                let title = self.with("plan-comes-unnamed", &[("when", when().into())]);
                (title, self.text("plan-unnamed-body"))
            }
            (Say::HourBefore, true) => {
                let time = view.first().map(|first| self.time(first.time())).unwrap_or_default();
                (self.plan_what(view), self.with("plan-soon-body", &[("time", time.into())]))
            }
            (Say::DayBefore, true) => {
                (self.plan_what(view), self.with("plan-comes-body", &[("when", when().into())]))
            }
        };
        let place = match view.plan.place.as_str() {
            place if names && !place.is_empty() && told.say != Say::DidItHappen => {
                self.with("plan-where", &[("place", place.into())])
            }
            _ => String::new(),
        };
        self.notice_of(title, self.sentences([body, place]))
    }

    /// What to write to the people of a plan, in the name of the user.
    pub fn invitation(&self, invitation: &Invitation) -> InvitationText {
        let (view, plan) = (&invitation.plan, &invitation.plan.plan);
        let mode = || mode_arg(plan.mode);
        let agreed = plan.state == PlanState::Agreed;
        let opening = match plan.times.len() {
            0 => self.with("plan-invitation-open", &[mode()]),
            _ if agreed => self.with("plan-invitation-agreed", &[mode()]),
            count => self.with("plan-invitation-choose", &[("count", count.into())]),
        };
        let called = view.names().map(first_name);
        let mut blocks =
            vec![self.with("plan-invitation-hello", &[("names", self.list(called).into())]), opening];
        let times: Vec<String> = invitation.times.iter().map(|zones| self.invited_time(zones)).collect();
        blocks.extend(Some(times.join("\n")).filter(|times| !times.is_empty()));
        let place = Some(plan.place.as_str()).filter(|place| !place.is_empty());
        let details = [
            place.map(|place| self.with("plan-invitation-place", &[("place", place.into())])),
            Some(self.with("plan-invitation-minutes", &[("length", self.minutes(plan.minutes).into())])),
        ];
        blocks.push(details.into_iter().flatten().collect::<Vec<_>>().join("\n"));
        blocks.push(self.text("plan-invitation-end"));
        let subject = match (agreed, invitation.times.first().and_then(|zones| zones.first())) {
            (true, Some(first)) => self.date_time(first),
            _ => self.with("plan-invitation-subject", &[mode()]),
        };
        InvitationText { subject, body: blocks.join("\n\n") + "\n" }
    }

    /// A time in full, and as the others read it: "- Friday, 4 December 2026 at 20:00 in Madrid (19:00 in Lisbon)".
    fn invited_time(&self, zones: &[DateTime<Tz>]) -> String {
        let [first, others @ ..] = zones else { return String::new() };
        if others.is_empty() {
            return self.with("plan-invitation-time", &[("time", self.date_time(first).into())]);
        }
        let of_place = |time: String, zone: Tz| {
            self.with("plan-invitation-there", &[("time", time.into()), ("place", self.zone(zone).into())])
        };
        let other = |other: &DateTime<Tz>| {
            let time = match other.date_naive() == first.date_naive() {
                true => self.time(other.time()),
                false => self.date_time(other),
            };
            of_place(time, other.timezone())
        };
        let there = self.list(others.iter().map(other));
        let time = of_place(self.date_time(first), first.timezone());
        self.with("plan-invitation-time-there", &[("time", time.into()), ("there", there.into())])
    }
}

/// What to call somebody in a greeting: "Ana" of "Ana Ruiz", but all of "Dr. Ruiz".
fn first_name(name: &str) -> &str {
    match name.split_whitespace().next() {
        Some(first) if !first.ends_with('.') => first,
        _ => name,
    }
}
