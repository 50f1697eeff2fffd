//! Support: the net as a picture and as a list, what could be done about it, and the helplines.

use askama::Template;
use http::StatusCode;
use kith_core::{PersonId, SupportRole, net::Step};

use self::{helplines::LineShown, picture::Picture};
use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::problem::{Opt, Problem},
};

pub(crate) mod helplines;
mod picture;

/// So many people are offered while a name is typed.
const OFFERED: usize = 30;

#[derive(Template)]
#[template(path = "support.html")]
struct SupportPage<'a> {
    frame: Frame<'a>,
    /// Whether nothing is noted of anybody.
    empty: bool,
    /// Whether there is anybody in the book.
    anybody: bool,
    step: String,
    /// Who else carries everything, besides whom the step names.
    everything: Vec<String>,
    picture: Picture,
    needs: Vec<NeedShown>,
    apart: Option<String>,
    near: Vec<String>,
    roles: Vec<Opt>,
    who: String,
    note: String,
    lines: Vec<LineShown>,
    /// What was needed and kept, the latest first.
    kept: Vec<String>,
    problem: Option<Problem>,
}

/// A need, and who carries it.
struct NeedShown {
    key: &'static str,
    role: String,
    rests: String,
    /// Whether nobody carries it.
    gap: bool,
    carriers: Vec<CarrierShown>,
}

/// Somebody who carries a need.
struct CarrierShown {
    id: String,
    name: String,
    /// What to know about it.
    note: String,
    /// What a screen reader says of the button that takes them out.
    drop: String,
}

pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    show(ctx, None)
}

/// Notes that somebody can be turned to.
pub(crate) fn carry(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let Some(role) = SupportRole::named(ctx.asked.field("role")) else { return Err(Trouble::NoPage) };
    let carried =
        ctx.app.whom(ctx.asked.field("who")).and_then(|id| ctx.app.carry(id, role, ctx.asked.field("note")));
    let person = match carried {
        Ok(person) => person,
        Err(error) => {
            return show(ctx, Some(Problem { field: "who", sentence: ctx.words.error(&error) }));
        }
    };
    let args = [("name", person.name.into()), ("need", ctx.words.support_for(role).into())];
    ctx.say_with_undo(ctx.words.with("support-carried", &args));
    Ok(Answer::See("/support".to_owned()))
}

/// Notes that somebody is not turned to for this any more.
pub(crate) fn let_go(ctx: &Ctx<'_>, role: &str, id: &str) -> Result<Answer, Trouble> {
    let (id, role) = (ctx.person_id(id)?, named(role)?);
    let person = ctx.app.drop_role(id, role)?;
    let args = [("name", person.name.into()), ("need", ctx.words.support_for(role).into())];
    ctx.say_with_undo(ctx.words.with("support-dropped", &args));
    Ok(Answer::See("/support".to_owned()))
}

/// Forgets what was needed.
pub(crate) fn forget(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    match ctx.app.forget_needs()? {
        0 => ctx.say(ctx.words.text("ui-nothing-changed")),
        _ => ctx.say_with_undo(ctx.words.text("need-forgotten")),
    }
    Ok(Answer::See("/support".to_owned()))
}

/// The role that a segment of the path names.
pub(crate) fn named(segment: &str) -> Result<SupportRole, Trouble> {
    SupportRole::named(segment).ok_or(Trouble::NoPage)
}

fn show(ctx: &Ctx<'_>, problem: Option<Problem>) -> Result<Answer, Trouble> {
    let net = ctx.app.net();
    let name = |id: PersonId| ctx.app.name(id);
    let today = ctx.app.local_now().date_naive();
    let told = matches!(net.step, Step::Relieve(..));
    let typed = ctx.asked.field("role");
    let wanted = match net.step {
        Step::Fill(role) | Step::Relieve(_, role) | Step::Second(role, _) => role.name(),
        Step::Begin | Step::Holds => SupportRole::Listening.name(),
    };
    let chosen = if typed.is_empty() { wanted } else { typed };
    let needs = net.needs.iter().map(|need| NeedShown {
        key: need.role.name(),
        role: ctx.words.support_role(need.role),
        rests: ctx.words.rests_on(need),
        gap: need.carriers.is_empty(),
        carriers: need
            .carriers
            .iter()
            .map(|carrier| CarrierShown {
                id: carrier.person.to_string(),
                name: carrier.name.clone(),
                note: carrier.support.note.clone(),
                drop: ctx.words.with(
                    "support-drop",
                    &[
                        ("name", carrier.name.as_str().into()),
                        ("need", ctx.words.support_for(need.role).into()),
                    ],
                ),
            })
            .collect(),
    });
    let near = ctx.app.near(OFFERED);
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = SupportPage {
        frame: ctx.frame("support-title", Here::Support),
        empty: net.step == Step::Begin,
        step: ctx.words.net_step(&net, name),
        everything: net
            .everything
            .iter()
            .skip(usize::from(told))
            .map(|id| ctx.words.with("support-everything", &[("name", name(*id).into())]))
            .collect(),
        picture: Picture::of(ctx, &net),
        needs: needs.collect(),
        apart: (!net.apart.is_empty()).then(|| ctx.words.net_apart(&net, name)),
        anybody: !near.is_empty(),
        near,
        roles: SupportRole::ALL
            .into_iter()
            .map(|role| Opt {
                value: role.name().to_owned(),
                label: ctx.words.support_role(role),
                on: role.name() == chosen,
            })
            .collect(),
        who: ctx.asked.field("who").to_owned(),
        note: ctx.asked.field("note").to_owned(),
        lines: helplines::shown(ctx),
        kept: ctx
            .app
            .kept_needs()
            .into_iter()
            .map(|kept| {
                let day = ctx.words.day(kept.day, today);
                let need = ctx.words.support_for(kept.role);
                ctx.words.with("need-kept-line", &[("day", day.into()), ("need", need.into())])
            })
            .collect(),
        problem,
    };
    answer::with_status(status, &page)
}
