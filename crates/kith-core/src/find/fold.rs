//! How names are compared: letters without case and diacritics, words without punctuation.
//!
//! "Tomás O’Brien" is typed as "tomas o'brien" or "TOMAS OBRIEN", and none of it should matter. Folding is
//! lossy on purpose and never shown; a map back to the bytes of the original is made only where a match is
//! highlighted.

use unicode_normalization::UnicodeNormalization;

/// The words of `text`, folded, with one space between them. A text of punctuation alone folds to itself, so
/// that even somebody called "?" can be found.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    each(text, |letter, _| folded.push(letter));
    folded
}

/// As [`fold`], with where in `text` each byte of the result comes from: always whole characters, a letter
/// together with the marks on it.
pub(super) fn fold_with_map(text: &str) -> (String, Vec<(usize, usize)>) {
    let mut folded = String::with_capacity(text.len());
    let mut map = Vec::with_capacity(text.len());
    each(text, |letter, from| {
        folded.push(letter);
        map.resize(folded.len(), from);
    });
    for at in 0..map.len() {
        let next = map[at + 1..].iter().map(|from| from.0).find(|start| *start > map[at].0);
        let until = next.unwrap_or(text.len());
        let marks =
            text[map[at].1..until].chars().take_while(|c| is_dropped(*c)).map(char::len_utf8).sum::<usize>();
        map[at].1 += marks;
    }
    (folded, map)
}

fn each(text: &str, mut push: impl FnMut(char, (usize, usize))) {
    let plain = !text.chars().any(is_word);
    let mut pending = false;
    let mut any = false;
    for (start, original) in text.char_indices() {
        let from = (start, start + original.len_utf8());
        if is_dropped(original) {
            continue;
        }
        let part = is_word(original) || (plain && !original.is_whitespace());
        if !part {
            pending = any;
            continue;
        }
        letters(original, |letter| {
            if std::mem::take(&mut pending) {
                push(' ', (start, start));
            }
            any = true;
            push(letter, from);
        });
    }
}

/// The letters that one character is compared by: decomposed (NFKD), without marks, in lower case.
fn letters(original: char, mut push: impl FnMut(char)) {
    if original.is_ascii() {
        return push(original.to_ascii_lowercase());
    }
    for part in std::iter::once(original).nfkd().filter(|part| !is_dropped(*part)) {
        for letter in part.to_lowercase() {
            match spelled_out(letter) {
                Some(spelling) => spelling.chars().for_each(&mut push),
                None if is_dropped(letter) => {}
                None => push(letter),
            }
        }
    }
}

/// Letters that Unicode does not decompose, as people without that key type them.
fn spelled_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'ς' => "σ",
        _ => return None,
    })
}

/// Whether a character is a part of a word. Everything is that is neither space nor punctuation: letters of
/// any script, digits, vowel signs, and pictures.
pub(crate) fn is_word(c: char) -> bool {
    match c {
        _ if is_dropped(c) => false,
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        // Latin-1 and general punctuation, CJK punctuation, and the full-width and small forms of ASCII's.
        '\u{80}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}' => {
            false
        }
        '\u{d7}' | '\u{f7}' | '\u{2010}'..='\u{205e}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => {
            false
        }
        '\u{3030}' | '\u{30fb}' | '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe6f}' => false,
        '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' => false,
        '\u{ff5b}'..='\u{ff65}' => false,
        // Hebrew, Arabic, Armenian and Devanagari punctuation.
        '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{58a}' | '\u{5be}' | '\u{60c}' | '\u{61b}' | '\u{61f}' => {
            false
        }
        '\u{6d4}' | '\u{964}' | '\u{965}' => false,
        _ => !c.is_whitespace() && !c.is_control(),
    }
}

/// Whether a character is passed over: apostrophes, what only steers the display, and the marks of scripts in
/// which names are the same without them (not the vowel signs of India, nor the dots of Japan, which make
/// another letter).
pub(crate) fn is_dropped(c: char) -> bool {
    matches!(c,
        '\'' | '`' | '\u{b4}' | '\u{2018}'..='\u{201b}' | '\u{2bb}'..='\u{2bd}' | '\u{2b9}' | '\u{ff07}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}'
        | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{6d6}'..='\u{6dc}')
}
