//! What is wrong with one field of a form: the form comes back with one sentence beside that field, and with
//! everything that was typed.

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;

use crate::ctx::Ctx;

/// A sentence about the field with this name.
pub(crate) struct Problem {
    pub field: &'static str,
    pub sentence: String,
}

impl Problem {
    /// The message `id` about what was typed into `field`.
    pub(crate) fn typed(ctx: &Ctx<'_>, field: &'static str, id: &str, typed: &str) -> Problem {
        Problem { field, sentence: ctx.words.with(id, &[("typed", typed.into())]) }
    }

    /// The message `id` about `field`.
    pub(crate) fn at(ctx: &Ctx<'_>, field: &'static str, id: &str) -> Problem {
        Problem { field, sentence: ctx.words.text(id) }
    }
}

/// A time of day as a field has it, `19:00`; `None` where it is empty.
pub(crate) fn time(ctx: &Ctx<'_>, field: &'static str, typed: &str) -> Result<Option<NaiveTime>, Problem> {
    let parsed = ["%H:%M", "%H:%M:%S"].iter().find_map(|form| NaiveTime::parse_from_str(typed, form).ok());
    match (typed, parsed) {
        ("", _) => Ok(None),
        (_, Some(time)) => Ok(Some(time)),
        _ => Err(Problem::typed(ctx, field, "ui-problem-time", typed)),
    }
}

/// A time zone of the IANA database; `None` where the field is empty.
pub(crate) fn zone(ctx: &Ctx<'_>, field: &'static str, typed: &str) -> Result<Option<Tz>, Problem> {
    match typed {
        "" => Ok(None),
        _ => {
            let zone = typed.replace(' ', "_").parse();
            zone.map(Some).map_err(|_| Problem::typed(ctx, field, "ui-problem-zone", typed))
        }
    }
}

/// A date as a field has it, `2026-11-23`; `None` where it is empty.
pub(crate) fn date(ctx: &Ctx<'_>, field: &'static str, typed: &str) -> Result<Option<NaiveDate>, Problem> {
    match typed {
        "" => Ok(None),
        _ => typed.parse().map(Some).map_err(|_| Problem::typed(ctx, field, "ui-problem-date", typed)),
    }
}

/// A time of day as fields have it.
pub(crate) fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// The time zones to choose from: those of places.
pub(crate) fn zones() -> Vec<&'static str> {
    let place = |name: &&str| name.contains('/') && !name.starts_with("Etc/");
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).filter(place).collect()
}

/// One of the values of a `<select>` or a group of buttons.
pub(crate) struct Opt {
    pub value: String,
    pub label: String,
    pub on: bool,
}
