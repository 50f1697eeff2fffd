//! The book of a long life: 10,000 people and 1,000,000 check-ins.
//!
//! Every figure is taken in a process of its own, so that none is warm from the one before: how long opening takes from
//! a cold disk and after a crash amid logging, what it holds in memory, and what lies on the disk.
#![expect(clippy::disallowed_methods, reason = "measuring is reading a clock")]
#![expect(clippy::print_stdout, reason = "a process tells the one that measures it what it found")]

use std::{
    env,
    error::Error,
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use kith_core::{CheckIn, CheckInId};
use kith_store::{Act, Book, Change, Record};

use crate::{
    generate,
    measure::{self, Figure, figure, median},
};

/// How many people are in it.
pub const PEOPLE: usize = 10_000;
/// And how many check-ins.
pub const CHECK_INS: usize = 1_000_000;

/// Check-ins logged before the process is killed: neither a multiple of what the index is flushed after, nor few.
const LOGS: usize = 500;

/// How often each opening is measured.
const TIMES: usize = 5;

/// All figures of a book made in `home`.
pub fn figures(home: &Path) -> Result<Vec<Figure>, Box<dyn Error>> {
    let mut figures = vec![measure::filling(home, PEOPLE, CHECK_INS)?];
    figures.push(measure::on_disk(home, 120.0)?);
    let (mut cold, mut opened) = (false, Vec::new());
    for _ in 0..TIMES {
        cold = fs::write("/proc/sys/vm/drop_caches", "3").is_ok();
        opened.push(open(home)?);
    }
    let what = if cold { "opened, the disk's cache dropped" } else { "opened, the disk's cache warm" };
    figures.push(figure(what, 150.0, median(opened.iter().map(|opened| opened.ms)), "ms"));
    figures.push(figure(
        "everybody's row read after that",
        None,
        median(opened.iter().map(|o| o.rows_ms)),
        "ms",
    ));
    figures.push(figure("resident then", 90.0, median(opened.iter().map(|opened| opened.resident_mb)), "MB"));
    let mut crashed = Vec::new();
    for _ in 0..TIMES {
        crash(home)?;
        crashed.push(open(home)?.ms);
    }
    figures.push(figure(
        format!("opened after kill -9 amid logging, slowest of {TIMES}"),
        300.0,
        crashed.into_iter().fold(0.0, f64::max),
        "ms",
    ));
    figures.push(measure::on_disk(home, 120.0)?);
    Ok(figures)
}

/// What one opening came to.
struct Opened {
    ms: f64,
    rows_ms: f64,
    resident_mb: f64,
}

fn open(home: &Path) -> Result<Opened, Box<dyn Error>> {
    let told = Command::new(env::current_exe()?).arg("open").arg(home).output()?;
    let told = String::from_utf8_lossy(&told.stdout);
    let values: Vec<f64> = told.split_whitespace().filter_map(|value| value.parse().ok()).collect();
    match values[..] {
        [ms, rows_ms, resident_mb] => Ok(Opened { ms, rows_ms, resident_mb }),
        _ => Err(format!("opening the book said: {told}").into()),
    }
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

/// What this process holds in memory, where the system says so.
fn resident_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    let kib: f64 = line.trim().trim_end_matches(" kB").parse().unwrap_or_default();
    kib * 1024.0 / 1e6
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

/// Logs with one person after the other until it is killed, and tells of each check-in.
///
/// # Errors
/// What the store says.
pub fn log_and_tell(home: &Path) -> Result<(), Box<dyn Error>> {
    let book = Book::open(home)?;
    let rows = book.rows()?;
    let pattern = book.recent(1)?.pop().ok_or("an empty book")?;
    let mut random = u64::from(std::process::id());
    loop {
        // Knuth's MMIX generator: any person, any id.
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let row = &rows[(random >> 33) as usize % rows.len()];
        let mut id = *pattern.id.as_bytes();
        id[8..].copy_from_slice(&random.to_be_bytes());
        let id = CheckInId::from_bytes(id);
        let check_in = CheckIn { id, people: vec![row.id], logged: generate::now(), ..pattern.clone() };
        book.commit(Act::new(generate::now(), "log", vec![Change::Put(Record::CheckIn(check_in))]))?;
        println!("logged");
    }
}
