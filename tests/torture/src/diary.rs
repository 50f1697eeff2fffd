//! The acts of an ordeal. Each follows from its mark alone, so that whoever finds a mark in a book knows all that has
//! to be there with it, to the last letter; what has no mark, or another text than its mark says, was invented.

use std::{fmt, str::FromStr};

use kith_app::{App, AppError, NewCheckIn};
use kith_core::{CheckIn, Mode, PersonId};
use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64;
use serde::{Deserialize, Serialize};

/// With whom everything is logged.
pub const WITH: &str = "Ana Ruiz";

/// How many people come in one import: so many that it is several lines of the journal.
pub const CROWD: usize = 300;

/// The name of an act: the number of the process that does it, and its own there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Debug)]
#[serde(into = "String", try_from = "String")]
pub struct Mark {
    /// Which process; 0 is what was there before.
    pub run: u32,
    /// Which of its acts.
    pub act: u32,
}

/// What an act is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    /// Logs a contact.
    Log,
    /// Adds a person.
    Person,
    /// Imports [`CROWD`] people at once.
    Crowd,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.run, self.act)
    }
}

impl From<Mark> for String {
    fn from(mark: Mark) -> String {
        mark.to_string()
    }
}

impl FromStr for Mark {
    type Err = String;

    fn from_str(text: &str) -> Result<Mark, String> {
        let parts = text.split_once('.').and_then(|(run, act)| Some((run.parse().ok()?, act.parse().ok()?)));
        let (run, act) = parts.ok_or_else(|| format!("no mark: {text}"))?;
        Ok(Mark { run, act })
    }
}

impl TryFrom<String> for Mark {
    type Error = String;

    fn try_from(text: String) -> Result<Mark, String> {
        text.parse()
    }
}

impl Mark {
    /// What this act is. What was there before is contacts alone, and only every other process imports, for that takes
    /// its time.
    pub fn deed(self) -> Deed {
        match self.act {
            _ if self.run == 0 => Deed::Log,
            act if act % 40 == 39 && self.run % 2 == 1 => Deed::Crowd,
            act if act % 10 == 7 => Deed::Person,
            _ => Deed::Log,
        }
    }

    /// The note of the contact: the mark, and mostly little behind it, now and then up to 60 kB.
    pub fn note(self) -> String {
        const WORDS: [&str; 8] =
            ["garden", "sea", "the rain", "Luis", "a letter", "bread", "later", "ñandú 🌿"];
        let mut random = Pcg64::seed_from_u64(u64::from(self.run) << 32 | u64::from(self.act));
        let words = match random.random_range(0..100) {
            0..85 => random.random_range(0..12),
            85..98 => random.random_range(0..400),
            _ => random.random_range(0..6_000),
        };
        let mut note = format!("{self}:");
        for _ in 0..words {
            note.push(' ');
            note.push_str(WORDS[random.random_range(0..WORDS.len())]);
        }
        note
    }

    /// How long it took, in minutes.
    pub fn minutes(self) -> u32 {
        1 + self.act % 600
    }

    /// The mark of a contact; `Err` with what is wrong when the contact is not as its mark says.
    ///
    /// # Errors
    /// In words for the table.
    pub fn of_check_in(check_in: &CheckIn, with: Option<PersonId>) -> Result<Mark, String> {
        let mark: Mark = check_in.note.split(':').next().unwrap_or_default().parse()?;
        let same = check_in.note == mark.note()
            && check_in.minutes == Some(mark.minutes())
            && check_in.mode == Mode::Voice
            && check_in.people.first().copied() == with
            && check_in.people.len() == 1
            && mark.deed() == Deed::Log;
        if same { Ok(mark) } else { Err(format!("contact {mark} is not what was logged")) }
    }

    /// The name of the person it adds, or of one of the crowd.
    pub fn name(self, of_crowd: Option<usize>) -> String {
        match of_crowd {
            Some(number) => format!("Crowd {self} {number}"),
            None => format!("Solo {self}"),
        }
    }

    /// The address book it imports.
    pub fn crowd(self) -> String {
        (0..CROWD)
            .map(|number| {
                let name = self.name(Some(number));
                format!(
                    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{name}\r\nNOTE:{}\r\nEND:VCARD\r\n",
                    "feast ".repeat(40)
                )
            })
            .collect()
    }

    /// Does the act. When this returns `Ok` it is acknowledged.
    ///
    /// # Errors
    /// What Kith says.
    pub fn perform(self, app: &App, with: PersonId) -> Result<(), AppError> {
        match self.deed() {
            Deed::Log => app.log(&self.contact(with)).map(drop),
            Deed::Person => app.add_person(&self.name(None), |_| {}).map(drop),
            Deed::Crowd => app.import_file(self.crowd().as_bytes()).map(drop),
        }
    }

    fn contact(self, with: PersonId) -> NewCheckIn {
        NewCheckIn {
            people: vec![with],
            mode: Mode::Voice,
            when: None,
            minutes: Some(self.minutes()),
            started_by: None,
            note: self.note(),
            felt: None,
            promise: None,
        }
    }

    /// The arguments of `kith` for a contact.
    pub fn arguments(self) -> Vec<String> {
        let minutes = self.minutes().to_string();
        let note = self.note();
        ["log", "--with", WITH, "--mode", "voice", "--minutes", &minutes, "--note", &note]
            .map(String::from)
            .to_vec()
    }
}
