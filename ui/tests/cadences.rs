//! The cadence editor: what is chosen is what is kept, shown as one types, and edited with the same fields.

mod common;

use common::{Answer, Kith};
use http::StatusCode;
use kith_core::{Circle, Repeat};
use rstest::rstest;

type Fields = &'static [(&'static str, &'static str)];

const AFTER: Fields = &[("mode", "voice"), ("kind", "after"), ("count", "3"), ("unit", "w")];
const WEEKS: Fields =
    &[("mode", "in-person"), ("kind", "weeks"), ("weeks", "2"), ("on", "TU"), ("on", "FR"), ("at", "19:00")];
const NTH: Fields =
    &[("mode", "in-person"), ("kind", "nth"), ("nth", "2"), ("weekday", "TU"), ("at", "19:00")];
const DAY: Fields = &[("mode", "video"), ("kind", "day"), ("day", "13")];
const LAST_DAY: Fields = &[("mode", "voice"), ("kind", "last-day"), ("at", "08:30")];
const YEAR: Fields =
    &[("mode", "message"), ("kind", "year"), ("month", "2"), ("month-day", "29"), ("at", "10:00")];
const RULE: Fields =
    &[("mode", "voice"), ("kind", "rule"), ("rule", "FREQ=WEEKLY;COUNT=10;BYDAY=MO"), ("at", "18:00")];
const FAR: Fields = &[
    ("mode", "voice"),
    ("kind", "nth"),
    ("nth", "-1"),
    ("weekday", "SU"),
    ("at", "20:00"),
    ("zone", "America/New_York"),
    ("from", "2027-01-01"),
];

fn preview(kith: &Kith, fields: &[(&str, &str)]) -> Answer {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    kith.get(&format!("/cadences/preview?{query}"))
}

fn dates(page: &Answer) -> Vec<String> {
    page.all("#cadence-preview .dates li").iter().map(|date| date.text().collect()).collect()
}

#[rstest]
#[case::after(AFTER, "A call every three weeks after you last spoke", "Sunday, 13 December 2026 at 09:00")]
#[case::weeks(
    WEEKS,
    "Meet every two weeks on Tuesday and Friday at 19:00",
    "Tuesday, 1 December 2026 at 19:00"
)]
#[case::nth(NTH, "Meet on the second Tuesday of the month at 19:00", "Tuesday, 8 December 2026 at 19:00")]
#[case::day(DAY, "A video call on the 13th of the month at 09:00", "Sunday, 13 December 2026 at 09:00")]
#[case::last_day(
    LAST_DAY,
    "A call on the last day of the month at 08:30",
    "Monday, 30 November 2026 at 08:30"
)]
#[case::year(YEAR, "A message every year on 29 February at 10:00", "Tuesday, 29 February 2028 at 10:00")]
#[case::rule(RULE, "A call by the rule FREQ=WEEKLY;COUNT=10;BYDAY=MO", "Monday, 23 November 2026 at 18:00")]
#[case::far(
    FAR,
    "A call on the last Sunday of the month at 20:00, New York time",
    "Sunday, 31 January 2027 at 20:00"
)]
fn what_is_chosen_is_said_and_dated_as_one_types_and_kept_as_it_was_shown(
    #[case] fields: Fields,
    #[case] sentence: &str,
    #[case] first: &str,
) {
    let kith = Kith::new();
    let shown = preview(&kith, fields);
    assert_eq!(shown.words("#cadence-preview .sentence"), sentence);
    assert_eq!(dates(&shown).len(), 5);
    assert_eq!(dates(&shown)[0], first);
    let id = kith.person("Ana");
    let page = kith.post_and_follow(&format!("/people/{id}/cadences"), fields);
    assert_eq!(page.words(".cadence .name"), sentence);
    assert_eq!(page.said(), format!("For Ana: {sentence}. Undo"));
}

#[rstest]
fn a_cadence_is_edited_with_the_fields_it_was_made_with(
    #[values(AFTER, WEEKS, NTH, DAY, LAST_DAY, YEAR, RULE, FAR)] fields: Fields,
) {
    let kith = Kith::new();
    let id = kith.person("Ana");
    kith.post_and_follow(&format!("/people/{id}/cadences"), fields);
    let cadence = kith.app.person(id, 0).expect("a person").person.cadences[0].clone();
    let path = format!("/people/{id}/cadences/{}", cadence.id);
    let editor = kith.get(&path);
    // Of the day it counts from, what is kept is the first day it asks.
    for (name, value) in fields.iter().filter(|(name, _)| *name != "from") {
        let chosen = editor.has(&format!("[name='{name}'][value='{value}'][checked]"))
            || editor.has(&format!("select[name='{name}'] option[value='{value}'][selected]"))
            || editor
                .has(&format!("input[name='{name}'][value='{value}']:not([type=radio],[type=checkbox])"));
        assert!(chosen, "{name}={value}");
    }
    // Sent again as it is shown, with the day it counts from, it stays what it is.
    let from = editor.attr("#from", "value");
    let again = fields.iter().copied().filter(|(name, _)| *name != "from").chain([("from", from.as_str())]);
    let at = editor.attr("#at", "value");
    let again: Vec<_> = again.filter(|(name, _)| *name != "at").chain([("at", at.as_str())]).collect();
    kith.post_and_follow(&path, &again);
    assert_eq!(kith.app.person(id, 0).expect("a person").person.cadences, [cadence]);
}

#[rstest]
#[case(&[("kind", "after"), ("count", "0"), ("unit", "w")], "count", "“0” does not say how often")]
#[case(&[("kind", "after"), ("count", "101"), ("unit", "y")], "count", "“101” does not say how often")]
#[case(&[("kind", "after"), ("count", "<b>"), ("unit", "w")], "count", "“<b>” does not say how often")]
#[case(&[("kind", "weeks"), ("weeks", "1")], "on", "Choose at least one day")]
#[case(&[("kind", "weeks"), ("weeks", "5"), ("on", "MO")], "weeks", "“5” is not a whole number from 1 to 4")]
#[case(&[("kind", "day"), ("day", "32")], "day", "“32” is not a whole number from 1 to 31")]
#[case(&[("kind", "year"), ("month", "2"), ("month-day", "30")], "month-day", "There is no day that this rule describes")]
#[case(&[("kind", "rule"), ("rule", "")], "rule", "Write the rule")]
#[case(&[("kind", "rule"), ("rule", "every tuesday")], "rule", "This is not a rule that Kith can read")]
#[case(&[("kind", "rule"), ("rule", "FREQ=HOURLY")], "rule", "A rule can ask on each day at most")]
#[case(&[("kind", "nth"), ("nth", "2"), ("weekday", "TU"), ("at", "7pm")], "at", "“7pm” is not a time of day")]
#[case(&[("kind", "last-day"), ("zone", "Nowhere")], "zone", "Kith knows no time zone “Nowhere”")]
#[case(&[("kind", "last-day"), ("from", "soon")], "from", "“soon” is not a date")]
fn what_is_impossible_is_said_in_one_sentence_while_typing_and_when_saving(
    #[case] fields: &[(&str, &str)],
    #[case] field: &str,
    #[case] begins: &str,
) {
    let kith = Kith::new();
    let shown = preview(&kith, fields);
    assert_eq!(shown.status, StatusCode::OK, "nothing was asked for yet");
    assert!(shown.words(".preview.wrong .sentence").starts_with(begins), "{}", shown.words(".sentence"));
    assert_eq!(dates(&shown), [""; 0]);
    let id = kith.person("Ana");
    let before = kith.state();
    let page = kith.post(&format!("/people/{id}/cadences"), fields);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.problem().starts_with(begins), "{}", page.problem());
    assert_eq!(page.attr("[data-problem]", "data-for"), field);
    assert!(page.has(&format!("#kind-{}[checked]", fields[0].1)), "what was chosen stays chosen");
    assert_eq!(kith.state(), before);
}

#[test]
fn what_should_have_been_by_now_is_now() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    kith.call(id, "2026-01-10", "");
    let person = id.to_string();
    let shown = preview(&kith, &[AFTER, &[("person", person.as_str())]].concat());
    assert_eq!(dates(&shown)[..2], ["Now", "Sunday, 13 December 2026 at 09:00"]);
    let page = kith.post_and_follow(&format!("/people/{id}/cadences"), AFTER);
    let first: String = page.all(".cadence .dates li")[0].text().collect();
    assert_eq!(first, "Now");
}

#[test]
fn an_own_cadence_takes_the_place_of_those_of_the_circle_and_gives_it_back() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    kith.app.set_circle(&[id], Some(Circle::Friends)).expect("moved");
    let page = kith.get(&format!("/people/{id}"));
    assert_eq!(page.words(".cadence .name"), "A call every three months after you last spoke");
    assert!(!page.has(".cadence form"), "it is the circle's to change");
    let editor = kith.get(&page.attr("#own-cadence", "href"));
    assert_eq!(
        (editor.attr("#count", "value").as_str(), editor.words("#unit [selected]").as_str()),
        ("3", "months")
    );
    let page = kith.post_and_follow(&format!("/people/{id}/cadences"), AFTER);
    assert_eq!(page.all(".cadence").len(), 1);
    assert!(!page.has("#own-cadence"));
    let remove = page.attr(".cadence form", "action");
    let page = kith.post_and_follow(&remove, &[]);
    assert_eq!(page.words(".cadence .name"), "A call every three months after you last spoke");
    assert_eq!(page.said(), "Removed: A call every three weeks after you last spoke. Undo");
}

#[test]
fn the_mode_of_an_edited_cadence_changes_and_its_first_day_stays() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    kith.post_and_follow(&format!("/people/{id}/cadences"), AFTER);
    let before = kith.app.person(id, 0).expect("a person").person.cadences[0].clone();
    let fields = [("mode", "in-person"), ("kind", "after"), ("count", "2"), ("unit", "mo")];
    let page = kith.post_and_follow(&format!("/people/{id}/cadences/{}", before.id), &fields);
    assert_eq!(page.said(), "For Ana from now on: Meet every two months after you last met. Undo");
    let after = kith.app.person(id, 0).expect("a person").person.cadences[0].clone();
    let first = |repeat: &Repeat| match repeat {
        Repeat::After { first, .. } => *first,
        Repeat::Rule { start, .. } => start.date(),
    };
    assert_eq!((after.id, first(&after.repeat)), (before.id, first(&before.repeat)));
}

#[test]
fn the_preview_of_somebody_uses_their_best_time() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    kith.app.edit_person(id, |person| person.preferred_time = "20:15:00".parse().ok()).expect("edited");
    let person = id.to_string();
    let shown = preview(&kith, &[AFTER, &[("person", person.as_str())]].concat());
    assert!(dates(&shown)[0].ends_with("at 20:15"), "{:?}", dates(&shown));
    let shown = preview(&kith, &[DAY, &[("person", person.as_str())]].concat());
    assert!(shown.words(".sentence").ends_with("at 20:15"));
}

#[test]
fn a_cadence_that_is_not_there_has_no_editor() {
    let kith = Kith::new();
    let id = kith.person("Ana");
    for path in ["not-an-id", "00000000-0000-7000-8000-000000000000"] {
        assert_eq!(kith.get(&format!("/people/{id}/cadences/{path}")).status, StatusCode::NOT_FOUND);
        assert_eq!(
            kith.post(&format!("/people/{id}/cadences/{path}/remove"), &[]).status,
            StatusCode::NOT_FOUND
        );
    }
}
