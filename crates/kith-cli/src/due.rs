//! `kith due`: whom to reach now, and why.

use kith_app::AskView;
use serde_json::{Value, json};

use crate::{CliError, Desk, Said};

pub(crate) fn list(desk: &Desk<'_>, all: bool) -> Result<Said, CliError> {
    let mut back = None;
    let asks = match all {
        true => desk.app.all_due()?,
        false => {
            let today = desk.app.today()?;
            back = today.back;
            today.asks.into_iter().map(|ask| (ask, None)).collect()
        }
    };
    let mut lines = Vec::new();
    let mut items = Vec::new();
    for (ask, held) in &asks {
        let why = desk.words.why(ask, &desk.app.local_now());
        let held = held.as_ref().map(|held| desk.words.held(held, &desk.app.local_now()));
        lines.push(match &held {
            Some(held) => format!("{}: {why} ({held})", ask.name),
            None => format!("{}: {why}", ask.name),
        });
        items.push(item(ask, &why, held.as_deref(), all));
    }
    if lines.is_empty() {
        lines.push(desk.words.text("cli-due-nobody"));
    }
    if back.is_some_and(|back| back.rest) {
        lines.push(desk.words.text("back-rest"));
    }
    Ok(Said::new(Value::Array(items), lines.join("\n")))
}

fn item(ask: &AskView, why: &str, held: Option<&str>, all: bool) -> Value {
    let mut item = json!({
        "person": {"id": ask.person, "name": ask.name},
        "cadence": ask.cadence.id,
        "mode": ask.cadence.mode,
        "due": ask.due_local.to_rfc3339(),
        "why": why,
        "may_call": ask.may_call,
        "nearer": ask.nearer,
    });
    if all {
        item["held"] = json!(held);
    }
    item
}
