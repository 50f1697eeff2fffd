//! The JSON that Monica 4 exports: an account with its contacts, what they did together, their calls and reminders.
//!
//! Each contact becomes a card, so that it is read like every other. Activities, calls and conversations become
//! check-ins; a wish to stay in touch becomes a cadence. What Kith has no place for (gifts, debts, pets, life events)
//! is kept as `X-KITH-KEPT:what;JSON` among the person's lines.

mod contact;
mod dates;

use std::collections::HashMap;

use kith_core::{Mode, PersonId};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::encoding::text_of_file;
use crate::history::{check_in, when};
use crate::jscontact::Lines;
use crate::{
    CARD_LIMIT, FIELDS_LIMIT, Import, Imported, Kind, LeftOut, Options, Progress, ReadError, Reason,
};
use contact::{Contact, Talk};

/// Progress is told every so many contacts.
const STEP: usize = 64;

#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow)]
    account: Account<'a>,
}

#[derive(Deserialize)]
struct Account<'a> {
    #[serde(borrow, default)]
    data: Vec<&'a RawValue>,
    #[serde(default)]
    instance: Value,
}

/// One of the lists of an account: of contacts, activities, relationships, photos.
#[derive(Deserialize)]
struct List<'a> {
    #[serde(rename = "type")]
    kind: String,
    #[serde(borrow, default)]
    values: Vec<&'a RawValue>,
}

/// The people of an account, and the contacts with them.
pub(crate) fn read(bytes: &[u8], options: &Options<'_>) -> Result<Import, ReadError> {
    let text = text_of_file(bytes);
    let text = text.as_ref();
    let file: File<'_> =
        serde_json::from_str(text).map_err(|error| ReadError::Broken { line: error.line().max(1) })?;
    let lists: Vec<List<'_>> =
        file.account.data.iter().filter_map(|list| serde_json::from_str(list.get()).ok()).collect();
    let of = |kind: &str| {
        let lists = lists.iter().filter(|list| list.kind == kind).collect::<Vec<_>>();
        lists.into_iter().flat_map(|list| list.values.iter().copied()).collect::<Vec<&RawValue>>()
    };
    let mut reader = Reader {
        options,
        types: types(&file.account.instance),
        photos: photos(&of("photo")),
        by_uuid: HashMap::new(),
        with: HashMap::new(),
        fields: 0,
        import: Import {
            kind: Kind::Monica,
            read: 0,
            people: Vec::new(),
            check_ins: Vec::new(),
            left_out: Vec::new(),
        },
    };
    let mut lines = Lines::new(text);
    for contact in of("contact") {
        let line = lines.at(contact.get());
        reader.contact(contact.get(), line)?;
        let progress = Progress { done: lines.done, of: text.len(), people: reader.import.people.len() };
        if reader.import.read.is_multiple_of(STEP) && !(options.going_on)(progress) {
            return Err(ReadError::Cancelled);
        }
    }
    let mut lines = Lines::new(text);
    for activity in of("activity") {
        reader.activity(activity.get(), lines.at(activity.get()));
    }
    for relationship in of("relationship") {
        reader.relationship(relationship.get());
    }
    reader.import.left_out.sort_by_key(|left| left.line);
    Ok(reader.import)
}

/// What the kinds of things that Monica lets one name are called, by their uuid.
fn types(instance: &Value) -> HashMap<String, Type> {
    let lists =
        ["activity_types", "contact_field_types"].into_iter().filter_map(|list| instance[list].as_array());
    let named = lists.flatten().filter_map(|of| {
        let properties = &of["properties"];
        let text = |name: &str| properties[name].as_str().unwrap_or_default().to_lowercase();
        let name = format!("{} {}", text("translation_key"), text("name"));
        Some((of["uuid"].as_str()?.to_owned(), Type { name, kind: text("type"), protocol: text("protocol") }))
    });
    named.collect()
}

/// A kind of activity, or of a way to reach somebody.
#[derive(Default)]
struct Type {
    name: String,
    kind: String,
    protocol: String,
}

/// The pictures by their uuid, still in JSON.
fn photos<'a>(photos: &[&'a RawValue]) -> HashMap<String, &'a str> {
    #[derive(Deserialize)]
    struct Named {
        uuid: String,
    }
    let named = photos.iter().filter_map(|photo| {
        let named: Named = serde_json::from_str(photo.get()).ok()?;
        Some((named.uuid, photo.get()))
    });
    named.collect()
}

struct Reader<'a, 'o> {
    options: &'a Options<'o>,
    types: HashMap<String, Type>,
    photos: HashMap<String, &'a str>,
    /// Where in the import a contact is.
    by_uuid: HashMap<String, usize>,
    /// With whom an activity was.
    with: HashMap<String, Vec<PersonId>>,
    fields: usize,
    import: Import,
}

impl Reader<'_, '_> {
    fn contact(&mut self, json: &str, line: usize) -> Result<(), ReadError> {
        self.import.read += 1;
        if self.import.read > CARD_LIMIT {
            return Err(ReadError::TooManyCards { limit: CARD_LIMIT, line });
        }
        let Ok(value) = serde_json::from_str::<Value>(json) else {
            self.left_out(line, Reason::NotAnEntry);
            return Ok(());
        };
        let contact = Contact { value: &value, types: &self.types, options: self.options };
        let (card, fields) = contact.card();
        self.fields += fields;
        if self.fields > FIELDS_LIMIT {
            return Err(ReadError::TooManyFields { limit: FIELDS_LIMIT, line });
        }
        let reason = Reason::TooLong { limit: crate::FIELD_LIMIT };
        self.import.left_out.extend((0..card.too_long()).map(|_| LeftOut { line, reason }));
        let Some(mut person) = card.person(self.options.now) else {
            self.left_out(line, Reason::NoName);
            return Ok(());
        };
        contact.settle(&mut person);
        let activities: Vec<String> = contact.activities().map(str::to_owned).collect();
        let talks: Vec<Talk> = contact.talks().collect();
        let photo = contact.photo().map(str::to_owned);
        let photo = self.photo(photo.as_deref(), line);
        for uuid in activities {
            self.with.entry(uuid).or_default().push(person.id);
        }
        for talk in talks {
            let made =
                talk.at.and_then(|at| check_in(vec![person.id], talk.mode, at, talk.note, self.options));
            match made {
                Some(check_in) => self.import.check_ins.push(check_in),
                None => self.left_out(line, Reason::NoDay),
            }
        }
        if let Some(uuid) = value["uuid"].as_str() {
            self.by_uuid.insert(uuid.to_owned(), self.import.people.len());
        }
        self.import.people.push(Imported { line, person, photo });
        Ok(())
    }

    fn photo(&mut self, uuid: Option<&str>, line: usize) -> Option<Vec<u8>> {
        let photo: Value = serde_json::from_str(self.photos.get(uuid?)?).ok()?;
        match crate::vcard::photo_of_uri(photo["properties"]["dataUrl"].as_str()?) {
            Ok(photo) => Some(photo),
            Err(reason) => {
                self.left_out(line, reason);
                None
            }
        }
    }

    fn activity(&mut self, json: &str, line: usize) {
        let Ok(value) = serde_json::from_str::<Value>(json) else {
            return self.left_out(line, Reason::NotAnEntry);
        };
        let with = value["uuid"].as_str().and_then(|uuid| self.with.remove(uuid));
        let Some(mut with) = with else { return self.left_out(line, Reason::WithNobody) };
        with.dedup();
        let properties = &value["properties"];
        let kind = properties["type"].as_str().and_then(|uuid| self.types.get(uuid));
        let mode = kind.map_or(Mode::InPerson, |kind| mode_of(&kind.name));
        let text = |name: &str| properties[name].as_str().map(crate::vcard::clean_note).unwrap_or_default();
        let note = [text("summary"), text("description")];
        let note: Vec<String> = note.into_iter().filter(|part| !part.is_empty()).collect();
        let at = properties["happened_at"].as_str().and_then(when);
        match at.and_then(|at| check_in(with, mode, at, note.join("\n\n"), self.options)) {
            Some(check_in) => self.import.check_ins.push(check_in),
            None => self.left_out(line, Reason::NoDay),
        }
    }

    /// Who somebody is to whom, as vCard has it (RFC 6350, section 6.6.6).
    fn relationship(&mut self, json: &str) {
        let Ok(value) = serde_json::from_str::<Value>(json) else { return };
        let properties = &value["properties"];
        let who = |name: &str| properties[name].as_str().and_then(|uuid| self.by_uuid.get(uuid)).copied();
        let (Some(is), Some(of)) = (who("contact_is"), who("of_contact")) else { return };
        let name = crate::vcard::escaped(&self.import.people[is].person.name);
        let kind: String = properties["type"]
            .as_str()
            .unwrap_or("contact")
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        self.import.people[of].person.vcard.push(format!("RELATED;VALUE=text;TYPE={kind}:{name}"));
    }

    fn left_out(&mut self, line: usize, reason: Reason) {
        self.import.left_out.push(LeftOut { line, reason });
    }
}

/// How an activity of this name was; what is not said is in person.
fn mode_of(name: &str) -> Mode {
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match () {
        () if says(&["video", "facetime", "skype", "zoom"]) => Mode::Video,
        () if says(&["call", "phone"]) => Mode::Voice,
        () if says(&["message", "chat", "e-mail", "email", "letter", "text"]) => Mode::Message,
        () => Mode::InPerson,
    }
}
