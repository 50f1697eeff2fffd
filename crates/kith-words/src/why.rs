//! Why somebody is asked for: the sentences of a prompt, the same on Today, in a notification and for scripts.
//!
//! They say what was meant, how long it has been, and what stayed of the last time. They never say "overdue", and they
//! do not guess: a note is quoted, because what somebody typed fits no sentence but their own.

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use kith_app::AskView;
use kith_core::{Cadence, Contact};

use crate::{Arg, Words, names::mode_arg};

/// From so many days on it is said how long ago it was; before, on which day.
const AGO_FROM_DAYS: i64 = 56;

/// How much of a note is quoted, in characters.
const QUOTED: usize = 80;

impl Words {
    /// Why somebody is asked for, in one or two sentences: "You meant to call every three weeks. You last spoke on 29
    /// October; you noted “her father’s operation”."
    pub fn why(&self, ask: &AskView, now: &DateTime<Tz>) -> String {
        let last = [ask.last, ask.last_any];
        self.because_of(&ask.cadence, ask.nearer, last, ask.last_note.as_deref(), now.date_naive())
    }

    /// Why a cadence asks: whether they are going through something, by the last contact that satisfied it, the last of any
    /// kind, and what was noted then.
    pub(crate) fn because_of(
        &self,
        cadence: &Cadence,
        nearer: bool,
        last: [Option<Contact>; 2],
        note: Option<&str>,
        today: NaiveDate,
    ) -> String {
        let meant = [mode_arg(cadence.mode), ("often", self.how_often(&cadence.repeat).into())];
        match last.into() {
            (last, any) if nearer => {
                let last = last.or(any).map(|last| self.last_time(last, any, note, today));
                self.sentences([self.with("why-nearer", &meant), last.unwrap_or_default()])
            }
            (None, None) => self.with("why-never", &meant),
            (None, Some(other)) => {
                let last = self.last_time(other, Some(other), note, today);
                self.sentences([self.with("why-never-so", &meant), last])
            }
            (Some(last), any) => {
                let last = self.last_time(last, any, note, today);
                self.sentences([self.with("why-meant", &meant), last])
            }
        }
    }

    /// The last contact in one sentence: "You last spoke on 29 October."
    pub fn last_contact(&self, contact: Contact, today: NaiveDate) -> String {
        self.last_time(contact, None, None, today)
    }

    /// The beginning of a text, in one line, cut at a word where it is too long to quote.
    pub fn shortened(&self, text: &str) -> String {
        shortened(text, QUOTED)
    }

    /// `any` is the last contact of all, which the note may be from.
    pub(crate) fn last_time(
        &self,
        contact: Contact,
        any: Option<Contact>,
        note: Option<&str>,
        today: NaiveDate,
    ) -> String {
        let last: Arg = match (today - contact.day).num_days() {
            AGO_FROM_DAYS.. => {
                let length = self.elapsed(contact.day, today);
                self.with("why-ago", &[mode_arg(contact.mode), ("length", length.into())])
            }
            _ => self.with("why-on", &[mode_arg(contact.mode), ("on", self.on(contact.day, today).into())]),
        }
        .into();
        let Some(note) = note.map(|note| self.shortened(note)).filter(|note| !note.is_empty()) else {
            return self.with("why-last", &[("last", last)]);
        };
        let args = [("last", last), ("note", note.into())];
        match any {
            Some(any) if any.check_in == contact.check_in => self.with("why-last-noted", &args),
            _ => self.with("why-last-noted-since", &args),
        }
    }

    pub(crate) fn sentences<const N: usize>(&self, sentences: [String; N]) -> String {
        let [first, rest @ ..] = sentences.as_slice() else { return String::new() };
        rest.iter().filter(|next| !next.is_empty()).fold(first.clone(), |said, next| match said.is_empty() {
            true => next.clone(),
            false => self.with("and-then", &[("said", said.into()), ("next", next.into())]),
        })
    }
}

fn shortened(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line.trim_end_matches('.').to_owned();
    }
    let cut = line.char_indices().nth(most).map_or(line.len(), |(at, _)| at);
    // A text without spaces (or one endless word) is cut where it is too long.
    let end =
        line[..cut].rfind(' ').filter(|at| *at > cut / 2 && !line[cut..].starts_with(' ')).unwrap_or(cut);
    format!("{}…", line[..end].trim_end_matches(|c: char| c.is_ascii_punctuation() || c == ' '))
}
