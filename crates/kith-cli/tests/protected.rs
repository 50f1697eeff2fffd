//! Protected backups, and those of locked books, through the real `kith` program. What is secret goes in by standard
//! input, never by an argument, and never comes to lie anywhere in the clear.

mod common;

use std::{fs, path::Path, process::Command, sync::Arc};

use common::{NINE, command, given, locked_by};
use kith_app::{App, StillClock, parse_moment};
use kith_cli::socket;
use serde_json::Value;
use tempfile::TempDir;

const PASSPHRASE: &str = " a quay at six ";
const OF_BOOK: &str = "four words and spaces";
const RECIPIENT: &str = "age1cj0uqsmxdkqzn5xcug90rex8f2tvcc8wpsp0j48jpp6wjd63kvgsugmngg";
const KEY_FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../kith-key/tests/golden/age-key.txt");

/// A home with a folder for what is put aside for a while.
struct Place(TempDir);

impl Place {
    fn new(people: &[&str]) -> Place {
        let place = Place(tempfile::tempdir().expect("a folder"));
        fs::create_dir(place.path("tmp")).expect("a folder");
        for name in people {
            assert_eq!(place.kith(&["people", "add", name], &[]).0, 0);
        }
        place
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().expect("a path").to_owned()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = command(Path::new(&self.path("home")), &[&["--now", NINE], args].concat());
        command.env("TMPDIR", self.path("tmp")).current_dir(self.0.path());
        command
    }

    /// What a call came to that was given these lines: the code, standard output, standard error.
    fn kith(&self, args: &[&str], lines: &[&str]) -> (i32, String, String) {
        given(self.command(args), lines).parts()
    }

    /// Puts a lock on; gives its recovery phrase.
    fn lock(&self) -> String {
        let (said, words) =
            locked_by(self.command(&["--json", "lock", "on"]), OF_BOOK, |words| words.join(" "));
        assert_eq!(said.code, 0, "{}", said.err);
        words.join(" ")
    }

    fn people(&self) -> String {
        self.kith(&["people", "list"], &[]).1
    }
}

/// The files below a folder in which the text is found.
fn telling(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            found.extend(telling(&path, text));
        } else if fs::read(&path).expect("a file").windows(text.len()).any(|window| window == text.as_bytes())
        {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn a_backup_under_a_passphrase_is_restored_with_it_and_refused_without() {
    let old = Place::new(&["Ana Ruiz"]);
    let file = old.path("mine.jsonl.gz.age");
    let (code, _, err) = old.kith(&["backup", &file, "--passphrase"], &["short"]);
    assert!(code == 1 && err.contains("at least 8") && !Path::new(&file).exists(), "{err}");
    let (code, out, err) = old.kith(&["backup", &file, "--passphrase"], &[PASSPHRASE]);
    assert!(
        code == 0 && out.ends_with("It opens with its passphrase only, which Kith keeps nowhere.\n"),
        "{out}{err}"
    );

    let new = Place::new(&["Zoe Poe"]);
    let (code, out, err) = new.kith(&["restore", &file, "--yes"], &[PASSPHRASE]);
    assert_eq!((code, out.as_str()), (1, ""), "standard input is not read unasked");
    assert!(
        err.starts_with("This backup is protected with a passphrase") && err.contains("--passphrase-stdin"),
        "{err}"
    );
    let restore = ["--json", "restore", &file, "--yes", "--passphrase-stdin"];
    let (code, _, err) = new.kith(&restore, &[PASSPHRASE.trim()]);
    assert!(code == 1 && err.starts_with("That is not the passphrase of this backup."), "{err}");
    assert!(new.people().contains("Zoe Poe"));
    let (code, out, err) = new.kith(&restore, &[PASSPHRASE]);
    let done: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    assert_eq!((code, &done["done"], &done["people"]["added"]), (0, &true.into(), &1.into()));
    assert!(new.people().contains("Ana Ruiz"));
}

#[test]
fn a_backup_for_a_key_is_restored_with_the_file_of_its_secret_half() {
    let old = Place::new(&["Ana Ruiz"]);
    let (code, _, err) = old.kith(&["backup", "mine.age", "--recipient", "ana@example.org"], &[]);
    assert!(code == 1 && err.starts_with("This is no public key of age"), "{err}");
    assert_eq!(old.kith(&["backup", "mine.age", "--recipient", RECIPIENT], &[]).0, 0);
    let new = Place::new(&[]);
    let file = old.path("mine.age");
    let (code, _, err) = new.kith(&["restore", &file, "--yes"], &[]);
    assert!(code == 1 && err.contains("Say --identity"), "{err}");
    let (code, _, err) = new.kith(&["restore", &file, "--yes", "--identity", KEY_FILE], &[]);
    assert!(code == 0 && new.people().contains("Ana Ruiz"), "{err}");
}

#[test]
fn the_sealed_backup_of_a_lost_book_comes_back_by_passphrase_and_by_recovery_phrase() {
    let old = Place::new(&["Ana Ruiz"]);
    let phrase = old.lock();
    let file = old.path("mine.jsonl.gz");
    let (code, out, err) = old.kith(&["backup", &file, "--passphrase-stdin"], &[OF_BOOK]);
    assert!(code == 0 && out.contains("It is sealed like the book"), "{out}{err}");
    for opens in [OF_BOOK, &phrase] {
        let new = Place::new(&["Zoe Poe"]);
        let (code, _, err) =
            new.kith(&["restore", &file, "--yes", "--passphrase-stdin"], &["not the passphrase"]);
        assert!(
            code == 1 && err.starts_with("That is not the passphrase of the book this backup is of."),
            "{err}"
        );
        assert!(new.people().contains("Zoe Poe"));
        let (code, out, err) = new.kith(&["restore", &file, "--yes", "--passphrase-stdin"], &[opens]);
        assert!(code == 0 && new.people().contains("Ana Ruiz"), "{err}");
        assert!(out.contains("That book was locked, and this one has no lock"), "{out}");
    }
    let same = old.kith(&["restore", &file, "--yes", "--passphrase-stdin"], &[OF_BOOK]);
    assert!(same.0 == 0 && !same.1.contains("has no lock"), "{same:?}");
}

#[test]
fn of_a_locked_book_and_its_protected_backup_nothing_can_be_read_anywhere() {
    let old = Place::new(&["Ana Ruiz"]);
    old.lock();
    let (code, _, err) =
        old.kith(&["backup", "mine.age", "--passphrase", "--passphrase-stdin"], &[OF_BOOK, PASSPHRASE]);
    assert_eq!(code, 0, "{err}");
    let (code, _, err) =
        old.kith(&["restore", "mine.age", "--dry-run", "--passphrase-stdin"], &[OF_BOOK, PASSPHRASE]);
    assert_eq!(code, 0, "{err}");
    for secret in ["Ana Ruiz", OF_BOOK, PASSPHRASE.trim()] {
        assert_eq!(telling(old.0.path(), secret), [""; 0]);
    }
    // A plain export shows that the search would find it.
    assert_eq!(
        old.kith(&["export", "all.jsonl", "--format", "jsonl", "--passphrase-stdin"], &[OF_BOOK]).0,
        0
    );
    assert_eq!(telling(old.0.path(), "Ana Ruiz"), [old.path("all.jsonl")]);
}

#[test]
fn a_kith_that_is_running_is_told_the_passphrase_over_its_socket() {
    let old = Place::new(&["Ana Ruiz"]);
    let clock = Arc::new(StillClock::new(parse_moment(NINE, chrono_tz::Tz::UTC).expect("a moment")));
    let app = App::open(Path::new(&old.path("home")), clock).expect("a book");
    socket::serve(app.clone()).expect("a socket");
    let (code, _, err) = old.kith(&["backup", "mine.age", "--passphrase"], &[PASSPHRASE]);
    assert_eq!(code, 0, "{err}");
    app.add_person("Zoe Poe", |_| {}).expect("a person");
    let (code, out, err) = old.kith(&["restore", "mine.age", "--yes", "--passphrase-stdin"], &[PASSPHRASE]);
    assert!(code == 0 && out.contains("Out of the book: Zoe Poe"), "{out}{err}");
    assert!(!old.people().contains("Zoe Poe"));
}

#[test]
fn a_passphrase_has_no_place_among_the_arguments() {
    let old = Place::new(&[]);
    for args in [
        &["backup", "mine.age", "--passphrase", PASSPHRASE][..],
        &["backup", "--passphrase"],
        &["backup", "mine.age", "--passphrase", "--recipient", RECIPIENT],
        &["restore", "mine.age", "--passphrase", PASSPHRASE],
    ] {
        assert_eq!(old.kith(args, &[]).0, 2, "{args:?}");
    }
}
