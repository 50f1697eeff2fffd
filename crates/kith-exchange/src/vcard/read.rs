//! Groups the content lines of a file into cards, within limits, and accounts for every line that does not come
//! along. One pass, no going back: the time is linear in the file, whatever is in it.

use chrono::{DateTime, Utc};

use super::line::Line;
use super::person::person_of;
use super::photo::{ENCODED_LIMIT, Encoded};
use super::text::escaped;
use super::unfold::{ContentLines, Unfolded};
use crate::encoding::narrow;
use crate::{
    CARD_LIMIT, FIELD_LIMIT, FILE_LIMIT, Import, Imported, Kind, LeftOut, Options, Progress, ReadError,
    Reason,
};

/// A file of over so many content lines is refused: fifty a card is plenty, and memory is not endless.
pub const FIELDS_LIMIT: usize = 50 * CARD_LIMIT;

/// A card of over so many lines is nobody's, and its file is refused: many lines of one card cost more than as many of
/// many cards, for each may say the same as any other.
pub const CARD_FIELDS_LIMIT: usize = 10_000;

/// A card inside of so many cards is left out.
const DEPTH_LIMIT: usize = 4;

/// Progress is told every so many cards.
const STEP: usize = 64;

/// The people in a file of vCards, each with a new id.
///
/// A card that cannot be read is left out, and so is a line of a card; both are reported by line. That a file
/// has no readable card at all is no error here: [`Import::people`] is empty then, and `left_out` says why.
pub(crate) fn read(bytes: &[u8], options: &Options<'_>) -> Result<Import, ReadError> {
    if bytes.len() > FILE_LIMIT {
        return Err(ReadError::TooLarge { limit: FILE_LIMIT });
    }
    let bytes = narrow(bytes);
    let mut reader =
        Reader { now: options.now, open: Vec::new(), outside: false, import: Import::new(Kind::Vcard) };
    let mut lines = ContentLines::new(&bytes, FIELD_LIMIT, ENCODED_LIMIT);
    let mut count = 0;
    while let Some(line) = lines.next() {
        count += 1;
        if count > FIELDS_LIMIT {
            return Err(ReadError::TooManyFields { limit: FIELDS_LIMIT, line: line.at });
        }
        let cards = reader.import.read;
        reader.take(line)?;
        if reader.import.read > cards && reader.import.read.is_multiple_of(STEP) {
            let people = reader.import.people.len();
            let progress = Progress { done: bytes.len() - lines.left(), of: bytes.len(), people };
            if !(options.going_on)(progress) {
                return Err(ReadError::Cancelled);
            }
        }
    }
    match reader.import.read {
        0 => Err(not_vcard(&bytes)),
        _ => Ok(reader.finish()),
    }
}

fn not_vcard(bytes: &[u8]) -> ReadError {
    match bytes.iter().position(|byte| *byte == 0) {
        Some(zero) => {
            ReadError::NotText { line: 1 + bytes[..zero].iter().filter(|byte| **byte == b'\n').count() }
        }
        None => ReadError::Unknown,
    }
}

struct Reader {
    now: DateTime<Utc>,
    /// The card that is being read, and before it those that it is inside of.
    open: Vec<OpenCard>,
    /// Whether the line before was outside of any card: a run of them is reported once.
    outside: bool,
    import: Import,
}

/// A card whose END has not come yet.
struct OpenCard {
    at: usize,
    lines: Vec<Line>,
    photo: Option<Encoded>,
    left_out: Vec<LeftOut>,
    /// What the line before was.
    before: Before,
}

/// What the next line may be a part of.
#[derive(PartialEq, Eq)]
enum Before {
    /// Nothing of the kind.
    Field,
    /// Something that was left out: what follows it without a name of its own is a part of it.
    LeftOut,
    /// A picture, which can go on without being folded.
    Photo,
    /// An AGENT without a value: its card follows (vCard 2.1).
    Agent,
}

/// What a line is, as far as cards are concerned.
enum Step {
    Begin,
    End,
    Keep(Line),
    Photo(Encoded),
    Skip(Reason),
}

impl Step {
    fn of(unfolded: Unfolded, photo: Option<&mut Encoded>) -> Step {
        let cut = unfolded.cut;
        if let Some(encoded) = Encoded::of(&unfolded.bytes, unfolded.at, cut) {
            return Step::Photo(encoded);
        }
        if let Some(photo) = photo
            && photo.goes_on(&unfolded.bytes)
        {
            return Step::Skip(Reason::NotAField);
        }
        match Line::decoded(unfolded.bytes) {
            None => Step::Skip(Reason::NotAField),
            Some(line) if line.is("BEGIN") && is_vcard(&line) => Step::Begin,
            Some(line) if line.is("END") && is_vcard(&line) => Step::End,
            // Another kind of component: written again without its surroundings it would break the card.
            Some(line) if line.is("BEGIN") || line.is("END") => Step::Skip(Reason::NotAField),
            Some(line) if line.is_media() => Step::Skip(Reason::Media),
            Some(_) if cut => Step::Skip(Reason::TooLong { limit: FIELD_LIMIT }),
            Some(line) => Step::Keep(line),
        }
    }
}

fn is_vcard(line: &Line) -> bool {
    line.value().trim().eq_ignore_ascii_case("VCARD")
}

impl Reader {
    fn take(&mut self, unfolded: Unfolded) -> Result<(), ReadError> {
        let at = unfolded.at;
        let photo = self.open.last_mut().filter(|card| card.before == Before::Photo);
        match (Step::of(unfolded, photo.and_then(|card| card.photo.as_mut())), self.open.last_mut()) {
            (Step::Begin, _) => self.begin(at)?,
            (Step::End, Some(_)) => self.end(),
            (Step::Keep(_) | Step::Skip(_), Some(card)) if card.is_full() => {
                return Err(ReadError::TooManyFieldsOfOne { limit: CARD_FIELDS_LIMIT, line: at });
            }
            (Step::Keep(line), Some(card)) => card.keep(line),
            (Step::Photo(encoded), Some(card)) => card.picture(encoded),
            (Step::Skip(reason), Some(card)) => card.skip(at, reason),
            (_, None) => {
                if !self.outside {
                    self.import.leave_out(at, Reason::OutsideCard);
                }
                self.outside = true;
            }
        }
        Ok(())
    }

    fn begin(&mut self, at: usize) -> Result<(), ReadError> {
        if self.open.last().is_some_and(|card| card.before != Before::Agent) {
            self.cut_off();
        }
        self.import.read += 1;
        if self.import.read > CARD_LIMIT {
            return Err(ReadError::TooManyCards { limit: CARD_LIMIT, line: at });
        }
        self.outside = false;
        self.open.push(OpenCard {
            at,
            lines: Vec::new(),
            photo: None,
            left_out: Vec::new(),
            before: Before::Field,
        });
        Ok(())
    }

    fn end(&mut self) {
        let Some(mut card) = self.open.pop() else { return };
        if self.open.len() >= DEPTH_LIMIT {
            self.import.leave_out(card.at, Reason::Nested);
        } else if card.is_group() {
            self.import.leave_out(card.at, Reason::Group);
        } else {
            let photo = card.photo.take().and_then(|encoded| {
                let line = encoded.at;
                encoded.decoded().map_err(|reason| card.left_out.push(LeftOut { line, reason })).ok()
            });
            match person_of(std::mem::take(&mut card.lines), self.now) {
                Some(person) => {
                    if let Some(outer) = self.open.last_mut() {
                        outer.agent_is(&person.name);
                    }
                    self.import.people.push(Imported { line: card.at, person, photo });
                    card.left_out.iter().for_each(|left| self.import.leave_out(left.line, left.reason));
                }
                None => self.import.leave_out(card.at, Reason::NoName),
            }
        }
        if let Some(outer) = self.open.last_mut() {
            outer.before = Before::Field;
        }
    }

    fn cut_off(&mut self) {
        for card in std::mem::take(&mut self.open) {
            self.import.leave_out(card.at, Reason::NoEnd);
        }
    }

    fn finish(mut self) -> Import {
        self.cut_off();
        self.import.in_order()
    }
}

impl OpenCard {
    /// Whether it has as many lines as a card may have. What goes on from a line that was left out costs nothing.
    fn is_full(&self) -> bool {
        self.lines.len() + self.left_out.len() >= CARD_FIELDS_LIMIT
    }

    fn keep(&mut self, line: Line) {
        self.before = match line.is("AGENT") && line.value().trim().is_empty() {
            true => Before::Agent,
            false => Before::Field,
        };
        if !line.is("VERSION") {
            self.lines.push(line);
        }
    }

    /// One picture shows who it is; a second is left out.
    fn picture(&mut self, encoded: Encoded) {
        match self.photo {
            None => {
                self.photo = Some(encoded);
                self.before = Before::Photo;
            }
            Some(_) => self.skip(encoded.at, Reason::Media),
        }
    }

    fn skip(&mut self, at: usize, reason: Reason) {
        match (&self.before, reason) {
            (Before::Photo, Reason::NotAField) => return,
            (Before::LeftOut, Reason::NotAField) => {}
            _ => self.left_out.push(LeftOut { line: at, reason }),
        }
        self.before = Before::LeftOut;
    }

    /// The card inside of this one was somebody's own; the AGENT before it becomes what vCard 4 has for it
    /// (RFC 6350, appendix A.2).
    fn agent_is(&mut self, name: &str) {
        let is_agent = |line: &Line| line.is("AGENT") && line.value().trim().is_empty();
        if let Some(line) = self.lines.iter_mut().rev().find(|line| is_agent(line))
            && let Some(related) = Line::parsed(format!("RELATED;VALUE=text;TYPE=agent:{}", escaped(name)))
        {
            *line = related;
        }
    }

    /// KIND:group (RFC 6350, section 6.1.4), and Apple's way to say so in vCard 3.
    fn is_group(&self) -> bool {
        let says_so = |line: &Line| line.value().trim().eq_ignore_ascii_case("group");
        self.lines
            .iter()
            .any(|line| (line.is("KIND") || line.is("X-ADDRESSBOOKSERVER-KIND")) && says_so(line))
    }
}
