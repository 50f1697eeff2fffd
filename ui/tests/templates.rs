//! That escaping stays on, everywhere: read from the sources themselves.

use std::{fs, path::Path};

fn files(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = format!("{folder}/{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            found.extend(files(&name));
        } else {
            found.push((name, fs::read_to_string(path).expect("a text")));
        }
    }
    found
}

#[test]
fn no_template_switches_escaping_off() {
    let templates = files("templates");
    assert!(templates.len() > 5);
    for (name, text) in templates {
        let joined: String = text.split_whitespace().collect();
        for off in ["|safe", "|escape(", "|e(", "{%filter", "autoescape"] {
            assert!(!joined.contains(off), "{name} has {off}");
        }
        assert!(name.ends_with(".html"), "{name}: askama escapes by the ending of the name");
    }
}

#[test]
fn no_template_has_a_script_a_style_or_a_handler_of_its_own() {
    for (name, text) in files("templates") {
        let lower = text.to_lowercase();
        for inline in
            ["<style", " style=", " onclick", " onload", " onerror", "javascript:", "http://", "https://"]
        {
            assert!(!lower.contains(inline), "{name} has {inline}");
        }
        assert_eq!(lower.matches("<script").count(), usize::from(name == "templates/layout.html"), "{name}");
    }
}

#[test]
fn the_script_builds_nothing_from_text() {
    for (name, text) in files("static").into_iter().filter(|(name, _)| name.ends_with(".js")) {
        for unsafe_way in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "setInterval",
        ] {
            assert!(!text.contains(unsafe_way), "{name} has {unsafe_way}");
        }
    }
}

#[test]
fn nothing_in_the_style_comes_from_elsewhere_or_never_ends() {
    for (name, text) in files("static").into_iter().filter(|(name, _)| name.ends_with(".css")) {
        for unwanted in ["url(", "@import", "infinite"] {
            assert!(!text.contains(unwanted), "{name} has {unwanted}");
        }
    }
}

/// What a template says by itself: the text between its tags and in the attributes that are read out, without what
/// askama puts there.
fn said_by_itself(template: &str) -> Vec<String> {
    let mut plain = template.to_owned();
    for (open, close) in [("{#", "#}"), ("{%", "%}"), ("{{", "}}"), ("<!--", "-->")] {
        while let Some(from) = plain.find(open) {
            let to = plain[from..].find(close).map_or(plain.len(), |to| from + to + close.len());
            plain.replace_range(from..to, "");
        }
    }
    let mut said: Vec<String> = Vec::new();
    for (index, part) in plain.split('<').enumerate() {
        let (tag, text) = if index == 0 { ("", part) } else { part.split_once('>').unwrap_or((part, "")) };
        for attribute in ["aria-label=\"", "placeholder=\"", "title=\"", "alt=\"", "data-busy=\""] {
            let value = tag.split_once(attribute).and_then(|(_, rest)| rest.split_once('"'));
            said.extend(value.map(|(value, _)| value.trim().to_owned()));
        }
        said.push(text.trim().to_owned());
    }
    said.retain(|text| text.chars().any(char::is_alphabetic));
    said
}

#[test]
fn every_text_shown_is_in_the_message_files() {
    let templates = files("templates").into_iter();
    let said: Vec<(String, Vec<String>)> = templates
        .map(|(name, text)| (name, said_by_itself(&text)))
        .map(|(name, said)| (name, said.into_iter().filter(|text| !is_a_name(text)).collect::<Vec<_>>()))
        .filter(|(_, said)| !said.is_empty())
        .collect();
    assert!(said.is_empty(), "{said:#?}");
    assert_eq!(
        said_by_itself(r#"<p title="Now">{{ x }} and <b>{% if y %}z{% endif %}</b></p>"#),
        ["Now", "and", "z"]
    );
}

/// Whether it is called so in every language: Kith itself, what stands on a key, and codes that programs agreed on.
fn is_a_name(text: &str) -> bool {
    let keys = ["Ctrl", "Alt", "Shift L", "Esc"];
    let codes = ["FREQ=MONTHLY;BYDAY=2TU", "Europe/Madrid", "en-GB", "MIT OR Apache-2.0"];
    let is_one = ["Kith", "· Kith"].iter().chain(&keys).chain(&codes).any(|name| *name == text);
    is_one || text.chars().count() == 1
}
