//! Backups through the real `kith` program.

mod common;

use std::{fs, path::Path};

use common::NINE;
use serde_json::Value;
use tempfile::TempDir;

/// What a call came to: the code, standard output, standard error.
fn kith(home: &Path, args: &[&str]) -> (i32, String, String) {
    common::kith(home, &[&["--now", NINE], args].concat()).parts()
}

fn json(home: &Path, args: &[&str]) -> Value {
    let (_, out, err) = kith(home, &[&["--json"], args].concat());
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"))
}

fn names(home: &Path) -> Vec<String> {
    let people = json(home, &["people", "list"]);
    let names = people.as_array().expect("a list").iter();
    names.map(|person| person["name"].as_str().unwrap_or_default().to_owned()).collect()
}

fn book(people: &[&str]) -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    for name in people {
        assert_eq!(kith(home.path(), &["people", "add", name]).0, 0);
    }
    home
}

#[test]
fn a_backup_is_restored_on_a_new_machine_and_taken_back_with_undo() {
    let old = book(&["Ana Ruiz", "Luis Gil"]);
    let file = old.path().join("mine.jsonl.gz");
    let file = file.to_str().expect("a path");
    let made = json(old.path(), &["backup", file]);
    assert_eq!((&made["counts"]["people"], &made["file"]), (&2.into(), &file.into()));
    let (code, _, err) = kith(old.path(), &["backup", file]);
    assert!(code == 1 && err.contains("is there already"), "{err}");

    let new = book(&["Zoe Poe"]);
    let (code, out, err) = kith(new.path(), &["restore", file]);
    assert_eq!((code, err.as_str()), (1, ""), "nothing is restored without a word");
    // How a day is written is the system's, which not every system says by its environment.
    let (first, changes) = out.split_once('\n').expect("lines");
    assert!(first.starts_with("The backup of ") && first.ends_with(" has 2 people, 0 check-ins."), "{first}");
    assert_eq!(
        changes,
        "Back in the book: Ana Ruiz and Luis Gil\n\
         Out of the book: Zoe Poe\n\
         Nothing was changed yet. Say --yes to restore.\n"
    );
    assert_eq!(kith(new.path(), &["restore", file, "--dry-run"]).0, 0);
    assert_eq!(names(new.path()), ["Zoe Poe"]);
    let done = json(new.path(), &["restore", file, "--yes"]);
    assert_eq!((&done["done"], &done["people"]["added"]), (&true.into(), &2.into()));
    assert_eq!(names(new.path()), ["Ana Ruiz", "Luis Gil"]);
    // What was there before is in a backup of its own.
    let kept =
        fs::read_dir(new.path().join("snapshots")).expect("snapshots").next().expect("one").expect("one");
    let kept = kept.path();
    assert_eq!(kith(new.path(), &["restore", kept.to_str().expect("a path"), "--yes"]).0, 0);
    assert_eq!(names(new.path()), ["Zoe Poe"]);
}

#[test]
fn an_export_of_everything_is_a_backup_without_compression() {
    let home = book(&["Ana Ruiz"]);
    let (code, out, _) = kith(home.path(), &["export", "--format", "jsonl"]);
    assert_eq!(code, 0);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines[0]["kith"], "book");
    assert_eq!(lines[1]["data"]["name"], "Ana Ruiz");
    assert_eq!(lines[2]["end"]["people"], 1);
    let file = home.path().join("all.jsonl");
    fs::write(&file, &out).expect("written");
    let other = book(&[]);
    assert_eq!(kith(other.path(), &["restore", file.to_str().expect("a path"), "--yes"]).0, 0);
    assert_eq!(names(other.path()), ["Ana Ruiz"]);
}

#[test]
fn a_check_says_that_all_is_in_order_and_else_what_is_not_and_mends_it() {
    let home = book(&["Ana Ruiz", "Luis Gil"]);
    kith(home.path(), &["backup"]);
    let (code, out, _) = kith(home.path(), &["check"]);
    assert_eq!(code, 0);
    assert_eq!(out, "Everything is in order: 2 changes in the journal, one backup, 2 people, 0 check-ins.\n");
    let snapshot =
        fs::read_dir(home.path().join("snapshots")).expect("snapshots").next().expect("one").expect("one");
    fs::write(snapshot.path(), "nothing").expect("written");
    let (code, out, _) = kith(home.path(), &["check"]);
    assert_eq!(code, 1);
    assert!(out.contains("cannot be used: it is no backup of Kith."), "{out}");
    assert_eq!(json(home.path(), &["check"])["problems"][0]["what"], "snapshot");
}

#[test]
fn what_lies_in_the_place_of_a_backup_and_is_no_file_is_refused_and_put_aside() {
    let home = book(&["Ana Ruiz"]);
    let folder = home.path().join("snapshots/20261122T080000Z.jsonl.gz");
    fs::create_dir_all(&folder).expect("a folder");
    let (code, _, err) = kith(home.path(), &["restore", folder.to_str().expect("a path")]);
    assert_eq!((code, err.contains("it is a folder, a pipe, a device or a link")), (1, true), "{err}");
    assert_eq!(json(home.path(), &["check"])["problems"][0]["what"], "snapshot");
    assert_eq!(kith(home.path(), &["check", "--repair"]).0, 0);
    assert!(!folder.exists());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_file_and_nobody_waits_for_its_writer() {
    let home = book(&["Ana Ruiz"]);
    let pipe = home.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let pipe = pipe.to_str().expect("a path");
    for (args, told) in [
        (
            &["restore", pipe, "--yes"][..],
            "it is a folder, a pipe, a device or a link to nothing, and no file",
        ),
        (&["import", pipe], "is a pipe or a device, and nobody was added"),
        (&["import", "/dev/zero"], "is a pipe or a device, and nobody was added"),
    ] {
        let (code, _, err) = kith(home.path(), args);
        assert_eq!((code, err.contains(told)), (1, true), "{err}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_in_the_place_of_a_backup_is_put_aside() {
    let home = book(&["Ana Ruiz"]);
    kith(home.path(), &["backup"]);
    let link = home.path().join("snapshots/20261122T070000Z.jsonl.gz");
    std::os::unix::fs::symlink("nowhere", &link).expect("a link");
    assert_eq!(kith(home.path(), &["check"]).0, 1);
    assert_eq!(kith(home.path(), &["check", "--repair"]).0, 0);
    assert!(!link.is_symlink());
}

#[test]
fn damage_is_told_on_the_command_line_with_what_was_put_back() {
    let home = book(&["Ana Ruiz", "Luis Gil", "Zoe Poe"]);
    kith(home.path(), &["backup"]);
    let journal = home.path().join("journal/0000000001.jsonl");
    let mut bytes = fs::read(&journal).expect("the journal");
    bytes[100] ^= 1;
    fs::write(&journal, bytes).expect("written");
    // Opening mends it, whoever opens; it is told there and then, and no less by every check until it was read.
    let (code, _, err) = kith(home.path(), &["people", "list"]);
    assert_eq!(code, 0);
    assert!(err.contains("A change in the journal is damaged"), "{err}");
    for _ in 0..2 {
        let (code, out, err) = kith(home.path(), &["check"]);
        assert_eq!((code, err.as_str()), (1, ""), "{out}");
        assert!(out.starts_with("A change in the journal is damaged"), "{out}");
        assert!(out.contains("\nOne entry was put back from the backup of "), "{out}");
        assert!(out.contains("\nEverything is in order: "), "{out}");
        assert!(json(home.path(), &["check"])["mended"][0].is_string());
    }
    let (code, out, _) = kith(home.path(), &["check", "--repair"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.starts_with("A change in the journal is damaged"), "{out}");
    assert_eq!(names(home.path()), ["Ana Ruiz", "Luis Gil", "Zoe Poe"]);
    assert_eq!(kith(home.path(), &["check"]).0, 0);
}

#[test]
fn a_journal_that_is_gone_is_told_and_comes_back() {
    let home = book(&["Ana Ruiz", "Luis Gil"]);
    kith(home.path(), &["backup"]);
    fs::remove_dir_all(home.path().join("journal")).expect("removed");
    let (code, _, err) = kith(home.path(), &["people", "list"]);
    assert_eq!(code, 0);
    assert!(err.contains("2 entries were put back from the backup of "), "{err}");
    assert_eq!(names(home.path()), ["Ana Ruiz", "Luis Gil"]);
}

#[test]
fn a_book_that_only_the_command_opens_is_kept_in_a_snapshot_a_day() {
    let home = tempfile::tempdir().expect("a folder");
    let snapshots = || fs::read_dir(home.path().join("snapshots")).map_or(0, Iterator::count);
    for (args, there) in [
        (&["people", "list"][..], 0),
        (&["people", "add", "Ana Ruiz"], 1),
        (&["people", "add", "Luis Gil"], 1),
    ] {
        assert_eq!(common::kith(home.path(), args).code, 0);
        assert_eq!(snapshots(), there, "after {args:?}");
    }
}
