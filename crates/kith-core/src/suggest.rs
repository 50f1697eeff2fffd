//! Whom Kith may suggest for what, and when: the one gate that every surface goes through.
//!
//! Today, the tray, prompts and digests, "I have 20 minutes", what to do instead of a like, birthdays, times that a plan
//! proposes, lists of who comes next and calendars all ask here, so that none of them forgets somebody who has died,
//! rests behind a boundary, or is asleep.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::{
    Boundary, Frame, Mode, Person, Row, Status,
    whereabouts::{is_call, night_there},
};

/// Why somebody is not suggested.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hindrance {
    /// They rest, have ended the contact, or have died.
    Status(Status),
    /// There is a boundary.
    Boundary(Boundary),
    /// They are paused until this local day comes.
    Paused(NaiveDate),
    /// Kith as a whole is paused until then.
    AllPaused(DateTime<Utc>),
    /// It would be a call, and where they are it is no hour for one before then.
    NightThere(DateTime<Utc>, Tz),
}

impl Person {
    /// Whether they are ever suggested, as long as nothing about them changes.
    pub fn is_ever_suggested(&self) -> bool {
        self.status.is_active() && self.boundary.is_none()
    }
}

impl Row {
    /// Whether they are ever suggested, as long as nothing about them changes.
    pub fn is_ever_suggested(&self) -> bool {
        self.status.is_active() && self.boundary.is_none()
    }

    /// The boundary that the user wanted to look at again by this local day. It holds until it is taken away.
    pub fn boundary_to_review(&self, today: NaiveDate) -> Option<Boundary> {
        let come = self.boundary_review.is_some_and(|day| day <= today);
        self.boundary.filter(|_| come && self.status.is_active())
    }

    /// What stands against suggesting contact in this mode now: the most lasting reason.
    pub fn hindrance(&self, mode: Mode, frame: &Frame) -> Option<Hindrance> {
        if !self.status.is_active() {
            return Some(Hindrance::Status(self.status));
        }
        let boundary = self.boundary.map(Hindrance::Boundary);
        boundary.or_else(|| self.pause(frame)).or_else(|| self.night(mode, frame))
    }

    /// Their pause, or that of all.
    pub fn pause(&self, frame: &Frame) -> Option<Hindrance> {
        let person = self.paused_until.filter(|until| frame.today() < *until).map(Hindrance::Paused);
        let all = frame.settings.paused_until.filter(|until| frame.now < *until);
        person.or(all.map(Hindrance::AllPaused))
    }

    /// What stands against calling them when the user needs somebody. It is asked for by the user, so that Kith as a whole
    /// is paused does not matter; and whoever said so can be called at any hour.
    pub fn hindrance_in_need(&self, frame: &Frame) -> Option<Hindrance> {
        let hindrance = self.hindrance(Mode::Message, frame);
        let lasting = hindrance.filter(|hindrance| !matches!(hindrance, Hindrance::AllPaused(_)));
        lasting.or_else(|| if self.any_hour { None } else { self.night(Mode::Voice, frame) })
    }

    /// What stands against contact in this mode because of the hour where they are, whatever else does.
    pub(crate) fn night(&self, mode: Mode, frame: &Frame) -> Option<Hindrance> {
        let night = is_call(mode).then(|| night_there(self.may_be_in(), frame)).flatten();
        night.map(|(until, zone)| Hindrance::NightThere(until, zone))
    }
}
