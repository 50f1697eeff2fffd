//! A day with the book, at random but the same with the same seed: acts short and long, a disk that runs full or fails, a
//! machine that stops at any moment, a book closed and opened, bytes that change by themselves. What comes out is all
//! that was done to the disk, and what could be known at each moment.

use std::{fs, io, path::PathBuf};

use fastrand::Rng;
use tempfile::TempDir;

use super::{
    acts::changes,
    common::{Model, Said, act, minute, said},
    copy, folder,
    left::left,
    quick_folder,
    recorder::{Bounds, Fault, Op, Recorded, Recorder},
    script::{Begins, Script},
    world::{Image, World},
};
use crate::{Book, Change, Notice, Opens, Source, journal::scan};

/// What came of a session.
pub(super) struct Session {
    /// Where it was; the paths of what was done begin with this.
    pub root: PathBuf,
    /// What was there when it began.
    base: Image,
    pub done: Vec<Recorded>,
    /// What the book says after each act.
    pub states: Vec<Said>,
    /// Copies of the index: after how much of what was done, since which epoch, and where.
    pub indexes: Vec<Indexed>,
    /// The newest snapshot.
    pub snapshot: Option<Taken>,
    pub tally: Tally,
    _workshop: TempDir,
}

impl Session {
    /// The disk as it was when the session began.
    pub(super) fn world(&self) -> World {
        World::of(&self.root, &self.base)
    }
}

pub(super) struct Indexed {
    pub after: usize,
    pub epoch: usize,
    pub path: PathBuf,
    /// What its folder is called in the folder of the book.
    pub name: String,
}

/// What happened in a session, to be sure that it happened.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Tally {
    pub acts: usize,
    pub refused: usize,
    pub reopened: usize,
    pub stopped: usize,
    pub damaged: usize,
    pub snapshots: usize,
    pub restored: usize,
    /// How often it was locked, or the lock was taken off.
    pub locked: usize,
}

impl Tally {
    /// Whether all of it happened, but for the lock.
    pub(super) fn is_full(&self) -> bool {
        let Tally { acts, refused, reopened, stopped, damaged, snapshots, restored, locked: _ } = *self;
        [acts, refused, reopened, stopped, damaged, snapshots, restored].iter().all(|times| *times > 0)
    }
}

/// A snapshot that is there for good.
#[derive(Clone)]
pub(super) struct Taken {
    pub path: PathBuf,
    /// The number of the last line in it.
    pub seq: u64,
    /// What it has.
    pub model: Model,
}

struct Player {
    workshop: TempDir,
    home: PathBuf,
    disk: Recorder,
    dice: Rng,
    book: Option<Book>,
    /// What the book holds, and what it may hold.
    model: Model,
    perhaps: Option<Model>,
    states: Vec<Said>,
    indexes: Vec<Indexed>,
    snapshots: Vec<Taken>,
    /// Whether a snapshot may be there that was not finished before the machine stopped.
    unsure: bool,
    tally: Tally,
}

/// Plays a session.
pub(super) fn play(script: Script) -> Session {
    let workshop = quick_folder();
    let root = workshop.path().join("live");
    fs::create_dir_all(&root).expect("folder");
    let mut player = Player {
        home: root.join("kith"),
        disk: Recorder::with_breach(script.breach),
        dice: Rng::with_seed(script.seed),
        book: None,
        model: Model::default(),
        perhaps: None,
        states: vec![Model::default().said()],
        indexes: Vec::new(),
        snapshots: Vec::new(),
        unsure: false,
        tally: Tally::default(),
        workshop,
    };
    if script.begins == Begins::WithAnOldBook {
        player.write_an_old_book();
    }
    let base = Image::read(&root);
    player.open();
    while player.tally.acts < script.acts {
        player.next();
        if script.is_locked(player.tally.acts) != folder::is_locked(&player.home) {
            player.turn_lock();
        }
    }
    player.book = None;
    player.open();
    player.book = None;
    Session {
        root,
        base,
        done: player.disk.done(),
        states: player.states,
        indexes: player.indexes,
        snapshot: player.snapshots.pop(),
        tally: player.tally,
        _workshop: player.workshop,
    }
}

impl Player {
    /// A book as an older Kith left it: in format 1 the journal was what it is, and `book.json` said less.
    fn write_an_old_book(&mut self) {
        let book = folder::open(&self.home, &Recorder::default()).expect("a new book");
        for _ in 0..8 {
            let changes = changes(&mut self.dice);
            self.model.commit(&changes);
            book.commit(act(changes)).expect("an act");
        }
        drop(book);
        fs::write(self.home.join("book.json"), br#"{"format":1}"#).expect("book.json");
        fs::remove_file(self.home.join("book.copy.json")).expect("book.copy.json");
        self.states = vec![self.model.said()];
        // What bringing it to this format leaves beside it.
        self.keep_index();
    }

    /// Locks the book or takes the lock off. Half of the times the machine stops on the way, and it is asked for again.
    fn turn_lock(&mut self) {
        self.tally.locked += 1;
        let is_done = !folder::is_locked(&self.home);
        // What is left of an act that failed is taken away first: the book has to be whole.
        self.book = None;
        self.open();
        self.book = None;
        // From here on the index is that of a book that may hold no more.
        self.know(|bounds| bounds.epoch += 1);
        if self.dice.bool() {
            self.disk.stop_after(Some(self.dice.usize(..60)));
            let _ = folder::turn_lock(&self.home, &self.disk);
            self.disk.stop_after(None);
            self.open();
            self.book = None;
            self.know(|bounds| bounds.epoch += 1);
        }
        if folder::is_locked(&self.home) != is_done {
            folder::turn_lock(&self.home, &self.disk).expect("a whole book");
        }
        self.open();
    }

    fn next(&mut self) {
        match self.dice.u8(..100) {
            0..6 => {
                self.tally.reopened += 1;
                self.book = None;
                self.open();
            }
            6..14 => {
                let changes = self.dice.usize(..6);
                self.disk.stop_after(Some(changes));
                self.commit();
                self.stop();
            }
            14..17 if !self.unsure => self.damage(),
            17..26 => self.snapshot(),
            26..29 => self.restore(),
            29..38 => {
                use io::ErrorKind::{Other, StorageFull};
                let kind = if self.dice.bool() { StorageFull } else { Other };
                let faults = [Fault::Write(kind), Fault::Sync(kind), Fault::Open(kind)];
                self.disk.fail(Some(faults[self.dice.usize(..3)]));
                self.commit();
                self.disk.fail(None);
            }
            _ => self.commit(),
        }
    }

    fn know(&mut self, change: impl FnOnce(&mut Bounds)) {
        let mut bounds = self.disk.bounds();
        change(&mut bounds);
        self.disk.know(bounds);
    }

    fn state(&mut self, model: &Model) -> usize {
        self.states.push(model.said());
        self.states.len() - 1
    }

    /// Makes a snapshot; sometimes the disk fails meanwhile, sometimes the machine stops.
    fn snapshot(&mut self) {
        let Some(book) = &self.book else { return };
        self.tally.snapshots += 1;
        let faults = [Fault::Write(io::ErrorKind::StorageFull), Fault::Sync(io::ErrorKind::Other)];
        let stops = match self.dice.u8(..6) {
            n @ 0..2 => {
                self.disk.fail(Some(faults[usize::from(n)]));
                false
            }
            2 => {
                self.disk.stop_after(Some(self.dice.usize(..6)));
                true
            }
            _ => false,
        };
        match book.snapshot(minute(self.tally.acts as i64)) {
            Ok(taken) => {
                let (path, seq) = (taken.path, taken.manifest.seq);
                self.snapshots.push(Taken { path, seq, model: self.model.clone() });
                self.unsure = false;
            }
            Err(_) => self.unsure = true,
        }
        self.disk.fail(None);
        if stops {
            self.stop();
        }
    }

    /// Makes the book what it was in an old snapshot.
    fn restore(&mut self) {
        let there: Vec<Taken> = self.snapshots.iter().filter(|taken| taken.path.exists()).cloned().collect();
        let (Some(book), false) = (&self.book, there.is_empty()) else { return };
        let taken = &there[self.dice.usize(..there.len())];
        let changes =
            book.difference(Source::File(&taken.path), &Opens::default()).expect("a whole snapshot").changes;
        let mut after = self.model.clone();
        after.commit(&changes);
        assert!(after.has_what(&taken.model));
        self.tally.restored += 1;
        self.commit_these(changes);
    }

    fn commit(&mut self) {
        let changes = changes(&mut self.dice);
        self.commit_these(changes);
    }

    fn commit_these(&mut self, changes: Vec<Change>) {
        self.tally.acts += 1;
        let mut after = self.model.clone();
        after.commit(&changes);
        let state = self.state(&after);
        self.know(|bounds| bounds.perhaps = Some(state));
        let Some(book) = &self.book else { return };
        match book.commit(act(changes)) {
            Ok(_) => {
                self.model = after;
                self.perhaps = None;
                self.know(|bounds| (bounds.sure, bounds.perhaps) = (state, None));
                self.keep_index();
            }
            // It was refused, and the book open here does not have it. But what a disk that failed makes of it when
            // the power is cut before anything else was written, nobody knows.
            Err(_) => {
                self.tally.refused += 1;
                self.perhaps = Some(after);
                assert_eq!(said(book).expect("a book that is read"), self.model.said());
            }
        }
    }

    /// Copies the index as it is, for the crashes from here on.
    fn keep_index(&mut self) {
        if let Some(book) = &self.book {
            // This flushes the index.
            book.set_draft("torture", None).expect("flush");
        }
        let path = self.workshop.path().join(format!("index-{}", self.indexes.len()));
        let index = folder::part(&self.home, "index");
        copy(&index, &path);
        let name = index.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let epoch = self.disk.bounds().epoch;
        self.indexes.push(Indexed { after: self.disk.len(), epoch, path, name });
    }

    /// Finds the snapshots where they are now, with the one that was made without being asked for.
    fn find_snapshots(&mut self) {
        let folder = folder::part(&self.home, "snapshots");
        for taken in &mut self.snapshots {
            taken.path = folder.join(taken.path.file_name().expect("a name"));
        }
        let Some(book) = self.book.as_ref().filter(|_| self.snapshots.is_empty() && !self.unsure) else {
            return;
        };
        for found in book.snapshots().expect("snapshots") {
            let seq = found.seq.expect("a whole snapshot");
            self.snapshots.push(Taken { path: found.path, seq, model: self.model.clone() });
        }
    }

    /// The machine stops, and is started again; half of the times it stops once more while the book is opened.
    fn stop(&mut self) {
        self.tally.stopped += 1;
        self.disk.stop_after(Some(0));
        self.book = None;
        if self.dice.bool() {
            self.disk.stop_after(Some(self.dice.usize(..6)));
            drop(folder::open(&self.home, &self.disk));
            self.disk.stop_after(Some(0));
        }
        self.disk.stop_after(None);
        self.open();
    }

    /// Opens the book. What it says from here on has been seen, and has to stay.
    fn open(&mut self) {
        let mut book = folder::open(&self.home, &self.disk).expect("a book that opens");
        let found = match said(&book) {
            Ok(found) => found,
            Err(_) if self.disk.bounds().hurt => {
                // Reading has met the damage; opening it again mends it.
                drop(book);
                book = folder::open(&self.home, &self.disk).expect("a book that opens");
                said(&book).expect("a mended book")
            }
            Err(error) => panic!("{error}"),
        };
        let bounds = self.disk.bounds();
        if found != self.states[bounds.sure] {
            let perhaps = self.perhaps.take().expect("the book is what it was");
            assert_eq!(
                found.unlike(&perhaps.said()),
                None,
                "nor {:?}; {bounds:?}, {:?}",
                found.unlike(&self.states[bounds.sure]),
                book.notices()
            );
            self.model = perhaps;
        }
        self.perhaps = None;
        let state = self.state(&self.model.clone());
        let again = book.notices().iter().any(|notice| matches!(notice, Notice::IndexRebuilt { .. }));
        let epoch = bounds.epoch + usize::from(again);
        self.disk.know(Bounds { sure: state, perhaps: None, hurt: false, epoch, ..bounds });
        self.book = Some(book);
        self.find_snapshots();
        self.keep_index();
    }

    /// Closes the book, and changes a byte in a line of its journal that is not the last.
    fn damage(&mut self) {
        self.book = None;
        let shelf = folder::shelf(&self.home);
        let segments = shelf.segments().expect("segments");
        let Some(segment) = segments.get(self.dice.usize(..segments.len().max(1))) else {
            return self.open();
        };
        let bytes = fs::read(&segment.path).expect("segment");
        let ends: Vec<usize> = scan::lines(&bytes).map(|found| found.at.end).collect();
        let len = if segment.sealed { bytes.len() } else { ends.iter().rev().nth(1).copied().unwrap_or(0) };
        if len == 0 || (segment.sealed && Some(segment) == segments.last()) {
            return self.open();
        }
        self.tally.damaged += 1;
        let (at, flip) = (self.dice.usize(..len), self.dice.u8(1..));
        let mut bytes = bytes;
        bytes[at] ^= flip;
        fs::write(&segment.path, bytes).expect("damage");
        // Without its index the book has to look at all of the journal; and no older one comes back.
        fs::remove_dir_all(folder::part(&self.home, "index")).expect("index");
        let mended = left(&shelf, self.snapshots.last());
        self.perhaps = Some(std::mem::replace(&mut self.model, mended));
        let whole = self.disk.bounds().sure;
        let state = self.state(&self.model.clone());
        let path = segment.path.clone();
        self.know(|bounds| {
            *bounds =
                Bounds { sure: state, perhaps: Some(whole), hurt: true, scarred: true, epoch: bounds.epoch };
        });
        self.disk.note(Op::Damage { path, at, flip });
        self.open();
    }
}
