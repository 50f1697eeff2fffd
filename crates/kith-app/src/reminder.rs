//! That Kith is locked, said once a day: whoever locks the book in a hurry should not forget their people for it.
//!
//! The settings are sealed with everything else. So a book that was closed in this process is reminded of as it asked
//! for, and one that was not open yet as a new book would be.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use kith_core::{Settings, settings::DailySpan};

/// When to say that Kith is locked.
pub(crate) struct Reminder {
    on: bool,
    from: NaiveTime,
    quiet: Option<DailySpan>,
    /// The day it was said, or needed no saying.
    said: Option<NaiveDate>,
}

impl Default for Reminder {
    fn default() -> Self {
        Reminder::of(&Settings::default(), None)
    }
}

impl Reminder {
    /// As the settings have it. `said`: the day on which it need not be said any more.
    pub(crate) fn of(settings: &Settings, said: Option<NaiveDate>) -> Reminder {
        Reminder {
            on: settings.notifications,
            from: settings.preferred_time,
            quiet: settings.quiet_hours,
            said,
        }
    }

    /// Whether to say it now. It is said at most once a day.
    pub(crate) fn due(&mut self, now: NaiveDateTime) -> bool {
        let quiet = self.quiet.is_some_and(|quiet| quiet.contains(now.time()));
        let due = self.on && !quiet && now.time() >= self.from && self.said != Some(now.date());
        if due {
            self.said = Some(now.date());
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().expect("a time")
    }

    #[test]
    fn it_is_said_once_a_day_from_the_preferred_hour_on() {
        let mut reminder = Reminder::default();
        let said: Vec<bool> = [
            "2026-11-22T08:59:00",
            "2026-11-22T09:00:00",
            "2026-11-22T09:01:00",
            "2026-11-23T00:30:00",
            "2026-11-23T10:00:00",
        ]
        .map(|now| reminder.due(at(now)))
        .into();
        assert_eq!(said, [false, true, false, false, true]);
    }

    #[rstest]
    #[case::no_notifications(Settings { notifications: false, ..Settings::default() }, "2026-11-22T12:00:00")]
    #[case::quiet_hours(Settings::default(), "2026-11-22T23:00:00")]
    fn it_is_not_said_to_who_does_not_want_it(#[case] settings: Settings, #[case] now: &str) {
        assert!(!Reminder::of(&settings, None).due(at(now)));
    }

    #[test]
    fn who_locks_by_hand_is_not_told_on_that_day() {
        let mut reminder = Reminder::of(&Settings::default(), Some(at("2026-11-22T12:00:00").date()));
        assert!(!reminder.due(at("2026-11-22T12:01:00")));
        assert!(reminder.due(at("2026-11-23T12:01:00")));
    }
}
