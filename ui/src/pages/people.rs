//! People: find as you type, filter, sort, and do something for several at once.

use askama::Template;
use http::StatusCode;
use kith_app::{Listed, NewCadence, NewRepeat, PeopleQuery, Sort};
use kith_core::{Circle, PersonId, Settings, Status};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::{
        cadence::{self, editor},
        contact,
        person::edit::circles,
        problem::{Opt, Problem},
    },
    show::Face,
};

pub(crate) mod export;

/// So many people are shown at first, and so many more each time.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "people.html")]
struct People<'a> {
    frame: Frame<'a>,
    /// How many there are in the book.
    in_book: usize,
    text: String,
    circles: Vec<Opt>,
    statuses: Vec<Opt>,
    sorts: Vec<Opt>,
    /// "50 people", "12 of 50 people".
    total: String,
    people: Vec<Line>,
    /// While people wait to be sorted: how many.
    unsorted: Option<String>,
    /// The address that shows more of them, if there are more.
    more: Option<String>,
    move_to: Vec<Opt>,
    modes: Vec<contact::Choice>,
    units: Vec<Opt>,
    count: String,
    problem: Option<Problem>,
}

/// Somebody in the list.
struct Line {
    id: String,
    name: String,
    face: Face,
    circle: String,
    last: String,
    next: String,
    due: bool,
    on: bool,
}

/// Everybody who fits what is typed and chosen.
pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    show(ctx, None)
}

/// Puts everybody who is ticked into a circle.
pub(crate) fn set_circle(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let ids = ticked(ctx);
    if ids.is_empty() {
        return show(ctx, Some(Problem::at(ctx, "select", "ui-people-none-ticked")));
    }
    let circle: Option<Circle> = ctx.asked.parsed("circle");
    let moved = ctx.app.set_circle(&ids, circle)?;
    let name = circle.map(|circle| ctx.words.circle(circle, &ctx.app.settings()));
    let said = match (moved, name) {
        (0, _) => ctx.words.text("ui-nothing-changed"),
        (_, None) => ctx.words.with("ui-people-moved-out", &[("count", moved.into())]),
        (_, Some(name)) => {
            ctx.words.with("ui-people-moved", &[("count", moved.into()), ("circle", name.into())])
        }
    };
    match moved {
        0 => ctx.say(said),
        _ => ctx.say_with_undo(said),
    }
    Ok(ctx.back_or("/people"))
}

/// Gives everybody who is ticked one more cadence, spread so that they do not all ask on one day.
pub(crate) fn give_cadence(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let ids = ticked(ctx);
    if ids.is_empty() {
        return show(ctx, Some(Problem::at(ctx, "select", "ui-people-none-ticked")));
    }
    let every = match editor::interval(ctx, ctx.asked.field("count"), ctx.asked.field("unit")) {
        Ok(every) => every,
        Err(problem) => return show(ctx, Some(problem)),
    };
    let new = NewCadence { mode: cadence::mode(ctx), repeat: NewRepeat::After { every, at: None } };
    let added = ctx.app.add_cadences(&ids, &new)?;
    ctx.say_with_undo(ctx.words.with("ui-people-cadence-added", &[("count", added.len().into())]));
    Ok(ctx.back_or("/people"))
}

fn ticked(ctx: &Ctx<'_>) -> Vec<PersonId> {
    let mut ids: Vec<PersonId> = ctx.asked.all("id").filter_map(|id| id.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn show(ctx: &Ctx<'_>, problem: Option<Problem>) -> Result<Answer, Trouble> {
    let (filter, settings) = (Filter::of(ctx), ctx.app.settings());
    let shown = ctx.asked.parsed("shown").unwrap_or(PAGE).max(PAGE);
    let list = ctx.app.people(&filter.query(shown));
    let ticked = if problem.is_some() { ticked(ctx) } else { Vec::new() };
    let total = match list.total == list.in_book {
        true => ctx.words.with("ui-people-total", &[("count", list.total.into())]),
        false => {
            let args = [("found", list.total.into()), ("count", list.in_book.into())];
            ctx.words.with("ui-people-found", &args)
        }
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = People {
        frame: ctx.frame("ui-nav-people", Here::People),
        in_book: list.in_book,
        circles: filter.circles(ctx),
        statuses: filter.statuses(ctx),
        sorts: filter.sorts(ctx),
        more: (list.total > shown).then(|| filter.address(shown + PAGE)),
        text: filter.text,
        total,
        people: list.people.iter().map(|it| line(ctx, &settings, it, &ticked)).collect::<Result<_, _>>()?,
        unsorted: Some(ctx.app.sorting().waiting)
            .filter(|waiting| *waiting > 0)
            .map(|waiting| ctx.words.with("sort-waiting", &[("count", waiting.into())])),
        move_to: circles(ctx, ""),
        modes: contact::modes(ctx, Some(cadence::mode(ctx))),
        units: editor::units(ctx, if problem.is_some() { ctx.asked.field("unit") } else { "w" }),
        count: if problem.is_some() { ctx.asked.field("count").to_owned() } else { "3".to_owned() },
        problem,
    };
    answer::with_status(status, &page)
}

fn line(ctx: &Ctx<'_>, settings: &Settings, listed: &Listed, ticked: &[PersonId]) -> Result<Line, Trouble> {
    let row = &listed.row;
    let today = ctx.app.local_now().date_naive();
    let now = ctx.app.now();
    let paused = row.paused_until.filter(|until| *until > today);
    let next = match (&listed.due, paused) {
        _ if !row.status.is_active() => ctx.words.status(row.status),
        (_, Some(until)) => ctx.words.with("held-paused", &[("until", ctx.words.day(until, today).into())]),
        (None, None) => ctx.words.text("ui-people-no-cadence"),
        (Some(due), None) if due.at <= now => ctx.words.text("ui-people-due"),
        (Some(due), None) => {
            let day = due.at.with_timezone(&ctx.app.zone()).date_naive();
            ctx.words.with("ui-people-next", &[("day", ctx.words.day(day, today).into())])
        }
    };
    let due =
        row.status.is_active() && paused.is_none() && listed.due.as_ref().is_some_and(|due| due.at <= now);
    Ok(Line {
        id: row.id.to_string(),
        face: Face::of(&row.name, row.circle).pictured(ctx, row.id)?,
        circle: row.circle.map(|circle| ctx.words.circle(circle, settings)).unwrap_or_default(),
        last: match listed.last {
            Some(last) => ctx.words.last_contact(last, today),
            None => ctx.words.text("ui-people-never"),
        },
        next,
        due,
        on: ticked.contains(&row.id),
        name: row.name.clone(),
    })
}

/// What is typed and chosen above the list.
struct Filter {
    text: String,
    /// The name of a circle, `none`, or empty for everybody.
    circle: String,
    /// The name of a status, or empty for those in touch and resting.
    status: String,
    sort: String,
}

const SORTS: [(&str, Sort); 4] =
    [("", Sort::Name), ("last", Sort::LastContact), ("next", Sort::NextDue), ("newest", Sort::Added)];

impl Filter {
    fn of(ctx: &Ctx<'_>) -> Filter {
        let text = |name: &str| ctx.asked.field(name).to_owned();
        // A form that is sent has a circle of its own: where to move people.
        Filter { text: text("text"), circle: text("in"), status: text("status"), sort: text("sort") }
    }

    fn query(&self, limit: usize) -> PeopleQuery {
        PeopleQuery {
            text: self.text.clone(),
            circle: self.circle.parse().ok(),
            no_circle: self.circle == "none",
            status: Status::ALL.into_iter().find(|status| status.name() == self.status),
            sort: SORTS
                .iter()
                .find(|(name, _)| *name == self.sort)
                .map(|(_, sort)| *sort)
                .unwrap_or_default(),
            skip: 0,
            limit,
        }
    }

    fn address(&self, shown: usize) -> String {
        let query: String = form_urlencoded::Serializer::new(String::new())
            .append_pair("text", &self.text)
            .append_pair("in", &self.circle)
            .append_pair("status", &self.status)
            .append_pair("sort", &self.sort)
            .append_pair("shown", &shown.to_string())
            .finish();
        format!("/people?{query}")
    }

    fn circles(&self, ctx: &Ctx<'_>) -> Vec<Opt> {
        let settings = ctx.app.settings();
        let option =
            |value: &str, label: String| Opt { on: self.circle == value, value: value.to_owned(), label };
        let all = option("", ctx.words.text("ui-people-all-circles"));
        let circles = Circle::ALL.map(|circle| option(circle.name(), ctx.words.circle(circle, &settings)));
        let none = option("none", ctx.words.text("ui-circle-none"));
        std::iter::once(all).chain(circles).chain([none]).collect()
    }

    fn statuses(&self, ctx: &Ctx<'_>) -> Vec<Opt> {
        let option =
            |value: &str, label: String| Opt { on: self.status == value, value: value.to_owned(), label };
        let all = option("", ctx.words.text("ui-people-usual"));
        let each = Status::ALL.map(|status| option(status.name(), ctx.words.status(status)));
        std::iter::once(all).chain(each).collect()
    }

    fn sorts(&self, ctx: &Ctx<'_>) -> Vec<Opt> {
        let option = |(value, _): (&str, Sort)| Opt {
            on: self.sort == value,
            value: value.to_owned(),
            label: ctx.words.text(match value {
                "" => "ui-sort-name",
                "last" => "ui-sort-last",
                "next" => "ui-sort-next",
                _ => "ui-sort-newest",
            }),
        };
        SORTS.into_iter().map(option).collect()
    }
}
