//! Backups that do not open by themselves, on their pages: saved with a passphrase, and restored with it, or with what
//! opens the book they are of.

mod common;

use common::{Answer, Kith};
use http::StatusCode;
use kith_app::{Opens, Protection, Readers, Source, Work};

const PASSPHRASE: &str = " <b>quay</b> at \"six\" ";
const OF_BOOK: &str = "four words and spaces";
const KEY_FILE: &str = include_str!("../../crates/kith-key/tests/golden/age-key.txt");
const RECIPIENT: &str = "age1cj0uqsmxdkqzn5xcug90rex8f2tvcc8wpsp0j48jpp6wjd63kvgsugmngg";

fn book(name: &str) -> Kith {
    let kith = Kith::new();
    kith.person(name);
    kith
}

/// A backup with Ana in it, protected with little work.
fn protected(by: &Protection) -> Vec<u8> {
    book("Ana").app.export_protected(by).expect("a backup").0
}

fn by_passphrase() -> Protection {
    Protection::passphrase(PASSPHRASE, Work::TEST).expect("long enough")
}

/// The sealed backup of a locked book with Ana in it, and the recovery phrase.
fn sealed() -> (Vec<u8>, String) {
    let kith = book("Ana");
    let phrase = kith.app.begin_lock(OF_BOOK).expect("begun").join(" ");
    kith.app.finish_lock(&phrase, false).expect("locked");
    let file = kith.app.home().join("mine.jsonl");
    kith.app.backup_to(&file, Readers::OfTheBook).expect("a backup");
    (std::fs::read(file).expect("a file"), phrase)
}

/// Chooses the file; the page it leads to.
fn choose(kith: &Kith, file: &[u8]) -> Answer {
    let answer = kith.post_file("/backups/file", file);
    assert_eq!(answer.location.as_deref(), Some("/backups/file"), "{}", answer.problem());
    kith.get("/backups/file")
}

fn is_in_the_book(kith: &Kith, name: &str) -> bool {
    kith.get("/people").words(".people .name") == name
}

#[test]
fn a_backup_is_saved_with_a_passphrase_typed_twice() {
    let kith = book("Ana");
    let page = kith.get("/backups");
    assert!(page.has("input[type=password]#new") && page.has("input[type=password]#again"));
    for (new, again, field, why) in [
        ("short", "short", "new", "at least 8"),
        (PASSPHRASE, " <b>quay</b> at six ", "again", "The two passphrases are not the same."),
    ] {
        let page = kith.post("/backups/save/protected", &[("new", new), ("again", again)]);
        assert_eq!(
            (page.status, page.attr("[data-problem]", "data-for").as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, field)
        );
        assert!(page.problem().contains(why), "{}", page.problem());
        assert!(!page.text.contains("quay"), "what was typed does not come back");
    }
    assert!(kith.desk.saved.lock().expect("no panic").is_empty());
    let page = kith.post_and_follow("/backups/save/protected", &[("new", PASSPHRASE), ("again", PASSPHRASE)]);
    assert_eq!(page.said(), "Saved to kith-2026-11-22.jsonl.gz.age: one person, 0 check-ins.");
    let saved = kith.desk.saved.lock().expect("no panic").clone();
    let source = Source::Bytes(&saved[0].1);
    let opens = kith.app.open_backup(source, &Opens::default(), PASSPHRASE).expect("opened");
    assert!(kith.app.restore_preview(source, &opens).expect("a preview").is_nothing());
}

#[test]
fn a_protected_file_asks_for_its_passphrase_and_is_kept_when_that_is_wrong() {
    let kith = book("Zoe");
    let page = choose(&kith, &protected(&by_passphrase()));
    assert_eq!(page.words("h1"), "Open this backup");
    assert!(page.words("#asks").starts_with("This backup is protected with a passphrase"));
    assert_eq!(page.words("label[for=opens]"), "Passphrase of the backup");
    assert!(page.has("#opens[type=password][autofocus][aria-describedby=asks]"));
    let before = kith.state();
    for _ in 0..2 {
        let page = kith.post("/backups/file/open", &[("opens", PASSPHRASE.trim())]);
        assert_eq!(
            (page.status, page.attr("[data-problem]", "data-for").as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, "opens")
        );
        assert!(page.problem().starts_with("That is not the passphrase of this backup. Nothing was changed"));
        assert!(!page.text.contains("quay"), "what was typed does not come back");
    }
    assert!(!kith.post("/backups/file/restore", &[]).status.is_success());
    assert_eq!(kith.state(), before);
    let page = kith.post_and_follow("/backups/file/open", &[("opens", PASSPHRASE)]);
    assert!(page.has("#restore") && page.words("#changes").contains("Ana"));
    assert_eq!(kith.state(), before);
    kith.post_and_follow("/backups/file/restore", &[]);
    assert!(is_in_the_book(&kith, "Ana"));
    assert_eq!(kith.get("/backups/file").status, StatusCode::NOT_FOUND, "the file is forgotten");
}

#[test]
fn a_file_for_a_key_asks_for_its_secret_half() {
    let kith = book("Zoe");
    let page = choose(&kith, &protected(&Protection::recipient(RECIPIENT).expect("a key")));
    assert_eq!(page.words("label[for=opens]"), "Secret key");
    let page = kith.post("/backups/file/open", &[("opens", RECIPIENT)]);
    assert!(page.problem().starts_with("This is no secret key of age"), "{}", page.problem());
    let page = kith.post_and_follow("/backups/file/open", &[("opens", KEY_FILE)]);
    assert!(page.words("#changes").contains("Ana"));
}

#[test]
fn the_backup_of_a_lost_locked_book_opens_by_its_passphrase_or_its_phrase() {
    let (file, phrase) = sealed();
    for typed in [OF_BOOK, phrase.as_str()] {
        let kith = book("Zoe");
        let page = choose(&kith, &file);
        assert!(page.words("#asks").starts_with("This backup is of a locked book."));
        assert_eq!(page.words("label[for=opens]"), "Passphrase or recovery phrase of that book");
        let page = kith.post("/backups/file/open", &[("opens", "not the passphrase")]);
        assert!(page.problem().starts_with("That is not the passphrase of the book this backup is of."));
        let page = kith.post_and_follow("/backups/file/open", &[("opens", typed)]);
        assert!(page.words("#changes").contains("Ana"));
        assert!(page.words("main .banner").contains("this one has no lock"));
        kith.post_and_follow("/backups/file/restore", &[]);
        assert!(is_in_the_book(&kith, "Ana"));
    }
}

#[test]
fn what_opened_a_file_is_forgotten_on_cancel_and_with_another_file() {
    let (kith, file) = (book("Zoe"), protected(&by_passphrase()));
    choose(&kith, &file);
    kith.post_and_follow("/backups/file/open", &[("opens", PASSPHRASE)]);
    assert!(choose(&kith, &file).has("#open"), "it is asked for again");
    kith.post_and_follow("/backups/file/open", &[("opens", PASSPHRASE)]);
    kith.post_and_follow("/backups/file/cancel", &[]);
    assert_eq!(kith.get("/backups/file").status, StatusCode::NOT_FOUND);
    assert_eq!(kith.post("/backups/file/open", &[("opens", PASSPHRASE)]).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_locked_kith_forgets_the_file_and_what_opened_it() {
    let kith = book("Zoe");
    let phrase = kith.app.begin_lock(OF_BOOK).expect("begun").join(" ");
    kith.app.finish_lock(&phrase, false).expect("locked");
    choose(&kith, &protected(&by_passphrase()));
    kith.post_and_follow("/backups/file/open", &[("opens", PASSPHRASE)]);
    kith.post_and_follow("/settings/lock/now", &[]);
    kith.post("/unlock", &[("passphrase", OF_BOOK)]);
    assert_eq!(kith.get("/backups/file").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_protected_file_that_was_cut_is_refused_in_words() {
    let kith = book("Zoe");
    let file = protected(&by_passphrase());
    let before = kith.state();
    let answer = kith.post_file("/backups/file", &file[..30]);
    assert!(answer.problem().contains("it is damaged") && answer.problem().contains("Nothing was changed"));
    choose(&kith, &file[..file.len() - 3]);
    kith.post("/backups/file/open", &[("opens", PASSPHRASE)]);
    let page = kith.get("/backups/file");
    assert!(!page.has("#restore") && page.problem().contains("Nothing was changed"), "{}", page.text);
    assert_eq!(kith.state(), before);
}
