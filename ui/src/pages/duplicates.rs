//! People who could be one person: which they are and why, and two of them side by side, to be made one or to be left two.

use askama::Template;
use kith_core::{
    PersonId,
    alike::Pair,
    merge::{Choice, Field},
};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    show::Face,
};
use fields::{Line, lines};

mod fields;

/// So many pairs are listed; the next ones come when these are dealt with.
const LISTED: usize = 100;

#[derive(Template)]
#[template(path = "duplicates.html")]
struct Duplicates<'a> {
    frame: Frame<'a>,
    pairs: Vec<PairShown>,
    /// How many there are besides, in words.
    more: Option<String>,
}

struct PairShown {
    one: Somebody,
    other: Somebody,
    why: String,
}

#[derive(Template)]
#[template(path = "side_by_side.html")]
struct SideBySidePage<'a> {
    frame: Frame<'a>,
    kept: Somebody,
    other: Somebody,
    why: String,
    /// What both say, field by field.
    lines: Vec<Line>,
}

/// One of the two.
struct Somebody {
    id: String,
    name: String,
    face: Face,
    /// "5 check-ins".
    check_ins: String,
}

/// The likeliest pairs.
pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let all = ctx.app.duplicates()?;
    let more = all.len().saturating_sub(LISTED);
    let shown = |pair: &Pair| -> Result<PairShown, Trouble> {
        let both = ctx.app.side_by_side(pair.a, pair.b)?;
        let one = somebody(ctx, &both.kept, both.check_ins.0)?;
        let other = somebody(ctx, &both.other, both.check_ins.1)?;
        // Who was met more often stays, unless somebody says otherwise.
        let (one, other) = if both.check_ins.1 > both.check_ins.0 { (other, one) } else { (one, other) };
        Ok(PairShown { one, other, why: ctx.words.why_alike(&pair.why) })
    };
    answer::page(&Duplicates {
        frame: ctx.frame("duplicates-title", Here::People),
        pairs: all.iter().take(LISTED).map(shown).collect::<Result<_, _>>()?,
        more: (more > 0).then(|| ctx.words.with("duplicates-more", &[("count", more.into())])),
    })
}

/// Two people, to be compared: the first one stays if they become one.
pub(crate) fn side_by_side(ctx: &Ctx<'_>, kept: &str, other: &str) -> Result<Answer, Trouble> {
    let (kept, other) = two(ctx, kept, other)?;
    let both = ctx.app.side_by_side(kept, other)?;
    let names = ctx.words.list([both.kept.name.as_str(), both.other.name.as_str()]);
    answer::page(&SideBySidePage {
        frame: ctx.frame_titled(names, Here::People),
        why: ctx.words.why_alike(&ctx.app.why_alike(kept, other)?),
        lines: lines(ctx, &both),
        kept: somebody(ctx, &both.kept, both.check_ins.0)?,
        other: somebody(ctx, &both.other, both.check_ins.1)?,
    })
}

/// Makes them one. Of the fields in which they differ, the form says whose value stands.
pub(crate) fn merge(ctx: &Ctx<'_>, kept: &str, other: &str) -> Result<Answer, Trouble> {
    let (kept, other) = two(ctx, kept, other)?;
    let is_others = |field: &Field| ctx.asked.field(fields::name(*field)) == "other";
    let choice = Choice { others: Field::ALL.into_iter().filter(is_others).collect() };
    let person = ctx.app.merge_people(kept, other, &choice)?;
    ctx.say_with_undo(ctx.words.with("duplicates-merged", &[("name", person.name.into())]));
    Ok(Answer::See("/duplicates".to_owned()))
}

/// Says that they are two, so that nobody asks again.
pub(crate) fn are_two(ctx: &Ctx<'_>, one: &str, other: &str) -> Result<Answer, Trouble> {
    let (one, other) = two(ctx, one, other)?;
    ctx.app.are_two(one, other)?;
    let names = ctx.words.list([ctx.app.name(one), ctx.app.name(other)]);
    ctx.say_with_undo(ctx.words.with("duplicates-are-two", &[("names", names.into())]));
    Ok(Answer::See("/duplicates".to_owned()))
}

fn two(ctx: &Ctx<'_>, one: &str, other: &str) -> Result<(PersonId, PersonId), Trouble> {
    match (ctx.person_id(one)?, ctx.person_id(other)?) {
        (one, other) if one == other => Err(Trouble::NoPage),
        two => Ok(two),
    }
}

fn somebody(ctx: &Ctx<'_>, person: &kith_core::Person, check_ins: usize) -> Result<Somebody, Trouble> {
    Ok(Somebody {
        id: person.id.to_string(),
        face: Face::of(&person.name, person.circle).pictured(ctx, person.id)?,
        name: person.name.clone(),
        check_ins: ctx.words.with("duplicates-check-ins", &[("count", check_ins.into())]),
    })
}
