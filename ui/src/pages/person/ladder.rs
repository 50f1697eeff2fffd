//! The depth ladder on somebody's page: a small clock a mode, and a private word where it was always the user who began.

use kith_app::PersonPage;

use crate::{answer::Trouble, ctx::Ctx, show::icon};

/// What the page shows of the ladder.
pub(super) struct Ladder {
    pub clocks: Vec<ClockShown>,
    /// Whether the latest contacts were all begun by the user.
    pub yours: bool,
}

/// One clock: words, and a dial for whoever likes to look.
pub(super) struct ClockShown {
    pub mode: &'static str,
    pub icon: &'static str,
    pub title: String,
    pub last: String,
    pub meant: String,
    pub next: String,
    /// How far the hand is, in hundredths.
    pub gone: Option<u8>,
}

impl Ladder {
    pub(super) fn of(ctx: &Ctx<'_>, page: &PersonPage) -> Result<Ladder, Trouble> {
        let suggests = page.person.is_ever_suggested();
        let now = ctx.app.local_now();
        let shown = |clock| {
            let said = ctx.words.mode_clock(clock, suggests, &now);
            ClockShown {
                mode: clock.mode.name(),
                icon: icon(clock.mode),
                title: said.mode,
                last: said.last,
                meant: said.meant,
                next: said.next,
                gone: clock.gone.filter(|_| suggests),
            }
        };
        let blank = page.clocks.iter().all(kith_core::ladder::ModeClock::is_blank);
        Ok(Ladder {
            clocks: if blank { Vec::new() } else { page.clocks.iter().map(shown).collect() },
            yours: ctx.app.all_yours(page.person.id)?,
        })
    }
}
