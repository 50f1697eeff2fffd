//! Where plans are shown: a month of them, Today, the page of somebody, the palette and the rail.

mod common;

use common::{Kith, at, plan};
use http::StatusCode;
use kith_app::{NewCadence, NewRepeat};
use kith_core::{Boundary, Mode, PlanState, Status};
use rstest::rstest;

#[test]
fn a_month_is_a_table_with_a_caption_and_heads_and_a_list_for_where_there_is_no_room() {
    let kith = Kith::new();
    let (ana, luis) = (kith.person("Ana Ruiz"), kith.person("Luis Ferrer"));
    let proposed = plan(&kith, &[ana], PlanState::Proposed, &["2026-11-24T18:00:00", "2026-12-05T11:00:00"]);
    let agreed = plan(&kith, &[luis], PlanState::Agreed, &["2026-12-05T19:00:00"]);
    let page = kith.get("/plans/month/2026-12");
    assert_eq!(page.words("h1"), "December 2026");
    assert_eq!(page.words("caption"), "What is planned in December 2026");
    assert_eq!(page.all("table th[scope=col]").len(), 7);
    assert_eq!((page.words("table th"), page.attr("table th", "abbr")), ("Mon".into(), "Monday".into()));
    assert_eq!(page.all("table td time").len(), 31);
    assert!(page.all("tbody tr").iter().all(|row| row.child_elements().count() == 7));
    let on: Vec<String> =
        page.all("table .on").iter().filter_map(|on| on.value().attr("href")).map(str::to_owned).collect();
    assert_eq!(on, [format!("/plans/{proposed}"), format!("/plans/{agreed}")]);
    assert_eq!(page.words("table .on"), "11:00 Ana Ruiz, In person, Waiting for an answer");
    assert_eq!(page.words(".month-days li time"), "Saturday 5 December");
    assert_eq!(
        (page.attr("#before", "href"), page.attr("#after", "href")),
        ("/plans/month/2026-11".into(), "/plans/month/2027-01".into())
    );
    assert_eq!(page.attr("#after", "aria-label"), "After: January 2027");
    let now = kith.get("/plans/month");
    assert_eq!(
        (now.words("h1"), now.words(".today[aria-current=date] time")),
        ("November 2026".into(), "22".into())
    );
    assert!(!now.has("#before"), "nothing was planned before");
}

#[test]
fn a_month_begins_its_weeks_where_the_region_does() {
    let kith = Kith::new();
    kith.app.change_settings(|settings| settings.locale = Some("en-US".to_owned())).expect("set");
    let page = kith.get("/plans/month/2026-11");
    assert_eq!(page.words("table th"), "Sun");
    assert_eq!(page.words("tbody td time"), "1", "1 November 2026 is a Sunday");
}

#[rstest]
#[case("2026-13")]
#[case("2026-1")]
#[case("26-01")]
#[case("0000-01")]
#[case("december")]
#[case("99999-01")]
fn what_is_no_month_is_no_page(#[case] month: &str) {
    assert_eq!(Kith::new().get(&format!("/plans/month/{month}")).status, StatusCode::NOT_FOUND);
}

#[rstest]
#[case("0001-01")]
#[case("9998-12")]
fn the_ends_of_the_calendar_are_months(#[case] month: &str) {
    assert_eq!(Kith::new().get(&format!("/plans/month/{month}")).status, StatusCode::OK);
}

#[test]
fn a_card_that_asks_to_meet_begins_with_the_plan_until_there_is_one() {
    let kith = Kith::new();
    let ana = kith.due("Ana Ruiz");
    let meet = NewCadence {
        mode: Mode::InPerson,
        repeat: NewRepeat::After { every: "1mo".parse().expect("an interval"), at: None },
    };
    kith.app.add_cadence(ana, &meet).expect("a cadence");
    kith.set_time("2027-02-01T10:00:00");
    let page = kith.get("/today");
    assert_eq!(page.words(".prompt .primary"), "Plan");
    let id = plan(&kith, &[ana], PlanState::Proposed, &["2027-02-03T18:00:00"]);
    let page = kith.get("/today");
    assert!(!page.has(&format!("#plan-{ana}")));
    assert_eq!(page.words(&format!("#planned-{ana}")), "You proposed Wednesday at 18:00.");
    kith.app.agree(id, at("2027-02-03T18:00:00")).expect("agreed");
    let page = kith.get("/today");
    assert_eq!(page.words(&format!("#planned-{ana}")), "Planned: Wednesday at 18:00.");
    assert!(page.words(".agenda").contains("18:00: Meet Ana Ruiz"), "{}", page.words(".agenda"));
}

#[test]
fn the_page_of_somebody_shows_their_plans_and_begins_one() {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    let page = kith.get(&format!("/people/{ana}"));
    assert_eq!(page.attr("#plan", "href"), format!("/plans/new?with={ana}&mode=in-person"));
    assert!(!page.has("#plans"));
    plan(&kith, &[ana], PlanState::Agreed, &["2026-11-23T18:00:00"]);
    let page = kith.get(&format!("/people/{ana}"));
    assert_eq!(page.words("#plans + ul .name"), "Meet Ana Ruiz");
    kith.app.edit_person(ana, |person| person.status = Status::Deceased).expect("edited");
    let page = kith.get(&format!("/people/{ana}"));
    assert!(!page.has("#plan") && !page.has("#plans"));
}

#[rstest]
#[case::in_touch(|_: &mut kith_core::Person| (), true)]
#[case::resting(|person: &mut kith_core::Person| person.status = Status::Resting, false)]
#[case::dead(|person: &mut kith_core::Person| person.status = Status::Deceased, false)]
#[case::behind_a_boundary(|person: &mut kith_core::Person| person.boundary = Some(Boundary::NeverSuggest), false)]
fn the_palette_offers_a_plan_with_whom_kith_may_suggest(
    #[case] fill: fn(&mut kith_core::Person),
    #[case] offered: bool,
) {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    kith.app.edit_person(ana, fill).expect("edited");
    let found = kith.get("/find?text=ana");
    assert_eq!(found.words("#found").contains("Plan something with Ana Ruiz"), offered);
    assert!(kith.get("/find?text=plan").words("#found").contains("Plan something"));
}

#[test]
fn of_plans_behind_a_boundary_nothing_is_said_but_they_are_kept() {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    let id = plan(&kith, &[ana], PlanState::Agreed, &["2026-11-23T18:00:00"]);
    kith.app.edit_person(ana, |person| person.boundary = Some(Boundary::NeverSuggest)).expect("edited");
    kith.set_time("2026-11-24T09:00:00");
    let page = kith.get("/plans");
    assert!(!page.has(&format!("#answer-{id}")) && page.words("#resting").contains("Meet Ana Ruiz"));
    assert!(!kith.get("/today").words("main").contains("Ana"));
}

#[test]
fn whoever_has_died_is_not_named_on_today_in_a_plan_with_others() {
    let kith = Kith::new();
    let (ana, luis) = (kith.person("Ana Ruiz"), kith.person("Luis Ferrer"));
    let id = plan(&kith, &[ana, luis], PlanState::Agreed, &["2026-11-23T18:00:00"]);
    kith.app.edit_person(luis, |person| person.status = Status::Deceased).expect("edited");
    assert!(kith.get("/today").words(".agenda").contains("18:00: Meet Ana Ruiz"));
    assert!(!kith.get("/today").words("main").contains("Luis"));
    kith.set_time("2026-11-24T09:00:00");
    assert!(kith.get("/today").has(&format!("#answer-{id}")));
    assert!(!kith.get("/today").words("main").contains("Luis"));
}

#[test]
fn plans_have_their_place_in_the_rail_and_its_key() {
    let kith = Kith::new();
    let page = kith.get("/plans");
    assert_eq!(page.words(".rail [aria-current]"), "Plans");
    let places: Vec<String> =
        page.all(".rail a:not(.brand)").iter().map(|place| place.text().collect()).collect();
    assert_eq!(
        places,
        ["Today", "People", "Plans", "Support", "Communities", "Insights", "Check-ins", "Settings"]
    );
    let keys: Vec<String> = page.all(".keys dt").iter().map(|key| key.text().collect()).collect();
    assert!(
        ["1", "2", "3", "4", "5", "6", "7", "8"].iter().all(|key| keys.contains(&(*key).to_owned())),
        "{keys:?}"
    );
}
