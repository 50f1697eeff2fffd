//! Removing what other writings of the book have left.
//!
//! One that never held, because a crash came while it was written, and one that holds no more have nothing that the
//! one that holds has not. Where that is not so something else has happened, and nothing is removed.

use std::{collections::BTreeSet, fs, io, path::Path, sync::Arc};

use super::{About, FOLDERS, folder, generation_of};
use crate::{
    Notice,
    cipher::Cipher,
    disk::{Disk, RealDisk},
    journal::{scan, shelf::Shelf},
    quarantine::Quarantine,
    snapshot::Folder,
};

/// Removes the other writings, or puts those aside that have more than the one that holds. To be asked only when
/// `book.json` itself says which one holds. Gives what is said of the book then, and what to tell.
pub(crate) fn tidy(
    about: About,
    home: &Path,
    disk: &dyn Disk,
    quarantine: &mut Quarantine,
) -> io::Result<(About, Option<Notice>)> {
    let others = others(&about, home)?;
    if others.is_empty() || !about.folder(home, "journal").is_dir() {
        return Ok((about, None));
    }
    let (mut about, mut told) = (about, None);
    let held = last_line(home, about.generation)?;
    for generation in others {
        let there = |name: &&str| folder(home, name, generation).exists();
        if last_line(home, generation)?.max(last_snapshot(home, generation)) <= held {
            for name in FOLDERS.into_iter().filter(there) {
                disk.remove_folder(&folder(home, name, generation))?;
            }
            continue;
        }
        if about.lock.is_some() && !about.aside_in_clear {
            // It may be of before the lock.
            about.aside_in_clear = true;
            about.write(home, disk)?;
        }
        // The journal last: as long as it is there, the rest is put aside and not removed.
        let mut kept = None;
        for name in FOLDERS.into_iter().rev().filter(there) {
            let path = folder(home, name, generation);
            kept = Some(quarantine.take_as(&path, &format!("{name}-{generation}"))?);
        }
        told = kept.map(|kept| Notice::WritingPutAside { kept }).or(told);
    }
    Ok((about, told))
}

fn others(about: &About, home: &Path) -> io::Result<BTreeSet<u32>> {
    let mut others = BTreeSet::new();
    for entry in fs::read_dir(home)? {
        let name = entry?.file_name();
        let of = |folder: &&str| name.to_str().and_then(|name| generation_of(name, folder));
        others.extend(FOLDERS.iter().find_map(of).filter(|generation| *generation != about.generation));
    }
    Ok(others)
}

/// The last line of the last whole act; 0 when there is none.
fn last_line(home: &Path, generation: u32) -> io::Result<u64> {
    let journal = folder(home, "journal", generation);
    if !journal.is_dir() {
        return Ok(0);
    }
    let shelf = Shelf::new(journal, Arc::new(RealDisk), Cipher::default()).untouched();
    for segment in shelf.segments()?.iter().rev() {
        if let Some(end) = scan::scan(&shelf.raw(segment)?).end {
            return Ok(end.seq);
        }
    }
    Ok(0)
}

/// The last line that a snapshot has; 0 when there is none that can be read.
fn last_snapshot(home: &Path, generation: u32) -> u64 {
    let snapshots = Folder::new(folder(home, "snapshots", generation), Arc::new(RealDisk));
    let listed = snapshots.list().unwrap_or_default();
    listed.iter().filter_map(|listed| listed.header().ok()).map(|header| header.seq).max().unwrap_or(0)
}
