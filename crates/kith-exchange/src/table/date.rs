//! Days as tables write them: each program and each country in its own way.

use kith_core::PartialDate;

/// Which of the first two numbers of `05/06/1990` is the month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Order {
    /// The first.
    MonthFirst,
    /// The second.
    DayFirst,
    /// Nobody can tell.
    Unknown,
}

impl Order {
    /// What the days of a column give away: a number over twelve is no month. Without any, `otherwise`.
    pub fn of<'a>(days: impl Iterator<Item = &'a str>, otherwise: Order) -> Order {
        let numbers = days.filter_map(|day| {
            let mut parts = day.trim().split('/');
            Some((parts.next()?.trim().parse::<u32>().ok()?, parts.next()?.trim().parse::<u32>().ok()?))
        });
        let (mut day_first, mut month_first) = (false, false);
        for (first, second) in numbers {
            day_first |= first > 12;
            month_first |= second > 12;
        }
        match (day_first, month_first) {
            (true, false) => Order::DayFirst,
            (false, true) => Order::MonthFirst,
            (true, true) => Order::Unknown,
            (false, false) => otherwise,
        }
    }
}

/// The day that a text names; `None` when it names none, or nobody can tell which.
pub(crate) fn day(text: &str, order: Order) -> Option<PartialDate> {
    let text = text.trim();
    let text =
        text.split(['T', ' ']).next().filter(|date| date.len() >= 8 && date.contains('-')).unwrap_or(text);
    iso(text).or_else(|| in_words(text)).or_else(|| in_numbers(text, order))
}

/// `1990-05-14`, `19900514`, `--05-14`, `--0514`.
fn iso(text: &str) -> Option<PartialDate> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    let year_is_missing = text.starts_with("--");
    let form: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    match form.as_str() {
        "0000-00-00" | "00000000" => {
            let year = i32::try_from(number(0, 4)?).ok().filter(|year| *year > 0);
            PartialDate::new(year, number(4, 6)?, number(6, 8)?)
        }
        "--00-00" | "--0000" if year_is_missing => PartialDate::new(None, number(0, 2)?, number(2, 4)?),
        _ => None,
    }
}

/// `15 Jan 2024`, `15-Jan-24`, `Jan 15, 2024`, `14 May`.
fn in_words(text: &str) -> Option<PartialDate> {
    let parts: Vec<&str> = text.split([' ', '-', ',', '.', '/']).filter(|part| !part.is_empty()).collect();
    let (first, second, year) = match parts[..] {
        [first, second] => (first, second, None),
        [first, second, year] => (first, second, Some(full_year(year)?)),
        _ => return None,
    };
    match (month(first), month(second)) {
        (None, Some(month)) => PartialDate::new(year, month, first.parse().ok()?),
        (Some(month), None) => PartialDate::new(year, month, second.parse().ok()?),
        _ => None,
    }
}

/// `14.05.1990`, `5/14/1990`, `14/05/1990`, `14.5.`.
fn in_numbers(text: &str, order: Order) -> Option<PartialDate> {
    let dotted = text.contains('.');
    let parts: Vec<&str> = text.split(['.', '/']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let (first, second, year) = match parts[..] {
        [first, second] => (first, second, None),
        [first, second, year] => (first, second, Some(full_year(year)?)),
        _ => return None,
    };
    let (first, second): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
    match order {
        _ if dotted => PartialDate::new(year, second, first),
        Order::DayFirst => PartialDate::new(year, second, first),
        Order::MonthFirst => PartialDate::new(year, first, second),
        Order::Unknown if first == second => PartialDate::new(year, first, second),
        Order::Unknown => None,
    }
}

/// Two digits are of the century up to 2029, as spreadsheets have it.
fn full_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        2 if year < 30 => Some(2000 + year),
        2 => Some(1900 + year),
        4 if year > 0 => Some(year),
        _ => None,
    }
}

fn month(text: &str) -> Option<u32> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = text.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| *month == start)?;
    (text.chars().all(char::is_alphabetic)).then_some(u32::try_from(at).ok()? + 1)
}
