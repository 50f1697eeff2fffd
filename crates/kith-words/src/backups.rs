//! Backups in words: what one has, what restoring it changes, and what a check found.

use chrono_tz::Tz;
use kith_app::{CheckReport, Counts, Problem, RestorePreview, Tallied};

use crate::{Arg, Words};

impl Words {
    /// What there is: "12 people, 340 check-ins".
    pub fn counts(&self, counts: &Counts) -> String {
        self.with(
            "backup-counts",
            &[("people", counts.people.into()), ("check-ins", counts.check_ins.into())],
        )
    }

    /// What restoring a backup changes, a line each.
    pub fn restore_preview(&self, preview: &RestorePreview, zone: Tz) -> String {
        let mut lines = vec![self.restore_of(preview, zone)];
        if preview.is_nothing() {
            lines.push(self.text("restore-nothing"));
            return lines.join("\n");
        }
        let people = &preview.people;
        if people.added > 0 {
            let names = self.some_names(&preview.added, people.added);
            lines.push(self.with("restore-people-added", &[("names", names.into())]));
        }
        if people.changed > 0 {
            let names = self.some_names(&preview.changed, people.changed);
            lines.push(self.with("restore-people-changed", &[("names", names.into())]));
        }
        if people.removed > 0 {
            let names = self.some_names(&preview.removed, people.removed);
            lines.push(self.with("restore-people-removed", &[("names", names.into())]));
        }
        lines.extend(self.restore_besides(preview));
        lines.extend(self.restore_warnings(preview));
        lines.join("\n")
    }

    /// When a backup was made, and what it has.
    pub fn restore_of(&self, preview: &RestorePreview, zone: Tz) -> String {
        let time = self.date_time(&preview.made.with_timezone(&zone));
        let what = self.counts(&preview.counts);
        self.with("restore-of", &[("time", time.into()), ("what", what.into())])
    }

    /// What restoring does to all that is not a person, a line each.
    pub fn restore_besides(&self, preview: &RestorePreview) -> Vec<String> {
        let tallied = [
            (preview.check_ins, self.text("restore-check-ins")),
            (preview.plans, self.text("restore-plans")),
            (preview.starters, self.text("restore-starters")),
            (preview.communities, self.text("restore-communities")),
            (preview.noted, self.text("restore-noted")),
            (preview.prompts, self.text("restore-prompts")),
            (preview.photos, self.text("restore-photos")),
        ];
        let lines = tallied
            .into_iter()
            .filter(|(tallied, _)| *tallied != Tallied::default())
            .map(|(tallied, what)| self.tallied(&tallied, what));
        lines.chain(preview.settings.then(|| self.text("restore-settings"))).collect()
    }

    /// What somebody should know before they restore it, a sentence each.
    pub fn restore_warnings(&self, preview: &RestorePreview) -> Vec<String> {
        let part = preview.part.then(|| self.text("restore-part"));
        part.into_iter().chain(preview.unlocked.then(|| self.text("restore-unlocked"))).collect()
    }

    fn tallied(&self, tallied: &Tallied, what: String) -> String {
        let changes = [
            ("restore-added", tallied.added),
            ("restore-changed", tallied.changed),
            ("restore-removed", tallied.removed),
        ];
        let said: Vec<String> = changes
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(message, count)| self.with(message, &[("count", count.into())]))
            .collect();
        let changes = self.list(said.iter().map(String::as_str));
        self.with("restore-tallied", &[("what", what.into()), ("changes", changes.into())])
    }

    /// Some of the names there are, and how many more.
    fn some_names(&self, names: &[String], all: usize) -> String {
        match all.saturating_sub(names.len()) {
            0 => self.list(names.iter().map(String::as_str)),
            more => self
                .with("restore-names-more", &[("names", names.join(", ").into()), ("more", Arg::from(more))]),
        }
    }

    /// What a check found, a line each, and what to do about it in a terminal.
    pub fn check_report(&self, report: &CheckReport) -> String {
        let mut lines = self.check_found(report);
        if !report.problems.is_empty() {
            lines.push(self.text("check-repair"));
        }
        lines.join("\n")
    }

    /// What a check found, a line each.
    pub fn check_found(&self, report: &CheckReport) -> Vec<String> {
        let what = self.counts(&report.counts);
        if report.problems.is_empty() {
            let sound = self.with(
                "check-sound",
                &[
                    ("lines", report.journal.lines.into()),
                    ("backups", report.snapshots.len().into()),
                    ("what", what.into()),
                ],
            );
            return vec![sound];
        }
        let mut lines: Vec<String> = report.problems.iter().map(|problem| self.problem(problem)).collect();
        lines.push(self.with("check-kept", &[("what", what.into())]));
        lines
    }

    /// Something that a check found.
    pub fn problem(&self, problem: &Problem) -> String {
        match problem {
            Problem::Missing { first_seq, last_seq } => {
                let count = last_seq.saturating_sub(*first_seq) + 1;
                self.with("check-missing", &[("count", count.into())])
            }
            Problem::Junk { segment } => self.with("check-junk", &[("segment", segment.to_string().into())]),
            Problem::Snapshot { path, why } => {
                let why = self.snapshot_trouble(why);
                self.with("check-backup", &[("path", path.display().to_string().into()), ("why", why.into())])
            }
            Problem::Index(_) => self.text("check-index"),
        }
    }
}
