//! Looking at a book after the harm, in a process of its own: opening it is a part of what is tried, and must not end
//! the ordeal when it fails.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::ExitCode,
};

use serde::{Deserialize, Serialize};

use crate::{
    Bench, Failed,
    child::say,
    diary::{CROWD, Deed, Mark, WITH},
    locking,
    program::{Ended, run},
};

/// What is in a book.
#[derive(Clone, Default, Serialize, Deserialize, Debug)]
pub struct Look {
    /// Every act whose records are there, whole and as they were.
    pub has: BTreeSet<Mark>,
    /// What is there and should not be so.
    pub wrong: Vec<String>,
    /// Why it can only be read.
    pub read_only: Option<String>,
    /// What opening had to mend.
    pub notices: Vec<String>,
}

/// The child: opens the book and prints a [`Look`].
pub fn serve(home: &Path) -> ExitCode {
    let told = look(home).and_then(|look| Ok(serde_json::to_string(&look)?));
    match told {
        Ok(json) => {
            say(&json);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn look(home: &Path) -> Result<Look, Failed> {
    let book = locking::open(home)?;
    let mut look = Look {
        read_only: book.read_only().map(|why| format!("{why:?}")),
        notices: book.notices().iter().map(|notice| format!("{notice:?}")).collect(),
        ..Look::default()
    };
    let rows = book.rows()?;
    let with = rows.iter().find(|row| row.name == WITH).map(|row| row.id);
    let mut crowds: BTreeMap<Mark, usize> = BTreeMap::new();
    let mut listed = 0;
    for row in &rows {
        match Named::of(&row.name) {
            Some(Named::With) => {}
            Some(Named::Solo(mark)) if mark.deed() == Deed::Person => look.add(mark),
            Some(Named::Crowd(mark)) if mark.deed() == Deed::Crowd => *crowds.entry(mark).or_default() += 1,
            _ => look.wrong.push(format!("nobody added {}", row.name)),
        }
        if book.person(row.id)?.is_none_or(|person| person.name != row.name) {
            look.wrong.push(format!("{} has a row and no record", row.name));
        }
        for check_in in book.history(row.id, 0, usize::MAX)? {
            listed += 1;
            match Mark::of_check_in(&check_in, with) {
                Ok(mark) => look.add(mark),
                Err(what) => look.wrong.push(what),
            }
        }
    }
    for (mark, count) in crowds {
        match count {
            CROWD => look.add(mark),
            part => look.wrong.push(format!("{part} of the {CROWD} people of {mark}")),
        }
    }
    let counts = book.counts()?;
    if (counts.people, counts.check_ins) != (rows.len() as u64, listed) {
        look.wrong.push(format!("counts {counts:?}, and there are {} people, {listed} contacts", rows.len()));
    }
    Ok(look)
}

impl Look {
    fn add(&mut self, mark: Mark) {
        if !self.has.insert(mark) {
            self.wrong.push(format!("{mark} is there twice"));
        }
    }
}

/// Whose name it is.
enum Named {
    With,
    Solo(Mark),
    Crowd(Mark),
}

impl Named {
    fn of(name: &str) -> Option<Named> {
        if name == WITH {
            return Some(Named::With);
        }
        match name.split(' ').collect::<Vec<_>>()[..] {
            ["Solo", mark] => mark.parse().ok().map(Named::Solo),
            ["Crowd", mark, number] if number.parse::<usize>().is_ok_and(|number| number < CROWD) => {
                mark.parse().ok().map(Named::Crowd)
            }
            _ => None,
        }
    }
}

/// Looks at a book; `Err` with what was said when it does not open.
///
/// # Errors
/// The inner one is the book's, the outer one says that nothing could be looked at.
pub fn at(bench: &Bench, home: &Path) -> Result<Result<Look, String>, Failed> {
    let Ended { code, out, err } = run(&bench.own, &["look".as_ref(), home.as_os_str()], "")?;
    Ok(match code {
        Some(0) => Ok(serde_json::from_str(&out)?),
        code => Err(format!("the book does not open (code {code:?}): {}", err.trim())),
    })
}
