//! Contacts that a file tells of, as check-ins: Monica's activities and calls, the activities of friends.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use kith_core::{CheckIn, CheckInId, Extra, Mode, PersonId};

use crate::Options;

/// When a contact was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum When {
    /// Some time of a day.
    Day(NaiveDate),
    /// A moment.
    At(DateTime<Utc>),
}

/// `2018-11-01`, `2018-11-01T18:30:00Z`, `2018-11-01 18:30:00`, `2018-11-01T00:00:00.000000Z` (which is a day).
pub(crate) fn when(text: &str) -> Option<When> {
    let text = text.trim();
    let day: NaiveDate = text.get(..10)?.parse().ok()?;
    let rest = text.get(10..)?.trim_start_matches(['T', ' ']);
    let time = rest.get(..8).and_then(|time| time.parse::<NaiveTime>().ok()).unwrap_or_default();
    if time == NaiveTime::default() {
        return Some(When::Day(day));
    }
    let at = DateTime::parse_from_rfc3339(text).map(|at| at.to_utc());
    Some(When::At(at.unwrap_or_else(|_| day.and_time(time).and_utc())))
}

/// A check-in with these people; `None` when it has not come yet. A day without a time is noon of it, or the moment
/// of the import on the day of the import.
pub(crate) fn check_in(
    people: Vec<PersonId>,
    mode: Mode,
    when: When,
    note: String,
    options: &Options<'_>,
) -> Option<CheckIn> {
    let (day, at) = match when {
        When::At(at) => (at.with_timezone(&options.zone).date_naive(), at),
        When::Day(day) => {
            let noon = options.zone.from_local_datetime(&day.and_hms_opt(12, 0, 0)?).earliest();
            let today = options.now.with_timezone(&options.zone).date_naive();
            let noon = noon.map_or_else(|| day.and_time(NaiveTime::MIN).and_utc(), |noon| noon.to_utc());
            (day, if day == today { noon.min(options.now) } else { noon })
        }
    };
    (at <= options.now).then(|| CheckIn {
        id: CheckInId::new(options.now),
        people,
        mode,
        at,
        day,
        minutes: None,
        started_by: None,
        note,
        felt: None,
        logged: options.now,
        extra: Extra::new(),
    })
}
