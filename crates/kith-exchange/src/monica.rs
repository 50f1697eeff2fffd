//! The JSON that Monica 4 exports: an account with its contacts, what they did together, their calls and reminders.
//!
//! Each contact becomes a card, so that it is read like every other. Activities, calls and conversations become
//! check-ins; a wish to stay in touch becomes a cadence. What Kith has no place for (gifts, debts, pets, life events)
//! is kept as `X-KITH-KEPT:what;JSON` among the person's lines.

mod contact;
mod dates;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use kith_core::{CheckIn, Mode, PersonId};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::encoding::text_of_file;
use crate::history::{check_in, when};
use crate::jscontact::Lines;
use crate::json::{AtMost, ENTRY_LIMIT, checked};
use crate::{
    CARD_LIMIT, CONTACTS_LIMIT, FIELDS_LIMIT, Import, Imported, Kind, Options, PHOTO_LIMIT, Progress,
    ReadError, Reason,
};
use contact::{Contact, Talk};

/// Progress is told every so many entries.
const STEP: usize = 64;

/// The lists that are read, and those that say how Monica sorts them.
const KNOWN: [&str; 6] =
    ["contact", "activity", "relationship", "photo", "addressbook", "address_book_subscription"];

/// An account has a handful of lists.
const LISTS_LIMIT: usize = 1_000;

#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow)]
    account: Account<'a>,
}

#[derive(Deserialize)]
struct Account<'a> {
    #[serde(borrow, default)]
    data: AtMost<'a, LISTS_LIMIT>,
    #[serde(borrow, default)]
    instance: Option<&'a RawValue>,
    #[serde(borrow, default)]
    properties: Option<&'a RawValue>,
}

/// What the account says besides; a diary stands here.
#[derive(Default, Deserialize)]
struct Properties<'a> {
    #[serde(borrow, default)]
    journal_entries: AtMost<'a, CONTACTS_LIMIT>,
}

/// One of the lists of an account: of contacts, activities, relationships, photos.
#[derive(Deserialize)]
struct List<'a> {
    #[serde(rename = "type")]
    kind: String,
    #[serde(borrow, default)]
    values: AtMost<'a, CONTACTS_LIMIT>,
}

/// The people of an account, and the contacts with them.
pub(crate) fn read(bytes: &[u8], options: &Options<'_>) -> Result<Import, ReadError> {
    let text = text_of_file(bytes);
    let text = text.as_ref();
    let file: File<'_> =
        serde_json::from_str(text).map_err(|error| ReadError::Broken { line: error.line().max(1) })?;
    let mut lists = lists(&file.account.data, text)?;
    let mut reader = Reader {
        options,
        types: file.account.instance.map(|instance| types(instance.get())).unwrap_or_default(),
        photos: photos(of(&lists, "photo")),
        shown: HashSet::new(),
        by_uuid: HashMap::new(),
        with: HashMap::new(),
        fields: 0,
        contacts: 0,
        related: 0,
        import: Import::new(Kind::Monica),
    };
    let mut asked = 0;
    let mut going_on = |done: usize, people: usize| {
        asked += 1;
        match asked % STEP > 0 || (options.going_on)(Progress { done, of: text.len(), people }) {
            true => Ok(()),
            false => Err(ReadError::Cancelled),
        }
    };
    let mut lines = Lines::new(text);
    for contact in of(&lists, "contact") {
        let line = lines.at(contact);
        reader.contact(contact, line)?;
        going_on(lines.done, reader.import.people.len())?;
    }
    // The other lists stand behind them, or are soon read.
    let done = lines.done;
    let mut lines = Lines::new(text);
    for activity in of(&lists, "activity") {
        reader.activity(activity, lines.at(activity))?;
        going_on(done.max(lines.done), reader.import.people.len())?;
    }
    let mut lines = Lines::new(text);
    for relationship in of(&lists, "relationship") {
        reader.relationship(relationship, lines.at(relationship))?;
        going_on(done.max(lines.done), reader.import.people.len())?;
    }
    let mut lines = Lines::new(text);
    for photo in of(&lists, "photo").filter(|photo| !reader.shown.contains(&photo.as_ptr())) {
        reader.import.leave_out(lines.at(photo), Reason::NoPlace);
    }
    if let Some(properties) = file.account.properties {
        let Properties { journal_entries } = serde_json::from_str(properties.get()).unwrap_or_default();
        lists.push(List { kind: "journal_entry".to_owned(), values: journal_entries });
    }
    for list in lists.iter().filter(|list| !KNOWN.contains(&list.kind.as_str())) {
        let mut lines = Lines::new(text);
        list.values
            .0
            .iter()
            .for_each(|entry| reader.import.leave_out(lines.at(entry.get()), Reason::NoPlace));
    }
    Ok(reader.import.in_order())
}

/// The entries of the lists of one kind.
fn of<'a>(lists: &[List<'a>], kind: &'static str) -> impl Iterator<Item = &'a str> {
    let lists = lists.iter().filter(move |list| list.kind == kind);
    lists.flat_map(|list| list.values.0.iter().map(|entry| entry.get()))
}

/// The lists of an account, each with as many entries as it may have and all together with as many as a file may have.
fn lists<'a>(all: &AtMost<'a, LISTS_LIMIT>, text: &str) -> Result<Vec<List<'a>>, ReadError> {
    let too_many = |limit: usize, entry: &RawValue| {
        let line = Lines::new(text).at(entry.get());
        Err(ReadError::TooManyFields { limit, line })
    };
    if let Some(beyond) = all.0.get(LISTS_LIMIT) {
        return too_many(LISTS_LIMIT, beyond);
    }
    let mut entries = 0;
    let mut lists: Vec<List<'a>> = Vec::new();
    for list in &all.0 {
        let Ok(list) = serde_json::from_str::<List<'a>>(list.get()) else { continue };
        entries += list.values.0.len();
        match (list.values.0.get(CONTACTS_LIMIT), list.values.0.last()) {
            // Of contacts fewer are read, and it is said of them.
            (Some(beyond), _) if list.kind != "contact" => return too_many(CONTACTS_LIMIT, beyond),
            (_, Some(last)) if entries > FIELDS_LIMIT => return too_many(FIELDS_LIMIT, last),
            _ => lists.push(list),
        }
    }
    Ok(lists)
}

/// What the kinds of things that Monica lets one name are called, by their uuid.
fn types(instance: &str) -> HashMap<String, Type> {
    const TYPES: usize = 1_000;
    #[derive(Default, Deserialize)]
    struct Instance<'a> {
        #[serde(borrow, default)]
        activity_types: AtMost<'a, TYPES>,
        #[serde(borrow, default)]
        contact_field_types: AtMost<'a, TYPES>,
    }
    #[derive(Deserialize)]
    struct Named {
        uuid: String,
        properties: Properties,
    }
    #[derive(Deserialize)]
    struct Properties {
        translation_key: Option<String>,
        name: Option<String>,
        #[serde(rename = "type")]
        kind: Option<String>,
        protocol: Option<String>,
    }
    let instance: Instance<'_> = serde_json::from_str(instance).unwrap_or_default();
    let all = instance.activity_types.0.into_iter().chain(instance.contact_field_types.0);
    let named = all.filter_map(|of| serde_json::from_str::<Named>(of.get()).ok()).map(|named| {
        let lower = |text: Option<String>| text.unwrap_or_default().to_lowercase();
        let Properties { translation_key, name, kind, protocol } = named.properties;
        let name = format!("{} {}", lower(translation_key), lower(name)).trim().to_owned();
        (named.uuid, Type { name, kind: lower(kind), protocol: lower(protocol) })
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
fn photos<'a>(photos: impl Iterator<Item = &'a str>) -> HashMap<String, &'a str> {
    #[derive(Deserialize)]
    struct Named {
        uuid: String,
    }
    let named = photos.filter_map(|photo| {
        let named: Named = serde_json::from_str(photo).ok()?;
        Some((named.uuid, photo))
    });
    named.collect()
}

struct Reader<'a, 'o> {
    options: &'a Options<'o>,
    types: HashMap<String, Type>,
    photos: HashMap<String, &'a str>,
    /// Where those begin that are somebody's face: of the others it is said that they do not come along.
    shown: HashSet<*const u8>,
    /// Where in the import a contact is.
    by_uuid: HashMap<String, usize>,
    /// With whom an activity was.
    with: HashMap<String, Vec<PersonId>>,
    fields: usize,
    /// How often somebody was met, called or written to.
    contacts: usize,
    /// How many bytes say who is whose.
    related: usize,
    import: Import,
}

impl Reader<'_, '_> {
    fn contact(&mut self, json: &str, line: usize) -> Result<(), ReadError> {
        self.import.read += 1;
        if self.import.read > CARD_LIMIT {
            return Err(ReadError::TooManyCards { limit: CARD_LIMIT, line });
        }
        let value = match entry(json, line)? {
            Ok(value) => value,
            Err(reason) => {
                self.import.leave_out(line, reason);
                return Ok(());
            }
        };
        let contact = Contact { value: &value, types: &self.types, options: self.options };
        let (card, fields) = contact.card();
        self.fields += fields;
        if self.fields > FIELDS_LIMIT {
            return Err(ReadError::TooManyFields { limit: FIELDS_LIMIT, line });
        }
        for _ in 0..card.too_long() {
            self.import.leave_out(line, Reason::TooLong { limit: crate::FIELD_LIMIT });
        }
        let Some(mut person) = card.person(self.options.now) else {
            self.import.leave_out(line, Reason::NoName);
            return Ok(());
        };
        contact.settle(&mut person);
        let activities: Vec<String> = contact.activities().map(str::to_owned).collect();
        let talks: Vec<Talk> = contact.talks().collect();
        self.contacts += activities.len() + talks.len();
        if self.contacts > CONTACTS_LIMIT {
            return Err(ReadError::TooManyFields { limit: CONTACTS_LIMIT, line });
        }
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
                None => self.import.leave_out(line, Reason::NoDay),
            }
        }
        if let Some(uuid) = value["uuid"].as_str() {
            self.by_uuid.insert(uuid.to_owned(), self.import.people.len());
        }
        self.import.people.push(Imported { line, person, photo });
        Ok(())
    }

    fn photo(&mut self, uuid: Option<&str>, line: usize) -> Option<Vec<u8>> {
        #[derive(Deserialize)]
        struct Photo<'a> {
            #[serde(borrow)]
            properties: Properties<'a>,
        }
        #[derive(Deserialize)]
        struct Properties<'a> {
            #[serde(borrow, rename = "dataUrl")]
            data_url: Cow<'a, str>,
        }
        let json = self.photos.get(uuid?)?;
        self.shown.insert(json.as_ptr());
        let photo = match json.len() {
            ENTRY_LIMIT.. => Err(Reason::PhotoTooLarge { limit: PHOTO_LIMIT }),
            _ => {
                let photo: Photo<'_> = serde_json::from_str(json).ok()?;
                crate::vcard::photo_of_uri(&photo.properties.data_url)
            }
        };
        photo.map_err(|reason| self.import.leave_out(line, reason)).ok()
    }

    fn activity(&mut self, json: &str, line: usize) -> Result<(), ReadError> {
        let made = entry(json, line)?.and_then(|value| self.meeting(&value));
        match made {
            Ok(check_in) => self.import.check_ins.push(check_in),
            Err(reason) => self.import.leave_out(line, reason),
        }
        Ok(())
    }

    fn meeting(&mut self, value: &Value) -> Result<CheckIn, Reason> {
        let with = value["uuid"].as_str().and_then(|uuid| self.with.remove(uuid));
        let mut with = with.ok_or(Reason::WithNobody)?;
        with.dedup();
        let properties = &value["properties"];
        let kind = properties["type"].as_str().and_then(|uuid| self.types.get(uuid));
        let mode = kind.map_or(Mode::InPerson, |kind| mode_of(&kind.name));
        let text = |name: &str| properties[name].as_str().map(crate::vcard::clean_note).unwrap_or_default();
        let note = [text("summary"), text("description")];
        let note: Vec<String> = note.into_iter().filter(|part| !part.is_empty()).collect();
        let at = properties["happened_at"].as_str().and_then(when);
        at.and_then(|at| check_in(with, mode, at, note.join("\n\n"), self.options)).ok_or(Reason::NoDay)
    }

    /// Who somebody is to whom, as vCard has it (RFC 6350, section 6.6.6).
    fn relationship(&mut self, json: &str, line: usize) -> Result<(), ReadError> {
        let value = match entry(json, line)? {
            Ok(value) => value,
            Err(reason) => {
                self.import.leave_out(line, reason);
                return Ok(());
            }
        };
        let properties = &value["properties"];
        let who = |name: &str| properties[name].as_str().and_then(|uuid| self.by_uuid.get(uuid)).copied();
        let (Some(is), Some(of)) = (who("contact_is"), who("of_contact")) else { return Ok(()) };
        let name = crate::vcard::escaped(&self.import.people[is].person.name);
        let kind: String = properties["type"]
            .as_str()
            .unwrap_or("contact")
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        let related = format!("RELATED;VALUE=text;TYPE={kind}:{name}");
        // One name can be somebody to everybody.
        self.related += related.len();
        match self.related <= ENTRY_LIMIT {
            true => self.import.people[of].person.vcard.push(related),
            false => self.import.leave_out(line, Reason::TooLong { limit: ENTRY_LIMIT }),
        }
        Ok(())
    }
}

/// An entry taken apart; why it is left out, if it cannot be.
fn entry(json: &str, line: usize) -> Result<Result<Value, Reason>, ReadError> {
    let fits = checked(json, line)?;
    Ok(fits.and_then(|()| serde_json::from_str(json).map_err(|_| Reason::NotAnEntry)))
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
