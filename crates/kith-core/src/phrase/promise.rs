//! What the user said they would do, at the end of a line: "…, and I said I would send the photos".
//!
//! It is neither when nor with whom, so nothing in it is read as that: a promise to call Luis is no call with Luis.

use super::{note::one_line, tokens::Line, vocabulary::Meaning};

/// Where a promise begins, and what was promised, if the line ends with one. `text` is the whole text, of which the line
/// may be the beginning.
pub(super) fn at_the_end(line: &Line, text: &str) -> Option<(usize, String)> {
    (0..line.tokens.len()).find_map(|at| {
        let length = line.says(at, Meaning::Promised).filter(|_| is_ours(line, at))?;
        let what = line.tokens.get(at + length)?;
        Some((line.tokens[at].range.start, one_line(&text[what.range.start..])))
    })
}

/// "I promised", or "promised" where a part of a sentence begins: in "she promised" somebody else did.
fn is_ours(line: &Line, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    line.says(at, Meaning::I).is_some()
        || line.mark(before).is_some()
        || line.says(before, Meaning::And).is_some()
}
