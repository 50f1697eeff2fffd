//! A text as an argument in a command that is shown to be pasted into a shell: what a stranger wrote must not run there.

/// So much of a long text is shown.
const LETTERS: usize = 200;

/// The text in quotes, in one line.
pub(crate) fn pasted(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LETTERS).collect();
    // Between double quotes a shell still runs and replaces; between single ones nothing happens but the quote itself.
    match line.contains(['$', '`', '"', '\\', '!']) {
        true => format!("'{}'", line.replace('\'', r"'\''")),
        false => format!("\"{line}\""),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("her first day", "\"her first day\"")]
    #[case("Zoë O'Brien", "\"Zoë O'Brien\"")]
    #[case("`id` $(touch x)", "'`id` $(touch x)'")]
    #[case("it's $5", r"'it'\''s $5'")]
    #[case("two\nlines", "\"two lines\"")]
    fn nothing_that_somebody_wrote_runs_in_a_shell(#[case] text: &str, #[case] quoted: &str) {
        assert_eq!(pasted(text), quoted);
    }
}
