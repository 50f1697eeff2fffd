//! `kith lock` through the real program: what is secret goes in by standard input, never by an argument.

mod common;

use std::{path::Path, sync::Arc};

use chrono_tz::Tz;
use common::{NINE, command, given, locked_by};
use kith_app::{App, StillClock, parse_moment};
use kith_cli::{Secret, socket};
use serde_json::Value;
use tempfile::TempDir;

const PASSPHRASE: &str = " four words and spaces ";

/// What a call came to that was given these lines: the code, standard output, standard error.
fn kith(home: &Path, args: &[&str], lines: &[&str]) -> (i32, String, String) {
    given(command(home, &[&["--now", NINE], args].concat()), lines).parts()
}

fn state(home: &Path) -> Value {
    let (code, out, err) = kith(home, &["--json", "lock", "status"], &[]);
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).expect("JSON")
}

/// Puts a lock on, typing back what `back` makes of the words that were shown.
fn put_on(home: &Path, back: impl FnOnce(&[String]) -> String) -> (i32, Vec<String>, String) {
    let (said, words) = locked_by(command(home, &["--json", "lock", "on"]), PASSPHRASE, back);
    (said.code, words, said.err)
}

fn book() -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    assert_eq!(kith(home.path(), &["people", "add", "Ana Ruiz"], &[]).0, 0);
    home
}

/// A locked book, and its recovery phrase.
fn locked() -> (TempDir, String) {
    let home = book();
    let (code, words, err) = put_on(home.path(), |words| words.join(" "));
    assert_eq!((code, words.len()), (0, 12), "{err}");
    (home, words.join(" "))
}

#[test]
fn a_locked_book_is_refused_without_the_passphrase_and_read_with_it() {
    let (home, phrase) = locked();
    let home = home.path();
    assert_eq!(state(home), serde_json::json!({"lock": "closed", "keyring": false}));
    let (code, out, err) = kith(home, &["people", "list"], &[]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.starts_with("The book is locked.") && !err.contains("Ana"), "{err}");
    for opens in [PASSPHRASE, &phrase] {
        let (code, out, err) = kith(home, &["people", "list", "--passphrase-stdin"], &[opens]);
        assert!(code == 0 && out.contains("Ana Ruiz"), "{err}");
    }
    let (code, out, err) = kith(home, &["people", "list", "--passphrase-stdin"], &[PASSPHRASE.trim()]);
    assert_eq!((code, out.as_str()), (1, ""), "each space of a passphrase counts");
    assert!(err.starts_with("That is not the passphrase"), "{err}");
}

#[test]
fn a_lock_is_not_put_on_before_its_words_were_typed_back() {
    let home = book();
    let other = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    let (code, _, err) = put_on(home.path(), |_| other.to_owned());
    assert!(code == 1 && err.contains("not that of this book"), "{err}");
    assert_eq!(state(home.path()), serde_json::json!({"lock": "off"}));
    assert!(kith(home.path(), &["people", "list"], &[]).1.contains("Ana Ruiz"));
    let (code, _, err) = kith(home.path(), &["lock", "on"], &["short"]);
    assert!(code == 1 && err.contains("at least 8"), "{err}");
    let (code, _, err) = kith(home.path(), &["lock", "on"], &["four words and spaces"]);
    assert!(code == 1 && err.contains("were not typed back"), "{err}");
    assert_eq!(state(home.path()), serde_json::json!({"lock": "off"}));
}

#[test]
fn the_passphrase_is_changed_and_the_lock_taken_off() {
    let (home, phrase) = locked();
    let home = home.path();
    let (code, _, err) = kith(home, &["lock", "passphrase"], &["not the passphrase", "another one 2"]);
    assert!(code == 1 && err.starts_with("That is not the passphrase"), "{err}");
    assert_eq!(kith(home, &["lock", "passphrase"], &[&phrase, "another one 2"]).0, 0);
    assert_eq!(kith(home, &["lock", "open"], &[PASSPHRASE]).0, 1, "the old one opens nothing");
    assert_eq!(kith(home, &["lock", "off"], &[PASSPHRASE]).0, 1);
    assert_eq!(kith(home, &["lock", "off"], &["another one 2"]).0, 0);
    assert_eq!(state(home), serde_json::json!({"lock": "off"}));
    assert!(kith(home, &["people", "list"], &[]).1.contains("Ana Ruiz"));
    let (code, _, err) = kith(home, &["lock", "now"], &[]);
    assert!(code == 1 && err.starts_with("This book has no lock"), "{err}");
}

#[test]
fn a_kith_that_is_running_is_locked_and_opened_over_its_socket() {
    let (home, _) = locked();
    let home = home.path();
    let clock = Arc::new(StillClock::new(parse_moment(NINE, Tz::UTC).expect("a moment")));
    let app = App::open(home, clock).expect("a book");
    socket::serve(app.clone()).expect("a socket");
    assert!(app.is_locked());
    let (code, out, err) = kith(home, &["people", "list"], &[]);
    assert!(code == 1 && out.is_empty() && err.starts_with("Kith is locked."), "{err}");
    assert_eq!(kith(home, &["lock", "open"], &["not the passphrase"]).0, 1);
    assert_eq!(kith(home, &["lock", "open"], &[PASSPHRASE]).0, 0);
    assert!(kith(home, &["people", "list"], &[]).1.contains("Ana Ruiz"));
    assert_eq!(kith(home, &["lock", "now"], &[]).0, 0);
    assert!(app.is_locked() && state(home)["lock"] == "closed");
}

#[test]
fn what_is_secret_is_no_argument_and_is_not_printed() {
    let home = book();
    let (code, _, _) = kith(home.path(), &["lock", "off", PASSPHRASE], &[]);
    assert_eq!(code, 2, "there is no place for it among the arguments");
    assert!(!format!("{:?}", Secret::new([PASSPHRASE.to_owned()])).contains("words"));
}
