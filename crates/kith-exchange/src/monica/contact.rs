//! One contact of Monica.

use std::collections::HashMap;

use chrono::NaiveDate;
use kith_core::{Cadence, CadenceId, Extra, Mode, PartialDate, Person, Repeat, Status};
use serde_json::Value;

use super::Type;
use super::dates::{every, often, repeats, special};
use crate::Options;
use crate::history::{When, when};
use crate::vcard::{CardLines, clean_note};

/// A contact in JSON, with what is needed to understand it.
pub(super) struct Contact<'a> {
    pub value: &'a Value,
    pub types: &'a HashMap<String, Type>,
    pub options: &'a Options<'a>,
}

/// A call or a conversation.
pub(super) struct Talk {
    pub mode: Mode,
    pub at: Option<When>,
    pub note: String,
}

/// What becomes a field, and what says how Monica drew or counted somebody and nothing about them.
const KNOWN: [&str; 24] = [
    "first_name",
    "middle_name",
    "last_name",
    "nickname",
    "description",
    "job",
    "company",
    "tags",
    "birthdate",
    "stay_in_touch_frequency",
    "stay_in_touch_trigger_date",
    "is_dead",
    "is_active",
    "avatar",
    "last_talked_to",
    "last_consulted_at",
    "number_of_views",
    "distant_etag",
    "deceased_reminder",
    "first_met_reminder",
    "is_partial",
    "is_starred",
    "gender",
    "uuid",
];

/// What stands beside the properties of a contact and is read, or is of Monica's keeping and not of the person.
const KNOWN_BESIDE: [&str; 5] = ["uuid", "created_at", "updated_at", "properties", "data"];

/// The lists of a contact that become something, or name what stands in a list of the account.
const KNOWN_LISTS: [&str; 8] =
    ["note", "contact_field", "address", "reminder", "activity", "call", "conversation", "photo"];

impl<'a> Contact<'a> {
    fn property(&self, name: &str) -> &'a Value {
        &self.value["properties"][name]
    }

    fn text(&self, name: &str) -> &'a str {
        self.property(name).as_str().unwrap_or_default().trim()
    }

    /// The values of one of the lists of the contact.
    fn list(&self, kind: &str) -> impl Iterator<Item = &'a Value> {
        let lists = self.value["data"].as_array().map(Vec::as_slice).unwrap_or_default();
        let lists = lists.iter().filter(move |list| list["type"].as_str() == Some(kind));
        lists.filter_map(|list| list["values"].as_array()).flatten()
    }

    /// The contact as a card, and of how many fields.
    pub fn card(&self) -> (CardLines, usize) {
        let mut card = CardLines::default();
        let parts = [self.text("last_name"), self.text("first_name"), self.text("middle_name"), "", ""];
        card.structured("N", None, &parts);
        card.list(
            "NICKNAME",
            &[self.text("nickname")]
                .map(str::trim)
                .into_iter()
                .filter(|name| !name.is_empty())
                .collect::<Vec<_>>(),
        );
        card.structured("ORG", None, &[self.text("company")]);
        card.text("TITLE", &crate::one_line(self.text("job")));
        if let Some(uuid) = self.value["uuid"].as_str() {
            card.text("UID", &format!("urn:uuid:{uuid}"));
        }
        let tags = self.property("tags").as_array().map(Vec::as_slice).unwrap_or_default();
        let tags = tags.iter().filter_map(|tag| tag.as_str().or_else(|| tag["name"].as_str()));
        card.list("CATEGORIES", &tags.filter(|tag| !tag.trim().is_empty()).collect::<Vec<_>>());
        card.text_as_is("NOTE", self.text("description"));
        for note in self.list("note") {
            card.text_as_is("NOTE", note["properties"]["body"].as_str().unwrap_or_default());
        }
        match (special(self.property("birthdate")), self.birthday_reminder()) {
            (Some(day), _) | (None, Some(day)) => card.raw(&format!("BDAY:{}", basic(day))),
            (None, None) => self.keep("birthdate", self.property("birthdate"), &mut card),
        }
        self.reach(&mut card);
        self.reminders(&mut card);
        self.rest(&mut card);
        let count = self.value["data"]
            .as_array()
            .map_or(0, |lists| lists.iter().map(|list| list["values"].as_array().map_or(0, Vec::len)).sum());
        let beside = self.value.as_object().map_or(0, serde_json::Map::len);
        (card, count + beside + 20)
    }

    fn reach(&self, card: &mut CardLines) {
        for field in self.list("contact_field") {
            let properties = &field["properties"];
            let data = crate::one_line(properties["data"].as_str().unwrap_or_default());
            let unknown = Type::default();
            let kind = properties["type"].as_str().and_then(|uuid| self.types.get(uuid)).unwrap_or(&unknown);
            match kind.kind.as_str() {
                "phone" => card.labelled_text("TEL", None, &data),
                "email" => card.labelled_text("EMAIL", None, &data),
                _ if kind.protocol.starts_with("tel") => card.labelled_text("TEL", None, &data),
                _ if kind.protocol.starts_with("mailto") => card.labelled_text("EMAIL", None, &data),
                _ if data.starts_with("http") => card.uri("URL", Some(&kind.name), &data),
                // Of a type that the account does not name, what it looks like.
                _ if kind.name.is_empty() && data.contains('@') => card.labelled_text("EMAIL", None, &data),
                _ if kind.name.is_empty() => card.kept("contact_field", &data),
                _ => card.kept(&kind.name, &data),
            }
        }
        for address in self.list("address") {
            let properties = &address["properties"];
            let part = |name: &str| properties[name].as_str().unwrap_or_default();
            let parts = [
                "",
                "",
                part("street"),
                part("city"),
                part("province"),
                part("postal_code"),
                part("country"),
            ];
            let label = part("name").to_lowercase();
            card.structured("ADR", Some(&label), &parts);
        }
    }

    /// The day of a yearly reminder of a birthday, for somebody whose birthday is given nowhere else.
    fn birthday_reminder(&self) -> Option<PartialDate> {
        self.list("reminder").find_map(|reminder| {
            let properties = &reminder["properties"];
            let title = properties["title"].as_str()?.to_lowercase();
            let is_yearly = properties["frequency_type"].as_str() == Some("year");
            let day: PartialDate = properties["initial_date"].as_str()?.get(..10)?.parse().ok()?;
            (is_yearly && title.contains("birthday"))
                .then(|| PartialDate::new(None, day.month(), day.day()))
                .flatten()
        })
    }

    /// A reminder of a birthday is the birthday, one to stay in touch a cadence; of any other the words are a note.
    fn reminders(&self, card: &mut CardLines) {
        for reminder in self.list("reminder") {
            let properties = &reminder["properties"];
            let text = |name: &str| properties[name].as_str().unwrap_or_default();
            let title = text("title").to_lowercase();
            if (title.contains("birthday") && text("frequency_type") == "year") || stays_in_touch(properties)
            {
                continue;
            }
            let day = text("initial_date").get(..10).unwrap_or_default();
            let day = format!("{day} {}", often(properties).unwrap_or_default());
            let said = [day.trim(), text("title"), text("description")];
            let said: Vec<&str> = said.into_iter().filter(|part| !part.is_empty()).collect();
            card.text_as_is("NOTE", &said.join(": "));
        }
    }

    /// What Kith has no place for.
    fn rest(&self, card: &mut CardLines) {
        let properties = self.value["properties"].as_object();
        for (name, value) in properties.into_iter().flatten() {
            if !KNOWN.contains(&name.as_str()) {
                self.keep(name, value, card);
            }
        }
        for (name, value) in self.value.as_object().into_iter().flatten() {
            if !KNOWN_BESIDE.contains(&name.as_str()) {
                self.keep(name, value, card);
            }
        }
        if !self.text("gender").is_empty() {
            card.kept("gender", self.text("gender"));
        }
        let lists = self.value["data"].as_array().map(Vec::as_slice).unwrap_or_default();
        for list in lists {
            let kind = list["type"].as_str().unwrap_or_default();
            let values = list["values"].as_array().filter(|_| !KNOWN_LISTS.contains(&kind));
            for value in values.into_iter().flatten() {
                let says = value.get("properties").unwrap_or(value);
                self.keep(kind, says, card);
            }
        }
    }

    fn keep(&self, name: &str, value: &Value, card: &mut CardLines) {
        match value {
            Value::Null => {}
            Value::String(text) => card.kept(name, text),
            other => card.kept(name, &other.to_string()),
        }
    }

    /// What is the person's and not the card's: whether to ask at all, and how often.
    pub fn settle(&self, person: &mut Person) {
        let is = |name: &str| match self.property(name) {
            Value::Bool(said) => Some(*said),
            Value::Number(number) => Some(number.as_i64() != Some(0)),
            _ => None,
        };
        person.status = match (is("is_dead"), is("is_active")) {
            (Some(true), _) => Status::Deceased,
            (_, Some(false)) => Status::Resting,
            _ => Status::Active,
        };
        let first = self.text("stay_in_touch_trigger_date").get(..10).and_then(|day| day.parse().ok());
        let often = self.property("stay_in_touch_frequency").as_u64().and_then(every);
        person.cadences.extend(often.map(|every| self.cadence(every, first)));
        let asked = self.list("reminder").map(|reminder| &reminder["properties"]);
        for properties in asked.filter(|properties| stays_in_touch(properties)) {
            let first = properties["initial_date"].as_str().and_then(|day| day.get(..10)?.parse().ok());
            person.cadences.extend(repeats(properties).map(|every| self.cadence(every, first)));
        }
    }

    /// It asks for the first time on the day that was set, or today when that is over.
    fn cadence(&self, every: kith_core::Interval, first: Option<NaiveDate>) -> Cadence {
        let today = self.options.now.with_timezone(&self.options.zone).date_naive();
        Cadence {
            id: CadenceId::new(self.options.now),
            mode: Mode::Message,
            repeat: Repeat::After { every, first: first.map_or(today, |first| first.max(today)), at: None },
            added: self.options.now,
            extra: Extra::new(),
        }
    }

    /// The picture that is shown of them.
    pub fn photo(&self) -> Option<&'a str> {
        self.property("avatar")["avatar_photo"].as_str()
    }

    /// What was done together, by uuid.
    pub fn activities(&self) -> impl Iterator<Item = &'a str> {
        self.list("activity").filter_map(|activity| activity.as_str().or_else(|| activity["uuid"].as_str()))
    }

    /// Calls and conversations.
    pub fn talks(&self) -> impl Iterator<Item = Talk> {
        let calls = self.list("call").map(|call| {
            let properties = &call["properties"];
            Talk {
                mode: Mode::Voice,
                at: properties["called_at"].as_str().and_then(when),
                note: clean_note(properties["content"].as_str().unwrap_or_default()),
            }
        });
        let conversations = self.list("conversation").map(|conversation| {
            let lists = conversation["data"].as_array().map(Vec::as_slice).unwrap_or_default();
            let messages = lists.iter().filter_map(|list| list["values"].as_array()).flatten();
            let said =
                messages.filter_map(|message| message["properties"]["content"].as_str()).map(clean_note);
            Talk {
                mode: Mode::Message,
                at: conversation["properties"]["happened_at"].as_str().and_then(when),
                note: said.collect::<Vec<_>>().join("\n"),
            }
        });
        calls.chain(conversations)
    }
}

/// Whether a reminder is about staying in touch, again and again.
fn stays_in_touch(properties: &Value) -> bool {
    let title = properties["title"].as_str().unwrap_or_default().to_lowercase();
    let says =
        ["in touch", "catch up", "call ", "check in", "reach out"].iter().any(|words| title.contains(words));
    says && repeats(properties).is_some()
}

fn basic(day: PartialDate) -> String {
    match day.year() {
        Some(year) => format!("{year:04}{:02}{:02}", day.month(), day.day()),
        None => format!("--{:02}{:02}", day.month(), day.day()),
    }
}
