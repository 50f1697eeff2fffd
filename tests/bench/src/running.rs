//! A Kith that has run for long over the book of a long life: what logging takes, alone and while a snapshot of that
//! book is written beside it; what the process has come to hold in memory, and the book on the disk.
#![expect(clippy::disallowed_methods, reason = "measuring is reading a clock")]
#![expect(clippy::print_stdout, reason = "a process tells the one that measures it what it found")]

use std::{error::Error, path::Path, thread, time::Instant};

use kith_core::{CheckIn, CheckInId, Row};
use kith_store::{Act, Book, Change, Record, StoreError};

use crate::{
    generate,
    measure::{Figure, figure, median, resident_mb, size, slowest, told},
};

/// Check-ins logged one by one: some years of them.
const LOGS: usize = 2000;

/// All figures of a running Kith with the book in `home`.
pub fn figures(home: &Path) -> Result<Vec<Figure>, Box<dyn Error>> {
    let [alone, alone_most, beside, beside_most, logs, seconds, resident, disk] = told("run", home)?;
    Ok(vec![
        figure("a check-in logged, median", 20.0, alone, "ms"),
        figure(format!("a check-in logged, slowest of {LOGS}"), None, alone_most, "ms"),
        figure(format!("a snapshot, with {logs} check-ins logged meanwhile"), None, seconds, "s"),
        figure("a check-in logged meanwhile, median", 20.0, beside, "ms"),
        figure("a snapshot holds up a log, at most", 20.0, beside_most - alone, "ms"),
        figure(format!("resident after {LOGS} logs"), 90.0, resident, "MB"),
        figure(format!("the book on disk after {LOGS} logs, still open"), None, disk, "MB"),
    ])
}

/// Logs in this process, alone and beside a snapshot, and tells what it came to.
///
/// # Errors
/// What the store says.
pub fn run_and_tell(home: &Path) -> Result<(), Box<dyn Error>> {
    let book = Book::open(home)?;
    let mut logging = Logging::of(&book)?;
    let alone = (0..LOGS).map(|_| logging.timed()).collect::<Result<Vec<f64>, _>>()?;
    let (resident, disk) = (resident_mb(), size(home)? as f64 / 1e6);
    let start = Instant::now();
    let beside = thread::scope(|scope| {
        let snapshot = scope.spawn(|| book.snapshot(generate::now()));
        let mut times = Vec::new();
        while !snapshot.is_finished() {
            times.push(logging.timed()?);
        }
        snapshot.join().map_err(|_| "the snapshot panicked")??;
        Ok::<_, Box<dyn Error>>(times)
    })?;
    let seconds = start.elapsed().as_secs_f64();
    let of = |times: &[f64]| format!("{} {}", median(times.iter().copied()), slowest(times.iter().copied()));
    println!("{} {} {} {seconds} {resident} {disk}", of(&alone), of(&beside), beside.len());
    Ok(())
}

/// Logs with one person after the other until it is killed, and tells of each check-in.
///
/// # Errors
/// What the store says.
pub fn log_and_tell(home: &Path) -> Result<(), Box<dyn Error>> {
    let book = Book::open(home)?;
    let mut logging = Logging::of(&book)?;
    loop {
        logging.once()?;
        println!("logged");
    }
}

/// Somebody who logs one check-in after the other.
struct Logging<'a> {
    book: &'a Book,
    rows: Vec<Row>,
    pattern: CheckIn,
    random: u64,
}

impl Logging<'_> {
    fn of(book: &Book) -> Result<Logging<'_>, Box<dyn Error>> {
        let rows = book.rows()?;
        let pattern = book.recent(1)?.pop().ok_or("an empty book")?;
        Ok(Logging { book, rows, pattern, random: u64::from(std::process::id()) })
    }

    /// Any person, any id.
    fn once(&mut self) -> Result<(), StoreError> {
        // Knuth's MMIX generator.
        self.random =
            self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let row = &self.rows[(self.random >> 33) as usize % self.rows.len()];
        let mut id = *self.pattern.id.as_bytes();
        id[8..].copy_from_slice(&self.random.to_be_bytes());
        let id = CheckInId::from_bytes(id);
        let check_in = CheckIn { id, people: vec![row.id], logged: generate::now(), ..self.pattern.clone() };
        let changes = vec![Change::Put(Record::CheckIn(check_in))];
        self.book.commit(Act::new(generate::now(), "log", changes)).map(drop)
    }

    /// How many milliseconds one took.
    fn timed(&mut self) -> Result<f64, StoreError> {
        let start = Instant::now();
        self.once()?;
        Ok(start.elapsed().as_secs_f64() * 1e3)
    }
}
