//! `kith settings`: what Kith does, shown and changed.

use kith_core::Settings;
use serde_json::{Map, Value, json};

use crate::{CliError, Desk, Said};

pub(crate) fn run(desk: &Desk<'_>, change: &[String]) -> Result<Said, CliError> {
    let mut all = shown(&desk.app.settings());
    if !change.is_empty() {
        for assignment in change {
            let (name, value) = assigned(assignment)?;
            let slot = all.get_mut(name).ok_or_else(|| CliError::Setting(name.to_owned()))?;
            *slot = value;
        }
        let wanted: Settings =
            serde_json::from_value(Value::Object(all)).map_err(|_| CliError::Setting(change.join(" ")))?;
        all = shown(&desk.app.change_settings(|settings| *settings = wanted)?);
    }
    let lines: Vec<String> = all.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    Ok(Said::new(json!(all), lines.join("\n")))
}

/// `daily_cap=5`: the value as JSON, or else as plain text.
fn assigned(text: &str) -> Result<(&str, Value), CliError> {
    let (name, value) = text.split_once('=').ok_or_else(|| CliError::Setting(text.to_owned()))?;
    let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()));
    Ok((name.trim(), value))
}

fn shown(settings: &Settings) -> Map<String, Value> {
    match json!(settings) {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
