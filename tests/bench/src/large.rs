//! The book of a long life: 10,000 people and 1,000,000 check-ins.
//!
//! Every figure is taken in a process of its own, so that none is warm from the one before: how long opening takes from
//! a cold disk and after a crash amid logging, what it holds in memory, what lies on the disk, and ([`running`]) what
//! becomes of it all while Kith runs for long.
#![expect(clippy::disallowed_methods, reason = "measuring is reading a clock")]
#![expect(clippy::print_stdout, reason = "a process tells the one that measures it what it found")]

use std::{
    env,
    error::Error,
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::Instant,
};

use chrono_tz::Tz;
use kith_app::{App, Moment, StillClock};
use kith_store::Book;

use crate::{
    generate,
    measure::{self, Disk, Figure, figure, median, resident_mb, slowest, told},
    running,
};

/// How many people are in it.
pub const PEOPLE: usize = 10_000;
/// And how many check-ins.
pub const CHECK_INS: usize = 1_000_000;

/// Check-ins logged before the process is killed: neither a multiple of what the index is flushed after, nor few.
const LOGS: usize = 500;

/// How often each opening is measured.
const TIMES: usize = 9;

/// All figures of a book made in `home`.
pub fn figures(home: &Path) -> Result<Vec<Figure>, Box<dyn Error>> {
    let mut figures = vec![measure::filling(home, PEOPLE, CHECK_INS)?];
    figures.push(measure::on_disk(home, 120.0)?);
    let mut opened = Vec::new();
    for _ in 0..TIMES {
        let disk = measure::drop_caches();
        opened.push((disk, told("open", home)?));
    }
    let disk = opened.iter().map(|(disk, _)| *disk).max().unwrap_or(Disk::Warm);
    let of = |n: usize| opened.iter().map(move |(_, told): &(Disk, [f64; 3])| told[n]);
    figures.push(figure(format!("opened {disk}, median of {TIMES}"), 150.0, median(of(0)), "ms"));
    figures.push(figure(format!("opened {disk}, slowest of {TIMES}"), None, slowest(of(0)), "ms"));
    figures.push(figure("everybody's row read after that", None, median(of(1)), "ms"));
    figures.push(figure("resident then", 90.0, slowest(of(2)), "MB"));
    let mut whole = Vec::new();
    for _ in 0..TIMES {
        measure::drop_caches();
        let [ms] = told("open-app", home)?;
        whole.push(ms);
    }
    figures.push(figure(
        format!("opened {disk} as the app does, with everybody's row, median of {TIMES}"),
        150.0,
        median(whole),
        "ms",
    ));
    let mut crashed = Vec::new();
    for _ in 0..TIMES {
        crash(home)?;
        let [ms, _, _] = told("open", home)?;
        crashed.push(ms);
    }
    figures.push(figure(
        format!("opened after kill -9 amid logging, slowest of {TIMES}"),
        300.0,
        slowest(crashed),
        "ms",
    ));
    fs::remove_dir_all(home.join("index"))?;
    let [ms, _, _] = told("open", home)?;
    figures.push(figure("opened when the index is lost, which is made again", None, ms, "ms"));
    figures.extend(running::figures(home)?);
    // Snapshots are copies, of which there are more or fewer: the bar above is for the book itself.
    figures.push(figure(
        "the book on disk, with a snapshot of it",
        None,
        measure::size(home)? as f64 / 1e6,
        "MB",
    ));
    Ok(figures)
}

/// Opens the book in this process and tells what it came to.
///
/// # Errors
/// What the store says.
pub fn open_and_tell(home: &Path) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let book = Book::open(home)?;
    let opened = start.elapsed();
    let rows = book.rows()?;
    let read = start.elapsed() - opened;
    let told = (opened.as_secs_f64() * 1e3, read.as_secs_f64() * 1e3, resident_mb());
    println!("{:.3} {:.3} {:.3}", told.0, told.1, told.2);
    drop(rows);
    Ok(())
}

/// Opens the book in this process as the app does, with what its first page needs, and tells how long that took.
///
/// # Errors
/// What the app says.
pub fn open_app_and_tell(home: &Path) -> Result<(), Box<dyn Error>> {
    let moment = Moment { now: generate::now(), zone: Tz::Europe__Madrid };
    let start = Instant::now();
    let app = App::open(home, Arc::new(StillClock::new(moment)))?;
    println!("{:.3}", start.elapsed().as_secs_f64() * 1e3);
    drop(app);
    Ok(())
}

/// Lets another process log, and kills it in the middle of that.
fn crash(home: &Path) -> Result<(), Box<dyn Error>> {
    let mut child = Command::new(env::current_exe()?).arg("log").arg(home).stdout(Stdio::piped()).spawn()?;
    let told = child.stdout.take().ok_or("no pipe")?;
    let logged = BufReader::new(told).lines().take(LOGS).filter(Result::is_ok).count();
    child.kill()?;
    child.wait()?;
    if logged == LOGS { Ok(()) } else { Err("logging ended before it was killed".into()) }
}
