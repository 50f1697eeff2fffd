//! Tests on a disk that fails when it is told to: nothing is acknowledged that is not there, and what was there
//! stays.

use std::{
    fs, io,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};

use kith_core::{Person, PersonId};
use kith_key::{Cost, Key, Lock};
use rstest::rstest;

use crate::{
    Act, Book, Change, ReadOnly, Record, StoreError,
    anew::write_anew,
    disk::{Disk, RealDisk, Tape},
};

/// What is to fail next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fault {
    /// Half of the bytes are written, then there is no room.
    WriteFull,
    /// Half of the bytes are written, then the disk fails.
    WriteBroken,
    /// Nothing is known about what was written.
    SyncFull,
    SyncBroken,
    /// No segment can be made.
    OpenFull,
    OpenBroken,
    /// What was put aside cannot be written anew.
    AsideBroken,
    /// `book.json` is in place, and the disk fails all the same.
    InPlaceBroken,
}

impl Fault {
    fn error(self) -> io::Error {
        io::Error::from(match self {
            Fault::WriteFull | Fault::SyncFull | Fault::OpenFull => io::ErrorKind::StorageFull,
            Fault::WriteBroken
            | Fault::SyncBroken
            | Fault::OpenBroken
            | Fault::AsideBroken
            | Fault::InPlaceBroken => io::ErrorKind::Other,
        })
    }
}

#[derive(Default)]
struct State {
    next: Mutex<Option<Fault>>,
    room: AtomicU64,
    /// How often a segment was synced.
    syncs: AtomicU64,
}

impl State {
    fn fails(&self, when: &[Fault]) -> Option<io::Error> {
        let mut next = self.next.lock().expect("lock");
        let fault = next.filter(|fault| when.contains(fault))?;
        *next = None;
        Some(fault.error())
    }
}

/// The real disk, until it is told to fail once.
#[derive(Clone)]
struct FailingDisk(Arc<State>);

impl FailingDisk {
    fn new() -> FailingDisk {
        FailingDisk(Arc::new(State { room: AtomicU64::new(u64::MAX), ..State::default() }))
    }

    fn fail(&self, fault: Fault) {
        *self.0.next.lock().expect("lock") = Some(fault);
    }
}

impl Disk for FailingDisk {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        match self.0.fails(&[Fault::OpenFull, Fault::OpenBroken]) {
            Some(error) => Err(error),
            None => Ok(Box::new(FailingTape { tape: RealDisk.open(path)?, state: Arc::clone(&self.0) })),
        }
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        let is_aside = path.components().any(|part| part.as_os_str() == "quarantine");
        match is_aside.then(|| self.0.fails(&[Fault::AsideBroken])).flatten() {
            Some(error) => Err(error),
            None => RealDisk.create(path),
        }
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.make_folder(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)?;
        let is_about = to.file_name().is_some_and(|name| name == "book.json");
        is_about.then(|| self.0.fails(&[Fault::InPlaceBroken])).flatten().map_or(Ok(()), Err)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove_folder(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.sync_folder(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }

    fn room(&self, _: &Path) -> io::Result<u64> {
        Ok(self.0.room.load(SeqCst))
    }
}

struct FailingTape {
    tape: Box<dyn Tape>,
    state: Arc<State>,
}

impl Tape for FailingTape {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self.state.fails(&[Fault::WriteFull, Fault::WriteBroken]) {
            Some(error) => self.tape.append(&bytes[..bytes.len() / 2]).and(Err(error)),
            None => self.tape.append(bytes),
        }
    }

    fn sync(&mut self) -> io::Result<()> {
        self.state.syncs.fetch_add(1, SeqCst);
        match self.state.fails(&[Fault::SyncFull, Fault::SyncBroken]) {
            Some(error) => Err(error),
            None => self.tape.sync(),
        }
    }

    fn cut(&mut self, len: u64) -> io::Result<()> {
        self.tape.cut(len)
    }
}

fn named(names: &[&str]) -> Act {
    let person = |name: &&str| {
        let id = PersonId::from_bytes([name.as_bytes()[0]; 16]);
        Change::Put(Record::Person(Box::new(Person { id, ..Person::named(*name, Default::default()) })))
    };
    Act::new(Default::default(), "test", names.iter().map(person).collect())
}

fn names(book: &Book) -> Vec<String> {
    book.rows().expect("rows").into_iter().map(|row| row.name).collect()
}

/// Many people, so many that their act is several megabytes and two segments.
fn crowd() -> Act {
    let people = (0..3_000u32).map(|n| {
        let mut id = [b'c'; 16];
        id[..4].copy_from_slice(&n.to_be_bytes());
        let note = "who came to the feast ".repeat(150);
        let person =
            Person { id: PersonId::from_bytes(id), note, ..Person::named("crowd", Default::default()) };
        Change::Put(Record::Person(Box::new(person)))
    });
    Act::new(Default::default(), "import", people.collect())
}

#[rstest]
#[case::while_writing(Fault::WriteFull)]
#[case::while_syncing(Fault::SyncFull)]
#[case::while_making_a_segment(Fault::OpenFull)]
fn a_full_disk_refuses_the_act_and_takes_the_next(
    #[case] fault: Fault,
    #[values(false, true)] in_the_first_act: bool,
    #[values(named(&["Luis"]), crowd())] refused: Act,
) {
    let home = tempfile::tempdir().expect("home");
    let disk = FailingDisk::new();
    let book = Book::open_on(home.path(), Arc::new(disk.clone()), None).expect("book");
    if !in_the_first_act {
        book.commit(named(&["Ana"])).expect("commit");
        if fault == Fault::OpenFull {
            // The segment is open already; the next one is made by the crowd.
            return;
        }
    }
    let before = names(&book);
    disk.fail(fault);
    let error = book.commit(refused).expect_err("refused");
    assert!(matches!(error, StoreError::DiskFull), "{error:?}");
    assert_eq!(names(&book), before);
    assert_eq!(book.read_only(), None);
    let committed = book.commit(named(&["Zoe"])).expect("commit");
    assert_eq!(committed.seq, before.len() as u64 + 1);
    let after = names(&book);
    assert!(after.ends_with(&["Zoe".to_owned()]));
    drop(book);
    let book = Book::open(home.path()).expect("book");
    assert_eq!(book.notices(), []);
    assert_eq!(names(&book), after);
}

#[test]
fn after_a_sync_that_failed_for_want_of_room_another_segment_is_written() {
    let home = tempfile::tempdir().expect("home");
    let disk = FailingDisk::new();
    let book = Book::open_on(home.path(), Arc::new(disk.clone()), None).expect("book");
    book.commit(named(&["Ana"])).expect("commit");
    disk.fail(Fault::SyncFull);
    book.commit(named(&["Luis"])).expect_err("refused");
    book.commit(named(&["Zoe"])).expect("commit");
    assert!(home.path().join("journal/0000000002.jsonl").exists());
}

#[rstest]
#[case(Fault::WriteBroken)]
#[case(Fault::SyncBroken)]
fn a_disk_that_failed_is_tried_again_in_another_file(
    #[case] fault: Fault,
    #[values(named(&["Luis"]), crowd())] refused: Act,
) {
    let home = tempfile::tempdir().expect("home");
    let disk = FailingDisk::new();
    let book = Book::open_on(home.path(), Arc::new(disk.clone()), None).expect("book");
    book.commit(named(&["Ana"])).expect("commit");
    disk.fail(fault);
    let error = book.commit(refused).expect_err("refused");
    assert!(matches!(error, StoreError::DiskFailed(_)), "{error:?}");
    assert!(matches!(book.read_only(), Some(ReadOnly::DiskFailed(_))));
    assert_eq!(names(&book), ["Ana"]);
    disk.fail(Fault::OpenBroken);
    let error = book.commit(named(&["Zoe"])).expect_err("refused");
    assert!(matches!(error, StoreError::DiskFailed(_)), "{error:?}");
    assert_eq!(book.commit(named(&["Zoe"])).expect("commit").seq, 2);
    assert_eq!(book.read_only(), None);
    assert!(home.path().join("journal/0000000002.jsonl").exists());
    drop(book);
    let book = Book::open(home.path()).expect("book");
    assert_eq!(book.notices(), []);
    assert_eq!(names(&book), ["Ana", "Zoe"]);
}

#[test]
fn a_disk_that_works_again_is_noticed_without_an_act() {
    let home = tempfile::tempdir().expect("home");
    let disk = FailingDisk::new();
    let book = Book::open_on(home.path(), Arc::new(disk.clone()), None).expect("book");
    book.commit(named(&["Ana"])).expect("commit");
    disk.fail(Fault::SyncBroken);
    book.commit(named(&["Luis"])).expect_err("refused");
    disk.fail(Fault::SyncBroken);
    book.recover();
    assert!(matches!(book.read_only(), Some(ReadOnly::DiskFailed(_))));
    book.recover();
    assert_eq!(book.read_only(), None);
    assert_eq!(book.commit(named(&["Zoe"])).expect("commit").seq, 2);
}

#[rstest]
fn what_a_failed_sync_left_is_void_even_where_it_could_not_be_taken_away(
    #[values(false, true)] it_is_torn: bool,
) {
    let home = tempfile::tempdir().expect("home");
    let disk = FailingDisk::new();
    let book = Book::open_on(home.path(), Arc::new(disk.clone()), None).expect("book");
    book.commit(named(&["Ana"])).expect("commit");
    let first = home.path().join("journal/0000000001.jsonl");
    let before = std::fs::read(&first).expect("segment");
    book.commit(named(&["Luis"])).expect("commit");
    let refused = std::fs::read(&first).expect("segment")[before.len()..].to_vec();
    drop(book);
    // As if "Luis" had been refused, and the cut of it had not reached the disk.
    std::fs::write(&first, &before).expect("cut");
    let book = Book::open_on(home.path(), Arc::new(disk.clone()), None).expect("book");
    disk.fail(Fault::SyncBroken);
    book.commit(named(&["Luis"])).expect_err("refused");
    book.commit(named(&["Zoe"])).expect("commit");
    drop(book);
    let left = if it_is_torn { &refused[..refused.len() / 2] } else { &refused[..] };
    std::fs::write(&first, [&before, left].concat()).expect("left");
    assert_eq!(names(&Book::open(home.path()).expect("book")), ["Ana", "Zoe"]);
    if it_is_torn {
        std::fs::remove_dir_all(home.path().join("index")).expect("index");
        assert_eq!(names(&Book::open(home.path()).expect("book")), ["Ana", "Zoe"]);
    }
}

#[test]
fn what_was_refused_does_not_come_back_when_the_segment_behind_it_goes() {
    let home = tempfile::tempdir().expect("home");
    let disk = FailingDisk::new();
    let book = Book::open_on(home.path(), Arc::new(disk.clone()), None).expect("book");
    book.commit(named(&["Ana"])).expect("commit");
    let [first, second] = [1, 2].map(|n| home.path().join(format!("journal/{n:010}.jsonl")));
    let before = fs::read(&first).expect("segment");
    book.commit(named(&["Luis"])).expect("commit");
    let with_luis = fs::read(&first).expect("segment");
    drop(book);
    // "Luis" was refused, and neither the cut of it nor what was to follow in another segment has reached the disk.
    fs::write(&first, &before).expect("cut");
    fs::remove_dir_all(home.path().join("index")).expect("index");
    let book = Book::open_on(home.path(), Arc::new(disk.clone()), None).expect("book");
    disk.fail(Fault::SyncBroken);
    book.commit(named(&["Luis"])).expect_err("refused");
    drop(book);
    fs::write(&first, with_luis).expect("left");
    fs::write(&second, [0; 700]).expect("left");
    let book = Book::open(home.path()).expect("book");
    assert_eq!(names(&book), ["Ana"]);
    drop(book);
    let book = Book::open(home.path()).expect("book");
    assert_eq!((names(&book), book.notices()), (vec!["Ana".to_owned()], &[][..]));
    assert_eq!(book.commit(named(&["Zoe"])).expect("commit").seq, 2);
    drop(book);
    assert_eq!(names(&Book::open(home.path()).expect("book")), ["Ana", "Zoe"]);
}

#[test]
fn nothing_is_written_where_there_is_hardly_room() {
    let home = tempfile::tempdir().expect("home");
    let disk = FailingDisk::new();
    let book = Book::open_on(home.path(), Arc::new(disk.clone()), None).expect("book");
    book.commit(named(&["Ana"])).expect("commit");
    disk.0.room.store(1 << 20, SeqCst);
    assert!(matches!(book.commit(named(&["Luis"])), Err(StoreError::DiskFull)));
    disk.0.room.store(1 << 30, SeqCst);
    book.commit(named(&["Zoe"])).expect("commit");
    assert_eq!(names(&book), ["Ana", "Zoe"]);
}

#[test]
fn an_act_is_one_sync() {
    let home = tempfile::tempdir().expect("home");
    let disk = FailingDisk::new();
    let book = Book::open_on(home.path(), Arc::new(disk.clone()), None).expect("book");
    for name in ["Ana", "Luis", "Zoe"] {
        book.commit(named(&[name])).expect("commit");
    }
    assert_eq!(disk.0.syncs.load(SeqCst), 3);
}

#[rstest]
fn a_book_on_a_full_disk_is_opened_for_reading(#[values(false, true)] index_is_there: bool) {
    let home = tempfile::tempdir().expect("home");
    let disk = FailingDisk::new();
    let book = Book::open_on(home.path(), Arc::new(disk.clone()), None).expect("book");
    book.commit(named(&["Ana"])).expect("commit");
    drop(book);
    if !index_is_there {
        std::fs::remove_dir_all(home.path().join("index")).expect("index");
    }
    disk.0.room.store(0, SeqCst);
    let book = Book::open_on(home.path(), Arc::new(disk.clone()), None).expect("book");
    assert!(matches!(book.read_only(), Some(ReadOnly::Folder(_))));
    assert_eq!(names(&book), ["Ana"]);
    let error = book.commit(named(&["Zoe"])).expect_err("refused");
    assert!(matches!(error, StoreError::ReadOnly(ReadOnly::Folder(_))), "{error:?}");
    assert_eq!(home.path().join("index").exists(), index_is_there, "nothing of the book is touched");
    drop(book);
    disk.0.room.store(u64::MAX, SeqCst);
    let book = Book::open_on(home.path(), Arc::new(disk), None).expect("book");
    assert_eq!(book.read_only(), None);
    assert_eq!(names(&book), ["Ana"]);
}

#[test]
fn an_old_book_is_only_read_until_there_is_room_for_a_snapshot_of_it() {
    let home = tempfile::tempdir().expect("home");
    write_format_1(home.path());
    let disk = FailingDisk::new();
    disk.0.room.store(2 << 20, SeqCst);
    let open = || Book::open_on(home.path(), Arc::new(disk.clone()), None).expect("book");
    let book = open();
    assert_eq!(book.read_only(), Some(ReadOnly::Folder(io::ErrorKind::StorageFull)));
    assert_eq!(names(&book), ["Ana"]);
    let error = book.commit(named(&["Zoe"])).expect_err("refused");
    assert!(matches!(error, StoreError::ReadOnly(ReadOnly::Folder(_))), "{error:?}");
    drop(book);
    assert_eq!(std::fs::read(home.path().join("book.json")).expect("book.json"), FORMAT_1);
    assert!(!home.path().join("book.copy.json").exists(), "nothing of the book is touched");
    disk.0.room.store(u64::MAX, SeqCst);
    let book = open();
    assert_eq!(book.read_only(), None);
    let kept = book.snapshots().expect("snapshots");
    assert_eq!(kept.iter().map(|snapshot| snapshot.seq).collect::<Vec<_>>(), [Some(1)]);
    book.commit(named(&["Zoe"])).expect("commit");
    assert_eq!(names(&book), ["Ana", "Zoe"]);
}

/// What `book.json` was in format 1; everything else was as it is.
const FORMAT_1: &[u8] = br#"{"format":1}"#;

fn write_format_1(home: &Path) {
    let book = Book::open(home).expect("book");
    book.commit(named(&["Ana"])).expect("commit");
    drop(book);
    std::fs::write(home.join("book.json"), FORMAT_1).expect("book.json");
    std::fs::remove_file(home.join("book.copy.json")).expect("book.copy.json");
}

#[rstest]
fn what_was_put_aside_before_a_book_was_locked_is_sealed_by_the_next_opening_at_the_latest(
    #[values(false, true)] while_it_is_unlocked: bool,
) {
    let home = tempfile::tempdir().expect("home");
    Book::open(home.path()).expect("book").commit(named(&["Ana"])).expect("commit");
    let aside = home.path().join("quarantine/20260101T000000Z/part.jsonl");
    fs::create_dir_all(aside.parent().expect("a folder")).expect("folder");
    fs::write(&aside, "torn").expect("written");
    let key = Key::random().expect("a key");
    let (lock, _) = Lock::new(&key, "a long walk", Cost::TEST).expect("a lock");
    let disk = FailingDisk::new();
    if while_it_is_unlocked {
        Book::put_lock(home.path(), &key, &lock).expect("locked");
        fs::write(&aside, "torn").expect("written, as a crash in taking the lock off leaves it");
        disk.fail(Fault::AsideBroken);
        write_anew(home.path(), Arc::new(disk.clone()), Some(&key), None).expect_err("the disk failed");
        assert!(Book::locked(home.path()).expect("read").is_some(), "it is still locked");
    } else {
        disk.fail(Fault::AsideBroken);
        write_anew(home.path(), Arc::new(disk.clone()), None, Some((&key, &lock))).expect("it is locked");
    }
    assert_eq!(fs::read_to_string(&aside).expect("in the clear"), "torn");
    drop(Book::open_with(home.path(), &key).expect("book"));
    assert!(!aside.exists());
    Book::take_lock_off(home.path(), &key).expect("unlocked");
    assert_eq!(fs::read_to_string(&aside).expect("in the clear"), "torn");
}

#[rstest]
fn a_lock_that_is_refused_is_not_put_on_although_it_was_in_place_already(
    #[values(false, true)] is_locked: bool,
) {
    let home = tempfile::tempdir().expect("home");
    Book::open(home.path()).expect("book").commit(named(&["Ana"])).expect("commit");
    let key = Key::random().expect("a key");
    let (lock, _) = Lock::new(&key, "a long walk", Cost::TEST).expect("a lock");
    if is_locked {
        Book::put_lock(home.path(), &key, &lock).expect("locked");
    }
    let disk = FailingDisk::new();
    disk.fail(Fault::InPlaceBroken);
    let (from, to) = if is_locked { (Some(&key), None) } else { (None, Some((&key, &lock))) };
    write_anew(home.path(), Arc::new(disk.clone()), from, to).expect_err("the disk failed");
    assert_eq!(Book::locked(home.path()).expect("read").is_some(), is_locked);
    write_anew(home.path(), Arc::new(disk), from, to).expect("the disk works again");
    assert_eq!(Book::locked(home.path()).expect("read").is_some(), !is_locked);
    let book = if is_locked { Book::open(home.path()) } else { Book::open_with(home.path(), &key) };
    let book = book.expect("book");
    assert_eq!((names(&book), book.notices()), (vec!["Ana".to_owned()], &[][..]));
}
