//! How far a long command is, in one line of a terminal that is written over and taken away.

use std::{
    cell::Cell,
    io::{self, IsTerminal, Write},
};

use kith_app::Progress;
use kith_cli::args::Cli;
use kith_words::Words;

/// The line.
pub(crate) struct Far {
    /// Whether anybody sees it.
    seen: bool,
    /// What it says, in hundredths; `None` before it says anything.
    percent: Cell<Option<usize>>,
}

impl Far {
    /// A line that says nothing yet, and never does where nobody sees it.
    pub(crate) fn new(cli: &Cli) -> Far {
        Far { seen: !cli.json && io::stderr().is_terminal(), percent: Cell::new(None) }
    }

    /// Says how far it is.
    pub(crate) fn is(&self, progress: Progress) {
        let percent = progress.done * 100 / progress.of.max(1);
        if self.seen && self.percent.replace(Some(percent)) != Some(percent) {
            let args = [("percent", percent.into()), ("count", progress.people.into())];
            let text = Words::new(None).with("cli-import-far", &args);
            let _ = write!(io::stderr(), "\r{text}\x1b[K");
        }
    }
}

impl Drop for Far {
    fn drop(&mut self) {
        if self.percent.get().is_some() && self.seen {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
