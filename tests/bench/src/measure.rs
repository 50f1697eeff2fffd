//! How each figure is taken.
#![expect(clippy::disallowed_methods, reason = "measuring is reading a clock")]

use std::{
    env,
    error::Error,
    fmt, fs,
    io::{Read, Seek},
    path::Path,
    process::{Command, ExitStatus, Stdio},
    sync::Arc,
    time::Instant,
};

use chrono_tz::Tz;
use http::Request;
use kith_app::{App, Moment, NewCheckIn, StillClock};
use kith_core::Mode;
use kith_ui::Ui;
use wait4::Wait4;

use crate::{generate, no_desktop::NoDesktop};

/// One line of the table.
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// The promise, if there is one, in the same unit.
    pub at_most: Option<f64>,
    /// What came out.
    pub measured: Measured,
}

impl Figure {
    /// Whether the promise is kept, if there is one.
    pub fn is_kept(&self) -> bool {
        self.at_most.is_none_or(|most| self.measured.value <= most)
    }

    /// Its line of the table.
    pub fn line(&self) -> String {
        let Figure { what, at_most, measured } = self;
        let verdict = match at_most {
            None => "",
            Some(_) if self.is_kept() => "kept",
            Some(_) => "over",
        };
        let most = at_most.map(|most| Measured { value: most, ..*measured }.to_string()).unwrap_or_default();
        format!("| {what} | {most} | {measured} | {verdict} |")
    }
}

/// A value with its unit.
pub struct Measured {
    /// How much.
    pub value: f64,
    /// Of what.
    pub unit: &'static str,
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} {}", self.value, self.unit)
    }
}

/// A line of the table.
pub fn figure(
    what: impl Into<String>,
    at_most: impl Into<Option<f64>>,
    value: f64,
    unit: &'static str,
) -> Figure {
    Figure { what: what.into(), at_most: at_most.into(), measured: Measured { value, unit } }
}

/// Filling a book, in a process of its own so that its peak is only that.
pub fn filling(home: &Path, people: usize, check_ins: usize) -> Result<Figure, Box<dyn Error>> {
    let mut fill = Command::new(env::current_exe()?);
    let run = run(fill.arg("fill").arg(home).args([people.to_string(), check_ins.to_string()]))?;
    Ok(figure("peak memory while the book is filled", 200.0, run.peak_mb, "MB"))
}

/// `kith --json due` as a whole process: with the files in the page cache, and with the cache dropped where that is
/// allowed.
pub fn due(kith: &Path, home: &Path) -> Result<Vec<Figure>, Box<dyn Error>> {
    let once = || {
        let mut due = Command::new(kith);
        due.arg("--home").arg(home).args(["--now", "2026-11-22T09:00:00[Europe/Madrid]", "--json", "due"]);
        run(&mut due)
    };
    once()?;
    let runs: Vec<Run> = (0..11).map(|_| once()).collect::<Result<_, _>>()?;
    let peak = slowest(runs.iter().map(|run| run.peak_mb));
    let mut figures = vec![
        figure("kith --json due, a whole process", 120.0, median(runs.iter().map(|run| run.ms)), "ms"),
        figure("kith --json due, peak memory", 80.0, peak, "MB"),
    ];
    let mut cold = Vec::new();
    for _ in 0..COLD {
        if drop_caches() == Disk::Cold {
            cold.push(once()?.ms);
        }
    }
    if !cold.is_empty() {
        figures.push(figure(format!("the same {}", Disk::Cold), None, median(cold), "ms"));
    }
    Ok(figures)
}

/// How often it is measured with a cold disk.
const COLD: usize = 5;

/// What happens inside a running Kith.
pub fn inside(home: &Path) -> Result<Vec<Figure>, Box<dyn Error>> {
    let moment = Moment { now: generate::now(), zone: Tz::Europe__Madrid };
    let app = App::open(home, Arc::new(StillClock::new(moment)))?;
    let ui = Ui::new(app.clone(), Arc::new(NoDesktop));
    let today = || drop(ui.respond(page("/today")));
    let support = || drop(ui.respond(page("/support")));
    let need = || drop(ui.respond(page("/need/listening")));
    today();
    let typed = ["t", "to", "tom", "toma", "tomas", "tomas o", "riv", "garden", "xq"];
    app.find("a", 10);
    let keystrokes: Vec<f64> =
        typed.iter().map(|text| median((0..9).map(|_| timed(|| drop(app.find(text, 10)))))).collect();
    let person = app.find("ana", 1).first().map(|found| found.id).ok_or("nobody was generated")?;
    let log = || {
        let new = NewCheckIn {
            people: vec![person],
            mode: Mode::Voice,
            when: None,
            minutes: Some(20),
            started_by: None,
            note: String::from("a call"),
            felt: None,
            promise: None,
        };
        app.log(&new).map(drop)
    };
    // Read once, soon after Kith has opened; what is logged afterwards is followed.
    let mut counting = Ok(());
    let counted = timed(|| counting = app.count());
    counting?;
    let insights = |period: &str| {
        let path = format!("/insights?period={period}");
        median((0..21).map(|_| timed(|| drop(ui.respond(page(&path))))))
    };
    let (weeks, all) = (insights("12-weeks"), insights("all"));
    let mut logs = Vec::new();
    for _ in 0..51 {
        let start = Instant::now();
        log()?;
        logs.push(start.elapsed().as_secs_f64() * 1e3);
    }
    Ok(vec![
        figure("Today rendered by respond", 5.0, median((0..21).map(|_| timed(today))), "ms"),
        figure("Support rendered by respond", 10.0, median((0..21).map(|_| timed(support))), "ms"),
        figure("“I need…” answered by respond", 10.0, median((0..21).map(|_| timed(need))), "ms"),
        figure("Insights rendered by respond, twelve weeks", 100.0, weeks, "ms"),
        figure("Insights rendered by respond, all of it", 100.0, all, "ms"),
        figure("what Insights counts, read once before that", None, counted, "ms"),
        figure("find as you type, the slowest key stroke", 2.0, slowest(keystrokes), "ms"),
        figure(
            "understanding a line, per key stroke",
            None,
            median(
                (0..21)
                    .map(|_| timed(|| drop(app.understand("coffee with Ana Ruiz and Luis yesterday, 1h")))),
            ),
            "ms",
        ),
        figure("a check-in logged and durable, median", 20.0, median(logs.iter().copied()), "ms"),
        figure("a check-in logged and durable, slowest of 51", None, slowest(logs), "ms"),
    ])
}

/// How large the book is.
pub fn on_disk(home: &Path, at_most: impl Into<Option<f64>>) -> Result<Figure, Box<dyn Error>> {
    Ok(figure("the book on disk", at_most, size(home)? as f64 / 1e6, "MB"))
}

/// How many bytes a file takes, or a folder with all that is in it.
pub fn size(path: &Path) -> std::io::Result<u64> {
    let kind = fs::symlink_metadata(path)?;
    if !kind.is_dir() {
        return Ok(kind.len());
    }
    fs::read_dir(path)?.map(|entry| size(&entry?.path())).sum()
}

/// A page asked for.
pub fn page(path: &str) -> Request<Vec<u8>> {
    let mut request = Request::new(Vec::new());
    *request.uri_mut() = format!("kith://localhost{path}").parse().unwrap_or_default();
    request
}

/// One run of a program.
pub struct Run {
    /// How long it took, in milliseconds.
    pub ms: f64,
    /// How long it kept a processor busy, in milliseconds.
    pub cpu_ms: f64,
    /// What it held in memory at most, in megabytes.
    pub peak_mb: f64,
    /// What it wrote, errors first.
    pub said: String,
    ended: ExitStatus,
}

/// Runs a program to its end, which has to be a good one.
pub fn run(command: &mut Command) -> Result<Run, Box<dyn Error>> {
    let run = tried(command)?;
    match run.ended.success() {
        true => Ok(run),
        false => Err(format!("{command:?} failed: {}", run.said).into()),
    }
}

/// Runs a program to its end, whatever that is.
pub fn tried(command: &mut Command) -> Result<Run, Box<dyn Error>> {
    // Files: a pipe that nobody reads from would stop it.
    let (mut out, mut errors) = (tempfile::tempfile()?, tempfile::tempfile()?);
    command.stdin(Stdio::null()).stdout(out.try_clone()?).stderr(errors.try_clone()?);
    let start = Instant::now();
    let ended = command.spawn()?.wait4()?;
    let ms = start.elapsed().as_secs_f64() * 1e3;
    let mut said = Vec::new();
    for file in [&mut errors, &mut out] {
        file.rewind()?;
        file.read_to_end(&mut said)?;
    }
    Ok(Run {
        ms,
        cpu_ms: (ended.rusage.utime + ended.rusage.stime).as_secs_f64() * 1e3,
        peak_mb: ended.rusage.maxrss as f64 / 1e6,
        said: String::from_utf8_lossy(&said).into_owned(),
        ended: ended.status,
    })
}

fn timed(act: impl FnOnce()) -> f64 {
    let start = Instant::now();
    act();
    start.elapsed().as_secs_f64() * 1e3
}

/// The greatest value.
pub fn slowest(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().fold(0.0, f64::max)
}

/// Whether what is read next comes from the disk itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disk {
    /// From the disk.
    Cold,
    /// From what the system keeps of it in memory, since only the administrator may have that dropped.
    Warm,
}

impl fmt::Display for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Disk::Cold => "with the disk's cache dropped",
            Disk::Warm => "with the disk's cache warm (dropping it takes root)",
        })
    }
}

/// Drops what the system keeps of the disk in memory, where that is allowed.
pub fn drop_caches() -> Disk {
    match fs::write("/proc/sys/vm/drop_caches", "3") {
        Ok(()) => Disk::Cold,
        Err(_) => Disk::Warm,
    }
}

/// Measures in a process of its own, which tells so many numbers.
pub fn told<const N: usize>(what: &str, home: &Path) -> Result<[f64; N], Box<dyn Error>> {
    let told = Command::new(env::current_exe()?).arg(what).arg(home).output()?;
    let told = String::from_utf8_lossy(&told.stdout);
    let values: Vec<f64> = told.split_whitespace().filter_map(|value| value.parse().ok()).collect();
    values.try_into().map_err(|_| format!("`{what}` said: {told}").into())
}

/// What this process holds in memory, where the system says so.
pub fn resident_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    let kib: f64 = line.trim().trim_end_matches(" kB").parse().unwrap_or_default();
    kib * 1024.0 / 1e6
}

/// The value in the middle.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
