//! Writing a snapshot: once through the journal to find which change is the last of each record, once more to copy
//! those, in the journal's own words. Of a million records that takes forty megabytes of memory and no lock.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use chrono::{DateTime, SecondsFormat, Utc};
use kith_core::PersonId;
use kith_key::Lock;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{
    FORMAT, Manifest, RECORD, census, key,
    walk::{self, Hole, Stop, Told},
};
use crate::{
    Counts, StoreError,
    cipher::Cipher,
    disk::Tape,
    journal::{self, shelf::Shelf},
    kind::Kind,
};

/// So much is handed to the disk at once.
const WRITE: usize = 256 << 10;
/// After so much the disk is waited for: what it has not written yet is what the sync of a log would wait for.
const SYNC: usize = 1 << 20;

/// Why a snapshot was not written.
#[derive(Debug)]
pub(crate) enum Failed {
    /// The journal could not be read; or a part of it is missing, and with it a part of the book.
    Book(StoreError),
    /// It could not be written to where it should go.
    Out(io::Error),
}

impl Failed {
    /// The same as an error about this file.
    pub(crate) fn about(self, path: &std::path::Path) -> StoreError {
        match self {
            Failed::Book(error) => error,
            Failed::Out(error) if journal::is_no_room(&error) => StoreError::DiskFull,
            Failed::Out(source) => StoreError::Folder { path: path.to_owned(), source },
        }
    }
}

/// Writes the book as it was after the line `upto`, which was acknowledged, sealed by `cipher`; or a part
/// of it.
///
/// # Errors
/// [`Failed`]; what was written then is no snapshot. A journal with damage in it is told to be looked through by the
/// next opening.
pub(crate) fn write(
    shelf: &Shelf,
    upto: u64,
    at: DateTime<Utc>,
    out: &mut dyn Write,
    cipher: &Cipher,
    part: Part,
) -> Result<Manifest, Failed> {
    let journal = census::of_journal(shelf, upto, 0).map_err(Failed::Book)?;
    if let Some(Hole { segment, .. }) = journal.walked.holes.first() {
        return Err(Failed::Book(shelf.damaged(*segment)));
    }
    let last = journal.last_changes();
    let since = journal.walked.since;
    drop(journal);
    let mut writer =
        Writer { out, hash: Sha256::new(), counts: Counts::default(), failed: None, cipher, part };
    let header = Header {
        kith: "book",
        format: FORMAT,
        since: since.map(text),
        at: text(at),
        seq: upto,
        part: (!part.is_whole()).then_some(part),
        lock: cipher.lock(),
    };
    writer.line(&header).map_err(Failed::Out)?;
    let mut ordinal = 0;
    let walked = walk::walk(shelf, upto, |found| {
        for change in found.changes {
            if last.contains(ordinal) {
                writer.copy(Told::of(change)?)?;
            }
            ordinal += 1;
        }
        Ok(())
    });
    if let Some(error) = writer.failed.take() {
        return Err(Failed::Out(error));
    }
    walked.map_err(Failed::Book)?;
    let counts = writer.counts;
    writer.end().map_err(Failed::Out)?;
    Ok(Manifest { at, seq: upto, counts, whole: part.is_whole() })
}

#[derive(Serialize)]
struct Header<'a> {
    kith: &'a str,
    format: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    at: String,
    seq: u64,
    /// Which part of the book it is, if it is not whole: whoever restores it is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<Part>,
    /// With this the snapshot of a locked book opens where there is nothing else of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    lock: Option<Lock>,
}

fn text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

struct Writer<'a> {
    cipher: &'a Cipher,
    part: Part,
    out: &'a mut dyn Write,
    hash: Sha256,
    counts: Counts,
    /// What `out` said when it failed.
    failed: Option<io::Error>,
}

impl Writer<'_> {
    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.out.write_all(bytes)
    }

    fn line(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        self.bytes(&bytes)
    }

    /// Copies the record that a change puts.
    fn copy(&mut self, told: Told<'_>) -> Result<(), Stop> {
        let Some(data) = told.data else { return Ok(()) };
        let kind = told.key.kind();
        let Some(data) = self.part.of(kind, data.get()) else { return Ok(()) };
        key::count(&mut self.counts, kind);
        let head = format!(r#"{{"put":"{}","v":{},"data":"#, kind.name(), told.version);
        let record = [head.as_bytes(), data.as_bytes(), b"}"].concat();
        let line = self.cipher.json(RECORD, &record).map(|line| [&line, &b"\n"[..]].concat());
        line.and_then(|line| self.bytes(&line)).map_err(|error| {
            self.failed = Some(error);
            Stop::Store(StoreError::DiskFull)
        })
    }

    fn end(self) -> io::Result<()> {
        let Counts { people, check_ins, prompts, photos, plans, starters, communities, noted } = self.counts;
        let sha256 = hex(&self.hash.finalize());
        let end = json!({"end": {
            "people": people, "check_ins": check_ins, "prompts": prompts, "photos": photos, "plans": plans,
            "starters": starters, "communities": communities, "noted": noted, "sha256": sha256,
        }});
        writeln!(self.out, "{end}")
    }
}

/// Which part of the book is written.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Part {
    /// Whether what is private goes out, too.
    pub private: bool,
    /// Only what is of this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<PersonId>,
}

impl Part {
    fn is_whole(&self) -> bool {
        self.private && self.only.is_none()
    }

    /// What of a record goes out, if anything does.
    fn of<'d>(&self, kind: Kind, data: &'d str) -> Option<Cow<'d, str>> {
        let data = match self.only {
            Some(person) => of_one(kind, data, &person.to_string())?,
            None => Cow::Borrowed(data),
        };
        match kind {
            Kind::CheckIn if !self.private => Some(without_felt(data)),
            Kind::Noted if !self.private => None,
            _ => Some(data),
        }
    }
}

/// A record of one person: theirs as it is, one that is shared as theirs alone.
fn of_one<'d>(kind: Kind, data: &'d str, person: &str) -> Option<Cow<'d, str>> {
    // Most records are of somebody else, and need not be taken apart for that.
    if kind == Kind::Settings || !data.contains(person) {
        return None;
    }
    let mut fields: Map<String, Value> = serde_json::from_str(data).ok()?;
    let is_theirs = |field: &str| fields.get(field).and_then(Value::as_str) == Some(person);
    match kind {
        Kind::Person | Kind::Photo => is_theirs("id").then_some(Cow::Borrowed(data)),
        Kind::Prompt | Kind::Starter => is_theirs("person").then_some(Cow::Borrowed(data)),
        Kind::CheckIn | Kind::Plan => {
            let people = fields.get("people")?.as_array()?;
            let alone = people.len() == 1;
            people.iter().any(|other| other.as_str() == Some(person)).then(|| match alone {
                true => Cow::Borrowed(data),
                false => {
                    fields.insert("people".to_owned(), json!([person]));
                    Cow::Owned(Value::Object(fields).to_string())
                }
            })
        }
        // A group is of all who are in it, and goes out with nobody alone.
        Kind::Community | Kind::Noted | Kind::Settings => None,
    }
}

/// A check-in without how it left the user.
fn without_felt(check_in: Cow<'_, str>) -> Cow<'_, str> {
    let mut fields: Map<String, Value> = serde_json::from_str(&check_in).unwrap_or_default();
    match fields.remove("felt") {
        Some(_) => Cow::Owned(Value::Object(fields).to_string()),
        None => check_in,
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A tape as something to write to, which is never far ahead of the disk.
pub(crate) struct Paced {
    tape: Box<dyn Tape>,
    held: Vec<u8>,
    unsynced: usize,
}

impl Paced {
    pub(crate) fn new(tape: Box<dyn Tape>) -> Paced {
        Paced { tape, held: Vec::with_capacity(WRITE), unsynced: 0 }
    }

    fn hand_over(&mut self) -> io::Result<()> {
        if !self.held.is_empty() {
            self.tape.append(&self.held)?;
            self.unsynced += self.held.len();
            self.held.clear();
        }
        Ok(())
    }

    /// Returns when everything is on the disk.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.hand_over()?;
        self.tape.sync()
    }
}

impl Write for Paced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= WRITE {
            self.hand_over()?;
        }
        if self.unsynced >= SYNC {
            self.tape.sync()?;
            self.unsynced = 0;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.hand_over()
    }
}
