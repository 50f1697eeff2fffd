//! Which acts can be taken back, read from the journal: so Undo goes as far back as the book does, over restarts.
//!
//! An undo is an act as well, and says which act it takes back. Walking back from the latest act, the acts that can be
//! undone are those of the user's that no undo has taken back. The walk goes only as far as somebody asks, and what it
//! found is kept up to date in memory from then on.

use std::collections::{HashSet, VecDeque};

use kith_store::{Acted, Book, By};

use crate::AppError;

/// The name of an act that takes one back,
pub(crate) const TAKE_BACK: &str = "undo";
/// and of one that takes such an act back, so that what was undone is done again.
pub(crate) const DO_AGAIN: &str = "redo";

/// So many acts are read at first: nearly always the latest of all is wanted, and a few acts may be whole imports.
const LATEST: usize = 4;

/// So many acts are read at once from then on.
const PAGE: usize = 100;

/// An act that can be undone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Undo {
    /// Its number in the journal.
    pub seq: u64,
    /// What it was, such as `log` or `people.remove`.
    pub name: String,
}

/// What is known of the past as far as it was read.
#[derive(Default)]
pub(crate) struct Past {
    read: Read,
    /// What can be undone, the latest last.
    undos: VecDeque<Undo>,
    /// The undos that can be taken back, the latest last.
    redos: VecDeque<u64>,
    /// What was taken back, also what is further back than was read.
    undone: HashSet<u64>,
    /// Undos written before they said what they take back: each took back the latest act there was.
    unnumbered: usize,
    /// Whether an act was met that no undo before it can be done again after.
    met: bool,
}

/// How far back the journal was read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Read {
    #[default]
    Nothing,
    /// Down to this act, and including it.
    From(u64),
    All,
}

impl Past {
    /// The latest act that can be undone.
    pub fn latest_undo(&mut self, book: &Book) -> Result<Option<Undo>, AppError> {
        self.read_until(book, |past| !past.undos.is_empty())?;
        Ok(self.undos.back().cloned())
    }

    /// The latest undo that can be taken back.
    pub fn latest_redo(&mut self, book: &Book) -> Result<Option<u64>, AppError> {
        self.read_until(book, |past| past.met || !past.redos.is_empty())?;
        Ok(self.redos.back().copied())
    }

    /// Whether an act was taken back and not done again.
    pub fn is_undone(&mut self, book: &Book, seq: u64) -> Result<bool, AppError> {
        self.read_until(book, |past| matches!(past.read, Read::From(from) if from <= seq))?;
        Ok(self.undone.contains(&seq))
    }

    /// The user has done something.
    pub fn did(&mut self, seq: u64, name: &str) {
        if self.read != Read::Nothing {
            self.undos.push_back(Undo { seq, name: name.to_owned() });
            self.redos.clear();
            self.met = true;
        }
    }

    /// The latest act that can be undone was taken back by the act `by`.
    pub fn took_back(&mut self, by: u64) {
        self.undone.extend(self.undos.pop_back().map(|undo| undo.seq));
        self.redos.push_back(by);
    }

    /// The latest undo was taken back, so that `of` is done again.
    pub fn did_again(&mut self, of: Undo) {
        self.undone.extend(self.redos.pop_back());
        self.undone.remove(&of.seq);
        self.undos.push_back(of);
    }

    fn read_until(&mut self, book: &Book, enough: impl Fn(&Past) -> bool) -> Result<(), AppError> {
        while self.read != Read::All && !(self.read != Read::Nothing && enough(self)) {
            let (before, page) = match self.read {
                Read::From(from) => (Some(from), PAGE),
                Read::Nothing | Read::All => (None, LATEST),
            };
            let acts = book.acts(before, page)?;
            acts.iter().for_each(|act| self.meet(act));
            self.read = match acts.last() {
                Some(last) if acts.len() == page => Read::From(last.seq),
                _ => Read::All,
            };
        }
        Ok(())
    }

    /// An act that is older than all that were met so far.
    fn meet(&mut self, act: &Acted) {
        if act.by == By::Kith {
            return;
        }
        let undone = self.undone.contains(&act.seq);
        match act.undoes {
            Some(_) if undone => {}
            Some(of) => {
                self.undone.insert(of);
                if act.name == TAKE_BACK && !self.met {
                    self.redos.push_front(act.seq);
                }
            }
            None if act.name == TAKE_BACK => self.unnumbered += 1,
            None => {
                self.met = true;
                if !undone && self.unnumbered > 0 {
                    self.unnumbered -= 1;
                    self.undone.insert(act.seq);
                } else if !undone {
                    self.undos.push_front(Undo { seq: act.seq, name: act.name.clone() });
                }
            }
        }
    }
}
