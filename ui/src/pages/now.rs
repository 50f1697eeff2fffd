//! "I have 20 minutes": who would be good to call now, and for an evening, who would be good to meet.
//!
//! It is asked for, so it may answer when Today is quiet; it offers at most three people, each with the reason.

use askama::Template;
use kith_app::GoodView;
use kith_core::now::Have;

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    link,
    show::Face,
};

/// The lengths of time to choose from.
const CHOICES: [Have; 5] =
    [Have::Minutes(20), Have::Minutes(45), Have::Minutes(60), Have::Minutes(120), Have::Evening];

#[derive(Template)]
#[template(path = "now.html")]
struct Now<'a> {
    frame: Frame<'a>,
    /// How much time there is.
    have: String,
    headline: String,
    choices: Vec<Choice>,
    cards: Vec<Card>,
    /// What is said when there is nobody.
    nobody: String,
}

struct Choice {
    label: String,
    path: String,
    chosen: bool,
}

/// Somebody who would be good to reach.
struct Card {
    id: String,
    name: String,
    face: Face,
    why: String,
    their_time: Option<String>,
    /// Whether they can be called from here.
    call: bool,
    mode: &'static str,
}

pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let have = ctx.asked.parsed("minutes").unwrap_or(CHOICES[0]);
    let view = ctx.app.good_for(have)?;
    answer::page(&Now {
        frame: ctx.frame("now-title", Here::Today),
        have: ctx.words.have(have),
        headline: ctx.words.now_headline(have),
        choices: CHOICES.into_iter().map(|choice| self::choice(ctx, choice, have)).collect(),
        cards: view.good.iter().map(|good| card(ctx, good)).collect(),
        nobody: ctx.words.nobody_now(&view, &ctx.app.local_now()),
    })
}

/// Gives everybody beyond the first few a day in the coming weeks.
pub(crate) fn spread(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    match ctx.app.spread_rest()? {
        Some(day) => {
            let day = ctx.words.day(day, ctx.app.local_now().date_naive());
            ctx.say_with_undo(ctx.words.with("back-spread-done", &[("day", day.into())]));
        }
        None => ctx.say(ctx.words.text("back-spread-none")),
    }
    Ok(ctx.back_or("/today"))
}

fn choice(ctx: &Ctx<'_>, choice: Have, chosen: Have) -> Choice {
    let (label, minutes) = match choice {
        Have::Minutes(minutes) => {
            let label = ctx.words.with("now-choose-minutes", &[("minutes", minutes.into())]);
            (label, minutes.to_string())
        }
        Have::Evening => (ctx.words.text("now-choose-evening"), choice.to_string()),
    };
    Choice { label, path: format!("/now?minutes={minutes}"), chosen: choice == chosen }
}

fn card(ctx: &Ctx<'_>, good: &GoodView) -> Card {
    let now = ctx.app.local_now();
    let can_call = || good.phone.as_deref().is_some_and(|phone| link::call(phone).is_ok());
    Card {
        id: good.person.to_string(),
        name: good.name.clone(),
        face: Face::of(&good.name, good.circle),
        why: ctx.words.why_now(good, &now),
        their_time: good.their_time.map(|theirs| ctx.words.their_time(&theirs, &now)),
        call: kith_core::whereabouts::is_call(good.mode) && can_call(),
        mode: good.mode.name(),
    }
}
