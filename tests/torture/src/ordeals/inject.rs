//! The N-th system call of a kind fails, for every N: `strace` answers in place of the kernel. Only calls on the paths
//! of the book are counted and failed, so that it is Kith that is tried and not the loader of programs.

use std::{
    collections::BTreeSet,
    fs,
    num::NonZero,
    path::PathBuf,
    process::Command,
    sync::{Mutex, PoisonError},
    thread,
};

use tempfile::TempDir;

use super::kill::tear;
use crate::{
    Bench, Failed, Outcome, Scale,
    diary::Mark,
    ledger::Ledger,
    locking::{self, PASSPHRASE},
    program::{self, Ended},
    template::{self, INDEX},
    tools::{self, Tmpfs},
};

const BAR: &str =
    "no false acknowledgement, no panic, a clear message, the book opens and takes the next act";

/// What fails, and the system calls that do it on this or that system.
const CALLS: [(&str, &str); 5] = [
    ("truncate", "ftruncate"),
    ("rename", "rename,renameat,renameat2"),
    ("open", "openat"),
    ("write", "write,pwrite64,writev"),
    ("sync", "fdatasync,fsync,sync_file_range"),
];

const ERRORS: [&str; 2] = ["EIO", "ENOSPC"];

/// N goes up to here.
const MOST: usize = 300;

/// What is done while a call fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Scene {
    /// `kith people add` in an empty folder.
    Begin,
    /// `kith log`.
    Log,
    /// `kith log` on a book without an index, with half a line at the end of its journal.
    Mend,
    /// `kith check --repair` on such a book.
    Repair,
    /// `kith import` of many people.
    Import,
    /// `kith restore` of a backup with somebody more in it.
    Restore,
    /// A lock is put on.
    Lock,
    /// `kith lock off`.
    Unlock,
    /// The child opens the book, logs for a while, fills a segment, and closes it.
    Stream,
}

const SCENES: [Scene; 9] = [
    Scene::Begin,
    Scene::Log,
    Scene::Mend,
    Scene::Repair,
    Scene::Import,
    Scene::Restore,
    Scene::Lock,
    Scene::Unlock,
    Scene::Stream,
];

impl Scene {
    /// Whether the book is to be locked afterwards, where the scene is about that.
    fn locks(self) -> Option<bool> {
        match self {
            Scene::Lock => Some(true),
            Scene::Unlock => Some(false),
            _ => None,
        }
    }
}

/// The process in most scenes: one that imports nobody, see [`Mark::deed`].
const RUN: u32 = 2;

/// The act of [`Scene::Import`], in a process that imports.
const CROWD: Mark = Mark { run: 3, act: 39 };

/// The act of [`Scene::Begin`], and what [`Scene::Restore`] brings.
const SOMEBODY: Mark = Mark { run: RUN, act: 7 };

/// So many acts of [`Scene::Stream`]: enough for three hundred syncs.
const STREAM: usize = 310;

/// Fails every call, one a run; several runs at a time, each with a book of its own.
///
/// # Errors
/// When it cannot be carried through.
pub fn inject(bench: &Bench) -> Result<Outcome, Failed> {
    let mut outcome = Outcome::new("the N-th write, sync, rename, truncate, open of the book fails", BAR);
    if !tools::installed("strace") {
        return Ok(outcome.skipped("strace is not installed"));
    }
    if let Some(why) = Stage::set(bench)?.cannot_trace()? {
        return Ok(outcome.skipped(why));
    }
    let mut parts = Vec::new();
    for scene in SCENES {
        for (name, calls) in CALLS {
            parts.extend(ERRORS.map(|error| Part { scene, name, calls, error }));
        }
    }
    let parts = Mutex::new(parts);
    // Most of the time goes into waiting for processes to begin and to end.
    let workers = thread::available_parallelism().map_or(1, NonZero::get) * 2;
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(|| work(bench, &parts))).collect();
        for worker in workers {
            outcome.add(worker.join().map_err(|_| "a worker of the ordeal panicked")??);
        }
        Ok(outcome)
    })
}

/// One kind of call in one scene, failing in one way.
#[derive(Clone, Copy)]
struct Part {
    scene: Scene,
    name: &'static str,
    calls: &'static str,
    error: &'static str,
}

/// Takes one part after the other, the longest first, on a stage of its own.
fn work(bench: &Bench, parts: &Mutex<Vec<Part>>) -> Result<Outcome, Failed> {
    let mut outcome = Outcome::new("", BAR);
    let stage = Stage::set(bench)?;
    let next = || parts.lock().unwrap_or_else(PoisonError::into_inner).pop();
    while let Some(part) = next() {
        let paths = stage.rehearse(part.scene)?;
        stage.fail_each(part, &paths, &mut outcome)?;
    }
    Ok(outcome)
}

/// The books to begin with, and the place where it happens.
struct Stage<'a> {
    bench: &'a Bench,
    // Before the folder, so that it is unmounted before that is removed.
    _memory: Option<Tmpfs>,
    folder: TempDir,
    known: Ledger,
}

impl Stage<'_> {
    fn set(bench: &Bench) -> Result<Stage<'_>, Failed> {
        // The canonical path, for strace compares paths as the kernel has them.
        let folder = tempfile::tempdir_in(fs::canonicalize(std::env::temp_dir())?)?;
        // In memory where that can be had: what fails is decided here and not by the disk, which only takes longer.
        let _memory = Tmpfs::mount(folder.path(), 256).ok();
        let known = template::fill(&folder.path().join("whole"), 100)?;
        fs::write(folder.path().join("crowd.vcf"), CROWD.crowd())?;
        tools::copy(&folder.path().join("whole"), &folder.path().join("locked"))?;
        locking::put(&folder.path().join("locked"))?;
        let stage = Stage { bench, _memory, folder, known };
        // The backup is of the same book, after one act more.
        tools::renew(&stage.folder.path().join("whole"), &stage.home())?;
        let name = SOMEBODY.name(None);
        for arguments in [vec!["people", "add", &name], vec!["backup", "backup.jsonl.gz"]] {
            let mut command = stage.kith();
            command.args(arguments).current_dir(stage.folder.path());
            let ended = program::end(command, "")?;
            if ended.code != Some(0) {
                return Err(format!("the stage cannot be set: {}", ended.err.trim()).into());
            }
        }
        Ok(stage)
    }

    /// `kith` on the book of the scene.
    fn kith(&self) -> Command {
        let mut command = Command::new(&self.bench.kith);
        command.arg("--home").arg(self.home());
        command
    }

    /// What `kith` reads: what opens the book, if it is locked.
    fn opening() -> String {
        format!("{PASSPHRASE}\n")
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("book")
    }

    fn trace(&self) -> PathBuf {
        self.folder.path().join("trace")
    }

    /// Why strace works on nothing here, if so.
    fn cannot_trace(&self) -> Result<Option<String>, Failed> {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-o"]).arg(self.trace()).arg("true");
        let ended = program::end(command, "")?;
        Ok((ended.code != Some(0)).then(|| format!("strace does not work here: {}", ended.err.trim())))
    }

    /// The book as it is before the scene, and what is in it.
    fn prepare(&self, scene: Scene) -> Result<Ledger, Failed> {
        let (home, whole) = (self.home(), self.folder.path().join("whole"));
        match scene {
            Scene::Begin => {
                if home.exists() {
                    fs::remove_dir_all(&home)?;
                }
                return Ok(Ledger::default());
            }
            Scene::Log | Scene::Stream | Scene::Import | Scene::Restore | Scene::Lock => {
                tools::renew(&whole, &home)?;
            }
            Scene::Unlock => tools::renew(&self.folder.path().join("locked"), &home)?,
            Scene::Mend | Scene::Repair => {
                tools::renew(&whole, &home)?;
                fs::remove_dir_all(home.join(INDEX))?;
                tear(&home)?;
            }
        }
        Ok(self.known.clone())
    }

    /// The program of the scene under strace, with these options of it; and what the program is told.
    fn command(&self, scene: Scene, options: &[String]) -> (Command, String) {
        // What hangs is a fault as well, and must not hang the ordeal.
        let mut command = Command::new("timeout");
        command.args(["--kill-after=5", "90", "strace", "-f", "-qq", "-o"]).arg(self.trace()).args(options);
        let mark = Mark { run: RUN, act: 0 };
        match scene {
            Scene::Stream => {
                command.arg(&self.bench.own).arg("work").arg(self.home()).arg(RUN.to_string());
                // The second time is for what comes after a refusal, which ends the first.
                return (command, format!("do {}\ndo 3\n", self.bench.of(10, STREAM)));
            }
            Scene::Lock => {
                command.arg(&self.bench.own).arg("lock").arg(self.home());
            }
            Scene::Unlock => {
                command.arg(&self.bench.kith).arg("--home").arg(self.home());
                command.args(["--passphrase-stdin", "lock", "off"]);
                return (command, Self::opening());
            }
            Scene::Begin => {
                command.arg(&self.bench.kith).arg("--home").arg(self.home());
                command.args(["people", "add", &SOMEBODY.name(None)]);
            }
            Scene::Repair => {
                command.arg(&self.bench.kith).arg("--home").arg(self.home()).args(["check", "--repair"]);
            }
            Scene::Import => {
                command.arg(&self.bench.kith).arg("--home").arg(self.home()).arg("import");
                command.arg(self.folder.path().join("crowd.vcf"));
            }
            Scene::Restore => {
                command.arg(&self.bench.kith).arg("--home").arg(self.home()).args(["restore", "--yes"]);
                command.arg(self.folder.path().join("backup.jsonl.gz"));
            }
            Scene::Log | Scene::Mend => {
                command.arg(&self.bench.kith).arg("--home").arg(self.home()).args(mark.arguments());
            }
        }
        (command, String::new())
    }

    /// Lets the scene pass unharmed, and gives every path of the book that it touches.
    fn rehearse(&self, scene: Scene) -> Result<BTreeSet<PathBuf>, Failed> {
        self.prepare(scene)?;
        let (command, input) =
            self.command(scene, &["-y".to_owned(), "-s0".to_owned(), "-etrace=%file,%desc".to_owned()]);
        let ended = program::end(command, &input)?;
        // A check that finds something to mend says so by its code, too.
        if ended.code != Some(0) && scene != Scene::Repair {
            return Err(format!("{scene:?} fails even unharmed: {}", ended.err.trim()).into());
        }
        let traced = fs::read_to_string(self.trace())?;
        let home = self.home().display().to_string();
        // Paths stand between quotes as arguments, and between angle brackets behind a descriptor.
        let paths = traced.split(['"', '<', '>']).filter(|text| text.starts_with(&home)).map(PathBuf::from);
        Ok(paths.collect())
    }

    fn fail_each(&self, part: Part, paths: &BTreeSet<PathBuf>, outcome: &mut Outcome) -> Result<(), Failed> {
        let Part { scene, name, calls, error } = part;
        let mut number = 1;
        while number <= MOST {
            let when = format!("{scene:?}, {name} {number}, {error}");
            let mut ledger = self.prepare(scene)?;
            let mut options: Vec<String> = paths.iter().map(|path| format!("-P{}", path.display())).collect();
            options.push(format!("-etrace={calls}"));
            options.push(format!("-einject={calls}:error={error}:when={number}"));
            let (command, input) = self.command(scene, &options);
            let ended = program::end(command, &input)?;
            if !fs::read_to_string(self.trace())?.contains("(INJECTED)") {
                // There are no more calls of this kind.
                break;
            }
            outcome.count("failed calls", 1);
            outcome.count(&format!("of them {name}"), 1);
            judge(scene, &ended, &when, &mut ledger, outcome);
            if let Some(meant) = scene.locks() {
                let done = ended.code == Some(0);
                let is_on = locking::is_on(&self.home())?;
                if is_on != (meant == done) {
                    let said = [ended.out.trim(), ended.err.trim()].join(" ");
                    outcome.fault(format!("{when}: locked is {is_on}, although it said “{said}”"));
                }
            }
            ledger.check(self.bench, &self.home(), &when, outcome)?;
            self.goes_on(&when, &mut ledger, outcome)?;
            number += self.step();
        }
        Ok(())
    }

    /// The small form fails every seventh call.
    fn step(&self) -> usize {
        if self.bench.scale == Scale::Small { 7 } else { 1 }
    }

    /// The book takes the next act.
    fn goes_on(&self, when: &str, ledger: &mut Ledger, outcome: &mut Outcome) -> Result<(), Failed> {
        let mark = Mark { run: RUN + 2, act: 7 };
        let mut command = self.kith();
        command.args(["--passphrase-stdin", "people", "add", &mark.name(None)]);
        let ended = program::end(command, &Self::opening())?;
        if ended.code != Some(0) {
            outcome.fault(format!("{when}: the next act is refused: {}", ended.err.trim()));
            return Ok(());
        }
        ledger.acknowledged(mark);
        Ok(())
    }
}

/// What the program has acknowledged, and whether it ended as it should and said what a person understands.
fn judge(scene: Scene, ended: &Ended, when: &str, ledger: &mut Ledger, outcome: &mut Outcome) {
    let done = ended.code == Some(0);
    match (scene, ended.code) {
        (_, Some(0)) => {}
        (Scene::Stream, Some(1)) => {}
        (_, Some(1)) => {
            if ended.err.trim().is_empty() && (scene, ended.out.trim().is_empty()) != (Scene::Repair, false) {
                outcome.fault(format!("{when}: refused without a word"));
            }
        }
        (_, code) => outcome.fault(format!("{when}: ended with {code:?}: {}", ended.err.trim())),
    }
    for text in [&ended.out, &ended.err] {
        if let Some(line) = text.lines().find(|line| !is_clear(line)) {
            outcome.fault(format!("{when}: says “{line}”"));
        }
    }
    let mut refused = !done;
    let mut went_on = false;
    match scene {
        Scene::Begin | Scene::Restore if done => ledger.acknowledged(SOMEBODY),
        Scene::Import if done => ledger.acknowledged(CROWD),
        Scene::Log | Scene::Mend if done => ledger.acknowledged(Mark { run: RUN, act: 0 }),
        // An import or a restore that is refused has changed nothing.
        Scene::Begin | Scene::Log | Scene::Mend | Scene::Repair | Scene::Import | Scene::Restore => {}
        Scene::Lock | Scene::Unlock => {}
        Scene::Stream => {
            let acts = ended.out.lines().filter_map(|line| line.strip_prefix("did "));
            acts.filter_map(|mark| mark.parse().ok()).for_each(|mark| ledger.acknowledged(mark));
            let mut after = ended.out.lines().skip_while(|line| !line.starts_with("refused"));
            refused |= after.next().is_some();
            went_on = after.any(|line| line.starts_with("did "));
        }
    }
    outcome.count(if refused { "refused" } else { "done all the same" }, 1);
    if went_on {
        outcome.count("of the refused went on in the same process", 1);
    }
}

/// Whether a line is for people: no panic, no code, nothing in the notation of the program.
pub(crate) fn is_clear(line: &str) -> bool {
    !["panicked", "Os {", "os error", "Error(", "Kind::", "RUST_BACKTRACE", "stack backtrace"]
        .iter()
        .any(|sign| line.contains(sign))
}
