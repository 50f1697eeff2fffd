//! Communities and their gatherings in words: in a line, in a notification, and what is said of calendars.

use std::io;

use chrono::{DateTime, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use kith_app::{
    CalendarError, GatheringTold, GatheringView, GatheringsRead, NotKept, SubscriptionTrouble, Why,
};
use kith_core::{
    Rule, Series,
    community::{Answer, Outcome, tell::Say},
};

use crate::{Arg, Notification, Words};

impl Words {
    /// What gathers: "Choir", "Choir: rehearsal".
    pub fn gathering_what(&self, view: &GatheringView) -> String {
        match view.gathering.title.as_str() {
            "" => view.name.clone(),
            title if title == view.name => view.name.clone(),
            title => self
                .with("gathering-of", &[("community", view.name.as_str().into()), ("title", title.into())]),
        }
    }

    /// When: "tomorrow at 19:30", "Saturday, all day"; with the clock of the place where it holds if that shows another
    /// time.
    pub fn gathering_when(&self, view: &GatheringView, now: &DateTime<Tz>) -> String {
        let slot = view.gathering.slot;
        match is_all_day(slot.local, view.gathering.minutes) && slot.local == view.begins.naive_local() {
            true => {
                let day = self.day(slot.local.date(), now.date_naive());
                self.with("gathering-all-day", &[("day", day.into())])
            }
            false => self.plan_when(slot, now),
        }
    }

    /// A gathering in a line: "Choir: rehearsal · tomorrow at 19:30 · St Mary's · 1 h 30 · going".
    pub fn gathering(&self, view: &GatheringView, now: &DateTime<Tz>) -> String {
        let mut parts = vec![self.gathering_what(view), self.gathering_when(view, now)];
        parts.extend(Some(view.gathering.place.clone()).filter(|place| !place.is_empty()));
        if !is_all_day(view.gathering.slot.local, view.gathering.minutes) {
            parts.push(self.minutes(view.gathering.minutes));
        }
        parts.extend(self.gathering_stands(view));
        parts.join(" · ")
    }

    /// What was said of it, if anything: "going", "you were there".
    pub fn gathering_stands(&self, view: &GatheringView) -> Option<String> {
        let id = match (&view.outcome, view.answer) {
            (Some(Outcome::Attended { .. }), _) => "gathering-attended",
            (Some(Outcome::NotThere), _) => "gathering-not-there",
            (None, Some(Answer::Going)) => "gathering-going",
            (None, Some(Answer::NotThisTime)) => "gathering-not-this-time",
            (None, None) => return None,
        };
        Some(self.text(id))
    }

    /// When a series gathers: "rehearsal, every week on Thursday at 19:30, until 25 June 2027". `here` is the zone whose
    /// clock needs no word.
    pub fn series(&self, series: &Series, here: Tz) -> String {
        let mut said = match &series.rule {
            None if is_all_day(series.start, series.minutes) => {
                self.with("series-once", &[("when", self.full_date(series.start).into())])
            }
            None => {
                let at = self.date_time(&series.start.and_utc().with_timezone(&Tz::UTC));
                self.with("series-once", &[("when", at.into())])
            }
            Some(rule) => self.ruled(series, rule),
        };
        if is_all_day(series.start, series.minutes) {
            said = self.with("series-all-day", &[("rule", said.into())]);
        } else if series.zone != here {
            said = self
                .with("series-in-zone", &[("rule", said.into()), ("zone", self.zone(series.zone).into())]);
        }
        match series.title.as_str() {
            "" => said,
            title => self.with("series-titled", &[("title", title.into()), ("rule", said.into())]),
        }
    }

    fn full_date(&self, local: NaiveDateTime) -> String {
        self.date(local.date())
    }

    /// A rule with its end, which most calendars give.
    fn ruled(&self, series: &Series, rule: &str) -> String {
        let is_end = |part: &&str| {
            let name = part.split('=').next().unwrap_or_default().trim().to_ascii_uppercase();
            matches!(name.as_str(), "UNTIL" | "COUNT")
        };
        let (end, rest): (Vec<&str>, Vec<&str>) = rule.split(';').partition(is_end);
        let rest = rest.join(";");
        let whole_day = is_all_day(series.start, series.minutes);
        let without_end = match whole_day {
            true => self
                .rule_days(&rest, series.start)
                .unwrap_or_else(|| self.with("rule-other", &[("rule", rest.as_str().into())])),
            false => self.rule(&rest, series.start),
        };
        let Some((name, value)) = end.first().and_then(|end| end.split_once('=')) else { return without_end };
        if name.trim().eq_ignore_ascii_case("COUNT") {
            return match value.trim().parse::<u32>() {
                Ok(count) => {
                    self.with("series-times", &[("rule", without_end.into()), ("count", count.into())])
                }
                Err(_) => self.rule(rule, series.start),
            };
        }
        let last = Rule::parse_in(rule, series.start, Some(series.zone)).ok().and_then(|rule| rule.last());
        match last {
            Some(last) => self.with(
                "series-until",
                &[("rule", without_end.into()), ("day", self.date(last.date()).into())],
            ),
            None => self.rule(rule, series.start),
        }
    }

    /// How long before a gathering it is spoken of: "an hour before".
    pub fn reminder(&self, minutes: u32) -> String {
        match minutes {
            0 => self.with("remind-minutes", &[("count", 0_u32.into())]),
            days if days % 1440 == 0 => self.with("remind-days", &[("count", (days / 1440).into())]),
            hours if hours % 60 == 0 => self.with("remind-hours", &[("count", (hours / 60).into())]),
            minutes => self.with("remind-minutes", &[("count", minutes.into())]),
        }
    }

    /// The line beneath "Who was there?": "Choir: rehearsal, yesterday at 19:30."
    pub fn gathering_question(&self, view: &GatheringView, now: &DateTime<Tz>) -> String {
        let args = [
            ("gathering", self.gathering_what(view).into()),
            ("when", self.gathering_when(view, now).into()),
        ];
        self.with("gathering-question-body", &args)
    }

    /// The notification about a gathering. Without `names` it says neither which nor where, for a screen that others see.
    pub fn gathering_notification(
        &self,
        told: &GatheringTold,
        names: bool,
        now: &DateTime<Tz>,
    ) -> Notification {
        let view = &told.gathering;
        let when = self.gathering_when(view, now);
        let (title, body) = match (told.say, names) {
            (Say::WhoWasThere, true) => (self.text("gathering-question"), self.gathering_question(view, now)),
            (Say::WhoWasThere, false) => {
                (self.text("gathering-question"), self.text("gathering-question-unnamed-body"))
            }
            (Say::Comes, false) => {
                let title = self.with("gathering-comes-unnamed", &[("when", when.into())]);
                (title, self.text("gathering-unnamed-body"))
            }
            (Say::Comes, true) => {
                let body = match view.answer {
                    Some(Answer::Going) => self.with("gathering-comes-going-body", &[("when", when.into())]),
                    _ => self.with("gathering-comes-body", &[("when", when.into())]),
                };
                (self.gathering_what(view), body)
            }
        };
        let place = match view.gathering.place.as_str() {
            place if names && !place.is_empty() && told.say == Say::Comes => {
                self.with("gathering-where", &[("place", place.into())])
            }
            _ => String::new(),
        };
        self.notice_of(title, self.sentences([body, place]))
    }

    /// Why a calendar that is read again could not be read.
    pub fn subscription_trouble(&self, trouble: SubscriptionTrouble) -> String {
        match trouble {
            SubscriptionTrouble::Unreadable(kind) => {
                let reason = self.io_error(&io::Error::from(kind));
                self.with("calendar-read-unreadable", &[("reason", reason.into())])
            }
            SubscriptionTrouble::Broken(error) => {
                let why = self.calendar_error(error);
                self.with("calendar-read-broken", &[("why", why.into())])
            }
            SubscriptionTrouble::TooMuch => self.text("calendar-read-too-much"),
        }
    }

    /// What reading a calendar brought, in a sentence.
    pub fn gatherings_read(&self, read: &GatheringsRead) -> String {
        let count = read.added + read.changed + read.removed;
        let community = read.community.name.as_str();
        self.with("calendar-read", &[("count", count.into()), ("community", community.into())])
    }

    /// What of a calendar is not as it says, a line each.
    pub fn not_kept(&self, not_kept: &[NotKept], more: usize) -> Vec<String> {
        let line = |it: &NotKept| {
            let args = [("line", Arg::from(it.line.to_string())), ("why", self.why_not_kept(&it.why).into())];
            self.with("not-kept-line", &args)
        };
        let mut lines: Vec<String> = not_kept.iter().map(line).collect();
        if more > 0 {
            lines.push(self.with("not-kept-more", &[("count", more.into())]));
        }
        lines
    }

    fn why_not_kept(&self, why: &Why) -> String {
        match why {
            Why::NoStart => self.text("not-kept-no-start"),
            Why::BadTime(property) => self.with("not-kept-time", &[("property", property.as_str().into())]),
            Why::Rule(error) => self.with("not-kept-rule", &[("why", self.rule_error(error).into())]),
            Why::NotKnown(property) => {
                self.with("not-kept-unknown", &[("property", property.as_str().into())])
            }
            Why::Length => self.text("not-kept-length"),
            Why::Zone(zone) => self.with("not-kept-zone", &[("zone", zone.as_str().into())]),
            Why::TooLong { .. } => self.text("not-kept-long"),
            Why::TooManyDates { limit } => self.with("not-kept-dates", &[("count", (*limit).into())]),
            Why::TooMany { limit } => self.with("not-kept-many", &[("count", (*limit).into())]),
        }
    }

    pub(crate) fn calendar_error(&self, error: CalendarError) -> String {
        match error {
            CalendarError::TooLarge => {
                let size = self.size(kith_exchange::gatherings::FILE_LIMIT);
                self.with("error-calendar-too-large", &[("size", size.into())])
            }
            CalendarError::NotACalendar => self.text("error-calendar-none"),
            CalendarError::CutOff => self.text("error-calendar-cut-off"),
            CalendarError::TooManyEvents => {
                let limit = kith_exchange::gatherings::EVENTS_LIMIT;
                self.with("error-calendar-too-many", &[("count", limit.into())])
            }
        }
    }
}

/// Whether it is whole days, which have no hour.
fn is_all_day(start: NaiveDateTime, minutes: u32) -> bool {
    start.time() == NaiveTime::MIN && minutes.is_multiple_of(1440)
}
