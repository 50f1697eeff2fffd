//! How well one person fits what was typed.
//!
//! A name is looked at once for each word typed, so the cost of a key stroke is that of reading the names.
//! Most people are passed over without reading, because a letter typed is not in them at all.

use std::ops::Range;

use memchr::memmem::Finder;

use super::{
    Findable, Hit, LONGEST_QUERY,
    fold::{fold, fold_with_map},
    start_of,
};
use crate::PersonId;

/// Where a word was found, the best first. The distances leave no sum of the lesser above the greater for the
/// one or two words that people type.
mod fits {
    pub const WHOLE_NAME: u32 = 10_000;
    pub const NAME_BEGINS: u32 = 5_000;
    pub const FIRST_WORD: u32 = 900;
    pub const BEGINS_FIRST_WORD: u32 = 800;
    pub const WORD: u32 = 600;
    pub const BEGINS_WORD: u32 = 500;
    pub const WITHIN: u32 = 200;
    pub const BEGINS_OTHER_WORD: u32 = 20;
    pub const WITHIN_OTHER: u32 = 10;
}

/// Which letters are in a text, as bits: those of ASCII each have their own, the rest share some.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Letters(u64);

impl Letters {
    pub(super) fn of(folded: &str) -> Self {
        let bit = |letter: char| match letter {
            ' ' => 0,
            'a'..='z' => 1 << (u32::from(letter) - u32::from('a')),
            '0'..='9' => 1 << (26 + u32::from(letter) - u32::from('0')),
            _ => 1 << (36 + u32::from(letter) % 28),
        };
        Letters(folded.chars().map(bit).fold(0, |all, bit: u64| all | bit))
    }

    /// The letters that words begin with.
    pub(super) fn of_beginnings(folded: &str) -> Self {
        let initials = folded.split(' ').filter_map(|word| word.chars().next());
        Letters::of(initials.collect::<String>().as_str())
    }

    pub(super) fn and(self, other: Letters) -> Self {
        Letters(self.0 | other.0)
    }

    fn include(self, other: Letters) -> bool {
        other.0 & !self.0 == 0
    }
}

/// What was typed, ready to be looked for.
pub(super) struct Query {
    folded: String,
    letters: Letters,
    pub(super) words: Vec<Word>,
}

/// One word that was typed.
pub(super) struct Word {
    finder: Finder<'static>,
    letters: Letters,
    initial: Letters,
}

impl Word {
    fn new(folded: &str) -> Self {
        Word {
            finder: Finder::new(folded).into_owned(),
            letters: Letters::of(folded),
            initial: Letters::of_beginnings(folded),
        }
    }

    fn len(&self) -> usize {
        self.finder.needle().len()
    }
}

impl Query {
    pub(super) fn new(typed: &str) -> Self {
        let folded = fold(start_of(typed));
        let words = folded.split(' ').filter(|word| !word.is_empty());
        let words = words.map(Word::new).collect();
        Query { letters: Letters::of(&folded), words, folded }
    }

    /// The greater the better; `None` when a word is nowhere.
    pub(super) fn score(&self, findable: &Findable) -> Option<u32> {
        if !findable.letters.include(self.letters) {
            return None;
        }
        let mut sum = 0;
        for word in &self.words {
            sum += fit(word, findable)?;
        }
        let whole = findable.names.iter().map(|name| match name.strip_prefix(&self.folded) {
            Some("") => fits::WHOLE_NAME,
            Some(_) => fits::NAME_BEGINS,
            None => 0,
        });
        Some(sum + whole.max().unwrap_or(0))
    }

    /// What is shown of somebody who was found.
    pub(super) fn hit(&self, id: PersonId, findable: &Findable, score: u32) -> Hit {
        let found = self.words.iter().filter_map(|word| {
            let (at, _) = best_place(word, &findable.names[0], fits::WORD)?;
            Some(at..at + word.len())
        });
        Hit { id, score, ranges: in_the_original(&findable.name, found.collect()) }
    }

    /// As [`Query::score`], for letters that are in a name in their order but not together. The fewer others
    /// lie between them, the better.
    pub(super) fn scattered_score(&self, findable: &Findable) -> Option<u32> {
        if !findable.letters_of_names.include(self.letters) {
            return None;
        }
        let mut sum = 0;
        for word in &self.words {
            let places = findable.names.iter().filter_map(|name| scattered(word.finder.needle(), name));
            sum += places.map(|places| 1_000_u32.saturating_sub(places.len_between())).max()?;
        }
        Some(sum)
    }

    /// As [`Query::hit`], after [`Query::scattered_score`].
    pub(super) fn scattered_hit(&self, id: PersonId, findable: &Findable, score: u32) -> Hit {
        let found = self.words.iter().filter_map(|word| scattered(word.finder.needle(), &findable.names[0]));
        let found = found.flat_map(|places| places.0).map(|at| at..at + 1).collect();
        Hit { id, score, ranges: in_the_original(&findable.name, found) }
    }
}

/// How well the best place of one word in a person fits.
fn fit(word: &Word, findable: &Findable) -> Option<u32> {
    // Where no word begins with the letter, the first place is as good as any.
    let enough = |begin: Letters, best| if begin.include(word.initial) { best } else { fits::WITHIN };
    if findable.letters_of_names.include(word.letters) {
        let enough = enough(findable.beginnings_of_names, fits::WORD);
        let places = findable.names.iter().filter_map(|name| best_place(word, name, enough));
        if let Some(best) = places.map(|(_, fit)| fit).max() {
            return Some(best);
        }
    }
    let enough = enough(findable.beginnings_of_other, fits::BEGINS_WORD);
    best_place(word, &findable.other, enough).map(|(_, fit)| match fit {
        fits::WITHIN => fits::WITHIN_OTHER,
        _ => fits::BEGINS_OTHER_WORD,
    })
}

/// Where in `text` the word fits best, and how well. A fit of `enough` is not improved upon.
fn best_place(word: &Word, text: &str, enough: u32) -> Option<(usize, u32)> {
    let bytes = text.as_bytes();
    let mut best: Option<(usize, u32)> = None;
    for at in word.finder.find_iter(bytes) {
        let begins = at == 0 || bytes[at - 1] == b' ';
        let ends = bytes.get(at + word.len()).is_none_or(|next| *next == b' ');
        let fit = match (at, begins, ends) {
            (0, _, true) => fits::FIRST_WORD,
            (0, ..) => fits::BEGINS_FIRST_WORD,
            (_, true, true) => fits::WORD,
            (_, true, false) => fits::BEGINS_WORD,
            _ => fits::WITHIN,
        };
        if best.is_none_or(|(_, known)| known < fit) {
            best = Some((at, fit));
        }
        if fit >= enough {
            break;
        }
    }
    best
}

/// Where letters were found that are not together, byte by byte.
struct Scattered(Vec<usize>);

impl Scattered {
    fn len_between(&self) -> u32 {
        let length =
            self.0.last().zip(self.0.first()).map_or(0, |(last, first)| last - first + 1 - self.0.len());
        u32::try_from(length).unwrap_or(u32::MAX)
    }
}

/// The letters of `word` in their order within `name`, from the beginning of a word on, as close together as
/// there are. A single letter is no evidence, and too many are not looked for.
fn scattered(word: &[u8], name: &str) -> Option<Scattered> {
    if !(2..=32).contains(&word.len()) {
        return None;
    }
    let name = name.as_bytes();
    let beginnings = (0..name.len().min(LONGEST_QUERY)).filter(|at| *at == 0 || name[at - 1] == b' ');
    beginnings
        .filter(|at| name[*at] == word[0])
        .filter_map(|beginning| {
            let mut next = beginning;
            let places = word.iter().map(|letter| {
                let at = next + name[next..].iter().position(|c| c == letter)?;
                next = at + 1;
                Some(at)
            });
            places.collect::<Option<Vec<_>>>().map(Scattered)
        })
        .min_by_key(Scattered::len_between)
}

/// Byte ranges of the folded name as byte ranges of the name itself: in order, joined where they touch.
fn in_the_original(name: &str, found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let (_, map) = fold_with_map(name);
    let mut ranges: Vec<Range<usize>> = found
        .into_iter()
        .filter_map(|folded| Some(map.get(folded.start)?.0..map.get(folded.end.checked_sub(1)?)?.1))
        .filter(|range| !range.is_empty())
        .collect();
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}
