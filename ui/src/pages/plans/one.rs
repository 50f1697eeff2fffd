//! One plan: where it stands, what can be done about it now, and the invitation, which the user sends.

use askama::Template;
use chrono_tz::Tz;
use kith_app::{AppError, PlanPage, PlanView, error::Kind};
use kith_core::{Mode, PlanState, Status};

use super::{
    Question, plan_id,
    proposals::{Proposed, proposed},
    question, stamped, when,
};
use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    link,
    pages::{people::export::file_name, starters::CardShown},
};

/// So much of an invitation is handed to the mail program, in bytes; longer links fail on some systems.
const LONGEST_LETTER: usize = 16_000;

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanShown<'a> {
    frame: Frame<'a>,
    id: String,
    /// Where it stands, how long it takes and where it is.
    about: Vec<String>,
    /// Where it stands, in a sentence.
    stands: String,
    /// What other clocks show at the agreed time.
    there: String,
    /// Over, and nobody has said what became of it.
    asked: Option<Question>,
    /// The times to settle on one of.
    to_choose: Vec<Proposed>,
    open: bool,
    timeless: bool,
    moved_to: Option<String>,
    moved_from: Option<String>,
    check_in: Option<String>,
    /// Where another one like it begins.
    again: Option<String>,
    invitation: Option<Letter>,
    /// What the conversation can begin with, for each who is in touch.
    begins: Vec<(String, CardShown)>,
    people: Vec<(String, String)>,
    note: String,
    length: String,
    place: String,
    made: String,
    /// The month it is in.
    month: Option<(String, String)>,
}

/// An invitation, to be sent by the user.
struct Letter {
    body: String,
    /// Whether it can be saved for a calendar: it has a time.
    timed: bool,
}

pub(crate) fn page(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let page = match ctx.app.plan(plan_id(id)?) {
        // Making it was taken back, from its own page: what is planned is where to be then.
        Err(AppError::Gone(Kind::Plan)) => return super::page(ctx),
        page => page?,
    };
    let view = &page.view;
    let plan = &view.plan;
    let open = plan.state.is_open();
    let zones: Vec<Tz> = match plan.mode {
        Mode::InPerson => Vec::new(),
        _ => view.people.iter().filter_map(|person| person.zone).collect(),
    };
    let agreed = plan.times.first().filter(|_| plan.state == PlanState::Agreed);
    let first = view.first().map(|first| super::month::first_of(first.date_naive()));
    let today = ctx.app.local_now().date_naive();
    let made = plan.made.with_timezone(&ctx.app.zone()).date_naive();
    answer::page(&PlanShown {
        frame: ctx.frame_titled(ctx.words.plan_what(view), Here::Plans),
        id: plan.id.to_string(),
        about: [ctx.words.mode(plan.mode), ctx.words.plan_state(plan.state)].into(),
        stands: stands(ctx, view),
        there: agreed
            .filter(|_| !view.to_answer)
            .map(|time| super::proposals::there(ctx, *time, &zones))
            .unwrap_or_default(),
        asked: view.to_answer.then(|| question(ctx, view)),
        to_choose: match plan.state {
            PlanState::Proposed => plan
                .times
                .iter()
                .filter(|time| time.instant() > ctx.app.now())
                .map(|time| proposed(ctx, *time, &zones))
                .collect(),
            _ => Vec::new(),
        },
        open,
        timeless: open && plan.times.is_empty(),
        moved_to: plan.moved_to.map(|to| to.to_string()),
        moved_from: page.moved_from.map(|from| from.to_string()),
        check_in: page.check_in.as_ref().map(|check_in| check_in.id.to_string()),
        again: again(&page),
        invitation: match open && !view.to_answer && !view.silent {
            true => Some(Letter {
                body: ctx.words.invitation(&ctx.app.invitation(plan.id)?).body,
                timed: !plan.times.is_empty(),
            }),
            false => None,
        },
        begins: match open && !view.to_answer && !view.silent {
            true => begins(ctx, view)?,
            false => Vec::new(),
        },
        people: view.people.iter().map(|person| (person.id.to_string(), person.name.clone())).collect(),
        note: plan.note.clone(),
        length: ctx.words.minutes(plan.minutes),
        place: plan.place.clone(),
        made: ctx.words.day(made, today),
        month: first.map(|first| (super::month::path(first), ctx.words.month_of_year(first))),
    })
}

/// Where it stands, in a sentence.
fn stands(ctx: &Ctx<'_>, view: &PlanView) -> String {
    let plan = &view.plan;
    match plan.state {
        PlanState::Idea => ctx.words.text("plans-is-idea"),
        PlanState::Proposed => ctx.words.with("plans-is-proposed", &[("count", plan.times.len().into())]),
        PlanState::Agreed => {
            let when = plan.times.first().map(|time| when(ctx, *time)).unwrap_or_default();
            ctx.words.with("plans-is-agreed", &[("when", when.into())])
        }
        PlanState::Happened => ctx.words.text("plans-is-happened"),
        PlanState::Moved => ctx.words.text("plans-is-moved"),
        PlanState::Dropped => ctx.words.text("plans-is-dropped"),
    }
}

/// What the conversation can begin with, for each who is in touch and has something.
fn begins(ctx: &Ctx<'_>, view: &PlanView) -> Result<Vec<(String, CardShown)>, Trouble> {
    let in_touch = view.people.iter().filter(|person| person.status.is_active());
    let cards = in_touch.map(|person| Ok((person.name.clone(), CardShown::of_prompt(ctx, person.id, None)?)));
    let cards: Vec<_> = cards.collect::<Result<_, Trouble>>()?;
    Ok(cards.into_iter().filter(|(_, card)| !card.is_empty()).collect())
}

/// The way to another one like it, once it is over: with those who are in touch.
fn again(page: &PlanPage) -> Option<String> {
    let plan = &page.view.plan;
    let is_over = matches!(plan.state, PlanState::Happened | PlanState::Dropped);
    let with = page.view.people.iter().filter(|person| person.status == Status::Active);
    let with: Vec<String> = with.map(|person| format!("with={}", person.id)).collect();
    (is_over && !with.is_empty()).then(|| format!("/plans/new?{}&mode={}", with.join("&"), plan.mode))
}

/// Settles on one of the times.
pub(crate) fn agree(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = plan_id(id)?;
    let typed = ctx.asked.field("time");
    let time = stamped(typed).ok_or_else(|| AppError::BadWhen(typed.to_owned()))?;
    let plan = ctx.app.agree(id, time)?;
    let what = ctx.words.plan_what(&ctx.app.plan(plan.id)?.view);
    let args = [("what", what.into()), ("when", when(ctx, time).into())];
    ctx.say_with_undo(ctx.words.with("plans-made-agreed", &args));
    Ok(ctx.back_or(&format!("/plans/{id}")))
}

/// Lets it go.
pub(crate) fn let_go(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = plan_id(id)?;
    let what = ctx.words.plan_what(&ctx.app.plan(id)?.view);
    ctx.app.drop_plan(id)?;
    ctx.say_with_undo(ctx.words.with("plans-let-gone", &[("what", what.into())]));
    Ok(ctx.back_or(&format!("/plans/{id}")))
}

/// Opens the invitation, with the words as they stand in the form, in the mail program.
pub(crate) fn mail(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = plan_id(id)?;
    let invitation = ctx.app.invitation(id)?;
    let subject = ctx.words.invitation(&invitation).subject;
    let addresses = invitation.plan.people.iter().filter_map(|person| person.email.as_deref());
    let letter = link::letter(addresses, &subject, ctx.asked.given("text").unwrap_or_default());
    if letter.len() > LONGEST_LETTER {
        return Err(Trouble::Field(ctx.words.text("plans-letter-too-long")));
    }
    ctx.open(&letter)?;
    Ok(Answer::See(format!("/plans/{id}")))
}

/// Saves it for calendars.
pub(crate) fn calendar(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = plan_id(id)?;
    let file = ctx.app.plan_file(id, &ctx.words)?;
    let name = file_name(&ctx.words.plan_what(&ctx.app.plan(id)?.view));
    if let Some(path) = ctx.ui.host.save(&format!("{name}.ics"), file.as_bytes())? {
        let path = path.display().to_string();
        ctx.say(ctx.words.with("plans-calendar-saved", &[("path", path.into())]));
    }
    Ok(Answer::See(format!("/plans/{id}")))
}
