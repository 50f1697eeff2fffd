//! Groups the content lines of a file into cards, within limits, and accounts for every line that does not come
//! along. One pass, no going back: the time is linear in the file, whatever is in it.

use chrono::{DateTime, Utc};

use super::line::Line;
use super::person::person_of;
use super::unfold::{ContentLines, Unfolded, narrow};
use crate::{Import, LeftOut, ReadError, Reason};

/// A file over so many bytes is refused.
pub const FILE_LIMIT: usize = 50_000_000;
/// A file of over so many cards is refused.
pub const CARD_LIMIT: usize = 20_000;
/// A file of over so many content lines is refused: fifty a card is plenty, and memory is not endless.
pub const FIELDS_LIMIT: usize = 50 * CARD_LIMIT;
/// A content line over so many bytes is left out.
pub const FIELD_LIMIT: usize = 64 * 1024;

/// The people in a file of vCards, made at `now`, each with a new id. The order is that of the file.
///
/// A card that cannot be read is left out, and so is a line of a card; both are reported by line. That a file
/// has no readable card at all is no error here: [`Import::people`] is empty then, and `left_out` says why.
///
/// # Errors
/// [`ReadError`] when the file is not made of vCards, or over a limit.
pub fn read_vcards(bytes: &[u8], now: DateTime<Utc>) -> Result<Import, ReadError> {
    if bytes.len() > FILE_LIMIT {
        return Err(ReadError::TooLarge { limit: FILE_LIMIT });
    }
    let bytes = narrow(bytes);
    let mut reader =
        Reader { now, card: None, cards: 0, outside: false, people: Vec::new(), left_out: Vec::new() };
    for (count, line) in ContentLines::new(&bytes, FIELD_LIMIT).enumerate() {
        if count >= FIELDS_LIMIT {
            return Err(ReadError::TooManyFields { limit: FIELDS_LIMIT, line: line.at });
        }
        reader.take(line)?;
    }
    match reader.cards {
        0 => Err(not_vcard(&bytes)),
        _ => Ok(reader.finish()),
    }
}

fn not_vcard(bytes: &[u8]) -> ReadError {
    match bytes.iter().position(|byte| *byte == 0) {
        Some(zero) => {
            ReadError::NotText { line: 1 + bytes[..zero].iter().filter(|byte| **byte == b'\n').count() }
        }
        None => ReadError::NotVcard,
    }
}

struct Reader {
    now: DateTime<Utc>,
    card: Option<OpenCard>,
    cards: usize,
    /// Whether the line before was outside of any card: a run of them is reported once.
    outside: bool,
    people: Vec<kith_core::Person>,
    left_out: Vec<LeftOut>,
}

/// A card whose END has not come yet.
struct OpenCard {
    at: usize,
    lines: Vec<Line>,
    left_out: Vec<LeftOut>,
    /// Whether the line before was left out: what follows it without a name of its own is a part of it.
    skipping: bool,
}

/// What a line is, as far as cards are concerned.
enum Step {
    Begin,
    End,
    Keep(Line),
    Skip(Reason),
}

impl Step {
    fn of(unfolded: Unfolded) -> Step {
        let cut = unfolded.cut;
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
        match (Step::of(unfolded), &mut self.card) {
            (Step::Begin, _) => self.begin(at)?,
            (Step::End, Some(_)) => self.end(),
            (Step::Keep(line), Some(card)) => card.keep(line),
            (Step::Skip(reason), Some(card)) => card.skip(at, reason),
            (_, None) => {
                if !self.outside {
                    self.left_out.push(LeftOut { line: at, reason: Reason::OutsideCard });
                }
                self.outside = true;
            }
        }
        Ok(())
    }

    fn begin(&mut self, at: usize) -> Result<(), ReadError> {
        self.cut_off();
        self.cards += 1;
        if self.cards > CARD_LIMIT {
            return Err(ReadError::TooManyCards { limit: CARD_LIMIT, line: at });
        }
        self.outside = false;
        self.card = Some(OpenCard { at, lines: Vec::new(), left_out: Vec::new(), skipping: false });
        Ok(())
    }

    fn end(&mut self) {
        let Some(card) = self.card.take() else { return };
        if card.is_group() {
            self.left_out.push(LeftOut { line: card.at, reason: Reason::Group });
            return;
        }
        match person_of(card.lines, self.now) {
            Some(person) => {
                self.people.push(person);
                self.left_out.extend(card.left_out);
            }
            None => self.left_out.push(LeftOut { line: card.at, reason: Reason::NoName }),
        }
    }

    fn cut_off(&mut self) {
        if let Some(card) = self.card.take() {
            self.left_out.push(LeftOut { line: card.at, reason: Reason::NoEnd });
        }
    }

    fn finish(mut self) -> Import {
        self.cut_off();
        Import { people: self.people, left_out: self.left_out }
    }
}

impl OpenCard {
    fn keep(&mut self, line: Line) {
        self.skipping = false;
        if !line.is("VERSION") {
            self.lines.push(line);
        }
    }

    fn skip(&mut self, at: usize, reason: Reason) {
        if !(self.skipping && reason == Reason::NotAField) {
            self.left_out.push(LeftOut { line: at, reason });
        }
        self.skipping = true;
    }

    /// KIND:group (RFC 6350, section 6.1.4), and Apple's way to say so in vCard 3.
    fn is_group(&self) -> bool {
        let says_so = |line: &Line| line.value().trim().eq_ignore_ascii_case("group");
        self.lines
            .iter()
            .any(|line| (line.is("KIND") || line.is("X-ADDRESSBOOKSERVER-KIND")) && says_so(line))
    }
}
