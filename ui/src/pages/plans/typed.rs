//! The fields of a plan as they are typed, and what they come to.

use chrono_tz::Tz;
use kith_app::{AppError, NewPlan, PlanView};
use kith_core::{Mode, PersonId, PlanState, PlanTime};

use super::stamped;
use crate::{
    ctx::Ctx,
    pages::{
        contact,
        problem::{self, Problem},
    },
};

/// The fields as they were typed.
pub(crate) struct Typed {
    /// Those who were named before the form was shown.
    pub with: Vec<PersonId>,
    pub names: String,
    pub mode: Option<Mode>,
    pub minutes: String,
    pub place: String,
    pub note: String,
    /// By the clock of where the times are; empty is here.
    pub zone: String,
    /// Days and hours.
    pub rows: Vec<(String, String)>,
    /// Whether the others know already.
    pub agreed: bool,
}

impl Typed {
    pub(crate) fn read(ctx: &Ctx<'_>) -> Typed {
        let field = |name| ctx.asked.field(name).to_owned();
        let rows = ctx.asked.all("day").zip(ctx.asked.all("hour"));
        Typed {
            with: ctx.asked.all("with").filter_map(|id| id.parse().ok()).collect(),
            names: field("names"),
            mode: ctx.asked.parsed("mode").filter(|mode| *mode != Mode::Reaction),
            minutes: field("minutes"),
            place: field("place"),
            note: field("note"),
            zone: field("zone"),
            rows: rows.map(|(day, hour)| (day.to_owned(), hour.to_owned())).collect(),
            agreed: !ctx.asked.field("agreed").is_empty(),
        }
    }

    /// As a plan is.
    pub(crate) fn of(ctx: &Ctx<'_>, view: &PlanView) -> Typed {
        let plan = &view.plan;
        let zone = plan.times.first().map(|time| time.zone);
        // The fields have one clock for all of them.
        let by_it = |time: &PlanTime| match zone {
            Some(zone) if zone != time.zone => time.seen_in(zone),
            _ => *time,
        };
        let row = |time: PlanTime| (time.local.date().to_string(), problem::clock(time.local.time()));
        Typed {
            with: Vec::new(),
            names: view.names().collect::<Vec<_>>().join(", "),
            mode: Some(plan.mode),
            minutes: plan.minutes.to_string(),
            place: plan.place.clone(),
            note: plan.note.clone(),
            zone: zone
                .filter(|zone| *zone != ctx.app.zone())
                .map(|zone| zone.name().to_owned())
                .unwrap_or_default(),
            rows: plan.times.iter().map(by_it).map(row).collect(),
            agreed: plan.state == PlanState::Agreed,
        }
    }

    pub(crate) fn mode(&self) -> Mode {
        self.mode.unwrap_or(Mode::InPerson)
    }

    /// How long it is to be, as far as that can be told.
    pub(crate) fn length(&self) -> u32 {
        self.minutes.parse().unwrap_or(NewPlan::usual_minutes(self.mode()))
    }

    /// Everybody who is named; and who cannot be found.
    pub(crate) fn who(&self, ctx: &Ctx<'_>) -> (Vec<PersonId>, Option<AppError>) {
        let mut people: Vec<PersonId> =
            self.with.iter().copied().filter(|id| !ctx.app.name(*id).is_empty()).collect();
        let mut unknown = None;
        for name in contact::names(&self.names) {
            match ctx.app.whom(name) {
                Ok(id) if people.contains(&id) => {}
                Ok(id) => people.push(id),
                Err(error) => unknown = unknown.or(Some(error)),
            }
        }
        (people, unknown)
    }

    fn people(&self, ctx: &Ctx<'_>) -> Result<Vec<PersonId>, Problem> {
        match self.who(ctx) {
            (_, Some(unknown)) => Err(Problem { field: "names", sentence: ctx.words.error(&unknown) }),
            (people, None) => Ok(people),
        }
    }

    fn minutes(&self, ctx: &Ctx<'_>) -> Result<u32, Problem> {
        match self.minutes.as_str() {
            "" => Ok(self.length()),
            typed => typed.parse().map_err(|_| Problem {
                field: "minutes",
                sentence: ctx.words.error(&AppError::OutOfRange("minutes")),
            }),
        }
    }

    /// The times of one's own.
    pub(crate) fn times(&self, ctx: &Ctx<'_>) -> Result<Vec<PlanTime>, Problem> {
        let zone: Tz = problem::zone(ctx, "zone", &self.zone)?.unwrap_or(ctx.app.zone());
        let mut times = Vec::new();
        for (day, hour) in &self.rows {
            match (problem::date(ctx, "day", day)?, problem::time(ctx, "hour", hour)?) {
                (Some(day), Some(hour)) => times.push(PlanTime { local: day.and_time(hour), zone }),
                (None, None) => {}
                (None, _) => return Err(Problem::at(ctx, "day", "plans-half-time")),
                (_, None) => return Err(Problem::at(ctx, "hour", "plans-half-time")),
            }
        }
        Ok(times)
    }

    /// The times that were chosen: the one that was pressed, one's own, or all that were proposed.
    fn chosen(&self, ctx: &Ctx<'_>) -> Result<Vec<PlanTime>, Problem> {
        if let Some(pressed) = stamped(ctx.asked.field("time")) {
            return Ok(vec![pressed]);
        }
        let own = self.times(ctx)?;
        match own.is_empty() && ctx.asked.field("do") == "all" {
            true => Ok(ctx.asked.all("proposed").filter_map(stamped).collect()),
            false => Ok(own),
        }
    }

    /// The chosen times, with how the plan stands at them.
    pub(crate) fn times_and_state(&self, ctx: &Ctx<'_>) -> Result<(Vec<PlanTime>, PlanState), Problem> {
        let times = self.chosen(ctx)?;
        let state = match times.len() {
            _ if ctx.asked.field("do") == "idea" => PlanState::Idea,
            0 => return Err(Problem::at(ctx, "day", "plans-no-time")),
            1 if self.agreed => PlanState::Agreed,
            _ if self.agreed => return Err(Problem::at(ctx, "agreed", "plans-one-time")),
            _ => PlanState::Proposed,
        };
        Ok((times, state))
    }

    pub(crate) fn plan(
        &self,
        ctx: &Ctx<'_>,
        times: Vec<PlanTime>,
        state: PlanState,
    ) -> Result<NewPlan, Problem> {
        Ok(NewPlan {
            people: self.people(ctx)?,
            mode: self.mode(),
            times,
            minutes: self.minutes(ctx)?,
            place: self.place.clone(),
            note: self.note.clone(),
            state,
        })
    }
}
