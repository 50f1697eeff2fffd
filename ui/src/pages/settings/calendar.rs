//! The calendar that other programs subscribe to: where it is kept, and whether it is current.

use std::path::PathBuf;

use kith_app::AppError;

use super::save;
use crate::{
    answer::{Answer, Trouble},
    ctx::Ctx,
};

/// The calendar as Settings show it.
pub(super) struct Shown {
    /// Where it is.
    pub file: String,
    /// Why it is not current, in words.
    pub trouble: Option<String>,
}

pub(super) fn shown(ctx: &Ctx<'_>) -> Option<Shown> {
    let kept = ctx.app.kept_calendar()?;
    Some(Shown { file: kept.file.display().to_string(), trouble: ctx.words.calendar_trouble(&kept) })
}

/// Asks for a folder, and keeps the calendar there from now on.
pub(crate) fn choose(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    match ctx.ui.host.choose_folder()? {
        None => Ok(Answer::See("/settings".to_owned())),
        Some(folder) => keep(ctx, Some(folder)),
    }
}

/// Keeps none, and takes away the one there was.
pub(crate) fn stop(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    keep(ctx, None)
}

fn keep(ctx: &Ctx<'_>, folder: Option<PathBuf>) -> Result<Answer, Trouble> {
    // What no text can say would not come back from the book as it was.
    let told = |folder: PathBuf| folder.into_os_string().into_string();
    let folder = folder.map(told).transpose().map_err(|folder| AppError::NoFolder(folder.into()))?;
    let answer = save(ctx, |settings| settings.calendar_folder = folder)?;
    ctx.app.keep_calendar(&ctx.words);
    Ok(answer)
}
