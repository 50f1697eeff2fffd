//! Times that could suit everybody, as buttons: a press on one of them makes the plan.
//!
//! They follow what is typed: who is named, how, and for how long.

use askama::Template;
use chrono::Offset;
use chrono_tz::Tz;
use kith_core::{Mode, PersonId, PlanTime};

use super::{stamp, typed::Typed};
use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
};

#[derive(Template)]
#[template(path = "part/plan-times.html")]
struct ProposalsPart {
    proposals: Proposals,
}

/// The proposed times, or why there are none.
pub(crate) struct Proposals {
    pub times: Vec<Proposed>,
    /// What they are.
    pub title: String,
    /// The button that proposes all of them; where there is a choice and it is not made yet.
    pub all: Option<String>,
    /// Whether somebody is named whom they could suit.
    pub is_asked: bool,
    /// What to do with them, or why there are none.
    pub hint: String,
}

/// A time to press.
pub(crate) struct Proposed {
    pub value: String,
    /// "Thursday 3 December at 19:00".
    pub label: String,
    /// "18:00 in Lisbon", for whoever reads another clock.
    pub there: String,
}

/// The times that follow from the fields so far, as the part of the page that shows them.
pub(crate) fn part(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let typed = Typed::read(ctx);
    let proposals = proposals(ctx, &typed.who(ctx).0, typed.mode(), typed.length(), typed.agreed);
    answer::page(&ProposalsPart { proposals })
}

pub(crate) fn proposals(
    ctx: &Ctx<'_>,
    people: &[PersonId],
    mode: Mode,
    minutes: u32,
    agreed: bool,
) -> Proposals {
    let times = match people.is_empty() {
        true => Vec::new(),
        false => ctx.app.propose_times(people, mode, minutes).unwrap_or_default(),
    };
    let zones: Vec<Tz> = match mode {
        Mode::InPerson => Vec::new(),
        _ => {
            people.iter().filter_map(|id| Some(ctx.app.person(*id, 0).ok()?.their_time?.timezone())).collect()
        }
    };
    let count = |id, count: usize| ctx.words.with(id, &[("count", count.into())]);
    Proposals {
        title: count("plans-proposed-times", people.len()),
        is_asked: !people.is_empty(),
        all: (times.len() > 1 && !agreed).then(|| count("plans-propose-all", times.len())),
        hint: ctx.words.text(match times.len() {
            0 if people.is_empty() => "plans-who-first",
            0 => "plans-no-times",
            _ if agreed => "plans-propose-agreed",
            _ => "plans-propose-hint",
        }),
        times: times.into_iter().map(|time| proposed(ctx, time, &zones)).collect(),
    }
}

pub(crate) fn proposed(ctx: &Ctx<'_>, time: PlanTime, zones: &[Tz]) -> Proposed {
    let here = time.instant().with_timezone(&ctx.app.zone());
    let at =
        [("day", ctx.words.full_day(here.date_naive()).into()), ("time", ctx.words.time(here.time()).into())];
    Proposed { value: stamp(time), label: ctx.words.with("day-at-time", &at), there: there(ctx, time, zones) }
}

/// What the clock shows in those of the zones, and where the time was agreed on, that read another time than here.
pub(crate) fn there(ctx: &Ctx<'_>, time: PlanTime, zones: &[Tz]) -> String {
    let here = time.instant().with_timezone(&ctx.app.zone());
    let mut offsets = vec![here.offset().fix()];
    let mut said = Vec::new();
    for zone in [time.zone].iter().chain(zones) {
        let theirs = time.instant().with_timezone(zone);
        if !offsets.contains(&theirs.offset().fix()) {
            offsets.push(theirs.offset().fix());
            said.push(ctx.words.their_time(&theirs, &here));
        }
    }
    if said.is_empty() { String::new() } else { ctx.words.list(said) }
}
