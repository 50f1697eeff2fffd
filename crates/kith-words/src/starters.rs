//! What a conversation can begin with, in words, and why nothing is suggested instead of a like.

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use kith_core::{
    Card, Starter,
    card::{DateKind, DateNear, LastNote},
    suggest::Hindrance,
};

use crate::Words;

impl Words {
    /// A starter in a line: "You promised on 29 October: send the photos".
    pub fn starter(&self, starter: &Starter, today: NaiveDate) -> String {
        let args = [
            ("kind", self.starter_kind(starter.kind).into()),
            ("on", self.on(starter.day, today).into()),
            ("text", starter.text.as_str().into()),
        ];
        self.with("starter-line", &args)
    }

    /// A question of the deck.
    pub fn question(&self, number: u16) -> String {
        self.text(&format!("deck-question-{number}"))
    }

    /// What stayed of the last conversation: "You noted on Friday: “her new garden”".
    pub fn last_note(&self, last: &LastNote, today: NaiveDate) -> String {
        let note = self.shortened(&last.note);
        self.with("card-noted", &[("on", self.on(last.day, today).into()), ("note", note.into())])
    }

    /// A day that comes near: "Birthday tomorrow, turning 40".
    pub fn date_near(&self, near: DateNear, today: NaiveDate) -> String {
        let on = || ("on", self.on(near.day, today).into());
        match (near.kind, near.years) {
            (DateKind::Birthday, Some(age)) => self.with("card-birthday-turns", &[on(), ("age", age.into())]),
            (DateKind::Birthday, None) => self.with("card-birthday", &[on()]),
            (DateKind::Anniversary, Some(years)) => {
                self.with("card-anniversary-years", &[on(), ("count", years.into())])
            }
            (DateKind::Anniversary, None) => self.with("card-anniversary", &[on()]),
        }
    }

    /// Everything on a card but its question, a line each, in its order.
    pub fn card(&self, card: &Card, today: NaiveDate) -> Vec<String> {
        let starters = card.promises.iter().chain(&card.saw).map(|starter| self.starter(starter, today));
        let last = card.last.iter().map(|last| self.last_note(last, today));
        let dates = card.dates.iter().map(|near| self.date_near(*near, today));
        starters.chain(last).chain(dates).collect()
    }

    /// Why no call is suggested for somebody, and perhaps no plan either.
    pub fn not_suggested(&self, hindrance: &Hindrance, name: &str, now: &DateTime<Tz>) -> String {
        let name = ("name", name.into());
        match hindrance {
            Hindrance::Status(status) => {
                self.with("instead-status", &[("status", status.name().into()), name])
            }
            Hindrance::Boundary(_) => self.with("instead-boundary", &[name]),
            Hindrance::Paused(until) => {
                let until = self.day(*until, now.date_naive());
                self.with("instead-paused", &[name, ("until", until.into())])
            }
            Hindrance::AllPaused(until) => {
                self.with("instead-all-paused", &[("until", self.instant(*until, now).into())])
            }
            Hindrance::NightThere(until, _) => {
                self.with("instead-night", &[("until", self.instant(*until, now).into())])
            }
        }
    }
}
