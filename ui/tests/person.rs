//! One person: every field by its form, what can be done on their page, and what is never asked.

mod common;

use common::{Answer, Kith};
use http::StatusCode;
use kith_core::{Circle, Labelled, Mode, Status};
use rstest::rstest;

/// What a browser sends when a form is sent as it was shown.
fn sent_back(page: &Answer, form: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for field in page.all(&format!("{form} input, {form} textarea, {form} select")) {
        let attr = |name: &str| field.value().attr(name).map(str::to_owned);
        let Some(name) = attr("name") else { continue };
        let kind = attr("type").unwrap_or_default();
        if (kind == "radio" || kind == "checkbox") && attr("checked").is_none() {
            continue;
        }
        let value = match field.value().name() {
            // A line break right after the tag is no part of the text.
            "textarea" => field.text().collect(),
            "select" => {
                let option = field.child_elements().find(|option| option.value().attr("selected").is_some());
                let option = option.or_else(|| field.child_elements().next()).expect("an option");
                option.value().attr("value").unwrap_or_default().to_owned()
            }
            _ => attr("value").unwrap_or_default(),
        };
        fields.push((name, value));
    }
    fields
}

#[test]
fn somebody_is_added_with_every_field() {
    let kith = Kith::new();
    let page = kith.post_and_follow(
        "/people",
        &[
            ("name", " Ana  Ruiz "),
            ("nicknames", "Anita, La Ru"),
            ("circle", "inner"),
            ("phone", "+34 600 10 20 30"),
            ("phone-label", "work"),
            ("phone", ""),
            ("phone-label", ""),
            ("phone", "020 7946 0018"),
            ("phone-label", ""),
            ("email", "ana@example.org"),
            ("email-label", "home"),
            ("birthday", "--02-29"),
            ("zone", "Asia/Tokyo"),
            ("preferred", "19:30"),
            ("note", "two lines\r\nof it"),
            ("organization", "The library"),
            ("title", "Librarian"),
            ("address", "1 High Street\r\nTown"),
            ("address-label", "home"),
            ("link", "https://example.org/ana"),
            ("link-label", ""),
        ],
    );
    assert_eq!(page.words("h1"), "Ana Ruiz");
    assert_eq!(page.said(), "Ana Ruiz is in your book. Undo");
    let id = kith.app.find("Ana", 1)[0].id;
    let person = kith.app.person(id, 0).expect("a person").person;
    let labelled =
        |value: &str, label: &str| Labelled { value: value.to_owned(), label: Some(label.to_owned()) };
    assert_eq!(person.nicknames, ["Anita", "La Ru"]);
    assert_eq!(person.circle, Some(Circle::Inner));
    assert_eq!(person.phones, [labelled("+34 600 10 20 30", "work"), Labelled::plain("020 7946 0018")]);
    assert_eq!(person.emails, [labelled("ana@example.org", "home")]);
    assert_eq!(person.addresses, [labelled("1 High Street\nTown", "home")]);
    assert_eq!(person.links, [Labelled::plain("https://example.org/ana")]);
    assert_eq!(person.birthday.map(|date| date.to_string()).as_deref(), Some("--02-29"));
    assert_eq!(person.zone, Some(chrono_tz::Tz::Asia__Tokyo));
    assert_eq!(person.preferred_time.map(|time| time.to_string()).as_deref(), Some("19:30:00"));
    assert_eq!(
        (person.organization.as_deref(), person.title.as_deref()),
        (Some("The library"), Some("Librarian"))
    );
    assert_eq!(person.note, "two lines\nof it");
    assert_eq!(page.words(".dots"), "Also called Anita and La Ru Inner 22:20 in Tokyo");
}

#[test]
fn a_form_that_is_saved_untouched_changes_nobody() {
    let kith = Kith::new();
    let id = kith.person("Ana \"<b>\" Ruiz");
    let fill = |person: &mut kith_core::Person| {
        person.nicknames = vec!["Anita".to_owned(), "<i>".to_owned()];
        person.circle = Some(Circle::Close);
        person.status = Status::Resting;
        person.phones =
            vec![Labelled::plain("+34 600"), Labelled { value: "1".to_owned(), label: Some("x".to_owned()) }];
        person.addresses = vec![Labelled::plain("</textarea>\nTown")];
        person.birthday = "1984-02-29".parse().ok();
        person.zone = Some(chrono_tz::Tz::America__New_York);
        person.preferred_time = "18:05:00".parse().ok();
        person.note = "one\ntwo".to_owned();
    };
    let before = kith.app.edit_person(id, fill).expect("edited");
    let form = sent_back(&kith.get(&format!("/people/{id}/edit")), "#person-form");
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let page = kith.post_and_follow(&format!("/people/{id}"), &form);
    assert_eq!(page.said(), "Nothing changed.");
    assert_eq!(kith.app.person(id, 0).expect("a person").person, before);
}

#[rstest]
#[case("name", "", "A person needs a name. Nothing was saved yet; type one and save again.")]
#[case(
    "birthday",
    "30 February",
    "“30 February” is not a day there is. Write 1984-12-24, or --12-24 without the year."
)]
#[case(
    "birthday",
    "--02-30",
    "“--02-30” is not a day there is. Write 1984-12-24, or --12-24 without the year."
)]
#[case(
    "zone",
    "Mars/Olympus",
    "Kith knows no time zone “Mars/Olympus”. Write a region and a city, as in Europe/Madrid."
)]
#[case("preferred", "25:00", "“25:00” is not a time of day. Write it as 19:00.")]
fn a_field_that_cannot_be_is_said_beside_it_and_what_was_typed_stays(
    #[case] field: &str,
    #[case] typed: &str,
    #[case] sentence: &str,
) {
    let kith = Kith::new();
    let id = kith.person("Ana");
    let mut fields =
        vec![("name", "Ana Ruiz"), ("phone", "+34 600"), ("phone-label", "work"), ("note", "<b>kept</b>")];
    fields.retain(|(name, _)| *name != field);
    fields.push((field, typed));
    for path in ["/people".to_owned(), format!("/people/{id}")] {
        let before = kith.state();
        let page = kith.post(&path, &fields);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.problem(), sentence);
        assert_eq!(page.attr("[data-problem]", "data-for"), field);
        assert_eq!(page.attr(&format!("[name={field}]"), "value"), typed);
        assert_eq!(page.attr("[name=phone]", "value"), "+34 600");
        assert_eq!(page.words("textarea[name=note]"), "<b>kept</b>");
        assert_eq!(kith.state(), before, "nothing is saved");
    }
}

#[test]
fn what_was_typed_and_not_sent_is_there_again_until_it_is_saved() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    let edit = format!("/people/{id}/edit");
    for (page, field) in
        [("/people/new", "[name=name]"), ("/people/new", "[name=note]"), (&edit, "[name=note]")]
    {
        let key = kith.get(page).attr(field, "data-draft");
        kith.post("/drafts", &[("key", &key), ("text", "not sent yet")]);
    }
    let new = kith.get("/people/new");
    assert_eq!(new.attr("[name=name]", "value"), "not sent yet");
    assert_eq!(
        (new.words("[name=note]"), kith.get(&edit).words("[name=note]")),
        ("not sent yet".into(), "not sent yet".into())
    );
    kith.post_and_follow("/people", &[("name", "Luis")]);
    kith.post_and_follow(&format!("/people/{id}"), &[("name", "Ana"), ("note", "sent")]);
    assert_eq!(kith.get("/people/new").attr("[name=name]", "value"), "");
    assert_eq!(kith.get(&edit).words("[name=note]"), "sent");
}

#[test]
fn what_is_due_can_be_snoozed_and_skipped_on_the_page_and_what_is_not_cannot() {
    let kith = Kith::new();
    let (due, other) = (kith.due("Ana"), kith.person("Luis"));
    let page = kith.get(&format!("/people/{due}"));
    assert!(page.has("#snooze") && page.has("#skip") && page.has("#call"));
    assert!(!kith.get(&format!("/people/{other}")).has("#snooze"));
    let back = format!("/people/{due}");
    let page = kith.post_and_follow(&format!("/people/{due}/skip"), &[("back", &back)]);
    assert!(!page.has("#skip"), "it is let go");
    assert_eq!(page.words("h1"), "Ana", "the page it was sent from");
}

#[test]
fn whoever_was_called_is_asked_about_on_their_page() {
    let kith = Kith::new();
    let id = kith.due("Ana");
    let back = format!("/people/{id}");
    let page = kith.post_and_follow(&format!("/people/{id}/call"), &[("back", &back)]);
    assert_eq!(page.words(".question p"), "Did you reach Ana?");
    let page = kith.post_and_follow(&format!("/people/{id}/not-reached"), &[("back", &back)]);
    assert!(!page.has(".question"));
}

#[test]
fn somebody_is_paused_and_resumed() {
    let kith = Kith::new();
    let id = kith.due("Ana");
    let path = format!("/people/{id}");
    let page = kith.post_and_follow(&format!("{path}/pause"), &[("wait", "date"), ("until", "2027-01-10")]);
    assert_eq!(page.words(".banner p"), "Kith does not ask for Ana until 10 January.");
    assert!(!page.has("#snooze") && !page.has("#pause"));
    let page = kith.post_and_follow(&format!("{path}/resume"), &[("back", &path)]);
    assert!(!page.has(".banner") && page.has("#pause"));
    let page = kith.post(&format!("{path}/pause"), &[("wait", "date"), ("until", "2020-01-01")]);
    assert_eq!(page.problem(), "That moment has passed already. Nothing was changed; choose a later one.");
}

#[rstest]
#[case("resting", "You are resting from each other. Kith asks for nothing, and keeps everything.", true)]
#[case("ended", "The contact has ended. Kith asks for nothing, and keeps what was.", true)]
#[case("deceased", "Ana has died. Kith keeps what you shared, and asks for nothing.", false)]
fn a_status_is_told_kindly_and_for_the_dead_nothing_is_asked(
    #[case] status: &str,
    #[case] words: &str,
    #[case] reach: bool,
) {
    let kith = Kith::new();
    let id = kith.due("Ana");
    kith.call(id, "2026-02-01", "her new garden");
    let fields = [
        ("name", "Ana"),
        ("circle", "friends"),
        ("status", status),
        ("phone", "+34 600 10 20 30"),
        ("birthday", "1950-11-24"),
    ];
    let page = kith.post_and_follow(&format!("/people/{id}"), &fields);
    assert_eq!(page.words("main > .lead"), words);
    assert!(!page.has("#snooze") && !page.has("#skip") && !page.has("#pause"));
    for act in ["#call", "#message", "#log", "#cadences"] {
        assert_eq!(page.has(act), reach, "{act}");
    }
    assert!(page.words("[aria-labelledby=history] .lines").contains("her new garden"), "what was stays");
    let today = kith.get("/today").text;
    assert!(!today.contains(&id.to_string()), "neither asked for nor congratulated");
}

#[test]
fn removing_somebody_can_be_undone() {
    let kith = Kith::new();
    let id = kith.due("Ana");
    kith.call(id, "2026-11-01", "a note");
    let page = kith.post_and_follow(&format!("/people/{id}/remove"), &[]);
    assert_eq!(page.said(), "Ana is no longer in your book. Undo");
    assert_eq!(kith.get(&format!("/people/{id}")).status, StatusCode::NOT_FOUND);
    let seq = page.attr("#said input[name=seq]", "value");
    kith.post_and_follow("/undo", &[("seq", &seq)]);
    let page = kith.get(&format!("/people/{id}"));
    assert!(page.words("[aria-labelledby=history] .lines").contains("a note"));
}

#[test]
fn a_long_history_is_shown_bit_by_bit_with_the_others_who_were_there() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    let luis = kith.person("Luis");
    for day in 1..=12 {
        kith.call(id, &format!("2026-10-{day:02}"), "");
    }
    kith.post_and_follow("/check-ins", &[("text", "lunch with Ana and Luis yesterday")]);
    let page = kith.get(&format!("/people/{id}"));
    let shown = |page: &Answer| page.all("li[id^=logged-]").len();
    assert_eq!(shown(&page), 10);
    assert_eq!(page.words("li[id^=logged-] .name"), "In person, also with Luis");
    let page = kith.get(&page.attr("#more-history", "href"));
    assert_eq!(shown(&page), 13);
    assert!(!page.has("#more-history"));
    assert_eq!(shown(&kith.get(&format!("/people/{luis}"))), 1);
}

#[test]
fn a_link_of_theirs_opens_only_if_it_is_harmless() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    let links = vec![Labelled::plain("https://example.org/ana"), Labelled::plain("javascript:alert(1)")];
    kith.app.edit_person(id, |person| person.links = links).expect("edited");
    let page = kith.get(&format!("/people/{id}"));
    assert!(page.has("#link-0") && !page.has("#link-1"));
    kith.post_and_follow(&format!("/people/{id}/open"), &[("link", "0")]);
    for number in ["1", "2", "x"] {
        let refused = kith.post(&format!("/people/{id}/open"), &[("link", number)]);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
    }
    assert_eq!(*kith.desk.opened.lock().expect("no panic"), ["https://example.org/ana"]);
}

#[rstest]
#[case("/people/not-an-id")]
#[case("/people/00000000-0000-7000-8000-000000000000")]
#[case("/people/00000000-0000-7000-8000-000000000000/edit")]
#[case("/people/00000000-0000-7000-8000-000000000000/cadences/new")]
fn somebody_who_is_not_there_has_no_page(#[case] path: &str) {
    assert_eq!(Kith::new().get(path).status, StatusCode::NOT_FOUND);
}

#[test]
fn their_time_is_shown_only_where_it_is_another() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    let live = |zone| kith.app.edit_person(id, |person| person.zone = Some(zone)).map(drop).expect("edited");
    live(chrono_tz::Tz::Europe__Paris);
    assert!(!kith.get(&format!("/people/{id}")).has(".dots"));
    live(chrono_tz::Tz::America__New_York);
    assert_eq!(kith.get(&format!("/people/{id}")).words(".dots"), "08:20 in New York");
}

#[rstest]
#[case("1984-02-29", "29 February 1984, kept on 28 February in other years")]
#[case("--12-24", "24 December")]
fn a_birthday_says_when_it_is_kept(#[case] born: &str, #[case] said: &str) {
    let kith = Kith::new();
    let id = kith.person("Ana");
    kith.app.edit_person(id, |person| person.birthday = born.parse().ok()).expect("edited");
    assert_eq!(kith.get(&format!("/people/{id}")).words(".facts dd"), said);
}

#[test]
fn the_mode_that_is_asked_for_is_what_logging_begins_with() {
    let kith = Kith::new();
    let id = kith.due("Ana");
    let log = kith.get(&format!("/people/{id}")).attr("#log", "href");
    assert!(log.contains(&format!("mode={}", Mode::Voice)), "{log}");
}

#[test]
fn a_birthday_that_cannot_be_comes_back_beside_its_field() {
    let kith = Kith::new();
    let ana = kith.person("Ana");
    let fields = [("name", "Ana"), ("status", "active"), ("birthday", "9999-01-01")];
    let page = kith.post(&format!("/people/{ana}"), &fields);
    assert_eq!(page.status, 422);
    assert!(page.has("[data-problem][data-for=birthday]") && page.has("#birthday[value='9999-01-01']"));
    assert_eq!(kith.post("/people", &fields[..]).status, 422);
    assert_eq!(kith.app.known(ana).expect("a person").birthday, None);
}
