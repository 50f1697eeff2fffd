//! Boundaries on social media, as people read of them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use kith_app::{Offer, ScrollTold};
use kith_core::{
    OffTime,
    scrolling::{Span, Thing, Week, tell::Say},
};
use kith_words::Words;
use rstest::rstest;

/// Tuesday 24 November 2026, half past eight in the evening in Madrid.
fn now() -> DateTime<Tz> {
    "2026-11-24T19:30:00Z".parse::<DateTime<Utc>>().expect("a time").with_timezone(&Tz::Europe__Madrid)
}

fn words() -> Words {
    Words::new(Some("en-GB"))
}

fn week(minutes: u32, budget: Option<u32>) -> Week {
    Week { monday: "2026-11-23".parse().expect("a day"), minutes, budget }
}

#[rstest]
#[case("FREQ=DAILY", "2026-11-24T20:30:00", 210, "20:30 to 00:00, every day")]
#[case("FREQ=WEEKLY;BYDAY=SA,SU", "2026-11-28T22:00:00", 600, "22:00 to 08:00, every Saturday and Sunday")]
#[case("FREQ=WEEKLY;BYDAY=SU", "2026-11-29T00:00:00", 1_440, "the whole day, every Sunday")]
#[case(
    "FREQ=DAILY;COUNT=3",
    "2026-11-24T07:00:00",
    90,
    "by the rule FREQ=DAILY;COUNT=3 from 07:00, for 1 h 30"
)]
fn a_time_without_is_a_phrase(
    #[case] rule: &str,
    #[case] start: &str,
    #[case] minutes: u32,
    #[case] expected: &str,
) {
    let start = start.parse().expect("a time");
    assert_eq!(words().off_time(&OffTime { rule: rule.to_owned(), start, minutes }), expected);
}

#[rstest]
#[case(week(0, None), "No social media noted this week.")]
#[case(week(75, None), "1 h 15 of social media this week.")]
#[case(week(0, Some(60)), "No social media noted this week. 1 h would be all right.")]
#[case(week(35, Some(60)), "35 min of social media this week; 25 min of your 1 h are left.")]
#[case(
    week(80, Some(60)),
    "1 h 20 of social media this week. The 1 h you set yourself are used up; the next week begins on Monday."
)]
fn a_week_is_a_sentence_without_reproach(#[case] week: Week, #[case] expected: &str) {
    assert_eq!(words().scroll_week(&week), expected);
}

#[rstest]
#[case(
    Say::Began(Span {
        slot: now().naive_local(),
        begins: now().to_utc(),
        ends: "2026-11-24T23:00:00Z".parse().expect("an instant"),
    }),
    "A time without social media",
    "Until 00:00. How about this: go for a walk."
)]
#[case(
    Say::Spent(week(60, Some(60))),
    "This week’s social media is used up",
    "You set yourself 1 h a week. How about this: go for a walk."
)]
#[case(Say::Over { minutes: 10 }, "10 minutes are over", "How about this: go for a walk.")]
#[case(Say::Over { minutes: 1 }, "One minute is over", "How about this: go for a walk.")]
fn each_boundary_is_announced(#[case] say: Say, #[case] title: &str, #[case] body: &str) {
    let told = ScrollTold { say, offer: Some(Offer { person: None, thing: Thing::Walk }) };
    for names in [true, false] {
        let said = words().scrolling_notification(&told, names, &now());
        assert_eq!((said.title.as_str(), said.body.as_str()), (title, body));
    }
}

#[test]
fn each_thing_to_do_has_words() {
    let words = words();
    let mut said: Vec<String> = Thing::ALL.into_iter().map(|thing| words.thing(thing)).collect();
    said.sort();
    said.dedup();
    assert_eq!(said.len(), Thing::ALL.len());
}
