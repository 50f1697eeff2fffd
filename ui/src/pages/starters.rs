//! What a conversation can begin with, as cards and people's pages show it, and what can be done with each line of it.

use kith_app::{AppError, error::Kind};
use kith_core::{Card, PersonId, Starter, StarterId, StarterKind};

use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
    pages::contact::Choice,
};

/// What a conversation can begin with, to be shown by `part/starters.html`.
pub(crate) struct CardShown {
    /// Whose.
    pub id: String,
    pub lines: Vec<StarterShown>,
    /// What was noted last, and the days that come near: an icon and a sentence each.
    pub said: Vec<(&'static str, String)>,
    pub question: Option<String>,
    /// Whether lines can be ticked off: nothing is asked of the dead.
    pub ticks: bool,
    /// Whether lines can be changed and taken out here.
    pub edits: bool,
}

/// A promise, or something that was seen.
pub(crate) struct StarterShown {
    pub id: String,
    pub icon: &'static str,
    /// "You promised".
    pub label: String,
    pub text: String,
    /// Beside the text: "3 November".
    pub day: String,
    /// "Kept", and what a screen reader says.
    pub tick: String,
    pub tick_label: String,
}

impl CardShown {
    /// The card of somebody as a prompt shows it, without the note that was quoted already.
    pub(crate) fn of_prompt(ctx: &Ctx<'_>, id: PersonId, quoted: Option<&str>) -> Result<CardShown, Trouble> {
        let mut card = ctx.app.card(id)?;
        card.last = card.last.filter(|last| Some(last.note.as_str()) != quoted);
        Ok(shown(ctx, id, &card))
    }

    /// The card of somebody on their own page. Of somebody who has died it shows what was noted, and asks for nothing.
    pub(crate) fn of_page(ctx: &Ctx<'_>, id: PersonId, alive: bool) -> Result<CardShown, Trouble> {
        let mut card = ctx.app.card(id)?;
        if !alive {
            card.saw = ctx.app.starters(id).into_iter().filter(Starter::is_open).collect();
        }
        Ok(CardShown { ticks: alive, edits: true, ..shown(ctx, id, &card) })
    }

    /// Whether there is nothing to show.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.said.is_empty() && self.question.is_none()
    }
}

fn shown(ctx: &Ctx<'_>, id: PersonId, card: &Card) -> CardShown {
    let today = ctx.app.local_now().date_naive();
    let noted = card.last.iter().map(|last| ("pen", ctx.words.last_note(last, today)));
    let dates = card.dates.iter().map(|near| ("cake", ctx.words.date_near(*near, today)));
    CardShown {
        id: id.to_string(),
        lines: card.promises.iter().chain(&card.saw).map(|starter| line(ctx, starter)).collect(),
        said: noted.chain(dates).collect(),
        question: card.question.map(|number| ctx.words.question(number)),
        ticks: true,
        edits: false,
    }
}

fn line(ctx: &Ctx<'_>, starter: &Starter) -> StarterShown {
    let kind = ("kind", starter.kind.name().into());
    StarterShown {
        id: starter.id.to_string(),
        icon: match starter.kind {
            StarterKind::Promise => "promise",
            StarterKind::Saw => "eye",
        },
        label: ctx.words.starter_kind(starter.kind),
        text: starter.text.clone(),
        day: ctx.words.day(starter.day, ctx.app.local_now().date_naive()),
        tick: ctx.words.with("ui-starter-tick", std::slice::from_ref(&kind)),
        tick_label: ctx.words.with("ui-starter-tick-of", &[kind, ("what", starter.text.as_str().into())]),
    }
}

/// The kinds to choose from.
pub(crate) fn kinds(ctx: &Ctx<'_>) -> Vec<Choice> {
    let option = |kind: StarterKind| Choice {
        value: kind.name(),
        label: ctx.words.starter_kind(kind),
        icon: "",
        on: kind == StarterKind::Promise,
    };
    [StarterKind::Promise, StarterKind::Saw].map(option).into()
}

pub(crate) fn add(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let kind = match ctx.asked.field("kind") {
        "saw" => StarterKind::Saw,
        _ => StarterKind::Promise,
    };
    ctx.app.add_starter(id, kind, ctx.asked.field("text"))?;
    ctx.say_with_undo(ctx.words.with("ui-starter-added", &[("name", ctx.app.name(id).into())]));
    Ok(ctx.back_or(&format!("/people/{id}")))
}

pub(crate) fn edit(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let starter = ctx.app.edit_starter(parsed(id)?, ctx.asked.field("text"))?;
    ctx.say_with_undo(ctx.words.text("ui-saved"));
    Ok(ctx.back_or(&format!("/people/{}", starter.person)))
}

/// The promise is kept, or what was seen was spoken of.
pub(crate) fn tick(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let starter = ctx.app.tick_starter(parsed(id)?)?;
    let text = ctx.words.shortened(&starter.text);
    let args = [("kind", starter.kind.name().into()), ("text", text.into())];
    ctx.say_with_undo(ctx.words.with("ui-starter-ticked", &args));
    Ok(ctx.back_or(&format!("/people/{}", starter.person)))
}

pub(crate) fn remove(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let starter = ctx.app.remove_starter(parsed(id)?)?;
    let what = ctx.words.shortened(&starter.text);
    ctx.say_with_undo(ctx.words.with("ui-starter-removed", &[("what", what.into())]));
    Ok(ctx.back_or(&format!("/people/{}", starter.person)))
}

/// Another question than the one that is shown, which does not come again.
pub(crate) fn another(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    if ctx.app.another_question(id)?.is_none() {
        ctx.say_with_undo(ctx.words.with("ui-question-none", &[("name", ctx.app.name(id).into())]));
    }
    Ok(ctx.back_or(&format!("/people/{id}")))
}

fn parsed(id: &str) -> Result<StarterId, Trouble> {
    id.parse().map_err(|_| Trouble::App(AppError::Gone(Kind::Starter)))
}
