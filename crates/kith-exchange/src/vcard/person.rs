//! Puts a person together from the lines of one card.

use chrono::{DateTime, Utc};
use kith_core::Person;

use super::field::{Field, Fields};
use super::kept::kept;
use super::line::Line;

/// The person of a card; `None` when nothing in it can serve as a name.
pub(super) fn person_of(lines: Vec<Line>, now: DateTime<Utc>) -> Option<Person> {
    let read = Fields::of(&lines);
    let mut person = Person::named(name_in(&read.fields)?, now);
    person.vcard = kept(&person.name, &lines, &read);
    let categories = read.fields.iter().find_map(|field| match field {
        Field::Categories(circle) => *circle,
        _ => None,
    });
    let in_no_circle = read.fields.contains(&Field::Circle(None));
    for field in read.fields {
        fill(&mut person, field);
    }
    if person.circle.is_none() && !in_no_circle {
        person.circle = categories;
    }
    Some(person)
}

/// FN; without it the name in parts, then the organization, then a mail address.
fn name_in(fields: &[Field]) -> Option<String> {
    let first = |read: fn(&Field) -> Option<&String>| fields.iter().find_map(read);
    first(|field| if let Field::Name(name) = field { Some(name) } else { None })
        .or_else(|| first(|field| if let Field::NameParts(name) = field { Some(name) } else { None }))
        .or_else(|| first(|field| if let Field::Organization(name) = field { Some(name) } else { None }))
        .or_else(|| first(|field| if let Field::Email(email) = field { Some(&email.value) } else { None }))
        .cloned()
}

fn fill(person: &mut Person, field: Field) {
    match field {
        Field::Nicknames(names) => person.nicknames.extend(names),
        Field::Phone(phone) => person.phones.push(phone),
        Field::Email(email) => person.emails.push(email),
        Field::Address(address) => person.addresses.push(address),
        Field::Link(link) => person.links.push(link),
        Field::Organization(name) => person.organization = Some(name),
        Field::Title(title) => person.title = Some(title),
        Field::Birthday(day) => person.birthday = Some(day),
        Field::Anniversary(day) => person.anniversary = Some(day),
        Field::Zone(zone) => person.zone = Some(zone),
        Field::Note(note) if person.note.is_empty() => person.note = note,
        Field::Note(note) => person.note.extend(["\n\n", &note]),
        Field::Uid(uid) => person.uid = Some(uid),
        Field::Circle(circle) => person.circle = circle,
        Field::Name(_) | Field::NameParts(_) => {}
        Field::Categories(_) | Field::Label(_) | Field::Empty | Field::Other => {}
    }
}
