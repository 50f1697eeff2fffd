//! What is still meant is named as far ahead as it is.

use chrono::{NaiveDate, TimeZone};
use chrono_tz::Tz;
use kith_words::Words;
use rstest::rstest;

#[rstest]
#[case("2026-11-24", "Europe/Madrid", "meet by Tuesday")]
#[case("2026-11-29", "Europe/Madrid", "meet within a week")]
#[case("2026-12-12", "Europe/Madrid", "meet within three weeks")]
#[case("2027-01-10", "Europe/Madrid", "meet in January")]
#[case("2027-02-22", "Europe/Madrid", "meet by spring")]
#[case("2027-03-30", "Europe/Madrid", "meet by spring")]
#[case("2027-04-22", "Europe/Madrid", "meet in spring")]
#[case("2027-05-22", "Europe/Madrid", "meet by summer")]
#[case("2027-08-22", "Europe/Madrid", "meet by autumn")]
#[case("2027-02-22", "America/Santiago", "meet by autumn")]
#[case("2027-02-22", "Asia/Tokyo", "meet in February")]
#[case("2028-02-22", "Europe/Madrid", "meet in February 2028")]
fn what_is_meant_is_named_as_far_ahead_as_it_is(
    #[case] due: NaiveDate,
    #[case] zone: Tz,
    #[case] expected: &str,
) {
    let noon = |day: NaiveDate| {
        zone.from_local_datetime(&day.and_hms_opt(12, 0, 0).expect("noon")).single().expect("noon")
    };
    let now = noon(NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day"));
    assert_eq!(Words::new(Some("en-GB")).deed_by("meet".to_owned(), &noon(due), &now), expected);
}
