//! Acts on minutes of social media: reports and timers.

use kith_core::NotedWhat;
use kith_store::Record;

use super::Sentence;

impl Sentence<'_> {
    /// A sentence about so many minutes: those of the record that the act changed last, which of two is the new timer.
    pub(super) fn scrolled(&self, id: &str) -> String {
        match self.lengths().last() {
            Some(minutes) => self.words.with(id, &[("length", self.words.minutes(minutes).into())]),
            None => self.counted_other(),
        }
    }

    /// A timer that ran leaves a report; one that was stopped at once leaves nothing.
    pub(super) fn timer_stopped(&self) -> String {
        match self.act.tally.noted.removed {
            0 => self.scrolled("history-timer-stop"),
            _ => self.words.text("history-timer-stop-early"),
        }
    }

    fn lengths(&self) -> impl Iterator<Item = u32> {
        self.records().filter_map(|record| match record {
            Record::Noted(noted) => match noted.what {
                NotedWhat::Scrolled { minutes } | NotedWhat::Timer { minutes, .. } => Some(minutes),
                _ => None,
            },
            _ => None,
        })
    }
}
