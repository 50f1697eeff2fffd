//! Who would be good to reach now: the reason in a few sentences, the same on the page and in a terminal.
//!
//! It says what was meant and how long it has been, that it is a good hour for them where that is known, and that
//! contact did the user good. That it did not is never said: it only weighs.

use chrono::DateTime;
use chrono_tz::Tz;
use kith_app::{GoodView, NowView};
use kith_core::{Felt, now::Have};

use crate::{Words, names::mode_arg};

impl Words {
    /// Why somebody would be good to reach now.
    pub fn why_now(&self, good: &GoodView, now: &DateTime<Tz>) -> String {
        let today = now.date_naive();
        let note = good.last_note.as_deref();
        let meant = match (good.is_due, good.last.is_some()) {
            (true, _) => self.because_of(&good.cadence, good.nearer, [good.last, good.last_any], note, today),
            (false, _) if good.nearer => {
                let last = good.last.map(|last| self.last_time(last, good.last_any, note, today));
                self.sentences([self.meant_now("now-meant-nearer", good), last.unwrap_or_default()])
            }
            (false, true) => {
                let last = good.last.map(|last| self.last_time(last, good.last_any, note, today));
                self.sentences([self.meant_now("now-meant-soon", good), last.unwrap_or_default()])
            }
            (false, false) => self.meant_now("now-meant-first", good),
        };
        let free = match good.free {
            Some(true) => self.with("now-free", &[("name", good.name.as_str().into())]),
            Some(false) | None => String::new(),
        };
        let lifted = match good.felt {
            Some(Felt::Lifted) => self.text("now-lifted"),
            Some(Felt::Even | Felt::Drained) | None => String::new(),
        };
        self.sentences([meant, free, lifted])
    }

    /// What the list of who would be good to reach is: "Who would be good to call", "Who would be good to meet".
    pub fn now_headline(&self, have: Have) -> String {
        self.text(if have.is_long() { "now-headline-meet" } else { "now-headline-call" })
    }

    /// How much time there is: "You have 20 min."
    pub fn have(&self, have: Have) -> String {
        match have {
            Have::Minutes(minutes) => {
                self.with("now-minutes", &[("length", self.minutes(minutes.into()).into())])
            }
            Have::Evening => self.text("now-evening"),
        }
    }

    /// What to say when nobody would be good to reach now.
    pub fn nobody_now(&self, view: &NowView, now: &DateTime<Tz>) -> String {
        match view.paused_until {
            Some(until) => self.with("now-paused", &[("until", self.moment(&until, now).into())]),
            None if view.have.is_long() => self.text("now-nobody-meet"),
            None => self.text("now-nobody-call"),
        }
    }

    fn meant_now(&self, id: &str, good: &GoodView) -> String {
        let cadence = &good.cadence;
        self.with(id, &[mode_arg(cadence.mode), ("often", self.how_often(&cadence.repeat).into())])
    }
}
