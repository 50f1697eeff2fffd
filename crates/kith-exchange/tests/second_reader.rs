//! Each calendar that Kith writes, as another crate reads it, which shares no code with Kith and is strict: the same
//! words, beginnings, lengths and rules.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use icalendar::{
    Calendar as Theirs, CalendarDateTime, Component, DatePerhapsTime, Event, EventLike, EventStatus,
};
use kith_core::{CadenceId, PartialDate, PersonId, PlanId};
use kith_exchange::{Calendar, Entry, write_calendar};
use proptest::{collection::vec, prelude::*};

/// What one event says.
#[derive(PartialEq, Debug)]
struct Said {
    summary: String,
    begins: DatePerhapsTime,
    duration: Option<String>,
    rule: Option<String>,
    place: Option<String>,
    description: Option<String>,
    status: Option<EventStatus>,
}

fn expected(entry: &Entry) -> Said {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let said = |summary: &str, begins| Said {
        summary: summary.to_owned(),
        begins,
        duration: None,
        rule: None,
        place: None,
        description: None,
        status: None,
    };
    let at = |at: &DateTime<Utc>| DatePerhapsTime::DateTime(CalendarDateTime::Utc(*at));
    let long = |minutes: u32| Some(format!("PT{}M", minutes.max(1)));
    match entry {
        Entry::Birthday { day, summary, .. } | Entry::Anniversary { day, summary, .. } => {
            let leap = (day.month(), day.day()) == (2, 29);
            let year = day.year().unwrap_or(2000).max(1900);
            let first = NaiveDate::from_ymd_opt(year, day.month(), day.day());
            let first = first.or_else(|| NaiveDate::from_ymd_opt(year, 2, 28)).expect("a day");
            let rule = if leap { "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" } else { "FREQ=YEARLY" };
            Said { rule: text(rule), ..said(summary, DatePerhapsTime::Date(first)) }
        }
        Entry::Due { at: begins, minutes, summary, description, .. } => {
            Said { duration: long(*minutes), description: text(description), ..said(summary, at(begins)) }
        }
        Entry::Plan { at: begins, minutes, tentative, place, summary, .. } => Said {
            duration: long(*minutes),
            place: text(place),
            status: Some(if *tentative { EventStatus::Tentative } else { EventStatus::Confirmed }),
            ..said(summary, at(begins))
        },
    }
}

fn read(event: &Event) -> Said {
    let value = |name: &str| event.property_value(name).map(str::to_owned);
    Said {
        summary: event.get_summary().unwrap_or_default().to_owned(),
        begins: event.get_start().expect("each has a beginning"),
        duration: value("DURATION"),
        rule: value("RRULE"),
        place: event.get_location().map(str::to_owned),
        description: event.get_description().map(str::to_owned),
        status: event.get_status(),
    }
}

fn words() -> impl Strategy<Value = String> {
    "[A-Za-zéß日本👩\\\\,;:\"' \n]{0,60}[A-Za-zéß日本👩,;:\"']"
}

fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    (0_i64..4_000_000_000).prop_map(|at| DateTime::from_timestamp(at, 0).expect("in range"))
}

fn entry() -> impl Strategy<Value = Entry> {
    let day = (prop::option::of(1850_i32..2100), 1_u32..=12, 1_u32..=31)
        .prop_filter_map("a day that there is", |(year, month, day)| PartialDate::new(year, month, day));
    let id = any::<[u8; 16]>();
    prop_oneof![
        (id, day, 0_u16..9, words(), any::<bool>()).prop_map(|(id, day, lead, summary, birthday)| {
            let person = PersonId::from_bytes(id);
            match birthday {
                true => Entry::Birthday { person, day, lead, summary },
                false => Entry::Anniversary { person, day, summary },
            }
        }),
        (id, instant(), 0_u32..20_000, words(), words()).prop_map(
            |(id, at, minutes, summary, description)| {
                Entry::Due {
                    person: PersonId::from_bytes(id),
                    cadence: CadenceId::from_bytes(id),
                    at,
                    minutes,
                    summary,
                    description,
                }
            }
        ),
        (id, instant(), 0_u32..20_000, any::<bool>(), words(), words()).prop_map(
            |(id, at, minutes, tentative, place, summary)| Entry::Plan {
                plan: PlanId::from_bytes(id),
                at,
                day_before: at - TimeDelta::days(1),
                minutes,
                tentative,
                place,
                summary,
            }
        ),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn what_kith_writes_is_read_by_others_as_it_was_meant(entries in vec(entry(), 0..6)) {
        let calendar = Calendar {
            name: "Kith",
            stamp: DateTime::UNIX_EPOCH,
            ring_at: NaiveTime::from_hms_opt(9, 0, 0).expect("a time"),
        };
        let file = write_calendar(&entries, &calendar);
        let theirs: Theirs = file.parse().map_err(TestCaseError::fail)?;
        prop_assert_eq!(theirs.get_name(), Some(calendar.name));
        let said: Vec<Said> = theirs.events().map(read).collect();
        let expected: Vec<Said> = entries.iter().map(expected).collect();
        prop_assert_eq!(said, expected);
    }
}
