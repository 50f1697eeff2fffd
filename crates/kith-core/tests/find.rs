//! Finding people by what is typed.

use kith_core::{
    PersonId,
    find::{Entry, Index, Who},
};
use proptest::prelude::*;
use rstest::rstest;

fn id(number: u8) -> PersonId {
    PersonId::from_bytes([number; 16])
}

fn entry(number: u8, name: &str, nicknames: &[&str], other: &str) -> Entry {
    Entry {
        id: id(number),
        name: name.to_owned(),
        nicknames: nicknames.iter().map(|name| (*name).to_owned()).collect(),
        other: other.to_owned(),
    }
}

fn friends() -> Index {
    [
        entry(1, "Tomás Ortega", &["Tommy"], "plays the cello, Seville"),
        entry(2, "Ana Ruiz", &[], "inner; met in Lisbon"),
        entry(3, "Anabel Gil", &[], ""),
        entry(4, "María Ana Sol", &[], ""),
        entry(5, "Susana Vidal", &[], ""),
        entry(6, "Ana", &[], ""),
        entry(7, "Liam O’Brien", &[], "Ana’s brother"),
        entry(8, "Łukasz Großmann", &[], ""),
        entry(9, "田中太郎", &[], ""),
        entry(10, "محمد علي", &[], ""),
        entry(11, "?", &[], ""),
        entry(12, "हरि", &[], ""),
        entry(13, "김민준", &[], ""),
    ]
    .into_iter()
    .collect()
}

fn found(index: &Index, query: &str) -> String {
    let names = index.find(query, 20).into_iter().filter_map(|hit| index.name(hit.id).map(str::to_owned));
    names.collect::<Vec<_>>().join(" < ")
}

#[rstest]
#[case("ana", "Ana < Ana Ruiz < Anabel Gil < María Ana Sol < Susana Vidal < Liam O’Brien")]
#[case("ana r", "Ana Ruiz < María Ana Sol < Liam O’Brien")]
#[case("ruiz ana", "Ana Ruiz")]
#[case("tomas o", "Tomás Ortega")]
#[case("TOMÁS", "Tomás Ortega")]
#[case("To\u{301}mas", "Tomás Ortega")]
#[case("tommy", "Tomás Ortega")]
#[case("tommy ortega", "Tomás Ortega")]
#[case("obrien", "Liam O’Brien")]
#[case("o'brien", "Liam O’Brien")]
#[case("brien", "Liam O’Brien")]
#[case("seville", "Tomás Ortega")]
#[case("lisb", "Ana Ruiz")]
#[case("ana seville", "")]
#[case("lukasz grossmann", "Łukasz Großmann")]
#[case("田中", "田中太郎")]
#[case("太郎", "田中太郎")]
#[case("علي", "محمد علي")]
#[case("हरि", "हरि")]
#[case("김민", "김민준")]
#[case("?", "?")]
#[case("tms", "Tomás Ortega")]
#[case("tms ortga", "Tomás Ortega")]
#[case("zzz", "")]
#[case("", "")]
#[case(" , ", "")]
#[case("\u{202e}ana ruiz", "Ana Ruiz")]
fn the_best_come_first(#[case] query: &str, #[case] expected: &str) {
    assert_eq!(found(&friends(), query), expected, "{query}");
}

#[rstest]
#[case("ana", "Ana Ruiz", &["Ana"])]
#[case("tomas o", "Tomás Ortega", &["Tomás", "O"])]
#[case("obrien", "Liam O’Brien", &["O’Brien"])]
#[case("tommy", "Tomás Ortega", &[])]
#[case("gros", "Łukasz Großmann", &["Groß"])]
#[case("maria ari", "María Ana Sol", &["María"])]
#[case("tms", "Tomás Ortega", &["T", "m", "s"])]
fn what_matched_in_the_name_is_told(#[case] query: &str, #[case] name: &str, #[case] expected: &[&str]) {
    let index = friends();
    let hits = index.find(query, 20);
    let hit = hits.iter().find(|hit| index.name(hit.id) == Some(name)).expect("found");
    let parts: Vec<&str> = hit.ranges.iter().map(|range| &name[range.clone()]).collect();
    assert_eq!(parts, expected);
}

#[test]
fn letters_with_marks_of_their_own_are_highlighted_whole() {
    let index: Index = [entry(1, "Ama\u{301}lia", &[], "")].into_iter().collect();
    assert_eq!(index.find("ama", 1)[0].ranges.first(), Some(&(0.."Ama\u{301}".len())));
}

#[test]
fn equals_come_by_name_then_by_id() {
    let index: Index = [
        entry(3, "Ana B", &[], ""),
        entry(2, "Ana A", &[], ""),
        entry(9, "Ana B", &[], ""),
        entry(1, "Ana B", &[], ""),
    ]
    .into_iter()
    .collect();
    let ids: Vec<_> = index.find("ana", 9).into_iter().map(|hit| hit.id).collect();
    assert_eq!(ids, [id(2), id(1), id(3), id(9)]);
    let first: Vec<_> = index.find("ana", 2).into_iter().map(|hit| hit.id).collect();
    assert_eq!(first, ids[..2]);
}

#[test]
fn somebody_renamed_or_removed_is_not_found_by_the_old_name() {
    let mut index = friends();
    index.put(entry(2, "Eva Ruiz", &["Evita"], ""));
    assert_eq!(index.named("Ana Ruiz"), Who::Nobody);
    assert_eq!(index.named("Evita"), Who::One(id(2)));
    index.remove(id(2));
    index.remove(id(2));
    assert_eq!(index.named("Eva"), Who::Nobody);
    assert_eq!(index.named("Evita"), Who::Nobody);
    assert_eq!((index.name(id(2)), index.len()), (None, 12));
}

#[rstest]
#[case("Ana", Who::One(id(6)))]
#[case("ana ruiz", Who::One(id(2)))]
#[case("ruiz", Who::One(id(2)))]
#[case("Tommy", Who::One(id(1)))]
#[case("Tom", Who::One(id(1)))]
#[case("an", Who::Several(vec![id(6), id(2), id(3), id(4)]))]
#[case("sana", Who::Nobody)]
#[case("", Who::Nobody)]
#[case("  ", Who::Nobody)]
#[case("?", Who::One(id(11)))]
fn a_name_means_whom_it_fits_best(#[case] text: &str, #[case] expected: Who) {
    assert_eq!(friends().named(text), expected, "{text}");
}

proptest! {
    #[test]
    fn whatever_is_typed_is_answered_and_highlighted_on_whole_characters(
        names in prop::collection::vec(any::<String>(), 1..6),
        query in any::<String>(),
        limit in 0_usize..8,
    ) {
        let entries = names.iter().zip(1..).map(|(name, number)| entry(number, name, &[name], name));
        let index: Index = entries.collect();
        let hits = index.find(&query, limit);
        prop_assert!(hits.len() <= limit);
        prop_assert!(hits.is_sorted_by(|better, worse| better.score >= worse.score));
        for hit in hits {
            let name = index.name(hit.id).expect("somebody in the index");
            prop_assert!(hit.ranges.iter().all(|range| name.get(range.clone()).is_some_and(|part| !part.is_empty())));
            prop_assert!(hit.ranges.is_sorted_by(|before, after| before.end < after.start));
        }
    }

    #[test]
    fn the_whole_name_is_found_first_in_any_case(
        names in prop::collection::vec("[a-zà-ý]{1,8}( [a-zà-ý]{1,8}){0,2}", 1..20),
    ) {
        let index: Index = names.iter().zip(1..).map(|(name, number)| entry(number, name, &[], "")).collect();
        for name in &names {
            let hits = index.find(&name.to_uppercase(), 1);
            let first = hits.first().and_then(|hit| index.name(hit.id)).unwrap_or_default();
            prop_assert_eq!(index.find(first, usize::MAX), index.find(name, usize::MAX));
        }
    }

    #[test]
    fn an_index_changed_one_at_a_time_is_as_one_built_at_once(
        changes in prop::collection::vec((1_u8..6, prop::option::of("[ab ]{1,4}")), 0..30),
    ) {
        let mut index = Index::default();
        let mut last = std::collections::BTreeMap::new();
        for (number, name) in changes {
            match name {
                Some(name) => {
                    index.put(entry(number, &name, &[], ""));
                    last.insert(number, name);
                }
                None => {
                    index.remove(id(number));
                    last.remove(&number);
                }
            }
        }
        let fresh: Index = last.iter().map(|(number, name)| entry(*number, name, &[], "")).collect();
        for query in ["a", "b", "ab", "ba", "a b"] {
            prop_assert_eq!(index.find(query, 9), fresh.find(query, 9));
            prop_assert_eq!(index.named(query), fresh.named(query));
        }
        prop_assert_eq!(index.len(), fresh.len());
    }
}
