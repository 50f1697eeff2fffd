//! People as a table, in the columns that Google Contacts has had since 2024: what most programs read, and a spreadsheet
//! shows. What those columns have no place for stands in custom fields, so that a table that is read again, or went
//! through Google, gives back everybody as they were.

use std::collections::HashSet;

use csv::WriterBuilder;
use kith_core::{Circle, Labelled, Person};

use super::parse::{is_formula, unguarded};
use super::row::{CIRCLE, KEPT, SEVERAL, UID, ZONE, label_of, labels_in};
use crate::vcard::{kept_categories, kept_components};

/// A person's numbers beyond so many of a kind share the last columns, which keeps the table within the columns that
/// are read.
const SETS: usize = 60;

/// One column, and what it says of a person.
type Cells = Vec<String>;

/// Everybody as a table: UTF-8 with the mark that Excel wants, CRLF line ends, a header, one person a row. A cell that a
/// spreadsheet would take for a formula begins with an apostrophe, which reading takes away again.
pub fn write_csv(people: &[Person]) -> String {
    let most = |of: fn(&Person) -> usize| people.iter().map(of).max().unwrap_or(0).min(SETS);
    let sizes = Sizes {
        emails: most(|person| person.emails.len()),
        phones: most(|person| person.phones.len()),
        addresses: most(|person| person.addresses.len()),
        links: most(|person| person.links.len()),
    };
    let mut writer =
        WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xef\xbb\xbf".to_vec());
    // Writing into memory cannot fail, and every row is as long as the header.
    let mut write = |cells: Cells| {
        let _ = writer.write_record(cells.iter().map(|cell| guarded(cell)));
    };
    write(sizes.header());
    for person in people {
        write(sizes.row(person));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Any rows as a table, written as [`write_csv`] does: headers first, no cell taken for a formula.
pub fn write_rows(headers: &[String], rows: &[Vec<String>]) -> String {
    // A row that is not as long as the header is written as it is.
    let mut writer = WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    for row in std::iter::once(headers).chain(rows.iter().map(Vec::as_slice)) {
        let _ = writer.write_record(row.iter().map(|cell| guarded(cell)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// How many sets of columns there are.
struct Sizes {
    emails: usize,
    phones: usize,
    addresses: usize,
    links: usize,
}

const NAMES: [&str; 17] = [
    "First Name",
    "Middle Name",
    "Last Name",
    "Phonetic First Name",
    "Phonetic Middle Name",
    "Phonetic Last Name",
    "Name Prefix",
    "Name Suffix",
    "Nickname",
    "File As",
    "Organization Name",
    "Organization Title",
    "Organization Department",
    "Birthday",
    "Notes",
    "Photo",
    "Labels",
];

const ADDRESS: [&str; 9] = [
    "Label",
    "Formatted",
    "Street",
    "City",
    "PO Box",
    "Region",
    "Postal Code",
    "Country",
    "Extended Address",
];

const CUSTOM: [&str; 4] = [CIRCLE, ZONE, UID, KEPT];

impl Sizes {
    fn header(&self) -> Cells {
        let mut header: Cells = NAMES.map(str::to_owned).into();
        let mut sets = |what: &str, count: usize, parts: &[&str]| {
            for number in 1..=count {
                header.extend(parts.iter().map(|part| format!("{what} {number} - {part}")));
            }
        };
        const PAIR: [&str; 2] = ["Label", "Value"];
        sets("E-mail", self.emails, &PAIR);
        sets("Phone", self.phones, &PAIR);
        sets("Address", self.addresses, &ADDRESS);
        sets("Website", self.links, &PAIR);
        sets("Event", 1, &PAIR);
        sets("Custom Field", CUSTOM.len(), &PAIR);
        header
    }

    fn row(&self, person: &Person) -> Cells {
        let mut row = names(person);
        pairs(&mut row, &person.emails, self.emails);
        pairs(&mut row, &person.phones, self.phones);
        for at in 0..self.addresses {
            row.extend(address(person, person.addresses.get(at)));
        }
        pairs(&mut row, &person.links, self.links);
        row.extend(match person.anniversary {
            Some(day) => ["Anniversary".to_owned(), day.to_string()],
            None => [String::new(), String::new()],
        });
        for label in CUSTOM {
            let value = custom(person, label);
            // The label of what is kept always stands: it marks a row of Kith.
            row.extend(match value.is_empty() && label != KEPT {
                true => [String::new(), String::new()],
                false => [label.to_owned(), value],
            });
        }
        row
    }
}

fn names(person: &Person) -> Cells {
    let parts = kept_components(person, "N", &person.name);
    let part = |at: usize| parts.as_ref().and_then(|parts| parts.get(at)).cloned().unwrap_or_default();
    let given = if parts.is_some() { part(1) } else { person.name.clone() };
    let organization = person.organization.clone().unwrap_or_default();
    let org =
        kept_components(person, "ORG", &organization).filter(|org| org.iter().skip(2).all(String::is_empty));
    let department = org.as_ref().and_then(|org| org.get(1)).cloned().unwrap_or_default();
    let organization = match org.and_then(|org| org.into_iter().next()) {
        Some(name) if !department.is_empty() => name,
        _ => organization,
    };
    let nicknames: Vec<String> = person.nicknames.iter().map(|name| together(name)).collect();
    let mut labels = kept_categories(person);
    labels.extend(person.circle.map(|circle| capitalised(circle.name())));
    let mut seen = HashSet::new();
    labels.retain(|label| seen.insert(label.to_lowercase()));
    vec![
        given,
        part(2),
        part(0),
        String::new(),
        String::new(),
        String::new(),
        part(3),
        part(4),
        nicknames.join(SEVERAL),
        String::new(),
        organization,
        person.title.clone().unwrap_or_default(),
        department,
        person.birthday.map(|day| day.to_string()).unwrap_or_default(),
        person.note.clone(),
        String::new(),
        labels.join(SEVERAL),
    ]
}

fn pairs(row: &mut Cells, values: &[Labelled], count: usize) {
    for at in 0..count {
        let last = at + 1 == SETS;
        let value = match values.get(at) {
            Some(_) if last => {
                values[at..].iter().map(|more| together(&more.value)).collect::<Vec<_>>().join(SEVERAL)
            }
            Some(value) => together(&value.value),
            None => String::new(),
        };
        row.extend([values.get(at).map(label).unwrap_or_default(), value]);
    }
}

/// An address in its parts where they are known, else whole in the street, which is where it is read.
fn address(person: &Person, address: Option<&Labelled>) -> [String; 9] {
    let Some(address) = address else { return Default::default() };
    let whole = address.value.clone();
    match kept_components(person, "ADR", &whole) {
        Some(parts) => {
            let [po_box, extended, street, city, region, code, country] =
                [0, 1, 2, 3, 4, 5, 6].map(|at| parts.get(at).cloned().unwrap_or_default());
            [label(address), whole, street, city, po_box, region, code, country, extended]
        }
        None => {
            let mut cells: [String; 9] = Default::default();
            [cells[0], cells[1], cells[2]] = [label(address), whole.clone(), whole];
            cells
        }
    }
}

/// What a label is called at Google; in quotes when reading would make another of it.
fn label(of: &Labelled) -> String {
    let Some(label) = &of.label else { return String::new() };
    let shown = match label.as_str() {
        "cell" => "Mobile".to_owned(),
        "home" | "work" | "other" | "main" => capitalised(label),
        _ => label.clone(),
    };
    match label_of(&shown) == *label {
        true => shown,
        false => format!("\"{label}\""),
    }
}

fn custom(person: &Person, label: &str) -> String {
    match label {
        CIRCLE => person.circle.map_or_else(|| no_circle(person), |circle| capitalised(circle.name())),
        ZONE => person.zone.map(|zone| zone.name().to_owned()).unwrap_or_default(),
        UID => person.uid.clone().unwrap_or_default(),
        _ => person.vcard.join("\n"),
    }
}

/// Said of somebody without a circle whose labels name one, as they are read.
fn no_circle(person: &Person) -> String {
    let cell = kept_categories(person).join(SEVERAL);
    let named = labels_in(&cell).any(|name| name.to_lowercase().parse::<Circle>().is_ok());
    if named { "none".to_owned() } else { String::new() }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A value that reading does not take for several: a sign of no width, which reading takes away, goes between.
fn together(value: &str) -> String {
    value.replace(":::", ":\u{200b}:\u{200b}:")
}

/// With the apostrophe that keeps a spreadsheet from taking it for a formula, or reading from taking one away.
fn guarded(cell: &str) -> String {
    match is_formula(cell) || unguarded(cell) != cell {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}
