//! What is another in a record than it was, field by field: "Note: “likes tea” → “likes coffee”".

use chrono::{DateTime, Utc};
use kith_core::{Cadence, CheckIn, Helpline, Labelled, Person, Plan, Settings, Starter, plan::Told};

use super::Telling;
use crate::Words;

/// Gathers the lines.
pub(super) struct Fields<'a> {
    words: &'a Words,
    lines: Vec<String>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(words: &'a Words) -> Fields<'a> {
        Fields { words, lines: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub(super) fn lines(self) -> Vec<String> {
        self.lines
    }

    /// One field, each state in words; empty is none.
    pub(super) fn field(&mut self, field: &str, before: String, after: String) {
        if before == after {
            return;
        }
        let name = self.words.with("history-field", &[("field", field.into())]);
        let line = match (before.is_empty(), after.is_empty()) {
            (true, _) => {
                self.words.with("history-field-set", &[("field", name.into()), ("after", after.into())])
            }
            (_, true) => {
                self.words.with("history-field-cleared", &[("field", name.into()), ("before", before.into())])
            }
            _ => self.words.with(
                "history-field-from-to",
                &[("field", name.into()), ("before", before.into()), ("after", after.into())],
            ),
        };
        self.lines.push(line);
    }

    /// A text that may be long: its beginning is quoted where that tells the difference.
    pub(super) fn passage(&mut self, field: &str, before: &str, after: &str) {
        let (was, is) = (self.quoted(before), self.quoted(after));
        match before != after && was == is {
            true => self.changed(field),
            false => self.field(field, was, is),
        }
    }

    pub(super) fn changed(&mut self, field: &str) {
        let name = self.words.with("history-field", &[("field", field.into())]);
        self.lines.push(self.words.with("history-field-changed", &[("field", name.into())]));
    }

    fn quoted(&self, text: &str) -> String {
        self.words.quoted(text)
    }

    fn values(&mut self, field: &str, before: &[Labelled], after: &[Labelled]) {
        let said = |values: &[Labelled]| -> String {
            self.words.list(values.iter().map(|it| it.value.split_whitespace().collect::<Vec<_>>().join(" ")))
        };
        let (was, is) = (said(before), said(after));
        match before != after && was == is {
            true => self.changed(field),
            false => self.field(field, was, is),
        }
    }

    fn yes_or_no(&mut self, field: &str, before: bool, after: bool) {
        let said = |yes: bool| self.words.text(if yes { "history-yes" } else { "history-no" });
        let (was, is) = (said(before), said(after));
        self.field(field, was, is);
    }

    /// Cadences by what they are: those that came, went, and became others.
    fn cadences(&mut self, before: &[Cadence], after: &[Cadence]) {
        let said = |cadence: Option<&Cadence>| cadence.map(|it| self.words.cadence(it)).unwrap_or_default();
        let find = |among: &[Cadence], of: &Cadence| among.iter().find(|it| it.id == of.id).cloned();
        let mut pairs: Vec<(String, String)> = Vec::new();
        for cadence in before {
            pairs.push((said(Some(cadence)), said(find(after, cadence).as_ref())));
        }
        for cadence in after.iter().filter(|cadence| find(before, cadence).is_none()) {
            pairs.push((String::new(), said(Some(cadence))));
        }
        for (was, is) in pairs {
            self.field("cadence", was, is);
        }
    }
}

impl Words {
    /// The beginning of a text in quotation marks; empty is none.
    pub(super) fn quoted(&self, text: &str) -> String {
        match text.trim() {
            "" => String::new(),
            text => self.with("history-quoted", &[("text", self.shortened(text).into())]),
        }
    }

    pub(super) fn person_changes(
        &self,
        before: &Person,
        after: &Person,
        telling: Telling<'_>,
    ) -> Vec<String> {
        let today = telling.now.date_naive();
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        let of_each = |said: &dyn Fn(&Person) -> String| (said(before), said(after));
        let mut fields = Fields { words: self, lines: Vec::new() };
        let mut one = |field: &str, said: &dyn Fn(&Person) -> String| {
            let (was, is) = of_each(said);
            fields.field(field, was, is);
        };
        one("name", &|it| it.name.clone());
        one("nicknames", &|it| self.list(it.nicknames.iter().map(String::as_str)));
        one("circle", &|it| {
            it.circle.map(|circle| self.circle(circle, telling.settings)).unwrap_or_default()
        });
        one("status", &|it| self.status(it.status));
        one("paused", &|it| it.paused_until.map(|until| self.day(until, today)).unwrap_or_default());
        one("preferred-time", &|it| it.preferred_time.map(|time| self.time(time)).unwrap_or_default());
        one("organization", &|it| optional(&it.organization));
        one("title", &|it| optional(&it.title));
        one("birthday", &|it| it.birthday.map(|date| self.birthday(date)).unwrap_or_default());
        one("anniversary", &|it| it.anniversary.map(|date| self.birthday(date)).unwrap_or_default());
        one("zone", &|it| it.zone.map(|zone| self.zone(zone)).unwrap_or_default());
        one("boundary", &|it| it.boundary.map(|boundary| self.boundary(boundary)).unwrap_or_default());
        one("boundary-review", &|it| it.boundary_review.map(|day| self.day(day, today)).unwrap_or_default());
        one("support", &|it| self.supports(&it.support));
        one("going-through", &|it| {
            it.going_through.as_ref().map(|going| self.going_through(going, today)).unwrap_or_default()
        });
        one("free", &|it| it.free.map(|free| self.free_hours(free)).unwrap_or_default());
        one("birthday-lead", &|it| it.birthday_lead.map(|days| self.days_before(days)).unwrap_or_default());
        one("remembrance", &|it| it.remembrance.map(|date| self.birthday(date)).unwrap_or_default());
        one("stepped-up", &|it| it.stepped_up.map(|day| self.day(day, today)).unwrap_or_default());
        fields.yes_or_no("suggests-step-up", !before.no_step_up, !after.no_step_up);
        fields.yes_or_no("any-hour", before.any_hour, after.any_hour);
        fields.values("phones", &before.phones, &after.phones);
        fields.values("emails", &before.emails, &after.emails);
        fields.values("addresses", &before.addresses, &after.addresses);
        fields.values("links", &before.links, &after.links);
        fields.passage("note", &before.note, &after.note);
        fields.cadences(&before.cadences, &after.cadences);
        // What Kith notes for itself, so that it says nothing twice, is no news.
        let told = |it: &Person| Person { questions: Vec::new(), stepped_up: None, ..it.clone() };
        if fields.lines.is_empty() && told(before) != told(after) {
            fields.changed("details");
        }
        fields.lines
    }

    pub(super) fn check_in_changes(
        &self,
        before: &CheckIn,
        after: &CheckIn,
        telling: Telling<'_>,
    ) -> Vec<String> {
        let today = telling.now.date_naive();
        let mut fields = Fields { words: self, lines: Vec::new() };
        let mut one = |field: &str, said: &dyn Fn(&CheckIn) -> String| {
            fields.field(field, said(before), said(after));
        };
        one("mode", &|it| self.mode(it.mode));
        one("people", &|it| self.named(&it.people, telling.names));
        one("day", &|it| self.day(it.day, today));
        one("minutes", &|it| it.minutes.map(|minutes| self.minutes(minutes)).unwrap_or_default());
        one("started-by", &|it| it.started_by.map(|who| self.started_by(who)).unwrap_or_default());
        one("felt", &|it| it.felt.map(|felt| self.felt(felt)).unwrap_or_default());
        fields.passage("note", &before.note, &after.note);
        if fields.lines.is_empty() && before != after {
            fields.changed("details");
        }
        fields.lines
    }

    pub(super) fn plan_changes(&self, before: &Plan, after: &Plan, telling: Telling<'_>) -> Vec<String> {
        let mut fields = Fields { words: self, lines: Vec::new() };
        let mut one = |field: &str, said: &dyn Fn(&Plan) -> String| {
            fields.field(field, said(before), said(after));
        };
        let time = |at: DateTime<Utc>| self.instant(at, telling.now);
        one("plan-state", &|it| self.plan_state(it.state));
        one("plan-times", &|it| self.list(it.times.iter().map(|at| time(at.instant()))));
        one("mode", &|it| self.mode(it.mode));
        one("people", &|it| self.named(&it.people, telling.names));
        one("minutes", &|it| self.minutes(it.minutes));
        fields.passage("place", &before.place, &after.place);
        fields.passage("note", &before.note, &after.note);
        // That it was told is no change to tell.
        let untold = |plan: &Plan| Plan { told: Told::default(), ..plan.clone() };
        if fields.lines.is_empty() && untold(before) != untold(after) {
            fields.changed("details");
        }
        fields.lines
    }

    pub(super) fn starter_changes(
        &self,
        before: &Starter,
        after: &Starter,
        telling: Telling<'_>,
    ) -> Vec<String> {
        let mut fields = Fields { words: self, lines: Vec::new() };
        let name = |it: &Starter| self.named(&[it.person], telling.names);
        let done = |it: &Starter| it.done.map(|at| self.instant(at, telling.now)).unwrap_or_default();
        fields.field("people", name(before), name(after));
        fields.passage("starter-text", &before.text, &after.text);
        fields.field("starter-done", done(before), done(after));
        if fields.lines.is_empty() && before != after {
            fields.changed("details");
        }
        fields.lines
    }

    pub(super) fn settings_changes(
        &self,
        before: &Settings,
        after: &Settings,
        telling: Telling<'_>,
    ) -> Vec<String> {
        let mut fields = Fields { words: self, lines: Vec::new() };
        let mut one = |field: &str, said: &dyn Fn(&Settings) -> String| {
            fields.field(field, said(before), said(after));
        };
        one("cap", &|it| it.daily_cap.to_string());
        one("usual-time", &|it| self.time(it.preferred_time));
        one("quiet", &|it| it.quiet_hours.map(|hours| self.span(hours)).unwrap_or_default());
        one("free", &|it| self.free_hours(it.free));
        one("birthday-lead", &|it| self.days_before(it.birthday_lead));
        one("step-up", &|it| it.step_up_after.to_string());
        one("all-paused", &|it| {
            it.paused_until.map(|until| self.instant(until, telling.now)).unwrap_or_default()
        });
        one("off-times", &|it| self.list(it.scrolling.times.iter().map(|time| self.off_time(time))));
        one("weekly-budget", &|it| {
            it.scrolling.weekly_budget.map(|budget| self.minutes(budget)).unwrap_or_default()
        });
        one("locale", &|it| it.locale.clone().unwrap_or_default());
        one("helplines", &|it| {
            let line = |line: &Helpline| format!("{} ({})", line.name, line.number);
            self.list(it.helplines.iter().map(line))
        });
        fields.yes_or_no("keeps-needs", before.keep_needs, after.keep_needs);
        fields.yes_or_no("notifications", before.notifications, after.notifications);
        fields.yes_or_no("look-back", before.look_back, after.look_back);
        fields.yes_or_no("names-shown", before.names_in_notifications, after.names_in_notifications);
        for (field, is_other) in [
            ("circle-names", before.circle_names != after.circle_names),
            ("circle-cadences", before.circle_cadences != after.circle_cadences),
            ("scheme", before.scheme != after.scheme),
        ] {
            if is_other {
                fields.changed(field);
            }
        }
        if fields.lines.is_empty() && before != after {
            fields.changed("details");
        }
        fields.lines
    }
}
