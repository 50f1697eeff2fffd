//! A line as words, numbers and marks, each with its place in the text.

use std::ops::Range;

use super::vocabulary::{Meaning, Vocabulary};
use crate::find::fold::{fold, is_dropped, is_word};

/// One word, number or mark.
#[derive(Debug)]
pub(super) struct Token {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub shape: Shape,
    /// What it is compared by: folded; of a number only the case.
    pub folded: String,
    /// The name in "Ana's", folded.
    pub owner: Option<String>,
    /// Whether it stands directly after the token before it.
    pub tight: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    Word,
    /// Begins with a digit: "1h30", "17:00", "2026-11-22".
    Number,
    /// Anything else, as the nearest mark of ASCII where there is one.
    Mark(char),
}

/// The tokens of a line, and the words they are read by.
pub(super) struct Line<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    pub vocabulary: &'a Vocabulary,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str, vocabulary: &'a Vocabulary) -> Self {
        Line { text, tokens: tokens(text), vocabulary }
    }

    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.shape {
            Shape::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// The bytes of the text from the token `from` to before the token `to`.
    pub(super) fn range(&self, from: usize, to: usize) -> Range<usize> {
        self.tokens[from].range.start..self.tokens[to - 1].range.end
    }

    /// What can be read at the token `at`, with the number of tokens, the longest first.
    pub(super) fn meanings(&self, at: usize) -> impl Iterator<Item = (usize, Meaning)> {
        let first =
            self.tokens.get(at).filter(|token| token.shape == Shape::Word).map(|token| token.folded.as_str());
        let phrases = first.into_iter().flat_map(|first| self.vocabulary.beginning_with(first));
        phrases.filter_map(move |(rest, meaning)| Some((self.follows(at + 1, rest)? - at, meaning)))
    }

    /// The first of what can be read at `at` that `wanted` takes, with the number of tokens.
    pub(super) fn find<T>(&self, at: usize, wanted: impl Fn(Meaning) -> Option<T>) -> Option<(usize, T)> {
        self.meanings(at).find_map(|(length, meaning)| Some((length, wanted(meaning)?)))
    }

    /// How many tokens mean exactly this at `at`.
    pub(super) fn says(&self, at: usize, meaning: Meaning) -> Option<usize> {
        self.meanings(at).find(|(_, said)| *said == meaning).map(|(length, _)| length)
    }

    /// As [`Line::says`], or none.
    pub(super) fn skip(&self, at: usize, meaning: Meaning) -> usize {
        at + self.says(at, meaning).unwrap_or(0)
    }

    /// Where the words end that stand from `at` on, perhaps joined by hyphens.
    fn follows(&self, mut at: usize, words: &[String]) -> Option<usize> {
        for word in words {
            if self.mark(at) == Some('-') && self.tokens[at].tight {
                at += 1;
            }
            self.tokens.get(at).filter(|token| token.shape == Shape::Word && token.folded == *word)?;
            at += 1;
        }
        Some(at)
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        let shape = match first {
            _ if first.is_whitespace() || first.is_control() || is_dropped(first) => continue,
            '0'..='9' => Shape::Number,
            _ if is_word(first) => Shape::Word,
            _ => Shape::Mark(nearest_mark(first)),
        };
        let mut end = start + first.len_utf8();
        if !matches!(shape, Shape::Mark(_)) {
            while let Some((at, next)) = rest.next_if(|(at, next)| goes_on(shape, text, *at, *next)) {
                end = at + next.len_utf8();
            }
        }
        let tight = tokens.last().is_some_and(|before| before.range.end == start);
        tokens.push(token(text, start, end, shape, tight));
    }
    tokens
}

/// Whether the character at `at` belongs to the word or number before it.
fn goes_on(shape: Shape, text: &str, at: usize, next: char) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match next {
        ':' | '.' | '/' | ',' | '-' | '+' if shape == Shape::Number => {
            digit(text[..at].chars().next_back()) && digit(text[at + 1..].chars().next())
        }
        _ => is_word(next) || is_dropped(next),
    }
}

fn token(text: &str, start: usize, end: usize, shape: Shape, tight: bool) -> Token {
    let whole = &text[start..end];
    let typed = whole.trim_end_matches(['\'', '’', '‘', '`']);
    let quoted = text[..start].ends_with(['\'', '’', '‘', '`']);
    let folded = match shape {
        Shape::Number => typed.to_ascii_lowercase(),
        _ => fold(typed),
    };
    let stem = typed.strip_suffix(['s', 'S']).and_then(|stem| stem.strip_suffix(['\'', '’']));
    let owner = match stem {
        Some(stem) => Some(fold(stem)),
        None if typed.len() < whole.len() && typed.ends_with(['s', 'S']) && !quoted => Some(folded.clone()),
        None => None,
    };
    Token { range: start..start + typed.len(), shape, folded, owner, tight }
}

fn nearest_mark(mark: char) -> char {
    match mark {
        '、' | '，' | '،' | ';' | '；' => ',',
        '：' => ':',
        '–' | '—' | '‐' | '‑' | '־' => '-',
        '＆' => '&',
        '＋' => '+',
        '／' => '/',
        '＠' => '@',
        _ => mark,
    }
}
