//! How it goes: what was counted of a stretch of time.

use chrono::Datelike;
use kith_core::{
    insights::{Insights, Look, MOST_YEARS, Period, insights},
    settings::Settings,
};
use kith_exchange::write_rows;

use crate::{App, AppError};

impl App {
    /// What was counted of a period.
    ///
    /// # Errors
    /// [`AppError::Locked`], [`AppError::Store`].
    pub fn insights(&self, period: Period) -> Result<Insights, AppError> {
        self.with_facts(|facts| {
            let cache = self.cache();
            let (now, settings): (_, &Settings) = (self.now(), &cache.settings);
            let look = Look { now, today: self.local_now().date_naive(), settings };
            insights(facts, &cache.rows, cache.noted.values(), period, &look)
        })
    }

    /// The years from the first check-in to this one, the latest first, thirty at most. Empty while there is none.
    ///
    /// # Errors
    /// As [`App::insights`].
    pub fn years(&self) -> Result<Vec<i32>, AppError> {
        let this = self.local_now().year();
        let first = self.with_facts(|facts| facts.first_day())?;
        Ok(first
            .map(|first| (first.year()..=this).rev().take(MOST_YEARS as usize).collect())
            .unwrap_or_default())
    }
}

/// A chart as a table for spreadsheets (RFC 4180): a line of headers, then the rows. No cell is taken for a formula.
pub fn chart_csv(headers: &[String], rows: &[Vec<String>]) -> String {
    write_rows(headers, rows)
}
