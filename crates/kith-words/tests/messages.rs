//! The Fluent files and everything that uses them fit together: each id that is used exists and gets its arguments,
//! and nothing is translated that nobody reads.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use fluent_syntax::{
    ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};
use kith_core::questions;
use kith_words::Words;

/// What a message takes and refers to.
#[derive(Default, Clone, Debug)]
struct Message {
    variables: BTreeSet<String>,
    messages: BTreeSet<String>,
}

/// One place that asks for a message by a literal id.
#[derive(Debug)]
struct Use {
    place: String,
    id: String,
    /// The names of its arguments, where all of them can be read there.
    arguments: Option<BTreeSet<String>>,
}

#[test]
fn every_file_parses_and_no_id_is_there_twice() {
    let mut seen = BTreeMap::new();
    for path in files(&crate_folder().join("locales/en"), &["ftl"]) {
        let text = fs::read_to_string(&path).expect("a readable file");
        let resource = parser::parse(text.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let before = seen.insert(message.id.name.to_owned(), path.clone());
            assert!(before.is_none(), "{} is in {} and in {before:?}", message.id.name, path.display());
        }
    }
    assert!(seen.len() > 100, "the files were not found");
}

#[test]
fn every_message_that_is_used_exists() {
    let messages = messages();
    let missing = uses().into_iter().filter(|used| !messages.contains_key(&used.id));
    let missing: Vec<String> = missing.map(|used| format!("{} at {}", used.id, used.place)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
    let referred =
        messages.iter().flat_map(|(id, message)| message.messages.iter().map(move |other| (id, other)));
    let dangling: Vec<_> = referred.filter(|(_, other)| !messages.contains_key(*other)).collect();
    assert!(dangling.is_empty(), "{dangling:?}");
}

#[test]
fn every_message_is_used() {
    let messages = messages();
    let sources: String = sources().into_iter().map(|(_, text)| text).collect();
    let referred: BTreeSet<&String> = messages.values().flat_map(|message| &message.messages).collect();
    // Some ids are put together from a name: `format!("ui-unit-{name}")`, `option("ui-unit", name)`.
    let formats = sources.split('"').filter_map(|text| Some(text.split_once("-{")?.0));
    let options = sources.split("option(").filter_map(|text| Some(literal(text)?.0));
    let made: Vec<&str> = formats.chain(options).filter(|start| start.contains('-')).collect();
    let is_used = |id: &String| {
        let is_made =
            || made.iter().any(|start| id.strip_prefix(start).is_some_and(|name| name.starts_with('-')));
        referred.contains(id) || sources.contains(&format!("\"{id}\"")) || is_made()
    };
    let unused: Vec<_> = messages.keys().filter(|id| !is_used(id)).collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn every_message_is_given_the_arguments_it_names() {
    let messages = messages();
    let mut wrong = Vec::new();
    for used in uses() {
        let (Some(given), Some(_)) = (&used.arguments, messages.get(&used.id)) else { continue };
        let named = variables(&used.id, &messages);
        if *given != named {
            wrong.push(format!("{} at {} names {named:?} and is given {given:?}", used.id, used.place));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_sentence_about_a_person_knows_a_gender_or_scolds() {
    for file in [
        "cadence.ftl",
        "common.ftl",
        "communities.ftl",
        "community-pages.ftl",
        "ladder.ftl",
        "plan-pages.ftl",
        "plans.ftl",
        "questions.ftl",
        "starters.ftl",
        "support.ftl",
        "today.ftl",
        "tray.ftl",
    ] {
        let text = fs::read_to_string(crate_folder().join("locales/en").join(file)).expect("a readable file");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let words = line.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
            let bad = ["he", "she", "him", "her", "his", "hers", "overdue", "late", "streak"];
            let found: Vec<String> = words.filter(|word| bad.contains(&word.as_str())).collect();
            assert!(found.is_empty(), "{found:?} in {file}: {line}");
        }
    }
}

#[test]
fn every_question_has_words_of_its_own_and_none_is_answered_with_yes_or_is_small_talk() {
    let words = Words::new(Some("en-GB"));
    let opens = ["What", "Which", "Who", "Whom", "Whose", "When", "Where", "How"];
    let mut seen = BTreeSet::new();
    for number in questions::numbers() {
        let question = words.question(number);
        let first = question.split_whitespace().next().unwrap_or_default();
        assert!(opens.contains(&first) && question.ends_with('?'), "{number}: {question}");
        for small in ["weather", "how are you", "what’s new", "how is it going", "how was your"] {
            assert!(!question.to_lowercase().contains(small), "{number}: {question}");
        }
        assert!(seen.insert(question.clone()), "{number} again: {question}");
    }
    assert!(seen.len() >= 60);
}

/// The variables of a message and of those that it refers to.
fn variables(id: &str, messages: &BTreeMap<String, Message>) -> BTreeSet<String> {
    let Some(message) = messages.get(id) else { return BTreeSet::new() };
    let referred = message.messages.iter().flat_map(|other| variables(other, messages));
    message.variables.iter().cloned().chain(referred).collect()
}

fn messages() -> BTreeMap<String, Message> {
    let mut messages = BTreeMap::new();
    for path in files(&crate_folder().join("locales/en"), &["ftl"]) {
        let text = fs::read_to_string(path).expect("a readable file");
        let resource = parser::parse(text.as_str()).unwrap_or_else(|(resource, _)| resource);
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut found = Message::default();
            message.value.iter().for_each(|pattern| found.read(pattern));
            messages.insert(message.id.name.to_owned(), found);
        }
    }
    messages
}

impl Message {
    fn read(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { .. } => {}
                PatternElement::Placeable { expression } => self.read_expression(expression),
            }
        }
    }

    fn read_expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.read_inline(inline),
            Expression::Select { selector, variants } => {
                self.read_inline(selector);
                variants.iter().for_each(|variant| self.read(&variant.value));
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => drop(self.variables.insert(id.name.to_owned())),
            InlineExpression::MessageReference { id, .. } => drop(self.messages.insert(id.name.to_owned())),
            InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
                positional.iter().for_each(|argument| self.read_inline(argument));
            }
            InlineExpression::Placeable { expression } => self.read_expression(expression),
            InlineExpression::StringLiteral { .. }
            | InlineExpression::NumberLiteral { .. }
            | InlineExpression::TermReference { .. } => {}
        }
    }
}

/// Every `.text("…")`, `.t("…")` and `.with("…", …)` of the workspace.
fn uses() -> Vec<Use> {
    let mut uses = Vec::new();
    for (path, text) in sources() {
        for call in [".text(", ".t(", ".with("] {
            for (at, _) in text.match_indices(call) {
                let Some((id, rest)) = literal(&text[at + call.len()..]) else { continue };
                let line = text[..at].lines().count();
                let file = path.strip_prefix(crate_folder().join("../..")).unwrap_or(&path);
                let place = format!("{}:{line}", file.display());
                let arguments = if call == ".with(" { arguments(rest) } else { Some(BTreeSet::new()) };
                uses.push(Use { place, id: id.to_owned(), arguments });
            }
        }
    }
    assert!(uses.len() > 100, "the sources were not found");
    uses
}

/// The string literal that a text begins with, and what follows.
fn literal(text: &str) -> Option<(&str, &str)> {
    let (literal, rest) = text.trim_start().strip_prefix('"')?.split_once('"')?;
    let is_id = !literal.is_empty() && literal.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
    is_id.then_some((literal, rest))
}

/// The names in `, &[("name", …), mode_arg(…)])`; `None` when they are not written there.
fn arguments(text: &str) -> Option<BTreeSet<String>> {
    let list = text.trim_start().strip_prefix(',')?.trim_start().strip_prefix("&[")?;
    let mut names = BTreeSet::new();
    let mut depth = 0_i32;
    for (at, c) in list.char_indices() {
        match c {
            '(' | '[' | '{' => {
                let element = depth == 0;
                depth += 1;
                if element && c == '(' {
                    names.insert(match literal(&list[at + 1..]) {
                        Some((name, _)) => name.to_owned(),
                        // `mode_arg(…)` gives `mode`; of other calls the name cannot be read.
                        None => word_before(&list[..at]).strip_suffix("_arg")?.to_owned(),
                    });
                }
            }
            ']' if depth == 0 => return (!is_name(last_element(&list[..at]))).then_some(names),
            ')' | ']' | '}' => depth -= 1,
            // A variable stands for a pair.
            ',' if depth == 0 && is_name(last_element(&list[..at])) => return None,
            _ => {}
        }
    }
    None
}

fn last_element(list: &str) -> &str {
    list.rsplit(',').next().unwrap_or_default()
}

fn is_name(element: &str) -> bool {
    let element = element.trim();
    !element.is_empty() && element.bytes().all(|c| c.is_ascii_lowercase() || c == b'_')
}

fn word_before(text: &str) -> &str {
    let start = text.rfind(|c: char| !c.is_ascii_lowercase() && c != '_').map_or(0, |at| at + 1);
    &text[start..]
}

/// The Rust sources and templates of every room that shows words, without comments.
fn sources() -> Vec<(PathBuf, String)> {
    let workspace = crate_folder().join("../..");
    let folders = ["crates/kith-words/src", "crates/kith-cli/src", "ui/src", "ui/templates", "src-tauri/src"];
    let paths = folders.iter().flat_map(|folder| files(&workspace.join(folder), &["rs", "html"]));
    let code = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a readable file");
        let lines = text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
        (path, lines.collect::<Vec<_>>().join("\n"))
    };
    paths.map(code).collect()
}

fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, extensions));
        } else if path.extension().is_some_and(|end| extensions.iter().any(|wanted| end == *wanted)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
