//! The lock of the book: what opens it, what does not, and that without it nothing can be read.

use std::{fs, io::Read, path::Path, sync::Arc};

use kith_app::{
    Announcement, App, AppError, Day, KeyError, NewCheckIn, StillClock,
    lock::{By, LockState},
    parse_moment,
};
use kith_core::{Mode, schedule::Moment};
use kith_key::{Keyring, MemoryKeyring};
use tempfile::TempDir;

const PASSPHRASE: &str = "four words and spaces";
const NINE: &str = "2026-11-22T09:00:00[Europe/Madrid]";

fn open(home: &Path, keyring: &Arc<MemoryKeyring>) -> App {
    let moment = parse_moment(NINE, chrono_tz::Tz::UTC).expect("a moment");
    let keyring: Arc<dyn Keyring> = keyring.clone();
    App::open_with(home, Arc::new(StillClock::new(moment)), keyring).expect("a book")
}

fn book(keyring: &Arc<MemoryKeyring>) -> (TempDir, App) {
    let home = tempfile::tempdir().expect("a folder");
    let app = open(home.path(), keyring);
    app.add_person("Ana Ruiz", |_| {}).expect("a person");
    (home, app)
}

fn put_on(app: &App, keyring: bool) -> String {
    let phrase = app.begin_lock(PASSPHRASE).expect("begun").join(" ");
    app.finish_lock(&phrase, keyring).expect("locked");
    phrase
}

fn is_there(app: &App) -> bool {
    !app.find("Ana", 1).is_empty()
}

#[test]
fn the_lock_is_on_once_its_phrase_was_typed_back_and_not_before() {
    let (home, app) = book(&Arc::default());
    let phrase = app.begin_lock(PASSPHRASE).expect("begun").join(" ");
    let other = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    assert!(matches!(app.finish_lock(other, false), Err(AppError::Key(KeyError::WrongPhrase))));
    assert_eq!(app.lock_state().expect("a state"), LockState::Off);
    assert!(is_there(&app));
    app.finish_lock(&phrase, false).expect("locked");
    assert!(is_there(&app), "it is open for who has just locked it");
    drop(app);

    let app = open(home.path(), &Arc::default());
    assert_eq!(app.lock_state().expect("a state"), LockState::Closed { keyring: false });
    assert!(!is_there(&app) && matches!(app.add_person("Luis", |_| {}), Err(AppError::Locked)));
    let wrong = app.unlock(By::Either("not the passphrase"));
    assert!(matches!(wrong, Err(AppError::Key(KeyError::WrongPassphrase))) && app.is_locked());
    let mistyped = phrase.replacen(' ', " xx", 1);
    let wrong = app.unlock(By::Either(&mistyped));
    assert!(matches!(wrong, Err(AppError::Key(KeyError::UnknownWord { place: 2 }))), "{wrong:?}");
    for opens in [PASSPHRASE, &phrase] {
        app.unlock(By::Either(opens)).expect("open");
        assert!(is_there(&app));
        app.lock_now().expect("locked");
        assert!(!is_there(&app));
    }
}

#[test]
fn the_keyring_opens_the_book_by_itself_and_one_that_refuses_is_told() {
    let keyring = Arc::new(MemoryKeyring::default());
    let (home, app) = book(&keyring);
    put_on(&app, true);
    drop(app);
    let app = open(home.path(), &keyring);
    assert_eq!(app.lock_state().expect("a state"), LockState::Open { keyring: true });
    assert!(is_there(&app));
    app.use_keyring(false).expect("forgotten");
    drop(app);
    assert!(open(home.path(), &keyring).is_locked());

    let (_home, app) = book(&Arc::new(MemoryKeyring::refusing()));
    put_on(&app, false);
    assert!(matches!(app.use_keyring(true), Err(AppError::Key(KeyError::NoKeyring(_)))));
    assert_eq!(app.lock_state().expect("a state"), LockState::Open { keyring: false });
}

#[test]
fn what_was_done_before_the_lock_is_undone_after_it() {
    let (_home, app) = book(&Arc::default());
    put_on(&app, false);
    app.undo(None).expect("undone");
    assert!(!is_there(&app));
    app.take_lock_off(By::Passphrase(PASSPHRASE)).expect("off");
    app.undo(app.latest_redo()).expect("done again");
    assert!(is_there(&app));
}

#[test]
fn locked_kith_asks_for_nobody_and_says_so_once() {
    let keyring = Arc::default();
    let (home, app) = book(&keyring);
    put_on(&app, false);
    drop(app);
    let app = open(home.path(), &keyring);
    assert_eq!(app.turn(Moment::Started).expect("a turn").0, Some(Announcement::Locked));
    assert_eq!(app.turn(Moment::Tick).expect("a turn").0, None);
    app.unlock(By::Passphrase(PASSPHRASE)).expect("open");
    app.lock_now().expect("locked");
    assert_eq!(app.turn(Moment::Tick).expect("a turn").0, None, "who locks by hand knows it");
}

/// Every file below `folder`, unpacked where it is packed.
fn bytes_below(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            bytes_below(&path, found);
            continue;
        }
        let raw = fs::read(&path).expect("a file");
        let name = path.display().to_string();
        if let Some(unpacked) = unpacked(&raw) {
            found.push((format!("{name}, unpacked"), unpacked));
        }
        found.push((name, raw));
    }
}

/// What a gzip file holds, as far as it can be read.
fn unpacked(raw: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    if raw.starts_with(&[0x1f, 0x8b]) {
        let _ = flate2::read::MultiGzDecoder::new(raw).read_to_end(&mut text);
    }
    (!text.is_empty()).then_some(text)
}

#[test]
fn none_of_a_hundred_texts_is_in_the_folder_of_a_locked_book() {
    let (home, app) = book(&Arc::default());
    let names: Vec<String> = (0..50).map(|number| format!("Plainperson{number:03}")).collect();
    let notes: Vec<String> = (0..50).map(|number| format!("plainnote{number:03} by the sea")).collect();
    let add = |name: &str, note: &str| {
        let person = app.add_person(name, |_| {}).expect("a person").id;
        let new = NewCheckIn {
            people: vec![person],
            mode: Mode::Voice,
            when: Some(Day { day: "2026-11-01".parse().expect("a day"), time: None }),
            minutes: None,
            started_by: None,
            note: note.to_owned(),
            felt: None,
            promise: None,
        };
        app.log(&new).expect("logged");
    };
    // Half of them before the lock is put on, so that what it replaces is looked at, too.
    names.iter().zip(&notes).take(25).for_each(|(name, note)| add(name, note));
    app.keep_snapshot().expect("a snapshot");
    put_on(&app, false);
    names.iter().zip(&notes).skip(25).for_each(|(name, note)| add(name, note));
    app.import_file(b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Plainperson999\r\nEND:VCARD\r\n").expect("imported");
    app.undo(None).expect("undone");
    app.set_draft("log", "Plainperson999").expect("noted");
    app.keep_snapshot().expect("a snapshot");
    app.lock_now().expect("locked");
    app.unlock(By::Passphrase(PASSPHRASE)).expect("open");
    assert_eq!(app.find("Plainperson", 200).len(), 50, "it is all there");
    drop(app);

    let mut files = Vec::new();
    bytes_below(home.path(), &mut files);
    assert!(files.len() > 5, "the folder was looked at");
    for (name, bytes) in &files {
        for text in names
            .iter()
            .map(String::as_str)
            .chain(notes.iter().map(String::as_str))
            .chain(["Plainperson999", "Ana Ruiz"])
        {
            let there = bytes.windows(text.len()).any(|window| window == text.as_bytes());
            assert!(!there, "{text} is in {name}");
        }
    }
}
