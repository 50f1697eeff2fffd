//! Decides which lines of a card have to be kept beside the fields: those that the fields would not give back.
//! Too few, and a card loses what Kith does not understand; too many, and every number is stored twice.

use std::collections::{HashMap, hash_map::Entry};

use super::field::{Field, Fields};
use super::line::Line;

/// The lines of each group, by its name.
type Groups = HashMap<String, Vec<usize>>;

/// The lines to keep of a card that gave a person this name, in the order in which they will be written.
pub(super) fn kept(name: &str, lines: &[Line], read: &Fields) -> Vec<String> {
    let groups = groups(lines, read);
    let given_back = given_back(name, lines, read, &groups);
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
            let field = &read.fields[*index];
            *field != Field::Empty && !is_merged(field, read) && !is_given_back(*index)
        })
        .collect();
    kept.sort_by_key(|index| read.fields[*index].rank());
    kept.into_iter().map(|index| lines[index].text().to_owned()).collect()
}

/// For each line whether its field alone gives it back, its group apart.
fn given_back(name: &str, lines: &[Line], read: &Fields, groups: &Groups) -> Vec<bool> {
    let parts_differ =
        read.fields.iter().any(|field| matches!(field, Field::NameParts(parts) if parts != name));
    // What is said twice, and the one way in which it is said: by which line, in a group with which others. None when
    // there are two ways.
    let mut ways: HashMap<&Field, Option<Vec<&str>>> = HashMap::new();
    // Only where a card has several of a kind can two lines say the same.
    for (index, field) in read.fields.iter().enumerate().filter(|(_, field)| read.has_another(field)) {
        let group = lines[index].group().and_then(|group| groups.get(&group)).map_or(&[][..], Vec::as_slice);
        let others = group.iter().filter(|other| **other != index);
        let way = std::iter::once(&index).chain(others).map(|at| lines[*at].without_group()).collect();
        match ways.entry(field) {
            Entry::Vacant(first) => drop(first.insert(Some(way))),
            Entry::Occupied(mut known) if known.get().as_ref() != Some(&way) => drop(known.insert(None)),
            Entry::Occupied(_) => {}
        }
    }
    let one_way = |field: &Field| !read.has_another(field) || ways.get(field).is_some_and(Option::is_some);
    let given_back = |(field, line): (&Field, &Line)| match field {
        // FN is kept beside an N of another name: while it stands, the two belong together.
        Field::Name(_) if parts_differ => false,
        field if field.is_single() && read.has_another(field) => false,
        Field::NameParts(_) => Field::NameParts(name.to_owned()).gives_back(line),
        Field::Label(_) => false,
        // Of two lines that say the same in two ways, one kept and one not, nobody could tell which came first.
        Field::Categories(_) | Field::Empty | Field::Other => false,
        field => one_way(field) && field.gives_back(line),
    };
    read.fields.iter().zip(lines).map(given_back).collect()
}

/// Whether it becomes one field with others: several NOTEs or NICKNAMEs of a card. No line stands for a part of that.
fn is_merged(field: &Field, read: &Fields) -> bool {
    matches!(field, Field::Note(_) | Field::Nicknames(_)) && read.has_another(field)
}

/// The lines of each group, as far as they are there to be kept.
fn groups(lines: &[Line], read: &Fields) -> Groups {
    let mut groups = Groups::new();
    for (index, (line, field)) in lines.iter().zip(&read.fields).enumerate() {
        if let Some(group) = line.group().filter(|_| *field != Field::Empty && !is_merged(field, read)) {
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
