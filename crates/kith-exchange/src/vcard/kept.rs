//! Decides which lines of a card have to be kept beside the fields: those that the fields would not give back.
//! Too few, and a card loses what Kith does not understand; too many, and every number is stored twice.

use std::collections::{HashMap, HashSet};
use std::mem::discriminant;

use super::field::{Field, Fields, RANKS};
use super::line::Line;

/// The lines to keep of a card that gave a person this name, in the order in which they will be written.
pub(super) fn kept(name: &str, lines: &[Line], read: &Fields) -> Vec<String> {
    let given_back = given_back(name, lines, read);
    let merged = merged(&read.fields);
    let groups = groups(lines, &read.fields, &merged);
    let is_given_back = |index: usize| match lines[index].group().and_then(|group| groups.get(&group)) {
        None => given_back[index],
        // A group is kept whole or not at all. A label is given back with what it labels.
        Some(group) => match group[..] {
            [only] => given_back[only],
            [a, b] => {
                labels(lines, &read.fields, &given_back, a, b)
                    || labels(lines, &read.fields, &given_back, b, a)
            }
            _ => false,
        },
    };
    let mut kept: Vec<usize> = (0..lines.len())
        .filter(|index| {
            read.fields[*index] != Field::Empty && !merged.contains(index) && !is_given_back(*index)
        })
        .collect();
    kept.sort_by_key(|index| read.fields[*index].rank());
    kept.into_iter().map(|index| lines[index].text().to_owned()).collect()
}

/// For each line whether its field alone gives it back, its group apart.
fn given_back(name: &str, lines: &[Line], read: &Fields) -> Vec<bool> {
    let parts_differ =
        read.fields.iter().any(|field| matches!(field, Field::NameParts(parts) if parts != name));
    // Only where a card has several of a kind can two lines say the same.
    let mut kinds = [0; RANKS];
    for field in &read.fields {
        kinds[field.rank()] += 1;
    }
    let may_be_said_twice = |field: &Field| kinds[field.rank()] > 1;
    let saying = |field: &Field| may_be_said_twice(field).then(|| field.saying());
    let sayings: Vec<Option<String>> = read.fields.iter().map(saying).collect();
    let mut ways: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (saying, line) in sayings.iter().zip(lines) {
        if let Some(saying) = saying {
            ways.entry(saying).or_default().insert(line.text());
        }
    }
    let one_way = |saying: &Option<String>| {
        saying.as_ref().is_none_or(|saying| ways.get(saying.as_str()).is_some_and(|ways| ways.len() == 1))
    };
    let given_back = |((field, line), saying): ((&Field, &Line), &Option<String>)| match field {
        // FN is kept beside an N of another name: while it stands, the two belong together.
        Field::Name(_) if parts_differ => false,
        field if read.repeated.contains(&discriminant(field)) => false,
        Field::NameParts(_) => Field::NameParts(name.to_owned()).gives_back(line),
        Field::Label(_) => false,
        // Of two lines that say the same in two ways, one kept and one not, nobody could tell which came first.
        Field::Categories(_) | Field::Empty | Field::Other => false,
        field => one_way(saying) && field.gives_back(line),
    };
    read.fields.iter().zip(lines).zip(&sayings).map(given_back).collect()
}

/// Several NOTEs or NICKNAMEs of a card become one field, and no line stands for a part of it.
fn merged(fields: &[Field]) -> HashSet<usize> {
    let several = |is: fn(&Field) -> bool| {
        let found: Vec<usize> = (0..fields.len()).filter(|index| is(&fields[*index])).collect();
        if found.len() > 1 { found } else { Vec::new() }
    };
    let notes = several(|field| matches!(field, Field::Note(_)));
    let nicknames = several(|field| matches!(field, Field::Nicknames(_)));
    notes.into_iter().chain(nicknames).collect()
}

/// The lines of each group, as far as they are there to be kept.
fn groups(lines: &[Line], fields: &[Field], merged: &HashSet<usize>) -> HashMap<String, Vec<usize>> {
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(group) =
            line.group().filter(|_| fields[index] != Field::Empty && !merged.contains(&index))
        {
            groups.entry(group).or_default().push(index);
        }
    }
    groups
}

/// Whether one line is nothing but the label of the other, and both will be given back.
fn labels(lines: &[Line], fields: &[Field], given_back: &[bool], label: usize, other: usize) -> bool {
    let Field::Label(name) = &fields[label] else { return false };
    fields[other].group_label() == Some(name) && given_back[other] && fields[label].gives_back(&lines[label])
}
