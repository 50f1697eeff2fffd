//! The vCard lines of two people as those of one: joined, no group mixed with another, nothing twice that a card may
//! have only once.

use std::collections::{BTreeMap, BTreeSet};

/// What the lines begin with in which a merged person keeps what gave way.
const ALSO: &str = "X-KITH-ALSO-";

/// What a card has at most once (RFC 6350, section 6), as far as Kith has no field for it.
const ONCE: [&str; 5] = ["N", "GENDER", "KIND", "PRODID", "REV"];

/// A line that keeps `value`, escaped as text (RFC 6350, section 3.4).
pub(super) fn line_of(name: &str, value: &str) -> String {
    let mut line = format!("{ALSO}{name}:");
    for letter in value.chars() {
        match letter {
            '\\' | ',' | ';' => line.extend(['\\', letter]),
            '\n' => line.push_str("\\n"),
            '\r' => {}
            letter => line.push(letter),
        }
    }
    line
}

/// The value that a line of this name keeps.
pub(super) fn value_in(name: &str, line: &str) -> Option<String> {
    let value = line.strip_prefix(ALSO)?.strip_prefix(name)?.strip_prefix(':')?;
    let mut plain = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next()? {
                'n' | 'N' => plain.push('\n'),
                escaped => plain.push(escaped),
            },
            letter => plain.push(letter),
        }
    }
    Some(plain)
}

/// The lines of both. `renamed`: the name of the other stands, and so does its N.
pub(super) fn joined_lines(kept: &[String], other: &[String], renamed: bool) -> Vec<String> {
    let mut lines: Vec<String> = match renamed && other.iter().any(|line| property(line) == "N") {
        true => kept
            .iter()
            .map(|line| if property(line) == "N" { set_aside(line) } else { line.clone() })
            .collect(),
        false => kept.to_vec(),
    };
    let new_names = renamed_groups(&groups(&lines), other);
    for line in other {
        let line =
            match group(line).and_then(|group| Some((group, new_names.get(&group.to_ascii_lowercase())?))) {
                None => line.clone(),
                Some((_, None)) => continue,
                Some((group, Some(name))) => format!("{name}{}", &line[group.len()..]),
            };
        let once = ONCE.contains(&property(&line).to_ascii_uppercase().as_str());
        let is_taken =
            |line: &String| lines.iter().any(|known| property(known).eq_ignore_ascii_case(property(line)));
        let line = if once && !lines.contains(&line) && is_taken(&line) { set_aside(&line) } else { line };
        if group(&line).is_some() || !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// The line under a name under which it says nothing of the person that stands.
fn set_aside(line: &str) -> String {
    format!("{ALSO}{}", &line[group(line).map_or(0, |group| group.len() + 1)..])
}

/// What a line is called, without its group.
fn property(line: &str) -> &str {
    let head = &line[..line.find([':', ';']).unwrap_or(line.len())];
    head.rsplit('.').next().unwrap_or(head)
}

fn group(line: &str) -> Option<&str> {
    let head = &line[..line.find([':', ';']).unwrap_or(line.len())];
    head.rsplit_once('.').map(|(group, _)| group)
}

/// The lines of each group, without it.
fn groups(lines: &[String]) -> BTreeMap<String, BTreeSet<String>> {
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in lines {
        if let Some(group) = group(line) {
            groups.entry(group.to_ascii_lowercase()).or_default().insert(line[group.len()..].to_owned());
        }
    }
    groups
}

/// What each group of the other is called beside the kept ones; `None` when all of its lines are there already.
fn renamed_groups(
    kept: &BTreeMap<String, BTreeSet<String>>,
    other: &[String],
) -> BTreeMap<String, Option<String>> {
    let others = groups(other);
    let mut taken: BTreeSet<String> = kept.keys().chain(others.keys()).cloned().collect();
    let mut names = BTreeMap::new();
    for (group, lines) in &others {
        let is_there = kept.values().any(|known| known.is_superset(lines));
        let name = match (is_there, kept.contains_key(group)) {
            (true, _) => None,
            (false, false) => Some(group.clone()),
            (false, true) => {
                let free =
                    (2_u32..).map(|count| format!("{group}-{count}")).find(|name| taken.insert(name.clone()));
                Some(free.unwrap_or_else(|| group.clone()))
            }
        };
        names.insert(group.clone(), name);
    }
    names
}
