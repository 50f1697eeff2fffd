//! `kith instead`, `starters`, `promise` and `kept`: what conversations begin with.

use kith_app::Instead;
use kith_core::{Card, PersonId, Starter, StarterId, StarterKind, Status};
use serde_json::{Value, json};

use crate::{CliError, Desk, Said, args, pasted::pasted};

/// Keeps what was seen, and says what could be made of it. For somebody who has died it stays a memory.
pub(crate) fn instead(desk: &Desk<'_>, args: &args::Instead) -> Result<Said, CliError> {
    let id = desk.app.whom(&args.person)?;
    let instead = desk.app.instead(id)?;
    if instead.status == Status::Deceased {
        let person = desk.app.remember(id, &args.text)?;
        let text = about(desk, "cli-starter-remembered", id, args.text.trim());
        return Ok(Said::new(json!({"person": person_json(desk, id), "note": person.note}), text));
    }
    let starter = desk.app.add_starter(id, StarterKind::Saw, &args.text)?;
    let phone = desk.app.person(id, 0)?.person.phones.into_iter().next().map(|phone| phone.value);
    let call = phone.filter(|_| instead.call);
    let mut lines = vec![about(desk, "cli-starter-kept", id, &starter.text)];
    lines.extend(offers(desk, args, &instead, call.as_deref(), &starter));
    let json = json!({
        "person": person_json(desk, id),
        "starter": starter,
        "call": call,
        "plan": instead.plan,
        "their_time": instead.their_time.map(|time| time.to_rfc3339()),
    });
    Ok(Said::new(json, lines.join("\n")))
}

/// What is suggested, of what was asked for; and why a call is not.
fn offers(
    desk: &Desk<'_>,
    args: &args::Instead,
    instead: &Instead,
    call: Option<&str>,
    starter: &Starter,
) -> Vec<String> {
    if args.keep {
        return Vec::new();
    }
    let name = || ("name", instead.name.as_str().into());
    let calls = call
        .filter(|_| !args.plan)
        .map(|phone| desk.words.with("cli-instead-call", &[name(), ("phone", phone.into())]));
    let plans = (instead.plan && !args.call).then(|| {
        let (name, text) = (pasted(&instead.name), pasted(&starter.text));
        desk.words.with("cli-instead-plan", &[("name", name.into()), ("text", text.into())])
    });
    let why = instead
        .hindrance
        .filter(|_| !(args.plan && instead.plan))
        .map(|why| desk.words.not_suggested(&why, &instead.name, &desk.app.local_now()));
    why.into_iter().chain(calls).chain(plans).collect()
}

/// The card of somebody.
pub(crate) fn list(desk: &Desk<'_>, person: &str) -> Result<Said, CliError> {
    let id = desk.app.whom(person)?;
    let card = desk.app.card(id)?;
    let mut lines = desk.words.card(&card, desk.today());
    let question = card.question.map(|number| desk.words.question(number));
    if let Some(question) = &question {
        lines.push(desk.words.with("cli-card-question", &[("question", question.into())]));
    }
    if lines.is_empty() {
        lines.push(desk.words.with("cli-card-nothing", &[("name", desk.app.name(id).into())]));
    }
    Ok(Said::new(card_json(desk, id, &card, question.as_deref()), lines.join("\n")))
}

pub(crate) fn promise(desk: &Desk<'_>, args: &args::Promise) -> Result<Said, CliError> {
    let id = desk.app.whom(&args.person)?;
    let starter = desk.app.add_starter(id, StarterKind::Promise, &args.text.join(" "))?;
    let text = about(desk, "cli-starter-promised", id, &starter.text);
    Ok(Said::new(json!(starter), text))
}

pub(crate) fn kept(desk: &Desk<'_>, id: &str) -> Result<Said, CliError> {
    let id: StarterId = id.parse().map_err(|_| CliError::Id(id.to_owned()))?;
    let starter = desk.app.tick_starter(id)?;
    let args = [("kind", starter.kind.name().into()), ("text", desk.words.shortened(&starter.text).into())];
    Ok(Said::new(json!(starter), desk.words.with("ui-starter-ticked", &args)))
}

fn about(desk: &Desk<'_>, message: &str, id: PersonId, text: &str) -> String {
    desk.words.with(message, &[("name", desk.app.name(id).into()), ("text", text.into())])
}

fn person_json(desk: &Desk<'_>, id: PersonId) -> Value {
    json!({"id": id, "name": desk.app.name(id)})
}

fn card_json(desk: &Desk<'_>, id: PersonId, card: &Card, question: Option<&str>) -> Value {
    let last = card.last.as_ref().map(|last| json!({"day": last.day, "mode": last.mode, "note": last.note}));
    let dates = card.dates.iter().map(|near| {
        json!({"what": desk.words.date_near(*near, desk.today()), "day": near.day, "years": near.years})
    });
    json!({
        "person": person_json(desk, id),
        "promises": card.promises,
        "saw": card.saw,
        "last": last,
        "dates": dates.collect::<Vec<_>>(),
        "question": card.question.map(|number| json!({"number": number, "text": question})),
    })
}
