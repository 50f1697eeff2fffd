//! Communities: adding one, when it gathers, who was there, its calendar, and looking for one.

mod common;

use std::fs;

use chrono::{DateTime, Utc};
use common::Kith;
use http::StatusCode;
use kith_app::{NewCommunity, NewSeries};
use kith_core::{Community, CommunityId, Mode, PersonId, community::Answer as Said, community::Outcome};
use rstest::rstest;

/// A choir that has met each Saturday at 19:30 since October, the last time yesterday.
fn choir(kith: &Kith, members: &[PersonId]) -> CommunityId {
    let past =
        kith_app::parse_moment("2026-10-01T12:00:00[Europe/Madrid]", chrono_tz::Tz::UTC).expect("a moment");
    let past = kith.app.at(past);
    let new = NewCommunity {
        name: "Choir".to_owned(),
        members: members.to_vec(),
        remind: Some(60),
        ..NewCommunity::default()
    };
    let id = past.add_community(&new).expect("a community").id;
    let series = NewSeries {
        title: String::new(),
        place: String::new(),
        start: "2026-10-03T19:30:00".parse().expect("a wall time"),
        zone: chrono_tz::Tz::Europe__Madrid,
        minutes: 90,
        rule: Some("FREQ=WEEKLY".to_owned()),
    };
    past.add_series(id, &series).expect("gatherings");
    id
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

const YESTERDAY: &str = "2026-11-21T18:30:00Z";
const NEXT: &str = "2026-11-28T18:30:00Z";

fn stored(kith: &Kith, id: CommunityId) -> Community {
    kith.app.community(id).expect("a community").view.community
}

#[test]
fn a_community_is_added_and_then_asked_when_it_gathers() {
    let kith = Kith::new();
    let (ana, empty) = (kith.person("Ana Ruiz"), kith.get("/communities"));
    assert!(empty.has(".empty #new-community[data-dialog]") && empty.has("#ideas"));
    let fields = [("name", "Choir"), ("place", "St Mary’s"), ("names", "Ana, Mr Okafor"), ("remind", "120")];
    let page = kith.post_and_follow("/communities", &fields);
    assert_eq!(page.words("h1"), "Choir");
    assert!(page.has(&format!(".facts a[href='/people/{ana}']")), "who is in the book is linked");
    assert!(page.words(".facts").contains("Mr Okafor") && page.words(".facts").contains("2 hours before"));
    assert!(page.has("#add-series.primary[data-dialog]"));
    let form = kith.get(&page.attr("#add-series", "href"));
    let path = form.attr("#series-form", "action");
    let fields = [("kind", "weeks"), ("weeks", "1"), ("on", "TH"), ("at", "19:30"), ("minutes", "90")];
    let page = kith.post_and_follow(&path, &fields);
    assert!(page.said().starts_with("Choir gathers every Thursday at 19:30."), "{}", page.said());
    assert_eq!(page.words("#series-0 .name"), "every Thursday at 19:30");
    assert_eq!(page.all("#next + .lines > li, .gatherings > li").len(), 6);
    assert!(kith.get(&format!("/people/{ana}")).words("main").contains("Choir"));
}

#[test]
fn taking_back_a_new_community_on_its_own_page_leads_to_all_of_them() {
    let kith = Kith::new();
    kith.post_and_follow("/communities", &[("name", "Choir")]);
    let id = kith.app.communities().communities[0].community.id;
    let page = kith.post_and_follow("/undo", &[("back", &format!("/communities/{id}"))]);
    assert_eq!((page.words("h1"), page.has(".empty")), ("Communities".into(), true));
}

#[rstest]
#[case::no_name("/communities", &[("name", "")], "name")]
#[case::several("/communities", &[("name", "Choir"), ("names", "Ana")], "names")]
fn what_is_wrong_with_a_community_stands_beside_its_field(
    #[case] path: &str,
    #[case] fields: &[(&str, &str)],
    #[case] field: &str,
) {
    let kith = Kith::new();
    kith.person("Ana Ruiz");
    kith.person("Ana Maria");
    let page = kith.post(path, fields);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has(&format!("[data-problem][data-for='{field}']")), "{}", page.text);
    assert!(kith.app.communities().communities.is_empty());
}

#[rstest]
#[case::no_time(&[("kind", "weeks"), ("weeks", "1"), ("on", "TH")], "at")]
#[case::no_day(&[("kind", "once"), ("at", "19:00")], "from")]
#[case::no_weekday(&[("kind", "weeks"), ("weeks", "1"), ("at", "19:00")], "on")]
#[case::no_rule(&[("kind", "rule"), ("rule", "FREQ=OFTEN"), ("at", "19:00")], "rule")]
#[case::too_long(&[("kind", "once"), ("from", "2026-12-01"), ("at", "19:00"), ("minutes", "99999")], "minutes")]
fn what_is_wrong_with_gatherings_stands_beside_its_field(
    #[case] fields: &[(&str, &str)],
    #[case] field: &str,
) {
    let kith = Kith::new();
    let id = kith.app.add_community(&NewCommunity { name: "Choir".to_owned(), ..NewCommunity::default() });
    let id = id.expect("a community").id;
    let page = kith.post(&format!("/communities/{id}/series"), fields);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has(&format!("[data-problem][data-for='{field}']")), "{}", page.text);
    assert!(stored(&kith, id).series.is_empty());
}

#[test]
fn who_is_ticked_is_credited_with_one_click_and_undo_asks_again() {
    let kith = Kith::new();
    let [ana, luis] = ["Ana Ruiz", "Luis"].map(|name| kith.person(name));
    let id = choir(&kith, &[ana, luis]);
    let page = kith.get("/communities");
    let form = ".card form[action$='/there']";
    assert_eq!(page.all(&format!("{form} input[name=there]")).len(), 2);
    assert!(!page.has("input[name=there][checked]"), "nobody is credited unasked");
    let ticked = ana.to_string();
    let path = page.attr(form, "action");
    let page =
        kith.post_and_follow(&path, &[("at", YESTERDAY), ("there", &ticked), ("back", "/communities")]);
    assert!(page.said().contains("Ana Ruiz") && page.has("#said form[action='/undo']"), "{}", page.said());
    assert!(!page.has(form));
    let logged = kith.app.recent(9).expect("recent");
    assert_eq!(
        (logged.len(), logged[0].mode, logged[0].people.as_slice()),
        (1, Mode::InPerson, [ana].as_slice())
    );
    let one = kith.get(&format!("/communities/{id}"));
    assert!(one.has(&format!("a[href='/check-ins/{}']", logged[0].id)));
    let page = kith.post_and_follow("/undo", &[("back", "/communities")]);
    assert!(page.has(form));
}

#[test]
fn what_was_missed_is_answered_once_and_left_in_peace() {
    let kith = Kith::new();
    let id = choir(&kith, &[]);
    let today = kith.get("/today");
    let form = today.attr("form[action$='/not-there']", "action");
    let page = kith.post_and_follow(&form, &[("at", YESTERDAY), ("back", "/today")]);
    assert!(!page.has("form[action$='/not-there']"));
    assert_eq!(stored(&kith, id).outcome_of(at(YESTERDAY)), Some(&Outcome::NotThere));
    for word in ["overdue", "late", "missed"] {
        assert!(!kith.get("/communities").words("main").to_lowercase().contains(word), "{word}");
    }
}

#[test]
fn going_or_not_is_said_beforehand_and_can_be_changed() {
    let kith = Kith::new();
    let id = choir(&kith, &[]);
    let say = |answer| {
        kith.post_and_follow(
            &format!("/communities/{id}/answer"),
            &[("at", NEXT), ("answer", answer), ("back", "/communities")],
        )
    };
    let page = say("going");
    assert!(page.said().starts_with("You are going: Choir, Saturday at 19:30"), "{}", page.said());
    assert_eq!(stored(&kith, id).answer_to(at(NEXT)), Some(Said::Going));
    say("not");
    assert_eq!(stored(&kith, id).answer_to(at(NEXT)), Some(Said::NotThisTime));
    let month = kith.get("/plans/month").words(".month");
    assert!(month.contains("Choir"), "{month}");
    let page = kith.post_and_follow(&format!("/communities/{id}/cancel"), &[("at", NEXT)]);
    assert!(page.said().starts_with("It does not take place"), "{}", page.said());
    assert!(stored(&kith, id).gathering_at(at(NEXT)).is_none());
    let more = [("day", "2026-11-28"), ("hour", "11:00")];
    let page = kith.post_and_follow(&format!("/communities/{id}/series/0/more"), &more);
    assert!(page.words(".gatherings").contains("11:00"), "{}", page.words(".gatherings"));
}

#[test]
fn a_form_with_everything_comes_back_with_what_was_typed_and_keeps_minutes_and_note() {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    let id = choir(&kith, &[ana]);
    let form = kith.get(&format!("/communities/{id}/there?at={YESTERDAY}"));
    assert_eq!(form.attr("#there-minutes", "value"), "90");
    let ticked = ana.to_string();
    let wrong = [("at", YESTERDAY), ("there", ticked.as_str()), ("minutes", "long"), ("note", "Fauré")];
    let page = kith.post(&format!("/communities/{id}/there"), &wrong);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("input[name=there][checked]") && page.words("#there-note") == "Fauré");
    let right = [("at", YESTERDAY), ("there", ticked.as_str()), ("minutes", "45"), ("note", "Fauré")];
    kith.post_and_follow(&format!("/communities/{id}/there"), &right);
    let logged = kith.app.recent(1).expect("recent").remove(0);
    assert_eq!((logged.minutes, logged.note.as_str()), (Some(45), "Fauré"));
}

const ICS: &[u8] = b"BEGIN:VCALENDAR\r\nX-WR-CALNAME:Runners\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Run\r\nDTSTART;TZID=Nowhere:20261129T093000\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn a_calendar_is_read_and_what_is_not_kept_is_told_by_line() {
    let kith = Kith::new();
    let page = kith.post_files("/communities/import", &[("runners.ics", ICS)]);
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.words("main").contains("Line 6:") && page.words("main").contains("Nowhere"),
        "{}",
        page.words("main")
    );
    let page = kith.get(&page.attr("#to-community", "href"));
    assert_eq!(page.words("h1"), "Runners");
    let broken = kith.post_files("/communities/import", &[("x.ics", b"BEGIN:VCALENDAR\r\n")]);
    assert!(broken.has("#import-problem"), "{}", broken.text);
    let nothing = kith.post_files("/communities/import", &[]);
    assert!(nothing.has("#import-problem"));
}

#[test]
fn a_calendar_on_this_computer_is_read_again_and_one_that_is_gone_is_said() {
    let kith = Kith::new();
    let id = choir(&kith, &[]);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("runners.ics");
    fs::write(&file, ICS).expect("a file");
    let path = file.to_str().expect("a path");
    let page = kith.post(&format!("/communities/{id}/calendar"), &[("path", path)]);
    assert!(page.words("main").contains("Line 6:"), "{}", page.words("main"));
    let page = kith.get(&format!("/communities/{id}"));
    assert!(page.words(".facts").contains("runners.ics") && page.has("#stop-calendar"));
    assert!(!page.has("#edit-series-1"), "what is of the calendar is changed there");
    fs::remove_file(&file).expect("gone");
    kith.set_time("2026-11-22T15:00:00");
    // As the scheduler does; to look at a page reads no file.
    kith.app.read_calendars();
    let page = kith.get(&format!("/communities/{id}"));
    assert!(page.words(".banner").contains("What was read before stands"), "{}", page.words("main"));
    assert_eq!(stored(&kith, id).series.len(), 2);
    let refused = kith.post(&format!("/communities/{id}/calendar"), &[("path", "nowhere.ics")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn ideas_are_ticked_and_kept_and_are_not_in_the_history() {
    let kith = Kith::new();
    let page = kith.get("/communities/ideas");
    assert!(page.all("input[name=idea]").len() > 20 && !page.has("input[name=idea][checked]"));
    let before = kith.app.acts(None, 99).expect("acts").acts.len();
    let page = kith.post_and_follow("/communities/ideas", &[("idea", "choir"), ("idea", "made-up")]);
    assert!(page.has("#idea-choir[checked]") && page.all("input[checked]").len() == 1);
    assert!(page.said().contains("one idea"), "{}", page.said());
    assert_eq!(kith.app.acts(None, 99).expect("acts").acts.len(), before);
}

#[rstest]
#[case("/communities/nobody")]
#[case("/communities/0198c0de-0000-7000-8000-000000000001/change")]
#[case("/communities/0198c0de-0000-7000-8000-000000000001/there?at=2026-11-21T18:30:00Z")]
#[case("/communities/import?into=0198c0de-0000-7000-8000-000000000001")]
fn what_is_not_there_is_said(#[case] path: &str) {
    assert_eq!(Kith::new().get(path).status, StatusCode::NOT_FOUND);
}

#[rstest]
#[case("+262142-12-31T23:59:59Z")]
#[case("-262143-01-01T00:00:00Z")]
#[case("x")]
fn a_time_that_is_none_is_said(#[case] time: &str) {
    let kith = Kith::new();
    let id = choir(&kith, &[]);
    let query: String = form_urlencoded::byte_serialize(time.as_bytes()).collect();
    assert_eq!(kith.get(&format!("/communities/{id}/there?at={query}")).status, StatusCode::NOT_FOUND);
    let said = kith.post(&format!("/communities/{id}/answer"), &[("at", time), ("answer", "going")]);
    assert_eq!(said.status, StatusCode::NOT_FOUND);
}
