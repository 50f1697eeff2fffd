//! The circles: what they are called, and the cadences they bring to whoever has none of their own.

use kith_core::{Circle, CircleDefault};

use super::{save, show};
use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
    pages::{cadence, cadence::editor},
};

/// The longest name of a circle, in characters.
const LONGEST: usize = 60;

/// Calls the circles as the form says; one without a name gets its own back.
pub(crate) fn rename(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let names: Vec<(Circle, String)> = Circle::ALL
        .into_iter()
        .map(|circle| {
            let typed = ctx.asked.field(&format!("name-{}", circle.name()));
            (circle, typed.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect())
        })
        .collect();
    save(ctx, |settings| {
        settings.circle_names = names.into_iter().filter(|(_, name)| !name.is_empty()).collect();
    })
}

/// Adds a cadence to those that a circle brings.
pub(crate) fn add_cadence(ctx: &Ctx<'_>, circle: &str) -> Result<Answer, Trouble> {
    let circle = parsed(circle)?;
    let every = match editor::interval(ctx, ctx.asked.field("count"), ctx.asked.field("unit")) {
        Ok(every) => every,
        Err(problem) => return show(ctx, Some(problem)),
    };
    let default = CircleDefault { mode: cadence::mode(ctx), every };
    save(ctx, |settings| {
        let mut defaults = settings.circle_defaults(circle);
        if !defaults.contains(&default) {
            defaults.push(default);
        }
        settings.circle_cadences.insert(circle, defaults);
    })
}

/// Takes away the cadence with this number.
pub(crate) fn remove_cadence(ctx: &Ctx<'_>, circle: &str) -> Result<Answer, Trouble> {
    let circle = parsed(circle)?;
    let number: Option<usize> = ctx.asked.parsed("number");
    save(ctx, |settings| {
        let mut defaults = settings.circle_defaults(circle);
        if let Some(number) = number.filter(|number| *number < defaults.len()) {
            defaults.remove(number);
            settings.circle_cadences.insert(circle, defaults);
        }
    })
}

fn parsed(circle: &str) -> Result<Circle, Trouble> {
    circle.parse().map_err(|_| Trouble::NoPage)
}
