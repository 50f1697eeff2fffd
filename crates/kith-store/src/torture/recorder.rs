//! A disk that does everything for real and writes down what it did, in order: the stuff of which the moments are made
//! that a crash can leave behind. It can also run full, fail, or stop altogether, as the machine does.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
};

use crate::disk::{Disk, RealDisk, Sizes, Tape};

/// Segments and lines are so short that a session of two hundred acts has many.
pub(super) const SIZES: Sizes = Sizes { segment: 12 << 10, line: 3 << 10, write: 4 << 10 };

/// One thing that was done to the disk. Paths are as the book gave them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Op {
    /// A file was opened, or made where there was none.
    Open {
        tape: usize,
        path: PathBuf,
    },
    /// A file was made, or emptied.
    Create {
        tape: usize,
        path: PathBuf,
    },
    Append {
        tape: usize,
        bytes: Vec<u8>,
    },
    Sync {
        tape: usize,
    },
    Cut {
        tape: usize,
        len: usize,
    },
    MakeFolder(PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
    /// A folder that is empty by now was removed.
    RemoveFolder(PathBuf),
    SyncFolder(PathBuf),
    /// Not the book's doing: a byte of a file is another one now, on the disk itself.
    Damage {
        path: PathBuf,
        at: usize,
        flip: u8,
    },
    /// Nothing but a moment: what is known of the acts has changed.
    Moment,
}

/// What the book may say at a moment, as numbers of states.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Bounds {
    /// The state after the last act that was acknowledged or seen.
    pub sure: usize,
    /// The state after the act that is under way, or that failed without anybody knowing how far it came.
    pub perhaps: Option<usize>,
    /// Whether the disk has damaged what was written, so that reading may meet it.
    pub hurt: bool,
    /// Whether it ever has.
    pub scarred: bool,
    /// How often the index was made again: one from before is gone for good.
    pub epoch: usize,
}

/// One thing that was done, and what was known when it was done.
#[derive(Clone, Debug)]
pub(super) struct Recorded {
    pub op: Op,
    pub bounds: Bounds,
}

/// What is to go wrong next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    /// Half of the bytes are written, then there is no room, or the disk fails.
    Write(io::ErrorKind),
    Sync(io::ErrorKind),
    Open(io::ErrorKind),
}

/// How a disk breaks its word: what the book would be on it if the book broke its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Breach {
    /// The act is acknowledged before it is synced.
    AcknowledgesEarly,
    /// A file takes its place before it is synced.
    RenamesEarly,
    /// The names in a folder are never synced.
    ForgetsFolders,
}

#[derive(Default)]
struct State {
    done: Vec<Recorded>,
    bounds: Bounds,
    tapes: usize,
    fault: Option<Fault>,
    /// After so many more changes there is no machine any more.
    left: Option<usize>,
    breach: Option<Breach>,
}

/// The disk of one session.
#[derive(Clone, Default)]
pub(super) struct Recorder(Arc<Mutex<State>>);

impl Recorder {
    pub(super) fn with_breach(breach: Option<Breach>) -> Recorder {
        let recorder = Recorder::default();
        recorder.state().breach = breach;
        recorder
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("the state of the disk")
    }

    /// From now on this is what is known.
    pub(super) fn know(&self, bounds: Bounds) {
        self.state().bounds = bounds;
        self.note(Op::Moment);
    }

    pub(super) fn bounds(&self) -> Bounds {
        self.state().bounds
    }

    pub(super) fn fail(&self, fault: Option<Fault>) {
        self.state().fault = fault;
    }

    /// The machine stops after so many more changes; `None` starts it again.
    pub(super) fn stop_after(&self, changes: Option<usize>) {
        self.state().left = changes;
    }

    pub(super) fn note(&self, op: Op) {
        let mut state = self.state();
        let bounds = state.bounds;
        state.done.push(Recorded { op, bounds });
    }

    pub(super) fn done(&self) -> Vec<Recorded> {
        self.state().done.clone()
    }

    pub(super) fn len(&self) -> usize {
        self.state().done.len()
    }

    fn breaks(&self, breach: Breach) -> bool {
        self.state().breach == Some(breach)
    }

    /// One more change, if the machine is still there.
    fn tick(&self) -> io::Result<()> {
        match &mut self.state().left {
            Some(0) => Err(io::Error::other("the machine has stopped")),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn fails(&self, is_now: impl Fn(Fault) -> Option<io::ErrorKind>) -> Option<io::Error> {
        let mut state = self.state();
        let kind = state.fault.and_then(is_now)?;
        state.fault = None;
        Some(kind.into())
    }

    fn tape(&self, path: &Path, create: bool) -> io::Result<Box<dyn Tape>> {
        self.tick()?;
        if let Some(error) = self.fails(|fault| match fault {
            Fault::Open(kind) if !create => Some(kind),
            _ => None,
        }) {
            return Err(error);
        }
        let real = if create { RealDisk.create(path)? } else { RealDisk.open(path)? };
        let tape = {
            let mut state = self.state();
            state.tapes += 1;
            state.tapes
        };
        let path = path.to_owned();
        self.note(if create { Op::Create { tape, path } } else { Op::Open { tape, path } });
        Ok(Box::new(RecordingTape { tape, whole: create, real, recorder: self.clone(), owed: false }))
    }
}

impl Disk for Recorder {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        self.tape(path, false)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        self.tape(path, true)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.tick()?;
        RealDisk.make_folder(path)?;
        self.note(Op::MakeFolder(path.to_owned()));
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.tick()?;
        RealDisk.rename(from, to)?;
        self.note(Op::Rename(from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.tick()?;
        RealDisk.remove(path)?;
        self.note(Op::Remove(path.to_owned()));
        Ok(())
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        // File by file, as it is done: a crash may come in between.
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            match entry.file_type()?.is_dir() {
                true => self.remove_folder(&entry.path())?,
                false => self.remove(&entry.path())?,
            }
        }
        self.tick()?;
        fs::remove_dir(path)?;
        self.note(Op::RemoveFolder(path.to_owned()));
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.tick()?;
        if !self.breaks(Breach::ForgetsFolders) {
            self.note(Op::SyncFolder(folder.to_owned()));
        }
        Ok(())
    }

    fn room(&self, _: &Path) -> io::Result<u64> {
        Ok(u64::MAX)
    }

    fn sizes(&self) -> Sizes {
        SIZES
    }
}

struct RecordingTape {
    tape: usize,
    /// Whether it is a file that is written as a whole, and then put in place.
    whole: bool,
    real: Box<dyn Tape>,
    recorder: Recorder,
    /// Whether a sync was promised that has not happened.
    owed: bool,
}

impl RecordingTape {
    fn pay(&mut self) {
        if std::mem::take(&mut self.owed) {
            self.recorder.note(Op::Sync { tape: self.tape });
        }
    }
}

impl Tape for RecordingTape {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.recorder.tick()?;
        self.pay();
        let error = self.recorder.fails(|fault| match fault {
            Fault::Write(kind) => Some(kind),
            _ => None,
        });
        let bytes = if error.is_some() { &bytes[..bytes.len() / 2] } else { bytes };
        self.real.append(bytes)?;
        self.recorder.note(Op::Append { tape: self.tape, bytes: bytes.to_owned() });
        error.map_or(Ok(()), Err)
    }

    // The real file is not synced: nothing but the record of it is looked at after a crash.
    fn sync(&mut self) -> io::Result<()> {
        self.recorder.tick()?;
        let error = self.recorder.fails(|fault| match fault {
            Fault::Sync(kind) => Some(kind),
            _ => None,
        });
        if let Some(error) = error {
            return Err(error);
        }
        let breach = if self.whole { Breach::RenamesEarly } else { Breach::AcknowledgesEarly };
        self.owed = self.recorder.breaks(breach);
        if !self.owed {
            self.recorder.note(Op::Sync { tape: self.tape });
        }
        Ok(())
    }

    fn cut(&mut self, len: u64) -> io::Result<()> {
        self.recorder.tick()?;
        self.pay();
        self.real.cut(len)?;
        let len = usize::try_from(len).map_err(io::Error::other)?;
        self.recorder.note(Op::Cut { tape: self.tape, len });
        Ok(())
    }
}
