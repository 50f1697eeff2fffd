//! What an ordeal came to, and the table of all of them.

use serde::Serialize;

/// Why an ordeal could not be carried through; nothing is known about the book then.
pub type Failed = Box<dyn std::error::Error + Send + Sync>;

/// Whether the bar was met.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It was.
    Kept,
    /// Something was lost, invented or said wrongly.
    Broken,
    /// It could not be tried here.
    Skipped,
}

/// What an ordeal came to.
#[derive(Clone, Serialize, Debug)]
pub struct Outcome {
    /// What was done.
    pub ordeal: &'static str,
    /// What has to be met.
    pub bar: &'static str,
    /// What was counted, in the order of telling.
    pub counted: Vec<(String, u64)>,
    /// What was wrong, the first of them.
    pub faults: Vec<String>,
    /// How much was wrong.
    pub fault_count: usize,
    /// Why it could not be tried.
    pub skipped: Option<String>,
}

/// So many faults are told in full.
const TOLD: usize = 20;

impl Outcome {
    /// Nothing has happened yet.
    pub fn new(ordeal: &'static str, bar: &'static str) -> Outcome {
        Outcome { ordeal, bar, counted: Vec::new(), faults: Vec::new(), fault_count: 0, skipped: None }
    }

    /// It cannot be tried here.
    pub fn skipped(mut self, why: impl Into<String>) -> Outcome {
        self.skipped = Some(why.into());
        self
    }

    /// Adds to a count.
    pub fn count(&mut self, what: &str, more: u64) {
        match self.counted.iter_mut().find(|(name, _)| name == what) {
            Some((_, count)) => *count += more,
            None => self.counted.push((what.to_owned(), more)),
        }
    }

    /// A count; 0 for what was never counted.
    pub fn counted(&self, what: &str) -> u64 {
        self.counted.iter().find(|(name, _)| name == what).map_or(0, |(_, count)| *count)
    }

    /// Something is wrong. It is said at once too: the ordeal may take long.
    pub fn fault(&mut self, what: impl Into<String>) {
        let what = what.into();
        eprintln!("{what}");
        self.fault_count += 1;
        if self.faults.len() < TOLD {
            self.faults.push(what);
        }
    }

    /// Adds what another one of the same kind came to.
    pub fn add(&mut self, other: Outcome) {
        for (what, count) in &other.counted {
            self.count(what, *count);
        }
        self.fault_count += other.fault_count;
        self.faults.extend(other.faults);
        self.faults.truncate(TOLD);
    }

    /// The sum of it.
    pub fn verdict(&self) -> Verdict {
        match (&self.skipped, self.fault_count) {
            (Some(_), _) => Verdict::Skipped,
            (None, 0) => Verdict::Kept,
            (None, _) => Verdict::Broken,
        }
    }
}

/// The outcomes as a table in Markdown, each broken or skipped one explained below it.
pub fn table(outcomes: &[Outcome]) -> String {
    let mut text = String::from("| ordeal | bar | measured | |\n|---|---|---|---|\n");
    for outcome in outcomes {
        let counted: Vec<String> =
            outcome.counted.iter().map(|(what, count)| format!("{count} {what}")).collect();
        let verdict = match outcome.verdict() {
            Verdict::Kept => "kept",
            Verdict::Broken => "BROKEN",
            Verdict::Skipped => "SKIPPED",
        };
        text += &format!("| {} | {} | {} | {verdict} |\n", outcome.ordeal, outcome.bar, counted.join(", "));
    }
    for outcome in outcomes {
        if let Some(why) = &outcome.skipped {
            text += &format!("\n{} was NOT TRIED: {why}\n", outcome.ordeal);
        }
        if outcome.fault_count > 0 {
            text += &format!("\n{}: {} wrong\n", outcome.ordeal, outcome.fault_count);
            outcome.faults.iter().for_each(|fault| text += &format!("- {fault}\n"));
        }
    }
    text
}
