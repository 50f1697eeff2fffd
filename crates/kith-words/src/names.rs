//! The names of the things that Kith knows: modes, circles, lengths of time.

use chrono::{Datelike, NaiveDate};
use kith_core::{
    Boundary, Circle, DailySpan, Felt, FreeHours, Interval, Mode, PartialDate, PlanState, Settings,
    StartedBy, StarterKind, Status, interval::Unit,
};

use crate::{Arg, Words};

/// Elapsed days from which it is said in weeks, then in months, then in years.
const WEEKS_FROM: i64 = 14;
const MONTHS_FROM: i64 = 63;
const YEARS_FROM_MONTHS: i64 = 24;

impl Words {
    /// A mode, to begin a line with: "In person", "Call".
    pub fn mode(&self, mode: Mode) -> String {
        self.with("mode", &[mode_arg(mode)])
    }

    /// A circle, by the name it was given in Settings or else its own: "Inner".
    pub fn circle(&self, circle: Circle, settings: &Settings) -> String {
        match settings.circle_names.get(&circle) {
            Some(name) => name.clone(),
            None => self.with("circle", &[("circle", circle.name().into())]),
        }
    }

    /// How it stands with somebody: "In touch", "Resting".
    pub fn status(&self, status: Status) -> String {
        self.with("status", &[("status", status.name().into())])
    }

    /// What contact with somebody must not be: "Never suggest them".
    pub fn boundary(&self, boundary: Boundary) -> String {
        self.with("boundary", &[("boundary", boundary.name().into())])
    }

    /// Where a plan stands: "Agreed".
    pub fn plan_state(&self, state: PlanState) -> String {
        self.with("plan-state", &[("state", state.name().into())])
    }

    /// What a starter is: "You promised".
    pub fn starter_kind(&self, kind: StarterKind) -> String {
        self.with("starter-kind", &[("kind", kind.name().into())])
    }

    /// A daily span: "18:00 to 21:00".
    pub fn span(&self, span: DailySpan) -> String {
        self.with("daily-span", &[("from", self.time(span.from).into()), ("to", self.time(span.to).into())])
    }

    /// When somebody usually has time: "Monday to Friday 18:00 to 21:00, Saturday and Sunday 10:00 to 21:00".
    pub fn free_hours(&self, free: FreeHours) -> String {
        let one = |id: &str, span: Option<DailySpan>| {
            span.map(|span| self.with(id, &[("span", self.span(span).into())]))
        };
        let spans = [one("free-weekdays", free.weekdays), one("free-weekends", free.weekends)];
        let said: Vec<String> = spans.into_iter().flatten().collect();
        if said.is_empty() { self.text("free-never") } else { self.list(said.iter().map(String::as_str)) }
    }

    /// So many days before something: "seven days before", "on the day".
    pub fn days_before(&self, days: u16) -> String {
        self.with("days-before", &[("count", i64::from(days).into())])
    }

    /// How a contact left you: "Energised".
    pub fn felt(&self, felt: Felt) -> String {
        self.text(match felt {
            Felt::Lifted => "felt-lifted",
            Felt::Even => "felt-even",
            Felt::Drained => "felt-drained",
        })
    }

    /// Who started a contact: "You started it".
    pub fn started_by(&self, who: StartedBy) -> String {
        self.text(match who {
            StartedBy::Me => "started-by-me",
            StartedBy::Them => "started-by-them",
        })
    }

    /// A length of time: "a week", "three weeks", "15 days".
    pub fn interval(&self, interval: Interval) -> String {
        self.length(interval.unit(), interval.count().into())
    }

    /// How often: "every week", "every three weeks".
    pub fn every(&self, interval: Interval) -> String {
        self.with("every", &[unit_arg(interval.unit()), ("count", interval.count().into())])
    }

    /// The whole days, weeks, months or years from one day to another, whichever a person would count in; at least a
    /// day: "five days", "four months".
    pub fn elapsed(&self, from: NaiveDate, to: NaiveDate) -> String {
        let (unit, count) = elapsed(from, to);
        self.length(unit, count)
    }

    /// A birthday or an anniversary: "24 December 1984", "24 December".
    pub fn birthday(&self, date: PartialDate) -> String {
        // 2000 was a leap year: a birthday without its year may be 29 February.
        let day = NaiveDate::from_ymd_opt(date.year().unwrap_or(2000), date.month(), date.day());
        match (day, date.year()) {
            (Some(day), Some(_)) => self.date(day),
            (Some(day), None) => self.day_of_year(day),
            (None, _) => date.to_string(),
        }
    }

    fn length(&self, unit: Unit, count: i64) -> String {
        self.with("length", &[unit_arg(unit), ("count", count.into())])
    }
}

pub(crate) fn mode_arg(mode: Mode) -> (&'static str, Arg) {
    ("mode", mode.name().into())
}

fn unit_arg(unit: Unit) -> (&'static str, Arg) {
    let name = match unit {
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Year => "year",
    };
    ("unit", name.into())
}

fn elapsed(from: NaiveDate, to: NaiveDate) -> (Unit, i64) {
    let days = (to - from).num_days().max(1);
    let months = whole_months(from, to);
    match days {
        _ if days < WEEKS_FROM => (Unit::Day, days),
        _ if days < MONTHS_FROM => (Unit::Week, days / 7),
        _ if months < YEARS_FROM_MONTHS => (Unit::Month, months),
        _ => (Unit::Year, months / 12),
    }
}

fn whole_months(from: NaiveDate, to: NaiveDate) -> i64 {
    let months = 12 * i64::from(to.year() - from.year()) + i64::from(to.month()) - i64::from(from.month());
    months - i64::from(to.day() < from.day())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn words() -> Words {
        Words::new(Some("en-GB"))
    }

    #[rstest]
    #[case("1d", "a day", "every day")]
    #[case("1w", "a week", "every week")]
    #[case("3w", "three weeks", "every three weeks")]
    #[case("12mo", "twelve months", "every twelve months")]
    #[case("13d", "13 days", "every 13 days")]
    #[case("1mo", "a month", "every month")]
    #[case("1y", "a year", "every year")]
    #[case("10000d", "10,000 days", "every 10,000 days")]
    fn numbers_up_to_twelve_are_words(#[case] interval: Interval, #[case] length: &str, #[case] every: &str) {
        assert_eq!(words().interval(interval), length);
        assert_eq!(words().every(interval), every);
    }

    #[rstest]
    #[case("2026-11-21", "a day")]
    #[case("2026-11-09", "13 days")]
    #[case("2026-11-08", "two weeks")]
    #[case("2026-10-18", "five weeks")]
    #[case("2026-07-22", "four months")]
    #[case("2026-07-23", "three months")]
    #[case("2025-11-22", "twelve months")]
    #[case("2024-11-22", "two years")]
    #[case("2026-11-22", "a day")]
    fn time_gone_by_is_counted_as_a_person_counts(#[case] from: NaiveDate, #[case] expected: &str) {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        assert_eq!(words().elapsed(from, today), expected);
    }

    #[test]
    fn a_circle_has_the_name_it_was_given() {
        let mut settings = Settings::default();
        settings.circle_names.insert(Circle::Inner, "Home".to_owned());
        assert_eq!(words().circle(Circle::Inner, &settings), "Home");
        assert_eq!(words().circle(Circle::Wider, &settings), "Wider");
    }

    #[test]
    fn everything_that_can_be_stored_has_a_name() {
        let modes = [Mode::Reaction, Mode::Message, Mode::Voice, Mode::Video, Mode::InPerson];
        let names: Vec<String> = modes.map(|mode| words().mode(mode)).into();
        assert_eq!(names, ["Like", "Message", "Call", "Video call", "In person"]);
        let names: Vec<String> = Status::ALL.map(|status| words().status(status)).into();
        assert_eq!(names, ["In touch", "Resting", "Ended", "Died"]);
        let names: Vec<String> =
            [Felt::Lifted, Felt::Even, Felt::Drained].map(|felt| words().felt(felt)).into();
        assert_eq!(names, ["Energised", "The same", "Drained"]);
    }

    #[rstest]
    #[case("1984-12-24", "24 December 1984")]
    #[case("--02-29", "29 February")]
    fn a_birthday_shows_the_year_that_is_known(#[case] date: PartialDate, #[case] expected: &str) {
        assert_eq!(words().birthday(date), expected);
    }
}
