//! Settings, a group at a time; and the welcome, from nothing to the first cadence.

mod common;

use common::{Answer, Kith};
use http::StatusCode;
use kith_app::Wait;
use kith_core::{Circle, Mode, Repeat, Settings, settings::Scheme};
use rstest::rstest;

fn saved(kith: &Kith, path: &str, fields: &[(&str, &str)]) -> Answer {
    let page = kith.post_and_follow(path, fields);
    assert_eq!(page.said(), "Saved. Undo");
    page
}

#[test]
fn how_many_a_day_and_when() {
    let kith = Kith::new();
    let page = saved(&kith, "/settings/prompts", &[("cap", "5"), ("preferred", "18:30")]);
    assert_eq!(
        (page.attr("#cap", "value").as_str(), page.attr("#preferred", "value").as_str()),
        ("5", "18:30")
    );
    assert_eq!(kith.app.settings().daily_cap, 5);
    kith.post_and_follow("/undo", &[("back", "/settings")]);
    assert_eq!(kith.app.settings(), Settings::default());
}

#[test]
fn quiet_hours_are_set_and_left_out() {
    let kith = Kith::new();
    saved(&kith, "/settings/quiet", &[("quiet", "on"), ("quiet-from", "21:00"), ("quiet-to", "07:15")]);
    let quiet = kith.app.settings().quiet_hours.expect("quiet hours");
    assert_eq!(
        (quiet.from.to_string(), quiet.to.to_string()),
        ("21:00:00".to_owned(), "07:15:00".to_owned())
    );
    let page = saved(&kith, "/settings/quiet", &[("quiet-from", "21:00"), ("quiet-to", "07:15")]);
    assert_eq!(kith.app.settings().quiet_hours, None);
    assert!(!page.has("#quiet[checked]"));
}

#[rstest]
#[case("prompts", &[("cap", "0"), ("preferred", "09:00")], "cap", "Kith can ask for 1 to 20 people a day.")]
#[case("prompts", &[("cap", "many"), ("preferred", "09:00")], "cap", "Kith can ask for 1 to 20 people a day.")]
#[case("prompts", &[("cap", "3"), ("preferred", "9 o'clock")], "preferred", "“9 o'clock” is not a time of day.")]
#[case("quiet", &[("quiet", "on"), ("quiet-from", "22:00"), ("quiet-to", "22:00")], "quiet-to", "Quiet hours have to end")]
#[case("quiet", &[("quiet", "on"), ("quiet-from", "22:00"), ("quiet-to", "")], "quiet-to", "Quiet hours need both")]
#[case("quiet", &[("quiet", "on"), ("quiet-from", "late"), ("quiet-to", "8:00")], "quiet-from", "“late” is not a time")]
#[case("appearance", &[("scheme", "dark"), ("locale", "English, please")], "locale", "“English, please” is not a language")]
fn a_value_that_cannot_be_is_said_beside_its_field_and_what_was_typed_stays(
    #[case] group: &str,
    #[case] fields: &[(&str, &str)],
    #[case] field: &str,
    #[case] begins: &str,
) {
    let kith = Kith::new();
    let page = kith.post(&format!("/settings/{group}"), fields);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.problem().starts_with(begins), "{}", page.problem());
    assert_eq!(page.attr("[data-problem]", "data-for"), field);
    for (name, value) in fields.iter().filter(|(name, _)| *name != "scheme" && *name != "quiet") {
        assert_eq!(page.attr(&format!("#{name}"), "value"), *value);
    }
    assert_eq!(kith.app.settings(), Settings::default());
}

#[test]
fn circles_get_names_and_cadences() {
    let kith = Kith::new();
    let page = saved(&kith, "/settings/names", &[("name-inner", "  My  <b>people</b> "), ("name-close", "")]);
    assert_eq!(page.words("#circle-inner h3"), "My <b>people</b>");
    assert_eq!(page.words("#circle-close h3"), "Close");
    let fields = [("mode", "message"), ("count", "2"), ("unit", "w")];
    let page = saved(&kith, "/settings/circles/friends/cadences", &fields);
    let of = |page: &Answer| -> Vec<String> {
        page.all("#circle-friends .lines p").iter().map(|line| line.text().collect()).collect()
    };
    let call = "A call every three months after you last spoke";
    assert_eq!(of(&page), [call, "A message every two weeks after you were last in touch"]);
    saved(&kith, "/settings/circles/friends/remove", &[("number", "1")]);
    let page = saved(&kith, "/settings/circles/friends/remove", &[("number", "0")]);
    assert_eq!(of(&page), ["This circle asks for nothing."]);
    assert_eq!(kith.app.circle_cadences(Circle::Friends), []);
    let page =
        kith.post("/settings/circles/friends/cadences", &[("mode", "voice"), ("count", "-1"), ("unit", "w")]);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(kith.post("/settings/circles/strangers/cadences", &fields).status, StatusCode::NOT_FOUND);
}

#[test]
fn notifications_and_names_in_them() {
    let kith = Kith::new();
    let page = saved(&kith, "/settings/notifications", &[("notifications", "on")]);
    assert!(page.has("#notifications[checked]") && !page.has("#names[checked]"));
    assert!(kith.app.settings().notifications && !kith.app.settings().names_in_notifications);
    let page = kith.post_and_follow("/settings/test", &[]);
    assert!(page.said().starts_with("A test notification was sent."));
}

#[test]
fn the_next_prompt_is_shown() {
    let kith = Kith::new();
    let shown = |page: &Answer| -> Vec<String> {
        page.all(".facts.ruled dd").iter().map(|shown| shown.text().collect()).collect()
    };
    let nobody = "None: nobody has a cadence that is still to come";
    assert_eq!(shown(&kith.get("/settings")), ["None yet", nobody]);
    let id = kith.person("Ana");
    kith.app.set_circle(&[id], Some(Circle::Friends)).expect("moved");
    kith.call(id, "2026-11-22", "");
    assert_eq!(shown(&kith.get("/settings")), ["None yet", "Ana, 22 February at 09:00"]);
}

#[test]
fn colours_and_dates_follow_at_once() {
    let kith = Kith::new();
    let page = saved(&kith, "/settings/appearance", &[("scheme", "dark"), ("locale", "en_US")]);
    assert_eq!(page.attr("html", "data-scheme"), "dark");
    assert!(page.text.contains("Sunday, November 22, 2026"), "the example");
    assert_eq!(
        (kith.app.settings().scheme, kith.app.settings().locale.as_deref()),
        (Scheme::Dark, Some("en-US"))
    );
}

#[test]
fn everything_is_paused_and_resumed_from_here() {
    let kith = Kith::new();
    kith.post_and_follow("/pause", &[("wait", "1w"), ("back", "/settings")]);
    let page = kith.get("/settings");
    assert!(page.has("#resume-all") && !page.has("#pause-1d"));
    kith.app.resume_all().expect("resumed");
    kith.app.pause_all(Wait::Hours(1)).expect("paused");
    kith.set_time("2026-11-22T18:00:00[Europe/Madrid]");
    assert!(kith.get("/settings").has("#pause-1d"), "a pause that is over is none");
}

#[test]
fn what_the_desktop_cannot_do_is_said() {
    let kith = Kith::new();
    let answer = kith.post("/settings/autostart", &[("autostart", "on")]);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.problem(), "The desktop tried this and it failed. Nothing was changed.");
}

#[test]
fn about_says_which_versions_these_are() {
    let page = Kith::new().get("/settings").text;
    for said in
        [env!("CARGO_PKG_VERSION"), chrono_tz::IANA_TZDB_VERSION, "MIT OR Apache-2.0", "Europe/Madrid"]
    {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn an_empty_book_leads_to_the_welcome_until_it_is_left() {
    let kith = Kith::new();
    assert_eq!(kith.get("/").words("h1"), kith.get("/welcome").words("h1"));
    let page = kith.get("/welcome");
    assert!(page.has("#name[autofocus]") && page.has("a[href='/import']"));
    kith.post_and_follow("/welcome/skip", &[]);
    assert_eq!(kith.get("/").words("h1"), kith.get("/today").words("h1"));
}

#[rstest]
#[case("meet-month", "today", Mode::InPerson, "1mo", "That is all. Kith asks for Ana on 22 December.")]
#[case("call-week", "week", Mode::Voice, "1w", "That is all. Ana is waiting to hear from you.")]
#[case("call-3-weeks", "week", Mode::Voice, "3w", "That is all. Kith asks for Ana on 6 December.")]
#[case("meet-3-months", "month", Mode::InPerson, "3mo", "That is all. Kith asks for Ana on 23 January.")]
#[case("own", "months", Mode::Message, "2w", "That is all. Ana is waiting to hear from you.")]
fn the_welcome_ends_with_a_first_cadence(
    #[case] how: &str,
    #[case] last: &str,
    #[case] mode: Mode,
    #[case] every: &str,
    #[case] said: &str,
) {
    let kith = Kith::new();
    let fields =
        [("name", "Ana"), ("how", how), ("mode", "message"), ("count", "2"), ("unit", "w"), ("last", last)];
    let page = kith.post_and_follow("/welcome", &fields);
    assert_eq!(page.said(), said);
    let id = kith.app.find("Ana", 1)[0].id;
    let cadence = kith.app.person(id, 0).expect("a person").person.cadences[0].clone();
    assert_eq!(cadence.mode, mode);
    assert!(matches!(cadence.repeat, Repeat::After { every: kept, .. } if kept.to_string() == every));
    assert!(kith.app.settings().welcomed);
}

#[test]
fn who_was_never_met_is_begun_with_all_the_same() {
    let kith = Kith::new();
    kith.post_and_follow("/welcome", &[("name", "Ana"), ("how", "call-week"), ("last", "never")]);
    assert!(kith.app.recent(1).expect("recent").is_empty());
    kith.post_and_follow("/welcome", &[("name", "Luis"), ("how", "call-week")]);
    assert!(kith.app.recent(1).expect("recent").is_empty(), "the last step may be left");
}

#[rstest]
#[case(&[("name", " "), ("how", "own"), ("count", "7"), ("unit", "d")], "name")]
#[case(&[("name", "Ana <b>"), ("how", "own"), ("count", "often"), ("unit", "d")], "count")]
#[case(&[("name", "Ana <b>"), ("how", "by magic")], "how")]
fn a_step_that_is_missing_is_said_and_what_was_typed_stays(
    #[case] fields: &[(&str, &str)],
    #[case] field: &str,
) {
    let kith = Kith::new();
    let before = kith.state();
    let page = kith.post("/welcome", fields);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attr("[data-problem]", "data-for"), field);
    assert_eq!(page.attr("#name", "value"), fields[0].1);
    if let Some((_, count)) = fields.iter().find(|(name, _)| *name == "count") {
        assert_eq!(page.attr("#count", "value"), *count);
        assert!(page.has("#how-own[checked]"));
    }
    assert_eq!(kith.state(), before);
}

#[test]
fn a_calendar_is_kept_in_the_folder_that_is_chosen_and_taken_away_again() {
    let kith = Kith::new();
    let folder = tempfile::tempdir().expect("a folder");
    kith.post_and_follow("/settings/calendar", &[]);
    assert_eq!(kith.app.kept_calendar(), None, "the question was dismissed");
    *kith.desk.folder.lock().expect("no panic") = Some(folder.path().to_owned());
    let page = saved(&kith, "/settings/calendar", &[]);
    let file = folder.path().join("Kith.ics");
    assert!(file.exists() && page.words("#calendar-file") == file.display().to_string());
    std::fs::write(&file, "theirs").expect("written");
    kith.app.keep_calendar(&kith_words::Words::new(Some("en-GB")));
    assert!(kith.get("/settings").words("#calendar-trouble").contains("leaves it alone"));
    std::fs::remove_file(&file).expect("removed");
    kith.post_and_follow("/settings/calendar", &[]);
    assert!(file.exists(), "choosing the same folder again tries again");
    saved(&kith, "/settings/calendar/stop", &[]);
    assert!(!file.exists() && kith.get("/settings").has("#calendar-choose"));
}
