//! The net in words: who carries what, what could be done, whom to turn to and why, helplines, and who is going through
//! something.

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use kith_app::{HelperView, HelplineView, NeedView};
use kith_core::{
    GoingThrough, Helpline, PersonId, Support, SupportRole,
    need::Nobody,
    net::{Carrier, Need, Net, RestsOn, Step},
};

use crate::{Arg, Words, names::mode_arg};

impl Words {
    /// What somebody can be turned to for, to begin a line with: "Practical help".
    pub fn support_role(&self, role: SupportRole) -> String {
        self.with("support-role", &[role_arg(role)])
    }

    /// The same within a sentence: "practical help".
    pub fn support_for(&self, role: SupportRole) -> String {
        self.with("support-for", &[role_arg(role)])
    }

    /// What is meant by it: "A hand, a car, an evening with the children".
    pub fn support_role_hint(&self, role: SupportRole) -> String {
        self.with("support-role-hint", &[role_arg(role)])
    }

    /// A role with what is to know about it: "Practical help: has a car".
    pub fn support(&self, support: &Support) -> String {
        let role = self.support_role(support.role);
        let said = match support.note.as_str() {
            "" => role,
            note => self.with("support-noted", &[("role", role.into()), ("note", note.into())]),
        };
        match support.hours {
            None => said,
            Some(hours) => {
                let hours = self.free_hours(hours);
                self.with("support-hours", &[("support", said.into()), ("hours", hours.into())])
            }
        }
    }

    /// Everything that somebody can be turned to for; empty where that is nothing.
    pub fn supports(&self, support: &[Support]) -> String {
        self.list(support.iter().map(|support| self.support(support)))
    }

    /// On whom a need rests: "Rests on Ana alone."
    pub fn rests_on(&self, need: &Need) -> String {
        let names = self.list(need.carriers.iter().map(|carrier| carrier.name.as_str()));
        self.with("support-rests", &[("rests", need.rests_on().name().into()), ("names", names.into())])
    }

    /// The same in a word or two, for the picture: "one alone".
    pub fn rests_on_in_short(&self, need: &Need) -> String {
        let count = ("count", need.carriers.len().into());
        self.with("support-rests-short", &[("rests", need.rests_on().name().into()), count])
    }

    /// The picture of the net as text: "Listening: Ana and Bo. Practical help: nobody."
    pub fn net_picture(&self, net: &Net) -> String {
        let need = |need: &Need| {
            let names = match need.rests_on() {
                RestsOn::Nobody => self.text("support-picture-nobody"),
                _ => self.list(need.carriers.iter().map(|carrier| carrier.name.as_str())),
            };
            let args = [("role", self.support_role(need.role).into()), ("names", names.into())];
            self.with("support-picture-need", &args)
        };
        net.needs.iter().map(need).fold(String::new(), |said, next| self.sentences([said, next]))
    }

    /// What could be done next, in one sentence or two; `name` tells the names.
    pub fn net_step(&self, net: &Net, name: impl Fn(PersonId) -> String) -> String {
        let need = |role| ("need", Arg::from(self.support_for(role)));
        let perhaps = net.perhaps.map(&name);
        match (net.step, perhaps) {
            (Step::Begin, _) => self.text("support-step-begin"),
            (Step::Holds, _) => self.text("support-lead-holds"),
            (Step::Fill(SupportRole::Professional), _) => self.text("support-step-fill-professional"),
            (Step::Fill(role), None) => self.with("support-step-fill", &[need(role)]),
            (Step::Fill(role), Some(name)) => {
                self.with("support-step-fill-perhaps", &[need(role), ("name", name.into())])
            }
            (Step::Relieve(all, role), None) => {
                self.with("support-step-relieve", &[need(role), ("name", name(all).into())])
            }
            (Step::Relieve(all, role), Some(perhaps)) => self.with(
                "support-step-relieve-perhaps",
                &[need(role), ("name", name(all).into()), ("perhaps", perhaps.into())],
            ),
            (Step::Second(role, alone), None) => {
                self.with("support-step-second", &[need(role), ("name", name(alone).into())])
            }
            (Step::Second(role, alone), Some(perhaps)) => self.with(
                "support-step-second-perhaps",
                &[need(role), ("name", name(alone).into()), ("perhaps", perhaps.into())],
            ),
        }
    }

    /// The whole net for a terminal, a line each, the step last.
    pub fn net(&self, net: &Net, name: impl Fn(PersonId) -> String) -> String {
        let carried = |carrier: &Carrier| match carrier.support.note.as_str() {
            "" => carrier.name.clone(),
            note => format!("{} ({note})", carrier.name),
        };
        let line = |need: &Need| {
            let names = match need.rests_on() {
                RestsOn::Nobody => self.text("support-picture-nobody"),
                _ => self.list(need.carriers.iter().map(carried)),
            };
            let args = [("role", self.support_role(need.role).into()), ("names", names.into())];
            self.with("support-picture-need", &args)
        };
        let mut lines: Vec<String> = net.needs.iter().map(line).collect();
        if !net.apart.is_empty() {
            lines.push(self.net_apart(net, &name));
        }
        lines.push(self.net_step(net, name));
        lines.join("\n")
    }

    /// Who has roles that do not count at present.
    pub fn net_apart(&self, net: &Net, name: impl Fn(PersonId) -> String) -> String {
        let names = self.list(net.apart.iter().map(|id| name(*id)));
        self.with("support-apart", &[("names", names.into())])
    }

    /// A need as a button: "Somebody who listens".
    pub fn need_ask(&self, role: SupportRole) -> String {
        self.with("need-ask", &[role_arg(role)])
    }

    /// What the answer to it is called: "Who would listen".
    pub fn need_headline(&self, role: SupportRole) -> String {
        self.with("need-headline", &[role_arg(role)])
    }

    /// What is to know of somebody to turn to: what was noted, whether it is a good hour, and when you were last in touch.
    pub fn why_helper(&self, view: &HelperView, now: &DateTime<Tz>) -> String {
        let helper = &view.helper;
        let noted = match helper.support.note.as_str() {
            "" => String::new(),
            note => self.with("need-noted", &[("note", self.shortened(note).into())]),
        };
        let hour = match (helper.despite_night, helper.free) {
            (true, _) => self.text("need-despite-night"),
            (false, Some(true)) => self.text("need-free"),
            (false, _) => String::new(),
        };
        let last = view.last.map(|last| self.last_contact(last, now.date_naive())).unwrap_or_default();
        self.sentences([noted, hour, last])
    }

    /// What to say where there is nobody to turn to now.
    pub fn nobody_needed(&self, view: &NeedView) -> String {
        let need = [("need", self.support_for(view.role).into())];
        match (view.nobody, view.helplines.is_empty()) {
            (Some(Nobody::Carries), _) => self.with("need-nobody-carries", &need),
            (Some(Nobody::Reachable), true) => self.with("need-nobody-reachable", &need),
            (Some(Nobody::Reachable), false) => self.with("need-nobody-reachable-lines", &need),
            (None, _) => String::new(),
        }
    }

    /// When a helpline answers, and whether it does now.
    pub fn helpline_hours(&self, view: &HelplineView) -> String {
        let Some(hours) = view.line.hours else { return self.text("helpline-any-hour") };
        let hours = [("hours", self.free_hours(hours).into())];
        match view.answers {
            true => self.with("helpline-open", &hours),
            false => self.with("helpline-closed", &hours),
        }
    }

    /// A helpline in a line, for a terminal.
    pub fn helpline(&self, view: &HelplineView) -> String {
        let Helpline { name, number, note, .. } = &view.line;
        let args = [
            ("name", name.as_str().into()),
            ("number", number.as_str().into()),
            ("hours", self.helpline_hours(view).into()),
        ];
        self.sentences([self.with("helpline-line", &args), note.clone()])
    }

    /// What somebody is going through and what follows from it: "“the operation”. You mean to call every three days, until
    /// 13 December."
    pub fn going_through(&self, going: &GoingThrough, today: NaiveDate) -> String {
        let args = [
            mode_arg(going.mode),
            ("often", self.every(going.every).into()),
            ("until", self.day(going.until, today).into()),
        ];
        let said = self.with("going-through-said", &args);
        match going.note.as_str() {
            "" => said,
            note => self.with(
                "going-through-with-note",
                &[("note", self.shortened(note).into()), ("said", said.into())],
            ),
        }
    }
}

fn role_arg(role: SupportRole) -> (&'static str, Arg) {
    ("role", role.name().into())
}
