//! Files that change by themselves: bits flip, blocks are zeroed, files lose their end, swap places or are gone. The book
//! opens; what it has lost it tells; what it says is right. One file is never what a book cannot do without.

use std::{
    collections::BTreeMap,
    fs,
    io::Read,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use fastrand::Rng;
use flate2::read::MultiGzDecoder;
use rstest::rstest;

use super::{
    common::{Said, act, minute, person, put_person, said},
    copy, folder, in_full,
    left::left,
    quick_folder,
    recorder::Recorder,
    script::{Locks, Script},
    session::{Taken, play},
};
use crate::{Book, IndexTrouble, Notice, Problem, journal::scan};

/// How a file changes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Mutation {
    BitFlip,
    Cut,
    Zeroed,
    Gone,
    Swapped,
    TailTwice,
}

const MUTATIONS: [Mutation; 6] = [
    Mutation::BitFlip,
    Mutation::Cut,
    Mutation::Zeroed,
    Mutation::Gone,
    Mutation::Swapped,
    Mutation::TailTwice,
];

/// What came of a mutation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Outcome {
    /// Nothing is lost.
    Whole,
    /// Something is lost, and the book says so.
    Told,
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.metadata().is_ok_and(|about| about.len() > 0) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The part that says where the others are.
const ABOUT: &str = "book.json";

/// Changes one file of the book. Gives which, and what was done to it.
fn mutate(home: &Path, part: &str, mutation: Mutation, dice: &mut Rng) -> (PathBuf, String) {
    let there = match part {
        ABOUT => ["book.json", "book.copy.json"].map(|name| home.join(name)).to_vec(),
        "" => files(home),
        part => files(&folder::part(home, part)),
    };
    let path = &there[dice.usize(..there.len())];
    let mut bytes = fs::read(path).expect("file");
    let at = dice.usize(..bytes.len());
    match mutation {
        Mutation::BitFlip => bytes[at] ^= 1 << dice.u8(..8),
        Mutation::Cut => bytes.truncate(at),
        Mutation::Zeroed => {
            let block = at - at % 512;
            let end = (block + 512 * dice.usize(1..9)).min(bytes.len());
            bytes[block..end].fill(0);
        }
        Mutation::TailTwice => bytes.extend_from_within(at..),
        Mutation::Gone => fs::remove_file(path).expect("removed"),
        Mutation::Swapped => {
            let other = &there[dice.usize(..there.len())];
            fs::write(path, fs::read(other).expect("file")).expect("written");
            fs::write(other, &bytes).expect("written");
        }
    }
    if !matches!(mutation, Mutation::Gone | Mutation::Swapped) {
        fs::write(path, bytes).expect("written");
    }
    let what = format!("{mutation:?} of {} at {at}", path.strip_prefix(home).expect("in the book").display());
    (path.clone(), what)
}

/// Every line of a journal by its number.
fn lines(home: &Path) -> BTreeMap<u64, Vec<u8>> {
    let shelf = folder::shelf(home);
    let mut lines = BTreeMap::new();
    for segment in shelf.segments().expect("segments") {
        let raw = segment.raw().expect("segment");
        for found in scan::lines(&raw) {
            if let Some(line) = found.line {
                lines.insert(line.seq, raw[found.at].to_vec());
            }
        }
    }
    lines
}

/// Opens the book and reads all of it; once more when reading met damage, which the next opening mends.
fn read(home: &Path) -> Result<(Said, Vec<Notice>), String> {
    let mut notices = Vec::new();
    let mut last = String::new();
    for _ in 0..3 {
        let book = folder::open(home, &Recorder::default());
        let book = book.map_err(|error| format!("it does not open: {error}"))?;
        notices.extend_from_slice(book.notices());
        match said(&book) {
            Ok(said) => return Ok((said, notices)),
            Err(error) => last = error.to_string(),
        }
    }
    Err(format!("it cannot be read, however often it is opened: {last}"))
}

/// What a snapshot says, unpacked as far as that goes.
fn unpacked(file: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    if MultiGzDecoder::new(file).read_to_end(&mut text).is_err() {
        text.push(0);
    }
    text
}

/// Whether a snapshot that is not what it was is named by a check, and put aside by a repair.
fn judge_snapshot(home: &Path, path: &Path, original: &[u8]) -> Result<(), String> {
    let Ok(bytes) = fs::read(path) else { return Ok(()) };
    // Where gzip notes when it was packed, and by what system, nothing of the book stands.
    if unpacked(&bytes) == unpacked(original) {
        return Ok(());
    }
    let named = |book: &Book| -> Result<bool, String> {
        let problems = book.check().map_err(|error| error.to_string())?.problems;
        Ok(problems.iter().any(|it| matches!(it, Problem::Snapshot { path: named, .. } if named == path)))
    };
    let book = folder::open(home, &Recorder::default()).map_err(|error| error.to_string())?;
    if !named(&book)? {
        return Err("a check does not name the damaged snapshot".to_owned());
    }
    let told = book.repair(minute(9_999)).map_err(|error| error.to_string())?;
    let is_aside = |notice: &Notice| match notice {
        Notice::SnapshotDamaged { kept, .. } => fs::read(kept).is_ok_and(|kept| kept == bytes),
        _ => false,
    };
    match told.iter().any(is_aside) && !path.exists() && !named(&book)? {
        true => Ok(()),
        false => Err(format!("a repair does not put the damaged snapshot aside: {told:?}")),
    }
}

/// Whether the end of the journal and the index went together, as when they changed places: nothing is left then that
/// tells how far the numbers had come, and the last of them may be given once more.
fn is_end_unknown(notices: &[Notice]) -> bool {
    let has = |of: fn(&Notice) -> bool| notices.iter().any(of);
    has(|notice| matches!(notice, Notice::UnfinishedActCut { .. }))
        && has(|notice| {
            matches!(
                notice,
                Notice::IndexRebuilt { why: IndexTrouble::Unreadable | IndexTrouble::Missing, .. }
            )
        })
}

fn judge(
    home: &Path,
    whole: &Said,
    written: &BTreeMap<u64, Vec<u8>>,
    snapshot: Option<&Taken>,
) -> Result<Outcome, String> {
    let read = catch_unwind(AssertUnwindSafe(|| read(home))).map_err(|_| "a panic".to_owned())?;
    let (found, notices) = read?;
    if found == *whole {
        return Ok(Outcome::Whole);
    }
    let mut kept = lines(home);
    let is_another = |seq: &u64, line: &Vec<u8>| written.get(seq).is_some_and(|was| was != line);
    if let Some((seq, _)) = kept.iter().find(|(seq, line)| is_another(seq, line)) {
        let goes_on = kept.range(seq..).any(|(later, line)| written.get(later) == Some(line));
        if goes_on || !is_end_unknown(&notices) {
            return Err(format!("line {seq} is another one"));
        }
    }
    kept.retain(|seq, line| !is_another(seq, line));
    let shelf = folder::shelf(home);
    if let Some(unlike) = found.unlike(&left(&shelf, None).said()) {
        return Err(format!("it says what its journal does not: {unlike}, {notices:?}"));
    }
    if let Some(unlike) = found.unlike(&left(&shelf, snapshot).said()) {
        return Err(format!("what was in a snapshot has not come back: {unlike}, {notices:?}"));
    }
    let lost: Vec<u64> = written.keys().copied().filter(|seq| !kept.contains_key(seq)).collect();
    let told = |seq: &u64| {
        notices.iter().any(|notice| match notice {
            Notice::JournalDamaged { first_seq, last_seq, .. } => (first_seq..=last_seq).contains(&seq),
            // An act at the end: whether it was whole cannot be known any more.
            Notice::UnfinishedActCut { .. } => {
                kept.range(seq..).all(|(later, _)| !written.contains_key(later))
            }
            _ => false,
        })
    };
    match lost.iter().find(|seq| !told(seq)) {
        None => Ok(Outcome::Told),
        Some(seq) => Err(format!("line {seq} is lost in silence: {notices:?}")),
    }
}

#[rstest]
fn nothing_that_befalls_a_file_is_passed_over_in_silence(
    #[values(Locks::Never, Locks::ForGood)] locks: Locks,
) {
    let workshop = quick_folder();
    let session = play(Script { locks, ..Script::new(7, 60) });
    let original = session.root.join("kith");
    let whole = session.states.last().expect("a state").clone();
    let written = lines(&original);
    assert!(session.snapshot.is_some(), "a snapshot to bring things back from");
    let mut dice = Rng::with_seed(11);
    let mut tally = BTreeMap::<_, usize>::new();
    let mut wrong = Vec::new();
    for n in 0..if in_full() { 2_000 } else { 150 } {
        let home = workshop.path().join(n.to_string());
        copy(&original, &home);
        let part = ["journal", "index", "journal", "snapshots", ABOUT, ""][n % 6];
        let mutation = MUTATIONS[dice.usize(..MUTATIONS.len())];
        let (path, what) = mutate(&home, part, mutation, &mut dice);
        // A snapshot that is damaged itself brings nothing back.
        let snapshot = session.snapshot.as_ref().filter(|_| !what.contains("snapshots"));
        let of_snapshot = || match path.strip_prefix(&home) {
            Ok(inside) if snapshot.is_none() && mutation != Mutation::Swapped => {
                judge_snapshot(&home, &path, &fs::read(original.join(inside)).expect("a snapshot"))
            }
            _ => Ok(()),
        };
        let judged = judge(&home, &whole, &written, snapshot);
        match judged.and_then(|outcome| of_snapshot().map(|()| outcome)) {
            Ok(outcome) => *tally.entry((part, mutation, outcome)).or_default() += 1,
            Err(why) => wrong.push(format!("{n}: {what}: {why}")),
        }
        fs::remove_dir_all(&home).expect("removed");
    }
    println!(
        "| mutations, lock: {locks:?} | {} | {} wrong |",
        tally.values().sum::<usize>() + wrong.len(),
        wrong.len()
    );
    for ((part, mutation, outcome), count) in &tally {
        println!("| {part} | {mutation:?} | {outcome:?} | {count} |");
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}

#[test]
fn a_full_segment_that_is_destroyed_is_told_as_damage_and_not_as_an_act_that_never_was() {
    let workshop = quick_folder();
    let home = workshop.path().join("kith");
    let open = || folder::open(&home, &Recorder::default()).expect("book");
    let book = open();
    for n in 0..40 {
        book.commit(act(vec![put_person(person(n, "somebody of a crowd"))])).expect("commit");
    }
    drop(book);
    let sealed = home.join("journal/0000000001.jsonl.gz");
    let len = fs::read(&sealed).expect("a full segment").len();
    fs::write(&sealed, vec![0; len]).expect("written");
    fs::remove_dir_all(home.join("index")).expect("index");
    let book = open();
    let told = |notice: &Notice| matches!(notice, Notice::JournalDamaged { first_seq: 1, kept: Some(_), .. });
    assert!(book.notices().iter().any(told), "{:?}", book.notices());
    let unfinished = |notice: &Notice| matches!(notice, Notice::UnfinishedActCut { .. });
    assert!(!book.notices().iter().any(unfinished), "{:?}", book.notices());
}
