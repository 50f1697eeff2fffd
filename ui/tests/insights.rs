//! Insights as a browser gets them: each chart is a picture with a name, a sentence and a table, and can be saved.

mod common;

use common::Kith;
use http::StatusCode;
use kith_app::{Day, NewCheckIn};
use kith_core::{Circle, Felt, Mode, Support, SupportRole, insights::Chart};
use rstest::rstest;

fn lived_in() -> Kith {
    let kith = Kith::new();
    let carries = |person: &mut kith_core::Person| {
        person.circle = Some(Circle::Inner);
        person.support = vec![Support::of(SupportRole::Listening)];
    };
    let ana = kith.app.add_person("=Ana <b>", carries).expect("a person").id;
    let luis =
        kith.app.add_person("لويس", |person| person.circle = Some(Circle::Close)).expect("a person").id;
    for (people, mode, day, minutes) in [
        (vec![ana], Mode::InPerson, "2026-11-20", Some(90)),
        (vec![ana, luis], Mode::Voice, "2026-11-10", Some(30)),
        (vec![luis], Mode::Message, "2026-10-10", None),
    ] {
        let new = NewCheckIn {
            people,
            mode,
            when: Some(Day { day: day.parse().expect("a day"), time: None }),
            minutes,
            started_by: None,
            note: String::new(),
            felt: Some(Felt::Lifted),
            promise: None,
        };
        kith.app.log(&new).expect("logged");
    }
    kith
}

#[test]
fn a_book_without_contacts_says_so_and_how_to_begin() {
    let kith = Kith::new();
    let page = kith.get("/insights");
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Nothing to look at yet") && page.text.contains(r#"href="/log""#));
    assert!(!page.text.contains("class=\"plot"));
}

#[rstest]
#[case("")]
#[case("?period=12-months")]
#[case("?period=2026")]
#[case("?period=all")]
#[case("?period=nonsense")]
fn each_chart_has_a_name_a_sentence_and_a_table(#[case] period: &str) {
    let kith = lived_in();
    let page = kith.get(&format!("/insights{period}"));
    assert_eq!(page.status, StatusCode::OK);
    for chart in Chart::ALL.map(Chart::name) {
        assert!(page.text.contains(&format!("id=\"chart-{chart}\"")), "{chart}");
    }
    assert!(page.text.contains("<svg role=\"img\" aria-label=\"Time with people. "), "{}", page.text);
    assert!(page.text.contains("<th scope=\"col\">In person</th>"));
    assert!(!page.text.contains("style="), "no element has a style of its own");
    assert!(!page.text.contains("fill=\"#"), "no colour is fixed");
    assert!(!page.text.contains("Ana <b>"), "names are text");
}

#[test]
fn a_chart_without_anything_to_draw_is_a_sentence() {
    let kith = Kith::new();
    let ana = kith.person("Ana");
    kith.call(ana, "2024-01-10", "");
    let page = kith.get("/insights");
    assert!(page.text.contains("No minutes were noted in this time."));
    let page = kith.get("/insights?period=2024");
    assert!(page.text.contains("In 2024 you spent 30 min with people"), "{}", page.text);
}

#[test]
fn a_chart_is_saved_as_a_drawing_a_picture_and_a_table() {
    let kith = lived_in();
    for form in ["svg", "csv", "png"] {
        let saved = kith.post("/insights/year/save", &[("form", form), ("period", "12-weeks")]);
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
    }
    let saved = kith.desk.saved.lock().expect("no panic");
    let of =
        |ending: &str| saved.iter().find(|(name, _)| name.ends_with(ending)).map(|(_, bytes)| bytes.clone());
    let svg = String::from_utf8(of("A year in people 12-weeks.svg").expect("a drawing")).expect("text");
    assert!(svg.starts_with("<svg ") && svg.contains("fill=\"#B34D27\"") && svg.contains("=Ana &lt;b&gt;"));
    let csv = String::from_utf8(of(".csv").expect("a table")).expect("text");
    assert!(csv.contains("Person,Circle,2025-12,"), "{csv}");
    assert!(csv.contains("\r\n'=Ana <b>,Inner,"), "no name is a formula: {csv}");
    // Where there is no font there is a sentence in its place.
    if let Some(png) = of(".png") {
        assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
    }
}

#[test]
fn lengths_are_minutes_and_days_are_iso_dates_in_a_saved_table() {
    let kith = lived_in();
    kith.post("/insights/minutes/save", &[("form", "csv"), ("period", "12-weeks")]);
    let saved = kith.desk.saved.lock().expect("no panic");
    let csv = String::from_utf8_lossy(&saved[0].1).into_owned();
    let first = "Week of,\"In person, minutes\",\"Video call, minutes\",\"Call, minutes\"";
    assert!(csv.trim_start_matches('\u{feff}').starts_with(first), "{csv}");
    assert!(csv.contains("\r\n2026-11-16,90,0,0,0,90,1,0\r\n"), "{csv}");
}

#[test]
fn a_chart_that_there_is_not_is_no_page() {
    assert_eq!(lived_in().post("/insights/streaks/save", &[("form", "svg")]).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_week_is_looked_back_at_in_five_lines_that_can_be_copied() {
    let kith = lived_in();
    let page = kith.get("/look-back?week=2026-11-18");
    assert!(page.text.contains("The week from 16 November to 22 November 2026"), "{}", page.text);
    assert!(page.text.contains("Face to face 1 h 30, on calls 0 min."));
    assert!(page.text.contains(r#"data-copy="week-lines""#));
    assert_eq!(page.text.matches("<li><div class=\"body\">").count(), 5);
    assert!(page.text.contains("/look-back?week=2026-11-09") && !page.text.contains("week=2026-11-23"));
    assert_eq!(kith.get("/look-back?week=next-month").status, StatusCode::OK);
}

#[test]
fn looking_back_is_off_until_it_is_wished_for_and_can_be_undone() {
    let kith = Kith::new();
    assert!(!kith.app.settings().look_back);
    kith.post("/settings/look-back", &[("look-back", "on")]);
    assert!(kith.app.settings().look_back);
    assert!(kith.get("/settings").text.contains("name=\"look-back\" value=\"on\" checked"));
    kith.app.undo(None).expect("undone");
    assert!(!kith.app.settings().look_back);
}
