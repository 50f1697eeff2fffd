//! People and check-ins, a line each: for lists, and for whoever reads them in a terminal.

use chrono::DateTime;
use chrono_tz::Tz;
use kith_app::{PersonPage, lists::Listed};
use kith_core::{CheckIn, Labelled, Settings};

use crate::{Arg, Words, names::mode_arg};

impl Words {
    /// A check-in in a line: "29 October: a call with Ana and Luis, 45 min. “her father’s operation”".
    pub fn check_in(&self, check_in: &CheckIn, names: &[String], now: &DateTime<Tz>) -> String {
        let day = self.day(check_in.day, now.date_naive());
        let what = [mode_arg(check_in.mode), ("names", self.list(names.iter().map(String::as_str)).into())];
        let mut line =
            self.with("check-in", &[("day", day.into()), ("what", self.with("check-in-what", &what).into())]);
        if let Some(minutes) = check_in.minutes {
            line = self.with(
                "check-in-minutes",
                &[("line", line.into()), ("minutes", self.minutes(minutes).into())],
            );
        }
        match check_in.note.trim() {
            "" => line,
            note => {
                self.with("check-in-note", &[("line", line.into()), ("note", self.shortened(note).into())])
            }
        }
    }

    /// Somebody in a line: "Ana Ruiz · Close · You last spoke on 29 October. · Next: Friday at 09:00".
    pub fn listed(&self, listed: &Listed, settings: &Settings, now: &DateTime<Tz>) -> String {
        let mut parts = vec![listed.row.name.clone()];
        parts.extend(listed.row.circle.map(|circle| self.circle(circle, settings)));
        if !listed.row.status.is_active() {
            parts.push(self.status(listed.row.status));
        }
        parts.extend(listed.last.map(|last| self.last_contact(last, now.date_naive())));
        parts.extend(listed.due.map(|due| match due.at <= *now {
            true => self.text("listed-due"),
            false => self.with("listed-next", &[("next", self.instant(due.at, now).into())]),
        }));
        parts.join(" · ")
    }

    /// Everything about somebody, a line each.
    pub fn person(&self, page: &PersonPage, settings: &Settings, now: &DateTime<Tz>) -> String {
        let mut lines = vec![page.person.name.clone()];
        lines.extend(self.details(page, settings, now));
        lines.extend(page.cadences.iter().map(|cadence| self.cadence_standing(cadence, now)));
        let suggests = page.person.is_ever_suggested();
        let shown = page.clocks.iter().filter(|clock| !clock.is_blank());
        lines.extend(shown.map(|clock| self.mode_clock_line(clock, suggests, now)));
        if let Some(until) = page.person.paused_until.filter(|until| *until > now.date_naive()) {
            lines.push(self.with("held-paused", &[("until", self.day(until, now.date_naive()).into())]));
        }
        if !page.person.note.trim().is_empty() {
            lines.push(page.person.note.trim().to_owned());
        }
        for check_in in &page.history {
            let names: Vec<String> =
                check_in.people.iter().filter_map(|id| page.names.get(id).cloned()).collect();
            lines.push(self.check_in(check_in, &names, now));
        }
        lines.join("\n")
    }

    fn details(&self, page: &PersonPage, settings: &Settings, now: &DateTime<Tz>) -> Vec<String> {
        let person = &page.person;
        let alive = person.status != kith_core::Status::Deceased;
        let mut lines = Vec::new();
        let mut line = |id: &str, value: Option<String>| {
            lines.extend(value.map(|value| self.with(id, &[("value", Arg::from(value))])));
        };
        let nicknames =
            (!person.nicknames.is_empty()).then(|| self.list(person.nicknames.iter().map(String::as_str)));
        line("detail-nicknames", nicknames);
        line("detail-circle", person.circle.map(|circle| self.circle(circle, settings)));
        line("detail-boundary", person.boundary.map(|boundary| self.boundary(boundary)));
        let carries = Some(self.supports(&person.support)).filter(|said| alive && !said.is_empty());
        line("detail-support", carries);
        line("detail-status", (alive && person.any_hour).then(|| self.text("support-any-hour")));
        let today = now.date_naive();
        let going = person.going_through.as_ref().filter(|going| alive && going.holds(today));
        line("detail-going-through", going.map(|going| self.going_through(going, today)));
        line("detail-free", person.free.map(|free| self.free_hours(free)));
        line("detail-remembrance", person.remembrance.map(|date| self.birthday(date)));
        line("detail-status", (!person.status.is_active()).then(|| self.status(person.status)));
        person.phones.iter().for_each(|phone| line("detail-phone", Some(labelled(phone))));
        person.emails.iter().for_each(|email| line("detail-email", Some(labelled(email))));
        person.addresses.iter().for_each(|address| line("detail-address", Some(labelled(address))));
        person.links.iter().for_each(|link| line("detail-link", Some(labelled(link))));
        line("detail-organization", person.organization.clone());
        line("detail-title", person.title.clone());
        line("detail-birthday", person.birthday.map(|date| self.birthday(date)));
        line("detail-anniversary", person.anniversary.map(|date| self.birthday(date)));
        line("detail-their-time", page.their_time.map(|theirs| self.their_time(&theirs, now)));
        lines
    }

    /// What time it is for somebody far away: "21:20 in Tokyo", "Monday 06:20 in Tokyo".
    pub fn their_time(&self, theirs: &DateTime<Tz>, now: &DateTime<Tz>) -> String {
        let (time, place) = (self.time(theirs.time()), self.zone(theirs.timezone()));
        match theirs.date_naive() == now.date_naive() {
            true => self.with("their-time", &[("time", time.into()), ("place", place.into())]),
            false => {
                let day = self.weekday(chrono::Datelike::weekday(&theirs.date_naive()));
                self.with(
                    "their-time-and-day",
                    &[("day", day.into()), ("time", time.into()), ("place", place.into())],
                )
            }
        }
    }
}

/// A value with what it is for, in one line: an address may have several.
fn labelled(value: &Labelled) -> String {
    let text = value.value.split_whitespace().collect::<Vec<_>>().join(" ");
    match &value.label {
        Some(label) => format!("{text} ({label})"),
        None => text,
    }
}
