//! Lines as people type them, and what is understood. Today is Monday, 23 November 2026, ten in the morning
//! in Madrid.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use kith_core::{
    PersonId, StartedBy,
    find::{Entry, Index},
    phrase::{self, Kind, Named, Span, Understood, Vocabulary, Who},
};
use proptest::prelude::*;
use rstest::rstest;

/// What a page may be given: words that are understood, words that are not, and anything else.
fn hostile() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "coffee",
        "with",
        "Ana",
        "and",
        "Luis",
        "yesterday",
        "1h",
        "called",
        "me",
        "she",
        "on",
        "the",
        "phone",
        ",",
        ":",
        "-",
        "about",
        "22",
        "November",
        "/",
        "at",
        "5",
        "pm",
        "last",
        "Friday",
        "and a half",
        "2",
        "weeks",
        "ago",
        "Ana’s",
        "to",
        "from",
        "&",
        "a",
        "'",
        ".",
        "\u{202e}",
        "\u{200d}",
        "\u{0}",
        "e\u{301}",
        "ﷺ",
        "İ",
        "ß",
        "田中",
        "👩‍👩‍👧",
        "1:30h",
        "99999999999999999999",
        "2026-13-45",
        "٣",
        "I said I would",
        "promised to",
    ]);
    let phrase = prop::collection::vec((words, prop::sample::select(vec!["", " ", "\n"])), 0..24)
        .prop_map(|words| words.into_iter().flat_map(|(word, space)| [word, space]).collect::<String>());
    prop_oneof![phrase, any::<String>()]
}

const ZONE: Tz = chrono_tz::Europe::Madrid;

fn now() -> DateTime<Utc> {
    "2026-11-23T09:00:00Z".parse().expect("an instant")
}

/// People by name and nicknames: "Tomás Ortega (Tom, Tommy)".
fn index(people: &[&str]) -> Index {
    let entry = |(at, person): (usize, &&str)| {
        let (name, nicknames) = person.split_once(" (").unwrap_or((person, ""));
        let nicknames = nicknames.trim_end_matches(')').split(", ").filter(|name| !name.is_empty());
        let mut id = [0; 16];
        id[15] = u8::try_from(at).expect("few people");
        Entry {
            id: PersonId::from_bytes(id),
            name: name.to_owned(),
            nicknames: nicknames.map(str::to_owned).collect(),
            other: String::new(),
        }
    };
    people.iter().enumerate().map(entry).collect()
}

fn friends() -> Index {
    index(&[
        "Ana Ruiz",
        "Luis Gil",
        "Tomás Ortega (Tommy)",
        "María de la Cruz",
        "Liam O’Brien",
        "May Chen",
        "Will",
        "Sunday Adeyemi",
        "X",
        "Anne-Marie Dupont",
        "J. R. Smith",
        "田中太郎",
        "李",
        "محمد علي",
        "דוד כהן",
    ])
}

fn read(text: &str, index: &Index) -> Understood {
    phrase::understand(text, index, &Vocabulary::english(), now(), ZONE)
}

fn who(named: &Named, index: &Index) -> String {
    let name = |id: &PersonId| index.name(*id).expect("somebody in the book").to_owned();
    match &named.who {
        Who::One(id) => name(id),
        Who::Several(ids) => format!("({})", ids.iter().map(name).collect::<Vec<_>>().join(" or ")),
        Who::Nobody => format!("{}?", named.typed),
    }
}

/// What was understood in one line: only what the text says.
fn told(text: &str, index: &Index) -> String {
    let understood = read(text, index);
    let people: Vec<String> = understood.people.iter().map(|named| who(named, index)).collect();
    [
        (!people.is_empty()).then(|| people.join(" + ")),
        understood.mode.map(|mode| mode.to_string()),
        understood.day.map(|day| day.to_string()),
        understood.time.map(|time| time.format("%H:%M").to_string()),
        understood.minutes.map(|minutes| format!("{minutes} min")),
        understood.started_by.map(|by| if by == StartedBy::Me { "by me" } else { "by them" }.to_owned()),
        (!understood.note.is_empty()).then(|| format!("“{}”", understood.note)),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" | ")
}

#[rstest]
#[case(
    "coffee with Ana and Luis yesterday, 1h",
    "Ana Ruiz + Luis Gil | in-person | 2026-11-22 | 60 min | “coffee”"
)]
#[case("called Ana", "Ana Ruiz | voice | by me")]
#[case("Called Tomas yesterday, 20 min", "Tomás Ortega | voice | 2026-11-22 | 20 min | by me")]
#[case("lunch with Liam O'Brien today at 13:30", "Liam O’Brien | in-person | 2026-11-23 | 13:30 | “lunch”")]
#[case("had coffee with ana ruiz", "Ana Ruiz | in-person | “coffee”")]
#[case("a long walk with Luis in the park", "Luis Gil | in-person | “long walk in the park”")]
#[case("saw Ana", "Ana Ruiz | in-person")]
#[case("met Ana and Luis for dinner", "Ana Ruiz + Luis Gil | in-person | “dinner”")]
#[case("I met Ana yesterday", "Ana Ruiz | in-person | 2026-11-22")]
#[case("visited Ana last Sunday", "Ana Ruiz | in-person | 2026-11-22 | by me")]
#[case("gym with Luis 90m", "Luis Gil | in-person | 90 min | “gym”")]
#[case("Ana's party on Saturday", "Ana Ruiz | in-person | 2026-11-21 | “Ana's party”")]
#[case("dinner at Ana’s", "Ana Ruiz | in-person | “dinner at Ana’s”")]
#[case("phone call with Ana, 45 minutes", "Ana Ruiz | voice | 45 min")]
#[case("had a quick call with Ana", "Ana Ruiz | voice | “quick call”")]
#[case("spoke with Ana on the phone", "Ana Ruiz | voice")]
#[case("talked to Ana for an hour", "Ana Ruiz | voice | 60 min")]
#[case("rang Luis this morning", "Luis Gil | voice | 2026-11-23 | by me")]
#[case("video call with Ana", "Ana Ruiz | video")]
#[case("zoom with Ana 30 mins", "Ana Ruiz | video | 30 min")]
#[case("facetimed Ana", "Ana Ruiz | video | by me")]
#[case("coffee with Ana on zoom", "Ana Ruiz | video | “coffee”")]
#[case("met Ana on Skype", "Ana Ruiz | video")]
#[case("talked to Ana over Zoom", "Ana Ruiz | video")]
#[case("texted Ana", "Ana Ruiz | message | by me")]
#[case("wrote to Ana", "Ana Ruiz | message | by me")]
#[case("wrote a letter to Ana", "Ana Ruiz | message | by me | “letter”")]
#[case("postcard from Luis", "Luis Gil | message | by them | “postcard”")]
#[case("e-mail from Ana", "Ana Ruiz | message | by them")]
#[case("WhatsApp message to Ana", "Ana Ruiz | message")]
#[case("called Ana on WhatsApp", "Ana Ruiz | voice | by me")]
#[case("liked Ana's post", "Ana Ruiz | reaction | “Ana's post”")]
#[case("liked her post", "reaction | “her post”")]
#[case("gave Ana a call", "Ana Ruiz | voice | by me")]
#[case("sent Ana a postcard", "Ana Ruiz | message | by me | “postcard”")]
#[case("bumped into Tomás at the market", "Tomás Ortega | in-person | “at the market”")]
#[case(
    "Luis & Ana came round for tea on Friday",
    "Luis Gil + Ana Ruiz | in-person | 2026-11-20 | “came round for tea”"
)]
#[case("coffee", "in-person | “coffee”")]
#[case("coffee ana", "Ana Ruiz | in-person | “coffee”")]
#[case("call ana 20m", "Ana Ruiz | voice | 20 min")]
#[case("yesterday 1h coffee Ana & Luis", "Ana Ruiz + Luis Gil | in-person | 2026-11-22 | 60 min | “coffee”")]
#[case("", "")]
#[case("Ana", "Ana Ruiz")]
fn a_contact_is_understood(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(told(text, &friends()), expected, "{text}");
}

#[rstest]
#[case("today", "2026-11-23")]
#[case("Yesterday", "2026-11-22")]
#[case("the day before yesterday", "2026-11-21")]
#[case("3 days ago", "2026-11-20")]
#[case("three days ago", "2026-11-20")]
#[case("2 weeks ago", "2026-11-09")]
#[case("a week ago", "2026-11-16")]
#[case("about a month ago", "2026-10-23")]
#[case("a couple of years ago", "2024-11-23")]
#[case("last Friday", "2026-11-20")]
#[case("on Friday", "2026-11-20")]
#[case("friday", "2026-11-20")]
#[case("on Fri", "2026-11-20")]
#[case("Friday evening", "2026-11-20")]
#[case("Monday", "2026-11-23")]
#[case("last Monday", "2026-11-16")]
#[case("this Wednesday", "2026-11-25")]
#[case("next Monday", "2026-11-30")]
#[case("next Tuesday", "2026-11-24")]
#[case("tomorrow", "2026-11-24")]
#[case("22 November", "2026-11-22")]
#[case("on the 22nd of November", "2026-11-22")]
#[case("Nov 22", "2026-11-22")]
#[case("Nov. 22", "2026-11-22")]
#[case("November 22nd, 2025", "2025-11-22")]
#[case("24 December", "2025-12-24")]
#[case("29 February", "2024-02-29")]
#[case("3 May", "2026-05-03")]
#[case("22/11", "2026-11-22")]
#[case("11/22", "2026-11-22")]
#[case("22/11/25", "2025-11-22")]
#[case("22.11.2026", "2026-11-22")]
#[case("2026-11-22", "2026-11-22")]
#[case("2026-11-22T17:00", "2026-11-22 | 17:00")]
#[case("3/4", "“3/4”")]
#[case("24.12.", "2025-12-24")]
#[case("10.12.", "“10.12.”")]
#[case("31 February", "“31 February”")]
#[case("this morning", "2026-11-23")]
#[case("this afternoon", "2026-11-23")]
#[case("last night", "2026-11-22")]
#[case("yesterday in the evening", "2026-11-22")]
#[case("an hour ago", "2026-11-23 | 09:00")]
#[case("20 minutes ago", "2026-11-23 | 09:40")]
#[case("12h ago", "2026-11-22 | 22:00")]
#[case("just now", "2026-11-23 | 10:00")]
#[case("at 17:00", "17:00")]
#[case("17:05", "17:05")]
#[case("at 5pm", "17:00")]
#[case("at 5 pm", "17:00")]
#[case("5:30pm", "17:30")]
#[case("at 12am", "00:00")]
#[case("at noon", "12:00")]
#[case("yesterday at 9.15am", "2026-11-22 | 09:15")]
#[case("at 25:00", "“at 25:00”")]
#[case("sat", "“sat”")]
#[case("99999999999999 days ago", "“99999999999999 days ago”")]
#[case("999999 years ago", "“999999 years ago”")]
fn a_day_is_understood(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(told(text, &Index::default()), expected, "{text}");
}

#[rstest]
#[case("1h", "60 min")]
#[case("1h30", "90 min")]
#[case("1h30m", "90 min")]
#[case("1h 30m", "90 min")]
#[case("1:30h", "90 min")]
#[case("1.5h", "90 min")]
#[case("1,5h", "90 min")]
#[case("90m", "90 min")]
#[case("90 min", "90 min")]
#[case("45 minutes", "45 min")]
#[case("an hour", "60 min")]
#[case("for about an hour", "60 min")]
#[case("half an hour", "30 min")]
#[case("an hour and a half", "90 min")]
#[case("two hours", "120 min")]
#[case("two and a half hours", "150 min")]
#[case("1 hour and 15 minutes", "75 min")]
#[case("three quarters of an hour", "45 min")]
#[case("0 min", "“0 min”")]
#[case("99999999h", "“99999999h”")]
#[case("3 months", "“3 months”")]
#[case("1h 2h", "60 min | “2h”")]
fn a_length_is_understood(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(told(text, &Index::default()), expected, "{text}");
}

#[rstest]
#[case("she called me", "voice | by them")]
#[case("he rang", "voice | by them")]
#[case("I called", "voice | by me")]
#[case("called me", "voice | by them")]
#[case("Ana called", "Ana Ruiz | voice | by them")]
#[case("Ana called me yesterday", "Ana Ruiz | voice | 2026-11-22 | by them")]
#[case("Ana and Luis called", "Ana Ruiz + Luis Gil | voice | by them")]
#[case("I called Ana", "Ana Ruiz | voice | by me")]
#[case("Zoe called me", "Zoe? | voice | by them")]
#[case("met Ana", "Ana Ruiz | in-person")]
#[case("call from Ana", "Ana Ruiz | voice | by them")]
#[case("got a call from Ana", "Ana Ruiz | voice | by them")]
#[case("called her", "voice")]
#[case("Will called", "Will | voice | by them")]
fn who_started_is_understood(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(told(text, &friends()), expected, "{text}");
}

#[rstest]
#[case("called Ana about her new garden", "Ana Ruiz | voice | by me | “about her new garden”")]
#[case("coffee with Ana: her new job, 1h", "Ana Ruiz | in-person | “coffee: her new job, 1h”")]
#[case("coffee with Ana - lunch with Luis next", "Ana Ruiz | in-person | “coffee: lunch with Luis next”")]
#[case("called Ana: Luis is well", "Ana Ruiz | voice | by me | “Luis is well”")]
#[case("coffee with Ana, very sunny, 1h", "Ana Ruiz | in-person | 60 min | “coffee, very sunny”")]
#[case("coffee with my sister", "in-person | “coffee with my sister”")]
#[case("coffee with old friends", "in-person | “coffee with old friends”")]
#[case("coffee with Ana and a walk", "Ana Ruiz | in-person | “coffee and a walk”")]
#[case("coffee with Ana. She has a new job", "Ana Ruiz | in-person | “coffee. She has a new job”")]
#[case("called Ana, no answer", "Ana Ruiz | voice | by me | “no answer”")]
#[case("long talk with Ana, 2 hours", "Ana Ruiz | voice | 120 min | “long talk”")]
#[case("tried to call Ana", "Ana Ruiz | voice | “tried to call”")]
#[case("sent Ana a message", "Ana Ruiz | message | by me")]
#[case("helped Ana and Luis move", "Ana Ruiz + Luis Gil | “helped Ana and Luis move”")]
#[case("helped Ana move", "Ana Ruiz | “helped Ana move”")]
#[case("zoom with the team and Ana", "Ana Ruiz | video | “with the team”")]
#[case("went to Paris with Ana", "Ana Ruiz | “went to Paris”")]
#[case("saw a film with Ana", "Ana Ruiz | in-person | “film”")]
#[case("coffee with Ana :)", "Ana Ruiz | in-person | “coffee :)”")]
#[case("Ana looked tired", "Ana Ruiz | “looked tired”")]
#[case("coffee with Ana\n\tyesterday", "Ana Ruiz | in-person | 2026-11-22 | “coffee”")]
#[case("about an hour with Ana", "Ana Ruiz | 60 min")]
fn what_is_left_is_the_note(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(told(text, &friends()), expected, "{text}");
}

#[rstest]
#[case("with Tomas", "Tomás Ortega")]
#[case("with TOMÁS ORTEGA", "Tomás Ortega")]
#[case("with To\u{301}ma\u{301}s", "Tomás Ortega")]
#[case("with Tommy", "Tomás Ortega")]
#[case("with Tommy Ortega", "Tomás Ortega")]
#[case("with tom o", "Tomás Ortega")]
#[case("with Maria de la Cruz and Ana", "María de la Cruz + Ana Ruiz")]
#[case("with de la Cruz", "María de la Cruz")]
#[case("with OBrien", "Liam O’Brien")]
#[case("with 'Liam O'Brien'", "Liam O’Brien")]
#[case("with Anne-Marie", "Anne-Marie Dupont")]
#[case("with anne marie dupont", "Anne-Marie Dupont")]
#[case("with J.R. Smith", "J. R. Smith")]
#[case("with X", "X")]
#[case("with X and Ana", "X + Ana Ruiz")]
#[case("with May", "May Chen")]
#[case("with Will", "Will")]
#[case("with Sunday", "Sunday Adeyemi")]
#[case("with Ana and Sunday", "Ana Ruiz + Sunday Adeyemi")]
#[case("with Ana, Sunday", "Ana Ruiz | 2026-11-22")]
#[case("with Ana, Luis, and Tommy", "Ana Ruiz + Luis Gil + Tomás Ortega")]
#[case("with Ana & Luis + Tommy", "Ana Ruiz + Luis Gil + Tomás Ortega")]
#[case("w/ Ana", "Ana Ruiz")]
#[case("with Ana and Ana Ruiz", "Ana Ruiz")]
#[case("with 田中太郎", "田中太郎")]
#[case("with 田中、李", "田中太郎 + 李")]
#[case("with محمد", "محمد علي")]
#[case("with דוד כהן yesterday", "דוד כהן | 2026-11-22")]
#[case("with \u{202e}Ana\u{202c}", "Ana Ruiz")]
#[case("with Zoe", "Zoe?")]
#[case("with Zoe Smith yesterday", "Zoe Smith? | 2026-11-22")]
#[case("with Ana and Zoe", "Ana Ruiz + Zoe?")]
#[case("with Ana, Zoe and Luis", "Ana Ruiz + Zoe? + Luis Gil")]
fn a_name_is_understood(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(told(text, &friends()), expected, "{text}");
}

#[rstest]
#[case(&["Ana", "Ana Ruiz"], "with Ana", "Ana")]
#[case(&["Ana", "Ana Ruiz"], "with Ana Ruiz", "Ana Ruiz")]
#[case(&["Ana Ruiz", "Ana Gil"], "with Ana", "(Ana Gil or Ana Ruiz)")]
#[case(&["Ana Ruiz", "Ana Gil"], "with Ana R", "Ana Ruiz")]
#[case(&["Ana Ruiz", "Anabel Gil"], "with Ana", "Ana Ruiz")]
#[case(&["Lucía Ruiz", "Luis Gil"], "with Lu", "(Lucía Ruiz or Luis Gil)")]
#[case(&["Ana Ruiz", "Lucía Gil (Ana)"], "with Ana", "Lucía Gil")]
#[case(&["Ana María Ruiz", "Ana"], "with Ana María", "Ana María Ruiz")]
#[case(&["Ana María Ruiz", "María Gil"], "with Ana María Ruiz and María", "Ana María Ruiz + (Ana María Ruiz or María Gil)")]
#[case(&["Ana Ruiz", "ANA RUIZ"], "with ana ruiz", "(Ana Ruiz or ANA RUIZ)")]
#[case(&["Ana & Luis", "Ana Ruiz", "Luis Gil"], "with Ana & Luis", "Ana & Luis")]
#[case(&["Ana Luis", "Ana Ruiz", "Luis Gil"], "with Ana, Luis", "(Ana Luis or Ana Ruiz) + (Ana Luis or Luis Gil)")]
#[case(&["Call"], "with Call", "Call")]
#[case(&["A"], "with A yesterday", "A | 2026-11-22")]
#[case(&["A"], "with a friend", "“with a friend”")]
#[case(&["May"], "called May on May 3", "May | voice | 2026-05-03 | by me")]
#[case(&["Noor (ChatGPT, \u{1f33b})"], "with \u{1f33b}", "Noor")]
fn the_name_that_fits_best_is_meant(#[case] people: &[&str], #[case] text: &str, #[case] expected: &str) {
    assert_eq!(told(text, &index(people)), expected, "{text} with {people:?}");
}

#[rstest]
#[case(
    "coffee with Ana, I said I would send the photos",
    "Ana Ruiz | in-person | “coffee”",
    "send the photos"
)]
#[case(
    "called Ana yesterday and I said I'd look for a flat",
    "Ana Ruiz | voice | 2026-11-22 | by me",
    "look for a flat"
)]
#[case(
    "Called Ana: her garden. I promised to bring seeds",
    "Ana Ruiz | voice | by me | “her garden.”",
    "bring seeds"
)]
#[case(
    "tea with Ana – promised to call Luis on Friday, 1h",
    "Ana Ruiz | in-person | “tea”",
    "call Luis on Friday, 1h"
)]
#[case("I said I’ll lend Ana the book", "", "lend Ana the book")]
#[case("I SAID I WOULD write", "", "write")]
fn a_promise_at_the_end_is_understood_and_nothing_else_is_read_in_it(
    #[case] text: &str,
    #[case] expected: &str,
    #[case] promise: &str,
) {
    assert_eq!(told(text, &friends()), expected, "{text}");
    let understood = read(text, &friends());
    assert_eq!(understood.promise.as_deref(), Some(promise), "{text}");
    let last = understood.spans.last().expect("a span");
    assert_eq!((last.kind, text[last.range.clone()].ends_with(promise)), (Kind::Promise, true));
}

#[rstest]
#[case("Ana called, she promised to visit")]
#[case("Ana said she would come")]
#[case("coffee with Ana, I said I would")]
#[case("coffee with Ana, a promising start")]
fn what_somebody_else_promised_and_what_was_not_said_is_no_promise(#[case] text: &str) {
    assert_eq!(read(text, &friends()).promise, None);
}

proptest! {
    #[test]
    fn any_text_is_read_and_spans_lie_in_order_on_whole_characters(text in hostile()) {
        let understood = read(&text, &friends());
        let mut end = 0;
        for span in &understood.spans {
            prop_assert!(end <= span.range.start && span.range.start < span.range.end, "{:?}", understood.spans);
            prop_assert!(text.get(span.range.clone()).is_some());
            end = span.range.end;
        }
        for named in &understood.people {
            prop_assert_eq!(text.get(named.range.clone()), Some(named.typed.as_str()));
            let span = Span { range: named.range.clone(), kind: Kind::Person };
            prop_assert!(understood.spans.contains(&span));
        }
        prop_assert_ne!(understood.minutes, Some(0));
    }

    #[test]
    fn the_case_of_the_letters_does_not_matter(text in hostile()) {
        let lower = text.to_ascii_lowercase();
        let upper = text.to_ascii_uppercase();
        let (lower, upper) = (read(&lower, &friends()), read(&upper, &friends()));
        let whom = |read: &Understood| read.people.iter().map(|named| named.who.clone()).collect::<Vec<_>>();
        prop_assert_eq!(whom(&lower), whom(&upper));
        prop_assert_eq!(lower.note.to_ascii_uppercase(), upper.note);
        prop_assert_eq!(
            (lower.mode, lower.day, lower.time, lower.minutes, lower.started_by, lower.spans),
            (upper.mode, upper.day, upper.time, upper.minutes, upper.started_by, upper.spans)
        );
    }

    #[test]
    fn every_word_is_understood_or_noted(text in "[a-z]{3,9}( [a-z]{3,9}){0,6}") {
        let understood = read(&text, &Index::default());
        let mut at = 0;
        for word in text.split(' ') {
            let read = understood.spans.iter().any(|span| span.range.contains(&at));
            let led_to_it = ["had", "for", "the", "was", "did", "got", "and", "with", "just", "went", "our", "some"];
            prop_assert!(read || understood.note.contains(word) || led_to_it.contains(&word), "{word}: {understood:?}");
            at += word.len() + 1;
        }
    }

    #[test]
    fn when_never_panics(text in hostile()) {
        let _ = phrase::when(&text, now(), ZONE);
    }

    #[test]
    fn a_name_in_the_book_is_found_after_with(name in "[A-Za-zÀ-ÿ]{4,12} [A-Za-zÀ-ÿ]{4,12}") {
        prop_assume!(!name.contains(['×', '÷']));
        prop_assert_eq!(told(&format!("lunch with {name}"), &index(&[&name])), format!("{name} | in-person | “lunch”"));
    }
}

#[test]
fn what_is_beyond_two_thousand_characters_is_note() {
    let long = format!("coffee with Ana {}yesterday", "é".repeat(2_000));
    let understood = read(&long, &friends());
    assert_eq!(understood.day, None);
    assert!(understood.note.ends_with("yesterday"));
    assert_eq!(understood.people.len(), 1);
}

#[test]
fn each_part_that_was_understood_can_be_highlighted() {
    let text = "she called me yesterday at 5pm, 1h, with Ana";
    let parts: Vec<_> =
        read(text, &friends()).spans.into_iter().map(|span| (&text[span.range], span.kind)).collect();
    assert_eq!(
        parts,
        [
            ("she", Kind::StartedBy),
            ("called", Kind::Mode),
            ("me", Kind::StartedBy),
            ("yesterday", Kind::Day),
            ("at 5pm", Kind::Time),
            ("1h", Kind::Minutes),
            ("Ana", Kind::Person),
        ]
    );
}

#[rstest]
#[case("2026-11-22", "2026-11-22")]
#[case("2026-11-22T17:00", "2026-11-22 17:00")]
#[case("2026-11-22 17:00", "2026-11-22 17:00")]
#[case("2026-11-22T17:00:30", "2026-11-22 17:00")]
#[case("2026-11-22T23:30:00Z", "2026-11-23 00:30")]
#[case("2026-11-22T17:00:00-05:00", "2026-11-22 23:00")]
#[case("yesterday", "2026-11-22")]
#[case("2 days ago", "2026-11-21")]
#[case("last friday 19:00", "2026-11-20 19:00")]
#[case("yesterday, at 5pm", "2026-11-22 17:00")]
#[case("9am", "2026-11-23 09:00")]
#[case("next Friday", "2026-11-27")]
#[case(" an hour ago ", "2026-11-23 09:00")]
fn the_command_line_says_when(#[case] text: &str, #[case] expected: &str) {
    let when = phrase::when(text, now(), ZONE).expect("a time");
    let time = when.time.map(|time| time.format(" %H:%M").to_string()).unwrap_or_default();
    assert_eq!(format!("{}{time}", when.day), expected);
}

#[rstest]
#[case("")]
#[case("soon")]
#[case("yesterday with Ana")]
#[case("2026-02-30")]
#[case("3/4")]
#[case("yesterday today")]
#[case("1h")]
fn what_is_no_time_is_refused(#[case] text: &str) {
    assert_eq!(phrase::when(text, now(), ZONE), Err(phrase::NotATime(text.to_owned())));
}

#[test]
fn today_is_the_day_in_the_zone() {
    let late: DateTime<Utc> = "2026-11-22T23:30:00Z".parse().expect("an instant");
    let day = |zone| phrase::when("today", late, zone).expect("a day").day.to_string();
    assert_eq!(day(ZONE), "2026-11-23");
    assert_eq!(day(chrono_tz::America::New_York), "2026-11-22");
}

#[rstest]
#[case("coffee with Ana 31 February", Some("31 February"))]
#[case("coffee with Ana, February 30 2026", Some("February 30 2026"))]
#[case("coffee with Ana on the 31st of April", Some("on the 31st of April"))]
#[case("coffee with Ana 2026-02-31", Some("2026-02-31"))]
#[case("coffee with Ana 31.2.2026", Some("31.2.2026"))]
#[case("coffee with Ana 10/12/2026", Some("10/12/2026"))]
#[case("coffee with Ana 10.12.", Some("10.12."))]
#[case("coffee with Ana in 2030", Some("in 2030"))]
#[case("coffee with Ana, 2019", Some("2019"))]
#[case("coffee with Ana yesterday at 25:00", Some("at 25:00"))]
#[case("coffee with Ana at 13pm", Some("at 13pm"))]
#[case("31 February", Some("31 February"))]
#[case("coffee with Ana", None)]
#[case("coffee with Ana 24.12.", None)]
#[case("coffee with Ana yesterday", None)]
#[case("call with Ana, she retires in 2030", None)]
#[case("call with Ana: moves on 31 February", None)]
#[case("call with Ana about the summer of 1969", None)]
#[case("tennis with Ana 6/4", None)]
#[case("volleyball with Ana 25:21", None)]
#[case("call with Ana 2019 was her year", None)]
#[case("call with Ana yesterday, she was born in 1969", None)]
fn what_looks_like_a_day_and_is_none_is_told_and_stays_in_the_note(
    #[case] text: &str,
    #[case] puzzling: Option<&str>,
) {
    let understood = read(text, &index(&["Ana Ruiz"]));
    assert_eq!(understood.puzzling.as_deref(), puzzling, "{text}");
    assert!(puzzling.is_none_or(|puzzling| {
        let words = puzzling.split(' ').filter(|word| word.len() > 3 && word.contains(char::is_numeric));
        words.into_iter().all(|word| understood.note.contains(word.trim_end_matches('.')))
    }));
}
