//! The words of a calendar that goes out, and how it stands with the one that is kept current.

use kith_app::{CalendarTrouble, CalendarWords, KeptCalendar};
use kith_core::{Cadence, Mode};

use crate::{Words, names::mode_arg};

impl CalendarWords for Words {
    fn calendar(&self) -> String {
        self.text("calendar-name")
    }

    fn birthday_of(&self, name: &str) -> String {
        self.with("coming-birthday", &[("name", name.into())])
    }

    fn anniversary_of(&self, name: &str) -> String {
        self.with("calendar-anniversary", &[("name", name.into())])
    }

    fn time_for(&self, mode: Mode, name: &str) -> String {
        self.to_do(mode, name)
    }

    fn because(&self, cadence: &Cadence) -> String {
        self.cadence(cadence)
    }

    fn plan_with(&self, mode: Mode, names: &[&str]) -> String {
        self.to_do(mode, &self.list(names.iter().copied()))
    }

    fn invited_to(&self, mode: Mode) -> String {
        self.with("plan-invited-to", &[mode_arg(mode)])
    }
}

impl Words {
    /// Why the calendar is not current, and what to do; `None` while it is.
    pub fn calendar_trouble(&self, kept: &KeptCalendar) -> Option<String> {
        let path = ("path", kept.file.display().to_string().into());
        Some(match kept.trouble? {
            CalendarTrouble::NotOurs => self.with("calendar-not-ours", &[path]),
            CalendarTrouble::Failed(kind) => {
                let reason = self.io_error(&kind.into());
                self.with("calendar-failed", &[path, ("reason", reason.into())])
            }
        })
    }
}
