//! The `friends.md` of the friends command: headings, and below them entries that begin with a dash.
//!
//! Friends come with their other names, their place and their tags; activities become check-ins, in person, with
//! everybody whose name stands between two stars; a note goes to everybody it names. The list of places says nothing
//! about people and is passed over.

use std::collections::HashMap;

use kith_core::{Mode, PersonId};

use crate::encoding::text_of_file;
use crate::history::{When, check_in, when};
use crate::vcard::CardLines;
use crate::{
    CARD_LIMIT, FIELD_LIMIT, FIELDS_LIMIT, Import, Imported, Kind, LeftOut, Options, Progress, ReadError,
    Reason,
};

/// Progress is told every so many entries.
const STEP: usize = 256;

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
    let mut import = Import {
        kind: Kind::Friends,
        read: 0,
        people: Vec::new(),
        check_ins: Vec::new(),
        left_out: Vec::new(),
    };
    let entries = entries(&text, &mut import.left_out);
    if let Some(beyond) = entries.get(FIELDS_LIMIT) {
        return Err(ReadError::TooManyFields { limit: FIELDS_LIMIT, line: beyond.line });
    }
    let mut known = Known::default();
    // Friends stand below the activities that name them.
    for entry in entries.iter().filter(|entry| entry.part == Part::Friends) {
        known.friend(entry, &mut import, options)?;
    }
    for (count, entry) in entries.iter().enumerate() {
        match entry.part {
            Part::Activities => known.activity(entry, &mut import, options),
            Part::Notes => known.note(entry, &mut import),
            _ => {}
        }
        let done = entry.text.as_ptr() as usize - text.as_ptr() as usize;
        let progress = Progress { done, of: text.len(), people: import.people.len() };
        if count % STEP == 0 && !(options.going_on)(progress) {
            return Err(ReadError::Cancelled);
        }
    }
    import.left_out.sort_by_key(|left| left.line);
    Ok(import)
}

fn entries<'a>(text: &'a str, left_out: &mut Vec<LeftOut>) -> Vec<Entry<'a>> {
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
                entries.push(Entry { line: at + 1, part, text });
            }
            (None, Some(_), part) if part != Part::None => {
                left_out.push(LeftOut { line: at + 1, reason: Reason::TooLong { limit: FIELD_LIMIT } });
            }
            _ if outside => continue,
            _ => {
                left_out.push(LeftOut { line: at + 1, reason: Reason::OutsideCard });
                outside = true;
                continue;
            }
        }
        outside = false;
    }
    entries
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

/// Who is known by which name.
#[derive(Default)]
struct Known {
    by_name: HashMap<String, usize>,
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
            None => import.left_out.push(LeftOut { line: entry.line, reason: Reason::NoName }),
        }
        Ok(())
    }

    fn activity(&self, entry: &Entry<'_>, import: &mut Import, options: &Options<'_>) {
        let mut leave_out = |reason| import.left_out.push(LeftOut { line: entry.line, reason });
        let Some((day, text)) = dated(entry.text) else { return leave_out(Reason::NoDay) };
        let with: Vec<PersonId> =
            self.named_in(text).into_iter().map(|at| import.people[at].person.id).collect();
        if with.is_empty() {
            return leave_out(Reason::WithNobody);
        }
        match check_in(with, Mode::InPerson, day, unmarked(text), options) {
            Some(check_in) => import.check_ins.push(check_in),
            None => leave_out(Reason::NoDay),
        }
    }

    /// A note goes to everybody it names, as it stands.
    fn note(&self, entry: &Entry<'_>, import: &mut Import) {
        let named = self.named_in(entry.text);
        if named.is_empty() {
            import.left_out.push(LeftOut { line: entry.line, reason: Reason::WithNobody });
        }
        let note = unmarked(entry.text);
        for at in named {
            let kept = &mut import.people[at].person.note;
            match kept.len() + note.len() < FIELD_LIMIT / 2 {
                true if kept.is_empty() => *kept = note.clone(),
                true => kept.extend(["\n", &note]),
                false => {
                    let reason = Reason::TooLong { limit: FIELD_LIMIT };
                    import.left_out.push(LeftOut { line: entry.line, reason });
                }
            }
        }
    }

    /// Whom a text names between two stars, each once.
    fn named_in(&self, text: &str) -> Vec<usize> {
        let mut named: Vec<usize> = Vec::new();
        for name in text.split("**").skip(1).step_by(2) {
            if let Some(at) = self.by_name.get(&crate::one_line(name))
                && !named.contains(at)
            {
                named.push(*at);
            }
        }
        named
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
