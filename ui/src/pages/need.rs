//! "I need…": one question, then whom to turn to now, and below them the helplines.

use askama::Template;
use kith_app::HelperView;
use kith_core::{Mode, SupportRole};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    link::{self, Refused},
    pages::support::{
        helplines::{self, LineShown},
        named,
    },
    reaching,
    show::Face,
};

#[derive(Template)]
#[template(path = "need.html")]
struct Question<'a> {
    frame: Frame<'a>,
    roles: Vec<RoleShown>,
    lines: Vec<LineShown>,
}

/// A need to choose.
struct RoleShown {
    key: &'static str,
    /// The key that chooses it.
    number: usize,
    ask: String,
    hint: String,
}

#[derive(Template)]
#[template(path = "need_role.html")]
struct Whom<'a> {
    frame: Frame<'a>,
    role: &'static str,
    headline: String,
    cards: Vec<Card>,
    more: bool,
    nobody: String,
    lines: Vec<LineShown>,
}

/// Somebody to turn to.
struct Card {
    id: String,
    name: String,
    face: Face,
    why: String,
    their_time: Option<String>,
    /// The number that is called, if there is one.
    phone: Option<String>,
    message: bool,
}

/// The question.
pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let role = |(number, role): (usize, SupportRole)| RoleShown {
        key: role.name(),
        number: number + 1,
        ask: ctx.words.need_ask(role),
        hint: ctx.words.support_role_hint(role),
    };
    answer::page(&Question {
        frame: ctx.frame("need-title", Here::Support),
        roles: SupportRole::ALL.into_iter().enumerate().map(role).collect(),
        lines: helplines::shown(ctx),
    })
}

/// What was chosen. It is only kept where the user wants that; looking at the answer keeps nothing.
pub(crate) fn ask(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let role = named(ctx.asked.field("role"))?;
    // A book that cannot be written keeps nothing, and is no reason to be left without an answer.
    if ctx.app.read_only().is_none() {
        ctx.app.keep_need(role)?;
    }
    Ok(Answer::See(format!("/need/{}", role.name())))
}

/// The answer.
pub(crate) fn whom(ctx: &Ctx<'_>, role: &str) -> Result<Answer, Trouble> {
    let view = ctx.app.need(named(role)?);
    answer::page(&Whom {
        frame: ctx.frame_titled(ctx.words.need_headline(view.role), Here::Support),
        role: view.role.name(),
        headline: ctx.words.need_headline(view.role),
        cards: view.helpers.iter().map(|helper| card(ctx, helper)).collect(),
        more: view.more,
        nobody: ctx.words.nobody_needed(&view),
        lines: helplines::shown(ctx),
    })
}

/// Begins a call to somebody who carries this: at the number of the practice, where there is one.
pub(crate) fn call(ctx: &Ctx<'_>, role: &str, id: &str) -> Result<Answer, Trouble> {
    let (role, id) = (named(role)?, ctx.person_id(id)?);
    let person = ctx.app.known(id)?;
    let practice = person.support.iter().find(|support| support.role == role);
    let practice = practice.and_then(|support| support.phone.as_deref());
    let phone = practice.or(person.phones.first().map(|phone| phone.value.as_str())).ok_or(Refused)?;
    ctx.open(&link::call(phone)?)?;
    reaching::begin(ctx.app, id, Mode::Voice)?;
    Ok(ctx.back_or(&format!("/need/{}", role.name())))
}

fn card(ctx: &Ctx<'_>, view: &HelperView) -> Card {
    let now = ctx.app.local_now();
    let helper = &view.helper;
    let callable = |phone: &String| link::call(phone).is_ok();
    let person = ctx.app.known(helper.person).ok();
    let texts =
        person.as_ref().and_then(|person| person.phones.first()).is_some_and(|it| callable(&it.value));
    Card {
        id: helper.person.to_string(),
        name: helper.name.clone(),
        face: Face::of(&helper.name, helper.circle),
        why: ctx.words.why_helper(view, &now),
        their_time: view.their_time.map(|theirs| ctx.words.their_time(&theirs, &now)),
        phone: view.phone.clone().filter(callable),
        message: texts || view.email.as_deref().is_some_and(|email| link::mail(email).is_ok()),
    }
}
