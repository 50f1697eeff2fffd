//! Who may ask, and that asking alone changes nothing.

mod common;

use common::Kith;
use http::{Request, StatusCode};
use rstest::rstest;

#[test]
fn a_post_without_the_token_changes_nothing() {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    let before = kith.state();
    let paths = [
        "/check-ins".to_owned(),
        format!("/people/{ana}/snooze"),
        format!("/people/{ana}/skip"),
        format!("/people/{ana}/call"),
        "/pause".to_owned(),
        "/undo".to_owned(),
        "/scheme".to_owned(),
        "/drafts".to_owned(),
    ];
    for path in paths {
        let fields = [("text", "call with Ana"), ("wait", "1d"), ("scheme", "dark"), ("key", "log")];
        for token in [None, Some(""), Some("00000000000000000000000000000000")] {
            let fields: Vec<_> = fields.into_iter().chain(token.map(|token| ("token", token))).collect();
            let answer = kith.post_as_is(&path, &fields);
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
            assert!(answer.problem().contains("nothing was changed"), "{path}");
        }
    }
    assert_eq!(kith.state(), before);
    assert!(kith.desk.opened.lock().expect("no panic").is_empty());
    assert_eq!(kith.app.draft("log").expect("a draft"), None);
}

#[test]
fn the_token_may_come_in_a_header() {
    let kith = Kith::new();
    let request = Request::post("kith://localhost/drafts")
        .header("kith-token", kith.token())
        .header("content-type", "application/x-www-form-urlencoded")
        .body(b"key=log&text=coffee".to_vec());
    assert_eq!(kith.send(request.expect("a request")).status, StatusCode::NO_CONTENT);
    assert_eq!(kith.app.draft("log").expect("a draft").as_deref(), Some("coffee"));
}

#[test]
fn each_process_has_a_token_of_its_own() {
    let token = Kith::new().token();
    assert_eq!(token.len(), 32);
    assert_ne!(token, Kith::new().token());
}

#[rstest]
#[case("kith://localhost/today", true)]
#[case("http://kith.localhost/today", true)]
#[case("http://127.0.0.1:7878/today", true)]
#[case("http://localhost:7878/today", true)]
#[case("http://[::1]:7878/today", true)]
#[case("https://example.org/today", false)]
#[case("kith://example.org/today", false)]
#[case("http://kith.localhost.example.org/today", false)]
#[case("http://127.0.0.1.example.org:7878/today", false)]
#[case("http://rebound.example:7878/today", false)]
#[case("/today", false)]
fn only_kiths_own_addresses_are_answered(#[case] address: &str, #[case] answered: bool) {
    let kith = Kith::new();
    let answer = kith.send(Request::get(address).body(Vec::new()).expect("a request"));
    assert_eq!(answer.status == StatusCode::OK, answered);
    assert_eq!(answer.text.is_empty(), !answered);
}

#[rstest]
#[case("PUT")]
#[case("DELETE")]
#[case("OPTIONS")]
fn other_methods_are_turned_away(#[case] method: &str) {
    let kith = Kith::new();
    let request = Request::builder().method(method).uri("kith://localhost/today").body(Vec::new());
    assert_eq!(kith.send(request.expect("a request")).status, StatusCode::FORBIDDEN);
}

#[rstest]
#[case("/today", StatusCode::OK)]
#[case("/app.js", StatusCode::OK)]
#[case("/no/such/page", StatusCode::NOT_FOUND)]
#[case("/", StatusCode::OK)]
#[case("/unlock", StatusCode::SEE_OTHER)]
fn every_answer_carries_the_policy(#[case] path: &str, #[case] status: StatusCode) {
    let answer = Kith::new().get(path);
    assert_eq!(answer.status, status);
    let policy = answer.headers["content-security-policy"].to_str().expect("ASCII");
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{part}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains("data:") && !policy.contains("blob:"));
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    assert_eq!(answer.headers["referrer-policy"], "no-referrer");
    assert_eq!(answer.headers["cache-control"], "no-store");
}

#[test]
fn what_is_not_there_is_a_page_that_leads_on() {
    let answer = Kith::new().get("/no/such/page");
    assert_eq!(answer.words("h1"), "There is nothing here");
    assert!(answer.has("main a[href='/today']") && answer.has(".rail"));
}

#[rstest]
#[case("/people/not-an-id")]
#[case("/people/018f0000-0000-7000-8000-000000000000")]
#[case("/check-ins/not-an-id")]
#[case("/check-ins/018f0000-0000-7000-8000-000000000000")]
fn somebody_who_is_gone_is_a_page_that_says_so(#[case] path: &str) {
    let answer = Kith::new().get(path);
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!answer.problem().is_empty());
}

#[test]
fn coming_back_never_leads_elsewhere() {
    let kith = Kith::new();
    let ana = kith.due("Ana");
    for back in [
        "https://example.org/",
        "//example.org",
        "/\\example.org",
        "javascript:alert(1)",
        "/x\r\nSet-Cookie: a=b",
    ] {
        let answer = kith.post(&format!("/people/{ana}/snooze"), &[("wait", "1d"), ("back", back)]);
        assert_eq!(answer.location.as_deref(), Some("/today"), "{back}");
    }
}
