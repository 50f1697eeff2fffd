//! `kill -9`, at moments that nobody chose: while the book is opened and its journal replayed, while acts stream in,
//! and while it is closed.
#![expect(clippy::disallowed_methods, reason = "the moment of a kill is a moment on the clock")]

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64;

use crate::{
    Bench, Failed, Outcome,
    diary::{Deed, Mark},
    ledger::Ledger,
    program::Talk,
    template::{self, INDEX},
    tools,
};

const BAR: &str = "0 acknowledged acts lost, 0 books that do not open, nothing invented";

/// What makes an opening long.
#[derive(Clone, Copy, Debug)]
enum Long {
    /// The index is gone, and is made again from the whole journal.
    Missing,
    /// The index has a third of the journal.
    Behind,
    /// The index is gone, and the journal ends in the middle of a line.
    Torn,
}

/// A book is opened anew after so many kills; until then each kill meets what the one before has left.
const IN_A_ROW: usize = 5;

/// Kills while the book is opened: half of the bar's thousand.
///
/// # Errors
/// When it cannot be carried through.
pub fn opening(bench: &Bench) -> Result<Outcome, Failed> {
    let mut outcome = Outcome::new("kill -9 while the book is opened and its journal replayed", BAR);
    let wanted = bench.of(9, 500) as u64;
    let folder = tempfile::tempdir()?;
    let (whole, behind) = (folder.path().join("whole"), folder.path().join("behind"));
    let known = template::fill_twice(&whole, &behind, bench.of(900, 4_000) as u32)?;
    let home = folder.path().join("book");
    let mut random = Pcg64::seed_from_u64(bench.seed);
    let mut attempts = 0;
    while outcome.counted("kills") < wanted {
        let long = [Long::Missing, Long::Behind, Long::Torn][attempts % 3];
        prepare(long, &whole, &behind, &home)?;
        let takes = takes(&open(bench, &home, 1), |talk| talk.hear().map(drop))?;
        prepare(long, &whole, &behind, &home)?;
        let mut left = IN_A_ROW.min((wanted - outcome.counted("kills")) as usize);
        while left > 0 {
            attempts += 1;
            let real = is_real(attempts);
            let mut talk = Talk::start(open(bench, &home, attempts))?;
            thread::sleep(takes.mul_f64(random.random_range(0.0..0.9)));
            talk.dismiss();
            let (said, ended) = talk.kill()?;
            if !said.is_empty() || ended.code.is_some() {
                // It was quicker this time; that is no kill of the bar.
                outcome.count("came too late", 1);
                prepare(long, &whole, &behind, &home)?;
                if outcome.counted("came too late") > 4 * wanted {
                    return Err("hardly any kill comes in time".into());
                }
                continue;
            }
            left -= 1;
            outcome.count("kills", 1);
            outcome.count(if real { "of them of `kith`" } else { "of them of the child" }, 1);
            // What is looked at is a copy, for looking mends it, and the next kill is to meet it as it is.
            let copy = folder.path().join("copy");
            tools::renew(&home, &copy)?;
            known.clone().check(bench, &copy, &format!("{long:?}, attempt {attempts}"), &mut outcome)?;
        }
    }
    Ok(outcome)
}

/// Every other attempt is made on the real program.
fn is_real(attempt: usize) -> bool {
    attempt.is_multiple_of(2)
}

/// Opens the book, by the child or by the real program.
fn open(bench: &Bench, home: &Path, attempt: usize) -> Command {
    if is_real(attempt) {
        let mut command = Command::new(&bench.kith);
        command.arg("--home").arg(home).args(["history", "--limit", "1"]);
        command
    } else {
        work(bench, home, 1)
    }
}

fn work(bench: &Bench, home: &Path, run: u32) -> Command {
    let mut command = Command::new(&bench.own);
    command.arg("work").arg(home).arg(run.to_string());
    command
}

fn prepare(long: Long, whole: &Path, behind: &Path, home: &Path) -> Result<(), Failed> {
    match long {
        Long::Behind => tools::renew(behind, home)?,
        Long::Missing | Long::Torn => {
            tools::renew(whole, home)?;
            fs::remove_dir_all(home.join(INDEX))?;
        }
    }
    if let Long::Torn = long {
        tear(home)?;
    }
    Ok(())
}

/// Half of a line at the end of the journal, as a power cut leaves it.
pub(crate) fn tear(home: &Path) -> Result<(), Failed> {
    let segments = fs::read_dir(home.join("journal"))?.map(|entry| Ok(entry?.path()));
    let mut plain: Vec<_> = segments.collect::<Result<_, std::io::Error>>()?;
    plain.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    let last = plain.into_iter().max().ok_or("the journal has no segment to tear")?;
    let mut file = OpenOptions::new().append(true).open(last)?;
    Ok(file.write_all(br#"{"seq":4711,"crc":"00000000","body":{"at":"#)?)
}

/// How long something takes that begins with a program and ends with a word of it.
fn takes(command: &Command, until: impl FnOnce(&mut Talk) -> Result<(), Failed>) -> Result<Duration, Failed> {
    let mut again = Command::new(command.get_program());
    again.args(command.get_args());
    let start = Instant::now();
    let mut talk = Talk::start(again)?;
    until(&mut talk)?;
    Ok(start.elapsed())
}

/// So many kills meet one book, then another is begun.
const OF_ONE_BOOK: u32 = 40;

/// Kills while acts stream in: the other half.
///
/// # Errors
/// When it cannot be carried through.
pub fn stream(bench: &Bench) -> Result<Outcome, Failed> {
    let mut outcome = Outcome::new("kill -9 while acts stream in, and while the book is closed", BAR);
    let folder = tempfile::tempdir()?;
    let whole = folder.path().join("whole");
    let known = template::fill(&whole, 50)?;
    let home = folder.path().join("book");
    let mut random = Pcg64::seed_from_u64(bench.seed + 1);
    let mut ledger = known.clone();
    for run in 1..=bench.of(10, 500) as u32 {
        if run % OF_ONE_BOOK == 1 {
            tools::renew(&whole, &home)?;
            ledger = known.clone();
        }
        outcome.count("kills", 1);
        match run % 5 {
            0 => kill_command(bench, &home, run, &mut random, &mut ledger, &mut outcome)?,
            1 => kill_closing(bench, &home, run, &mut random, &mut ledger, &mut outcome)?,
            _ => kill_stream(bench, &home, run, &mut random, &mut ledger, &mut outcome)?,
        }
        ledger.check(bench, &home, &format!("run {run}"), &mut outcome)?;
    }
    Ok(outcome)
}

/// Kills the child some acts after it has begun.
fn kill_stream(
    bench: &Bench,
    home: &Path,
    run: u32,
    random: &mut Pcg64,
    ledger: &mut Ledger,
    outcome: &mut Outcome,
) -> Result<(), Failed> {
    let mut talk = Talk::start(work(bench, home, run))?;
    talk.tell("do 100000");
    let mut answers = Answers { run, next: 0, ledger, outcome };
    for _ in 0..random.random_range(0..60) {
        match talk.hear()? {
            Some(line) => answers.hear(&line),
            None => break,
        }
    }
    thread::sleep(Duration::from_micros(random.random_range(0..6_000)));
    let (rest, ended) = talk.kill()?;
    rest.iter().for_each(|line| answers.hear(line));
    answers.unanswered();
    if ended.code.is_some() {
        outcome.fault(format!(
            "run {run}: the child ended by itself ({:?}): {}",
            ended.code,
            ended.err.trim()
        ));
    }
    Ok(())
}

/// Kills the child while it closes the book.
fn kill_closing(
    bench: &Bench,
    home: &Path,
    run: u32,
    random: &mut Pcg64,
    ledger: &mut Ledger,
    outcome: &mut Outcome,
) -> Result<(), Failed> {
    let mut talk = Talk::start(work(bench, home, run))?;
    talk.tell(&format!("do {}", random.random_range(1..20)));
    let mut answers = Answers { run, next: 0, ledger, outcome };
    while let Some(line) = talk.hear()? {
        answers.hear(&line);
        if line == "done" {
            break;
        }
    }
    talk.dismiss();
    thread::sleep(Duration::from_micros(random.random_range(0..12_000)));
    let (_, ended) = talk.kill()?;
    let what = if ended.code.is_none() { "of them in closing" } else { "of them just after closing" };
    outcome.count(what, 1);
    Ok(())
}

/// Kills `kith log`.
fn kill_command(
    bench: &Bench,
    home: &Path,
    run: u32,
    random: &mut Pcg64,
    ledger: &mut Ledger,
    outcome: &mut Outcome,
) -> Result<(), Failed> {
    // How long it takes on this book, seen at another contact.
    let logs = |act: u32| {
        let mut command = Command::new(&bench.kith);
        command.arg("--home").arg(home).args(Mark { run, act }.arguments());
        command.stdin(Stdio::null());
        command
    };
    let first = Mark { run, act: 0 };
    let start = Instant::now();
    let (_, ended) = Talk::start(logs(first.act))?.rest()?;
    let takes = start.elapsed();
    match ended.code {
        Some(0) => ledger.acknowledged(first),
        code => outcome.fault(format!("run {run}: kith refused ({code:?}): {}", ended.err.trim())),
    }
    let second = Mark { run, act: 1 };
    let talk = Talk::start(logs(second.act))?;
    thread::sleep(takes.mul_f64(random.random_range(0.0..1.0)));
    let (_, ended) = talk.kill()?;
    outcome.count("of them of `kith log`", 1);
    match ended.code {
        Some(0) => ledger.acknowledged(second),
        _ => ledger.begun(second),
    }
    Ok(())
}

/// What the child has answered.
struct Answers<'a> {
    run: u32,
    next: u32,
    ledger: &'a mut Ledger,
    outcome: &'a mut Outcome,
}

impl Answers<'_> {
    fn hear(&mut self, line: &str) {
        if let Some(mark) = line.strip_prefix("did ").and_then(|mark| mark.parse::<Mark>().ok()) {
            self.ledger.acknowledged(mark);
            self.next = mark.act + 1;
            self.outcome.count("acknowledged acts", 1);
            if mark.deed() == Deed::Crowd {
                self.outcome.count("of them imports", 1);
            }
        } else if line != "open" && line != "done" {
            self.outcome.fault(format!("run {}: {line}", self.run));
        }
    }

    /// The act that was under way when the child was killed.
    fn unanswered(&mut self) {
        self.ledger.begun(Mark { run: self.run, act: self.next });
    }
}
