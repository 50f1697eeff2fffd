//! When the user usually has time for people, and when days of the year and calls are spoken of.

use kith_app::AppError;
use kith_core::{FreeHours, Settings};

use super::{save, show};
use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
    pages::{
        person::bounds::{Span, lead},
        problem::Problem,
    },
};

/// The fields of the form.
pub(crate) struct Shown {
    pub weekdays: Span,
    pub weekends: Span,
    pub lead: String,
    pub step_up: String,
}

impl Shown {
    /// The spans of working days and of weekends, as the part of the form has them.
    pub(crate) fn free(&self) -> [&Span; 2] {
        [&self.weekdays, &self.weekends]
    }
}

/// As they are stored; of a form that came back with a problem, as they were typed.
pub(crate) fn shown(ctx: &Ctx<'_>, settings: &Settings, came_back: bool) -> Shown {
    if came_back && ctx.asked.given("lead").is_some() {
        return typed(ctx);
    }
    Shown {
        weekdays: Span::of(settings.free.weekdays),
        weekends: Span::of(settings.free.weekends),
        lead: settings.birthday_lead.to_string(),
        step_up: settings.step_up_after.to_string(),
    }
}

fn typed(ctx: &Ctx<'_>) -> Shown {
    Shown {
        weekdays: Span::typed(ctx, "weekdays-from", "weekdays-to"),
        weekends: Span::typed(ctx, "weekends-from", "weekends-to"),
        lead: ctx.asked.field("lead").to_owned(),
        step_up: ctx.asked.field("step-up").to_owned(),
    }
}

/// Saves the form.
pub(crate) fn people(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    match read(ctx) {
        Err(problem) => show(ctx, Some(problem)),
        Ok((free, lead, step_up)) => save(ctx, |settings| {
            settings.free = free;
            settings.birthday_lead = lead.unwrap_or(settings.birthday_lead);
            settings.step_up_after = step_up;
        }),
    }
}

fn read(ctx: &Ctx<'_>) -> Result<(FreeHours, Option<u16>, u8), Problem> {
    let typed = typed(ctx);
    let free = FreeHours {
        weekdays: typed.weekdays.read(ctx, "weekdays-to")?,
        weekends: typed.weekends.read(ctx, "weekends-to")?,
    };
    let step_up = typed.step_up.parse().map_err(|_| Problem {
        field: "step-up",
        sentence: ctx.words.error(&AppError::OutOfRange("step_up_after")),
    })?;
    Ok((free, lead(ctx, "lead", &typed.lead)?, step_up))
}
