//! The lock: put on page by page, and one page for everything while it is closed.

mod common;

use common::{Answer, Kith};
use http::StatusCode;
use rstest::rstest;

const PASSPHRASE: &str = " <b>quail</b> words \"and\" spaces ";

/// What the words page shows.
fn words_of(page: &Answer) -> Vec<String> {
    page.all(".phrase li").iter().map(|word| word.text().collect()).collect()
}

fn begin(kith: &Kith) -> Vec<String> {
    words_of(&kith.post("/settings/lock/begin", &[("new", PASSPHRASE), ("again", PASSPHRASE)]))
}

/// A book with somebody in it that has a lock, which is open; and its recovery phrase.
fn locked() -> (Kith, String) {
    let kith = Kith::new();
    let ana = kith.due("Ana Ruiz");
    kith.call(ana, "2026-11-01", "the garden");
    let phrase = begin(&kith).join(" ");
    let page = kith.post_and_follow("/settings/lock/on", &[("phrase", &phrase)]);
    assert_eq!(page.said(), "The book is locked now. Keep the recovery phrase where only you find it.");
    (kith, phrase)
}

/// Nothing but the page to unlock, which knows nobody.
fn assert_only_unlock(page: &Answer, place: &str) {
    assert!(page.has("html[data-locked]") && page.has("form[action='/unlock']"), "{place}: {}", page.text);
    assert!(!page.has("nav") && !page.has("dialog"), "{place}");
    for secret in ["Ana", "Ruiz", "garden", "quail", "600 10"] {
        assert!(!page.text.contains(secret), "{secret} on {place}");
    }
}

#[test]
fn the_lock_is_put_on_page_by_page_and_no_secret_is_written_twice() {
    let kith = Kith::new();
    assert!(kith.get("/settings").has("a[href='/settings/lock']"));
    assert!(kith.get("/settings/lock").has("input[type=password]#new"));
    let page = kith.post("/settings/lock/begin", &[("new", PASSPHRASE), ("again", PASSPHRASE)]);
    let words = words_of(&page);
    assert_eq!(words.len(), 12);
    assert!(!page.text.contains("quail"), "the passphrase is not shown");
    assert_eq!(kith.app.lock_state().expect("a state"), kith_app::lock::LockState::Off);

    let page = kith.post("/settings/lock/check", &[]);
    assert!(page.has("textarea#phrase") && !words_of(&page).iter().any(|word| words.contains(word)));
    assert!(!page.text.contains(&words.join(" ")));
    let other = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    let page = kith.post("/settings/lock/on", &[("phrase", other)]);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.problem().starts_with("This is a recovery phrase, but not that of this book."));
    assert!(!page.text.contains("sausage"), "what was typed does not come back");
    kith.post_and_follow("/settings/lock/on", &[("phrase", &words.join("\r\n").to_uppercase())]);
    let page = kith.get("/settings/lock");
    assert!(page.has("#lock-now") && !page.has(".phrase") && !page.text.contains("quail"));
}

#[rstest]
#[case(&[("new", "short"), ("again", "short")], "new", "A passphrase needs at least 8 characters.")]
#[case(&[("new", "long enough"), ("again", "long  enough")], "again", "The two passphrases are not the same.")]
fn a_passphrase_that_will_not_do_is_refused_beside_its_field(
    #[case] fields: &[(&str, &str)],
    #[case] field: &str,
    #[case] begins: &str,
) {
    let kith = Kith::new();
    let page = kith.post("/settings/lock/begin", fields);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.problem().starts_with(begins), "{}", page.problem());
    assert_eq!(page.attr("[data-problem]", "data-for"), field);
    assert!(!page.text.contains("long enough"));
}

#[test]
fn a_lock_that_nobody_began_is_begun_again() {
    let kith = Kith::new();
    let page = kith.post_and_follow("/settings/lock/on", &[("phrase", "x")]);
    assert!(page.said().ends_with("begin again, and write down the new ones."), "{}", page.said());
    assert_eq!(kith.get("/settings/lock/check").location.as_deref(), Some("/settings/lock"));
}

#[test]
fn while_it_is_locked_every_page_is_the_one_that_unlocks() {
    let (kith, _) = locked();
    let ana = kith.app.find("Ana", 1)[0].id;
    kith.post("/settings/appearance", &[("scheme", "dark")]);
    assert_eq!(kith.post("/settings/lock/now", &[]).location.as_deref(), Some("/today"));
    let places = [
        "/",
        "/today",
        "/log",
        "/log?with=Ana",
        "/log/understood?text=Ana",
        "/people",
        "/people?q=Ana",
        "/people/new",
        "/import",
        "/history",
        "/settings",
        "/settings/lock",
        "/settings/lock/check",
        "/welcome",
        "/find?q=Ana",
        "/cadences/preview",
        "/unlock",
        "/unlock/phrase",
        "/nowhere",
    ];
    for place in
        places.map(str::to_owned).into_iter().chain([format!("/people/{ana}"), format!("/people/{ana}/edit")])
    {
        assert_only_unlock(&kith.get(&place), &place);
    }
    for place in
        ["/people", "/check-ins", "/export", "/undo", "/drafts", "/settings/lock/off", "/settings/lock/begin"]
    {
        let page = kith.post(place, &[("name", "Luis"), ("opens", PASSPHRASE)]);
        assert_eq!(page.status, StatusCode::LOCKED, "{place}");
        assert_only_unlock(&page, place);
    }
    for file in ["/style.css", "/app.js", "/icon.svg"] {
        assert_eq!(kith.get(file).status, StatusCode::OK);
    }
}

#[test]
fn an_import_is_forgotten_when_the_book_is_locked() {
    let (kith, _) = locked();
    kith.post_file("/import", b"BEGIN:VCARD\nFN:Zora\nEND:VCARD\n");
    assert!(kith.settled("/import").text.contains("Zora"));
    kith.app.lock_now().expect("locked");
    assert_only_unlock(&kith.get("/import"), "/import");
    kith.post("/unlock", &[("passphrase", PASSPHRASE)]);
    let page = kith.get("/import");
    assert!(page.has("#import-file") && !page.text.contains("Zora"));
}

#[test]
fn the_passphrase_leads_to_the_page_that_was_asked_for() {
    let (kith, _) = locked();
    kith.app.lock_now().expect("locked");
    kith.get("/people?sort=name");
    kith.get("/find?q=x");
    let page = kith.post("/unlock", &[("passphrase", PASSPHRASE.trim())]);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.problem().starts_with("That is not the passphrase of this book."));
    assert_only_unlock(&page, "/unlock");
    let answer = kith.post("/unlock", &[("passphrase", PASSPHRASE)]);
    assert_eq!(
        (answer.status, answer.location.as_deref()),
        (StatusCode::SEE_OTHER, Some("/people?sort=name"))
    );
    assert!(kith.get("/people").text.contains("Ana Ruiz"));
    assert_eq!(kith.ui.last_page(), "/people");
}

#[test]
fn who_forgot_the_passphrase_opens_with_the_words_and_chooses_another() {
    let (kith, phrase) = locked();
    kith.app.lock_now().expect("locked");
    let page = kith.post("/unlock", &[("phrase", "legal winner thank")]);
    assert!(page.has("textarea#phrase") && page.problem().contains("has 12 words"), "{}", page.problem());
    let page = kith.post_and_follow("/unlock", &[("phrase", &phrase)]);
    assert!(page.said().contains("Choose a new passphrase here"), "{}", page.said());
    let fields = [("current", phrase.as_str()), ("new", "another one 2"), ("again", "another one 2")];
    kith.post_and_follow("/settings/lock/passphrase", &fields);
    kith.app.lock_now().expect("locked");
    assert_eq!(kith.post("/unlock", &[("passphrase", PASSPHRASE)]).status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(kith.post("/unlock", &[("passphrase", "another one 2")]).status, StatusCode::SEE_OTHER);
}

#[test]
fn the_lock_is_taken_off_with_the_passphrase_only() {
    let (kith, _) = locked();
    let page = kith.post("/settings/lock/off", &[("opens", "not the passphrase")]);
    assert_eq!(
        (page.status, page.attr("[data-problem]", "data-for").as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "opens")
    );
    let page = kith.post_and_follow("/settings/lock/off", &[("opens", PASSPHRASE)]);
    assert!(page.said().starts_with("The lock is off."));
    assert!(page.has("#begin") && kith.get("/people").text.contains("Ana Ruiz"));
}

#[test]
fn a_form_without_the_token_opens_nothing() {
    let (kith, _) = locked();
    kith.app.lock_now().expect("locked");
    let page = kith.post_as_is("/unlock", &[("passphrase", PASSPHRASE)]);
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_only_unlock(&page, "/unlock");
    assert!(kith.app.is_locked());
}
