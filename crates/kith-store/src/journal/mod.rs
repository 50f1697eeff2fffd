//! The journal: every act there ever was, one line or more each. It is the record; an act is acknowledged when
//! its last line is synced here.
//!
//! It lies in segments of about 8 MB, named by the number of their first line. The last one is appended to; the
//! full ones are compressed when somebody has time for it. Nothing in a segment is ever changed.

pub(crate) mod back;
pub(crate) mod body;
pub(crate) mod line;
pub(crate) mod mend;
pub(crate) mod scan;
pub(crate) mod sealed;
pub(crate) mod shelf;

use std::{fs, io, path::Path, sync::Arc};

use body::{BodyWriter, Head, Step};
use scan::End;
use shelf::{Segment, Shelf};

use crate::{disk::Tape, place::Place};

/// So much has to be free before anything is written: the index grows by pieces of half a megabyte, and does not
/// survive a full disk as well as the journal does.
const RESERVE: u64 = 4 << 20;
/// Whether this is the build that breaks its word, to see that the tests catch it: it syncs an act with the next one.
const BREAKS_ITS_WORD: bool = cfg!(feature = "acknowledge_before_sync");
/// About what one change takes, in the journal and the index together.
const STEP: u64 = 1 << 10;

/// The journal, for writing. There is one writer.
pub(crate) struct Journal {
    shelf: Arc<Shelf>,
    tape: Option<Box<dyn Tape>>,
    /// The segment that is appended to, unless there is none yet.
    current: Option<Current>,
    /// The last line of the last act.
    last: Option<(u64, u32)>,
    /// Whether the current segment is not to be written any more, because the disk failed it.
    worn: bool,
    /// Where the journal ended before an act that failed, while what it left could not be taken away.
    unsettled: Option<State>,
    /// Whether there are full segments to be sealed.
    full: bool,
    /// Whether segments were begun or sealed since this was asked.
    turned: bool,
}

/// The segment that is appended to, and the last line.
type State = (Option<Current>, Option<(u64, u32)>);

#[derive(Clone, Copy)]
struct Current {
    first: u64,
    len: u64,
    /// Whether it takes no more lines, however short it is.
    closed: bool,
}

/// An act that is on the disk.
pub(crate) struct Appended {
    /// Its last line.
    pub seq: u64,
    /// The checksum of that.
    pub crc: u32,
    /// Where each change is.
    pub places: Vec<Place>,
}

/// Why an act is not on the disk. The journal is as it was before, and the next act is tried anew.
#[derive(Debug)]
pub(crate) enum Fault {
    /// There is no room.
    NoRoom,
    /// The disk failed. What is written next goes to another file, after what was acknowledged was read again.
    Failed(io::Error),
}

impl Journal {
    /// The journal as [`mend::open`] left it.
    pub(crate) fn new(shelf: Arc<Shelf>, end: Option<(Segment, End)>, full: bool) -> Journal {
        let last = end.as_ref().map(|(_, end)| (end.seq, end.crc));
        let current = end.map(|(segment, end)| Current {
            first: segment.first,
            len: end.at as u64,
            closed: segment.sealed,
        });
        Journal { shelf, tape: None, current, last, worn: false, unsettled: None, full, turned: false }
    }

    pub(crate) fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Goes on behind the line `seen`, in a new segment, so that what is missing before it stays a gap and no number
    /// is used twice.
    pub(crate) fn go_on_behind(&mut self, seen: u64) {
        if let Some(current) = &mut self.current {
            current.closed = true;
        }
        if seen > self.last_seq() {
            self.last = Some((seen, 0));
        }
    }

    /// The number of the last line of the last act.
    pub(crate) fn last_seq(&self) -> u64 {
        self.last.map_or(0, |(seq, _)| seq)
    }

    /// Writes an act and returns when it is on the disk.
    pub(crate) fn append(&mut self, head: &Head<'_>, steps: &[Step]) -> Result<Appended, Fault> {
        self.check_room(steps.len() as u64)?;
        self.settle().map_err(Fault::Failed)?;
        let before = (self.current, self.last);
        let worn = self.worn;
        let mut synced = true;
        self.write(head, steps, &mut synced).map_err(|error| {
            // What a failed sync leaves of a file is not known: not a byte more is written to that one.
            self.worn = worn || !synced || !is_no_room(&error);
            self.unsettled = Some(before);
            match self.settle() {
                Ok(()) if is_no_room(&error) => Fault::NoRoom,
                Ok(()) => Fault::Failed(error),
                Err(error) => Fault::Failed(error),
            }
        })
    }

    /// Finds out whether the disk takes writes again, by beginning the file that the next act goes to.
    pub(crate) fn recover(&mut self) -> io::Result<()> {
        self.settle()?;
        if self.worn {
            let mut synced = true;
            let begun = self.segment_for(self.last_seq() + 1, &mut Vec::new(), &mut synced);
            begun.and_then(|_| self.sync(&mut synced)).inspect_err(|_| self.worn = true)?;
        }
        Ok(())
    }

    /// Takes away what an act that failed has left.
    fn settle(&mut self) -> io::Result<()> {
        if let Some((current, last)) = self.unsettled {
            self.roll_back(current, last)?;
            self.unsettled = None;
        }
        Ok(())
    }

    fn check_room(&self, steps: u64) -> Result<(), Fault> {
        match self.shelf.disk().room(self.shelf.folder()) {
            Ok(room) if room < RESERVE + steps * STEP => Err(Fault::NoRoom),
            // A system that does not say how much room there is will say when there is none.
            Ok(_) | Err(_) => Ok(()),
        }
    }

    fn write(&mut self, head: &Head<'_>, steps: &[Step], synced: &mut bool) -> io::Result<Appended> {
        let mut places = Vec::with_capacity(steps.len());
        let mut buffer = Vec::new();
        let mut steps = steps.iter().peekable();
        let sizes = self.shelf.disk().sizes();
        let mut seq = self.last_seq();
        loop {
            seq += 1;
            let mut current = self.segment_for(seq, &mut buffer, synced)?;
            let mut body = BodyWriter::new(head, self.shelf.cipher())?;
            let mut spans = Vec::new();
            while let Some(step) = steps.next_if(|_| body.len() < sizes.line) {
                spans.push(body.push(step)?);
            }
            let more = steps.peek().is_some();
            let written = body.finish(more);
            let line_at = current.len;
            let line_in_buffer = buffer.len();
            let (body_at, crc) = line::write(&mut buffer, seq, &written.body);
            current.len += (buffer.len() - line_in_buffer) as u64;
            self.current = Some(current);
            for (start, len) in spans {
                let offset = line_at + (body_at + written.changes_from + start) as u64;
                places.push(place(current.first, offset, len)?);
            }
            if !more {
                if BREAKS_ITS_WORD {
                    self.sync(synced)?;
                }
                self.flush(&mut buffer)?;
                if !BREAKS_ITS_WORD {
                    self.sync(synced)?;
                }
                self.last = Some((seq, crc));
                return Ok(Appended { seq, crc, places });
            }
            if buffer.len() >= sizes.write {
                self.flush(&mut buffer)?;
            }
        }
    }

    /// The segment that the line with this number goes to: a new one when there is none that can take it.
    fn segment_for(&mut self, seq: u64, buffer: &mut Vec<u8>, synced: &mut bool) -> io::Result<Current> {
        match self.current {
            Some(current)
                if current.len < self.shelf.disk().sizes().segment && !current.closed && !self.worn =>
            {
                if self.tape.is_none() {
                    self.tape = Some(self.shelf.disk().open(&self.shelf.plain_path(current.first))?);
                }
                return Ok(current);
            }
            Some(current) if self.worn => self.leave_worn(current)?,
            Some(_) => {
                self.flush(buffer)?;
                self.sync(synced)?;
                self.full = true;
            }
            None => {}
        }
        let current = Current { first: seq, len: 0, closed: false };
        self.tape = Some(self.shelf.disk().open(&self.shelf.plain_path(seq))?);
        self.current = Some(current);
        self.shelf.disk().sync_folder(self.shelf.folder())?;
        self.worn = false;
        self.turned = true;
        Ok(current)
    }

    /// Leaves a segment whose sync failed, if what was acknowledged before can be read there.
    fn leave_worn(&mut self, current: Current) -> io::Result<()> {
        let path = self.shelf.plain_path(current.first);
        self.tape = None;
        if current.len == 0 {
            return match self.shelf.disk().remove(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                Ok(()) | Err(_) => Ok(()),
            };
        }
        let end = scan::scan(&fs::read(&path)?).end;
        if end.map(|end| (end.seq, end.crc)) != self.last {
            return Err(io::Error::other("the journal does not read as it was written"));
        }
        self.full = true;
        Ok(())
    }

    fn flush(&mut self, buffer: &mut Vec<u8>) -> io::Result<()> {
        if let (Some(tape), false) = (&mut self.tape, buffer.is_empty()) {
            tape.append(buffer)?;
        }
        buffer.clear();
        Ok(())
    }

    fn sync(&mut self, synced: &mut bool) -> io::Result<()> {
        if let Some(tape) = &mut self.tape {
            *synced = false;
            tape.sync()?;
            *synced = true;
        }
        Ok(())
    }

    /// Makes the journal what it was: removes the segments made since, and cuts the one there was.
    fn roll_back(&mut self, current: Option<Current>, last: Option<(u64, u32)>) -> io::Result<()> {
        self.tape = None;
        let known = current.map_or(0, |current| current.first);
        let mut since = self.shelf.segments()?;
        since.retain(|segment| segment.first > known);
        for segment in &since {
            self.shelf.disk().remove(&segment.path)?;
        }
        if !since.is_empty() {
            // One that came back would say that what the one before it has of the same numbers was refused.
            self.shelf.disk().sync_folder(self.shelf.folder())?;
        }
        self.current = current;
        self.last = last;
        if let Some(current) = current {
            let path = self.shelf.plain_path(current.first);
            if path.try_exists()? {
                let mut tape = self.shelf.disk().open(&path)?;
                tape.cut(current.len)?;
                self.tape = Some(tape);
            }
        }
        Ok(())
    }

    /// Whether segments were begun or sealed since this was asked last.
    pub(crate) fn take_turned(&mut self) -> bool {
        std::mem::take(&mut self.turned)
    }

    /// Compresses the full segments, if there are any. It may fail or be left at any point: only space is lost.
    pub(crate) fn seal(&mut self) -> io::Result<()> {
        if !self.full {
            return Ok(());
        }
        // What was refused must not be sealed: a segment that is sealed ends within an act that was done.
        self.settle()?;
        let current = self.current.map(|current| current.first);
        for segment in self.shelf.segments()? {
            if !segment.sealed && Some(segment.first) != current {
                let unfinished = self.shelf.sealed_path(segment.first).with_extension("tmp");
                self.seal_one(&segment, &unfinished).inspect_err(|_| {
                    // If this fails too it is removed by the next opening.
                    let _ = self.shelf.disk().remove(&unfinished);
                })?;
            }
        }
        self.full = false;
        self.turned = true;
        Ok(())
    }

    fn seal_one(&self, segment: &Segment, unfinished: &Path) -> io::Result<()> {
        let raw = fs::read(&segment.path)?;
        let mut whole = Vec::new();
        sealed::seal(&raw, &mut whole)?;
        let disk = self.shelf.disk();
        let mut tape = disk.create(unfinished)?;
        tape.append(&whole)?;
        tape.sync()?;
        drop(tape);
        if sealed::unseal(&fs::read(unfinished)?) != raw {
            return Err(io::Error::other("a sealed segment does not read as it was written"));
        }
        disk.rename(unfinished, &self.shelf.sealed_path(segment.first))?;
        disk.sync_folder(self.shelf.folder())?;
        disk.remove(&segment.path)
    }
}

fn place(segment: u64, offset: u64, len: usize) -> io::Result<Place> {
    let offset = u32::try_from(offset).map_err(io::Error::other)?;
    let len = u32::try_from(len).map_err(io::Error::other)?;
    Ok(Place { segment, offset, len })
}

pub(crate) fn is_no_room(error: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}
