//! Sorting: after many people came in at once, one of them at a time, one key for how close they are. It can be left at
//! any time: who waits is written down with the person, and only how many are done is a note of this page.

use askama::Template;
use kith_app::SORTED;
use kith_core::{Circle, Person, Repeat};
use kith_words::Telling;

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    show::Face,
};

/// What is noted of the progress, between two requests and over restarts.
const NOTED: &str = "sort-progress";

#[derive(Template)]
#[template(path = "sort.html")]
struct SortPage<'a> {
    frame: Frame<'a>,
    /// Nobody when all are sorted.
    who: Option<Shown>,
    /// How many are done, and of how many.
    done: usize,
    total: usize,
    /// "12 of 96".
    progress: String,
    circles: Vec<Way>,
    /// What was done last, while that can be taken back.
    last: Option<String>,
}

/// Whom to sort now.
struct Shown {
    id: String,
    name: String,
    face: Face,
    /// Everything known that helps to remember who this is, a line each.
    known: Vec<String>,
    note: String,
}

/// A circle to put them into.
struct Way {
    key: usize,
    name: String,
    value: &'static str,
    /// The cadences it brings.
    brings: Vec<String>,
}

/// The next one who waits.
pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let sorting = ctx.app.sorting();
    let done = done(ctx, sorting.waiting)?;
    let total = done + sorting.waiting;
    let who = sorting.next.map(|id| ctx.app.person(id, 0)).transpose()?;
    let title = match &who {
        Some(page) => page.person.name.clone(),
        None => ctx.words.text("sort-all-done"),
    };
    let shown = |page: kith_app::PersonPage| -> Result<Shown, Trouble> {
        Ok(Shown {
            id: page.person.id.to_string(),
            face: Face::of(&page.person.name, None).pictured(ctx, page.person.id)?,
            known: known(ctx, &page),
            note: ctx.words.shortened(&page.person.note),
            name: page.person.name,
        })
    };
    answer::page(&SortPage {
        frame: ctx.frame_titled(title, Here::People),
        who: who.map(shown).transpose()?,
        progress: ctx.words.with("sort-progress", &[("done", done.into()), ("total", total.into())]),
        circles: circles(ctx),
        last: last(ctx)?,
        done,
        total,
    })
}

/// Puts one person into a circle, or into none.
pub(crate) fn sort(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let id = ctx.person_id(ctx.asked.field("id"))?;
    let circle: Option<Circle> = ctx.asked.parsed("circle");
    let before = ctx.app.sorting().waiting;
    let done = done(ctx, before)?;
    ctx.app.sort(id, circle)?;
    let waiting = ctx.app.sorting().waiting;
    note(ctx, done + before.saturating_sub(waiting), waiting)?;
    Ok(Answer::See("/sort".to_owned()))
}

/// Takes back the last sorting; nothing else that was done.
pub(crate) fn undo(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let before = ctx.app.sorting().waiting;
    let done = done(ctx, before)?;
    match ctx.app.latest_undo().filter(|undo| undo.name == SORTED) {
        Some(undo) => {
            ctx.app.undo(Some(undo.seq))?;
            let waiting = ctx.app.sorting().waiting;
            note(ctx, done.saturating_sub(waiting.saturating_sub(before)), waiting)?;
        }
        None => ctx.say(ctx.words.text("sort-nothing-to-undo")),
    }
    Ok(Answer::See("/sort".to_owned()))
}

fn note(ctx: &Ctx<'_>, done: usize, waiting: usize) -> Result<(), Trouble> {
    Ok(ctx.app.set_draft(NOTED, &format!("{done} {waiting}"))?)
}

/// How many are done while so many wait.
fn done(ctx: &Ctx<'_>, waiting: usize) -> Result<usize, Trouble> {
    Ok(done_of(&ctx.draft(NOTED)?, waiting))
}

/// Of what was noted, how many are done: none when all were and more have come, one less when the last was taken back
/// elsewhere.
fn done_of(noted: &str, waiting: usize) -> usize {
    let mut numbers = noted.split(' ').filter_map(|number| number.parse::<usize>().ok());
    let (done, then) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    match waiting {
        _ if waiting == then + 1 => done.saturating_sub(1),
        _ if then == 0 && waiting > 0 => 0,
        _ => done,
    }
}

fn circles(ctx: &Ctx<'_>) -> Vec<Way> {
    let settings = ctx.app.settings();
    let said = |default: &kith_core::CircleDefault| {
        let repeat = Repeat::After { every: default.every, first: Default::default(), at: None };
        ctx.words.repeat(default.mode, &repeat)
    };
    let way = |(key, circle): (usize, Circle)| Way {
        key,
        name: ctx.words.circle(circle, &settings),
        value: circle.name(),
        brings: settings.circle_defaults(circle).iter().map(said).collect(),
    };
    (1..).zip(Circle::ALL).map(way).collect()
}

/// What was done last, if it was a sorting.
fn last(ctx: &Ctx<'_>) -> Result<Option<String>, Trouble> {
    let Some(undo) = ctx.app.latest_undo().filter(|undo| undo.name == SORTED) else { return Ok(None) };
    let (act, names) = ctx.app.told_act(undo.seq)?;
    let (settings, now) = (ctx.app.settings(), ctx.app.local_now());
    Ok(Some(ctx.words.act(&act, Telling { names: &names, settings: &settings, now: &now })))
}

fn known(ctx: &Ctx<'_>, page: &kith_app::PersonPage) -> Vec<String> {
    let person: &Person = &page.person;
    let mut known = Vec::new();
    if !person.nicknames.is_empty() {
        let names = ctx.words.list(person.nicknames.iter().map(String::as_str));
        known.push(ctx.words.with("detail-nicknames", &[("value", names.into())]));
    }
    let work: Vec<&str> =
        [&person.title, &person.organization].into_iter().flatten().map(String::as_str).collect();
    known.push(work.join(", "));
    let place = person.addresses.first().map(|address| address.value.as_str()).unwrap_or_default();
    known.push(place.split_whitespace().collect::<Vec<_>>().join(" "));
    known.extend(person.phones.first().map(|phone| phone.value.clone()));
    known.extend(person.emails.first().map(|email| email.value.clone()));
    let today = ctx.app.local_now().date_naive();
    known.extend(page.summary.last.any().map(|last| ctx.words.last_contact(last, today)));
    known.retain(|line| !line.trim().is_empty());
    known
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing_noted("", 96, 0)]
    #[case::on_the_way("12 84", 84, 12)]
    #[case::taken_back_elsewhere("12 84", 85, 11)]
    #[case::somebody_was_removed("12 84", 80, 12)]
    #[case::all_done("96 0", 0, 96)]
    #[case::the_last_was_taken_back_elsewhere("96 0", 1, 95)]
    #[case::more_have_come_since("96 0", 10, 0)]
    #[case::nonsense("many", 3, 0)]
    fn how_many_are_done_is_remembered(#[case] noted: &str, #[case] waiting: usize, #[case] done: usize) {
        assert_eq!(done_of(noted, waiting), done);
    }
}
