//! Dates, times and lists of names as the region writes them, from CLDR by way of ICU4X.
//!
//! A friend says "yesterday", "on Friday" and "on 29 October", and names the year only when it could be another one.

use std::sync::OnceLock;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Weekday};
use chrono_tz::Tz;
use icu_calendar::{Date, Gregorian, week::WeekInformation};
use icu_datetime::{
    DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter as Formatter, NoCalendarFormatter,
    fieldsets, input::Time,
};
use icu_list::{ListFormatter, options::ListFormatterOptions};
use icu_locale_core::Locale;

use crate::Words;

/// Days within which a weekday's name alone says which day is meant.
const NAMED_BY_WEEKDAY: i64 = 6;

/// Days within which a date of another year needs no year.
const SAME_YEAR: i64 = 150;

/// The formatters of a region, each made when it is first needed: most programs that start never write a date.
pub(crate) struct Dates {
    locale: Locale,
    day_month: Lazy<fieldsets::MD>,
    short_day_month: Lazy<fieldsets::MD>,
    day_month_year: Lazy<fieldsets::YMD>,
    weekday_day_month: Lazy<fieldsets::MDE>,
    weekday_day_month_year: Lazy<fieldsets::YMDE>,
    weekday_day: Lazy<fieldsets::DE>,
    weekday: Lazy<fieldsets::E>,
    short_weekday: Lazy<fieldsets::E>,
    month: Lazy<fieldsets::M>,
    short_month: Lazy<fieldsets::M>,
    month_year: Lazy<fieldsets::YM>,
    time: OnceLock<Option<NoCalendarFormatter<fieldsets::T>>>,
    list: OnceLock<Option<ListFormatter>>,
}

type Lazy<Fields> = OnceLock<Option<Formatter<Gregorian, Fields>>>;

/// The date with these fields. The data of every locale is compiled in, and every proleptic Gregorian date of chrono's
/// fits ICU's, so the ISO form is only a way out of having to promise that.
macro_rules! date {
    ($dates:expr, $field:ident, $fields:expr, $day:expr) => {{
        let day: NaiveDate = $day;
        let formatter = $dates.$field.get_or_init(|| Formatter::try_new($dates.preferences(), $fields).ok());
        match (formatter, in_icu(day)) {
            (Some(formatter), Some(date)) => formatter.format(&date).to_string(),
            _ => day.to_string(),
        }
    }};
}

impl Dates {
    pub fn new(locale: &Locale) -> Dates {
        Dates {
            locale: locale.clone(),
            day_month: Lazy::new(),
            short_day_month: Lazy::new(),
            day_month_year: Lazy::new(),
            weekday_day_month: Lazy::new(),
            weekday_day_month_year: Lazy::new(),
            weekday_day: Lazy::new(),
            weekday: Lazy::new(),
            short_weekday: Lazy::new(),
            month: Lazy::new(),
            short_month: Lazy::new(),
            month_year: Lazy::new(),
            time: OnceLock::new(),
            list: OnceLock::new(),
        }
    }

    fn preferences(&self) -> DateTimeFormatterPreferences {
        (&self.locale).into()
    }
}

fn in_icu(day: NaiveDate) -> Option<Date<Gregorian>> {
    let (month, day_of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    Date::try_new_gregorian(day.year(), month, day_of_month).ok()
}

/// How a day stands to today.
enum Nearness {
    Today,
    Yesterday,
    Tomorrow,
    /// Within the week.
    Weekday,
    /// Further away, but in no doubt about the year.
    Date,
    DateWithYear,
}

fn nearness(day: NaiveDate, today: NaiveDate) -> Nearness {
    let distance = (day - today).num_days();
    match distance {
        0 => Nearness::Today,
        -1 => Nearness::Yesterday,
        1 => Nearness::Tomorrow,
        _ if distance.abs() <= NAMED_BY_WEEKDAY => Nearness::Weekday,
        _ if day.year() == today.year() || distance.abs() <= SAME_YEAR => Nearness::Date,
        _ => Nearness::DateWithYear,
    }
}

impl Words {
    /// A day as a friend would name it: "today", "yesterday", "tomorrow", "Friday", "29 October", "29 October 2024".
    pub fn day(&self, day: NaiveDate, today: NaiveDate) -> String {
        let dates = &self.inner.dates;
        match nearness(day, today) {
            Nearness::Today => self.text("today"),
            Nearness::Yesterday => self.text("yesterday"),
            Nearness::Tomorrow => self.text("tomorrow"),
            Nearness::Weekday => self.weekday(day.weekday()),
            Nearness::Date => date!(dates, day_month, fieldsets::MD::long(), day),
            Nearness::DateWithYear => self.date(day),
        }
    }

    /// [`Words::day`] with the preposition that it needs in a sentence: "yesterday", "on Friday", "on 29 October".
    pub fn on(&self, day: NaiveDate, today: NaiveDate) -> String {
        let named = self.day(day, today);
        match nearness(day, today) {
            Nearness::Today | Nearness::Yesterday | Nearness::Tomorrow => named,
            Nearness::Weekday | Nearness::Date | Nearness::DateWithYear => {
                self.with("on-day", &[("day", named.into())])
            }
        }
    }

    /// An instant as a friend would name it: "tomorrow at 09:00", "29 October at 09:00".
    pub fn moment(&self, at: &DateTime<Tz>, now: &DateTime<Tz>) -> String {
        let day = self.day(at.date_naive(), now.date_naive());
        self.with("day-at-time", &[("day", day.into()), ("time", self.time(at.time()).into())])
    }

    /// The whole date, whatever today is: "29 October 2024".
    pub fn date(&self, day: NaiveDate) -> String {
        date!(self.inner.dates, day_month_year, fieldsets::YMD::long(), day)
    }

    /// A day of any year: "29 October".
    pub fn day_of_year(&self, day: NaiveDate) -> String {
        date!(self.inner.dates, day_month, fieldsets::MD::long(), day)
    }

    /// A day with its weekday: "Sunday 22 November".
    pub fn full_day(&self, day: NaiveDate) -> String {
        date!(self.inner.dates, weekday_day_month, fieldsets::MDE::long(), day)
    }

    /// A day of the coming weeks, where there is little room: "Tue 24".
    pub fn short_day(&self, day: NaiveDate) -> String {
        date!(self.inner.dates, weekday_day, fieldsets::DE::medium(), day)
    }

    /// A day of any year where there is little room: "29 Oct".
    pub fn short_date(&self, day: NaiveDate) -> String {
        date!(self.inner.dates, short_day_month, fieldsets::MD::medium(), day)
    }

    /// The month of a day where there is little room: "Oct".
    pub fn short_month(&self, day: NaiveDate) -> String {
        date!(self.inner.dates, short_month, fieldsets::M::medium(), day)
    }

    /// A month, for a heading: "October 2024".
    pub fn month_of_year(&self, day: NaiveDate) -> String {
        date!(self.inner.dates, month_year, fieldsets::YM::long(), day)
    }

    /// The name of a weekday: "Tuesday".
    pub fn weekday(&self, weekday: Weekday) -> String {
        date!(self.inner.dates, weekday, fieldsets::E::long(), some_day_on(weekday))
    }

    /// The short name of a weekday, for the head of a column: "Tue".
    pub fn short_weekday(&self, weekday: Weekday) -> String {
        date!(self.inner.dates, short_weekday, fieldsets::E::medium(), some_day_on(weekday))
    }

    /// The days of the week in the order in which the region counts them.
    pub fn week(&self) -> [Weekday; 7] {
        let known = WeekInformation::try_new((&self.inner.dates.locale).into());
        let first = known.map_or(Weekday::Mon, |week| in_chrono(week.first_weekday));
        std::array::from_fn(|at| (0..at).fold(first, |day, _| day.succ()))
    }

    /// The name of a month, 1 to 12: "October". Empty for a month that there is not.
    pub fn month(&self, month: u32) -> String {
        let Some(day) = NaiveDate::from_ymd_opt(2000, month, 1) else { return String::new() };
        date!(self.inner.dates, month, fieldsets::M::long(), day)
    }

    /// A time of day: "19:00", "7:00 PM".
    pub fn time(&self, time: NaiveTime) -> String {
        let dates = &self.inner.dates;
        let formatter = dates
            .time
            .get_or_init(|| NoCalendarFormatter::try_new(dates.preferences(), fieldsets::T::hm()).ok());
        let parts =
            [time.hour(), time.minute(), time.second()].map(|part| u8::try_from(part).unwrap_or_default());
        match (formatter, Time::try_new(parts[0], parts[1], parts[2], 0)) {
            (Some(formatter), Ok(time)) => formatter.format(&time).to_string(),
            _ => time.format("%H:%M").to_string(),
        }
    }

    /// An instant in full, whatever now is: "Tuesday 24 November 2026 at 19:00".
    pub fn date_time(&self, at: &DateTime<Tz>) -> String {
        let day = date!(self.inner.dates, weekday_day_month_year, fieldsets::YMDE::long(), at.date_naive());
        self.with("day-at-time", &[("day", day.into()), ("time", self.time(at.time()).into())])
    }

    /// A length in minutes: "45 min", "1 h", "1 h 30".
    pub fn minutes(&self, minutes: u32) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60);
        match (hours, rest) {
            (0, _) => self.with("length-minutes", &[("minutes", rest.into())]),
            (_, 0) => self.with("length-hours", &[("hours", hours.into())]),
            _ => {
                let rest = format!("{rest:02}");
                self.with("length-hours-minutes", &[("hours", hours.into()), ("minutes", rest.into())])
            }
        }
    }

    /// Names or other things, listed: "Ana, Luis and Tomás".
    pub fn list<I: IntoIterator<Item: Into<String>>>(&self, things: I) -> String {
        let things: Vec<String> = things.into_iter().map(Into::into).collect();
        let dates = &self.inner.dates;
        let formatter = dates.list.get_or_init(|| {
            ListFormatter::try_new_and((&dates.locale).into(), ListFormatterOptions::default()).ok()
        });
        match formatter {
            Some(formatter) => formatter.format_to_string(things.iter()),
            None => things.join(", "),
        }
    }
}

fn in_chrono(weekday: icu_calendar::types::Weekday) -> Weekday {
    use icu_calendar::types::Weekday as Icu;
    match weekday {
        Icu::Monday => Weekday::Mon,
        Icu::Tuesday => Weekday::Tue,
        Icu::Wednesday => Weekday::Wed,
        Icu::Thursday => Weekday::Thu,
        Icu::Friday => Weekday::Fri,
        Icu::Saturday => Weekday::Sat,
        Icu::Sunday => Weekday::Sun,
    }
}

/// Some day on this weekday: 3 January 2000 was a Monday.
fn some_day_on(weekday: Weekday) -> NaiveDate {
    NaiveDate::from_ymd_opt(2000, 1, 3 + weekday.num_days_from_monday()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[rstest]
    #[case("2026-11-22", "today")]
    #[case("2026-11-21", "yesterday")]
    #[case("2026-11-23", "tomorrow")]
    #[case("2026-11-20", "Friday")]
    #[case("2026-11-16", "Monday")]
    #[case("2026-11-15", "15 November")]
    #[case("2026-11-28", "Saturday")]
    #[case("2026-11-29", "29 November")]
    #[case("2026-01-02", "2 January")]
    #[case("2027-03-01", "1 March")]
    #[case("2027-06-01", "1 June 2027")]
    #[case("2024-10-29", "29 October 2024")]
    fn a_day_is_named_as_a_friend_would(#[case] named: &str, #[case] expected: &str) {
        assert_eq!(Words::new(Some("en-GB")).day(day(named), day("2026-11-22")), expected);
    }

    #[rstest]
    #[case("en-GB", "29 October 2024", "Sunday 22 November", "Tue 24", "19:05", "Ana, Luis and Tomás")]
    #[case("en-US", "October 29, 2024", "Sunday, November 22", "24 Tue", "7:05 PM", "Ana, Luis, and Tomás")]
    #[case("es-ES", "29 October 2024", "Sunday 22 November", "Tue 24", "19:05", "Ana, Luis and Tomás")]
    #[case(
        "en-US-u-hc-h23",
        "October 29, 2024",
        "Sunday, November 22",
        "24 Tue",
        "19:05",
        "Ana, Luis, and Tomás"
    )]
    fn dates_times_and_lists_are_written_as_the_region_does(
        #[case] wish: &str,
        #[case] date: &str,
        #[case] full_day: &str,
        #[case] short_day: &str,
        #[case] time: &str,
        #[case] list: &str,
    ) {
        let words = Words::new(Some(wish));
        assert_eq!(words.date(day("2024-10-29")), date);
        assert_eq!(words.full_day(day("2026-11-22")), full_day);
        assert_eq!(words.short_day(day("2026-11-24")), short_day);
        let time_of_day = NaiveTime::from_hms_opt(19, 5, 0).expect("a time");
        assert_eq!(words.time(time_of_day).replace('\u{202f}', " "), time);
        assert_eq!(words.list(["Ana", "Luis", "Tomás"]), list);
    }

    #[rstest]
    #[case("en-GB", "Mon Tue Wed Thu Fri Sat Sun")]
    #[case("en-US", "Sun Mon Tue Wed Thu Fri Sat")]
    #[case("en-US-u-fw-mon", "Mon Tue Wed Thu Fri Sat Sun")]
    #[case("ar-EG", "Sat Sun Mon Tue Wed Thu Fri")]
    fn a_week_begins_where_the_region_begins_it(#[case] wish: &str, #[case] expected: &str) {
        let words = Words::new(Some(wish));
        assert_eq!(words.week().map(|day| words.short_weekday(day)).join(" "), expected);
    }

    #[rstest]
    #[case(45, "45 min")]
    #[case(60, "1 h")]
    #[case(65, "1 h 05")]
    #[case(90, "1 h 30")]
    fn a_length_is_short(#[case] minutes: u32, #[case] expected: &str) {
        assert_eq!(Words::new(Some("en-GB")).minutes(minutes), expected);
    }

    #[test]
    fn the_ends_of_the_calendar_can_be_written() {
        let words = Words::new(Some("en-GB"));
        for day in [NaiveDate::MIN, NaiveDate::MAX] {
            assert!(words.date(day).contains(&day.year().unsigned_abs().to_string()), "{}", words.date(day));
        }
    }
}
