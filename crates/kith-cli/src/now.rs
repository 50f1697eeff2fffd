//! `kith now`: who would be good to reach in the time there is; `kith spread`: giving the rest its time.

use kith_app::GoodView;
use kith_core::now::Have;
use serde_json::{Value, json};

use crate::{CliError, Desk, Said};

pub(crate) fn good(desk: &Desk<'_>, have: Have) -> Result<Said, CliError> {
    let view = desk.app.good_for(have)?;
    let now = desk.app.local_now();
    let mut lines: Vec<String> = Vec::new();
    let mut items = Vec::new();
    for good in &view.good {
        let why = desk.words.why_now(good, &now);
        let there = good.their_time.map(|theirs| desk.words.their_time(&theirs, &now));
        lines.push(match there {
            Some(there) => format!("{} ({there}): {why}", good.name),
            None => format!("{}: {why}", good.name),
        });
        items.push(item(desk, good, &why));
    }
    if lines.is_empty() {
        lines.push(desk.words.nobody_now(&view, &now));
    } else {
        lines.insert(0, desk.words.now_headline(have));
    }
    Ok(Said::new(Value::Array(items), lines.join("\n")))
}

pub(crate) fn spread(desk: &Desk<'_>) -> Result<Said, CliError> {
    let last = desk.app.spread_rest()?;
    let text = match last {
        Some(day) => {
            let day = desk.words.day(day, desk.today());
            desk.words.with("back-spread-done", &[("day", day.into())])
        }
        None => desk.words.text("back-spread-none"),
    };
    Ok(Said::new(json!({"last": last}), text))
}

/// How contact left the user is theirs, and no part of what a script reads.
fn item(desk: &Desk<'_>, good: &GoodView, why: &str) -> Value {
    json!({
        "person": {"id": good.person, "name": good.name},
        "mode": good.mode,
        "cadence": good.cadence.id,
        "is_due": good.is_due,
        "due": good.due.with_timezone(&desk.app.zone()).to_rfc3339(),
        "their_time": good.their_time.map(|theirs| theirs.to_rfc3339()),
        "usually_free": good.free,
        "why": why,
    })
}
