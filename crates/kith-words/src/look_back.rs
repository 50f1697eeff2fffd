//! The week, looked back at, in five lines that can be sent to somebody or kept in a diary.

use chrono::{DateTime, Days, NaiveDate};
use chrono_tz::Tz;
use kith_app::{LookBackView, PlanView};

use crate::{Notification, Words};

/// So many people are named in the line that says with whom; the others are counted.
const NAMED: usize = 8;

impl Words {
    /// "The week from 23 November to 29 November".
    pub fn look_back_title(&self, view: &LookBackView) -> String {
        let from = view.back.week;
        let to = from.checked_add_days(Days::new(6)).unwrap_or(from);
        let (from, to) = (self.day_of_year(from), self.date(to));
        self.with("look-back-week", &[("from", from.into()), ("to", to.into())])
    }

    /// The week in five lines: time, with whom, promises, beside what was scrolled, and what lies ahead.
    pub fn look_back(&self, view: &LookBackView, now: &DateTime<Tz>) -> [String; 5] {
        [
            self.look_back_time(view),
            self.look_back_with(view),
            self.look_back_promises(view),
            self.look_back_scrolled(view),
            self.look_back_ahead(view, now),
        ]
    }

    fn look_back_time(&self, view: &LookBackView) -> String {
        let back = &view.back;
        let untimed = match back.untimed {
            0 => String::new(),
            count => self.with("look-back-untimed", &[("count", count.into())]),
        };
        let time = match back.face_to_face + back.called {
            0 => self.text("look-back-time-none"),
            _ => {
                let (face, called) = (self.long(back.face_to_face), self.long(back.called));
                self.with("look-back-time", &[("face", face.into()), ("called", called.into())])
            }
        };
        self.sentences([time, untimed])
    }

    fn look_back_with(&self, view: &LookBackView) -> String {
        let names = &view.names;
        match names.len() {
            0 => self.text("look-back-with-nobody"),
            count if count > NAMED => {
                let named = names[..NAMED].join(", ");
                let args = [("names", named.into()), ("count", (count - NAMED).into())];
                self.with("look-back-with-more", &args)
            }
            _ => {
                let names = self.list(names.iter().map(String::as_str));
                self.with("look-back-with", &[("names", names.into())])
            }
        }
    }

    fn look_back_promises(&self, view: &LookBackView) -> String {
        let args = [("kept", view.back.kept.into()), ("open", view.back.open.into())];
        self.with("look-back-promises", &args)
    }

    fn look_back_scrolled(&self, view: &LookBackView) -> String {
        let spoken = self.long(view.back.face_to_face + view.back.called);
        match view.back.scrolled {
            None => self.with("look-back-spoken", &[("spoken", spoken.into())]),
            Some(scrolled) => {
                let args = [("spoken", spoken.into()), ("scrolled", self.long(scrolled).into())];
                self.with("look-back-scrolled", &args)
            }
        }
    }

    fn look_back_ahead(&self, view: &LookBackView, now: &DateTime<Tz>) -> String {
        if view.back.ahead.is_none() {
            return self.text("look-back-over");
        }
        let plan = |view: &PlanView| {
            let when = view.plan.time().map(|time| self.plan_when(time, now)).unwrap_or_default();
            self.with("look-back-ahead-plan", &[("plan", self.plan_what(view).into()), ("when", when.into())])
        };
        let birthday = |(name, day): &(String, NaiveDate)| {
            let args = [("name", name.into()), ("day", self.day(*day, now.date_naive()).into())];
            self.with("look-back-ahead-birthday", &args)
        };
        let what: Vec<String> =
            view.plans.iter().map(plan).chain(view.birthdays.iter().map(birthday)).collect();
        let which = ("which", if view.later.is_some() { "this" } else { "next" }.into());
        match what.is_empty() {
            true => self.with("look-back-ahead-none", &[which]),
            false => self.with("look-back-ahead", &[which, ("what", self.list(what).into())]),
        }
    }

    /// The notification that the week can be looked back at. It names nobody.
    pub fn look_back_notification(&self) -> Notification {
        self.notice_of(self.text("look-back-notification"), self.text("look-back-notification-body"))
    }
}
