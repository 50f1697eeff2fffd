//! Whom a call or message was begun with from here: the card asks whether it came about, so that the loop is closed.
//!
//! It is kept like a draft (the window may be closed during the call) and is no part of the book.

use kith_core::{Mode, PersonId};

use crate::{answer::Trouble, ctx::Ctx};

const KEY: &str = "reaching";

/// So many are remembered, the latest ones.
const MOST: usize = 10;

/// Whom, and how.
pub(crate) fn all(ctx: &Ctx<'_>) -> Result<Vec<(PersonId, Mode)>, Trouble> {
    let read = |line: &str| {
        let (id, mode) = line.split_once(' ')?;
        Some((id.parse().ok()?, mode.parse().ok()?))
    };
    Ok(ctx.draft(KEY)?.lines().filter_map(read).collect())
}

pub(crate) fn begin(ctx: &Ctx<'_>, id: PersonId, mode: Mode) -> Result<(), Trouble> {
    let mut reaching = all(ctx)?;
    reaching.retain(|(known, _)| *known != id);
    reaching.push((id, mode));
    let oldest = reaching.len().saturating_sub(MOST);
    keep(ctx, &reaching[oldest..])
}

pub(crate) fn end(ctx: &Ctx<'_>, ids: &[PersonId]) -> Result<(), Trouble> {
    let mut reaching = all(ctx)?;
    let before = reaching.len();
    reaching.retain(|(known, _)| !ids.contains(known));
    if reaching.len() == before { Ok(()) } else { keep(ctx, &reaching) }
}

fn keep(ctx: &Ctx<'_>, reaching: &[(PersonId, Mode)]) -> Result<(), Trouble> {
    let lines: Vec<String> = reaching.iter().map(|(id, mode)| format!("{id} {mode}")).collect();
    Ok(ctx.app.set_draft(KEY, &lines.join("\n"))?)
}
