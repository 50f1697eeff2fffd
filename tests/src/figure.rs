//! Figures that are measured in the session, as rows of the table that `make bench` prints, and the one promise they are
//! held against.

use std::process::ExitCode;

use crate::failure::Outcome;

/// A promise.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// What is measured.
    pub what: &'static str,
    /// How much of it there may be.
    pub at_most: f64,
    /// In what.
    pub unit: &'static str,
}

impl Limit {
    /// Measures, says what came out, and fails when that is too much or could not be found out.
    pub async fn judge(self, measured: impl Future<Output = Outcome<f64>>) -> ExitCode {
        let Limit { what, at_most, unit } = self;
        let measured = match measured.await {
            Ok(measured) => measured,
            Err(failure) => {
                eprintln!("{failure}");
                return ExitCode::FAILURE;
            }
        };
        let kept = measured <= at_most;
        let verdict = if kept { "kept" } else { "over" };
        row(what, &format!("{at_most} {unit}"), &format!("{measured:.2} {unit}"), verdict);
        if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Says what was measured besides.
pub fn besides(what: &str, measured: &str) {
    row(what, "", measured, "");
}

#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn row(what: &str, at_most: &str, measured: &str, verdict: &str) {
    println!("| {what} | {at_most} | {measured} | {verdict} |");
}

/// The value in the middle.
pub fn median<T: Ord + Copy + Default>(mut values: Vec<T>) -> T {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}
