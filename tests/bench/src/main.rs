//! The figures Kith has to keep, measured on generated books of 10,000 people: one with 200,000 check-ins, one with a
//! million.
//!
//! `kith-bench KITH` measures with the program `kith` at that path and prints all tables: those of the import, for which
//! `kith-bench KITH PYTHON` names a Python that has vobject, and which are all of `kith-bench import KITH PYTHON`; then
//! that of each book, of which `kith-bench large` is the second. `kith-bench fill DIR` only makes the book. It ends with 1
//! when a figure is over: no test does, for a busy machine is not a broken Kith. What needs a desktop (start, idle) is
//! measured by the programs of the tests crate.
#![expect(clippy::print_stdout, reason = "a table on standard output is what this program is for")]

mod bad;
mod cards;
mod generate;
mod import;
mod large;
mod measure;
mod no_desktop;
mod running;

use std::{env, error::Error, path::Path, process::ExitCode};

use measure::Figure;

const PEOPLE: usize = 10_000;
const CHECK_INS: usize = 200_000;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let done = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["fill", home] => {
            generate::fill(Path::new(home), PEOPLE, CHECK_INS).map_err(Into::into).map(|()| true)
        }
        ["fill", home, people, check_ins] => fill(Path::new(home), people, check_ins).map(|()| true),
        ["large"] => large(),
        ["import", kith] => imports(Path::new(kith), None),
        ["import", kith, python] => imports(Path::new(kith), Some(Path::new(python))),
        ["parse", file] => import::parse(Path::new(file)).map(|()| true),
        ["parse-alone", file] => import::parse_alone(Path::new(file)).map(|()| true),
        ["preview", file] => import::preview_and_tell(Path::new(file)).map(|()| true),
        ["open", home] => large::open_and_tell(Path::new(home)).map(|()| true),
        ["open-app", home] => large::open_app_and_tell(Path::new(home)).map(|()| true),
        ["log", home] => running::log_and_tell(Path::new(home)).map(|()| true),
        ["run", home] => running::run_and_tell(Path::new(home)).map(|()| true),
        [kith] => figures(Path::new(kith), None),
        [kith, python] => figures(Path::new(kith), Some(Path::new(python))),
        _ => {
            Err("usage: kith-bench KITH [PYTHON] | import KITH [PYTHON] | large | fill DIR [PEOPLE CHECK_INS] | open DIR | log DIR | run DIR"
                .into())
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn fill(home: &Path, people: &str, check_ins: &str) -> Result<(), Box<dyn Error>> {
    Ok(generate::fill(home, people.parse()?, check_ins.parse()?)?)
}

/// Measures, prints, and gives whether every figure is kept.
fn figures(kith: &Path, python: Option<&Path>) -> Result<bool, Box<dyn Error>> {
    // First, while this process is small: the peak memory of a process begins with that of the one which starts it.
    let imports = imports(kith, python)?;
    println!();
    let folder = tempfile::tempdir()?;
    let home = folder.path().join("book");
    let filling = measure::filling(&home, PEOPLE, CHECK_INS)?;
    let mut figures = vec![filling];
    figures.extend(measure::due(kith, &home)?);
    figures.extend(measure::inside(&home)?);
    figures.push(measure::on_disk(&home, None)?);
    print(&figures, PEOPLE, CHECK_INS);
    println!();
    Ok(large()? && imports && figures.iter().all(Figure::is_kept))
}

/// The figures of the import, and of files that are bad.
fn imports(kith: &Path, python: Option<&Path>) -> Result<bool, Box<dyn Error>> {
    let kept = import::print(&import::figures(kith, python)?);
    println!();
    Ok(bad::print(&bad::files(kith)?) && kept)
}

/// The figures of the book of a long life. Filling it takes the better part of a minute.
fn large() -> Result<bool, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let figures = large::figures(&folder.path().join("book"))?;
    print(&figures, large::PEOPLE, large::CHECK_INS);
    Ok(figures.iter().all(Figure::is_kept))
}

fn print(figures: &[Figure], people: usize, check_ins: usize) {
    println!("{people} people, {check_ins} check-ins");
    println!("| what | at most | measured | |");
    println!("|---|---:|---:|---|");
    for figure in figures {
        println!("{}", figure.line());
    }
}
