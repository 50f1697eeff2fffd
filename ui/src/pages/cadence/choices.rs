//! The calendar days that the editor offers in words, and the RRULEs (RFC 5545, section 3.3.10) they stand for.
//!
//! Both directions are here, so that a cadence made with the editor is edited with the same fields again. Pure: no
//! form, no words. A rule that is none of these is shown as its text.

use chrono::{Datelike, NaiveDateTime, Weekday};

/// A calendar day that comes again, as somebody chooses it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Choice {
    /// On these weekdays, every so many weeks. The days are in the order of the week, and there is at least one.
    Weeks { every: u16, days: Vec<Weekday> },
    /// On the nth such weekday of each month: 1 to 4, or -1 for the last.
    NthWeekday { nth: i16, day: Weekday },
    /// On this day of each month, 1 to 31. Months without it are left out.
    DayOfMonth(u32),
    /// On the last day of each month.
    LastDay,
    /// Once a year.
    DayOfYear { month: u32, day: u32 },
}

/// In the order of the week, with their names in a rule.
pub(crate) const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "MO"),
    (Weekday::Tue, "TU"),
    (Weekday::Wed, "WE"),
    (Weekday::Thu, "TH"),
    (Weekday::Fri, "FR"),
    (Weekday::Sat, "SA"),
    (Weekday::Sun, "SU"),
];

/// So many weeks can lie between; more is a rule.
pub(crate) const MOST_WEEKS: u16 = 4;

/// Which of the weekdays of a month can be chosen.
pub(crate) const NTHS: [i16; 5] = [1, 2, 3, 4, -1];

impl Choice {
    /// The RRULE, without its name.
    pub(crate) fn rule(&self) -> String {
        match self {
            Choice::Weeks { every, days } => {
                let interval = if *every > 1 { format!(";INTERVAL={every}") } else { String::new() };
                let days: Vec<&str> = days.iter().map(|day| code(*day)).collect();
                format!("FREQ=WEEKLY{interval};BYDAY={}", days.join(","))
            }
            Choice::NthWeekday { nth, day } => format!("FREQ=MONTHLY;BYDAY={nth}{}", code(*day)),
            Choice::DayOfMonth(day) => format!("FREQ=MONTHLY;BYMONTHDAY={day}"),
            Choice::LastDay => "FREQ=MONTHLY;BYMONTHDAY=-1".to_owned(),
            Choice::DayOfYear { month, day } => format!("FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"),
        }
    }

    /// The choice that a rule stands for, if it is one of these. What it leaves out is taken from `start`, its first
    /// occurrence.
    pub(crate) fn of(rule: &str, start: NaiveDateTime) -> Option<Choice> {
        let rule = rule.to_ascii_uppercase();
        let parts = Parts::of(&rule)?;
        let days = parts.days();
        match (parts.freq, parts.names.as_slice()) {
            ("WEEKLY", []) => Some(Choice::Weeks { every: parts.interval, days: vec![start.weekday()] }),
            ("WEEKLY", ["BYDAY"]) => Some(Choice::Weeks { every: parts.interval, days: days? }),
            _ if parts.interval > 1 => None,
            ("MONTHLY", []) => Some(Choice::DayOfMonth(start.day())),
            ("MONTHLY", ["BYDAY"]) => parts.nth_weekday(),
            ("MONTHLY", ["BYMONTHDAY"]) if parts.value("BYMONTHDAY") == "-1" => Some(Choice::LastDay),
            ("MONTHLY", ["BYMONTHDAY"]) => Some(Choice::DayOfMonth(parts.number("BYMONTHDAY", 31)?)),
            ("YEARLY", []) => Some(Choice::DayOfYear { month: start.month(), day: start.day() }),
            ("YEARLY", ["BYMONTH", "BYMONTHDAY"]) => Some(Choice::DayOfYear {
                month: parts.number("BYMONTH", 12)?,
                day: parts.number("BYMONTHDAY", 31)?,
            }),
            _ => None,
        }
    }
}

/// The name of a weekday in a rule.
pub(crate) fn code(day: Weekday) -> &'static str {
    WEEKDAYS[day.num_days_from_monday() as usize].1
}

/// The weekday with this name in a rule.
pub(crate) fn weekday(code: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(_, name)| *name == code).map(|(day, _)| *day)
}

/// A rule's text, taken apart.
struct Parts<'a> {
    freq: &'a str,
    interval: u16,
    /// What else it says, by name and in order.
    names: Vec<&'a str>,
    all: Vec<(&'a str, &'a str)>,
}

impl<'a> Parts<'a> {
    /// `None` where a part comes twice or is none, and where the interval is no number of weeks to choose.
    fn of(rule: &'a str) -> Option<Parts<'a>> {
        let rule = rule.trim();
        let rule = rule.strip_prefix("RRULE:").unwrap_or(rule);
        let mut all: Vec<(&str, &str)> =
            rule.split(';').map(|part| part.split_once('=')).collect::<Option<_>>()?;
        all.sort_unstable();
        let twice = all.windows(2).any(|pair| pair[0].0 == pair[1].0);
        let value = |wanted: &str| all.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
        let freq = value("FREQ")?;
        let interval = value("INTERVAL").map_or(Some(1), |interval| interval.parse().ok())?;
        // Weeks begin on Monday unless a rule says something else.
        let said_already = |name: &str, value: &str| {
            name == "FREQ" || name == "INTERVAL" || (name == "WKST" && value == "MO")
        };
        let names =
            all.iter().filter(|(name, value)| !said_already(name, value)).map(|(name, _)| *name).collect();
        let readable = !twice && (1..=MOST_WEEKS).contains(&interval);
        readable.then_some(Parts { freq, interval, names, all })
    }

    fn value(&self, wanted: &str) -> &'a str {
        self.all.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value).unwrap_or_default()
    }

    fn number(&self, name: &str, most: u32) -> Option<u32> {
        self.value(name).parse().ok().filter(|number| (1..=most).contains(number))
    }

    /// BYDAY without numbers, in the order of the week.
    fn days(&self) -> Option<Vec<Weekday>> {
        let mut days: Vec<Weekday> = self.value("BYDAY").split(',').map(weekday).collect::<Option<_>>()?;
        days.sort_by_key(Weekday::num_days_from_monday);
        days.dedup();
        Some(days)
    }

    /// BYDAY with one numbered weekday.
    fn nth_weekday(&self) -> Option<Choice> {
        let value = self.value("BYDAY");
        let (nth, day) = value.split_at_checked(value.len().checked_sub(2)?)?;
        let nth: i16 = nth.parse().ok().filter(|nth| NTHS.contains(nth))?;
        Some(Choice::NthWeekday { nth, day: weekday(day)? })
    }
}

#[cfg(test)]
mod tests {
    use kith_core::Rule;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn tuesday() -> NaiveDateTime {
        "2026-01-13T19:00:00".parse().expect("a time")
    }

    fn weeks(every: u16, days: &[Weekday]) -> Choice {
        Choice::Weeks { every, days: days.to_vec() }
    }

    #[rstest]
    #[case(weeks(1, &[Weekday::Tue]), "FREQ=WEEKLY;BYDAY=TU")]
    #[case(weeks(2, &[Weekday::Mon, Weekday::Fri]), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR")]
    #[case(Choice::NthWeekday { nth: 2, day: Weekday::Tue }, "FREQ=MONTHLY;BYDAY=2TU")]
    #[case(Choice::NthWeekday { nth: -1, day: Weekday::Fri }, "FREQ=MONTHLY;BYDAY=-1FR")]
    #[case(Choice::DayOfMonth(13), "FREQ=MONTHLY;BYMONTHDAY=13")]
    #[case(Choice::LastDay, "FREQ=MONTHLY;BYMONTHDAY=-1")]
    #[case(Choice::DayOfYear { month: 2, day: 29 }, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")]
    fn a_choice_is_a_rule_and_back(#[case] choice: Choice, #[case] rule: &str) {
        assert_eq!(choice.rule(), rule);
        assert_eq!(Choice::of(rule, tuesday()), Some(choice));
    }

    #[rstest]
    #[case("RRULE:FREQ=WEEKLY;BYDAY=FR,TU;WKST=MO", weeks(1, &[Weekday::Tue, Weekday::Fri]))]
    #[case("byday=tu;freq=weekly;interval=1", weeks(1, &[Weekday::Tue]))]
    #[case("FREQ=WEEKLY", weeks(1, &[Weekday::Tue]))]
    #[case("FREQ=MONTHLY", Choice::DayOfMonth(13))]
    #[case("FREQ=YEARLY", Choice::DayOfYear { month: 1, day: 13 })]
    fn a_rule_written_otherwise_is_the_same_choice(#[case] rule: &str, #[case] choice: Choice) {
        assert_eq!(Choice::of(rule, tuesday()), Some(choice));
    }

    #[rstest]
    #[case("FREQ=DAILY")]
    #[case("FREQ=WEEKLY;COUNT=10")]
    #[case("FREQ=WEEKLY;INTERVAL=5;BYDAY=MO")]
    #[case("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU")]
    #[case("FREQ=WEEKLY;BYDAY=TU;BYDAY=WE")]
    #[case("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1")]
    #[case("FREQ=MONTHLY;BYDAY=TU")]
    #[case("FREQ=MONTHLY;BYDAY=5TU")]
    #[case("FREQ=MONTHLY;BYDAY=1MO,2TU")]
    #[case("FREQ=MONTHLY;BYDAY=é")]
    #[case("FREQ=MONTHLY;BYMONTHDAY=-2")]
    #[case("FREQ=MONTHLY;BYMONTHDAY=1,15")]
    #[case("FREQ=YEARLY;BYMONTHDAY=1")]
    #[case("FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1")]
    #[case("nonsense")]
    #[case("")]
    fn any_other_rule_stays_text(#[case] rule: &str) {
        assert_eq!(Choice::of(rule, tuesday()), None);
    }

    fn choice() -> impl Strategy<Value = Choice> {
        let day = proptest::sample::select(WEEKDAYS.map(|(day, _)| day).to_vec());
        let days = proptest::sample::subsequence(WEEKDAYS.map(|(day, _)| day).to_vec(), 1..=7);
        prop_oneof![
            (1..=MOST_WEEKS, days).prop_map(|(every, days)| Choice::Weeks { every, days }),
            (proptest::sample::select(NTHS.to_vec()), day)
                .prop_map(|(nth, day)| Choice::NthWeekday { nth, day }),
            (1_u32..=31).prop_map(Choice::DayOfMonth),
            Just(Choice::LastDay),
            (1_u32..=12, 1_u32..=28).prop_map(|(month, day)| Choice::DayOfYear { month, day }),
        ]
    }

    proptest! {
        #[test]
        fn what_is_chosen_is_shown_again(choice in choice()) {
            prop_assert_eq!(Choice::of(&choice.rule(), tuesday()), Some(choice));
        }

        #[test]
        fn what_is_chosen_is_a_rule_that_comes(choice in choice()) {
            prop_assert!(Rule::parse(&choice.rule(), tuesday()).is_ok());
        }

        #[test]
        fn no_text_is_trouble(text in "\\PC{0,60}") {
            Choice::of(&text, tuesday());
        }
    }
}
