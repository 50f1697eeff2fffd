//! JSContact (RFC 9553), by way of vCard: the two say the same (RFC 9555), and whatever has no place in a vCard is
//! carried along as JSPROP. A file is one card, an array of them, or one after the other.

use calcard::jscontact::JSContact;
use serde_json::value::RawValue;

use crate::encoding::text_of_file;
use crate::json::{AtMost, checked};
use crate::{CARD_LIMIT, Import, Imported, Kind, Options, Progress, ReadError, Reason, vcard};

/// Progress is told every so many cards.
const STEP: usize = 64;

/// The people of a file of JSContact.
pub(crate) fn read(bytes: &[u8], options: &Options<'_>) -> Result<Import, ReadError> {
    let text = text_of_file(bytes);
    let text = text.as_ref();
    let mut lines = Lines::new(text);
    let mut import = Import::new(Kind::JsContact);
    for value in serde_json::Deserializer::from_str(text).into_iter::<&RawValue>() {
        let value = value.map_err(|error| ReadError::Broken { line: error.line().max(1) })?;
        let cards: AtMost<'_, CARD_LIMIT> = match value.get().starts_with('[') {
            true => serde_json::from_str(value.get())
                .map_err(|_| ReadError::Broken { line: lines.at(value.get()) })?,
            false => AtMost(vec![value]),
        };
        for card in cards.0 {
            let line = lines.at(card.get());
            import.read += 1;
            if import.read > CARD_LIMIT {
                return Err(ReadError::TooManyCards { limit: CARD_LIMIT, line });
            }
            match checked(card.get(), line)? {
                Ok(()) => take(card.get(), line, &mut import, options),
                Err(reason) => import.leave_out(line, reason),
            }
            let done = lines.done;
            let progress = Progress { done, of: text.len(), people: import.people.len() };
            if import.read.is_multiple_of(STEP) && !(options.going_on)(progress) {
                return Err(ReadError::Cancelled);
            }
        }
    }
    Ok(import)
}

fn take(json: &str, line: usize, import: &mut Import, options: &Options<'_>) {
    let card = JSContact::<'_, String, String>::parse(json).ok().and_then(JSContact::into_vcard);
    let quiet = Options { going_on: &|_| true, ..*options };
    let card = card.filter(|_| json.starts_with('{')).map(|card| card.to_string());
    let Some(read) = card.and_then(|card| vcard::read(card.as_bytes(), &quiet).ok()) else {
        return import.leave_out(line, Reason::NotAnEntry);
    };
    import.people.extend(read.people.into_iter().map(|imported| Imported { line, ..imported }));
    read.left_out.into_iter().for_each(|left| import.leave_out(line, left.reason));
    for (reason, count) in read.more_left_out {
        *import.more_left_out.entry(reason).or_default() += count;
    }
}

/// On which line of a text a piece of it begins; asked from the front to the back, which counts each line once.
pub(crate) struct Lines<'a> {
    text: &'a str,
    line: usize,
    /// So many bytes are counted.
    pub done: usize,
}

impl<'a> Lines<'a> {
    pub fn new(text: &'a str) -> Self {
        Lines { text, line: 1, done: 0 }
    }

    /// The line that `piece`, which is a piece of the text, begins on, counted from 1.
    pub fn at(&mut self, piece: &str) -> usize {
        let at = (piece.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize).min(self.text.len());
        if at > self.done {
            self.line += memchr::memchr_iter(b'\n', &self.text.as_bytes()[self.done..at]).count();
            self.done = at;
        }
        self.line
    }
}
