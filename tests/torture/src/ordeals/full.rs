//! A disk of 24 MB that is filled to the end, by the acts themselves and by others, and then grown, while one and the
//! same process has the book open.

use std::{
    fs::File,
    io::{self, Write},
    path::Path,
    process::Command,
};

use super::inject::is_clear;
use crate::{
    Bench, Failed, Outcome,
    diary::Mark,
    ledger::Ledger,
    program::{self, Talk},
    template,
    tools::Tmpfs,
};

const BAR: &str =
    "every acknowledged act present, a clear message, reading goes on, writing goes on without a restart";

/// Megabytes of the disk.
const SMALL: u32 = 24;
/// Megabytes each time it has grown.
const GROWN_BY: u32 = 24;

/// Fills the disk in three ways, and grows it each time.
///
/// # Errors
/// When it cannot be carried through.
pub fn full(bench: &Bench) -> Result<Outcome, Failed> {
    let mut outcome = Outcome::new("a disk of 24 MB, filled to the end, then grown", BAR);
    let folder = tempfile::tempdir()?;
    let disk = match Tmpfs::mount(&folder.path().join("disk"), SMALL) {
        Ok(disk) => disk,
        Err(why) => return Ok(outcome.skipped(why)),
    };
    let home = folder.path().join("disk").join("book");
    let filler = folder.path().join("disk").join("filler");
    let mut filling =
        Filling { bench, disk: &disk, home: &home, run: 0, size: SMALL, ledger: template::fill(&home, 10)? };
    for round in 1..=bench.of(1, 9) as u32 {
        filling.by_acts(&filler, round, &mut outcome)?;
    }
    drop(disk);
    Ok(outcome)
}

struct Filling<'a> {
    bench: &'a Bench,
    disk: &'a Tmpfs,
    home: &'a Path,
    run: u32,
    size: u32,
    ledger: Ledger,
}

impl Filling<'_> {
    /// Acts until there is no room; in every other round somebody else then takes the very last byte. A second
    /// process opens the full book; then the disk grows, and the process that was refused goes on.
    fn by_acts(&mut self, filler: &Path, round: u32, outcome: &mut Outcome) -> Result<(), Failed> {
        let mut talk = self.start()?;
        let when = format!("round {round}");
        self.acts(&mut talk, u32::MAX, &when, outcome)?;
        if !round.is_multiple_of(2) {
            take_all(filler)?;
        }
        self.refuses(&mut talk, &when, outcome)?;
        self.reads(&mut talk, &when, outcome)?;
        if round.is_multiple_of(3) {
            // Another process meets the full disk from the beginning.
            talk.dismiss();
            talk.rest()?;
            talk = self.start()?;
            self.refuses(&mut talk, &when, outcome)?;
            self.reads(&mut talk, &when, outcome)?;
        }
        self.size += GROWN_BY;
        self.disk.change(&format!("size={}m", self.size))?;
        let before = self.ledger.must.len();
        self.acts(&mut talk, 20, &when, outcome)?;
        match self.ledger.must.len() - before {
            20 => outcome.count("times grown, and gone on in the same process", 1),
            done => {
                outcome.fault(format!("{when}: after the disk has grown only {done} of 20 acts are done"))
            }
        }
        talk.dismiss();
        let (_, ended) = talk.rest()?;
        if ended.code != Some(0) {
            outcome.fault(format!("{when}: ended with {:?}: {}", ended.code, ended.err.trim()));
        }
        self.command(&when, outcome)?;
        self.ledger.check(self.bench, self.home, &when, outcome)
    }

    /// The first process fills the disk with imports too; those after it, with even numbers, without (see
    /// [`Mark::deed`]): an import looks at everybody, and of them there are many then.
    fn next_run(&mut self) {
        self.run = if self.run == 0 { 1 } else { (self.run / 2 + 1) * 2 };
    }

    fn start(&mut self) -> Result<Talk, Failed> {
        self.next_run();
        let mut command = Command::new(&self.bench.own);
        command.arg("work").arg(self.home).arg(self.run.to_string());
        // Often there is one disk for everything: what is thrown away has no other room either.
        command.env("TMPDIR", self.home.parent().unwrap_or(self.home));
        let mut talk = Talk::start(command)?;
        match talk.hear()? {
            Some(line) if line == "open" => Ok(talk),
            said => Err(format!("a full disk, and the book does not open: {said:?}").into()),
        }
    }

    /// Acts, so many or until one is refused.
    fn acts(&mut self, talk: &mut Talk, count: u32, when: &str, outcome: &mut Outcome) -> Result<(), Failed> {
        talk.tell(&format!("do {count}"));
        while let Some(line) = talk.hear()? {
            if let Some(mark) = line.strip_prefix("did ").and_then(|mark| mark.parse::<Mark>().ok()) {
                self.ledger.acknowledged(mark);
                outcome.count("acknowledged acts", 1);
            } else if line == "done" {
                return Ok(());
            } else if !says_full(&line) {
                outcome.fault(format!("{when}: says “{line}”"));
            }
        }
        Err(format!("{when}: the child has ended by itself").into())
    }

    fn refuses(&mut self, talk: &mut Talk, when: &str, outcome: &mut Outcome) -> Result<(), Failed> {
        let before = self.ledger.must.len();
        self.acts(talk, 1, when, outcome)?;
        match self.ledger.must.len() == before {
            true => outcome.count("refused for want of room", 1),
            false => outcome.count("done in the last room there was", 1),
        }
        Ok(())
    }

    fn reads(&self, talk: &mut Talk, when: &str, outcome: &mut Outcome) -> Result<(), Failed> {
        talk.tell("read");
        match talk.hear()? {
            Some(line) if line.starts_with("read ") => outcome.count("read in full while full", 1),
            said => outcome.fault(format!("{when}: reading does not go on: {said:?}")),
        }
        Ok(())
    }

    /// The real program, on the book that was full.
    fn command(&mut self, when: &str, outcome: &mut Outcome) -> Result<(), Failed> {
        self.next_run();
        let mark = Mark { run: self.run, act: 0 };
        let mut command = Command::new(&self.bench.kith);
        command.arg("--home").arg(self.home).args(mark.arguments());
        command.env("TMPDIR", self.home.parent().unwrap_or(self.home));
        let ended = program::end(command, "")?;
        match ended.code {
            Some(0) => self.ledger.acknowledged(mark),
            _ => outcome
                .fault(format!("{when}: kith log is refused after the disk has grown: {}", ended.err.trim())),
        }
        Ok(())
    }
}

/// Whether somebody who reads this knows what is the matter.
fn says_full(line: &str) -> bool {
    line.starts_with("refused ") && is_clear(line) && (line.contains("full") || line.contains("space"))
}

/// Takes every byte that is left.
fn take_all(filler: &Path) -> Result<(), Failed> {
    let mut file = File::options().create(true).append(true).open(filler)?;
    for piece in [1 << 16, 1 << 12, 1] {
        loop {
            match file.write_all(&vec![b'x'; piece]) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::StorageFull => break,
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(())
}
