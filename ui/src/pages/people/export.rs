//! Taking people out: everybody or one person, in the forms that other programs read.

use kith_app::{Form, Readers, Version};
use kith_core::PersonId;

use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
};

/// A name of a file keeps so many letters of the name of a person.
const LETTERS: usize = 60;

/// Saves everybody, wherever the user says.
pub(crate) fn everybody(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    if let Some(path) = save(ctx, "kith", None)? {
        ctx.say(ctx.words.with("ui-exported", &[("path", path.into())]));
    }
    Ok(ctx.back_or("/people"))
}

/// Saves one person.
pub(crate) fn one(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = ctx.person_id(id)?;
    let name = ctx.app.name(id);
    if let Some(path) = save(ctx, &file_name(&name), Some(id))? {
        let args = [("name", name.into()), ("path", path.into())];
        ctx.say(ctx.words.with("ui-exported-person", &args));
    }
    Ok(ctx.back_or("/people"))
}

/// Where it was saved, unless that was given up.
fn save(ctx: &Ctx<'_>, name: &str, only: Option<PersonId>) -> Result<Option<String>, Trouble> {
    let (out, ending) = match ctx.asked.field("form") {
        "jsonl" => (everything(ctx, only)?, "jsonl"),
        "calendar" => (ctx.app.calendar(only, &ctx.words)?, "ics"),
        "csv" => (ctx.app.export_people(Form::Csv, only)?, "csv"),
        "vcard-3" => (ctx.app.export_people(Form::Vcard(Version::V3), only)?, "vcf"),
        _ => (ctx.app.export_people(Form::Vcard(Version::V4), only)?, "vcf"),
    };
    let saved = ctx.ui.host.save(&format!("{name}.{ending}"), out.as_bytes())?;
    Ok(saved.map(|path| path.display().to_string()))
}

/// The whole book, or all that is of one person; what is private only if that was ticked.
fn everything(ctx: &Ctx<'_>, only: Option<PersonId>) -> Result<String, Trouble> {
    let private = !ctx.asked.field("private").is_empty();
    let mut out = Vec::new();
    let readers = if private { Readers::Everybody } else { Readers::Others };
    ctx.app.export_book(&mut out, readers, only)?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// A name as systems let files be called.
pub(crate) fn file_name(name: &str) -> String {
    let fits = |letter: &char| letter.is_alphanumeric() || matches!(letter, ' ' | '-');
    let name: String = name.chars().filter(fits).take(LETTERS).collect();
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.is_empty() { "kith".to_owned() } else { words.join(" ") }
}
