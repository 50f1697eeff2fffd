//! One person: how to reach them, how often you mean to, what was, and what you know of them.
//!
//! For somebody who has died the page remembers and asks for nothing: no call, no message, no cadence.

use askama::Template;
use chrono::Offset;
use chrono_tz::Tz;
use kith_app::{PersonCadence, PersonPage, Wait};
use kith_core::{CheckIn, Labelled, Mode, PartialDate, Status, phrase};

use self::{going::Going, ladder::Ladder};
use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    link,
    pages::{
        boundary::{self, Review},
        cadence,
        contact::Choice,
        log::{Logged, logged},
        plans,
        prompt::EVENING,
        reached::{self, WayShown},
        starters::{self, CardShown},
    },
    show::{Face, icon},
};

pub(crate) mod bounds;
mod carries;
pub(crate) mod edit;
mod fields;
pub(crate) mod going;
mod ladder;
pub(crate) mod picture;

/// So many check-ins are listed at first, and with each "Show more".
const HISTORY: usize = 10;

#[derive(Template)]
#[template(path = "person.html")]
struct PersonShown<'a> {
    frame: Frame<'a>,
    id: String,
    name: String,
    face: Face,
    /// "Also called Lola · Close · 14:20 in Tokyo".
    about: Vec<String>,
    /// What the status means, unless they are in touch.
    status: Option<String>,
    paused: Option<String>,
    /// The boundary that is to be looked at again.
    review: Option<Review>,
    /// What the boundary with them means.
    boundary: Option<String>,
    active: bool,
    /// Whether a call or a message is what to do first: behind a boundary the page puts neither forward.
    leads: bool,
    call: bool,
    message: bool,
    /// Whether anything can be logged: not with the dead.
    log: bool,
    /// The mode that logging starts with.
    mode: &'static str,
    /// Other ways to reach them.
    ways: Vec<WayShown>,
    ladder: Ladder,
    /// Whether a cadence asks now.
    due: bool,
    before_evening: bool,
    /// What the next conversation can begin with, and what can be added to it.
    starters: CardShown,
    /// Whether something that is seen of them may become a call or a plan.
    instead: bool,
    kinds: Vec<Choice>,
    /// Where a plan with them begins.
    plan: String,
    plans: Vec<plans::Line>,
    /// The communities they are in, with their names.
    communities: Vec<(String, String)>,
    cadences: Vec<CadenceShown>,
    of_circle: Option<String>,
    /// What they are going through.
    going: Going,
    history: Vec<Logged>,
    more: Option<usize>,
    details: Vec<Detail>,
    note: String,
    /// A link to a page, as it was typed; opened by number.
    links: Vec<LinkShown>,
    /// Where they may be, while that is open: what the form says, and "08:20 in New York".
    zones: Vec<(&'static str, String)>,
}

/// A cadence, and how it stands.
struct CadenceShown {
    id: String,
    icon: &'static str,
    words: String,
    standing: String,
    dates: Vec<String>,
    own: bool,
}

/// Something known of them.
struct Detail {
    label: String,
    value: String,
    /// What it is for: "work".
    of: String,
}

struct LinkShown {
    number: usize,
    value: String,
    of: String,
    opens: bool,
}

pub(crate) fn page(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let wanted = ctx.asked.parsed("history").unwrap_or(HISTORY).clamp(HISTORY, 10_000);
    // One more than is shown tells whether there are more.
    let mut page = ctx.app.person(id, wanted + 1)?;
    let more = (page.history.len() > wanted).then_some(wanted * 2);
    page.history.truncate(wanted);
    let person = &page.person;
    let (settings, now) = (ctx.app.settings(), ctx.app.local_now());
    let today = now.date_naive();
    let active = person.status.is_active();
    let alive = person.status != Status::Deceased;
    let suggested = person.is_ever_suggested();
    let call = alive && person.phones.first().is_some_and(|phone| link::call(&phone.value).is_ok());
    let mail = person.emails.first().is_some_and(|email| link::mail(&email.value).is_ok());
    let due: Vec<&PersonCadence> = page.cadences.iter().filter(|it| is_due(it, ctx)).collect();
    let paused = person.paused_until.filter(|until| active && *until > today);
    let own = !person.cadences.is_empty();
    answer::page(&PersonShown {
        frame: ctx.frame_titled(person.name.clone(), Here::People),
        id: id.to_string(),
        face: Face::of(&person.name, person.circle).pictured(ctx, id)?,
        about: about(ctx, &page),
        status: (!active).then(|| {
            let id = format!("ui-person-{}", person.status.name());
            ctx.words.with(&id, &[("name", person.name.as_str().into())])
        }),
        review: boundary::reviews(ctx).into_iter().find(|review| review.id == id.to_string()),
        boundary: boundary::meaning(ctx, person),
        paused: paused.map(|until| {
            let args = [("name", person.name.as_str().into()), ("until", ctx.words.day(until, today).into())];
            ctx.words.with("ui-person-paused", &args)
        }),
        active,
        leads: person.boundary.is_none(),
        call,
        message: alive && (call || mail),
        log: alive,
        mode: due.first().map_or(Mode::Voice, |it| it.cadence.mode).name(),
        ways: if alive { reached::shown(ctx, person, true) } else { Vec::new() },
        ladder: Ladder::of(ctx, &page)?,
        due: suggested && paused.is_none() && !due.is_empty(),
        before_evening: now.time() < EVENING,
        starters: CardShown::of_page(ctx, id, alive)?,
        instead: ctx.app.instead(id)?.plan,
        kinds: starters::kinds(ctx),
        plan: plans::form::begins_with(id, due.first().map_or(Mode::InPerson, |it| it.cadence.mode)),
        communities: ctx
            .app
            .communities_of(id)
            .into_iter()
            .map(|(community, name)| (community.to_string(), name))
            .collect(),
        plans: ctx
            .app
            .plans_with(id)
            .iter()
            .filter(|view| alive && view.plan.state.is_open())
            .map(|view| plans::line_that_says_how_it_stands(ctx, view))
            .collect(),
        cadences: match alive {
            true => page.cadences.iter().map(|it| shown(ctx, &page, it)).collect::<Result<_, _>>()?,
            false => Vec::new(),
        },
        of_circle: person
            .circle
            .filter(|_| !own && page.cadences.iter().any(|it| it.of_circle))
            .map(|circle| ctx.words.circle(circle, &settings)),
        going: Going::of(ctx, &page),
        history: page.history.iter().map(|check_in| past(ctx, &page, check_in)).collect(),
        more,
        details: details(ctx, &page),
        note: person.note.clone(),
        links: person
            .links
            .iter()
            .enumerate()
            .map(|(number, it)| LinkShown {
                number,
                opens: link::checked(&it.value).is_ok(),
                value: it.value.clone(),
                of: it.label.clone().unwrap_or_default(),
            })
            .collect(),
        zones: match alive {
            true => page.perhaps_in.iter().map(|zone| (zone.name(), there(ctx, *zone))).collect(),
            false => Vec::new(),
        },
        name: person.name.clone(),
    })
}

/// What time it is in a zone: "08:20 in New York".
fn there(ctx: &Ctx<'_>, zone: Tz) -> String {
    ctx.words.their_time(&ctx.app.now().with_timezone(&zone), &ctx.app.local_now())
}

/// Sets the time zone, of those that were to choose from.
pub(crate) fn set_zone(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let typed = ctx.asked.field("zone");
    let zone: Tz = typed
        .parse()
        .map_err(|_| Trouble::Field(ctx.words.with("ui-problem-zone", &[("typed", typed.into())])))?;
    ctx.app.set_zone(id, zone)?;
    let args = [("name", ctx.app.name(id).into()), ("place", ctx.words.zone(zone).into())];
    ctx.say_with_undo(ctx.words.with("ui-zone-set", &args));
    Ok(ctx.back_or(&format!("/people/{id}")))
}

/// Asks for nobody's contact with this person before a day.
pub(crate) fn pause(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let until = match ctx.asked.field("wait") {
        "date" => {
            let typed = ctx.asked.field("until");
            let when = phrase::when(typed, ctx.app.now(), ctx.app.zone());
            when.map_err(|_| kith_app::AppError::BadWhen(typed.to_owned()))?.day
        }
        interval => {
            let wait = interval.parse().map_err(|_| kith_app::AppError::BadWhen(interval.to_owned()))?;
            ctx.app.day_of(Wait::For(wait))?
        }
    };
    ctx.app.pause(id, until)?;
    let until = ctx.words.day(until, ctx.app.local_now().date_naive());
    let args = [("name", ctx.app.name(id).into()), ("until", until.into())];
    ctx.say_with_undo(ctx.words.with("ui-person-paused", &args));
    Ok(ctx.back_or(&format!("/people/{id}")))
}

/// Takes the person out of the book; that can be undone.
pub(crate) fn remove(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let removed = ctx.app.remove_person(ctx.person_id(id)?)?;
    ctx.say_with_undo(ctx.words.with("ui-person-removed", &[("name", removed.name.into())]));
    Ok(Answer::See("/people".to_owned()))
}

/// Opens one of their links.
pub(crate) fn open_link(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let links = ctx.app.person(id, 0)?.person.links;
    let link = ctx.asked.parsed("link").and_then(|number: usize| links.get(number)).ok_or(link::Refused)?;
    ctx.open(&link.value)?;
    Ok(ctx.back_or(&format!("/people/{id}")))
}

/// A check-in as their own page lists it: of the names, only those of the others.
fn past(ctx: &Ctx<'_>, page: &PersonPage, check_in: &CheckIn) -> Logged {
    let others = check_in.people.iter().filter(|id| **id != page.person.id);
    let names: Vec<String> = others.map(|id| ctx.app.name(*id)).filter(|name| !name.is_empty()).collect();
    let mode = ctx.words.mode(check_in.mode);
    let title = match names.is_empty() {
        true => mode,
        false => {
            let args = [("mode", mode.into()), ("names", ctx.words.list(names).into())];
            ctx.words.with("ui-history-with", &args)
        }
    };
    Logged { title, ..logged(ctx, check_in) }
}

fn is_due(cadence: &PersonCadence, ctx: &Ctx<'_>) -> bool {
    cadence.due.as_ref().is_some_and(|due| due.at <= ctx.app.now())
}

fn shown(ctx: &Ctx<'_>, page: &PersonPage, it: &PersonCadence) -> Result<CadenceShown, Trouble> {
    let suggested = page.person.is_ever_suggested();
    let now = ctx.app.local_now();
    let last = it.last.map(|last| ctx.words.last_contact(last, now.date_naive()));
    let next = match &it.due {
        _ if !suggested => String::new(),
        None => ctx.words.text("ui-cadence-over"),
        Some(due) if due.at <= now => ctx.words.text("ui-cadence-due"),
        Some(due) => {
            let next = ctx.words.moment(&due.at.with_timezone(&ctx.app.zone()), &now);
            ctx.words.with("ui-cadence-next-is", &[("next", next.into())])
        }
    };
    let nearer = it.nearer.then(|| ctx.words.text("going-through-cadence"));
    let said: Vec<String> =
        nearer.into_iter().chain(last).chain([next]).filter(|said| !said.is_empty()).collect();
    let usual = page.person.preferred_time;
    Ok(CadenceShown {
        id: it.cadence.id.to_string(),
        icon: icon(it.cadence.mode),
        words: ctx.words.cadence(&it.cadence),
        standing: said.join(" "),
        dates: match suggested {
            true => cadence::next_dates(ctx, &it.cadence.repeat, usual, &it.next)?,
            false => Vec::new(),
        },
        own: !it.of_circle && !it.nearer,
    })
}

/// What stands below the name.
fn about(ctx: &Ctx<'_>, page: &PersonPage) -> Vec<String> {
    let person = &page.person;
    let now = ctx.app.local_now();
    let mut about = Vec::new();
    if !person.nicknames.is_empty() {
        let names = ctx.words.list(person.nicknames.iter().map(String::as_str));
        about.push(ctx.words.with("detail-nicknames", &[("value", names.into())]));
    }
    about.extend(person.circle.map(|circle| ctx.words.circle(circle, &ctx.app.settings())));
    // The clock has gone on between the two.
    let elsewhere = page.their_time.filter(|theirs| theirs.offset().fix() != now.offset().fix());
    if let Some(theirs) = elsewhere.filter(|_| person.status != Status::Deceased) {
        about.push(ctx.words.their_time(&theirs, &now));
    }
    about
}

fn details(ctx: &Ctx<'_>, page: &PersonPage) -> Vec<Detail> {
    let person = &page.person;
    let mut details = Vec::new();
    let mut add = |id: &str, value: Option<String>, of: &str| {
        details.extend(value.filter(|value| !value.trim().is_empty()).map(|value| Detail {
            label: ctx.words.text(id),
            value,
            of: of.to_owned(),
        }));
    };
    let of = |it: &Labelled| it.label.clone().unwrap_or_default();
    person.phones.iter().for_each(|it| add("ui-phone", Some(it.value.clone()), &of(it)));
    person.emails.iter().for_each(|it| add("ui-email", Some(it.value.clone()), &of(it)));
    person.addresses.iter().for_each(|it| add("ui-address", Some(it.value.clone()), &of(it)));
    add("person-boundary", person.boundary.map(|boundary| ctx.words.boundary(boundary)), "");
    let carries = person.support.iter().map(|support| ctx.words.support(support));
    let carries = carries.chain(person.any_hour.then(|| ctx.words.text("support-any-hour")));
    let carries = (person.status != Status::Deceased).then(|| carries.collect::<Vec<_>>().join("\n"));
    add("support-person", carries, "");
    add("person-free", person.free.map(|free| ctx.words.free_hours(free)), "");
    add("ui-birthday", person.birthday.map(|date| birthday(ctx, date)), "");
    add("ui-anniversary", person.anniversary.map(|date| birthday(ctx, date)), "");
    add("person-remembrance", person.remembrance.map(|date| birthday(ctx, date)), "");
    add("ui-organization", person.organization.clone(), "");
    add("ui-job", person.title.clone(), "");
    add("ui-zone", person.zone.map(|zone| ctx.words.zone(zone)), "");
    add("ui-preferred", person.preferred_time.map(|time| ctx.words.time(time)), "");
    details
}

/// A birthday or an anniversary; where most years have no such day, also when it is kept.
fn birthday(ctx: &Ctx<'_>, date: PartialDate) -> String {
    let said = ctx.words.birthday(date);
    match (date.month(), date.day(), date.kept_in(2001)) {
        (2, 29, Some(kept)) => {
            let kept = ctx.words.day_of_year(kept);
            ctx.words.with("ui-birthday-leap", &[("date", said.into()), ("kept", kept.into())])
        }
        _ => said,
    }
}
