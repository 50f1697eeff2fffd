//! Acts on what lies ahead: plans, promises, and what was kept for the next conversation.

use kith_core::{Plan, PlanState, Starter};
use kith_store::Record;

use super::{Sentence, Telling};
use crate::{Words, names::mode_arg};

impl<'a> Sentence<'a> {
    fn plans(&self) -> impl Iterator<Item = &'a Plan> {
        self.records().filter_map(|record| match record {
            Record::Plan(plan) => Some(&**plan),
            _ => None,
        })
    }

    fn starters(&self) -> impl Iterator<Item = &'a Starter> {
        self.records().filter_map(|record| match record {
            Record::Starter(starter) => Some(starter),
            _ => None,
        })
    }

    /// A sentence about a plan, which has the other arguments too.
    pub(super) fn plan(&self, id: &str) -> String {
        match self.plans().next() {
            Some(plan) => self.words.with(id, &[("plan", self.words.planned(plan, self.telling).into())]),
            None => self.counted_other(),
        }
    }

    pub(super) fn proposal(&self) -> String {
        let Some(plan) = self.plans().next() else { return self.counted_other() };
        let what = self.words.planned_contact(plan, self.telling);
        self.words.with("history-plan-propose", &[("plan", what.into()), ("count", plan.times.len().into())])
    }

    /// The plan that took the place of another says when it is now.
    pub(super) fn plan_moved(&self) -> String {
        let Some(plan) = self.plans().find(|plan| plan.state != PlanState::Moved) else {
            return self.counted_other();
        };
        let what = self.words.planned_contact(plan, self.telling);
        match plan.begins() {
            Some(begins) => self
                .words
                .with("history-plan-move", &[("plan", what.into()), ("when", self.moment(begins).into())]),
            None => self.words.with("history-plan-move-open", &[("plan", what.into())]),
        }
    }

    pub(super) fn plans_told(&self) -> String {
        match self.act.tally.plans.changed {
            0 | 1 => self.plan("history-plan-told"),
            count => self.counted("history-plans-told", count),
        }
    }

    /// A sentence about what is kept for the next conversation, with one person or with several the same.
    pub(super) fn starter(&self, id: &str) -> String {
        let Some(starter) = self.starters().next() else { return self.counted_other() };
        self.words.with(
            id,
            &[
                ("kind", starter.kind.name().into()),
                ("names", self.people().into()),
                ("text", self.words.quoted(&starter.text).into()),
            ],
        )
    }

    /// What came of a call that was begun from Kith: it was logged, or put off.
    pub(super) fn reached(&self) -> String {
        match self.act.tally.check_ins.added {
            0 => self.put_off("history-not-reached"),
            _ => self.contact("history-log"),
        }
    }
}

impl Words {
    /// "a meeting with Ana and Luis".
    fn planned_contact(&self, plan: &Plan, telling: Telling<'_>) -> String {
        let names = self.few_named(&plan.people, telling.names);
        self.with("history-contact", &[mode_arg(plan.mode), ("names", names.into())])
    }

    /// "a meeting with Ana and Luis, tomorrow at 19:00", or without the time while there is none.
    fn planned(&self, plan: &Plan, telling: Telling<'_>) -> String {
        let what = self.planned_contact(plan, telling);
        match plan.begins() {
            Some(begins) => {
                let when = self.instant(begins, telling.now);
                self.with("history-plan-when", &[("plan", what.into()), ("when", when.into())])
            }
            None => what,
        }
    }

    pub(super) fn told_plan(&self, plan: &Plan, telling: Telling<'_>) -> String {
        self.with("history-a-plan", &[("plan", self.planned(plan, telling).into())])
    }

    pub(super) fn told_starter(&self, starter: &Starter, telling: Telling<'_>) -> String {
        self.with(
            "history-a-starter",
            &[
                ("kind", starter.kind.name().into()),
                ("names", self.named(&[starter.person], telling.names).into()),
                ("text", self.quoted(&starter.text).into()),
            ],
        )
    }
}
