//! Opening the journal: what a crash left unfinished is cut off, what is damaged is put aside, and both are told.
//!
//! The last segment is always looked through. The others are when there is reason to: when the last is damaged,
//! when the index is made again, or when a damaged place was met in reading.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    scan::{self, End, Scan},
    sealed,
    shelf::{Segment, Shelf},
};
use crate::{
    Notice,
    disk::{Disk, write_whole},
    quarantine::Quarantine,
};

/// The journal as it is after mending.
#[derive(Default)]
pub(crate) struct Mended {
    /// The segment that is appended to, and where its last act ends.
    pub end: Option<(Segment, End)>,
    /// What was mended.
    pub notices: Vec<Notice>,
    /// Whether lines have moved, so that an index made before is wrong.
    pub moved: bool,
    /// Whether there are full segments that are not sealed yet.
    pub full: bool,
}

/// Opens the journal. With `thorough` every segment is looked through, else the last.
pub(crate) fn open(shelf: &Shelf, quarantine: &mut Quarantine, thorough: bool) -> io::Result<Mended> {
    let suspected = shelf.suspected()?.is_some();
    let mut mended = Mended::default();
    tidy(shelf, quarantine, &mut mended)?;
    let last = cut_unfinished(shelf, quarantine, &mut mended)?;
    match last {
        Some((segment, scan)) if !thorough && !suspected && is_sound(&segment, &scan) => {
            mended.end = scan.end.map(|end| (segment, end));
        }
        _ => {
            let segments = without_strays(shelf, quarantine, &mut mended)?;
            let mut next = 1;
            let mut aside = None;
            for segment in &segments {
                next = mend(segment, shelf, next, quarantine, &mut mended, &mut aside)?;
            }
            mended.notices.extend(aside.map(Aside::unfinished));
        }
    }
    settle(shelf, &mended)?;
    mended.moved |= suspected;
    mended.full = shelf.segments()?.iter().rev().skip(1).any(|segment| !segment.sealed);
    Ok(mended)
}

/// Sees to it that what is read from here on stays: a process that was killed between writing and syncing leaves an act
/// that is there and not yet on the disk.
fn settle(shelf: &Shelf, mended: &Mended) -> io::Result<()> {
    if let Some((segment, _)) = &mended.end
        && !segment.sealed
    {
        shelf.disk().open(&segment.path)?.sync()?;
        shelf.disk().sync_folder(shelf.folder())?;
    }
    Ok(())
}

/// Removes what sealing left unfinished. Where a segment is there both plain and sealed, and the sealed one has what the plain
/// one has not, it was no crash that left them: the one that reaches further holds, and the other is put aside.
fn tidy(shelf: &Shelf, quarantine: &mut Quarantine, mended: &mut Mended) -> io::Result<()> {
    for entry in fs::read_dir(shelf.folder())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "tmp") {
            shelf.disk().remove(&path)?;
        }
    }
    for segment in shelf.segments()?.iter().filter(|segment| !segment.sealed) {
        let double = shelf.sealed_path(segment.first);
        if !double.try_exists()? {
            continue;
        }
        let (plain, sealed) = (fs::read(&segment.path)?, sealed::unseal(&fs::read(&double)?));
        // More than was sealed is what was refused, and came back with the segment when the disk forgot that it went.
        if plain.starts_with(&sealed) {
            shelf.disk().remove(&double)?;
            continue;
        }
        let other = if reach(&sealed) > reach(&plain) { &segment.path } else { &double };
        put_aside(other, quarantine, mended)?;
    }
    Ok(())
}

/// How far the lines of a segment go, and how many there are: those of an act that goes on behind it count as any other.
fn reach(raw: &[u8]) -> (u64, usize) {
    let lines = scan::lines(raw).filter_map(|found| found.line);
    lines.fold((0, 0), |(last, count), line| (line.seq.max(last), count + 1))
}

fn put_aside(path: &Path, quarantine: &mut Quarantine, mended: &mut Mended) -> io::Result<()> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("segment");
    let kept = quarantine.take_as(path, name)?;
    mended.moved = true;
    // Of an empty file there is nothing to tell.
    if fs::metadata(&kept)?.len() > 0 {
        mended.notices.push(Notice::WritingPutAside { kept });
    }
    Ok(())
}

/// Whether a segment in which nothing can be read was never one of this journal: it would say that what is before it from
/// its number on was refused, and that can be the lines of one act and not of several.
fn is_stray(segment: &Segment, before: &Segment) -> io::Result<bool> {
    if scan::scan(&segment.raw()?).first.is_some() {
        return Ok(false);
    }
    let all = Segment { until: None, ..before.clone() }.raw()?;
    let lines = scan::lines(&all).filter_map(|found| found.line);
    Ok(lines.filter(|line| line.seq >= segment.first && !line.has_more()).count() > 1)
}

/// The segments, after those that are none were put aside.
fn without_strays(
    shelf: &Shelf,
    quarantine: &mut Quarantine,
    mended: &mut Mended,
) -> io::Result<Vec<Segment>> {
    let mut before: Option<Segment> = None;
    for segment in shelf.segments()? {
        match &before {
            Some(before) if is_stray(&segment, before)? => put_aside(&segment.path, quarantine, mended)?,
            _ => before = Some(segment),
        }
    }
    shelf.segments()
}

/// Cuts off everything behind the last whole act; it was never acknowledged. The act may be long, and have begun
/// some segments before. But where a segment is sealed that ends within an act, the act was done, and its end is gone: that is
/// damage. Gives the segment that is the last one now.
fn cut_unfinished(
    shelf: &Shelf,
    quarantine: &mut Quarantine,
    mended: &mut Mended,
) -> io::Result<Option<(Segment, Scan)>> {
    let mut segments = shelf.segments()?;
    let (mut cut, mut kept) = (0, None::<PathBuf>);
    let (mut last, mut lost) = (None, None::<Hole>);
    while let Some(mut segment) = segments.pop() {
        let raw = segment.raw()?;
        let scan = scan::scan(&raw);
        let end = scan.end;
        if let Some(before) = segments.last_mut()
            && end.is_none()
            && is_stray(&segment, before)?
        {
            put_aside(&segment.path, quarantine, mended)?;
            before.until = segment.until;
            continue;
        }
        let whole = end.map_or(0, |end| end.at);
        let begun = begun(&raw[whole..]);
        if let Some((first_seq, last_seq)) = begun.filter(|_| segment.sealed || lost.is_some()) {
            let last_seq = lost.map_or(last_seq + 1, |lost| lost.last_seq);
            // Noted before anything is taken away.
            shelf.suspect(last_seq)?;
            lost = Some(Hole { first_seq, last_seq });
        }
        // Bytes that are no line, behind the last act of a sealed segment, hinder nobody: nothing is appended to that.
        if raw.len() > whole && !(segment.sealed && end.is_some() && begun.is_none()) {
            cut += (raw.len() - whole) as u64;
            let name = format!("{:010}-unfinished.jsonl", segment.first);
            kept = Some(quarantine.keep(&name, &raw[whole..])?);
            match (end, segment.sealed) {
                (None, _) => {}
                (Some(_), false) => truncate(shelf.disk(), &segment, whole as u64)?,
                (Some(_), true) => {
                    segment = write_anew(shelf, &segment, &raw[..whole])?;
                    mended.moved = true;
                }
            }
        }
        if end.is_some() {
            last = Some((segment, scan));
            break;
        }
        if let Some((bytes, refused)) = remove(shelf, &segment, quarantine)? {
            cut += bytes;
            kept = kept.or(Some(refused));
        }
    }
    mended.notices.extend(kept.map(|kept| match &lost {
        Some(hole) => hole.notice(Some(kept)),
        None => Notice::UnfinishedActCut { bytes: cut, kept },
    }));
    Ok(last)
}

/// The numbers of the first and last lines in what is behind the last whole act of a segment: an act that begins there, or
/// before it, and does not end there.
fn begun(behind: &[u8]) -> Option<(u64, u64)> {
    let mut lines = scan::lines(behind).filter_map(|found| found.line);
    let first = lines.next()?.seq;
    Some((first, lines.last().map_or(first, |line| line.seq)))
}

/// Whether every line of a segment can be read, from the one it is named by.
fn is_sound(segment: &Segment, scan: &Scan) -> bool {
    !scan.damaged && scan.first == Some(segment.first)
}

fn truncate(disk: &dyn Disk, segment: &Segment, len: u64) -> io::Result<()> {
    let mut tape = disk.open(&segment.path)?;
    tape.cut(len)?;
    tape.sync()
}

/// Removes a segment. That it is there says that what the one before has of its numbers was refused ([`Segment::raw`]),
/// so that is taken away first, or it would come back. It is kept aside, and how much it is and where is given: a file that
/// only looks like a segment says the same.
fn remove(
    shelf: &Shelf,
    segment: &Segment,
    quarantine: &mut Quarantine,
) -> io::Result<Option<(u64, PathBuf)>> {
    let mut refused = None;
    if let Some(before) = shelf.segments()?.into_iter().rfind(|other| other.first < segment.first) {
        let accepted = before.raw()?;
        let all = Segment { until: None, ..before.clone() }.raw()?;
        if all.len() > accepted.len() {
            let rest = &all[accepted.len()..];
            let kept = quarantine.keep(&format!("{:010}-refused.jsonl", segment.first), rest)?;
            refused = Some((rest.len() as u64, kept));
            match before.sealed {
                true => drop(write_anew(shelf, &before, &accepted)?),
                false => truncate(shelf.disk(), &before, accepted.len() as u64)?,
            }
        }
    }
    shelf.disk().remove(&segment.path)?;
    Ok(refused)
}

/// Looks through one segment whose first line has the number `next`, and writes it anew without the lines that
/// cannot be read, if there are any. Gives the number of the line that follows it.
fn mend(
    segment: &Segment,
    shelf: &Shelf,
    next: u64,
    quarantine: &mut Quarantine,
    mended: &mut Mended,
    aside: &mut Option<Aside>,
) -> io::Result<u64> {
    let raw = segment.raw()?;
    let sorted = sort_out(&raw, next);
    // What was bad at the end of the segments before was the lines that are missing now, if any are.
    if let Some(before) = sorted.end.and_then(|_| aside.take()) {
        match sorted.holes.first() {
            Some(hole) if hole.first_seq == next => mended.notices.push(hole.notice(Some(before.kept))),
            _ => mended.notices.push(before.unfinished()),
        }
    }
    if sorted.bad == 0 {
        mended.end = sorted.end.map(|end| (segment.clone(), end)).or(mended.end.take());
        let holes = sorted.holes.iter().map(|hole| hole.notice(None));
        let new: Vec<_> = holes.filter(|hole| !mended.notices.iter().any(|told| told.covers(hole))).collect();
        mended.notices.extend(new);
        return Ok(sorted.next);
    }
    // It is noted, and the copy is put aside, before anything is replaced, so that a crash in between loses nothing
    // and hides nothing.
    shelf.suspect(sorted.next - 1)?;
    let kept = quarantine.copy(&segment.path)?;
    mended.moved = true;
    match sorted.end {
        Some(end) => mended.end = Some((write_anew(shelf, segment, &sorted.good)?, end)),
        None => {
            let refused = remove(shelf, segment, quarantine)?;
            let notice = |(bytes, kept)| Notice::UnfinishedActCut { bytes, kept };
            mended.notices.extend(refused.map(notice));
        }
    }
    match sorted.holes.is_empty() {
        true => *aside = Some(Aside { bytes: sorted.bad as u64, kept }),
        false => {
            mended.notices.extend(sorted.holes.into_iter().map(|hole| hole.notice(Some(kept.clone()))));
        }
    }
    Ok(sorted.next)
}

/// Bad bytes at the end of a segment: lines that are missed by the next one, or never whole.
struct Aside {
    bytes: u64,
    kept: PathBuf,
}

impl Aside {
    fn unfinished(self) -> Notice {
        Notice::UnfinishedActCut { bytes: self.bytes, kept: self.kept }
    }
}

/// The lines of a segment that can be read, and what is missing between them.
struct Sorted {
    good: Vec<u8>,
    /// How many bytes cannot be read.
    bad: usize,
    holes: Vec<Hole>,
    /// Where the last line ends in `good`.
    end: Option<End>,
    /// The number that follows.
    next: u64,
}

#[derive(Clone, Copy)]
struct Hole {
    first_seq: u64,
    last_seq: u64,
}

impl Hole {
    fn notice(&self, kept: Option<PathBuf>) -> Notice {
        Notice::JournalDamaged { first_seq: self.first_seq, last_seq: self.last_seq, kept }
    }
}

/// Sorts out a segment for the fuzzer: what is good of it has nothing bad in it.
pub(crate) fn sorted_out(raw: &[u8]) {
    let first = sort_out(raw, 1);
    let again = sort_out(&first.good, 1);
    assert_eq!((again.bad, again.end, again.good), (0, first.end, first.good), "what is good stays");
}

fn sort_out(raw: &[u8], next: u64) -> Sorted {
    let mut sorted = Sorted { good: Vec::new(), bad: 0, holes: Vec::new(), end: None, next };
    for found in scan::lines(raw) {
        let Some(line) = found.line.filter(|line| line.seq >= sorted.next) else {
            sorted.bad += found.at.len();
            continue;
        };
        if line.seq > sorted.next {
            sorted.holes.push(Hole { first_seq: sorted.next, last_seq: line.seq - 1 });
        }
        sorted.good.extend_from_slice(&raw[found.at]);
        sorted.end = Some(End { seq: line.seq, crc: line.crc, at: sorted.good.len() });
        sorted.next = line.seq + 1;
    }
    sorted
}

/// Writes a segment in place of one that is damaged; of a sealed one the plain one holds from then on.
fn write_anew(shelf: &Shelf, damaged: &Segment, lines: &[u8]) -> io::Result<Segment> {
    let path = shelf.plain_path(damaged.first);
    write_whole(shelf.disk(), &path, lines)?;
    if damaged.sealed {
        shelf.disk().remove(&damaged.path)?;
    }
    Ok(Segment { path, sealed: false, ..damaged.clone() })
}

#[cfg(test)]
mod tests {
    use kith_core::Person;
    use rstest::rstest;

    use super::*;
    use crate::{Act, Book, Change, Record, journal::scan::Found};

    fn commit(book: &Book, names: &[&str], note: &str) {
        let put = |name: &&str| {
            let person = Person { note: note.to_owned(), ..Person::named(*name, Default::default()) };
            Change::Put(Record::Person(Box::new(person)))
        };
        let act = Act::new(Default::default(), "test", names.iter().map(put).collect());
        book.commit(act).expect("committed");
    }

    fn book(home: &Path, names: &[&str]) {
        let book = Book::open(home).expect("a book");
        names.iter().for_each(|name| commit(&book, &[name], ""));
    }

    /// A book with acts before a long one, whose first lines but the last are in a sealed segment, and one behind it.
    fn book_with_a_long_act(home: &Path, before: &[&str]) {
        book(home, before);
        let long = "a line of its own ".repeat(10_000);
        commit(&Book::open(home).expect("a book"), &["Ana", "Ben", "Cem"], &long);
        book(home, &["Dee"]);
        let plain = home.join("journal/0000000001.jsonl");
        let raw = fs::read(&plain).expect("a segment");
        let lines: Vec<Found<'_>> = scan::lines(&raw).collect();
        assert_eq!(lines.len(), before.len() + 4, "three of the long act");
        let end = lines[lines.len() - 2].at.start;
        let mut sealed = Vec::new();
        sealed::seal(&raw[..end], &mut sealed).expect("sealed");
        fs::write(home.join("journal/0000000001.jsonl.gz"), sealed).expect("written");
        fs::write(rest(home, before), &raw[end..]).expect("written");
        fs::remove_file(plain).expect("removed");
    }

    fn rest(home: &Path, before: &[&str]) -> PathBuf {
        home.join(format!("journal/{:010}.jsonl", before.len() + 3))
    }

    fn names(book: &Book) -> Vec<String> {
        let mut names: Vec<String> = book.rows().expect("rows").into_iter().map(|row| row.name).collect();
        names.sort();
        names
    }

    #[rstest]
    #[case::an_empty_one(false)]
    #[case::its_first_line(true)]
    fn a_plain_file_beside_a_sealed_segment_within_one_act_takes_nothing_away(#[case] with_a_line: bool) {
        let home = tempfile::tempdir().expect("a folder");
        book_with_a_long_act(home.path(), &[]);
        let sealed = fs::read(home.path().join("journal/0000000001.jsonl.gz")).expect("a segment");
        let raw = sealed::unseal(&sealed);
        let first = scan::lines(&raw).next().expect("a line").at.end;
        let plain = if with_a_line { &raw[..first] } else { &[] };
        fs::write(home.path().join("journal/0000000001.jsonl"), plain).expect("written");
        let book = Book::open(home.path()).expect("the book");
        assert_eq!(names(&book), ["Ana", "Ben", "Cem", "Dee"]);
        let told = |is: fn(&Notice) -> bool| book.notices().iter().any(is);
        assert_eq!(told(|notice| matches!(notice, Notice::WritingPutAside { .. })), with_a_line);
        assert!(!told(|notice| matches!(notice, Notice::JournalDamaged { .. })), "{:?}", book.notices());
    }

    #[rstest]
    #[case::behind_another_act(&["Zoe"], true)]
    #[case::alone(&[], true)]
    #[case::behind_another_act_and_its_index_is_gone(&["Zoe"], false)]
    #[case::alone_and_its_index_is_gone(&[], false)]
    fn an_act_whose_end_is_gone_is_damage_and_nothing_of_it_stays(
        #[case] before: &[&str],
        #[case] with_index: bool,
    ) {
        let home = tempfile::tempdir().expect("a folder");
        book_with_a_long_act(home.path(), before);
        fs::remove_file(rest(home.path(), before)).expect("removed");
        if !with_index {
            fs::remove_dir_all(home.path().join("index")).expect("removed");
        }
        let book = Book::open(home.path()).expect("the book");
        assert_eq!(names(&book), before);
        let first_seq = before.len() as u64 + 1;
        let last_seq = first_seq + if with_index { 3 } else { 2 };
        let is_told = |notice: &Notice| {
            matches!(notice, Notice::JournalDamaged { first_seq: first, last_seq: last, kept: Some(_) }
                if (*first, *last) == (first_seq, last_seq))
        };
        assert!(book.notices().iter().any(is_told), "{:?}", book.notices());
        assert!(book.notices().contains(&Notice::NotRestored { lost: vec![(first_seq, last_seq)] }));
        assert!(!book.notices().iter().any(|notice| matches!(notice, Notice::UnfinishedActCut { .. })));
        commit(&book, &["Yan"], "");
        drop(book);
        let book = Book::open(home.path()).expect("the book");
        assert_eq!(names(&book), [&["Yan"], before].concat());
        assert_eq!(book.notices(), []);
    }

    #[test]
    fn what_is_cut_off_although_the_index_has_it_is_damage_and_no_act_that_never_was() {
        let home = tempfile::tempdir().expect("a folder");
        book(home.path(), &["Ana", "Ben", "Cem"]);
        let plain = home.path().join("journal/0000000001.jsonl");
        let raw = fs::read(&plain).expect("a segment");
        let second = scan::lines(&raw).nth(1).expect("a line").at;
        fs::write(&plain, &raw[..second.end - 9]).expect("written");
        let book = Book::open(home.path()).expect("the book");
        assert_eq!(names(&book), ["Ana"]);
        assert!(matches!(
            &book.notices()[0],
            Notice::JournalDamaged { first_seq: 2, last_seq: 3, kept: Some(kept) }
                if fs::read(kept).expect("kept") == raw[second.start..second.end - 9]
        ));
        assert!(!book.notices().iter().any(|notice| matches!(notice, Notice::UnfinishedActCut { .. })));
    }

    /// As when an older copy of the folder is laid over it.
    #[test]
    fn of_a_segment_that_is_there_twice_the_one_that_reaches_further_holds_and_the_other_is_put_aside() {
        let home = tempfile::tempdir().expect("a folder");
        let plain = home.path().join("journal/0000000001.jsonl");
        book(home.path(), &["Ana"]);
        let older = fs::read(&plain).expect("a segment");
        book(home.path(), &["Ben"]);
        let mut newer = Vec::new();
        sealed::seal(&fs::read(&plain).expect("a segment"), &mut newer).expect("sealed");
        fs::write(home.path().join("journal/0000000001.jsonl.gz"), newer).expect("written");
        fs::write(&plain, &older).expect("written");
        let book = Book::open(home.path()).expect("the book");
        assert_eq!(names(&book), ["Ana", "Ben"]);
        let kept = book.notices().iter().find_map(|notice| match notice {
            Notice::WritingPutAside { kept } => Some(kept),
            _ => None,
        });
        assert_eq!(fs::read(kept.expect("told")).expect("kept"), older);
    }
}
