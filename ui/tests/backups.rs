//! Backups on their page: made, saved, looked through, restored and taken back; and what opening had to mend, above
//! every page.

mod common;

use std::{fs, path::PathBuf};

use common::{Answer, Kith};
use http::StatusCode;
use kith_core::PersonId;
use rstest::rstest;

/// Where the preview of the newest backup is.
fn newest(page: &Answer) -> String {
    page.attr(".backups a", "href")
}

/// The titles of what would change, with the names.
fn changes(page: &Answer) -> Vec<String> {
    let words = |element: &scraper::ElementRef<'_>| {
        element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.all("#changes section").iter().map(words).collect()
}

fn names(kith: &Kith) -> Vec<String> {
    let page = kith.get("/people");
    page.all(".people .name").iter().map(|name| name.text().collect::<String>().trim().to_owned()).collect()
}

/// The book as a file, as the page saves it.
fn saved(kith: &Kith) -> String {
    kith.post("/backups/save", &[]);
    let saved = kith.desk.saved.lock().expect("no panic");
    String::from_utf8(saved.last().expect("a file").1.clone()).expect("a text")
}

/// The same file with another beginning or middle, and the sum at its end made right again.
fn forged(file: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let (body, end) = file.trim_end().rsplit_once('\n').expect("an end");
    let changed = format!("{}\n", change(body));
    let (before, rest) = end.split_once("\"sha256\":\"").expect("a sum");
    let after = rest.split_once('"').expect("the end of the sum").1;
    format!("{changed}{before}\"sha256\":\"{}\"{after}\n", sha256(changed.as_bytes())).into_bytes()
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn before_there_is_a_backup_the_page_says_so_and_offers_one() {
    let kith = Kith::new();
    let page = kith.get("/backups");
    assert_eq!(
        page.words("#last"),
        "There is no backup yet. The first is made by itself, within half an hour of the first change."
    );
    assert!(page.has("#back-up") && page.has("#save-backup") && page.has("#backup-file"));
    assert!(!page.has(".backups"));
    assert!(kith.get("/settings").words("#s-backups").contains("Backups"));
}

#[test]
fn a_backup_is_made_and_listed_with_what_it_has() {
    let kith = Kith::new();
    kith.call(kith.person("Ana"), "2026-11-20", "");
    let page = kith.post_and_follow("/backups", &[]);
    assert_eq!(page.said(), "Backed up, and read back: one person, one check-in.");
    assert_eq!(page.words("#last"), "The last backup was made today at 14:20.");
    assert_eq!(page.words(".backups li .name"), "Sunday, 22 November 2026 at 14:20");
    assert!(page.words(".backups li small").starts_with("one person, one check-in · "));
    assert_eq!(page.words("#count"), "1");
    assert!(kith.get("/settings").text.contains("The last backup was made today at 14:20."));
}

#[test]
fn restoring_shows_what_would_change_does_it_and_takes_it_back() {
    let kith = Kith::new();
    let (ana, luis) = (kith.person("Ana"), kith.person("Luis"));
    kith.call(ana, "2026-11-20", "");
    kith.app.change_settings(|settings| settings.daily_cap = 5).expect("changed");
    kith.post("/backups", &[]);
    kith.app.remove_person(ana).expect("removed");
    kith.app.edit_person(luis, |person| person.note = "since then".to_owned()).expect("edited");
    kith.person("Zoe");
    kith.app.change_settings(|settings| settings.daily_cap = 7).expect("changed");
    let before = names(&kith);

    let preview = newest(&kith.get("/backups"));
    let page = kith.get(&preview);
    assert_eq!(
        page.words("#of"),
        "The backup of Sunday, 22 November 2026 at 14:20 has 2 people, one check-in."
    );
    assert_eq!(
        changes(&page),
        [
            "One person comes back Ana",
            "One person becomes as they were then Luis",
            "One person leaves the book Zoe",
            "Besides Check-ins: 1 more. The settings become those of then.",
        ]
    );
    assert_eq!(names(&kith), before, "looking changes nothing");

    let page = kith.post_and_follow(&format!("{preview}/restore"), &[]);
    assert_eq!(page.said(), "The backup was restored. Undo");
    assert_eq!(names(&kith), ["Ana", "Luis"]);
    assert_eq!(page.all(".backups li").len(), 2, "what the book was before is kept");
    assert!(kith.get(&preview).has("#nothing"));

    let seq = page.attr("#said input[name=seq]", "value");
    kith.post_and_follow("/undo", &[("seq", &seq)]);
    assert_eq!(names(&kith), before);
    assert_eq!(kith.app.settings().daily_cap, 7);
}

#[test]
fn a_file_saved_from_one_book_is_restored_in_another() {
    let old = Kith::new();
    old.person("Ana");
    let file = saved(&old);
    assert_eq!(old.desk.saved.lock().expect("no panic")[0].0, "kith-2026-11-22.jsonl");

    let new = Kith::new();
    new.person("Zoe");
    let answer = new.post_file("/backups/file", file.as_bytes());
    assert_eq!((answer.status, answer.location.as_deref()), (StatusCode::SEE_OTHER, Some("/backups/file")));
    let page = new.get("/backups/file");
    assert_eq!(changes(&page), ["One person comes back Ana", "One person leaves the book Zoe"]);
    assert!(!page.has("main .banner"));
    new.post_and_follow("/backups/file/restore", &[]);
    assert_eq!(names(&new), ["Ana"]);
    assert_eq!(new.get("/backups/file").status, StatusCode::NOT_FOUND, "the file is forgotten");
}

#[test]
fn a_file_that_leaves_something_out_says_so_before_it_is_restored() {
    let kith = Kith::new();
    kith.person("Ana");
    let part = r#","part":{"private":false}}"#;
    let file = forged(&saved(&kith), |body| body.replacen('}', part, 1));
    kith.person("Zoe");
    kith.post_file("/backups/file", &file);
    let page = kith.get("/backups/file");
    assert!(page.words("main .banner").starts_with("This is an export of a part of a book"));
}

#[test]
fn a_file_that_was_chosen_is_forgotten_on_cancel() {
    let kith = Kith::new();
    kith.person("Ana");
    let file = saved(&kith);
    kith.person("Zoe");
    kith.post_file("/backups/file", file.as_bytes());
    kith.post_and_follow("/backups/file/cancel", &[]);
    assert_eq!(kith.post("/backups/file/restore", &[]).status, StatusCode::NOT_FOUND);
    assert_eq!(names(&kith), ["Ana", "Zoe"]);
}

#[rstest]
#[case::nothing(|_: &str| Vec::new(), "No file was chosen, or it is empty.")]
#[case::something_else(|_: &str| b"\x89PNG\r\n\x1a\n".to_vec(), "it is no backup of Kith")]
#[case::cut(|file: &str| file[..file.len() / 2].into(), "")]
#[case::changed(|file: &str| file.replace("Ana", "Eva").into_bytes(), "it is damaged")]
#[case::newer(|file: &str| file.replacen("\"format\":1", "\"format\":99", 1).into_bytes(), "a newer Kith made it")]
#[case::no_such_year(
    |file: &str| forged(file, |body| body.replacen("2026-11-22T13:20:00Z", "+262142-12-31T23:59:59Z", 2)),
    "it is damaged"
)]
fn a_file_that_is_no_sound_backup_is_refused_in_words(
    #[case] make: impl Fn(&str) -> Vec<u8>,
    #[case] why: &str,
) {
    let kith = Kith::new();
    kith.person("Ana");
    let file = saved(&kith);
    let before = kith.state();
    let answer = kith.post_file("/backups/file", &make(&file));
    assert!(answer.status.is_client_error() || answer.status.is_server_error());
    assert!(
        answer.problem().contains(why) && answer.problem().contains("Nothing was changed"),
        "{}",
        answer.problem()
    );
    assert_eq!(kith.get("/backups/file").status, StatusCode::NOT_FOUND);
    assert_eq!(kith.state(), before);
}

#[test]
fn nothing_of_a_file_is_more_than_text_on_the_page() {
    let kith = Kith::new();
    kith.person("Ana");
    let hostile = "</ul><script>alert(1)</script><img src=x onerror=alert(1)>";
    let long = "<b>".repeat(100_000);
    for name in [hostile, long.as_str()] {
        let file = forged(&saved(&kith), |body| body.replace("Ana", name));
        let other = Kith::new();
        assert_eq!(other.post_file("/backups/file", &file).status, StatusCode::SEE_OTHER);
        let page = other.get("/backups/file");
        assert_eq!((page.all("script").len(), page.has("main img"), page.has("main b")), (1, false, false));
        let shown = page.words("#changes li");
        assert!(name.starts_with(shown.trim_end_matches('…')) && shown.chars().count() <= 121, "{shown}");
    }
}

#[rstest]
#[case("/backups/..%2Fbook.json")]
#[case("/backups/book.json")]
#[case("/backups/19990101T000000Z.jsonl.gz")]
fn only_what_is_in_the_list_can_be_restored(#[case] path: &str) {
    let kith = Kith::new();
    kith.post("/backups", &[]);
    assert_eq!(kith.get(path).status, StatusCode::NOT_FOUND);
    assert_eq!(kith.post(&format!("{path}/restore"), &[]).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_backup_that_could_not_be_made_is_told_until_one_is() {
    let kith = Kith::new();
    kith.person("Ana");
    let folder: PathBuf = kith.app.home().join("snapshots");
    fs::write(&folder, "in the way").expect("written");
    assert!(kith.post("/backups", &[]).status.is_client_error());
    fs::remove_file(&folder).expect("removed");
    let page = kith.get("/backups");
    assert!(page.words("#trouble").starts_with("The backup that was due today at 14:20 was not made. "));
    assert!(!kith.post_and_follow("/backups", &[]).has("#trouble"));
}

#[test]
fn a_sound_book_is_said_to_be_sound_and_what_is_damaged_is_told_with_repair() {
    let kith = Kith::new();
    kith.person("Ana");
    kith.post("/backups", &[]);
    kith.post("/backups/check", &[]);
    let page = kith.get("/backups");
    assert!(page.words("#report").contains("Everything is in order: "), "{}", page.words("#report"));
    assert!(!page.has("#repair"));

    let snapshot = kith.app.backups().expect("backups")[0].path.clone();
    fs::write(&snapshot, "no backup any more").expect("written");
    kith.post("/backups/check", &[]);
    let page = kith.get("/backups");
    assert!(page.words("#report").contains("cannot be used"), "{}", page.words("#report"));
    assert!(page.has("#repair"));

    kith.post("/backups/repair", &[]);
    let page = kith.get("/backups");
    assert!(page.words("#report").contains("Kith has mended what can be mended."));
    assert_eq!(names(&kith), ["Ana"]);
}

/// A book whose last change was cut off in the middle, opened again.
fn mended() -> (Kith, PersonId) {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().to_owned();
    let kith = Kith::on(home);
    let ana = kith.person("Ana");
    let home = kith.closed();
    let journal =
        fs::read_dir(path.join("journal")).expect("a journal").next().expect("a file").expect("a file");
    let mut bytes = fs::read(journal.path()).expect("a journal");
    bytes.extend(b"{\"seq\":99,\"crc\":\"");
    fs::write(journal.path(), bytes).expect("written");
    (Kith::on(home), ana)
}

#[test]
fn what_was_mended_is_above_every_page_until_it_is_understood() {
    let (kith, ana) = mended();
    let person = format!("/people/{ana}");
    for path in ["/today", "/people", "/log", "/settings", "/backups", "/no/such/page", person.as_str()] {
        let page = kith.get(path);
        assert_eq!(page.all("main > .notices[role=status] li").len(), 1, "{path}");
        assert!(
            page.words(".notices li").starts_with("The last change was cut off before it was saved"),
            "{path}"
        );
    }
    let page = kith.post_and_follow("/notices/understood", &[("back", &person)]);
    assert_eq!(page.words("h1"), "Ana");
    for path in ["/today", person.as_str()] {
        assert!(!kith.get(path).has(".notices"), "{path}");
    }
}

#[test]
fn a_book_that_needed_no_mending_has_nothing_above_its_pages() {
    assert!(!Kith::new().get("/today").has(".notices"));
}
