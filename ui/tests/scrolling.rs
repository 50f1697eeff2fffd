//! Boundaries on social media and with people, on their pages; and why contact beats likes.

mod common;

use common::Kith;
use kith_core::{Boundary, Person};
use rstest::rstest;

#[test]
fn evenings_without_social_media_are_two_clicks_away_and_can_be_undone() {
    let kith = Kith::new();
    let page = kith.get("/scrolling");
    assert!(page.has(".lead") && page.has("#preset-evenings") && !page.has("#instead"));
    let page = kith.post_and_follow("/scrolling/times", &[("preset", "evenings")]);
    assert_eq!(page.words(".lines .name"), "20:30 to 00:00, every day");
    assert_eq!(page.words(".lines small"), "Begins today at 20:30");
    assert!(!page.has("#preset-evenings"), "it is set");
    assert!(page.has(".toast form[action='/undo']"));
    kith.app.undo(None).expect("undone");
    assert!(!kith.get("/scrolling").has(".lines .name"));
}

#[test]
fn while_a_time_without_holds_today_says_so_and_the_page_offers_one_person_and_one_thing() {
    let kith = Kith::new();
    kith.due("Ana");
    kith.due("Luis");
    kith.post_and_follow("/scrolling/times", &[("preset", "evenings")]);
    assert!(!kith.get("/today").has("#off"));
    kith.set_time("2026-11-22T20:40:00[Europe/Madrid]");
    let today = kith.get("/today");
    assert_eq!(today.words("#off p"), "A time without social media, until 00:00");
    assert!(today.has("#off a[href='/scrolling']"));
    let page = kith.get("/scrolling");
    assert_eq!(page.words("#instead h2"), "A time without social media, until 00:00");
    assert_eq!(page.all("#instead h3").len(), 1);
    assert!(page.has("#instead form[action$='/call']") && page.words("#instead .thing").starts_with("Or "));
}

#[test]
fn whoever_is_behind_a_boundary_is_not_offered_in_place_of_scrolling() {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    kith.app.edit_person(ana, |person| person.boundary = Some(Boundary::InCompany)).expect("edited");
    kith.post_and_follow("/scrolling/times", &[("preset", "sundays")]);
    let page = kith.get("/scrolling");
    assert!(!page.has("#instead h3"));
    assert!(page.words("#instead .thing").starts_with("How about this: "));
}

#[test]
fn minutes_are_noted_in_one_click_corrected_and_taken_out() {
    let kith = Kith::new();
    let page = kith.post_and_follow("/scrolling/budget", &[("budget", "60")]);
    assert_eq!(page.words("#week"), "No social media noted this week. 1 h would be all right.");
    let page = kith.post_and_follow("/scrolling/reports", &[("minutes", "15")]);
    assert_eq!(page.words("#week"), "15 min of social media this week; 45 min of your 1 h are left.");
    assert!(page.has("progress[value='15'][max='60']"));
    assert_eq!(page.words("#reports .body"), "15 min, noted today at 14:20");
    let id = kith.app.scrolling().expect("a view").reports[0].id;
    let page = kith.post_and_follow(&format!("/scrolling/reports/{id}"), &[("minutes", "70")]);
    assert!(page.words("#week").contains("used up") && page.has("progress[value='60'][max='60']"));
    let page = kith.post_and_follow(&format!("/scrolling/reports/{id}/remove"), &[]);
    assert!(!page.has("#reports") && page.words(".toast").contains("Took out 1 h 10"));
}

#[test]
fn a_timer_says_how_long_it_runs_and_is_stopped() {
    let kith = Kith::new();
    let page = kith.post_and_follow("/scrolling/timer", &[("minutes", "10")]);
    assert_eq!(page.words("#timer"), "10 min left; Kith tells you at 14:30.");
    kith.set_time("2026-11-22T14:26:00[Europe/Madrid]");
    assert_eq!(kith.get("/scrolling").words("#timer"), "4 min left; Kith tells you at 14:30.");
    let page = kith.post_and_follow("/scrolling/timer/stop", &[]);
    assert!(page.words(".toast").starts_with("Stopped. 6 min are noted."));
    assert!(page.has("#timer-10"));
}

#[rstest]
#[case(&[("from", "22:00"), ("to", "07:00"), ("on", "FR"), ("on", "SA")], "22:00 to 07:00, every Friday and Saturday")]
#[case(&[("from", "12:00"), ("to", "12:00"), ("on", "MO")], "12:00 to 12:00, every Monday")]
#[case(
    &[("from", "09:00"), ("to", "12:00"), ("rule", "FREQ=MONTHLY;BYDAY=1SU")],
    "09:00 to 12:00, on the first Sunday of the month"
)]
fn another_time_is_set_and_shown_again_in_the_same_fields(
    #[case] fields: &[(&str, &str)],
    #[case] expected: &str,
) {
    let kith = Kith::new();
    let page = kith.post_and_follow("/scrolling/times", fields);
    assert_eq!(page.words(".lines .name"), expected);
    let before = kith.app.settings().scrolling.times;
    let page = kith.get("/scrolling/times/0");
    let of = |name: &str| page.html.select(&scraper::Selector::parse(name).expect("a selector")).next();
    let value = |name: &str| of(&format!("input[name={name}]")).and_then(|it| it.value().attr("value"));
    let days: Vec<&str> =
        page.all("input[name=on][checked]").into_iter().filter_map(|day| day.value().attr("value")).collect();
    let mut again: Vec<(&str, &str)> = days.into_iter().map(|day| ("on", day)).collect();
    for name in ["from", "to", "rule"] {
        again.push((name, value(name).expect("a field")));
    }
    kith.post_and_follow("/scrolling/times/0", &again);
    assert_eq!(kith.app.settings().scrolling.times, before);
}

#[rstest]
#[case(&[("from", ""), ("to", "07:00"), ("on", "FR")], "from")]
#[case(&[("from", "22:00"), ("to", "25:00"), ("on", "FR")], "to")]
#[case(&[("from", "22:00"), ("to", "07:00")], "on")]
#[case(&[("from", "22:00"), ("to", "07:00"), ("rule", "FREQ=HOURLY")], "rule")]
fn a_time_that_is_none_comes_back_with_a_sentence(#[case] fields: &[(&str, &str)], #[case] field: &str) {
    let kith = Kith::new();
    let answer = kith.post("/scrolling/times", fields);
    assert_eq!(answer.status, 422);
    assert!(answer.has(&format!("[data-problem][data-for={field}]")), "{}", answer.text);
    assert!(kith.app.settings().scrolling.times.is_empty());
}

#[rstest]
#[case("/scrolling/reports", &[("minutes", "0")])]
#[case("/scrolling/reports", &[("minutes", "many")])]
#[case("/scrolling/timer", &[("minutes", "2000")])]
#[case("/scrolling/timer/stop", &[])]
#[case("/scrolling/budget", &[("budget", "-1")])]
#[case("/scrolling/times/7/remove", &[])]
fn what_cannot_be_is_refused_and_changes_nothing(#[case] path: &str, #[case] fields: &[(&str, &str)]) {
    let kith = Kith::new();
    let before = kith.app.settings();
    assert!(kith.post(path, fields).status.is_client_error());
    assert_eq!(kith.app.settings(), before);
    assert!(kith.app.scrolling().expect("a view").reports.is_empty());
}

fn bounded(kith: &Kith, change: impl FnOnce(&mut Person)) -> kith_core::PersonId {
    let ana = kith.due("Ana");
    kith.app.edit_person(ana, change).expect("edited");
    ana
}

#[rstest]
#[case(Boundary::NeverSuggest, "Kith never suggests Ana")]
#[case(Boundary::InCompany, "You see Ana only in company")]
#[case(Boundary::OnlyAnswer, "You answer Ana, and do not begin")]
fn the_page_of_a_person_says_what_their_boundary_means(#[case] boundary: Boundary, #[case] means: &str) {
    let kith = Kith::new();
    let ana = bounded(&kith, |person| {
        person.boundary = Some(boundary);
        person.boundary_review = "2027-03-03".parse().ok();
    });
    let page = kith.get(&format!("/people/{ana}"));
    assert!(page.words("#boundary").starts_with(means), "{}", page.words("#boundary"));
    assert!(page.words("#boundary").contains("You want to look at it again on 3 March"));
    assert!(!page.has("#call.primary") && !page.has("#message.primary"), "nothing is put forward");
    assert!(!page.has("[id^=review-]"));
}

#[test]
fn on_its_day_a_boundary_is_looked_at_again_on_today_and_on_the_page_and_kept_or_taken_away() {
    let kith = Kith::new();
    let ana = bounded(&kith, |person| {
        person.boundary = Some(Boundary::NeverSuggest);
        person.boundary_review = "2026-11-22".parse().ok();
    });
    let page = format!("/people/{ana}");
    for path in ["/today", page.as_str()] {
        let said = kith.get(path).words("[id^=review-] > p");
        assert!(said.starts_with("You wanted to look at this again: the boundary with Ana"), "{said}");
    }
    assert!(!kith.get("/today").has(".prompt"), "it holds");
    let today = kith.post_and_follow(&format!("{page}/boundary"), &[("wait", "3mo"), ("back", "/today")]);
    assert!(!today.has("[id^=review-]") && today.words(".toast").contains("You look at it again"));
    kith.set_time("2027-02-22T10:00:00[Europe/Madrid]");
    assert!(kith.get("/today").has("[id^=review-]"));
    let today = kith.post_and_follow(&format!("{page}/boundary/remove"), &[("back", "/today")]);
    assert!(!today.has("[id^=review-]") && today.has(".prompt"));
    let past = [("wait", "date"), ("until", "2026-01-01")];
    assert!(kith.post(&format!("{page}/boundary"), &past).status.is_client_error());
}

#[test]
fn the_day_of_review_is_set_where_the_boundary_is() {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    let of = [("name", "Ana"), ("status", "active"), ("bounds", "on"), ("boundary", "only-answer")];
    let fields = [of.as_slice(), &[("boundary-review", "2027-03-01")]].concat();
    kith.post_and_follow(&format!("/people/{ana}"), &fields);
    let person = kith.app.known(ana).expect("a person");
    assert_eq!(person.boundary_review, "2027-03-01".parse().ok());
    assert!(kith.get(&format!("/people/{ana}/edit")).has("#boundary-review[value='2027-03-01']"));
}

#[test]
fn why_contact_beats_likes_leads_to_what_can_be_done_this_week() {
    let kith = Kith::new();
    let page = kith.get("/learn");
    assert_eq!(page.words("h1"), "Why contact beats likes");
    for path in ["/now?minutes=20", "/instead", "/plans/new", "/scrolling"] {
        assert!(page.has(&format!(".learn a[href='{path}']")), "{path}");
        assert!(kith.get(path).status.is_success(), "{path}");
    }
    for path in ["/today", "/people", "/plans", "/welcome", "/settings", "/scrolling"] {
        assert!(kith.get(path).has("a[href='/learn']"), "{path}");
    }
    assert!(kith.get("/find?text=why+contact").text.contains("/learn"));
    assert!(kith.get("/find?text=scrolling").text.contains("/scrolling"));
}
