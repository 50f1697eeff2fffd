//! What bringing people in would do or did, in a few sentences; what did not come along; and who may be who.

use kith_app::{AppError, ImportReport, Likely};
use kith_core::alike::Why;
use kith_exchange::{Kind, LeftOut, Reason, Target};

use crate::{Arg, Words};

/// So many people are named; more are counted.
const NAMED: usize = 3;

impl Words {
    /// What an import did: "Added Ana and Luis. Three people were in the book already and stay as they are. Left out: two
    /// cards without a name."
    pub fn import(&self, report: &ImportReport) -> String {
        let names = report.added.iter().map(|(_, name)| name.as_str());
        let added = match report.added.len() {
            1..=NAMED => self.with("import-named", &[("names", self.list(names).into())]),
            count => self.with("import-added", &[("count", count.into())]),
        };
        let changed = self.counted("import-changed", report.changed.len());
        let twice = self.counted("import-twice", report.beside_others());
        self.sentences([added, changed, twice, self.beside(report)])
    }

    /// What an import would do.
    pub fn import_preview(&self, report: &ImportReport) -> String {
        let added = self.with("import-would-add", &[("count", report.added.len().into())]);
        let changed = self.counted("import-would-change", report.changed.len());
        let likely = self.counted("import-likely", report.duplicates.len());
        self.sentences([added, changed, likely, self.beside(report)])
    }

    /// What an import would do besides bringing in who is new and telling more of others, a sentence each.
    pub fn import_besides(&self, report: &ImportReport) -> Vec<String> {
        let same = self.counted("import-same", report.same);
        let check_ins = self.counted("import-check-ins", report.check_ins);
        [same, check_ins].into_iter().filter(|said| !said.is_empty()).collect()
    }

    fn beside(&self, report: &ImportReport) -> String {
        self.sentences([
            self.counted("import-same", report.same),
            self.counted("import-check-ins", report.check_ins),
            self.all_left_out(report),
        ])
    }

    /// The sentence about so many; nothing about none.
    fn counted(&self, id: &str, count: usize) -> String {
        match count {
            0 => String::new(),
            count => self.with(id, &[("count", count.into())]),
        }
    }

    /// Somebody of a file who may be somebody else: "Ana Ruiz (line 12) may be Anita: the same phone number".
    pub fn likely(&self, likely: &Likely) -> String {
        // A book of Kith has no lines that a person would look at.
        let id = if likely.at.1 == 0 { "import-likely-in-book" } else { "import-likely-at" };
        self.with(
            id,
            &[
                ("name", likely.name.as_str().into()),
                ("line", likely.at.1.to_string().into()),
                ("known", likely.known_as.as_str().into()),
                ("why", self.why_alike(&likely.why).into()),
            ],
        )
    }

    /// Somebody who comes or is told more of, and where: "Line 12: Ana Ruiz". With several files, by the name of the file.
    pub fn came(&self, name: &str, line: usize, file: Option<&str>) -> String {
        let (name, line_arg) = (("name", Arg::from(name)), ("line", Arg::from(line.to_string())));
        match file {
            // A book of Kith has no lines that a person would look at.
            _ if line == 0 => self.with("import-came-in-book", &[name]),
            Some(file) => self.with("import-came-in-file", &[("file", file.into()), line_arg, name]),
            None => self.with("import-came-at", &[line_arg, name]),
        }
    }

    /// Why two may be one: "the same phone number and a similar name".
    pub fn why_alike(&self, why: &[Why]) -> String {
        self.list(why.iter().map(|why| {
            self.text(match why {
                Why::Uid => "why-alike-uid",
                Why::Email => "why-alike-email",
                Why::Phone => "why-alike-phone",
                Why::SameName => "why-alike-same-name",
                Why::Name => "why-alike-name",
            })
        }))
    }

    /// Something of a file that did not come along: "Line 12: a card without a name". With several files, by the name of
    /// the file.
    pub fn left_out(&self, left: &LeftOut, file: Option<&str>) -> String {
        let what = self.reason(left.reason, 1);
        // A line of a file is found by its digits.
        let line = ("line", Arg::from(left.line.to_string()));
        match file {
            Some(file) => {
                self.with("left-out-in-file", &[("file", file.into()), line, ("what", what.into())])
            }
            None => self.with("left-out-at", &[line, ("what", what.into())]),
        }
    }

    /// How many more there are than are shown; nothing when all are.
    pub fn and_more(&self, count: usize) -> Option<String> {
        (count > 0).then(|| self.with("import-more", &[("count", count.into())]))
    }

    /// Why one of several files could not be read, after its name.
    pub fn error_in_file(&self, file: &str, why: &AppError) -> String {
        self.with("import-error-in-file", &[("file", file.into()), ("why", self.error(why).into())])
    }

    /// What a file is: "a table of Google Contacts".
    pub fn kind_of_file(&self, kind: Kind) -> String {
        self.text(match kind {
            Kind::Vcard => "import-kind-vcard",
            Kind::GoogleCsv => "import-kind-google",
            Kind::OutlookCsv => "import-kind-outlook",
            Kind::ThunderbirdCsv => "import-kind-thunderbird",
            Kind::LinkedInCsv => "import-kind-linkedin",
            Kind::Csv => "import-kind-table",
            Kind::JsContact => "import-kind-jscontact",
            Kind::Monica => "import-kind-monica",
            Kind::Friends => "import-kind-friends",
            Kind::Book => "import-kind-book",
        })
    }

    /// What a column of a table is, as a choice.
    pub fn column(&self, to: Target) -> String {
        let name = to.name();
        self.text(&format!("import-column-{name}"))
    }

    fn all_left_out(&self, report: &ImportReport) -> String {
        let mut counts: Vec<(Reason, usize)> = Vec::new();
        let listed = report.left_out.iter().map(|(_, left)| (left.reason, 1));
        for (reason, more) in listed.chain(report.more_left_out.iter().map(|(reason, more)| (*reason, *more)))
        {
            match counts.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, count)) => *count += more,
                None => counts.push((reason, more)),
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
            Reason::Nested => self.with("left-out-nested", &[count]),
            Reason::Media => self.with("left-out-media", &[count]),
            Reason::PhotoTooLarge { limit } => {
                self.with("left-out-photo-too-large", &[count, ("size", self.size(limit).into())])
            }
            Reason::TooLong { limit } => {
                self.with("left-out-too-long", &[count, ("size", self.size(limit).into())])
            }
            Reason::NotAField => self.with("left-out-not-a-field", &[count]),
            Reason::OutsideCard => self.with("left-out-outside-card", &[count]),
            Reason::NotAnEntry => self.with("left-out-not-an-entry", &[count]),
            Reason::NoDay => self.with("left-out-no-day", &[count]),
            Reason::WithNobody => self.with("left-out-with-nobody", &[count]),
            Reason::NoPlace => self.with("left-out-no-place", &[count]),
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
