//! Reading a snapshot: line by line, strictly, and with an end to everything, because the file may come from
//! anywhere.

use std::{
    borrow::Cow,
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
};

use chrono::{DateTime, Datelike, Utc};
use flate2::bufread::MultiGzDecoder;
use kith_key::{
    Lock,
    backup::{BackupError, Opener, is_age},
};
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::{
    FORMAT, Manifest, RECORD, SnapshotTrouble, Source,
    key::{self, Plain},
    write::{Part, hex},
};
use crate::{Counts, Record, cipher::Cipher, kind, kind::Kind};

/// A line is at most so long. A note of a person is far from it.
const LINE: u64 = 16 << 20;
/// So many records are taken at most: ten times the largest book Kith is measured with.
const RECORDS: u64 = 10_000_000;

/// How a gzip file begins (RFC 1952, section 2.3.1).
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A snapshot being read.
pub(crate) struct Reader<'a> {
    cipher: &'a Cipher,
    lines: Box<dyn BufRead + 'a>,
    hash: Sha256,
    line: Vec<u8>,
    /// How many lines were read.
    at: u64,
    records: u64,
    counts: Counts,
    header: Header,
}

/// What the first line says.
#[derive(Clone, Copy, Deserialize)]
pub(crate) struct Header {
    /// When the first act of the book was done.
    pub since: Option<DateTime<Utc>>,
    pub at: DateTime<Utc>,
    pub seq: u64,
    /// Which part of the book it is; `None` for one that is whole, or from before Kith wrote that down.
    part: Option<Part>,
}

impl Header {
    /// What is known of the snapshot once all of it was read.
    pub(crate) fn manifest(&self, counts: Counts) -> Manifest {
        Manifest { at: self.at, seq: self.seq, counts, whole: self.is_whole() }
    }

    /// Whether everything of the book is in it, as far as it says.
    pub(crate) fn is_whole(&self) -> bool {
        self.part.is_none()
    }
}

/// A record in a snapshot.
pub(crate) struct Put<'a> {
    pub key: Plain,
    pub version: u32,
    pub data: &'a RawValue,
}

impl Put<'_> {
    /// The record.
    pub(crate) fn record(&self) -> Option<Record> {
        kind::read(self.key.kind(), self.data).ok()
    }
}

pub(crate) fn unreadable(error: &io::Error) -> SnapshotTrouble {
    SnapshotTrouble::Unreadable(error.to_string())
}

/// What a protected file that cannot be opened with what should open it is.
pub(crate) fn not_opened(why: &BackupError) -> SnapshotTrouble {
    match why {
        BackupError::Io(error) => unreadable(error),
        _ => SnapshotTrouble::Damaged { line: 1 },
    }
}

fn cut_or_unreadable(error: &io::Error) -> SnapshotTrouble {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => SnapshotTrouble::Cut,
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => SnapshotTrouble::Damaged { line: 1 },
        _ => unreadable(error),
    }
}

/// What there is, byte for byte.
///
/// # Errors
/// [`SnapshotTrouble::NotAFile`] for what cannot be read twice, or never ends; [`SnapshotTrouble::Unreadable`].
pub(crate) fn raw(source: Source<'_>) -> Result<Box<dyn BufRead + '_>, SnapshotTrouble> {
    let path = match source {
        Source::File(path) => path,
        Source::Bytes(bytes) => return Ok(Box::new(bytes)),
    };
    // Before it is opened: a pipe waits for whoever writes into it.
    let is_file = match fs::metadata(path) {
        // A link to nothing.
        Err(_) if path.is_symlink() => false,
        found => found.map_err(|error| unreadable(&error))?.is_file(),
    };
    if !is_file {
        return Err(SnapshotTrouble::NotAFile);
    }
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

/// What there is, taken out of its protection piece by piece.
///
/// # Errors
/// [`SnapshotTrouble::Protected`] when nothing opens that.
pub(crate) fn input<'a>(
    source: Source<'a>,
    age: Option<&Opener>,
) -> Result<Box<dyn BufRead + 'a>, SnapshotTrouble> {
    let mut raw = raw(source)?;
    if !is_age(raw.fill_buf().map_err(|error| unreadable(&error))?) {
        return Ok(raw);
    }
    let age = age.ok_or(SnapshotTrouble::Protected)?;
    let plain = age.read(raw).map_err(|why| not_opened(&why))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, plain)))
}

impl<'a> Reader<'a> {
    /// Begins to read a snapshot that is not protected.
    ///
    /// # Errors
    /// What is wrong with the beginning.
    pub(crate) fn open(source: Source<'a>, cipher: &'a Cipher) -> Result<Reader<'a>, SnapshotTrouble> {
        Reader::begin(input(source, None)?, cipher)
    }

    /// Begins to read what [`input`] gives.
    ///
    /// # Errors
    /// What is wrong with the beginning.
    pub(crate) fn begin(
        mut input: Box<dyn BufRead + 'a>,
        cipher: &'a Cipher,
    ) -> Result<Reader<'a>, SnapshotTrouble> {
        let beginning = input.fill_buf().map_err(|error| cut_or_unreadable(&error))?;
        let lines = match beginning.starts_with(&GZIP) {
            true => Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(input))),
            false => input,
        };
        let header = Header { since: None, at: DateTime::UNIX_EPOCH, seq: 0, part: None };
        let mut reader = Reader {
            cipher,
            lines,
            hash: Sha256::new(),
            line: Vec::new(),
            at: 0,
            records: 0,
            counts: Counts::default(),
            header,
        };
        reader.header = reader.read_header()?;
        Ok(reader)
    }

    pub(crate) fn header(&self) -> Header {
        self.header
    }

    /// How many records were read so far.
    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }

    fn read_header(&mut self) -> Result<Header, SnapshotTrouble> {
        #[derive(Deserialize)]
        struct Kith<'a> {
            #[serde(borrow)]
            kith: Cow<'a, str>,
            format: u32,
        }
        if !self.next_line()? {
            return Err(SnapshotTrouble::NoSnapshot);
        }
        let kith: Kith<'_> = serde_json::from_slice(&self.line).map_err(|_| SnapshotTrouble::NoSnapshot)?;
        if kith.kith != "book" {
            return Err(SnapshotTrouble::NoSnapshot);
        }
        if kith.format > FORMAT {
            return Err(SnapshotTrouble::Newer { version: kith.format });
        }
        let header: Header = serde_json::from_slice(&self.line).map_err(|_| self.damaged())?;
        // RFC 3339 has years of four digits; what is outside of them exists in no calendar a face could show.
        if !(1..=9999).contains(&header.at.year()) {
            return Err(self.damaged());
        }
        self.hash.update(&self.line);
        Ok(header)
    }

    /// The lock of the book it is of, if that is locked; only before the first record is read.
    ///
    /// # Errors
    /// [`SnapshotTrouble::Damaged`].
    pub(crate) fn lock(&self) -> Result<Option<Lock>, SnapshotTrouble> {
        #[derive(Deserialize)]
        struct Locked {
            lock: Option<Lock>,
        }
        let locked: Locked = serde_json::from_slice(&self.line).map_err(|_| self.damaged())?;
        Ok(locked.lock)
    }

    /// That the line read last is not in order.
    pub(crate) fn damaged(&self) -> SnapshotTrouble {
        SnapshotTrouble::Damaged { line: self.at }
    }

    /// Reads the next line with its end. Whether there is one.
    fn next_line(&mut self) -> Result<bool, SnapshotTrouble> {
        self.line.clear();
        self.at += 1;
        let read = (&mut self.lines).take(LINE + 1).read_until(b'\n', &mut self.line);
        match read {
            Ok(0) => Ok(false),
            Ok(_) if self.line.ends_with(b"\n") => Ok(true),
            Ok(read) if read as u64 > LINE => Err(SnapshotTrouble::TooLarge),
            Ok(_) if self.at == 1 => Err(SnapshotTrouble::NoSnapshot),
            Ok(_) => Err(SnapshotTrouble::Cut),
            Err(error) => Err(match error.kind() {
                io::ErrorKind::UnexpectedEof => SnapshotTrouble::Cut,
                io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => self.damaged(),
                _ => unreadable(&error),
            }),
        }
    }

    /// The next record; `None` after the last, when the end is in order.
    ///
    /// # Errors
    /// What is wrong from here on.
    pub(crate) fn next(&mut self) -> Result<Option<Put<'_>>, SnapshotTrouble> {
        if !self.next_line()? {
            return Err(SnapshotTrouble::Cut);
        }
        if self.line.starts_with(br#"{"end":"#) {
            return self.end().map(|()| None);
        }
        self.records += 1;
        if self.records > RECORDS {
            return Err(SnapshotTrouble::TooLarge);
        }
        self.hash.update(&self.line);
        self.unseal()?;
        let damaged = self.damaged();
        let (kind, version, data) = read_put(&self.line).ok_or_else(|| damaged.clone())?;
        let Some(kind) = Kind::named(&kind).filter(|kind| version <= kind.version()) else {
            // A newer Kith wrote it, if all of it is as it was written; else it is damaged here.
            let whole = rest_is_whole(&mut self.lines, std::mem::take(&mut self.hash));
            return Err(if whole { SnapshotTrouble::Newer { version } } else { damaged });
        };
        key::count(&mut self.counts, kind);
        let key = key::of_data(kind, data).map_err(|_| damaged)?;
        Ok(Some(Put { key, version, data }))
    }

    /// Makes a sealed line the one it was.
    fn unseal(&mut self) -> Result<(), SnapshotTrouble> {
        let line = self.line.strip_suffix(b"\n").unwrap_or(&self.line);
        match self.cipher.read_json(RECORD, line) {
            Ok(Cow::Borrowed(_)) => Ok(()),
            Ok(Cow::Owned(line)) => {
                self.line = line;
                Ok(())
            }
            Err(_) if !self.cipher.is_on() => Err(SnapshotTrouble::Locked),
            Err(_) => Err(self.damaged()),
        }
    }

    fn end(&mut self) -> Result<(), SnapshotTrouble> {
        #[derive(Deserialize)]
        struct Line {
            end: End,
        }
        #[derive(Deserialize)]
        struct End {
            people: u64,
            check_ins: u64,
            prompts: u64,
            /// Not said by a Kith that knew of no pictures.
            #[serde(default)]
            photos: u64,
            /// Nor by one that knew of no plans.
            #[serde(default)]
            plans: u64,
            #[serde(default)]
            starters: u64,
            /// Nor by one that knew of no groups.
            #[serde(default)]
            communities: u64,
            #[serde(default)]
            noted: u64,
            sha256: String,
        }
        let Ok(Line { end }) = serde_json::from_slice(&self.line) else { return Err(self.damaged()) };
        let End { people, check_ins, prompts, photos, plans, starters, communities, noted, sha256 } = end;
        let counts = Counts { people, check_ins, prompts, photos, plans, starters, communities, noted };
        let hash = hex(&std::mem::take(&mut self.hash).finalize());
        if counts != self.counts || sha256 != hash || self.next_line()? {
            return Err(self.damaged());
        }
        Ok(())
    }
}

/// Whether the lines that are left end in one that has the checksum of all before it.
fn rest_is_whole(lines: &mut impl BufRead, mut hash: Sha256) -> bool {
    #[derive(Deserialize)]
    struct Last {
        end: End,
    }
    #[derive(Deserialize)]
    struct End {
        sha256: String,
    }
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = (&mut *lines).take(LINE + 1).read_until(b'\n', &mut line);
        if read.is_err() || !line.ends_with(b"\n") {
            return false;
        }
        if line.starts_with(br#"{"end":"#) {
            let last: Option<Last> = serde_json::from_slice(&line).ok();
            return last.is_some_and(|last| last.end.sha256 == hex(&hash.finalize()));
        }
        hash.update(&line);
    }
}

fn read_put(line: &[u8]) -> Option<(Cow<'_, str>, u32, &RawValue)> {
    #[derive(Deserialize)]
    struct Raw<'a> {
        #[serde(borrow)]
        put: Cow<'a, str>,
        v: u32,
        #[serde(borrow)]
        data: &'a RawValue,
    }
    let raw: Raw<'_> = serde_json::from_slice(line).ok()?;
    Some((raw.put, raw.v, raw.data))
}

/// Reads all of a snapshot, each record of it too, and says what it is if all is in order.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn examine(source: Source<'_>, cipher: &Cipher) -> Result<Manifest, SnapshotTrouble> {
    to_the_end(Reader::open(source, cipher)?)
}

/// Reads what is left of a snapshot, each record of it too.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn to_the_end(mut reader: Reader<'_>) -> Result<Manifest, SnapshotTrouble> {
    let header = reader.header();
    while let Some(put) = reader.next()? {
        if put.record().is_none() {
            return Err(reader.damaged());
        }
    }
    Ok(header.manifest(reader.counts))
}
