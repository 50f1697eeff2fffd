//! A book of any size, the same every time: names, circles, cadences and years of check-ins from one seed.
//!
//! It is written through the store in the order of ids, a few hundred people an act, as an import does.

use std::path::Path;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use kith_core::{
    Cadence, CadenceId, CheckIn, CheckInId, Circle, Extra, Labelled, Mode, Person, PersonId, Repeat, Support,
    SupportRole,
};
use kith_store::{Act, Book, Change, Record, StoreError};
use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64;

const SEED: u64 = 20_261_122;

/// People of one act.
const BATCH: usize = 200;

const GIVEN: [&str; 24] = [
    "Ana", "Luis", "Tomás", "Mei", "Yusuf", "Ingrid", "Noor", "Piotr", "Amara", "Jonas", "Leïla", "Sofía",
    "Kenji", "Fatima", "Oskar", "Zoë", "Mateo", "Aoife", "Dmitri", "Chiara", "Hana", "Rui", "Björn",
    "Esther",
];
const FAMILY: [&str; 24] = [
    "Ruiz",
    "Ferrer",
    "Ortega",
    "Tanaka",
    "Haddad",
    "Larsen",
    "Rahman",
    "Kowalski",
    "Okafor",
    "Weber",
    "Benali",
    "Marín",
    "Sato",
    "Diallo",
    "Lindqvist",
    "O’Brien",
    "García",
    "Byrne",
    "Volkov",
    "Rossi",
    "Novák",
    "Costa",
    "Östlund",
    "Levy",
];
const NOTES: [&str; 8] = [
    "coffee by the river",
    "about her new garden",
    "the operation went well",
    "plans for the summer",
    "long talk about work",
    "the children start school",
    "a walk in the rain",
    "",
];

/// The instant at which the generated book is looked at: 22 November 2026, nine in the morning in Madrid.
pub fn now() -> DateTime<Utc> {
    day(2026, 11, 22).and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(8)
}

/// Fills a new book in `home` with `people` people and `check_ins` check-ins of the last four years.
///
/// # Errors
/// What the store says.
pub fn fill(home: &Path, people: usize, check_ins: usize) -> Result<(), StoreError> {
    let book = Book::open(home)?;
    let mut random = Pcg64::seed_from_u64(SEED);
    let each = check_ins / people.max(1);
    let start = now() - TimeDelta::days(4 * 365);
    for batch in 0..people.div_ceil(BATCH) {
        let mut changes = Vec::new();
        for number in batch * BATCH..people.min((batch + 1) * BATCH) {
            let person = person(&mut random, number, start + TimeDelta::seconds(number as i64));
            let history = history(&mut random, &person, each);
            changes.push(Change::Put(Record::Person(Box::new(person))));
            changes.extend(history.into_iter().map(|check_in| Change::Put(Record::CheckIn(check_in))));
        }
        book.commit(Act::new(now(), "import", changes))?;
    }
    Ok(())
}

/// One of so many carries something for the user.
const CARRIES: usize = 200;

fn person(random: &mut Pcg64, number: usize, added: DateTime<Utc>) -> Person {
    let given = GIVEN[random.random_range(0..GIVEN.len())];
    let family = FAMILY[random.random_range(0..FAMILY.len())];
    let mut person = Person::named(format!("{given} {family} {number}"), added);
    person.id = PersonId::from_bytes(uuid(random, added));
    person.circle = Some(match random.random_range(0..100) {
        0..2 => Circle::Inner,
        2..8 => Circle::Close,
        8..30 => Circle::Friends,
        _ => Circle::Wider,
    });
    person.circle_first = Some(added.date_naive());
    person.phones = vec![Labelled::plain(format!("+34 555 01{:02} {number:05}", number % 100))];
    person.emails = vec![Labelled::plain(format!("p{number}@example.org"))];
    person.note = NOTES[random.random_range(0..NOTES.len())].to_owned();
    if number.is_multiple_of(CARRIES) {
        // From one role to all five, in turn.
        let roles = SupportRole::ALL.into_iter().take(1 + number / CARRIES % SupportRole::ALL.len());
        person.support = roles.map(Support::of).collect();
    }
    match random.random_range(0..10) {
        0 | 1 => person.cadences.push(rule(random, added)),
        2..5 => person.cadences.push(after(random, added)),
        _ => {}
    }
    person
}

fn after(random: &mut Pcg64, added: DateTime<Utc>) -> Cadence {
    let every = ["3w", "1mo", "3mo", "6mo", "1y"][random.random_range(0..5)];
    let every = every.parse().unwrap_or_else(|error| unreachable!("{error}"));
    cadence(random, added, Repeat::After { every, first: added.date_naive(), at: None })
}

fn rule(random: &mut Pcg64, added: DateTime<Utc>) -> Cadence {
    let (rule, start) = [
        ("FREQ=MONTHLY;BYDAY=2TU", day(2023, 1, 10)),
        ("FREQ=WEEKLY;BYDAY=SU", day(2023, 1, 8)),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", day(2023, 1, 31)),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1", day(2023, 5, 1)),
    ][random.random_range(0..4)];
    let start = start.and_time(NaiveTime::MIN) + TimeDelta::hours(19);
    cadence(random, added, Repeat::Rule { rule: rule.to_owned(), start, zone: None })
}

fn cadence(random: &mut Pcg64, added: DateTime<Utc>, repeat: Repeat) -> Cadence {
    let mode = [Mode::Message, Mode::Voice, Mode::Voice, Mode::InPerson][random.random_range(0..4)];
    Cadence { id: CadenceId::from_bytes(uuid(random, added)), mode, repeat, added, extra: Extra::new() }
}

/// `count` contacts of the last four years, the oldest first.
fn history(random: &mut Pcg64, person: &Person, count: usize) -> Vec<CheckIn> {
    let mut days: Vec<u64> = (0..count).map(|_| random.random_range(1..4 * 365)).collect();
    days.sort_unstable_by_key(|days| std::cmp::Reverse(*days));
    let contact = |days: u64| {
        let at = now() - TimeDelta::days(days as i64) + TimeDelta::minutes(random.random_range(0..600));
        CheckIn {
            id: CheckInId::from_bytes(uuid(random, at)),
            people: vec![person.id],
            mode: [Mode::Message, Mode::Voice, Mode::Video, Mode::InPerson][random.random_range(0..4)],
            at,
            day: at.date_naive(),
            minutes: Some(random.random_range(5..180)),
            started_by: None,
            note: NOTES[random.random_range(0..NOTES.len())].to_owned(),
            felt: None,
            logged: at,
            extra: Extra::new(),
        }
    };
    days.into_iter().map(contact).collect()
}

/// A UUIDv7 (RFC 9562, section 5.7) whose random part comes from the seed.
fn uuid(random: &mut Pcg64, at: DateTime<Utc>) -> [u8; 16] {
    let mut bytes: [u8; 16] = random.random();
    bytes[..6].copy_from_slice(&at.timestamp_millis().to_be_bytes()[2..]);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    bytes
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}
