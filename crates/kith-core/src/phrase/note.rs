//! What is left of a line, as a note that reads well.
//!
//! What stands after a colon, after a dash between spaces, or from "about" on is note as it was typed. Before
//! that, the words that were not understood stay in their order, without the small words that led to what
//! was.

use super::{lengths, reader::Role, tokens::Line, vocabulary::Meaning};

/// The token from which on everything is note: a colon, a dash, "about". The number of tokens when there is
/// none.
pub(super) fn beginning(line: &Line) -> usize {
    (0..line.tokens.len()).find(|at| begins(line, *at)).unwrap_or(line.tokens.len())
}

fn begins(line: &Line, at: usize) -> bool {
    let next = line.tokens.get(at + 1);
    match line.mark(at) {
        // Not the eyes of a smile.
        Some(':') => !(next.is_some_and(|next| next.tight) && line.mark(at + 1).is_some()),
        Some('-') => !line.tokens[at].tight && next.is_none_or(|next| !next.tight),
        Some(_) => false,
        None => line.says(at, Meaning::About).is_some_and(|length| {
            lengths::counted(line, at + length).is_none()
                && lengths::minutes(line, at + length).is_none()
                && lengths::time(line, at + length).is_none()
        }),
    }
}

/// The note of a line of which the tokens from `end` on are note in any case.
pub(super) fn note(line: &Line, end: usize, roles: &[Role]) -> String {
    let mut note = String::new();
    let mut at = 0;
    while at < end {
        let run_end = (at..end).find(|at| roles[*at] != Role::Kept).unwrap_or(end);
        let held = (run_end..end).take_while(|at| roles[*at] == Role::Held).count();
        if let Some((from, to)) =
            without_leftovers(line, at, run_end, (note.is_empty(), run_end < end && held == 0))
        {
            let stop = from.checked_sub(1).and_then(|before| line.mark(before)).filter(|mark| stops(*mark));
            if !note.is_empty() {
                note.extend(stop);
                note.push(' ');
            }
            let to = if to == run_end { to + held } else { to };
            note.push_str(&line.text[line.range(from, to)]);
        }
        at = run_end + held.max(1);
    }
    if let Some(token) = line.tokens.get(end) {
        let mark = line.mark(end).is_some();
        let rest = &line.text[if mark { token.range.end } else { token.range.start }..];
        if !note.is_empty() && !rest.trim().is_empty() {
            note.push_str(if mark { ": " } else { " " });
        }
        note.push_str(rest);
    }
    one_line(&note)
}

/// Whether a mark ends a part of a sentence.
fn stops(mark: char) -> bool {
    matches!(mark, ',' | '.' | '!' | '?' | '…' | '。')
}

/// The words from `from` to `to` without what only led to what was understood before or after them.
fn without_leftovers(
    line: &Line,
    from: usize,
    to: usize,
    (first, goes_on): (bool, bool),
) -> Option<(usize, usize)> {
    let opens = |mark| matches!(mark, '(' | '[' | '"' | '“' | '„' | '«' | '#' | ':' | ';' | '<');
    let closes = |mark| matches!(mark, ')' | ']' | '"' | '”' | '“' | '»' | '.' | '!' | '?' | '…' | '%' | '*');
    let (mut from, mut to) = (from, to);
    while from < to
        && (line.mark(from).is_some_and(|mark| !opens(mark))
            || (first && line.says(from, Meaning::And).is_some()))
    {
        from += 1;
    }
    from = after_fillers(line, from, to);
    let dangles = |at: usize| {
        let words =
            [Meaning::With, Meaning::On, Meaning::At, Meaning::For, Meaning::To, Meaning::From, Meaning::By];
        line.says(at, Meaning::And).is_some()
            || (goes_on && words.iter().any(|word| line.says(at, *word) == Some(1)))
    };
    while from < to && (line.mark(to - 1).is_some_and(|mark| !closes(mark)) || dangles(to - 1)) {
        to -= 1;
    }
    (from < to).then_some((from, to))
}

/// Past "I had a", when what was had follows within two words.
fn after_fillers(line: &Line, from: usize, to: usize) -> usize {
    let fillers = (from..to).take_while(|at| line.says(*at, Meaning::Filler).is_some()).count();
    let after = from + fillers;
    let contact =
        |at: usize| line.find(at, |meaning| matches!(meaning, Meaning::Contact(..)).then_some(())).is_some();
    if fillers > 0 && (after..after + 3).any(contact) { after } else { from }
}

/// The text with each stretch of white space and control characters as one space.
pub(super) fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
