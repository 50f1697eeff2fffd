//! `kith import` and `export`: vCards in and out.

use std::{fs, path::Path};

use kith_app::core::PersonId;
use kith_exchange::{LeftOut, Version};
use serde_json::{Value, json};

use crate::{CliError, Desk, Said};

pub(crate) fn import(desk: &Desk<'_>, file: &Path) -> Result<Said, CliError> {
    let path = desk.folder.join(file);
    let bytes = fs::read(&path).map_err(|why| CliError::File { path, why })?;
    let report = desk.app.import_vcards(&bytes)?;
    let left_out: Value = report.left_out.iter().map(|left| left_out_json(desk, left)).collect();
    let added: Value =
        report.added.iter().map(|(id, name): &(PersonId, String)| json!({"id": id, "name": name})).collect();
    let answer = json!({
        "kind": "vcard",
        "read": report.read,
        "added": report.added.len(),
        "people": added,
        "same": report.same,
        "left_out": left_out,
    });
    Ok(Said::new(answer, desk.words.import(&report)))
}

fn left_out_json(desk: &Desk<'_>, left: &LeftOut) -> Value {
    json!({"line": left.line, "reason": desk.words.left_out(left)})
}

pub(crate) fn export(desk: &Desk<'_>, file: Option<&Path>, version: &str) -> Result<Said, CliError> {
    let version = if version == "3.0" { Version::V3 } else { Version::V4 };
    let cards = desk.app.export_vcards(version)?;
    let Some(file) = file else {
        return Ok(Said::new(Value::String(cards.clone()), cards));
    };
    let path = desk.folder.join(file);
    kith_app::files::write_private(&path, cards.as_bytes())
        .map_err(|why| CliError::File { path: path.clone(), why })?;
    let shown = path.display().to_string();
    let text = desk.words.with("cli-exported", &[("path", shown.as_str().into())]);
    Ok(Said::new(json!({"file": shown}), text))
}
