//! Writes a golden book of the format that this Kith writes, for `tests/data/`: `cargo run -p kith-store --example
//! golden_book -- DIR`; with `locked` behind it a book with more kinds of records, locked by a passphrase. How it was done when, is in the README there; a book that is there already is never written anew.
//!
//! It says the same in every format, so that what a later Kith makes of each can be compared with one listing.

#![expect(clippy::print_stdout, reason = "what was made is told to whoever writes it down")]

use std::{env, error::Error, path::Path};

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use kith_core::{
    Cadence, CadenceId, CheckIn, CheckInId, Circle, Community, CommunityId, DailySpan, Extra, Fate, Felt,
    Labelled, Mode, Noted, NotedId, NotedWhat, Person, PersonId, Photo, Plan, PlanId, PlanState, PlanTime,
    Prompt, PromptId, Repeat, Series, Settings, Slot, StartedBy, Starter, StarterId, StarterKind, Status,
    community::{Answer, Attendance, Outcome},
    plan::Told,
};
use kith_key::{Cost, Key as BookKey, Lock};
use kith_store::{Act, Book, Change, Form, Key, Readers, Record};

type Failed = Box<dyn Error>;

fn main() -> Result<(), Failed> {
    let home = env::args().nth(1).ok_or("usage: golden_book DIR [locked]")?;
    let home = Path::new(&home);
    write(home)?;
    match env::args().nth(2).as_deref() {
        Some("locked") => lock(home),
        _ => Ok(()),
    }
}

/// The beginning of the book's time, and `minutes` after it.
fn minute(minutes: i64) -> Result<DateTime<Utc>, Failed> {
    let begin = Utc.with_ymd_and_hms(2026, 1, 1, 9, 0, 0).single().ok_or("an instant")?;
    Ok(begin + Duration::minutes(minutes))
}

fn day(text: &str) -> Result<NaiveDate, Failed> {
    Ok(text.parse()?)
}

fn bytes(n: u8) -> [u8; 16] {
    let mut bytes = [n; 16];
    (bytes[6], bytes[8]) = (0x70, 0x80);
    bytes
}

/// Fields that a newer Kith has written.
fn newer() -> Extra {
    let mut extra = Extra::new();
    extra.insert("pronouns".to_owned(), "ella".into());
    extra.insert("scores".to_owned(), vec![1, 2, 3].into());
    extra
}

fn cadence(n: u8, mode: Mode, repeat: Repeat) -> Result<Cadence, Failed> {
    Ok(Cadence { id: CadenceId::from_bytes(bytes(n)), mode, repeat, added: minute(0)?, extra: Extra::new() })
}

fn named(n: u8, name: &str) -> Result<Person, Failed> {
    Ok(Person { id: PersonId::from_bytes(bytes(n)), ..Person::named(name, minute(i64::from(n))?) })
}

fn people() -> Result<Vec<Person>, Failed> {
    let every = Repeat::After {
        every: "3w".parse()?,
        first: day("2026-01-05")?,
        at: NaiveTime::from_hms_opt(18, 30, 0),
    };
    let rule = Repeat::Rule {
        rule: "FREQ=MONTHLY;BYDAY=2TU".to_owned(),
        start: day("2026-01-13")?.and_hms_opt(19, 0, 0).ok_or("a time")?,
        zone: Some("Europe/Lisbon".parse()?),
    };
    Ok(vec![
        Person {
            nicknames: vec!["Anita".to_owned()],
            phones: vec![
                Labelled { value: "+34 600 000 000".to_owned(), label: Some("cell".to_owned()) },
                Labelled::plain("+351 21 000 00 00"),
            ],
            emails: vec![Labelled::plain("ana@example.org")],
            addresses: vec![Labelled::plain("Rua do Século 7, Lisboa")],
            links: vec![Labelled::plain("https://example.org/ana")],
            organization: Some("Teatro Aberto".to_owned()),
            title: Some("Light".to_owned()),
            birthday: Some("1984-02-29".parse()?),
            zone: Some("Europe/Lisbon".parse()?),
            note: "Has a daughter, Inês.\nLikes “long” walks — and \u{1f980}.".to_owned(),
            circle: Some(Circle::Inner),
            circle_first: Some(day("2026-01-09")?),
            cadences: vec![cadence(11, Mode::Voice, every)?, cadence(12, Mode::InPerson, rule)?],
            uid: Some("urn:uuid:ana".to_owned()),
            vcard: vec!["X-ABUID:4711".to_owned()],
            extra: newer(),
            ..named(1, "Ana Ruiz")?
        },
        Person {
            birthday: Some("--12-24".parse()?), circle: Some(Circle::Friends), ..named(2, "Đỗ Minh")?
        },
        Person {
            paused_until: Some(day("2026-06-01")?),
            note: "Moves in May.".to_owned(),
            ..named(3, "Luis")?
        },
        Person { status: Status::Deceased, ..named(4, "Zoé")? },
        named(5, "Somebody who is taken out again")?,
    ])
}

fn check_in(n: u8, people: &[u8], mode: Mode, at: i64) -> Result<CheckIn, Failed> {
    Ok(CheckIn {
        id: CheckInId::from_bytes(bytes(n)),
        people: people.iter().map(|n| PersonId::from_bytes(bytes(*n))).collect(),
        mode,
        at: minute(at)?,
        day: minute(at)?.date_naive(),
        minutes: None,
        started_by: None,
        note: String::new(),
        felt: None,
        logged: minute(at + 5)?,
        extra: Extra::new(),
    })
}

fn check_ins() -> Result<Vec<CheckIn>, Failed> {
    Ok(vec![
        CheckIn {
            minutes: Some(40),
            started_by: Some(StartedBy::Them),
            note: "Inês starts school.".to_owned(),
            felt: Some(Felt::Lifted),
            extra: newer(),
            ..check_in(21, &[1], Mode::Voice, 3_000)?
        },
        check_in(22, &[1, 2], Mode::InPerson, 9_000)?,
        check_in(23, &[2], Mode::Message, 9_000)?,
        check_in(24, &[3, 5], Mode::Reaction, 12_000)?,
        check_in(25, &[5], Mode::Video, 12_500)?,
    ])
}

fn prompt(n: u8, fired: i64, fate: Fate) -> Result<Prompt, Failed> {
    Ok(Prompt {
        id: PromptId::from_bytes(bytes(n)),
        person: PersonId::from_bytes(bytes(1)),
        cadence: CadenceId::from_bytes(bytes(11)),
        slot: Slot::Since(minute(fired)?.date_naive()),
        fired: minute(fired)?,
        day: minute(fired)?.date_naive(),
        digest: false,
        fate,
        extra: Extra::new(),
    })
}

fn prompts() -> Result<Vec<Prompt>, Failed> {
    let check_in = CheckInId::from_bytes(bytes(21));
    Ok(vec![
        prompt(31, 2_900, Fate::Answered { check_in })?,
        prompt(32, 30_000, Fate::Skipped { day: minute(30_000)?.date_naive() })?,
        prompt(33, 60_000, Fate::Snoozed { until: minute(61_440)? })?,
    ])
}

fn settings() -> Settings {
    Settings {
        daily_cap: 5,
        quiet_hours: Some(DailySpan { from: NaiveTime::MIN, to: NaiveTime::MIN }),
        locale: Some("de-AT".to_owned()),
        welcomed: true,
        extra: newer(),
        ..Settings::default()
    }
}

fn photo() -> Photo {
    // No picture, but bytes: the store keeps them as they are.
    Photo::of(PersonId::from_bytes(bytes(1)), (0..=u8::MAX).rev().collect())
}

fn plan() -> Result<Plan, Failed> {
    let zone = "Europe/Lisbon".parse()?;
    let local = day("2026-12-03")?.and_hms_opt(19, 0, 0).ok_or("a time")?;
    Ok(Plan {
        id: PlanId::from_bytes(bytes(41)),
        people: [1, 2].map(|n| PersonId::from_bytes(bytes(n))).into(),
        mode: Mode::InPerson,
        state: PlanState::Agreed,
        times: vec![PlanTime { local, zone }],
        minutes: 90,
        place: "Teatro Aberto".to_owned(),
        note: "Bring the book.".to_owned(),
        made: minute(70_000)?,
        told: Told { day_before: Some(minute(71_000)?), ..Told::default() },
        check_in: None,
        moved_to: None,
        extra: newer(),
    })
}

fn starter() -> Result<Starter, Failed> {
    Ok(Starter {
        id: StarterId::from_bytes(bytes(51)),
        person: PersonId::from_bytes(bytes(2)),
        kind: StarterKind::Promise,
        text: "Send the recipe".to_owned(),
        made: minute(70_000)?,
        day: day("2026-02-19")?,
        done: None,
        extra: newer(),
    })
}

fn community() -> Result<Community, Failed> {
    let at = |text| Ok::<_, Failed>(day(text)?.and_hms_opt(19, 30, 0).ok_or("a time")?);
    let zone = "Europe/Lisbon".parse()?;
    Ok(Community {
        id: CommunityId::from_bytes(bytes(61)),
        name: "The choir".to_owned(),
        place: "Igreja da Graça".to_owned(),
        note: String::new(),
        role: "second tenor".to_owned(),
        members: vec![PersonId::from_bytes(bytes(2))],
        others: vec!["Zé".to_owned()],
        series: vec![Series {
            uid: Some("choir@example.org".to_owned()),
            title: "Rehearsal".to_owned(),
            place: String::new(),
            start: at("2026-01-08")?,
            zone,
            minutes: 120,
            rule: Some("FREQ=WEEKLY".to_owned()),
            exdates: vec![at("2026-04-02")?],
            rdates: vec![at("2026-04-04")?],
        }],
        remind: Some(60),
        calendar: None,
        attendance: vec![Attendance {
            slot: PlanTime { local: at("2026-01-15")?, zone },
            answer: Some(Answer::Going),
            reminded: None,
            asked: Some(minute(20_000)?),
            outcome: Some(Outcome::Attended { check_in: Some(CheckInId::from_bytes(bytes(22))) }),
        }],
        made: minute(0)?,
        extra: newer(),
    })
}

fn noted() -> Result<Noted, Failed> {
    Ok(Noted {
        id: NotedId::from_bytes(bytes(71)),
        at: minute(70_000)?,
        day: day("2026-02-19")?,
        what: NotedWhat::Scrolled { minutes: 20 },
        extra: newer(),
    })
}

/// The passphrase of the locked book.
const PASSPHRASE: &str = "a long walk by the river";

/// Adds what later Kiths keep besides, says what is in the book, and locks it.
fn lock(home: &Path) -> Result<(), Failed> {
    let book = Book::open(home)?;
    let records = vec![
        Record::Photo(photo()),
        Record::Plan(Box::new(plan()?)),
        Record::Starter(starter()?),
        Record::Community(Box::new(community()?)),
        Record::Noted(noted()?),
    ];
    let changes = records.into_iter().map(Change::Put).collect();
    book.commit(Act::new(minute(80_000)?, "restore", changes))?;
    let mut out = Vec::new();
    book.export(minute(80_001)?, &mut out, Form { gzip: false, readers: Readers::Everybody, only: None })?;
    drop(book);
    let key = BookKey::random()?;
    let (lock, phrase) = Lock::new(&key, PASSPHRASE, Cost::TEST)?;
    Book::put_lock(home, &key, &lock)?;
    println!("{}\n{}", phrase.words().collect::<Vec<_>>().join(" "), String::from_utf8(out)?);
    Ok(())
}

/// People with so much to say of them that short segments of the journal are full and get sealed. They go again.
fn crowd() -> Result<Vec<Person>, Failed> {
    let of = |n| Ok(Person { note: "word and word ".repeat(100), ..named(n, "One of many")? });
    (100..125).map(of).collect()
}

fn write(home: &Path) -> Result<(), Failed> {
    let put = |person: Person| Change::Put(Record::Person(Box::new(person)));
    let take_out = |n| Change::Remove(Key::Person(PersonId::from_bytes(bytes(n))));
    let book = Book::open(home)?;
    let mut at = 0;
    let mut commit = |name, changes| {
        at += 1;
        book.commit(Act::new(minute(at)?, name, changes))?;
        Ok::<_, Failed>(())
    };
    commit("people.add", people()?.into_iter().map(put).collect())?;
    commit("import", crowd()?.into_iter().map(put).collect())?;
    commit("people.remove", (100..125).map(take_out).collect())?;
    for check_in in check_ins()? {
        commit("log", vec![Change::Put(Record::CheckIn(check_in))])?;
    }
    commit("prompts", prompts()?.into_iter().map(|prompt| Change::Put(Record::Prompt(prompt))).collect())?;
    commit("settings", vec![Change::Put(Record::Settings(Box::new(settings())))])?;
    commit("people.remove", vec![take_out(5)])
}
