//! A terminal with a book of its own, in which the real `kith` program is called.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
};

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
    /// The code, standard output, standard error.
    pub fn parts(self) -> (i32, String, String) {
        (self.code, self.out, self.err)
    }

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

/// The program with these arguments, over pipes and without the environment of whoever runs the tests.
pub fn command(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kith"));
    command.env_clear().arg("--home").arg(home).args(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What it comes to when it is given nothing to read.
pub fn kith(home: &Path, args: &[&str]) -> Said {
    given(command(home, args), &[])
}

/// What it comes to when it is given these lines.
pub fn given(mut command: Command, lines: &[&str]) -> Said {
    let mut running = command.spawn().expect("kith runs");
    let mut stdin = running.stdin.take().expect("a pipe");
    // Who refuses before it reads closes the pipe.
    lines.iter().for_each(|line| drop(writeln!(stdin, "{line}")));
    drop(stdin);
    said(running)
}

/// Puts a lock on (`--json lock on`), typing back what `back` makes of the words that were shown; those words too.
pub fn locked_by(
    mut command: Command,
    passphrase: &str,
    back: impl FnOnce(&[String]) -> String,
) -> (Said, Vec<String>) {
    let mut running = command.spawn().expect("kith runs");
    let mut stdin = running.stdin.take().expect("a pipe");
    writeln!(stdin, "{passphrase}").expect("written");
    let mut shown = String::new();
    BufReader::new(running.stdout.as_mut().expect("a pipe")).read_line(&mut shown).expect("the words");
    let shown: Value = serde_json::from_str(&shown).expect("JSON");
    let words: Vec<String> = serde_json::from_value(shown["phrase"].clone()).expect("words");
    writeln!(stdin, "{}", back(&words)).expect("written");
    drop(stdin);
    (said(running), words)
}

fn said(running: Child) -> Said {
    let output = running.wait_with_output().expect("kith ends");
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
