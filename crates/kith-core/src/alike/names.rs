//! Whether two names could be one person's: parts swapped, a middle name left out, a letter missed.

/// Names have few words; what is longer is a sentence, and compared as far as this.
pub(super) const WORDS: usize = 6;

/// How similar two words must be (Jaro-Winkler, 0 to 1) to be one word with a slip: "Jonson" and "Johnson" are,
/// "Maria" and "Mario" are not.
const SIMILAR: f64 = 0.93;

/// Whether any of the folded names of the one is like any of the other.
pub(super) fn alike(a: &[String], b: &[String]) -> bool {
    let (a, b): (Vec<_>, Vec<_>) = (forms(a).collect(), forms(b).collect());
    a.iter().any(|a| b.iter().any(|b| one_like_other(a, b)))
}

/// The names as sorted words: each as it is, and each nickname of one word together with the family name.
pub(super) fn forms(names: &[String]) -> impl Iterator<Item = Vec<&str>> {
    let family = names.first().map(|name| words(name)).filter(|words| words.len() > 1);
    let family = family.and_then(|words| words.last().copied());
    names.iter().enumerate().flat_map(move |(place, name)| {
        let mut words = words(name);
        let with_family = (place > 0 && words.len() == 1).then_some(family).flatten();
        let with_family = with_family.map(|family| sorted(vec![words[0], family]));
        words = sorted(words);
        std::iter::once(words).chain(with_family)
    })
}

fn words(name: &str) -> Vec<&str> {
    name.split(' ').filter(|word| !word.is_empty()).take(WORDS).collect()
}

fn sorted(mut words: Vec<&str>) -> Vec<&str> {
    words.sort_unstable();
    words
}

/// Whether two names of sorted words are the same, one is the other with words left out, or one word has a slip.
fn one_like_other(a: &[&str], b: &[&str]) -> bool {
    if a == b {
        return !a.is_empty();
    }
    let (only_a, only_b) = (only_in(a, b), only_in(b, a));
    let shared = a.len() - only_a.len();
    match (&only_a[..], &only_b[..]) {
        ([], _) | (_, []) => shared >= 2,
        ([one], [other]) => shared >= 1 && is_slip(one, other),
        _ => false,
    }
}

/// The words of the one that the other lacks, one of each counting for one.
fn only_in<'w>(these: &[&'w str], those: &[&str]) -> Vec<&'w str> {
    let mut those = those.to_vec();
    let mut missing = these.to_vec();
    missing.retain(|word| match those.iter().position(|other| other == word) {
        Some(at) => {
            those.swap_remove(at);
            false
        }
        None => true,
    });
    missing
}

/// Whether the one is the other with a slip, or lacks one of its letters ("Muller" and "Mueller", which Jaro takes for
/// more apart than they are).
fn is_slip(one: &str, other: &str) -> bool {
    let lengths = [one, other].map(|word| word.chars().count());
    let lacks_one = lengths[0].abs_diff(lengths[1]) == 1
        && lengths[0].min(lengths[1]) >= SHORTEST
        && strsim::osa_distance(one, other) == 1;
    lacks_one || strsim::jaro_winkler(one, other) >= SIMILAR
}

/// A word of fewer letters is another word when it lacks one more.
const SHORTEST: usize = 3;

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::find::fold;

    #[rstest]
    #[case("Ana Ruiz", "ana RUIZ", true)]
    #[case("Ruiz, Ana", "Ana Ruiz", true)]
    #[case("Tomás Peña", "Tomas Pena", true)]
    #[case("Ana María Ruiz", "Ana Ruiz", true)]
    #[case("Ana Ruiz", "Ana Ruiz García", true)]
    #[case("Jörg Müller", "Jorg Mueller", true)]
    #[case("Peter Johnson", "Peter Jonson", true)]
    #[case("Anna Ruiz", "Ana Ruiz", true)]
    #[case("Mother", "mother", true)]
    #[case("Maria Rossi", "Mario Rossi", false)]
    #[case("Ana Ruiz", "Ana Soto", false)]
    #[case("Ana", "Ana Ruiz", false)]
    #[case("Ana", "Anna", false)]
    #[case("Ana Ruiz Soto", "Ana Ruiz Lobo", false)]
    fn names_are_alike_as_a_reader_would_say(#[case] a: &str, #[case] b: &str, #[case] expected: bool) {
        let (a, b) = ([fold(a)], [fold(b)]);
        assert_eq!((alike(&a, &b), alike(&b, &a)), (expected, expected));
    }

    #[test]
    fn a_nickname_stands_for_the_given_name() {
        let josé = [fold("José Ruiz"), fold("Pepe")];
        assert!(alike(&josé, &[fold("Pepe Ruiz")]));
        assert!(alike(&josé, &[fold("Pepe")]));
        assert!(!alike(&josé, &[fold("Pepe Soto")]));
    }
}
