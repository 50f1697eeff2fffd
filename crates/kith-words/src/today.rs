//! The other lines of Today and of the list of prompts: who is held back and why, what comes, what was shown.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use kith_app::{ComingView, PromptLine, today::Coming};
use kith_core::{Fate, Mode, today::Held};

use crate::{Words, names::mode_arg};

impl Words {
    /// Why somebody is not asked for at present: "Snoozed until tomorrow at 09:00".
    pub fn held(&self, held: &Held, now: &DateTime<Tz>) -> String {
        match held {
            Held::Snoozed { until } => {
                self.with("held-snoozed", &[("until", self.instant(*until, now).into())])
            }
            Held::PersonPaused { until } => {
                self.with("held-paused", &[("until", self.day(*until, now.date_naive()).into())])
            }
            Held::AllPaused { until } => {
                self.with("held-all-paused", &[("until", self.instant(*until, now).into())])
            }
            Held::NightThere { until, .. } => {
                self.with("held-night-there", &[("until", self.instant(*until, now).into())])
            }
        }
    }

    /// What comes, without its day: "Mum turns 70", "Call Ana".
    pub fn coming(&self, coming: &ComingView) -> String {
        let name = coming.name.as_str();
        match &coming.what {
            Coming::Birthday { turns: Some(age @ 1..) } => {
                self.with("coming-turns", &[("name", name.into()), ("age", (*age).into())])
            }
            Coming::Birthday { .. } => self.with("coming-birthday", &[("name", name.into())]),
            Coming::Due(cadence) => self.to_do(cadence.mode, name),
        }
    }

    /// What to do, to begin a line with: "Call Ana", "Meet Ana".
    pub fn to_do(&self, mode: Mode, name: &str) -> String {
        self.with("to-do", &[mode_arg(mode), ("name", name.into())])
    }

    /// A prompt that was shown, and what became of it: "Friday at 09:00: Call Ana. Snoozed until tomorrow at 09:00."
    pub fn prompt_line(&self, line: &PromptLine, now: &DateTime<Tz>) -> String {
        let name = match line.name.as_str() {
            "" => self.text("somebody-removed"),
            name => name.to_owned(),
        };
        let asked = match line.mode {
            Some(mode) => self.to_do(mode, &name),
            None => name,
        };
        let args = [
            ("fired", self.instant(line.prompt.fired, now).into()),
            ("asked", asked.into()),
            ("fate", self.fate(&line.prompt.fate, now).into()),
        ];
        self.with("prompt-line", &args)
    }

    /// What became of a prompt: "Answered", "Snoozed until tomorrow at 09:00".
    pub fn fate(&self, fate: &Fate, now: &DateTime<Tz>) -> String {
        match fate {
            Fate::Fired => self.text("fate-fired"),
            Fate::Snoozed { until } if *until > *now => {
                self.with("held-snoozed", &[("until", self.instant(*until, now).into())])
            }
            Fate::Snoozed { .. } => self.text("fate-fired"),
            Fate::Skipped { day } => {
                self.with("fate-skipped", &[("on", self.on(*day, now.date_naive()).into())])
            }
            Fate::Answered { .. } => self.text("fate-answered"),
            Fate::Passed => self.text("fate-passed"),
        }
    }

    pub(crate) fn instant(&self, at: DateTime<Utc>, now: &DateTime<Tz>) -> String {
        self.moment(&at.with_timezone(&now.timezone()), now)
    }
}
