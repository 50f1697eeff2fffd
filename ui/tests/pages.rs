//! What holds for every page.

mod common;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use common::{Answer, Kith};
use http::StatusCode;
use kith_app::{NewCommunity, NewPlan, NewSeries};
use kith_core::{Mode, PersonId, PlanState, PlanTime};
use rstest::rstest;

fn filled(people: usize) -> (Kith, Vec<String>) {
    let kith = Kith::new();
    let mut paths: Vec<String> = [
        "/today",
        "/now",
        "/now?minutes=evening",
        "/log",
        "/instead",
        "/instead?who=per",
        "/people",
        "/people/new",
        "/plans",
        "/plans/new",
        "/plans/month",
        "/scrolling",
        "/scrolling/times/new",
        "/learn",
        "/communities",
        "/communities/new",
        "/communities/ideas",
        "/communities/import",
        "/settings",
        "/history",
        "/support",
        "/support/helplines/new",
        "/need",
        "/need/listening",
        "/need/professional",
        "/backups",
        "/welcome",
        "/find",
        "/find?text=a",
        "/no/such/page",
    ]
    .map(str::to_owned)
    .into();
    for n in 0..people {
        let id = kith.due(&format!("Person {n}"));
        let check_in = kith.call(id, "2026-02-01", "a walk");
        if n < 2 {
            paths.extend([
                format!("/people/{id}"),
                format!("/log?with={id}"),
                format!("/instead/{id}"),
                format!("/check-ins/{}", check_in.id),
            ]);
            paths.extend(planned(&kith, id));
            paths.extend(gathered(&kith, id));
        }
    }
    (kith, paths)
}

/// The pages of a plan with somebody, and where one begins.
fn planned(kith: &Kith, person: PersonId) -> Vec<String> {
    let time = |day: u32| PlanTime {
        local: NaiveDate::from_ymd_opt(2026, 12, day)
            .and_then(|day| day.and_hms_opt(19, 0, 0))
            .expect("a time"),
        zone: chrono_tz::Tz::Europe__Madrid,
    };
    let new = NewPlan {
        people: vec![person],
        mode: Mode::Voice,
        times: vec![time(3), time(4)],
        minutes: 30,
        place: String::new(),
        note: "her new garden".to_owned(),
        state: PlanState::Proposed,
    };
    let plan = kith.app.make_plan(&new).expect("a plan").id;
    let pages = ["", "/change", "/times", "/happened"].map(|page| format!("/plans/{plan}{page}"));
    pages.into_iter().chain([format!("/plans/new?with={person}&mode=voice")]).collect()
}

/// The pages of a community in which somebody is, which met yesterday and meets again.
fn gathered(kith: &Kith, person: PersonId) -> Vec<String> {
    let past = kith_app::parse_moment("2026-11-01T12:00:00[Europe/Madrid]", chrono_tz::Tz::UTC);
    let past = kith.app.at(past.expect("a moment"));
    let new = NewCommunity { name: "Choir".to_owned(), members: vec![person], ..NewCommunity::default() };
    let id = past.add_community(&new).expect("a community").id;
    let series = NewSeries {
        title: "rehearsal".to_owned(),
        place: String::new(),
        start: "2026-11-07T19:30:00".parse().expect("a wall time"),
        zone: chrono_tz::Tz::Europe__Madrid,
        minutes: 90,
        rule: Some("FREQ=WEEKLY".to_owned()),
    };
    past.add_series(id, &series).expect("gatherings");
    ["", "/change", "/series/new", "/series/0", "/there?at=2026-11-21T18:30:00Z"]
        .map(|page| format!("/communities/{id}{page}"))
        .into()
}

fn links(page: &Answer) -> BTreeSet<String> {
    let own = page.all("a[href], link[href], script[src], [data-href]").into_iter().filter_map(|element| {
        let value = element.value();
        value.attr("href").or(value.attr("src")).or(value.attr("data-href"))
    });
    own.filter(|place| !place.starts_with('#')).map(str::to_owned).collect()
}

#[rstest]
#[case(0)]
#[case(1)]
#[case(3)]
#[case(50)]
fn every_link_on_every_page_leads_somewhere(#[case] people: usize) {
    let (kith, paths) = filled(people);
    let mut seen = BTreeSet::new();
    let mut open = paths;
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) || seen.len() > 400 {
            continue;
        }
        let page = kith.get(&path);
        assert!(page.status == StatusCode::OK || path == "/no/such/page", "{path}: {}", page.status);
        open.extend(links(&page));
    }
}

#[rstest]
#[case(0)]
#[case(3)]
fn looking_changes_nothing(#[case] people: usize) {
    let (kith, paths) = filled(people);
    let before = kith.state();
    for path in &paths {
        kith.get(path);
        for post_only in
            ["remove", "skip", "snooze", "call", "pause", "resume", "drop", "agree", "mail", "calendar"]
        {
            kith.get(&format!("{path}/{post_only}"));
        }
    }
    for path in [
        "/undo",
        "/drafts?key=log&text=x",
        "/scheme?scheme=dark",
        "/pause?wait=1d",
        "/check-ins?text=called+Person+1",
    ] {
        kith.get(path);
    }
    assert_eq!(kith.state(), before);
    assert_eq!(kith.app.draft("log").expect("a draft"), None);
}

#[test]
fn every_page_can_be_found_ones_way_in() {
    let (kith, paths) = filled(3);
    for path in paths.iter().filter(|path| !path.starts_with("/find")) {
        let page = kith.get(path);
        assert_eq!(page.all("h1").len(), 1, "{path}: one title");
        assert_eq!(page.all("main").len(), 1, "{path}");
        assert!(page.has("html[lang]") && page.has("a.skip[href='#main']"), "{path}");
        assert!(page.words("title").ends_with("· Kith"), "{path}");
        let ids: Vec<_> =
            page.all("[id]").iter().filter_map(|element| element.value().id().map(str::to_owned)).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path}: an id twice in {ids:?}");
    }
}

#[test]
fn every_form_that_changes_something_carries_the_token() {
    let (kith, paths) = filled(3);
    let token = kith.token();
    for path in &paths {
        for form in kith.get(path).all("form[method=post]") {
            let selector = scraper::Selector::parse("input[name=token]").expect("a selector");
            let carried: Vec<_> =
                form.select(&selector).filter_map(|field| field.value().attr("value")).collect();
            assert_eq!(carried, [token.as_str()], "{path}: {:?}", form.value().attr("action"));
        }
    }
}

#[test]
fn the_scheme_that_was_chosen_is_on_every_page() {
    let (kith, paths) = filled(1);
    kith.post("/scheme", &[("scheme", "dark")]);
    for path in paths.iter().filter(|path| !path.starts_with("/find")) {
        assert_eq!(kith.get(path).attr("html", "data-scheme"), "dark", "{path}");
    }
}

#[test]
fn find_offers_people_first_and_then_what_can_be_done_with_them() {
    let kith = Kith::new();
    let (ana, _) = (kith.person("Ana Ruiz"), kith.person("Luis Ferrer"));
    let found = kith.get("/find?text=an");
    assert_eq!(found.attr("[role=option]", "data-href"), format!("/people/{ana}"));
    assert_eq!(found.words("mark"), "An");
    let options: Vec<String> =
        found.all("[role=option] > span:last-child").iter().map(|o| o.text().collect()).collect();
    assert!(options.contains(&"Log a check-in with Ana Ruiz".to_owned()), "{options:?}");
    assert!(options.contains(&"Add “an” as a new person".to_owned()), "{options:?}");
}

#[rstest]
#[case("pau", "Pause until tomorrow")]
#[case("dark", "Dark colours")]
#[case("keyboard", "Keyboard help")]
#[case("SETT", "Settings")]
fn find_offers_commands_by_the_beginnings_of_their_words(#[case] typed: &str, #[case] command: &str) {
    let found = Kith::new().get(&format!("/find?text={typed}"));
    assert!(found.words("[role=option]").contains(command));
}

#[test]
fn before_anything_is_typed_find_offers_what_can_be_done() {
    let found = Kith::new().get("/find");
    assert!(found.all("[role=option]").len() > 5);
    assert!(!found.words("#found").contains("as a new person"));
}
