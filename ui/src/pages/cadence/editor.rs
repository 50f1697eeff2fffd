//! The fields of the cadence editor: as they were typed, and as the cadence they describe.
//!
//! They are kept as text, so that a form with a mistake in it comes back as it was.

use chrono::{NaiveTime, Weekday};
use kith_app::{NewCadence, NewRepeat};
use kith_core::{Cadence, Interval, Mode, Repeat, interval::Unit};

use super::choices::{self, Choice, MOST_WEEKS, NTHS, WEEKDAYS};
use crate::{
    ctx::Ctx,
    pages::{
        contact,
        problem::{self, Opt, Problem, clock},
    },
};

/// The kinds of cadences, in the order they are offered.
const KINDS: [&str; 7] = ["after", "weeks", "nth", "day", "last-day", "year", "rule"];

/// The units of a length of time.
const UNITS: [(Unit, &str); 4] =
    [(Unit::Day, "d"), (Unit::Week, "w"), (Unit::Month, "mo"), (Unit::Year, "y")];

/// The fields, as typed.
#[derive(Clone)]
pub(crate) struct Editor {
    pub mode: Mode,
    pub kind: &'static str,
    pub count: String,
    pub unit: String,
    pub weeks: String,
    pub on: Vec<Weekday>,
    pub nth: String,
    pub weekday: Weekday,
    pub day: String,
    pub month: String,
    pub month_day: String,
    pub rule: String,
    /// The time of day; empty for the usual one.
    pub at: String,
    /// From which day on a rule counts; empty for today.
    pub from: String,
    pub zone: String,
    /// The time that an empty one stands for.
    usual: NaiveTime,
}

impl Editor {
    /// What is proposed: a call every three weeks, and of each other kind something usual.
    pub(crate) fn proposed(ctx: &Ctx<'_>, usual: Option<NaiveTime>) -> Editor {
        Editor {
            mode: Mode::Voice,
            kind: "after",
            count: "3".to_owned(),
            unit: "w".to_owned(),
            weeks: "1".to_owned(),
            on: vec![Weekday::Sun],
            nth: "1".to_owned(),
            weekday: Weekday::Sat,
            day: "1".to_owned(),
            month: "1".to_owned(),
            month_day: "1".to_owned(),
            rule: String::new(),
            at: String::new(),
            from: String::new(),
            zone: String::new(),
            usual: usual.unwrap_or(ctx.app.settings().preferred_time),
        }
    }

    /// The fields of a cadence that there is.
    pub(crate) fn of(ctx: &Ctx<'_>, cadence: &Cadence, usual: Option<NaiveTime>) -> Editor {
        let mut editor = Editor { mode: cadence.mode, ..Editor::proposed(ctx, usual) };
        match &cadence.repeat {
            Repeat::After { every, at, .. } => {
                editor.count = every.count().to_string();
                editor.unit = unit_name(every.unit()).to_owned();
                editor.at = at.map(clock).unwrap_or_default();
            }
            Repeat::Rule { rule, start, zone } => {
                editor.at = clock(start.time());
                editor.from = start.date().to_string();
                editor.zone = zone.map(|zone| zone.name().to_owned()).unwrap_or_default();
                match Choice::of(rule, *start) {
                    Some(choice) => editor.choose(choice),
                    None => (editor.kind, editor.rule) = ("rule", rule.clone()),
                }
            }
        }
        editor
    }

    fn choose(&mut self, choice: Choice) {
        match choice {
            Choice::Weeks { every, days } => {
                (self.kind, self.weeks, self.on) = ("weeks", every.to_string(), days);
            }
            Choice::NthWeekday { nth, day } => {
                (self.kind, self.nth, self.weekday) = ("nth", nth.to_string(), day);
            }
            Choice::DayOfMonth(day) => (self.kind, self.day) = ("day", day.to_string()),
            Choice::LastDay => self.kind = "last-day",
            Choice::DayOfYear { month, day } => {
                (self.kind, self.month, self.month_day) = ("year", month.to_string(), day.to_string());
            }
        }
    }

    /// The fields as they came with the request.
    pub(crate) fn typed(ctx: &Ctx<'_>, usual: Option<NaiveTime>) -> Editor {
        let asked = ctx.asked;
        let text = |name: &str| asked.field(name).to_owned();
        let kind = KINDS.into_iter().find(|kind| *kind == asked.field("kind")).unwrap_or("after");
        Editor {
            mode: asked.parsed("mode").unwrap_or(Mode::Voice),
            kind,
            count: text("count"),
            unit: text("unit"),
            weeks: text("weeks"),
            on: asked.all("on").filter_map(choices::weekday).collect(),
            nth: text("nth"),
            weekday: choices::weekday(asked.field("weekday")).unwrap_or(Weekday::Mon),
            day: text("day"),
            month: text("month"),
            month_day: text("month-day"),
            rule: text("rule"),
            at: text("at"),
            from: text("from"),
            zone: text("zone"),
            ..Editor::proposed(ctx, usual)
        }
    }

    /// The cadence that the fields describe.
    pub(crate) fn cadence(&self, ctx: &Ctx<'_>) -> Result<NewCadence, Problem> {
        let at = problem::time(ctx, "at", &self.at)?;
        let repeat = match self.kind {
            "after" => NewRepeat::After { every: interval(ctx, &self.count, &self.unit)?, at },
            _ => {
                let rule = match self.choice(ctx)? {
                    Some(choice) => choice.rule(),
                    None => self.rule.clone(),
                };
                let from = problem::date(ctx, "from", &self.from)?;
                let from = from.unwrap_or_else(|| ctx.app.local_now().date_naive());
                let zone = problem::zone(ctx, "zone", &self.zone)?;
                NewRepeat::Rule { rule, start: from.and_time(at.unwrap_or(self.usual)), zone }
            }
        };
        Ok(NewCadence { mode: self.mode, repeat })
    }

    /// The rule that the fields describe, of a kind that is one.
    pub(crate) fn rule_text(&self, ctx: &Ctx<'_>) -> Result<String, Problem> {
        Ok(self.choice(ctx)?.map_or_else(|| self.rule.clone(), |choice| choice.rule()))
    }

    /// The calendar day that was chosen; `None` where a rule was written.
    fn choice(&self, ctx: &Ctx<'_>) -> Result<Option<Choice>, Problem> {
        Ok(Some(match self.kind {
            "weeks" => {
                let every = number(ctx, "weeks", &self.weeks, MOST_WEEKS.into())?;
                match self.on.is_empty() {
                    true => return Err(Problem::at(ctx, "on", "ui-problem-no-weekday")),
                    // `number` lets nothing greater through than MOST_WEEKS.
                    false => Choice::Weeks {
                        every: u16::try_from(every).unwrap_or(MOST_WEEKS),
                        days: self.on.clone(),
                    },
                }
            }
            "nth" => {
                let nth = self.nth.parse().ok().filter(|nth| NTHS.contains(nth));
                let nth = nth.ok_or_else(|| Problem::at(ctx, "nth", "ui-problem-no-weekday"))?;
                Choice::NthWeekday { nth, day: self.weekday }
            }
            "day" => Choice::DayOfMonth(number(ctx, "day", &self.day, 31)?),
            "last-day" => Choice::LastDay,
            "year" => Choice::DayOfYear {
                month: number(ctx, "month", &self.month, 12)?,
                day: number(ctx, "month-day", &self.month_day, 31)?,
            },
            _ if self.rule.is_empty() => return Err(Problem::at(ctx, "rule", "ui-problem-no-rule")),
            _ => return Ok(None),
        }))
    }

    /// Whether the fields that are seldom needed say something.
    pub(crate) fn says_more(&self) -> bool {
        !self.zone.is_empty() || !self.from.is_empty()
    }

    /// The field that an error of the use case is about.
    pub(crate) fn field_at_fault(&self) -> &'static str {
        match self.kind {
            "after" => "count",
            "weeks" => "weeks",
            "nth" => "nth",
            "day" => "day",
            "year" => "month-day",
            _ => "rule",
        }
    }

    pub(crate) fn modes(&self, ctx: &Ctx<'_>) -> Vec<contact::Choice> {
        contact::modes(ctx, Some(self.mode))
    }

    pub(crate) fn units(&self, ctx: &Ctx<'_>) -> Vec<Opt> {
        units(ctx, &self.unit)
    }

    pub(crate) fn weeks(&self, ctx: &Ctx<'_>) -> Vec<Opt> {
        let option = |every: u16| {
            let interval = Interval::new(every, Unit::Week);
            let label = interval.map(|interval| ctx.words.every(interval)).unwrap_or_default();
            Opt { value: every.to_string(), label, on: self.weeks == every.to_string() }
        };
        (1..=MOST_WEEKS).map(option).collect()
    }

    pub(crate) fn days(&self, ctx: &Ctx<'_>) -> Vec<Opt> {
        weekdays(ctx, |day| self.on.contains(&day))
    }

    pub(crate) fn weekdays(&self, ctx: &Ctx<'_>) -> Vec<Opt> {
        weekdays(ctx, |day| self.weekday == day)
    }

    pub(crate) fn nths(&self, ctx: &Ctx<'_>) -> Vec<Opt> {
        let option = |nth: i16| Opt {
            value: nth.to_string(),
            label: ctx.words.nth(nth),
            on: self.nth == nth.to_string(),
        };
        NTHS.into_iter().map(option).collect()
    }

    pub(crate) fn months(&self, ctx: &Ctx<'_>) -> Vec<Opt> {
        let option = |month: u32| Opt {
            value: month.to_string(),
            label: ctx.words.month(month),
            on: self.month == month.to_string(),
        };
        (1..=12).map(option).collect()
    }

    pub(crate) fn kinds(&self, ctx: &Ctx<'_>) -> Vec<Opt> {
        let option = |kind: &str| Opt {
            value: kind.to_owned(),
            label: ctx.words.text(&format!("ui-cadence-kind-{kind}")),
            on: self.kind == kind,
        };
        KINDS.into_iter().map(option).collect()
    }
}

fn weekdays(ctx: &Ctx<'_>, on: impl Fn(Weekday) -> bool) -> Vec<Opt> {
    let option = |(day, code): (Weekday, &str)| Opt {
        value: code.to_owned(),
        label: ctx.words.weekday(day),
        on: on(day),
    };
    WEEKDAYS.into_iter().map(option).collect()
}

/// The units to choose from.
pub(crate) fn units(ctx: &Ctx<'_>, chosen: &str) -> Vec<Opt> {
    let option = |(_, name): (Unit, &str)| Opt {
        value: name.to_owned(),
        label: ctx.words.text(&format!("ui-unit-{name}")),
        on: name == chosen,
    };
    UNITS.into_iter().map(option).collect()
}

pub(crate) fn unit_name(unit: Unit) -> &'static str {
    UNITS.iter().find(|(known, _)| *known == unit).map(|(_, name)| *name).unwrap_or("w")
}

/// A length of time, from its two fields.
pub(crate) fn interval(ctx: &Ctx<'_>, count: &str, unit: &str) -> Result<Interval, Problem> {
    let unit = UNITS.iter().find(|(_, name)| *name == unit).map(|(unit, _)| *unit).unwrap_or(Unit::Week);
    let interval = count.parse().ok().and_then(|count| Interval::new(count, unit).ok());
    interval.ok_or_else(|| Problem::typed(ctx, "count", "ui-problem-interval", count))
}

fn number(ctx: &Ctx<'_>, field: &'static str, typed: &str, most: u32) -> Result<u32, Problem> {
    let number = typed.parse().ok().filter(|number| (1..=most).contains(number));
    number.ok_or_else(|| {
        let args = [("typed", typed.into()), ("most", most.into())];
        Problem { field, sentence: ctx.words.with("ui-problem-number", &args) }
    })
}
