//! Bringing 10,000 people in from a file of cards: what parsing takes beside the parser crate alone, what `kith import`
//! takes until they are in a new book and durable, and how soon the page shows what would come. `vobject` of PyPI, which
//! Python programs read cards with, reads the same file in the same run.
#![expect(clippy::disallowed_methods, reason = "measuring is reading a clock")]
#![expect(clippy::print_stdout, reason = "a process tells the one that measures it what it found")]

use std::{
    env,
    error::Error,
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use calcard::{Entry, Parser};
use chrono_tz::Tz;
use http::Request;
use kith_app::{App, Moment, StillClock};
use kith_exchange::{Options, read};
use kith_ui::Ui;

use crate::{
    cards, generate,
    measure::{Figure, Measured, Run, figure, median, page, run, slowest, told},
    no_desktop::NoDesktop,
};

const CARDS: usize = 10_000;

/// How often a file is parsed in one process, whose CPU time is divided by it: so its start hardly counts.
const ROUNDS: usize = 10;

/// How often each figure is taken.
const TIMES: usize = 5;

/// A figure, and what vobject takes for as much of it as it does.
pub struct Beside {
    /// Ours.
    pub figure: Figure,
    /// Its, or why there is none.
    pub vobject: String,
}

/// All figures. `python` has vobject.
pub fn figures(kith: &Path, python: Option<&Path>) -> Result<Vec<Beside>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("people.vcf");
    cards::write(&file, CARDS)?;
    let of_vobject = python
        .ok_or_else(|| String::from("not here"))
        .and_then(|python| by_vobject(python, &file).map_err(|error| format!("failed: {error}")));
    let vobject = |says: fn(&Vobject) -> (f64, &'static str)| match &of_vobject {
        Ok(of) => {
            let (value, unit) = says(of);
            Measured { value, unit }.to_string()
        }
        Err(why) => why.clone(),
    };

    let [mut alone, mut whole] = [f64::MAX; 2];
    for _ in 0..TIMES {
        alone = alone.min(cpu_of("parse-alone", &file)?);
        whole = whole.min(cpu_of("parse", &file)?);
    }
    let imports = (0..TIMES).map(|at| imported(kith, &file, &folder.path().join(format!("book-{at}"))));
    let imports: Vec<Run> = imports.collect::<Result<_, _>>()?;
    let shown: Vec<[f64; 2]> = (0..TIMES).map(|_| told("preview", &file)).collect::<Result<_, _>>()?;

    let cpu = |of: &Vobject| (of.cpu_ms, "ms");
    let line = |figure: Figure, vobject: String| Beside { figure, vobject };
    let none = || String::from("has none");
    Ok(vec![
        line(figure("the parser crate alone, CPU time", None, alone, "ms"), vobject(cpu)),
        line(figure("parsed into people, CPU time", 2.0 * alone, whole, "ms"), vobject(cpu)),
        line(
            figure("that is, times the parser crate", 2.0, whole / alone, "times"),
            match &of_vobject {
                Ok(of) => format!("{:.1} times", of.cpu_ms / alone),
                Err(why) => why.clone(),
            },
        ),
        line(
            figure(
                format!("kith import into a new book, durable, median of {TIMES}"),
                1500.0,
                median(imports.iter().map(|run| run.ms)),
                "ms",
            ),
            format!("{} (parsed only)", vobject(|of| (of.ms, "ms"))),
        ),
        line(
            figure("kith import, slowest", None, slowest(imports.iter().map(|run| run.ms)), "ms"),
            String::new(),
        ),
        line(
            figure("kith import, CPU time", None, median(imports.iter().map(|run| run.cpu_ms)), "ms"),
            vobject(cpu),
        ),
        line(
            figure("kith import, peak memory", 200.0, slowest(imports.iter().map(|run| run.peak_mb)), "MB"),
            vobject(|of| (of.peak_mb, "MB")),
        ),
        line(
            figure(
                "comparing it with the book, and the page of what would come",
                300.0,
                slowest(shown.iter().map(|it| it[1])),
                "ms",
            ),
            none(),
        ),
        line(
            figure(
                "from the file chosen until it is read and compared",
                None,
                median(shown.iter().map(|it| it[0])),
                "ms",
            ),
            none(),
        ),
    ])
}

/// Prints the table, and gives whether every figure is kept.
pub fn print(figures: &[Beside]) -> bool {
    println!("{CARDS} cards in a file of 4 MB, beside vobject of PyPI on the same file");
    println!("| what | at most | measured | | vobject |");
    println!("|---|---:|---:|---|---:|");
    for Beside { figure, vobject } in figures {
        println!("{} {vobject} |", figure.line());
    }
    figures.iter().all(|beside| beside.figure.is_kept())
}

/// What reading the file takes in Python.
struct Vobject {
    cpu_ms: f64,
    ms: f64,
    peak_mb: f64,
}

fn by_vobject(python: &Path, file: &Path) -> Result<Vobject, Box<dyn Error>> {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("vobject/read.py");
    let ended = Command::new(python).arg(program).arg(file).output()?;
    let said = String::from_utf8_lossy(&ended.stdout);
    let values: Vec<f64> = said.split_whitespace().filter_map(|value| value.parse().ok()).collect();
    match values[..] {
        [cards, cpu, wall, peak] if cards == CARDS as f64 => {
            Ok(Vobject { cpu_ms: cpu * 1e3, ms: wall * 1e3, peak_mb: peak / 1e6 })
        }
        _ => Err(String::from_utf8_lossy(&ended.stderr).lines().last().unwrap_or("nothing said").into()),
    }
}

/// CPU milliseconds of one round, in a process of its own.
fn cpu_of(what: &str, file: &Path) -> Result<f64, Box<dyn Error>> {
    Ok(run(Command::new(env::current_exe()?).arg(what).arg(file))?.cpu_ms / ROUNDS as f64)
}

fn imported(kith: &Path, file: &Path, home: &PathBuf) -> Result<Run, Box<dyn Error>> {
    run(Command::new(kith).arg("--home").arg(home).arg("import").arg(file))
}

/// Parses the file with the parser crate alone.
///
/// # Errors
/// The file cannot be read, or has other cards.
pub fn parse_alone(file: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(file)?;
    rounds(|| {
        let mut parser = Parser::new(&text);
        let mut cards = 0;
        loop {
            match parser.entry() {
                Entry::VCard(card) => cards += usize::from(!black_box(card).entries.is_empty()),
                Entry::Eof => return cards,
                _ => {}
            }
        }
    })
}

/// Parses the file as an import does.
///
/// # Errors
/// The file cannot be read, or has other cards.
pub fn parse(file: &Path) -> Result<(), Box<dyn Error>> {
    let bytes = fs::read(file)?;
    let options = Options::new(generate::now(), Tz::Europe__Madrid);
    rounds(|| read(&bytes, &options).map_or(0, |import| black_box(import).people.len()))
}

fn rounds(cards: impl Fn() -> usize) -> Result<(), Box<dyn Error>> {
    match (0..ROUNDS).all(|_| cards() == CARDS) {
        true => Ok(()),
        false => Err("not all cards were parsed".into()),
    }
}

/// Chooses the file on the page, looks until it is read, and tells how long that took and then how long the page.
///
/// # Errors
/// What the app says.
pub fn preview_and_tell(file: &Path) -> Result<(), Box<dyn Error>> {
    let home = tempfile::tempdir()?;
    let moment = Moment { now: generate::now(), zone: Tz::Europe__Madrid };
    let app = App::open(home.path(), Arc::new(StillClock::new(moment)))?;
    let ui = Ui::new(app.clone(), Arc::new(NoDesktop));
    let token = token(&ui)?;
    let bytes = fs::read(file)?;
    let files = format!("people.vcf={}\n", bytes.len());
    let request = Request::post("kith://localhost/import")
        .header(http::header::CONTENT_TYPE, "application/x-kith-files")
        .header("kith-token", token)
        .body([files.into_bytes(), bytes].concat())?;
    let start = Instant::now();
    ui.respond(request);
    let looked = || {
        let start = Instant::now();
        let body = ui.respond(page("/import")).into_body();
        (start.elapsed(), String::from_utf8_lossy(&body).contains("data-refresh"))
    };
    let read = loop {
        let read = start.elapsed();
        match looked() {
            (_, false) => break read,
            (_, true) => thread::sleep(Duration::from_millis(10)),
        }
    };
    // What was compared is kept as long as the book stays as it is; now it is compared again.
    app.add_person("Noor Haddad", |_| {})?;
    let (took, _) = looked();
    let shown =
        String::from_utf8_lossy(&ui.respond(page("/import")).into_body()).contains("id=\"import-do\"");
    if !shown {
        return Err("the page does not show who would come".into());
    }
    println!("{} {}", read.as_secs_f64() * 1e3, took.as_secs_f64() * 1e3);
    Ok(())
}

/// What a form of the page has to bring along.
fn token(ui: &Ui) -> Result<String, Box<dyn Error>> {
    const BEFORE: &str = "name=\"kith-token\" content=\"";
    let body = ui.respond(page("/import")).into_body();
    let text = String::from_utf8_lossy(&body);
    let (_, after) = text.split_once(BEFORE).ok_or("a page without a token")?;
    Ok(after.split('"').next().unwrap_or_default().to_owned())
}
