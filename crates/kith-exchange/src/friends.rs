//! The `friends.md` of the friends command: headings, and below them entries that begin with a dash.
//!
//! Friends come with their other names, their place and their tags; activities become check-ins, in person, with
//! everybody whose name stands between two stars; a note goes to everybody it names. The list of places says nothing
//! about people and is passed over.

use std::collections::{HashMap, HashSet};

use kith_core::{Mode, PersonId};

use crate::encoding::text_of_file;
use crate::history::{When, check_in, when};
use crate::vcard::CardLines;
use crate::{
    CARD_LIMIT, CONTACTS_LIMIT, FIELD_LIMIT, Import, Imported, Kind, Options, Progress, ReadError, Reason,
};

/// Progress is told every so many entries.
const STEP: usize = 256;

/// A file of over so many entries is refused: of people, and of what was done with them.
const ENTRIES_LIMIT: usize = CARD_LIMIT + CONTACTS_LIMIT;

/// So many bytes become notes, all people together. A note goes to everybody it names, and may name everybody.
const NOTES_LIMIT: usize = 16 * 1024 * 1024;

/// What the lines below a heading are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Friends,
    Activities,
    Notes,
    Places,
    None,
}

/// An entry, and where it begins.
struct Entry<'a> {
    line: usize,
    part: Part,
    text: &'a str,
}

/// The people of a `friends.md`, and the contacts with them.
pub(crate) fn read(bytes: &[u8], options: &Options<'_>) -> Result<Import, ReadError> {
    let text = text_of_file(bytes);
    let mut import = Import::new(Kind::Friends);
    let entries = entries(&text, &mut import)?;
    let mut known = Known::default();
    let going_on = |count: usize, entry: &Entry<'_>, people: usize| {
        let done = entry.text.as_ptr() as usize - text.as_ptr() as usize;
        match !count.is_multiple_of(STEP) || (options.going_on)(Progress { done, of: text.len(), people }) {
            true => Ok(()),
            false => Err(ReadError::Cancelled),
        }
    };
    // Friends stand below the activities that name them.
    for (count, entry) in entries.iter().filter(|entry| entry.part == Part::Friends).enumerate() {
        known.friend(entry, &mut import, options)?;
        going_on(count, entry, import.people.len())?;
    }
    for (count, entry) in entries.iter().enumerate() {
        match entry.part {
            Part::Activities => known.activity(entry, &mut import, options)?,
            Part::Notes => known.note(entry, &mut import),
            _ => {}
        }
        going_on(count, entry, import.people.len())?;
    }
    Ok(import.in_order())
}

fn entries<'a>(text: &'a str, import: &mut Import) -> Result<Vec<Entry<'a>>, ReadError> {
    let mut part = Part::None;
    let mut outside = false;
    let mut entries = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        let entry = line.strip_prefix("- ").map(str::trim).filter(|text| !text.is_empty());
        match (line.strip_prefix("###"), entry, part) {
            (Some(heading), _, _) => part = part_of(heading),
            (None, _, _) if line.is_empty() => {}
            (None, _, Part::Places) => {}
            (None, Some(text), part) if part != Part::None && text.len() <= FIELD_LIMIT => {
                if entries.len() == ENTRIES_LIMIT {
                    return Err(ReadError::TooManyFields { limit: ENTRIES_LIMIT, line: at + 1 });
                }
                entries.push(Entry { line: at + 1, part, text });
            }
            (None, Some(_), part) if part != Part::None => {
                import.leave_out(at + 1, Reason::TooLong { limit: FIELD_LIMIT });
            }
            _ if outside => continue,
            _ => {
                import.leave_out(at + 1, Reason::OutsideCard);
                outside = true;
                continue;
            }
        }
        outside = false;
    }
    Ok(entries)
}

fn part_of(heading: &str) -> Part {
    match heading.trim().trim_end_matches(':').to_ascii_lowercase().as_str() {
        "friends" => Part::Friends,
        "activities" => Part::Activities,
        "notes" => Part::Notes,
        "locations" => Part::Places,
        _ => Part::None,
    }
}

/// Who is known by which name, and how much was told of them.
#[derive(Default)]
struct Known {
    by_name: HashMap<String, usize>,
    contacts: usize,
    noted: usize,
}

impl Known {
    fn friend(
        &mut self,
        entry: &Entry<'_>,
        import: &mut Import,
        options: &Options<'_>,
    ) -> Result<(), ReadError> {
        import.read += 1;
        if import.read > CARD_LIMIT {
            return Err(ReadError::TooManyCards { limit: CARD_LIMIT, line: entry.line });
        }
        let friend = Friend::of(entry.text);
        let mut card = CardLines::default();
        card.text("FN", &crate::one_line(friend.name));
        card.list("NICKNAME", &friend.nicknames);
        card.structured("ADR", None, &["", "", "", friend.place.unwrap_or_default(), "", "", ""]);
        card.list("CATEGORIES", &friend.tags);
        match card.person(options.now) {
            Some(person) => {
                self.by_name.insert(person.name.clone(), import.people.len());
                import.people.push(Imported { line: entry.line, person, photo: None });
            }
            None => import.leave_out(entry.line, Reason::NoName),
        }
        Ok(())
    }

    fn activity(
        &mut self,
        entry: &Entry<'_>,
        import: &mut Import,
        options: &Options<'_>,
    ) -> Result<(), ReadError> {
        let made = dated(entry.text).ok_or(Reason::NoDay).and_then(|(day, text)| {
            let named = self.named_in(text);
            let with: Vec<PersonId> = named.into_iter().map(|at| import.people[at].person.id).collect();
            match with.is_empty() {
                true => Err(Reason::WithNobody),
                false => check_in(with, Mode::InPerson, day, unmarked(text), options).ok_or(Reason::NoDay),
            }
        });
        match made {
            Ok(check_in) => {
                self.contacts += check_in.people.len();
                if self.contacts > CONTACTS_LIMIT {
                    return Err(ReadError::TooManyFields { limit: CONTACTS_LIMIT, line: entry.line });
                }
                import.check_ins.push(check_in);
            }
            Err(reason) => import.leave_out(entry.line, reason),
        }
        Ok(())
    }

    /// A note goes to everybody it names, as it stands.
    fn note(&mut self, entry: &Entry<'_>, import: &mut Import) {
        let named = self.named_in(entry.text);
        if named.is_empty() {
            import.leave_out(entry.line, Reason::WithNobody);
        }
        let note = unmarked(entry.text);
        for at in named {
            let kept = &mut import.people[at].person.note;
            if kept.len() + note.len() >= FIELD_LIMIT / 2 || self.noted + note.len() > NOTES_LIMIT {
                import.leave_out(entry.line, Reason::TooLong { limit: FIELD_LIMIT });
                continue;
            }
            self.noted += note.len();
            if !kept.is_empty() {
                kept.push('\n');
            }
            kept.push_str(&note);
        }
    }

    /// Whom a text names between two stars, each once.
    fn named_in(&self, text: &str) -> Vec<usize> {
        let names = text.split("**").skip(1).step_by(2);
        let mut seen = HashSet::new();
        names
            .filter_map(|name| self.by_name.get(&crate::one_line(name)).copied())
            .filter(|at| seen.insert(*at))
            .collect()
    }
}

/// `Grace Hopper (a.k.a. The Admiral a.k.a. Amazing Grace) [Paris] @navy @science`
struct Friend<'a> {
    name: &'a str,
    nicknames: Vec<&'a str>,
    place: Option<&'a str>,
    tags: Vec<&'a str>,
}

impl<'a> Friend<'a> {
    fn of(text: &'a str) -> Friend<'a> {
        let (rest, tags) = match text.find(" @") {
            Some(at) => {
                (&text[..at], text[at..].split_whitespace().map(|tag| tag.trim_start_matches('@')).collect())
            }
            None => (text, Vec::new()),
        };
        let (rest, place) = match rest.trim_end().strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) {
            Some((rest, place)) => (rest, Some(place.trim())),
            None => (rest, None),
        };
        let (name, nicknames) =
            match rest.trim_end().strip_suffix(')').and_then(|rest| rest.split_once("(a.k.a.")) {
                Some((name, others)) => (name, others.split("a.k.a.").map(str::trim).collect()),
                None => (rest, Vec::new()),
            };
        let said = |text: &&str| !text.is_empty();
        Friend {
            name: name.trim(),
            nicknames: nicknames.into_iter().filter(said).collect(),
            place,
            tags: tags.into_iter().filter(said).collect(),
        }
    }
}

/// `2018-11-01: what happened`
fn dated(text: &str) -> Option<(When, &str)> {
    let (day, text) = text.split_once(':')?;
    Some((when(day)?, text.trim()))
}

/// The text without the stars round names and the strokes round places.
fn unmarked(text: &str) -> String {
    let words: Vec<String> = text.replace("**", "").split(' ').map(unstroked).collect();
    let text: String = words.join(" ");
    text.replace(|c: char| c.is_control() && c != '\t', "").trim().to_owned()
}

/// A word without the strokes at its ends, and what stands behind the last.
fn unstroked(word: &str) -> String {
    let word = word.strip_prefix('_').unwrap_or(word);
    let end = word.trim_end_matches(|c: char| c.is_ascii_punctuation() && c != '_');
    match end.strip_suffix('_') {
        Some(inner) => format!("{inner}{}", &word[end.len()..]),
        None => word.to_owned(),
    }
}
