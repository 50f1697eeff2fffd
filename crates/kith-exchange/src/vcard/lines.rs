//! A card that is put together here and not read from a file. Every other format becomes one on its way to a person, so
//! that what a field is, what is kept and what is cleaned is decided in one place for all of them.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use kith_core::Person;

use super::field::Field;
use super::line::Line;
use super::person::person_of;
use super::text::escaped;
use super::value;
use crate::FIELD_LIMIT;

/// The property that keeps what another program says under a name of its own, and vCard has no property for: the name
/// and the value, as the two components of a structured value.
const KEPT: &str = "X-KITH-KEPT";

/// The lines of one card.
#[derive(Default)]
pub(crate) struct CardLines {
    lines: Vec<Line>,
    groups: usize,
    /// How many values were too long to be taken.
    too_long: usize,
}

impl CardLines {
    /// A property whose value is one text.
    pub fn text(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.raw(&format!("{name}:{}", escaped(&unix(value))));
        }
    }

    /// A property whose value is one text, blanks at its ends and all.
    pub fn text_as_is(&mut self, name: &str, value: &str) {
        if !value.trim().is_empty() {
            self.raw(&format!("{name}:{}", escaped(&unix(value))));
        }
    }

    /// A property whose value is an address of the web.
    pub fn uri(&mut self, name: &str, label: Option<&str>, value: &str) {
        if !value.trim().is_empty() {
            self.labelled(name, label, &super::text::escaped_uri(&super::text::one_line(value)));
        }
    }

    /// A property whose value is a list of texts.
    pub fn list(&mut self, name: &str, values: &[&str]) {
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|value| escaped(value)).collect();
            self.raw(&format!("{name}:{}", values.join(",")));
        }
    }

    /// A property whose value has components, of which at least one says something.
    pub fn structured(&mut self, name: &str, label: Option<&str>, components: &[&str]) {
        if components.iter().any(|component| !component.trim().is_empty()) {
            let components: Vec<String> =
                components.iter().map(|component| escaped(&unix(component.trim_matches(' ')))).collect();
            self.labelled(name, label, &components.join(";"));
        }
    }

    /// A number, address or link, and what it is called.
    pub fn labelled_text(&mut self, name: &str, label: Option<&str>, value: &str) {
        if !value.trim().is_empty() {
            self.labelled(name, label, &escaped(&unix(value.trim())));
        }
    }

    fn labelled(&mut self, name: &str, label: Option<&str>, value: &str) {
        match label.map(super::text::one_line).filter(|label| !label.is_empty()) {
            None => self.raw(&format!("{name}:{value}")),
            Some(label) if super::label::is_type(&label) => self.raw(&format!("{name};TYPE={label}:{value}")),
            Some(label) => {
                self.groups += 1;
                let group = format!("item{}", self.groups);
                self.raw(&format!("{group}.{name}:{value}"));
                self.raw(&format!("{group}.{}", Field::Label(label).line(super::Version::V4)));
            }
        }
    }

    /// What no property has a place for, under the name it had.
    pub fn kept(&mut self, name: &str, value: &str) {
        if !value.trim().is_empty() {
            let value = escaped(&unix(value));
            self.raw(&format!("{KEPT}:{};{value}", escaped(&super::text::one_line(name))));
        }
    }

    /// A line as a card has it.
    pub fn raw(&mut self, line: &str) {
        match line.len() <= FIELD_LIMIT {
            true => self.lines.extend(Line::parsed(line.to_owned()).filter(Line::may_stand)),
            false => self.too_long += 1,
        }
    }

    /// How many values were too long to be taken.
    pub fn too_long(&self) -> usize {
        self.too_long
    }

    /// Whose card it is; `None` when nothing in it can serve as a name.
    pub fn person(self, now: DateTime<Utc>) -> Option<Person> {
        person_of(self.lines, now)
    }
}

/// The lines of a text end in `\n`.
fn unix(text: &str) -> Cow<'_, str> {
    match text.contains('\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n").into(),
        false => text.into(),
    }
}

/// The lines that a person keeps, out of a text that holds one a line.
pub(crate) fn kept_lines(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| line.len() <= FIELD_LIMIT);
    let lines = lines.filter_map(|line| Line::parsed(line.to_owned()));
    lines.filter(Line::may_stand).map(Line::into_text).collect()
}

/// The components of a kept structured property that says the same as its field: the parts of a name or an address.
pub(crate) fn kept_components(person: &Person, name: &str, says: &str) -> Option<Vec<String>> {
    person.vcard.iter().find_map(|text| {
        let line = Line::parsed(text.clone()).filter(|line| line.is(name))?;
        let is_name = name == "N";
        let said = if is_name { value::spoken(&line) } else { value::address(&line) };
        let between = if is_name { " " } else { ", " };
        let components = || {
            let said = value::components(&line, between).map(Cow::into_owned);
            said.chain(std::iter::repeat_with(String::new)).take(7).collect()
        };
        (super::text::many_lines(&said) == says).then(components)
    })
}

/// The categories that a person's kept lines name.
pub(crate) fn kept_categories(person: &Person) -> Vec<String> {
    let lines = person.vcard.iter().filter_map(|text| Line::parsed(text.clone()));
    lines.filter(|line| line.is("CATEGORIES")).flat_map(|line| value::list(&line)).collect()
}
