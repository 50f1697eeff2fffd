//! A terminal with a book of its own, in which the real `kith` program is called.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::{path::Path, process::Command};

use serde_json::Value;
use tempfile::TempDir;

pub const NINE: &str = "2026-11-22T09:00:00[Europe/Madrid]";

/// What a call came to.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    pub fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.err);
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

/// A terminal with a book of its own, where it is nine in the morning of 22 November unless a call says otherwise.
pub struct Terminal {
    pub home: TempDir,
}

impl Terminal {
    pub fn new() -> Terminal {
        Terminal { home: tempfile::tempdir().expect("a folder") }
    }

    pub fn kith(&self, args: &[&str]) -> Said {
        self.kith_at(NINE, args)
    }

    pub fn kith_at(&self, now: &str, args: &[&str]) -> Said {
        kith(self.home.path(), &[&["--now", now], args].concat())
    }

    pub fn json(&self, args: &[&str]) -> Value {
        self.kith(&[&["--json"], args].concat()).json()
    }

    pub fn add(&self, name: &str, every: &str, mode: &str) {
        self.json(&["people", "add", name]);
        self.json(&["cadence", "add", name, "--every", every, "--mode", mode]);
    }

    pub fn due_at(&self, now: &str) -> Vec<String> {
        let due = self.kith_at(now, &["--json", "due"]).json();
        due.as_array().expect("an array").iter().map(|ask| text(&ask["person"]["name"])).collect()
    }

    pub fn due(&self) -> Vec<String> {
        self.due_at(NINE)
    }
}

pub fn kith(home: &Path, args: &[&str]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_kith"))
        .env_clear()
        .arg("--home")
        .arg(home)
        .args(args)
        .output()
        .expect("kith runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Said { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

/// A refusal is one sentence or two on standard error, and nothing on standard output.
pub fn assert_refused(said: &Said, code: i32, about: &str) {
    assert_eq!((said.code, said.out.as_str()), (code, ""), "{said:?}");
    assert!(said.err.contains(about), "“{about}” is not in: {}", said.err);
    if code == 1 {
        assert_eq!(said.err.trim_end().lines().count(), 1, "{}", said.err);
    }
}
