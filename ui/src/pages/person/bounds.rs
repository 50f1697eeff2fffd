//! The boundaries and days of a person, as their form has them.

use kith_core::{Boundary, DailySpan, FreeHours, PartialDate, Person};

use crate::{
    ctx::Ctx,
    pages::problem::{self, Opt, Problem, clock},
};

/// The fields, as typed.
#[derive(Clone, Default)]
pub(crate) struct Bounds {
    /// Whether the form had them: one that did not changes none of them.
    sent: bool,
    /// Empty for none.
    pub boundary: String,
    /// The day on which to look at that again; empty for none.
    pub review: String,
    pub weekdays: Span,
    pub weekends: Span,
    pub lead: String,
    pub remembrance: String,
    pub step_up: bool,
}

/// From when to when, as two fields have it.
#[derive(Clone, Default)]
pub(crate) struct Span {
    pub from: String,
    pub to: String,
}

impl Span {
    pub(crate) fn of(span: Option<DailySpan>) -> Span {
        let end = |end: Option<chrono::NaiveTime>| end.map(clock).unwrap_or_default();
        Span { from: end(span.map(|span| span.from)), to: end(span.map(|span| span.to)) }
    }

    /// The fields `name-from` and `name-to`.
    pub(crate) fn typed(ctx: &Ctx<'_>, from: &str, to: &str) -> Span {
        Span { from: ctx.asked.field(from).to_owned(), to: ctx.asked.field(to).to_owned() }
    }

    /// The span; `None` where both fields are empty. What is wrong is said beside `field`, the second of the two.
    pub(crate) fn read(&self, ctx: &Ctx<'_>, field: &'static str) -> Result<Option<DailySpan>, Problem> {
        match (problem::time(ctx, field, &self.from)?, problem::time(ctx, field, &self.to)?) {
            (None, None) => Ok(None),
            (Some(from), Some(to)) if from != to => Ok(Some(DailySpan { from, to })),
            (Some(_), Some(_)) => {
                let sentence = ctx.words.error(&kith_app::AppError::OutOfRange("free"));
                Err(Problem { field, sentence })
            }
            _ => Err(Problem::at(ctx, field, "person-free-both")),
        }
    }
}

impl Bounds {
    /// The fields of somebody.
    pub(crate) fn of(person: &Person) -> Bounds {
        Bounds {
            sent: true,
            boundary: person.boundary.map(Boundary::name).unwrap_or_default().to_owned(),
            review: person.boundary_review.map(|day| day.to_string()).unwrap_or_default(),
            weekdays: Span::of(person.free.and_then(|free| free.weekdays)),
            weekends: Span::of(person.free.and_then(|free| free.weekends)),
            lead: person.birthday_lead.map(|days| days.to_string()).unwrap_or_default(),
            remembrance: person.remembrance.map(|date| date.to_string()).unwrap_or_default(),
            step_up: !person.no_step_up,
        }
    }

    /// The fields as they came with the form.
    pub(crate) fn typed(ctx: &Ctx<'_>) -> Bounds {
        let text = |name: &str| ctx.asked.field(name).to_owned();
        Bounds {
            sent: ctx.asked.given("bounds").is_some(),
            boundary: text("boundary"),
            review: text("boundary-review"),
            weekdays: Span::typed(ctx, "weekdays-from", "weekdays-to"),
            weekends: Span::typed(ctx, "weekends-from", "weekends-to"),
            lead: text("lead"),
            remembrance: text("remembrance"),
            step_up: !text("step-up").is_empty(),
        }
    }

    /// The spans of working days and of weekends, as the part of the form has them.
    pub(crate) fn free(&self) -> [&Span; 2] {
        [&self.weekdays, &self.weekends]
    }

    /// What the fields make of a person; nothing, if they were not in the form.
    pub(crate) fn change(&self, ctx: &Ctx<'_>) -> Result<impl FnOnce(&mut Person) + use<>, Problem> {
        let boundary = Boundary::ALL.into_iter().find(|boundary| boundary.name() == self.boundary);
        let free = FreeHours {
            weekdays: self.weekdays.read(ctx, "weekdays-to")?,
            weekends: self.weekends.read(ctx, "weekends-to")?,
        };
        let review = problem::date(ctx, "boundary-review", &self.review)?;
        let lead = lead(ctx, "lead", &self.lead)?;
        let remembrance = match self.remembrance.as_str() {
            "" => None,
            typed => Some(
                typed
                    .parse::<PartialDate>()
                    .map_err(|_| Problem::typed(ctx, "remembrance", "ui-problem-birthday", typed))?,
            ),
        };
        let (sent, no_step_up) = (self.sent, !self.step_up);
        Ok(move |person: &mut Person| {
            if !sent {
                return;
            }
            person.boundary = boundary;
            person.boundary_review = review;
            person.free = Some(free).filter(|free| *free != FreeHours::default());
            person.birthday_lead = lead;
            person.remembrance = remembrance;
            person.no_step_up = no_step_up;
        })
    }

    /// The boundaries to choose from, and none.
    pub(crate) fn boundaries(&self, ctx: &Ctx<'_>) -> Vec<Opt> {
        let none = Opt {
            value: String::new(),
            label: ctx.words.text("person-boundary-none"),
            on: self.boundary.is_empty(),
        };
        let option = |boundary: Boundary| Opt {
            value: boundary.name().to_owned(),
            label: ctx.words.boundary(boundary),
            on: boundary.name() == self.boundary,
        };
        [none].into_iter().chain(Boundary::ALL.into_iter().map(option)).collect()
    }
}

/// So many days before something; `None` where the field is empty.
pub(crate) fn lead(ctx: &Ctx<'_>, field: &'static str, typed: &str) -> Result<Option<u16>, Problem> {
    match typed {
        "" => Ok(None),
        _ => typed.parse().ok().filter(|days| *days <= 365).map(Some).ok_or_else(|| {
            let sentence = ctx.words.error(&kith_app::AppError::OutOfRange("birthday_lead"));
            Problem { field, sentence }
        }),
    }
}
