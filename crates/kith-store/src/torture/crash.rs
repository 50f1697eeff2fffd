//! Every crash point of a session: after each thing that was done to the disk, with all of it left, with only what was
//! synced, and with much in between; and again after each thing that opening the book does then.

use std::collections::HashMap;

use rstest::rstest;

use super::{
    common::said,
    copy, folder, in_full,
    judge::{Case, judge},
    quick_folder,
    recorder::{Bounds, Op, Recorded, Recorder},
    script::{Begins, Locks, Script},
    session::{Indexed, Session, Tally, play},
    world::{BytesLeft, Image, NamesLeft, World},
};

/// What was tried, and what was wrong with it.
#[derive(Default, Debug)]
pub(super) struct Report {
    /// Things done to the disk.
    pub done: usize,
    /// Different things a crash left.
    pub images: usize,
    /// Books opened: each of those with another index.
    pub books: usize,
    pub wrong: Vec<String>,
}

/// What a crash leaves at one moment.
fn left(world: &World, moment: usize) -> Vec<(String, Image)> {
    let mut kinds = vec![
        (NamesLeft::All, BytesLeft::All),
        (NamesLeft::Synced, BytesLeft::Synced),
        (NamesLeft::All, BytesLeft::Synced),
        (NamesLeft::All, BytesLeft::Half),
        (NamesLeft::All, BytesLeft::Zeroed),
        (NamesLeft::Synced, BytesLeft::All),
    ];
    for n in 0..if in_full() { 6 } else { 1 } {
        let seed = moment as u64 * 8 + n;
        kinds.push((NamesLeft::Some(seed), BytesLeft::Some(seed)));
    }
    if let Some(len) = world.last_write() {
        kinds.extend([1, len / 2, len.saturating_sub(1)].map(|len| (NamesLeft::All, BytesLeft::Torn(len))));
    }
    kinds
        .into_iter()
        .map(|(names, bytes)| (format!("{names:?} {bytes:?}"), world.image(names, bytes)))
        .collect()
}

/// One thing that a crash can leave.
#[derive(Clone)]
struct Point {
    what: String,
    image: Image,
    /// After how much was done.
    after: usize,
    bounds: Bounds,
}

/// The different things a crash can leave, each with what is known wherever it is left.
struct Points {
    images: Vec<Point>,
    known: HashMap<u64, Vec<usize>>,
}

impl Points {
    fn of(world: &mut World, done: &[Recorded]) -> Points {
        let mut points = Points { images: Vec::new(), known: HashMap::new() };
        for (moment, recorded) in done.iter().enumerate() {
            world.apply(&recorded.op);
            for (kind, image) in left(world, moment) {
                let what = format!("after {moment} ({:?}), {kind}", short(&recorded.op));
                points.add(what, image, moment + 1, recorded.bounds);
            }
        }
        points
    }

    fn add(&mut self, what: String, image: Image, after: usize, bounds: Bounds) {
        let same = self.known.entry(image.key()).or_default();
        if !same.iter().any(|at| self.images[*at].bounds == bounds) {
            same.push(self.images.len());
            self.images.push(Point { what, image, after, bounds });
        }
    }
}

/// An operation without its bytes.
fn short(op: &Op) -> Op {
    match op {
        Op::Append { tape, bytes } => Op::Append { tape: *tape, bytes: bytes[..bytes.len().min(8)].to_vec() },
        other => other.clone(),
    }
}

/// Which copies of the index there may be then: none, an old one, the newest.
fn indexes(session: &Session, after: usize, bounds: Bounds, turn: usize) -> Vec<Option<&Indexed>> {
    let there: Vec<&Indexed> = session
        .indexes
        .iter()
        .filter(|index| index.after <= after && index.epoch == bounds.epoch && !bounds.hurt)
        .collect();
    let mut all = vec![None];
    all.extend(there.get(there.len() / 2).copied().map(Some));
    all.extend(there.last().copied().map(Some));
    if in_full() { all } else { vec![all[turn % all.len()]] }
}

/// Ends the world at every point of a session; after `enough` wrong ones it is left at that.
pub(super) fn end_the_world(session: &Session, enough: usize) -> Report {
    let points = Points::of(&mut session.world(), &session.done);
    let mut report = Report { done: session.done.len(), images: points.images.len(), ..Report::default() };
    for (turn, point) in points.images.iter().enumerate() {
        if report.wrong.len() >= enough {
            break;
        }
        for index in indexes(session, point.after, point.bounds, turn) {
            let case = Case { image: &point.image, index, bounds: point.bounds, states: &session.states };
            report.take(point, &case);
        }
    }
    report
}

/// Ends the world at points of a session, and again at every point of the opening that follows.
fn end_it_again(session: &Session, every: usize) -> Report {
    let points = Points::of(&mut session.world(), &session.done);
    let mut report = Report::default();
    for (turn, point) in points.images.iter().enumerate().step_by(every) {
        let index = indexes(session, point.after, point.bounds, turn).pop().flatten();
        let workshop = quick_folder();
        point.image.write(workshop.path());
        let home = workshop.path().join("kith");
        if let Some(index) = index {
            copy(&index.path, &home.join(&index.name));
        }
        let disk = Recorder::default();
        disk.know(point.bounds);
        if let Ok(book) = folder::open(&home, &disk)
            && let Ok(found) = said(&book)
        {
            // What was seen has to stay.
            let Bounds { sure, perhaps, .. } = point.bounds;
            let seen =
                [Some(sure), perhaps].into_iter().flatten().find(|state| session.states[*state] == found);
            let sure = seen.unwrap_or(sure);
            disk.know(Bounds { sure, perhaps: None, ..point.bounds });
        }
        let done = disk.done();
        report.done += done.len();
        let again = Points::of(&mut World::of(workshop.path(), &point.image), &done);
        report.images += again.images.len();
        for second in &again.images {
            let case = Case { image: &second.image, index, bounds: second.bounds, states: &session.states };
            report.take(
                &Point { what: format!("{}; then {}", point.what, second.what), ..second.clone() },
                &case,
            );
        }
    }
    report
}

impl Report {
    fn take(&mut self, point: &Point, case: &Case<'_>) {
        self.books += 1;
        if let Err(wrong) = judge(case) {
            let Point { what, bounds, .. } = point;
            let index = case.index.map(|index| &index.path);
            self.wrong.push(format!("{what}, {bounds:?}, index {index:?}: {wrong}"));
        }
    }

    fn print(&self, what: &str, tally: &Tally) {
        let Report { done, images, books, wrong } = self;
        println!("| {what} | {} | {done} | {images} | {books} | {} |", tally.acts, wrong.len());
    }

    fn assert_right(&self) {
        let first = &self.wrong[..self.wrong.len().min(12)];
        assert!(self.wrong.is_empty(), "{} wrong:\n{}", self.wrong.len(), first.join("\n"));
    }
}

/// How many acts a session has.
fn acts() -> usize {
    if in_full() { 200 } else { 60 }
}

#[rstest]
fn what_was_acknowledged_is_there_wherever_the_world_ends(#[values(10, 3, 7, 8)] seed: u64) {
    if seed != 10 && !in_full() {
        return;
    }
    let session = play(Script::new(seed, acts()));
    assert!(session.tally.is_full(), "another seed: {:?}", session.tally);
    let report = end_the_world(&session, usize::MAX);
    report.print("crash points", &session.tally);
    report.assert_right();
}

#[rstest]
fn what_was_acknowledged_is_there_when_the_world_ends_again_in_opening_it(#[values(5, 7)] seed: u64) {
    if seed != 5 && !in_full() {
        return;
    }
    let session = play(Script::new(seed, acts()));
    assert!(session.tally.is_full(), "another seed: {:?}", session.tally);
    let report = end_it_again(&session, if in_full() { 7 } else { 97 });
    report.print("crash points in opening after a crash", &session.tally);
    report.assert_right();
}

#[rstest]
fn nothing_is_lost_wherever_the_world_ends_while_an_old_book_becomes_a_new_one(#[values(2, 4)] seed: u64) {
    if seed != 2 && !in_full() {
        return;
    }
    let session = play(Script { begins: Begins::WithAnOldBook, ..Script::new(seed, 4) });
    assert!(session.snapshot.is_some(), "the one that is forced before");
    let report = end_the_world(&session, usize::MAX);
    report.print("crash points in a migration", &session.tally);
    report.assert_right();
    let report = end_it_again(&session, if in_full() { 1 } else { 17 });
    report.print("crash points in opening after a crash in a migration", &session.tally);
    report.assert_right();
}

#[rstest]
fn nothing_is_lost_wherever_the_world_ends_while_a_book_is_locked_and_unlocked(#[values(1, 6)] seed: u64) {
    if seed != 1 && !in_full() {
        return;
    }
    let acts = if in_full() { 90 } else { 12 };
    let session = play(Script { locks: Locks::OnAndOff, ..Script::new(seed, acts) });
    assert!(session.tally.locked >= 2, "{:?}", session.tally);
    let report = end_the_world(&session, usize::MAX);
    report.print("crash points with the lock put on and taken off", &session.tally);
    report.assert_right();
    let report = end_it_again(&session, if in_full() { 7 } else { 97 });
    report.print("crash points in opening after a crash with a lock", &session.tally);
    report.assert_right();
}
