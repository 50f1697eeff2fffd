//! `kith-torture KITH` takes the program `kith` at that path through every ordeal, and prints a table of what came of
//! it; `--json` for machines, `--small` for seconds instead of the bars, `--seed N` for other moments, and the names
//! of ordeals for only those. It ends with a failure when a bar is broken; an ordeal that cannot be tried here is told
//! loudly and is no failure.
//!
//! `kith-torture work DIR RUN`, `kith-torture lock DIR` and `kith-torture look DIR` are its children.

use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

use kith_torture::{Bench, Failed, Outcome, Scale, Verdict, child, locking, look, ordeals, outcome};

/// Another seed is other moments, not other bars.
const SEED: u64 = 20_261_123;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["work", home, run] => match run.parse() {
            Ok(run) => child::serve(Path::new(home), run),
            Err(_) => usage(),
        },
        ["lock", home] => locking::serve(Path::new(home)),
        ["look", home] => look::serve(Path::new(home)),
        _ => match Wanted::of(&arguments) {
            Some(wanted) => torture(&wanted).unwrap_or_else(|error| {
                eprintln!("kith-torture: {error}");
                ExitCode::FAILURE
            }),
            None => usage(),
        },
    }
}

fn usage() -> ExitCode {
    let names: Vec<&str> = ordeals::ALL.iter().map(|(name, _)| *name).collect();
    eprintln!("usage: kith-torture KITH [--small] [--json] [--seed N] [{}]…", names.join("|"));
    ExitCode::from(2)
}

struct Wanted {
    kith: PathBuf,
    scale: Scale,
    json: bool,
    seed: u64,
    names: Vec<String>,
}

impl Wanted {
    fn of(arguments: &[String]) -> Option<Wanted> {
        let (kith, rest) = arguments.split_first()?;
        let mut wanted =
            Wanted { kith: kith.into(), scale: Scale::Full, json: false, seed: SEED, names: Vec::new() };
        let mut rest = rest.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--small" => wanted.scale = Scale::Small,
                "--json" => wanted.json = true,
                "--seed" => wanted.seed = rest.next()?.parse().ok()?,
                name if ordeals::ALL.iter().any(|(known, _)| *known == name) => {
                    wanted.names.push(name.to_owned())
                }
                _ => return None,
            }
        }
        Some(wanted)
    }
}

fn torture(wanted: &Wanted) -> Result<ExitCode, Failed> {
    let kith = wanted.kith.canonicalize().map_err(|error| format!("{}: {error}", wanted.kith.display()))?;
    let bench = Bench { kith, own: env::current_exe()?, scale: wanted.scale, seed: wanted.seed };
    let mut outcomes: Vec<Outcome> = Vec::new();
    for (name, ordeal) in ordeals::ALL {
        if wanted.names.is_empty() || wanted.names.iter().any(|wanted| wanted == name) {
            eprintln!("{name} …");
            outcomes.push(ordeal(&bench)?);
        }
    }
    child::say(&if wanted.json { serde_json::to_string(&outcomes)? } else { outcome::table(&outcomes) });
    let broken = outcomes.iter().any(|outcome| outcome.verdict() == Verdict::Broken);
    Ok(if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
