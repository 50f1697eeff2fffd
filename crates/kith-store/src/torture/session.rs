//! A day with the book, at random but the same with the same seed: acts short and long, a disk that runs full or fails, a
//! machine that stops at any moment, a book closed and opened, bytes that change by themselves. What comes out is all
//! that was done to the disk, and what could be known at each moment.

use std::{fs, io, path::PathBuf, sync::Arc};

use fastrand::Rng;
use kith_core::{CheckIn, Fate, Settings};

use super::{
    Workshop,
    common::{
        Model, Said, act, check_in, check_in_id, minute, person, person_id, prompt, prompt_id, put_check_in,
        put_person, put_prompt, said,
    },
    copy,
    recorder::{Bounds, Breach, Fault, Op, Recorded, Recorder},
};
use crate::{
    Book, Change, Key, Notice, Record, Source,
    cipher::Cipher,
    journal::{body, scan, shelf::Shelf},
};

/// What came of a session.
pub(super) struct Session {
    /// Where it was; the paths of what was done begin with this.
    pub root: PathBuf,
    pub done: Vec<Recorded>,
    /// What the book says after each act.
    pub states: Vec<Said>,
    /// Copies of the index: after how much of what was done, since which epoch, and where.
    pub indexes: Vec<Indexed>,
    /// The newest snapshot.
    pub snapshot: Option<Taken>,
    pub tally: Tally,
    _workshop: Workshop,
}

pub(super) struct Indexed {
    pub after: usize,
    pub epoch: usize,
    pub path: PathBuf,
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
}

impl Tally {
    /// Whether all of it happened.
    pub(super) fn is_full(&self) -> bool {
        let Tally { acts, refused, reopened, stopped, damaged, snapshots, restored } = *self;
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
    workshop: Workshop,
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

/// Plays a session of so many acts.
pub(super) fn play(seed: u64, acts: usize, breach: Option<Breach>) -> Session {
    let workshop = Workshop::new();
    let home = workshop.path().join("live/kith");
    fs::create_dir_all(workshop.path().join("live")).expect("folder");
    let mut player = Player {
        home,
        disk: Recorder::with_breach(breach),
        dice: Rng::with_seed(seed),
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
    player.open();
    while player.tally.acts < acts {
        player.next();
    }
    player.book = None;
    player.open();
    player.book = None;
    Session {
        root: player.workshop.path().join("live"),
        done: player.disk.done(),
        states: player.states,
        indexes: player.indexes,
        snapshot: player.snapshots.pop(),
        tally: player.tally,
        _workshop: player.workshop,
    }
}

impl Player {
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
        let changes = book.difference(Source::File(&taken.path)).expect("a whole snapshot").changes;
        let mut after = self.model.clone();
        after.commit(&changes);
        assert!(after.has_what(&taken.model));
        self.tally.restored += 1;
        self.commit_these(changes);
    }

    fn commit(&mut self) {
        let changes = self.changes();
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
        let Some(book) = &self.book else { return };
        // This flushes the index.
        book.set_draft("torture", None).expect("flush");
        let path = self.workshop.path().join(format!("index-{}", self.indexes.len()));
        copy(&self.home.join("index"), &path);
        let epoch = self.disk.bounds().epoch;
        self.indexes.push(Indexed { after: self.disk.len(), epoch, path });
    }

    /// The machine stops, and is started again; half of the times it stops once more while the book is opened.
    fn stop(&mut self) {
        self.tally.stopped += 1;
        self.disk.stop_after(Some(0));
        self.book = None;
        if self.dice.bool() {
            self.disk.stop_after(Some(self.dice.usize(..6)));
            drop(Book::open_on(&self.home, Arc::new(self.disk.clone()), None));
            self.disk.stop_after(Some(0));
        }
        self.disk.stop_after(None);
        self.open();
    }

    /// Opens the book. What it says from here on has been seen, and has to stay.
    fn open(&mut self) {
        let mut book =
            Book::open_on(&self.home, Arc::new(self.disk.clone()), None).expect("a book that opens");
        let found = match said(&book) {
            Ok(found) => found,
            Err(_) if self.disk.bounds().hurt => {
                // Reading has met the damage; opening it again mends it.
                drop(book);
                book =
                    Book::open_on(&self.home, Arc::new(self.disk.clone()), None).expect("a book that opens");
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
        self.keep_index();
    }

    /// Closes the book, and changes a byte in a line of its journal that is not the last.
    fn damage(&mut self) {
        self.book = None;
        let shelf = Shelf::new(self.home.join("journal"), Arc::new(self.disk.clone()), Cipher::default());
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
        fs::remove_dir_all(self.home.join("index")).expect("index");
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

    fn changes(&mut self) -> Vec<Change> {
        if self.dice.u8(..25) == 0 {
            return (0..12).map(|n| self.long(100 + n)).collect();
        }
        (0..self.dice.usize(1..4)).map(|_| self.change()).collect()
    }

    /// A person with much to say of them: a dozen make an act of several lines and segments.
    fn long(&mut self, n: u8) -> Change {
        let mut person = person(n, "somebody of a crowd");
        person.note = (0..60).map(|_| format!("{:x} ", self.dice.u64(..))).collect();
        put_person(person)
    }

    fn change(&mut self) -> Change {
        let dice = &mut self.dice;
        match dice.u8(..20) {
            0..4 => put_person(person(dice.u8(..8), ["Ana", "Luis", "Zoé", "Đỗ"][dice.usize(..4)])),
            4 => Change::Remove(Key::Person(person_id(dice.u8(..8)))),
            5..13 => {
                let with: Vec<u8> = (0..8).filter(|_| dice.u8(..4) == 0).collect();
                let note = "word ".repeat(dice.usize(..40));
                // No two at one instant: what is put back comes later than it did.
                let n = dice.u8(..40);
                let at = i64::from(dice.u8(..100)) * 600 + i64::from(n);
                put_check_in(CheckIn { note, ..check_in(n, &with, at) })
            }
            13 => Change::Remove(Key::CheckIn(check_in_id(dice.u8(..40)))),
            14..18 => {
                let fired = i64::from(dice.u8(..9)) * 1440;
                let mut prompt = prompt(dice.u8(..20), dice.u8(..8), fired);
                prompt.fate =
                    if dice.bool() { Fate::Fired } else { Fate::Snoozed { until: minute(fired + 60) } };
                put_prompt(prompt)
            }
            18 => Change::Remove(Key::Prompt(prompt_id(dice.u8(..20)))),
            _ => Change::Put(Record::Settings(Settings { daily_cap: dice.u8(..9), ..Settings::default() })),
        }
    }
}

/// What the lines that can be read come to, with what a snapshot has of those that cannot.
pub(super) fn left(shelf: &Shelf, snapshot: Option<&Taken>) -> Model {
    let (mut model, upto) = snapshot.map_or_else(Default::default, |taken| (taken.model.clone(), taken.seq));
    for segment in shelf.segments().expect("segments") {
        let raw = segment.raw().expect("segment");
        for line in scan::lines(&raw).filter_map(|found| found.line).filter(|line| line.seq > upto) {
            for change in body::read_changes(line.body).expect("a body") {
                let step = body::read_step(change.get(), false).expect("a change");
                model.apply(match (step.put, step.key) {
                    (Some(record), _) => Change::Put(record),
                    (None, key) => Change::Remove(key.expect("the settings are never removed")),
                });
            }
        }
    }
    model
}
