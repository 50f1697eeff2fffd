//! The kinds of records, and each record as JSON with its version.
//!
//! A new kind is a variant here, in [`Record`] and in [`Key`], a name and a version; a changed shape is a greater
//! version, which [`read`] has to be given then, with a step that makes the old one into it.

use serde::de::Error as _;
use serde_json::value::RawValue;

use crate::{Key, Record};

/// A kind of record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Kind {
    Person,
    CheckIn,
    Prompt,
    Settings,
    Photo,
    Plan,
    Starter,
    Community,
    Noted,
}

impl Kind {
    pub(crate) const ALL: [Kind; 9] = [
        Kind::Person,
        Kind::CheckIn,
        Kind::Prompt,
        Kind::Settings,
        Kind::Photo,
        Kind::Plan,
        Kind::Starter,
        Kind::Community,
        Kind::Noted,
    ];

    /// Its name in the journal.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::CheckIn => "check-in",
            Kind::Prompt => "prompt",
            Kind::Settings => "settings",
            Kind::Photo => "photo",
            Kind::Plan => "plan",
            Kind::Starter => "starter",
            Kind::Community => "community",
            Kind::Noted => "noted",
        }
    }

    /// The version of its records that is written.
    pub(crate) const fn version(self) -> u32 {
        match self {
            Kind::Person
            | Kind::CheckIn
            | Kind::Prompt
            | Kind::Settings
            | Kind::Photo
            | Kind::Plan
            | Kind::Starter
            | Kind::Community
            | Kind::Noted => 1,
        }
    }

    pub(crate) fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind of the records with this key; without one it is the settings.
    pub(crate) const fn of(key: Option<Key>) -> Kind {
        match key {
            Some(Key::Person(_)) => Kind::Person,
            Some(Key::CheckIn(_)) => Kind::CheckIn,
            Some(Key::Prompt(_)) => Kind::Prompt,
            Some(Key::Photo(_)) => Kind::Photo,
            Some(Key::Plan(_)) => Kind::Plan,
            Some(Key::Starter(_)) => Kind::Starter,
            Some(Key::Community(_)) => Kind::Community,
            Some(Key::Noted(_)) => Kind::Noted,
            None => Kind::Settings,
        }
    }
}

/// The key of a record. The settings have none: there is one record of them.
pub(crate) fn key_of(record: &Record) -> Option<Key> {
    match record {
        Record::Person(person) => Some(Key::Person(person.id)),
        Record::CheckIn(check_in) => Some(Key::CheckIn(check_in.id)),
        Record::Prompt(prompt) => Some(Key::Prompt(prompt.id)),
        Record::Photo(photo) => Some(Key::Photo(photo.id)),
        Record::Plan(plan) => Some(Key::Plan(plan.id)),
        Record::Starter(starter) => Some(Key::Starter(starter.id)),
        Record::Community(community) => Some(Key::Community(community.id)),
        Record::Noted(noted) => Some(Key::Noted(noted.id)),
        Record::Settings(_) => None,
    }
}

/// Appends the JSON of a record, in the version that [`Kind::version`] says.
pub(crate) fn write(record: &Record, out: &mut Vec<u8>) -> serde_json::Result<()> {
    match record {
        Record::Person(person) => serde_json::to_writer(out, person),
        Record::CheckIn(check_in) => serde_json::to_writer(out, check_in),
        Record::Prompt(prompt) => serde_json::to_writer(out, prompt),
        Record::Photo(photo) => serde_json::to_writer(out, photo),
        Record::Plan(plan) => serde_json::to_writer(out, plan),
        Record::Starter(starter) => serde_json::to_writer(out, starter),
        Record::Community(community) => serde_json::to_writer(out, community),
        Record::Noted(noted) => serde_json::to_writer(out, noted),
        Record::Settings(settings) => serde_json::to_writer(out, &settings.differences()),
    }
}

/// The record in the JSON of this version, which is not greater than [`Kind::version`].
pub(crate) fn read(kind: Kind, data: &RawValue) -> serde_json::Result<Record> {
    let json = data.get();
    match kind {
        Kind::Person => serde_json::from_str(json).map(Record::Person),
        Kind::CheckIn => serde_json::from_str(json).map(Record::CheckIn),
        Kind::Prompt => serde_json::from_str(json).map(Record::Prompt),
        Kind::Photo => serde_json::from_str(json).map(Record::Photo),
        Kind::Plan => serde_json::from_str(json).map(Record::Plan),
        Kind::Starter => serde_json::from_str(json).map(Record::Starter),
        Kind::Community => serde_json::from_str(json).map(Record::Community),
        Kind::Noted => serde_json::from_str(json).map(Record::Noted),
        Kind::Settings => serde_json::from_str(json).map(Record::Settings),
    }
}

/// The key in the JSON of an id.
pub(crate) fn read_key(kind: Kind, id: &str) -> serde_json::Result<Key> {
    match kind {
        Kind::Person => id.parse().map(Key::Person),
        Kind::CheckIn => id.parse().map(Key::CheckIn),
        Kind::Prompt => id.parse().map(Key::Prompt),
        Kind::Photo => id.parse().map(Key::Photo),
        Kind::Plan => id.parse().map(Key::Plan),
        Kind::Starter => id.parse().map(Key::Starter),
        Kind::Community => id.parse().map(Key::Community),
        Kind::Noted => id.parse().map(Key::Noted),
        Kind::Settings => return Err(serde_json::Error::custom("the settings have no id")),
    }
    .map_err(serde_json::Error::custom)
}

/// The id in a key, as it is written.
pub(crate) fn id_text(key: Key) -> String {
    match key {
        Key::Person(id) => id.to_string(),
        Key::CheckIn(id) => id.to_string(),
        Key::Prompt(id) => id.to_string(),
        Key::Photo(id) => id.to_string(),
        Key::Plan(id) => id.to_string(),
        Key::Starter(id) => id.to_string(),
        Key::Community(id) => id.to_string(),
        Key::Noted(id) => id.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_a_newer_kith_keeps_its_value() {
        let json = r#"{"daily_cap":5,"share":3.3e129}"#;
        let data: &RawValue = serde_json::from_str(json).expect("json");
        let record = read(Kind::Settings, data).expect("settings");
        let mut out = Vec::new();
        write(&record, &mut out).expect("json");
        assert!(out.ends_with(br#""share":3.3e+129}"#), "{}", out.escape_ascii());
    }
}
