//! The arguments of `kith insights`.

use std::path::PathBuf;

use clap::Args;
use kith_core::insights::{Chart, Period};

/// How it goes.
#[derive(Args, Debug)]
pub struct Insights {
    /// Only this chart: minutes, face-to-face, scrolled, circles, felt, support or year
    #[arg(value_parser = chart)]
    pub chart: Option<Chart>,
    /// Which time: 12-weeks, 12-months, all, or a year such as 2026
    #[arg(long, value_name = "PERIOD", default_value = "12-weeks")]
    pub period: Period,
    /// As a table for spreadsheets, with lengths in minutes
    #[arg(long, requires = "chart")]
    pub csv: bool,
    /// Where to write that; standard output if not given
    #[arg(long, value_name = "FILE", requires = "csv")]
    pub to: Option<PathBuf>,
}

fn chart(text: &str) -> Result<Chart, String> {
    let names = Chart::ALL.map(Chart::name).join(", ");
    Chart::named(text).ok_or_else(|| format!("“{text}” is no chart: {names}"))
}
