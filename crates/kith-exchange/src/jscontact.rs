//! JSContact (RFC 9553), by way of vCard: the two say the same (RFC 9555), and whatever has no place in a vCard is
//! carried along as JSPROP. A file is one card, an array of them, or one after the other.

use calcard::jscontact::JSContact;
use serde_json::value::RawValue;

use crate::encoding::text_of_file;
use crate::{CARD_LIMIT, Import, Kind, LeftOut, Options, Progress, ReadError, Reason, vcard};

/// Progress is told every so many cards.
const STEP: usize = 64;

/// The people of a file of JSContact.
pub(crate) fn read(bytes: &[u8], options: &Options<'_>) -> Result<Import, ReadError> {
    let text = text_of_file(bytes);
    let text = text.as_ref();
    let mut lines = Lines::new(text);
    let mut import = Import {
        kind: Kind::JsContact,
        read: 0,
        people: Vec::new(),
        check_ins: Vec::new(),
        left_out: Vec::new(),
    };
    for value in serde_json::Deserializer::from_str(text).into_iter::<&RawValue>() {
        let value = value.map_err(|error| ReadError::Broken { line: error.line().max(1) })?;
        let cards: Vec<&RawValue> = match value.get().starts_with('[') {
            true => serde_json::from_str(value.get())
                .map_err(|_| ReadError::Broken { line: lines.at(value.get()) })?,
            false => vec![value],
        };
        for card in cards {
            let line = lines.at(card.get());
            import.read += 1;
            if import.read > CARD_LIMIT {
                return Err(ReadError::TooManyCards { limit: CARD_LIMIT, line });
            }
            take(card.get(), line, &mut import, options);
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
    let Some(card) = card.filter(|_| json.starts_with('{')) else {
        import.left_out.push(LeftOut { line, reason: Reason::NotAnEntry });
        return;
    };
    let quiet = Options { going_on: &|_| true, ..*options };
    let Ok(read) = vcard::read(card.to_string().as_bytes(), &quiet) else {
        import.left_out.push(LeftOut { line, reason: Reason::NotAnEntry });
        return;
    };
    import.people.extend(read.people.into_iter().map(|imported| crate::Imported { line, ..imported }));
    import.left_out.extend(read.left_out.into_iter().map(|left| LeftOut { line, ..left }));
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
