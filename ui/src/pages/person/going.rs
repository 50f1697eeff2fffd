//! "They are going through something": a nearer cadence for a while, which ends by itself.

use chrono::{Days, NaiveDate};
use kith_app::{NewGoingThrough, PersonPage};
use kith_core::{
    Interval, Mode,
    interval::Unit,
    support::{USUAL_DAYS, USUAL_WEEKS},
};

use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
    pages::{
        cadence::editor,
        contact::{self, Choice},
        problem::{self, Opt},
    },
};

/// What the page of somebody shows of it.
pub(crate) struct Going {
    /// While it holds: what it is and what follows.
    pub said: Option<String>,
    /// Whether it can be begun, or changed.
    pub form: bool,
    pub title: String,
    pub hint: String,
    pub count: String,
    pub units: Vec<Opt>,
    pub until: String,
    pub modes: Vec<Choice>,
    pub note: String,
}

impl Going {
    pub(crate) fn of(ctx: &Ctx<'_>, page: &PersonPage) -> Going {
        let person = &page.person;
        let today = ctx.app.local_now().date_naive();
        let alive = person.status != kith_core::Status::Deceased;
        let holds = person.going_through.as_ref().filter(|going| alive && going.holds(today));
        let name = || [("name", person.name.as_str().into())];
        let every = holds.map(|going| going.every);
        Going {
            said: holds.map(|going| ctx.words.going_through(going, today)),
            form: person.is_ever_suggested(),
            title: ctx.words.with("going-through-begin", &name()),
            hint: ctx.words.with("going-through-hint", &name()),
            count: every.map_or(USUAL_DAYS, Interval::count).to_string(),
            units: editor::units(ctx, every.map_or("d", |every| editor::unit_name(every.unit()))),
            until: holds
                .map(|going| going.until)
                .or_else(|| usual_end(today))
                .map(|day| day.to_string())
                .unwrap_or_default(),
            modes: contact::modes(ctx, Some(holds.map_or(Mode::Message, |going| going.mode))),
            note: holds.map(|going| going.note.clone()).unwrap_or_default(),
        }
    }
}

fn usual_end(today: NaiveDate) -> Option<NaiveDate> {
    Interval::new(USUAL_WEEKS, Unit::Week)
        .ok()
        .map(|weeks| weeks.after(today))
        .or(today.checked_add_days(Days::new(21)))
}

/// Notes it, or changes what was noted.
pub(crate) fn begin(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let said = |problem: problem::Problem| Trouble::Field(problem.sentence);
    let today = ctx.app.local_now().date_naive();
    let new = NewGoingThrough {
        every: editor::interval(ctx, ctx.asked.field("count"), ctx.asked.field("unit")).map_err(said)?,
        mode: ctx.asked.parsed("mode").unwrap_or(Mode::Message),
        until: problem::date(ctx, "until", ctx.asked.field("until"))
            .map_err(said)?
            .or_else(|| usual_end(today))
            .unwrap_or(today),
        note: ctx.asked.field("note").to_owned(),
    };
    let person = ctx.app.goes_through(id, &new)?;
    let args = [
        ("name", person.name.into()),
        ("often", ctx.words.every(new.every).into()),
        ("until", ctx.words.day(new.until, today).into()),
    ];
    ctx.say_with_undo(ctx.words.with("going-through-begun", &args));
    Ok(Answer::See(format!("/people/{id}")))
}

/// Ends it before its time.
pub(crate) fn end(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let person = ctx.app.has_gone_through(id)?;
    ctx.say_with_undo(ctx.words.with("going-through-ended", &[("name", person.name.into())]));
    Ok(Answer::See(format!("/people/{id}")))
}
