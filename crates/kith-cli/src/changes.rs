//! `kith undo` and `kith changes`: taking back what was done last, and what was done when.

use std::collections::BTreeMap;

use kith_app::{By, Can, Told};
use kith_core::PersonId;
use kith_words::Telling;
use serde_json::{Value, json};

use crate::{CliError, Desk, Said};

pub(crate) fn undo(desk: &Desk<'_>, again: bool) -> Result<Said, CliError> {
    let seq = match again {
        true => Some(desk.app.latest_redo().ok_or(kith_app::AppError::NothingToDoAgain)?),
        false => None,
    };
    let undone = desk.app.undo(seq)?;
    let (act, names) = desk.app.told_act(undone.seq)?;
    let text = telling(desk, &names, |telling| desk.words.undone(&undone, &act, telling));
    let answer = json!({
        "seq": undone.seq,
        "undone": {"seq": undone.of.seq, "act": undone.of.name},
        "again": undone.again,
        "kept": undone.kept,
    });
    Ok(Said::new(answer, text))
}

pub(crate) fn list(desk: &Desk<'_>, limit: usize, before: Option<u64>) -> Result<Said, CliError> {
    let acts = desk.app.acts(before, limit)?;
    let lines: Vec<String> = acts.acts.iter().map(|act| line(desk, act, &acts.names)).collect();
    let text = if lines.is_empty() { desk.words.text("ui-changes-none") } else { lines.join("\n") };
    Ok(Said::new(acts.acts.iter().map(|act| act_json(desk, act, &acts.names)).collect(), text))
}

/// "Sunday 22 November at 14:20: You added Ana."
fn line(desk: &Desk<'_>, act: &Told, names: &BTreeMap<PersonId, String>) -> String {
    let at = desk.words.moment(&act.at.with_timezone(&desk.app.zone()), &desk.app.local_now());
    let said = telling(desk, names, |telling| desk.words.act(act, telling));
    let args = [("at", at.into()), ("act", said.into())];
    match act.undone {
        true => desk.words.with("cli-change-taken-back", &args),
        false => desk.words.with("cli-change", &args),
    }
}

fn act_json(desk: &Desk<'_>, act: &Told, names: &BTreeMap<PersonId, String>) -> Value {
    json!({
        "seq": act.seq,
        "at": act.at.with_timezone(&desk.app.zone()).to_rfc3339(),
        "by": match act.by {
            By::User => "user",
            By::Kith => "kith",
        },
        "act": act.name,
        "of": act.of.as_ref().map(|of| of.seq),
        "undone": act.undone,
        "can": act.can.map(|can| match can {
            Can::Undo => "undo",
            Can::DoAgain => "do-again",
        }),
        "records": act.tally.total(),
        "text": telling(desk, names, |telling| desk.words.act(act, telling)),
        "changes": telling(desk, names, |telling| desk.words.act_details(act, telling)),
    })
}

fn telling<T>(desk: &Desk<'_>, names: &BTreeMap<PersonId, String>, tell: impl FnOnce(Telling<'_>) -> T) -> T {
    let (settings, now) = (desk.app.settings(), desk.app.local_now());
    tell(Telling { names, settings: &settings, now: &now })
}
