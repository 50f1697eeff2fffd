//! Where somebody is, what the clock shows there, and whether that is an hour to call.
//!
//! Nobody fills in the time zones of three hundred people. An address or a number mostly tells the country, a country
//! mostly has one time; where it has several, Kith asks, and until then it asks for a call only at an hour that is decent
//! wherever they may be.

use std::{collections::HashMap, sync::LazyLock};

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{
    Frame, Labelled, Mode, Person, Region,
    find::fold,
    region,
    zoned::{to_instant, to_local},
};

/// In which time zone somebody is.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Zones {
    /// In this one.
    One(Tz),
    /// In one of these, which show different times: ask.
    Several(Vec<Tz>),
    /// Nothing tells.
    #[default]
    Unknown,
}

impl Zones {
    /// All that may be.
    pub fn all(&self) -> &[Tz] {
        match self {
            Zones::One(zone) => std::slice::from_ref(zone),
            Zones::Several(zones) => zones,
            Zones::Unknown => &[],
        }
    }

    /// The zone, where there is no doubt.
    pub fn one(&self) -> Option<Tz> {
        match self {
            Zones::One(zone) => Some(*zone),
            Zones::Several(_) | Zones::Unknown => None,
        }
    }

    /// Whether nothing tells.
    pub fn is_unknown(&self) -> bool {
        *self == Zones::Unknown
    }

    fn of(mut zones: Vec<Tz>) -> Zones {
        match (zones.pop(), zones.is_empty()) {
            (None, _) => Zones::Unknown,
            (Some(zone), true) => Zones::One(zone),
            (Some(zone), false) => {
                zones.push(zone);
                Zones::Several(zones)
            }
        }
    }
}

/// The zone that was set for the person; else those of the countries of the addresses, of the home ones if they tell;
/// else those of the countries of the telephone numbers that have their country code.
pub fn zones(person: &Person) -> Zones {
    if let Some(zone) = person.zone {
        return Zones::One(zone);
    }
    let (home, others): (Vec<_>, Vec<_>) = person.addresses.iter().partition(|address| is_home(address));
    let phones = || person.phones.iter().filter_map(|phone| Region::of_phone(&phone.value)).map(zones_of);
    let of_addresses = |addresses: Vec<&Labelled>| all(addresses.into_iter().filter_map(zones_of_address));
    let guesses = [home, others].map(of_addresses);
    let found = guesses.into_iter().find(|zones| !zones.is_empty()).unwrap_or_else(|| all(phones()));
    Zones::of(found)
}

fn is_home(address: &Labelled) -> bool {
    address.label.as_deref().is_some_and(|label| label.eq_ignore_ascii_case("home"))
}

/// Those of an address: where the country has several, those whose city the address names.
fn zones_of_address(address: &Labelled) -> Option<Vec<Tz>> {
    let region = Region::of_address(&address.value)?;
    let zones = zones_of(region);
    if zones.len() < 2 {
        return Some(zones);
    }
    let words = format!(" {} ", fold(&address.value));
    let is_named = |zone: &Tz| {
        let city = zone.name().rsplit('/').next().unwrap_or_default();
        words.contains(&format!(" {} ", fold(&city.replace('_', " "))))
    };
    let cities = TABLE.get(&region).into_iter().flat_map(|places| places.cities.iter().copied());
    let named = all(cities.filter(is_named).map(|zone| vec![zone]));
    Some(if named.is_empty() { zones } else { named })
}

/// The union, of zones that show the same the first.
fn all(of_each: impl Iterator<Item = Vec<Tz>>) -> Vec<Tz> {
    let mut zones: Vec<Tz> = Vec::new();
    let mut shown: Vec<Vec<i32>> = Vec::new();
    for (place, found) in of_each.enumerate() {
        if place == 0 {
            zones = found; // of one country: they differ already
            continue;
        }
        for zone in found.into_iter().filter(|zone| !zones.contains(zone)).collect::<Vec<_>>() {
            shown.extend(zones[shown.len()..].iter().map(|zone| nowadays(*zone)));
            if !shown.contains(&nowadays(zone)) {
                zones.push(zone);
            }
        }
    }
    zones
}

/// The zones of a country, of those that show the same time nowadays only the first. Source: the tz database's
/// zone.tab.
pub fn zones_of(region: Region) -> Vec<Tz> {
    TABLE.get(&region).map(|places| places.differing.clone()).unwrap_or_default()
}

struct Places {
    /// All zones of a country.
    cities: Vec<Tz>,
    /// Of those that show the same nowadays, the first.
    differing: Vec<Tz>,
}

static TABLE: LazyLock<HashMap<Region, Places>> = LazyLock::new(|| {
    let mut cities: HashMap<Region, Vec<Tz>> = HashMap::new();
    for (code, zone) in region::rows(include_str!("../data/zones.tsv")) {
        if let (Some(region), Ok(zone)) = (Region::new(code), zone.parse()) {
            cities.entry(region).or_default().push(zone);
        }
    }
    let places = |cities: Vec<Tz>| {
        let differing = match cities.len() {
            1 => cities.clone(),
            _ => all(cities.iter().map(|zone| vec![*zone])),
        };
        Places { cities, differing }
    };
    cities.into_iter().map(|(region, cities)| (region, places(cities))).collect()
});

/// What the clocks of a zone show beside UTC through two years, in seconds: enough to tell which show the same.
fn nowadays(zone: Tz) -> Vec<i32> {
    let days = (0..73).filter_map(|tenth| FIRST_DAY.checked_add_days(Days::new(tenth * 10)));
    days.map(|day| zone.offset_from_utc_datetime(&day.into()).fix().local_minus_utc()).collect()
}

/// From this day on the clocks are compared.
const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2026, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// What the clock on the wall shows there.
pub fn time_there(now: DateTime<Utc>, zone: Tz) -> NaiveDateTime {
    to_local(now, zone)
}

/// From this wall time on people may be called,
const MORNING: NaiveTime = wall_time(8, 30);

/// and until before this one.
const EVENING: NaiveTime = wall_time(21, 30);

const fn wall_time(hour: u32, minute: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, minute, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

/// Whether it is an hour to call somebody there: from 08:30 until before 21:30.
pub fn decent(now: DateTime<Utc>, zone: Tz) -> bool {
    let time = time_there(now, zone).time();
    MORNING <= time && time < EVENING
}

/// `now` when it is an hour to call somebody there; else the next 08:30 there.
pub fn next_decent(now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    if decent(now, zone) {
        return now;
    }
    next_morning(now, zone)
}

/// The next 08:30 there.
fn next_morning(now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let today = time_there(now, zone).date();
    let mornings = (0..3).filter_map(|days| today.checked_add_days(Days::new(days)));
    let mut mornings = mornings.map(|day| to_instant(day.and_time(MORNING), zone));
    mornings.find(|morning| *morning > now).unwrap_or(now)
}

/// Whether contact in this mode rings at the other's: a call, with pictures or without.
pub fn is_call(mode: Mode) -> bool {
    matches!(mode, Mode::Voice | Mode::Video)
}

/// While it is no hour to call somebody who is in one of `zones`: until when, and where that is. Whoever may be anywhere
/// is taken to be where the user is.
///
/// Where they may be in several, an hour counts that is decent in all of them, if there is one within a day; there are
/// places so far apart that there is none, and then it is night for them only when it is in each.
pub fn night_there(zones: &[Tz], frame: &Frame) -> Option<(DateTime<Utc>, Tz)> {
    let here = [frame.zone];
    let zones = if zones.is_empty() { &here } else { zones };
    let asleep = || zones.iter().copied().filter(|zone| !decent(frame.now, *zone));
    asleep().next()?;
    let mornings = zones.iter().map(|zone| next_morning(frame.now, *zone));
    let suits_all = |at: &DateTime<Utc>| zones.iter().all(|zone| decent(*at, *zone));
    match mornings.filter(suits_all).min() {
        // Of those who sleep now, whoever wakes last.
        Some(until) => asleep().max_by_key(|zone| next_morning(frame.now, *zone)).map(|zone| (until, zone)),
        None if asleep().count() < zones.len() => None,
        None => asleep().map(|zone| (next_morning(frame.now, zone), zone)).min_by_key(|(until, _)| *until),
    }
}

/// When it is no hour to call somebody any more who is in one of `zones`, and may be called now.
pub fn night_begins(zones: &[Tz], frame: &Frame) -> Option<DateTime<Utc>> {
    let here = [frame.zone];
    let zones_or_here = if zones.is_empty() { &here } else { zones };
    let evenings = zones_or_here.iter().flat_map(|zone| {
        let today = time_there(frame.now, *zone).date();
        let days = (0..2).filter_map(move |days| today.checked_add_days(Days::new(days)));
        days.map(|day| to_instant(day.and_time(EVENING), *zone))
    });
    let is_night = |at: &DateTime<Utc>| night_there(zones, &Frame { now: *at, ..*frame }).is_some();
    evenings.filter(|at| *at > frame.now && is_night(at)).min()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use chrono_tz::TZ_VARIANTS;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::Settings;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn person(addresses: &[&str], phones: &[&str]) -> Person {
        let mut person = Person::named("Ana", at("2026-11-23T10:00:00Z"));
        person.addresses = addresses.iter().map(|address| Labelled::plain(*address)).collect();
        person.phones = phones.iter().map(|phone| Labelled::plain(*phone)).collect();
        person
    }

    #[rstest]
    #[case::a_country_with_one_zone(&["Rua 1, Berlin, Deutschland"], &[], &["Europe/Berlin"])]
    #[case::two_names_of_one_time(&[], &["+49 30 123456", "+43 1 123456"], &["Europe/Berlin"])]
    #[case::the_address_before_the_number(&["Tokyo\nJapan"], &["+49 30 123456"], &["Asia/Tokyo"])]
    #[case::a_city_of_a_country_with_several(&["1 Main St, Chicago, IL, USA"], &[], &["America/Chicago"])]
    #[case::two_cities_with_one_time(&["1 New York Av, Detroit, MI, USA"], &[], &["America/New_York"])]
    #[case::the_canaries_are_an_hour_behind(&[], &["+34 600 123 456"], &["Europe/Madrid", "Atlantic/Canary"])]
    #[case::numbers_of_two_countries(&[], &["+81 90 1234 5678", "+49 30 1234"], &["Asia/Tokyo", "Europe/Berlin"])]
    #[case::a_number_without_its_country(&[], &["600 123 456"], &[])]
    #[case::nothing_known(&[], &[], &[])]
    fn where_somebody_is_is_guessed_from_addresses_and_numbers(
        #[case] addresses: &[&str],
        #[case] phones: &[&str],
        #[case] expected: &[&str],
    ) {
        let zones = zones(&person(addresses, phones));
        assert_eq!(zones.all().iter().map(|zone| zone.name()).collect::<Vec<_>>(), expected);
        assert_eq!(zones.one().is_some(), expected.len() == 1);
    }

    #[test]
    fn a_zone_that_was_set_is_believed_before_any_guess() {
        let mut person = person(&["Tokyo, Japan"], &[]);
        person.zone = Some(Tz::Europe__Lisbon);
        assert_eq!(zones(&person), Zones::One(Tz::Europe__Lisbon));
    }

    #[test]
    fn a_home_tells_more_than_a_place_of_work() {
        let mut person = person(&["Tokyo, Japan", "Paris, France"], &[]);
        person.addresses[1].label = Some("home".into());
        assert_eq!(zones(&person), Zones::One(Tz::Europe__Paris));
    }

    #[test]
    fn every_zone_of_the_table_is_known_and_every_country_has_one() {
        for (code, zone) in region::rows(include_str!("../data/zones.tsv")) {
            assert!(zone.parse::<Tz>().is_ok(), "{zone}");
            assert!(Region::new(code).is_some_and(|region| !zones_of(region).is_empty()), "{code}");
        }
        let united_states = zones_of(Region::new("US").expect("a region"));
        assert!((6..=9).contains(&united_states.len()), "{united_states:?}");
    }

    #[rstest]
    #[case::three_in_their_morning("2026-11-23T18:00:00Z", &["Asia/Tokyo"], Some("2026-11-23T23:30:00Z"))]
    #[case::their_afternoon("2026-11-23T08:00:00Z", &["Asia/Tokyo"], None)]
    #[case::their_evening_is_over("2026-11-23T12:30:00Z", &["Asia/Tokyo"], Some("2026-11-23T23:30:00Z"))]
    #[case::day_in_one_place_of_two("2026-11-23T14:00:00Z", &["America/Los_Angeles", "America/New_York"], Some("2026-11-23T16:30:00Z"))]
    #[case::day_in_both("2026-11-23T17:00:00Z", &["America/Los_Angeles", "America/New_York"], None)]
    #[case::night_in_both("2026-11-23T08:00:00Z", &["America/Los_Angeles", "America/New_York"], Some("2026-11-23T16:30:00Z"))]
    #[case::four_in_the_morning_on_an_island("2026-11-23T14:00:00Z", &["Pacific/Honolulu", "America/New_York"], Some("2026-11-23T18:30:00Z"))]
    #[case::places_that_share_no_hour("2026-11-23T14:00:00Z", &["Asia/Tokyo", "Europe/Berlin", "America/Los_Angeles"], None)]
    #[case::the_same_clock_as_here("2026-11-23T02:00:00Z", &["Europe/Berlin"], Some("2026-11-23T07:30:00Z"))]
    #[case::nothing_known_is_here("2026-11-23T02:00:00Z", &[], Some("2026-11-23T07:30:00Z"))]
    #[case::nothing_known_by_day("2026-11-23T08:00:00Z", &[], None)]
    fn a_call_waits_until_it_is_morning_there(
        #[case] now: &str,
        #[case] zones: &[&str],
        #[case] until: Option<&str>,
    ) {
        let settings = Settings::default();
        let frame = Frame { now: at(now), zone: Tz::Europe__Madrid, settings: &settings };
        let zones: Vec<Tz> = zones.iter().map(|zone| zone.parse().expect("a zone")).collect();
        assert_eq!(night_there(&zones, &frame).map(|(until, _)| until), until.map(at));
    }

    proptest! {
        #[test]
        fn in_every_zone_and_at_every_hour_a_call_waits_for_a_decent_one(
            zone in proptest::sample::select(&TZ_VARIANTS[..]),
            here in proptest::sample::select(&TZ_VARIANTS[..]),
            minutes in 29_000_000_i64..34_000_000, // 2025 to 2034
        ) {
            let now = DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes);
            let next = next_decent(now, zone);
            prop_assert!(decent(next, zone), "{next} in {zone}");
            prop_assert_eq!(next == now, decent(now, zone));
            prop_assert!(next >= now && next - now <= TimeDelta::hours(13));
            let settings = Settings::default();
            let frame = Frame { now, zone: here, settings: &settings };
            let night = night_there(&[zone], &frame);
            prop_assert_eq!(night, (!decent(now, zone)).then_some((next, zone)));
            let begins = night_begins(&[zone], &frame).expect("every day has a night");
            let before = begins - TimeDelta::seconds(1);
            prop_assert!(begins > now && !decent(begins, zone) && (before < now || decent(before, zone)));
        }

        /// Wherever of several places somebody is: while a call is asked for, they have day, unless there is no hour
        /// within a day that is one for all; and what is held is held for less than a day, until such an hour.
        #[test]
        fn in_several_zones_a_call_waits_for_an_hour_that_is_decent_in_each(
            zones in proptest::collection::vec(proptest::sample::select(&TZ_VARIANTS[..]), 2..5),
            minutes in 29_000_000_i64..34_000_000,
        ) {
            let now = DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes);
            let settings = Settings::default();
            let frame = Frame { now, zone: Tz::UTC, settings: &settings };
            let suits_all = |at: DateTime<Utc>| zones.iter().all(|zone| decent(at, *zone));
            let ahead = (0..24 * 12).map(|step| now + TimeDelta::minutes(5 * step));
            let some_hour = ahead.filter(|at| suits_all(*at)).count() > 0;
            match night_there(&zones, &frame) {
                None => prop_assert!(suits_all(now) || (!some_hour && zones.iter().any(|zone| decent(now, *zone)))),
                Some((until, zone)) => {
                    prop_assert!(!decent(now, zone) && until > now && until - now <= TimeDelta::hours(25));
                    prop_assert!(suits_all(until) || !some_hour);
                }
            }
        }
    }
}
