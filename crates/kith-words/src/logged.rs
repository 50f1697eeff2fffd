//! What logging and importing did, said back in a sentence or two.

use chrono::DateTime;
use chrono_tz::Tz;
use kith_app::{ImportReport, Logged, NextDue};
use kith_exchange::{LeftOut, Reason};

use crate::{Arg, Words, names::mode_arg};

/// So many of the next dates are said; the rest is on the pages.
const DEEDS: usize = 3;

/// So many people are named; more are counted.
const NAMED: usize = 3;

impl Words {
    /// What logging did: "Logged a call with Ana. Next: call by 14 December. You still mean to meet by Friday."
    pub fn logged(&self, logged: &Logged, now: &DateTime<Tz>) -> String {
        let satisfied = |next: &&NextDue| {
            logged.satisfied.iter().any(|it| it.person == next.person && it.cadence.id == next.cadence.id)
        };
        let (next, still): (Vec<_>, Vec<_>) = logged.next.iter().partition(satisfied);
        let one_person = logged.check_in.people.len() == 1;
        self.sentences([
            self.what_was_logged(logged),
            self.deeds("logged-next", next, one_person, now),
            self.deeds("logged-still", still, one_person, now),
        ])
    }

    fn what_was_logged(&self, logged: &Logged) -> String {
        let names = self.list(logged.names.iter().map(String::as_str));
        self.with("logged", &[mode_arg(logged.check_in.mode), ("names", names.into())])
    }

    /// The sentence `id` about what comes, soonest first; nothing when there is nothing.
    fn deeds(&self, id: &str, mut next: Vec<&NextDue>, one_person: bool, now: &DateTime<Tz>) -> String {
        next.sort_by_key(|next| next.due);
        let deeds: Vec<String> =
            next.into_iter().take(DEEDS).map(|next| self.deed(next, one_person, now)).collect();
        match deeds.is_empty() {
            true => String::new(),
            false => self.with(id, &[("deeds", self.list(deeds).into())]),
        }
    }

    /// "call by 14 December", "meet Luis".
    fn deed(&self, next: &NextDue, one_person: bool, now: &DateTime<Tz>) -> String {
        let mode = mode_arg(next.cadence.mode);
        let deed = match one_person {
            true => self.with("deed", &[mode]),
            false => self.with("deed-with", &[mode, ("name", next.name.as_str().into())]),
        };
        match next.due <= *now {
            true => deed,
            false => {
                let by = self.day(next.due.date_naive(), now.date_naive());
                self.with("deed-by", &[("deed", deed.into()), ("by", by.into())])
            }
        }
    }

    /// What an import did: "Added Ana and Luis. Three people were in the book already and stay as they are. Left out: two
    /// cards without a name."
    pub fn import(&self, report: &ImportReport) -> String {
        let names = report.added.iter().map(|(_, name)| name.as_str());
        let added = match report.added.len() {
            1..=NAMED => self.with("import-named", &[("names", self.list(names).into())]),
            count => self.with("import-added", &[("count", count.into())]),
        };
        let same = match report.same {
            0 => String::new(),
            count => self.with("import-same", &[("count", count.into())]),
        };
        self.sentences([added, same, self.all_left_out(&report.left_out)])
    }

    /// Something of a file that did not come along: "Line 12: a card without a name".
    pub fn left_out(&self, left: &LeftOut) -> String {
        let what = self.reason(left.reason, 1);
        // A line of a file is found by its digits.
        self.with("left-out-at", &[("line", left.line.to_string().into()), ("what", what.into())])
    }

    fn all_left_out(&self, left_out: &[LeftOut]) -> String {
        let mut counts: Vec<(Reason, usize)> = Vec::new();
        for left in left_out {
            match counts.iter_mut().find(|(reason, _)| *reason == left.reason) {
                Some((_, count)) => *count += 1,
                None => counts.push((left.reason, 1)),
            }
        }
        match counts.is_empty() {
            true => String::new(),
            false => {
                let what = self.list(counts.into_iter().map(|(reason, count)| self.reason(reason, count)));
                self.with("import-left-out", &[("what", what.into())])
            }
        }
    }

    fn reason(&self, reason: Reason, count: usize) -> String {
        let count = ("count", Arg::from(count));
        match reason {
            Reason::NoName => self.with("left-out-no-name", &[count]),
            Reason::NoEnd => self.with("left-out-no-end", &[count]),
            Reason::Group => self.with("left-out-group", &[count]),
            Reason::Media => self.with("left-out-media", &[count]),
            Reason::TooLong { limit } => {
                self.with("left-out-too-long", &[count, ("size", self.size(limit).into())])
            }
            Reason::NotAField => self.with("left-out-not-a-field", &[count]),
            Reason::OutsideCard => self.with("left-out-outside-card", &[count]),
        }
    }

    /// A number of bytes, roughly: "64 kB", "50 MB".
    pub fn size(&self, bytes: usize) -> String {
        match bytes {
            1_000_000.. => self.with("size-megabytes", &[("size", (bytes / 1_000_000).into())]),
            1_000.. => self.with("size-kilobytes", &[("size", (bytes / 1_000).into())]),
            _ => self.with("size-bytes", &[("size", bytes.into())]),
        }
    }
}
