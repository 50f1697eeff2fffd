//! The lock of the book: what opens it, what does not, and that without it nothing can be read.

use std::{collections::BTreeSet, fs, io::Read, path::Path, sync::Arc};

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use kith_app::{
    Announcement, App, AppError, Day, KeyError, NewCadence, NewCheckIn, NewRepeat, StillClock,
    lock::{By, LockState},
    parse_moment,
};
use kith_core::{Labelled, Mode, Person, schedule::Moment};
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

/// A GIF of one pixel.
const PICTURE: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\xc8\xc8\xc8\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;";

/// How bytes look in base64, wherever among others they begin: what of it does not depend on those.
fn in_base64(bytes: &[u8]) -> Vec<Vec<u8>> {
    let encoded = |shift: usize| {
        let text = STANDARD_NO_PAD.encode([&[0; 3][..shift], bytes].concat());
        let whole = (shift + bytes.len()) / 3 * 4;
        text.as_bytes()[[0, 2, 3][shift]..whole].to_vec()
    };
    (0..3).map(encoded).collect()
}

/// Which of these are in the folder, as they are or in base64, packed or not: each with where it is.
fn found_below(home: &Path, plain: &[Vec<u8>]) -> Vec<(usize, String)> {
    let mut files = Vec::new();
    bytes_below(home, &mut files);
    assert!(files.len() > 5, "the folder was looked at");
    let mut found = Vec::new();
    for (number, text) in plain.iter().enumerate() {
        let forms = [vec![text.clone()], in_base64(text)].concat();
        for (name, bytes) in &files {
            if forms.iter().any(|form| memchr::memmem::find(bytes, form).is_some()) {
                found.push((number, name.clone()));
            }
        }
    }
    found
}

/// Somebody of whom everything is known: a name, a number, a mail address, a note, a contact, a cadence, a picture.
fn add_known(app: &App, number: usize) -> Vec<Vec<u8>> {
    let texts = [
        format!("Plainperson{number:03}"),
        format!("+34 655 1{number:02} 2{number:02}"),
        format!("plainmail{number:03}@example.org"),
        format!("likes plain tea {number:03} without milk"),
        format!("plainnote{number:03} by the sea"),
    ];
    let [name, phone, mail, note, contact] = texts.clone();
    let fill = |person: &mut Person| {
        person.phones.push(Labelled::plain(phone));
        person.emails.push(Labelled::plain(mail));
        person.note = note;
    };
    let person = app.add_person(&name, fill).expect("a person").id;
    let new = NewCheckIn {
        people: vec![person],
        mode: Mode::Voice,
        when: Some(Day { day: "2026-11-01".parse().expect("a day"), time: None }),
        minutes: None,
        started_by: None,
        note: contact,
        felt: None,
        promise: None,
    };
    app.log(&new).expect("logged");
    let rule = format!("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY={}", number % 28 + 1);
    let start = "2026-11-23T18:00:00".parse().expect("a time");
    let repeat = NewRepeat::Rule { rule: rule.clone(), start, zone: None };
    app.add_cadence(person, &NewCadence { mode: Mode::Voice, repeat }).expect("a cadence");
    app.set_photo(person, Some(PICTURE)).expect("a picture");
    let jpeg = app.photo(person).expect("read").expect("a picture");
    let picture = jpeg[jpeg.len() / 2..].iter().copied().take(64).collect();
    texts.map(String::into_bytes).into_iter().chain([rule.into_bytes(), picture]).collect()
}

#[test]
fn none_of_a_hundred_things_is_in_the_folder_of_a_locked_book() {
    let (home, app) = book(&Arc::default());
    let mut plain = vec![b"Ana Ruiz".to_vec(), b"plainly put aside".to_vec(), b"plainly half typed".to_vec()];
    let aside = home.path().join("quarantine/20260101T000000Z");
    fs::create_dir_all(&aside).expect("a folder");
    fs::write(aside.join("0000000001.jsonl"), "plainly put aside").expect("written");
    app.set_draft("log", "plainly half typed").expect("noted");
    // Half of them before the lock is put on, so that what it replaces is looked at, too.
    for number in 0..10 {
        plain.extend(add_known(&app, number));
    }
    app.keep_snapshot().expect("a snapshot");
    let there: BTreeSet<usize> =
        found_below(home.path(), &plain).into_iter().map(|(number, _)| number).collect();
    assert_eq!(there.len(), plain.len(), "without the lock each of them is found");
    put_on(&app, false);
    for number in 10..20 {
        plain.extend(add_known(&app, number));
    }
    app.import_file(b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Plainperson999\r\nEND:VCARD\r\n").expect("imported");
    plain.push(b"Plainperson999".to_vec());
    app.undo(None).expect("undone");
    app.set_draft("log", "plainly half typed").expect("noted");
    app.keep_snapshot().expect("a snapshot");
    app.lock_now().expect("locked");
    app.unlock(By::Passphrase(PASSPHRASE)).expect("open");
    assert_eq!(app.find("Plainperson", 200).len(), 20, "it is all there");
    drop(app);
    assert!(plain.len() > 100);
    let found = found_below(home.path(), &plain);
    let told: Vec<_> =
        found.iter().map(|(number, file)| (plain[*number].escape_ascii().to_string(), file)).collect();
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn a_book_that_lost_what_says_how_it_is_locked_opens_by_the_passphrase_it_was_given_last() {
    let keyring = Arc::default();
    let (home, app) = book(&keyring);
    put_on(&app, false);
    let new = "another four words";
    app.change_passphrase(By::Passphrase(PASSPHRASE), new).expect("changed");
    drop(app);
    for name in ["book.json", "book.copy.json"] {
        fs::remove_file(home.path().join(name)).expect("removed");
    }
    let app = open(home.path(), &keyring);
    let old = app.unlock(By::Passphrase(PASSPHRASE));
    assert!(matches!(old, Err(AppError::Key(KeyError::WrongPassphrase))), "{old:?}");
    app.unlock(By::Passphrase(new)).expect("open");
    assert!(is_there(&app));
}
