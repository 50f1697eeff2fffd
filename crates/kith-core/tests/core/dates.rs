//! Days of the year that come near.

use chrono::NaiveTime;
use chrono_tz::Tz;
use kith_core::{
    Boundary, Person, PersonId, Status,
    dates::{self, Kept},
    zoned::to_local,
};
use proptest::prelude::*;
use rstest::rstest;

use crate::book::{Book, day};

fn book(now: &str, change: impl FnOnce(&mut Person)) -> (Book, PersonId) {
    let mut book = Book::new(Tz::Europe__Madrid, now);
    let ana = book.add("Ana", &[]);
    book.change(ana, change);
    (book, ana)
}

fn born(birthday: &str) -> impl FnOnce(&mut Person) {
    let birthday = birthday.parse().expect("a birthday");
    move |person: &mut Person| person.birthday = Some(birthday)
}

#[rstest]
#[case::a_week_before("1984-12-24", "2026-12-17T09:00", Some("2026-12-24"), Some(42))]
#[case::eight_days_before("1984-12-24", "2026-12-16T09:00", None, None)]
#[case::on_the_day("1984-12-24", "2026-12-24T23:00", Some("2026-12-24"), Some(42))]
#[case::the_day_after("1984-12-24", "2026-12-25T00:00", None, None)]
#[case::over_the_new_year("1984-01-02", "2026-12-28T09:00", Some("2027-01-02"), Some(43))]
#[case::without_its_year("--12-24", "2026-12-20T09:00", Some("2026-12-24"), None)]
#[case::leap_day_in_a_common_year("--02-29", "2027-02-25T09:00", Some("2027-02-28"), None)]
#[case::leap_day_in_a_leap_year("2000-02-29", "2028-02-28T09:00", Some("2028-02-29"), Some(28))]
#[case::the_day_they_are_born("2026-12-24", "2026-12-24T09:00", Some("2026-12-24"), None)]
fn a_birthday_is_spoken_of_from_its_lead_on(
    #[case] birthday: &str,
    #[case] now: &str,
    #[case] kept: Option<&str>,
    #[case] age: Option<i32>,
) {
    let (book, _) = book(now, born(birthday));
    let near = dates::near(book.rows(), &book.frame());
    assert_eq!(near.first().map(|date| date.day), kept.map(day));
    let turned = near.first().and_then(|date| match date.what {
        Kept::Birthday { turns, .. } => turns,
        Kept::Remembrance => None,
    });
    assert_eq!(turned, age);
}

#[rstest]
#[case::longer_of_their_own(Some(30), 7, true)]
#[case::shorter_of_their_own(Some(0), 30, false)]
#[case::the_apps(None, 30, true)]
fn somebody_may_have_a_lead_of_their_own(
    #[case] own: Option<u16>,
    #[case] of_all: u16,
    #[case] is_near: bool,
) {
    let (mut book, ana) = book("2026-12-01T09:00", born("--12-24"));
    book.change(ana, |person| person.birthday_lead = own);
    book.settings.birthday_lead = of_all;
    assert_eq!(!dates::near(book.rows(), &book.frame()).is_empty(), is_near);
}

#[rstest]
#[case::before_the_day("2026-12-20T12:00", false)]
#[case::at_night("2026-12-24T22:00", false)]
#[case::early("2026-12-24T08:00", false)]
#[case::on_the_day("2026-12-24T12:00", true)]
fn a_call_is_suggested_on_the_day_and_at_an_hour_for_it(#[case] now: &str, #[case] call: bool) {
    let (book, _) = book(now, born("--12-24"));
    let near = dates::near(book.rows(), &book.frame());
    assert!(matches!(near[0].what, Kept::Birthday { may_call, .. } if may_call == call));
}

#[rstest]
#[case::resting(|person: &mut Person| person.status = Status::Resting)]
#[case::ended(|person: &mut Person| person.status = Status::Ended)]
#[case::deceased(|person: &mut Person| person.status = Status::Deceased)]
#[case::behind_a_boundary(|person: &mut Person| person.boundary = Some(Boundary::InCompany))]
#[case::paused(|person: &mut Person| person.paused_until = Some(day("2026-12-25")))]
fn nobody_who_is_not_to_be_suggested_is_congratulated(#[case] change: fn(&mut Person)) {
    let (mut book, ana) = book("2026-12-24T12:00", born("1950-12-24"));
    book.change(ana, change);
    assert_eq!(dates::near(book.rows(), &book.frame()).len(), 0);
}

#[rstest]
#[case::on_the_day("2026-12-24T12:00", Status::Deceased, true)]
#[case::the_day_before("2026-12-23T12:00", Status::Deceased, false)]
#[case::the_living("2026-12-24T12:00", Status::Active, false)]
fn somebody_who_has_died_is_remembered_on_the_day_that_was_chosen(
    #[case] now: &str,
    #[case] status: Status,
    #[case] remembered: bool,
) {
    let (book, _) = book(now, |person| {
        person.status = status;
        person.remembrance = "--12-24".parse().ok();
    });
    let near = dates::near(book.rows(), &book.frame());
    assert_eq!(near.iter().any(|date| date.what == Kept::Remembrance), remembered);
}

proptest! {
    #[test]
    fn no_day_of_the_year_suggests_anybody_who_is_not_to_be_or_a_call_at_night(
        hour in 0_u32..24,
        minute in 0_u32..60,
        status in proptest::sample::select(Status::ALL.to_vec()),
        boundary in proptest::option::weighted(0.3, proptest::sample::select(Boundary::ALL.to_vec())),
        paused in any::<bool>(),
        zone in proptest::option::of(proptest::sample::select(chrono_tz::TZ_VARIANTS.to_vec())),
    ) {
        let (book, ana) = book(&format!("2026-12-24T{hour:02}:{minute:02}"), |person| {
            person.birthday = "1950-12-24".parse().ok();
            person.remembrance = "--12-24".parse().ok();
            (person.status, person.boundary, person.zone) = (status, boundary, zone);
            person.paused_until = paused.then(|| day("2026-12-25"));
        });
        let theirs = to_local(book.now, zone.unwrap_or(book.zone)).time();
        let decent = (NaiveTime::from_hms_opt(8, 30, 0), NaiveTime::from_hms_opt(21, 30, 0));
        for date in dates::near(book.rows(), &book.frame()) {
            match date.what {
                Kept::Birthday { may_call, .. } => {
                    prop_assert!(book.row(ana).is_ever_suggested() && !paused);
                    prop_assert!(!may_call || (Some(theirs) >= decent.0 && Some(theirs) < decent.1));
                }
                Kept::Remembrance => prop_assert_eq!(status, Status::Deceased),
            }
        }
    }
}
