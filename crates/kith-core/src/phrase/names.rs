//! Which of the words that stand together are a name, and whose.
//!
//! How much is taken for a name depends on where it stands. After "with" or "called" almost anything is one,
//! known or not; after a comma only the name of somebody in the book that is not also a day or a coffee; in
//! the middle of a sentence only a whole name of several words.

use std::{cell::RefCell, collections::HashMap};

use super::{
    Who, days, lengths,
    tokens::{Line, Shape},
    vocabulary::{Meaning, Way},
};
use crate::find::Index;

/// Where a name may stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// At the beginning of the line.
    Start,
    /// After "with", or after "to" or "from" that follow a contact.
    With,
    /// After a verb that takes people ("called", "met").
    Object,
    /// After another contact ("coffee", "call").
    AfterContact,
    /// After anything else that was understood.
    AfterSpan,
    /// After people and "and" or "&".
    And,
    /// After a comma.
    Comma,
    /// Among other words.
    Elsewhere,
}

impl Place {
    /// Whether a name is expected here, so that it comes before every other reading.
    pub(super) fn expects_a_name(self) -> bool {
        matches!(self, Place::With | Place::Object | Place::And)
    }
}

/// A name of so many tokens, and whom it means.
pub(super) type Name = (usize, Who);

/// The most words that are tried as a name.
const LONGEST_NAME: usize = 8;

pub(super) struct Names<'a> {
    pub line: &'a Line<'a>,
    pub index: &'a Index,
    /// Where the note begins, which is not looked at.
    pub end: usize,
    pub now: chrono::NaiveDateTime,
    /// A line that repeats itself does not make the same search again.
    known: RefCell<HashMap<(Fit, String), Who>>,
}

/// How a name is looked up, the best first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Fit {
    Exact,
    Words,
    Beginnings,
}

impl<'a> Names<'a> {
    pub(super) fn new(line: &'a Line<'a>, index: &'a Index, end: usize, now: chrono::NaiveDateTime) -> Self {
        Names { line, index, end, now, known: RefCell::default() }
    }

    /// The name at the token `at`, which stands in `place`.
    pub(super) fn name(&self, at: usize, place: Place) -> Option<Name> {
        let candidates = self.candidates(at);
        let exact = longest(&candidates, |length, words| self.exact(at, length, words, place));
        let words = longest(&candidates, |length, words| self.words(at, length, words, place));
        let best = match (exact, words) {
            (Some(exact), Some(words)) if words.0 > exact.0 => Some(words),
            (Some(exact), _) => Some(exact),
            (None, words) => words,
        };
        let begun = longest(&candidates, |length, words| self.beginnings(at, length, words, place));
        match (best, begun) {
            (Some(best), Some(begun)) if begun.0 > best.0 => Some(begun),
            (Some(best), _) => Some(best),
            (None, Some(begun)) => Some(begun),
            (None, None) => self.unknown(at, place).map(|length| (length, Who::Nobody)),
        }
    }

    /// The person of "Ana’s" at the token `at`, if it is one in the book.
    pub(super) fn owner(&self, at: usize) -> Option<Who> {
        let owner = self.line.tokens.get(at)?.owner.as_deref()?;
        let exact = self.look_up(Fit::Exact, owner);
        let who = if exact == Who::Nobody { self.look_up(Fit::Words, owner) } else { exact };
        (who != Who::Nobody && !self.means_else(at)).then_some(who)
    }

    /// The words that could be a name at `at`, one longer each time, with how many tokens they take.
    fn candidates(&self, at: usize) -> Vec<(usize, String)> {
        let mut candidates = Vec::new();
        let mut joined = String::new();
        for place in at..self.end {
            let token = &self.line.tokens[place];
            match token.shape {
                Shape::Mark(':' | '!' | '?') => break,
                Shape::Mark(_) if place == at => break,
                Shape::Mark(_) => continue,
                Shape::Word | Shape::Number => {
                    if !joined.is_empty() {
                        joined.push(' ');
                    }
                    joined.push_str(&token.folded.replace(['-', '.', ',', '/', ':', '+'], " "));
                    candidates.push((place + 1 - at, joined.clone()));
                }
            }
            if candidates.len() == LONGEST_NAME {
                break;
            }
        }
        candidates
    }

    /// Whose whole name or nickname it is.
    fn exact(&self, at: usize, length: usize, words: &str, place: Place) -> Who {
        if length == 1 && !self.may_be_a_whole_name(at, place) {
            return Who::Nobody;
        }
        match self.look_up(Fit::Exact, words) {
            Who::One(id) if !self.index.name(id).is_some_and(|name| self.has_the_marks(at, length, name)) => {
                Who::Nobody
            }
            who => who,
        }
    }

    /// Whether the marks that join people stand in the name itself ("Ana & Luis" may be one entry in the
    /// book).
    fn has_the_marks(&self, at: usize, length: usize, name: &str) -> bool {
        let mut marks = (at..at + length).filter_map(|place| self.line.mark(place));
        marks.all(|mark| matches!(mark, '-' | '.') || name.contains(mark))
    }

    fn may_be_a_whole_name(&self, at: usize, place: Place) -> bool {
        match place {
            Place::With | Place::Object | Place::And if self.is_small(at) => self.is_an_end(at + 1),
            Place::With | Place::Object | Place::And => true,
            Place::Start => !self.is_small(at) && (!self.means_else(at) || self.reaches(at + 1)),
            Place::AfterContact | Place::AfterSpan | Place::Comma => self.is_free(at),
            Place::Elsewhere => false,
        }
    }

    /// Who has all these words in their names.
    fn words(&self, at: usize, length: usize, words: &str, place: Place) -> Who {
        let allowed = match place {
            _ if self.is_small(at) || !self.is_one_run(at, length) => false,
            Place::With => true,
            Place::Object => !self.means_else(at),
            Place::And => !self.is_contact(at),
            Place::Start | Place::AfterContact | Place::AfterSpan | Place::Comma => self.is_free(at),
            Place::Elsewhere => false,
        };
        if allowed { self.look_up(Fit::Words, words) } else { Who::Nobody }
    }

    /// Who has words in their names that begin so, as while a name is being typed.
    fn beginnings(&self, at: usize, length: usize, words: &str, place: Place) -> Who {
        let last = at + length - 1;
        let allowed = (place.expects_a_name()
            || (place == Place::Comma && last + 1 == self.line.tokens.len()))
            && self.is_one_run(at, length)
            && (at..=last).all(|at| self.is_free(at))
            && (length == 1 || self.is_a_border(last + 1));
        if allowed { self.look_up(Fit::Beginnings, words) } else { Who::Nobody }
    }

    /// How many tokens an unknown name takes here.
    fn unknown(&self, at: usize, place: Place) -> Option<usize> {
        let plain =
            |at: &usize| *at < self.end && self.line.tokens[*at].shape == Shape::Word && self.is_free(*at);
        let run = (at..self.end).take_while(plain).count();
        let expected = match place {
            Place::With | Place::And => run <= 4,
            Place::Object => {
                run <= 3 && !(at..self.end).any(|later| self.line.says(later, Meaning::With).is_some())
            }
            Place::Start => run <= 3 && self.reaches(at + run),
            Place::Comma => run <= 3 && self.is_listed(at + run),
            Place::AfterContact | Place::AfterSpan | Place::Elsewhere => false,
        };
        (run > 0 && expected).then_some(run)
    }

    /// Whether a list of people goes on with somebody known: "Ana, Zoe and Luis".
    fn is_listed(&self, at: usize) -> bool {
        let after = match self.line.mark(at) {
            Some('&' | '+') => at + 1,
            _ => self.line.skip(at, Meaning::And),
        };
        after > at
            && self.candidates(after).first().is_some_and(|(_, word)| {
                self.look_up(Fit::Exact, word) != Who::Nobody || self.look_up(Fit::Words, word) != Who::Nobody
            })
    }

    /// Only words, joined by nothing but hyphens and full stops, and none of them "Ana’s".
    fn is_one_run(&self, at: usize, length: usize) -> bool {
        (at..at + length).all(|place| match self.line.mark(place) {
            Some(mark) => matches!(mark, '-' | '.'),
            None => self.line.tokens[place].owner.is_none(),
        })
    }

    /// Whether the word can be nothing but a name or a word for the note.
    fn is_free(&self, at: usize) -> bool {
        let token = &self.line.tokens[at];
        let verb = self.line.says(at, Meaning::Verb).is_some();
        token.owner.is_none() && !verb && !self.is_small(at) && !self.means_else(at)
    }

    fn is_small(&self, at: usize) -> bool {
        self.line.says(at, Meaning::Small).is_some()
    }

    /// Whether a contact, a day, a time or a length can be read here.
    fn means_else(&self, at: usize) -> bool {
        self.is_contact(at)
            || days::day(self.line, at, self.now).is_some()
            || lengths::time(self.line, at).is_some()
            || lengths::minutes(self.line, at).is_some()
    }

    fn is_contact(&self, at: usize) -> bool {
        self.line.find(at, |meaning| matches!(meaning, Meaning::Contact(..)).then_some(())).is_some()
    }

    /// Whether "called", "wrote" or the like stands here.
    fn reaches(&self, at: usize) -> bool {
        at < self.end
            && self
                .line
                .find(at, |meaning| matches!(meaning, Meaning::Contact(_, Way::Reach)).then_some(()))
                .is_some()
    }

    /// Whether nothing goes on at `at` that would make the word before it a small one ("a friend").
    fn is_an_end(&self, at: usize) -> bool {
        let small = at < self.end && self.is_small(at) && self.line.says(at, Meaning::And).is_none();
        self.is_a_border(at) && (!small || self.means_else(at))
    }

    /// Whether a name cannot go on at `at`.
    fn is_a_border(&self, at: usize) -> bool {
        if at >= self.end {
            return true;
        }
        match self.line.mark(at) {
            Some(mark) => mark != '-',
            None => self.is_small(at) || (self.means_else(at) && !self.is_contact(at)),
        }
    }

    fn look_up(&self, fit: Fit, words: &str) -> Who {
        let mut known = self.known.borrow_mut();
        let search = || {
            let separate = || words.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>();
            self.index.who(match fit {
                Fit::Exact => self.index.fully_named(words),
                Fit::Words => self.index.named_with_words(&separate()),
                Fit::Beginnings => self.index.named_with_beginnings(&separate()),
            })
        };
        known.entry((fit, words.to_owned())).or_insert_with(search).clone()
    }
}

/// The longest of the candidates that is anybody.
fn longest(candidates: &[(usize, String)], who: impl Fn(usize, &str) -> Who) -> Option<Name> {
    let named = candidates.iter().rev().map(|(length, words)| (*length, who(*length, words)));
    named.into_iter().find(|(_, who)| *who != Who::Nobody)
}
