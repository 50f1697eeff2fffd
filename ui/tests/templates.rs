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
