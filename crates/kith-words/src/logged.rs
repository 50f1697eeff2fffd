//! What logging did, said back in a sentence or two.

use chrono::DateTime;
use chrono_tz::Tz;
use kith_app::{Logged, NextDue};
use kith_core::Mode;

use crate::{Words, names::mode_arg};

/// So many of the next dates are said; the rest is on the pages.
const DEEDS: usize = 3;

impl Words {
    /// What logging did: "Logged a call with Ana. Next: call by 14 December. You still mean to meet by Friday."
    /// A text says kindly what it left where it was: "Good. You still meant to meet by spring."
    pub fn logged(&self, logged: &Logged, now: &DateTime<Tz>) -> String {
        let satisfied = |next: &&NextDue| {
            logged.satisfied.iter().any(|it| it.person == next.person && it.cadence.id == next.cadence.id)
        };
        let (next, still): (Vec<_>, Vec<_>) = logged.next.iter().partition(satisfied);
        let one_person = logged.check_in.people.len() == 1;
        self.sentences([
            self.what_was_logged(logged),
            self.could(logged),
            self.promised(logged),
            self.deeds("logged-next", next, |next| self.deed(next, one_person, now)),
            match logged.check_in.mode {
                Mode::Message => self.deeds("ladder-still", still, |next| self.still(next, one_person, now)),
                _ => self.deeds("logged-still", still, |next| self.deed(next, one_person, now)),
            },
        ])
    }

    /// What a like could have been, where that may be suggested.
    fn could(&self, logged: &Logged) -> String {
        logged.could.map(|mode| self.with("logged-could", &[mode_arg(mode)])).unwrap_or_default()
    }

    fn promised(&self, logged: &Logged) -> String {
        let promise = logged.promise.as_deref().map(|promise| self.shortened(promise));
        promise.map(|promise| self.with("logged-promise", &[("promise", promise.into())])).unwrap_or_default()
    }

    fn what_was_logged(&self, logged: &Logged) -> String {
        let names = self.list(logged.names.iter().map(String::as_str));
        self.with("logged", &[mode_arg(logged.check_in.mode), ("names", names.into())])
    }

    /// The sentence `id` about what comes, soonest first; nothing when there is nothing.
    fn deeds(&self, id: &str, mut next: Vec<&NextDue>, said: impl Fn(&NextDue) -> String) -> String {
        next.sort_by_key(|next| next.due);
        let deeds: Vec<String> = next.into_iter().take(DEEDS).map(said).collect();
        match deeds.is_empty() {
            true => String::new(),
            false => self.with(id, &[("deeds", self.list(deeds).into())]),
        }
    }

    /// "call by 14 December", "meet Luis".
    fn deed(&self, next: &NextDue, one_person: bool, now: &DateTime<Tz>) -> String {
        let deed = self.to(next, one_person);
        match next.due <= *now {
            true => deed,
            false => {
                let by = self.day(next.due.date_naive(), now.date_naive());
                self.with("deed-by", &[("deed", deed.into()), ("by", by.into())])
            }
        }
    }

    /// The same in the wider words of what is far away: "meet by spring".
    fn still(&self, next: &NextDue, one_person: bool, now: &DateTime<Tz>) -> String {
        let deed = self.to(next, one_person);
        if next.due <= *now { deed } else { self.deed_by(deed, &next.due, now) }
    }

    /// "call", "meet Luis".
    fn to(&self, next: &NextDue, one_person: bool) -> String {
        let mode = mode_arg(next.cadence.mode);
        match one_person {
            true => self.with("deed", &[mode]),
            false => self.with("deed-with", &[mode, ("name", next.name.as_str().into())]),
        }
    }
}
