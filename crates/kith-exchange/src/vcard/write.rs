//! Writes one person as one card.

use std::collections::{HashMap, HashSet, VecDeque};

use kith_core::Person;

use super::field::{Field, Fields};
use super::line::Line;
use super::photo::photo_line;

/// Which vCard to write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    /// RFC 2426, which every phone and program reads.
    V3,
    /// RFC 6350.
    V4,
}

/// One card: CRLF line ends, folded at 75 octets and never inside a character (RFC 6350, section 3.2).
///
/// The fields come first, each by the line that was kept for it as long as that still says the same; then the
/// lines that no field stands for, as they came. A `photo` of JPEG, PNG, WebP or GIF is embedded. Cadences, status and pauses are Kith's own and are not written.
pub fn write_vcard(person: &Person, version: Version, photo: Option<&[u8]>) -> String {
    let mut card = Card::new(&person.vcard, version);
    card.line("BEGIN:VCARD");
    card.line(match version {
        Version::V3 => "VERSION:3.0",
        Version::V4 => "VERSION:4.0",
    });
    card.names(&person.name);
    if !person.nicknames.is_empty() {
        card.field(Field::Nicknames(person.nicknames.clone()));
    }
    card.fields(&person.phones, Field::Phone);
    card.fields(&person.emails, Field::Email);
    card.fields(&person.addresses, Field::Address);
    card.fields(&person.links, Field::Link);
    card.fields(&person.organization, Field::Organization);
    card.fields(&person.title, Field::Title);
    card.fields(&person.birthday, Field::Birthday);
    card.fields(&person.anniversary, Field::Anniversary);
    card.fields(&person.zone, Field::Zone);
    if !person.note.is_empty() {
        card.field(Field::Note(person.note.clone()));
    }
    card.fields(&person.uid, Field::Uid);
    if person.circle.is_some() || card.speaks_of_a_circle {
        card.field(Field::Circle(person.circle));
    }
    if let Some(line) = photo.and_then(|photo| photo_line(photo, version)) {
        card.line(&line);
    }
    card.rest();
    card.line("END:VCARD");
    card.out
}

struct Card {
    out: String,
    version: Version,
    /// The kept lines that stand for a field, by what they say.
    standing: HashMap<String, VecDeque<String>>,
    /// N, and the name it says.
    name_parts: Option<(String, String)>,
    /// The kept lines that stand for no field.
    rest: Vec<String>,
    /// Whether a kept line would put a person without a circle into one.
    speaks_of_a_circle: bool,
    /// The groups that kept lines are in.
    groups: HashSet<String>,
    /// How many groups were made.
    made: usize,
}

impl Card {
    fn new(kept: &[String], version: Version) -> Card {
        let lines: Vec<Line> =
            kept.iter().filter_map(|text| Line::parsed(text.clone())).filter(Line::may_stand).collect();
        let mut card = Card {
            out: String::new(),
            version,
            standing: HashMap::new(),
            name_parts: None,
            rest: Vec::new(),
            speaks_of_a_circle: false,
            groups: lines.iter().filter_map(Line::group).collect(),
            made: 0,
        };
        let fields = Fields::of(&lines).fields;
        for (line, field) in lines.into_iter().zip(fields) {
            card.speaks_of_a_circle |= matches!(field, Field::Categories(Some(_)) | Field::Circle(_));
            match field {
                Field::NameParts(name) => card.name_parts = Some((line.into_text(), name)),
                Field::Categories(_) | Field::Label(_) | Field::Empty | Field::Other => {
                    card.rest.push(line.into_text());
                }
                field => card.standing.entry(field.saying()).or_default().push_back(line.into_text()),
            }
        }
        card
    }

    /// FN and N. A kept N goes with the name it came with: beside a new one, other programs would show the old.
    fn names(&mut self, name: &str) {
        let field = Field::Name(name.to_owned());
        let unchanged = self.standing.contains_key(&field.saying());
        self.field(field);
        match self.name_parts.take() {
            Some((line, parts)) if unchanged || parts == name => self.line(&line),
            // RFC 2426, section 3.1.2: vCard 3 must have an N.
            _ if self.version == Version::V3 => {
                self.line(&Field::NameParts(name.to_owned()).line(Version::V3));
            }
            _ => {}
        }
    }

    fn fields<'a, T: Clone + 'a>(&mut self, values: impl IntoIterator<Item = &'a T>, field: fn(T) -> Field) {
        for value in values {
            self.field(field(value.clone()));
        }
    }

    fn field(&mut self, field: Field) {
        match self.standing.get_mut(&field.saying()).and_then(VecDeque::pop_front) {
            Some(kept) => self.line(&kept),
            None => match field.group_label() {
                Some(label) => {
                    let group = self.new_group();
                    self.line(&format!("{group}.{}", field.line(self.version)));
                    self.line(&format!("{group}.{}", Field::Label(label.to_owned()).line(self.version)));
                }
                None => self.line(&field.line(self.version)),
            },
        }
    }

    /// A group of its own for a line and its label, numbered as Apple does.
    fn new_group(&mut self) -> String {
        loop {
            self.made += 1;
            let group = format!("item{}", self.made);
            if !self.groups.contains(&group) {
                return group;
            }
        }
    }

    fn rest(&mut self) {
        for line in std::mem::take(&mut self.rest) {
            self.line(&line);
        }
    }

    fn line(&mut self, line: &str) {
        fold(&mut self.out, line);
    }
}

/// Writes a line in pieces of at most 75 octets, the blank before each further piece included.
pub(crate) fn fold(out: &mut String, line: &str) {
    const WIDTH: usize = 75;
    let mut rest = line;
    let mut width = WIDTH;
    while rest.len() > width {
        let (piece, after) = rest.split_at(character_start(rest, width));
        out.extend([piece, "\r\n "]);
        rest = after;
        width = WIDTH - 1;
    }
    out.extend([rest, "\r\n"]);
}

/// The last place at or before `width` where a character begins.
fn character_start(text: &str, width: usize) -> usize {
    (0..=width).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_folded_at_75_octets_and_never_inside_a_character() {
        let line = format!("NOTE:{}", "añ日🌍".repeat(60));
        let mut folded = String::new();
        fold(&mut folded, &line);
        assert!(folded.split("\r\n").all(|piece| piece.len() <= 75));
        assert!(folded.split("\r\n").filter(|piece| piece.len() > 70).count() >= 7);
        assert_eq!(folded.replace("\r\n ", "").trim_end_matches("\r\n"), line);
    }

    #[test]
    fn a_line_of_75_octets_is_not_folded() {
        let line = format!("NOTE:{}", "x".repeat(70));
        let mut folded = String::new();
        fold(&mut folded, &line);
        assert_eq!(folded, format!("{line}\r\n"));
    }
}
