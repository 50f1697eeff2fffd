//! Days of the year that come near, on Today: whose birthday it is and what would be good, and who is remembered.

use kith_app::DateView;
use kith_core::dates::Kept;

use crate::{ctx::Ctx, link, show::Face};

/// A day that is near.
pub(crate) struct DateLine {
    pub id: String,
    pub name: String,
    pub face: Face,
    /// "Mum turns 70 on Tuesday."
    pub said: String,
    /// What is suggested; empty for who is remembered.
    pub deed: String,
    pub call: bool,
    /// Whether somebody is remembered, which asks for nothing.
    pub quiet: bool,
}

pub(crate) fn lines(ctx: &Ctx<'_>, dates: &[DateView]) -> Vec<DateLine> {
    let today = ctx.app.local_now().date_naive();
    let line = |date: &DateView| DateLine {
        id: date.person.to_string(),
        name: date.name.clone(),
        face: Face::of(&date.name, date.circle),
        said: ctx.words.near_date(date, today),
        deed: ctx.words.near_date_deed(date),
        call: matches!(date.what, Kept::Birthday { may_call: true, .. })
            && date.phone.as_deref().is_some_and(|phone| link::call(phone).is_ok()),
        quiet: date.what == Kept::Remembrance,
    };
    dates.iter().map(line).collect()
}
