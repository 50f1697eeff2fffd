//! Plans: two clicks from a prompt, the times and the invitation, and what became of them.

mod common;

use chrono_tz::Tz;
use common::{Answer, Kith, at, plan};
use http::StatusCode;
use kith_core::{Labelled, Mode, Plan, PlanId, PlanState, PlanTime};
use rstest::rstest;

/// What a browser sends when this button of the form is pressed.
fn pressed(page: &Answer, form: &str, button: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for field in page.all(&format!("{form} input, {form} textarea")) {
        let attr = |name: &str| field.value().attr(name).map(str::to_owned);
        let ticks = ["radio", "checkbox"].contains(&attr("type").unwrap_or_default().as_str());
        let (Some(name), true) = (attr("name"), !ticks || attr("checked").is_some()) else { continue };
        let value = match field.value().name() {
            "textarea" => field.text().collect(),
            _ => attr("value").unwrap_or_default(),
        };
        fields.push((name, value));
    }
    if !page.attr(button, "name").is_empty() {
        fields.push((page.attr(button, "name"), page.attr(button, "value")));
    }
    fields
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    let fields = fields.iter().filter(|(name, _)| name != "token");
    fields.map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// Presses the button, and goes where that leads.
fn press(kith: &Kith, page: &Answer, form: &str, button: &str) -> Answer {
    kith.post_and_follow(&page.attr(form, "action"), &borrowed(&pressed(page, form, button)))
}

fn stored(kith: &Kith, id: PlanId) -> Plan {
    kith.app.plan(id).expect("a plan").view.plan
}

/// The one plan that was made.
fn only(kith: &Kith) -> Plan {
    let plans = kith.app.plans();
    let all = [plans.waiting, plans.this_week, plans.later, plans.ideas].concat();
    assert_eq!(all.len(), 1);
    all[0].plan.clone()
}

#[test]
fn from_a_prompt_it_is_two_clicks_to_a_plan_and_its_invitation() {
    let kith = Kith::new();
    let ana = kith.due("Ana Ruiz");
    let today = kith.get("/today");
    assert!(today.has(&format!("#plan-{ana}[data-dialog]")));
    let form = kith.get(&today.attr(&format!("#plan-{ana}"), "href"));
    assert_eq!(form.words("h1"), "Plan something with Ana Ruiz");
    assert_eq!(form.attr("input[name=mode][checked]", "value"), "voice");
    assert_eq!(form.all(".times button").len(), 3);
    assert_eq!(form.words("#time-1"), "Monday 23 November at 18:00");
    let page = press(&kith, &form, "#plan-form", "#time-1");
    let made = only(&kith);
    assert_eq!((made.state, made.people.as_slice()), (PlanState::Proposed, [ana].as_slice()));
    assert_eq!((made.mode, made.times), (Mode::Voice, vec![at("2026-11-23T18:00:00")]));
    assert_eq!(page.words("h1"), "Call Ana Ruiz");
    assert!(page.said().starts_with("Planned: Call Ana Ruiz.") && page.has("#said form[action='/undo']"));
    assert!(page.words("#invitation").starts_with("Hello Ana,"), "{}", page.words("#invitation"));
    assert!(kith.app.recent(9).expect("recent").is_empty(), "a plan is no contact");
}

#[test]
fn taking_back_a_new_plan_on_its_own_page_leads_to_what_is_planned() {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    let form = kith.get(&format!("/plans/new?with={ana}"));
    press(&kith, &form, "#plan-form", "#time-1");
    let page = kith.post_and_follow("/undo", &[("back", &format!("/plans/{}", only(&kith).id))]);
    assert_eq!((page.words("h1"), page.has(".empty")), ("Plans".into(), true));
    assert!(page.said().starts_with("Undid"), "{}", page.said());
    assert_eq!(kith.get("/plans/nothing").status, StatusCode::NOT_FOUND);
}

#[test]
fn the_first_button_proposes_all_three_and_one_of_them_is_settled_on() {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    let form = kith.get(&format!("/plans/new?with={ana}&mode=in-person"));
    assert_eq!(form.words("#plan-form button"), "Propose all three", "which is what Enter presses");
    assert_eq!(form.all("#plan-form .primary").len(), 1);
    let page = press(&kith, &form, "#plan-form", "#propose-all");
    let made = only(&kith);
    assert_eq!((made.state, made.times.len(), made.minutes), (PlanState::Proposed, 3, 120));
    assert_eq!(page.all(".choose button").len(), 3);
    let second = page.attr("#agree-2", "value");
    let page = kith.post_and_follow(&page.attr(".choose form", "action"), &[("time", &second)]);
    assert_eq!(stored(&kith, made.id).times, [made.times[1]]);
    assert_eq!(page.words(".stands"), "It is settled: Tuesday at 18:00.");
    assert!(page.words("#invitation").contains("settled"));
    let list = kith.get("/plans");
    assert_eq!(list.words("#this-week + ul .name"), "Meet Ana Ruiz");
    assert_eq!(list.words("#this-week + ul .when"), "Tuesday at 18:00");
}

#[rstest]
#[case("names=Ana&mode=voice", 3, true)]
#[case("names=Ana&mode=voice&agreed=yes", 3, false)]
#[case("names=Ana&minutes=2000", 0, false)]
#[case("names=nobody+known", 0, false)]
#[case("", 0, false)]
fn the_times_follow_what_is_typed(#[case] typed: &str, #[case] times: usize, #[case] all: bool) {
    let kith = Kith::new();
    kith.person("Ana Ruiz");
    let part = kith.get(&format!("/plans/proposals?{typed}"));
    assert_eq!((part.all(".times button").len(), part.has("#propose-all")), (times, all));
    assert!(!part.words("#proposals .hint").is_empty());
}

#[test]
fn whoever_lives_by_another_clock_is_asked_at_an_hour_of_theirs() {
    let kith = Kith::new();
    let yuki = kith.person("Yuki");
    kith.app.edit_person(yuki, |person| person.zone = Some(Tz::Asia__Tokyo)).expect("edited");
    let form = kith.get(&format!("/plans/new?with={yuki}&mode=voice"));
    assert!(form.words("#time-1 small").ends_with("in Tokyo"), "{}", form.words("#proposals"));
    let meeting = kith.get(&format!("/plans/new?with={yuki}&mode=in-person"));
    assert!(!meeting.has("#time-1 small"), "they meet by one clock");
}

#[test]
fn a_time_can_be_by_the_clock_of_another_place() {
    let kith = Kith::new();
    kith.person("Ana Ruiz");
    kith.person("Luis Ferrer");
    let fields = [
        ("names", "Ana, Luis"),
        ("mode", "in-person"),
        ("day", "2026-12-03"),
        ("hour", "19:00"),
        ("zone", "Europe/Lisbon"),
        ("place", "Café Central"),
        ("note", "bring the tent"),
        ("agreed", "yes"),
        ("do", "own"),
    ];
    let page = kith.post_and_follow("/plans", &fields);
    let made = only(&kith);
    let lisbon = PlanTime { zone: Tz::Europe__Lisbon, ..at("2026-12-03T19:00:00") };
    assert_eq!((made.state, made.times.clone()), (PlanState::Agreed, vec![lisbon]));
    assert_eq!(page.words("h1"), "Meet Ana Ruiz and Luis Ferrer");
    assert_eq!(page.words(".stands"), "It is settled: 3 December at 20:00 (19:00 in Lisbon).");
    assert!(!page.words("#invitation").contains("tent"), "the note is for the user alone");
    let change = kith.get(&format!("/plans/{}/change", made.id));
    assert_eq!(
        (change.attr("#hour-1", "value"), change.attr("#zone", "value")),
        ("19:00".into(), "Europe/Lisbon".into())
    );
    press(&kith, &change, "#plan-form", "#save");
    assert_eq!(stored(&kith, made.id), made, "a form sent back as it was changes nothing");
}

#[rstest]
#[case(&[("names", "Zoltan"), ("day", "2026-12-03"), ("hour", "19:00")], "names")]
#[case(&[("names", ""), ("day", "2026-12-03"), ("hour", "19:00")], "names")]
#[case(&[("names", "Ana")], "day")]
#[case(&[("names", "Ana"), ("day", "2026-12-03"), ("hour", "")], "hour")]
#[case(&[("names", "Ana"), ("day", ""), ("hour", "19:00")], "day")]
#[case(&[("names", "Ana"), ("day", "soon"), ("hour", "19:00")], "day")]
#[case(&[("names", "Ana"), ("day", "2026-11-01"), ("hour", "19:00")], "day")]
#[case(&[("names", "Ana"), ("day", "2026-12-03"), ("hour", "19:00"), ("zone", "Nowhere")], "zone")]
#[case(&[("names", "Ana"), ("day", "2026-12-03"), ("hour", "19:00"), ("minutes", "an hour")], "minutes")]
#[case(&[("names", "Ana"), ("day", "2026-12-03"), ("hour", "19:00"), ("minutes", "0")], "minutes")]
#[case(&[("names", "Ana"), ("agreed", "yes"), ("do", "all"), ("proposed", "2026-12-03T19:00[Europe/Madrid]"),
         ("proposed", "2026-12-04T19:00[Europe/Madrid]")], "agreed")]
fn what_cannot_be_is_said_beside_its_field_and_what_was_typed_stays(
    #[case] fields: &[(&str, &str)],
    #[case] field: &str,
) {
    let kith = Kith::new();
    kith.person("Ana Ruiz");
    let page = kith.post("/plans", &[fields, &[("note", "typed")]].concat());
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attr("[data-problem]", "data-for"), field);
    assert_eq!(page.words("#note"), "typed");
    assert!(page.has("#plan-more[open]") && page.has("#own-times[open]"));
    assert_eq!(kith.app.plans(), Default::default(), "nothing was made");
}

#[test]
fn an_idea_needs_no_time_and_gets_one_later() {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    let form = kith.get(&format!("/plans/new?with={ana}&note=her+new+garden"));
    assert_eq!(form.words("#note"), "her new garden");
    press(&kith, &form, "#plan-form", "#idea");
    let made = only(&kith);
    assert_eq!((made.state, made.times.len(), made.note.as_str()), (PlanState::Idea, 0, "her new garden"));
    let list = kith.get("/plans");
    assert!(list.words("#ideas + ul .detail").contains("her new garden"));
    let times = kith.get(&list.attr("#ideas + ul a.button", "href"));
    assert_eq!(times.words("h1"), "Find a time");
    press(&kith, &times, "#plan-form", "#time-1");
    assert_eq!(stored(&kith, made.id).state, PlanState::Proposed);
    assert_eq!(stored(&kith, made.id).note, "her new garden");
}

#[test]
fn when_it_is_over_the_page_asks_first_and_logs_whoever_was_there() {
    let kith = Kith::new();
    let (ana, luis) = (kith.person("Ana Ruiz"), kith.person("Luis Ferrer"));
    let id = plan(&kith, &[ana, luis], PlanState::Agreed, &["2026-11-23T18:00:00"]);
    kith.set_time("2026-11-24T09:00:00");
    assert!(kith.get("/today").words(&format!("#answer-{id}")).contains("Did it happen?"));
    let list = kith.get("/plans");
    assert_eq!(
        list.words(&format!("#answer-{id} .why")),
        "You meant to meet Ana Ruiz and Luis Ferrer, yesterday at 18:00. Did it happen?"
    );
    assert_eq!(list.all("main .primary").len(), 1);
    let form = kith.get(&list.attr(&format!("#yes-{id}"), "href"));
    assert_eq!(form.all("input[name=there][checked]").len(), 2, "everybody is ticked");
    let mut fields = pressed(&form, "#happened-form", "#log-it");
    fields.retain(|(name, value)| name != "there" || *value != luis.to_string());
    fields.retain(|(name, _)| name != "note");
    fields.extend([
        ("note".to_owned(), "the tent is back".to_owned()),
        ("felt".to_owned(), "lifted".to_owned()),
    ]);
    let page = kith.post_and_follow(&form.attr("#happened-form", "action"), &borrowed(&fields));
    let logged = &kith.app.recent(9).expect("recent")[0];
    assert_eq!((logged.people.as_slice(), logged.minutes), ([ana].as_slice(), Some(120)));
    assert_eq!((logged.day.to_string().as_str(), logged.note.as_str()), ("2026-11-23", "the tent is back"));
    assert!(page.said().starts_with("Logged that you met Ana Ruiz."), "{}", page.said());
    assert_eq!(stored(&kith, id).state, PlanState::Happened);
    let page = kith.get(&format!("/plans/{id}"));
    assert_eq!(page.attr("#check-in", "href"), format!("/check-ins/{}", logged.id));
    assert!(!page.has("#invitation") && !page.has("#drop"));
    kith.post("/undo", &[]);
    assert!(
        kith.get("/plans").has(&format!("#answer-{id}")),
        "taking back the check-in brings the question back"
    );
}

#[test]
fn with_nobody_there_it_did_not_happen() {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    let id = plan(&kith, &[ana], PlanState::Agreed, &["2026-11-23T18:00:00"]);
    kith.set_time("2026-11-24T09:00:00");
    let page = kith.post(&format!("/plans/{id}/happened"), &[("note", "typed")]);
    assert_eq!(
        (page.status, page.words("#happened-note")),
        (StatusCode::UNPROCESSABLE_ENTITY, "typed".into())
    );
    assert_eq!(page.attr("[data-problem]", "data-for"), "there");
}

#[test]
fn what_was_agreed_on_is_moved_and_both_lead_to_each_other() {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    let id = plan(&kith, &[ana], PlanState::Agreed, &["2026-11-23T18:00:00"]);
    let form = kith.get(&format!("/plans/{id}/times"));
    let page = press(&kith, &form, "#plan-form", "#propose-all");
    let new = only(&kith);
    assert_eq!(
        (new.state, new.place.as_str(), new.note.as_str()),
        (PlanState::Proposed, "Café Central", "bring the tent")
    );
    assert_eq!(page.attr("#moved-from", "href"), format!("/plans/{id}"));
    let old = kith.get(&format!("/plans/{id}"));
    assert_eq!(old.words(".stands"), "It was moved.");
    assert_eq!(old.attr("#moved-to", "href"), format!("/plans/{}", new.id));
}

#[test]
fn letting_a_plan_go_is_no_failure_and_no_contact() {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    let id = plan(&kith, &[ana], PlanState::Agreed, &["2026-11-23T18:00:00"]);
    let page = kith.post_and_follow(&format!("/plans/{id}/drop"), &[]);
    assert_eq!(page.said(), "Let go: Meet Ana Ruiz. Some other time. Undo");
    assert_eq!(page.words(".stands"), "You let it go. That is no failure, and nothing counts it.");
    assert!(kith.app.recent(9).expect("recent").is_empty());
    let again = kith.get(&page.attr("#again", "href"));
    assert!(again.has(&format!("input[name=with][value='{ana}']")));
    let list = kith.get("/plans");
    assert!(list.has("#past") && list.has(".empty"));
    kith.post("/undo", &[]);
    assert_eq!(stored(&kith, id).state, PlanState::Agreed);
    let page = kith.post(&format!("/plans/{id}/agree"), &[("time", "whenever")]);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn the_invitation_goes_to_the_mail_program_as_it_was_typed_and_a_file_to_where_it_is_wanted() {
    let kith = Kith::new();
    let ana = kith.person("Ana Ruiz");
    let fill = |person: &mut kith_core::Person| person.emails = vec![Labelled::plain("ana@example.org")];
    kith.app.edit_person(ana, fill).expect("edited");
    let id = plan(&kith, &[ana], PlanState::Proposed, &["2026-11-23T18:00:00"]);
    kith.post(&format!("/plans/{id}/mail"), &[("text", "Dear Ana,\r\ncake & tea?")]);
    let opened = kith.desk.opened.lock().expect("no panic").clone();
    let expected =
        "mailto:ana@example.org?subject=Shall%20we%20meet%3F&body=Dear%20Ana%2C%0D%0Acake%20%26%20tea%3F";
    assert_eq!(opened, [expected]);
    let long = "x".repeat(20_000);
    assert_eq!(
        kith.post(&format!("/plans/{id}/mail"), &[("text", &long)]).status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let page = kith.post_and_follow(&format!("/plans/{id}/calendar"), &[]);
    let saved = kith.desk.saved.lock().expect("no panic").clone();
    assert_eq!(saved[0].0, "Meet Ana Ruiz.ics");
    let file = String::from_utf8_lossy(&saved[0].1).into_owned();
    assert!(file.contains("BEGIN:VEVENT") && !file.contains("tent") && !file.contains("Ana"), "{file}");
    assert!(page.said().starts_with("Saved in Meet Ana Ruiz.ics."));
}
