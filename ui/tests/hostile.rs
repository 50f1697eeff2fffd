//! Names and notes that try to be more than names and notes.

mod common;

use std::collections::BTreeSet;

use chrono_tz::Tz;
use common::{Answer, Kith};
use http::StatusCode;
use kith_app::{NewCommunity, NewPlan, NewSeries};
use kith_core::{Labelled, Mode, PersonId, PlanState, PlanTime};
use rstest::rstest;

/// What somebody may be called in an address book that came from elsewhere.
fn hostile() -> Vec<String> {
    let mut names: Vec<String> = [
        "<script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"><img src=x onerror=alert(1)>",
        "'><svg onload=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "' onfocus='alert(1)' autofocus='",
        "\" autofocus onfocus=alert(1) x=\"",
        "</title><script>alert(1)</script>",
        "</textarea><script>alert(1)</script>",
        "</option></datalist><script>alert(1)</script>",
        "</main></body><script>alert(1)</script>",
        "<!--",
        "--><script>alert(1)</script>",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<style>*{display:none}</style>",
        "<base href=//example.org>",
        "<meta http-equiv=refresh content=0;url=//example.org>",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "<form action=//example.org><button>",
        "<a href=javascript:alert(1)>x</a>",
        "<input name=token value=x>",
        "<template><script>alert(1)</script></template>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<svg><use href=#i-sun></svg>",
        "<object data=x>",
        "<kith-x kith-on=1>",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "{% include \"layout.html\" %}",
        "{ $name }",
        "${7*7}",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;",
        "&amp;&quot;&apos;",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "O'Brien",
        "\"Ana\"",
        "`Ana`",
        "a=b&c=d#e?f",
        "../../etc/passwd",
        "Ana\u{202e}ziuR",
        "\u{2067}نور\u{2069}",
        "نور الهدى",
        "Ana\u{200b}\u{200d}\u{feff}Ruiz",
        "Z\u{0335}\u{0321}\u{0322}a\u{0335}\u{0321}l\u{0335}g\u{0335}o",
        "Ana\u{0}Ruiz",
        "Ana\u{1b}[31mRuiz\u{7}",
        "Ana\r\nX-Header: 1\r\n\r\n<script>alert(1)</script>",
        "👩‍👩‍👧‍👦",
        "\u{ffff}\u{fdd0}",
        "I",
    ]
    .map(str::to_owned)
    .into();
    names.push("Ana ".repeat(1_250));
    names.push("<b>".repeat(1_666));
    names
}

/// A person with this text in every field a page shows, and one check-in with it as the note.
fn add(kith: &Kith, text: &str) -> (PersonId, String) {
    let id = kith.due(text);
    let fill = |person: &mut kith_core::Person| {
        person.nicknames = vec![text.to_owned()];
        person.note = text.to_owned();
        person.organization = Some(text.to_owned());
        person.title = Some(text.to_owned());
        person.phones = vec![
            Labelled::plain("+34 600"),
            Labelled { value: text.to_owned(), label: Some(text.to_owned()) },
        ];
        person.emails = vec![Labelled { value: text.to_owned(), label: Some(text.to_owned()) }];
        person.addresses = vec![Labelled { value: text.to_owned(), label: Some(text.to_owned()) }];
        person.links = vec![Labelled { value: text.to_owned(), label: Some(text.to_owned()) }];
    };
    kith.app.edit_person(id, fill).expect("edited");
    let check_in = kith.call(id, "2026-02-01", text);
    let new = NewPlan {
        people: vec![id],
        mode: Mode::InPerson,
        times: vec![PlanTime {
            local: "2026-11-26T19:00:00".parse().expect("a time"),
            zone: Tz::Europe__Madrid,
        }],
        minutes: 120,
        place: text.to_owned(),
        note: text.to_owned(),
        state: PlanState::Proposed,
    };
    kith.app.make_plan(&new).expect("a plan");
    // A boundary that is reached offers them.
    kith.app.set_weekly_budget(Some(5)).expect("a budget");
    kith.app.scrolled(5).expect("noted");
    // A name of nothing but what is not to be seen is none.
    let community = NewCommunity {
        name: format!("x{text}"),
        place: text.to_owned(),
        note: text.to_owned(),
        role: text.to_owned(),
        members: vec![id],
        others: vec![text.to_owned()],
        remind: None,
    };
    let community = kith.app.add_community(&community).expect("a community").id;
    let series = NewSeries {
        title: text.to_owned(),
        place: text.to_owned(),
        start: "2026-11-23T19:00:00".parse().expect("a time"),
        zone: Tz::Europe__Madrid,
        minutes: 90,
        rule: Some("FREQ=WEEKLY".to_owned()),
    };
    kith.app.add_series(community, &series).expect("gatherings");
    (id, check_in.id.to_string())
}

/// Every page and part that shows something of the person.
fn pages(kith: &Kith, id: PersonId, check_in: &str, text: &str) -> Vec<(String, Answer)> {
    let query: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    let start: String =
        form_urlencoded::byte_serialize(text.chars().take(3).collect::<String>().as_bytes()).collect();
    let plan = kith.app.plans_with(id)[0].plan.id;
    let community = kith.app.communities_of(id)[0].0;
    [
        "/today".to_owned(),
        "/communities".to_owned(),
        format!("/communities/{community}"),
        format!("/communities/{community}/change"),
        format!("/communities/{community}/series/0"),
        format!("/communities/{community}/there?at=2026-11-23T18:00:00Z&note={query}&back={query}"),
        format!("/communities/new?name={query}&names={query}&place={query}&other={query}"),
        "/plans".to_owned(),
        "/plans/month".to_owned(),
        format!("/plans/{plan}"),
        format!("/plans/{plan}/change"),
        format!("/plans/{plan}/times"),
        format!("/plans/{plan}/happened?note={query}&back={query}"),
        format!("/plans/new?with={id}&note={query}&place={query}&zone={query}&day={query}&hour={query}"),
        format!("/plans/new?names={query}&minutes={query}&mode={query}&agreed={query}"),
        format!("/plans/proposals?names={query}&with={id}"),
        "/scrolling".to_owned(),
        "/log".to_owned(),
        format!("/log?with={id}&mode=voice"),
        format!("/log?text={query}&back={query}"),
        format!("/log/understood?text=call+with+{query}"),
        format!("/log/understood?text={query}&with={id}&add={query}"),
        format!("/check-ins/{check_in}"),
        format!("/find?text={query}"),
        format!("/find?text={start}"),
        format!("/people?text={query}"),
        "/people".to_owned(),
        format!("/people/{id}"),
        format!("/people/{id}/edit"),
        format!("/people/{id}/cadences/new?kind=rule&rule={query}&zone={query}"),
        format!("/cadences/preview?kind=rule&rule={query}"),
        format!("/cadences/preview?kind=after&count={query}"),
        format!("/people/new?name={query}"),
        "/settings".to_owned(),
        "/history".to_owned(),
        format!("/history?of={id}"),
        format!("/history?before={query}"),
        "/welcome".to_owned(),
        format!("/{query}"),
    ]
    .into_iter()
    .map(|path| (path.clone(), kith.get(&path)))
    .collect()
}

/// What the page is built of: each tag with each of its attributes.
fn parts(answer: &Answer) -> BTreeSet<(String, String)> {
    let mut parts = BTreeSet::new();
    for element in answer.all("*") {
        let tag = element.value().name();
        parts.insert((tag.to_owned(), String::new()));
        parts.extend(element.value().attrs().map(|(name, _)| (tag.to_owned(), name.to_owned())));
    }
    parts
}

#[test]
fn no_name_or_note_brings_an_element_or_attribute_of_its_own() {
    let plain = Kith::new();
    // Two of a name, nobody of a name, and a long note, so that every part of every page is there.
    plain.person("Ana");
    plain.person("Ana");
    let mut known = BTreeSet::new();
    for name in
        ["Ana Ruiz", "Luis", "Nobody Here", "ana@example.org", "a note that is long ".repeat(20).as_str()]
    {
        let (id, check_in) = add(&plain, name);
        pages(&plain, id, &check_in, name).iter().for_each(|(_, page)| known.extend(parts(page)));
    }
    for path in [
        "/log/understood?text=with+Ana",
        "/log/understood?text=with+Zoltan",
        "/log/understood?text=liked+Ana",
    ] {
        known.extend(parts(&plain.get(path)));
    }
    for name in hostile() {
        let kith = Kith::new();
        let (id, check_in) = add(&kith, &name);
        for (path, page) in pages(&kith, id, &check_in, &name) {
            assert!(
                page.status == StatusCode::OK || page.status == StatusCode::NOT_FOUND,
                "{path}: {}",
                page.status
            );
            let strange: Vec<_> = parts(&page).difference(&known).cloned().collect();
            assert_eq!(strange, [], "{name:?} on {path}");
            for link in page.all("a[href], form[action], [formaction], [data-href]") {
                for name in ["href", "action", "formaction", "data-href"] {
                    let place = link.value().attr(name).unwrap_or("/");
                    assert!(
                        (place.starts_with('/') && !place.starts_with("//")) || place.starts_with('#'),
                        "{place} on {path}"
                    );
                }
            }
            assert!(page.all("script").len() <= 1, "{name:?} on {path}");
        }
    }
}

#[rstest]
#[case("<b>Ana</b> & \"Luis\"")]
#[case("O'Brien")]
#[case("{ $name }")]
#[case("&lt;Ana&gt;")]
fn a_strange_name_is_shown_as_it_was_written(#[case] name: &str) {
    let kith = Kith::new();
    kith.due(name);
    assert_eq!(kith.get("/today").words(".prompt h2"), name);
}

#[test]
fn a_strange_name_comes_back_unharmed_from_its_form() {
    let kith = Kith::new();
    let check_in = kith.call(kith.person("Ana"), "2026-11-20", "</textarea><script>\"'&\n  <b>");
    let page = kith.get(&format!("/check-ins/{}", check_in.id));
    let note: String = page.all("textarea[name=note]")[0].text().collect();
    assert_eq!(note, check_in.note);
}

#[test]
fn bytes_that_are_no_text_are_answered_all_the_same() {
    let kith = Kith::new();
    for query in ["%ff%fe", "%00", "%", "%zz", "text=%f0%28%8c%28", "=&=&&", "text"] {
        for path in ["/log", "/find", "/log/understood", "/today"] {
            assert_eq!(kith.get(&format!("{path}?{query}")).status, StatusCode::OK, "{path}?{query}");
        }
    }
}
