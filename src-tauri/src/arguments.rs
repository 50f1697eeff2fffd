//! What the program can be started with. The desktop starts it with nothing, or with `--hidden` at login.

use std::path::PathBuf;

use clap::Parser;

/// Keep real contact with the people you trust.
#[derive(Parser, Debug)]
#[command(name = "kith-desktop", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Start in the tray, without a window
    #[arg(long)]
    pub hidden: bool,
    /// The folder of the book
    #[arg(long, env = "KITH_HOME", value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Let Kith's clock begin here, and let `kith clock` move it: 2026-11-22T09:00:00[Europe/Madrid]
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
}

/// The argument with which autostart begins Kith.
pub(crate) const HIDDEN: &str = "--hidden";
