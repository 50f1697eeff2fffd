//! Two records become one person, field by field, and nothing of either is lost.
//!
//! Lists are joined. Where there can be only one value, one stands; the other is kept beside it as a vCard line of our
//! own (`X-KITH-ALSO-BDAY:1984-02-29`), which is shown, exported, and read again like any line of a card. A choice that
//! turns out wrong is then a matter of typing it in again.

use std::collections::BTreeSet;

use crate::{Cadence, CadenceId, CheckIn, Circle, Community, Labelled, Person, PersonId, Plan, Prompt};
use lines::{joined_lines, line_of, value_in};

mod lines;

/// A field in which there can be only one value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// The name shown. The other becomes a nickname.
    Name,
    /// Where they work.
    Organization,
    /// What they do.
    Title,
    /// When they were born.
    Birthday,
    /// When they married.
    Anniversary,
    /// Their time zone.
    Zone,
    /// How close, with the day on which its cadences first ask.
    Circle,
    /// Their own cadences or those of the circle. Where both have cadences of their own, all of them stand.
    Cadences,
    /// The wall time at which to ask.
    PreferredTime,
    /// Whether to ask for contact.
    Status,
    /// Until when not to ask.
    PausedUntil,
    /// What contact with them must not be.
    Boundary,
    /// When to look at that again.
    BoundaryReview,
    /// When they usually have time.
    Free,
    /// How many days before a birthday it is spoken of.
    BirthdayLead,
    /// When they are remembered.
    Remembrance,
}

impl Field {
    /// All of them, in the order of a person's page.
    pub const ALL: [Field; 16] = [
        Field::Name,
        Field::Organization,
        Field::Title,
        Field::Birthday,
        Field::Anniversary,
        Field::Zone,
        Field::Circle,
        Field::Cadences,
        Field::PreferredTime,
        Field::Status,
        Field::PausedUntil,
        Field::Boundary,
        Field::BoundaryReview,
        Field::Free,
        Field::BirthdayLead,
        Field::Remembrance,
    ];

    /// What the line is called that keeps a value beside the one that stands, without what all of them begin with.
    const fn line_name(self) -> &'static str {
        match self {
            Field::Name => "NAME",
            Field::Organization => "ORG",
            Field::Title => "TITLE",
            Field::Birthday => "BDAY",
            Field::Anniversary => "ANNIVERSARY",
            Field::Zone => "TZ",
            Field::Circle => "CIRCLE",
            Field::Cadences => "CADENCE",
            Field::PreferredTime => "TIME",
            Field::Status => "STATUS",
            Field::PausedUntil => "PAUSED-UNTIL",
            Field::Boundary => "BOUNDARY",
            Field::BoundaryReview => "BOUNDARY-REVIEW",
            Field::Free => "FREE",
            Field::BirthdayLead => "BIRTHDAY-LEAD",
            Field::Remembrance => "REMEMBRANCE",
        }
    }

    /// What the person says in it, as text: one value, but for each cadence one. Empty when nothing.
    pub fn said(self, person: &Person) -> Vec<String> {
        let of = |value: Option<String>| value.into_iter().collect::<Vec<_>>();
        match self {
            Field::Name => vec![person.name.clone()],
            Field::Organization => of(person.organization.clone()),
            Field::Title => of(person.title.clone()),
            Field::Birthday => of(person.birthday.map(|day| day.to_string())),
            Field::Anniversary => of(person.anniversary.map(|day| day.to_string())),
            Field::Zone => of(person.zone.map(|zone| zone.name().to_owned())),
            Field::Circle => of(person.circle.map(|circle| circle.name().to_owned())),
            Field::Cadences => {
                person.cadences.iter().filter_map(|cadence| serde_json::to_string(cadence).ok()).collect()
            }
            Field::PreferredTime => of(person.preferred_time.map(|time| time.to_string())),
            // To be in touch is what everybody is who was not said to be otherwise.
            Field::Status => of((!person.status.is_active()).then(|| person.status.name().to_owned())),
            Field::PausedUntil => of(person.paused_until.map(|day| day.to_string())),
            Field::Boundary => of(person.boundary.map(|boundary| boundary.name().to_owned())),
            Field::BoundaryReview => of(person.boundary_review.map(|day| day.to_string())),
            Field::Free => of(person.free.and_then(|free| serde_json::to_string(&free).ok())),
            Field::BirthdayLead => of(person.birthday_lead.map(|days| days.to_string())),
            Field::Remembrance => of(person.remembrance.map(|day| day.to_string())),
        }
    }

    /// Gives `to` what `from` says in it.
    fn take(self, to: &mut Person, from: &Person) {
        match self {
            Field::Name => to.name.clone_from(&from.name),
            Field::Organization => to.organization.clone_from(&from.organization),
            Field::Title => to.title.clone_from(&from.title),
            Field::Birthday => to.birthday = from.birthday,
            Field::Anniversary => to.anniversary = from.anniversary,
            Field::Zone => to.zone = from.zone,
            Field::Circle => (to.circle, to.circle_first) = (from.circle, from.circle_first),
            Field::Cadences => to.cadences.clone_from(&from.cadences),
            Field::PreferredTime => to.preferred_time = from.preferred_time,
            Field::Status => to.status = from.status,
            Field::PausedUntil => to.paused_until = from.paused_until,
            Field::Boundary => to.boundary = from.boundary,
            Field::BoundaryReview => to.boundary_review = from.boundary_review,
            Field::Free => to.free = from.free,
            Field::BirthdayLead => to.birthday_lead = from.birthday_lead,
            Field::Remembrance => to.remembrance = from.remembrance,
        }
    }
}

/// Of which fields the other one's value is to stand. Of all the rest the kept one's stands, if it has any.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Choice {
    /// These.
    pub others: BTreeSet<Field>,
}

/// The fields in which both say something, and not the same: what there is to choose.
pub fn differing(kept: &Person, other: &Person) -> Vec<Field> {
    let differs = |field: &Field| match field {
        // With cadences of one's own on one side only, those or the circle's of the other.
        Field::Cadences => {
            let (mine, theirs) = (!kept.cadences.is_empty(), !other.cadences.is_empty());
            (mine && !theirs && other.circle.is_some()) || (!mine && theirs && kept.circle.is_some())
        }
        field => {
            let (mine, theirs) = (field.said(kept), field.said(other));
            !mine.is_empty() && !theirs.is_empty() && mine != theirs
        }
    };
    Field::ALL.into_iter().filter(differs).collect()
}

/// One person out of two, with the id of `kept`. Merging the same two again changes nothing.
///
/// A number or an address that both have in two spellings is kept in that of `kept`. The earlier of the two days on
/// which they came into the book stands.
pub fn merged(kept: &Person, other: &Person, choice: &Choice) -> Person {
    let mut person = kept.clone();
    let differing = differing(kept, other);
    for field in Field::ALL {
        let chosen = choice.others.contains(&field) && differing.contains(&field);
        match field {
            Field::Cadences => cadences(&mut person, kept, other, chosen, differing.contains(&field)),
            field if chosen || field.said(kept).is_empty() => field.take(&mut person, other),
            _ => {}
        }
    }
    person.nicknames = nicknames(kept, other, &person.name);
    join(&mut person.phones, &other.phones, same_number);
    join(&mut person.emails, &other.emails, |a, b| a.trim().eq_ignore_ascii_case(b.trim()));
    join(&mut person.addresses, &other.addresses, |a, b| a == b);
    join(&mut person.links, &other.links, |a, b| a == b);
    person.note = joined_note(&kept.note, &other.note);
    person.added = kept.added.min(other.added);
    let not: Vec<_> = other.not.iter().filter(|id| !person.not.contains(id)).copied().collect();
    person.not.extend(not);
    person.no_step_up |= other.no_step_up;
    person.any_hour |= other.any_hour;
    for support in &other.support {
        match person.support.iter_mut().find(|known| known.role == support.role) {
            Some(known) => {
                known.note = joined_note(&known.note, &support.note);
                known.hours = known.hours.or(support.hours);
                known.phone = known.phone.clone().or_else(|| support.phone.clone());
            }
            None => person.support.push(support.clone()),
        }
    }
    // Of two the one that holds for longer, which carries them further.
    person.going_through = [&kept.going_through, &other.going_through]
        .into_iter()
        .flatten()
        .max_by_key(|going| going.until)
        .cloned();
    person.stepped_up = kept.stepped_up.max(other.stepped_up);
    let asked: Vec<_> =
        other.questions.iter().filter(|asked| !person.questions.contains(asked)).copied().collect();
    person.questions.extend(asked);
    person.uid = kept.uid.clone().or_else(|| other.uid.clone());
    person.vcard = joined_lines(&kept.vcard, &other.vcard, person.name != kept.name);
    for line in aside(kept, other, &person) {
        if !person.vcard.contains(&line) {
            person.vcard.push(line);
        }
    }
    for (key, value) in &other.extra {
        person.extra.entry(key.clone()).or_insert_with(|| value.clone());
    }
    person
}

/// All the names that are not the one shown, each once.
fn nicknames(kept: &Person, other: &Person, shown: &str) -> Vec<String> {
    let names = [&kept.nicknames[..], std::slice::from_ref(&kept.name), std::slice::from_ref(&other.name)];
    let mut nicknames: Vec<String> = Vec::new();
    for name in names.into_iter().flatten().chain(&other.nicknames) {
        if name != shown && !nicknames.contains(name) {
            nicknames.push(name.clone());
        }
    }
    nicknames
}

/// Of both with cadences of their own all; else those that were chosen.
fn cadences(person: &mut Person, kept: &Person, other: &Person, chosen: bool, differ: bool) {
    match (kept.cadences.is_empty(), other.cadences.is_empty()) {
        (false, false) => {
            let is_new = |cadence: &&Cadence| {
                !kept.cadences.iter().any(|known| {
                    known.id == cadence.id || (known.mode, &known.repeat) == (cadence.mode, &cadence.repeat)
                })
            };
            person.cadences.extend(other.cadences.iter().filter(is_new).cloned());
        }
        _ if chosen || (kept.cadences.is_empty() && !differ) => person.cadences.clone_from(&other.cadences),
        _ => {}
    }
}

/// The lines for what gave way.
fn aside(kept: &Person, other: &Person, person: &Person) -> Vec<String> {
    let mut lines = Vec::new();
    for field in Field::ALL.into_iter().filter(|field| *field != Field::Name) {
        let standing = field.said(person);
        let said = [kept, other].into_iter().flat_map(|of| field.said(of));
        let gave_way = said.filter(|value| !standing.contains(value));
        lines.extend(gave_way.map(|value| line_of(field.line_name(), &value)));
    }
    // By its own UID, or by the id it had in the book, the other is known again when it is imported once more.
    let uid = other.uid.clone().or_else(|| (other.id != kept.id).then(|| format!("urn:uuid:{}", other.id)));
    lines.extend(uid.filter(|uid| person.uid.as_ref() != Some(uid)).map(|uid| line_of(UID, &uid)));
    for (key, value) in &other.extra {
        if person.extra.get(key) != Some(value) {
            lines.push(line_of(EXTRA, &serde_json::json!({ key: value }).to_string()));
        }
    }
    lines
}

const UID: &str = "UID";
const EXTRA: &str = "EXTRA";

/// The values of [`Field`]s that gave way when people were merged into this one, as text.
pub fn also(person: &Person) -> Vec<(Field, String)> {
    let of = |line: &String| {
        Field::ALL.into_iter().find_map(|field| Some((field, value_in(field.line_name(), line)?)))
    };
    person.vcard.iter().filter_map(of).collect()
}

/// The UIDs of those who were merged into this person.
pub(crate) fn uids_also(person: &Person) -> impl Iterator<Item = String> {
    person.vcard.iter().filter_map(|line| value_in(UID, line))
}

/// Adds what is new in `others`: another value, or the same one for something else.
fn join(list: &mut Vec<Labelled>, others: &[Labelled], same: impl Fn(&str, &str) -> bool) {
    for other in others {
        let of_same: Vec<usize> =
            (0..list.len()).filter(|place| same(&list[*place].value, &other.value)).collect();
        let is_said = |place: &usize| other.label.is_none() || list[*place].label == other.label;
        if of_same.iter().any(is_said) {
            continue;
        }
        match of_same.into_iter().find(|place| list[*place].label.is_none()) {
            Some(place) => list[place].label.clone_from(&other.label),
            None => list.push(other.clone()),
        }
    }
}

/// Whether two numbers differ in nothing but the marks between the digits.
fn same_number(a: &str, b: &str) -> bool {
    let dialled = |number: &str| -> String {
        number
            .chars()
            .filter(|letter| !matches!(letter, ' ' | '\u{a0}' | '-' | '(' | ')' | '.' | '/'))
            .collect()
    };
    a == b || (dialled(a) == dialled(b) && !dialled(a).is_empty())
}

/// Both notes with a line between them, unless the one has the other as lines of its own already.
fn joined_note(kept: &str, other: &str) -> String {
    let has = |note: &str, part: &str| {
        note.match_indices(part).any(|(at, _)| {
            let (before, after) = (&note[..at], &note[at + part.len()..]);
            (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
        })
    };
    match (kept, other) {
        (kept, "") => kept.to_owned(),
        ("", other) => other.to_owned(),
        (kept, other) if has(kept, other) => kept.to_owned(),
        (kept, other) if has(other, kept) => other.to_owned(),
        (kept, other) => format!("{kept}\n\n{other}"),
    }
}

/// The people of something shared, with `to` in the place of `from`, and nobody twice.
fn people_moved(with: &[PersonId], from: PersonId, to: PersonId) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = Vec::new();
    for person in with {
        let person = if *person == from { to } else { *person };
        if !people.contains(&person) {
            people.push(person);
        }
    }
    people
}

/// A check-in with `from`, as one with `to`.
pub fn check_in_moved(check_in: &CheckIn, from: PersonId, to: PersonId) -> CheckIn {
    CheckIn { people: people_moved(&check_in.people, from, to), ..check_in.clone() }
}

/// A plan with `from`, as one with `to`.
pub fn plan_moved(plan: &Plan, from: PersonId, to: PersonId) -> Plan {
    Plan { people: people_moved(&plan.people, from, to), ..plan.clone() }
}

/// A community with `from`, as one with `to`.
pub fn community_moved(community: &Community, from: PersonId, to: PersonId) -> Community {
    Community { members: people_moved(&community.members, from, to), ..community.clone() }
}

/// A prompt for `from`, as one for `to`. Cadences of one's own move with their id; those that a circle brings become
/// the other's.
pub fn prompt_moved(prompt: &Prompt, from: PersonId, to: PersonId) -> Prompt {
    if prompt.person != from {
        return prompt.clone();
    }
    let of_circles = Circle::ALL.into_iter().flat_map(|circle| (0..=255).map(move |index| (circle, index)));
    let brought = of_circles
        .filter(|(circle, index)| CadenceId::of_circle(from, *circle, *index) == prompt.cadence)
        .map(|(circle, index)| CadenceId::of_circle(to, circle, index))
        .next();
    Prompt { person: to, cadence: brought.unwrap_or(prompt.cadence), ..prompt.clone() }
}

#[cfg(test)]
mod tests;
