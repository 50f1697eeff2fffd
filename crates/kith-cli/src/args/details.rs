//! What is known of somebody, as `kith people add` and `edit` take it.

use chrono::{NaiveDate, NaiveTime};
use clap::Args;
use kith_core::{Boundary, Circle, DailySpan, FreeHours, PartialDate, Person, Support, SupportRole};

use super::{Choice, Switch, support};

/// What is known of somebody.
#[derive(Args, Debug)]
pub struct Details {
    /// inner, close, friends or wider; "none" takes out of the circle
    #[arg(long, value_parser = circle)]
    pub circle: Option<Choice<Circle>>,
    /// Phone number (may be given several times)
    #[arg(long)]
    pub phone: Vec<String>,
    /// Mail address (may be given several times)
    #[arg(long)]
    pub email: Vec<String>,
    /// YYYY-MM-DD, or --MM-DD without the year
    #[arg(long, allow_hyphen_values = true)]
    pub birthday: Option<PartialDate>,
    /// The same
    #[arg(long, allow_hyphen_values = true)]
    pub anniversary: Option<PartialDate>,
    /// Their time zone: America/Lima
    #[arg(long)]
    pub zone: Option<String>,
    /// Another name (may be given several times)
    #[arg(long)]
    pub nickname: Vec<String>,
    /// What to remember
    #[arg(long)]
    pub note: Option<String>,
    /// The time of day to ask for them: 18:30
    #[arg(long, value_parser = time)]
    pub time: Option<NaiveTime>,
    /// never-suggest, in-company or only-answer; "none" takes it away
    #[arg(long, value_parser = boundary)]
    pub boundary: Option<Choice<Boundary>>,
    /// The day on which to look at the boundary again, which stays until it is taken away: 2027-03-01, or none
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub boundary_review: Option<Choice<NaiveDate>>,
    /// When they usually have time from Monday to Friday, where they are: 18:00-21:00, or none
    #[arg(long, value_name = "SPAN", value_parser = span)]
    pub free_weekdays: Option<Choice<DailySpan>>,
    /// The same on Saturday and Sunday
    #[arg(long, value_name = "SPAN", value_parser = span)]
    pub free_weekends: Option<Choice<DailySpan>>,
    /// How many days before their birthday it is spoken of, 0 to 365; "none" is as the settings say
    #[arg(long, value_name = "DAYS", value_parser = lead)]
    pub birthday_lead: Option<Choice<u16>>,
    /// The day of the year on which somebody who has died is remembered; "none" for no day
    #[arg(long, value_name = "DATE", value_parser = day_of_year, allow_hyphen_values = true)]
    pub remembrance: Option<Choice<PartialDate>>,
    /// What you can turn to them for, with what to know: "practical-help: has a car" (may be given several times; all that
    /// was said before is replaced); "none" for nothing
    #[arg(long, value_name = "ROLE", value_parser = support::carried)]
    pub support: Vec<Option<Support>>,
    /// Whether they can be called at any hour when they are needed
    #[arg(long, value_enum)]
    pub any_hour: Option<Switch>,
    /// Of a professional: when the practice is open from Monday to Friday, where they are: 09:00-17:00, or none
    #[arg(long, value_name = "SPAN", value_parser = span)]
    pub practice_weekdays: Option<Choice<DailySpan>>,
    /// The same on Saturday and Sunday
    #[arg(long, value_name = "SPAN", value_parser = span)]
    pub practice_weekends: Option<Choice<DailySpan>>,
    /// Of a professional: the number of the practice
    #[arg(long, value_name = "NUMBER")]
    pub practice_phone: Option<String>,
    /// Whether a call is suggested after many messages
    #[arg(long, value_enum)]
    pub step_up: Option<Switch>,
}

impl Details {
    /// Whether a day is given on which to look at a boundary again, where there will be none; `now` is the one there is.
    pub fn reviews_nothing(&self, now: Option<Boundary>) -> bool {
        let then = self.boundary.map_or(now, |choice| choice.0);
        then.is_none() && self.boundary_review.is_some_and(|choice| choice.0.is_some())
    }

    /// Changes what was said about boundaries, time and days, and nothing else.
    pub fn bound(&self, person: &mut Person) {
        if let Some(Choice(boundary)) = self.boundary {
            person.boundary = boundary;
        }
        if let Some(Choice(day)) = self.boundary_review {
            person.boundary_review = day;
        }
        let mut free = person.free.unwrap_or_default();
        if let Some(Choice(span)) = self.free_weekdays {
            free.weekdays = span;
        }
        if let Some(Choice(span)) = self.free_weekends {
            free.weekends = span;
        }
        if self.free_weekdays.is_some() || self.free_weekends.is_some() {
            person.free = (free.weekdays.is_some() || free.weekends.is_some()).then_some(free);
        }
        if let Some(Choice(lead)) = self.birthday_lead {
            person.birthday_lead = lead;
        }
        if let Some(Choice(day)) = self.remembrance {
            person.remembrance = day;
        }
        self.carries(person);
        if let Some(step_up) = self.step_up {
            person.no_step_up = step_up == Switch::Off;
        }
    }
}

impl Details {
    /// Changes what was said about what they can be turned to for. Hours and number of a practice stay unless they are
    /// said anew.
    fn carries(&self, person: &mut Person) {
        if !self.support.is_empty() {
            let before = std::mem::take(&mut person.support);
            let known = |new: &Support| before.iter().find(|old| old.role == new.role).cloned();
            let kept = |new: Support| Support { note: new.note.clone(), ..known(&new).unwrap_or(new) };
            person.support = self.support.iter().flatten().cloned().map(kept).collect();
        }
        if let Some(any_hour) = self.any_hour {
            person.any_hour = any_hour == Switch::On;
        }
        let practice = person.support.iter_mut().find(|it| it.role == SupportRole::Professional);
        let Some(practice) = practice else { return };
        let mut hours = practice.hours.unwrap_or_default();
        if let Some(Choice(span)) = self.practice_weekdays {
            hours.weekdays = span;
        }
        if let Some(Choice(span)) = self.practice_weekends {
            hours.weekends = span;
        }
        practice.hours = Some(hours).filter(|hours| *hours != FreeHours::default());
        if let Some(phone) = &self.practice_phone {
            practice.phone = Some(phone.clone()).filter(|phone| !phone.is_empty());
        }
    }
}

fn circle(text: &str) -> Result<Choice<Circle>, String> {
    match text {
        "none" => Ok(Choice(None)),
        name => name
            .parse()
            .map(|circle| Choice(Some(circle)))
            .map_err(|error: kith_core::circle::UnknownCircle| error.to_string()),
    }
}

fn time(text: &str) -> Result<NaiveTime, String> {
    NaiveTime::parse_from_str(text, "%H:%M")
        .map_err(|_| format!("“{text}” is not a time of day: write 18:30"))
}

/// `none`, or what `read` makes of the text.
fn or_none<T>(text: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Result<Choice<T>, String> {
    match text {
        "none" => Ok(Choice(None)),
        text => read(text).map(|value| Choice(Some(value))),
    }
}

fn boundary(text: &str) -> Result<Choice<Boundary>, String> {
    or_none(text, |text| {
        let known = Boundary::ALL.into_iter().find(|boundary| boundary.name() == text);
        known.ok_or_else(|| format!("“{text}” is not a boundary: never-suggest, in-company or only-answer"))
    })
}

fn day(text: &str) -> Result<Choice<NaiveDate>, String> {
    or_none(text, |text| text.parse().map_err(|_| format!("“{text}” is not a day: write 2027-03-01")))
}

fn span(text: &str) -> Result<Choice<DailySpan>, String> {
    or_none(text, |text| {
        let wrong = || format!("“{text}” is not a span of the day: write 18:00-21:00");
        let (from, to) = text.split_once('-').ok_or_else(wrong)?;
        Ok(DailySpan { from: time(from.trim())?, to: time(to.trim())? })
    })
}

fn lead(text: &str) -> Result<Choice<u16>, String> {
    or_none(text, |text| {
        let days = text.parse().ok().filter(|days| *days <= 365);
        days.ok_or_else(|| format!("“{text}” is not a number of days up to 365"))
    })
}

fn day_of_year(text: &str) -> Result<Choice<PartialDate>, String> {
    or_none(text, |text| {
        text.parse().map_err(|error: kith_core::partial_date::BadPartialDate| error.to_string())
    })
}
