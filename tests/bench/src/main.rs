//! The figures Kith has to keep, measured on a generated book of 10,000 people and 200,000 check-ins.
//!
//! `kith-bench KITH` measures with the program `kith` at that path and prints a table; `kith-bench fill DIR` only makes
//! the book. It measures and prints; it judges nothing by time, for a busy machine is not a broken Kith. What needs a
//! desktop (start, idle) is measured by the programs of the tests crate.
#![expect(clippy::print_stdout, reason = "a table on standard output is what this program is for")]

mod generate;
mod measure;
mod no_desktop;

use std::{env, error::Error, path::Path, process::ExitCode};

use measure::{Figure, Measured};

const PEOPLE: usize = 10_000;
const CHECK_INS: usize = 200_000;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let done = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["fill", home] => fill(Path::new(home)),
        [kith] => figures(Path::new(kith)),
        _ => Err("usage: kith-bench KITH | kith-bench fill DIR".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn fill(home: &Path) -> Result<(), Box<dyn Error>> {
    Ok(generate::fill(home, PEOPLE, CHECK_INS)?)
}

fn figures(kith: &Path) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let home = folder.path().join("book");
    let filling = measure::filling(&home)?;
    let mut figures = vec![filling];
    figures.extend(measure::due(kith, &home)?);
    figures.extend(measure::inside(&home)?);
    figures.push(measure::on_disk(&home)?);
    print(&figures);
    Ok(())
}

fn print(figures: &[Figure]) {
    println!("{PEOPLE} people, {CHECK_INS} check-ins");
    println!("| what | at most | measured | |");
    println!("|---|---:|---:|---|");
    for Figure { what, at_most, measured } in figures {
        let verdict = match at_most {
            Some(most) if measured.value > *most => "over",
            Some(_) => "kept",
            None => "",
        };
        let most = at_most.map(|most| Measured { value: most, ..*measured }.to_string()).unwrap_or_default();
        println!("| {what} | {most} | {measured} | {verdict} |");
    }
}
