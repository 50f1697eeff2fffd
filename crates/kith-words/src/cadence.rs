//! Cadences in words, and how each stands.

use chrono::{DateTime, NaiveDateTime};
use chrono_tz::Tz;
use kith_app::PersonCadence;
use kith_core::{Cadence, Mode, Repeat};

use crate::{Words, names::mode_arg};

impl Words {
    /// A cadence, as a line of its own: "A call every three weeks after you last spoke", "Meet on the second Tuesday of
    /// the month at 19:00".
    pub fn cadence(&self, cadence: &Cadence) -> String {
        self.repeat(cadence.mode, &cadence.repeat)
    }

    /// The parts of a cadence, as [`Words::cadence`] says them.
    pub fn repeat(&self, mode: Mode, repeat: &Repeat) -> String {
        match repeat {
            Repeat::After { every, at: None, .. } => {
                self.with("cadence-after", &[mode_arg(mode), ("every", self.every(*every).into())])
            }
            Repeat::After { every, at: Some(time), .. } => {
                let args =
                    [mode_arg(mode), ("every", self.every(*every).into()), ("time", self.time(*time).into())];
                self.with("cadence-after-at", &args)
            }
            Repeat::Rule { rule, start, zone } => self
                .with("cadence-rule", &[mode_arg(mode), ("when", self.rule_in(rule, *start, *zone).into())]),
        }
    }

    /// A cadence and when it asks next: "A call every week after you last spoke. Next: Friday."
    pub fn cadence_standing(&self, cadence: &PersonCadence, now: &DateTime<Tz>) -> String {
        let words = self.cadence(&cadence.cadence);
        match &cadence.due {
            _ if !cadence.suggested => words,
            None => self.with("cadence-over", &[("cadence", words.into())]),
            Some(due) if due.at <= *now => self.with("cadence-due", &[("cadence", words.into())]),
            Some(due) => {
                let next = self.moment(&due.at.with_timezone(&now.timezone()), now);
                self.with("cadence-next", &[("cadence", words.into()), ("next", next.into())])
            }
        }
    }

    /// How often a cadence asks, to follow a verb: "every three weeks", "on the last Friday of the month at 19:00".
    pub(crate) fn how_often(&self, repeat: &Repeat) -> String {
        match repeat {
            Repeat::After { every, .. } => self.every(*every),
            Repeat::Rule { rule, start, zone } => self.rule_in(rule, *start, *zone),
        }
    }

    fn rule_in(&self, rule: &str, start: NaiveDateTime, zone: Option<Tz>) -> String {
        let rule = self.rule(rule, start);
        match zone {
            None => rule,
            Some(zone) => {
                self.with("rule-in-zone", &[("rule", rule.into()), ("zone", self.zone(zone).into())])
            }
        }
    }

    /// The place that a time zone is named after: "New York".
    pub fn zone(&self, zone: Tz) -> String {
        let place = zone.name().rsplit('/').next().unwrap_or_default();
        place.replace('_', " ")
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;
    use rstest::rstest;

    use super::*;

    fn after(every: &str, at: Option<NaiveTime>) -> Repeat {
        Repeat::After { every: every.parse().expect("an interval"), first: Default::default(), at }
    }

    fn rule(rule: &str, zone: Option<Tz>) -> Repeat {
        Repeat::Rule { rule: rule.to_owned(), start: "2026-01-13T19:00:00".parse().expect("a time"), zone }
    }

    #[rstest]
    #[case(Mode::Voice, after("3w", None), "A call every three weeks after you last spoke")]
    #[case(Mode::InPerson, after("3mo", None), "Meet every three months after you last met")]
    #[case(Mode::Video, after("1w", None), "A video call every week after you last saw each other")]
    #[case(Mode::Message, after("1y", None), "A message every year after you were last in touch")]
    #[case(
        Mode::Voice,
        after("1w", NaiveTime::from_hms_opt(18, 30, 0)),
        "A call every week after you last spoke, at 18:30"
    )]
    #[case(
        Mode::InPerson,
        rule("FREQ=MONTHLY;BYDAY=2TU", None),
        "Meet on the second Tuesday of the month at 19:00"
    )]
    #[case(
        Mode::Voice,
        rule("FREQ=WEEKLY", Some(Tz::America__New_York)),
        "A call every Tuesday at 19:00, New York time"
    )]
    #[case(Mode::Video, rule("FREQ=WEEKLY;COUNT=3", None), "A video call by the rule FREQ=WEEKLY;COUNT=3")]
    #[case(Mode::Message, rule("FREQ=YEARLY", None), "A message every year on 13 January at 19:00")]
    fn a_cadence_reads_as_a_sentence(#[case] mode: Mode, #[case] repeat: Repeat, #[case] expected: &str) {
        assert_eq!(Words::new(Some("en-GB")).repeat(mode, &repeat), expected);
    }
}
