//! People who come with a history: what the friends command and Monica 4 know, and JSContact.

use chrono::{DateTime, Utc};
use kith_core::{CheckIn, Circle, Labelled, Mode, Repeat, Status};
use kith_exchange::{Import, Kind, LeftOut, Options, ReadError, Reason, kind_of, read};

fn now() -> DateTime<Utc> {
    "2026-11-23T09:00:00Z".parse().expect("an instant")
}

fn import(file: &str) -> Import {
    read(file.as_bytes(), &Options::new(now(), chrono_tz::Europe::Madrid)).expect("a file of people")
}

/// With whom, how, on which day, and what stayed of it.
fn told(import: &Import) -> Vec<(Vec<&str>, Mode, String, &str)> {
    let name = |id| {
        let person =
            import.people.iter().find(|imported| imported.person.id == id).expect("somebody of the file");
        person.person.name.as_str()
    };
    let told = |check_in: &CheckIn| check_in.people.iter().map(|id| name(*id)).collect();
    let tell = |it| (told(it), it.mode, it.day.to_string(), it.note.as_str());
    import.check_ins.iter().map(tell).collect()
}

const FRIENDS: &str = "### Activities:
- 2026-11-30: **Grace Hopper** will be here.
- 2018-11-01: **Grace Hopper** and **Marie Curie** came to _Pine Café_, and **Grace Hopper** stayed. @food
- 2018-01-02: Nobody came.
- once: **Marie Curie** called.

### Notes:
- 2018-06-15: **Marie Curie** moved to _Atlantis_.

### Friends:
- George Washington Carver
- Grace Hopper (a.k.a. The Admiral a.k.a. Amazing Grace) [Paris] @navy @close
- Marie Curie [Atlantis] @science

### Locations:
- Atlantis
- Pine Café (a.k.a. Pine)
";

#[test]
fn friends_come_with_what_they_did() {
    assert_eq!(kind_of(FRIENDS.as_bytes()), Ok(Kind::Friends));
    let import = import(FRIENDS);
    let grace = &import.people[1];
    assert_eq!((grace.line, grace.person.name.as_str()), (12, "Grace Hopper"));
    assert_eq!(grace.person.nicknames, ["The Admiral", "Amazing Grace"]);
    assert_eq!(grace.person.addresses, [Labelled::plain("Paris")]);
    assert_eq!(grace.person.circle, Some(Circle::Close));
    assert!(grace.person.vcard.contains(&"CATEGORIES:navy,close".to_owned()));
    assert_eq!(import.people[2].person.note, "2018-06-15: Marie Curie moved to Atlantis.");
    let note = "Grace Hopper and Marie Curie came to Pine Café, and Grace Hopper stayed. @food";
    assert_eq!(
        told(&import),
        [(vec!["Grace Hopper", "Marie Curie"], Mode::InPerson, "2018-11-01".to_owned(), note)]
    );
    let left_out = [(2, Reason::NoDay), (4, Reason::WithNobody), (5, Reason::NoDay)];
    assert_eq!(import.left_out, left_out.map(|(line, reason)| LeftOut { line, reason }));
}

const MONICA: &str = r##"{"version":"1.0-preview.1","app_version":"4.1.2","export_date":"2026-11-01T10:00:00Z","account":{"uuid":"a","data":[
{"count":2,"type":"contact","values":[
{"uuid":"11111111-2222-3333-4444-555555555555","created_at":"2020-01-01T00:00:00Z","properties":{
 "first_name":"Ana","last_name":"Ruiz","nickname":"Anita","job":"Baker","company":"Sol","description":"Laughs a lot",
 "is_starred":false,"is_partial":false,"is_active":true,"is_dead":false,"food_preferences":"no nuts","number_of_views":3,
 "stay_in_touch_frequency":21,"stay_in_touch_trigger_date":"2026-12-01T00:00:00Z","tags":["Friends","tennis"],"gender":"F",
 "birthdate":{"uuid":"d","is_age_based":false,"is_year_unknown":true,"date":"2020-02-29T00:00:00Z"},
 "first_met_date":{"uuid":"e","is_age_based":false,"is_year_unknown":false,"date":"2011-06-01T00:00:00Z"},
 "avatar":{"avatar_source":"photo","avatar_photo":"p1"}},
 "data":[
  {"count":2,"type":"contact_field","values":[{"properties":{"data":"+34 555 0100","type":"t-phone"}},{"properties":{"data":"ana@example.org","type":"t-mail"}}]},
  {"count":1,"type":"address","values":[{"properties":{"name":"Home","street":"Calle Mayor 1","city":"Madrid","postal_code":"28013","country":"ES"}}]},
  {"count":1,"type":"note","values":[{"properties":{"body":"Likes figs"}}]},
  {"count":2,"type":"call","values":[{"properties":{"called_at":"2021-03-01T23:30:00Z","content":"about the oven"}},{"properties":{"content":"no day"}}]},
  {"count":2,"type":"reminder","values":[
   {"properties":{"initial_date":"2021-05-01","title":"Water the plants","frequency_type":"one_time"}},
   {"properties":{"initial_date":"2021-05-01","title":"Get in touch with Ana","frequency_type":"month","frequency_number":2}}]},
  {"count":1,"type":"gift","values":[{"properties":{"name":"Apron"}}]},
  {"count":1,"type":"activity","values":["act1"]}]},
{"uuid":"22222222-2222-3333-4444-555555555555","properties":{"first_name":"Luis","is_dead":true,
 "birthdate":{"is_age_based":true,"is_year_unknown":false,"date":"1950-01-01"}},
 "data":[{"count":1,"type":"activity","values":["act1"]},
  {"count":1,"type":"reminder","values":[{"properties":{"initial_date":"2021-07-09","title":"Birthday of Luis","frequency_type":"year","frequency_number":1}}]}]}]},
{"count":1,"type":"relationship","values":[{"properties":{"type":"uncle","contact_is":"22222222-2222-3333-4444-555555555555","of_contact":"11111111-2222-3333-4444-555555555555"}}]},
{"count":1,"type":"photo","values":[{"uuid":"p1","properties":{"dataUrl":"data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw=="}}]},
{"count":2,"type":"activity","values":[
{"uuid":"act1","properties":{"summary":"Video chat","description":"Long","happened_at":"2022-04-05T00:00:00.000000Z","type":"ty1"}},
{"uuid":"act2","properties":{"summary":"Alone","happened_at":"2022-04-05"}}]}],
"instance":{"activity_types":[{"uuid":"ty1","properties":{"name":"Video call"}}],
"contact_field_types":[{"uuid":"t-phone","properties":{"name":"Phone","protocol":"tel:","type":"phone"}},{"uuid":"t-mail","properties":{"name":"Email","type":"email"}}]}}}"##;

#[test]
fn an_account_of_monica_comes_with_its_history_and_its_cadences() {
    assert_eq!(kind_of(MONICA.as_bytes()), Ok(Kind::Monica));
    let import = import(MONICA);
    assert_eq!(import.read, 2);
    let ana = &import.people[0].person;
    assert_eq!((import.people[0].line, ana.name.as_str()), (3, "Ana Ruiz"));
    assert_eq!((ana.organization.as_deref(), ana.title.as_deref()), (Some("Sol"), Some("Baker")));
    assert_eq!(ana.birthday, "--02-29".parse().ok());
    assert_eq!(ana.circle, Some(Circle::Friends));
    assert_eq!(ana.phones, [Labelled::plain("+34 555 0100")]);
    assert_eq!(ana.emails, [Labelled::plain("ana@example.org")]);
    assert_eq!(ana.addresses[0].value, "Calle Mayor 1, Madrid, 28013, ES");
    assert_eq!(ana.note, "Laughs a lot\n\nLikes figs\n\n2021-05-01: Water the plants");
    let cadences: Vec<String> = ana
        .cadences
        .iter()
        .map(|cadence| match &cadence.repeat {
            Repeat::After { every, first, .. } => format!("{every} from {first}"),
            Repeat::Rule { rule, .. } => rule.clone(),
        })
        .collect();
    assert_eq!(cadences, ["3w from 2026-12-01", "2mo from 2026-11-23"]);
    for kept in ["X-KITH-KEPT:food_preferences;no nuts", "X-KITH-KEPT:gift;{\"name\":\"Apron\"}"] {
        assert!(ana.vcard.iter().any(|line| line == kept), "{kept} in {:?}", ana.vcard);
    }
    assert!(ana.vcard.contains(&"RELATED;VALUE=text;TYPE=uncle:Luis".to_owned()));
    assert!(import.people[0].photo.as_ref().is_some_and(|photo| photo.starts_with(b"GIF89a")));
    let luis = &import.people[1].person;
    assert_eq!((luis.status, luis.birthday), (Status::Deceased, "--07-09".parse().ok()));
    let call = (vec!["Ana Ruiz"], Mode::Voice, "2021-03-02".to_owned(), "about the oven");
    let chat = (vec!["Ana Ruiz", "Luis"], Mode::Video, "2022-04-05".to_owned(), "Video chat\n\nLong");
    assert_eq!(told(&import), [call, chat]);
    let left_out: Vec<Reason> = import.left_out.iter().map(|left| left.reason).collect();
    assert_eq!(left_out, [Reason::NoDay, Reason::WithNobody]);
}

#[test]
fn what_monica_says_beside_people_is_kept_with_them_or_reported() {
    let file = r#"{"app_version":"4.1.2","account":{"data":[
{"type":"contact","values":[
{"uuid":"a","created_at":"2020-01-01","custom":{"shoe":38},"properties":{"first_name":"Ana","vcard":"BEGIN:VCARD","avatar":{"avatar_photo":"p"}},"data":[
 {"type":"contact_field","values":[{"properties":{"data":"ana@example.org","type":"t-gone"}},{"properties":{"data":"anita","type":"t-gone"}}]},
 {"type":"reminder","values":[{"properties":{"initial_date":"2021-05-01","title":"Water the plants","frequency_type":"month","frequency_number":3}}]},
 {"type":"wish","values":[{"properties":{"name":"A boat"}}]}]}]},
{"type":"document","values":[
{"uuid":"d"}]},
{"type":"photo","values":[{"uuid":"p","properties":{"dataUrl":"data:image/jpeg;base64,/9j/"}},
{"uuid":"q","properties":{"dataUrl":"data:image/jpeg;base64,AAAA"}}]},
{"type":"addressbook","values":[{"uuid":"b"}]}],
"properties":{"journal_entries":[
{"uuid":"j"}]}}}"#;
    let import = import(file);
    let ana = &import.people[0].person;
    assert_eq!(ana.emails, [Labelled::plain("ana@example.org")]);
    assert_eq!(ana.note, "2021-05-01 (every 3 months): Water the plants");
    for kept in [
        "X-KITH-KEPT:vcard;BEGIN:VCARD",
        "X-KITH-KEPT:contact_field;anita",
        "X-KITH-KEPT:custom;{\"shoe\":38}",
        "X-KITH-KEPT:wish;{\"name\":\"A boat\"}",
    ] {
        assert!(ana.vcard.iter().any(|line| line == kept), "{kept} in {:?}", ana.vcard);
    }
    // A document, a picture that is nobody's face, and a page of the diary.
    let left_out = [(8, Reason::NoPlace), (10, Reason::NoPlace), (13, Reason::NoPlace)];
    assert_eq!(import.left_out, left_out.map(|(line, reason)| LeftOut { line, reason }));
}

const CARDS: &str = r#"[
 {"@type":"Card","version":"1.0","uid":"urn:uuid:1","name":{"full":"Ana Ruiz"},
  "emails":{"e1":{"address":"ana@example.org","contexts":{"private":true}}},
  "phones":{"p":{"number":"tel:+34-555-0100","features":{"mobile":true}}},
  "anniversaries":{"b":{"kind":"birth","date":{"@type":"PartialDate","month":5,"day":14}}},
  "keywords":{"Close":true},"example.org:shoe":"38"},
 {"@type":"Card","version":"1.0","uid":"urn:uuid:2","kind":"group","name":{"full":"Choir"}},
 "nobody",
 {"@type":"Card","version":"1.0","name":{"components":[{"kind":"given","value":"Luis"},{"kind":"surname","value":"Ferrer"}]}}
]"#;

#[test]
fn cards_of_jscontact_are_read_and_what_is_unknown_in_them_is_kept() {
    assert_eq!(kind_of(CARDS.as_bytes()), Ok(Kind::JsContact));
    let import = import(CARDS);
    let ana = &import.people[0].person;
    assert_eq!(
        (import.people[0].line, ana.name.as_str(), ana.uid.as_deref()),
        (2, "Ana Ruiz", Some("urn:uuid:1"))
    );
    assert_eq!(ana.emails, [Labelled { value: "ana@example.org".into(), label: Some("home".into()) }]);
    assert_eq!(ana.phones, [Labelled { value: "+34-555-0100".into(), label: Some("cell".into()) }]);
    assert_eq!(ana.birthday, "--05-14".parse().ok());
    assert_eq!(ana.circle, Some(Circle::Close));
    assert!(ana.vcard.iter().any(|line| line.contains("shoe") && line.contains("38")), "{:?}", ana.vcard);
    assert_eq!(import.people[1].person.name, "Luis Ferrer");
    let left_out = [(7, Reason::Group), (8, Reason::NotAnEntry)];
    assert_eq!(import.left_out, left_out.map(|(line, reason)| LeftOut { line, reason }));
}

#[test]
fn json_that_breaks_off_is_refused_with_its_line() {
    let cut = &CARDS[..CARDS.len() - 40];
    let broken = read(cut.as_bytes(), &Options::new(now(), chrono_tz::UTC));
    assert_eq!(broken, Err(ReadError::Broken { line: 9 }));
}
