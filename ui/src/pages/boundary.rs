//! The boundary with a person: what it means, in a sentence, and looking at it again on the day that was set.

use chrono::NaiveDate;
use kith_app::{AppError, ToReview};
use kith_core::{Interval, Person};

use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
};

/// A boundary that the user wanted to look at again.
pub(crate) struct Review {
    pub id: String,
    /// "You wanted to look at this again: …".
    pub sentence: String,
}

/// All that wait.
pub(crate) fn reviews(ctx: &Ctx<'_>) -> Vec<Review> {
    ctx.app.boundaries_to_review().iter().map(|it| review(ctx, it)).collect()
}

fn review(ctx: &Ctx<'_>, it: &ToReview) -> Review {
    let args = [("name", it.name.as_str().into()), ("boundary", ctx.words.boundary(it.boundary).into())];
    Review { id: it.person.to_string(), sentence: ctx.words.with("boundary-review", &args) }
}

/// What a boundary means, and when it is looked at again.
pub(crate) fn meaning(ctx: &Ctx<'_>, person: &Person) -> Option<String> {
    let boundary = person.boundary.filter(|_| person.status.is_active())?;
    let today = ctx.app.local_now().date_naive();
    let args = [("boundary", boundary.name().into()), ("name", person.name.as_str().into())];
    let means = ctx.words.with("boundary-means", &args);
    Some(match person.boundary_review.filter(|day| today < *day) {
        Some(day) => {
            let day = ctx.words.on(day, today);
            ctx.words.with("boundary-means-until", &[("means", means.into()), ("day", day.into())])
        }
        None => means,
    })
}

/// Keeps the boundary for as long as the field `wait` says: an interval such as `3mo`, `date` with the day in `until`, or
/// `open` for no day at all.
pub(crate) fn keep(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let person = ctx.person_id(id)?;
    let typed = ctx.asked.field("until");
    let today = ctx.app.local_now().date_naive();
    let until: Option<NaiveDate> = match ctx.asked.field("wait") {
        "open" => None,
        "date" => Some(typed.parse().map_err(|_| AppError::BadWhen(typed.to_owned()))?),
        wait => {
            let interval: Interval = wait.parse().map_err(|_| AppError::BadWhen(wait.to_owned()))?;
            Some(interval.after(today))
        }
    };
    let kept = ctx.app.keep_boundary(person, until)?;
    let name = ("name", kept.name.as_str().into());
    ctx.say_with_undo(match until {
        Some(day) => ctx.words.with("boundary-kept-until", &[name, ("day", ctx.words.on(day, today).into())]),
        None => ctx.words.with("boundary-kept", &[name]),
    });
    Ok(ctx.back_or(&format!("/people/{person}")))
}

/// Takes the boundary away.
pub(crate) fn remove(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let person = ctx.person_id(id)?;
    let after = ctx.app.take_boundary_away(person)?;
    ctx.say_with_undo(ctx.words.with("boundary-removed", &[("name", after.name.into())]));
    Ok(ctx.back_or(&format!("/people/{person}")))
}
