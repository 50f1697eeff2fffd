//! What can be done with a prompt from its card: call, write, ask later, let go; and pausing everything.

use chrono::{NaiveTime, TimeDelta};
use kith_app::{AppError, Target, Wait};
use kith_core::{Mode, PersonId, phrase, zoned::to_instant};

use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
    link::{self, Refused},
    reaching,
};

/// Begins a call, and remembers to ask whether it came about.
pub(crate) fn call(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let person = ctx.app.known(id)?;
    let phone = person.phones.first().ok_or(Refused)?;
    ctx.open(&link::call(&phone.value)?)?;
    reaching::begin(ctx.app, id, Mode::Voice)?;
    Ok(ctx.back_or("/today"))
}

/// Begins a message: a text where there is a number, else a mail.
pub(crate) fn message(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let person = ctx.app.known(id)?;
    let text = person.phones.first().and_then(|phone| link::text(&phone.value).ok());
    let mail = || person.emails.first().and_then(|email| link::mail(&email.value).ok());
    ctx.open(&text.or_else(mail).ok_or(Refused)?)?;
    reaching::begin(ctx.app, id, Mode::Message)?;
    Ok(ctx.back_or("/today"))
}

pub(crate) fn snooze(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let until = ctx.app.snooze(Target::from(id), wait(ctx)?)?;
    reaching::end(ctx.app, &[id])?;
    let until = ctx.words.moment(&until.with_timezone(&ctx.app.zone()), &ctx.app.local_now());
    let args = [("name", ctx.app.name(id).into()), ("until", until.into())];
    ctx.say_with_undo(ctx.words.with("ui-snoozed", &args));
    Ok(ctx.back_or("/today"))
}

pub(crate) fn skip(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let next = ctx.app.skip(Target::from(id))?;
    reaching::end(ctx.app, &[id])?;
    let name = ctx.app.name(id);
    let said = match next.iter().min() {
        Some(next) => {
            let next = ctx.words.on(next.date_naive(), ctx.app.local_now().date_naive());
            ctx.words.with("ui-skipped", &[("name", name.into()), ("next", next.into())])
        }
        None => ctx.words.with("ui-skipped-last", &[("name", name.into())]),
    };
    ctx.say_with_undo(said);
    Ok(ctx.back_or("/today"))
}

/// Asks for nobody for a while.
pub(crate) fn pause(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let until = ctx.app.pause_all(wait(ctx)?)?.with_timezone(&ctx.app.zone());
    let until = ctx.words.moment(&until, &ctx.app.local_now());
    ctx.say_with_undo(ctx.words.with("ui-paused", &[("until", until.into())]));
    Ok(ctx.back_or("/today"))
}

pub(crate) fn resume(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    ctx.app.resume_all()?;
    ctx.say_with_undo(ctx.words.text("ui-resumed"));
    Ok(ctx.back_or("/today"))
}

pub(crate) fn resume_person(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id: PersonId = ctx.person_id(id)?;
    ctx.app.resume(id)?;
    ctx.say_with_undo(ctx.words.with("ui-resumed-person", &[("name", ctx.app.name(id).into())]));
    Ok(ctx.back_or("/today"))
}

/// Until when to wait: the field `wait` is `evening`, an interval such as `1d`, or `date` with the day in `until`.
fn wait(ctx: &Ctx<'_>) -> Result<Wait, Trouble> {
    match ctx.asked.field("wait") {
        "evening" => Ok(Wait::Instant(evening(ctx))),
        "date" => {
            let typed = ctx.asked.field("until");
            let when = phrase::when(typed, ctx.app.now(), ctx.app.zone());
            Ok(Wait::Until(when.map_err(|_| AppError::BadWhen(typed.to_owned()))?.day))
        }
        interval => Ok(Wait::For(interval.parse().map_err(|_| AppError::BadWhen(interval.to_owned()))?)),
    }
}

/// When "this evening" is.
pub(crate) const EVENING: NaiveTime = match NaiveTime::from_hms_opt(19, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// This evening, or in an hour when it is evening already.
fn evening(ctx: &Ctx<'_>) -> chrono::DateTime<chrono::Utc> {
    let evening = to_instant(ctx.app.local_now().date_naive().and_time(EVENING), ctx.app.zone());
    evening.max(ctx.app.now() + TimeDelta::hours(1))
}
