//! `kith support`: the net; `kith need`: whom to turn to now; `kith going-through`: whom one carries for a while.

use kith_app::{HelperView, HelplineView, NewGoingThrough};
use kith_core::{PersonId, SupportRole, net::Need};
use serde_json::{Value, json};

use crate::{CliError, Desk, Said, args};

/// The net, and what could be done about it.
pub(crate) fn net(desk: &Desk<'_>) -> Said {
    let net = desk.app.net();
    let name = |id: PersonId| desk.app.name(id);
    let somebody = |id: &PersonId| json!({"id": id, "name": name(*id)});
    let step = desk.words.net_step(&net, name);
    let need = |need: &Need| {
        let carriers: Vec<Value> = need
            .carriers
            .iter()
            .map(|it| json!({"id": it.person, "name": it.name, "note": it.support.note}))
            .collect();
        json!({"role": need.role, "rests_on": need.rests_on().name(), "carriers": carriers})
    };
    let answer = json!({
        "needs": net.needs.iter().map(need).collect::<Vec<_>>(),
        "everything": net.everything.iter().map(somebody).collect::<Vec<_>>(),
        "apart": net.apart.iter().map(somebody).collect::<Vec<_>>(),
        "perhaps": net.perhaps.as_ref().map(somebody),
        "step": step,
    });
    Said::new(answer, desk.words.net(&net, name))
}

/// Whom to turn to now.
pub(crate) fn need(desk: &Desk<'_>, role: SupportRole) -> Result<Said, CliError> {
    let view = desk.app.need(role);
    // A book that cannot be written keeps nothing, and is no reason to be left without an answer.
    if desk.app.read_only().is_none() {
        desk.app.keep_need(role)?;
    }
    let now = desk.app.local_now();
    let line = |view: &HelperView| {
        let there = view.their_time.map(|theirs| desk.words.their_time(&theirs, &now));
        let about: Vec<String> = view.phone.clone().into_iter().chain(there).collect();
        let why = desk.words.why_helper(view, &now);
        let who = match about.is_empty() {
            true => view.helper.name.clone(),
            false => format!("{} ({})", view.helper.name, about.join(", ")),
        };
        if why.is_empty() { who } else { format!("{who}: {why}") }
    };
    let mut lines = vec![match view.helpers.is_empty() {
        true => desk.words.nobody_needed(&view),
        false => desk.words.need_headline(role),
    }];
    lines.extend(view.helpers.iter().map(line));
    if view.helplines.is_empty() {
        lines.push(desk.words.text("need-no-helplines"));
    } else {
        lines.push(desk.words.text("helplines"));
        lines.extend(view.helplines.iter().map(|view| desk.words.helpline(view)));
    }
    let helper = |view: &HelperView| {
        json!({
            "person": {"id": view.helper.person, "name": view.helper.name},
            "note": view.helper.support.note,
            "phone": view.phone,
            "email": view.email,
            "usually_free": view.helper.free,
            "despite_night": view.helper.despite_night,
            "their_time": view.their_time.map(|theirs| theirs.to_rfc3339()),
            "why": desk.words.why_helper(view, &now),
        })
    };
    let helpline = |view: &HelplineView| {
        let line = &view.line;
        json!({"name": line.name, "number": line.number, "note": line.note, "answers": view.answers})
    };
    let answer = json!({
        "role": role,
        "helpers": view.helpers.iter().map(helper).collect::<Vec<_>>(),
        "helplines": view.helplines.iter().map(helpline).collect::<Vec<_>>(),
    });
    Ok(Said::new(answer, lines.join("\n")))
}

/// Somebody is going through something, or has gone through it.
pub(crate) fn going_through(desk: &Desk<'_>, args: &args::GoingThrough) -> Result<Said, CliError> {
    let id = desk.app.whom(&args.person)?;
    if args.end {
        let person = desk.app.has_gone_through(id)?;
        let text = desk.words.with("going-through-ended", &[("name", person.name.as_str().into())]);
        return Ok(Said::new(json!(person), text));
    }
    let new = NewGoingThrough {
        every: args.every,
        mode: args.mode,
        until: args.until.unwrap_or_else(|| args.length.after(desk.today())),
        note: args.note.clone(),
    };
    let person = desk.app.goes_through(id, &new)?;
    let words = [
        ("name", person.name.as_str().into()),
        ("often", desk.words.every(new.every).into()),
        ("until", desk.words.day(new.until, desk.today()).into()),
    ];
    let text = desk.words.with("going-through-begun", &words);
    Ok(Said::new(json!(person), text))
}
