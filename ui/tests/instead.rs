//! "I saw something of…", and what conversations begin with: on the pages, without the script.

mod common;

use common::{Answer, Kith};
use http::StatusCode;
use kith_core::{Boundary, Person, PersonId, StarterKind, Status};
use rstest::rstest;

fn change(kith: &Kith, id: PersonId, change: impl FnOnce(&mut Person)) {
    kith.app.edit_person(id, change).expect("changed");
}

fn offered(page: &Answer) -> Vec<String> {
    let people = page.all("#instead-found .way bdi");
    people.iter().map(|name| name.text().collect::<String>()).collect()
}

fn buttons(page: &Answer) -> Vec<String> {
    let buttons = page.all("[data-sheet] button[name=do]");
    buttons.iter().map(|button| button.value().attr("value").unwrap_or_default().to_owned()).collect()
}

fn starters(kith: &Kith, id: PersonId) -> Vec<String> {
    kith.app.starters(id).into_iter().map(|starter| starter.text).collect()
}

#[rstest]
#[case::rests(|person: &mut Person| person.status = Status::Resting)]
#[case::has_ended(|person: &mut Person| person.status = Status::Ended)]
#[case::has_died(|person: &mut Person| person.status = Status::Deceased)]
#[case::is_behind_a_boundary(|person: &mut Person| person.boundary = Some(Boundary::NeverSuggest))]
fn whom_nothing_suggests_is_found_by_name_only_and_nothing_is_suggested_then(
    #[case] changed: fn(&mut Person),
) {
    let kith = Kith::new();
    let (ana, _) = (kith.due("Ana Ruiz"), kith.due("Luis Ferrer"));
    change(&kith, ana, changed);
    assert_eq!(offered(&kith.get("/instead")), ["Luis Ferrer"]);
    assert_eq!(offered(&kith.get("/instead/found?who=an")), ["Ana Ruiz"]);
    let page = kith.get(&format!("/instead/{ana}"));
    assert_eq!(buttons(&page), ["keep"]);
    assert!(page.has("#instead-why"));
    let palette = kith.get("/find?text=ana");
    assert!(!palette.has(&format!("[data-href='/instead/{ana}']")));
}

#[test]
fn a_name_that_fits_one_leads_straight_on_and_several_are_listed() {
    let kith = Kith::new();
    let ana = kith.due("Ana Ruiz");
    kith.due("Luis Ferrer");
    kith.due("Luis Gil");
    assert!(kith.get("/instead?who=ana").has(&format!("form[action='/instead/{ana}']")));
    assert_eq!(offered(&kith.get("/instead?who=luis")), ["Luis Ferrer", "Luis Gil"]);
    let nobody = kith.get("/instead?who=%3Cb%3Ezoe");
    assert_eq!(nobody.words("#instead-found"), "Nobody in the book is called “<b>zoe”.");
}

#[test]
fn what_was_seen_is_kept_with_undo_and_is_no_contact() {
    let kith = Kith::new();
    let ana = kith.due("Ana Ruiz");
    let fields = [("text", " her first day <at> the clinic "), ("do", "keep")];
    let page = kith.post_and_follow(&format!("/instead/{ana}"), &fields);
    assert_eq!(page.said(), "Kept for the next time with Ana Ruiz. Undo");
    assert_eq!(page.words(".begins .lines bdi"), "her first day <at> the clinic");
    assert!(kith.app.recent(1).expect("recent").is_empty());
    assert_eq!(kith.get("/today").words(".prompt .begins bdi"), "her first day <at> the clinic");
    kith.post_and_follow("/undo", &[]);
    assert!(starters(&kith, ana).is_empty());
}

#[test]
fn a_call_is_begun_and_what_was_seen_is_at_hand() {
    let kith = Kith::new();
    let ana = kith.due("Ana Ruiz");
    assert_eq!(buttons(&kith.get(&format!("/instead/{ana}"))), ["call", "plan", "keep"]);
    let page = kith.post_and_follow(&format!("/instead/{ana}"), &[("text", "her garden"), ("do", "call")]);
    assert_eq!(*kith.desk.opened.lock().expect("no panic"), ["tel:+34600102030"]);
    assert!(page.has(&format!("[id='reaching-{ana}']")));
    assert_eq!(starters(&kith, ana), ["her garden"]);
}

#[test]
fn a_plan_begins_with_what_was_seen() {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    assert_eq!(buttons(&kith.get(&format!("/instead/{ana}"))), ["plan", "keep"], "there is no number");
    let fields = [("text", "her garden & more"), ("do", "plan")];
    let answer = kith.post(&format!("/instead/{ana}"), &fields);
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let place = format!("/plans/new?with={ana}&mode=in-person&note=her+garden+%26+more");
    assert_eq!(answer.location, Some(place));
    assert_eq!(starters(&kith, ana), ["her garden & more"]);
}

#[test]
fn no_call_is_offered_at_night_there_and_an_old_page_begins_none() {
    let kith = Kith::new();
    let ana = kith.due("Ana Ruiz");
    kith.set_time("2026-11-22T23:40:00[Europe/Madrid]");
    let page = kith.get(&format!("/instead/{ana}"));
    assert_eq!(buttons(&page), ["plan", "keep"]);
    assert_eq!(
        page.words("#instead-why"),
        "At their place it is no hour for a call before tomorrow at 08:30."
    );
    let answer = kith.post(&format!("/instead/{ana}"), &[("text", "her garden"), ("do", "call")]);
    assert_eq!(answer.location, Some(format!("/instead/{ana}?text=her+garden")));
    assert!(kith.desk.opened.lock().expect("no panic").is_empty() && starters(&kith, ana).is_empty());
}

#[test]
fn of_somebody_who_has_died_a_memory_stays_among_what_is_remembered() {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    change(&kith, ana, |person| person.status = Status::Deceased);
    let page = kith.post_and_follow(&format!("/instead/{ana}"), &[("text", "her garden"), ("do", "keep")]);
    assert_eq!(page.words(".note-text"), "her garden");
    assert!(starters(&kith, ana).is_empty());
    assert!(!page.has(".begins") && !page.has("#instead") && !page.has("#add-starter"));
}

#[test]
fn nothing_to_keep_is_said_and_nothing_changes() {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    let before = kith.state();
    let answer = kith.post(&format!("/instead/{ana}"), &[("text", " "), ("do", "keep")]);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.problem().starts_with("There is nothing to keep yet."));
    assert_eq!(kith.state(), before);
}

#[test]
fn a_promise_is_added_changed_ticked_off_and_taken_out_on_their_page() {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    let person = format!("/people/{ana}");
    let fields = [("kind", "promise"), ("text", "send the photos"), ("back", &*person)];
    let page = kith.post_and_follow(&format!("{person}/starters"), &fields);
    assert_eq!(page.words(".begins .lines .body p"), "You promised · today send the photos");
    let id = kith.app.starters(ana)[0].id;
    kith.post_and_follow(&format!("/starters/{id}"), &[("text", "send the book")]);
    assert_eq!(starters(&kith, ana), ["send the book"]);
    let page = kith.post_and_follow(&format!("/starters/{id}/tick"), &[("back", &person)]);
    assert_eq!(page.said(), "A promise kept: “send the book”. Undo");
    assert!(!page.has(".begins .lines"));
    kith.post_and_follow("/undo", &[]);
    let page = kith.post_and_follow(&format!("/starters/{id}/remove"), &[]);
    assert_eq!(page.said(), "Removed: send the book Undo");
    assert!(starters(&kith, ana).is_empty());
}

#[test]
fn a_question_is_shown_where_there_is_nothing_else_and_another_takes_its_place() {
    let kith = Kith::new();
    let ana = kith.due("Ana Ruiz");
    let question = |page: &Answer| page.words(".deck p");
    let (today, person) = (kith.get("/today"), kith.get(&format!("/people/{ana}")));
    assert_eq!(question(&today), question(&person));
    assert_eq!(question(&kith.get("/today")), question(&today), "looking changes nothing");
    let next = kith.post_and_follow(&format!("/people/{ana}/question"), &[("back", "/today")]);
    assert_ne!(question(&next), question(&today));
    kith.app.add_starter(ana, StarterKind::Promise, "send the photos").expect("a starter");
    assert!(!kith.get("/today").has(".deck"));
}

#[test]
fn a_note_that_the_reason_quotes_does_not_stand_there_twice() {
    let kith = Kith::new();
    let ana = kith.due("Ana Ruiz");
    kith.call(ana, "2026-02-01", "the operation");
    let today = kith.get("/today");
    assert!(today.words(".why").contains("the operation"));
    assert!(!today.has(".begins"));
    assert!(kith.get(&format!("/people/{ana}")).words(".begins .said").contains("the operation"));
}

#[test]
fn a_promise_in_the_line_or_beside_it_is_shown_and_kept() {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    let part = kith.get("/log/understood?text=called+Ana%2C+I+said+I+would+send+the+photos");
    assert!(part.text.contains("You promised: <bdi>send the photos</bdi>"), "{}", part.text);
    let page = kith.post_and_follow("/check-ins", &[("text", "called Ana, I said I would send the photos")]);
    assert!(page.said().contains("Your promise stands before the next time: “send the photos”."));
    kith.post_and_follow("/check-ins", &[("text", "called Ana"), ("promise", "look for a flat")]);
    assert_eq!(starters(&kith, ana), ["look for a flat", "send the photos"]);
}

#[test]
fn a_like_that_is_typed_says_what_it_could_become() {
    let kith = Kith::new();
    let ana = kith.due("Ana Ruiz");
    let part = kith.get("/log/understood?text=liked+Ana%E2%80%99s+garden");
    let link = part.attr("a[data-dialog]", "href");
    assert!(link.starts_with(&format!("/instead/{ana}?text=")), "{link}");
    assert_eq!(kith.get(&link).words("textarea"), "Ana’s garden");
    let page = kith.post_and_follow("/check-ins", &[("text", "liked Ana’s garden")]);
    assert!(
        page.said().contains("It counts for nothing. You could call instead, or plan to meet."),
        "{}",
        page.said()
    );
    change(&kith, ana, |person| person.boundary = Some(Boundary::OnlyAnswer));
    assert!(!kith.get("/log/understood?text=liked+Ana%E2%80%99s+garden").has("a[data-dialog]"));
}

#[test]
fn what_is_typed_about_somebody_is_a_draft_of_theirs() {
    let kith = Kith::new();
    let (ana, luis) = (kith.person("Ana Ruiz"), kith.person("Luis Ferrer"));
    let key = kith.get(&format!("/instead/{ana}")).attr("textarea", "data-draft");
    kith.post("/drafts", &[("key", &key), ("text", "her gar")]);
    assert_eq!(kith.get(&format!("/instead/{ana}")).words("textarea"), "her gar");
    assert_eq!(kith.get(&format!("/instead/{luis}")).words("textarea"), "");
    kith.post_and_follow(&format!("/instead/{ana}"), &[("text", "her garden")]);
    assert_eq!(kith.get(&format!("/instead/{ana}")).words("textarea"), "");
}
