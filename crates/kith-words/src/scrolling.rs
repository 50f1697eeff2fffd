//! Boundaries on social media in words: times without, how the week stands, what to do instead, and what is announced.

use chrono::{DateTime, NaiveTime, TimeDelta};
use chrono_tz::Tz;
use kith_app::{Offer, ScrollTold};
use kith_core::{
    OffTime, Scrolling,
    scrolling::{A_DAY, Thing, Week, tell::Say},
};

use crate::{Notification, Words};

impl Words {
    /// A recurring time without social media: "20:30 to 00:00, every day".
    pub fn off_time(&self, time: &OffTime) -> String {
        let from = self.time(time.start.time());
        match self.rule_days(&time.rule, time.start) {
            Some(when) if time.minutes == A_DAY && time.start.time() == NaiveTime::MIN => {
                self.with("off-time-day", &[("when", when.into())])
            }
            Some(when) => {
                let ends = time.start + TimeDelta::minutes(time.minutes.into());
                let to = self.time(ends.time());
                self.with("off-time", &[("when", when.into()), ("from", from.into()), ("to", to.into())])
            }
            None => self.with(
                "off-time-rule",
                &[
                    ("rule", time.rule.as_str().into()),
                    ("from", from.into()),
                    ("length", self.minutes(time.minutes).into()),
                ],
            ),
        }
    }

    /// What is set, a line each: "No social media 20:30 to 00:00, every day", "At most 1 h a week".
    pub fn scrolling_set(&self, scrolling: &Scrolling) -> Vec<String> {
        let time = |time: &OffTime| self.with("scroll-set-time", &[("time", self.off_time(time).into())]);
        let budget = |budget: u32| self.with("scroll-set-budget", &[("budget", self.minutes(budget).into())]);
        scrolling.times.iter().map(time).chain(scrolling.weekly_budget.map(budget)).collect()
    }

    /// How the week stands: "35 min of social media this week; 25 min of your 1 h are left."
    pub fn scroll_week(&self, week: &Week) -> String {
        let length = |minutes: u32| self.minutes(minutes).into();
        let (minutes, spent) = (("minutes", week.minutes.into()), ("spent", length(week.minutes)));
        match (week.budget, week.left()) {
            (Some(budget), Some(0)) => self.with("scroll-week-spent", &[spent, ("budget", length(budget))]),
            (Some(budget), Some(left)) => self.with(
                "scroll-week-left",
                &[minutes, spent, ("budget", length(budget)), ("left", length(left))],
            ),
            _ => self.with("scroll-week", &[minutes, spent]),
        }
    }

    /// That it is a time without social media: "A time without social media, until 00:00".
    pub fn off_until(&self, until: &DateTime<Tz>, now: &DateTime<Tz>) -> String {
        self.with("scroll-off-until", &[("until", self.until_time(until, now).into())])
    }

    /// Something to do that is no person: "go for a walk".
    pub fn thing(&self, thing: Thing) -> String {
        self.with("thing", &[("thing", thing.name().into())])
    }

    /// What to do instead: "Call Ana, or go for a walk." Without `names` it does not say who.
    pub fn scroll_offer(&self, offer: &Offer, names: bool) -> String {
        let thing = ("thing", self.thing(offer.thing).into());
        match &offer.person {
            Some(good) if names => self.with("scroll-offer", &[("name", good.name.as_str().into()), thing]),
            Some(_) => self.with("scroll-offer-unnamed", &[thing]),
            None => self.with("scroll-offer-alone", &[thing]),
        }
    }

    /// The notification of a boundary. Without `names` it says nobody's, for a screen that others see.
    pub fn scrolling_notification(&self, told: &ScrollTold, names: bool, now: &DateTime<Tz>) -> Notification {
        let (title, body) = match told.say {
            Say::Began(span) => {
                let until = span.ends.with_timezone(&now.timezone());
                let body = self.with("scroll-began-body", &[("until", self.until_time(&until, now).into())]);
                (self.text("scroll-began-title"), body)
            }
            Say::Spent(week) => {
                let budget = self.minutes(week.budget.unwrap_or_default());
                let body = self.with("scroll-spent-body", &[("budget", budget.into())]);
                (self.text("scroll-spent-title"), body)
            }
            Say::Over { minutes } => {
                (self.with("scroll-over-title", &[("minutes", minutes.into())]), String::new())
            }
        };
        let offer = told.offer.as_ref().map(|offer| self.scroll_offer(offer, names)).unwrap_or_default();
        self.notice_of(title, self.sentences([body, offer]))
    }

    /// "23:00" where that is within half a day, else "tomorrow at 23:00".
    fn until_time(&self, until: &DateTime<Tz>, now: &DateTime<Tz>) -> String {
        match until.signed_duration_since(now) < TimeDelta::hours(12) {
            true => self.time(until.time()),
            false => self.moment(until, now),
        }
    }
}
