//! Writes a golden book of the format that this Kith writes, for `tests/data/`: `cargo run -p kith-store --example
//! golden_book -- DIR`. How it was done when, is in the README there; a book that is there already is never written anew.
//!
//! It says the same in every format, so that what a later Kith makes of each can be compared with one listing.

use std::{env, error::Error, path::Path};

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use kith_core::{
    Cadence, CadenceId, CheckIn, CheckInId, Circle, DailySpan, Extra, Fate, Felt, Labelled, Mode, Person,
    PersonId, Prompt, PromptId, Repeat, Settings, Slot, StartedBy, Status,
};
use kith_store::{Act, Book, Change, Key, Record};

type Failed = Box<dyn Error>;

fn main() -> Result<(), Failed> {
    let home = env::args().nth(1).ok_or("usage: golden_book DIR")?;
    write(Path::new(&home))
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
    commit("settings", vec![Change::Put(Record::Settings(settings()))])?;
    commit("people.remove", vec![take_out(5)])
}
