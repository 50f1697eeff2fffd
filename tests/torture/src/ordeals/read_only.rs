//! A folder that cannot be written: the file system is switched to read-only, as Linux does with a disk that fails, or
//! somebody has taken the right to write away. The book opens for reading and says why it does not write, and writes
//! again when it may.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::inject::is_clear;
use crate::{
    Bench, Failed, Outcome,
    diary::{Deed, Mark},
    ledger::Ledger,
    program::{self, Talk},
    template,
    tools::Tmpfs,
};

const BAR: &str = "opens for reading, writes refused with a clear message, writes again by itself";

/// Takes the right to write away, in both ways.
///
/// # Errors
/// When it cannot be carried through.
pub fn read_only(bench: &Bench) -> Result<Outcome, Failed> {
    let mut outcome = Outcome::new("a folder that can only be read, then written again", BAR);
    let folder = tempfile::tempdir()?;
    let disk = match Tmpfs::mount(&folder.path().join("disk"), 64) {
        Ok(disk) => disk,
        Err(why) => return Ok(outcome.skipped(why)),
    };
    let home = folder.path().join("disk").join("book");
    let ledger = template::fill(&home, 200)?;
    let mut trial = Trial { bench, program: bench.own.clone(), nobody: false, home: &home, run: 0, ledger };
    let remount = |writable: bool| disk.change(if writable { "rw" } else { "ro" });
    trial.pass("a read-only file system", &remount, &mut outcome)?;
    if as_nobody::possible() {
        trial.program = as_nobody::program(&bench.own, folder.path())?;
        trial.nobody = true;
        as_nobody::give(&home)?;
        trial.pass(
            "a folder without the right to write",
            &|writable| as_nobody::allow(&home, writable),
            &mut outcome,
        )?;
    } else {
        outcome.count("of two ways only one, for the other takes root", 1);
    }
    Ok(outcome)
}

struct Trial<'a> {
    bench: &'a Bench,
    program: PathBuf,
    nobody: bool,
    home: &'a Path,
    run: u32,
    ledger: Ledger,
}

impl Trial<'_> {
    fn pass(
        &mut self,
        way: &str,
        allow: &dyn Fn(bool) -> Result<(), Failed>,
        outcome: &mut Outcome,
    ) -> Result<(), Failed> {
        allow(false)?;
        self.command(way, outcome)?;
        self.run += 1;
        let mut command = Command::new(&self.program);
        command.arg("work").arg(self.home).arg(self.run.to_string());
        // Often there is one disk for everything: what is thrown away cannot be written there either.
        command.env("TMPDIR", self.home.parent().unwrap_or(self.home));
        let mut talk = Talk::start(self.as_nobody(command))?;
        let first = talk.hear()?;
        if first.as_deref() != Some("open") {
            outcome.fault(format!("{way}: the book does not open for reading: {first:?}"));
            allow(true)?;
            return self.ledger.check(self.bench, self.home, way, outcome);
        }
        outcome.count("opened for reading", 1);
        self.reads(&mut talk, way, outcome)?;
        talk.tell("do 1");
        match talk.hear()? {
            Some(line) if line.starts_with("refused ") && is_clear(&line) => outcome.count("refused", 1),
            said => outcome.fault(format!("{way}: writing says {said:?}")),
        }
        talk.hear()?;
        allow(true)?;
        talk.tell("do 5");
        let mut done = 0;
        while let Some(line) = talk.hear()? {
            match line.strip_prefix("did ").map(str::parse::<Mark>) {
                Some(mark) => {
                    self.ledger.acknowledged(mark?);
                    done += 1;
                }
                None if line == "done" => break,
                None => outcome.fault(format!("{way}: may write again, and says “{line}”")),
            }
        }
        if done == 5 {
            outcome.count("gone on in the same process", 1);
        }
        talk.dismiss();
        talk.rest()?;
        self.ledger.check(self.bench, self.home, way, outcome)
    }

    /// The real program reads, and refuses to log.
    fn command(&mut self, way: &str, outcome: &mut Outcome) -> Result<(), Failed> {
        if self.nobody {
            // It lies where only its owner gets to; the child has shown it the other way.
            return Ok(());
        }
        let kith = |arguments: Vec<String>| {
            let mut command = Command::new(&self.bench.kith);
            command.arg("--home").arg(self.home).args(arguments);
            command.env("TMPDIR", self.home.parent().unwrap_or(self.home));
            program::end(command, "")
        };
        let read = kith(vec!["history".to_owned()])?;
        if read.code != Some(0) || read.out.lines().count() != 20 {
            outcome.fault(format!("{way}: kith history says {:?}, {}", read.code, read.err.trim()));
        }
        let refused = kith(Mark { run: 999, act: 0 }.arguments())?;
        if refused.code != Some(1) || refused.err.trim().is_empty() || !refused.err.lines().all(is_clear) {
            outcome.fault(format!("{way}: kith log says {:?}, {}", refused.code, refused.err.trim()));
        }
        Ok(())
    }

    fn reads(&self, talk: &mut Talk, way: &str, outcome: &mut Outcome) -> Result<(), Failed> {
        talk.tell("read");
        let said = talk.hear()?;
        let count = said.as_deref().and_then(|line| line.strip_prefix("read ")?.parse().ok());
        let known = self.ledger.must.iter().filter(|mark| mark.deed() == Deed::Log).count();
        if count != Some(known) {
            outcome.fault(format!("{way}: of {known} contacts it reads {said:?}"));
        }
        Ok(())
    }

    fn as_nobody(&self, command: Command) -> Command {
        if self.nobody { as_nobody::run(command) } else { command }
    }
}

/// Root may write everywhere, so the second way takes a user who may not: `nobody`.
#[cfg(unix)]
mod as_nobody {
    use std::{
        fs, io,
        os::unix::{
            fs::{MetadataExt, PermissionsExt, chown},
            process::CommandExt,
        },
        path::{Path, PathBuf},
        process::Command,
    };

    use crate::Failed;

    const NOBODY: u32 = 65534;

    /// Whether this process can become somebody else.
    pub(super) fn possible() -> bool {
        fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
    }

    /// The program, where everybody gets to it.
    pub(super) fn program(own: &Path, folder: &Path) -> Result<PathBuf, Failed> {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
        let copy = folder.join("kith-torture");
        fs::copy(own, &copy)?;
        Ok(copy)
    }

    pub(super) fn run(mut command: Command) -> Command {
        command.uid(NOBODY).gid(NOBODY);
        command
    }

    /// Makes a folder and all in it nobody's.
    pub(super) fn give(folder: &Path) -> io::Result<()> {
        each(folder, &|path| chown(path, Some(NOBODY), Some(NOBODY)))
    }

    /// Lets the folder be written by its owner, or by nobody.
    pub(super) fn allow(folder: &Path, writable: bool) -> Result<(), Failed> {
        let mode = |path: &Path| match (path.is_dir(), writable) {
            (true, true) => 0o700,
            (true, false) => 0o500,
            (false, true) => 0o600,
            (false, false) => 0o400,
        };
        Ok(each(folder, &|path| fs::set_permissions(path, fs::Permissions::from_mode(mode(path))))?)
    }

    fn each(folder: &Path, work: &dyn Fn(&Path) -> io::Result<()>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() { each(&path, work)? } else { work(&path)? }
        }
        work(folder)
    }
}

#[cfg(not(unix))]
mod as_nobody {
    use std::{
        io,
        path::{Path, PathBuf},
        process::Command,
    };

    use crate::Failed;

    pub(super) fn possible() -> bool {
        false
    }

    pub(super) fn program(own: &Path, _: &Path) -> Result<PathBuf, Failed> {
        Ok(own.to_owned())
    }

    pub(super) fn run(command: Command) -> Command {
        command
    }

    pub(super) fn give(_: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn allow(_: &Path, _: bool) -> Result<(), Failed> {
        Ok(())
    }
}
