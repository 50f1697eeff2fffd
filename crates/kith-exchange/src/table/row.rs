//! One row as a card.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use kith_core::{PartialDate, Person};

use super::header::unnamed;
use super::parse::Table;
use super::{Column, Mapping, Order, Target, day};
use crate::Kind;
use crate::vcard::{CardLines, kept_lines};

/// Between several values in one cell of Google.
pub(super) const SEVERAL: &str = " ::: ";

/// What Kith's own columns are called in a table of Google.
pub(super) const CIRCLE: &str = "Circle";
pub(super) const ZONE: &str = "Time Zone";
pub(super) const UID: &str = "UID";
pub(super) const KEPT: &str = "vCard";

/// How rows become cards.
pub(super) struct Rows {
    header: Vec<String>,
    columns: Vec<Column>,
    /// For each set the column that says what it is called.
    labels: BTreeMap<u16, usize>,
    /// The columns of each address.
    addresses: Vec<Vec<usize>>,
    order: Order,
}

impl Rows {
    /// By this mapping; the rows of the table are looked through for how it writes days.
    pub fn new(kind: Kind, header: &[String], mapping: &Mapping, mut table: Table<'_>) -> Self {
        let columns = mapping.columns.clone();
        let of = |is: fn(Target) -> bool| columns.iter().enumerate().filter(move |(_, column)| is(column.to));
        let labels = of(|to| to == Target::Label).map(|(at, column)| (column.set, at)).collect();
        let mut addresses: BTreeMap<(u16, Option<&str>, usize), Vec<usize>> = BTreeMap::new();
        let mut whole = 0;
        for (at, column) in of(is_part) {
            // Two whole addresses without a set are two; the parts of one go together.
            whole += usize::from(column.to == Target::Address && column.set == 0);
            let which = if column.to == Target::Address && column.set == 0 { whole } else { 0 };
            addresses.entry((column.set, column.label.as_deref(), which)).or_default().push(at);
        }
        let days: Vec<usize> = of(|to| matches!(to, Target::Birthday | Target::Anniversary | Target::Event))
            .map(|(at, _)| at)
            .collect();
        let otherwise = if kind == Kind::OutlookCsv { Order::MonthFirst } else { Order::Unknown };
        let mut written = Vec::new();
        while !days.is_empty()
            && let Some(row) = table.next_row()
        {
            let of_days = days.iter().filter_map(|at| row.cells.get(*at));
            written.extend(of_days.filter(|cell| cell.contains('/') && cell.len() <= 10).cloned());
        }
        let order = Order::of(written.iter().map(String::as_str), otherwise);
        let addresses = addresses.into_values().collect();
        Rows { header: header.to_vec(), columns, labels, addresses, order }
    }

    /// The row as a card.
    pub fn card(&self, cells: &[String]) -> CardLines {
        let mut card = CardLines::default();
        self.names(cells, &mut card);
        self.work(cells, &mut card);
        self.days(cells, &mut card);
        for (at, cell) in cells.iter().enumerate() {
            self.cell(at, cell, cells, &mut card);
        }
        for address in &self.addresses {
            self.address(address, cells, &mut card);
        }
        card
    }

    /// Whose card it is. A table of Kith's own has what is kept beside the fields in a column.
    pub fn person(&self, card: CardLines, cells: &[String], now: DateTime<Utc>) -> Option<Person> {
        let mut person = card.person(now)?;
        let kept = (0..self.columns.len()).filter(|at| {
            self.columns[*at].to == Target::Custom && self.label(*at, cells).as_deref() == Some(KEPT)
        });
        let mut kept = kept.filter_map(|at| cells.get(at)).peekable();
        if kept.peek().is_some() {
            person.vcard = kept.flat_map(|cell| kept_lines(cell)).collect();
        }
        Some(person)
    }

    fn one(&self, to: Target, cells: &[String]) -> String {
        let of = self.columns.iter().zip(cells).filter(|(column, _)| column.to == to);
        let mut texts = of.map(|(_, cell)| cell.trim()).filter(|cell| !cell.is_empty());
        texts.next().unwrap_or_default().to_owned()
    }

    fn names(&self, cells: &[String], card: &mut CardLines) {
        card.text("FN", &crate::one_line(&self.one(Target::Name, cells)));
        let parts = [Target::Family, Target::Given, Target::Middle, Target::Prefix, Target::Suffix];
        let parts = parts.map(|part| crate::one_line(&self.one(part, cells)));
        card.structured("N", None, &parts.each_ref().map(String::as_str));
        let nicknames = self.one(Target::Nickname, cells);
        let nicknames: Vec<&str> =
            nicknames.split(SEVERAL).map(str::trim).filter(|name| !name.is_empty()).collect();
        card.list("NICKNAME", &nicknames);
    }

    fn work(&self, cells: &[String], card: &mut CardLines) {
        let (name, department) = (self.one(Target::Organization, cells), self.one(Target::Department, cells));
        match department.is_empty() {
            true => card.structured("ORG", None, &[&name]),
            false => card.structured("ORG", None, &[&name, &department]),
        }
        card.text("TITLE", &crate::one_line(&self.one(Target::Title, cells)));
    }

    /// The birthday that three columns make.
    fn days(&self, cells: &[String], card: &mut CardLines) {
        let number = |to| self.one(to, cells).parse::<u32>().ok();
        let year =
            number(Target::BirthYear).and_then(|year| i32::try_from(year).ok()).filter(|year| *year > 0);
        let (month, date) = (number(Target::BirthMonth), number(Target::BirthDay));
        match month.zip(date).and_then(|(month, date)| PartialDate::new(year, month, date)) {
            Some(day) => card.text("BDAY", &iso(day)),
            None => {
                for (at, column) in self.columns.iter().enumerate() {
                    if matches!(column.to, Target::BirthYear | Target::BirthMonth | Target::BirthDay) {
                        self.keep(at, cells.get(at).map_or("", String::as_str), card);
                    }
                }
            }
        }
    }

    /// What one cell says by itself.
    fn cell(&self, at: usize, cell: &str, cells: &[String], card: &mut CardLines) {
        if cell.trim().is_empty() {
            return;
        }
        let to = self.columns.get(at).map_or(Target::Keep, |column| column.to);
        let label = || self.label(at, cells);
        match to {
            Target::Phone => several(cell).for_each(|phone| {
                card.labelled_text("TEL", label().as_deref(), &crate::one_line(phone));
            }),
            Target::Email => several(cell).for_each(|email| {
                card.labelled_text("EMAIL", label().as_deref(), &crate::one_line(email));
            }),
            Target::Link => several(cell).for_each(|link| {
                card.uri("URL", label().as_deref(), link);
            }),
            Target::Birthday => self.day("BDAY", at, cell, card),
            Target::Anniversary => self.day("ANNIVERSARY", at, cell, card),
            Target::Event => match label().as_deref().map(str::to_lowercase).as_deref() {
                Some("anniversary") => self.day("ANNIVERSARY", at, cell, card),
                Some("birthday") => self.day("BDAY", at, cell, card),
                Some(_) => card.kept(&label().unwrap_or_default(), cell),
                None => self.keep(at, cell, card),
            },
            Target::Note => card.text_as_is("NOTE", cell),
            Target::Labels => card.list("CATEGORIES", &labels_in(cell).collect::<Vec<_>>()),
            Target::Zone => card.text("TZ", cell),
            Target::Uid => card.text("UID", cell),
            Target::Custom => match label().as_deref() {
                Some(CIRCLE) => card.text("X-KITH-CIRCLE", cell),
                Some(ZONE) => card.text("TZ", cell),
                Some(UID) => card.text("UID", cell),
                Some(KEPT) => {}
                Some(label) => card.kept(label, cell),
                None => self.keep(at, cell, card),
            },
            Target::Photo if is_web(cell) => card.uri("PHOTO", None, cell),
            Target::Photo => self.keep(at, cell, card),
            Target::Keep => self.keep(at, cell, card),
            _ => {}
        }
    }

    fn day(&self, name: &str, at: usize, cell: &str, card: &mut CardLines) {
        match day(cell, self.order) {
            Some(day) => card.text(name, &iso(day)),
            // Outlook's way to say that there is none.
            None if cell.trim_matches(['0', '/', '-', '.', ' ']).is_empty() => {}
            None => self.keep(at, cell, card),
        }
    }

    fn keep(&self, at: usize, cell: &str, card: &mut CardLines) {
        let name = self.header.get(at).filter(|name| !name.is_empty()).cloned();
        let name = name.unwrap_or_else(|| unnamed(at));
        card.kept(&name, cell);
    }

    /// The parts of one address; of a whole one beside its parts nothing is left to say.
    fn address(&self, columns: &[usize], cells: &[String], card: &mut CardLines) {
        let of = |to: Target| {
            let parts =
                columns.iter().filter(|at| self.columns[**at].to == to).filter_map(|at| cells.get(*at));
            // Blanks only: what else stands at an end was meant.
            let parts = parts.map(|cell| cell.trim_matches(' ')).filter(|cell| !cell.trim().is_empty());
            parts.collect::<Vec<_>>().join(", ")
        };
        let parts = [
            Target::PoBox,
            Target::Extended,
            Target::Street,
            Target::City,
            Target::Region,
            Target::PostalCode,
            Target::Country,
        ]
        .map(of);
        let mut parts = parts;
        let mut whole = of(Target::Address);
        // Thunderbird calls the street of an address its address.
        let has_street = columns.iter().any(|at| self.columns[*at].to == Target::Street);
        if !has_street && parts.iter().any(|part| !part.is_empty()) {
            parts[2] = std::mem::take(&mut whole);
        }
        let label = columns.first().and_then(|at| self.label(*at, cells));
        let parts = parts.each_ref().map(String::as_str);
        match parts.iter().all(|part| part.is_empty()) {
            true if whole.is_empty() => {}
            true => card.structured("ADR", label.as_deref(), &["", "", &whole, "", "", "", ""]),
            false => {
                card.structured("ADR", label.as_deref(), &parts);
                if !says_no_more(&whole, &parts) {
                    card.kept("Address", &whole);
                }
            }
        }
    }

    /// What the value in a column is called: by the column of its set, else by its own name.
    fn label(&self, at: usize, cells: &[String]) -> Option<String> {
        let column = self.columns.get(at)?;
        let said = self.labels.get(&column.set).filter(|_| column.set > 0).and_then(|at| cells.get(*at));
        match said.filter(|label| !label.trim().is_empty()) {
            Some(label) if column.to == Target::Custom => Some(crate::one_line(label)),
            Some(label) => Some(label_of(label)),
            None => column.label.clone(),
        }
    }
}

fn is_part(to: Target) -> bool {
    matches!(
        to,
        Target::Address
            | Target::PoBox
            | Target::Extended
            | Target::Street
            | Target::City
            | Target::Region
            | Target::PostalCode
            | Target::Country
    )
}

/// Whether every word of a whole address is in one of its parts.
fn says_no_more(whole: &str, parts: &[&str]) -> bool {
    let words = |text: &str| text.split([' ', ',', '\n', '\r']).map(str::to_owned).collect::<Vec<_>>();
    let known: Vec<String> = parts.iter().flat_map(|part| words(part)).collect();
    words(whole).iter().all(|word| known.contains(word) || word.is_empty())
}

/// The labels in a cell, whatever program put them together. What Google marks as its own is none that anybody gave.
pub(super) fn labels_in(cell: &str) -> impl Iterator<Item = &str> {
    let labels = cell.split([',', ';']).flat_map(|part| part.split(":::")).map(str::trim);
    labels.filter(|label| !label.is_empty() && !label.starts_with('*'))
}

/// A label of Google as Kith has it. What stands in quotes is meant as it is.
pub(super) fn label_of(label: &str) -> String {
    let label = crate::one_line(label);
    if let Some(exact) = label.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return exact.to_owned();
    }
    // The star marks the one that is used first.
    let label = label.trim_start_matches('*').trim();
    match label.to_lowercase().as_str() {
        "mobile" => "cell".to_owned(),
        known @ ("home" | "work" | "other" | "cell" | "fax" | "pager" | "main" | "school") => {
            known.to_owned()
        }
        "home fax" | "work fax" | "anniversary" | "birthday" => label.to_lowercase(),
        _ => label.to_owned(),
    }
}

/// Whether it is an address of the web: of a picture nothing else is kept.
fn is_web(cell: &str) -> bool {
    let starts =
        |scheme: &str| cell.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts("http://") || starts("https://")
}

fn several(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(SEVERAL).map(str::trim).filter(|value| !value.is_empty())
}

fn iso(day: PartialDate) -> String {
    match day.year() {
        Some(year) => format!("{year:04}{:02}{:02}", day.month(), day.day()),
        None => format!("--{:02}{:02}", day.month(), day.day()),
    }
}
